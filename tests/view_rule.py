"""The view rule of the design, told a second time: slowly, with dates, and word by word.

Nothing in here is shared with `graphkit.life`, `graphkit.views` and `graphkit.provenance`: the
tests compare the two on generated records. Each function quotes the sentences it tells. Where
they leave something open, "open:" says what graphkit chose and this module follows.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import structs

from graphkit.model import Dispute, Evidence, Fact, Records, Source, Stage

#: "A SKOS scheme in the ontology (... `gk:rank` in this order)", with the group of each.
STAGES = {
    "speculated": "prospective",
    "expected": "prospective",
    "sought": "prospective",
    "conditional": "prospective",
    "planned": "prospective",
    "agreed": "committed",
    "announced": "committed",
    "signed": "committed",
    "ratified": "committed",
    "in-force": "realized",
    "occurred": "realized",
    "absent": "negative",
    "rejected": "negative",
    "suspended": "closed",
    "ended": "closed",
    "withdrawn": "closed",
}
_RANKS = {word: rank for rank, word in enumerate(STAGES)}
_ONE_DAY = dt.timedelta(1)


@dataclasses.dataclass(frozen=True)
class Told:
    """What the rule says of a fact on a day.

    Attributes:
        stage: Word of the stage.
        name: Of the stage record that gives it.
        definite: False where the fact is only possible.
        year_from: Name of the stage record that gives the label its year; empty without.
    """

    stage: str
    name: str
    definite: bool
    year_from: str


@dataclasses.dataclass(frozen=True)
class _Begin:
    """A stage, or the end of an interval, and its bounds; None is an unbounded one."""

    stage: str
    record: Stage
    earliest: dt.date | None
    latest: dt.date | None
    seen: tuple[dt.date | None, dt.date | None] | None = None

    @property
    def group(self) -> str:
        return STAGES[self.stage]

    @property
    def rank(self) -> int:
        return _RANKS[self.stage]

    def definitely(self, day: dt.date) -> bool:
        """Whether "a stage has begun definitely if start_latest <= D".

        "attested is a day on which the source shows it holding: definite on that day, only
        possible on any other". Open: where that day is not known to the day, it is on none.
        """
        if self.seen:
            return self.seen == (day, day)
        return self.latest is not None and self.latest <= day

    def possibly(self, day: dt.date) -> bool:
        """Whether "possibly if start_earliest <= D or unbounded"."""
        return self.earliest is None or self.earliest <= day

    def certainly_after(self, end: _Begin) -> bool:
        """Whether "start_earliest later than X's start_latest".

        Open: what was attested has no start_earliest. "Until a closed stage ends it" can only
        be said of a closed stage that is not earlier, so the attested day is compared.
        """
        first = self.seen[0] if self.seen else self.earliest
        return first is not None and end.latest is not None and first > end.latest


def public(evidence: Evidence, sources: Mapping[str, Source]) -> list[dt.date | None] | None:
    """Tell the earliest and the latest day on which evidence became public, None if never.

    "From the earliest `published` among its source, what it cites and what that source cites
    (the smaller of the earliest and of the latest bounds)"; "a source without `published` is
    never public".
    """
    names = {evidence.source, *evidence.cites, *sources[evidence.source].cites}
    dates = [date for name in names if (date := sources[name].published)]
    if not dates:
        return None
    earliest = [date.start_earliest for date in dates]
    latest = [date.start_latest for date in dates if date.start_latest]
    return [
        None if None in earliest else min(day for day in earliest if day),
        min(latest, default=None),
    ]


def report_day(stage: Stage, sources: Mapping[str, Source]) -> dt.date | None:
    """Tell the report day of a stage.

    "The first day on which any of its evidence may have been public (the earliest bound; the
    latest where there is no other)".
    """
    spans = [public(evidence, sources) for evidence in stage.evidence]
    days = [span[0] or span[1] for span in spans if span]
    return min((day for day in days if day), default=None)


def _begins(fact: Fact, sources: Mapping[str, Source], *, lasting: bool) -> Iterable[_Begin]:
    """Tell when each stage of a fact began.

    "The end of an interval counts as a stage `ended` from the day after." On a momentary
    relation it does not: "a momentary fact, once begun, stays in every later view".
    "A stage with no date counts from its report: start_latest is [the report day],
    start_earliest is unbounded, for a prospective stage that same day." Open: with no report
    day at all, both are unbounded.
    """
    for stage in fact.stages:
        date, seen = stage.date, stage.attested
        if date:
            yield _Begin(stage.stage, stage, date.start_earliest, date.start_latest)
            if date.is_interval and not date.open_end and lasting:
                first, last = date.end_earliest, date.end_latest
                yield _Begin("ended", stage, first and first + _ONE_DAY, last and last + _ONE_DAY)
        elif seen:
            bounds = (seen.start_earliest, seen.start_latest)
            yield _Begin(stage.stage, stage, None, None, seen=bounds)
        else:
            report = report_day(stage, sources)
            prospective = STAGES[stage.stage] == "prospective"
            yield _Begin(stage.stage, stage, report if prospective else None, report)


def _sets_aside(end: _Begin, begin: _Begin) -> bool:
    """Tell whether a closed or negative stage sets another aside.

    "X sets aside every committed or realized stage (if X is closed, every prospective one
    too) that did not certainly begin after it".
    """
    touched = ["committed", "realized", *(["prospective"] if end.group == "closed" else [])]
    return begin.group in touched and not begin.certainly_after(end)


def on(fact: Fact, sources: Mapping[str, Source], day: dt.date, *, lasting: bool) -> Told | None:
    """Tell the stage of a fact on a day; None where it is not in the view."""
    begins = list(_begins(fact, sources, lasting=lasting))
    definite = [begin for begin in begins if begin.definitely(day)]
    ends = [begin for begin in definite if begin.group in {"closed", "negative"}]
    standing = [
        begin
        for begin in definite
        if begin not in ends and not any(_sets_aside(end, begin) for end in ends)
    ]
    # "Year: of the highest-ranked committed or realized stage definitely begun". Open: of those
    # of equal rank, one with a date of its own, else the one that would be the fact's.
    held = [begin for begin in definite if begin.group in {"committed", "realized"}]
    farthest = max((begin.rank for begin in held), default=0)
    held = [begin for begin in held if begin.rank == farthest]
    dated = [begin for begin in held if begin.record.date] or held
    year_from = _name(_highest(dated), fact) if dated else ""
    if standing:
        # "The highest-ranked definitely begun prospective, committed or realized stage not set
        # aside (equal rank: latest start_latest, then agent id)".
        chosen = _highest(standing)
        # "Definite through the last day it certainly held, possible until it has certainly
        # ended". On an attested day it certainly held.
        may_be_over = any(
            end.group == "closed" and end.possibly(day) and _sets_aside(end, chosen)
            for end in begins
        )
        certain = any(begin.seen for begin in standing) or not may_be_over
        return Told(chosen.stage, _name(chosen, fact), certain, year_from)
    if ends:
        # "Else the X with the latest start_latest (then the higher rank)".
        last = _latest(ends)
        top = max(begin.rank for begin in last)
        chosen = _by_agent(begin for begin in last if begin.rank == top)
        return Told(chosen.stage, _name(chosen, fact), definite=True, year_from=year_from)
    possible = [begin for begin in begins if begin.possibly(day)]
    if not possible:
        return None  # "if none, it is not in the view"
    # "If none has definitely begun, the lowest-ranked possible one, and the fact is only
    # possible". Open: of two of equal rank, by agent id again.
    low = min(begin.rank for begin in possible)
    chosen = _by_agent(begin for begin in possible if begin.rank == low)
    return Told(chosen.stage, _name(chosen, fact), definite=False, year_from=year_from)


def _highest(begins: Iterable[_Begin]) -> _Begin:
    begins = list(begins)
    top = max(begin.rank for begin in begins)
    return _by_agent(_latest(begin for begin in begins if begin.rank == top))


def _latest(begins: Iterable[_Begin]) -> list[_Begin]:
    """Keep those with the latest start_latest; an attested one had begun by the attested day."""
    found = [(begin.seen[1] if begin.seen else begin.latest, begin) for begin in begins]
    last = max(day for day, _ in found if day)
    return [begin for day, begin in found if day == last]


def _by_agent(begins: Iterable[_Begin]) -> _Begin:
    """Take the first by agent id. Open: then by the id of the stage, then by its word."""
    return min(begins, key=lambda begin: (begin.record.agents, begin.record.id, begin.record.stage))


def _name(begin: _Begin, fact: Fact) -> str:
    return begin.record.local_name(fact.id)


# ------------------------------------------------------------------------ the two clocks


def known_by(records: Records, day: dt.date | None) -> tuple[dict[str, Fact], dict[str, Dispute]]:
    """Tell the facts and disputes that are left of records, known by a day or, with none, at all.

    "It counts if that latest bound is <= K. With or without K, a stage without supporting or
    hedging evidence is out, then a fact without stages, then a dispute with fewer than two
    positions." Open: a position is out with the last of its evidence, whatever its stance.
    """

    def counts(evidence: Evidence) -> bool:
        span = public(evidence, records.sources)
        return day is None or (span is not None and span[1] is not None and span[1] <= day)

    facts = {}
    for fact in records.facts.values():
        stages = []
        for stage in fact.stages:
            left = tuple(evidence for evidence in stage.evidence if counts(evidence))
            if any(evidence.stance in {"supports", "hedges"} for evidence in left):
                stages.append(structs.replace(stage, evidence=left))
        if stages:
            facts[fact.id] = structs.replace(fact, stages=tuple(stages))
    disputes = {}
    for dispute in records.disputes.values():
        positions = []
        for position in dispute.positions:
            left = tuple(evidence for evidence in position.evidence if counts(evidence))
            if left:
                positions.append(structs.replace(position, evidence=left))
        if len(positions) >= 2:
            disputes[dispute.id] = structs.replace(dispute, positions=tuple(positions))
    return facts, disputes


def as_of(fact: Fact, sources: Mapping[str, Source], day: dt.date, *, lasting: bool) -> Fact | None:
    """Tell what is left of a fact as of a day; None where it is not in the view.

    Open: of a fact that is in the view, the stages that have not begun, not even possibly, are
    left out. The rule speaks of facts only.
    """
    begun = [
        begin.record for begin in _begins(fact, sources, lasting=lasting) if begin.possibly(day)
    ]
    stages = tuple(stage for stage in fact.stages if stage in begun)
    return structs.replace(fact, stages=stages) if stages else None
