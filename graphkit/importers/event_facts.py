"""What the rows of a table say, put together to facts whose ids depend on no order of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Words
from typing import NamedTuple

from graphkit.dates import EdtfDate, parse_date
from graphkit.identifiers import Locator, fact_id, slug
from graphkit.mapping.numbering import NewIds
from graphkit.model import Evidence, Fact, Stage
from graphkit.ontology import Ontology, Relation
from graphkit.seeds.order import evidence_in_order, stages_in_order


class Identity(NamedTuple):
    """What makes two rows tell of one fact, or of one more day of it.

    Attributes:
        subject: Key of an entity, as `graphkit.mapping.Found` has it. Of the two ends of a
            symmetric relation it is the one that sorts first.
        relation: Its name.
        object: Key of the other entity.
    """

    subject: str
    relation: str
    object: str
    role: str = ""
    says: str = ""


class Spot(NamedTuple):
    """A row that says something.

    Attributes:
        number: Its place in the file.
        paragraph: The same as locators count; none where nothing can point at it.
        note: The words of the table.
    """

    number: int
    paragraph: int | None
    note: str = ""


#: The rows that give each date, by their number.
Dates = dict[EdtfDate | None, dict[int, Spot]]


class FactMaker:
    """Makes facts and gives them their ids."""

    def __init__(self, source: str, ids: Words[str, str], ontology: Ontology) -> None:
        """Take what all facts share.

        Args:
            source: Id of the source that is the table.
            ids: Of the entities, by their keys.
            ontology: Core and project.
        """
        self._source = source
        self._ids = ids
        self._ontology = ontology
        self._facts = NewIds()
        self._stages = NewIds()

    def make(self, said: Words[Identity, Dates], taken: Iterable[str]) -> dict[str, Fact]:
        """Return the facts, sorted by id.

        The id of what happened once ends in its day. Of facts that would get one id, the first
        by subject, relation, object, day, role and what it says keeps it; the others are
        numbered from 2.

        Args:
            said: What the rows say.
            taken: Ids that no fact may have.
        """
        self._facts = NewIds(taken)
        resolved = sorted((self._resolved(identity), identity) for identity in said)
        found = {}
        for known, identity in resolved:
            relation = self._ontology.relations[known.relation]
            for dates in _parted(said[identity], relation):
                fact = self._fact(known, relation, dates)
                found[fact.id] = fact
        return dict(sorted(found.items()))

    def _resolved(self, identity: Identity) -> Identity:
        """Return the identity with ids in place of keys."""
        ends = [self._ids[identity.subject], self._ids[identity.object]]
        if self._ontology.relations[identity.relation].symmetric:
            ends.sort()
        return identity._replace(subject=ends[0], object=ends[1])

    def _fact(self, known: Identity, relation: Relation, dates: Dates) -> Fact:
        day = "" if relation.lasting or len(dates) > 1 else _day(next(iter(dates)))
        qualifier = " ".join(filter(None, (known.role, day)))
        plain = fact_id(known.subject, relation.name, known.object, qualifier or None)
        identifier = self._facts.make(plain)
        stages = (
            self._stage(identifier, relation, date, spots, alone=len(dates) == 1)
            for date, spots in dates.items()
        )
        return Fact(
            id=identifier,
            subject=known.subject,
            relation=relation.name,
            object=known.object,
            role=known.role,
            says=known.says,
            stages=stages_in_order(stages, self._ontology),
        )

    def _stage(
        self,
        fact: str,
        relation: Relation,
        date: EdtfDate | None,
        spots: Words[int, Spot],
        *,
        alone: bool,
    ) -> Stage:
        when = slug(date.text) if date else "undated"
        name = "" if alone else self._stages.make(f"{fact}-{when}")
        evidence = (self._evidence(name or fact, spot) for spot in spots.values())
        return Stage(
            id=name,
            stage=relation.default_stage,
            date=date,
            evidence=evidence_in_order(evidence),
        )

    def _evidence(self, owner: str, spot: Spot) -> Evidence:
        if spot.paragraph is None:  # nothing but an id tells two rows apart
            return Evidence(source=self._source, note=spot.note, id=f"{owner}-row-{spot.number}")
        return Evidence(source=self._source, at=Locator(spot.paragraph), note=spot.note)


def _parted(dates: Dates, relation: Relation) -> Iterator[Dates]:
    """Yield the dates that make a fact each; all of them together where days cannot part them.

    Two times of a lasting relation are stages of one fact. So are two dates of which one may be
    any day: nobody could say whether the thing happened twice.
    """
    if relation.lasting or not all(_day(date) for date in dates):
        yield _run_together(dates)
        return
    # Two of one day may differ in their doubt: ids go by what is written, never by the row.
    for date in sorted(dates, key=lambda date: (_day(date), str(date))):
        yield {date: dates[date]}


def _run_together(dates: Dates) -> Dates:
    """Make one time of those that overlap or follow on one another.

    Of two stages, the end of the one would end the other as well.
    """
    found: Dates = {}
    spans: list[tuple[dt.date, dt.date, EdtfDate]] = []
    for date, spots in dates.items():
        span = _days(date)
        if date is None or span is None:
            found[date] = spots
        else:
            spans.append((*span, date))
    # The first comes last, so that it can be taken off without moving the others.
    spans.sort(key=lambda span: (*span[:2], span[2].text), reverse=True)
    while spans:
        first, last, *_ = spans[-1]
        same = []
        while spans and (last == dt.date.max or spans[-1][0] <= last + dt.timedelta(1)):
            last = max(last, spans[-1][1])
            same.append(spans.pop()[2])
        date = same[0] if len(same) == 1 else _span(first, last, same)
        found[date] = {number: spot for one in same for number, spot in dates[one].items()}
    return found


def _span(first: dt.date, last: dt.date, parts: Iterable[EdtfDate]) -> EdtfDate:
    """Return the time from the first to the last day, each of which may be unknown."""
    if first == dt.date.min and last == dt.date.max:
        bounds = [day for part in parts for day in (part.start_earliest, part.end_latest) if day]
        return parse_date(f"[..{min(bounds)}]")
    start = ".." if first == dt.date.min else first
    return parse_date(f"{start}/{'..' if last == dt.date.max else last}")


def _days(date: EdtfDate | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of an interval; none of what is not known to the day."""
    if date is None or not date.is_interval or date.approximate or date.uncertain:
        return None
    if date.start_earliest is None:
        first, begins = dt.date.min, date.text.startswith("../")
    else:
        first, begins = date.start_earliest, date.start_earliest == date.start_latest
    if date.open_end:
        last, ends = dt.date.max, True
    else:
        last, ends = date.end_latest or dt.date.max, date.end_earliest == date.end_latest
    return (first, last) if begins and ends else None


def _day(date: EdtfDate | None) -> str:
    """Return a date that is one day as YYYY-MM-DD; an empty text for any other."""
    if date is None or date.is_interval or date.start_earliest is None:
        return ""
    return date.start_earliest.isoformat() if date.start_earliest == date.start_latest else ""
