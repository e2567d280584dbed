"""No fact is written twice, and no two records would share a name in the outputs.

Two entries of one fact split its evidence. The reverse of a symmetric fact is the same fact.
Opinions differ by what they say. What happens once may happen again on another day: it is told
apart by days that the sources know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator

from graphkit.identifiers import camel
from graphkit.model import Dispute, Evidence, Fact, Records
from graphkit.ontology import Ontology
from graphkit.origins import Origin
from graphkit.problems import Problem

CODES = {
    "duplicate-fact": "A fact is written twice, or once in each direction of a symmetric relation.",
    "duplicate-name": "Two records would get the same name in an export.",
}


def check(records: Records, ontology: Ontology) -> Iterator[Problem]:
    """Yield a problem for the second of each pair."""
    alike: dict[Hashable, dict[dt.date | None, Fact]] = {}
    for fact in records.facts.values():
        if not fact.object and fact.value is None:
            continue  # what it lacks was told when it was read
        other = _met_before(fact, alike.setdefault(_identity(fact, ontology), {}), ontology)
        if other:
            message = f"{fact.id} says the same as {other.id}"
            hint = f"join their stages and evidence; the first is at {other.origin.place}"
            yield Problem(fact.origin.place, "duplicate-fact", message, hint)
        if fact.id in records.entities:
            message = f"the fact {fact.id} has the id of an entity"
            hint = "give the fact another id: the two would be one in files with both"
            yield Problem(fact.origin.at("id"), "duplicate-name", message, hint)
    seen: dict[str, Origin] = {}
    for fact in records.facts.values():
        for stage in fact.stages:
            name = stage.local_name(fact.id)
            yield from _once(f"stage:{name}", stage.origin, seen)
            for item in stage.evidence:
                yield from _evidence(item, name, seen)
    for dispute in records.disputes.values():
        yield from _dispute(dispute, seen)
    yield from _registers(records)


def _identity(fact: Fact, ontology: Ontology) -> Hashable:
    ends = [fact.subject, fact.object]
    if ontology.relations[fact.relation].symmetric:
        ends.sort()
    value = None if fact.value is None else str(fact.value)
    return (fact.relation, *ends, value, fact.role, fact.field, fact.says, fact.about)


def _met_before(fact: Fact, alike: dict[dt.date | None, Fact], ontology: Ontology) -> Fact | None:
    """Return the first of the facts that are alike which may be this one; else join them."""
    day = None if ontology.relations[fact.relation].lasting else _day(fact)
    may_be_any = next(iter(alike.values()), None) if day is None else alike.get(None)
    other = may_be_any or alike.get(day)
    if other is None:
        alike[day] = fact
    return other


def _day(fact: Fact) -> dt.date | None:
    """Return the day that all stages with a date are of; none where it is not known to the day."""
    bounds = {
        bound
        for stage in fact.stages
        if stage.date
        for bound in (stage.date.start_earliest, stage.date.start_latest)
    }
    return bounds.pop() if len(bounds) == 1 else None


def _registers(records: Records) -> Iterator[Problem]:
    """Yield a problem for each code under a register that another one shares its property with."""
    first: dict[str, str] = {}
    for entity in records.entities.values():
        for scheme, _ in entity.ids:
            other = first.setdefault(camel(scheme), scheme)
            if other != scheme:
                message = f"the registers {other} and {scheme} get the same name"
                hint = "write both alike, or give one of them its full name"
                place = entity.origin.at("ids", scheme)
                yield Problem(place, "duplicate-name", message, hint)


def _dispute(dispute: Dispute, seen: dict[str, Origin]) -> Iterator[Problem]:
    for position in dispute.positions:
        name = position.local_name(dispute.id)
        if position.evidence:
            yield from _once(f"dispute:{name}", position.origin, seen)
        for item in position.evidence:
            yield from _evidence(item, dispute.id, seen)


def _evidence(evidence: Evidence, owner: str, seen: dict[str, Origin]) -> Iterator[Problem]:
    if evidence.source:
        yield from _once(f"evidence:{evidence.local_name(owner)}", evidence.origin, seen)


def _once(name: str, origin: Origin, seen: dict[str, Origin]) -> Iterator[Problem]:
    other = seen.setdefault(name, origin)
    if other is not origin:
        message = f"two records get the name {name}"
        hint = f'give one of them an "id:", or join them; the first is at {other.place}'
        yield Problem(origin.place, "duplicate-name", message, hint)
