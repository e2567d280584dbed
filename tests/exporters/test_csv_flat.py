"""CSV with one table: every edge is a row that has its ends' names, and every column of its own."""

from __future__ import annotations

from collections.abc import Callable

from graphkit.exporters.csv_tables import EXPORTER
from graphkit.graph import Graph
from tests.exporters.tables import elements_of, every_graph, read_rows, read_table, typed_row
from tests.samples import shipped

FLAT = EXPORTER.variant("flat")
_OF_END = {"label": "name", "kind": "kind", "iso3": "iso3"}


def _written(graph: Graph) -> str:
    (render,) = FLAT.files.values()
    return "".join(render(graph))


@every_graph
def test_every_edge_comes_back(graph: Callable[[], Graph]) -> None:
    """Read by Python's own reader, a row has the id, both ends and the columns of its edge."""
    made = graph()
    nodes, edges = elements_of(made)
    rows = read_table(_written(made))
    assert [row["id"] for row in rows] == [edge.id for edge in made.network.edges()]
    types = {
        name: kind
        for name, kind in made.network.edge_columns.items()
        if name not in {"label", "weight", "edge_id"}
    }
    for row in rows:
        expected = {name: value for name, value in edges[row["id"]].items() if name in types}
        assert typed_row(row, types) == expected
        assert (row["source"], row["target"]) == edges[row["id"]]["ends"]
        for end in ("source", "target"):
            told = {name: row[f"{end}_{name}"] for name in _OF_END.values()}
            node = nodes[row[end]]
            assert told == {called: str(node.get(name, "")) for name, called in _OF_END.items()}


def test_columns_are_apart() -> None:
    """No two columns have one name."""
    head, *rows = read_rows(_written(shipped()))
    assert len(head) == len(set(head))
    assert rows
    assert {len(row) for row in rows} == {len(head)}
