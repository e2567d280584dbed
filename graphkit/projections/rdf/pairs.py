"""Predicates and objects that several kinds of records share: texts, dates, values."""

from __future__ import annotations

import datetime as dt
import functools
from decimal import Decimal

from graphkit.dates import EdtfDate
from graphkit.identifiers import camel
from graphkit.model import Fact, Value
from graphkit.projections.rdf.terms import FALSE, TRUE, Literal, Term, day, decimal, edtf, integer

Pairs = list[tuple[str, Term]]


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


def texts(**fields: str) -> Pairs:
    """Return fields that hold text under ``gk:`` and their name in camelCase."""
    return [(_predicate(name), Literal(words)) for name, words in fields.items() if words]


@functools.cache
def _predicate(field: str) -> str:
    return f"gk:{camel(field.replace('_', '-'))}"


def dated(date: EdtfDate) -> Pairs:
    """Return a date as EDTF and its bounds."""
    pairs: Pairs = [("gk:date", edtf(date))]
    pairs += bounds("start", date.start_earliest, date.start_latest)
    if date.is_interval:
        pairs += bounds("end", date.end_earliest, date.end_latest)
    return pairs


def bounds(name: str, earliest: dt.date | None, latest: dt.date | None) -> Pairs:
    """Return the bounds of a date; an open one is left out."""
    found = ((f"gk:{name}Earliest", earliest), (f"gk:{name}Latest", latest))
    return [(predicate, day(bound)) for predicate, bound in found if bound]
