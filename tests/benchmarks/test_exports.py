"""benchmarks/exports.py: every writer writes, and the peers write what we do."""

from __future__ import annotations

from pathlib import Path

import igraph
import networkx as nx
import pyoxigraph as ox
import pytest

from benchmarks.exports import FORMATS, IGRAPH, NETWORKX, cases, measure, rows
from benchmarks.made_up import made_up
from benchmarks.measuring import Stopwatch
from tests.benchmarks.figures import figure

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux's /proc"),
    # Python 3.12 warns where the process that forks has threads, as one with a browser may.
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]
UNWRITTEN = ("triples, not written", "nodes and edges, not written")


def test_costs() -> None:
    """Every export takes time, and all but those that say so write a file."""
    graph = made_up(60)
    for case in cases():
        cost = measure(case, graph)
        assert cost.cpu > cost.build >= 0
        assert cost.added >= 0
        assert (cost.size > 10_000) == (case.name not in UNWRITTEN)


@pytest.mark.parametrize("kind", ["Turtle", "N-Triples"])
def test_peers_write_the_same_triples(tmp_path: Path, kind: str) -> None:
    """Otherwise the comparison would be of different work."""
    form = ox.RdfFormat.TURTLE if kind == "Turtle" else ox.RdfFormat.N_TRIPLES
    graph = made_up(30)
    found = {}
    for case in cases():
        if case.ours == {"Turtle": "turtle", "N-Triples": "ntriples"}[kind] and (
            case.name not in UNWRITTEN
        ):
            path = tmp_path / case.name.replace(" ", "-")
            case.write(graph, path, Stopwatch())
            (written,) = tmp_path.glob(f"{path.name}*")
            found[case.name] = {
                str(triple)
                for triple in ox.parse(path=written, format=form, without_named_graphs=True)
            }
            written.unlink()
    assert len(found) == 3
    mine, *others = found.values()
    assert len(mine) > 500
    assert all(other == mine for other in others)


@pytest.mark.parametrize("name", [NETWORKX, IGRAPH])
def test_peers_write_the_same_edges(tmp_path: Path, name: str) -> None:
    """With every column of ours."""
    graph = made_up(60)
    path = tmp_path / "peer.graphml"
    (case,) = [case for case in cases() if case.name == name]
    case.write(graph, path, Stopwatch())
    edges = list(graph.network.edges())
    if name == NETWORKX:
        back = nx.read_graphml(path)
        found = {(a, b, data["relation"]) for a, b, data in back.edges(data=True)}
        columns = {name for _, _, data in back.edges(data=True) for name in data}
    else:
        read = igraph.Graph.Read_GraphML(str(path))
        names = read.vs["name"]
        found = {(names[e.source], names[e.target], e["relation"]) for e in read.es}
        columns = set(read.es.attributes())
    assert found == {(edge.source, edge.target, edge.columns["relation"]) for edge in edges}
    assert {name for edge in edges for name in edge.columns} <= columns


def test_rows() -> None:
    """A peer is compared by its writing alone and with its building."""
    some = [figure("exports", name, 2.0, added=19e6, size=3e6) for name in FORMATS]
    some.append(figure("exports", NETWORKX, 30.0, build=9.0, size=4e6, added=90e6))
    some.append(figure("exports", IGRAPH, 30.0)._replace(cost=None, absent="failed: why"))
    found = list(rows(some))
    assert found[0] == ("graphml", "2.0 s", "-", "3 MB", "19 MB", "-", "3")
    assert found[-2] == (NETWORKX, "30.0 s", "9.0 s", "4 MB", "90 MB", "10.5, 15.0", "3")
    assert found[-1] == (IGRAPH, "failed: why", "-", "-", "-", "-", "-")
