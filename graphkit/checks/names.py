"""No two entities of a kind look alike to a reader.

Names are compared without regard to case, width and composed letters (Unicode NFKC and case
folding): two entities of one name are perhaps one, or need a note to tell them apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from graphkit.model import Entity, Records
from graphkit.ontology import Ontology
from graphkit.problems import Problem, Severity

CODES = {"twin-names": "Two entities of one kind have the same name."}


def check(records: Records, _ontology: Ontology) -> Iterator[Problem]:
    """Yield a warning for the second entity of each name and kind."""
    first: dict[tuple[str, str], Entity] = {}
    for entity in records.entities.values():
        if not entity.name:
            continue
        key = (entity.kind, unicodedata.normalize("NFKC", entity.name).casefold())
        other = first.setdefault(key, entity)
        if other is not entity:
            message = f'{entity.id} and {other.id} are both named "{entity.name}"'
            hint = "join them, or tell them apart in the name"
            place = entity.origin.at("name")
            yield Problem(place, "twin-names", message, hint, Severity.WARNING)
