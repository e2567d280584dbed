"""The size of the page: what an edge adds to it."""

from __future__ import annotations

import random
import re

from graphkit.model import Fact
from tests.samples import export_text, fact, graph_of, shipped, stage, state

NODES, EDGES = 200, 600
#: Bytes, for whatever does not grow with the graph; the part for readers without a script, which
#: tells of a graph of middle size most, has to find room in it.
ROOM = 600 * 1024
#: Bytes, for an edge with its fact, its evidence and its share of the nodes.
MOST = 300
_PLAIN = re.compile("(?s)<noscript>.*?</noscript>")


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
    text = export_text(whole, "html")
    empty, full = (
        _size(_PLAIN.sub("", page)) for page in (export_text(graph_of([], []), "html"), text)
    )
    assert full - empty <= EDGES * MOST
    assert _size(text) <= ROOM + EDGES * MOST


def test_the_shipped_page_keeps_its_budget() -> None:
    """The whole file is at most 600 KiB and 300 bytes for each edge."""
    edges = len(list(shipped().network.facts()))
    assert _size(export_text(shipped(), "html")) <= ROOM + MOST * edges


def _size(page: str) -> int:
    return len(page.encode("utf-8"))
