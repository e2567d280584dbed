"""A part of a view: the facts at some stages, or those around one entity."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from graphkit.errors import GraphkitError
from graphkit.model import Fact, Records
from graphkit.ontology import Group, Ontology
from graphkit.problems import one_of
from graphkit.provenance import speakers
from graphkit.pruning import with_facts, without_unused_sources
from graphkit.views import View


class Selection(msgspec.Struct, frozen=True):
    """Which facts of a view to keep; by default all.

    Attributes:
        stages: Words of the stages on the view's day; empty for any, and then also facts
            that have not begun.
        focus: Id of an entity; empty for none.
        steps: How many facts away from the focus an entity may be.
    """

    stages: frozenset[str] = frozenset()
    focus: str = ""
    steps: int = 1

    def __bool__(self) -> bool:
        """Whether anything may be left out."""
        return bool(self.stages or self.focus)


def parse_stages(words: Iterable[str], ontology: Ontology) -> frozenset[str]:
    """Return the stages that words name, each a stage or a group of stages.

    Raises:
        GraphkitError: A word is neither.
    """
    groups = {group.value for group in Group}
    found: set[str] = set()
    for word in words:
        if word in groups:
            found |= {name for name in ontology.stages if ontology.group(name).value == word}
        elif word in ontology.stages:
            found.add(word)
        else:
            hint = one_of(word, [*sorted(groups), *ontology.stages], "stages")
            raise GraphkitError(f'"{word}" is no stage and no group of stages: {hint}')
    return frozenset(found)


def select(view: View, selection: Selection) -> View:
    """Return the part of a view that a selection keeps, with what bears on it.

    Around a focus, the facts among all entities that are near enough stay, as network
    analysts draw the neighbourhood of a node. Entities and sources stay that these facts,
    their evidence or their disputes name.

    Raises:
        GraphkitError: There is no such focus in the view.
    """
    facts = list(view.records.facts.values())
    if selection.stages:
        facts = [fact for fact in facts if _stage(view, fact) in selection.stages]
    near: Collection[str] = ()
    if selection.focus:
        if selection.focus not in view.records.entities:
            raise GraphkitError(f'there is no entity "{selection.focus}": give the id of one')
        near = _near(facts, selection.focus, selection.steps)
        facts = [f for f in facts if f.subject in near and (not f.object or f.object in near)]
    kept = {fact.id: fact for fact in facts}
    records = without_unused_sources(with_facts(view.records, kept))
    if selection.focus:
        records = _with_disputes_over(records, {selection.focus, *kept})
        records = without_unused_sources(records)
    records = _without_unused_entities(records, {selection.focus})
    return dataclasses.replace(
        view,
        records=records,
        lives={name: view.lives[name] for name in kept},
        states={name: view.states[name] for name in kept},
        disputes=_still_there(view.disputes, records),
    )


def _stage(view: View, fact: Fact) -> str:
    state = view.states[fact.id]
    return state.step.stage if state else ""


def _near(facts: Iterable[Fact], focus: str, steps: int) -> set[str]:
    """Return the entities at most so many facts away from the focus, itself included."""
    ends = [(fact.subject, fact.object) for fact in facts if fact.object]
    near = {focus}
    for _ in range(steps):
        reached = {end for pair in ends if near.intersection(pair) for end in pair}
        if reached <= near:
            break
        near |= reached
    return near


def _with_disputes_over(records: Records, topics: set[str]) -> Records:
    """Return records with the disputes that are about one of some topics or accept one."""
    disputes = {
        dispute.id: dispute
        for dispute in records.disputes.values()
        if topics.intersection(dispute.about)
        or any(topics.intersection(position.facts) for position in dispute.positions)
    }
    return dataclasses.replace(records, disputes=disputes)


def _without_unused_entities(records: Records, also: Iterable[str]) -> Records:
    used = {*also, *_named(records)}
    entities = {name: entity for name, entity in records.entities.items() if name in used}
    told = entities.keys() | records.facts.keys()
    moments = tuple(moment for moment in records.moments if moment.focus in told)
    return dataclasses.replace(records, entities=entities, moments=moments)


def _named(records: Records) -> Iterator[str]:
    """Yield the ids of all entities that other records name."""
    for fact in records.facts.values():
        yield from (fact.subject, fact.object)
        for stage in fact.stages:
            yield from stage.agents
    for evidence in records.evidence():
        yield from (*speakers(evidence, records.sources), *evidence.by)
    for source in records.sources.values():
        yield from (source.publisher, *source.authors)
    for dispute in records.disputes.values():
        yield from dispute.about


def _still_there(
    disputes: Mapping[str, tuple[str, ...]], records: Records
) -> dict[str, tuple[str, ...]]:
    kept = {
        fact: tuple(name for name in names if name in records.disputes)
        for fact, names in disputes.items()
        if fact in records.facts
    }
    return {fact: names for fact, names in kept.items() if names}
