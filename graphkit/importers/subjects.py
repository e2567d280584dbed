"""One subject of an RDF file being read as a record.

As `graphkit.seeds.form` does with YAML: what is asked for comes with its type, a fault is noted
and an empty value returned in its place, and what nobody asked for is a problem.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from graphkit.dates import BadDate, EdtfDate, parse_date
from graphkit.identifiers import ENTITY_ID_LENGTH, is_id
from graphkit.importers.rdf_file import File, Value, Words, shortened
from graphkit.origins import Origin
from graphkit.problems import did_you_mean, one_of
from graphkit.projections.rdf.terms import COMMON_PREFIXES, Literal

_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?|[+-]?\.[0-9]+")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_XSD = COMMON_PREFIXES["xsd"]
_EDTF = COMMON_PREFIXES["edtf"] + "EDTF"

_Read = TypeVar("_Read")


class Subject:
    """One record as triples."""

    def __init__(self, iri: str, file: File) -> None:
        """Take the triples of a subject."""
        self.iri = iri
        self.name = file.name(iri)
        self.local = file.split(iri)[1]
        self.file = file
        self._values = file.subjects.get(iri, {})
        self._asked: set[str] = set()
        self.place = file.place(iri)

    def origin(self) -> Origin:
        """Return where the record stands."""
        return Origin(self.place)

    def add(self, code: str, message: str, hint: str) -> None:
        """Note an error of this record."""
        self.file.add(self.place, code, message, hint)

    def identifier(self) -> str:
        """Return the local name if it is an id, else note why not."""
        longest = ENTITY_ID_LENGTH if self.name.startswith("id:") else None
        if is_id(self.local, longest):
            return self.local
        hint = "use lower-case letters and digits in words joined by single hyphens"
        self.add("bad-id", f"{self.name} is no id of a record", hint)
        return ""

    # -------------------------------------------------------------- asking

    def all(self, predicate: str) -> list[Value]:
        """Return the values of a predicate, each once."""
        self._asked.add(predicate)
        return list(self._values.get(predicate, ()))

    def one(self, predicate: str, *, need: bool = False) -> Value | None:
        """Return the only value of a predicate."""
        values = self.all(predicate)
        if len(values) > 1:
            message = f"{self.name} has {len(values)} values of {predicate}"
            self.add("several-values", message, "leave the one that holds")
        if need and not values:
            message = f"{self.name} has no {predicate}"
            self.add("missing-field", message, "add it, or export the file again")
        return values[0] if values else None

    def derived(self, *predicates: str) -> None:
        """Pass over what follows from other triples."""
        self._asked.update(predicates)

    def done(self) -> None:
        """Note a problem for each predicate that nobody asked for."""
        for predicate in self._values:
            if predicate not in self._asked:
                message = f"{self.name} has {predicate}, which is not read"
                near = did_you_mean(predicate, self._asked)
                self.add("unknown-predicate", message, near.strip() or "leave the triple out")

    # -------------------------------------------------------------- literals

    def text(self, predicate: str, *, need: bool = False) -> str:
        """Return a text, in whatever language; empty where there is none."""
        value = self.one(predicate, need=need)
        return "" if value is None else self._as_text(predicate, value)

    def texts(self, predicate: str) -> list[str]:
        """Return texts."""
        return [self._as_text(predicate, value) for value in self.all(predicate)]

    def date(self, predicate: str) -> EdtfDate | None:
        """Return an EDTF date."""
        text = self._typed(predicate, _EDTF, "edtf:EDTF")
        if text is None:
            return None
        try:
            return parse_date(text)
        except BadDate as fault:
            self.add(fault.code, f"{predicate}: {fault.message}", fault.hint)
            return None

    def day(self, predicate: str, *, need: bool = False) -> dt.date | None:
        """Return a whole day."""

        def read(text: str) -> dt.date:
            if len(text) != len("2025-11-07"):
                raise ValueError(text)
            return dt.date.fromisoformat(text)

        return self._read(predicate, "date", read, need=need)

    def flag(self, predicate: str) -> bool:
        """Return whether a flag is set; false where it is left out."""
        return bool(self._read(predicate, "boolean", _FLAGS.__getitem__))

    def decimal(self, predicate: str) -> Decimal | None:
        """Return a decimal number."""
        return self._read(predicate, "decimal", _decimal)

    def value(self, predicate: str, value_type: str) -> str | int | Decimal | bool | None:
        """Return the value of a value fact by the ontology's type for it."""
        if value_type == "string":
            return self.text(predicate, need=True)
        readers: dict[str, Callable[[str], int | Decimal | bool]] = {
            "integer": _integer, "decimal": _decimal, "boolean": _FLAGS.__getitem__,
        }  # fmt: skip
        return self._read(predicate, value_type, readers[value_type], need=True)

    def _read(
        self, predicate: str, type_: str, read: Callable[[str], _Read], *, need: bool = False
    ) -> _Read | None:
        text = self._typed(predicate, _XSD + type_, f"xsd:{type_}", need=need)
        if text is None:
            return None
        try:
            return read(text)
        except (KeyError, ValueError):
            message = f'{self.name} has "{text}" as {predicate}, which is no xsd:{type_}'
            self.add("bad-value", message, "mend the value")
            return None

    def _typed(
        self, predicate: str, datatype: str, words: str, *, need: bool = False
    ) -> str | None:
        value = self.one(predicate, need=need)
        if value is None:
            return None
        if isinstance(value, Literal) and value.datatype == datatype:
            return value.lexical
        self._wrong(predicate, value, f"a literal of the type {words}")
        return None

    def _as_text(self, predicate: str, value: Value) -> str:
        if isinstance(value, Literal) and not value.datatype:
            return value.lexical
        self._wrong(predicate, value, "a text")
        return ""

    def _wrong(self, predicate: str, value: Value, wanted: str) -> None:
        met = f"<{value}>"
        if isinstance(value, Literal):
            met = f'"{value.lexical}"'
            met += f" of the type {shortened(value.datatype)}" if value.datatype else ""
        message = f"{self.name} has {met} as {predicate}"
        self.add("wrong-term", message, f"write {wanted}")

    # -------------------------------------------------------------- IRIs

    def link(self, predicate: str, *spaces: str, need: bool = False) -> str:
        """Return the id of a record in one of some namespaces under the base."""
        value = self.one(predicate, need=need)
        return "" if value is None else self._as_link(predicate, value, spaces)

    def links(self, predicate: str, *spaces: str) -> list[str]:
        """Return the ids of records."""
        return [self._as_link(predicate, value, spaces) for value in self.all(predicate)]

    def _as_link(self, predicate: str, value: Value, spaces: Iterable[str]) -> str:
        if isinstance(value, str) and value.startswith(self.file.base):
            space, local = self.file.split(value)
            if space in spaces and local:
                return local
        wanted = " or ".join(f"{space}:…" for space in spaces)
        self._wrong(predicate, value, f"{wanted} under <{self.file.base}>")
        return ""

    def iri_of(self, predicate: str) -> str:
        """Return an IRI of any namespace."""
        value = self.one(predicate)
        if value is None or not isinstance(value, Literal):
            return value or ""
        self._wrong(predicate, value, "an IRI")
        return ""

    def word(
        self,
        predicate: str,
        known: Words,
        kind: str,
        *,
        need: bool = True,
    ) -> str:
        """Return the word of a term; the code of the problem is ``unknown-`` + kind."""
        value = self.one(predicate, need=need)
        if value is None:
            return ""
        if isinstance(value, Literal):
            self._wrong(predicate, value, f"the IRI of a {kind.replace('-', ' ')}")
            return ""
        return self.term(shortened(value), known, kind)

    def term(self, name: str, known: Words, kind: str) -> str:
        """Return the word of a term named ``gk:InForce`` or ``<…>``."""
        word = self.file.words(known).get(name)
        if word is not None:
            return word
        message = f"{self.name}: there is no {kind.replace('-', ' ')} {name}"
        hint = one_of(name, [term.iri for term in known.values()], "terms")
        self.add(f"unknown-{kind}", message, hint)
        return ""

    def types(self, needed: str, *also: str) -> list[str]:
        """Return the types besides those that every record of a kind has."""
        names = [shortened(value) for value in self.all("a") if not isinstance(value, Literal)]
        if needed not in names:
            message = f"{self.name} is not a {needed}"
            self.add("missing-field", message, f"add the type {needed}, or remove the record")
        return [name for name in names if name not in {needed, *also}]

    def only_types(self, needed: str, *also: str) -> None:
        """Note a problem for each type besides those that every record of a kind has."""
        for name in self.types(needed, *also):
            self.add("unknown-kind", f"{self.name} is a {name}, which is not read", "remove it")


def _integer(text: str) -> int:
    if not re.fullmatch("[+-]?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)
