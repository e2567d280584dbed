"""The life of a fact: when each of its stages began, and which of them counts on a day.

A stage has begun definitely or possibly; a closed or negative stage sets others aside; of
what remains the farthest stage is the fact's. The order of stages in the file means nothing.

Days are ordinals (`datetime.date.toordinal`) in here: comparing them is most of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from graphkit.dates import EdtfDate
from graphkit.model import Fact, Source, Stage
from graphkit.ontology import Group, Ontology
from graphkit.provenance import ALWAYS, LAST_DAY, NEVER, Span, report_day, span

_HOLDING = frozenset({Group.COMMITTED, Group.REALIZED})
_ALIVE = _HOLDING | {Group.PROSPECTIVE}


class Step(msgspec.Struct, frozen=True, eq=False):
    """A stage, or the end of its interval, with the days on which it may have begun.

    Attributes:
        stage: Word of the stage; ``ended`` for the end of an interval.
        record: The stage as curated.
        group: Of the stage.
        rank: Of the stage.
        begin: When it began.
        attested: The day on which it was seen, where that is all we know of it.
    """

    stage: str
    record: Stage
    group: Group
    rank: int
    begin: Span
    attested: Span | None = None

    def definite(self, day: int) -> bool:
        """Whether it has certainly begun by a day."""
        if self.attested:
            return self.attested.earliest == self.attested.latest == day
        return self.begin.latest <= day

    def possible(self, day: int) -> bool:
        """Whether it may have begun by a day; what is definite is possible."""
        return self.begin.earliest <= day

    @property
    def latest(self) -> int:
        """The day by which it had begun or was seen."""
        return self.attested.latest if self.attested else self.begin.latest

    def spared_by(self, end: Step) -> bool:
        """Whether it certainly began, or was certainly seen, after a closed or negative one."""
        first = self.attested.earliest if self.attested else self.begin.earliest
        return first > end.begin.latest

    @property
    def name(self) -> tuple[tuple[str, ...], str, str]:
        """What settles a tie whatever the order of the file.

        The agents, then the id, then the curated word: the end of an interval and a stage
        ``ended`` may have all else in common.
        """
        return (self.record.agents, self.record.id, self.record.stage)


class State(msgspec.Struct, frozen=True):
    """A fact on a day.

    Attributes:
        step: What gives the fact its stage.
        definite: Whether it is certain; otherwise it is only possible.
        dated: The step that gives the label its year: the farthest committed or realized
            one that has definitely begun.
    """

    step: Step
    definite: bool
    dated: Step | None

    @property
    def holds(self) -> bool:
        """Whether the fact counts as true, committed ones included."""
        return self.definite and self.step.group in _HOLDING


class Life:
    """The steps of one fact, ready to be asked for any day."""

    __slots__ = ("steps",)

    def __init__(self, fact: Fact, sources: Mapping[str, Source], ontology: Ontology) -> None:
        """Work out when each stage of the fact began and ended."""
        lasting = ontology.relations[fact.relation].lasting
        self.steps = tuple(
            step
            for stage in fact.stages
            for step in _steps(stage, sources, ontology, lasting=lasting)
        )

    def on(self, day: int) -> State | None:
        """Return the state of the fact on a day; none where it is not in the view."""
        ends: list[Step] = []
        begun: list[Step] = []
        for step in self.steps:
            if step.definite(day):
                (begun if step.group in _ALIVE else ends).append(step)
        alive = (
            [s for s in begun if not any(_sets_aside(end, s) for end in ends)] if ends else begun
        )
        held = [s for s in begun if s.group in _HOLDING]
        # Of equal ranks the one with a date of its own: a report tells the label no year.
        dated = (
            _first(held, lambda s: (-s.rank, s.record.date is None, -s.latest)) if held else None
        )
        if alive:
            farthest = _first(alive, lambda s: (-s.rank, -s.latest))
            # What is attested on this very day held on it, whenever it ended.
            certain = any(s.attested for s in alive) or not self._may_have_ended(farthest, day)
            return State(farthest, certain, dated)
        if ends:
            return State(_first(ends, lambda s: (-s.latest, -s.rank)), definite=True, dated=dated)
        possible = [s for s in self.steps if s.possible(day)]
        if not possible:
            return None
        return State(_first(possible, lambda s: (s.rank,)), definite=False, dated=dated)

    def _may_have_ended(self, step: Step, day: int) -> bool:
        """Whether a closed stage may already have begun: then nothing is certain any more."""
        return any(
            end.group is Group.CLOSED and end.possible(day) and _sets_aside(end, step)
            for end in self.steps
        )

    def changes(self) -> Iterator[tuple[int, State]]:
        """Yield each day from which the state differs from the day before, ascending.

        The first may be `ALWAYS`. A day on which nothing of the fact is in view is not
        yielded: once in view, a fact stays.
        """
        days = {ALWAYS}
        for step in self.steps:
            days.update(step.begin)
            if step.attested:
                days.update((step.attested.latest, step.attested.latest + 1))
        last: State | None = None
        for day in sorted(day for day in days if day <= LAST_DAY):
            state = self.on(day)
            if state and state != last:
                yield day, state
            last = state


def _first(steps: Sequence[Step], order: Callable[[Step], tuple[int, ...]]) -> Step:
    """Return the first step in an order; a tie is settled by name."""
    if len(steps) == 1:  # most facts have no other
        return steps[0]
    return min(steps, key=lambda step: (order(step), step.name))


def _sets_aside(end: Step, step: Step) -> bool:
    touched = step.group in _HOLDING or end.group is Group.CLOSED
    return touched and not step.spared_by(end)


def _steps(
    stage: Stage, sources: Mapping[str, Source], ontology: Ontology, *, lasting: bool
) -> Iterator[Step]:
    group, rank = ontology.group(stage.stage), ontology.rank(stage.stage)
    if stage.date:
        yield Step(stage.stage, stage, group, rank, span(stage.date))
        end = _end(stage.date)
        # What happened once has happened for good, however long it took.
        if end and lasting:
            ended = ontology.stages["ended"]
            yield Step(ended.word, stage, ended.group, ended.rank, end)
        return
    if stage.attested:
        yield Step(stage.stage, stage, group, rank, Span(), span(stage.attested))
        return
    report = report_day(stage, sources)
    if report is None:
        yield Step(stage.stage, stage, group, rank, Span())
    elif group is Group.PROSPECTIVE:
        yield Step(stage.stage, stage, group, rank, Span(report, report))
    else:
        yield Step(stage.stage, stage, group, rank, Span(ALWAYS, report))


def _end(date: EdtfDate) -> Span | None:
    """Return the bounds of the first day after an interval; none where it is open."""
    if not date.is_interval or date.open_end:
        return None
    return Span(
        date.end_earliest.toordinal() + 1 if date.end_earliest else ALWAYS,
        date.end_latest.toordinal() + 1 if date.end_latest else NEVER,
    )
