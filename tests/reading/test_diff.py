"""Tests of differences: what came, moved, became certain, ended, vanished."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Evidence, Fact, Position, Records, Source
from graphkit.reading.diff import Kind, difference
from graphkit.reading.diff_text import COLUMNS, lines, rows, sentence, summary
from tests import strategies
from tests.samples import fact, graph_of, ontology, shipped, stage, state

ENTITIES = [*map(state, ("oman", "qatar", "iran")), Entity(id="pact", kind="treaty", name="Pact")]


def graph(*facts: Fact, **more: object) -> Graph:
    """Return a graph of facts."""
    return graph_of(facts, ENTITIES, **more)  # type: ignore[arg-type]


def one(before: Graph, after: Graph) -> tuple[Kind, str]:
    """Return the only change, in its kind and in words."""
    (change,) = difference(before, after).facts
    return change.kind, sentence(change)


LIFE = fact(
    "oman", "joined", "pact",
    stage("agreed", "[2020-01-01..2020-03-01]"),
    stage("announced", "2020-06-01", agents=("iran",)),
    stage("in-force", "2021"),
    stage("withdrawn", "2023-05-01"),
)  # fmt: skip
TITLE = "Oman · joined · Pact"


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [
        (
            ("2019-12-31", "2020-02-01"), Kind.CAME,
            f"{TITLE}: possibly agreed · some day from 1 January to 1 March 2020",
        ),
        (
            ("2020-02-01", "2020-04-01"), Kind.CERTAIN,
            f"{TITLE}: now certainly agreed · some day from 1 January to 1 March 2020",
        ),
        (
            ("2020-04-01", "2020-02-01"), Kind.UNCERTAIN,
            f"{TITLE}: now only possibly agreed · some day from 1 January to 1 March 2020",
        ),
        (
            ("2020-04-01", "2020-07-01"), Kind.MOVED,
            f"{TITLE}: moved from agreed to announced by Iran · 2020-06-01",
        ),
        (
            ("2020-07-01", "2022-01-01"), Kind.MOVED,
            f"{TITLE}: moved from announced by Iran to in force · 2021",
        ),
        (
            ("2022-01-01", "2024-01-01"), Kind.ENDED,
            f"{TITLE}: moved from in force to withdrawn · 2023-05-01",
        ),
        (
            ("2020-07-01", "2019-12-31"), Kind.VANISHED,
            f"{TITLE}: was announced by Iran · 2020-06-01",
        ),
    ],
)  # fmt: skip
def test_between_days(days: tuple[str, str], kind: Kind, words: str) -> None:
    """Each step in the life of a fact is told for what it is."""
    whole = graph(LIFE)
    assert one(whole.as_of(days[0]), whole.as_of(days[1])) == (kind, words)


def test_undated_facts_apart() -> None:
    """What counts only from its report on stands apart from what has a date."""
    whole = graph(
        fact("oman", "recognized", "iran"),
        fact("oman", "recognized", "qatar", stage("in-force", "[..2025-11-06]")),
    )
    found = difference(whole.as_of("2025-11-05"), whole.as_of("2025-11-07"))
    told = [line.text for line in lines(found, "Days")]
    assert told == [
        "Days",
        "2 facts became certain. No dispute came or went.",
        "Became certain (1)",
        "Oman · recognized · Qatar: now certainly in force · on or before 6 November 2025",
        "Certain from the first report on, undated in the sources (1)",
        "Oman · recognized · Iran: now certainly in force · undated, first attested 2025-11-06",
    ]


def test_what_is_written_of_a_fact() -> None:
    """Stages, evidence and fields that came or went are told, also where the stage stays."""
    old = fact("oman", "recognized", "iran", stage("in-force", "1990"), note="old")
    new = fact(
        "oman", "recognized", "iran",
        stage("in-force", "1991", source="news"), stage("expected", agents=("oman",)), note="new",
    )  # fmt: skip
    news = [Source(id="news", title="News", published=parse_date("2020"))]
    found = difference(graph(old), graph(new, sources=news))
    (change,) = found.facts
    assert change.kind is Kind.EDITED
    assert (
        sentence(change)
        == "Oman · recognized · Iran: before, in force · 1990; now, in force · 1991"
    )
    assert change.lost == ("note: old", "stage: in force · 1990", "evidence of in-force: paper p1")
    assert change.gained == (
        "note: new",
        "stage: expected by Oman",
        "evidence of expected: paper p1",
        "stage: in force · 1991",
        "evidence of in-force: news p1",
    )
    told = [line.text for line in lines(found, "Revisions")]
    assert "no longer evidence of in-force: paper p1" in told
    assert "new source: News (news)" in told
    assert summary(found) == (
        "1 fact has other details at the same stage. No dispute came or went. 1 new source."
    )


def test_note_of_a_passage() -> None:
    """A passage that stays and is noted otherwise is told with both notes."""
    old = fact("oman", "recognized", "iran", stage("in-force", "1990", note="n"))
    (kept,) = old.stages
    piece = structs.replace(kept.evidence[0], by=("iran",), note="said so")
    changed = structs.replace(old, stages=(structs.replace(kept, evidence=(piece,)),))
    told = [line.text for line in lines(difference(graph(old), graph(changed)), "R")]
    assert "no longer evidence of in-force: paper p1 · n" in told
    assert "new evidence of in-force: paper p1 · by iran · said so" in told


def test_withdrawn_by_the_curators() -> None:
    """A fact that the curators no longer stand by is not one that ended."""
    old = fact("oman", "recognized", "iran", stage("in-force", "1990"))
    new = fact("oman", "recognized", "iran", stage("in-force", "1990"), rank="deprecated")
    title = "Oman · recognized · Iran"
    assert one(graph(old), graph(new)) == (Kind.EDITED, f"{title}: withdrawn by the curators")
    assert one(graph(new), graph(old)) == (Kind.EDITED, f"{title}: stood by again")


def test_disputes_and_entities() -> None:
    """New, removed and edited disputes and entities are counted and named."""

    def dispute(name: str, *says: str) -> Dispute:
        proof = (Evidence(source="paper"),)
        positions = tuple(Position(says=words, evidence=proof) for words in says)
        return Dispute(id=name, question=f"{name}?", kind="count", positions=positions)

    before = graph_of([], ENTITIES[:3], disputes=[dispute("a", "1", "2"), dispute("b", "1", "2")])
    after = graph_of([], ENTITIES[1:], disputes=[dispute("b", "1", "3"), dispute("c", "1", "2")])
    found = difference(before, after)
    assert summary(found) == (
        "No fact changed. 1 new dispute, 1 removed dispute and 1 edited dispute. "
        "1 new entity and 1 removed entity."
    )
    told = [line.text for line in lines(found, "R")]
    assert told[3:5] == ["new dispute: c? (c)", "removed dispute: a? (a)"]
    assert "removed entity: Oman (oman)" in told
    kinds = [row[:3] for row in rows(found)]
    assert ("dispute", "edited", "b?") in kinds
    assert ("entity", "new", "Pact") in kinds


def test_opinions_are_told_apart() -> None:
    """Two opinions on one thing are told by what they say."""
    said = fact("oman", "commentedOn", "pact", stage("occurred", "2020"), says="it is good")
    assert one(graph(), graph(said))[1] == (
        "Oman · commented on · Pact (it is good): occurred · 2020"
    )


# ---------------------------------------------------------------- laws


def stands(seen: Graph, name: str) -> tuple[str, bool] | None:
    """Return the stage of a fact and whether it is certain."""
    now = seen.state(seen.fact(name))
    return (now.step.stage, now.definite) if now else None


@given(strategies.records(), strategies.days, strategies.days)
@settings(max_examples=120)
def test_laws(records: Records, first: dt.date, second: dt.date) -> None:
    """From a day to itself nothing changes; read backward, a difference is exchanged."""
    whole = Graph(records, ontology())
    a, b = whole.as_of(first), whole.as_of(second)
    same = difference(a, a)
    assert not same
    assert [line.text for line in lines(same, "T")] == ["T", "Nothing changed."]
    there, back = difference(a, b), difference(b, a)
    assert tuple(change.turned() for change in there.facts) == back.facts
    for name in ("disputes", "entities", "sources"):
        one_way, other_way = getattr(there, name), getattr(back, name)
        assert (one_way.new, one_way.removed) == (other_way.removed, other_way.new)
    moved = {change.fact for change in there.facts}
    for one_fact in a.facts():
        if one_fact.id not in moved:
            assert stands(a, one_fact.id) == stands(b, one_fact.id)
    assert {c.fact for c in there.of(Kind.CAME)} == set(b.view.records.facts) - set(
        a.view.records.facts
    )
    assert all(len(row) == len(COLUMNS) for row in rows(there))
    assert list(lines(there, "T"))


def test_shipped() -> None:
    """Kazakhstan's accession moved to announced, and nobody else became a member."""
    before, after = (shipped().as_of(day) for day in ("2025-11-05", "2025-11-07"))
    found = difference(before, after)
    told = {sentence(change) for change in found.of(Kind.MOVED)}
    assert (
        "Kazakhstan · joined · Abraham Accords: moved from possibly agreed by Kazakhstan "
        "to announced by Donald Trump · 2025-11-06"
    ) in told
    joined = [
        c for c in found.facts if "-joined-" in c.fact and c.after and c.after.stage == "in-force"
    ]
    assert joined == []
