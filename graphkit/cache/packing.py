"""Records as bytes and back, without running anything that the bytes say.

Python's ``marshal`` holds plain values and is several times as fast as ``pickle``, which would
also run code. A record becomes a tuple of a number for its class and its fields; a plain tuple
becomes a list. Entries of another version of Python are never read: see `graphkit.cache`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import marshal
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from graphkit.dates import EdtfDate, parse_date
from graphkit.identifiers import Locator
from graphkit.model import (
    Dispute,
    Entity,
    Evidence,
    Fact,
    GraphInfo,
    Moment,
    Position,
    Source,
    SourceText,
    Stage,
)
from graphkit.problems import Origin, Place, Problem, Severity

#: What can be kept: plain values, records, and tuples and dictionaries of them.
Kept = Any
_RECORDS = (
    Fact, Stage, Evidence, Entity, Source, SourceText, GraphInfo, Dispute, Position, Moment,
    Problem, Locator,
)  # fmt: skip
_PLAIN = frozenset({str, int, bool, type(None)})
#: What has a form of its own, after the numbers of `_RECORDS`.
_DATE, _DAY, _DECIMAL, _ORIGIN, _PLACE, _SEVERITY = range(len(_RECORDS), len(_RECORDS) + 6)


def packed(value: Kept) -> bytes:
    """Return a value as bytes.

    Raises:
        TypeError: There is something in it that cannot be kept.
    """
    return marshal.dumps(_pack(value))


def unpacked(data: bytes | memoryview) -> Kept:
    """Return what was packed; only for bytes that are known to be whole."""
    return _unpack(marshal.loads(data))  # noqa: S302 - checked by its digest, and marshal runs nothing


def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


_NUMBERS = {kind: (number, _fields(kind)) for number, kind in enumerate(_RECORDS)}


def _pack(value: Kept) -> Any:  # noqa: ANN401 - whatever marshal takes
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in _NUMBERS:
        number, names = _NUMBERS[kind]
        return (number, [_pack(getattr(value, name)) for name in names])
    if kind is tuple:
        return [_pack(item) for item in value]
    if kind is dict:
        return {key: _pack(item) for key, item in value.items()}
    return _pack_special(value)


def _pack_special(value: Kept) -> tuple[Any, ...]:
    if isinstance(value, EdtfDate):
        return (_DATE, value.text)
    if isinstance(value, Origin):
        return (_ORIGIN, *value.place, dict(value.fields))
    if isinstance(value, Place):
        return (_PLACE, *value)
    if isinstance(value, Severity):
        return (_SEVERITY, value.value)
    if isinstance(value, Decimal):
        return (_DECIMAL, str(value))
    if isinstance(value, dt.date):
        return (_DAY, value.isoformat())
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _makers() -> Iterator[Callable[[tuple[Any, ...]], object]]:
    """Yield what makes the value of a tuple, by the number that it begins with."""
    for kind in _RECORDS:
        yield _maker(kind)
    yield lambda packed: parse_date(packed[1])
    yield lambda packed: dt.date.fromisoformat(packed[1])
    yield lambda packed: Decimal(packed[1])
    yield _origin
    yield lambda packed: Place(packed[1], packed[2], packed[3])
    yield lambda packed: Severity(packed[1])


def _slot(kind: type, name: str) -> Callable[[object, object], None]:
    """Return what fills a slot, also of a frozen class."""
    put: Callable[[object, object], None] = vars(kind)[name].__set__
    return put


_put_place, _put_fields = _slot(Origin, "place"), _slot(Origin, "fields")


def _origin(packed: tuple[Any, ...]) -> Origin:
    # The commonest of all, three for a fact.
    origin = object.__new__(Origin)
    _put_place(origin, Place._make(packed[1:4]))
    _put_fields(origin, packed[4])
    return origin


def _maker(kind: type) -> Callable[[tuple[Any, ...]], object]:
    # Field by field into the slots: the __init__ of a frozen class takes three times as long.
    new = object.__new__
    setters = [_slot(kind, name) for name in _fields(kind)]

    def make(packed: tuple[Any, ...]) -> object:
        record: object = new(kind)
        for put, value in zip(setters, packed[1], strict=True):
            put(record, value if value.__class__ in _PLAIN else _unpack(value))
        return record

    return make


_MAKERS = tuple(_makers())


def _unpack(value: Any) -> Kept:  # noqa: ANN401 - whatever marshal gives
    kind = value.__class__
    if kind is tuple:
        return _MAKERS[value[0]](value)
    if kind is list:
        return tuple([_unpack(item) for item in value])
    if kind is dict:
        return {key: _unpack(item) for key, item in value.items()}
    return value
