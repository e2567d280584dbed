"""Codes of events and the relations they stand for.

``ontology/cameo.ttl`` lists the codes of CAMEO, the wordings by which ICEWS gives them, and the
types of PLOVER. It is large and read only when a code is asked for.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property
from pathlib import Path

from graphkit.mapping.wording import plain
from graphkit.ontology import Ontology
from graphkit.ontology.event_codes import EventCode, read_event_codes
from graphkit.resources import ontology_folder

_FILE = "cameo.ttl"


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """What a cell of a code stands for.

    Attributes:
        scheme: ``cameo`` or ``plover``; a wording of ICEWS is that of a CAMEO code.
        notation: The code in its one spelling, such as ``043``.
        label: Its name in the codebook.
        relation: The name of a relation. `Codes.find` gives the one that takes any kind at both
            ends, `Codes.fitting` a more special one.
        reversed: Whether the fact runs from the object of the row to its subject.
    """

    scheme: str
    notation: str
    label: str
    relation: str
    reversed: bool = False


class Codes:
    """Finds codes of events."""

    def __init__(self, ontology: Ontology, path: Path | None = None) -> None:
        """Take the relations there are; no file is read yet.

        Args:
            ontology: Core and project. A momentary relation of the project's own that has the
                very code as its ``gk:cameoCode`` or ``gk:ploverCode`` goes before those of the
                core.
            path: The file of codes, by default the shipped one.
        """
        self._ontology = ontology
        self._path = path

    def find(self, scheme: str, text: str) -> Code | None:
        """Return what a cell stands for; None where the scheme has no such code.

        Args:
            scheme: ``cameo``, ``plover`` or ``icews``.
            text: A CAMEO code, with or without its leading zero (``043``, ``43``; ``11`` is the
                root and never ``011``); a PLOVER type; or a wording of ICEWS. Case and the
                width of blanks do not count.

        Raises:
            BrokenOntology: The file of codes cannot be used.
        """
        found = self._listed[scheme].get(plain(text))
        if found is None and scheme == "cameo":
            found = self._listed[scheme].get(f"0{plain(text)}")
        return self._code(found) if found else None

    def fitting(self, code: Code, subject_kind: str, object_kind: str) -> Code:
        """Return the code with the most special relation that takes these kinds.

        Args:
            code: As `find` gives it.
            subject_kind: Word of the kind of the row's subject.
            object_kind: Word of the kind of the row's object.

        Returns:
            The code with `Code.relation` and `Code.reversed` set; as it is where nothing more
            special takes both kinds.
        """
        listed = self._listed[code.scheme][plain(code.notation)]
        own = self._own.get((code.scheme, code.notation), ())
        for name, turned in (
            *((each, False) for each in own),
            (listed.relation, False),
            (listed.reversed_relation, True),
        ):
            if name and self._takes(name, subject_kind, object_kind, turned=turned):
                return dataclasses.replace(code, relation=name, reversed=turned)
        return code

    def _takes(self, name: str, subject: str, object_: str, *, turned: bool) -> bool:
        relation = self._ontology.relations[name]
        if turned:
            subject, object_ = object_, subject
        return subject in relation.subject_kinds and object_ in relation.object_kinds

    def _code(self, listed: EventCode) -> Code:
        return Code(listed.scheme, listed.notation, listed.label, listed.root_relation)

    @cached_property
    def _listed(self) -> dict[str, dict[str, EventCode]]:
        """The codes by scheme and plain text."""
        found: dict[str, dict[str, EventCode]] = {"cameo": {}, "plover": {}, "icews": {}}
        for code in read_event_codes(self._path or ontology_folder() / _FILE):
            found[code.scheme][plain(code.notation)] = code
            if code.scheme == "cameo":
                for wording in (code.label, *code.wordings):
                    found["icews"].setdefault(plain(wording), code)
        return found

    @cached_property
    def _own(self) -> dict[tuple[str, str], list[str]]:
        """The project's own momentary relations, by scheme and code."""
        found: dict[tuple[str, str], list[str]] = {}
        for relation in self._ontology.relations.values():
            if not relation.lasting and not relation.iri.startswith("gk:"):
                for code in relation.codes:
                    found.setdefault(code, []).append(relation.name)
        return found
