"""JSON-LD 1.1 with a context of plain names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.rdf.jsonld import jsonld_text


def _render(graph: Graph) -> Iterator[str]:
    return jsonld_text(graph.view)


def _losses(graph: Graph) -> Mapping[str, int]:
    return {"moments": len(graph.view.records.moments)}


EXPORTER = Exporter(
    name="jsonld",
    suffix=".jsonld",
    title="JSON-LD 1.1 with a context of plain names",
    files={"": _render},
    losses=_losses,
)
