"""What a statement of Wikidata joins: its relation, its two ends and the role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.importers.wikidata.claims import Claim
from graphkit.importers.wikidata.items import Item
from graphkit.importers.wikidata.kinds import Kinds
from graphkit.importers.wikidata.report import LeftOut
from graphkit.importers.wikidata.terms import RULES
from graphkit.ontology import Ontology


@dataclass(frozen=True, slots=True, order=True)
class Joined:
    """What a fact is the same fact by.

    Attributes:
        subject: An item.
        object: An item.
        role: The name of the office; empty for relations without one.
    """

    relation: str
    subject: str
    object: str
    role: str = ""


class Ends:
    """Finds what statements join, among the items that are known by name."""

    def __init__(
        self, items: Mapping[str, Item], kinds: Kinds, ontology: Ontology, left_out: LeftOut
    ) -> None:
        """Take the items that a fact may name."""
        self._items = items
        self._kinds = kinds
        self._ontology = ontology
        self._left_out = left_out

    def find(self, claim: Claim) -> Joined | None:
        """Return what a statement joins; none where it is to be left out, which is counted."""
        rule = RULES[claim.head.property]
        subject, object_, role = claim.head.item, claim.value, ""
        if rule.turned:
            subject, object_ = object_, subject
        if rule.office:
            office = self._named(claim, object_)
            state = self._state(claim, office) if office else ""
            if office is None or not state:
                return None
            object_, role = state, office.name
        relation = self._ontology.relations[rule.relation]
        kinds = (rule.kinds or relation.subject_kinds, relation.object_kinds)
        found = [self._end(claim, each) for each in (subject, object_)]
        first, second = found
        if first is None or second is None:
            return None
        if subject == object_:
            self._add("same-on-both-ends", claim, subject)
            return None
        if first[1] not in kinds[0] or second[1] not in kinds[1]:
            told = f"{first[1]} and {second[1]}"
            self._add("unfit-kinds", claim, detail=f"{claim.head.property} of {told}")
            return None
        if relation.symmetric and object_ < subject:
            subject, object_ = object_, subject
        return Joined(relation.name, subject, object_, role_in(role, second[0].name))

    def _end(self, claim: Claim, item: str) -> tuple[Item, str] | None:
        """Return an item with its kind."""
        named = self._named(claim, item)
        if named is None:
            return None
        kind = self._kinds.of(item, named.classes)
        if kind:
            return named, kind
        code = self._kinds.fault(named.classes)
        self._add(code, claim, item, detail=" ".join(named.classes))
        return None

    def _named(self, claim: Claim, item: str) -> Item | None:
        named = self._items.get(item)
        if named is None:
            self._add("not-in-file", claim, item)
        elif not named.name:
            self._add("no-name", claim, item)
            named = None
        return named

    def _state(self, claim: Claim, office: Item) -> str:
        """Return the one state of an office, as the statement or else the office says."""
        told = claim.jurisdictions or office.jurisdictions
        if len(told) > 1:
            self._add("several-states", claim, office.id)
            return ""
        state = self._items.get(told[0]) if told else None
        if told and state is None:
            self._add("not-in-file", claim, told[0])
            return ""
        if state is None or self._kinds.of(state.id, state.classes) != "state":
            self._add("no-state-of-office", claim, office.id)
            return ""
        return state.id

    def _add(self, code: str, claim: Claim, item: str = "", *, detail: str = "") -> None:
        text = f"{claim.head.id}: {item}" if item and item != claim.head.item else claim.head.id
        self._left_out.add(code, claim.head.spot, text, detail=detail)


def role_in(role: str, state: str) -> str:
    """Return the name of an office without the name of its state at the end.

    Labels put the state behind a role, as in "president of Kazakhstan".
    """
    for tail in (f" of the {state}", f" of {state}"):
        if role.endswith(tail) and len(role) > len(tail):
            return role.removesuffix(tail)
    return role
