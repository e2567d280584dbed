"""Stages, their dates and the relation fit together.

A relation that happens once cannot be in force, and nothing ends before it begins. That a
single date is possible and not reversed is seen when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.model import Fact, Records, Stage
from graphkit.ontology import Group, Ontology
from graphkit.problems import Problem
from graphkit.provenance import ALWAYS, NEVER, span

CODES = {
    "stage-does-not-fit": "A lasting relation does not occur, a momentary one is never in force.",
    "attested-does-not-fit": "Only a lasting relation that is in force can be seen holding.",
    "due-does-not-fit": "Only what is still to come is due.",
    "ended-before-it-began": "A closed stage certainly lies before every stage it could close.",
}


def check(records: Records, ontology: Ontology) -> Iterator[Problem]:
    """Yield a problem for each stage that does not fit its relation or its neighbours."""
    for fact in records.facts.values():
        for stage in fact.stages:
            yield from _fits(fact, stage, ontology)
        yield from _order(fact, ontology)


def _fits(fact: Fact, stage: Stage, ontology: Ontology) -> Iterator[Problem]:
    relation = ontology.relations[fact.relation]
    length = "lasting" if relation.lasting else "momentary"
    wrong = "occurred" if relation.lasting else "in-force"
    if stage.stage == wrong:
        message = f'{relation.name} is {length} and cannot be "{wrong}"'
        hint = f'write "{relation.default_stage}", or leave the stage out'
        yield Problem(stage.origin.at("stage"), "stage-does-not-fit", message, hint)
    if stage.attested and (not relation.lasting or stage.stage != "in-force"):
        message = f'"attested" on a {length} relation at the stage {stage.stage}'
        hint = "use date: for the day on which it happened or began"
        yield Problem(stage.origin.at("attested"), "attested-does-not-fit", message, hint)
    group = ontology.group(stage.stage)
    if stage.due and group not in {Group.PROSPECTIVE, Group.COMMITTED}:
        message = f'"due" at the stage {stage.stage}'
        hint = "use date:, or the stage planned or announced"
        yield Problem(stage.origin.at("due"), "due-does-not-fit", message, hint)


def _order(fact: Fact, ontology: Ontology) -> Iterator[Problem]:
    starts = [
        span(stage.date).earliest
        for stage in fact.stages
        if stage.date and ontology.group(stage.stage) in {Group.COMMITTED, Group.REALIZED}
    ]
    if not starts or ALWAYS in starts:
        return
    for stage in fact.stages:
        if ontology.group(stage.stage) is not Group.CLOSED or stage.date is None:
            continue
        latest = span(stage.date).latest
        if latest != NEVER and latest < min(starts):
            message = f"{fact.id} is {stage.stage} by {stage.date.text}, before it began"
            hint = "mend one of the dates, or leave out the one that no source gives"
            yield Problem(stage.origin.at("date"), "ended-before-it-began", message, hint)
