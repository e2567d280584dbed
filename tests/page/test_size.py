"""The size of the page: what an edge adds to it."""

from __future__ import annotations

import random

from graphkit.model import Fact
from tests.samples import export_text, fact, graph_of, shipped, stage, state

NODES, EDGES = 200, 600
#: Bytes, for an edge with its fact, its evidence and its share of the nodes.
MOST = 300


def test_an_edge_is_small() -> None:
    """Dated facts of one source each add no more than their budget; lists stay linear."""
    draw = random.Random(1)  # noqa: S311 - a sample, no secret
    facts: dict[str, Fact] = {}
    while len(facts) < EDGES:
        here, there = draw.sample(range(NODES), 2)
        relation = draw.choice(["recognized", "sanctioned", "joined", "visited", "tradesWith"])
        date = f"{draw.randint(1990, 2024)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        word = "occurred" if relation == "visited" else "in-force"
        one = fact(f"entity-{here}", relation, f"entity-{there}", stage(word, date))
        facts[one.id] = one
    whole = graph_of(facts.values(), [state(f"entity-{number}") for number in range(NODES)])
    empty, full = (len(export_text(g, "html").encode()) for g in (graph_of([], []), whole))
    assert full - empty <= EDGES * MOST


def test_the_shipped_page_keeps_its_budget() -> None:
    """The whole file is at most 600 KiB and 300 bytes for each edge."""
    edges = len(list(shipped().network.facts()))
    assert len(export_text(shipped(), "html").encode()) <= 600 * 1024 + MOST * edges
