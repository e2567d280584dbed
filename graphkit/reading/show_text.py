"""A dossier as a text for readers, as rows and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphkit.dates import EdtfDate
from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Evidence, Fact, Stage
from graphkit.projections.page.lives import ordered_stages
from graphkit.provenance import badges, bearing, independent, speakers
from graphkit.reading import document, wording
from graphkit.reading.document import Line
from graphkit.reading.fact_text import headline, remarks, stage_line, title_and_standing
from graphkit.reading.show import Dossier
from graphkit.reading.wording import dotted

#: A JSON object.
Json = dict[str, Any]

COLUMNS = (
    "part", "date", "fact", "stage", "now", "agent", "condition", "due", "says", "disputed",
    "passages", "id",
)  # fmt: skip

# ------------------------------------------------------------------------ a text


def lines(found: Dossier) -> Iterator[Line]:
    """Yield the dossier as a text."""
    yield from _head(found)
    for part, facts in found.parts.items():
        yield document.heading(f"{part} ({len(facts)})")
        for fact in facts:
            yield from _fact(found, fact)
    if not found.parts:
        yield document.text("No fact in this view is about it.")
    if found.disputes:
        yield document.heading(f"Where the sources differ ({len(found.disputes)})")
        for dispute in found.disputes:
            yield from _dispute(found, dispute)
    if found.published:
        yield document.heading("Published or wrote")
        for source in found.published:
            yield document.item(wording.source_words(found.graph, source))
    if found.voiced:
        yield document.heading("Is the voice for")
        for fact in found.voiced:
            yield document.item(title_and_standing(found.graph, fact))


def _head(found: Dossier) -> Iterator[Line]:
    graph, entity = found.graph, found.entity
    yield document.title(entity.name)
    yield document.text(dotted(kind_line(graph, entity), entity.id, *_codes(entity)))
    if entity.aliases:
        yield document.text(f"Also: {', '.join(entity.aliases)}")
    if entity.note:
        yield document.text(f"Note: {entity.note}")
    yield document.text(f"{graph.info.title}, {wording.clock_words(graph)}")


def kind_line(graph: Graph, entity: Entity) -> str:
    """Return what an entity is: its kind, type and date, and whether a source names it."""
    type_ = graph.ontology.event_types.get(entity.type)
    return dotted(
        graph.ontology.kinds[entity.kind].label,
        type_.label if type_ else "",
        wording.date_words(entity.date) if entity.date else "",
        "not named by the source" if entity.unnamed else "",
    )


def _codes(entity: Entity) -> list[str]:
    return [f"{scheme} {code}" for scheme, code in entity.ids]


def _fact(found: Dossier, fact: Fact) -> Iterator[Line]:
    """Yield a fact as the page heads it, then what it rests on."""
    yield document.item(headline(found.graph, fact, found.entity.id))
    for words in remarks(found.graph, fact):
        yield document.item(words, 1)
    state = found.graph.state(fact)
    stages = ordered_stages(fact, found.graph.ontology)
    for stage in stages:
        depth = 1
        if len(stages) > 1:
            now = bool(state and state.step.record is stage)
            yield document.item(stage_line(found.graph, stage, now=now), depth)
            depth = 2
        if stage.note:
            yield document.item(f"note: {stage.note}", depth)
        for item in wording.ordered(stage.evidence):
            yield document.item(wording.evidence_words(found.graph, item), depth)


def _dispute(found: Dossier, dispute: Dispute) -> Iterator[Line]:
    graph = found.graph
    yield document.item(f"{dispute.question} ({graph.ontology.dispute_kinds[dispute.kind].label})")
    for position in dispute.positions:
        yield document.item(position.says, 1)
        for name in position.facts:
            yield document.item(f"accepts: {wording.title(graph, graph.fact(name))}", 2)
        for item in wording.ordered(position.evidence):
            yield document.item(wording.evidence_words(graph, item), 2)


# ------------------------------------------------------------------------ rows


def rows(found: Dossier) -> Iterator[tuple[str, ...]]:
    """Yield one row of `COLUMNS` for each stage of each fact; ``now`` marks the present one."""
    graph = found.graph
    for part, facts in found.parts.items():
        for fact in facts:
            state = graph.state(fact)
            for stage in ordered_stages(fact, graph.ontology):
                now = state is not None and state.step.record is stage
                yield (
                    part,
                    wording.when(graph, stage),
                    wording.title(graph, fact),
                    graph.ontology.stages[stage.stage].label,
                    ("certain" if state and state.definite else "possible") if now else "",
                    wording.names(graph, stage.agents),
                    stage.condition,
                    wording.date_words(stage.due) if stage.due else "",
                    fact.says,
                    ", ".join(graph.view.disputes.get(fact.id, ())),
                    wording.passages(stage.evidence),
                    fact.id,
                )


# ------------------------------------------------------------------------ a document


def as_json(found: Dossier) -> Json:
    """Return the dossier for programs; what is empty is left out, dates are EDTF."""
    entity, view = found.entity, found.graph.view
    return _present(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        type=entity.type,
        date=_date(entity.date),
        aliases=list(entity.aliases),
        note=entity.note,
        ids=dict(entity.ids),
        unnamed=entity.unnamed,
        as_of=view.day.isoformat(),
        known_by=view.known_by.isoformat() if view.known_by else None,
        parts=[
            {"title": part, "facts": [_fact_json(found, fact) for fact in facts]}
            for part, facts in found.parts.items()
        ],
        disputes=[_dispute_json(found, dispute) for dispute in found.disputes],
        published=list(found.published),
        voice_for=[fact.id for fact in found.voiced],
    )


def _fact_json(found: Dossier, fact: Fact) -> Json:
    graph = found.graph
    state = graph.state(fact)
    return _present(
        id=fact.id,
        label=graph.full_label(fact),
        subject=fact.subject,
        relation=fact.relation,
        object=fact.object,
        value=None if fact.object else wording.other_end(graph, fact, fact.subject),
        stage=state.step.stage if state else None,
        certain=None if state is None else state.definite,
        holds=graph.view.holds(fact),
        role=fact.role,
        field=fact.field,
        says=fact.says,
        about=fact.about,
        confidence=fact.confidence,
        rank=fact.rank,
        reason=fact.reason,
        note=fact.note,
        stages=[_stage_json(found, stage) for stage in ordered_stages(fact, graph.ontology)],
        disputes=list(graph.view.disputes.get(fact.id, ())),
        badges=list(badges(fact, graph.sources, graph.entities)),
        independent=independent(bearing(fact), graph.sources),
    )


def _stage_json(found: Dossier, stage: Stage) -> Json:
    return _present(
        stage=stage.stage,
        agents=list(stage.agents),
        date=_date(stage.date),
        attested=_date(stage.attested),
        due=_date(stage.due),
        when=wording.when(found.graph, stage),
        condition=stage.condition,
        note=stage.note,
        evidence=_evidence_json(found, stage.evidence),
    )


def _dispute_json(found: Dossier, dispute: Dispute) -> Json:
    return _present(
        id=dispute.id,
        question=dispute.question,
        kind=dispute.kind,
        about=list(dispute.about),
        positions=[
            _present(
                says=position.says,
                facts=list(position.facts),
                evidence=_evidence_json(found, position.evidence),
            )
            for position in dispute.positions
        ],
    )


def _evidence_json(found: Dossier, evidence: tuple[Evidence, ...]) -> list[Json]:
    return [
        _present(
            source=item.source,
            at=str(item.at or ""),
            speakers=list(speakers(item, found.graph.sources)),
            cites=list(item.cites),
            stance=item.stance,
            note=item.note,
        )
        for item in wording.ordered(evidence)
    ]


def _present(**fields: Any) -> Json:  # noqa: ANN401 - whatever JSON holds
    """Return the fields that are not empty; false is kept."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


def _date(date: EdtfDate | None) -> str:
    return date.text if date else ""
