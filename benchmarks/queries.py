"""How soon SPARQL is answered: Oxigraph, which graphkit asks, beside rdflib, in one run.

``python benchmarks/queries.py [--facts 1000 10000 100000] [--runs 3] [--save]`` makes up graphs,
writes each as Turtle once, has both engines load the file and answer the same queries, and prints
a table in Markdown; ``--save`` puts it into RESULTS.md in place of the one before. The program
fails where the answers are not the same rows, down to the datatype of each literal.

- load: from the Turtle file to a store that can be asked
- join, aggregate, as-of: a query of `QUERIES`, to the whole answer as SPARQL's JSON results
- peak: the most resident memory (Linux's VmHWM) of a process that does all of it

Seconds are CPU of all threads. Each run is a fresh process that has the engine imported before
its clock starts; the engines take turns, so that a busy minute of the machine hits both.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.answers import WrongAnswer, compare
from benchmarks.memory import memory, need_linux
from benchmarks.results import save
from graphkit.projections.rdf.terms import prefixes

#: How many times as long rdflib should take, for each step.
LEAST_RATIO = 8
#: An engine whose run took longer, in CPU seconds, has no further one.
PATIENCE = 120
HEADING = "## SPARQL"
QUERIES = {
    # From each fact by its stages and their evidence to the sources.
    "join": """\
SELECT ?fact ?record ?source WHERE {
  ?fact gk:history ?record .
  ?record gk:evidence ?evidence .
  ?evidence prov:wasDerivedFrom ?source .
}""",
    # How many facts there are of each relation and stage, and of how many entities.
    "aggregate": """\
SELECT ?relation ?stage (COUNT(?fact) AS ?facts) (COUNT(DISTINCT ?subject) AS ?subjects) WHERE {
  ?fact rdf:subject ?subject ; rdf:predicate ?relation ; gk:stage ?stage .
} GROUP BY ?relation ?stage""",
    # What had surely begun by a day and had not ended.
    "as-of": """\
SELECT ?fact ?begun ?end WHERE {
  ?fact a gk:Fact ; gk:startLatest ?begun .
  OPTIONAL { ?fact gk:endEarliest ?end }
  FILTER(?begun <= "1990-06-30"^^xsd:date && (!BOUND(?end) || ?end > "1990-06-30"^^xsd:date))
}""",
}
STEPS = ("load", *QUERIES)

ABOUT = """\
`python benchmarks/queries.py`, {day}. Both engines load one Turtle file of a made-up graph
and answer three queries, in full, as JSON. Seconds are CPU of all threads; each run is a
process of its own; peak is its most resident memory (VmHWM). A run of more than two minutes
is not repeated. The answers were compared and are the same rows."""
_HEAD = f"""\
| facts | engine | runs | {" | ".join(STEPS)} | peak |
|---|---|---|{"---|" * len(STEPS)}---|"""

#: Something of an engine's own that can be asked.
_Store = Any
#: How an engine loads a Turtle file, and how it answers a query with SPARQL's JSON results.
_Engine = tuple[Callable[[Path], _Store], Callable[[_Store, str], bytes]]


class Figures(NamedTuple):
    """What an engine took: CPU seconds for each step, bytes of memory, and in how many runs."""

    cpu: Mapping[str, float]
    peak: float
    runs: int


# ------------------------------------------------------------------------ the engines


def _oxigraph() -> _Engine:
    import pyoxigraph as ox

    def load(path: Path) -> ox.Store:
        store = ox.Store()
        store.load(path=path, format=ox.RdfFormat.TURTLE)
        return store

    def ask(store: ox.Store, text: str) -> bytes:
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - every query is a SELECT
        return found.serialize(format=ox.QueryResultsFormat.JSON) or b""

    return load, ask


def _rdflib() -> _Engine:
    import rdflib

    # It would import these with the first file, query and answer.
    import rdflib.plugins.parsers.notation3
    import rdflib.plugins.sparql.processor
    import rdflib.plugins.sparql.results.jsonresults

    def load(path: Path) -> rdflib.Graph:
        return rdflib.Graph().parse(path, format="turtle")

    def ask(graph: rdflib.Graph, text: str) -> bytes:
        return graph.query(text).serialize(format="json") or b""

    return load, ask


#: By their names on the package index, the one that graphkit asks first.
ENGINES = {"pyoxigraph": _oxigraph, "rdflib": _rdflib}


# ------------------------------------------------------------------------ what is measured


def write_turtle(facts: int, path: Path) -> str:
    """Write a made-up graph as Turtle and return the base of its ids."""
    # Here, so that the measured processes, which import this module, hold none of it.
    from benchmarks.made_up import made_up
    from graphkit.exporters import exporter
    from graphkit.exporting import write_export

    graph = made_up(facts)
    write_export(exporter("turtle"), graph, path)
    return graph.info.base


def measure(engine: str, path: Path, queries: Mapping[str, str]) -> Figures:
    """Return what one run of an engine took, in a fresh process.

    Args:
        engine: One of `ENGINES`.
        path: A Turtle file; the answers are written beside it, see `answer_file`.
        queries: The whole text of each query by its name.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(engine, path, queries, sender))
    process.start()
    sender.close()
    try:
        return Figures(*receiver.recv())
    except EOFError:
        sys.exit(f"{engine} failed")
    finally:
        process.join()
        receiver.close()


def _measured(engine: str, path: Path, queries: Mapping[str, str], sender: Connection) -> None:
    load, ask = ENGINES[engine]()
    start = time.process_time()
    store = load(path)
    cpu = {"load": time.process_time() - start}
    for name, text in queries.items():
        start = time.process_time()
        data = ask(store, text)
        cpu[name] = time.process_time() - start
        answer_file(path, engine, name).write_bytes(data)
    sender.send((cpu, memory("VmHWM"), 1))
    sender.close()
    os._exit(0)  # without taking millions of terms apart one by one


def answer_file(path: Path, engine: str, query: str) -> Path:
    """Return where an engine's answer over a Turtle file is kept."""
    return path.with_name(f"{path.stem}-{engine}-{query}.json")


# ------------------------------------------------------------------------ what is told


def figures(facts: int, runs: int) -> tuple[dict[str, Figures], dict[str, int]]:
    """Return the medians of each engine over one graph, and how many rows each answer has.

    Raises:
        WrongAnswer: The engines do not give the same.
    """
    found: dict[str, list[Figures]] = {engine: [] for engine in ENGINES}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        known = prefixes(write_turtle(facts, path)).items()
        head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in known)
        queries = {name: head + text for name, text in QUERIES.items()}
        for run in range(runs):
            for engine, before in found.items():
                if before and sum(before[0].cpu.values()) > PATIENCE:
                    continue
                print(f"{engine}, {facts} facts, run {run + 1}", file=sys.stderr)
                before.append(measure(engine, path, queries))
        counts = {
            name: compare(
                name, {each: answer_file(path, each, name).read_bytes() for each in found}
            )
            for name in queries
        }
    return {engine: _median(every) for engine, every in found.items()}, counts


def _median(every: list[Figures]) -> Figures:
    cpu = {step: statistics.median(each.cpu[step] for each in every) for step in STEPS}
    return Figures(cpu, statistics.median(each.peak for each in every), len(every))


def ratios(found: Mapping[str, Figures]) -> dict[str, float]:
    """Return how many times as long rdflib takes, for each step."""
    mine, others = (found[engine] for engine in ENGINES)
    return {step: others.cpu[step] / mine.cpu[step] for step in STEPS}


def rows(found: Mapping[str, Figures], facts: int) -> Iterator[str]:
    """Yield a line of the table for each engine, and one that compares them."""
    for engine, each in found.items():
        seconds = " | ".join(_seconds(each.cpu[step]) for step in STEPS)
        yield f"| {facts} | {engine} | {each.runs} | {seconds} | {each.peak / 1e6:.0f} MB |"
    mine, others = (found[engine] for engine in ENGINES)
    times = " | ".join(f"{ratio:.1f}" for ratio in ratios(found).values())
    yield f"| {facts} | rdflib, times | - | {times} | {others.peak / mine.peak:.1f} |"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def verdict(found: Mapping[str, Figures], facts: int) -> str:
    """Return what became of the budget."""
    missed = [f"{step} with {r:.1f}" for step, r in ratios(found).items() if r < LEAST_RATIO]
    told = f"missed by {', '.join(missed)}" if missed else "met by all"
    return f"Budget: at least {LEAST_RATIO} times as fast as rdflib at {facts} facts: {told}"


def section(
    sizes: list[int], runs: int, kept: dict[int, dict[str, Figures]] | None = None
) -> Iterator[str]:
    """Yield the lines of the results; the last size is held to the budget.

    Args:
        sizes: How many facts the graphs have.
        runs: Of each engine over each graph.
        kept: Gets the medians of each engine, by size.

    Raises:
        WrongAnswer: The engines do not give the same.
    """
    yield (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, "
        f"{', '.join(f'{name} {version(name)}' for name in ENGINES)}; medians of the runs"
    )
    yield f"\n{_HEAD}"
    told, budget = [], ""
    for facts in sizes:
        found, counts = figures(facts, runs)
        if kept is not None:
            kept[facts] = found
        yield from rows(found, facts)
        answered = ", ".join(f"{name} {count}" for name, count in counts.items())
        told.append(f"- {facts} facts: {answered}")
        budget = verdict(found, facts)
    yield "\nRows of each answer, the same from both:\n"
    yield from told
    yield f"\n{budget}"


def main() -> None:
    """Print the table, and keep it if asked to."""
    parser = argparse.ArgumentParser(description="How soon SPARQL is answered.")
    parser.add_argument("--facts", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--save", action="store_true", help="put the table into RESULTS.md")
    options = parser.parse_args()
    need_linux()
    lines = []
    try:
        for line in section(sorted(options.facts), options.runs):
            print(line, flush=True)
            lines.append(line)
    except WrongAnswer as error:
        sys.exit(f"the engines disagree on {error}")
    if options.save:
        save(HEADING, ABOUT, "\n".join(lines))


if __name__ == "__main__":
    main()
