"""What the streaming exports cost: ours beside networkx's and rdflib's writers, in one run.

``python benchmarks/streaming.py [--facts 100000] [--peer-facts 10000] [--runs 3] [--save]`` makes
up a graph, writes it in each streaming format and prints a table in Markdown; ``--save`` puts it
into RESULTS.md in place of the one before. Medians of the runs count, and ratios more than
seconds: the machine is shared.

- CPU: of all threads, from the loaded graph to the file on the disk
- build: the part of it in which a peer makes its own graph of ours
- added: how much resident memory (Linux's VmHWM) there was at most beyond the loaded graph
- times ours: the CPU of a peer's writing alone, and with its building, for each second of ours

Each measurement has a process of its own, forked from one that holds the loaded graph and has
every library imported. rdflib is asked at a tenth of the size: it keeps every triple.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import multiprocessing
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from benchmarks.memory import begin_anew, memory, need_linux
from benchmarks.results import save
from graphkit.dates import parse_date
from graphkit.exporters import exporter
from graphkit.exporting import write_export
from graphkit.graph import Graph
from graphkit.model import Entity, Evidence, Fact, GraphInfo, Records, Source, Stage
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder

FORMATS = ("graphml", "gexf", "csv", "turtle", "ntriples")
HEADING = "## Streaming exports"
#: Megabytes that an export of 100,000 facts may add to the loaded graph.
MOST_ADDED = 20
#: How many times as long networkx's writing of GraphML should take.
LEAST_RATIO = 10

_RELATIONS = ("recognized", "tradesWith", "sanctioned", "hasDiplomaticRelationsWith")
_ABOUT = """\
`python benchmarks/streaming.py`, {day}. A made-up graph, loaded, is written to a
file. CPU is that of all threads; build the part of it in which a peer makes its own
graph; added the resident memory at most beyond the loaded graph (VmHWM); times ours the
CPU of the peer for each second of ours. rdflib keeps every triple, so it is asked at a
tenth of the size."""
_HEAD = """\
| export | facts | CPU | build | file | added | times ours: writing, with building |
|---|---|---|---|---|---|---|"""


class Cost(NamedTuple):
    """What one export took: CPU seconds in all and for building, bytes written, bytes added."""

    cpu: float
    build: float
    size: int
    added: int


class Case(NamedTuple):
    """An export to measure.

    Attributes:
        name: In the table.
        ours: The format of ours that it is compared with; its own name for one of ours.
        build: Makes what `write` takes of the loaded graph.
        write: Writes it to files whose names begin with a path.
    """

    name: str
    ours: str
    build: Callable[[Graph], Any]
    write: Callable[[Any, Path], None]


def made_up(count: int) -> Graph:
    """Return a graph of facts, the same on every run.

    One in ten has a value; the others join near states, so that many are parallel, and half of
    them are symmetric. Dates are of all precisions, one in eight has ended, and there are fifty
    sources.
    """
    chance = random.Random(count)  # noqa: S311 - a sample, no secret
    names = [f"state-{number}" for number in range(count // 10)]
    sources = [
        Source(id=f"almanac-{n}", title=f"Almanac {n}", published=parse_date(f"{2000 + n % 25}"))
        for n in range(50)
    ]
    facts = {}
    for number in range(count):
        here = number * len(names) // count
        near = (here + chance.choice((1, 1, 1, 2, 3, 5, 40))) % len(names)
        evidence = tuple(
            Evidence(source=chance.choice(sources).id) for _ in range(chance.choice((1, 1, 2)))
        )
        day = dt.date(1950 + chance.randrange(70), 1 + chance.randrange(12), 1).isoformat()
        begun = Stage(
            stage="in-force",
            date=parse_date(day[: chance.choice((4, 7, 10))]),
            evidence=tuple(dict.fromkeys(evidence)),
        )
        ended = Stage(stage="ended", date=parse_date("2021-03"), evidence=evidence[:1])
        stages = (begun, ended) if chance.random() < 1 / 8 else (begun,)
        name = f"{names[here]}-{number:06}"
        if number % 10:
            relation = chance.choice(_RELATIONS)
            fact = Fact(
                id=name, subject=names[here], relation=relation, object=names[near], stages=stages
            )
        else:
            fact = Fact(
                id=name, subject=names[here], relation="population", value=number, stages=(begun,)
            )
        facts[name] = fact
    records = Records(
        info=GraphInfo(title="Made up", base="https://example.org/id/", as_of=dt.date(2022, 1, 1)),
        sources={source.id: source for source in sorted(sources, key=lambda each: each.id)},
        entities={n: Entity(id=n, kind="state", name=n.capitalize()) for n in sorted(names)},
        facts=dict(sorted(facts.items())),
        disputes={},
    )
    return Graph(records, read_ontology(ontology_folder()))


# ------------------------------------------------------------------------ what is measured


def our_case(name: str) -> Case:
    """Return the export of a format of ours."""

    def write(graph: Graph, path: Path) -> None:
        made = exporter(name)
        write_export(made, graph, path.with_suffix(made.suffix))

    return Case(name, name, lambda graph: graph, write)


def network_peers() -> list[Case]:
    """Return what networkx writes of the same nodes and edges."""
    return [
        Case("networkx GraphML", "graphml", Graph.to_networkx, nx.write_graphml),
        Case("networkx GEXF", "gexf", Graph.to_networkx, nx.write_gexf),
    ]


def triple_peers() -> list[Case]:
    """Return what rdflib writes of the same triples."""
    return [
        Case("rdflib Turtle", "turtle", Graph.to_rdflib, lambda g, p: g.serialize(p, "turtle")),
        Case(
            "rdflib N-Triples",
            "ntriples",
            Graph.to_rdflib,
            lambda g, p: g.serialize(p, "nt", encoding="utf-8"),
        ),
    ]


def measure(case: Case, graph: Graph) -> Cost:
    """Return the cost of a case, in a process forked from this one."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(case, graph, sender))
    process.start()
    sender.close()
    try:
        return Cost(*receiver.recv())
    except EOFError:
        sys.exit(f"{case.name} failed")
    finally:
        process.join()


def _measured(case: Case, graph: Graph, answer: Connection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        begin_anew()
        before, start = memory("VmRSS"), time.process_time()
        made = case.build(graph)
        built = time.process_time()
        case.write(made, Path(folder) / "graph")
        end = time.process_time()
        added = memory("VmHWM") - before
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    answer.send((end - start, built - start, size, added))


# ------------------------------------------------------------------------ what is told


def costs(cases: list[Case], facts: int, runs: int) -> dict[str, Cost]:
    """Return the median costs of cases over one graph.

    The cases take turns, so that a busy minute of the machine hits all of them.
    """
    graph = made_up(facts)
    assert graph.view  # noqa: S101 - the loaded graph, and not a part of any export
    gc.collect()
    gc.freeze()  # else a collection in a fork would copy every page of the loaded graph
    found: dict[str, list[Cost]] = {case.name: [] for case in cases}
    for run in range(runs):
        for case in cases:
            print(f"{case.name}, {facts} facts, run {run + 1}", file=sys.stderr)
            found[case.name].append(measure(case, graph))
    gc.unfreeze()
    return {
        name: Cost(*(statistics.median(figures) for figures in zip(*every, strict=True)))
        for name, every in found.items()
    }


def rows(cases: list[Case], found: dict[str, Cost], facts: int) -> Iterator[str]:
    """Yield a line of the table for each case."""
    for case in cases:
        cost, ours = found[case.name], found[case.ours]
        build = times = "-"
        if case.name != case.ours:
            build = f"{cost.build:.1f} s"
            times = f"{(cost.cpu - cost.build) / ours.cpu:.1f}, {cost.cpu / ours.cpu:.1f}"
        figures = (
            f"{cost.cpu:.1f} s | {build} | {cost.size / 1e6:.0f} MB | {cost.added / 1e6:.0f} MB"
        )
        yield f"| {case.name} | {facts} | {figures} | {times} |"


def verdict(found: dict[str, Cost], facts: int) -> Iterator[str]:
    """Yield what became of each budget."""
    most = MOST_ADDED * facts / 100_000
    over = [name for name in FORMATS if found[name].added > most * 1e6]
    told = f"missed by {', '.join(over)}" if over else "met by all"
    yield f"- at most {most:.0f} MB added at {facts} facts: {told}"
    peer = found["networkx GraphML"]
    ratio = (peer.cpu - peer.build) / found["graphml"].cpu
    told = "met" if ratio >= LEAST_RATIO else f"missed with {ratio:.1f}"
    yield f"- GraphML at least {LEAST_RATIO} times as fast as networkx writes its own graph: {told}"


def section(facts: int, peer_facts: int, runs: int) -> Iterator[str]:
    """Yield the lines of the results."""
    mine = [our_case(name) for name in FORMATS]
    large, small = [*mine, *network_peers()], [*mine[-2:], *triple_peers()]
    found = costs(large, facts, runs)
    names = ("networkx", "lxml", "rdflib")
    yield (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, "
        f"{', '.join(f'{name} {version(name)}' for name in names)}; medians of {runs} runs"
    )
    yield f"\n{_HEAD}"
    yield from rows(large, found, facts)
    yield from rows(small, costs(small, peer_facts, runs), peer_facts)
    yield "\nBudgets:\n"
    yield from verdict(found, facts)


def main() -> None:
    """Print the table, and keep it if asked to."""
    parser = argparse.ArgumentParser(description="What the streaming exports cost.")
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--peer-facts", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--save", action="store_true", help="put the table into RESULTS.md")
    options = parser.parse_args()
    need_linux()
    lines = []
    for line in section(options.facts, options.peer_facts, options.runs):
        print(line, flush=True)
        lines.append(line)
    if options.save:
        save(HEADING, _ABOUT, "\n".join(lines))


if __name__ == "__main__":
    main()
