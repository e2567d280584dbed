"""The view as TriG: what Turtle says, and a named graph for each source that bears out a fact.

The graph of a source is what the view would be if that source were all there is: the facts
that its own evidence bears out, at the stages and with the dates that follow from it, and
their direct triples. What is not said by one source alone (entities, sources, disputes, the
scheme of stages) stands in the default graph only.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator

from graphkit.model import Dispute, Fact, Records, Source
from graphkit.projections.rdf.direct import DirectTriples
from graphkit.projections.rdf.facts import RecordTriples
from graphkit.projections.rdf.lines import in_order
from graphkit.projections.rdf.terms import Block
from graphkit.projections.rdf.turtle import block_text, turtle_text
from graphkit.pruning import Counts, with_evidence
from graphkit.views import View, view


def trig_text(whole: View) -> Iterator[str]:
    """Yield TriG (RDF 1.1): the text of Turtle, then one graph after another.

    Blocks look as they do in Turtle, so that one changed triple is one changed line.
    """
    yield from turtle_text(whole)
    for source, alone in views_of_sources(whole):
        yield f"\nsource:{source} {{\n"
        for block in _said(alone):
            yield block_text(block)
        yield "}\n"


def views_of_sources(whole: View) -> Iterator[tuple[str, View]]:
    """Yield each source that bears out a fact of a view, by id, with the view of it alone.

    The facts of such a view are among those of the whole, with fewer stages or the same.
    """
    borne = _Borne(whole)
    for source in sorted(borne.facts):
        records = dataclasses.replace(
            whole.records,
            facts={fact.id: fact for fact in borne.facts[source]},
            disputes={dispute.id: dispute for dispute in borne.disputes[source]},
            moments=(),
        )
        records = with_evidence(records, _of(source))
        if records.facts:
            # Without the other sources, so that many of them take no time squared.
            records = dataclasses.replace(records, sources=_needed(records))
            alone = view(records, whole.ontology, whole.known_by, whole.as_of)
            if alone.records.facts:
                yield source, alone


def _of(source: str) -> Counts:
    return lambda evidence: evidence.source == source


def _needed(records: Records) -> dict[str, Source]:
    """Return the sources that evidence rests on, and what those cite."""
    found: dict[str, Source] = {}
    queue = [name for item in records.evidence() for name in (item.source, *item.cites)]
    while queue:
        name = queue.pop()
        if name not in found:
            found[name] = records.sources[name]
            queue += found[name].cites
    return found


class _Borne:
    """Which facts and disputes each source has evidence for, by id of the source."""

    def __init__(self, whole: View) -> None:
        self.facts: defaultdict[str, list[Fact]] = defaultdict(list)
        self.disputes: defaultdict[str, list[Dispute]] = defaultdict(list)
        for fact in whole.records.facts.values():
            for source in sorted({e.source for stage in fact.stages for e in stage.evidence}):
                self.facts[source].append(fact)
        for dispute in whole.records.disputes.values():
            for source in sorted({e.source for p in dispute.positions for e in p.evidence}):
                self.disputes[source].append(dispute)


def _said(alone: View) -> Iterator[Block]:
    direct = DirectTriples(alone)
    for entity in direct.entities():
        yield f"id:{entity}", in_order(direct.lines(entity))
    records = RecordTriples(alone)
    for fact in alone.records.facts.values():
        yield from records.fact(fact)
