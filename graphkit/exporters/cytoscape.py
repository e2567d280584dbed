"""Cytoscape JSON, as Cytoscape, Cytoscape.js and NetworkX read it, with the place of each node.

The form is the one Cytoscape exports (https://manual.cytoscape.org, "Cytoscape.js JSON"), with
what NetworkX asks for besides: ``directed`` and ``multigraph``, a ``value`` in each node and a
``key`` in each edge. One element a line, so that a changed fact changes a line of its own.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.networks.columns import Columns, Scalar, Types
from graphkit.projections.networks.losses import network_losses
from graphkit.projections.networks.network import Edge, Node

#: Names that mean something to one of the readers: a ``parent`` would put a node into another.
_TAKEN = frozenset(
    {
        "id", "key", "value", "source", "target", "parent", "selected", "suid",
        "name", "shared_name", "shared name",
        "interaction", "shared_interaction", "shared interaction",
    }
)  # fmt: skip
#: Fine in JSON, but not on one line for every tool, or not in UTF-8: written as escapes.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
#: JavaScript's numbers are exact up to here.
_EXACT = 1 << 53


def _render(graph: Graph) -> Iterator[str]:
    network = graph.network
    title = graph.info.title
    about = {"name": title, "shared_name": title, "as_of": str(graph.day)}
    yield (
        '{\n"format_version": "1.0",\n"generated_by": "graphkit",\n'
        '"target_cytoscapejs_version": "~3.0",\n"directed": true,\n"multigraph": true,\n'
        f'"data": {_json(about)},\n"elements": {{\n"nodes": ['
    )
    yield from _lines(_nodes(graph, _names(network.node_columns)))
    yield '],\n"edges": ['
    yield from _lines(_edges(graph, _names(network.edge_columns)))
    yield "]\n}\n}\n"


def _nodes(graph: Graph, names: Mapping[str, str]) -> Iterator[object]:
    for node in graph.network.nodes():
        name = node.columns.get("label", node.id)
        data: Columns = {"id": node.id, "value": node.id, "name": name, "shared_name": name}
        x, y = graph.positions[node.id]
        yield {"data": data | _columns(node.columns, names), "position": {"x": x, "y": y}}


def _edges(graph: Graph, names: Mapping[str, str]) -> Iterator[object]:
    entities = graph.entities
    for edge in graph.network.edges():
        name = f"{entities[edge.source].name} ({edge.kind}) {entities[edge.target].name}"
        data: Columns = {
            "id": edge.id, "key": edge.id, "source": edge.source, "target": edge.target,
            "interaction": edge.kind, "shared_interaction": edge.kind,
            "name": name, "shared_name": name,
        }  # fmt: skip
        yield {"data": data | _columns(edge.columns, names)}


def _names(types: Types) -> dict[str, str]:
    """Return what each column is called in the file, none as one that means something else."""
    used = set(_TAKEN)
    names = {}
    for name in types:
        free = name
        # Cytoscape takes names for one that differ only in capitals.
        while free.lower() in used:
            free += "_"
        used.add(free.lower())
        names[name] = free
    return names


def _columns(columns: Columns, names: Mapping[str, str]) -> Columns:
    return {names[name]: value for name, value in columns.items() if not _is_beyond(value)}


def _is_beyond(value: Scalar) -> bool:
    """Whether a number has no form in JSON."""
    return isinstance(value, float) and not math.isfinite(value)


def _lines(elements: Iterable[object]) -> Iterator[str]:
    """Yield each element on a line of its own, with a comma between two."""
    between = "\n"
    for element in elements:
        yield f"{between}{_json(element)}"
        between = ",\n"
    yield "\n"


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _losses(graph: Graph) -> Mapping[str, int]:
    network = graph.network
    elements: Iterable[Node | Edge] = itertools.chain(network.nodes(), network.edges())
    found = Counter(
        what
        for element in elements
        for value in element.columns.values()
        for what, is_so in _NUMBERS.items()
        if is_so(value)
    )
    return network_losses(network) | dict(found)


#: What happens to numbers, by the words for it.
_NUMBERS: Mapping[str, Callable[[Scalar], bool]] = {
    "numbers that are not finite": _is_beyond,
    "whole numbers so large that JavaScript rounds them": lambda value: (
        isinstance(value, int) and abs(value) > _EXACT
    ),
}


EXPORTER = Exporter(
    name="cytoscape",
    suffix=".cyjs",
    title="Cytoscape JSON: nodes and edges with their places",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
