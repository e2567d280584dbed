"""When a statement of Wikidata holds, in stages.

A statement gives no stages: it says from when and until when. Without an end it may still hold
or not, so only what says itself that there is no end is open (``A/..``). An end that is not
told is one all the same (``A/``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from graphkit.dates import BadDate, EdtfDate, parse_date
from graphkit.importers.wikidata.claims import Claim, Dated
from graphkit.importers.wikidata.dates import When
from graphkit.importers.wikidata.report import LeftOut
from graphkit.importers.wikidata.terms import AT, ENDS, STARTS
from graphkit.provenance import ALWAYS, NEVER, Span, span


class Phase(NamedTuple):
    """A stage without its evidence.

    Attributes:
        stage: Its word.
        date: EDTF; empty where it has none.
        attested: EDTF; empty where it has none.
    """

    stage: str
    date: str = ""
    attested: str = ""


@dataclass(frozen=True)
class Life:
    """When a statement holds.

    Attributes:
        phases: The stage in which it holds, and its end where that is a stage of its own.
        notes: What is to be told beside the dates.
    """

    phases: tuple[Phase, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def began(self) -> EdtfDate | None:
        """When it began."""
        return parse_date(self.phases[0].date) if self.phases[0].date else None

    @cached_property
    def start(self) -> Span:
        """The bounds of its beginning."""
        return span(self.began) if self.began else Span()

    @cached_property
    def end(self) -> Span | None:
        """The bounds of its end; none where none is told."""
        if len(self.phases) > 1:
            date = self.phases[1].date
            return span(parse_date(date)) if date else Span()
        whole = self.began
        if whole is None or not whole.is_interval or whole.open_end:
            return None
        return Span(
            whole.end_earliest.toordinal() if whole.end_earliest else ALWAYS,
            whole.end_latest.toordinal() if whole.end_latest else NEVER,
        )

    @property
    def is_open(self) -> bool:
        """Whether it is said that there is no end."""
        return self.began is not None and self.began.open_end

    def parted(self) -> tuple[Phase, ...]:
        """Return the stages with the end as one of its own, where there is one and it is told."""
        first = self.phases[0]
        begin, _, finish = first.date.partition("/")
        if finish in {"", ".."}:
            return self.phases
        return (first._replace(date=_begun(begin, finish)), Phase("ended", finish))

    def refines(self, other: Life) -> bool:
        """Whether it says the same as another, and more precisely.

        Of two that leave the same days open, such as "1992" and "circa 1992", the one without a
        mark does, else the first by its words: never both, or each would give way to the other.
        """
        seen = self.phases[0].attested or other.phases[0].attested
        if seen or other.phases == self.phases or (self.end is None) != (other.end is None):
            return False
        if other.is_open and not self.is_open:
            return False
        if not _within(self.start, other.start):
            return False
        if self.end and other.end and not _within(self.end, other.end):
            return False
        return self._bounds != other._bounds or self._words < other._words

    @cached_property
    def _bounds(self) -> tuple[Span, Span | None, bool]:
        return self.start, self.end, self.is_open

    @cached_property
    def _words(self) -> tuple[int, tuple[Phase, ...]]:
        return sum(phase.date.count("~") for phase in self.phases), self.phases


def _within(inner: Span, outer: Span) -> bool:
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def life_of(claim: Claim, day: dt.date, left_out: LeftOut, *, lasting: bool) -> Life | None:
    """Return when a statement holds; none where it is to be left out, which is counted.

    Args:
        claim: The statement.
        day: The day of the file; what is said to begin later has not begun.
        left_out: Counts what is left out and what is told less.
        lasting: Whether the relation holds over a time; otherwise it happens once.
    """
    dated = (claim.start, claim.end) if lasting else (claim.at,)
    begin = _only(dated[0])
    if any(each.several for each in dated):
        _count("several-dates", claim, left_out)
        return None
    if begin and _later(begin, day):
        _count("not-yet-begun", claim, left_out, begin.text)
        return None
    if not lasting:
        _count_unused(claim, left_out, (STARTS, claim.start), (ENDS, claim.end))
        return Life((Phase("occurred", begin.text if begin else ""),), _notes(begin))
    life = _lasting(claim, day, left_out, begin)
    if life and not life.phases[0].attested:
        _count_unused(claim, left_out, ((AT,), claim.at))
    return life


def _lasting(claim: Claim, day: dt.date, left_out: LeftOut, begin: When | None) -> Life | None:
    finish = _only(claim.end)
    if finish and _later(finish, day):
        _count("end-to-come", claim, left_out, finish.text)
        note = f"Wikidata has it end in {finish.text}, which is still to come"
        return Life((_seen(claim, day, begin),), (*_notes(begin), note))
    told = claim.end.unknown or claim.end.never or finish
    phases = _phases(begin, claim.end, finish) if told else ()
    if phases is None:
        _count("ends-before-it-begins", claim, left_out)
        return None
    notes = _notes(begin, finish) + (("its end in Wikidata cannot be read",) * claim.end.unread)
    return Life(phases or (_seen(claim, day, begin),), notes)


def _count_unused(claim: Claim, left_out: LeftOut, *unused: tuple[tuple[str, ...], Dated]) -> None:
    """Count the qualifiers that tell of a time which the fact has no place for."""
    for names, dated in unused:
        if dated != Dated():
            detail = " or ".join(names)
            left_out.add("other-qualifier", claim.head.spot, claim.head.id, detail=detail)


def _count(code: str, claim: Claim, left_out: LeftOut, told: str = "") -> None:
    text = f"{claim.head.id}: {told}" if told else claim.head.id
    left_out.add(code, claim.head.spot, text)


def _phases(begin: When | None, end: Dated, finish: When | None) -> tuple[Phase, ...] | None:
    """Return the stages of what is said to end, or never to; none if it ends too early.

    An interval takes plain dates alone, so that a set gets a stage of its own.
    """
    plain = begin.text if begin and begin.is_point else ""
    if end.never:
        return (Phase("in-force", f"{plain}/.." if plain else begin.text if begin else ""),)
    if finish is None:
        if plain:
            return (Phase("in-force", f"{plain}/"),)
        return (Phase("in-force", begin.text if begin else ""), Phase("ended"))
    if begin and _reversed(begin, finish):
        return None
    if finish.is_point and (plain or not begin):
        return (Phase("in-force", f"{plain or '..'}/{finish.text}"),)
    started = begin.text if begin else _begun("..", finish.text)
    return (Phase("in-force", started), Phase("ended", finish.text))


def _begun(begin: str, finish: str) -> str:
    """Return when it began: what has ended was once in force, and began before."""
    latest = parse_date(finish).start_latest
    return begin if begin != ".." else f"[..{latest}]" if latest else ""


def _seen(claim: Claim, day: dt.date, begin: When | None) -> Phase:
    """Return the stage of what holds: from its start, else as seen on the day that is told."""
    seen = _only(claim.at)
    if begin or seen is None or claim.at.several or _later(seen, day):
        return Phase("in-force", begin.text if begin else "")
    return Phase("in-force", attested=seen.text)


def _only(dated: Dated) -> When | None:
    return dated.whens[0] if dated.whens else None


def _later(when: When, day: dt.date) -> bool:
    earliest = when.date.start_earliest
    return earliest is not None and earliest > day


def _reversed(begin: When, finish: When) -> bool:
    if begin.is_point and finish.is_point:
        try:
            parse_date(f"{begin.text}/{finish.text}")
        except BadDate:
            return True
        return False
    return span(begin.date).earliest > span(finish.date).latest


def _notes(*whens: When | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(when.note for when in whens if when and when.note))
