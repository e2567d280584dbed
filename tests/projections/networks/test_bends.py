"""Edges between two nodes lie side by side, however many they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.projections.networks.bends import bends
from graphkit.projections.networks.network import Tie

_names = st.sampled_from("abc")
_pairs = st.lists(st.tuples(_names, _names), max_size=60)


def _ties(pairs: list[tuple[str, str]]) -> list[Tie]:
    return [Tie(f"t{n}", source, target, ()) for n, (source, target) in enumerate(pairs)]


def test_a_few() -> None:
    """One is straight, two bend apart; one that runs back bends as seen from its own start."""
    assert bends(_ties([("a", "b")])) == {"t0": 0}
    assert bends(_ties([("a", "b"), ("a", "b")])) == {"t0": -0.08, "t1": 0.08}
    assert bends(_ties([("a", "b"), ("b", "a")])) == {"t0": -0.08, "t1": -0.08}
    assert bends(_ties([("a", "b")] * 3)) == {"t0": -0.16, "t1": 0, "t2": 0.16}


@given(_pairs)
def test_no_two_lie_on_each_other(pairs: list[tuple[str, str]]) -> None:
    """Seen from one end all edges of a pair bend differently, and none turns back."""
    found = bends(_ties(pairs))
    seen = [
        (frozenset(pair), -found[f"t{n}"] if pair[0] > pair[1] else found[f"t{n}"])
        for n, pair in enumerate(pairs)
    ]
    assert len(set(seen)) == len(seen) == len(found)
    assert all(abs(bend) <= 0.8 for bend in found.values())
