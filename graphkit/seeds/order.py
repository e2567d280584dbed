"""The one order of what a file may write in any order.

The order of a file means nothing, so that two files that say the same give equal records, and
an export that is read back gives the records it was written from.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.model import Evidence, Position, Stage
from graphkit.ontology import Ontology

#: Where a piece of evidence stands among others. No two of one owner are alike in all of it:
#: they would have the same name.
_Spot = tuple[str, int, int, int, tuple[str, ...], str]


def in_order(texts: Iterable[str]) -> tuple[str, ...]:
    """Return ids or texts sorted, each once."""
    return tuple(sorted(set(texts)))


def evidence_in_order(items: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence by source, and as it stands in the text of each."""
    return tuple(sorted(items, key=_spot))


def stages_in_order(items: Iterable[Stage], ontology: Ontology) -> tuple[Stage, ...]:
    """Return stages by how far the relation has come, then by their dates and agents."""

    def place(item: Stage) -> tuple[int, str, str, tuple[str, ...], str]:
        day = item.date.start_latest if item.date else None
        return (ontology.rank(item.stage), str(day or ""), item.stage, item.agents, item.id)

    return tuple(sorted(items, key=place))


def positions_in_order(items: Iterable[Position]) -> tuple[Position, ...]:
    """Return positions by their words: those stay the same when evidence is left out."""
    return tuple(sorted(items, key=lambda item: (item.says, [_spot(e) for e in item.evidence])))


def _spot(item: Evidence) -> _Spot:
    at = item.at
    place = (at.paragraph, at.start or 0, at.end or 0) if at else (0, 0, 0)
    return (item.source, *place, item.by, item.id)
