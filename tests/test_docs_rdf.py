"""Tests of docs/rdf.md: its queries run, in two engines, and answer as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib

from docs import generate
from graphkit import load
from graphkit.graph import Graph
from graphkit.projections.rdf.terms import prefixes
from graphkit.projections.rdf.trig import trig_text
from graphkit.query import Table, answer, engine
from graphkit.resources import example_folder

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rdf.md"
TEXT = PAGE.read_text(encoding="utf-8")
QUERIES = generate.queries(TEXT)
OF_SOURCES = generate.queries(TEXT, trig=True)
BASE = "https://w3id.org/graphkit/id/"


@pytest.fixture(scope="module")
def project() -> Graph:
    """Return the project that graphkit ships."""
    return load(example_folder())


def test_every_query_has_an_answer() -> None:
    """There are five queries of the graph, two of its sources, none without an answer below it."""
    assert len(QUERIES) == 5
    assert len(OF_SOURCES) == 2
    assert TEXT.count("```sparql") == 7


def test_answers_are_fresh() -> None:
    """The answers on the page are those of the shipped project."""
    stale = "docs/ is stale: run python docs/generate.py and look at the difference"
    assert generate.render_page(TEXT) == TEXT, stale


@pytest.mark.parametrize("query", QUERIES)
def test_file_answers_like_the_project(query: str, project: Graph) -> None:
    """The shipped file gives the rows that the project gives, and there are some."""
    store = engine().of_files([example_folder() / "exports" / "graph.ttl"])
    asked = answer(project.to_oxigraph(), query, project.info.base)
    read = answer(store, query, project.info.base)
    assert isinstance(asked, Table)
    assert isinstance(read, Table)
    assert asked.rows == read.rows
    assert asked.rows


@pytest.mark.parametrize("query", QUERIES)
def test_the_trig_file_answers_like_the_project(query: str, project: Graph) -> None:
    """Named graphs change no answer of a query that names none."""
    asked = answer(project.to_oxigraph(), query, project.info.base)
    read = answer(generate.trig_store(project), query, project.info.base)
    assert isinstance(asked, Table)
    assert isinstance(read, Table)
    assert asked.rows == read.rows


@pytest.mark.parametrize("query", QUERIES)
def test_another_engine_agrees(query: str, project: Graph) -> None:
    """The SPARQL engine of rdflib gives as many rows with the same texts."""
    expected = answer(project.to_oxigraph(), query, project.info.base)
    assert isinstance(expected, Table)
    assert _rows_of_rdflib(project.to_rdflib(), query) == [tuple(row) for row in expected.rows]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of itself
@pytest.mark.parametrize("query", OF_SOURCES)
def test_another_engine_agrees_on_the_sources(query: str, project: Graph) -> None:
    """It does so of the graphs of the sources too."""
    expected = answer(generate.trig_store(project), query, project.info.base)
    assert isinstance(expected, Table)
    assert len(expected.rows) > 3
    dataset = rdflib.Dataset()
    dataset.parse(data="".join(trig_text(project.view)), format="trig")
    assert _rows_of_rdflib(dataset, query) == [tuple(row) for row in expected.rows]


def _rows_of_rdflib(graph: rdflib.Graph, query: str) -> list[tuple[str, ...]]:
    """Return the rows that rdflib gives, with names under their prefixes."""
    known = prefixes(BASE)
    by_length = sorted(known.items(), key=lambda item: -len(item[1]))

    def shown(term: object) -> str:
        for prefix, namespace in by_length:
            if isinstance(term, rdflib.URIRef) and term.startswith(namespace):
                return f"{prefix}:{term.removeprefix(namespace)}"
        return "" if term is None else str(term)

    return [
        tuple(shown(term) for term in row)
        for row in graph.query(query, initNs=known)
        if isinstance(row, rdflib.query.ResultRow)
    ]


def test_prefixes_of_the_page() -> None:
    """The namespaces in the table are those of the export."""
    known = prefixes(BASE)
    rows = re.findall(r"^\| `(\w+):` \| `(https?://[^`]+)`", TEXT, re.MULTILINE)
    assert len(rows) >= 3
    assert {prefix: known[prefix] for prefix, _ in rows} == dict(rows)


def test_direct_triples_of_the_page(project: Graph) -> None:
    """The direct triples that the page quotes are in the export."""
    store = project.to_oxigraph()
    quoted = re.findall(r"`(id:[\w-]+ gk:\w+ (?:id:[\w-]+|\d+))`", TEXT.replace("\n", " "))
    assert len(quoted) >= 3
    for triple in quoted:
        table = answer(store, f"ASK {{ {triple} }}")
        assert isinstance(table, Table)
        assert table.rows == (("true",),), triple
