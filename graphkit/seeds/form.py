"""A mapping of YAML being read as a record: typed fields out, problems on the way.

Every scalar of `graphkit.yaml_source` is text. Here each field gets its type by the schema,
never by its look: ``NO`` stays a name and ``1992`` becomes a date where a date is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from graphkit.dates import BadDate, EdtfDate, parse_date
from graphkit.identifiers import (
    ENTITY_ID_LENGTH,
    BadLocator,
    Locator,
    iri_problem,
    is_id,
    parse_locator,
)
from graphkit.model import Value
from graphkit.origins import Origin
from graphkit.problems import Place, Problem, one_of
from graphkit.yaml_source import Entry, Mapping, Scalar
from graphkit.yaml_source import Sequence as List
from graphkit.yaml_source import Value as Node

_INTEGER = re.compile(r"[+-]?[0-9]{1,40}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")
_BOOLEANS = {"true": True, "false": False}


class Problems:
    """The problems of one file, collected while it is read."""

    def __init__(self, path: str) -> None:
        """Start an empty list for the file of that display path."""
        self.path = path
        self.found: list[Problem] = []

    def add(self, node: Node | Place, code: str, message: str, hint: str) -> None:
        """Note an error at a node or a place."""
        place = node if isinstance(node, Place) else Place(self.path, node.line, node.column)
        self.found.append(Problem(place, code, message, hint))


class Form:
    """One record as written: a mapping whose fields are asked for by type.

    A fault is noted and an empty value returned in its place, so that the rest of the record
    is still read and one run shows every mistake.
    """

    def __init__(self, node: Mapping, what: str, known: Sequence[str], problems: Problems) -> None:
        """Take a mapping; a field not in ``known`` is a problem at once."""
        self.node = node
        self.what = what
        self.problems = problems
        self._origin: Origin | None = None  # asked for twice where a fact has its stage flat
        for name, entry in node.entries.items():
            if name not in known:
                problems.add(
                    entry.key,
                    "unknown-field",
                    f'{what} has no field "{name}"',
                    one_of(name, known, "fields"),
                )

    def has(self, name: str) -> bool:
        """Whether the field is written."""
        return name in self.node.entries

    def get(self, name: str) -> Node | None:
        """Return the node of a field as it stands."""
        entry = self.node.entries.get(name)
        return entry.value if entry else None

    def need(self, name: str) -> bool:
        """Return whether the field is written; note a problem where it is not."""
        if self.has(name):
            return True
        self.problems.add(
            self.node, "missing-field", f'{self.what} has no "{name}"', f'add "{name}:" to it'
        )
        return False

    def origin(self) -> Origin:
        """Return the places of the record, its fields, the texts of lists, the keys of mappings."""
        if self._origin is None:
            self._origin = self._places()
        return self._origin

    def _places(self) -> Origin:
        fields: dict[str, tuple[int, int]] = {}
        for name, (_, value) in self.node.entries.items():
            fields[name] = (value.line, value.column)
            if isinstance(value, List):
                for item in value.items:
                    if isinstance(item, Scalar):
                        fields.setdefault(f"{name}.{item.text}", (item.line, item.column))
            elif isinstance(value, Mapping):
                for key, _ in value.entries.values():
                    fields[f"{name}.{key.text}"] = (key.line, key.column)
        return Origin(Place(self.problems.path, self.node.line, self.node.column), fields)

    # -------------------------------------------------------------- scalars

    def scalar(self, name: str) -> Scalar | None:
        """Return a scalar that is not empty; none where the field is not written."""
        entry = self.node.entries.get(name)
        return None if entry is None else self.as_scalar(entry.value, name)

    def as_scalar(self, node: Node, name: str) -> Scalar | None:
        """Return the node if it is text that is not empty, else note why not."""
        if not isinstance(node, Scalar):
            shape = "a list" if isinstance(node, List) else "a mapping"
            self.problems.add(
                node, "expected-text", f'"{name}" holds {shape}', f'write one text after "{name}:"'
            )
            return None
        if not node.text.strip():
            self.problems.add(
                node, "empty-value", f'"{name}" is empty', "give it a value or remove the field"
            )
            return None
        return node

    def text(self, name: str) -> str:
        """Return a text exactly as written, or an empty one."""
        if name not in self.node.entries:
            return ""
        scalar = self.scalar(name)
        return scalar.text if scalar else ""

    def word(self, name: str, known: Collection[str], kind: str) -> str:
        """Return one word of a list; the code of the problem is ``unknown-`` + kind."""
        if name not in self.node.entries:
            return ""
        scalar = self.scalar(name)
        if scalar is None:
            return ""
        if scalar.text in known:
            return scalar.text
        self.problems.add(
            scalar,
            f"unknown-{kind}",
            f'there is no {kind.replace("-", " ")} "{scalar.text}"',
            one_of(scalar.text, list(known)),
        )
        return ""

    def flag(self, name: str) -> bool:
        """Return ``true`` or ``false``, by default false."""
        scalar = self.scalar(name)
        if scalar is None:
            return False
        if scalar.text not in _BOOLEANS:
            self.problems.add(
                scalar, "expected-flag", f'"{name}" is "{scalar.text}"', "write true or false"
            )
        return _BOOLEANS.get(scalar.text, False)

    def url(self, name: str) -> str:
        """Return an http or https address."""
        scalar = self.scalar(name)
        if scalar is None:
            return ""
        fault = iri_problem(scalar.text)
        if fault:
            hint = "write the full http or https address as a browser shows it"
            self.problems.add(scalar, "bad-url", f'"{scalar.text}" is no address: {fault}', hint)
            return ""
        return scalar.text

    def date(self, name: str) -> EdtfDate | None:
        """Return an EDTF date."""
        if name not in self.node.entries:
            return None
        node = self.get(name)
        if isinstance(node, List) and node.flow:
            self.problems.add(
                node,
                "unquoted-date-set",
                f'"{name}" is read as a list, because YAML takes a bare [ for one',
                f'put the date set in quotes: {name}: "[…]"',
            )
            return None
        scalar = self.scalar(name)
        if scalar is None:
            return None
        try:
            return parse_date(scalar.text)
        except BadDate as fault:
            self.problems.add(scalar, fault.code, fault.message, fault.hint)
            return None

    def locator(self, name: str) -> Locator | None:
        """Return a locator such as ``p9``."""
        scalar = self.scalar(name)
        if scalar is None:
            return None
        try:
            return parse_locator(scalar.text)
        except BadLocator as fault:
            hint = "write the paragraph as p9, or p9:120-184 for characters of it"
            self.problems.add(scalar, "bad-locator", str(fault), hint)
            return None

    def value(self, name: str, value_type: str) -> Value | None:
        """Return the value of a value fact by the ontology's type for it."""
        scalar = self.scalar(name)
        if scalar is None or value_type in {"", "string"}:
            return scalar.text if scalar else None
        text = scalar.text
        if value_type == "integer" and _INTEGER.fullmatch(text):
            return int(text)
        if value_type == "decimal" and _DECIMAL.fullmatch(text):
            return Decimal(text)
        if value_type == "boolean" and text in _BOOLEANS:
            return _BOOLEANS[text]
        hint = f"write {_EXAMPLES[value_type]}, without separators or units"
        self.problems.add(scalar, "bad-value", f'"{text}" is no {value_type}', hint)
        return None

    def number(self, name: str, low: int, high: int) -> Decimal | None:
        """Return a decimal number within bounds."""
        scalar = self.scalar(name)
        if scalar is None:
            return None
        number = Decimal(scalar.text) if _DECIMAL.fullmatch(scalar.text) else None
        if number is None or not low <= number <= high:
            hint = f"write a number from {low} to {high} with a decimal point"
            self.problems.add(scalar, "bad-value", f'"{name}" is "{scalar.text}"', hint)
            return None
        return number

    # -------------------------------------------------------------- ids and lists

    def identifier(self, name: str) -> str:
        """Return the id of a record; whether it exists is for the checks to say."""
        if name not in self.node.entries:
            return ""
        scalar = self.scalar(name)
        return self.as_identifier(scalar) if scalar else ""

    def as_identifier(self, scalar: Scalar, longest: int | None = None) -> str:
        """Return the text if it has the form of an id, else note why not."""
        if is_id(scalar.text, longest):
            return scalar.text
        self.problems.add(scalar, "bad-id", f"{scalar.text!r} is no id", _ID_HINT)
        return ""

    def identifiers(self, name: str) -> tuple[str, ...]:
        """Return one id or a list of them, in the order written."""
        if name not in self.node.entries:
            return ()
        return tuple([f for scalar in self.scalars(name) if (f := self.as_identifier(scalar))])

    def texts(self, name: str) -> tuple[str, ...]:
        """Return one text or a list of them."""
        return tuple(scalar.text for scalar in self.scalars(name))

    def scalars(self, name: str) -> list[Scalar]:
        """Return the scalars of a field that holds one text or a list of them."""
        node = self.get(name)
        if node is None:
            return []
        nodes = node.items if isinstance(node, List) else [node]
        if not nodes:
            hint = "name at least one or remove the field"
            self.problems.add(node, "empty-value", f'"{name}" is an empty list', hint)
        return [scalar for item in nodes if (scalar := self.as_scalar(item, name))]

    def forms(self, name: str, what: str, known: Sequence[str]) -> Iterator[Form]:
        """Yield the records of a field that holds a list of mappings."""
        node = self.get(name)
        if node is None:
            return
        if not isinstance(node, List):
            hint = f'begin each {what} of "{name}:" with a dash'
            self.problems.add(node, "expected-list", f'"{name}" holds no list', hint)
            return
        for item in node.items:
            form = as_form(item, what, known, self.problems)
            if form:
                yield form

    def form(self, name: str, what: str, known: Sequence[str]) -> Form | None:
        """Return the record of a field that holds one mapping."""
        node = self.get(name)
        return None if node is None else as_form(node, what, known, self.problems)

    def entries(self, name: str) -> Iterator[Entry]:
        """Yield the key and value of each entry of a field that holds a mapping."""
        node = self.get(name)
        if isinstance(node, Mapping):
            yield from node.entries.values()
        elif node is not None:
            hint = f'write "{name}:" as keys and values'
            self.problems.add(node, "expected-mapping", f'"{name}" holds no mapping', hint)

    def pairs(self, name: str) -> Iterator[tuple[Scalar, Scalar]]:
        """Yield the key and text of each entry of a field that maps keys to texts."""
        for key, value in self.entries(name):
            scalar = self.as_scalar(value, key.text)
            if scalar:
                yield key, scalar


def as_form(node: Node, what: str, known: Sequence[str], problems: Problems) -> Form | None:
    """Return a mapping as a form; note a problem where the node is none."""
    if isinstance(node, Mapping):
        return Form(node, what, known, problems)
    hint = f"write it as fields and values, of {', '.join(known)}"
    problems.add(node, "expected-mapping", f"{what} is no mapping", hint)
    return None


_ID_HINT = (
    "use lower-case letters and digits in words joined by single hyphens, "
    f"at most {ENTITY_ID_LENGTH} characters for an entity, like united-arab-emirates"
)
_EXAMPLES = {"integer": "digits like 20000000", "decimal": "12.5", "boolean": "true or false"}
