"""When what is told by an edge happened or began, for those who count it once by its date.

A momentary fact counts when it happened, a lasting one when it began. Where sources give several
dates for it, it may be any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graphkit.dates import EdtfDate, parse_date
from graphkit.life import Step
from graphkit.model import Evidence, Fact
from graphkit.ontology import Group
from graphkit.projections.networks.network import Tie
from graphkit.projections.networks.shared_events import SharedEvent, Side
from graphkit.provenance import ALWAYS, BEARING, NEVER, Span, independent
from graphkit.views import View

#: Why a fact that could be counted is not, where the reason lies in its pair.
ALONE = "facts of events with one state only"
_OVER = frozenset({Group.CLOSED, Group.NEGATIVE})


class Beginning(NamedTuple):
    """The day on which something happened or began.

    Attributes:
        days: The first and the last day that it may be.
        certain: Whether it had certainly come by the day of the view; it may have otherwise.
        marked: Whether a source marks the date as approximate or uncertain.
        evidence: What says that it did; what tells of a plan or denies it is not in here.
        voices: How many independent witnesses there are: of two sides the smaller number.
    """

    days: Span
    certain: bool
    marked: bool
    evidence: tuple[Evidence, ...]
    voices: int


def beginning(tie: Tie, view: View) -> Beginning | None:
    """Return when what an edge tells happened or began; none where it did not, or with no date."""
    if isinstance(tie, SharedEvent):
        first, second = (_of_side(side, view) for side in tie.sides)
        # Both were there from the day on which the later one was.
        return first and second and _joined((first, second), latest=True)
    made = of_fact(tie.facts[0], view)
    return made if isinstance(made, Beginning) else None


def of_fact(fact: Fact, view: View) -> Beginning | str:
    """Return when a fact happened or began, or why it is not counted."""
    state = view.states[fact.id]
    if state is None:
        return "facts that have not begun"
    step = state.step
    if state.dated and state.dated.group is Group.REALIZED:
        step = state.dated
    if step.group is not Group.REALIZED:
        return "facts told at their end only" if step.group in _OVER else f"{step.group} facts"
    dated = [step, *_rivals(fact, step, view)]
    if not any(_has_day(one) for one in dated):
        seen = any(one.attested for one in dated)
        return "facts seen holding, begun on no known day" if seen else "facts without a date"
    dated = [one for one in dated if _has_day(one)]
    days = Span(min(s.begin.earliest for s in dated), max(s.begin.latest for s in dated))
    if days == (ALWAYS, NEVER):
        return "facts whose dates together leave every day open"
    evidence = tuple(
        item
        for stage in fact.stages
        if view.ontology.group(stage.stage) is Group.REALIZED
        for item in stage.evidence
        if item.stance in BEARING
    )
    return Beginning(
        days,
        step.definite(view.day.toordinal()),
        any(_is_marked(one.record.date) for one in dated),
        evidence,
        independent(evidence, view.records.sources),
    )


def _rivals(fact: Fact, step: Step, view: View) -> list[Step]:
    """Return what else tells when a fact happened, or began and has not ended since."""
    steps = view.lives[fact.id].steps
    if len(steps) == 1:
        return []
    day = view.day.toordinal()
    ends = [s for s in steps if s.group in _OVER and s.definite(day)]
    return [
        one
        for one in steps
        if one is not step and one.group is Group.REALIZED and one.possible(day)
        if all(one.spared_by(end) for end in ends)
    ]


def _has_day(step: Step) -> bool:
    # A report is a bound for what it tells of and no date, nor is an interval "../..".
    return step.record.date is not None and step.begin != (ALWAYS, NEVER)


def _is_marked(date: EdtfDate | None) -> bool:
    if date is None:
        return False
    if date.is_interval:
        # The marks of an interval are those of either side; only its start counts.
        start = date.text.partition("/")[0]
        return start != ".." and _is_marked(parse_date(start))
    return date.approximate or date.uncertain


def _of_side(side: Side, view: View) -> Beginning | None:
    """Return when the first of those who stand for a state took part; none where nobody did."""
    told = [of_fact(fact, view) for fact in side.facts]
    found = [one for one in told if isinstance(one, Beginning)]
    if not found:
        return None
    certain = [one for one in found if one.certain]
    evidence = tuple(item for one in found for item in one.evidence)
    voices = independent(evidence, view.records.sources)
    first = _joined(certain or found, latest=False)
    # Somebody of whom it is not certain may have been there before.
    days = first.days._replace(earliest=min(one.days.earliest for one in found))
    return first._replace(days=days, evidence=evidence, voices=voices)


def _joined(parts: Sequence[Beginning], *, latest: bool) -> Beginning:
    """Return when the last, or the first, of several parts began."""
    choose = max if latest else min
    return Beginning(
        Span(choose(p.days.earliest for p in parts), choose(p.days.latest for p in parts)),
        all(part.certain for part in parts),
        any(part.marked for part in parts),
        tuple(item for part in parts for item in part.evidence),
        min(part.voices for part in parts),
    )
