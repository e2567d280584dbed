"""Codes of events, read from ``ontology/cameo.ttl``.

They are no part of the vocabulary: `graphkit.ontology.read_ontology` does not read them, so that
no command pays for them but the import of events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import BrokenOntology
from graphkit.identifiers import ONTOLOGY

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_Texts = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class EventCode:
    """One code of a scheme.

    Attributes:
        scheme: ``cameo`` or ``plover``.
        notation: The code itself, such as ``043``.
        label: Its name in the codebook.
        wordings: Other names by which tables give it.
        root_relation: Local name of the relation of its root, which takes any kind at both ends.
        relation: Local name of a more special one; empty where there is none.
        reversed_relation: The same of one that runs from the object of the event to its subject.
    """

    scheme: str
    notation: str
    label: str
    wordings: tuple[str, ...]
    root_relation: str
    relation: str
    reversed_relation: str


def read_event_codes(path: Path) -> Iterator[EventCode]:
    """Yield the codes of a file in the order in which it names them.

    Raises:
        BrokenOntology: The file is not Turtle, or a code lacks its notation, its name, its
            scheme or a root with a relation.
    """
    found: _Texts = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found[_text(quad.subject)][quad.predicate.value].append(quad.object.value)
    except (OSError, SyntaxError, ValueError) as error:
        message = f"{path} cannot be read as Turtle ({error}): mend the file or restore it"
        raise BrokenOntology(message) from error
    for iri, texts in list(found.items()):
        if f"{_SKOS}inScheme" in texts:
            yield _code(iri, found)


def _code(iri: str, found: _Texts) -> EventCode:
    schemes = found[iri][f"{_SKOS}inScheme"]
    if len(schemes) > 1:
        raise BrokenOntology(f"<{iri}> is in {len(schemes)} schemes: a code of events is in one")
    root = _root(iri, found)
    return EventCode(
        scheme=_need(schemes[0], "notation", found),
        notation=_need(iri, "notation", found),
        label=_need(iri, "prefLabel", found),
        wordings=tuple(found[iri][f"{_SKOS}altLabel"]),
        root_relation=_relation(root, "eventRelation", found, needed=True),
        relation="" if root == iri else _relation(iri, "eventRelation", found),
        reversed_relation=_relation(iri, "eventRelationReversed", found),
    )


def _root(iri: str, found: _Texts) -> str:
    """Return the broadest code above one."""
    seen = [iri]
    while above := found[seen[-1]][f"{_SKOS}broader"]:
        if above[0] in seen:
            raise BrokenOntology(f"<{iri}> is broader than itself: mend its skos:broader")
        seen.append(above[0])
    return seen[-1]


def _need(iri: str, name: str, found: _Texts) -> str:
    values = found[iri][_SKOS + name]
    if len(values) != 1:
        message = f"<{iri}> has {len(values)} values of skos:{name}: a code of events has one"
        raise BrokenOntology(message)
    return values[0]


def _relation(iri: str, name: str, found: _Texts, *, needed: bool = False) -> str:
    values = [value.removeprefix(ONTOLOGY) for value in found[iri][ONTOLOGY + name]]
    if len(values) > 1 or (needed and not values):
        message = f"<{iri}> has {len(values)} values of gk:{name}: name one relation"
        raise BrokenOntology(message)
    return values[0] if values else ""


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
