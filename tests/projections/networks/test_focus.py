"""What a large picture opens on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.projections.networks.focus import backbone, most_connected, neighbours
from graphkit.projections.networks.network import Tie
from tests.samples import fact

_NAMES = st.sampled_from(["a", "b", "c", "d", "e", "f"])
ties = st.lists(st.tuples(_NAMES, _NAMES), min_size=1, max_size=40)


def _ties(pairs: list[tuple[str, str]]) -> list[Tie]:
    return [
        Tie(str(number), one, other, (fact(one, "visited", other),))
        for number, (one, other) in enumerate(pairs)
    ]


def test_most_connected_counts_neighbours_first() -> None:
    """Many facts with one neighbour weigh less than few with many; then facts, then the id."""
    assert most_connected(_ties([("a", "b")] * 9 + [("c", "d"), ("c", "e"), ("c", "f")])) == "c"
    assert most_connected(_ties([("a", "b"), ("c", "d"), ("d", "c")])) == "c"
    assert most_connected(_ties([("b", "a")])) == "a"


def test_neighbours_by_what_they_share() -> None:
    """First who shares most facts, then who has most of their own, then by id."""
    pairs = [("a", "d"), ("b", "a"), ("a", "b"), ("a", "c"), ("c", "e"), ("a", "a"), ("e", "f")]
    assert neighbours(_ties(pairs), "a") == ["b", "c", "d"]
    assert neighbours(_ties(pairs), "nobody") == []


@given(ties)
def test_neighbours_are_all_and_only_those(pairs: list[tuple[str, str]]) -> None:
    """Whoever shares a fact is one, an entity never its own."""
    for name in {end for pair in pairs for end in pair}:
        expected = {end for pair in pairs if name in pair for end in pair} - {name}
        found = neighbours(_ties(pairs), name)
        assert set(found) == expected
        assert len(found) == len(expected)


@given(ties)
def test_the_backbone_leaves_no_one_alone(pairs: list[tuple[str, str]]) -> None:
    """Each neighbour of a focus hangs on something; there are few ties, each among those drawn."""
    made = _ties(pairs)
    if all(one == other for one, other in pairs):
        return
    focus = most_connected(made)
    nodes = [focus, *neighbours(made, focus)]
    kept = backbone(made, nodes, focus)
    assert kept == sorted(set(kept))
    assert all(one < other and {one, other} <= set(nodes) for one, other in kept)
    assert set(nodes) == {end for pair in kept for end in pair}
