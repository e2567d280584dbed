"""Subjects, objects, agents and speakers are of a kind that fits.

The ontology says which kinds a relation joins: a treaty does not recognize a state. Only
states, people, groups and organizations can act or speak.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.model import Fact, Records
from graphkit.ontology import Ontology
from graphkit.origins import Origin
from graphkit.problems import Problem

CODES = {
    "subject-kind": "The relation does not take a subject of this kind.",
    "object-kind": "The relation does not take an object of this kind.",
    "self-relation": "Subject and object are the same.",
    "cannot-act": "Something that cannot act or speak is named as agent, speaker or author.",
}
_ACTORS = ("state", "person", "group", "organization")


def check(records: Records, ontology: Ontology) -> Iterator[Problem]:
    """Yield a problem for each entity whose kind does not fit its part."""
    for fact in records.facts.values():
        yield from _ends(fact, records, ontology)
        for stage in fact.stages:
            yield from _actors(stage.agents, "agent", stage.origin, records)
            for item in stage.evidence:
                yield from _actors(item.by, "by", item.origin, records)
    for dispute in records.disputes.values():
        for position in dispute.positions:
            for item in position.evidence:
                yield from _actors(item.by, "by", item.origin, records)
    for source in records.sources.values():
        yield from _actors((source.publisher,), "publisher", source.origin, records)
        yield from _actors(source.authors, "author", source.origin, records)


def _ends(fact: Fact, records: Records, ontology: Ontology) -> Iterator[Problem]:
    relation = ontology.relations[fact.relation]
    ends = (
        ("subject", fact.subject, relation.subject_kinds),
        ("object", fact.object, relation.object_kinds),
    )
    for end, name, kinds in ends:
        entity = records.entities.get(name)
        if entity and entity.kind and kinds and entity.kind not in kinds:
            message = f"{relation.name} takes no {entity.kind} as {end}: {name}"
            hint = f"use another relation, or a {' or '.join(kinds)}"
            yield Problem(fact.origin.at(end), f"{end}-kind", message, hint)
    if fact.object and fact.subject == fact.object:
        message = f"{fact.subject} stands on both ends"
        hint = "name the other party"
        yield Problem(fact.origin.at("object"), "self-relation", message, hint)


def _actors(
    names: Sequence[str], field: str, origin: Origin, records: Records
) -> Iterator[Problem]:
    for name in names:
        entity = records.entities.get(name)
        if entity and entity.kind and entity.kind not in _ACTORS:
            place = origin.at(field, name)
            message = f'"{name}" is of kind {entity.kind} and cannot stand under "{field}"'
            hint = f"name a {', '.join(_ACTORS[:-1])} or {_ACTORS[-1]}"
            yield Problem(place, "cannot-act", message, hint)
