"""The words as records: terms, stages, relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import msgspec

#: What a value fact may hold, by the datatype the ontology gives its relation.
VALUE_TYPES = ("integer", "decimal", "string", "boolean")


class Group(StrEnum):
    """The five groups of stages; each has a line pattern of its own on the page."""

    PROSPECTIVE = "prospective"
    COMMITTED = "committed"
    REALIZED = "realized"
    NEGATIVE = "negative"
    CLOSED = "closed"


class Term(msgspec.Struct, frozen=True):
    """A word of one of the lists: a kind, a stance, a type of event.

    Attributes:
        word: As it stands in YAML.
        name: Local name, such as ``PhoneCall``.
        iri: As it stands in Turtle: ``gk:PhoneCall``, or ``<…>`` for a project's own term.
        label: For readers.
        plural: For the heads of lists; equal to the label where the ontology gives none.
    """

    word: str
    name: str
    iri: str
    label: str
    plural: str


class StageType(msgspec.Struct, frozen=True):
    """One stage of the scheme.

    Attributes:
        word: As it stands in YAML, such as ``in-force``.
        name: Local name, such as ``InForce``.
        iri: As it stands in Turtle, such as ``gk:InForce``.
        label: For readers.
        group: The stage it is narrower than.
        rank: How far a relation has come; a higher rank is farther.
    """

    word: str
    name: str
    iri: str
    label: str
    group: Group
    rank: int


class Relation(msgspec.Struct, frozen=True):
    """The type of a fact.

    Attributes:
        name: camelCase, in YAML and as the local name in RDF.
        iri: As it stands in Turtle, such as ``gk:recognized``.
        label: For legends and columns.
        phrase: Past tense, between subject and object.
        negative_phrase: The same where the relation is absent.
        qualified_phrase: With ``{object}`` and ``{role}`` or ``{field}``, for facts that
            have such a qualifier; empty where the ontology gives none.
        inverse_label: Seen from the object.
        symmetric: Whether the fact says the same when turned round.
        lasting: Holds over a time; otherwise it happens once.
        subject_kinds: Words of the kinds a subject may have.
        object_kinds: Words of the kinds an object may have; empty for a value fact.
        value_type: One of `VALUE_TYPES` for a value fact, else empty.
        sign: +1 friendly, 0 neutral, -1 hostile.
        colour_group: Which colour its lines share.
        ancestors: The relations above it, nearest first.
        inherits_date_from: ``subject`` or ``object``: the event whose date a stage takes
            that has none of its own; empty otherwise.
        codes: (scheme, code) of the nearest codes of events; the scheme is ``cameo`` or
            ``plover``.
    """

    name: str
    iri: str
    label: str
    phrase: str
    negative_phrase: str
    qualified_phrase: str
    inverse_label: str
    symmetric: bool
    lasting: bool
    subject_kinds: tuple[str, ...]
    object_kinds: tuple[str, ...]
    value_type: str
    sign: int
    colour_group: str
    ancestors: tuple[str, ...]
    inherits_date_from: str
    codes: tuple[tuple[str, str], ...] = ()

    @property
    def default_stage(self) -> str:
        """The stage of a fact that names none."""
        return "in-force" if self.lasting else "occurred"


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything the YAML may name, by its word."""

    kinds: Mapping[str, Term]
    relations: Mapping[str, Relation]
    stages: Mapping[str, StageType]
    stances: Mapping[str, Term]
    source_kinds: Mapping[str, Term]
    dispute_kinds: Mapping[str, Term]
    event_types: Mapping[str, Term]
    files: tuple[Path, ...] = field(default=(), compare=False)

    def rank(self, stage: str) -> int:
        """Return the rank of a stage by its word."""
        return self.stages[stage].rank

    def group(self, stage: str) -> Group:
        """Return the group of a stage by its word."""
        return self.stages[stage].group
