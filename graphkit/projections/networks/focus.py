"""What a picture of too many nodes opens on: one entity and the neighbours that tell most of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from graphkit.projections.networks.network import Tie

#: Nodes up to which a page opens on the whole. Beyond, marks on a screen of two million pixels
#: stand nearer than 25 pixels to each other, names find no room, and a browser without a graphics
#: card needs more than a tenth of a second for each frame (benchmarks/RESULTS.md).
MOST_DRAWN = 3_000
#: Neighbours to begin with: so many names can be read at once on a screen of 1,440 by 900.
NEIGHBOURS = 40
#: Ties of each neighbour that pull in the picture of a focus; beyond, all would be one clump.
_STRONGEST = 3


def most_connected(ties: Iterable[Tie]) -> str:
    """Return the entity with most neighbours; of equals the one with most facts, then by id.

    Args:
        ties: What is drawn; at least one.
    """
    pairs = _pairs(ties)
    return min(pairs, key=lambda name: (-len(pairs[name]), -pairs[name].total(), name))


def neighbours(ties: Iterable[Tie], entity: str) -> list[str]:
    """Return all neighbours of an entity, the most telling first; none where no tie names it.

    First those with most facts between the two, then those with most facts at all, then by id:
    ``graphkit/page/model/focus.js`` goes on by the same rule.
    """
    pairs = _pairs(ties)
    near = pairs.get(entity, Counter())
    return sorted(near, key=lambda name: (-near[name], -pairs[name].total(), name))


def backbone(ties: Iterable[Tie], nodes: Iterable[str], entity: str) -> list[tuple[str, str]]:
    """Return the pairs that place the nodes of a focus: the strongest of each beside the focus.

    Nearly all of them have facts with the focus, and many with each other; laid out by all their
    pairs they would stand on a heap. Who has no other tie hangs on the focus.

    Args:
        ties: What is drawn of the whole.
        nodes: The entities of the picture.
        entity: The focus, one of them.
    """
    pairs = _pairs(ties)
    among = set(nodes)
    kept: set[tuple[str, str]] = set()
    for name in sorted(among - {entity}):
        near = {other: pairs[name][other] for other in pairs[name] if other in among - {entity}}
        strongest = sorted(near, key=lambda other: (-near[other], other))[:_STRONGEST]
        kept |= {(min(name, other), max(name, other)) for other in strongest or [entity]}
    # The focus itself stands among those it has most to do with.
    for name in sorted(among & pairs[entity].keys(), key=lambda n: (-pairs[entity][n], n))[:6]:
        kept.add((min(name, entity), max(name, entity)))
    return sorted(kept)


def _pairs(ties: Iterable[Tie]) -> Mapping[str, Counter[str]]:
    """Return how many facts each entity has with each of its neighbours."""
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tie in ties:
        if tie.source != tie.target:
            pairs[tie.source][tie.target] += len(tie.facts)
            pairs[tie.target][tie.source] += len(tie.facts)
    return pairs
