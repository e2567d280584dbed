"""What is said of a subject, as lines of Turtle; those that several kinds of records share.

A line is ``predicate object``: a text that can be sorted, told from others and written as it is,
since all of that happens to millions of them.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from decimal import Decimal

from graphkit.dates import EdtfDate
from graphkit.identifiers import camel
from graphkit.model import Fact, Value
from graphkit.projections.rdf.terms import (
    FALSE,
    TRUE,
    Line,
    Literal,
    Term,
    day,
    decimal,
    edtf,
    integer,
    literal,
)

Lines = list[Line]


def in_order(lines: Iterable[Line]) -> Lines:
    """Return lines as formats write them: ``a`` first, then by predicate and object, each once."""
    # A dictionary keeps what is in order already, of which sorting is quick; a set would not.
    unique = sorted(dict.fromkeys(lines))
    if unique and unique[0] < "a":  # only a property of a project's own stands in brackets
        unique.sort(key=lambda line: not line.startswith("a "))
    return unique


def object_term(fact: Fact) -> Term:
    """Return the object of a fact: an entity, or a literal of the type of its value."""
    if fact.object:
        return f"id:{fact.object}"
    value: Value | None = fact.value
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, int):
        return integer(value)
    if isinstance(value, Decimal):
        return decimal(value)
    return Literal(str(value))


def texts(**fields: str) -> Lines:
    """Return fields that hold text under ``gk:`` and their name in camelCase."""
    return [f"{_predicate(name)} {literal(words)}" for name, words in fields.items() if words]


@functools.cache
def _predicate(field: str) -> str:
    return f"gk:{camel(field.replace('_', '-'))}"


def dated(date: EdtfDate) -> Lines:
    """Return a date as EDTF and its bounds."""
    lines = [f"gk:date {edtf(date)}"]
    if date.is_interval:
        lines += bounds("end", date.end_earliest, date.end_latest)
    return lines + bounds("start", date.start_earliest, date.start_latest)


def bounds(name: str, earliest: dt.date | None, latest: dt.date | None) -> Lines:
    """Return the bounds of a date; an open one is left out."""
    found = ((f"gk:{name}Earliest", earliest), (f"gk:{name}Latest", latest))
    return [f"{predicate} {day(bound)}" for predicate, bound in found if bound]
