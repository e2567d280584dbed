"""JSON-LD 1.1 with a context of plain names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph


def _render(graph: Graph) -> Iterator[str]:
    yield f"{graph.day}\n"


def _losses(_graph: Graph) -> Mapping[str, int]:
    return {}


EXPORTER = Exporter(
    name="jsonld",
    suffix=".jsonld",
    title="JSON-LD 1.1 with a context of plain names",
    files={"": _render},
    losses=_losses,
)
