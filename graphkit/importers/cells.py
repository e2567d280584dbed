"""The columns of one node or edge, each read as what it holds.

As `graphkit.importers.subjects` does with triples: a fault is noted and an empty value returned in
its place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from graphkit.dates import BadDate, EdtfDate, parse_date
from graphkit.identifiers import is_id
from graphkit.importers.graphml_xml import Row
from graphkit.model import Value
from graphkit.problems import Place, Problem, one_of
from graphkit.projections.networks.columns import SEPARATOR

_FLAGS = {"true": True, "1": True, "false": False, "0": False, "": False}
# As many digits as a curator may write: int() refuses thousands, and nobody reads them.
_INTEGER = re.compile(r"[+-]?[0-9]{1,40}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID_HINT = "use lower-case letters and digits in words joined by single hyphens"


class Found:
    """The problems met in a file."""

    def __init__(self) -> None:
        """Start an empty list."""
        self.problems: list[Problem] = []

    def day(self, text: str, place: Place) -> dt.date | None:
        """Return a whole day."""
        try:
            if _DAY.fullmatch(text):
                return dt.date.fromisoformat(text)
        except ValueError:
            pass
        hint = "write it as YYYY-MM-DD"
        self.problems.append(Problem(place, "bad-date", f'"{text}" is no day', hint))
        return None


class Cells:
    """A row being read."""

    def __init__(
        self, row: Row, identifier: str, name: str, found: Found, longest: int | None
    ) -> None:
        """Take a row, its id, what messages call it, and how long its id may be."""
        self.row = row
        self.id = identifier
        self.name = name
        self._found = found
        if not is_id(identifier, longest):
            self.add("bad-id", f"{name}: {identifier!r} is no id of a record", _ID_HINT)

    def add(self, code: str, message: str, hint: str) -> None:
        """Note an error of this row."""
        self._found.problems.append(Problem(self.row.place, code, message, hint))

    def text(self, column: str, *, need: bool = False) -> str:
        """Return a text; empty where there is none."""
        text = self.row.columns.get(column, "")
        if need and not text:
            message = f'{self.name} has no "{column}"'
            self.add("missing-field", message, "fill the column, or export the file again")
        return text

    def flag(self, column: str) -> bool:
        """Return whether a flag is set; programs write it in small letters or not."""
        text = self.text(column).lower()
        if text not in _FLAGS:
            message = f'{self.name} has "{text}" as "{column}"'
            self.add("expected-flag", message, "write true or false")
        return _FLAGS.get(text, False)

    def date(self, column: str) -> EdtfDate | None:
        """Return an EDTF date."""
        text = self.text(column)
        try:
            return parse_date(text) if text else None
        except BadDate as fault:
            self.add(fault.code, f"{self.name}: {fault.message}", fault.hint)
            return None

    def day(self, column: str) -> dt.date | None:
        """Return a whole day."""
        text = self.text(column)
        return self._found.day(text, self.row.place) if text else None

    def number(self, column: str) -> Decimal | None:
        """Return a decimal number, in any form that a float is written in."""
        text = self.text(column)
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        self._bad_value(column, text, "number")
        return None

    def value(self, column: str, value_type: str) -> Value | None:
        """Return the value of a value fact by the ontology's type for it."""
        text = self.text(column)
        if value_type == "string" or not text:
            return text or None
        if value_type == "boolean":
            return self.flag(column)
        if value_type == "decimal":
            return self.number(column)
        if _INTEGER.fullmatch(text):
            return int(text)
        self._bad_value(column, text, value_type)
        return None

    def _bad_value(self, column: str, text: str, kind: str) -> None:
        message = f'{self.name} has "{text}" as "{column}", which is no {kind}'
        self.add("bad-value", message, "mend the value")

    def ids(self, column: str, *, need: bool = False) -> tuple[str, ...]:
        """Return the ids in a column, sorted."""
        text = self.text(column, need=need)
        names = sorted(set(text.split(SEPARATOR))) if text else []
        for name in names:
            if not is_id(name):
                self.add("bad-id", f'{self.name}: {name!r} in "{column}" is no id', _ID_HINT)
        return tuple(name for name in names if is_id(name))

    def word(self, column: str, known: Iterable[str], kind: str, *, need: bool = False) -> str:
        """Return one word of a list; the code of the problem is ``unknown-`` + kind."""
        text = self.text(column, need=need)
        known = list(known)
        if not text or text in known:
            return text
        message = f'{self.name}: there is no {kind.replace("-", " ")} "{text}"'
        self.add(f"unknown-{kind}", message, one_of(text, known))
        return ""
