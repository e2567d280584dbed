"""The bulk path gives the rows of the curated one, whatever the engine and the table."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from graphkit.bulk.outputs import OUTPUTS
from graphkit.bulk.running import Bulk, bulk
from graphkit.importers.events import Imported
from graphkit.model import Evidence, GraphInfo, Records
from graphkit.projections.counts.aggregates import aggregate
from graphkit.projections.rdf.ntriples import ntriples_text
from graphkit.views import view
from tests.bulk.comparing import curated_rows, imported, table_rows
from tests.bulk.engines import CLUSTER, need
from tests.importers.parquet_tables import write_parquet
from tests.importers.test_events import ARCHIGOS, COW, ICEWS
from tests.projects import core_ontology

Engine = tuple[str, str]
_NAMES = ("source", "phrase", "target", "day")
_JSON_HEAD = "  head: [source, phrase, target, day]\n"


def run(engine: Engine, table: Path, mapping: str, *write: str) -> tuple[Bulk, Path]:
    """Return what a run says and the folder that it makes."""
    output = table.parent / f"made-{engine[0]}"
    made = bulk(
        [table], mapping, output, engine=engine[0], master=engine[1],
        write=write or ("facts", "nodes", "edges"),
    )  # fmt: skip
    return made, output


def same(engine: Engine, table: Path, mapping: str = "icews") -> tuple[Bulk, Imported, Path]:
    """Run both paths and compare their facts, nodes, edges and what they leave out."""
    curated = imported(table, mapping)
    made, output = run(engine, table, mapping)
    assert table_rows(output / "facts") == curated_rows(curated)
    assert (made.rows, made.taken) == (curated.rows, curated.taken)
    left_out = {reason: left.rows for reason, left in made.left_out.items()}
    assert left_out == {reason: left.rows for reason, left in curated.left_out.items()}
    nodes = {row[:3] for row in table_rows(output / "nodes")}
    assert nodes == {(each.id, each.kind, each.name) for each in curated.entities.values()}
    edges = {row[:3]: row[4] for row in table_rows(output / "edges")}
    counted: dict[tuple[str, str, str], int] = {}
    for fact in curated.facts.values():
        key = (fact.subject, fact.object, fact.relation)
        counted[key] = counted.get(key, 0) + 1
    assert edges == counted
    return made, curated, output


def write(path: Path, text: str) -> Path:
    """Write a table."""
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_events_of_icews(engine: Engine, tmp_path: Path) -> None:
    """Facts, counts and samples of a table with every kind of fault are those of the import."""
    made, curated, _ = same(engine, write(tmp_path / "table.tsv", ICEWS))
    for reason, left in curated.left_out.items():
        assert made.left_out[reason].samples == left.samples


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_marks(engine: Engine, tmp_path: Path, end: str) -> None:
    """Other line ends, a byte order mark, blank lines and odd blanks change nothing."""
    text = "\ufeff" + ICEWS.replace("\n", end) + end + "\u2003 \t" + end
    same(engine, write(tmp_path / "table.tsv", text))


def test_alliances_of_cow(engine: Engine, tmp_path: Path) -> None:
    """Four rules read each row, and what lasts has the times of the import."""
    same(engine, write(tmp_path / "alliances.csv", COW), "cow-alliances")


def test_leaders_of_archigos(engine: Engine, tmp_path: Path) -> None:
    """Two people of one name stay two, by the column that tells them apart."""
    same(engine, write(tmp_path / "leaders.tsv", ARCHIGOS), "archigos")


def test_quotes_of_csv(engine: Engine, tmp_path: Path) -> None:
    """Quotes, doubled quotes, commas inside of them and empty cells are those of Python's csv."""
    mapping = write(tmp_path / "own.yaml", _OWN)
    rows = [
        "who,what,whom,when,part",
        '"Envoy, first (Fiji)",Consult,Tonga,2015-01-02,"a ""small"" part"',
        'Fiji,"Consult","Ton""ga",2015-01-03,',
        ',Consult,Tonga,2015-01-03,"x"',
        "Fiji,Consult,Tonga,2015-01,y\\",
        "Fiji,Consult,Tonga,2015-01-04",
        'Tonga,Consult,a"b,2015-01-04,z',
    ]
    same(engine, write(tmp_path / "table.csv", "\n".join(rows) + "\n"), str(mapping))


def test_json_lines(engine: Engine, tmp_path: Path) -> None:
    """Objects with escapes, nulls and lacking fields are read as in the import."""
    mapping = write(tmp_path / "own.yaml", _OWN)
    rows = [
        {"who": "Envoy (Fiji)", "what": "Consult", "whom": "Tonga", "when": "2015-01-02"},
        {"who": 'Énvoy "x" \\ y', "what": "Consult", "whom": "Fiji", "when": "2015", "part": "p"},
        {"who": None, "what": "Consult", "whom": "Tonga", "when": "2015-01-02"},
        {"what": "Consult", "whom": "Tonga", "when": "2015-01-02"},
    ]  # fmt: skip
    lines = [json.dumps(row) for row in rows] + ["[1]", "no json", "", "{"]
    same(engine, write(tmp_path / "table.jsonl", "\n".join(lines) + "\n"), str(mapping))


def test_parquet(engine: Engine, tmp_path: Path) -> None:
    """Nulls, days and whole numbers in columns of other types are the texts of the import."""
    import datetime as dt

    rows = [line.split("\t") for line in ICEWS.splitlines() if line.count("\t") == 3]
    columns: dict[str, list[Any]] = {
        name: [row[number] or None for row in rows] for number, name in enumerate(_NAMES)
    }
    same(engine, write_parquet(tmp_path / "table.parquet", columns))
    columns["day"] = [dt.date(2015, 1, 2)] * len(rows)
    (tmp_path / "days").mkdir()
    same(engine, write_parquet(tmp_path / "days" / "table.parquet", columns))


def test_any_table(engine: Engine, tmp_path: Path) -> None:
    """A large made-up table with cells that name the same and days that are none gives the same."""
    chance = random.Random(8)  # noqa: S311 - a sample, no secret
    actors = ["Fiji", " fiji", "FIJI", "Tonga", "Envoy (Fiji)", "Envoy  (Fiji)", "Crowd", "crowd",
              "Envoy (Nowhere)", "Kiel-consulted-Bonn", "Kiel", "Bonn", ""]  # fmt: skip
    phrases = ["Consult", "Make statement", "Host a visit", "Make a visit", "Sign formal agreement"]
    days = ["2015-01-02", "2015-01-02", "2015-01", "2015-01-03", "2015-01-04", "2015-02-30", ""]
    lines = (
        "\t".join(map(chance.choice, (actors, phrases, actors, days[:2] * 20 + days)))
        for _ in range(3000)
    )
    same(engine, write(tmp_path / "table.tsv", "\n".join(lines) + "\n"))


def test_roles_and_opinions(engine: Engine, tmp_path: Path) -> None:
    """Facts that differ in role or opinion alone are two, and numbered as in the import."""
    text = _OWN.replace(
        "      role: {column: part}\n", "      role: {column: part}\n      says: {column: why}\n"
    )
    mapping = write(tmp_path / "own.yaml", text)
    rows = ["who,what,whom,when,part,why"] + [
        f"Fiji,Consult,Tonga,2015-01-02,{part},{why}"
        for part in ("", "chair", "Chair!", "a\\b")
        for why in ("", "much", "little")
    ]
    same(engine, write(tmp_path / "table.csv", "\n".join(rows) + "\n"), str(mapping))


def test_both_ways_round(engine: Engine, tmp_path: Path) -> None:
    """What is said of a pair in either order is one fact, where the relation has no direction."""
    text = _OWN.replace("scheme: icews", "values: {war: foughtWarWith}")
    mapping = write(tmp_path / "own.yaml", text.replace("      role: {column: part}\n", ""))
    pairs = [("Fiji", "Tonga"), ("Tonga", "Fiji"), ("Zoo", "Fiji"), ("Fiji", "Zoo"), ("a", "B")]
    rows = [f"{one},war,{other},2015-01-0{day}" for one, other in pairs for day in (1, 1, 2)]
    made, _, _ = same(
        engine,
        write(tmp_path / "table.csv", "\n".join(["who,what,whom,when", *rows]) + "\n"),
        str(mapping),
    )
    assert made.written["facts"] == 6


def curated_records(made: Imported) -> Records:
    """Return what the bulk path knows of an import: no row, no wording and no text."""
    facts = {}
    for fact in made.facts.values():
        stages = tuple(
            structs.replace(stage, evidence=(Evidence(source=made.source.id),))
            for stage in fact.stages
        )
        facts[fact.id] = structs.replace(fact, stages=stages)
    source = structs.replace(made.source, text=None, left_out=())
    assert made.last
    return Records(
        info=GraphInfo(
            title="ICEWS coded events", base="https://w3id.org/graphkit/id/", as_of=made.last,
            description="Made of tables of events by graphkit bulk.",
        ),
        sources={source.id: source}, entities=made.entities, facts=facts, disputes={},
    )  # fmt: skip


def test_ntriples_and_months(engine: Engine, tmp_path: Path) -> None:
    """The N-Triples are those of the export, and the months those of ``graphkit aggregate``."""
    table = write(tmp_path / "table.tsv", ICEWS)
    curated = imported(table, "icews")
    _, output = run(engine, table, "icews", "ntriples", "months")
    shown = view(curated_records(curated), core_ontology())
    expected = set("".join(ntriples_text(shown)).splitlines())
    lines = [
        line
        for path in (output / "ntriples").glob("*.nt")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert set(lines) == expected
    rows = {row[:4]: row[4] for row in table_rows(output / "months")}
    months = aggregate(shown)
    assert rows == {
        (row.source, row.target, row.relation, row.period.text): len(row.ties)
        for row in months.rows
    }


def test_everything_is_told_in_the_manifest(engine: Engine, tmp_path: Path) -> None:
    """Each output has its folder, and the manifest the number of rows of each table."""
    made, output = run(engine, write(tmp_path / "table.tsv", ICEWS), "icews", *OUTPUTS)
    told = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    assert {path.name for path in output.iterdir()} == {*OUTPUTS, "manifest.json"}
    for name in told["tables"]:
        assert len(table_rows(output / name)) == told["tables"][name]["rows"] == made.written[name]
    assert list((output / "gephi").glob("*")) != []


@pytest.mark.long
@pytest.mark.no_cover
def test_real_events(engine: Engine, events: Path, tmp_path: Path) -> None:
    """All real events give the facts, nodes and edges of the import, engine by engine."""
    (table,) = events.glob("*.tsv")
    link = tmp_path / table.name
    link.symlink_to(table)
    same(engine, link)


@pytest.mark.spark
def test_cluster_of_two_executors(tmp_path: Path) -> None:
    """Two executors that are processes of their own write the same rows."""
    need("spark")
    same(CLUSTER, write(tmp_path / "table.tsv", ICEWS))


_OWN = """\
mapping:
  title: Own
  rows:
    - subject: {column: who, named: office, kind: group}
      object: {column: whom, named: office, kind: group}
      relation: {column: what, scheme: icews}
      date: {column: when}
      role: {column: part}
  source: {id: own, title: Own, kind: dataset}
"""
