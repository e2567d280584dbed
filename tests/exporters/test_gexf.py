"""GEXF: two readers see the same graph with every attribute and every spell.

What readers are known to do is undone before comparing, and nothing else. Networkx adds the id
of an edge to its attributes and skips its kind. graphology skips all time. A label is held to
be an ``xs:token`` by the schema, so blanks in it are folded by us before any reader sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from graphkit.exporters import gexf
from graphkit.exporters.gexf import EXPORTER
from graphkit.graph import Graph
from graphkit.model import Entity
from graphkit.projections.networks.spans import node_spans
from graphkit.projections.networks.spells import spells
from tests.gephi_rules import GEXF, NO_XML
from tests.judges import ReadGraph
from tests.samples import (
    HOSTILE,
    export_text,
    fact,
    graph_of,
    hostile,
    ontology,
    shipped,
    shipped_text,
    stage,
    state,
)
from tests.xml_graphs import Elements, Ends, every_graph, expected
from tests.xml_schemas import gexf_faults

_VIZ = "{http://gexf.net/1.3/viz}"


@pytest.fixture
def written(graph: Callable[[], Graph], tmp_path: Path) -> Path:
    """Return the file of a graph."""
    path = tmp_path / "graph.gexf"
    path.write_text(export_text(graph(), "gexf"), encoding="utf-8", newline="")
    return path


def _expected(graph: Graph) -> tuple[Elements, Elements, Ends]:
    """Return nodes, edges and ends of `Graph.to_networkx`, their labels folded."""
    nodes, edges, ends = expected(graph)
    for columns in (*nodes.values(), *edges.values()):
        columns["label"] = re.sub("[ \t\r\n]+", " ", columns["label"]).strip(" ")
    return nodes, edges, ends


# ------------------------------------------------------------------------ two readers


@every_graph
def test_networkx(graph: Callable[[], Graph], written: Path) -> None:
    """Networkx reads the graph of `to_networkx`: ids, direction, every attribute, its type, time.

    It finds out the version by itself.
    """
    read = nx.read_gexf(written)
    nodes, edges, ends = _expected(graph())
    network = graph().network
    assert read.is_directed()
    spans = node_spans(network)
    assert set(read) == set(nodes)
    for name, columns in nodes.items():
        found = dict(read.nodes[name])
        assert found.pop("viz")["color"]["a"] == 1.0
        assert found == columns | _as_networkx([spans[name]] if name in spans else [])
        assert {type(found[n]) for n in columns} == {type(v) for v in columns.values()}
    times = {edge.id: edge.tie.spells(network.view) for edge in network.edges()}
    assert read.number_of_edges() == len(edges)
    for source, target, columns in read.edges(data=True):
        name = columns["id"]
        assert (source, target) == ends[name]
        assert columns == edges[name] | {"id": name} | _as_networkx(times[name])
        assert {type(columns[n]) for n in edges[name]} == {type(v) for v in edges[name].values()}


def _as_networkx(found: Any) -> dict[str, Any]:  # noqa: ANN401 - a list or a tuple of spells
    pairs = [(str(spell.start), str(spell.end)) for spell in found]
    if len(pairs) > 1:
        return {"spells": pairs}
    return {"start": pairs[0][0], "end": pairs[0][1]} if pairs else {}


@every_graph
def test_graphology(
    graph: Callable[[], Graph], written: Path, graphology: Callable[[Path], ReadGraph]
) -> None:
    """The reader of Gephi Lite sees the same nodes, edges and attributes, all edges directed."""
    read = graphology(written)
    nodes, edges, ends = _expected(graph())
    kinds = {edge.id: edge.kind for edge in graph().network.edges()}
    places = graph().positions if graph().has_layout else {}
    for node in read["nodes"]:
        found = node["attributes"]
        assert str(found.pop("color")).startswith("rgb(")
        place = (found.pop("x", None), found.pop("y", None), found.pop("z", None))
        x, y = places.get(node["key"], (None, None))
        assert place == ((x, None if y is None else -y, 0) if places else (None, None, None))
    assert {node["key"]: node["attributes"] for node in read["nodes"]} == nodes
    for edge in read["edges"]:
        assert str(edge["attributes"].pop("color")).startswith("rgb(")
        assert edge["attributes"].pop("kind") == kinds[edge["key"]]
    assert {edge["key"]: (edge["source"], edge["target"]) for edge in read["edges"]} == ends
    assert not any(edge["undirected"] for edge in read["edges"])
    assert {edge["key"]: edge["attributes"] for edge in read["edges"]} == edges


# ------------------------------------------------------------------------ the schema


@every_graph
def test_the_schema(graph: Callable[[], Graph], schemas: Path) -> None:
    """The file is valid as far as the schema of the version before knows it."""
    assert gexf_faults(export_text(graph(), "gexf"), schemas) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('mode="dynamic"', 'mode="running"'),
        ('type="double"', 'type="decimal"'),
        (' end="2025-11-07"', ' end="2025-11-32"'),
        ("<creator>", "<creator/><author/><creator>"),
        ("<attvalue for=", "<attvalue four="),
        ('<viz:color r="0"', '<viz:color r="256"'),
        (' z="0.0"', ""),
        ('weight="1.0"', 'weight="heavy"'),
        ("<nodes>", "<nodes><vertex/>"),
    ],
)
def test_the_schema_can_refuse(old: str, new: str, schemas: Path) -> None:
    """A file with one fault is not valid."""
    text = shipped_text("gexf")
    assert old in text
    assert gexf_faults(text.replace(old, new, 1), schemas)


# ------------------------------------------------------------------------ time


def _edge(graph: Graph) -> Any:  # noqa: ANN401 - lxml has no types
    root = etree.fromstring(export_text(graph, "gexf").encode("utf-8"))
    (edge,) = root.iter(f"{GEXF}edge")
    return edge


def test_one_spell() -> None:
    """One run of days stands on the edge itself, both of its ends given."""
    one = fact("alpha", "recognized", "beta", stage("in-force", "1992"))
    edge = _edge(graph_of([one], [state("alpha"), state("beta")]))
    assert (edge.get("start"), edge.get("end")) == ("1992-01-01", "2025-11-07")
    assert edge.find(f"{GEXF}spells") is None


def test_two_spells() -> None:
    """Two runs stand below the edge, which then has no ends of its own."""
    stages = (stage("in-force", "1992-05-06/1999-12-31"), stage("in-force", "2001-02-03/.."))
    one = fact("alpha", "recognized", "beta", *stages)
    edge = _edge(graph_of([one], [state("alpha"), state("beta")]))
    assert [dict(spell.attrib) for spell in edge.iter(f"{GEXF}spell")] == [
        {"start": "1992-05-06", "end": "1999-12-31"},
        {"start": "2001-02-03", "end": "2025-11-07"},
    ]
    assert edge.get("start") is edge.get("end") is None


def test_no_spell() -> None:
    """What its sources deny is there on no day."""
    one = fact("alpha", "recognized", "beta", stage("absent", "1992"))
    edge = _edge(graph_of([one], [state("alpha"), state("beta")]).shaped(negative=True))
    assert edge.get("start") is edge.get("end") is edge.find(f"{GEXF}spells") is None


def test_a_day_in_an_early_year() -> None:
    """A year of three digits is written with four, or Gephi would refuse the day."""
    one = fact("alpha", "recognized", "beta", stage("in-force", "0622-07-16"))
    edge = _edge(graph_of([one], [state("alpha"), state("beta")]))
    assert edge.get("start") == "0622-07-16"


def test_the_axis_has_an_end() -> None:
    """The last day in the file is the graph's own or a later one that a source gives."""
    assert max(_days(shipped())) >= str(shipped().day) > min(_days(shipped()))
    assert max(_days(shipped().as_of("2020-12-31"))) == "2020-12-31"


def _days(graph: Graph) -> list[str]:
    return re.findall(' (?:start|end)="([^"]+)"', export_text(graph, "gexf"))


# ------------------------------------------------------------------------ colours and places


def test_colours() -> None:
    """Every kind and colour group of the ontology that can be drawn has a colour of its own."""
    kinds, groups = gexf._KINDS, gexf._COLOUR_GROUPS  # noqa: SLF001 - no reader tells the colours
    assert set(ontology().kinds) <= set(kinds)
    assert {relation.colour_group for relation in ontology().relations.values()} <= set(groups)
    assert len(set(kinds.values())) == len(kinds)
    assert len(set(groups.values())) == len(groups)
    root = etree.fromstring(shipped_text("gexf").encode("utf-8"))
    for tag, column, colours in (("node", "kind", kinds), ("edge", "colour_group", groups)):
        for element in root.iter(f"{GEXF}{tag}"):
            values = {v.get("for"): v.get("value") for v in element.iter(f"{GEXF}attvalue")}
            colour = element.find(f"{_VIZ}color")
            assert tuple(int(colour.get(channel)) for channel in "rgb") == colours[values[column]]


def test_another_kind_is_grey() -> None:
    """A kind of a project's own is drawn too."""
    ship = Entity(id="ship", kind="vessel", name="Ship")
    one = fact("ship", "recognized", "beta", stage("in-force", "1992"))
    (line,) = [
        line
        for line in export_text(graph_of([one], [ship, state("beta")]), "gexf").splitlines()
        if '<node id="ship"' in line
    ]
    assert '<viz:color r="153" g="153" b="153"/>' in line


def test_positions() -> None:
    """Gephi opens with the picture of the page: the stored places, its y axis pointing up."""
    root = etree.fromstring(shipped_text("gexf").encode("utf-8"))
    places = shipped().positions
    for node in root.iter(f"{GEXF}node"):
        position = node.find(f"{_VIZ}position")
        x, y = places[node.get("id")]
        assert (float(position.get("x")), -float(position.get("y"))) == (x, y)
    assert "-0.0" not in shipped_text("gexf")


def test_no_positions_without_a_stored_layout() -> None:
    """Gephi places nodes itself where the project has no picture yet."""
    text = export_text(shipped().without_positions(), "gexf")
    assert "viz:position" not in text
    assert not shipped().without_positions().has_layout
    assert shipped().has_layout


# ------------------------------------------------------------------------ details


def test_the_head() -> None:
    """Version, title and every rule of time; no date of today."""
    lines = shipped_text("gexf").splitlines()
    assert lines[:7] == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
        "  <meta>",
        "    <creator>graphkit</creator>",
        f"    <description>{shipped().info.title}</description>",
        "  </meta>",
        (
            '  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" '
            'timerepresentation="interval" timezone="UTC">'
        ),
    ]
    columns = [line for line in lines if line.startswith("      <attribute ")]
    network = shipped().network
    # The label of nodes, the label and the weight of edges have places of their own.
    assert len(columns) == len(network.node_columns) + len(network.edge_columns) - 3
    for name, kind in (("population", "long"), ("latitude", "double"), ("holds", "boolean")):
        assert f'      <attribute id="{name}" title="{name}" type="{kind}"/>' in columns


def test_one_element_a_line() -> None:
    """Each node and each edge has a line of its own, so that a diff shows what changed."""
    lines = shipped_text("gexf").splitlines()
    network = shipped().network
    for tag, elements in (("node", network.nodes()), ("edge", network.edges())):
        found = [line for line in lines if line.startswith(f"      <{tag} ")]
        assert len(found) == len(list(elements))
        assert all(line.endswith(f"</{tag}>") for line in found)


def test_it_streams() -> None:
    """A piece for each node and edge, so that memory does not grow with the graph."""
    network = shipped().network
    count = len(list(network.nodes())) + len(list(network.edges()))
    assert len(list(EXPORTER.files[""](shipped()))) > count


def test_control_characters_are_marked() -> None:
    """What XML cannot hold becomes U+FFFD in its place; all else of a value arrives whole."""
    root = etree.fromstring(export_text(hostile(), "gexf").encode("utf-8"))
    values = {v.get("value") for v in root.iter(f"{GEXF}attvalue") if v.get("for") == "says"}
    assert values == {NO_XML.sub("\ufffd", text) for text in HOSTILE}


def test_a_blank_label() -> None:
    """Gephi shows no id in place of a label, so the id is written as one."""
    blank = Entity(id="blank", kind="state", name=" \n ")
    one = fact("blank", "recognized", "beta", stage("in-force", "1992"))
    assert '<node id="blank" label="blank"' in export_text(
        graph_of([one], [blank, state("beta")]), "gexf"
    )


def test_numbers_beyond_64_bits(tmp_path: Path) -> None:
    """Such a column is of the type double: readers round the number, and none refuses it."""
    facts = [fact("alpha", "population", value=2**63), fact("beta", "population", value=7)]
    graph = graph_of(facts, [state("alpha"), state("beta")])
    path = tmp_path / "graph.gexf"
    path.write_text(export_text(graph, "gexf"), encoding="utf-8")
    read = nx.read_gexf(path)
    assert [read.nodes[name]["population"] for name in ("alpha", "beta")] == [float(2**63), 7.0]
    assert EXPORTER.losses(graph)["whole numbers beyond a long, which readers round"] == 1


def test_losses() -> None:
    """What time and labels lose is told beside what every network file loses."""
    labels = "labels with line breaks or blanks in a row, kept on one line"
    assert EXPORTER.losses(shipped())[labels] == 0
    assert EXPORTER.losses(hostile())[labels] > 0
    losses = EXPORTER.losses(shipped())
    assert losses["negative facts"] == shipped().network.left_out["negative facts"] > 0
    undated = sum(not spells(tie.facts, shipped().view) for tie in shipped().network.ties)
    assert losses["edges that are there on no day, written without time"] == undated
    assert losses["edges with no first day, begun when first told of"] > 0
    assert losses["edges with no last day, ended on the day of the graph"] > 0
