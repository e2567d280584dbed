"""Clients that others wrote, against the server over a socket."""

from __future__ import annotations

import json
import urllib.error
from collections.abc import Mapping

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
)
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed

from tests.serving.conftest import NAMED
from tests.serving.exchange import Client

STATES = """\
PREFIX gk: <https://w3id.org/graphkit/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name { ?state a gk:State ; skos:prefLabel ?name } ORDER BY ?name
"""
TYPES = "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def wrapper(client: Client) -> Wrapper:
    """Return SPARQLWrapper set to the endpoint."""
    made = Wrapper(f"{client.url}sparql")
    made.setTimeout(20)
    return made


def close(error: BaseException) -> None:
    """Close the response that SPARQLWrapper leaves open behind an error."""
    for each in (error, error.__context__):
        if isinstance(each, urllib.error.HTTPError):
            each.close()


def ask(wrapper: Wrapper, text: str, form: str) -> object:
    """Return what SPARQLWrapper makes of an answer."""
    wrapper.setQuery(text)
    wrapper.setReturnFormat(form)
    return wrapper.query().convert()


@pytest.mark.parametrize("how", [None, URLENCODED, POSTDIRECTLY])
def test_wrapper_rows(wrapper: Wrapper, how: str | None) -> None:
    """SPARQLWrapper gets rows by GET and by both ways of POST."""
    if how:
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(how)
    found = ask(wrapper, STATES, JSON)
    assert isinstance(found, Mapping)
    names = [row["name"]["value"] for row in found["results"]["bindings"]]
    assert names == ["Israel", "Kazakhstan"]


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_wrapper_forms_of_rows(wrapper: Wrapper, form: str) -> None:
    """Each form of rows that SPARQLWrapper knows is what it asked for."""
    found = ask(wrapper, STATES, form)
    text = found.toxml() if hasattr(found, "toxml") else found
    text = text.decode() if isinstance(text, bytes) else str(text)
    assert "Kazakhstan" in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # what it makes of them
@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_wrapper_forms_of_triples(wrapper: Wrapper, form: str) -> None:
    """Each form of triples that SPARQLWrapper asks for can be read."""
    found = ask(wrapper, TYPES, form)
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found, format="turtle")
    assert isinstance(found, rdflib.Graph)
    assert len(found) > 5


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # what it makes of them
def test_wrapper_ask_and_describe(wrapper: Wrapper) -> None:
    """ASK is a yes or no, and DESCRIBE gives triples in what SPARQLWrapper reads by default."""
    found = ask(wrapper, "ASK { ?s ?p ?o }", JSON)
    assert isinstance(found, Mapping)
    assert found["boolean"] is True
    described = ask(wrapper, "DESCRIBE <https://w3id.org/graphkit/id/kazakhstan>", XML)
    assert isinstance(described, rdflib.Graph)
    assert len(described) > 5


def test_wrapper_errors(wrapper: Wrapper) -> None:
    """A bad query and one that takes too long are the errors that SPARQLWrapper has for them."""
    wrapper.setQuery("SELECT ?s {")
    with pytest.raises(QueryBadFormed, match="query:1:12") as bad:
        wrapper.query()
    close(bad.value)
    wrapper.setQuery(SLOW)
    with pytest.raises((urllib.error.HTTPError, EndPointInternalError)) as told:
        wrapper.query()
    assert "504" in str(told.value)
    close(told.value)


def test_wrapper_graphs(wrapper: Wrapper) -> None:
    """The graphs that SPARQLWrapper names are those that are asked."""
    wrapper.addDefaultGraph(NAMED[0])
    found = ask(wrapper, f"ASK {{ <{NAMED[0]}> ?p ?o }}", JSON)
    assert isinstance(found, Mapping)
    assert found["boolean"] is True
    found = ask(wrapper, f"ASK {{ <{NAMED[1]}> ?p ?o }}", JSON)
    assert isinstance(found, Mapping)
    assert found["boolean"] is False


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_store(client: Client, method: str, form: str) -> None:
    """Rdflib asks the endpoint as if it were a graph, in each form of rows that it reads."""
    store = SPARQLStore(f"{client.url}sparql", method=method, returnFormat=form)
    graph = rdflib.Graph(store)
    names = [str(row[rdflib.Variable("name")]) for row in graph.query(STATES).bindings]
    assert names == ["Israel", "Kazakhstan"]
    kazakhstan = rdflib.URIRef("https://w3id.org/graphkit/id/kazakhstan")
    assert len(list(graph.triples((kazakhstan, None, None)))) > 5
    assert (kazakhstan, rdflib.RDF.type, None) in graph


def test_store_constructs(client: Client) -> None:
    """Rdflib gets triples of a CONSTRUCT from the endpoint."""
    graph = rdflib.Graph(SPARQLStore(f"{client.url}sparql"))
    found = graph.query(TYPES)
    assert found.graph is not None
    assert len(found.graph) > 5


def test_rdflib_reads_addresses(client: Client) -> None:
    """Rdflib reads the graph, the ontology and a thing from their addresses, by its own Accept."""
    whole = rdflib.Graph().parse(f"{client.url}graph")
    assert len(whole) > 100
    assert len(rdflib.Graph().parse(f"{client.url}ontology")) > 500
    thing = rdflib.Graph().parse(f"{client.url}id/fact/kazakhstan-recognized-israel")
    assert 10 < len(thing) < len(whole)
    assert all(triple in whole for triple in thing)


def test_answers_of_both_clients_are_equal(wrapper: Wrapper, client: Client) -> None:
    """Two clients get one and the same answer."""
    by_wrapper = ask(wrapper, STATES, JSON)
    assert json.dumps(by_wrapper) == json.dumps(client.query(STATES).json())


def test_wrapper_n3(wrapper: Wrapper) -> None:
    """What SPARQLWrapper calls N3 it asks for as Turtle as well."""
    found = ask(wrapper, TYPES, N3)
    assert found
