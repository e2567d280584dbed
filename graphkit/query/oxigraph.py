"""Answers by Oxigraph, the default engine."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import BadQuery, GraphkitError
from graphkit.graph import Graph
from graphkit.query.files import file_format
from graphkit.query.guard import disarmed, syntax_error
from graphkit.query.results import Table, Triples, binding, rows_json

Data = ox.Store


def of_graph(graph: Graph) -> Data:
    """Return the triples of a graph, ready to be asked."""
    return graph.to_oxigraph()


def of_files(paths: Sequence[Path]) -> Data:
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
        result = data.query(disarmed(text), prefixes=dict(known))
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
