"""A table becomes facts: no row is lost, none counted twice, and nothing is guessed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphkit.checks import check_records
from graphkit.importers import events
from graphkit.importers.event_rows import REASONS
from graphkit.importers.events import Imported, read_events
from graphkit.importers.projects import new_project
from graphkit.importers.tables import BadTable
from graphkit.mapping import read_mapping
from graphkit.model import Entity, GraphInfo, Records
from graphkit.seeds import read_project
from tests.importers.parquet_tables import write_parquet
from tests.projects import core_ontology

ICEWS = """\
Envoy (Fiji)\tMake statement\tTonga\t2015-01-02
Tonga\tConsult\tEnvoy (Fiji)\t2015-01-02
Envoy (Fiji)\tMake optimistic comment\tTonga\t2015-01-02

Envoy (Fiji)\tMake statement\tTonga\t2015-01-02
Envoy (Fiji)\tMake statement\tTonga\t2015-01-03
Tonga\tHost a visit\tEnvoy (Fiji)\t2015-01-02
Tonga\tFrobnicate\tEnvoy (Fiji)\t2015-01-02
Fiji\tConsult\tfiji\t2015-01-02
Fiji\tConsult\tTonga\t
Fiji\tConsult\tTonga\t2015-02-30
Fiji\tConsult\t \t2015-01-02
Fiji\tConsult\tTonga
Fiji\tConsult\tTonga\u200b\t2015-01-02
"""
ICEWS_LEFT_OUT = {
    "unknown-code": [(8, "Frobnicate")],
    "same-both-ends": [(9, "Fiji")],
    "no-date": [(10, "")],
    "bad-date": [(11, "2015-02-30")],
    "missing-cell": [(12, "target")],
    "wrong-cells": [(13, "3 cells, not 4")],
    "odd-character": [(14, "Tonga\u200b")],
}

DAY = dt.date(2015, 1, 2)

#: In the columns of each dataset, the rows made up.
COW = """\
version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,\
dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,\
nonaggression,entente
1,200,United Kingdom,220,France,1,5,1920,31,12,1930,0,0,1,0,1,0
2,220,France,200,United Kingdom,1,1,1925,31,12,1935,0,0,1,0,0,0
3,200,United Kingdom,220,France,1,1,1950,31,12,2012,0,1,1,0,0,0
4,200,United Kingdom,2,United States of America,1,1,1816,31,12,1820,1,0,0,0,0,1
5,200,United Kingdom,9999,Nowhere,1,1,1950,31,12,1951,0,0,1,0,0,0
6,200,United Kingdom,220,France,1,1,1950,31,12,1951,0,0,0,0,0,0
"""
ARCHIGOS = """\
obsid\tleadid\tccode\tidacr\tleader\tstartdate\tenddate
A-1\tid-1\t200\tUKG\tSmith\t1920-01-02\t1925-03-04
A-2\tid-1\t200\tUKG\tSmith\t1930-01-02\t1931-03-04
A-3\tid-2\t200\tUKG\tSmith\t1925-03-04\tNA
A-4\tid-3\t220\tFRN\tDupont\tNA\t1931-03-04
"""


def read(
    folder: Path,
    text: str = ICEWS,
    mapping: str = "icews",
    name: str = "table.tsv",
    known: Records | None = None,
) -> Imported:
    """Return what a table gives."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    words = core_ontology()
    return read_events(path, read_mapping(mapping, words), words, known)


def told(imported: Imported) -> dict[str, dict[str, list[str]]]:
    """Return the evidence of each date of each fact, by the fact's id."""
    return {
        fact.id: {
            stage.date.text if stage.date else "": [
                f"{item.at} {item.note}".strip() for item in stage.evidence
            ]
            for stage in fact.stages
        }
        for fact in imported.facts.values()
    }


def left_out(imported: Imported) -> dict[str, list[tuple[int, str]]]:
    """Return the samples by reason; there are as many as rows."""
    assert all(left.rows == len(left.samples) for left in imported.left_out.values())
    return {
        reason: [(int(place.rpartition(":")[2]), text) for place, text in left.samples]
        for reason, left in imported.left_out.items()
    }


def records(imported: Imported) -> Records:
    """Return all of a project made of a table."""
    assert imported.last
    return Records(
        info=GraphInfo(title="x", base="https://example.org/", as_of=imported.last),
        sources={imported.source.id: imported.source},
        entities=imported.entities,
        facts=imported.facts,
        disputes={},
    )


def assert_sound(imported: Imported) -> None:
    """See that the checks find nothing at all."""
    assert not list(check_records(records(imported), core_ontology()))


# ------------------------------------------------------------------------ ICEWS


def test_rows_that_say_the_same_are_one_fact(tmp_path: Path) -> None:
    """A fact has a piece of evidence for each row, with the line and the code's own words.

    Two codes of one relation on one day tell of one fact; a host's code runs the other way.
    """
    imported = read(tmp_path)
    assert told(imported) == {
        "envoy-fiji-affiliated-with-fiji": {"[..2015-01-02]": ["p1 the state in brackets"]},
        "envoy-fiji-made-statement-to-tonga-2015-01-02": {
            "2015-01-02": ["p1 Make statement", "p3 Make optimistic comment", "p4 Make statement"]
        },
        "envoy-fiji-made-statement-to-tonga-2015-01-03": {"2015-01-03": ["p5 Make statement"]},
        "tonga-consulted-envoy-fiji-2015-01-02": {"2015-01-02": ["p2 Consult", "p6 Host a visit"]},
    }
    assert (imported.rows, imported.taken) == (13, 6)
    assert_sound(imported)


def test_what_is_left_out(tmp_path: Path) -> None:
    """Each row that makes no fact has its reason, its line and what stands there."""
    imported = read(tmp_path)
    assert left_out(imported) == ICEWS_LEFT_OUT
    words = [REASONS[reason] for reason in ICEWS_LEFT_OUT]
    assert list(imported.source.left_out) == [
        (f"p{number}", reason) for number, reason in enumerate(words, 7)
    ]


def test_the_source(tmp_path: Path) -> None:
    """The table is the text of the source, and not public before the last day in it."""
    source = read(tmp_path).source
    assert source.text
    assert source.text.file == "table.tsv"
    assert source.published
    assert (source.id, source.kind, source.published.text) == (
        "icews", "dataset", "[2015-01-03..]"
    )  # fmt: skip


def test_entities(tmp_path: Path) -> None:
    """A state is a state with its code, an office a group that the table counts to its state."""
    found = read(tmp_path).entities
    assert {(each.id, each.kind, each.name) for each in found.values()} == {
        ("envoy-fiji", "group", "Envoy (Fiji)"),
        ("fiji", "state", "Fiji"),
        ("tonga", "state", "Tonga"),
    }
    assert found["fiji"].ids == (("iso3166-1-alpha-3", "FJI"),)


def test_the_order_of_rows_changes_no_id(tmp_path: Path) -> None:
    """Another order of the rows gives the same facts and entities; only the lines differ."""
    text = ICEWS + "a b\tConsult\tc\t2015-01-02\na\tConsult\tb c\t2015-01-02\n"
    text += "a\tConsult\tb-consulted-c\t2015-01-02\na-consulted-b\tConsult\tc\t2015-01-02\n"
    first = read(tmp_path, text)
    lines = text.splitlines()
    random.Random(7).shuffle(lines)  # noqa: S311 - any order will do
    second = read(tmp_path, "\n".join(lines))
    assert first.entities == second.entities
    told = [
        {
            (f.id, f.subject, f.relation, f.object, str(f.stages[0].date))
            for f in each.facts.values()
        }
        for each in (first, second)
    ]
    assert told[0] == told[1]
    assert "a-consulted-b-consulted-c-2015-01-02-2" in first.facts
    assert first.facts["a-consulted-b-consulted-c-2015-01-02"].subject == "a"


def test_no_fact_has_the_id_of_an_entity(tmp_path: Path) -> None:
    """Files with both hold two things, and so two names."""
    name = "a made statement to b 2015-01-02"
    imported = read(tmp_path, f"a\tMake statement\tb\t2015-01-02\n{name}\tConsult\tb\t2015-01-02\n")
    assert "a-made-statement-to-b-2015-01-02" in imported.entities
    assert "a-made-statement-to-b-2015-01-02-2" in imported.facts
    assert_sound(imported)


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would fill the memory is refused with the command that is made for it."""
    monkeypatch.setattr(events, "MOST_ROWS", 5)
    with pytest.raises(BadTable, match="more than 5 rows: use graphkit bulk"):
        read(tmp_path)


# ------------------------------------------------------------------------ lasting relations


def test_alliances(tmp_path: Path) -> None:
    """Times that overlap are one, others a stage each; a tie of both is written once.

    What began before watching did, or went on after it, has no day there.
    """
    imported = read(tmp_path, COW, "cow-alliances", "alliances.csv")
    assert told(imported) == {
        "france-has-defence-pact-with-united-kingdom": {
            "1920-05-01/1935-12-31": ["p2", "p3"],
            "1950-01-01/..": ["p4"],
        },
        "france-has-non-aggression-pact-with-united-kingdom": {"1920-05-01/1930-12-31": ["p2"]},
        "united-kingdom-has-entente-with-united-states": {"../1820-12-31": ["p5"]},
    }
    assert left_out(imported)["unknown-actor"] == [(6, "9999")]
    assert left_out(imported)["no-such-fact"] == [(7, "0")]
    assert str(imported.last) == "2012-12-31"
    assert dict(imported.source.left_out) == {
        "p1": "the names of the columns",
        "p6": REASONS["unknown-actor"],
        "p7": REASONS["no-such-fact"],
    }
    assert_sound(imported)


def test_leaders(tmp_path: Path) -> None:
    """Who came back has a stage for each time; two of one name are two."""
    imported = read(tmp_path, ARCHIGOS, "archigos")
    assert {
        (fact.subject, fact.role, tuple(str(stage.date) for stage in fact.stages))
        for fact in imported.facts.values()
    } == {
        ("smith", "effective leader", ("1920-01-02/1925-03-04", "1930-01-02/1931-03-04")),
        ("smith-2", "effective leader", ("1925-03-04",)),
        ("dupont", "effective leader", ("../1931-03-04",)),
    }
    problems = list(check_records(records(imported), core_ontology()))
    assert {problem.code for problem in problems} == {"twin-names"}


OWN = """\
mapping:
  title: Mine
  rows:
    - subject: {column: who, named: office, kind: group}
      object: {column: whom, named: office, kind: group}
      relation: {column: what, scheme: cameo}
      date: {column: when}
      note: {column: remark}
      says: {column: words}
    - subject: {column: who, named: office, kind: group}
      object: {column: whom, named: office, kind: group}
      relation: {column: what, scheme: cameo}
      date: {column: when}
      note: {column: remark}
      says: {column: words}
  source: {id: mine, title: My table, kind: dataset}
"""


def mapping(folder: Path, relation: str, kind: str = "", when: str = "{column: when}") -> str:
    """Return the path of a mapping of four columns that makes entities of a kind, or none."""
    made = f", kind: {kind}" if kind else ""
    path = folder / "made-up.yaml"
    path.write_text(
        f"""\
mapping:
  title: Made up
  head: [who, whom, what, when, until]
  rows:
    - subject: {{column: who{made}}}
      object: {{column: whom{made}}}
      relation: {relation}
      date: {when}
  source: {{id: made-up, title: Made up, kind: dataset}}
""",
        encoding="utf-8",
    )
    return str(path)


def test_the_visitor_is_the_subject(tmp_path: Path) -> None:
    """A host's code tells of the same visit as the guest's, and only people visit."""
    words = mapping(tmp_path, "{column: what, scheme: icews}", "person")
    text = (
        "Jane\tTonga\tMake a visit\t2015-01-02\t\nTonga\tJane\tHost a visit\t2015-01-02\t\n"
        "Tonga\tFiji\tMake a visit\t2015-01-02\t\n"
    )
    imported = read(tmp_path, text, words)
    assert told(imported) == {
        "jane-visited-tonga-2015-01-02": {"2015-01-02": ["p1 Make a visit", "p2 Host a visit"]},
        "tonga-consulted-fiji-2015-01-02": {"2015-01-02": ["p3 Make a visit"]},
    }
    assert_sound(imported)


def test_kinds_that_do_not_fit(tmp_path: Path) -> None:
    """A relation is never given ends of kinds that it does not take."""
    words = mapping(tmp_path, "{column: what, values: {trip: visited}}")
    imported = read(tmp_path, "Tonga\tFiji\ttrip\t2015-01-02\t\n", words)
    assert left_out(imported) == {"kind-does-not-fit": [(1, "state visited state")]}


def test_ties_of_both(tmp_path: Path) -> None:
    """What holds both ways is written from the id that sorts first, and once."""
    words = mapping(
        tmp_path, "{word: hasEntenteWith}", when="{column: when}\n      end: {column: until}"
    )
    text = "Fiji\tBelgium\t\t1920\t1930\nBelgium\tFiji\t\t1925-01-01\t1935-01-01\n"
    assert told(read(tmp_path, text, words)) == {
        "belgium-has-entente-with-fiji": {"1920/1930": ["p1"], "1925-01-01/1935-01-01": ["p2"]}
    }
    words = mapping(tmp_path, "{word: foughtWarWith}", "group")
    imported = read(tmp_path, "Zz\tTonga\t\t2015-01-02\t\n", words)
    assert list(imported.facts) == ["tonga-fought-war-with-zz-2015-01-02"]


def test_a_doubtful_day_beside_the_same_day(tmp_path: Path) -> None:
    """Which of the two gets the number depends on what is written, not on the row."""
    rows = ["a\tConsult\tb\t2015-01-03", "a\tConsult\tb\t2015-01-03?"]
    dates = [
        {
            fact.id: str(fact.stages[0].date)
            for fact in read(tmp_path, "\n".join(each)).facts.values()
        }
        for each in (rows, rows[::-1])
    ]
    assert len(dates[0]) == 2
    assert dates[0] == dates[1]


@pytest.fixture
def own(tmp_path: Path) -> str:
    """Return the path of a mapping of our own, which reads each row twice."""
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def test_uncertain_dates(own: str, tmp_path: Path) -> None:
    """Where a date may be any day, nobody can say how often it was: it is one fact in stages."""
    text = (
        "who,whom,what,when,remark,words\n"
        "a,b,01,2015,first,\na,b,01,2015-01-02,,\na,b,01,2015-01-02,,hm\na,c,01,2015?,,\n"
    )
    imported = read(tmp_path, text, own, "table.csv")
    assert told(imported) == {
        "a-made-statement-to-b": {"2015": ["p2 01; first"], "2015-01-02": ["p3 01"]},
        "a-made-statement-to-b-2015-01-02": {"2015-01-02": ["p4 01"]},
        "a-made-statement-to-c": {"2015?": ["p5 01"]},
    }
    assert [stage.id for stage in imported.facts["a-made-statement-to-b"].stages] == [
        "a-made-statement-to-b-2015-01-02", "a-made-statement-to-b-2015",
    ]  # fmt: skip
    assert_sound(imported)


def test_parquet(own: str, tmp_path: Path) -> None:
    """Nothing can point into a Parquet file: each row is told by its number, in an id."""
    path = write_parquet(
        tmp_path / "a.parquet",
        {
            "who": ["a", "a"], "whom": ["b", "b"], "what": ["01", "010"],
            "when": ["2015-01-02"] * 2, "remark": [None, None], "words": ["", ""],
        },
    )  # fmt: skip
    imported = read_events(path, read_mapping(own, core_ontology()), core_ontology())
    (fact,) = imported.facts.values()
    assert [(item.id, item.at, item.note) for item in fact.stages[0].evidence] == [
        (f"{fact.id}-row-1", None, "01"), (f"{fact.id}-row-2", None, "010"),
    ]  # fmt: skip
    assert imported.source.text is None
    assert_sound(imported)


# ------------------------------------------------------------------------ beside a project


def test_what_the_project_knows(tmp_path: Path) -> None:
    """Its entities are found by name and alias, its facts are not made again."""
    first = records(read(tmp_path))
    entities: Mapping[str, Entity] = {
        **first.entities,
        "envoy-of-fiji": Entity(
            id="envoy-of-fiji", kind="person", name="The Envoy", aliases=("Second Envoy (Fiji)",)
        ),
    }
    known = dataclasses.replace(first, entities=entities)
    known = dataclasses.replace(
        known,
        facts={
            name: fact
            for name, fact in known.facts.items()
            if name != "tonga-consulted-envoy-fiji-2015-01-02"
        },
    )
    text = "Port (Fiji)\tConsult\tTonga\t2015-01-02\n"
    port = Entity(id="port", kind="place", name="Port (Fiji)")
    places = dataclasses.replace(known, entities={**entities, "port": port})
    assert sorted(read(tmp_path, text, known=places).facts) == ["port-consulted-tonga-2015-01-02"]
    more = "Second Envoy (Fiji)\tConsult\tTonga\t2015-01-02\nTonga\tConsult\tNew\t2015-01-02\n"
    text = ICEWS.replace("Envoy (Fiji)", "Envoy  (Fiji)") + more
    imported = read(tmp_path, text, known=known)
    assert sorted(told(imported)) == [
        "envoy-of-fiji-affiliated-with-fiji",
        "envoy-of-fiji-consulted-tonga-2015-01-02",
        "tonga-consulted-envoy-fiji-2015-01-02",
        "tonga-consulted-new-2015-01-02",
    ]
    assert sorted(imported.entities) == ["new"]
    assert imported.left_out["known-already"].rows == 4


# ------------------------------------------------------------------------ written and read


def test_the_project_of_a_table(tmp_path: Path) -> None:
    """What is written reads back as what was made, without a problem."""
    path = tmp_path / "table.tsv"
    path.write_text(ICEWS, encoding="utf-8")
    imported = new_project(path, "icews", tmp_path / "made")
    reading = read_project(tmp_path / "made", core_ontology())
    assert reading.problems == ()
    made = records(imported)
    assert reading.records == dataclasses.replace(made, info=reading.records.info)
    assert reading.records.info.as_of == imported.last
