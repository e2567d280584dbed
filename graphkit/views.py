"""What was known by one date and held as of another: the two clocks.

Known by K: evidence counts once it was certainly public; a stage needs supporting or hedging
evidence, a fact a stage, a dispute two positions. As of D: what may have begun by then. K
comes first, whatever the order of calls. The order of files means nothing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from graphkit.collector import collector_paused
from graphkit.life import Life, State
from graphkit.model import Evidence, Fact, Records
from graphkit.ontology import Ontology
from graphkit.provenance import publication
from graphkit.pruning import with_evidence, with_facts, with_stages, without_unused_sources


@dataclasses.dataclass(frozen=True, slots=True)
class View:
    """The graph as of a date, known by a date: what every projection is made of.

    Attributes:
        records: What is in the view.
        ontology: The words it uses.
        day: The day on which the states are.
        as_of: The day asked for; without one nothing is left out for being later.
        known_by: The day asked for; without one all evidence counts.
        lives: Of each fact, by id.
        states: Of each fact on the day; none where it has not begun.
        disputes: Ids of the disputes over each disputed fact.
    """

    records: Records
    ontology: Ontology
    day: dt.date
    as_of: dt.date | None
    known_by: dt.date | None
    lives: Mapping[str, Life]
    states: Mapping[str, State | None]
    disputes: Mapping[str, tuple[str, ...]]

    def holds(self, fact: Fact) -> bool:
        """Whether a fact gives a direct triple: it holds and is not deprecated."""
        state = self.states[fact.id]
        return state is not None and state.holds and not fact.deprecated


def view(
    records: Records,
    ontology: Ontology,
    known_by: dt.date | None = None,
    as_of: dt.date | None = None,
) -> View:
    """Return the view of records known by one day and as of another, in this order.

    Args:
        records: Of a project without errors.
        ontology: The words they use.
        known_by: Evidence that was certainly public by this day counts; by default all does.
        as_of: What has not begun by this day, not even possibly, is left out. By default
            nothing is, and the states are those on the graph's own ``as_of``.
    """
    kept = _known_by(records, known_by)
    day = as_of or records.info.as_of
    with collector_paused():
        lives = {name: Life(fact, kept.sources, ontology) for name, fact in kept.facts.items()}
    if as_of:
        kept = _as_of(kept, lives, as_of)
    if as_of or known_by:
        kept = without_unused_sources(kept)
    ordinal = day.toordinal()
    with collector_paused():
        states = {name: lives[name].on(ordinal) for name in kept.facts}
    return View(
        records=kept,
        ontology=ontology,
        day=day,
        as_of=as_of,
        known_by=known_by,
        lives={name: lives[name] for name in kept.facts},
        states=states,
        disputes=_disputes_of_facts(kept),
    )


def _disputes_of_facts(records: Records) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for dispute in records.disputes.values():
        names = {name for position in dispute.positions for name in position.facts}
        names.update(name for name in dispute.about if name in records.facts)
        for name in names:
            found[name] = (*found.get(name, ()), dispute.id)
    return found


def _known_by(records: Records, day: dt.date | None) -> Records:
    """Return what was public by a day, without unsupported stages, facts and disputes."""
    if day is None:
        return with_evidence(records, lambda _: True)
    limit = day.toordinal()

    def is_public(evidence: Evidence) -> bool:
        public = publication(evidence, records.sources)
        return public is not None and public.latest <= limit

    return with_evidence(records, is_public)


def _as_of(records: Records, lives: Mapping[str, Life], day: dt.date) -> Records:
    """Return what had begun by a day, if only possibly; a fact that has ended stays, as ended."""
    limit = day.toordinal()
    facts = {}
    for fact in records.facts.values():
        begun = {id(s.record) for s in lives[fact.id].steps if s.possible(limit)}
        stages = tuple(stage for stage in fact.stages if id(stage) in begun)
        if stages:
            facts[fact.id] = with_stages(fact, stages)
    return with_facts(records, facts)
