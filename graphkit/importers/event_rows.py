"""One row of a table of events: what it says, or why it says nothing that can be taken over."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Words

from graphkit.importers.event_dates import BadCell, Span, read_span
from graphkit.mapping import Cell, Codes, End, Found, Mapping, Resolver
from graphkit.mapping import Row as Rule
from graphkit.model import Entity
from graphkit.ontology import Ontology
from graphkit.seeds.yaml_text import can_be_written

#: Of a row that was read and found to deny what a rule asks for.
NO_FACT = "no-such-fact"
#: Why a row makes no fact, in the words of the source's ``left_out:``.
REASONS: Words[str, str] = {
    "wrong-cells": "the row does not have the cells of the others",
    "missing-cell": "an actor or the relation is missing",
    "no-date": "the row has no date",
    "bad-date": "what stands for the date is none",
    "unknown-code": "the code stands for no relation",
    "unknown-actor": "the actor is neither known nor to be made",
    "odd-character": "a character is in it that no seed file may hold",
    "kind-does-not-fit": "the relation does not join what the row names",
    "same-both-ends": "one actor stands on both ends",
    NO_FACT: "the row says that there is no such fact",
    "known-already": "the project has this fact already",
}
#: How many rows of each reason are shown.
SAMPLES = 3


@dataclasses.dataclass(slots=True)
class LeftOut:
    """The rows that are left out for one reason.

    Attributes:
        rows: How many. What one rule leaves out of a row, another may take.
        samples: A few of them: the file with the row (of Parquet read in bulk the file alone),
            and what stands there.
    """

    rows: int = 0
    samples: list[tuple[str, str]] = dataclasses.field(default_factory=list)


class NotTaken(Exception):
    """A row, or one reading of it, makes no fact.

    Attributes:
        reason: One of `REASONS`.
        text: What stands in the table.
    """

    def __init__(self, reason: str, text: str = "") -> None:
        """Keep the reason and the text."""
        self.reason = reason
        self.text = text
        super().__init__(reason)


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """What a row says, read by one rule.

    Attributes:
        subject: Of the fact, already turned round where the code runs from object to subject.
        relation: Its name.
        span: None where the rule knows of no date.
        note: For the evidence: the code as the table words it, and the note of the rule.
    """

    subject: Found
    relation: str
    object: Found
    span: Span | None
    role: str
    says: str
    note: str


class RowReader:
    """Reads rows by the rules of a mapping; what a cell stands for is looked up once."""

    def __init__(self, mapping: Mapping, ontology: Ontology, entities: Words[str, Entity]) -> None:
        """Take what is known.

        Args:
            mapping: As read.
            ontology: Core and project.
            entities: Those of the project.
        """
        self.resolver = Resolver(mapping, ontology, entities)
        self._ontology = ontology
        self._codes = Codes(ontology)
        self._missing = frozenset(mapping.missing) | {""}
        self._columns = tuple(mapping.columns())
        self._ends: dict[tuple[End, str, str, str], Found | None] = {}
        self._relations: dict[tuple[int, str, str, str], tuple[str, bool] | None] = {}
        self._writable: dict[str, bool] = {}
        self._rules: tuple[Callable[[Words[str, str]], Said], ...] = tuple(
            self._reader(number, rule) for number, rule in enumerate(mapping.rows)
        )

    def read(self, cells: Words[str, str]) -> Iterator[Said | NotTaken]:
        """Yield what each rule makes of a row."""
        said = {
            name: "" if (cell := cells.get(name, "")).strip() in self._missing else cell
            for name in self._columns
        }
        for rule in self._rules:
            try:
                yield rule(said)
            except NotTaken as fault:
                yield fault

    def _reader(self, number: int, rule: Rule) -> Callable[[Words[str, str]], Said]:
        """Return what reads rows by one rule."""

        def read(cells: Words[str, str]) -> Said:
            subject, other = self.end(rule.subject, cells), self.end(rule.object, cells)
            relation, turned = self.relation(number, rule, cells, (subject.kind, other.kind))
            if turned:
                subject, other = other, subject
            if subject.key == other.key:
                raise NotTaken("same-both-ends", subject.name or subject.id)
            wording = cells[rule.relation.column] if rule.relation.scheme else ""
            notes = [text for text in (wording, self.text(rule.note, cells)) if text]
            return Said(
                subject=subject,
                relation=relation,
                object=other,
                span=self.span(rule, relation, cells),
                role=self.text(rule.role, cells),
                says=self.text(rule.says, cells),
                note="; ".join(notes),
            )

        return read

    # ---------------------------------------------------------------- one part of a row

    def end(self, end: End, cells: Words[str, str]) -> Found:
        """Return the entity of an end.

        This and what follows is `read` by its parts, for who has the cells but no rows. Cells that
        mean that nothing is known are empty here. Each raises NotTaken.
        """
        cell, country, key = (cells.get(column, "") for column in end.columns())
        if not cell:
            raise NotTaken("missing-cell", end.column)
        asked = (end, cell, country, key)
        if asked not in self._ends:
            self._ends[asked] = self.resolver.end(end, cell, country, key)
        found = self._ends[asked]
        if found is None:
            raise NotTaken("unknown-actor", cell)
        if not found.id:
            self._see(found.name)
        return found

    def relation(
        self, number: int, rule: Rule, cells: Words[str, str], kinds: tuple[str, str]
    ) -> tuple[str, bool]:
        """Return the name of the relation, and whether it runs from the object to the subject."""
        asked = rule.relation
        cell = cells[asked.column] if asked.column else asked.word
        if not cell:
            raise NotTaken("missing-cell", asked.column)
        if cell.strip() in asked.none:
            raise NotTaken(NO_FACT, cell)
        key = (number, cell, *kinds)
        if key not in self._relations:
            self._relations[key] = self._looked_up(rule, cell, kinds)
        found = self._relations[key]
        if found is None:
            raise NotTaken("unknown-code", cell)
        name, turned = found
        relation = self._ontology.relations[name]
        subject, other = reversed(kinds) if turned else kinds
        if subject not in relation.subject_kinds or other not in relation.object_kinds:
            raise NotTaken("kind-does-not-fit", f"{subject} {name} {other}")
        self._see(cell)
        return found

    def _looked_up(self, rule: Rule, cell: str, kinds: tuple[str, str]) -> tuple[str, bool] | None:
        asked = rule.relation
        if asked.scheme:
            code = self._codes.find(asked.scheme, cell)
            code = code and self._codes.fitting(code, *kinds)
            return (code.relation, code.reversed) if code else None
        name = asked.word or asked.values.get(cell.strip())
        return (name, False) if name else None

    def span(self, rule: Rule, relation: str, cells: Words[str, str]) -> Span | None:
        """Return when a fact with a relation was; none where the rule knows of no date."""
        if rule.date is None and rule.end is None:
            return None
        lasting = self._ontology.relations[relation].lasting
        try:
            found = read_span(rule.date, rule.end if lasting else None, cells)
        except BadCell as fault:
            raise NotTaken("bad-date", str(fault)) from fault
        if found is None:
            raise NotTaken("no-date")
        return found

    def text(self, cell: Cell | None, cells: Words[str, str]) -> str:
        """Return a role, an opinion or a note; empty where there is none."""
        text = cell.word or cells[cell.column] if cell else ""
        if text:
            self._see(text)
        return text

    def _see(self, text: str) -> None:
        """Raise NotTaken where a seed file could not hold a text."""
        if text not in self._writable:
            self._writable[text] = can_be_written(text)
        if not self._writable[text]:
            raise NotTaken("odd-character", text)
