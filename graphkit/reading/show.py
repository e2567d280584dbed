"""The dossier of an entity: its facts by how far they have come, and where sources differ."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Fact
from graphkit.ontology import Group
from graphkit.provenance import NEVER, speakers
from graphkit.reading import wording

#: The colour group of relations that are opinions: what someone says of something.
OPINION = "opinion"

COMMITTED = "Announced or agreed, not accomplished"
HOLDS = "Holds or happened"
VALUES = "Attributes"
POSSIBLE = "Possible, not certain"
PROSPECTIVE = "Sought, expected, conditional or planned"
CLOSED = "Ended"
NEGATIVE = "Does not hold, the sources say"
SAID_BY = "What it said"
SAID_OF = "Said of it"
LATER = "Not begun on this day"
DEPRECATED = "Withdrawn by the curators"
#: The parts of a dossier in their order.
PARTS = (
    COMMITTED, HOLDS, VALUES, POSSIBLE, PROSPECTIVE, CLOSED, NEGATIVE, SAID_BY, SAID_OF, LATER,
    DEPRECATED,
)  # fmt: skip
_BY_GROUP = {
    Group.COMMITTED: COMMITTED,
    Group.PROSPECTIVE: PROSPECTIVE,
    Group.CLOSED: CLOSED,
    Group.NEGATIVE: NEGATIVE,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Dossier:
    """What a graph knows of an entity on its day.

    Attributes:
        graph: With both clocks set.
        entity: Whose dossier it is.
        parts: Facts that the entity is an end of, and opinions of such facts, newest first
            under a title of `PARTS`; each fact stands in one part, and no part is empty.
        disputes: Over the entity or one of those facts, by id.
        published: Ids of the sources it published or wrote.
        voiced: Facts about others for which it speaks.
    """

    graph: Graph
    entity: Entity
    parts: Mapping[str, tuple[Fact, ...]]
    disputes: tuple[Dispute, ...]
    published: tuple[str, ...]
    voiced: tuple[Fact, ...]

    @property
    def facts(self) -> list[Fact]:
        """All facts of the parts."""
        return [fact for facts in self.parts.values() for fact in facts]


def dossier(graph: Graph, entity: Entity) -> Dossier:
    """Return the dossier of an entity in a view."""
    facts = list(bearing_on(graph, entity.id))
    parts: dict[str, list[Fact]] = {part: [] for part in PARTS}
    for fact in newest_first(graph, facts):
        parts[part_of(graph, fact, entity.id)].append(fact)
    own = {fact.id for fact in facts}
    return Dossier(
        graph=graph,
        entity=entity,
        parts={part: tuple(found) for part, found in parts.items() if found},
        disputes=tuple(d for d in graph.disputes.values() if _is_about(d, entity.id, own)),
        published=tuple(
            source.id
            for source in graph.sources.values()
            if entity.id in (source.publisher, *source.authors)
        ),
        voiced=tuple(
            fact
            for fact in graph.facts()
            if fact.id not in own and entity.id in _voices(graph, fact)
        ),
    )


def bearing_on(graph: Graph, entity: str) -> Iterable[Fact]:
    """Yield the facts that have an entity as an end, and the opinions about such facts."""
    for fact in graph.facts():
        about = graph.fact(fact.about) if fact.about else fact
        if entity in {fact.subject, fact.object, about.subject, about.object}:
            yield fact


def part_of(graph: Graph, fact: Fact, entity: str) -> str:
    """Return under which title of `PARTS` a fact stands."""
    state = graph.state(fact)
    if fact.deprecated:
        return DEPRECATED
    if state is None:
        return LATER
    if not state.definite:
        return POSSIBLE
    if state.step.group is not Group.REALIZED:
        return _BY_GROUP[state.step.group]
    if graph.ontology.relations[fact.relation].colour_group == OPINION:
        return SAID_BY if fact.subject == entity else SAID_OF
    return HOLDS if fact.object else VALUES


def newest_first(graph: Graph, facts: Iterable[Fact]) -> list[Fact]:
    """Return facts by the day they stand for, undated ones last."""

    def place(fact: Fact) -> tuple[int, str]:
        stage = wording.shown_stage(graph, fact)
        date = stage.date or stage.attested
        day = date and (date.start_earliest or date.start_latest)
        return (-day.toordinal() if day else NEVER, fact.id)

    return sorted(facts, key=place)


def _voices(graph: Graph, fact: Fact) -> set[str]:
    return {voice for item in wording.evidence(fact) for voice in speakers(item, graph.sources)}


def _is_about(dispute: Dispute, entity: str, facts: set[str]) -> bool:
    accepted = {name for position in dispute.positions for name in position.facts}
    return entity in dispute.about or bool(facts & (accepted | set(dispute.about)))
