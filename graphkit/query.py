"""SPARQL over the graph or over Turtle files, with answers as text.

Oxigraph answers. It would follow SERVICE to any host and has no switch for that, so a query
that names a service is refused before it runs; updates are no queries and are refused by it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import BadQuery, GraphkitError
from graphkit.identifiers import BASE
from graphkit.projections.terms import prefixes

#: Longest query that is read, in characters.
MAX_QUERY = 100_000
#: Deepest nesting of brackets: Oxigraph's parser ends the process from some 2,000 on.
MAX_DEPTH = 64

# A word counts only outside of strings, IRIs, comments, variables and prefixed names.
_TOKEN = re.compile(
    r"""
    "{3} (?: \\. | [^\\] )*? "{3} | '{3} (?: \\. | [^\\] )*? '{3}
    | " (?: \\. | [^"\\\n] )* " | ' (?: \\. | [^'\\\n] )* '
    | < [^<>"{}|^`\\\s]* >
    | \# [^\n\r]*
    | [?$] \w+
    | [\w.-]* : [\w.:%\\-]*
    | (?P<word> \w+ ) | (?P<opened> [(\[{] ) | (?P<closed> [)\]}] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
#: What needs no escape behind a prefix.
_LOCAL = re.compile(r"[a-z0-9]+:[A-Za-z0-9_](?:[A-Za-z0-9_:-]*[A-Za-z0-9_-])?")
_Known = Sequence[tuple[str, str]]


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Rows of a SELECT, or the one value of an ASK.

    Attributes:
        columns: Names of the variables.
        rows: A text for each variable; an empty one where it is unbound. IRIs are shortened
            by the known prefixes.
        csv: The SPARQL 1.1 CSV results.
        json: The SPARQL 1.1 JSON results.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    csv: str
    json: str


def load_files(paths: Sequence[Path]) -> ox.Store:
    """Return a store with the triples of Turtle files.

    Raises:
        GraphkitError: A file is missing or is not Turtle.
    """
    store = ox.Store()
    for path in paths:
        try:
            store.load(path=path, format=ox.RdfFormat.TURTLE)
        except (OSError, SyntaxError, ValueError) as error:
            raise GraphkitError(f"{path} cannot be read as Turtle: {error}") from error
    return store


def answer(store: ox.Store, text: str, base: str = BASE) -> Table | str:
    """Answer a query.

    Args:
        store: What to ask.
        text: SPARQL 1.1; the prefixes of `graphkit.projections.terms.prefixes` are known.
        base: Namespace of the project's ids.

    Returns:
        A table for SELECT and ASK, Turtle for CONSTRUCT and DESCRIBE.

    Raises:
        BadQuery: The text is no query, or one that would leave the machine.
    """
    _guard(text)
    known = prefixes(base)
    try:
        result = store.query(text, prefixes=known)
    except SyntaxError as error:
        raise BadQuery(_syntax(str(error), text)) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise BadQuery(f"the query cannot be answered: {error}") from error
    if isinstance(result, ox.QueryTriples):
        return _turtle(result, known)
    exact = result.serialize(format=ox.QueryResultsFormat.JSON) or b""
    if isinstance(result, ox.QueryBoolean):
        word = "true" if result else "false"
        return Table(("answer",), ((word,),), f"{word}\n", f"{exact.decode()}\n")
    return _table(exact, known)


def _table(exact: bytes, known: dict[str, str]) -> Table:
    """Return the rows of JSON results; solutions can be read only once, so each form reads anew."""
    solutions = _solutions(exact)
    names = tuple(variable.value for variable in solutions.variables)
    by_length = sorted(known.items(), key=lambda item: -len(item[1]))
    rows = tuple(tuple(_shown(row[name], by_length) for name in names) for row in solutions)
    as_csv = _solutions(exact).serialize(format=ox.QueryResultsFormat.CSV) or b""
    return Table(names, rows, as_csv.decode("utf-8"), f"{exact.decode('utf-8')}\n")


def _solutions(exact: bytes) -> ox.QuerySolutions:
    solutions = ox.parse_query_results(exact, format=ox.QueryResultsFormat.JSON)
    if not isinstance(solutions, ox.QuerySolutions):
        raise BadQuery("the query has no rows: use SELECT")
    return solutions


def _shown(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, known: _Known) -> str:
    """Return a term for readers: names by their prefix, literals as their text."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in known:
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return term.value
    return str(term) if isinstance(term, (ox.Triple, ox.BlankNode)) else term.value


def _guard(text: str) -> None:
    """Refuse what Oxigraph must not even parse, or would leave the machine for."""
    if len(text) > MAX_QUERY:
        raise BadQuery(f"the query has {len(text)} characters: keep it under {MAX_QUERY}")
    # SPARQL resolves these escapes before anything else, so SERV\\u0049CE is SERVICE.
    plain = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
    depth = 0
    for match in _TOKEN.finditer(plain):
        word, opened, closed = match.group("word", "opened", "closed")
        if word and word.upper() == "SERVICE":
            raise BadQuery("the query asks another host (SERVICE), which graphkit never does")
        depth += bool(opened) - bool(closed)
        if depth > MAX_DEPTH:
            raise BadQuery(f"the query nests deeper than {MAX_DEPTH} brackets: make it flatter")


def _syntax(message: str, text: str) -> str:
    """Return what is wrong with a query in one line, with its place and the line itself."""
    place = _PLACE.match(message)
    if not place:
        return f"the query is wrong: {' '.join(message.split())}"
    line, column = int(place[1]), int(place[2])
    lines = text.splitlines()
    rest = " ".join(lines[line - 1][column - 1 :].split()) if line <= len(lines) else ""
    if not rest:
        rest = " ".join(" ".join(lines[line:]).split())
    if not rest:
        return f"query:{line}:{column}: the query ends too early: close what it opens"
    return f'query:{line}:{column}: not SPARQL at "{rest[:40]}": mend the query there or before'


def _turtle(triples: Iterable[ox.Triple], known: dict[str, str]) -> str:
    """Return triples as Turtle, sorted, a line each, with the prefixes they use."""
    by_length = sorted(known.items(), key=lambda item: -len(item[1]))
    used: set[str] = set()

    def name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        shown = _shown(term, by_length)
        if isinstance(term, ox.NamedNode) and shown != term.value and _LOCAL.fullmatch(shown):
            used.add(shown.partition(":")[0])
            return shown
        return str(term)

    lines = sorted(f"{name(t.subject)} {name(t.predicate)} {name(t.object)} .\n" for t in triples)
    head = [f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in sorted(used)]
    return "".join([*head, "\n" if head else "", *lines])
