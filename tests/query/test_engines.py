"""Two engines, one answer: every named question, every form of query, every mistake."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import BadQuery, GraphkitError
from graphkit.graph import Graph
from graphkit.query import ENGINES, Question, Table, Triples, answer, engine, questions
from tests.samples import export_files, export_text, hostile, shipped

graphs: dict[str, Callable[[], Graph]] = {"shipped": shipped, "hostile": hostile}


@pytest.fixture(scope="module", params=list(graphs))
def data(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return one graph in each engine."""
    graph = graphs[request.param]()
    return {name: engine(name).of_graph(graph) for name in ENGINES}


def _both(data: dict[str, Any], text: str, most: int | None = None) -> list[Table | Triples]:
    return [answer(data[name], text, by=engine(name), most=most) for name in ENGINES]


def _terms(table: Table | Triples) -> list[str]:
    """Return rows to the letter, in order, or triples."""
    if isinstance(table, Triples):
        return list(table.ntriples)
    found = json.loads(table.json)
    if "boolean" in found:
        return [str(found["boolean"])]
    return [json.dumps(row, sort_keys=True) for row in found["results"]["bindings"]]


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_question(question: Question, data: dict[str, Any]) -> None:
    """Both engines give the same rows in the same order, to the letter."""
    ours, others = _both(data, question.text)
    assert _terms(ours) == _terms(others)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { id:kazakhstan gk:recognized id:israel }",
        "ASK { id:kazakhstan gk:sanctioned id:israel }",
        "CONSTRUCT { ?b gk:recognizedBy ?a } { ?a gk:recognized ?b }",
        "DESCRIBE id:kazakhstan",
        "DESCRIBE ?f { ?f rdf:predicate gk:recognized }",
        "DESCRIBE id:nowhere",
        "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 500",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
        "SELECT ?f ?d { ?f a gk:Fact OPTIONAL { ?f gk:startLatest ?d } } ORDER BY ?f",
        "SELECT (STRLEN(?l) AS ?n) (UCASE(?l) AS ?u) { ?f rdfs:label ?l } ORDER BY ?l ?u",
        "SELECT ?x { VALUES ?x { 1 2.5 'a' 'b'@en true UNDEF } }",
        "SELECT ?s FROM <https://nowhere.example/> { ?s ?p ?o }",
        "SELECT ?s { GRAPH ?g { ?s ?p ?o } }",
        "SELECT (STR(<kazakhstan>) AS ?x) {}",
    ],
)
def test_every_form_of_query(text: str, data: dict[str, Any]) -> None:
    """Rows, truth values and triples are the same."""
    ours, others = map(_terms, _both(data, text))
    if "ORDER BY" not in text:
        ours, others = sorted(ours), sorted(others)
    assert ours == others


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("SELECT * { ?s ?p ?o }", 7),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", 7),
        ("SELECT ?s { ?s a gk:Nothing }", 0),
    ],
)
def test_cut(text: str, count: int, data: dict[str, Any]) -> None:
    """More rows than were asked for are cut, and the answer says so."""
    for found in _both(data, text, most=7):
        assert len(_terms(found)) == count
        assert found.cut == (count == 7)


@pytest.mark.parametrize(
    "text", ["SELECT * { ?s ?p", "", "nonsense", "INSERT DATA { id:a gk:b id:c }", "SELECT ?x ?x"]
)
def test_every_mistake(text: str, data: dict[str, Any]) -> None:
    """What is no query is told in one line with its place, whoever is asked."""
    for name in ENGINES:
        with pytest.raises(BadQuery, match=r"^query:1:\d+: ") as caught:
            answer(data[name], text, by=engine(name))
        assert "\n" not in str(caught.value)


def test_an_unknown_prefix(data: dict[str, Any]) -> None:
    """A prefix that nobody declared is named."""
    for name in ENGINES:
        with pytest.raises(BadQuery) as caught:
            answer(data[name], "SELECT * { ?s unknown:x ?o }", by=engine(name))
        assert "unknown" in str(caught.value)
        assert "\n" not in str(caught.value)


def test_no_engine_fetches(monkeypatch: pytest.MonkeyPatch, data: dict[str, Any]) -> None:
    """FROM opens nothing, in either engine."""
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    for found in _both(data, "SELECT * FROM <http://127.0.0.1:9/x.ttl> { ?s ?p ?o }"):
        assert _terms(found) == []


@pytest.mark.parametrize("name", ["turtle", "ntriples", "trig", "jsonld"])
def test_files(name: str, tmp_path: Path) -> None:
    """Every RDF format of ours can be asked, by its suffix, and gives the same answers."""
    (file,) = export_files(next(e for e in _exporters() if e.name == name))
    (tmp_path / file).write_text(export_text(shipped(), name), encoding="utf-8", newline="")
    expected = answer(
        shipped().to_oxigraph(), "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    )
    for by in ENGINES:
        asked = engine(by)
        store = asked.of_files([tmp_path / file])
        found = answer(store, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p", by=asked)
        assert sorted(_terms(found)) == sorted(_terms(expected))
        if name == "trig":
            graphs = answer(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", by=asked)
            assert len(_terms(graphs)) == 5


def _exporters() -> tuple[Any, ...]:
    from graphkit.exporters import EXPORTERS

    return EXPORTERS


@pytest.mark.parametrize("name", ENGINES)
def test_a_file_of_another_kind(name: str, tmp_path: Path) -> None:
    """A suffix that is of no RDF format is told in one line, with those that are."""
    with pytest.raises(GraphkitError, match=r"\.yaml, which is no RDF file: give one of \.ttl"):
        engine(name).of_files([tmp_path / "graph.yaml"])
    (tmp_path / "broken.ttl").write_text("<http://a/1> <http://a/p> .", encoding="utf-8")
    with pytest.raises(GraphkitError, match=r"broken\.ttl cannot be read as Turtle") as caught:
        engine(name).of_files([tmp_path / "broken.ttl"])
    assert len(str(caught.value).splitlines()) == 1
