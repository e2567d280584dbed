"""Tests of dossiers: each fact in the right part, nothing undone among what is done."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Evidence, Position, Records, Source
from graphkit.ontology import Group
from graphkit.reading import show
from graphkit.reading.document import Style
from graphkit.reading.show import PARTS, dossier
from graphkit.reading.show_text import COLUMNS, as_json, lines, rows
from tests import strategies
from tests.samples import fact, graph_of, ontology, shipped, stage, state

ENTITIES = [
    *map(state, ("oman", "qatar", "iran")),
    Entity(id="pact", kind="treaty", name="The Pact", short="Pact", note="kept as one"),
    Entity(id="talks", kind="event", type="meeting", name="Talks"),
    Entity(id="critics", kind="group", name="Critics", unnamed=True, aliases=("some",)),
    Entity(id="paper-house", kind="organization", name="Paper House"),
]
SOURCES = [
    Source(id="news", title="News", publisher="paper-house", cites=("post",)),
    Source(id="post", kind="social-post", title="A post", authors=("iran",)),
]


def text(graph: Graph, entity: str) -> str:
    """Return a dossier as lines of text, items with a hyphen for each depth."""
    found = dossier(graph, graph.entities[entity])
    return "\n".join(
        "-" * (line.depth + 1) * (line.style is Style.ITEM) + " " + line.text
        for line in lines(found)
    )


# ---------------------------------------------------------------- parts


ONE_OF_EACH = {
    show.COMMITTED: fact("oman", "joined", "pact", stage("announced", "2025-01", agents=("iran",))),
    show.HOLDS: fact("oman", "recognized", "iran", stage("in-force", "1970")),
    show.VALUES: fact("oman", "population", value=5_000_000, approximate=True),
    show.POSSIBLE: fact(
        "oman", "tradesWith", "iran", stage("in-force", "[2025-01-01..2026-01-01]")
    ),
    show.PROSPECTIVE: fact(
        "oman", "signed", "pact", stage("planned", "2025-02", due="2025-12-01", agents=("oman",))
    ),
    show.CLOSED: fact(
        "oman", "sanctioned", "iran", stage("in-force", "2001"), stage("ended", "2003")
    ),
    show.NEGATIVE: fact("oman", "hasDiplomaticRelationsWith", "qatar", stage("absent")),
    show.SAID_BY: fact("oman", "supported", "pact", says="it is good"),
    show.SAID_OF: structs.replace(
        fact("critics", "criticized", "pact", says="it is bad"), about="oman-joined-pact"
    ),
    show.LATER: fact("oman", "met", "qatar", stage("occurred", "2026")),
    show.DEPRECATED: fact("oman", "partOf", "iran", rank="deprecated"),
}
GRAPH = graph_of(ONE_OF_EACH.values(), ENTITIES, sources=SOURCES)


def test_each_part() -> None:
    """A fact of each sort stands alone in its part, and the parts stand in their order."""
    found = dossier(GRAPH, GRAPH.entities["oman"])
    assert tuple(found.parts) == PARTS
    told = {part: [one.id for one in facts] for part, facts in found.parts.items()}
    assert told == {part: [one.id] for part, one in ONE_OF_EACH.items()}


def test_text_of_each_part() -> None:
    """What has not come about never reads as if it had."""
    told = text(GRAPH, "oman")
    assert "- 2025-01 · joined · The Pact · announced by Iran\n" in told
    assert "- 1970 · recognized · Iran\n" in told
    assert "population · about 5,000,000\n" in told
    assert (
        "some day from 1 January 2025 to 1 January 2026 · trades · Iran · possibly in force" in told
    )
    assert "- 2025-02 · signed · The Pact · planned by Oman · due 2025-12-01\n" in told
    assert "- 2003 · sanctioned · Iran · ended\n" in told
    assert "diplomatic relations · Qatar · absent\n" in told
    assert "-- says: it is good\n" in told
    assert (
        "Critics · criticized · The Pact\n-- says: it is bad\n-- about: Oman · joined · The Pact"
        in told
    )
    assert "- 2026 · met · Qatar · occurred\n" in told
    assert "deprecated: withdrawn\n" in told
    assert "rests on one unnamed speaker" not in told


@given(strategies.records(), strategies.days, st.sampled_from(sorted(strategies.ENTITIES)))
@settings(max_examples=60)
def test_a_fact_stands_once_and_where_it_belongs(
    records: Records, day: dt.date, entity: str
) -> None:
    """Every fact with the entity at an end stands in one part; only what holds under Holds."""
    graph = Graph(records, ontology()).as_of(day)
    found = dossier(graph, graph.entities[entity])
    told = [one.id for one in found.facts]
    assert len(told) == len(set(told))
    ends = {one.id for one in graph.facts() if entity in {one.subject, one.object}}
    assert ends <= set(told)
    for part in (show.HOLDS, show.VALUES, show.SAID_BY, show.SAID_OF):
        for one in found.parts.get(part, ()):
            assert graph.view.holds(one)
            now = graph.state(one)
            assert now is not None
            assert now.step.group is Group.REALIZED
    for one in found.parts.get(show.POSSIBLE, ()):
        assert not graph.view.holds(one)
    assert list(lines(found))
    assert all(len(row) == len(COLUMNS) for row in rows(found))


# ---------------------------------------------------------------- what a fact rests on


def evidence(source: str, **more: object) -> Evidence:
    """Return evidence of a source."""
    return Evidence(source=source, **more)  # type: ignore[arg-type]


def test_evidence_and_stages() -> None:
    """Each stage has its agent, date and passages; the present one is marked."""
    relayed = structs.replace(
        stage("expected", agents=("oman",)),
        evidence=(
            evidence("news", by=("critics",), stance="hedges", note="unsure"),
            evidence("paper", cites=("post",)),
        ),
    )
    one = fact("oman", "joined", "pact", stage("announced", "2025-11-06"), relayed)
    told = text(graph_of([one], ENTITIES, sources=SOURCES), "oman")
    assert "-- announced · 2025-11-06 · its stage on 7 November 2025\n" in told
    assert "-- expected by Oman · undated, first attested 2025-11-06\n" in told
    assert (
        "--- Critics, in Paper House · the text credits A post · the source hedges · unsure\n"
    ) in told
    assert "--- Iran, in “A paper” · published 2025-11-06 · relays A post\n" in told
    assert "-- in 2 sources" in told


def test_disputes() -> None:
    """A dispute over the entity or its facts comes with positions, what they accept, passages."""
    one = fact("oman", "joined", "pact", stage("in-force", "2020"))
    disputes = [
        Dispute(
            id="who", question="Who joined?", kind="count", about=("pact",),
            positions=(
                Position(says="Oman", facts=(one.id,), evidence=(evidence("paper"),)),
                Position(says="Nobody", evidence=(evidence("news", stance="denies"),)),
            ),
        ),
        Dispute(
            id="other", question="What else?", kind="count", about=("qatar",),
            positions=(
                Position(says="A", evidence=(evidence("paper"),)),
                Position(says="B", evidence=(evidence("paper"),)),
            ),
        ),
    ]  # fmt: skip
    graph = graph_of([one], ENTITIES, sources=SOURCES, disputes=disputes)
    told = text(graph, "oman")
    assert "-- disputed: Who joined?\n" in told
    assert "-- Oman\n--- accepts: Oman · joined · The Pact\n--- “A paper”" in told
    assert "-- Nobody\n--- Paper House · the text credits A post · the source denies" in told
    assert "What else?" not in told
    assert "What else?" in text(graph, "qatar")


def test_head_publisher_and_voice() -> None:
    """The head says what the entity is; an outlet has its sources and what it is the voice for."""
    one = structs.replace(
        fact("oman", "recognized", "iran", stage("in-force", "1970", source="news")),
        confidence="low",
    )
    graph = graph_of([one], ENTITIES, sources=SOURCES)
    told = text(graph, "paper-house")
    assert "No fact in this view is about it." in told
    assert " Published or wrote\n- News\n" in told
    assert told.endswith("Is the voice for\n- Oman · recognized · Iran")
    assert text(graph, "critics").startswith(
        " Critics\n group · not named by the source · critics\n Also: some\n"
    )
    assert "-- confidence: low\n" in text(graph, "oman")
    assert "meeting" in text(graph, "talks")
    assert " Note: kept as one\n" in text(graph, "pact")


def test_newest_first() -> None:
    """In a part the newest stands first and what is undated last."""
    facts = [
        fact("oman", "met", "iran", stage("occurred", date), identifier=f"m{place}")
        for place, date in enumerate(("", "1970", "2020-05", "[..1990]"))
    ]
    found = dossier(graph_of(facts, ENTITIES), ENTITIES[0])
    assert [one.id for one in found.facts] == ["m2", "m3", "m1", "m0"]


# ---------------------------------------------------------------- rows and a document


def test_rows() -> None:
    """A row for each stage; the one that counts says whether it is certain."""
    found = dossier(GRAPH, GRAPH.entities["oman"])
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows(found)]
    assert len(told) == len(ONE_OF_EACH) + 1
    by_stage = {(row["id"], row["stage"]): row for row in told}
    ended = by_stage["oman-sanctioned-iran", "ended"]
    assert (ended["now"], ended["part"], ended["date"]) == ("certain", show.CLOSED, "2003")
    assert by_stage["oman-sanctioned-iran", "in force"]["now"] == ""
    assert by_stage["oman-tradeswith-iran", "in force"]["now"] == "possible"
    assert by_stage["oman-signed-pact", "planned"]["due"] == "2025-12-01"
    assert by_stage["oman-joined-pact", "announced"]["agent"] == "Iran"
    assert by_stage["oman-joined-pact", "announced"]["passages"] == "paper p1"


def test_document() -> None:
    """The document goes down to the evidence; what is false is told, what is empty left out."""
    told = as_json(dossier(GRAPH, GRAPH.entities["oman"]))
    assert (told["id"], told["as_of"]) == ("oman", "2025-11-07")
    assert "known_by" not in told
    (joined,) = told["parts"][0]["facts"]
    assert (joined["stage"], joined["certain"], joined["holds"]) == ("announced", True, True)
    assert joined["stages"][0]["evidence"] == [
        {"source": "paper", "at": "p1", "stance": "supports"}
    ]
    (possible,) = told["parts"][3]["facts"]
    assert (possible["certain"], possible["holds"]) == (False, False)


# ---------------------------------------------------------------- the shipped project


def test_kazakhstan() -> None:
    """Kazakhstan's accession is announced, by Trump, after it had agreed; nothing signed."""
    found = dossier(shipped(), shipped().entities["kazakhstan"])
    committed = {fact.id for fact in found.parts[show.COMMITTED]}
    assert "kazakhstan-joined-abraham-accords" in committed
    told = text(shipped(), "kazakhstan")
    assert "- 2025-11-06 · joined · Abraham Accords · announced by Donald Trump\n" in told
    assert "-- agreed by Kazakhstan · on or before 6 November 2025\n" in told
    assert "signed · Abraham Accords · expected by The Times of Israel\n" in told
    assert "official religion · Islam · absent\n" in told


@pytest.mark.parametrize("day", ["2025-11-05", "2025-11-07"])
def test_every_entity_has_a_dossier(day: str) -> None:
    """A dossier can be made of each entity, in each form, by both clocks."""
    graph = shipped().as_of(day).known_by("2025-11-09")
    for entity in graph.entities.values():
        found = dossier(graph, entity)
        assert all(line.text.strip() for line in lines(found)), entity.id
        assert as_json(found)["name"] == entity.name
