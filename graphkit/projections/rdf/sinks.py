"""Two sinks of the triples besides Turtle text: an rdflib graph and an Oxigraph store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.projections.rdf.terms import Literal, Term, expand, parted, prefixes
from graphkit.projections.rdf.triples import blocks
from graphkit.projections.rdf.turtle import turtle_text
from graphkit.views import View

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib


def to_rdflib(view: View) -> rdflib.Graph:
    """Return the view as an rdflib graph with every prefix bound."""
    import rdflib

    namespaces = prefixes(view.records.info.base)
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in namespaces.items():
        graph.bind(prefix, namespace)

    def node(term: Term) -> rdflib.term.Node:
        if term == "a":
            return rdflib.RDF.type
        if not isinstance(term, Literal):
            return rdflib.URIRef(expand(term, namespaces))
        if term.language:
            return rdflib.Literal(term.lexical, lang=term.language)
        datatype = rdflib.URIRef(expand(term.datatype, namespaces)) if term.datatype else None
        # Without normalizing: rdflib would rewrite lexical forms of its own accord.
        return rdflib.Literal(term.lexical, datatype=datatype, normalize=False)

    for subject, lines in blocks(view):
        s = node(subject)
        for predicate, value in map(parted, lines):
            graph.add((s, node(predicate), node(value)))
    return graph


def to_oxigraph(view: View) -> ox.Store:
    """Return the view as an Oxigraph store, its triples in the default graph."""
    import pyoxigraph as ox

    store = ox.Store()
    # Its own parser is native: faster than handing over terms one by one from Python.
    store.load("".join(turtle_text(view)).encode(), format=ox.RdfFormat.TURTLE)
    return store
