r"""A query as rdflib reads it, mended where rdflib would read something else than it says.

rdflib turns tabs in strings into blanks, takes more for an escape than there is (in
``\u00e9dead`` eight digits, in ``\U0053`` four), and gives ``*`` every variable that it finds
anywhere, in any order. And it asks the host of each SERVICE: what `graphkit.query.guard`, which
knows no grammar, cannot see is refused here, where the query has been parsed.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import BadQuery
from graphkit.query.guard import asks_another_host, not_sparql, undeclared
from graphkit.query.tokens import code, tokens

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query

#: What is spelled in another way; a backslash and what it escapes stay together.
_CHANGED = re.compile(r"\t|\\(?:(?P<digits>u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|.)", re.DOTALL)
_QUOTES = ("'", '"')
#: What a string may hold only as an escape, apart from its quote.
_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NO_NAMESPACE = re.compile(r"Unknown namespace prefix : (.*)", re.DOTALL)
#: Parts of a pattern that bind no variable outside of themselves (SPARQL 1.1, section 18.2.1).
_CLOSED = frozenset({"Filter", "MinusGraphPattern"})


@dataclasses.dataclass(frozen=True, slots=True)
class Prepared:
    """A query that rdflib can answer.

    Attributes:
        query: What its ``query`` takes.
        columns: The variables of a SELECT in order; none for other forms.
    """

    query: Query
    columns: tuple[str, ...]


def prepared(text: str, known: Mapping[str, str]) -> Prepared:
    """Return a query ready to be answered.

    Raises:
        BadQuery: It is no SPARQL, or asks another host.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql import parser
    from rdflib.plugins.sparql.algebra import translateQuery

    spelled = _Spelled(text)
    try:
        # Not parseQuery, which would resolve escapes in its own way.
        parsed = parser.Query.parse_string(spelled.text, parse_all=True)
    except ParseException as error:
        raise BadQuery(not_sparql(text, spelled.written(error.loc))) from error
    for part in _parts(parsed[1]):
        if part.name == "ServiceGraphPattern":
            place = spelled.written(max(0, spelled.text.find(part.service_string)))
            raise asks_another_host(text, place)
        if part.name in {"SelectQuery", "SubSelect"} and part.projection is None:
            _name_columns(part)
        if part.name == "DescribeQuery" and part.var is None:
            part["var"] = sorted(_in_scope(part))
    columns = tuple(map(str, _projected(parsed[1])))
    try:
        return Prepared(translateQuery(parsed, known.get("id"), dict(known)), columns)
    except Exception as error:
        prefix = _NO_NAMESPACE.match(str(error))
        if type(error) is Exception and prefix:  # it has no class of its own for this
            raise BadQuery(_without_declaration(text, prefix[1])) from error
        raise


def _parts(whole: Any) -> Iterator[Any]:  # noqa: ANN401 - what rdflib's parser makes has no types
    """Yield the parts of a parsed query that have a name, inner ones first."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(whole, CompValue):
        for part in whole.values():
            yield from _parts(part)
        yield whole
    elif isinstance(whole, (list, ParseResults)):
        for part in whole:
            yield from _parts(part)


def _name_columns(select: Any) -> None:  # noqa: ANN401 - see `_parts`
    """Write what ``*`` stands for in a query or a query within: in the order of Oxigraph."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if select.groupby is not None:
        raise BadQuery("SELECT * goes with no GROUP BY: name the columns")
    names = sorted(_in_scope(select))
    select["projection"] = [CompValue("vars", var=name) for name in names]


def _projected(select: Any) -> list[Any]:  # noqa: ANN401 - see `_parts`
    return [column.var or column.evar for column in select.projection or ()]


def _in_scope(part: Any) -> set[Any]:  # noqa: ANN401 - see `_parts`
    """Return the variables that a part of a query can bind (SPARQL 1.1, section 18.2.1)."""
    from rdflib import Variable

    if part is None or part.name in _CLOSED:
        return set()
    if part.name == "SubSelect" and part.projection is not None:
        return set(_projected(part))
    if part.name == "TriplesBlock":
        return {term for triples in part.triples for term in triples if isinstance(term, Variable)}
    names = part.var or []
    found = set(names if isinstance(names, list) else [names])
    if isinstance(part.term, Variable):
        found.add(part.term)
    inner = part.graph if isinstance(part.graph, list) else [part.graph]
    for one in (*(part.part or ()), *inner, part.where, part.valuesClause):
        found |= _in_scope(one)
    return found


def _without_declaration(text: str, prefix: str) -> str:
    """Return the message for a prefix that is not known, with its first place in a query."""
    for found in re.finditer(rf"(?<![\w.:?$@-]){re.escape(prefix)}", code(text)):
        if text.startswith(":", found.end()):
            return undeclared(text, found.start(), prefix)
    return f'nobody declared the prefix "{prefix}": add PREFIX at the top'


class _Spelled:
    """A query written so that rdflib reads what it says.

    Attributes:
        text: The query without tabs, and without numbers of characters but in comments.
    """

    def __init__(self, text: str) -> None:
        self._pieces: list[str] = []
        self._size = 0
        #: Where each change of the length has ended, in the new text and in the old one.
        self._ends = [(0, 0)]
        end = 0
        for token in tokens(text):
            if token.kind in {"string", "comment"}:
                self._spell(text, end, token.start)
                self._spell(text, token.start, token.end, token.text[0])
                end = token.end
        self._spell(text, end, len(text))
        self.text = "".join(self._pieces)

    def written(self, place: int) -> int:
        """Return where in the old text stands what is at a place of the new one."""
        new, old = self._ends[bisect.bisect(self._ends, (place, sys.maxsize)) - 1]
        return old + place - new

    def _spell(self, text: str, start: int, end: int, opening: str = "") -> None:
        for found in _CHANGED.finditer(text, start, end):
            self._put(text[start : found.start()])
            start = found.end()
            self._put(_spelling(found, opening))
            if self._size - start != self._ends[-1][0] - self._ends[-1][1]:
                self._ends.append((self._size, start))
        self._put(text[start:end])

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._size += len(piece)


def _spelling(found: re.Match[str], opening: str) -> str:
    """Return how rdflib is told a tab or an escape, in what a sign opens or elsewhere."""
    sign, digits = found[0], found["digits"]
    if digits and opening != "#" and int(digits[1:], 16) <= sys.maxunicode:
        sign = chr(int(digits[1:], 16))
    if sign == "\t" and opening not in _QUOTES:
        return " "
    if opening not in _QUOTES:
        return sign
    if sign in {'\\"', "\\'"} and sign[1] != opening:
        return sign[1]  # rdflib knows an escape only for the quote that would end the string
    return f"\\{sign}" if sign == opening else _ESCAPED.get(sign, sign)
