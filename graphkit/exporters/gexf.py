"""GEXF 1.3 as Gephi reads it: its timeline runs from the file as it is.

The format is told at https://gexf.net/primer.html. Written as text, element by element, so
that memory does not grow with the graph but for the span of each node. What is there when is
told in `graphkit.projections.networks.spells`. The rules that are not in the format come from
readers:

- A label on every node, since Gephi takes no id in place of one, and a kind on each edge, so
  that it keeps parallel ones apart.
- Whole days only, a time zone, both ends of every spell, no helper node: Gephi refuses a date
  that is only a year, shifts dates by the user's own zone, and ends its axis at the last end.
- One static block of columns for each class, since Gephi Lite keeps only one.
- Lists of ids as one text. As ``liststring`` Gephi and Gephi Lite would split them, but
  networkx gives such a list as the text it is written in, brackets and all; as a text every
  reader finds the same as in GraphML, and so can be searched and coloured by in each.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.networks.columns import Columns
from graphkit.projections.networks.losses import (
    MANGLED,
    element_losses,
    mangled_texts,
    network_losses,
)
from graphkit.projections.networks.network import Network
from graphkit.projections.networks.spans import node_spans, time_losses
from graphkit.projections.networks.spells import Spell
from graphkit.projections.networks.xml_text import (
    attribute,
    attributes,
    column_types,
    content,
    rounded_numbers,
)

#: Columns that are XML attributes of their own. Gephi would merge a second one into them.
_PLACED = {"node": frozenset({"label"}), "edge": frozenset({"label", "weight"})}
#: Labels are an ``xs:token`` in the schema: without blanks at their ends or in a row.
_BLANKS = re.compile("[ \t\r\n]+")

# The eight colours of Okabe and Ito (https://jfly.uni-koeln.de/color/), which people with any
# form of colour blindness tell apart; black is the page's ink. Each colour group has the one
# that is nearest to its colour on the page.
_BLUE, _SKY, _GREEN, _RED = (0, 114, 178), (86, 180, 233), (0, 158, 115), (213, 94, 0)
_ORANGE, _YELLOW, _PURPLE, _INK = (230, 159, 0), (240, 228, 66), (204, 121, 167), (28, 30, 34)
_OTHER = (153, 153, 153)
_KINDS = {
    "state": _BLUE,
    "organization": _SKY,
    "treaty": _GREEN,
    "event": _RED,
    "person": _ORANGE,
    "group": _YELLOW,
    "region": _PURPLE,
    "place": _INK,
}
_COLOUR_GROUPS = {
    "diplomacy": _BLUE,
    "office": _SKY,
    "agreement": _GREEN,
    "conflict": _RED,
    "event": _ORANGE,
    "attribute": _YELLOW,
    "opinion": _PURPLE,
    "place": _INK,
}


def _render(graph: Graph) -> Iterator[str]:
    network = graph.network
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
        "  <meta>\n"
        "    <creator>graphkit</creator>\n"
        f"    <description>{content(graph.info.title)}</description>\n"
        "  </meta>\n"
        '  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" '
        'timerepresentation="interval" timezone="UTC">\n'
    )
    for domain, columns in column_types(network).items():
        yield f'    <attributes class="{domain}" mode="static">\n'
        for name, kind in columns.items():
            if name not in _PLACED[domain]:
                yield f'      <attribute id="{name}" title="{name}" type="{kind}"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    yield from _nodes(graph)
    yield "    </nodes>\n    <edges>\n"
    yield from _edges(network)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _nodes(graph: Graph) -> Iterator[str]:
    spans = node_spans(graph.network)
    # Computing a layout is Gephi's own trade; a stored one is the picture that the page shows.
    positions = graph.positions if graph.has_layout else {}
    for node in graph.network.nodes():
        time = _ends(spans[node.id]) if node.id in spans else ""
        colour = _colour(_KINDS.get(str(node.columns.get("kind")), _OTHER))
        place = _position(*positions[node.id]) if node.id in positions else ""
        label = _label(node.columns) or node.id
        yield (
            f'      <node id="{node.id}" label="{label}"{time}>'
            f"{_values('node', node.columns)}{colour}{place}</node>\n"
        )


def _edges(network: Network) -> Iterator[str]:
    for edge in network.edges():
        found = edge.tie.spells(network.view)
        one = _ends(found[0]) if len(found) == 1 else ""
        several = "".join(f"<spell{_ends(spell)}/>" for spell in found) if len(found) > 1 else ""
        colour = _colour(_COLOUR_GROUPS.get(str(edge.columns.get("colour_group")), _OTHER))
        yield (
            f'      <edge id="{edge.id}" source="{edge.source}" target="{edge.target}" '
            f'kind="{attribute(edge.kind)}" label="{_label(edge.columns)}" '
            f'weight="{edge.columns.get("weight", 1.0)}"{one}>{_values("edge", edge.columns)}'
            f"{several and f'<spells>{several}</spells>'}{colour}</edge>\n"
        )


def _values(domain: str, columns: Columns) -> str:
    placed = _PLACED[domain]
    kept = {name: value for name, value in columns.items() if name not in placed}
    return _form(tuple(kept)) % attributes(kept.values())


@functools.cache
def _form(names: tuple[str, ...]) -> str:
    """Return the elements of some columns, with a place for each text; most edges share one."""
    values = "".join(f'<attvalue for="{name}" value="%s"/>' for name in names)
    return f"<attvalues>{values}</attvalues>"


def _label(columns: Columns) -> str:
    return attribute(_BLANKS.sub(" ", str(columns.get("label", ""))).strip(" "))


def _ends(spell: Spell) -> str:
    return f' start="{spell.start}" end="{spell.end}"'


def _colour(channels: tuple[int, int, int]) -> str:
    red, green, blue = channels
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _position(x: float, y: float) -> str:
    # Gephi's y axis points up, that of a page down; 0.0 - y is never -0.0.
    return f'<viz:position x="{x}" y="{0.0 - y}" z="0.0"/>'


def _losses(graph: Graph) -> Mapping[str, int]:
    network = graph.network
    return (
        network_losses(network)
        | time_losses(network)
        | rounded_numbers(network)
        | element_losses(
            network,
            {
                "labels with line breaks or blanks in a row, kept on one line": _is_folded,
                MANGLED: mangled_texts,
            },
        )
    )


def _is_folded(columns: Columns) -> bool:
    label = str(columns.get("label", ""))
    return _BLANKS.sub(" ", label).strip(" ") != label


EXPORTER = Exporter(
    name="gexf",
    suffix=".gexf",
    title="GEXF 1.3: nodes and parallel edges with a running timeline, for Gephi",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
