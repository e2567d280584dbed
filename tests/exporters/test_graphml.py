"""GraphML: three readers see the same graph with every attribute, and Gephi loses nothing of it.

What readers are known to do is undone before comparing, and nothing else: igraph gives every
number as a float, a missing text as "", a missing number as NaN, a missing flag as False, and
node ids in the edge attribute ``id``.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter
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
from tests.judges import ReadGraph
from tests.samples import (
    HOSTILE,
    export_text,
    fact,
    graph_of,
    hostile,
    shipped,
    stage,
    state,
)

_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_GK = "{https://w3id.org/graphkit/ontology#}"
#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Elements = dict[str, dict[str, Any]]

graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "hostile": hostile,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))


@pytest.fixture
def written(graph: Callable[[], Graph], tmp_path: Path) -> Path:
    """Return the file of a graph."""
    path = tmp_path / "graph.graphml"
    path.write_text(export_text(graph(), "graphml"), encoding="utf-8", newline="")
    return path


def _expected(graph: Graph) -> tuple[Elements, Elements, dict[str, tuple[str, str]]]:
    """Return nodes, edges and ends of `Graph.to_networkx`, as far as XML can hold them."""
    made = graph.to_networkx()
    nodes = {node: _as_xml(made.nodes[node]) for node in made}
    edges, ends = {}, {}
    for source, target, key, columns in made.edges(keys=True, data=True):
        edges[key] = _as_xml(columns)
        ends[key] = (source, target)
    return nodes, edges, ends


def _as_xml(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in columns.items()
    }


# ------------------------------------------------------------------------ three readers


@every_graph
def test_networkx(graph: Callable[[], Graph], written: Path) -> None:
    """Networkx reads the graph of `to_networkx`: ids, direction, every attribute and its type."""
    read = nx.read_graphml(written, force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    nodes, edges, ends = _expected(graph())
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
    nodes, edges, ends = _expected(graph())
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
    nodes, edges, ends = _expected(graph())
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
    assert read.ecount() == len(list(asked.edges())) > 20


# ------------------------------------------------------------------------ the rules of Gephi

#: Attribute names that Gephi takes for a property of its own (its GraphML reader).
_NODE_PROPERTIES = {
    "label", "nodelabel", "x", "y", "z", "xpos", "ypos", "zpos", "size", "r", "g", "b", "color",
}  # fmt: skip
_EDGE_PROPERTIES = {"label", "edgelabel", "weight", "edge weight", "r", "g", "b", "color"}
_MEANT = {("node", "label"), ("edge", "label"), ("edge", "weight")}
_TYPES = {"boolean", "int", "long", "float", "double", "string"}


def lint(text: str) -> list[str]:
    """Return what Gephi would drop, merge, mangle or refuse in a GraphML file."""
    if not text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n'):
        return ["declaration"]
    if _NO_XML.search(text):
        return ["control character"]
    found = []
    root = etree.fromstring(text.encode("utf-8"))
    tags = [child.tag.removeprefix(_GRAPHML) for child in root]
    if tags != ["key"] * (len(tags) - 1) + ["graph"]:
        found.append("keys after the graph")
    keys = root.findall(f"{_GRAPHML}key")
    found += _lint_keys(keys)
    graph = root.find(f"{_GRAPHML}graph")
    assert graph is not None
    if graph.get("edgedefault") != "directed":
        found.append("edgedefault")
    nodes, edges = graph.findall(f"{_GRAPHML}node"), graph.findall(f"{_GRAPHML}edge")
    ids = [element.get("id", "") for element in (*nodes, *edges)]
    if len(ids) != len(set(ids)):
        found.append("ids not unique over nodes and edges")
    found += [f"id {i!r}" for i in ids if not re.fullmatch(r"[A-Za-z0-9._:-]+", i)]
    known = {node.get("id") for node in nodes}
    ends = [(edge.get("source"), edge.get("target")) for edge in edges]
    found += [f"end {end!r}" for pair in ends for end in pair if end not in known]
    kinds = Counter((e.get("source"), e.get("target"), e.get(f"{_GK}label")) for e in edges)
    found += [f"kind {kind}" for kind, count in kinds.items() if count > 1 or not kind[2]]
    declared: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for key in keys:
        declared.setdefault(key.get("for"), {})[key.get("id")] = key.get("attr.name")
    for domain, elements in (("node", nodes), ("edge", edges)):
        for element in elements:
            found += _lint_data(element, declared[domain], domain)
    return found


def _lint_keys(keys: list[Any]) -> list[str]:
    found = []
    seen: Counter[tuple[str, str]] = Counter()
    for key in keys:
        domain, name = key.get("for"), key.get("attr.name")
        if domain not in {"node", "edge"}:
            found.append(f"key for {domain}")
        if key.get("attr.type") not in _TYPES:
            found.append(f"type of {name}")
        if len(key):
            found.append(f"default of {name}")
        properties = _NODE_PROPERTIES if domain == "node" else _EDGE_PROPERTIES
        for word in (key.get("id").lower(), name.lower()):
            seen[domain, word] += 1
            if word in {"id", "timeset"}:
                found.append(f"column called {word}")
            if word in properties and (domain, word) not in _MEANT:
                found.append(f"{name} is taken for a property")
    found += [f"columns that collide: {name}" for name, count in seen.items() if count > 1]
    ids = [key.get("id") for key in keys]
    if len(ids) != len(set(ids)):
        found.append("key ids not unique")
    return found


def _lint_data(element: Any, declared: Mapping[str, str], domain: str) -> list[str]:  # noqa: ANN401 - lxml has no types
    found = []
    columns: dict[str, str] = {}
    for data in element:
        key = data.get("key")
        if key not in declared:
            found.append(f"data of an undeclared key {key}")
            continue
        if declared[key] in columns:
            found.append(f"{declared[key]} twice")
        columns[declared[key]] = data.text or ""
    if not columns.get("label", "").strip():
        found.append(f"{domain} {element.get('id')} has no label")
    if domain == "edge" and not float(columns.get("weight", "1")) > 0:
        found.append(f"weight of {element.get('id')}")
    for name, text in columns.items():
        if name != "label" and ("INF" in text or text.lower() == "null"):
            found.append(f"{name} is {text!r}")
    return found


@pytest.mark.parametrize("graph", [shipped, graphs["as of 2020"]], ids=["shipped", "as of 2020"])
def test_gephi_loses_nothing(graph: Callable[[], Graph]) -> None:
    """The file of the shipped project breaks none of the rules."""
    assert lint(export_text(graph(), "graphml")) == []


def test_gephi_reads_a_hostile_file() -> None:
    """Nothing breaks; only texts with INF, which Gephi mangles in any file, remain."""
    found = lint(export_text(hostile(), "graphml"))
    assert [line for line in found if "INF" not in line] == []


_GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:gk="https://w3id.org/graphkit/ontology#">
<key id="n_label" for="node" attr.name="label" attr.type="string"/>
<key id="e_label" for="edge" attr.name="label" attr.type="string"/>
<key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
<graph id="graph" edgedefault="directed">
<node id="a"><data key="n_label">A</data></node><node id="b"><data key="n_label">B</data></node>
<edge id="x" source="a" target="b" gk:label="k"><data key="e_label">X</data><data key="e_weight">1.0</data></edge>
<edge id="y" source="a" target="b" gk:label="l"><data key="e_label">Y</data></edge>
</graph></graphml>
"""  # noqa: E501 - XML as it is written


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("encoding", "coding", "declaration"),
        ("A</data>", "\x01</data>", "control character"),
        ('id="y"', 'id="x"', "ids not unique"),
        ('id="y"', 'id="a"', "ids not unique"),
        ('id="y"', 'id="y z"', "id 'y z'"),
        ('target="b" gk:label="l"', 'target="c" gk:label="l"', "end 'c'"),
        ('gk:label="l"', 'gk:label="k"', "kind"),
        ('gk:label="l"', "", "kind"),
        (">1.0<", ">0<", "weight"),
        ('edgedefault="directed"', 'edgedefault="undirected"', "edgedefault"),
        ('attr.name="weight"', 'attr.name="LABEL"', "collide"),
        ('attr.name="weight"', 'attr.name="Id"', "column called id"),
        ('attr.name="weight"', 'attr.name="color"', "property"),
        ('"double"', '"date"', "type of weight"),
        ('for="edge" attr.name="weight"', 'for="all" attr.name="weight"', "key for all"),
        (">B</data>", "> </data>", "no label"),
        (">1.0</data>", '>1.0</data><data key="e_weight">2</data>', "twice"),
    ],
)  # fmt: skip
def test_the_linter_finds(old: str, new: str, problem: str) -> None:
    """Each rule of the linter catches a file that breaks it, and a good file passes."""
    assert lint(_GOOD) == []
    assert old in _GOOD
    assert any(problem in line for line in lint(_GOOD.replace(old, new, 1)))


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
    labels = {data.text for data in root.iter(f"{_GRAPHML}data") if data.get("key") == "n_label"}
    for text in HOSTILE:
        assert _NO_XML.sub("\ufffd", text) in labels
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
    assert EXPORTER.losses(Graph(records, graph.ontology)) == {
        "negative facts": 1,
        "deprecated facts": 1,
        "value facts that do not hold": 1,
        "rival values of one column": 1,
        "disputes, kept as a mark": 0,
        "stage histories, kept as the stage on the day": 1,
        "uncertain dates, kept as text and bounds": 1,
        "moments": 1,
    }


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
