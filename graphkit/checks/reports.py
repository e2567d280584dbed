"""Nothing is reported before it happened.

A committed, realized or closed stage that certainly began after all of its evidence was
public is a slip in one of the dates, or it was only expected when it was reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.model import Fact, Records, Stage
from graphkit.ontology import Group, Ontology
from graphkit.problems import Problem
from graphkit.provenance import NEVER, publication, span

CODES = {
    "reported-before-it-happened": "A stage begins after the last day its evidence was published.",
}
_DONE = {Group.COMMITTED, Group.REALIZED, Group.CLOSED}


def check(records: Records, ontology: Ontology) -> Iterator[Problem]:
    """Yield a problem for each stage that is later than its evidence."""
    for fact in records.facts.values():
        for stage in fact.stages:
            if stage.date and ontology.group(stage.stage) in _DONE:
                yield from _stage(fact, stage, records)


def _stage(fact: Fact, stage: Stage, records: Records) -> Iterator[Problem]:
    sources = records.sources
    spans = [
        publication(item, sources)
        for item in stage.evidence
        if item.source in sources
        and all(name in sources for name in item.cites)
        and all(name in sources for name in sources[item.source].cites)
    ]
    latest = max((span.latest for span in spans if span), default=NEVER)
    if stage.date and latest != NEVER and span(stage.date).earliest > latest:
        message = f"{fact.id} is {stage.stage} from {stage.date.text}, after its evidence"
        hint = "mend the date, or use a prospective stage such as expected or planned"
        yield Problem(stage.origin.at("date"), "reported-before-it-happened", message, hint)
