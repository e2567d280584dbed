"""TriG: Turtle with a named graph for each source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph


def _render(graph: Graph) -> Iterator[str]:
    yield f"{graph.day}\n"


def _losses(_graph: Graph) -> Mapping[str, int]:
    return {}


EXPORTER = Exporter(
    name="trig",
    suffix=".trig",
    title="TriG: Turtle with a named graph for each source",
    files={"": _render},
    losses=_losses,
)
