"""How each fact changes over both clocks, as the page looks it up.

The page has no rule of its own for what holds when: it gets, for each fact, the days on which
its state changes, once for each day on which evidence became public.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from graphkit.labels import short_label
from graphkit.life import State
from graphkit.model import Fact, Records, Stage
from graphkit.ontology import Ontology
from graphkit.provenance import NEVER, publication, to_day
from graphkit.views import View, view

#: A row of a life: [day, stage record, how, label].
Row = list[Any]

#: What `how` in a row is the sum of.
CERTAIN, HOLDS, RAN_OUT = 1, 2, 4


def lives(whole: View, public: list[dt.date]) -> dict[str, list[Any]]:
    """Return the life of every fact, by its id.

    A life is a list of ``[known, rows]``, ascending by ``known``: first ``""``, where
    everything is known, then each day of ``public`` from which on other rows count than the
    day before; there, before the first one, none does. In place of rows that stand in the
    same life already comes their place in it, a number.

    A row is ``[day, record, how, label]``, ascending by day: from this day on the fact rests
    on the stage record of that place in its ``stages``. The day is ``""`` where it has no
    first one; before the first row the fact is not in the view. ``how`` is the sum of 1 where
    the state is certain and not only possible, 2 where the fact holds, 4 where the interval of
    the record has run out, so that its stage is ``ended``. The label is left out where it is
    that of the row written before, in whichever list of the same life.

    Args:
        whole: The view with neither clock set.
        public: As `public_days` gives them.
    """
    found: dict[str, list[Any]] = {name: ["", rows] for name, rows in _rows(whole, whole)}
    told = {name: [entry] for name, entry in found.items()}
    for known in public:
        seen = view(whole.records, whole.ontology, known_by=known)
        for name, rows in _rows(seen, whole):
            life = told[name]
            if len(life) == 1 or life[-1][1] != rows:
                life.append([known.isoformat(), rows])
    return {name: list(_short(life)) for name, life in told.items()}


def public_days(records: Records) -> list[dt.date]:
    """Return the days by which some evidence was certainly public for the first time."""
    spans = {publication(item, records.sources) for item in records.evidence()}
    days = {to_day(span.latest) for span in spans if span and span.latest != NEVER}
    return sorted(day for day in days if day)


def ordered_stages(fact: Fact, ontology: Ontology) -> list[Stage]:
    """Return the stages of a fact as the page has them: by rank, then by date and agents."""

    def place(stage: Stage) -> tuple[int, str, tuple[str, ...], str]:
        day = stage.date.start_latest if stage.date else None
        return (ontology.rank(stage.stage), str(day or ""), stage.agents, stage.id)

    return sorted(fact.stages, key=place)


def _rows(seen: View, whole: View) -> Iterator[tuple[str, list[Row]]]:
    for name, fact in seen.records.facts.items():
        places: dict[str, int] = {}
        for place, stage in enumerate(ordered_stages(whole.records.facts[name], whole.ontology)):
            places.setdefault(stage.local_name(name), place)
        yield name, list(_changes(fact, seen, places))


def _changes(fact: Fact, seen: View, places: dict[str, int]) -> Iterator[Row]:
    shown: Row = []
    for ordinal, state in seen.lives[fact.id].changes():
        day = to_day(ordinal)
        place = places[state.step.record.local_name(fact.id)]
        row = [place, _how(fact, state), short_label(fact, state, seen)]
        # A state may give its year to the label by another step and still look the same.
        if row != shown:
            yield [day.isoformat() if day else "", *row]
        shown = row


def _how(fact: Fact, state: State) -> int:
    holds = state.holds and not fact.deprecated
    ran_out = state.step.stage != state.step.record.stage
    return CERTAIN * state.definite + HOLDS * holds + RAN_OUT * ran_out


def _short(life: list[Any]) -> Iterator[list[Any]]:
    """Leave out of a life what stands in it already."""
    lists = [rows for _, rows in life]
    label = None
    for place, (known, rows) in enumerate(life):
        first = lists.index(rows)
        if first < place:
            yield [known, first]
            continue
        written = []
        for *row, words in rows:
            written.append(row if words == label else [*row, words])
            label = words
        yield [known, written]
