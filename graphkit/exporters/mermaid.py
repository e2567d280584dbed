"""Mermaid: a flowchart for a small part, as wikis and GitHub draw it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph


def _render(graph: Graph) -> Iterator[str]:
    yield f"{graph.day}\n"


def _losses(_graph: Graph) -> Mapping[str, int]:
    return {}


EXPORTER = Exporter(
    name="mermaid",
    suffix=".mmd",
    title="Mermaid: a flowchart for a small part, as wikis and GitHub draw it",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
