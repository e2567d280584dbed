"""Our triples, nodes and edges as plain texts and numbers, which any library can be handed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from benchmarks.measuring import Stopwatch
from graphkit.projections.networks.network import Network
from graphkit.projections.rdf.terms import Literal, Term, expand, parted, prefixes
from graphkit.projections.rdf.triples import blocks
from graphkit.views import View

#: The text, the datatype (none for an IRI, empty for a plain literal) and the language.
Plain = tuple[str, str | None, str]
#: Subjects with their predicates and objects.
Chunk = list[tuple[str, list[tuple[str, Plain]]]]

_SUBJECTS = 1_000


def chunks(view: View, watch: Stopwatch) -> Iterator[Chunk]:
    """Yield the triples of a view, subject by subject, some of them at a time.

    Working them out is counted, for every writer has to; making them plain is not.
    """
    namespaces = prefixes(view.records.info.base)
    found = blocks(view)
    while some := list(islice(found, _SUBJECTS)):
        with watch.uncounted():
            chunk = [
                (
                    expand(subject, namespaces),
                    [
                        (
                            expand("rdf:type" if predicate == "a" else predicate, namespaces),
                            plain(value, namespaces),
                        )
                        for predicate, value in map(parted, lines)
                    ],
                )
                for subject, lines in some
            ]
        yield chunk


def plain(term: Term, namespaces: dict[str, str]) -> Plain:
    """Return a term's text, datatype and language."""
    if not isinstance(term, Literal):
        return expand(term, namespaces), None, ""
    datatype = term.datatype
    return term.lexical, datatype and expand(datatype, namespaces), term.language


def igraph_columns(
    network: Network, watch: Stopwatch
) -> tuple[dict[str, list[Any]], dict[str, list[Any]], list[tuple[int, int]]]:
    """Return the columns of nodes, those of edges, and the ends of each edge by their places.

    Ids are columns of the names ``name`` and ``fact``, since an ``id`` is igraph's own in GraphML.
    A missing value is an empty text, and no number (NaN) in a column of numbers. Working nodes
    and edges out is counted, for every writer has to; turning rows into columns is not.
    """
    nodes, edges = list(network.nodes()), list(network.edges())
    with watch.uncounted():
        places = {node.id: place for place, node in enumerate(nodes)}
        node_columns = _columns([node.columns for node in nodes])
        node_columns["name"] = [node.id for node in nodes]
        edge_columns = _columns([edge.columns for edge in edges])
        edge_columns["fact"] = [edge.id for edge in edges]
        edge_columns["kind"] = [edge.kind for edge in edges]
        ends = [(places[edge.source], places[edge.target]) for edge in edges]
    return node_columns, edge_columns, ends


def _columns(rows: list[Any]) -> dict[str, list[Any]]:
    """Return rows as columns; igraph writes a column in one type."""
    names = dict.fromkeys(name for row in rows for name in row)
    found = {}
    for name in names:
        kinds = {type(row[name]) for row in rows if name in row}
        numbers = kinds <= {int, float}
        nothing = float("nan") if numbers else False if kinds == {bool} else ""
        values = [row.get(name, nothing) for row in rows]
        mixed = not numbers and kinds != {bool}
        found[name] = [str(value) for value in values] if mixed else values
    return found
