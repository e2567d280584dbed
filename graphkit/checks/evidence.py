"""Every stage and position rests on evidence that can be found again.

A passage of a source whose text we have is named by its locator. A stage that sources only
deny would be in no view: what a source denies outright is the stage ``absent``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.model import Evidence, Records
from graphkit.ontology import Ontology
from graphkit.origins import Origin
from graphkit.problems import Problem
from graphkit.provenance import BEARING

CODES = {
    "no-evidence": "A stage or a position rests on nothing.",
    "only-denied": "All evidence of a stage denies it.",
    "no-locator": "Evidence does not say where in the text of its source.",
    "locator-without-text": "Evidence points into a source whose text we do not have.",
}


def check(records: Records, _ontology: Ontology) -> Iterator[Problem]:
    """Yield a problem for each stage, position and piece of evidence that cannot be followed."""
    for fact in records.facts.values():
        for stage in fact.stages:
            what = f"{fact.id} ({stage.stage})"
            yield from _owner(what, stage.evidence, stage.origin, records)
            if stage.evidence and not any(e.stance in BEARING for e in stage.evidence):
                message = f"every source denies {what}"
                hint = "write it as the stage absent, or add who asserts it"
                yield Problem(stage.origin.place, "only-denied", message, hint)
    for dispute in records.disputes.values():
        for position in dispute.positions:
            what = f"a position of {dispute.id}"
            yield from _owner(what, position.evidence, position.origin, records)


def _owner(
    what: str, evidence: Sequence[Evidence], origin: Origin, records: Records
) -> Iterator[Problem]:
    if not evidence:
        hint = "add evidence: with the source and where in it"
        yield Problem(origin.place, "no-evidence", f"{what} has no evidence", hint)
    for item in evidence:
        source = records.sources.get(item.source)
        if source is None:
            continue
        if source.text and item.at is None:
            message = f"evidence from {item.source} has no locator"
            hint = "add at: with the paragraph, like p9"
            yield Problem(item.origin.at("source"), "no-locator", message, hint)
        if item.at and not source.text:
            message = f"{item.source} has no text, so {item.at} cannot be found in it"
            hint = "remove at:, or add text: to the source"
            yield Problem(item.origin.at("at"), "locator-without-text", message, hint)
