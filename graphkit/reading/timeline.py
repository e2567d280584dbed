"""What happened and what was said to come, stage by stage, in the order of days."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator

from graphkit.dates import EdtfDate
from graphkit.graph import Graph
from graphkit.labels import full_label, short_label
from graphkit.life import State, Step
from graphkit.model import Entity, Evidence, Fact, Stage
from graphkit.provenance import NEVER, first_attested, to_day
from graphkit.reading import wording
from graphkit.reading.show import OPINION, bearing_on

COLUMNS = ("date", "from", "stage", "what", "agent", "sources", "until", "id", "source_ids")
#: The columns that a reader needs, which are the first ones: programs get all.
READ = 6
#: The word in the column of stages for the day on which a thing is to happen.
DUE = "due"
_EVENT = "event"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One line of a timeline.

    Attributes:
        when: In words.
        earliest: The first day it may be; none where that is open, or where it is undated.
        latest: The last day it may be; none where that is open, or where it is undated.
        dated: Whether the source dates it; an undated one has its first attestation as words.
        attested: Of an undated one, when it was first seen.
        stage: In words; ``due`` or ``event`` where it is none.
        what: The fact with what the stage makes of it, or the event.
        agents: Ids of whose act it is.
        sources: Ids.
        identifier: Of the fact or the event.
        opinion: Whether it is only what someone said.
        certain: Whether it had certainly begun on the graph's day; a due day never has.
    """

    when: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    dated: bool = True
    attested: dt.date | None = None
    stage: str
    what: str
    agents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    identifier: str
    opinion: bool = False
    certain: bool = False

    @property
    def place(self) -> tuple[object, ...]:
        """Where the line stands: dated ones first, each by its first known day.

        One that is open to the past stands before all else of its last day, by which it had
        happened. Of one day, what was said of the rest comes last.
        """
        first = self.earliest or self.latest or self.attested or dt.date.max
        last = self.latest or dt.date.max
        return (
            not self.dated,
            first,
            self.dated and self.earliest is not None,
            last,
            self.opinion,
            self.stage == DUE,
            self.what,
            self.agents,
        )


def timeline(graph: Graph, entity: Entity | None = None) -> list[Moment]:
    """Return the dated lines in order, then the undated ones by their first attestation.

    Each stage is a line, the end of an interval and a due day are lines of their own, and so
    is the date of an event.

    Args:
        graph: With both clocks set.
        entity: Only facts that it is an end of, and opinions about such facts.
    """
    facts = bearing_on(graph, entity.id) if entity else graph.facts()
    moments = [moment for fact in facts for moment in _of_fact(graph, fact)]
    events = [entity] if entity else graph.entities.values()
    moments += _of_events(graph, events)
    return sorted(moments, key=lambda moment: moment.place)


def rows(graph: Graph, moments: Iterable[Moment]) -> Iterator[tuple[str, ...]]:
    """Yield one row of `COLUMNS` for each line."""
    for moment in moments:
        yield (
            moment.when,
            str(moment.earliest or ""),
            moment.stage,
            moment.what,
            wording.names(graph, moment.agents),
            ", ".join(dict.fromkeys(wording.source_label(graph, one) for one in moment.sources)),
            str(moment.latest or ""),
            moment.identifier,
            ", ".join(moment.sources),
        )


def _of_fact(graph: Graph, fact: Fact) -> Iterator[Moment]:
    """Yield the stages of a fact, and what they set a day for."""
    for step in graph.view.lives[fact.id].steps:
        # The life was made before the view left out what had not begun.
        if any(step.record is stage for stage in fact.stages) and _is_in_view(graph, step):
            yield _of_step(graph, fact, step)
    for stage in fact.stages:
        if stage.due:
            yield Moment(
                when=f"due {wording.date_words(stage.due)}",
                earliest=stage.due.start_earliest,
                latest=stage.due.start_latest,
                stage=DUE,
                what=_label(graph, fact, _step_of(graph, fact, stage)),
                agents=stage.agents,
                sources=_sources(stage.evidence),
                identifier=fact.id,
            )


def _of_step(graph: Graph, fact: Fact, step: Step) -> Moment:
    stage, day = step.record, graph.day.toordinal()
    ran_out = step.stage != stage.stage
    span = step.attested or step.begin
    dated = stage.date is not None or stage.attested is not None
    certain = step.attested.latest <= day if step.attested else step.definite(day)
    word = graph.ontology.stages[step.stage].label
    return Moment(
        when=_end_words(stage.date) if ran_out and stage.date else wording.when(graph, stage),
        earliest=to_day(span.earliest) if dated else None,
        latest=to_day(span.latest) if dated and span.latest != NEVER else None,
        dated=dated,
        attested=None if dated else first_attested(stage, graph.sources),
        stage=word if certain or not step.possible(day) else f"possibly {word}",
        what=_label(graph, fact, step),
        agents=() if ran_out else stage.agents,
        sources=_sources(stage.evidence),
        identifier=fact.id,
        opinion=graph.ontology.relations[fact.relation].colour_group == OPINION,
        certain=certain,
    )


def _of_events(graph: Graph, entities: Iterable[Entity]) -> Iterator[Moment]:
    for entity in entities:
        date, limit = entity.date, graph.view.as_of
        if date and not (limit and date.start_earliest and date.start_earliest > limit):
            yield Moment(
                when=wording.date_words(date),
                earliest=date.start_earliest,
                latest=date.start_latest,
                stage=_EVENT,
                what=entity.name,
                identifier=entity.id,
                certain=bool(date.start_latest and date.start_latest <= graph.day),
            )


def _label(graph: Graph, fact: Fact, step: Step) -> str:
    """Return a fact as one stage has it: ``Kazakhstan joined Accords (agreed)``."""
    state = State(step, definite=True, dated=None)
    label = full_label(fact, short_label(fact, state, graph.view), graph.entities)
    return f"{label}: {fact.says}" if fact.says else label


def _step_of(graph: Graph, fact: Fact, stage: Stage) -> Step:
    return next(step for step in graph.view.lives[fact.id].steps if step.record is stage)


def _is_in_view(graph: Graph, step: Step) -> bool:
    limit = graph.view.as_of
    return limit is None or step.possible(limit.toordinal())


def _end_words(date: EdtfDate) -> str:
    """Return the day after an interval in words."""
    first, last = date.end_earliest, date.end_latest
    if first is None or last is None:
        return f"end of: {date.words()}"
    return f"after {wording.day_words(last)}" if first == last else f"end of: {date.words()}"


def _sources(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({item.source for item in evidence}))
