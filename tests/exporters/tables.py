"""What the tests of the forms of CSV share: graphs, hostile texts, and how fields are read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import strategies as st

from graphkit.exporters.csv_tables import EXPORTER
from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.model import Entity
from graphkit.projections.networks.columns import Scalar, Types
from tests.samples import fact, graph_of, hostile, shipped, stage

Table = list[dict[str, str]]
Typed = dict[str, dict[str, Any]]

graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "hostile": hostile,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "folded": lambda: shipped().shaped(fold="states"),
    "by month": lambda: shipped().shaped(by="month"),
    "all": lambda: shipped().shaped(negative=True, all_entities=True),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))
forms = {
    "gephi": EXPORTER,
    "neo4j": EXPORTER.variant("neo4j"),
    "spreadsheet": EXPORTER.variant("spreadsheet"),
}
every_form = pytest.mark.parametrize("form", forms.values(), ids=list(forms))

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

#: Texts of every kind that some reader of tables stumbles over.
_PIECES = (
    "=", "+", "-", "@", "\t", "\r", "\n", " ", '"', "'", "\\", ",", ";", "|", "1", "a", "{", "\x00",
    "\x1f", "\x85", "\u2028", "\ufeff", "\u200b", "\uff1d", "\ud800", "2025-11-06", "null", "true",
    "cmd|'/c calc'!A1", "[1,2]", "1992", "INF", "\\\\", '""', "\u05e9",
)  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5).map("".join), st.text(min_size=1)
)


def project_of(text: str, other: str) -> Graph:
    """Return a graph with two texts wherever a free text may stand."""
    entities = [
        Entity(id="alpha", kind="state", name=text, ids=(("iso3166-1-alpha-3", other),)),
        Entity(id="beta", kind="state", name=other),
        Entity(id="leader", kind="person", name="Leader"),
    ]
    facts = [
        fact("alpha", "recognized", "beta", stage("in-force", "1992-05-06", condition=text)),
        fact("leader", "commentedOn", "alpha", says=other),
        fact("leader", "heldOffice", "beta", role=text),
        fact("beta", "majorityReligion", value=other),
        fact("beta", "population", value=-3),
    ]
    return graph_of(facts, entities)


def written(graph: Graph, form: Exporter = EXPORTER) -> tuple[str, str]:
    """Return the table of nodes and that of edges."""
    return (
        "".join(form.files["-nodes"](graph)),
        "".join(form.files["-edges"](graph)),
    )


def read_rows(text: str) -> list[list[str]]:
    """Return the fields of each row; a mark of the encoding is not one."""
    text = text.removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def read_table(text: str) -> Table:
    """Return each row as a mapping of the names in the head."""
    head, *rows = read_rows(text)
    return [dict(zip(head, row, strict=True)) for row in rows]


def _as_type(text: str, kind: type[Scalar]) -> Scalar:
    """Return the value of a field by the type of its column."""
    if kind is bool:
        return {"true": True, "false": False}[text]
    return kind(text)


def typed_row(row: Mapping[str, str], types: Types, **head: str) -> dict[str, Scalar]:
    """Return the columns of a row, those of other names by `head`; an empty field is no value."""
    fields = ((name, row[head.get(name, name)], kind) for name, kind in types.items())
    return {name: _as_type(text, kind) for name, text, kind in fields if text}


def marked(columns: Mapping[str, Any], change: Callable[[str], str] = str) -> dict[str, Any]:
    """Return columns with control characters marked and each text changed."""
    return {
        name: change(CONTROL.sub("\ufffd", value)) if isinstance(value, str) else value
        for name, value in columns.items()
    }


def elements_of(graph: Graph, change: Callable[[str], str] = str) -> tuple[Typed, Typed]:
    """Return the nodes and edges of `Graph.to_networkx`, each edge with its ends."""
    made = graph.to_networkx()
    edges = made.edges(keys=True, data=True)
    return (
        {name: marked(made.nodes[name], change) for name in made},
        {k: marked(columns, change) | {"ends": (s, t)} for s, t, k, columns in edges},
    )


def made_up(columns: Mapping[str, Scalar]) -> Graph:
    """Return what a graph with one node and one edge of these columns shows to an exporter."""
    types = {name: type(value) for name, value in columns.items()}
    node = SimpleNamespace(id="n", columns=columns)
    edge = SimpleNamespace(id="e", source="n", target="n", kind="k", columns=columns)
    network = SimpleNamespace(
        node_columns=types,
        edge_columns=types,
        nodes=lambda: iter([node]),
        edges=lambda: iter([edge]),
    )
    return cast("Graph", SimpleNamespace(network=network))
