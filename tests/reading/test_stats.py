"""Tests of statistics: counts add up, centralities are those of another library."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import networkx as nx
import pytest
from hypothesis import given, settings
from msgspec import structs

from graphkit.graph import Graph
from graphkit.model import Entity, Evidence, Records, Source
from graphkit.reading.stats import (
    ONE_INDEPENDENT,
    ONE_SOURCE,
    ONE_UNNAMED,
    TOP,
    Row,
    pairs,
    stats,
)
from tests import strategies
from tests.samples import fact, graph_of, ontology, shipped, stage, state


def parts(graph: Graph) -> dict[str, list[Row]]:
    """Return the rows of each part."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in stats(graph):
        found[row.part].append(row)
    return found


ENTITIES = [
    *map(state, ("oman", "qatar", "iran")),
    Entity(id="critics", kind="group", name="Critics", unnamed=True),
    Entity(id="idle", kind="organization", name="Idle"),
]


def test_counts() -> None:
    """Kinds of entities with a fact, relations, stages and sources are counted."""
    graph = graph_of(
        [
            fact("oman", "recognized", "iran", stage("in-force", "1990")),
            fact("qatar", "recognized", "iran", stage("in-force", "[2025-01-01..2026-01-01]")),
            fact("oman", "met", "qatar", stage("occurred", "2030")),
            fact("critics", "criticized", "iran", says="bad"),
        ],
        ENTITIES,
    )
    found = parts(graph)
    told = {part: [(row.name, row.number) for row in rows] for part, rows in found.items()}
    assert told["Entities with a fact, by kind"] == [("state", "3"), ("group", "1")]
    assert told["Facts by relation"] == [("recognized", "2"), ("met", "1"), ("criticized", "1")]
    assert told["Facts by stage"] == [
        ("in force", "1"),
        ("possibly in force", "1"),
        ("occurred", "1"),
        ("not begun on this day", "1"),
    ]
    assert told["Facts by source"] == [("A paper (2025-11-06)", "4")]
    assert len(found[ONE_SOURCE]) == 4
    assert ONE_UNNAMED not in found


def test_what_rests_on_little() -> None:
    """Two sources that relay one post are one origin; one unnamed speaker is told."""
    sources = [Source(id=name, title=name, cites=("post",)) for name in ("daily", "weekly")] + [
        Source(id="post", title="Post")
    ]
    relayed = structs.replace(
        stage("in-force", "1990"),
        evidence=(Evidence(source="daily"), Evidence(source="weekly")),
    )
    said = structs.replace(
        stage("in-force", "1990"), evidence=(Evidence(source="daily", by=("critics",)),)
    )
    graph = graph_of(
        [fact("oman", "recognized", "iran", relayed), fact("qatar", "recognized", "iran", said)],
        ENTITIES,
        sources=sources,
    )
    found = parts(graph)
    assert [(row.identifier, row.number) for row in found[ONE_INDEPENDENT]] == [
        ("oman-recognized-iran", "2")
    ]
    assert [row.identifier for row in found[ONE_UNNAMED]] == ["qatar-recognized-iran"]
    assert [row.identifier for row in found[ONE_SOURCE]] == ["qatar-recognized-iran"]


def pagerank(net: nx.Graph[str]) -> dict[str, float]:
    """Return PageRank by its definition: a walk that starts anew in 15 of 100 steps."""
    share = dict.fromkeys(net, 1 / len(net))
    for _ in range(200):
        share = {
            name: 0.15 / len(net) + 0.85 * sum(share[near] / net.degree(near) for near in net[name])
            for name in net
        }
    return share


def test_centralities() -> None:
    """Degree and betweenness of the shipped project are NetworkX's, PageRank its definition's."""
    graph = shipped()
    net: nx.Graph[str] = nx.Graph(pairs(graph))
    measures: dict[str, tuple[dict[str, float], int]] = {
        "Degree": (dict(net.degree()), 0),
        "Betweenness": (nx.betweenness_centrality(net, normalized=False), 1),
        "PageRank": (pagerank(net), 4),
    }
    for part, rows in parts(graph).items():
        if part.partition(":")[0] not in measures:
            continue
        values, digits = measures[part.partition(":")[0]]
        assert len(rows) == TOP
        for row in rows:
            assert float(row.number) == pytest.approx(values[row.identifier], abs=0.6 * 10**-digits)
        least = float(rows[-1].number)
        rest = [value for name, value in values.items() if name not in {r.identifier for r in rows}]
        assert max(rest) <= least + 10**-digits


def test_pairs_are_folded() -> None:
    """Parallel and opposite facts are one pair; what does not hold is none."""
    graph = graph_of(
        [
            fact("oman", "recognized", "iran", stage("in-force", "1990")),
            fact("iran", "recognized", "oman", stage("in-force", "1990")),
            fact("oman", "tradesWith", "iran", stage("in-force", "1990")),
            fact("oman", "recognized", "qatar", stage("sought")),
            fact("oman", "population", value=5),
        ],
        ENTITIES,
    )
    assert pairs(graph) == [("iran", "oman")]


def test_nothing_holds() -> None:
    """Where nothing holds there is no middle."""
    assert stats(graph_of([], ENTITIES)) == []


@given(strategies.records(), strategies.days)
@settings(max_examples=40)
def test_sums(records: Records, day: dt.date) -> None:
    """Facts by relation and facts by stage both add up to all facts."""
    graph = Graph(records, ontology()).as_of(day)
    found = parts(graph)
    total = sum(1 for _ in graph.facts())
    for part in ("Facts by relation", "Facts by stage"):
        assert sum(int(row.number) for row in found[part]) == total
