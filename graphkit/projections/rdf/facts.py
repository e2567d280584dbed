"""The triples of facts, with their stages and evidence, and of disputes."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator

from graphkit.dates import EdtfDate
from graphkit.labels import full_label, short_label
from graphkit.life import State
from graphkit.model import Dispute, Evidence, Fact, Stage
from graphkit.ontology import Group
from graphkit.projections.rdf.lines import Lines, bounds, dated, in_order, object_term, texts
from graphkit.projections.rdf.terms import TRUE, Block, day, edtf, english, integer, literal
from graphkit.provenance import publication, report_day, speakers, to_day
from graphkit.views import View

_SUBJECT = operator.itemgetter(0)
#: How many of the lines that hang on sources and dates alone are kept.
_KEPT = 1 << 12


class RecordTriples:
    """The triples of the facts and disputes of one view.

    What hangs on a source alone, or on a date, is worked out once: of a hundred thousand facts
    most share their dates, and all their few sources. Lines are made nearly in the order in which
    they are written, for which sorting them is quick.
    """

    def __init__(self, view: View) -> None:
        """Begin with nothing worked out."""
        self._view = view
        self._sources = view.records.sources
        self._evidence_lines: dict[object, Lines] = {}
        self._stage_lines = functools.lru_cache(_KEPT)(self._of_stage)
        self._between = functools.lru_cache(_KEPT)(_between)

    def fact(self, fact: Fact) -> Iterator[Block]:
        """Yield a fact, then its stages and their evidence by IRI."""
        view = self._view
        state = view.states[fact.id]
        label = full_label(fact, short_label(fact, state, view), view.records.entities)
        lines = ["a gk:Fact", "a rdf:Statement"]
        if fact.about:
            lines.append(f"gk:about fact:{fact.about}")
        if fact.approximate:
            lines.append(f"gk:approximate {TRUE}")
        if state:
            lines += self._state(state)
        disputes = view.disputes.get(fact.id)
        if disputes:
            lines += [f"gk:disputedIn dispute:{name}" for name in disputes]
        below: list[Block] = []
        for stage in fact.stages:
            name = stage.local_name(fact.id)
            names = [(f"evidence:{item.local_name(name)}", item) for item in stage.evidence]
            of_evidence = [f"gk:evidence {iri}" for iri, _ in names]
            lines += of_evidence
            lines.append(f"gk:history stage:{name}")
            below.append((f"stage:{name}", in_order(self._stage(stage) + of_evidence)))
            below += [(iri, self._evidence(item, stage.stage)) for iri, item in names]
        if fact.role or fact.field or fact.confidence or fact.rank or fact.reason or fact.note:
            lines += texts(
                role=fact.role, field=fact.field, confidence=fact.confidence,
                rank=fact.rank, reason=fact.reason, note=fact.note,
            )  # fmt: skip
        if fact.says:
            lines.append(f"gk:says {english(fact.says)}")
        lines += (
            f"rdf:object {object_term(fact)}",
            f"rdf:predicate {view.ontology.relations[fact.relation].iri}",
            f"rdf:subject id:{fact.subject}",
            f"rdfs:label {english(label)}",
        )
        yield f"fact:{fact.id}", in_order(lines)
        below.sort(key=_SUBJECT)
        yield from below

    def dispute(self, dispute: Dispute) -> Iterator[Block]:
        """Yield a dispute, then its positions and their evidence by IRI."""
        lines = [
            "a gk:Dispute",
            f"gk:question {english(dispute.question)}",
            f"gk:kind {self._view.ontology.dispute_kinds[dispute.kind].iri}",
        ]
        facts = self._view.records.facts
        lines += [f"gk:about {'fact' if n in facts else 'id'}:{n}" for n in dispute.about]
        below: list[Block] = []
        for position in dispute.positions:
            name = position.local_name(dispute.id)
            lines.append(f"gk:position dispute:{name}")
            names = [(f"evidence:{e.local_name(dispute.id)}", e) for e in position.evidence]
            block = ["a gk:Position", f"gk:says {english(position.says)}"]
            block += [f"gk:fact fact:{fact}" for fact in position.facts]
            block += [f"gk:evidence {iri}" for iri, _ in names]
            below.append((f"dispute:{name}", in_order(block)))
            below += [(iri, self._evidence(item)) for iri, item in names]
        yield f"dispute:{dispute.id}", in_order(lines)
        below.sort(key=_SUBJECT)
        yield from below

    def _state(self, state: State) -> Lines:
        """Return what a fact says of itself in the default view."""
        begun = state.dated or state.step
        date = begun.record.date
        lines: Lines = [f"gk:date {edtf(date)}"] if date else []
        if date and date.is_interval:
            lines += bounds("end", date.end_earliest, date.end_latest)
        elif state.step.group is Group.CLOSED:
            lines += self._between("end", *state.step.begin)
        if not state.definite:
            lines.append(f"gk:possible {TRUE}")
        lines.append(f"gk:stage {self._view.ontology.stages[state.step.stage].iri}")
        return lines + self._between("start", *begun.begin)

    def _stage(self, stage: Stage) -> Lines:
        report = None if stage.attested else report_day(stage, self._sources)
        lines = self._stage_lines(stage.stage, stage.date, stage.attested, report)
        if stage.due:
            lines = [*lines, f"gk:due {edtf(stage.due)}"]
            lines += bounds("due", stage.due.start_earliest, stage.due.start_latest)
        if stage.agents:
            lines = lines + [f"gk:agent id:{name}" for name in stage.agents]
        if stage.condition or stage.note:
            return lines + texts(condition=stage.condition, note=stage.note)
        return lines

    def _of_stage(
        self, word: str, date: EdtfDate | None, attested: EdtfDate | None, report: int | None
    ) -> Lines:
        """Return what a stage says of its days, of which the report's is an ordinal."""
        stage = self._view.ontology.stages[word]
        lines = ["a gk:StageRecord", f"gk:stage {stage.iri}"]
        reported = None if report is None else to_day(report)
        if date:
            lines += dated(date)
        elif reported:
            prospective = stage.group is Group.PROSPECTIVE
            lines += bounds("start", reported if prospective else None, reported)
        if attested:
            lines.append(f"gk:attested {edtf(attested)}")
        seen = attested.start_latest if attested else reported
        if seen:
            lines.append(f"gk:firstAttested {day(seen)}")
        return in_order(lines)

    def _evidence(self, evidence: Evidence, stage: str = "") -> Lines:
        """Return what a piece of evidence says, in order; that of a dispute has no stage."""
        shared = (evidence.source, evidence.by, evidence.cites, evidence.stance, stage)
        lines = self._evidence_lines.get(shared)
        if lines is None:
            lines = self._evidence_lines[shared] = in_order(self._of_sources(evidence, stage))
        if not (evidence.at or evidence.note):
            return lines
        lines = lines + texts(note=evidence.note)
        if evidence.at:
            lines.append(f"gk:locator {literal(str(evidence.at))}")
            lines.append(f"gk:paragraph {integer(evidence.at.paragraph)}")
        return in_order(lines)

    def _of_sources(self, evidence: Evidence, stage: str) -> Lines:
        """Return what evidence has in common with all of the same sources, voices and stance."""
        ontology = self._view.ontology
        lines = [
            "a gk:Evidence",
            f"gk:stance {ontology.stances[evidence.stance].iri}",
            f"prov:wasDerivedFrom source:{evidence.source}",
        ]
        if stage:
            lines.append(f"gk:stage {ontology.stages[stage].iri}")
        voices = speakers(evidence, self._sources)
        lines += [f"prov:wasAttributedTo id:{name}" for name in voices]
        if not voices:
            lines.append(f"prov:wasAttributedTo source:{evidence.source}")
        lines += [f"gk:by id:{name}" for name in evidence.by]
        lines += [f"prov:hadPrimarySource source:{name}" for name in evidence.cites]
        public = publication(evidence, self._sources)
        return lines + self._between("public", *public) if public else lines


def _between(name: str, earliest: int, latest: int) -> Lines:
    """Return the bounds of a day, given as ordinals."""
    return bounds(name, to_day(earliest), to_day(latest))
