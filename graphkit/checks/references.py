"""Every id that a record names stands for a record.

A misspelt id would leave a fact hanging in the air; the nearest known id is offered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from graphkit.model import Dispute, Evidence, Fact, Records, Source
from graphkit.ontology import Ontology
from graphkit.origins import Origin
from graphkit.problems import Problem, did_you_mean

CODES = {
    "unknown-entity": "An id names no entity.",
    "unknown-source": "An id names no source.",
    "unknown-fact": "An id names no fact.",
    "unknown-record": "An id names neither an entity nor a fact.",
}


def check(records: Records, _ontology: Ontology) -> Iterator[Problem]:
    """Yield a problem for each id without a record."""
    for source in records.sources.values():
        yield from _source(source, records)
    for fact in records.facts.values():
        yield from _fact(fact, records)
    for dispute in records.disputes.values():
        yield from _dispute(dispute, records)
    both = records.entities.keys() | records.facts.keys()
    for moment in records.moments:
        yield from _known([moment.focus], both, "record", moment.origin, "focus")


def _source(source: Source, records: Records) -> Iterator[Problem]:
    yield from _known([source.publisher], records.entities, "entity", source.origin, "publisher")
    yield from _known(source.authors, records.entities, "entity", source.origin, "author")
    yield from _known(source.cites, records.sources, "source", source.origin, "cites")


def _fact(fact: Fact, records: Records) -> Iterator[Problem]:
    yield from _known([fact.subject], records.entities, "entity", fact.origin, "subject")
    yield from _known([fact.object], records.entities, "entity", fact.origin, "object")
    yield from _known([fact.about], records.facts, "fact", fact.origin, "about")
    for stage in fact.stages:
        yield from _known(stage.agents, records.entities, "entity", stage.origin, "agent")
        for item in stage.evidence:
            yield from _evidence(item, records)


def _dispute(dispute: Dispute, records: Records) -> Iterator[Problem]:
    both = records.entities.keys() | records.facts.keys()
    yield from _known(dispute.about, both, "record", dispute.origin, "about")
    for position in dispute.positions:
        yield from _known(position.facts, records.facts, "fact", position.origin, "facts")
        for item in position.evidence:
            yield from _evidence(item, records)


def _evidence(evidence: Evidence, records: Records) -> Iterator[Problem]:
    yield from _known([evidence.source], records.sources, "source", evidence.origin, "source")
    yield from _known(evidence.by, records.entities, "entity", evidence.origin, "by")
    yield from _known(evidence.cites, records.sources, "source", evidence.origin, "cites")


def _known(
    names: Sequence[str], known: Collection[str], kind: str, origin: Origin, field: str
) -> Iterator[Problem]:
    for name in names:
        if name and name not in known:
            place = origin.at(field, name)
            what = "entity or fact" if kind == "record" else kind
            message = f'"{name}" is no {what}'
            plural = {"entity": "entities", "source": "sources"}.get(kind, "facts")
            hint = f"{did_you_mean(name, known)}mend the id or add it under {plural}:"
            yield Problem(place, f"unknown-{kind}", message, hint)
