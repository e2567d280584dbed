"""Answers by rdflib, the second engine: slower, written independently, equal answers."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graphkit.errors import BadQuery, GraphkitError
from graphkit.graph import Graph
from graphkit.query.files import file_format
from graphkit.query.prepared import prepared
from graphkit.query.results import Table, Term, Triples, binding, rows_json

if TYPE_CHECKING:
    import rdflib

_GROUPED = re.compile(r"\bGROUP\s+BY\b", re.IGNORECASE)


def of_graph(graph: Graph) -> rdflib.Dataset:
    """Return the triples of a graph, ready to be asked."""
    made = _dataset()
    made.default_graph.__iadd__(graph.to_rdflib())
    return made


def of_files(paths: Sequence[Path]) -> rdflib.Dataset:
    """Return the triples of RDF files.

    Raises:
        GraphkitError: A file is missing or is not what its suffix says.
    """
    made = _dataset()
    for path in paths:
        format_ = file_format(path)
        try:
            with _own_warnings(), path.open("rb") as stream:  # rdflib would not close its own
                made.parse(file=stream, format=format_.rdflib)
        except Exception as error:  # its parsers raise some thirty classes of their own
            reason = " ".join(str(error).split())
            raise GraphkitError(f"{path} cannot be read as {format_.name}: {reason}") from error
    return made


def ask(
    data: rdflib.Dataset, text: str, known: Mapping[str, str], most: int | None
) -> Table | Triples:
    """Answer a query that `graphkit.query.guard.guard` has let pass.

    Raises:
        BadQuery: The text is no query, or it cannot be answered.
    """
    try:
        with _nothing_loaded():
            query = prepared(text, known)
            result = data.query(query.query, base=known.get("id"))
            if result.type in {"CONSTRUCT", "DESCRIBE"}:
                return _triples(result, known, most)
            return _rows(result, query.columns, text, known, most)
    except BadQuery:
        raise
    except Exception as error:  # its engine raises what its functions meet, of any class
        raise BadQuery(_reason(error)) from error


def _dataset() -> rdflib.Dataset:
    import rdflib

    made = rdflib.Dataset()
    # SPARQL leaves open what DESCRIBE gives. rdflib adds every fact whose subject the resource
    # is; as Oxigraph does, we give what the resource says of itself.
    made.cbd = functools.partial(  # type: ignore[method-assign]  # on purpose
        _described, made
    )
    return made


def _described(
    graph: rdflib.Graph,
    resource: Any,  # noqa: ANN401 - a term of rdflib, see `_rows`
    *,
    target_graph: rdflib.Graph,
) -> rdflib.Graph:
    """Add the triples of a resource to a graph, and those of the blank nodes it leads to."""
    import rdflib

    queue, seen = [resource], {resource}
    while queue:
        for triple in graph.triples((queue.pop(), None, None)):
            target_graph.add(triple)
            if isinstance(triple[2], rdflib.BNode) and triple[2] not in seen:
                seen.add(triple[2])
                queue.append(triple[2])
    return target_graph


@contextlib.contextmanager
def _nothing_loaded() -> Iterator[None]:
    """Make FROM pick among loaded graphs; rdflib would fetch what it names."""
    from rdflib.plugins import sparql

    usual = sparql.SPARQL_LOAD_GRAPHS
    sparql.SPARQL_LOAD_GRAPHS = False
    try:
        with _own_warnings():
            yield
    finally:
        sparql.SPARQL_LOAD_GRAPHS = usual


@contextlib.contextmanager
def _own_warnings() -> Iterator[None]:
    """Ignore that rdflib's parsers and engine use what rdflib has deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _triples(result: Iterable[Any], known: Mapping[str, str], most: int | None) -> Triples:
    found = set(itertools.islice(result, None if most is None else most + 1))
    lines = sorted(f"{' '.join(str(_term(term)) for term in triple)} .\n" for triple in found)
    cut = most is not None and len(lines) > most
    return Triples(tuple(lines[:most] if cut else lines), known, cut)


def _rows(
    result: Any,  # noqa: ANN401 - see below
    names: Sequence[str],
    text: str,
    known: Mapping[str, str],
    most: int | None,
) -> Table:
    """Return rows; rdflib's results are typed as one class for all forms of query."""
    if result.type == "ASK":
        return Table(f"{json.dumps({'head': {}, 'boolean': bool(result.askAnswer)})}\n", known)
    rows = [
        {str(name): binding(_term(term)) for name, term in row.items() if term is not None}
        for row in itertools.islice(result.bindings, None if most is None else most + 1)
    ]
    if rows == [{}] and _GROUPED.search(text):
        rows = []  # where nothing matches there is no group; rdflib gives one without values
    cut = most is not None and len(rows) > most
    return Table(rows_json(names, rows[:most] if cut else rows), known, cut)


def _term(term: Any) -> Term:  # noqa: ANN401 - a term of rdflib, see `_rows`
    """Return a term as the other engine has it, so that both are written alike."""
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=str(term.language))
    datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
    return ox.Literal(str(term), datatype=datatype)


def _reason(error: Exception) -> str:
    """Return what rdflib says against a query in one line."""
    if isinstance(error, RecursionError):
        return "the query is too deep for rdflib: make it flatter, or ask the other engine"
    words = " ".join(str(error).split()) or type(error).__name__
    return f"the query cannot be answered: {words}"
