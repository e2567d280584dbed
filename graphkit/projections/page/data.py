"""The view as the data of the page: plain lists and texts, ready for JSON.

The docstrings here and in `graphkit.projections.page.lives` are the contract with the scripts of
the page; ``graphkit/page/model/data.js`` is its other end. The file is to stay small: **a field
that is empty, false or follows from others is left out**, and data.js puts it back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.labels import value_words
from graphkit.model import Dispute, Entity, Evidence, Fact, Moment, Records, Source, Stage
from graphkit.projections.page.lives import lives, ordered_stages, public_days
from graphkit.projections.page.words import Json, date_text, date_words, present, vocabulary
from graphkit.provenance import badges, first_attested, speakers, surely_public
from graphkit.views import View

_CAPITAL = re.compile("[A-Z]")
#: What of the data does not tell two editions apart: how the facts are drawn, quoted, compared.
_BESIDE_THE_FACTS = {"network", "passages", "changes", "focus", "edition"}
_CLOCKS = {"asOf", "knownBy"}


def page_data(whole: View, day: dt.date, known_by: dt.date | None) -> Json:
    """Return everything the page shows, without the drawing.

    * ``graph``: title, base, lede, description, license, credit; ``asOf`` and ``knownBy``, where
      the two clocks start (null is everything).
    * ``counts``: of entities, facts, sources, disputes.
    * ``vocabulary``: see `graphkit.projections.page.words.vocabulary`.
    * ``dates``: the words and bounds of dates, see `graphkit.projections.page.words.date_words`.
      In the records a date is its EDTF text alone. A plain one (``1992``, ``1992-05``,
      ``1992-05-06``) is in no need of words and not among ``dates``.
    * ``entities``, ``sources``, ``disputes``: records by id, see `_entity`, `_source`, `_dispute`.
    * ``facts``: a list by id, see `_fact`.
    * ``days``: ``asOf``, the days on which any fact changes, and ``knownBy``, those on which
      evidence became public, ascending.
    * ``moments``: the steps of the story in the order written, see `_moment`.
    * ``edition``: see `edition`.

    A private page has ``passages`` beside these: words by ``source locator``.

    Args:
        whole: The view with neither clock set: nothing may be missing from it.
        day: Where the As-of slider starts.
        known_by: Where the Known-by slider starts; none is everything.
    """
    records, ontology = whole.records, whole.ontology
    public = public_days(records)
    told = lives(whole, public)
    written = (rows for life in told.values() for _, rows in life if isinstance(rows, list))
    info = records.info
    data = {
        "graph": {
            "title": info.title,
            "base": info.base,
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
        "vocabulary": vocabulary(records, ontology),
        "dates": date_words(records),
        "entities": {name: _entity(entity) for name, entity in records.entities.items()},
        "sources": {name: _source(source) for name, source in records.sources.items()},
        "facts": [_fact(fact, whole, told[fact.id]) for fact in records.facts.values()],
        "disputes": {name: _dispute(d, records) for name, d in records.disputes.items()},
        "days": {
            "asOf": sorted({row[0] for rows in written for row in rows} - {""}),
            "knownBy": [known.isoformat() for known in public],
        },
        "moments": [_moment(moment, records) for moment in records.moments],
    }
    return data | {"edition": edition(data)}


def edition(data: Json) -> str:
    """Return the mark by which two pages know whether they tell the same: ten hex digits.

    They are the first of the SHA-256 of the data as JSON, sorted by key. The clocks, the drawing,
    the passages of a private page and lists of changes do not count: two pages of the same records
    and the same vocabulary are one edition, however each was asked for.

    Args:
        data: As `page_data` returns it, with or without what exporters add.
    """
    facts: Json = {key: value for key, value in data.items() if key not in _BESIDE_THE_FACTS}
    facts["graph"] = {key: value for key, value in data["graph"].items() if key not in _CLOCKS}
    text = json.dumps(facts, ensure_ascii=True, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:10]


# ------------------------------------------------------------------------ records


def _entity(entity: Entity) -> Json:
    """Return ``name``, ``kind``; ``short`` unless it is the name; type, date, aliases, note.

    ``unnamed`` is true of a speaker whom the source does not name.
    """
    return present(
        name=entity.name,
        short=entity.short if entity.short != entity.name else None,
        kind=entity.kind,
        type=entity.type,
        date=date_text(entity.date),
        aliases=list(entity.aliases),
        note=entity.note,
        unnamed=entity.unnamed,
    )


def _source(source: Source) -> Json:
    """Return ``title``, ``kind``, ``publisher`` (an id), ``author`` (ids), ``published``.

    Also ``publishedNote``, ``url``, ``archived`` (another URL), ``cites`` (ids of sources),
    ``note``; ``hasText`` is false of a source that is known only through others.
    """
    return present(
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        author=list(source.authors),
        published=date_text(source.published),
        publishedNote=source.published_note,
        url=source.url,
        archived=source.archived,
        cites=list(source.cites),
        note=source.note,
        hasText=source.text is not None,
    )


def _fact(fact: Fact, whole: View, life: list[Any]) -> Json:
    """Return ``subject``, ``relation``; ``object`` or, in words, ``value``; ``life``.

    ``id`` unless it is ``subject-relation-object``, or ``subject-relation`` without an object,
    each capital of the relation made a hyphen and a small letter. Also role, field, says,
    ``about`` (a fact's id), confidence, rank, reason, note; ``stages`` in the order of
    `ordered_stages`, see `_stage`; ``disputes`` (ids); ``badges`` (of `provenance.badges`).
    """
    relation = whole.ontology.relations[fact.relation]
    usual = _usual_id(fact)
    return present(
        id=fact.id if fact.id != usual else None,
        subject=fact.subject,
        relation=fact.relation,
        object=fact.object,
        value=None if fact.object else value_words(fact, relation),
        role=fact.role,
        field=fact.field,
        says=fact.says,
        about=fact.about,
        confidence=fact.confidence,
        rank=fact.rank,
        reason=fact.reason,
        note=fact.note,
        life=life,
        stages=[
            _stage(stage, whole.records, relation.default_stage)
            for stage in ordered_stages(fact, whole.ontology)
        ],
        disputes=list(whole.disputes.get(fact.id, ())),
        badges=list(badges(fact, whole.records.sources, whole.records.entities)),
    )


def _usual_id(fact: Fact) -> str:
    """Return the id that data.js gives a fact without one: not where ids come from."""
    verb = _CAPITAL.sub(lambda capital: f"-{capital[0].lower()}", fact.relation)
    return "-".join(filter(None, (fact.subject, verb, fact.object)))


def _stage(stage: Stage, records: Records, usual: str) -> Json:
    """Return ``agents`` (ids), ``date``, ``attested``, ``due``, condition, note.

    ``stage`` unless it is the usual one of the relation. ``firstAttested`` is the day of the
    first report, given where no first day is known: without it the last day of ``attested``
    counts. ``early`` says that the report may also have come later. ``evidence``: see
    `_evidence`.
    """
    seen = first_attested(stage, records.sources)
    begins = stage.attested or (stage.date and stage.date.start_earliest)
    return present(
        stage=stage.stage if stage.stage != usual else None,
        agents=list(stage.agents),
        date=date_text(stage.date),
        attested=date_text(stage.attested),
        due=date_text(stage.due),
        condition=stage.condition,
        note=stage.note,
        firstAttested=seen.isoformat() if seen and not begins else None,
        early=bool(seen and not begins and not surely_public(stage, records.sources, seen)),
        evidence=_all_evidence(stage.evidence, records.sources),
    )


def _all_evidence(evidence: Iterable[Evidence], sources: Mapping[str, Source]) -> list[Json | str]:
    ordered = sorted(evidence, key=lambda e: (e.source, e.at.paragraph if e.at else 0, str(e.at)))
    return [_evidence(item, sources) for item in ordered]


def _evidence(evidence: Evidence, sources: Mapping[str, Source]) -> Json | str:
    """Return ``source``, ``at`` (a locator), ``cites`` (ids of sources), note.

    ``speakers`` (ids) unless they are the source's publisher or, where it has none, its
    authors; ``stance`` unless it is ``supports``. Where nothing but a source and a locator is
    left, the text ``source locator``.
    """
    source = sources[evidence.source]
    voices = speakers(evidence, sources)
    own = (source.publisher,) if source.publisher else source.authors
    written = present(
        source=evidence.source,
        at=str(evidence.at) if evidence.at else None,
        speakers=list(voices) if voices != own else None,
        cites=list(evidence.cites),
        stance=evidence.stance if evidence.stance != "supports" else None,
        note=evidence.note,
    )
    # An id holds no blank, so the page can part the two again.
    return " ".join(written.values()) if written.keys() == {"source", "at"} else written


def _dispute(dispute: Dispute, records: Records) -> Json:
    """Return ``question``, ``kind``, ``about`` (ids of entities or facts), ``positions``.

    A position is what it ``says``, the ``facts`` (ids) it accepts and its ``evidence``.
    """
    return present(
        question=dispute.question,
        kind=dispute.kind,
        about=list(dispute.about),
        positions=[
            present(
                says=position.says,
                facts=list(position.facts),
                evidence=_all_evidence(position.evidence, records.sources),
            )
            for position in dispute.positions
        ],
    )


def _moment(moment: Moment, records: Records) -> Json:
    """Return ``day``, ``date`` (EDTF text), ``focus`` (``type`` and ``id``), ``title``, ``text``.

    The day is the last possible one of the date; of a date without one, the last on which it may
    have begun, else the first, else the day of the default view.
    """
    date = moment.date
    days = (date.end_latest, date.start_latest, date.start_earliest, records.info.as_of)
    return {
        "day": next(day for day in days if day).isoformat(),
        "date": date.text,
        "focus": {
            "type": "fact" if moment.focus in records.facts else "entity",
            "id": moment.focus,
        },
        "title": moment.title,
        "text": moment.text,
    }
