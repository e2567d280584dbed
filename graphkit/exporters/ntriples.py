"""N-Triples (RDF 1.1): the triples of Turtle, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.rdf.ntriples import ntriples_text


def _render(graph: Graph) -> Iterator[str]:
    return ntriples_text(graph.view)


def _losses(graph: Graph) -> Mapping[str, int]:
    return {"moments": len(graph.view.records.moments)}


EXPORTER = Exporter(
    name="ntriples",
    suffix=".nt",
    title="N-Triples: one triple a line, for stream processing",
    files={"": _render},
    losses=_losses,
    committed=False,
)
