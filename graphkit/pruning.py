"""Fewer records, and nothing left in them that rests on what is gone.

Without supporting or hedging evidence a stage is out, without stages a fact, with fewer than
two positions a dispute. What pointed at a fact that is gone points no more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import structs

from graphkit.model import Dispute, Evidence, Fact, Position, Records, Stage
from graphkit.provenance import BEARING

Counts = Callable[[Evidence], bool]


def with_evidence(records: Records, counts: Counts) -> Records:
    """Return what the evidence that counts bears out."""
    facts = {}
    for fact in records.facts.values():
        stages = tuple(_borne_out(fact.stages, counts))
        if stages:
            facts[fact.id] = with_stages(fact, stages)
    return with_facts(records, facts, counts)


def with_facts(
    records: Records, facts: Mapping[str, Fact], counts: Counts = lambda _: True
) -> Records:
    """Return records with fewer facts, or with fewer stages in them.

    Args:
        records: All of them.
        facts: Those that stay, by id.
        counts: Which evidence of disputes stays.
    """
    kept = {name: _pointing_within(fact, facts) for name, fact in facts.items()}
    disputes = {}
    for dispute in records.disputes.values():
        left = _with_positions(dispute, records, facts, counts)
        if left:
            disputes[dispute.id] = left
    moments = tuple(m for m in records.moments if m.focus in facts or m.focus not in records.facts)
    return dataclasses.replace(records, facts=kept, disputes=disputes, moments=moments)


def with_stages(fact: Fact, stages: tuple[Stage, ...]) -> Fact:
    """Return a fact with these of its stages; the very same one where it has no other."""
    return fact if stages == fact.stages else structs.replace(fact, stages=stages)


def without_unused_sources(records: Records) -> Records:
    """Return records with only the sources that evidence rests on, and what those cite."""
    evidence = list(records.evidence())
    used = {e.source for e in evidence} | {name for e in evidence for name in e.cites}
    while more := {name for source in used for name in records.sources[source].cites} - used:
        used |= more
    sources = {name: source for name, source in records.sources.items() if name in used}
    return dataclasses.replace(records, sources=sources)


def _borne_out(stages: Iterable[Stage], counts: Counts) -> Iterator[Stage]:
    for stage in stages:
        evidence = _counted(stage.evidence, counts)
        if not BEARING.isdisjoint([item.stance for item in evidence]):
            same = len(evidence) == len(stage.evidence)
            yield stage if same else structs.replace(stage, evidence=evidence)


def _counted(evidence: Iterable[Evidence], counts: Counts) -> tuple[Evidence, ...]:
    # A list first, and not an iterator: half the time, for each of a million pieces.
    return tuple([item for item in evidence if counts(item)])


def _pointing_within(fact: Fact, facts: Mapping[str, Fact]) -> Fact:
    if fact.about and fact.about not in facts:
        return structs.replace(fact, about="")
    return fact


def _with_positions(
    dispute: Dispute, records: Records, facts: Mapping[str, Fact], counts: Counts
) -> Dispute | None:
    positions: list[Position] = []
    for position in dispute.positions:
        evidence = _counted(position.evidence, counts)
        if evidence:
            accepted = tuple(name for name in position.facts if name in facts)
            positions.append(structs.replace(position, evidence=evidence, facts=accepted))
    if len(positions) < 2:  # noqa: PLR2004 - a dispute has two sides
        return None
    about = tuple(n for n in dispute.about if n in facts or n not in records.facts)
    return structs.replace(dispute, positions=tuple(positions), about=about)
