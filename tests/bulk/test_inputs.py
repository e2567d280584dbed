"""Tables as people have them: odd names, odd types, lines of names that differ, nothing in them."""

from __future__ import annotations

import datetime as dt
import importlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from graphkit.bulk.lookups import MOST_CELLS, Lookups
from graphkit.bulk.running import NothingInBulk, bulk
from graphkit.errors import GraphkitError
from graphkit.importers.tables import BadTable
from graphkit.mapping import read_mapping
from tests.bulk.comparing import table_rows
from tests.bulk.test_same_rows import _OWN, Engine, run, same, write
from tests.importers.parquet_tables import write_parquet
from tests.projects import core_ontology

_ROW = "Fiji\tConsult\tTonga\t2015-01-02\n"


def cells(count: int = 1, **other: list[Any]) -> dict[str, list[Any]]:
    """Return rows in the columns of ICEWS."""
    rows = {"source": ["Fiji"], "phrase": ["Consult"], "target": ["Tonga"], "day": ["2015-01-02"]}
    return {name: column * count for name, column in rows.items()} | other


def test_table_that_is_named_twice(engine: Engine, tmp_path: Path) -> None:
    """Whoever names a table twice, or it and its folder, gets its rows once."""
    (tmp_path / "in").mkdir()
    table = write(tmp_path / "in" / "table.tsv", _ROW)
    made = bulk(
        [table, tmp_path / "in", tmp_path / "in" / ".." / "in" / "table.tsv"], "icews",
        tmp_path / "made", engine=engine[0], master=engine[1],
    )  # fmt: skip
    assert (made.rows, made.taken) == (1, 1)


@pytest.mark.parametrize(
    "name", ["a[1].tsv", "a?b.tsv", "a{x,y}.tsv", "_x.tsv", ".x.tsv", "a:b.tsv"]
)
def test_names_that_are_patterns(
    engine: Engine, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is read whatever its name, and no other that a pattern would fit."""
    for other in ("a1.tsv", "aob.tsv", "ax.tsv"):
        write(tmp_path / other, _ROW * 2)
    monkeypatch.chdir(tmp_path)
    write(Path(name), _ROW)
    made, output = run(engine, Path(name), "icews")
    assert made.rows == 1
    assert len(table_rows(output / "facts")) == 1


def test_lines_of_names_that_differ(engine: Engine, tmp_path: Path) -> None:
    """One file may have quotes or blanks in its line of names where another has none."""
    mapping = write(tmp_path / "own.yaml", _OWN.replace("      role: {column: part}\n", ""))
    heads = ("who,what,whom,when", '"who","what","whom","when"', "who, what,whom,when\r")
    for number, head in enumerate(heads):
        write(tmp_path / f"{number}.csv", f"{head}\nFiji,Consult,Tonga,2015-01-0{number + 1}\n")
    made = bulk(
        sorted(tmp_path.glob("*.csv")), str(mapping), tmp_path / "made",
        engine=engine[0], master=engine[1],
    )  # fmt: skip
    assert (made.rows, made.taken) == (3, 3)


def test_empty_tables(engine: Engine, tmp_path: Path) -> None:
    """A table without a line of names is named; one without rows gives no fact."""
    mapping = str(write(tmp_path / "own.yaml", _OWN))
    with pytest.raises(BadTable, match=r"e\.csv is empty"):
        run(engine, write(tmp_path / "e.csv", "\n"), mapping)
    with pytest.raises(NothingInBulk) as caught:
        run(engine, write(tmp_path / "e.jsonl", "[1]\n"), mapping)
    assert caught.value.bulk.left_out["wrong-cells"].samples == [("e.jsonl:1", "no JSON object")]
    assert {path.name for path in tmp_path.iterdir()} == {"own.yaml", "e.csv", "e.jsonl"}


def test_types_of_parquet(engine: Engine, tmp_path: Path) -> None:
    """Fractions, decimals and days with a time are the texts of the import."""
    columns: list[list[Any]] = [
        [2015.0, float("nan"), 1e300, 2015.5],
        [Decimal("2015.00"), Decimal("2016.50"), None, Decimal(2017)],
        [dt.datetime(2015, 1, 2), None, dt.datetime(2015, 1, 2, 3), None],  # noqa: DTZ001 - of a table
    ]  # fmt: skip
    for number, days in enumerate(columns):
        folder = tmp_path / str(number)
        folder.mkdir()
        table = write_parquet(folder / "table.parquet", cells(4, day=days))
        same(engine, table)


def test_types_that_no_cell_has(tmp_path: Path) -> None:
    """Columns that are no plain cells are named, unless nobody asks for them."""
    pa = importlib.import_module("pyarrow")
    words = pa.array(["2015-01-02"]).dictionary_encode()
    write_parquet(tmp_path / "a.parquet", cells(day=words))
    with pytest.raises(BadTable, match=r"a\.parquet.*'day' is a dictionary.*plain text"):
        bulk([tmp_path / "a.parquet"], "icews", tmp_path / "made")
    write_parquet(tmp_path / "b.parquet", cells(more=words, ns=pa.array([1], pa.timestamp("ns"))))
    assert bulk([tmp_path / "b.parquet"], "icews", tmp_path / "made").taken == 1


def test_types_that_differ(tmp_path: Path) -> None:
    """Two files of which one has days and the other texts are no one table."""
    write_parquet(tmp_path / "a.parquet", cells())
    write_parquet(tmp_path / "b.parquet", cells(day=[dt.date(2015, 1, 2)]))
    with pytest.raises(BadTable, match=r"b\.parquet has another type in the column 'day'"):
        bulk(sorted(tmp_path.glob("*.parquet")), "icews", tmp_path / "made")


def test_samples_are_the_same_on_every_run(engine: Engine, tmp_path: Path) -> None:
    """Of many rows that are left out the same are shown, each with its place in the file."""
    bad = "Fiji\tZap\tTonga\t2015-01-02\n"
    other = "Fiji\tFrobnicate\tTonga\t2015-01-02\n"
    made, _ = run(engine, write(tmp_path / "t.tsv", _ROW + bad * 3 + "\n" + other * 2), "icews")
    assert made.left_out["unknown-code"].rows == 5
    assert made.left_out["unknown-code"].samples == [
        ("t.tsv:2", "Zap"), ("t.tsv:6", "Frobnicate"), ("t.tsv:7", "Frobnicate"),
    ]  # fmt: skip


def test_vague_dates_of_an_actor_with_two_states(engine: Engine, tmp_path: Path) -> None:
    """An actor that is counted to two states is one, whichever of its rows has no whole day."""
    mapping = _OWN.replace("who, named: office", "who, named: name, country: of")
    mapping = mapping.replace("      role: {column: part}\n", "")
    rows = ["who,of,what,whom,when"]
    rows += ["Crowd,Fiji,Consult,Tonga,2015-01", "Crowd,Tonga,Consult,Tonga,2015-01-02"]
    table = write(tmp_path / "table.csv", "\n".join(rows))
    same(engine, table, str(write(tmp_path / "own.yaml", mapping)))


def test_facts_with_the_id_of_something_else(engine: Engine, tmp_path: Path) -> None:
    """No fact gets the id of an entity, nor that of a fact without a day."""
    (tmp_path / "one").mkdir()
    once = "Fiji\tConsult\tCrowd\t2015-01-02\n"
    named = "Crowd\tConsult\tFiji-consulted-crowd-2015-01-02\t2015-01-02\n"
    same(engine, write(tmp_path / "one" / "table.tsv", named + once))
    vague = "Fiji\tConsult\tCrowd 2015-01-02\t2015-01\n"
    _, output = run(engine, write(tmp_path / "table.tsv", vague + once), "icews")
    ids = [row[0] for row in table_rows(output / "facts")]
    assert sorted(ids) == ["fiji-consulted-crowd-2015-01-02", "fiji-consulted-crowd-2015-01-02-2"]


def test_months_of_old_days(engine: Engine, tmp_path: Path) -> None:
    """A year before 1000 keeps its four digits, as the periods of ``graphkit aggregate`` do."""
    _, output = run(
        engine, write(tmp_path / "t.tsv", "Fiji\tConsult\tTonga\t0800-01-02\n"), "icews", "months"
    )
    assert [row[3] for row in table_rows(output / "months")] == ["0800-01"]


def test_more_cells_than_fit() -> None:
    """No more cells come to this process than are allowed to."""
    ontology = core_ontology()
    asked = []

    class _Many:
        num_rows = MOST_CELLS + 1

        def limit(self, count: int) -> _Many:
            asked.append(count)
            return self

        def toArrow(self) -> _Many:  # noqa: N802 - the name is PySpark's
            return self

    lookups = Lookups(read_mapping("icews", ontology), ontology, lambda _columns: _Many())
    with pytest.raises(GraphkitError, match="different cells"):
        lookups.make()
    assert asked == [MOST_CELLS + 1]
