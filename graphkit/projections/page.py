"""The view as the data of the page: plain lists and texts, ready for JSON.

The page has no rule of its own for what holds when. It looks up, for each fact, the days on
which its state changes, once for each day on which evidence became public.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphkit.dates import EdtfDate
from graphkit.labels import short_label, value_words
from graphkit.model import Dispute, Entity, Evidence, Fact, Records, Source, Stage
from graphkit.ontology import Group, Ontology, Term
from graphkit.provenance import NEVER, badges, first_attested, publication, speakers, to_day
from graphkit.views import View, view

#: A JSON object. Its shape is told by the functions here and read by ``graphkit/page/model.js``.
Json = dict[str, Any]


def page_data(whole: View, day: dt.date, known_by: dt.date | None) -> Json:
    """Return everything the page shows, without the drawing.

    Args:
        whole: The view with neither clock set: nothing may be missing from it.
        day: Where the As-of slider starts.
        known_by: Where the Known-by slider starts; none is everything.
    """
    records, ontology = whole.records, whole.ontology
    public = _public_days(records)
    lives = {fact: [["", list(life)]] for fact, life in _lives(whole)}
    for known in public:
        for fact, life in _lives(view(records, ontology, known_by=known)):
            entry = list(life)
            # Known to no limit comes first; what follows is told only where it differs.
            if len(lives[fact]) == 1 or lives[fact][-1][1] != entry:
                lives[fact].append([known.isoformat(), entry])
    days = {row[0] for known in lives.values() for _, life in known for row in life}
    info = records.info
    return {
        "graph": {
            "title": info.title,
            "lede": info.lede,
            "description": info.description,
            "license": info.license,
            "credit": info.credit,
            "asOf": day.isoformat(),
            "knownBy": known_by.isoformat() if known_by else None,
        },
        "counts": {
            "entities": len(records.entities),
            "facts": len(records.facts),
            "sources": len(records.sources),
            "disputes": len(records.disputes),
        },
        "vocabulary": _vocabulary(records, ontology),
        "entities": {name: _entity(entity) for name, entity in records.entities.items()},
        "sources": {name: _source(source) for name, source in records.sources.items()},
        "facts": [_fact(fact, whole, lives[fact.id]) for fact in records.facts.values()],
        "disputes": {name: _dispute(d, records) for name, d in records.disputes.items()},
        "days": {
            "asOf": sorted(days - {""}),
            "knownBy": [known.isoformat() for known in public],
        },
    }


def _public_days(records: Records) -> list[dt.date]:
    """Return the days by which some evidence was certainly public for the first time."""
    pieces = [e for fact in records.facts.values() for s in fact.stages for e in s.evidence]
    pieces += [e for d in records.disputes.values() for p in d.positions for e in p.evidence]
    spans = {publication(item, records.sources) for item in pieces}
    days = {to_day(span.latest) for span in spans if span and span.latest != NEVER}
    return sorted(day for day in days if day)


def _lives(seen: View) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    """Yield each fact's id and its changes as [day, stage, certain, holds, label]."""
    for fact in seen.records.facts.values():
        yield fact.id, _changes(fact, seen)


def _changes(fact: Fact, seen: View) -> Iterator[list[Any]]:
    for ordinal, state in seen.lives[fact.id].changes():
        day = to_day(ordinal)
        holds = state.holds and not fact.deprecated
        label = short_label(fact, state, seen)
        step = state.step.stage
        yield [day.isoformat() if day else "", step, int(state.definite), int(holds), label]


def _vocabulary(records: Records, ontology: Ontology) -> Json:
    kinds = {entity.kind for entity in records.entities.values()}
    used = {fact.relation for fact in records.facts.values()}
    relations = [relation for relation in ontology.relations.values() if relation.name in used]
    colours = dict.fromkeys(relation.colour_group for relation in relations)
    return {
        "kinds": _words(term for word, term in ontology.kinds.items() if word in kinds),
        "groups": [{"id": group.value, "label": group.value.capitalize()} for group in Group],
        "stages": [
            {"id": stage.word, "label": stage.label, "group": stage.group.value}
            for stage in ontology.stages.values()
        ],
        "relations": [
            {
                "id": relation.name,
                "label": relation.label,
                "inverse": relation.inverse_label,
                "colour": relation.colour_group,
                "symmetric": relation.symmetric,
                "lasting": relation.lasting,
            }
            for relation in relations
        ],
        "colours": [{"id": name, "label": name.capitalize()} for name in colours],
        "sourceKinds": _words(ontology.source_kinds.values()),
        "disputeKinds": _words(ontology.dispute_kinds.values()),
        "eventTypes": _words(ontology.event_types.values()),
    }


def _words(terms: Iterable[Term]) -> list[Json]:
    return [
        {"id": term.word, "label": term.label.capitalize(), "plural": term.plural.capitalize()}
        for term in terms
    ]


# ------------------------------------------------------------------------ records


def _entity(entity: Entity) -> Json:
    return {
        "name": entity.name,
        "short": entity.short_name,
        "kind": entity.kind,
        "type": entity.type or None,
        "date": _date(entity.date),
        "aliases": list(entity.aliases),
        "note": entity.note or None,
        "unnamed": entity.unnamed,
    }


def _source(source: Source) -> Json:
    return {
        "title": source.title,
        "kind": source.kind,
        "publisher": source.publisher or None,
        "author": list(source.authors),
        "published": _date(source.published),
        "publishedNote": source.published_note or None,
        "url": source.url or None,
        "archived": source.archived or None,
        "cites": list(source.cites),
        "note": source.note or None,
        "hasText": source.text is not None,
    }


def _fact(fact: Fact, whole: View, life: list[Any]) -> Json:
    records = whole.records
    relation = whole.ontology.relations[fact.relation]
    return {
        "id": fact.id,
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object or None,
        "value": None if fact.object else value_words(fact, relation),
        "approximate": fact.approximate,
        "role": fact.role or None,
        "field": fact.field or None,
        "says": fact.says or None,
        "about": fact.about or None,
        "confidence": fact.confidence or None,
        "rank": fact.rank or None,
        "reason": fact.reason or None,
        "note": fact.note or None,
        "label": short_label(fact, None, whole),
        "life": life,
        "stages": [
            _stage(stage, records)
            for stage in sorted(fact.stages, key=lambda stage: _stage_order(stage, whole.ontology))
        ],
        "disputes": list(whole.disputes.get(fact.id, ())),
        "badges": list(badges(fact, records.sources, records.entities)),
    }


def _stage_order(stage: Stage, ontology: Ontology) -> tuple[int, str, tuple[str, ...], str]:
    day = stage.date.start_latest if stage.date else None
    return (ontology.rank(stage.stage), str(day or ""), stage.agents, stage.id)


def _stage(stage: Stage, records: Records) -> Json:
    seen = first_attested(stage, records.sources)
    return {
        "stage": stage.stage,
        "agents": list(stage.agents),
        "date": _date(stage.date),
        "attested": _date(stage.attested),
        "due": _date(stage.due),
        "condition": stage.condition or None,
        "note": stage.note or None,
        "firstAttested": seen.isoformat() if seen else None,
        "evidence": _all_evidence(stage.evidence, records.sources),
    }


def _all_evidence(evidence: Iterable[Evidence], sources: Mapping[str, Source]) -> list[Json]:
    ordered = sorted(evidence, key=lambda e: (e.source, e.at.paragraph if e.at else 0, str(e.at)))
    return [_evidence(item, sources) for item in ordered]


def _evidence(evidence: Evidence, sources: Mapping[str, Source]) -> Json:
    public = publication(evidence, sources)
    bounds = [to_day(public.earliest), to_day(public.latest)] if public else [None, None]
    return {
        "source": evidence.source,
        "at": str(evidence.at) if evidence.at else None,
        "by": list(evidence.by),
        "speakers": list(speakers(evidence, sources)),
        "cites": list(evidence.cites),
        "stance": evidence.stance,
        "note": evidence.note or None,
        "public": [day.isoformat() if day else None for day in bounds],
    }


def _dispute(dispute: Dispute, records: Records) -> Json:
    return {
        "question": dispute.question,
        "kind": dispute.kind,
        "about": list(dispute.about),
        "positions": [
            {
                "says": position.says,
                "facts": list(position.facts),
                "evidence": _all_evidence(position.evidence, records.sources),
            }
            for position in dispute.positions
        ],
    }


def _date(date: EdtfDate | None) -> Json | None:
    if date is None:
        return None
    bounds = {
        "from": date.start_earliest,
        "to": date.start_latest,
        "endFrom": date.end_earliest,
        "endTo": date.end_latest,
    }
    days = {name: day.isoformat() if day else None for name, day in bounds.items()}
    return {"text": date.text, "words": date.words(), **days}
