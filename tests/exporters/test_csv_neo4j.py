"""CSV for Neo4j: read by the rules of ``neo4j-admin database import``, everything comes back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphkit.graph import Graph
from graphkit.projections.networks.columns import SEPARATOR
from tests.exporters.tables import (
    elements_of,
    every_graph,
    forms,
    read_rows,
    written,
)
from tests.samples import shipped


def _neo4j(text: str) -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    """Yield what neo4j-admin makes of each row: the special fields, and typed properties."""
    head, *rows = read_rows(text)
    fields = [name.partition(":")[::2] for name in head]
    for row in rows:
        special: dict[str, str] = {}
        properties: dict[str, Any] = {}
        for (name, kind), cell in zip(fields, row, strict=True):
            if kind in {"ID", "LABEL", "START_ID", "END_ID", "TYPE"}:
                special[kind] = cell
            elif cell:
                properties[name] = _NEO4J[kind](cell)
        yield special, properties


_NEO4J: dict[str, Callable[[str], Any]] = {
    "string": str,
    "string[]": lambda text: text.split(";"),
    "boolean": {"true": True, "false": False}.__getitem__,
    "long": int,
    "double": float,
    "date": dt.date.fromisoformat,
}


def _properties(columns: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    made = dict(columns)
    for name, value in columns.items():
        if kinds[name] == "date":
            made[name] = dt.date.fromisoformat(value)
        elif kinds[name] == "string[]":
            made[name] = value.split(SEPARATOR)
    return made


def _kinds(text: str) -> dict[str, str]:
    return {name: kind for name, _, kind in (field.partition(":") for field in read_rows(text)[0])}


@every_graph
def test_neo4j(graph: Callable[[], Graph]) -> None:
    """Every node, edge and property arrives, each property with the type of its header."""
    nodes, edges = written(graph(), forms["neo4j"])
    expected, ties = elements_of(graph())
    network = graph().network
    found = {special["ID"]: (special, values) for special, values in _neo4j(nodes)}
    assert found.keys() == expected.keys()
    kinds = _kinds(nodes)
    for name, columns in expected.items():
        special, values = found[name]
        assert values == _properties(columns, kinds)
        assert re.fullmatch("[A-Z][A-Za-z]*", special["LABEL"])
        assert special["LABEL"].lower() == columns["kind"].replace("-", "")
    kinds = _kinds(edges) | {"edge_id": "string"}
    read = {values.pop("id"): (special, values) for special, values in _neo4j(edges)}
    assert read.keys() == ties.keys()
    for key, columns in ties.items():
        special, values = read[key]
        assert (special["START_ID"], special["END_ID"]) == columns.pop("ends")
        assert columns.pop("edge_id") == key
        assert values == _properties(columns, kinds)
        assert re.fullmatch("[A-Z]+(_[A-Z]+)*", special["TYPE"])
        assert special["TYPE"].replace("_", "") == columns["relation"].upper()
    assert sum(1 for _ in _neo4j(edges)) == len(list(network.edges()))


def test_neo4j_heads() -> None:
    """The header says what each column is, as neo4j-admin has it."""
    nodes, edges = (read_rows(text)[0] for text in written(shipped(), forms["neo4j"]))
    assert nodes[:3] == ["id:ID", ":LABEL", "label:string"]
    assert {"latitude:double", "unnamed:boolean", "population:long", "date:string"} <= set(nodes)
    assert edges[:4] == [":START_ID", ":END_ID", ":TYPE", "id:string"]
    assert {"sources:string[]", "agent:string[]", "start_earliest:date", "date:string"} <= set(
        edges
    )


@every_graph
def test_neo4j_knows_days_and_lists(graph: Callable[[], Graph]) -> None:
    """A column of bounds is one of dates, and one that joins ids a list, whatever is added."""
    kinds = _kinds(written(graph(), forms["neo4j"])[1])
    for name in kinds:
        assert (kinds[name] == "date") == bool(re.match("(start|end|first)_", name)), name
    for edge in graph().network.edges():
        for name, value in edge.columns.items():
            if isinstance(value, str) and re.fullmatch(r"[a-z0-9-]+(\|[a-z0-9-]+)+", value):
                assert kinds[name] == "string[]", name


def test_neo4j_types_are_relations() -> None:
    """A relation is written as Neo4j's users expect it."""
    found = {special["TYPE"] for special, _ in _neo4j(written(shipped(), forms["neo4j"])[1])}
    assert {"RECOGNIZED", "HAS_DIPLOMATIC_RELATIONS_WITH", "HELD_OFFICE"} <= found
