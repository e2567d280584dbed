"""``facts:`` and ``disputes:`` read from their forms."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from graphkit.identifiers import fact_id
from graphkit.model import Dispute, Evidence, Fact, Position, Stage, Value
from graphkit.ontology import Ontology, Relation
from graphkit.origins import Origin
from graphkit.seeds.form import Form
from graphkit.seeds.order import (
    evidence_in_order,
    in_order,
    positions_in_order,
    stages_in_order,
)
from graphkit.yaml_source import Sequence as List

EVIDENCE_FIELDS = ("source", "at", "by", "cites", "stance", "note", "id")
STAGE_FIELDS = ("id", "stage", "date", "attested", "due", "agent", "condition", "note", "evidence")
#: What a fact with one stage may write flat; its id and note are the fact's.
FLAT_FIELDS = tuple(name for name in STAGE_FIELDS if name not in {"id", "note"})
FACT_FIELDS = (
    "subject", "relation", "object", "value", "approximate", "id", "role", "field", "says",
    "about", "confidence", "rank", "reason", "note", "stages", *FLAT_FIELDS,
)  # fmt: skip
DISPUTE_FIELDS = ("question", "kind", "about", "positions")
POSITION_FIELDS = ("says", "facts", "evidence")

CONFIDENCES = ("low", "medium", "high")
RANKS = ("preferred", "deprecated")


def read_facts(form: Form, ontology: Ontology) -> Iterator[Fact]:
    """Yield the facts of one entry: one, or one each for a list of subjects or objects."""
    form.need("subject")
    relation = _relation(form, ontology)
    value = _value(form, relation)
    stages = stages_in_order(_stages(form, ontology, relation), ontology)
    subjects = form.identifiers("subject")
    objects = form.identifiers("object") or ("",)
    explicit = form.identifier("id")
    if explicit and len(subjects) * len(objects) > 1:
        hint = "remove the id: each fact gets one of its own from subject, relation and object"
        form.problems.add(form.node, "id-on-list", "one id for several facts", hint)
        explicit = ""
    about = form.identifier("about")
    role, field = form.text("role"), form.text("field")
    rank = form.word("rank", RANKS, "rank")
    if rank:
        form.need("reason")
    name = relation.name if relation else ""
    make = functools.partial(
        Fact,
        relation=name,
        value=value,
        approximate=form.flag("approximate"),
        role=role,
        field=field,
        says=form.text("says"),
        about=about,
        confidence=form.word("confidence", CONFIDENCES, "confidence"),
        rank=rank,
        reason=form.text("reason"),
        note=form.text("note"),
        stages=stages,
    )
    origin = form.origin()
    for subject in subjects:
        for object_ in objects:
            yield make(
                id=explicit or fact_id(subject, name, object_ or None, role or field or None),
                subject=subject,
                object=object_,
                origin=_origin_of_one(origin, subject, object_),
            )


def _origin_of_one(origin: Origin, subject: str, object_: str) -> Origin:
    """Point to the one subject and object of a list that a fact was made of."""
    spots = {"subject": f"subject.{subject}", "object": f"object.{object_}"}
    listed = {name: origin.fields[key] for name, key in spots.items() if key in origin.fields}
    return Origin(origin.place, {**origin.fields, **listed}) if listed else origin


def _relation(form: Form, ontology: Ontology) -> Relation | None:
    if not form.need("relation"):
        return None
    return ontology.relations.get(form.word("relation", ontology.relations, "relation"))


def _value(form: Form, relation: Relation | None) -> Value | None:
    """Return the value of a value fact; see that exactly one of object and value is there."""
    if relation is None:
        return None
    wanted, other = ("value", "object") if relation.value_type else ("object", "value")
    form.need(wanted)
    if form.has(other):
        hint = f'write "{wanted}:" instead'
        node = form.node.entries[other].value
        message = f"{relation.name} takes no {other}"
        form.problems.add(node, "value-or-object", message, hint)
    return form.value("value", relation.value_type) if relation.value_type else None


def _stages(form: Form, ontology: Ontology, relation: Relation | None) -> Iterator[Stage]:
    if not form.has("stages"):
        yield _stage(form, ontology, relation, note="", identifier="")
        return
    flat = [name for name in FLAT_FIELDS if form.has(name)]
    if flat:
        hint = f"move {', '.join(flat)} into one of the stages"
        node = form.node.entries[flat[0]].key
        form.problems.add(node, "stages-and-flat", f'"{flat[0]}" stands beside "stages"', hint)
    seen = False
    for item in form.forms("stages", "stage", STAGE_FIELDS):
        seen = True
        yield _stage(item, ontology, relation, item.text("note"), item.identifier("id"))
    if not seen and isinstance(form.get("stages"), List):
        hint = "write at least one stage, or its fields flat"
        form.problems.add(form.node.entries["stages"].value, "empty-value", "no stages", hint)


def _stage(
    form: Form, ontology: Ontology, relation: Relation | None, note: str, identifier: str
) -> Stage:
    default = relation.default_stage if relation else "in-force"
    return Stage(
        stage=form.word("stage", ontology.stages, "stage") or default,
        date=form.date("date"),
        attested=form.date("attested"),
        due=form.date("due"),
        agents=in_order(form.identifiers("agent")),
        condition=form.text("condition"),
        note=note,
        evidence=_evidence(form, ontology),
        id=identifier,
        origin=form.origin(),
    )


def _evidence(form: Form, ontology: Ontology) -> tuple[Evidence, ...]:
    found = []
    for item in form.forms("evidence", "evidence", EVIDENCE_FIELDS):
        item.need("source")
        found.append(
            Evidence(
                source=item.identifier("source"),
                at=item.locator("at"),
                by=in_order(item.identifiers("by")),
                cites=in_order(item.identifiers("cites")),
                stance=item.word("stance", ontology.stances, "stance") or "supports",
                note=item.text("note"),
                id=item.identifier("id"),
                origin=item.origin(),
            )
        )
    return evidence_in_order(found)


def read_dispute(identifier: str, form: Form, ontology: Ontology) -> Dispute:
    """Read one entry of ``disputes:``."""
    needed: Sequence[str] = ("question", "kind", "positions")
    for name in needed:
        form.need(name)
    positions = []
    for item in form.forms("positions", "position", POSITION_FIELDS):
        item.need("says")
        positions.append(
            Position(
                says=item.text("says"),
                facts=in_order(item.identifiers("facts")),
                evidence=_evidence(item, ontology),
                origin=item.origin(),
            )
        )
    return Dispute(
        id=identifier,
        question=form.text("question"),
        kind=form.word("kind", ontology.dispute_kinds, "dispute-kind"),
        about=in_order(form.identifiers("about")),
        positions=positions_in_order(positions),
        origin=form.origin(),
    )
