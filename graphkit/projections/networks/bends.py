"""How lines that run beside each other bend, the same in every picture of a graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from graphkit.projections.networks.network import Tie

#: How far each further edge of a pair bends away, as vis-network's roundness, and how far the
#: outermost of many do: beyond 1 a curve begins to run backwards.
_BEND, _MOST = 0.16, 0.8


def bends(ties: Iterable[Tie]) -> dict[str, float]:
    """Return how each edge bends, so that the edges between two nodes lie side by side.

    Args:
        ties: What is drawn, in the order in which it is; walked twice.

    Returns:
        By id: vis-network's roundness, clockwise where positive, 0 for a straight line.
    """
    pairs = Counter(frozenset((tie.source, tie.target)) for tie in ties)
    given: defaultdict[frozenset[str], int] = defaultdict(int)
    made: dict[str, float] = {}
    for tie in ties:
        pair = frozenset((tie.source, tie.target))
        others = pairs[pair] - 1
        offset = given[pair] - others / 2
        given[pair] += 1
        # Clockwise is told from the start of an edge, so edges of one pair must agree on it.
        if tie.source > tie.target:
            offset = -offset
        made[tie.id] = round(offset * min(_BEND, 2 * _MOST / max(others, 1)), 3)
    return made
