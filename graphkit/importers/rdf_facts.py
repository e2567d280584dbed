"""The facts and disputes of an RDF file: `graphkit.projections.rdf.facts` turned round."""

from __future__ import annotations

from msgspec import structs

from graphkit.identifiers import BadLocator, Locator, is_id, parse_locator
from graphkit.importers.rdf_file import File
from graphkit.importers.subjects import Subject
from graphkit.model import Dispute, Evidence, Fact, Position, Stage
from graphkit.ontology import Ontology
from graphkit.projections.rdf.terms import BASE_PREFIXES
from graphkit.seeds.facts import CONFIDENCES, RANKS
from graphkit.seeds.order import (
    evidence_in_order,
    in_order,
    positions_in_order,
    stages_in_order,
)

_BOUNDS = ("gk:startEarliest", "gk:startLatest", "gk:endEarliest", "gk:endLatest")


class FactReader:
    """Reads facts and disputes with the stages, evidence and positions they have.

    Attributes:
        owners: Who has a stage, a piece of evidence or a position, by its IRI.
    """

    def __init__(self, file: File, ontology: Ontology) -> None:
        """Take the file and the words it uses."""
        self.file = file
        self.ontology = ontology
        self.owners: dict[str, str] = {}

    # -------------------------------------------------------------- facts

    def fact(self, subject: Subject) -> Fact | None:
        """Return a fact; none where its relation is unknown."""
        subject.only_types("gk:Fact", "rdf:Statement")
        name = subject.word("rdf:predicate", self.ontology.relations, "relation")
        relation = self.ontology.relations.get(name)
        value_type = relation.value_type if relation else ""
        value = subject.value("rdf:object", value_type) if value_type else None
        subject.derived("rdfs:label", "gk:stage", "gk:possible", "gk:date", *_BOUNDS)
        subject.derived("gk:evidence", "gk:disputedIn", "rdf:object")
        fact = Fact(
            id=subject.identifier(),
            subject=subject.link("rdf:subject", "id", need=True),
            relation=name,
            object=subject.link("rdf:object", "id", need=True)
            if relation and not value_type
            else "",
            value=value,
            approximate=subject.flag("gk:approximate"),
            role=subject.text("gk:role"),
            field=subject.text("gk:field"),
            says=subject.text("gk:says"),
            about=subject.link("gk:about", "fact"),
            confidence=_word(subject, "gk:confidence", CONFIDENCES),
            rank=_word(subject, "gk:rank", RANKS),
            reason=subject.text("gk:reason"),
            note=subject.text("gk:note"),
            stages=self._stages(subject),
            origin=subject.origin(),
        )
        subject.done()
        return fact if relation else None

    def _stages(self, subject: Subject) -> tuple[Stage, ...]:
        names = subject.links("gk:history", "stage")
        if not names:
            hint = "add gk:history with a stage record, or remove the fact"
            subject.add("missing-field", f"{subject.name} has no gk:history", hint)
        stages = [self._stage(self._owned(subject, "stage", n), subject.local) for n in names if n]
        return stages_in_order(stages, self.ontology)

    def _stage(self, subject: Subject, fact: str) -> Stage:
        subject.only_types("gk:StageRecord")
        subject.derived(*_BOUNDS, "gk:firstAttested", "gk:dueEarliest", "gk:dueLatest")
        stage = Stage(
            stage=subject.word("gk:stage", self.ontology.stages, "stage")
            or next(iter(self.ontology.stages)),
            date=subject.date("gk:date"),
            attested=subject.date("gk:attested"),
            due=subject.date("gk:due"),
            agents=in_order(subject.links("gk:agent", "id")),
            condition=subject.text("gk:condition"),
            note=subject.text("gk:note"),
            evidence=self._all_evidence(subject, subject.local),
            origin=subject.origin(),
        )
        subject.done()
        identifier = _explicit(subject, stage.local_name(fact))
        return structs.replace(stage, id=identifier) if identifier else stage

    # -------------------------------------------------------------- evidence

    def _all_evidence(self, subject: Subject, owner: str) -> tuple[Evidence, ...]:
        names = subject.links("gk:evidence", "evidence")
        pieces = (self._evidence(self._owned(subject, "evidence", n), owner) for n in names if n)
        return evidence_in_order(pieces)

    def _evidence(self, subject: Subject, owner: str) -> Evidence:
        subject.only_types("gk:Evidence")
        subject.derived("gk:stage", "prov:wasAttributedTo", "gk:paragraph")
        subject.derived("gk:publicEarliest", "gk:publicLatest")
        evidence = Evidence(
            source=subject.link("prov:wasDerivedFrom", "source", need=True),
            at=_locator(subject),
            by=in_order(subject.links("gk:by", "id")),
            cites=in_order(subject.links("prov:hadPrimarySource", "source")),
            stance=subject.word("gk:stance", self.ontology.stances, "stance") or "supports",
            note=subject.text("gk:note"),
            origin=subject.origin(),
        )
        subject.done()
        identifier = _explicit(subject, evidence.local_name(owner))
        return structs.replace(evidence, id=identifier) if identifier else evidence

    # -------------------------------------------------------------- disputes

    def dispute(self, subject: Subject) -> Dispute:
        """Return a dispute with its positions."""
        subject.only_types("gk:Dispute")
        names = subject.links("gk:position", "dispute")
        positions = [
            self._position(self._owned(subject, "dispute", name), subject.local)
            for name in names if name
        ]  # fmt: skip
        dispute = Dispute(
            id=subject.identifier(),
            question=subject.text("gk:question", need=True),
            kind=subject.word("gk:kind", self.ontology.dispute_kinds, "dispute-kind"),
            about=in_order(subject.links("gk:about", "id", "fact")),
            positions=positions_in_order(positions),
            origin=subject.origin(),
        )
        subject.done()
        return dispute

    def _position(self, subject: Subject, dispute: str) -> Position:
        subject.only_types("gk:Position")
        position = Position(
            says=subject.text("gk:says", need=True),
            facts=in_order(subject.links("gk:fact", "fact")),
            evidence=self._all_evidence(subject, dispute),
            origin=subject.origin(),
        )
        subject.done()
        return position

    def _owned(self, owner: Subject, space: str, local: str) -> Subject:
        """Return a record that belongs to another one, and to no third."""
        iri = f"{self.file.base}{BASE_PREFIXES[space]}{local}"
        if iri not in self.file.subjects:
            message = f"{owner.name} names {space}:{local}, of which the file says nothing"
            owner.add("loose-record", message, "add its triples, or export the file again")
        other = self.owners.setdefault(iri, owner.iri)
        if other != owner.iri:
            message = f"{self.file.name(other)} and {owner.name} both have {space}:{local}"
            owner.add("loose-record", message, "give each one of its own")
        return Subject(iri, self.file)


def _explicit(subject: Subject, usual: str) -> str:
    """Return the id that a name stands for; empty where it is the usual one, made of content."""
    if subject.local == usual:
        return ""
    if not is_id(subject.local):
        message = f"{subject.name} is neither an id nor the name that its triples make, {usual}"
        subject.add("bad-id", message, "give it that name, or an id of its own")
    return subject.local


def _locator(subject: Subject) -> Locator | None:
    text = subject.text("gk:locator")
    try:
        return parse_locator(text) if text else None
    except BadLocator as fault:
        hint = "write the paragraph as p9, or p9:120-184 for characters of it"
        subject.add("bad-locator", f"gk:locator: {fault}", hint)
        return None


def _word(subject: Subject, predicate: str, known: tuple[str, ...]) -> str:
    """Return one of some words that stand in the file as text."""
    text = subject.text(predicate)
    if text and text not in known:
        kind = predicate.removeprefix("gk:")
        message = f'{subject.name}: there is no {kind} "{text}"'
        subject.add(f"unknown-{kind}", message, f"the words are {', '.join(known)}")
        return ""
    return text
