"""The stages that the columns of an edge tell of, so that the fact stands as they say.

An edge has the stage on the day, and the date of the stage that gave its label the year, which
may be another one. What is made of them is tried: only stages with which the fact stands on
the day as the columns have it are taken.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping

from msgspec import structs

from graphkit.dates import EdtfDate, parse_date
from graphkit.life import Life
from graphkit.model import Evidence, Fact, Source, Stage
from graphkit.ontology import Group, Ontology
from graphkit.projections.networks.columns import Scalar, state_columns

#: What stands in no stage: it follows from the others.
_DERIVED = frozenset({"stage_group", "agent"})
#: Of a source of which nothing is known but its id; it was never made public.
_UNKNOWN = Source(id="")
_START = ("start_earliest", "start_latest")
_END = ("end_earliest", "end_latest")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the columns of an edge say of its fact.

    Attributes:
        stage: Word of its stage on the day; empty where it has not begun.
        dated_stage: Word of the stage that `date` and the start are of, where it is another.
        possible: Whether the stage is only possible.
        bounds: Days by the names of their columns.
    """

    stage: str
    dated_stage: str
    possible: bool
    date: EdtfDate | None
    attested: EdtfDate | None
    due: EdtfDate | None
    agents: tuple[str, ...]
    condition: str
    bounds: Mapping[str, dt.date]
    evidence: tuple[Evidence, ...]

    def columns(self) -> dict[str, Scalar]:
        """Return the columns again, without those that are empty."""
        texts = {
            "stage": self.stage,
            "dated_stage": self.dated_stage,
            "date": self.date.text if self.date else "",
            "attested": self.attested.text if self.attested else "",
            "due": self.due.text if self.due else "",
            "condition": self.condition,
            **{name: str(day) for name, day in self.bounds.items()},
        }
        return {name: text for name, text in texts.items() if text}


def with_stages(fact: Fact, told: Told, day: dt.date, ontology: Ontology) -> Fact | None:
    """Return a fact with the stages that its edge tells of.

    Args:
        fact: The fact without stages.
        told: What the edge says.
        day: The day on which it says so.
        ontology: The words it uses.

    Returns:
        The fact; none where nothing fits what the columns say.
    """
    maker = _Maker(fact, told, day, ontology)
    if not told.stage:
        word = ontology.relations[fact.relation].default_stage
        later = some_day(day + dt.timedelta(1), None) if day < dt.date.max else None
        return structs.replace(fact, stages=(maker.stage(word, later),))
    wanted = told.columns()
    for stages in maker.exact():
        made = structs.replace(fact, stages=stages)
        found = maker.found(made)
        if not told.date:
            found.pop("date", None)  # the bounds of a report, told as a date
        if found == {**wanted, "possible": told.possible}:
            return made
    # The date of a stage that was set aside has no place: nothing says what set it aside.
    if told.dated_stage or (told.date and told.date.is_interval):
        for stages in maker.loose():
            made = structs.replace(fact, stages=stages)
            found = maker.found(made)
            if (found.get("stage"), found["possible"]) == (told.stage, told.possible):
                return made
    return None


class _Maker:
    """Makes stages of what an edge tells."""

    def __init__(self, fact: Fact, told: Told, day: dt.date, ontology: Ontology) -> None:
        self.fact = fact
        self.told = told
        self.day = day
        self.ontology = ontology
        self.by_day = some_day(None, day)

    def found(self, fact: Fact) -> dict[str, Scalar]:
        """Return the columns that a fact would have."""
        # No source has a day of publication here, so none is looked up.
        sources = {item.source: _UNKNOWN for item in self.told.evidence}
        state = Life(fact, sources, self.ontology).on(self.day.toordinal())
        columns = {n: v for n, v in state_columns(state).items() if n not in _DERIVED}
        return {**columns, "possible": state is not None and not state.definite}

    def stage(self, word: str, date: EdtfDate | None, attested: EdtfDate | None = None) -> Stage:
        """Return a stage that nobody is told to be the agent of."""
        return Stage(
            stage=word,
            date=date,
            attested=attested,
            evidence=self.told.evidence,
            origin=self.fact.origin,
        )

    def exact(self) -> Iterator[tuple[Stage, ...]]:
        """Yield stages that may fit all columns, the likeliest first."""
        told = self.told
        start = told.date or self._span(_START)
        if not told.dated_stage:
            own = self._own(told.stage, told.date if told.attested else start, told.attested)
            yield (own,)
            yield (own, self._perhaps_ended())
            return
        if self.ontology.group(told.stage) not in {Group.CLOSED, Group.NEGATIVE}:
            return
        yield (self._own(told.dated_stage, start, told.attested),)
        before = self.stage(told.dated_stage, start)
        if start is None:
            before = self.stage(told.dated_stage, None, parse_date(str(self.day)))
        for date in (self._span(_END), self.by_day):
            yield (before, self._own(told.stage, date, told.attested))

    def loose(self) -> Iterator[tuple[Stage, ...]]:
        """Yield stages that fit the stage on the day, without the date of another one."""
        told = self.told
        own = self._own(told.stage, None if told.attested else self.by_day, told.attested)
        yield (own,)
        yield (own, self._perhaps_ended())

    def _own(self, word: str, date: EdtfDate | None, attested: EdtfDate | None) -> Stage:
        """Return the stage whose agents and condition the columns name."""
        told = self.told
        return structs.replace(
            self.stage(word, date, attested),
            due=told.due, agents=told.agents, condition=told.condition,
        )  # fmt: skip

    def _perhaps_ended(self) -> Stage:
        """Return what makes a stage that has begun only possible: it may have ended."""
        return self.stage("ended", some_day(self.day, None))

    def _span(self, names: tuple[str, str]) -> EdtfDate | None:
        first, last = (self.told.bounds.get(name) for name in names)
        return some_day(first, last)


def some_day(first: dt.date | None, last: dt.date | None) -> EdtfDate | None:
    """Return some day from the first to the last one, either of which may be open.

    None where both are, or where the last one comes first.
    """
    if (first is None and last is None) or (first and last and first > last):
        return None
    text = str(first) if first == last else f"[{first or ''}..{last or ''}]"
    return parse_date(text)
