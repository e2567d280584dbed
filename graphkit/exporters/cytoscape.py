"""Cytoscape JSON: nodes and edges with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph


def _render(graph: Graph) -> Iterator[str]:
    yield f"{graph.day}\n"


def _losses(_graph: Graph) -> Mapping[str, int]:
    return {}


EXPORTER = Exporter(
    name="cytoscape",
    suffix=".cyjs",
    title="Cytoscape JSON: nodes and edges with their places",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
