"""GraphML: three readers see the same graph with every attribute, and the schema allows it.

What readers are known to do is undone before comparing, and nothing else: igraph gives every
number as a float, a missing text as "", a missing number as NaN, a missing flag as False, and
node ids in the edge attribute ``id``.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from lxml import etree

from graphkit.dates import parse_date
from graphkit.exporters.graphml import EXPORTER
from graphkit.graph import Graph
from graphkit.model import Moment
from tests.gephi_rules import GRAPHML, NO_XML
from tests.judges import ReadGraph
from tests.samples import (
    HOSTILE,
    export_text,
    fact,
    graph_of,
    hostile,
    shipped,
    shipped_text,
    stage,
    state,
)
from tests.xml_graphs import every_graph, expected
from tests.xml_schemas import graphml_faults


@pytest.fixture
def written(graph: Callable[[], Graph], tmp_path: Path) -> Path:
    """Return the file of a graph."""
    path = tmp_path / "graph.graphml"
    path.write_text(export_text(graph(), "graphml"), encoding="utf-8", newline="")
    return path


# ------------------------------------------------------------------------ three readers


@every_graph
def test_networkx(graph: Callable[[], Graph], written: Path) -> None:
    """Networkx reads the graph of `to_networkx`: ids, direction, every attribute and its type."""
    read = nx.read_graphml(written, force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    nodes, edges, ends = expected(graph())
    assert read.is_directed()
    assert {node: dict(read.nodes[node]) for node in read} == nodes
    found = {key: (s, t, d) for s, t, key, d in read.edges(keys=True, data=True)}
    assert {key: (s, t) for key, (s, t, _) in found.items()} == ends
    for key, (_, _, columns) in found.items():
        # networkx adds the id of an edge to its attributes.
        assert {n: v for n, v in columns.items() if n != "id"} == edges[key]
        assert {type(columns[n]) for n in edges[key]} == {type(v) for v in edges[key].values()}


@every_graph
def test_igraph(graph: Callable[[], Graph], written: Path) -> None:
    """Igraph reads the same nodes, edges and attributes."""
    read = igraph.Graph.Read_GraphML(str(written))
    nodes, edges, ends = expected(graph())
    network = graph().network
    assert read.is_directed()
    names = read.vs["id"]
    assert dict(zip(names, map(_attributes, read.vs), strict=True)) == {
        name: _as_igraph(columns, network.node_columns) for name, columns in nodes.items()
    }
    ids = read.es["edge_id"]
    assert {
        e: (names[s], names[t]) for e, (s, t) in zip(ids, read.get_edgelist(), strict=True)
    } == ends
    assert dict(zip(ids, map(_attributes, read.es), strict=True)) == {
        name: _as_igraph(columns, network.edge_columns) for name, columns in edges.items()
    }


def _attributes(element: Any) -> dict[str, Any]:  # noqa: ANN401 - igraph has no types
    columns = {name: value for name, value in element.attributes().items() if name != "id"}
    return {
        name: "missing" if isinstance(value, float) and math.isnan(value) else value
        for name, value in columns.items()
    }


def _as_igraph(columns: Mapping[str, Any], declared: Mapping[str, type]) -> dict[str, Any]:
    missing: dict[type, object] = {str: "", bool: False, int: "missing", float: "missing"}
    return {name: columns.get(name, missing[kind]) for name, kind in declared.items()}


@every_graph
def test_graphology(
    graph: Callable[[], Graph], written: Path, graphology: Callable[[Path], ReadGraph]
) -> None:
    """The reader of Gephi Lite sees the same nodes, edges and attributes, all edges directed."""
    read = graphology(written)
    nodes, edges, ends = expected(graph())
    assert {node["key"]: node["attributes"] for node in read["nodes"]} == nodes
    assert {edge["key"]: (edge["source"], edge["target"]) for edge in read["edges"]} == ends
    assert not any(edge["undirected"] for edge in read["edges"])
    assert {edge["key"]: edge["attributes"] for edge in read["edges"]} == edges


@every_graph
def test_the_readers_agree_on_the_numbers(graph: Callable[[], Graph], written: Path) -> None:
    """No node and no edge is lost or merged."""
    asked = graph().network
    read = igraph.Graph.Read_GraphML(str(written))
    assert read.vcount() == len(list(asked.nodes()))
    assert read.ecount() == len(list(asked.edges())) > 0


# ------------------------------------------------------------------------ the schema


@every_graph
def test_the_schema(graph: Callable[[], Graph], schemas: Path) -> None:
    """The file is valid once edges may have attributes of other namespaces, as ours have."""
    text = export_text(graph(), "graphml")
    assert graphml_faults(text, schemas) == []
    faults = graphml_faults(text, schemas, extended=False)
    assert len(faults) == len(list(graph().network.edges()))
    assert all("label' is not allowed" in fault for fault in faults)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' edgedefault="directed"', ""),
        ('attr.type="double"', 'attr.type="date"'),
        ("gk:label=", "label="),
        ('<key id="n_label"', '<key id="n_kind"'),
        ('source="', 'source="no-such-'),
        ("</data>", "</data><datum/>"),
    ],
)
def test_the_schema_can_refuse(old: str, new: str, schemas: Path) -> None:
    """A file with one fault is not valid under the extended schema either."""
    text = shipped_text("graphml")
    assert graphml_faults(text.replace(old, new, 1), schemas)


# ------------------------------------------------------------------------ details


def test_the_head() -> None:
    """The declaration, the namespaces, and a key for each column under its domain's letter."""
    lines = export_text(shipped(), "graphml").splitlines()
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert lines[1].startswith('<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:gk=')
    keys = [line for line in lines if line.startswith("  <key ")]
    network = shipped().network
    assert len(keys) == len(network.node_columns) + len(network.edge_columns)
    assert keys[0] == '  <key id="n_label" for="node" attr.name="label" attr.type="string"/>'
    types = {
        "n_population": "long", "n_population_approximate": "boolean", "n_latitude": "double",
        "e_weight": "double", "e_sign": "long", "e_holds": "boolean", "e_date": "string",
    }  # fmt: skip
    for key, kind in types.items():
        assert any(f'id="{key}"' in line and f'attr.type="{kind}"' in line for line in keys)


def test_one_element_a_line() -> None:
    """Each node and each edge has a line of its own, so that a diff shows what changed."""
    lines = export_text(shipped(), "graphml").splitlines()
    network = shipped().network
    for tag, elements in (("node", network.nodes()), ("edge", network.edges())):
        found = [line for line in lines if line.startswith(f"    <{tag} ")]
        assert len(found) == len(list(elements))
        assert all(line.endswith(f"</{tag}>") for line in found)


def test_it_streams() -> None:
    """A piece for each node and edge, so that memory does not grow with the graph."""
    network = shipped().network
    count = len(list(network.nodes())) + len(list(network.edges()))
    assert len(list(EXPORTER.files[""](shipped()))) > count


def test_control_characters_are_marked() -> None:
    """What XML cannot hold becomes U+FFFD in its place; all else arrives whole."""
    root = etree.fromstring(export_text(hostile(), "graphml").encode("utf-8"))
    labels = {data.text for data in root.iter(f"{GRAPHML}data") if data.get("key") == "n_label"}
    for text in HOSTILE:
        assert NO_XML.sub("\ufffd", text) in labels
    assert "controls \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\x7f" in labels


def test_losses() -> None:
    """Negative and deprecated facts, values that do not hold, histories, disputes, moments."""
    graph = graph_of(
        [
            fact("alpha", "recognized", "beta", stage("in-force", "1992"), stage("agreed", "1990")),
            fact("beta", "recognized", "alpha", stage("absent", "2025-10")),
            fact("alpha", "tradesWith", "beta", stage("in-force", "1992-05-06"), rank="deprecated"),
            fact("alpha", "sanctioned", "beta", stage("in-force", "1992-05-06")),
            fact("alpha", "population", "", stage("ended", "1999"), value=3),
            fact("beta", "population", value=4),
            fact("beta", "population", identifier="again", value=5),
        ],
        [state("alpha"), state("beta")],
    )
    moment = Moment(date=parse_date("1992"), focus="alpha", title="One", text="Two")
    records = dataclasses.replace(graph.view.records, moments=(moment,))
    losses = EXPORTER.losses(Graph(records, graph.ontology))
    told = {
        "negative facts": 1,
        "deprecated facts": 1,
        "value facts that do not hold": 1,
        "rival values of one column": 1,
        "stage histories, kept as the stage on the day": 1,
        "uncertain dates, kept as text and bounds": 1,
        "pieces of evidence, kept as the ids of their sources": 3,
        "moments": 1,
    }
    assert told.items() <= losses.items()


def test_losses_of_the_shipped_project() -> None:
    """What is told on stderr adds up with what is in the file."""
    graph = shipped()
    losses = EXPORTER.losses(graph)
    assert losses["negative facts"] == graph.network.left_out["negative facts"] > 0
    assert losses["disputes, kept as a mark"] == len(graph.disputes)


def test_as_of_drops_what_has_not_begun() -> None:
    """The file as of 2020 holds no edge of 2025, and its states are those of 2020."""
    text = export_text(shipped().as_of("2020-12-31"), "graphml")
    assert '<edge id="donald-trump-participated-in-call-2025-11-06"' not in text
    assert '<edge id="kazakhstan-recognized-israel"' in text
    assert '<edge id="donald-trump-participated-in-call-2025-11-06"' in export_text(
        shipped(), "graphml"
    )


def test_disputes_are_a_mark() -> None:
    """A disputed fact is marked on its edge."""
    marked = {e.id for e in shipped().network.edges() if e.columns["disputed"]}
    assert marked
    assert marked <= {
        name
        for dispute in shipped().disputes.values()
        for name in (*dispute.about, *(f for p in dispute.positions for f in p.facts))
    }


@pytest.mark.parametrize("most", [2**63, -(2**63) - 1, 10**39])
def test_numbers_beyond_64_bits(most: int, tmp_path: Path) -> None:
    """Such a column is of the type double: readers round the number, and none refuses it."""
    facts = [fact("alpha", "population", value=most), fact("beta", "population", value=7)]
    graph = graph_of(facts, [state("alpha"), state("beta")])
    path = tmp_path / "graph.graphml"
    path.write_text(export_text(graph, "graphml"), encoding="utf-8")
    assert f'<data key="n_population">{most}</data>' in path.read_text(encoding="utf-8")
    read = nx.read_graphml(path)
    assert [read.nodes[name]["population"] for name in ("alpha", "beta")] == [float(most), 7.0]
    drawn = igraph.Graph.Read_GraphML(str(path))
    assert dict(zip(drawn.vs["id"], drawn.vs["population"], strict=True)) == {
        "alpha": float(most),
        "beta": 7.0,
    }
    assert EXPORTER.losses(graph)["whole numbers beyond a long, which readers round"] == 1


@pytest.mark.parametrize("most", [2**63 - 1, -(2**63)])
def test_numbers_of_64_bits(most: int, tmp_path: Path) -> None:
    """The largest whole numbers of a long stay whole."""
    graph = graph_of([fact("alpha", "population", value=most)], [state("alpha")])
    path = tmp_path / "graph.graphml"
    path.write_text(export_text(graph, "graphml"), encoding="utf-8")
    assert nx.read_graphml(path).nodes["alpha"]["population"] == most
    assert EXPORTER.losses(graph)["whole numbers beyond a long, which readers round"] == 0
