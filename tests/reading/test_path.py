"""Tests of connections: over facts that hold, the shortest first."""

from __future__ import annotations

import datetime as dt
import itertools

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph import Graph
from graphkit.model import Entity, Records
from graphkit.reading.path import COLUMNS, MOST, Connection, connections, lines, rows
from tests import strategies
from tests.samples import fact, graph_of, ontology, shipped, stage, state

NAMES = ("oman", "qatar", "iran", "iraq", "chad")
ENTITIES = [*map(state, NAMES), Entity(id="pact", kind="treaty", name="Pact")]
SINCE = stage("in-force", "1990")


def found(graph: Graph, start: str, end: str) -> list[Connection]:
    """Return the connections of two entities."""
    return connections(graph, graph.entities[start], graph.entities[end])


def ways(graph: Graph, start: str, end: str) -> list[list[str]]:
    """Return the entities that each connection passes, without the start."""
    return [[hop.end for hop in connection] for connection in found(graph, start, end)]


def test_shortest_first_in_either_direction() -> None:
    """Facts are walked against their direction too, and shown in their own."""
    graph = graph_of(
        [
            fact("oman", "joined", "pact", SINCE),
            fact("iran", "joined", "pact", SINCE),
            fact("oman", "recognized", "qatar", SINCE),
            fact("qatar", "recognized", "iraq", SINCE),
            fact("iraq", "recognized", "iran", SINCE),
        ],
        ENTITIES,
    )
    assert ways(graph, "oman", "iran") == [["pact", "iran"], ["qatar", "iraq", "iran"]]
    told = [line.text for line in lines(graph, *ends(graph), found(graph, "oman", "iran"))]
    assert "1. Oman, Pact, Iran (2 steps)" in told
    assert told[3:7] == [
        "Oman joined Pact 1990 · 1990",
        "paper p1",
        "Iran joined Pact 1990 · 1990",
        "paper p1",
    ]


def ends(graph: Graph) -> tuple[Entity, Entity]:
    """Return the two entities that most tests connect."""
    return graph.entities["oman"], graph.entities["iran"]


def test_what_does_not_hold_connects_nothing() -> None:
    """Sought, possible, ended, absent and withdrawn facts are not walked, and it says so."""
    graph = graph_of(
        [
            fact("oman", "joined", "pact", stage("sought")),
            fact("oman", "tradesWith", "iran", stage("in-force", "2025")),
            fact("oman", "sanctioned", "iran", SINCE, stage("ended", "2000")),
            fact("oman", "recognized", "iran", stage("absent")),
            fact("oman", "partOf", "iran", SINCE, rank="deprecated"),
            fact("iran", "joined", "pact", SINCE),
        ],
        ENTITIES,
    )
    assert found(graph, "oman", "iran") == []
    told = [line.text for line in lines(graph, *ends(graph), [])]
    assert told[2].startswith("No connection: no chain of facts that hold leads from Oman to Iran.")


def test_committed_connects_and_says_so() -> None:
    """What is announced holds; its label has the mark."""
    graph = graph_of(
        [fact("oman", "joined", "pact", stage("announced", "2020"))],
        ENTITIES,
    )
    (connection,) = found(graph, "pact", "oman")
    (row,) = rows(graph, [connection])
    assert row == (
        "1", "1", "pact", "oman", "Oman joined Pact 2020 (announced)", "2020", "paper p1",
        "oman-joined-pact",
    )  # fmt: skip


def test_opinions_connect_less() -> None:
    """Of two connections as long, the one over deeds comes first; of a step, opinions last."""
    graph = graph_of(
        [
            fact("oman", "commentedOn", "chad", stage("occurred", "2020"), says="well"),
            fact("chad", "recognized", "iran", SINCE),
            fact("oman", "recognized", "qatar", SINCE),
            fact("qatar", "recognized", "iran", SINCE),
            fact("qatar", "commentedOn", "iran", stage("occurred", "2020"), says="so so"),
        ],
        ENTITIES,
    )
    assert ways(graph, "oman", "iran") == [["qatar", "iran"], ["chad", "iran"]]
    first = found(graph, "oman", "iran")[0]
    assert [one.relation for one in first[1].facts] == ["recognized", "commentedOn"]
    told = [line.text for line in lines(graph, *ends(graph), found(graph, "oman", "iran"))]
    assert "Oman commented on Chad 2020: well · 2020" in told


def test_many_facts_of_one_step() -> None:
    """A text shows three facts of a step and says how many more there are; rows have all."""
    facts = [
        fact("oman", "recognized", "iran", SINCE, identifier=f"fact-{number}")
        for number in range(5)
    ]
    graph = graph_of(facts, ENTITIES)
    told = [line.text for line in lines(graph, *ends(graph), found(graph, "oman", "iran"))]
    assert told[-1] == "and 2 more facts between Oman and Iran"
    assert len(list(rows(graph, found(graph, "oman", "iran")))) == 5


def test_at_most_three() -> None:
    """Of four connections three are told."""
    middle = ("qatar", "iraq", "chad")
    facts = [fact(a, "recognized", b, SINCE) for m in middle for a, b in (("oman", m), (m, "iran"))]
    graph = graph_of([*facts, fact("oman", "recognized", "iran", SINCE)], ENTITIES)
    assert ways(graph, "oman", "iran")[0] == ["iran"]
    assert len(found(graph, "oman", "iran")) == MOST


@given(
    strategies.records(),
    strategies.days,
    st.sampled_from(list(itertools.permutations(sorted(strategies.ENTITIES), 2))),
)
@settings(max_examples=100)
def test_laws(records: Records, day: dt.date, pair: tuple[str, str]) -> None:
    """Steps are facts that hold and connect; none is passed over where there is one."""
    graph = Graph(records, ontology()).as_of(day)
    told = found(graph, *pair)
    for connection in told:
        assert (connection[0].start, connection[-1].end) == pair
        passed = [connection[0].start, *(hop.end for hop in connection)]
        assert len(passed) == len(set(passed))
        assert all(a.end == b.start for a, b in itertools.pairwise(connection))
        for hop in connection:
            assert hop.facts
            for one in hop.facts:
                assert graph.view.holds(one)
                assert {one.subject, one.object} == {hop.start, hop.end}
    assert [len(one) for one in told] == sorted(len(one) for one in told)
    net: nx.Graph[str] = nx.Graph(
        (one.subject, one.object) for one in graph.facts(holds=True) if one.object
    )
    joined = all(name in net for name in pair) and nx.has_path(net, *pair)
    assert bool(told) == joined
    if told:
        assert len(told[0]) == nx.shortest_path_length(net, *pair)
    assert [len(one) for one in found(graph, *reversed(pair))] == [len(one) for one in told]
    assert all(len(row) == len(COLUMNS) for row in rows(graph, told))


def test_shipped() -> None:
    """Nothing that holds connects Saudi Arabia; the Accords connect Bahrain and Kazakhstan."""
    graph = shipped()
    assert ways(graph, "saudi-arabia", "kazakhstan") == []
    assert ["abraham-accords", "kazakhstan"] in ways(graph, "bahrain", "kazakhstan")
    assert ["israel", "kazakhstan"] in ways(graph, "bahrain", "kazakhstan")
