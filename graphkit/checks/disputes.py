"""A dispute has two sides and is about something.

A question that only one source answers is no dispute: silence is not a position.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.model import Records
from graphkit.ontology import Ontology
from graphkit.problems import Problem

CODES = {
    "one-sided-dispute": "A dispute has fewer than two positions.",
    "dispute-about-nothing": "A dispute names nothing it is about and no fact.",
}


def check(records: Records, _ontology: Ontology) -> Iterator[Problem]:
    """Yield a problem for each dispute that is none."""
    for dispute in records.disputes.values():
        if len(dispute.positions) < 2:  # noqa: PLR2004 - two sides make a dispute
            message = f"{dispute.id} has {len(dispute.positions)} position"
            hint = "add the position of another source, or write a fact instead"
            place = dispute.origin.at("positions")
            yield Problem(place, "one-sided-dispute", message, hint)
        if not dispute.about and not any(position.facts for position in dispute.positions):
            message = f"{dispute.id} is about nothing"
            hint = "add about: with the entities or facts in question"
            yield Problem(dispute.origin.place, "dispute-about-nothing", message, hint)
