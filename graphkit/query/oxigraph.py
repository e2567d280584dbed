"""Answers by Oxigraph, the default engine."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import BadQuery, GraphkitError
from graphkit.graph import Graph
from graphkit.query.files import file_format
from graphkit.query.guard import disarmed, syntax_error
from graphkit.query.results import Table, Triples, binding, rows_json


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """Some graphs of a store, which stand in for what FROM says in a query.

    A graph that is not loaded is empty; none is ever fetched.

    Attributes:
        store: Where the graphs are.
        default: Graphs that together are the default graph.
        named: Graphs that GRAPH can name.
    """

    store: ox.Store
    default: tuple[ox.NamedNode, ...]
    named: tuple[ox.NamedNode, ...]

    def query(
        self, text: str, *, base_iri: str | None, prefixes: dict[str, str]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer as the store itself does."""
        return self.store.query(
            text,
            base_iri=base_iri,
            prefixes=prefixes,
            default_graph=list(self.default),
            named_graphs=list(self.named),
        )


Data = ox.Store | Part


def part(data: Data, default: Sequence[str], named: Sequence[str]) -> Part:
    """Return some graphs of what is loaded by their IRIs.

    Raises:
        BadQuery: A name is no IRI.
    """
    store = data.store if isinstance(data, Part) else data
    try:
        return Part(store, tuple(map(ox.NamedNode, default)), tuple(map(ox.NamedNode, named)))
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise BadQuery(
            f"a graph has no IRI for its name ({reason}): give an absolute IRI"
        ) from error


def of_graph(graph: Graph) -> ox.Store:
    """Return the triples of a graph, ready to be asked."""
    return graph.to_oxigraph()


def of_text(text: bytes) -> ox.Store:
    """Return the triples and graphs of a TriG text, ready to be asked.

    Raises:
        GraphkitError: It is no TriG.
    """
    store = ox.Store()
    try:
        store.load(text, format=ox.RdfFormat.TRIG)
    except (SyntaxError, ValueError) as error:
        raise GraphkitError(f"the graph cannot be read as TriG: {error}") from error
    return store


def of_files(paths: Sequence[Path]) -> ox.Store:
    """Return the triples of RDF files, blank nodes of two files apart.

    Raises:
        GraphkitError: A file is missing or is not what its suffix says.
    """
    store = ox.Store()
    for path in paths:
        format_ = file_format(path)
        try:
            store.load(path=path, format=format_.oxigraph)
        except (OSError, SyntaxError, ValueError) as error:
            raise GraphkitError(f"{path} cannot be read as {format_.name}: {error}") from error
    return store


def ask(data: Data, text: str, known: Mapping[str, str], most: int | None) -> Table | Triples:
    """Answer a query that `graphkit.query.guard.guard` has let pass.

    Raises:
        BadQuery: The text is no query, or it cannot be answered.
    """
    try:
        # Relative IRIs are names of things: SPARQL 1.1 leaves the base to the service.
        result = data.query(disarmed(text), base_iri=known.get("id"), prefixes=dict(known))
        if isinstance(result, ox.QueryTriples):
            found = set(itertools.islice(result, None if most is None else most + 1))
            lines = sorted(f"{triple} .\n" for triple in found)
            cut = most is not None and len(lines) > most
            return Triples(tuple(lines[:most] if cut else lines), known, cut)
        if isinstance(result, ox.QueryBoolean) or most is None:
            exact = result.serialize(format=ox.QueryResultsFormat.JSON) or b""
            return Table(f"{exact.decode('utf-8')}\n", known)
        return _first(result, known, most)
    except SyntaxError as error:
        raise BadQuery(syntax_error(str(error), text)) from error
    except (ValueError, OSError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        raise BadQuery(f"the query cannot be answered: {reason}") from error


def _first(solutions: ox.QuerySolutions, known: Mapping[str, str], most: int) -> Table:
    """Return the first rows only; the rest is never computed."""
    names = [variable.value for variable in solutions.variables]
    rows = [
        {name: binding(term) for name in names if (term := row[name]) is not None}
        for row in itertools.islice(solutions, most + 1)
    ]
    return Table(rows_json(names, rows[:most]), known, cut=len(rows) > most)
