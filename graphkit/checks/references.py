"""Every id that a record names stands for a record.

A misspelt id would leave a fact hanging in the air; the nearest known id is offered. A fact gets
its id from its parts, so that a fault in one of them changes the id as well: what names the fact
as it was meant is no second fault, and is passed over.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence

from graphkit.identifiers import fact_id, kebab
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

#: How many facts with a fault are searched for one that was meant: who has more will read the
#: problems of those first, and each name is held against all of them.
_MOST_MEANT = 1000
_Meant = Sequence[re.Pattern[str]]


def check(records: Records, _ontology: Ontology) -> Iterator[Problem]:
    """Yield a problem for each id without a record."""
    meant = list(itertools.islice(_meant(records), _MOST_MEANT))
    for source in records.sources.values():
        yield from _source(source, records)
    for fact in records.written_facts():
        yield from _fact(fact, records, meant)
    for dispute in records.disputes.values():
        yield from _dispute(dispute, records, meant)
    both = records.entities.keys() | records.facts.keys()
    for moment in records.moments:
        yield from _known(_other([moment.focus], meant), both, "record", moment.origin, "focus")


def _meant(records: Records) -> Iterator[re.Pattern[str]]:
    """Yield what the id of each fact with one wrong part may be once that part is mended."""
    entities = records.entities
    for fact in records.written_facts():
        sound = [fact.subject in entities, bool(fact.relation)]
        if fact.object:
            sound.append(fact.object in entities)
        if sound.count(False) != 1:
            continue
        parts = (fact.subject, kebab(fact.relation), fact.object)
        if fact.id == fact_id(*parts, fact.role or fact.field):
            told = zip(parts, sound, strict=False)
            name = "-".join(re.escape(part) if fine else ".+" for part, fine in told)
            yield re.compile(f"{name}(-.+)?")


def _other(names: Sequence[str], meant: _Meant) -> Sequence[str]:
    """Return the names that no fact with a fault is meant to have."""
    return [name for name in names if not any(each.fullmatch(name) for each in meant)]


def _source(source: Source, records: Records) -> Iterator[Problem]:
    yield from _known([source.publisher], records.entities, "entity", source.origin, "publisher")
    yield from _known(source.authors, records.entities, "entity", source.origin, "author")
    yield from _known(source.cites, records.sources, "source", source.origin, "cites")


def _fact(fact: Fact, records: Records, meant: _Meant) -> Iterator[Problem]:
    yield from _known([fact.subject], records.entities, "entity", fact.origin, "subject")
    yield from _known([fact.object], records.entities, "entity", fact.origin, "object")
    about = _other([fact.about], meant)
    yield from _known(about, records.facts, "fact", fact.origin, "about")
    for stage in fact.stages:
        yield from _known(stage.agents, records.entities, "entity", stage.origin, "agent")
        for item in stage.evidence:
            yield from _evidence(item, records)


def _dispute(dispute: Dispute, records: Records, meant: _Meant) -> Iterator[Problem]:
    both = records.entities.keys() | records.facts.keys()
    yield from _known(_other(dispute.about, meant), both, "record", dispute.origin, "about")
    for position in dispute.positions:
        facts = _other(position.facts, meant)
        yield from _known(facts, records.facts, "fact", position.origin, "facts")
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
