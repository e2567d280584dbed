"""When the edges of a property graph are there, for formats with a timeline.

A spell is a run of whole days, both of its ends in it and both of them known: a timeline
needs somewhere to begin and to end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.life import Life
from graphkit.model import Fact
from graphkit.ontology import Group
from graphkit.provenance import ALWAYS, NEVER, first_attested
from graphkit.views import View

_OVER = frozenset({Group.NEGATIVE, Group.CLOSED})
#: First and last day as ordinals, `ALWAYS` and `NEVER` where it has none.
_Run = tuple[int, int]


class Spell(NamedTuple):
    """Days on end, the first and the last of them included."""

    start: dt.date
    end: dt.date


def spells(facts: Sequence[Fact], view: View) -> tuple[Spell, ...]:
    """Return when an edge that rests on these facts is there.

    The law, which the tests prove: on a day D up to ``view.day``, a spell contains D if and
    only if each of the facts is in the view as of D and neither negative nor closed there,
    possible facts included. There are three exceptions, where a timeline needs an end:

    - A run of such days that is open to the past begins on the first day that is told of: when
      the fact is first attested, or earlier where a stage of it may have begun earlier by its
      date, or had begun if it may have at any time. Of several facts the last such day counts.
      Where that is after the run, the last day of the run stands for all of it.
    - A run that is open to the future ends on ``view.day``, or on its own first day where that
      is later. One that has a last day keeps it, even after ``view.day``.
    - In a view as of a day nothing is told of the days after it.

    Args:
        facts: One, or several where a fold makes one edge of them.
        view: Which knows their lives.

    Returns:
        In order, at least a day apart. Empty for what is there on no day, such as a negative
        fact, and for what has neither a first day that is told of nor a last one.
    """
    return tuple(
        Spell(dt.date.fromordinal(start), dt.date.fromordinal(end))
        for start, end in _closed(facts, view)
    )


def spell_losses(facts: Sequence[Fact], view: View) -> dict[str, int]:
    """Return where the spells of an edge that rests on these facts say less or other than they."""
    runs = _runs(facts, view)
    return {
        "edges that are there on no day, written without time": not _closed(facts, view),
        "edges with no first day, begun when first told of": any(
            start == ALWAYS for start, _ in runs
        ),
        "edges with no last day, ended on the day of the graph": any(
            end == NEVER for _, end in runs
        ),
        "edges that on some days are only possible, drawn as if certain": any(
            not state.definite and state.step.group not in _OVER
            for fact in facts
            for day, state in view.lives[fact.id].changes()
            if day <= last_day(view)
        ),
    }


# ------------------------------------------------------------------------ runs of days


def _closed(facts: Sequence[Fact], view: View) -> list[_Run]:
    """Return the runs with both ends closed."""
    day, limit = view.day.toordinal(), last_day(view)
    closed = []
    for first, last in _runs(facts, view):
        start, end = first, min(last, limit)
        if first == ALWAYS:
            told = max(_first_told(fact, view) for fact in facts)
            if told == last == NEVER:
                continue
            start = min(told, end)
        if start <= end:
            closed.append((start, max(day, start) if end == NEVER else end))
    return closed


def last_day(view: View) -> int:
    """Return the last day that a view tells of."""
    return view.day.toordinal() if view.as_of else NEVER


def _runs(facts: Sequence[Fact], view: View) -> list[_Run]:
    """Return the runs of days on which all of the facts are there."""
    common: list[_Run] = [(ALWAYS, NEVER)]
    for fact in facts:
        own = list(_alive(view.lives[fact.id]))
        both = [(max(a, c), min(b, d)) for a, b in common for c, d in own]
        common = sorted((start, end) for start, end in both if start <= end)
    return common


def _alive(life: Life) -> Iterator[_Run]:
    """Yield the runs of days on which a fact is in the view and neither negative nor closed."""
    first: int | None = None
    for day, state in life.changes():
        if state.step.group in _OVER:
            if first is not None:
                yield first, day - 1
            first = None
        elif first is None:
            first = day
    if first is not None:
        yield first, NEVER


def _first_told(fact: Fact, view: View) -> int:
    """Return the first day that is told of a fact; `NEVER` where there is none."""
    days = [NEVER]
    for step in view.lives[fact.id].steps:
        # A view as of a day has neither the stages that had not begun by it nor their sources.
        if step.possible(last_day(view)):
            seen = first_attested(step.record, view.records.sources)
            days.append(seen.toordinal() if seen else NEVER)
            if step.group not in _OVER:
                bounded = step.begin.earliest != ALWAYS
                days.append(step.begin.earliest if bounded else step.latest)
    return min(days)
