"""GraphML as Gephi, igraph and NetworkX read it.

The format is told at http://graphml.graphdrawing.org/specification.html.

Written as text, node by node, so that memory does not grow with the graph. The rules that
are not in the specification come from readers: every key before the graph, ids unique in the
file, a kind on each edge so that Gephi keeps parallel ones apart (it takes the XML attribute
``label`` of an edge for it, in any namespace), the edge's id again as a column (igraph's
reader gives node ids for it), no list types.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.identifiers import ONTOLOGY
from graphkit.projections.networks.columns import Scalar
from graphkit.projections.networks.losses import (
    MANGLED,
    element_losses,
    mangled_texts,
    network_losses,
)
from graphkit.projections.networks.xml_text import (
    attribute,
    column_types,
    content,
    contents,
    rounded_numbers,
)


def _render(graph: Graph) -> Iterator[str]:
    network = graph.network
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        f'xmlns:gk="{ONTOLOGY}">\n'
    )
    for domain, named in column_types(network).items():
        for name, kind in named.items():
            yield (
                f'  <key id="{domain[0]}_{name}" for="{domain}" '
                f'attr.name="{name}" attr.type="{kind}"/>\n'
            )
    yield f'  <graph id="graph" edgedefault="directed">\n    <desc>{_about(graph)}</desc>\n'
    for node in network.nodes():
        yield f'    <node id="{node.id}">{_data("n", node.columns)}</node>\n'
    for edge in network.edges():
        ends = f'source="{edge.source}" target="{edge.target}" gk:label="{attribute(edge.kind)}"'
        yield f'    <edge id="{edge.id}" {ends}>{_data("e", edge.columns)}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def _about(graph: Graph) -> str:
    """Return the days and the title, as `graphkit.importers.graphml` reads them.

    They stand in the description, which the readers pass over: Gephi warns of every column of
    a graph.
    """
    known = f", known by {graph.view.known_by}" if graph.view.known_by else ""
    return content(f"As of {graph.day}{known}: {graph.info.title}")


def _data(domain: str, columns: Mapping[str, Scalar]) -> str:
    return _form(domain, tuple(columns)) % contents(columns.values())


@functools.cache
def _form(domain: str, names: tuple[str, ...]) -> str:
    """Return the elements of some columns, with a place for each text; most edges share one."""
    return "".join(f'<data key="{domain}_{name}">%s</data>' for name in names)


def _losses(graph: Graph) -> Mapping[str, int]:
    network = graph.network
    return (
        network_losses(network)
        | rounded_numbers(network)
        | element_losses(network, {MANGLED: mangled_texts})
    )


EXPORTER = Exporter(
    name="graphml",
    suffix=".graphml",
    title="GraphML: nodes and parallel edges with typed columns, for Gephi and igraph",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
