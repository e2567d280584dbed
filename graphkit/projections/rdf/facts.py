"""The triples of facts, with their stages and evidence, and of disputes."""

from __future__ import annotations

import operator
from collections.abc import Iterator

from graphkit.dates import EdtfDate
from graphkit.labels import full_label, short_label
from graphkit.life import State
from graphkit.model import Dispute, Evidence, Fact, Stage
from graphkit.ontology import Group
from graphkit.projections.rdf.pairs import Pairs, bounds, dated, object_term, texts
from graphkit.projections.rdf.terms import TRUE, Block, Literal, day, edtf, english, integer
from graphkit.provenance import first_attested, publication, report_day, speakers, to_day
from graphkit.views import View

_SUBJECT = operator.itemgetter(0)


class RecordTriples:
    """The triples of the facts and disputes of one view.

    What hangs on a source alone, or on a date, is worked out once: of a hundred thousand facts
    most share their dates, and all their few sources.
    """

    def __init__(self, view: View) -> None:
        """Begin with nothing worked out."""
        self._view = view
        self._sources = view.records.sources
        self._of_evidence: dict[object, Pairs] = {}
        self._dated: dict[str, Pairs] = {}
        self._bounds: dict[tuple[str, int, int], Pairs] = {}

    def fact(self, fact: Fact) -> Iterator[Block]:
        """Yield a fact, then its stages and their evidence by IRI."""
        view = self._view
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
            pairs += self._state(state)
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
            evidence = [(f"evidence:{item.local_name(name)}", item) for item in stage.evidence]
            of_evidence = [("gk:evidence", iri) for iri, _ in evidence]
            pairs += of_evidence
            below.append((f"stage:{name}", self._stage(stage) + of_evidence))
            concept = ("gk:stage", view.ontology.stages[stage.stage].iri)
            below += [(iri, [concept, *self._evidence(item)]) for iri, item in evidence]
        yield f"fact:{fact.id}", pairs
        below.sort(key=_SUBJECT)
        yield from below

    def dispute(self, dispute: Dispute) -> Iterator[Block]:
        """Yield a dispute, then its positions and their evidence by IRI."""
        pairs: Pairs = [
            ("a", "gk:Dispute"),
            ("gk:question", english(dispute.question)),
            ("gk:kind", self._view.ontology.dispute_kinds[dispute.kind].iri),
        ]
        facts = self._view.records.facts
        pairs += [("gk:about", f"{'fact' if n in facts else 'id'}:{n}") for n in dispute.about]
        below: list[Block] = []
        for position in dispute.positions:
            name = position.local_name(dispute.id)
            pairs.append(("gk:position", f"dispute:{name}"))
            evidence = [(f"evidence:{e.local_name(dispute.id)}", e) for e in position.evidence]
            block: Pairs = [("a", "gk:Position"), ("gk:says", english(position.says))]
            block += [("gk:fact", f"fact:{fact}") for fact in position.facts]
            block += [("gk:evidence", iri) for iri, _ in evidence]
            below.append((f"dispute:{name}", block))
            below += [(iri, self._evidence(item)) for iri, item in evidence]
        yield f"dispute:{dispute.id}", pairs
        below.sort(key=_SUBJECT)
        yield from below

    def _state(self, state: State) -> Pairs:
        """Return what a fact says of itself in the default view."""
        pairs: Pairs = [("gk:stage", self._view.ontology.stages[state.step.stage].iri)]
        if not state.definite:
            pairs.append(("gk:possible", TRUE))
        begun = state.dated or state.step
        date = begun.record.date
        if date:
            pairs.append(("gk:date", edtf(date)))
        pairs += self._between("start", *begun.begin)
        if date and date.is_interval:
            pairs += bounds("end", date.end_earliest, date.end_latest)
        elif state.step.group is Group.CLOSED:
            pairs += self._between("end", *state.step.begin)
        return pairs

    def _stage(self, stage: Stage) -> Pairs:
        pairs: Pairs = [
            ("a", "gk:StageRecord"),
            ("gk:stage", self._view.ontology.stages[stage.stage].iri),
        ]
        if stage.date:
            pairs += self._date(stage.date)
        elif not stage.attested:
            report = report_day(stage, self._sources)
            if report is not None:
                prospective = self._view.ontology.group(stage.stage) is Group.PROSPECTIVE
                latest = to_day(report)
                pairs += bounds("start", latest if prospective else None, latest)
        if stage.attested:
            pairs.append(("gk:attested", edtf(stage.attested)))
        seen = first_attested(stage, self._sources)
        if seen:
            pairs.append(("gk:firstAttested", day(seen)))
        if stage.due:
            pairs.append(("gk:due", edtf(stage.due)))
            pairs += bounds("due", stage.due.start_earliest, stage.due.start_latest)
        pairs += [("gk:agent", f"id:{name}") for name in stage.agents]
        return pairs + texts(condition=stage.condition, note=stage.note)

    def _evidence(self, evidence: Evidence) -> Pairs:
        shared = (evidence.source, evidence.by, evidence.cites, evidence.stance)
        pairs = self._of_evidence.get(shared)
        if pairs is None:
            pairs = self._of_evidence[shared] = self._of_sources(evidence)
        if not (evidence.at or evidence.note):
            return pairs
        pairs = pairs + texts(note=evidence.note)
        if evidence.at:
            pairs.append(("gk:locator", Literal(str(evidence.at))))
            pairs.append(("gk:paragraph", integer(evidence.at.paragraph)))
        return pairs

    def _of_sources(self, evidence: Evidence) -> Pairs:
        """Return what evidence has in common with all of the same sources, voices and stance."""
        pairs: Pairs = [
            ("a", "gk:Evidence"),
            ("gk:stance", self._view.ontology.stances[evidence.stance].iri),
            ("prov:wasDerivedFrom", f"source:{evidence.source}"),
        ]
        voices = speakers(evidence, self._sources)
        pairs += [("prov:wasAttributedTo", f"id:{name}") for name in voices]
        if not voices:
            pairs.append(("prov:wasAttributedTo", f"source:{evidence.source}"))
        pairs += [("gk:by", f"id:{name}") for name in evidence.by]
        pairs += [("prov:hadPrimarySource", f"source:{name}") for name in evidence.cites]
        public = publication(evidence, self._sources)
        if public:
            pairs += self._between("public", *public)
        return pairs

    def _date(self, date: EdtfDate) -> Pairs:
        found = self._dated.get(date.text)
        if found is None:
            found = self._dated[date.text] = dated(date)
        return found

    def _between(self, name: str, earliest: int, latest: int) -> Pairs:
        """Return the bounds of a day, given as ordinals."""
        found = self._bounds.get((name, earliest, latest))
        if found is None:
            found = bounds(name, to_day(earliest), to_day(latest))
            self._bounds[name, earliest, latest] = found
        return found
