"""Stage: exports of a loaded graph, beside other libraries' writers of the same.

Each measurement is a fork of a process that holds the loaded graph and has every library
imported. Peers are handed what we write as plain texts and numbers: turning our terms and columns
into these is not counted.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import igraph
import networkx as nx
import pyoxigraph as ox
import rdflib

from benchmarks.measuring import Cost, Figure, Stopwatch, forked, in_fresh_process, in_turns
from benchmarks.plain import Plain, chunks, igraph_columns
from benchmarks.samples import Sample
from benchmarks.stages import Section, Settings, by_sample, versions
from benchmarks.tables import NONE, cost_of, megabytes, seconds, table, times
from graphkit.exporters import exporter
from graphkit.exporting import write_export
from graphkit.graph import Graph
from graphkit.loading import load
from graphkit.projections.rdf.terms import prefixes
from graphkit.projections.rdf.triples import blocks

STAGE = "exports"
FORMATS = ("graphml", "gexf", "csv", "turtle", "ntriples")
NETWORKX, IGRAPH = "networkx GraphML", "igraph GraphML"
#: What every writer has to work out, ours while it writes.
TRIPLES, EDGES = "triples, not written", "nodes and edges, not written"
RDFLIB, OXIGRAPH = "rdflib Turtle", "pyoxigraph Turtle, streamed"

_ABOUT = """\
`python benchmarks/everything.py`, {day}. A loaded graph is written to a file. CPU is that of all
threads; build the part in which a peer makes its own graph; added the resident memory at most
beyond the loaded graph (VmHWM); times ours the CPU of the peer for each second of ours, its writing
alone and with its building. "Not written" works out what is written, from the records and the
graph's day, and drops it: our formats and pyoxigraph, which is fed as it comes, do that too, while
of the others it is a part of the building."""


class Case(NamedTuple):
    """An export to measure.

    Attributes:
        name: In the table.
        ours: The format of ours that it is compared with; its own name for one of ours.
        write: Writes it to files whose names begin with a path.
    """

    name: str
    ours: str
    write: Callable[[Graph, Path, Stopwatch], None]


# ------------------------------------------------------------------------ the cases


def our_case(name: str) -> Case:
    """Return the export of a format of ours."""

    def write(graph: Graph, path: Path, _: Stopwatch) -> None:
        made = exporter(name)
        write_export(made, graph, path.with_suffix(made.suffix))

    return Case(name, name, write)


def cases() -> list[Case]:
    """Return every export, ours first."""
    return [
        *map(our_case, FORMATS),
        Case(TRIPLES, "turtle", _triples_alone),
        Case(EDGES, "graphml", _edges_alone),
        Case(NETWORKX, "graphml", partial(_networkx, nx.write_graphml)),
        Case("networkx GEXF", "gexf", partial(_networkx, nx.write_gexf)),
        Case(IGRAPH, "graphml", _igraph),
        Case(RDFLIB, "turtle", partial(_rdflib, "turtle")),
        Case("rdflib N-Triples", "ntriples", partial(_rdflib, "nt")),
        Case(OXIGRAPH, "turtle", partial(_oxigraph, ox.RdfFormat.TURTLE)),
        Case(
            "pyoxigraph N-Triples, streamed", "ntriples", partial(_oxigraph, ox.RdfFormat.N_TRIPLES)
        ),
    ]


def _triples_alone(graph: Graph, _: Path, __: Stopwatch) -> None:
    for _block in blocks(graph.view):
        pass


def _edges_alone(graph: Graph, _: Path, __: Stopwatch) -> None:
    for _node in graph.network.nodes():
        pass
    for _edge in graph.network.edges():
        pass


def _networkx(
    write: Callable[[nx.MultiDiGraph[str], Path], None], graph: Graph, path: Path, watch: Stopwatch
) -> None:
    with watch.building():
        made = graph.to_networkx()
    write(made, path)


def _igraph(graph: Graph, path: Path, watch: Stopwatch) -> None:
    with watch.building():
        nodes, edges, ends = igraph_columns(graph.network, watch)
        made = igraph.Graph(n=len(nodes["name"]), edges=ends, directed=True)
        for name, values in nodes.items():
            made.vs[name] = values
        for name, values in edges.items():
            made.es[name] = values
    made.write_graphml(str(path))


def _rdflib(form: str, graph: Graph, path: Path, watch: Stopwatch) -> None:
    def term(value: Plain) -> rdflib.term.Node:
        text, datatype, language = value
        if datatype is None:
            return rdflib.URIRef(text)
        if language:
            return rdflib.Literal(text, lang=language)
        kind = rdflib.URIRef(datatype) if datatype else None
        return rdflib.Literal(text, datatype=kind, normalize=False)

    made = rdflib.Graph(bind_namespaces="none")
    with watch.building():
        for prefix, namespace in prefixes(graph.info.base).items():
            made.bind(prefix, namespace)
        predicates: dict[str, rdflib.URIRef] = {}
        for chunk in chunks(graph.view, watch):
            for subject, pairs in chunk:
                s = rdflib.URIRef(subject)
                for predicate, value in pairs:
                    p = predicates.get(predicate)
                    if p is None:
                        p = predicates[predicate] = rdflib.URIRef(predicate)
                    made.add((s, p, term(value)))
    made.serialize(path, form, encoding="utf-8")


def _oxigraph(form: ox.RdfFormat, graph: Graph, path: Path, watch: Stopwatch) -> None:
    def triples() -> Iterator[ox.Triple]:
        # What recurs is made once, as a program with statements of its own would do.
        known: dict[str, ox.NamedNode] = {}

        def again(text: str) -> ox.NamedNode:
            found = known.get(text)
            if found is None:
                found = known[text] = ox.NamedNode(text)
            return found

        for chunk in chunks(graph.view, watch):
            for subject, pairs in chunk:
                s = ox.NamedNode(subject)
                for predicate, (text, datatype, language) in pairs:
                    o: ox.NamedNode | ox.Literal
                    if datatype is None:
                        o = ox.NamedNode(text)
                    elif language:
                        o = ox.Literal(text, language=language)
                    elif datatype:
                        o = ox.Literal(text, datatype=again(datatype))
                    else:
                        o = ox.Literal(text)
                    yield ox.Triple(s, again(predicate), o)

    known_prefixes = prefixes(graph.info.base) if form == ox.RdfFormat.TURTLE else None
    ox.serialize(triples(), output=path, format=form, prefixes=known_prefixes)


# ------------------------------------------------------------------------ what is measured


def measure(case: Case, graph: Graph) -> Cost:
    """Return the cost of a case, in a process forked from this one.

    Raises:
        Absent: It failed.
    """

    def work(_: Stopwatch) -> Cost:
        with tempfile.TemporaryDirectory() as folder:
            watch = Stopwatch()
            case.write(graph, Path(folder) / "graph", watch)
            cost = watch.cost()
            size = sum(path.stat().st_size for path in Path(folder).iterdir())
            return cost._replace(size=size)

    return forked(work)


def figures_of(sample: Sample, runs: int) -> list[Figure]:
    """Return the figures of a project; it stays loaded in this process."""
    graph = load(sample.folder)
    assert graph.view  # noqa: S101 - the loaded graph, and not a part of any export
    gc.collect()
    gc.freeze()  # else a collection in a fork would copy every page of the loaded graph
    measures = {case.name: partial(measure, case, graph) for case in cases()}
    return in_turns(STAGE, sample.name, sample.facts, measures, runs)


# ------------------------------------------------------------------------ what is told


def exports(settings: Settings) -> Section:
    """Measure the exports of each sample."""
    figures: list[Figure] = []
    for sample in settings.samples:
        figures += in_fresh_process(figures_of, sample, settings.runs)
    head = ("project", "export", "CPU", "build", "file", "added", "times ours", "runs")
    lines = [
        f"{versions(['networkx', 'lxml', 'igraph', 'rdflib', 'pyoxigraph'])}",
        "",
        *table(
            head,
            ((name, *row) for name, some in by_sample(figures).items() for row in rows(some)),
        ),
    ]
    return Section("## Streaming exports", _ABOUT, lines, figures)


def rows(figures: list[Figure]) -> Iterator[tuple[str, ...]]:
    """Yield export, CPU, building, size, memory, times ours and runs, of one sample."""
    compared = {case.name: case.ours for case in cases()}
    for figure in figures:
        cost = figure.cost
        if cost is None:
            yield (figure.case, figure.absent, *[NONE] * 5)
            continue
        build = ratio = NONE
        ours = cost_of(figures, compared[figure.case], figure.sample)
        if figure.case not in FORMATS and ours:
            build = seconds(cost.build) if cost.build else NONE
            alone = times(cost.cpu - cost.build, ours.cpu)
            ratio = f"{alone}, {times(cost.cpu, ours.cpu)}" if cost.build else alone
        size = megabytes(cost.size) if cost.size else NONE
        cells = (seconds(cost.cpu), build, size, megabytes(cost.added), ratio, str(figure.runs))
        yield (figure.case, *cells)
