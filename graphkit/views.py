"""What was known by one date and held as of another: the two clocks.

Known by K: evidence counts once it was certainly public; a stage needs supporting or hedging
evidence, a fact a stage, a dispute two positions. As of D: what may have begun by then. K
comes first, whatever the order of calls. The order of files means nothing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from graphkit.life import Life, State
from graphkit.model import Dispute, Evidence, Fact, Position, Records, Source, Stage
from graphkit.ontology import Ontology
from graphkit.provenance import BEARING, publication


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
    lives = {name: Life(fact, kept.sources, ontology) for name, fact in kept.facts.items()}
    if as_of:
        kept = _as_of(kept, lives, as_of)
    if as_of or known_by:
        kept = _without_unused_sources(kept)
    ordinal = day.toordinal()
    return View(
        records=kept,
        ontology=ontology,
        day=day,
        as_of=as_of,
        known_by=known_by,
        lives={name: lives[name] for name in kept.facts},
        states={name: lives[name].on(ordinal) for name in kept.facts},
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


# ------------------------------------------------------------------------ pruning


def _known_by(records: Records, day: dt.date | None) -> Records:
    """Return what was public by a day, without unsupported stages, facts and disputes."""
    limit = day.toordinal() if day else None
    facts = {}
    for fact in records.facts.values():
        stages = tuple(_known_stages(fact.stages, records.sources, limit))
        if stages:
            facts[fact.id] = _with_stages(fact, stages)
    return _keep(records, facts, limit)


def _as_of(records: Records, lives: Mapping[str, Life], day: dt.date) -> Records:
    """Return what had begun by a day, if only possibly; a fact that has ended stays, as ended."""
    limit = day.toordinal()
    facts = {}
    for fact in records.facts.values():
        begun = {id(s.record) for s in lives[fact.id].steps if s.possible(limit)}
        stages = tuple(stage for stage in fact.stages if id(stage) in begun)
        if stages:
            facts[fact.id] = _with_stages(fact, stages)
    return _keep(records, facts, None)


def _with_stages(fact: Fact, stages: tuple[Stage, ...]) -> Fact:
    return fact if stages == fact.stages else dataclasses.replace(fact, stages=stages)


def _known_stages(
    stages: Iterable[Stage], sources: Mapping[str, Source], limit: int | None
) -> Iterator[Stage]:
    for stage in stages:
        evidence = _known_evidence(stage.evidence, sources, limit)
        if any(item.stance in BEARING for item in evidence):
            same = len(evidence) == len(stage.evidence)
            yield stage if same else dataclasses.replace(stage, evidence=evidence)


def _known_evidence(
    evidence: tuple[Evidence, ...], sources: Mapping[str, Source], limit: int | None
) -> tuple[Evidence, ...]:
    if limit is None:
        return evidence
    spans = ((item, publication(item, sources)) for item in evidence)
    return tuple(item for item, public in spans if public and public.latest <= limit)


def _keep(records: Records, facts: dict[str, Fact], limit: int | None) -> Records:
    """Return records with fewer facts, and nothing left that points to one that is gone."""
    for name, fact in facts.items():
        if fact.about and fact.about not in facts:
            facts[name] = dataclasses.replace(fact, about="")
    disputes = {}
    for dispute in records.disputes.values():
        kept = _keep_dispute(dispute, records, facts, limit)
        if kept:
            disputes[dispute.id] = kept
    return dataclasses.replace(records, facts=facts, disputes=disputes)


def _keep_dispute(
    dispute: Dispute, records: Records, facts: Mapping[str, Fact], limit: int | None
) -> Dispute | None:
    positions: list[Position] = []
    for position in dispute.positions:
        evidence = _known_evidence(position.evidence, records.sources, limit)
        if evidence:
            accepted = tuple(name for name in position.facts if name in facts)
            positions.append(dataclasses.replace(position, evidence=evidence, facts=accepted))
    if len(positions) < 2:  # noqa: PLR2004 - a dispute has two sides
        return None
    about = tuple(n for n in dispute.about if n in facts or n not in records.facts)
    return dataclasses.replace(dispute, positions=tuple(positions), about=about)


def _without_unused_sources(records: Records) -> Records:
    evidence = list(records.evidence())
    used = {e.source for e in evidence} | {name for e in evidence for name in e.cites}
    while more := {name for source in used for name in records.sources[source].cites} - used:
        used |= more
    sources = {name: source for name, source in records.sources.items() if name in used}
    return dataclasses.replace(records, sources=sources)
