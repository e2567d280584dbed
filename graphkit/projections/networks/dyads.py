"""The view as relations between states only (dyads), as scholars analyse them.

Persons become the state they hold office for, or that a source counts them to, as groups and
organizations do; shared events become edges between those who took part. What cannot become a
relation between two states is left out and counted. The rules stand for readers in
``docs/dyads.md``.
"""

from __future__ import annotations

import dataclasses
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter

from msgspec import structs

from graphkit.model import Fact
from graphkit.projections.networks.columns import Columns, Types, fact_columns, joined
from graphkit.projections.networks.network import Network, Tie, is_negative, tie_facts, value_facts
from graphkit.projections.networks.offices import NO_DEED, Standing, Window, relations_below, window
from graphkit.projections.networks.shared_events import JOINT, TAKING_PART, Side, shared_events
from graphkit.views import View

STATE, PERSON, EVENT = "state", "person", "event"
HOSTING = "hosted"
#: What may stand for a state.
_STANDING = frozenset({PERSON, "group", "organization"})
_VIA_POSSIBLE, _VIA_AFFILIATION = "via_possible", "via_affiliation"


@dataclasses.dataclass(frozen=True, slots=True)
class DyadNetwork(Network):
    """A network of states.

    Its edges have one column more: whether somebody folded away may not have stood for the
    state while the fact was going on. Where there are affiliations, another tells whether it is
    by one of them, and no office, that somebody stands for a state.

    Attributes:
        affiliations: Whether there are any.
    """

    affiliations: bool = False

    @property
    def edge_columns(self) -> Types:
        """The columns of edges and their types."""
        columns: Types = {_VIA_POSSIBLE: bool}
        if self.affiliations:
            columns[_VIA_AFFILIATION] = bool
        return super(DyadNetwork, self).edge_columns | columns


class Folded(Tie, frozen=True):
    """The edge of a fact in which somebody stands for a state.

    Attributes:
        persons: Ids of who does, groups and organizations included.
        certain: Whether all of them certainly held office for their state then, or were counted
            to it.
        affiliated: Whether one of them stands for it by affiliation, not by office.
    """

    persons: frozenset[str]
    certain: bool
    affiliated: bool = False

    def columns(self, view: View) -> Columns:
        """Return what the fact says, told of the states."""
        told = structs.replace(self.facts[0], subject=self.source, object=self.target)
        folded: Columns = {"via": joined(self.persons), _VIA_POSSIBLE: not self.certain}
        if self.affiliated:
            folded[_VIA_AFFILIATION] = True
        return fact_columns(told, view) | folded


def dyads(
    view: View,
    *,
    negative: bool = False,
    all_entities: bool = False,
    whole: View | None = None,
) -> Network:
    """Return the network of states of a view.

    Args:
        view: What to fold.
        negative: Whether absent and rejected facts of states become edges too.
        all_entities: Whether states without a fact become nodes.
        whole: The view of which the one to fold is a part, where it is one: who held which
            office is then looked up in the whole.
    """
    states = {name for name, e in view.records.entities.items() if e.kind == STATE}
    ties = DyadTies(view, whole, negative=negative)
    view = ties.view
    values, without = _values(view)
    left_out = {**ties.left_out, **without}
    names = frozenset(states if all_entities else ())
    return DyadNetwork(view, ties, values, left_out, names, ties.affiliations)


class DyadTies:
    """The edges between states, made as they are asked for.

    Attributes:
        view: What is folded.
        affiliations: Whether somebody may stand for a state by affiliation.
        left_out: How many facts are no edge, by reason.
    """

    def __init__(self, view: View, whole: View | None = None, *, negative: bool = False) -> None:
        """Sort the facts of a view into those that become edges and those that do not.

        Args:
            view: What to fold.
            whole: The view of which it is a part, where it is one.
            negative: Whether absent and rejected facts of states become edges too.
        """
        if whole is not None:
            # The state of a person need not be in the part.
            records = dataclasses.replace(view.records, entities=whole.records.entities)
            view = dataclasses.replace(view, records=records)
        self.view = view
        self._standing = Standing(whole or view)
        self.affiliations = bool(self._standing.affiliations)
        self._taking_part = relations_below(view.ontology, TAKING_PART, HOSTING)
        self._direct: list[Fact] = []
        self._events: dict[str, dict[str, list[Fact]]] = {}
        kept, self.left_out = tie_facts(view, negative=negative)
        for fact in kept:
            self._sort(fact)
        for event, parties in list(self._events.items()):
            if len(parties) == 1:
                (facts,) = parties.values()
                self.left_out["facts of events with one state only"] += len(facts)
                del self._events[event]

    def __iter__(self) -> Iterator[Tie]:
        """Yield the ties by id."""
        return heapq.merge(self._of_facts(), self._of_events(), key=attrgetter("id"))

    # -------------------------------------------------------------- which facts are edges

    def _sort(self, fact: Fact) -> None:
        reason = self._reason(fact)
        if reason:
            self.left_out[reason] += 1
        elif self._is_part_in_event(fact):
            (state,) = self._states(fact, fact.subject)
            self._events.setdefault(fact.object, {}).setdefault(state, []).append(fact)
        else:
            self._direct.append(fact)

    def _reason(self, fact: Fact) -> str:
        """Return why a fact is no relation between states; empty where it is one."""
        if fact.relation in self._standing.affiliations.relations:
            return NO_DEED
        names = [fact.subject]
        if not self._is_part_in_event(fact):
            names = [fact.object, fact.subject]
        kinds = [self._kind(name) for name in names]
        states = [self._states(fact, name) for name in names]
        both = zip(kinds, states, strict=True)
        strange = [kind for kind, found in both if not found and kind != PERSON]
        if strange:
            return self._strange(EVENT if EVENT in strange else strange[0])
        if any(kind != STATE for kind in kinds) and is_negative(fact, self.view):
            # One official did not go: that does not say that nobody of the state did.
            return f"negative facts of {_whose(kinds)}"
        if fact.relation in self._standing.relations:
            return "facts within one state"
        return _no_pair(states, _whose(kinds))

    def _strange(self, kind: str) -> str:
        if kind == EVENT:
            return "facts with an event besides taking part"
        label = self.view.ontology.kinds[kind].label
        return f"facts with {'an' if label[0] in 'aeiou' else 'a'} {label}"

    def _is_part_in_event(self, fact: Fact) -> bool:
        return fact.relation in self._taking_part and self._kind(fact.object) == EVENT

    def _kind(self, name: str) -> str:
        return self.view.records.entities[name].kind

    # -------------------------------------------------------------- what the edges are

    def _of_facts(self) -> Iterator[Tie]:
        for fact in self._direct:
            ends = (fact.subject, fact.object)
            persons = frozenset(name for name in ends if self._kind(name) != STATE)
            if not persons:
                yield Tie(fact.id, *ends, (fact,))
                continue
            (source,), (target,) = (self._states(fact, name) for name in ends)
            stands = zip(ends, (source, target), strict=True)
            certain = all(self._certain(fact, name, state) for name, state in stands)
            affiliated = any(self._affiliated(fact, name) for name in persons)
            yield Folded(fact.id, source, target, (fact,), persons, certain, affiliated)

    def _of_events(self) -> Iterator[Tie]:
        for event in sorted(self._events, key=lambda name: name + JOINT):
            parties = self._events[event].items()
            yield from shared_events(event, {name: self._side(name, f) for name, f in parties})

    def _side(self, state: str, facts: list[Fact]) -> Side:
        persons = frozenset(f.subject for f in facts if self._kind(f.subject) != STATE)
        certain = all(self._certain(fact, fact.subject, state) for fact in facts)
        affiliated = any(self._affiliated(fact, fact.subject) for fact in facts)
        return Side(state, tuple(facts), persons, certain, self.view, affiliated)

    def _states(self, fact: Fact, name: str) -> list[str]:
        """Return the states that an end of a fact stands for."""
        kind = self._kind(name)
        if kind == STATE:
            return [name]
        return self._standing.states(name, self._window(fact)) if kind in _STANDING else []

    def _certain(self, fact: Fact, name: str, state: str) -> bool:
        return name == state or self._standing.certain(name, state, self._window(fact))

    def _affiliated(self, fact: Fact, name: str) -> bool:
        return self._kind(name) != STATE and self._standing.affiliated(name, self._window(fact))

    def _window(self, fact: Fact) -> Window:
        return window(fact, self.view)


def _whose(kinds: Iterable[str]) -> str:
    """Return whose a fact is that is not one between states alone."""
    return "persons" if PERSON in kinds else "groups and organizations"


def _no_pair(ends: list[list[str]], whose: str) -> str:
    """Return why the states that ends stand for are no pair; empty where they are one."""
    if not all(ends):
        return "facts of persons without a state"
    if any(len(states) > 1 for states in ends):
        return f"facts of {whose} with several states"
    if len(ends) > 1 and ends[0] == ends[1]:
        return "facts within one state"
    return ""


def _values(view: View) -> tuple[tuple[Fact, ...], Counter[str]]:
    """Return the facts that become columns of states, and how many do not, by reason."""
    entities, facts = view.records.entities, view.records.facts
    valued = [fact for fact in facts.values() if not fact.object and not fact.deprecated]
    of_states = {f.id: f for f in valued if entities[f.subject].kind == STATE}
    records = dataclasses.replace(view.records, facts=of_states)
    values, left_out = value_facts(dataclasses.replace(view, records=records))
    left_out["values of what is no state"] = len(valued) - len(of_states)
    return values, +left_out
