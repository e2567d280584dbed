"""Mermaid: a flowchart for a small part, as wikis and GitHub draw it.

The grammar is told at https://mermaid.js.org/syntax/flowchart.html. Nothing newer than
Mermaid 10 is used, since wikis are slow to update: no ids of edges, no named shapes. A style
of an edge therefore names its place in the file; edges that have one stand first, so that
any other can come and go without moving them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.networks.network import Edge, Node
from graphkit.reading import drawing, wording
from graphkit.reading.drawing import Head, Look, Pattern

#: What Mermaid reads and draws unless a site allows more: ``maxTextSize`` and ``maxEdges`` of
#: https://mermaid.js.org/config/schema-docs/config.html. Above either it draws nothing.
MOST_CHARACTERS = 50_000
MOST_EDGES = 500
#: What stands round a label, by kind.
_SHAPES = {
    "state": ("([", "])"),
    "person": ("(", ")"),
    "group": ("[/", "/]"),
    "organization": ("[", "]"),
    "treaty": ("[[", "]]"),
    "event": ("{{", "}}"),
    "region": ("[/", "\\]"),
    "place": (">", "]"),
}
_OTHER_SHAPE = ("[", "]")
#: What a line begins and ends with. A symmetric relation has both heads: Mermaid 11.4, which is
#: in use, puts one on a line without any.
_HEADS = {Head.ARROW: ("", ">"), Head.NONE: ("<", ">"), Head.CROSS: ("", "x")}
#: Neither markup, Markdown, an icon, a formula nor a directive can be made of these.
_UNSAFE = re.compile(r"[^\w ,.:()'/·-]|_|:(?! )")
#: Columns that are drawn: as words, as a shape or as a line.
_NODE_COLUMNS = {"label", "kind"}
_EDGE_COLUMNS = {"label", "stage_group", "possible", "via_possible", "symmetric", "disputed"}
#: What a chart makes of what other files of nodes and edges keep in columns.
INSTEAD = {
    "undated stages, kept as the bounds of their report": "undated stages, drawn like others",
    "uncertain dates, kept as text and bounds": "uncertain dates, kept as a year at most",
    "pieces of evidence, kept as the ids of their sources": "pieces of evidence",
    "sources, kept as their ids": "sources",
}


def _render(graph: Graph) -> Iterator[str]:
    network = graph.network
    yield f"%% {_escaped(drawing.caption(graph))}\n"
    yield "flowchart LR\n"
    yield f"  accTitle: {_escaped(drawing.name(graph.info.title))}\n"
    yield f"  accDescr: {_escaped(f'Facts {wording.clock_words(graph)}. {drawing.LEGEND}')}\n"
    kinds: dict[str, None] = {}
    for node in network.nodes():
        kinds.setdefault(str(node.columns["kind"]))
        yield _node(node)
    styles: dict[str, list[int]] = {}
    for number, edge in enumerate(sorted(network.edges(), key=_order)):
        look = drawing.look(edge)
        if style := _style(look):
            styles.setdefault(style, []).append(number)
        yield _edge(graph, edge, look)
    for kind in sorted(kinds):
        colours = drawing.kind_colours(kind)
        yield (
            f"  classDef {_class(kind)} "
            f"fill:{colours.fill},stroke:{colours.line},color:{drawing.INK}\n"
        )
    for style, numbers in styles.items():
        yield f"  linkStyle {','.join(map(str, numbers))} {style}\n"


def _node(node: Node) -> str:
    kind = str(node.columns["kind"])
    left, right = _SHAPES.get(kind, _OTHER_SHAPE)
    label = _escaped(drawing.name(str(node.columns["label"])))
    return f'  {_name(node.id)}{left}"{label}"{right}:::{_class(kind)}\n'


def _edge(graph: Graph, edge: Edge, look: Look) -> str:
    first, last = _HEADS[look.head]
    link = f"{first}{'--' if look.pattern is Pattern.SOLID else '-.-'}{last}"
    label = _escaped(drawing.line_label(graph, edge))
    return f'  {_name(edge.source)} {link}|"{label}"| {_name(edge.target)}\n'


def _order(edge: Edge) -> tuple[str, str]:
    """Sort edges by style, those without one last, then by id."""
    return (_style(drawing.look(edge)) or "~", edge.id)


def _style(look: Look) -> str:
    """Return what the kinds of lines that Mermaid has do not tell apart."""
    parts = (
        # Dotted where a site ignores styles: never like what holds.
        "stroke-dasharray:8 4" * (look.pattern is Pattern.DASHED),
        "stroke-opacity:0.4" * look.faded,
        "stroke-width:0.7px" * look.thin,
    )
    return ",".join(filter(None, parts))


def _name(identifier: str) -> str:
    """Return an id that is no word of the grammar, such as ``end``, and has no hyphen."""
    return f"e_{identifier.replace('-', '_')}"


def _class(kind: str) -> str:
    return f"k_{kind.replace('-', '_')}"


def _escaped(text: str) -> str:
    return _UNSAFE.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    letter = found.group()
    return "#quot;" if letter == '"' else f"#{ord(letter)};"


def _losses(graph: Graph) -> Mapping[str, int]:
    network = graph.network
    # Without the comment and in UTF-16, as Mermaid counts.
    counted = itertools.islice(_render(graph), 1, None)
    size = sum(len(piece.encode("utf-16-le")) // 2 for piece in counted)
    edges = sum(1 for _ in network.ties)
    return {
        **drawing.drawn_losses(graph, INSTEAD),
        "attributes that the drawing leaves out": drawing.undrawn(
            network, _NODE_COLUMNS, _EDGE_COLUMNS
        ),
        "edges beyond the five hundred that Mermaid draws": max(0, edges - MOST_EDGES),
        "characters beyond the fifty thousand that Mermaid reads": max(0, size - MOST_CHARACTERS),
    }


EXPORTER = Exporter(
    name="mermaid",
    suffix=".mmd",
    title="Mermaid: a flowchart for a small part, as wikis and GitHub draw it",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
