"""What a project knows already: which entities items of Wikidata are, and which facts it has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from graphkit.importers.wikidata.entities import plain_id
from graphkit.importers.wikidata.items import Item
from graphkit.importers.wikidata.report import Spot
from graphkit.importers.wikidata.terms import CODES, WIKIDATA
from graphkit.model import Entity, Fact, Records
from graphkit.ontology import Ontology

_NOWHERE = Spot("", 0)
#: Subject, relation, object and role of a fact; the subject of a symmetric one sorts first.
Ends: TypeAlias = tuple[str, str, str, str]


class Known:
    """The records of a project, looked up by items and by what facts join.

    Attributes:
        ids: Which no new record may have.
        sources: Those that are there.
        facts: What its facts join.
    """

    def __init__(self, ontology: Ontology, records: Records | None = None) -> None:
        """Take the records of a project; none where it is to be new."""
        self._entities = dict(records.entities) if records else {}
        self._by_code: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        for entity in self._entities.values():
            for code in entity.ids:
                self._by_code[code].append(entity)
        facts = dict(records.facts) if records else {}
        self.ids = frozenset((*self._entities, *facts, *(records.disputes if records else ())))
        self.sources = dict(records.sources) if records else {}
        self.facts = frozenset(
            _ends(fact, ontology)
            for fact in facts.values()
            if fact.object and not (fact.field or fact.about or fact.says)
        )

    def kinds(self) -> dict[str, str]:
        """Return the kinds of the items that the project names, whatever their classes."""
        named = (code for scheme, code in self._by_code if scheme == WIKIDATA)
        return {item: entity.kind for item in named if (entity := self._coded((WIKIDATA, item)))}

    def item(self, item: str) -> Item | None:
        """Return an item that may be in no file, by the name that the project has for it."""
        entity = self._coded((WIKIDATA, item))
        return Item(item, _NOWHERE, entity.name) if entity else None

    def find(self, kinds: Iterable[tuple[Item, str]]) -> dict[str, str]:
        """Return the ids of the entities that items are, as far as the project has them.

        An item is the only entity that has its number under ``ids:``, else its ISO code, else
        the entity whose id is made of its very name. That is of its kind and has no other code
        under the same scheme; and where two items would be one entity, neither of them is.

        Args:
            kinds: Items with their kinds.
        """
        left = list(kinds)
        found: dict[str, str] = {}
        for ways in ((WIKIDATA,), tuple(scheme for scheme, _ in CODES.values()), ()):
            told = {item.id: self._one(item, kind, ways) for item, kind in left}
            times = Counter(told.values())
            taken = set(found.values())
            found |= {
                item: name
                for item, name in told.items()
                if name and times[name] == 1 and name not in taken
            }
            left = [(item, kind) for item, kind in left if item.id not in found]
        return found

    def _one(self, item: Item, kind: str, schemes: tuple[str, ...]) -> str:
        """Return the id of the one entity that has a code of an item, or of none its name."""
        codes = {**dict(item.codes), WIKIDATA: item.id}
        if schemes:
            told = [self._coded((each, codes[each])) for each in schemes if each in codes]
        else:
            told = [self._entities.get(plain_id(item))]
        found = {
            entity.id
            for entity in told
            if entity
            and entity.kind == kind
            and all(codes.get(scheme, code) == code for scheme, code in entity.ids)
        }
        return found.pop() if len(found) == 1 else ""

    def _coded(self, code: tuple[str, str]) -> Entity | None:
        found = self._by_code.get(code, [])
        return found[0] if len(found) == 1 else None


def _ends(fact: Fact, ontology: Ontology) -> Ends:
    ends = [fact.subject, fact.object]
    if ontology.relations[fact.relation].symmetric:
        ends.sort()
    return ends[0], fact.relation, ends[1], fact.role
