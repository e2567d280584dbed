"""Who says a thing, since when it is public, and how many independent sources say it.

Days are ordinals (`datetime.date.toordinal`) where they are compared.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graphkit.dates import EdtfDate
from graphkit.model import Entity, Evidence, Fact, Source, Stage

#: Earlier than every day, for a bound that is open to the past.
ALWAYS = 0
#: Later than every day, for a bound that is open to the future.
NEVER = 10_000_000


#: The last day of the calendar: the day after it is on none.
LAST_DAY = dt.date.max.toordinal()
#: The stances that carry a stage; a denial alone does not.
BEARING = frozenset({"supports", "hedges"})


class Span(NamedTuple):
    """The first and the last day that an uncertain day may be, as ordinals."""

    earliest: int = ALWAYS
    latest: int = NEVER


@functools.lru_cache(maxsize=4096)  # of a few thousand sources and days
def span(date: EdtfDate) -> Span:
    """Return the bounds of a date's start."""
    return Span(
        date.start_earliest.toordinal() if date.start_earliest else ALWAYS,
        date.start_latest.toordinal() if date.start_latest else NEVER,
    )


def to_day(ordinal: int) -> dt.date | None:
    """Return the date of an ordinal; none for `ALWAYS`, `NEVER` and the day after the last."""
    return dt.date.fromordinal(ordinal) if 0 < ordinal <= LAST_DAY else None


def publication(evidence: Evidence, sources: Mapping[str, Source]) -> Span | None:
    """Return when evidence became public; none where none of its sources ever did.

    The smaller of the earliest and of the latest bounds among its source, what the passage
    cites and what the source cites as a whole.
    """
    source = sources[evidence.source]
    if not (evidence.cites or source.cites):
        return span(source.published) if source.published else None
    names = (evidence.source, *evidence.cites, *source.cites)
    spans = [span(day) for name in names if (day := sources[name].published)]
    if not spans:
        return None
    return Span(min(s.earliest for s in spans), min(s.latest for s in spans))


def report_day(stage: Stage, sources: Mapping[str, Source]) -> int | None:
    """Return the first day on which any of a stage's evidence may have been public."""
    first = NEVER
    for evidence in stage.evidence:
        public = publication(evidence, sources)
        if public:
            day = public.latest if public.earliest == ALWAYS else public.earliest
            first = min(first, day)
    return None if first == NEVER else first


def first_attested(stage: Stage, sources: Mapping[str, Source]) -> dt.date | None:
    """Return the first day on which a stage is seen: the attested day, else the report."""
    if stage.attested:
        return stage.attested.start_latest
    report = report_day(stage, sources)
    return to_day(report) if report is not None else None


def surely_public(stage: Stage, sources: Mapping[str, Source], day: dt.date) -> bool:
    """Whether some evidence of a stage certainly became public on a day.

    The report day is the first on which any may have been: without this it is a bound, not a day.
    """
    exact = Span(day.toordinal(), day.toordinal())
    return any(publication(item, sources) == exact for item in stage.evidence)


# ------------------------------------------------------------------------ speakers


def speakers(evidence: Evidence, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Return the ids of who said or wrote the words.

    Whom the curator named; else the authors of what the passage cites; else the publisher of
    the source, or its authors where it has none. Empty where none of them is known: then the
    source speaks for itself.
    """
    if evidence.by:
        return evidence.by
    cited = [author for name in evidence.cites for author in sources[name].authors]
    if cited:
        return tuple(dict.fromkeys(cited))
    source = sources[evidence.source]
    return (source.publisher,) if source.publisher else source.authors


def originals(evidence: Evidence, sources: Mapping[str, Source]) -> frozenset[str]:
    """Return the ids of the sources that the words go back to, as far as is known.

    What the passage cites, else what its source cites as a whole, followed to the end; else
    the source itself.
    """
    if not (evidence.cites or sources[evidence.source].cites):
        return frozenset((evidence.source,))
    found: set[str] = set()
    queue = list(evidence.cites or sources[evidence.source].cites or (evidence.source,))
    seen: set[str] = set()
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        above = sources[name].cites
        if above:
            queue += above
        else:
            found.add(name)
    return frozenset(found or seen)


def bearing(fact: Fact) -> list[Evidence]:
    """Return the evidence that supports or hedges any stage of a fact."""
    return [e for stage in fact.stages for e in stage.evidence if e.stance in BEARING]


def independent(evidence: Sequence[Evidence], sources: Mapping[str, Source]) -> int:
    """Return how many independent witnesses stand behind evidence.

    Evidence that goes back to the same original counts once; two pieces that share one of
    several originals are not independent either.
    """
    if len(evidence) == 1:
        return 1
    # Originals that one piece shares belong together: each points to another one of its group,
    # and the last of them to itself.
    next_of: dict[str, str] = {}
    for item in evidence:
        last = ""
        for root in originals(item, sources):
            found = next_of.setdefault(root, root)
            while next_of[found] != found:
                next_of[found] = found = next_of[next_of[found]]
            next_of[found] = last = last or found
    return sum(name == other for name, other in next_of.items())


def badges(
    fact: Fact, sources: Mapping[str, Source], entities: Mapping[str, Entity]
) -> tuple[str, ...]:
    """Return what a reader should know of the evidence of a fact at a glance.

    ``one-source``: all of it stands in one source. ``one-unnamed-speaker``: all of it is what
    one speaker said whom the source does not name. ``second-hand``: no source speaks of its
    own knowledge, all relay another.
    """
    evidence = bearing(fact)
    found = []
    if len({item.source for item in evidence}) == 1:
        found.append("one-source")
    voices = {speakers(item, sources) for item in evidence}
    names = {name for voice in voices for name in voice}
    if len(names) == 1 and all(voices) and entities[names.pop()].unnamed:
        found.append("one-unnamed-speaker")
    if evidence and all(e.source not in originals(e, sources) for e in evidence):
        found.append("second-hand")
    return tuple(found)
