"""TriG (RDF 1.1): the triples of Turtle, and what each source says by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.rdf.trig import trig_text


def _render(graph: Graph) -> Iterator[str]:
    return trig_text(graph.view)


def _losses(graph: Graph) -> Mapping[str, int]:
    return {"moments": len(graph.view.records.moments)}


EXPORTER = Exporter(
    name="trig",
    suffix=".trig",
    title="TriG: Turtle with a named graph for each source that bears out a fact",
    files={"": _render},
    losses=_losses,
    committed=False,
)
