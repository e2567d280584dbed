"""CSV for spreadsheets: no text becomes a formula, and all of them come back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings

from graphkit.graph import Graph
from tests.exporters.tables import (
    elements_of,
    every_graph,
    forms,
    project_of,
    read_rows,
    read_table,
    texts,
    written,
)
from tests.samples import hostile, shipped

_SIGNS = "=+@\uff1d\uff0b\uff0d\uff20-"
#: What a spreadsheet may drop, or what is not seen, before a sign.
_BEFORE = "[\\s\"'`\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]*"


def _is_dangerous(cell: str) -> bool:
    return bool(re.match(f"[\t\r\n]|(?!'){_BEFORE}[{_SIGNS}]", cell))


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_apostrophes(cell: str) -> str:
    """Take back the apostrophes that keep a text from being a formula."""
    if cell.startswith("'") and re.match(f"'*[\t\r\n]|{_BEFORE}[{_SIGNS}]", cell[1:]):
        cell = cell[1:]
    return re.sub(f"([;|\t\n]{_BEFORE})'(?=[{_SIGNS}])", r"\1", cell)


def _text_cells(graph: Graph) -> Iterator[str]:
    network = graph.network
    numbers = {
        name
        for types in (network.node_columns, network.edge_columns)
        for name, kind in types.items()
        if kind is not str
    }
    for text in written(graph, forms["spreadsheet"]):
        for row in read_table(text):
            yield from (cell for name, cell in row.items() if name.lower() not in numbers)


@every_graph
def test_no_cell_is_a_formula(graph: Callable[[], Graph]) -> None:
    """No text begins like a formula; numbers are still numbers."""
    assert not [cell for cell in _text_cells(graph()) if _is_dangerous(cell)]
    edges = read_table(written(graph(), forms["spreadsheet"])[1])
    assert {row["sign"] for row in edges} <= {"-1", "0", "1"}


@given(texts, texts)
@settings(max_examples=200, deadline=None)
def test_no_text_becomes_a_formula(text: str, other: str) -> None:
    """The same of any text, also where a spreadsheet parts fields at another character."""
    graph = project_of(text, other)
    for cell in _text_cells(graph):
        assert not _is_dangerous(cell)
        for part in re.split("[;|\t\n]", cell)[1:]:
            begun = re.match(f"{_BEFORE}[{_SIGNS}]", part)
            assert begun is None or "'" in begun[0]
    nodes = read_table(written(graph, forms["spreadsheet"])[0])
    assert [row["population"] for row in nodes if row["population"]] == ["-3"]


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_any_text_comes_back(text: str, other: str) -> None:
    """Without the apostrophes each text is what it was, but for its line ends."""
    graph = project_of(text, other)
    cells = {_without_apostrophes(cell) for cell in _text_cells(graph)}
    for elements in elements_of(graph, _one_line_end):
        for columns in elements.values():
            assert {text for text in columns.values() if isinstance(text, str)} <= cells


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("+1", "'+1"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\nx"),
        ("  =1", "'  =1"),
        ('"=1', "'\"=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("'quoted'", "'quoted'"),
        ("1-2", "1-2"),
        ("a = b", "a = b"),
    ],
)  # fmt: skip
def test_apostrophes(text: str, cell: str) -> None:
    """An apostrophe stands where a formula would begin, and nowhere else."""
    file = written(project_of(text, "x"), forms["spreadsheet"])[0]
    assert read_table(file)[0]["Label"] == cell


def test_what_excel_asks_for() -> None:
    """A mark in front says UTF-8, rows end in CR LF, and a line end in a text is a LF."""
    for text in written(hostile(), forms["spreadsheet"]):
        assert text.startswith("\ufeff")
        assert text.count("\ufeff") == text[1:].count("\ufeff") + 1
        assert text.count("\r") == text.count("\r\n") == len(read_rows(text))
        assert text.endswith("\r\n")
    for text in (*written(shipped()), *written(shipped(), forms["neo4j"])):
        assert "\r" not in text
        assert "\ufeff" not in text
