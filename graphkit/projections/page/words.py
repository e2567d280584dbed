"""The words of the page's data: its vocabulary, and its dates in plain English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphkit.dates import EdtfDate
from graphkit.model import Records
from graphkit.ontology import Group, Ontology, Relation, Term

#: A JSON object.
Json = dict[str, Any]

#: A date that tells its own words: a year, a month or a day.
_PLAIN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def present(**fields: Any) -> Json:  # noqa: ANN401 - whatever JSON holds
    """Return the fields that are neither empty nor false."""
    return {name: value for name, value in fields.items() if value}


def vocabulary(records: Records, ontology: Ontology) -> Json:
    """Return the words of the data: lists of ``{id, label, ...}`` in the ontology's order.

    ``groups`` and ``stages`` (each with its ``group``) are there in full, the others as far as
    the data uses them: ``kinds``, ``relations``, ``colours`` (of lines), ``sourceKinds``,
    ``disputeKinds``, ``eventTypes``. Labels of all but relations and stages begin with a
    capital.
    """
    entities, sources = records.entities.values(), records.sources.values()
    used = {fact.relation for fact in records.facts.values()}
    relations = [relation for relation in ontology.relations.values() if relation.name in used]
    colours = dict.fromkeys(relation.colour_group for relation in relations)
    return {
        "kinds": _words(ontology.kinds, (entity.kind for entity in entities)),
        "groups": [{"id": group.value, "label": group.value.capitalize()} for group in Group],
        "stages": [
            {"id": stage.word, "label": stage.label, "group": stage.group.value}
            for stage in ontology.stages.values()
        ],
        "relations": [_relation(relation) for relation in relations],
        "colours": [{"id": name, "label": name.capitalize()} for name in colours],
        "sourceKinds": _words(ontology.source_kinds, (source.kind for source in sources)),
        "disputeKinds": _words(
            ontology.dispute_kinds, (dispute.kind for dispute in records.disputes.values())
        ),
        "eventTypes": _words(ontology.event_types, (entity.type for entity in entities)),
    }


def _words(terms: Mapping[str, Term], used: Iterable[str]) -> list[Json]:
    kept = set(used)
    return [
        {"id": term.word, "label": term.label.capitalize()}
        for word, term in terms.items()
        if word in kept
    ]


def _relation(relation: Relation) -> Json:
    """Return ``id``, ``label``, ``colour``, ``stage``; ``symmetric``.

    ``inverse`` unless it is the label. ``stage`` is the one that records of such facts leave out.
    """
    inverse = relation.inverse_label
    return present(
        id=relation.name,
        label=relation.label,
        inverse=inverse if inverse != relation.label else None,
        colour=relation.colour_group,
        stage=relation.default_stage,
        symmetric=relation.symmetric,
    )


def date_words(records: Records) -> Json:
    """Return every date that is not plain, by its EDTF text.

    Each with its ``words``, and of its bounds (ISO days) those there are: ``from`` and ``to``
    (the first and the last day on which it may have begun), ``endFrom`` and ``endTo`` (on which
    it may have ended).
    """
    return {date.text: _date(date) for date in _dates(records) if not _PLAIN.fullmatch(date.text)}


def _dates(records: Records) -> Iterator[EdtfDate]:
    dates = [entity.date for entity in records.entities.values()]
    dates += [source.published for source in records.sources.values()]
    for fact in records.facts.values():
        for stage in fact.stages:
            dates += [stage.date, stage.attested, stage.due]
    dates += [moment.date for moment in records.moments]
    yield from filter(None, dates)


def _date(date: EdtfDate) -> Json:
    bounds = {
        "from": date.start_earliest,
        "to": date.start_latest,
        "endFrom": date.end_earliest,
        "endTo": date.end_latest,
    }
    days = {name: day.isoformat() for name, day in bounds.items() if day}
    return {"words": date.words(), **days}


def date_text(date: EdtfDate | None) -> str | None:
    """Return a date as it stands in a record: its text alone."""
    return date.text if date else None
