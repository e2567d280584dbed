"""Turtle (RDF 1.1): everything there is, for SPARQL and for every RDF tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.rdf.turtle import turtle_text


def _render(graph: Graph) -> Iterator[str]:
    return turtle_text(graph.view)


def _losses(graph: Graph) -> Mapping[str, int]:
    return {"moments": len(graph.view.records.moments)}


EXPORTER = Exporter(
    name="turtle",
    suffix=".ttl",
    title="Turtle: RDF with full provenance, for SPARQL",
    files={"": _render},
    losses=_losses,
)
