"""Answers in every form: each is read back by another reader as what was asked for."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
import rdflib
from lxml import etree

from graphkit.errors import BadQuery
from graphkit.identifiers import BASE
from graphkit.query import ROW_FORMS, TRIPLE_FORMS, Table, Triples, answer
from tests.samples import hostile, shipped

_ROWS = """SELECT ?a ?b { VALUES (?a ?b) {
    (id:x "a, \\"b\\"\\nc") ("x"@en 7) (UNDEF "1992"^^edtf:EDTF) (true <http://x/>) } }"""


def _table(text: str) -> Table:
    found = answer(shipped().to_oxigraph(), text)
    assert isinstance(found, Table)
    return found


def _triples(text: str) -> Triples:
    found = answer(shipped().to_oxigraph(), text)
    assert isinstance(found, Triples)
    return found


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rows_by_rdflib(form: str) -> None:
    """The two exact forms are read by rdflib as the same terms."""
    read = rdflib.query.Result.parse(
        io.BytesIO(_table(_ROWS).text(form).encode()),
        content_type=f"application/sparql-results+{form}",
    )
    assert [str(name) for name in read.vars or []] == ["a", "b"]
    assert [row.asdict() for row in read] == [  # type: ignore[union-attr]  # rows, as asked
        {"a": rdflib.URIRef(f"{BASE}x"), "b": rdflib.Literal('a, "b"\nc')},
        {"a": rdflib.Literal("x", lang="en"), "b": rdflib.Literal(7)},
        {
            "b": rdflib.Literal(
                "1992", datatype=rdflib.URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
            )
        },
        {"a": rdflib.Literal(True), "b": rdflib.URIRef("http://x/")},  # noqa: FBT003 - a term
    ]


def test_csv_and_tsv() -> None:
    """CSV has the texts, TSV the terms; an unbound one is empty in both."""
    rows = list(csv.reader(io.StringIO(_table(_ROWS).text("csv"))))
    assert rows == [
        ["a", "b"],
        [f"{BASE}x", 'a, "b"\nc'],
        ["x", "7"],
        ["", "1992"],
        ["true", "http://x/"],
    ]
    lines = _table(_ROWS).text("tsv").splitlines()
    assert lines[0] == "?a\t?b"
    assert lines[1] == f'<{BASE}x>\t"a, \\"b\\"\\nc"'
    assert lines[3] == '\t"1992"^^<http://id.loc.gov/datatypes/edtf/EDTF>'


@pytest.mark.parametrize("form", list(ROW_FORMS))
def test_ask(form: str) -> None:
    """Each form has a way to say yes, and ends in a line feed."""
    text = _table("ASK { id:kazakhstan gk:recognized id:israel }").text(form)
    assert "true" in text
    assert text.endswith("\n")


def test_xml_refuses_what_it_cannot_hold() -> None:
    """A character that XML cannot hold is told, where JSON gives it whole."""
    table = _table('SELECT ("a\\u000Bb" AS ?x) {}')
    assert json.loads(table.text("json"))["results"]["bindings"][0]["x"]["value"] == "a\x0bb"
    with pytest.raises(BadQuery, match="XML cannot: choose json"):
        table.text("xml")


def test_xml_is_well_formed() -> None:
    """Hostile texts that XML can hold arrive in it."""
    found = answer(hostile().to_oxigraph(), "SELECT ?n { ?s skos:prefLabel ?n } ORDER BY ?n")
    assert isinstance(found, Table)
    try:
        text = found.text("xml")
    except BadQuery:
        return
    read = etree.fromstring(text.encode())
    assert len(read.findall(".//{*}result")) == len(found.rows)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by its own parser
@pytest.mark.parametrize("form", list(TRIPLE_FORMS))
def test_triples_by_rdflib(form: str) -> None:
    """Each form of triples is read by rdflib as the same triples."""
    found = _triples("DESCRIBE id:kazakhstan")
    formats = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
    read = rdflib.Graph().parse(data=found.text(form), format=formats[form])
    expected = rdflib.Graph().parse(data=found.text("ntriples"), format="nt")
    assert set(read) == set(expected)
    assert len(read) == len(found.ntriples) > 10


def test_turtle_of_everything() -> None:
    """Sorted Turtle of a whole graph is read back the same, odd names included."""
    found = answer(hostile().to_oxigraph(), "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(found, Triples)
    read = {q.triple for q in ox.parse(found.text("turtle"), format=ox.RdfFormat.TURTLE)}
    assert read == {quad.triple for quad in hostile().to_oxigraph()}


@pytest.mark.parametrize("predicate", ["http://x/1", "http://x/", "urn:1", "http://x/a%20"])
def test_a_predicate_that_xml_cannot_name(predicate: str) -> None:
    """RDF/XML cannot write every predicate; the line names a form that can."""
    found = answer(ox.Store(), f"CONSTRUCT {{ id:a <{predicate}> 2 }} {{}}")
    assert isinstance(found, Triples)
    with pytest.raises(BadQuery, match=r"rdfxml cannot hold the predicate .*: choose turtle"):
        found.text("rdfxml")
    assert predicate in found.text("turtle")
