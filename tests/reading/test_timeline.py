"""Tests of timelines: each stage a line, in the order of days."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Entity, Records
from graphkit.reading.timeline import COLUMNS, DUE, rows, timeline
from tests import strategies
from tests.samples import fact, graph_of, ontology, shipped, stage, state

ENTITIES = [
    *map(state, ("oman", "qatar", "iran")),
    Entity(id="pact", kind="treaty", name="Pact"),
    Entity(id="talks", kind="event", type="meeting", name="Talks", date=parse_date("2025-11")),
]


def told(graph: Graph, entity: str = "") -> list[tuple[str, ...]]:
    """Return date, first day, stage and what of each line."""
    found = timeline(graph, graph.entities[entity] if entity else None)
    return [row[:4] for row in rows(graph, found)]


def test_order_and_words() -> None:
    """Stages, an end, a due day and an event each have a line; undated ones come last."""
    graph = graph_of(
        [
            fact("oman", "recognized", "iran", stage("in-force", "1970/1979")),
            fact(
                "oman", "joined", "pact",
                stage("agreed", "[..2025-11-06]"),
                stage("announced", "2025-11-06", agents=("iran",)),
                stage("expected", agents=("oman",)),
                stage("in-force", "2026"),
            ),
            fact("oman", "signed", "pact", stage("planned", due="2025-11-18")),
            fact("iran", "memberOf", "pact", stage("in-force", attested="2016-12-14")),
            fact("iran", "signed", "pact", stage("occurred", "2025-11-06")),
        ],
        ENTITIES,
    )  # fmt: skip
    assert told(graph) == [
        ("from 1970 to 1979", "1970-01-01", "in force", "Oman recognized Iran"),
        ("end of: from 1970 to 1979", "1979-01-02", "ended", "Oman recognized Iran (ended)"),
        ("attested 2016-12-14", "2016-12-14", "in force", "Iran is a member of Pact"),
        ("2025-11", "2025-11-01", "event", "Talks"),
        ("on or before 6 November 2025", "", "agreed", "Oman joined Pact (agreed)"),
        ("2025-11-06", "2025-11-06", "occurred", "Iran signed Pact"),
        ("2025-11-06", "2025-11-06", "announced", "Oman joined Pact (announced)"),
        ("due 2025-11-18", "2025-11-18", "due", "Oman signed Pact (planned)"),
        ("2026", "2026-01-01", "in force", "Oman joined Pact"),
        ("undated, first attested 2025-11-06", "", "expected", "Oman joined Pact (expected)"),
        ("undated, first attested 2025-11-06", "", "planned", "Oman signed Pact (planned)"),
    ]


def test_end_that_is_known_to_the_day() -> None:
    """The line of an end says after which day, where that is known."""
    one = fact("oman", "recognized", "iran", stage("in-force", "1970-05-01/1979-02-11"))
    assert told(graph_of([one], ENTITIES), "oman")[1] == (
        "after 11 February 1979", "1979-02-12", "ended", "Oman recognized Iran (ended)",
    )  # fmt: skip


def test_possible_stage() -> None:
    """A stage that has only possibly begun on the day is called so."""
    graph = graph_of([fact("oman", "joined", "pact", stage("in-force", "2025"))], ENTITIES)
    assert told(graph.as_of("2025-06-01"), "oman") == [
        ("2025", "2025-01-01", "possibly in force", "Oman joined Pact")
    ]
    assert told(graph.as_of("2024-12-31"), "oman") == []


def test_opinions_come_last_of_a_day() -> None:
    """What was said stands after what happened on that day, with its content."""
    graph = graph_of(
        [
            fact("iran", "commentedOn", "pact", stage("occurred", "2020"), says="it is good"),
            fact("oman", "signed", "pact", stage("occurred", "2020")),
        ],
        ENTITIES,
    )
    assert [line[3] for line in told(graph, "pact")] == [
        "Oman signed Pact",
        "Iran commented on Pact: it is good",
    ]


def test_one_entity() -> None:
    """Only what bears on the entity is told, and its own date if it is an event."""
    graph = graph_of(
        [
            fact("oman", "recognized", "iran", stage("in-force", "1970")),
            fact("iran", "participatedIn", "talks", stage("occurred", "2025-11")),
        ],
        ENTITIES,
    )
    assert [line[3] for line in told(graph, "talks")] == ["Iran took part in Talks", "Talks"]
    assert [line[3] for line in told(graph, "oman")] == ["Oman recognized Iran"]
    assert told(graph, "qatar") == []


def test_event_after_the_day() -> None:
    """An event that had not begun, not even possibly, has no line."""
    graph = graph_of([], ENTITIES)
    assert told(graph.as_of("2025-10-31")) == []
    assert told(graph.as_of("2025-11-01")) == [("2025-11", "2025-11-01", "event", "Talks")]


@given(strategies.records(), strategies.days)
@settings(max_examples=60)
def test_laws(records: Records, day: dt.date) -> None:
    """Every stage in the view has a line; dated lines come first and in the order of days."""
    graph = Graph(records, ontology()).as_of(day)
    found = timeline(graph)
    for one in graph.facts():
        lines = [moment for moment in found if moment.identifier == one.id]
        assert len(lines) >= len(one.stages)
    dated = [moment.dated for moment in found]
    assert dated == sorted(dated, reverse=True)
    days = [moment.earliest or moment.latest for moment in found if moment.dated]
    known = [one for one in days if one]
    assert known == sorted(known)
    for moment in found:
        # What is seen on a later day may have begun before.
        later = moment.earliest is not None and moment.earliest > day
        assert not (later and moment.certain)
        assert moment.stage.startswith("possibly ") or not later


def test_shipped() -> None:
    """What is due is marked as due, and what was agreed stands before what was announced."""
    graph = shipped()
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows(graph, timeline(graph))]
    due = {(row["id"], row["from"]) for row in found if row["stage"] == DUE}
    assert ("mohammed-bin-salman-visited-united-states", "2025-11-18") in due
    stages = [row["stage"] for row in found if row["id"] == "kazakhstan-joined-abraham-accords"]
    assert stages[:2] == ["agreed", "announced"]
    assert set(stages[2:]) == {"expected"}
    announced = next(row for row in found if row["stage"] == "announced")
    assert announced["agent"] == "Donald Trump"
    assert "anadolu-kazakhstan" in announced["source_ids"]
