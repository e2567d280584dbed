"""DOT: a small part for Graphviz.

The grammar is told at https://graphviz.org/doc/info/lang.html, what stands in a label at
https://graphviz.org/docs/attr-types/escString/. Where a line runs and how it ends are
Graphviz's affair: no positions are written.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.look import read_look
from graphkit.projections.networks.columns import Scalar
from graphkit.projections.networks.network import Edge, Node
from graphkit.reading import drawing
from graphkit.reading.drawing import Head, Look, Pattern

_SHAPES = {
    "state": "ellipse",
    "person": "box",
    "group": "octagon",
    "organization": "box",
    "treaty": "note",
    "event": "hexagon",
    "region": "trapezium",
    "place": "cds",
}
_OTHER_SHAPE = "box"
#: Shapes that take all their style from here, since `style` holds one list.
_ROUNDED = {"person"}
#: How much of a faded line's colour is left, as the last two digits of it.
_FADED = "66"
#: Columns that mean nothing to Graphviz, for those who read the file with something else.
#: None of them holds free text: where text is no escString, DOT has no way to write all of it.
_PLAIN = (
    "relation",
    "stage",
    "stage_group",
    "holds",
    "possible",
    "symmetric",
    "disputed",
    "agent",
    "date",
    "start_earliest",
    "start_latest",
    "sources",
    "via",
    "via_possible",
)
_NODE_COLUMNS = {"label", "kind"}
_EDGE_COLUMNS = {"label", "edge_id", "says", "colour_group", *_PLAIN}
#: Letters that would stand for something else in an escString. An ampersand begins the name of
#: a letter, as in HTML.
_LETTERS = str.maketrans({"&": "&amp;", '"': '\\"', "\\": "\\\\"})
#: Graphviz reads tooltips twice, some versions at least: no number of backslashes stands for
#: one. This letter looks like it.
_LIKE_BACKSLASH = "\u29f5"
#: A line feed in an escString.
_N = "\\n"
#: Names are broken into lines of about so many letters.
_WIDTH = 22
_HEAD = """\
digraph graphkit {
  graph [rankdir=LR, overlap=false, splines=true, nodesep=0.35, ranksep=1.1, labelloc=t, \
fontname="Helvetica,Arial,sans-serif", fontsize=13]
  node [style=filled, fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1c1e22"]
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, arrowsize=0.7]
"""


def _render(graph: Graph) -> Iterator[str]:
    network = graph.network
    yield _HEAD
    yield f"  graph [label={_label(drawing.caption(graph))}, tooltip={_tooltip(drawing.LEGEND)}]\n"
    for node in network.nodes():
        yield _node(node)
    for edge in network.edges():
        yield _edge(graph, edge)
    yield "}\n"


def _node(node: Node) -> str:
    kind = str(node.columns["kind"])
    name = drawing.name(str(node.columns["label"]))
    colours = drawing.kind_colours(kind)
    attributes = {
        "label": _lines(name),
        "tooltip": _tooltip(f"{name} ({kind})"),
        "id": _quoted(node.id),
        "shape": _SHAPES.get(kind, _OTHER_SHAPE),
        **({"style": '"filled,rounded"'} if kind in _ROUNDED else {}),
        "fillcolor": _quoted(colours.fill),
        "color": _quoted(colours.line),
        "kind": _quoted(kind),
    }
    return f"  {_quoted(node.id)} {_listed(attributes)}\n"


def _edge(graph: Graph, edge: Edge) -> str:
    attributes = {
        "label": _lines(drawing.line_label(graph, edge)),
        "tooltip": _tooltip(drawing.line_sentence(graph, edge)),
        "id": _quoted(edge.id),
        **_look(edge, drawing.look(edge)),
        **{name: _quoted(edge.columns[name]) for name in _PLAIN if name in edge.columns},
    }
    return f"  {_quoted(edge.source)} -> {_quoted(edge.target)} {_listed(attributes)}\n"


def _look(edge: Edge, look: Look) -> dict[str, str]:
    """Return how a line is drawn; what is Graphviz's own default is left out."""
    colour = read_look().line_colour(str(edge.columns["colour_group"]), "light")
    made = {"color": _quoted(colour + _FADED * look.faded), "fontcolor": _quoted(colour)}
    if look.pattern is not Pattern.SOLID:
        made["style"] = look.pattern.value
    if look.head is Head.NONE:
        made["dir"] = "none"
    elif look.head is Head.CROSS:
        made["arrowhead"] = "tee"
    made["penwidth"] = "0.6" if look.thin else "1.4"
    return made


def _listed(attributes: Mapping[str, str]) -> str:
    return f"[{', '.join(f'{name}={value}' for name, value in attributes.items())}]"


def _label(*lines: str) -> str:
    """Return lines as an escString in which each stands for itself alone."""
    return f'"{_N.join(line.translate(_LETTERS) for line in lines)}"'


def _lines(text: str) -> str:
    """Return a text broken into short lines, as a label."""
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return _label(*lines)


def _tooltip(text: str) -> str:
    return _label(text.replace("\\", _LIKE_BACKSLASH))


def _quoted(value: Scalar) -> str:
    """Return a word, an id, a date or a flag."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"'


def _losses(graph: Graph) -> Mapping[str, int]:
    left = drawing.undrawn(graph.network, _NODE_COLUMNS, _EDGE_COLUMNS)
    losses = drawing.drawn_losses(graph, {})
    return losses | {"attributes that the drawing leaves out": left}


EXPORTER = Exporter(
    name="dot",
    suffix=".dot",
    title="DOT: a small part for Graphviz",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
