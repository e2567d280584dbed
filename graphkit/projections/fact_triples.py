"""The triples of facts, with their stages and evidence, and of disputes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.labels import full_label, short_label
from graphkit.life import State, Step
from graphkit.model import Dispute, Evidence, Fact, Stage
from graphkit.ontology import Group
from graphkit.projections.pairs import Pairs, bounds, dated, object_term, texts
from graphkit.projections.terms import TRUE, Block, Literal, Term, day, edtf, english, integer
from graphkit.provenance import first_attested, publication, report_day, speakers, to_day
from graphkit.views import View


def fact_blocks(fact: Fact, view: View) -> Iterator[Block]:
    """Yield a fact, then its stages and their evidence by IRI."""
    state = view.states[fact.id]
    label = full_label(fact, short_label(fact, state, view), view.records.entities)
    pairs: Pairs = [
        ("a", "gk:Fact"),
        ("a", "rdf:Statement"),
        ("rdf:subject", f"id:{fact.subject}"),
        ("rdf:predicate", view.ontology.relations[fact.relation].iri),
        ("rdf:object", object_term(fact)),
        ("rdfs:label", english(label)),
    ]
    if state:
        pairs += _state(state, view)
    if fact.approximate:
        pairs.append(("gk:approximate", TRUE))
    if fact.says:
        pairs.append(("gk:says", english(fact.says)))
    if fact.about:
        pairs.append(("gk:about", f"fact:{fact.about}"))
    pairs += [("gk:disputedIn", f"dispute:{name}") for name in view.disputes.get(fact.id, ())]
    pairs += texts(
        role=fact.role, field=fact.field, confidence=fact.confidence,
        rank=fact.rank, reason=fact.reason, note=fact.note,
    )  # fmt: skip
    below: list[Block] = []
    for stage in fact.stages:
        name = stage.local_name(fact.id)
        pairs.append(("gk:history", f"stage:{name}"))
        evidence = [(item.local_name(name), item) for item in stage.evidence]
        pairs += [("gk:evidence", f"evidence:{local}") for local, _ in evidence]
        below.append((f"stage:{name}", _stage(stage, view, [local for local, _ in evidence])))
        concept = view.ontology.stages[stage.stage].iri
        for local, item in evidence:
            block = [("gk:stage", concept), *_evidence(item, view)]
            below.append((f"evidence:{local}", block))
    yield f"fact:{fact.id}", pairs
    yield from sorted(below, key=lambda block: block[0])


def _state(state: State, view: View) -> Iterator[tuple[str, Term]]:
    """Yield what a fact says of itself in the default view."""
    yield "gk:stage", view.ontology.stages[state.step.stage].iri
    if not state.definite:
        yield "gk:possible", TRUE
    begun = state.dated or state.step
    date = begun.record.date
    if date:
        yield "gk:date", edtf(date)
    yield from _start(begun)
    if date and date.is_interval:
        yield from bounds("end", date.end_earliest, date.end_latest)
    elif state.step.group is Group.CLOSED:
        earliest, latest = state.step.begin
        yield from bounds("end", to_day(earliest), to_day(latest))


def _start(step: Step) -> Iterator[tuple[str, Term]]:
    return bounds("start", to_day(step.begin.earliest), to_day(step.begin.latest))


def _stage(stage: Stage, view: View, evidence: Iterable[str]) -> Pairs:
    sources = view.records.sources
    pairs: Pairs = [
        ("a", "gk:StageRecord"),
        ("gk:stage", view.ontology.stages[stage.stage].iri),
    ]
    if stage.date:
        pairs += dated(stage.date)
    elif not stage.attested:
        report = report_day(stage, sources)
        if report is not None:
            prospective = view.ontology.group(stage.stage) is Group.PROSPECTIVE
            latest = to_day(report)
            pairs += bounds("start", latest if prospective else None, latest)
    if stage.attested:
        pairs.append(("gk:attested", edtf(stage.attested)))
    seen = first_attested(stage, sources)
    if seen:
        pairs.append(("gk:firstAttested", day(seen)))
    if stage.due:
        pairs.append(("gk:due", edtf(stage.due)))
        pairs += bounds("due", stage.due.start_earliest, stage.due.start_latest)
    pairs += [("gk:agent", f"id:{name}") for name in stage.agents]
    pairs += [("gk:evidence", f"evidence:{name}") for name in evidence]
    return pairs + texts(condition=stage.condition, note=stage.note)


def _evidence(evidence: Evidence, view: View) -> Pairs:
    sources = view.records.sources
    pairs: Pairs = [
        ("a", "gk:Evidence"),
        ("gk:stance", view.ontology.stances[evidence.stance].iri),
        ("prov:wasDerivedFrom", f"source:{evidence.source}"),
    ]
    voices = speakers(evidence, sources)
    pairs += [("prov:wasAttributedTo", f"id:{name}") for name in voices]
    if not voices:
        pairs.append(("prov:wasAttributedTo", f"source:{evidence.source}"))
    pairs += [("gk:by", f"id:{name}") for name in evidence.by]
    pairs += [("prov:hadPrimarySource", f"source:{name}") for name in evidence.cites]
    if evidence.at:
        pairs.append(("gk:locator", Literal(str(evidence.at))))
        pairs.append(("gk:paragraph", integer(evidence.at.paragraph)))
    public = publication(evidence, sources)
    if public:
        pairs += bounds("public", to_day(public.earliest), to_day(public.latest))
    return pairs + texts(note=evidence.note)


def dispute_blocks(dispute: Dispute, view: View) -> Iterator[Block]:
    """Yield a dispute, then its positions and their evidence by IRI."""
    pairs: Pairs = [
        ("a", "gk:Dispute"),
        ("gk:question", english(dispute.question)),
        ("gk:kind", view.ontology.dispute_kinds[dispute.kind].iri),
    ]
    facts = view.records.facts
    pairs += [("gk:about", f"{'fact' if n in facts else 'id'}:{n}") for n in dispute.about]
    below: list[Block] = []
    for position in dispute.positions:
        name = position.local_name(dispute.id)
        pairs.append(("gk:position", f"dispute:{name}"))
        evidence = [(item.local_name(dispute.id), item) for item in position.evidence]
        block: Pairs = [("a", "gk:Position"), ("gk:says", english(position.says))]
        block += [("gk:fact", f"fact:{fact}") for fact in position.facts]
        block += [("gk:evidence", f"evidence:{local}") for local, _ in evidence]
        below.append((f"dispute:{name}", block))
        below += [(f"evidence:{local}", _evidence(item, view)) for local, item in evidence]
    yield f"dispute:{dispute.id}", pairs
    yield from sorted(below, key=lambda block: block[0])
