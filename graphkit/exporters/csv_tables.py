"""CSV: a table of nodes and one of edges, as Gephi reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.exporting import Exporter
from graphkit.graph import Graph


def _render(graph: Graph) -> Iterator[str]:
    yield f"{graph.day}\n"


def _losses(_graph: Graph) -> Mapping[str, int]:
    return {}


EXPORTER = Exporter(
    name="csv",
    suffix=".csv",
    title="CSV: a table of nodes and one of edges, as Gephi reads them",
    files={"": _render},
    losses=_losses,
    is_network=True,
)
