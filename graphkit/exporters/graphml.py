"""GraphML as Gephi, igraph and NetworkX read it.

The format is told at http://graphml.graphdrawing.org/specification.html.

Written as text, node by node, so that memory does not grow with the graph. The rules that
are not in the specification come from readers: every key before the graph, ids unique in the
file, a kind on each edge so that Gephi keeps parallel ones apart (it takes the XML attribute
``label`` of an edge for it, in any namespace), the edge's id again as a column (igraph's
reader gives node ids for it), no list types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.identifiers import ONTOLOGY
from graphkit.projections.columns import Scalar
from graphkit.projections.losses import mangled_texts, network_losses

# GraphML's int has 32 bits in Gephi, which a population may outgrow.
_TYPES: dict[type[Scalar], str] = {str: "string", bool: "boolean", int: "long", float: "double"}
#: What XML 1.0 cannot hold at all, escaped or not (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Would be read back as a line feed: the first by XML 1.0, the others by XML 1.1, whose rule
#: some readers follow in either (https://www.w3.org/TR/xml11/#sec-line-ends).
_LINE_ENDS = {0x0D: "&#13;", 0x85: "&#133;", 0x2028: "&#8232;"}


def _render(graph: Graph) -> Iterator[str]:
    network = graph.network
    columns = {"node": network.node_columns, "edge": network.edge_columns}
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        f'xmlns:gk="{ONTOLOGY}">\n'
    )
    for domain, named in columns.items():
        for name, kind in named.items():
            yield (
                f'  <key id="{domain[0]}_{name}" for="{domain}" '
                f'attr.name="{name}" attr.type="{_TYPES[kind]}"/>\n'
            )
    yield '  <graph id="graph" edgedefault="directed">\n'
    for node in network.nodes():
        yield f'    <node id="{node.id}">{_data("n", node.columns)}</node>\n'
    for edge in network.edges():
        ends = f'source="{edge.source}" target="{edge.target}" gk:label="{escape(edge.kind)}"'
        yield f'    <edge id="{edge.id}" {ends}>{_data("e", edge.columns)}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def _data(domain: str, columns: Mapping[str, Scalar]) -> str:
    return "".join(
        f'<data key="{domain}_{name}">{_text(value)}</data>' for name, value in columns.items()
    )


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return escape(_NOT_XML.sub("\ufffd", value), quote=False).translate(_LINE_ENDS)
    return repr(value)


def _losses(graph: Graph) -> Mapping[str, int]:
    network = graph.network
    mangled = "texts with INF or null, which Gephi misreads"
    return network_losses(network) | {mangled: mangled_texts(network)}


EXPORTER = Exporter(
    name="graphml",
    suffix=".graphml",
    title="GraphML: nodes and parallel edges with typed columns, for Gephi and igraph",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
