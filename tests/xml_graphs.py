"""The graphs that GraphML and GEXF are read back of, and what their readers should find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from graphkit.graph import Graph
from tests.gephi_rules import NO_XML
from tests.samples import hostile, shipped

#: The columns of nodes, or of edges, by id.
Elements = dict[str, dict[str, Any]]
Ends = dict[str, tuple[str, str]]

graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "hostile": hostile,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "folded": lambda: shipped().shaped(fold="states"),
    "by month": lambda: shipped().shaped(by="month"),
    "folded by year": lambda: shipped().shaped(fold="states", by="year"),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))


def expected(graph: Graph) -> tuple[Elements, Elements, Ends]:
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
        name: NO_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in columns.items()
    }
