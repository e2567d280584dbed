"""Entities and sources that nothing refers to: perhaps a fact was forgotten.

A warning, since a curator may work entity first.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.model import Records
from graphkit.ontology import Ontology
from graphkit.problems import Problem, Severity

CODES = {
    "unused-entity": "No fact, dispute or source refers to an entity.",
    "unused-source": "No evidence refers to a source.",
}


def check(records: Records, _ontology: Ontology) -> Iterator[Problem]:
    """Yield a warning for each record that stands alone."""
    evidence = list(records.evidence())
    sources = {item.source for item in evidence} | {n for item in evidence for n in item.cites}
    sources |= {name for source in records.sources.values() for name in source.cites}
    entities = {moment.focus for moment in records.moments}
    for fact in records.written_facts():
        entities |= {fact.subject, fact.object}
        entities |= {agent for stage in fact.stages for agent in stage.agents}
    for dispute in records.disputes.values():
        entities |= set(dispute.about)
    for item in evidence:
        entities |= set(item.by)
    for source in records.sources.values():
        entities |= {source.publisher, *source.authors}
    for kind, known, used in (
        ("entity", records.entities, entities),
        ("source", records.sources, sources),
    ):
        for name, record in known.items():
            if name not in used:
                message = f"nothing refers to {name}"
                hint = "add what is known of it, or remove it"
                place = record.origin.place
                yield Problem(place, f"unused-{kind}", message, hint, Severity.WARNING)
