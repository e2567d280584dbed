"""Cytoscape JSON: NetworkX and Cytoscape.js read every node, edge, attribute and place.

What the readers are known to need besides the columns (names, ids once more) is checked on its
own and taken away before comparing. JavaScript has one type of numbers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import networkx as nx
import pytest

from graphkit.exporters.cytoscape import EXPORTER
from graphkit.graph import Graph
from graphkit.projections.networks.columns import Scalar
from graphkit.projections.networks.losses import network_losses
from tests.judges import ReadGraph
from tests.samples import export_text, fact, graph_of, hostile, shipped, stage, state

graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "hostile": hostile,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "folded": lambda: shipped().shaped(fold="states"),
    "all": lambda: shipped().shaped(negative=True, all_entities=True),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))

_NODE_OWN = {"id", "value", "name", "shared_name"}
_EDGE_OWN = {
    "id", "key", "source", "target", "interaction", "shared_interaction", "name", "shared_name",
}  # fmt: skip


@pytest.fixture
def written(graph: Callable[[], Graph], tmp_path: Path) -> Path:
    """Return the file of a graph."""
    path = tmp_path / "graph.cyjs"
    path.write_text(export_text(graph(), "cytoscape"), encoding="utf-8", newline="")
    return path


def _without(data: Mapping[str, Any], own: set[str]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in own}


def _strict(text: str) -> Any:  # noqa: ANN401 - what JSON holds
    """Read JSON as its standard has it: without NaN, and no name twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    def refuse(word: str) -> None:
        pytest.fail(f"{word} is no JSON")

    return json.loads(text, object_pairs_hook=once, parse_constant=refuse)


# ------------------------------------------------------------------------ two readers


@every_graph
def test_networkx(graph: Callable[[], Graph], written: Path) -> None:
    """NetworkX makes of it the graph of `to_networkx`: direction, keys, every value and type."""
    read = nx.cytoscape_graph(_strict(written.read_text(encoding="utf-8")))
    assert isinstance(read, nx.MultiDiGraph)
    expected = graph().to_networkx()
    assert set(read) == set(expected)
    for name in expected:
        assert _without(read.nodes[name], _NODE_OWN) == expected.nodes[name]
        assert {n: type(v) for n, v in read.nodes[name].items() if n not in _NODE_OWN} == {
            n: type(v) for n, v in expected.nodes[name].items()
        }
    found = {(s, t, key): data for s, t, key, data in read.edges(keys=True, data=True)}
    ties = {(s, t, key): data for s, t, key, data in expected.edges(keys=True, data=True)}
    assert {tie: _without(data, _EDGE_OWN) for tie, data in found.items()} == ties
    for tie, data in ties.items():
        assert {n: type(found[tie][n]) for n in data} == {n: type(v) for n, v in data.items()}


@every_graph
def test_cytoscape_js(
    graph: Callable[[], Graph], written: Path, cytoscape: Callable[[Path], ReadGraph]
) -> None:
    """Cytoscape.js sees the same nodes at their places, and the same edges."""
    read = cytoscape(written)
    asked = graph()
    nodes: dict[str, Any] = {node["key"]: node["attributes"] for node in read["nodes"]}
    expected = {node.id: node.columns for node in asked.network.nodes()}
    assert len(nodes) == len(read["nodes"])
    assert {key: _without(node["data"], _NODE_OWN) for key, node in nodes.items()} == expected
    assert {key: (node["position"]["x"], node["position"]["y"]) for key, node in nodes.items()} == {
        key: asked.positions[key] for key in expected
    }
    edges: dict[str, Any] = {edge["key"]: edge for edge in read["edges"]}
    ties = {edge.id: edge for edge in asked.network.edges()}
    assert len(edges) == len(read["edges"])
    assert {k: (e["source"], e["target"]) for k, e in edges.items()} == {
        k: (e.source, e.target) for k, e in ties.items()
    }
    assert {k: _without(e["attributes"]["data"], _EDGE_OWN) for k, e in edges.items()} == {
        k: e.columns for k, e in ties.items()
    }


# ------------------------------------------------------------------------ what Cytoscape asks for


@every_graph
def test_what_each_element_has(graph: Callable[[], Graph], written: Path) -> None:
    """Names to show, an interaction for each edge, ids once over nodes and edges, no parent."""
    whole = _strict(written.read_text(encoding="utf-8"))
    nodes = [node["data"] for node in whole["elements"]["nodes"]]
    edges = [edge["data"] for edge in whole["elements"]["edges"]]
    for node in nodes:
        assert node["name"] == node["shared_name"] == node["label"]
        assert node["value"] == node["id"]
    kinds = {edge.id: edge.kind for edge in graph().network.edges()}
    for edge in edges:
        assert edge["interaction"] == edge["shared_interaction"] == kinds[edge["id"]]
        assert edge["name"] == edge["shared_name"]
        assert f" ({kinds[edge['id']]}) " in edge["name"]
        assert edge["key"] == edge["id"]
    ids = [data["id"] for data in (*nodes, *edges)]
    assert len(set(ids)) == len(ids)
    for data in (*nodes, *edges):
        lower = [name.lower() for name in data]
        assert len(set(lower)) == len(lower)
        assert not {"parent", "selected", "suid"} & set(lower)


def test_the_head() -> None:
    """What says that this is Cytoscape JSON, and the title of the graph."""
    whole = _strict(export_text(shipped(), "cytoscape"))
    assert whole["format_version"] == "1.0"
    assert whole["generated_by"] == "graphkit"
    assert whole["target_cytoscapejs_version"] == "~3.0"
    assert whole["data"]["name"] == whole["data"]["shared_name"] == shipped().info.title
    assert whole["data"]["as_of"] == str(shipped().day)


def test_one_element_a_line() -> None:
    """A fact that changes changes its own line and no other, whatever stands in its texts."""
    entities = [state(name) for name in ("alpha", "beta", "gamma")]
    facts = [
        fact(name, "recognized", "gamma", stage("in-force", "1992")) for name in ("alpha", "beta")
    ]
    old = export_text(graph_of(facts, entities), "cytoscape").splitlines()
    changed = [facts[0], fact("beta", "recognized", "gamma", stage("in-force", "1993"))]
    new = export_text(graph_of(changed, entities), "cytoscape").splitlines()
    assert len(old) == len(new)
    assert [line for line in old if line not in new] == [
        line for line in old if '"id": "beta-recognized-gamma"' in line
    ]
    lines = export_text(hostile(), "cytoscape").splitlines()
    elements = [line for line in lines if line.startswith('{"data"')]
    network = hostile().network
    assert len(elements) == len(list(network.nodes())) + len(list(network.edges()))
    assert all(set(_strict(line.rstrip(","))) <= {"data", "position"} for line in elements)


def test_it_streams() -> None:
    """A piece for each node and edge."""
    network = shipped().network
    count = len(list(network.nodes())) + len(list(network.edges()))
    assert len(list(EXPORTER.files[""](shipped()))) > count


# ------------------------------------------------------------------------ traps


def _made_up(columns: Mapping[str, Scalar]) -> Graph:
    """Return what a graph with one node and one edge of these columns shows to an exporter."""
    types = {name: type(value) for name, value in columns.items()}
    node = SimpleNamespace(id="n", columns=columns)
    edge = SimpleNamespace(id="e", source="n", target="n", kind="k", columns=columns)
    shown = SimpleNamespace(node_columns=types, edge_columns=types)
    shown.nodes, shown.edges = (lambda: iter([node])), (lambda: iter([edge]))
    base = graph_of([], [state("n")])
    return cast(
        "Graph",
        SimpleNamespace(
            network=shown, positions={"n": (1.0, -2.5)}, info=base.info, day=base.day,
            entities=base.entities, view=base.view,
        ),
    )  # fmt: skip


def test_names_that_mean_something(tmp_path: Path, cytoscape: Callable[[Path], ReadGraph]) -> None:
    """A column called as something of Cytoscape's own is renamed; nothing nests or is selected."""
    columns: dict[str, Scalar] = {
        "parent": "n", "id": "x", "source": "y", "SUID": 3, "selected": True, "Name": "z",
        "name": "w", "value": 4, "key": "k", "interaction": "i", "kind": "one", "KIND": "two",
    }  # fmt: skip
    path = tmp_path / "graph.cyjs"
    path.write_text("".join(EXPORTER.files[""](_made_up(columns))), encoding="utf-8")
    read = cytoscape(path)
    renamed = {
        "parent_": "n", "id_": "x", "source_": "y", "SUID_": 3, "selected_": True, "Name_": "z",
        "name__": "w", "value_": 4, "key_": "k", "interaction_": "i", "kind": "one", "KIND_": "two",
    }  # fmt: skip
    (node,), (edge,) = read["nodes"], read["edges"]
    data = cast("dict[str, Any]", node["attributes"]["data"])
    assert _without(data, _NODE_OWN) == renamed
    assert node["attributes"]["position"] == {"x": 1, "y": -2.5}
    data = cast("dict[str, Any]", edge["attributes"]["data"])
    assert _without(data, _EDGE_OWN) == renamed


def test_numbers(tmp_path: Path, cytoscape: Callable[[Path], ReadGraph]) -> None:
    """What JSON cannot hold is left out, what JavaScript rounds stands whole; nothing breaks."""
    large = (1 << 53) + 1
    graph = _made_up({"a": math.inf, "b": math.nan, "c": large, "d": 1 << 53, "e": 0.1, "f": True})
    text = "".join(EXPORTER.files[""](graph))
    node = _strict(text)["elements"]["nodes"][0]["data"]
    assert _without(node, _NODE_OWN) == {"c": large, "d": 1 << 53, "e": 0.1, "f": True}
    path = tmp_path / "graph.cyjs"
    path.write_text(text, encoding="utf-8")
    data = cast("dict[str, Any]", cytoscape(path)["nodes"][0]["attributes"]["data"])
    assert data["c"] == large - 1
    assert data["d"] == 1 << 53


def test_losses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers that do not arrive are counted besides what networks lose."""
    common = network_losses(shipped().network)
    assert EXPORTER.losses(shipped()) == common
    monkeypatch.setattr("graphkit.exporters.cytoscape.network_losses", lambda _: {"notes": 1})
    columns = {"a": math.inf, "b": math.nan, "c": (1 << 53) + 1, "d": -(1 << 53), "e": 0.1}
    assert EXPORTER.losses(_made_up(columns)) == {
        "notes": 1,
        "numbers that are not finite": 4,
        "whole numbers so large that JavaScript rounds them": 2,
    }


def test_lone_surrogates() -> None:
    """Half a character, which UTF-8 has no form for, is written as an escape."""
    text = "".join(EXPORTER.files[""](graph_of([], [])))
    assert _strict(text)["elements"] == {"nodes": [], "edges": []}
    text = "".join(EXPORTER.files[""](_made_up({"a": "\ud800\u2028\x85\x00"})))
    assert "\\ud800\\u2028\\u0085\\u0000" in text
    assert text.encode("utf-8")
    assert _strict(text)["elements"]["nodes"][0]["data"]["a"] == "\ud800\u2028\x85\x00"
