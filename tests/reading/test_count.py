"""Tests of counts: what holds, by each position of a dispute, and nothing that is not done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Evidence, Fact, Position, Records
from graphkit.ontology import Group
from graphkit.reading.count import COLUMNS, Share, Tally, count, lines, rows
from tests import strategies
from tests.samples import fact, graph_of, ontology, shipped, stage, state

ENTITIES = [
    *map(state, ("oman", "qatar", "iran", "iraq")),
    Entity(id="pact", kind="treaty", name="Pact"),
]


def ids(facts: Iterable[Fact]) -> list[str]:
    """Return the subjects of facts."""
    return [one.subject for one in facts]


def tally(graph: Graph, entity: str, relation: str) -> Tally:
    """Return the only count."""
    (found,) = count(graph, graph.entities[entity], ontology().relations[relation])
    return found


def text(graph: Graph, entity: str, relation: str) -> list[str]:
    """Return the lines of a count."""
    found = count(graph, graph.entities[entity], ontology().relations[relation])
    return [line.text for line in lines(graph, found)]


# ---------------------------------------------------------------- the shipped project, by hand


def test_before_the_announcement() -> None:
    """On 5 November three stand in no dispute, and Sudan by one position makes four."""
    graph = shipped().as_of("2025-11-05")
    found = tally(graph, "abraham-accords", "joined")
    assert ids(found.undisputed.held) == ["bahrain", "morocco", "united-arab-emirates"]
    assert found.committed == ()
    assert ids(found.possible) == ["kazakhstan"]
    (question,) = found.questions
    assert question.dispute.id == "members-before-kazakhstan"
    assert [(found.total(side), ids(side.own.held)) for side in question.sides] == [
        (4, ["sudan"]),
        (3, []),
        (3, []),
    ]


def test_after_the_announcement() -> None:
    """On 7 November Kazakhstan is committed, apart: the fifth only if it is accomplished."""
    graph = shipped().as_of("2025-11-07")
    found = tally(graph, "abraham-accords", "joined")
    assert ids(found.undisputed.held) == ["bahrain", "morocco", "united-arab-emirates"]
    assert ids(found.committed) == ["kazakhstan"]
    assert found.possible == ()
    assert [found.total(side) for side in found.questions[0].sides] == [4, 3, 3]
    assert {"azerbaijan", "saudi-arabia", "syria", "uzbekistan"} <= set(ids(found.others))
    told = text(graph, "abraham-accords", "joined")
    assert "3 hold and stand in no position of a dispute" in told
    assert "4 = 3 + 1 (Sudan)" in told
    assert "position: Four, Sudan among them" in told
    assert "5 if what is committed is accomplished" in told
    assert "Kazakhstan · announced by Donald Trump · 2025-11-06" in told
    heading = told.index("Committed, not accomplished: not counted (1)")
    assert heading < told.index("Kazakhstan · announced by Donald Trump · 2025-11-06")


def test_before_sudan_is_certain() -> None:
    """On a day on which Sudan may have joined, it counts for no position and is named."""
    graph = shipped().as_of("2025-11-04")
    found = tally(graph, "abraham-accords", "joined")
    assert [found.total(side) for side in found.questions[0].sides] == [3, 3, 3]
    assert "possible, not counted: Sudan" in text(graph, "abraham-accords", "joined")


def test_before_the_source_was_public() -> None:
    """What only later articles said is not known; three named by one text remain."""
    graph = shipped().known_by("2025-11-07")
    found = tally(graph, "abraham-accords", "joined")
    assert found.questions == ()
    assert "sudan" not in ids((*found.undisputed.held, *found.possible, *found.others))


# ---------------------------------------------------------------- directions


def test_two_directions() -> None:
    """Whom a state recognized and who recognized it are two counts."""
    graph = graph_of(
        [
            fact("oman", "recognized", "iran", stage("in-force", "1970")),
            fact("qatar", "recognized", "oman", stage("in-force", "1971")),
            fact("iraq", "recognized", "oman", stage("in-force", "1972")),
        ],
        ENTITIES,
    )
    found = count(graph, graph.entities["oman"], ontology().relations["recognized"])
    assert [(one.phrase, len(one.undisputed.held)) for one in found] == [
        ("recognized", 1),
        ("recognized by", 2),
    ]


def test_symmetric_relation() -> None:
    """A symmetric fact counts once for either end."""
    one = fact("oman", "hasDiplomaticRelationsWith", "iran", stage("in-force", "1970"))
    graph = graph_of([one], ENTITIES)
    for end, other in (("oman", "Iran"), ("iran", "Oman")):
        found = tally(graph, end, "hasDiplomaticRelationsWith")
        assert found.undisputed.held == (one,)
        assert f"{other} · 1970" in text(graph, end, "hasDiplomaticRelationsWith")


def test_none_at_all() -> None:
    """No fact is a count of zero, from the side on which the entity could stand."""
    graph = graph_of([], ENTITIES)
    assert text(graph, "pact", "joined")[0::2] == ["Pact · joined by", "0 hold"]
    assert text(graph, "pact", "brokered")[2] == "0 have happened"
    assert text(graph, "oman", "joined")[0] == "Oman · joined"
    assert text(graph, "oman", "population")[0] == "Oman · population"


def test_relations_below() -> None:
    """A head of state is counted among those who held office."""
    person = Entity(id="sultan", kind="person", name="Sultan")
    one = fact("sultan", "headOfState", "oman", stage("in-force", "1970"), role="sultan")
    graph = graph_of([one], [*ENTITIES, person])
    assert "Sultan (sultan) · 1970" in text(graph, "oman", "heldOffice")


def test_what_does_not_count() -> None:
    """Withdrawn, ended, absent and not begun facts are named with the reason."""
    facts = [
        fact("oman", "joined", "pact", stage("in-force", "2000"), stage("ended", "2010")),
        fact("qatar", "joined", "pact", stage("absent")),
        fact("iran", "joined", "pact", stage("in-force", "2000"), rank="deprecated"),
        fact("iraq", "joined", "pact", stage("in-force", "2030")),
    ]
    graph = graph_of(facts, ENTITIES)
    found = tally(graph, "pact", "joined")
    assert found.undisputed == Share()
    assert len(found.others) == len(facts)
    told = text(graph, "pact", "joined")
    assert "Oman · ended · 2010" in told
    assert "Qatar · absent · undated, first attested 2025-11-06" in told
    assert "Iran · withdrawn by the curators: withdrawn · 2000" in told
    assert "Iraq · not begun on this day: in force · 2030" in told


def test_committed_by_one_position() -> None:
    """A committed fact that one position accepts is apart, for that position alone."""
    one = fact("oman", "joined", "pact", stage("announced", "2020"))
    proof = (Evidence(source="paper"),)
    dispute = Dispute(
        id="who", question="Who?", kind="count", about=("pact",),
        positions=(
            Position(says="Oman", facts=(one.id,), evidence=proof),
            Position(says="None", evidence=proof),
        ),
    )  # fmt: skip
    graph = graph_of([one], ENTITIES, disputes=[dispute])
    told = text(graph, "pact", "joined")
    assert told.count("0 = 0 + 0 (none yet)") == told.count("names none") == 1
    assert told.count("1 if what is committed is accomplished") == 1
    table = [
        dict(zip(COLUMNS, row, strict=True))
        for row in rows(graph, [tally(graph, "pact", "joined")])
    ]
    assert [(row["part"], row["facts"], row["total"]) for row in table] == [
        ("undisputed", "0", "0"),
        ("position", "0", ""),
        ("position", "0", ""),
        ("committed", "1", ""),
    ]


def test_number_in_dispute_before_any() -> None:
    """A dispute over the number is told also on a day before any of its facts."""
    one = fact("oman", "joined", "pact", stage("in-force", "2020"))
    proof = (Evidence(source="paper"),)
    positions = (
        Position(says="One", facts=(one.id,), evidence=proof),
        Position(says="None", evidence=proof),
    )
    dispute = Dispute(
        id="n", question="How many?", kind="count", about=("pact",), positions=positions
    )
    graph = graph_of([one], ENTITIES, disputes=[dispute]).as_of("2010-01-01")
    assert [q.dispute.id for q in tally(graph, "pact", "joined").questions] == ["n"]
    assert tally(graph, "pact", "signed").questions == ()


# ---------------------------------------------------------------- laws


@given(
    strategies.records(),
    strategies.days,
    st.sampled_from(sorted(strategies.ENTITIES)),
    st.sampled_from(strategies.LASTING + strategies.MOMENTARY),
)
@settings(max_examples=120)
def test_laws(records: Records, day: dt.date, entity: str, relation: str) -> None:
    """A total is the sum of its parts; every fact is in a part; only what holds is counted."""
    graph = Graph(records, ontology()).as_of(day)
    kind = ontology().relations[relation]
    for found in count(graph, graph.entities[entity], kind):
        mine = {
            one.id
            for one in graph.facts(relation=relation)
            if entity == (one.object if found.inverse else one.subject)
            or (kind.symmetric and entity == one.object)
        }
        sides = [side for question in found.questions for side in question.sides]
        for side in sides:
            assert found.total(side) == len(found.undisputed.held) + len(side.own.held)
            assert not set(found.undisputed.held) & set(side.own.held)
        shares = [found.undisputed, *(side.own for side in sides)]
        held = {one.id for share in shares for one in share.held}
        apart = [
            {one.id for one in part} for part in (found.committed, found.possible, found.others)
        ]
        assert held.union(*apart) == mine
        assert sum(map(len, apart), len(held)) == len(mine)
        for share in shares:
            for one in share.held:
                now = graph.state(one)
                assert graph.view.holds(one)
                assert now is not None
                assert now.step.group is Group.REALIZED
            for one in share.possible:
                assert not graph.view.holds(one)
        assert all(len(row) == len(COLUMNS) for row in rows(graph, [found]))
        assert list(lines(graph, [found]))
