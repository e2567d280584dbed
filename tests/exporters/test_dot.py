"""Graphviz reads back every node and edge with its attributes, and draws its words as they are."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from lxml import etree

from graphkit.exporters.dot import EXPORTER
from graphkit.graph import Graph
from graphkit.model import Entity
from graphkit.projections.networks.network import Edge
from graphkit.reading import drawing
from graphkit.reading.drawing import Head, Pattern
from tests.samples import (
    HOSTILE,
    export_text,
    fact,
    graph_of,
    hostile,
    ontology,
    shipped,
    stage,
    state,
)

_SVG = "{http://www.w3.org/2000/svg}"
_TITLE = "{http://www.w3.org/1999/xlink}title"
#: Columns that stand under their own name, as text.
_SAME = (
    "relation", "stage", "stage_group", "agent", "date", "start_earliest", "start_latest",
    "sources", "via",
)  # fmt: skip
_FLAGS = ("holds", "possible", "symmetric", "disputed", "via_possible")
#: What Graphviz reads in a label: the name of the node, of the graph, of an edge and its ends.
_SPECIAL = (*HOSTILE, "\\N \\G \\E \\T \\H \\L", "a\\", "\\\\", "\\l\\r\\n", '\\"', "&quot;", "<b>")


def _escape_strings() -> Graph:
    """Return names and texts in which Graphviz would put something else, each alone."""
    texts = enumerate(_SPECIAL)
    entities = [Entity(id=f"n{number}", kind="place", name=words) for number, words in texts]
    facts = [fact(one.id, "commentedOn", "land", role=one.name, says=one.name) for one in entities]
    return graph_of(facts, [*entities, state("land"), Entity(id="other", kind="new", name="x")])


def _every_stage() -> Graph:
    facts = [
        fact("a", relation, "b", stage(word, date), identifier=f"{word}-{relation}-{n}".lower())
        for word in ontology().stages
        for relation in ("joined", "tradesWith", "dominated")
        for n, date in enumerate(("2000", "[2000..2090]", "2090"))
    ]
    return graph_of(facts, [state("a"), state("b")]).shaped(negative=True)


graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "hostile": hostile,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "folded": lambda: shipped().shaped(fold="states"),
    "focused": lambda: shipped().select(focus="kazakhstan"),
    "all entities": lambda: shipped().select(stages=["sought"]).shaped(all_entities=True),
    "every stage": _every_stage,
    "escapes": _escape_strings,
    "nothing": lambda: shipped().as_of("1000-01-01").known_by("1000-01-01"),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))


def _run(graphviz: str, text: str, *options: str) -> bytes:
    """Return what Graphviz writes; it has nothing to warn of."""
    done = subprocess.run(
        [graphviz, *options],
        input=text.encode("utf-8"),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr.decode("utf-8", "replace")) == (0, "")
    return done.stdout


@every_graph
def test_read_back(graph: Callable[[], Graph], graphviz: str) -> None:
    """Every node and edge is there, parallel ones too, with its ends and every attribute."""
    made = graph()
    read = json.loads(_run(graphviz, export_text(made, "dot"), "-Tdot_json"))
    assert (read["directed"], read["strict"]) == (True, False)
    objects = read.get("objects", [])
    assert {one["name"]: (one["id"], one["kind"], _words(one["label"])) for one in objects} == {
        node.id: (node.id, node.columns["kind"], drawing.name(str(node.columns["label"])))
        for node in made.network.nodes()
    }
    assert len(objects) == len(list(made.network.nodes()))
    names = {one["_gvid"]: one["name"] for one in objects}
    found = {one["id"]: one for one in read.get("edges", [])}
    assert len(found) == len(read.get("edges", []))
    assert {key: (names[e["tail"]], names[e["head"]]) for key, e in found.items()} == {
        edge.id: (edge.source, edge.target) for edge in made.network.edges()
    }
    for edge in made.network.edges():
        one = found[edge.id]
        assert _words(one["label"]) == drawing.line_label(made, edge)
        for name in _SAME:
            # An attribute that some edges have is empty on the others.
            assert one.get(name, "") == edge.columns.get(name, "")
        for name in _FLAGS:
            value = edge.columns.get(name)
            assert one.get(name, "") == ("" if value is None else str(value).lower())
        assert _look(one) == _expected_look(edge)


def _words(label: str) -> str:
    """Return an escString as the one line of text that it stands for."""
    assert not re.search(r"\\[^n\\]", label.replace("\\\\", ""))
    unescaped = re.sub(r"\\(.)", lambda found: " " if found[1] == "n" else found[1], label)
    return html.unescape(unescaped)


def _look(edge: Mapping[str, Any]) -> tuple[object, ...]:
    head = {"none": Head.NONE}.get(edge.get("dir", ""), Head.ARROW)
    return (
        edge.get("style") or "solid",
        Head.CROSS if edge.get("arrowhead") == "tee" else head,
        len(edge["color"]) == len("#rrggbbaa"),
        float(edge["penwidth"]) < 1,
    )


def _expected_look(edge: Edge) -> tuple[object, ...]:
    look = drawing.look(edge)
    return (look.pattern.value, look.head, look.faded, look.thin)


@pytest.mark.parametrize("name", ["escapes", "focused"])
def test_what_is_drawn(name: str, graphviz: str) -> None:
    """The picture has the words as they are, and the ids of nodes and edges."""
    made = graphs[name]()
    picture = etree.fromstring(_run(graphviz, export_text(made, "dot"), "-Tsvg"))
    groups = {one.get("id"): one for one in picture.iter(f"{_SVG}g") if one.get("class") != "graph"}
    for node in made.network.nodes():
        words = drawing.name(str(node.columns["label"]))
        assert _shown(groups[node.id]) == _blank(words)
        assert _hint(groups[node.id]) == _tooltip(f"{words} ({node.columns['kind']})")
    for edge in made.network.edges():
        assert _shown(groups[edge.id]) == _blank(drawing.line_label(made, edge))
        assert _hint(groups[edge.id]) == _tooltip(drawing.line_sentence(made, edge))
    (whole,) = (one for one in picture.iter(f"{_SVG}g") if one.get("class") == "graph")
    assert _hint(whole) == drawing.LEGEND


def _shown(group: etree._Element) -> str:
    return _blank(" ".join("".join(one.itertext()) for one in group.iter(f"{_SVG}text")))


def _hint(group: etree._Element) -> str:
    return _blank(next(one.get(_TITLE, "") for one in group.iter(f"{_SVG}a")))


def _tooltip(text: str) -> str:
    """Return a text as it stands in a tooltip, where Graphviz can show no backslash."""
    return _blank(text.replace("\\", "\u29f5"))


def _blank(text: str) -> str:
    """Return a text with every run of blanks as one, since SVG has no-break spaces for some."""
    return " ".join(text.split())


def test_kinds_and_groups_look_apart() -> None:
    """No two kinds have the same shape and filling; stage groups have a line each."""
    kinds = ontology().kinds
    entities = [Entity(id=kind, kind=kind, name=kind) for kind in kinds]
    facts = [fact(kind, "met", "state") for kind in kinds]
    text = export_text(graph_of(facts, entities), "dot")
    looks = Counter(
        line.split("shape=")[1].split(", kind=")[0] for line in text.splitlines() if "kind=" in line
    )
    assert len(looks) == len(kinds)
    assert {look.pattern for look in map(drawing.look, _every_stage().network.edges())} == set(
        Pattern
    )


def test_one_fact_more_changes_one_line() -> None:
    """A fact between known entities adds its own line and no more."""
    names = [state(name) for name in ("a", "b")]
    facts = [fact("a", "recognized", "b")]
    before = Counter(export_text(graph_of(facts, names), "dot").splitlines())
    facts.append(fact("b", "joined", "a", stage("agreed")))
    after = Counter(export_text(graph_of(facts, names), "dot").splitlines())
    assert not before - after
    (line,) = (after - before).elements()
    assert line.startswith('  "b" -> "a" [label="joined (agreed)", ')


def test_losses() -> None:
    """All that a drawing loses is told, and how many attributes the file leaves out."""
    for graph in (shipped(), hostile(), shipped().shaped(fold="states")):
        losses = dict(EXPORTER.losses(graph))
        left = losses.pop("attributes that the drawing leaves out")
        assert losses == drawing.drawn_losses(graph, {})
        columns = sum(len(edge.columns) for edge in graph.network.edges())
        assert 0 < left < columns / 2
