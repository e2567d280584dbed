"""Components and PageRank by joins are those of igraph."""

from __future__ import annotations

import importlib
import itertools
import random

import igraph
import pytest

from graphkit.bulk.components import components
from graphkit.bulk.pagerank import pagerank
from graphkit.bulk.session import Session

Pairs = list[tuple[int, int]]


def graphs() -> dict[str, tuple[int, Pairs]]:
    """Return graphs by name: how many nodes, and who acts upon whom."""
    chance = random.Random(8)  # noqa: S311 - a sample, no secret
    shuffled = list(range(200))
    chance.shuffle(shuffled)
    sparse = [(chance.randrange(300), chance.randrange(300)) for _ in range(200)]
    return {
        "a long path in no order": (200, list(itertools.pairwise(shuffled))),
        "many small ones": (300, [pair for pair in sparse if pair[0] != pair[1]]),
        "no edge": (3, []),
        "a star and those who act on nobody": (6, [(0, n) for n in (1, 2, 3, 4)] * 2 + [(4, 0)]),
    }


@pytest.mark.parametrize("name", graphs())
def test_components(started: Session, name: str) -> None:
    """Each node is in the component of igraph, and a component is called by its smallest node."""
    count, pairs = graphs()[name]
    nodes, edges = frames(started, count, pairs)
    found = {row["node"]: row["component"] for row in components(started, nodes, edges).collect()}
    graph = igraph.Graph(count, pairs)
    assert found == {node: min(part) for part in graph.connected_components() for node in part}


@pytest.mark.parametrize("name", graphs())
def test_pagerank(started: Session, name: str) -> None:
    """The ranks are those of igraph, with those who act on nobody and with weights."""
    count, pairs = graphs()[name]
    nodes, edges = frames(started, count, pairs)
    found = {row["node"]: row["rank"] for row in pagerank(started, nodes, edges).collect()}
    expected = igraph.Graph(count, pairs, directed=True).pagerank(damping=0.85)
    assert found == pytest.approx(dict(enumerate(expected)), abs=1e-8)


def frames(started: Session, count: int, pairs: Pairs) -> tuple[object, object]:
    """Return the nodes and edges of a graph in an engine."""
    pa = importlib.import_module("pyarrow")
    nodes = pa.table({"node": pa.array(range(count), pa.int32())})
    columns = {
        "one": pa.array([one for one, _ in pairs], pa.int32()),
        "other": pa.array([other for _, other in pairs], pa.int32()),
        "weight": pa.array([1] * len(pairs), pa.int64()),
    }
    return started.table(nodes), started.table(pa.table(columns))
