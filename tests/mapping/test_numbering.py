"""Tests of graphkit.mapping.numbering: ids of names, no two alike."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from graphkit.identifiers import is_id, slug
from graphkit.mapping.numbering import cut, numbered, unique_ids

NAMES = st.lists(st.text("aB é-'", max_size=6), unique=True, max_size=8)


@given(NAMES, st.randoms(use_true_random=False))
def test_ids_depend_on_no_order(names: list[str], chance: random.Random) -> None:
    """Names in another order get the same ids, all different and in the form of an id."""
    found = unique_ids(names, slug, longest=8, taken=["a", "unnamed"])
    shuffled = list(names)
    chance.shuffle(shuffled)
    assert unique_ids(shuffled, slug, longest=8, taken=["a", "unnamed"]) == found
    ids = list(found.values())
    assert len(set(ids)) == len(ids)
    assert all(is_id(each, 8) for each in ids)
    assert not {"a", "unnamed"} & set(ids)


def test_the_first_keeps_the_plain_id() -> None:
    """The others are numbered from 2 in the order of code points."""
    found = unique_ids(["é", "E", "e"], slug)
    assert found == {"E": "e", "e": "e-2", "é": "e-3"}
    assert unique_ids(["a b"], slug, taken=["a-b"], joint="") == {"a b": "a-b2"}


def test_long_ids_are_cut_behind_a_word() -> None:
    """An id of a greatest length ends with a whole word if there is one, the number included."""
    assert cut("one-two-three", 9) == "one-two"
    assert cut("one-two-three", 7) == "one-two"
    assert cut("three", 3) == "thr"
    assert numbered("one-two", {"one-two", "one-2"}, longest=7) == "one-3"
