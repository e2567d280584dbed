"""The page for those who have no script: the facts as a table, the disputes, dossiers, sources.

The words are those of the page's own table and of ``graphkit show``. A fact is told once with its
evidence, in the dossier of its subject; the table, disputes and other dossiers lead there. The day
on which a source was published stands with the source alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Evidence, Fact, Position, Source
from graphkit.projections.page.lives import ordered_stages
from graphkit.reading import linked, wording
from graphkit.reading.fact_table import Row, fact_rows, most_telling
from graphkit.reading.fact_text import headline, remarks, stage_line, title_and_standing
from graphkit.reading.linked import Piece, Remark
from graphkit.reading.show import Dossier, dossier
from graphkit.reading.show_text import kind_line

#: Facts, and entities, up to which everything is told: some 1,300 bytes for each fact.
MOST_TOLD = 250
#: Rows of the table where there are more: some 200 bytes for each.
MOST_ROWS = 1_000


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """Evidence in words, and the source that holds it."""

    words: str
    source: Piece


@dataclasses.dataclass(frozen=True, slots=True)
class PlainStage:
    """A stage in a line, which is empty of an only one, its note, and who says so."""

    line: str
    note: str
    evidence: tuple[Told, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class PlainFact:
    """A fact in a dossier.

    Attributes:
        id: Of the fact.
        headline: As the entity sees it.
        is_here: Whether all is told here; otherwise in the dossier of its subject.
        remarks: What else is to be known.
        stages: In their order; there are some only where all is told.
    """

    id: str
    headline: str
    is_here: bool
    remarks: tuple[str, ...] = ()
    stages: tuple[PlainStage, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class PlainPosition:
    """What one side of a dispute says, which facts it accepts, and where it says so."""

    says: str
    accepts: tuple[Piece, ...]
    evidence: tuple[Told, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class PlainDispute:
    """A question on which sources differ."""

    id: str
    question: str
    kind: str
    topics: tuple[Piece, ...]
    positions: tuple[PlainPosition, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class PlainEntity:
    """An entity: what it is, remarks, its facts and what leads on, under their titles."""

    id: str
    name: str
    line: str
    remarks: tuple[str, ...]
    facts: Mapping[str, tuple[PlainFact, ...]]
    links: Mapping[str, tuple[Piece, ...]]


@dataclasses.dataclass(frozen=True, slots=True)
class PlainSource:
    """A source: what it is, and what else is to be known of it."""

    id: str
    line: tuple[Piece, ...]
    remarks: tuple[Remark, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class PlainMoment:
    """A step of the story, and what it is about, which leads there where that is told."""

    date: str
    title: str
    text: str
    about: Piece


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """All that a reader without a script gets.

    Attributes:
        clocks: The day of the view in words.
        number: How many facts the view has.
        is_whole: Whether all of it is told, and not the most telling rows alone.
        rows: In the order of the page's table.
        moments: The steps of the story, in their order.
        disputes: All of them; none where not all is told, and so for the rest.
        entities: By the plural of their kind.
        sources: All of them.
    """

    clocks: str
    number: int
    is_whole: bool
    rows: tuple[Row, ...]
    moments: tuple[PlainMoment, ...]
    disputes: tuple[PlainDispute, ...] = ()
    entities: Mapping[str, tuple[PlainEntity, ...]] = dataclasses.field(default_factory=dict)
    sources: tuple[PlainSource, ...] = ()


def plain(graph: Graph) -> Plain:
    """Return what a view says to readers without a script.

    Args:
        graph: With both clocks set as asked for.
    """
    facts = list(graph.facts())
    whole = max(len(facts), len(graph.entities)) <= MOST_TOLD
    told = facts if whole else most_telling(graph, facts, MOST_ROWS)
    rows = tuple(fact_rows(graph, told))
    moments = tuple(_moments(graph, linking=whole))
    found = Plain(wording.clock_words(graph), len(facts), whole, rows, moments)
    if not whole:
        return found
    return dataclasses.replace(
        found,
        disputes=tuple(_dispute(graph, dispute) for dispute in graph.disputes.values()),
        entities=_entities(graph),
        sources=tuple(_source(graph, source) for source in graph.sources.values()),
    )


def _moments(graph: Graph, *, linking: bool) -> Iterator[PlainMoment]:
    """Yield the story; a view may lack what a moment is about, which then is not named."""
    for moment in graph.view.records.moments:
        if moment.focus in graph.entities:
            about = linked.entity(graph, moment.focus)
        elif moment.focus in graph.view.records.facts:
            about = linked.fact(graph, moment.focus)
        else:
            about = Piece("")
        date = wording.date_words(moment.date)
        told = about if linking else Piece(about.words)
        yield PlainMoment(date, moment.title, moment.text, told)


def _fact(graph: Graph, fact: Fact, entity: str) -> PlainFact:
    told = headline(graph, fact, entity)
    if fact.subject != entity:
        return PlainFact(fact.id, told, is_here=False)
    remarks_ = tuple(filter(None, remarks(graph, fact)))
    return PlainFact(fact.id, told, True, remarks_, tuple(_stages(graph, fact)))  # noqa: FBT003 - is_here


def _stages(graph: Graph, fact: Fact) -> Iterator[PlainStage]:
    state, stages = graph.state(fact), ordered_stages(fact, graph.ontology)
    for stage in stages:
        now = bool(state and state.step.record is stage)
        line = stage_line(graph, stage, now=now) if len(stages) > 1 else ""
        yield PlainStage(line, stage.note, _told(graph, stage.evidence))


def _told(graph: Graph, evidence: Iterable[Evidence]) -> tuple[Told, ...]:
    return tuple(
        Told(
            wording.evidence_words(graph, item, published=False),
            Piece(item.source, "source", item.source),
        )
        for item in wording.ordered(evidence)
    )


def _dispute(graph: Graph, dispute: Dispute) -> PlainDispute:
    return PlainDispute(
        id=dispute.id,
        question=dispute.question,
        kind=graph.ontology.dispute_kinds[dispute.kind].label,
        topics=tuple(linked.dispute_topics(graph, dispute)),
        positions=tuple(_position(graph, position) for position in dispute.positions),
    )


def _position(graph: Graph, position: Position) -> PlainPosition:
    accepts = tuple(linked.fact(graph, name) for name in position.facts)
    return PlainPosition(position.says, accepts, _told(graph, position.evidence))


def _entities(graph: Graph) -> dict[str, tuple[PlainEntity, ...]]:
    found: dict[str, tuple[PlainEntity, ...]] = {}
    for kind in graph.ontology.kinds.values():
        entities = (entity for entity in graph.entities.values() if entity.kind == kind.word)
        ordered = sorted(entities, key=lambda entity: (entity.name, entity.id))
        if ordered:
            found[kind.plural] = tuple(_entity(graph, entity) for entity in ordered)
    return found


def _entity(graph: Graph, entity: Entity) -> PlainEntity:
    found = dossier(graph, entity)
    also = f"Also: {', '.join(entity.aliases)}" if entity.aliases else ""
    return PlainEntity(
        id=entity.id,
        name=entity.name,
        line=kind_line(graph, entity),
        remarks=tuple(filter(None, [also, entity.note])),
        facts={
            part: tuple(_fact(graph, fact, entity.id) for fact in facts)
            for part, facts in found.parts.items()
        },
        links={title: tuple(pieces) for title, pieces in _links(found) if pieces},
    )


def _links(found: Dossier) -> Iterator[tuple[str, list[Piece]]]:
    """Yield what else a dossier holds, under the titles that `graphkit show` gives it."""
    graph = found.graph
    disputes = [Piece(one.question, "dispute", one.id) for one in found.disputes]
    yield "Where the sources differ", disputes
    published = [
        Piece(wording.source_words(graph, name), "source", name) for name in found.published
    ]
    yield "Published or wrote", published
    voiced = [Piece(title_and_standing(graph, one), "fact", one.id) for one in found.voiced]
    yield "Is the voice for", voiced


def _source(graph: Graph, source: Source) -> PlainSource:
    line = tuple(linked.source_line(graph, source))
    return PlainSource(source.id, line, tuple(linked.source_remarks(graph, source)))
