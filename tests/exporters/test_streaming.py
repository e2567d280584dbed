"""The streaming formats: what an export adds to the memory of a loaded graph hardly grows with it.

Measured with tracemalloc, which counts what Python allocates and nothing else, so a figure is
the same on every run: the peak while all files of a format are taken piece by piece, of a small
and of a large graph of the same sort. The growth is what each further fact adds to the peak.
"""

from __future__ import annotations

import functools
import gc
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterable, Iterator

import pytest

from graphkit.dates import parse_date
from graphkit.exporters import exporter
from graphkit.graph import Graph
from graphkit.model import Fact, Source
from tests.samples import fact, graph_of, stage, state

STREAMING = ("graphml", "gexf", "ntriples", "turtle", "csv")
SMALL, LARGE = 500, 3500
#: Bytes a fact; the budget of 20 MB at 100,000 facts would be 200. There is room for a number or
#: a reference to each fact (16 to 72 with the list that holds them) and for the time of each
#: node, and none for an object for each fact: a tie alone takes 129, the text of one 1,600.
BOUND = 120

Pieces = Callable[[Graph], Iterable[str]]


@functools.cache
def made_up(count: int) -> Graph:
    """Return a graph of facts of every sort, many of them between the same two states."""
    names = [f"state-{number:04}" for number in range(count // 10)]
    sources = [
        Source(id=f"source-{n}", title=f"Source {n}", published=parse_date(f"2020-01-{n + 1:02}"))
        for n in range(20)
    ]
    facts = (_fact(names, number) for number in range(count))
    return graph_of(facts, map(state, names), sources=sources)


def _fact(names: list[str], number: int) -> Fact:
    """Return the fact of a number: of ten, one has a value and nine join near states."""
    here, sort = divmod(number, 10)
    there = names[(here + 1 + sort % 3) % len(names)]
    source, identifier = f"source-{number % 20}", f"fact-{number}"
    if sort == 0:
        return fact(names[here], "population", value=number, identifier=identifier)
    if sort < 5:  # symmetric, and holding
        begun = stage("in-force", f"{1950 + here % 50}-0{sort}", source=source)
        return fact(names[here], "tradesWith", there, begun, identifier=identifier)
    if sort < 8:  # of two stages
        begun = stage("in-force", f"{1960 + here % 40}-05-0{sort}", source=source)
        ended = stage("ended", "2010-05", source=source)
        return fact(names[here], "sanctioned", there, begun, ended, identifier=identifier)
    # Undated, and only wanted.
    wanted = stage("sought", source=source, agents=(there,), note=f"note {number}")
    return fact(names[here], "recognized", there, wanted, identifier=identifier)


def streamed(name: str) -> Pieces:
    """Return what yields the files of a format, one after another."""

    def pieces(graph: Graph) -> Iterator[str]:
        for render in exporter(name).files.values():
            yield from render(graph)

    return pieces


def joined(graph: Graph) -> Iterator[str]:
    """Yield the file of a format that makes all of its text first."""
    yield "".join(streamed("graphml")(graph))


def listed(graph: Graph) -> Iterator[str]:
    """Yield the file of a format that keeps an object for each fact, if a small one."""
    yield from [tie.id for tie in list(graph.network.ties)]


def growth(pieces: Pieces) -> float:
    """Return how many bytes each further fact adds to the peak."""
    deque(pieces(made_up(SMALL)), maxlen=0)  # what is imported or cached once and for all
    return (_peak(pieces, LARGE) - _peak(pieces, SMALL)) / (LARGE - SMALL)


def _peak(pieces: Pieces, count: int) -> int:
    """Return how many bytes there are at most, beyond the loaded graph, while a file is taken."""
    graph = made_up(count).shaped()  # as loaded, without what an earlier export left in it
    assert graph.view  # is part of the loaded graph: every command and export makes it
    gc.collect()
    tracemalloc.start()
    try:
        deque(pieces(graph), maxlen=0)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", STREAMING)
def test_memory_does_not_grow_with_the_graph(name: str) -> None:
    """A streaming format keeps no more than a number or a reference for each fact."""
    assert growth(streamed(name)) <= BOUND


@pytest.mark.parametrize("pieces", [joined, listed])
def test_the_measurement_sees_what_does_not_stream(pieces: Pieces) -> None:
    """A format that keeps its text, or an object for each fact, is found out."""
    assert growth(pieces) > BOUND
