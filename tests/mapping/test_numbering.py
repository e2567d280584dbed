"""Tests of graphkit.mapping.numbering: ids of names, no two alike."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.identifiers import is_id, slug
from graphkit.mapping import numbering
from graphkit.mapping.numbering import NewIds, cut, unique_ids

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
    assert NewIds({"one-two", "one-2"}, longest=7).make("one-two") == "one-3"


@given(st.lists(st.text("ab-", min_size=1, max_size=9), max_size=9))
def test_the_next_number_is_the_least_that_is_free(plains: list[str]) -> None:
    """Each id has the first number that no id before it has, also where two are cut alike."""
    new, taken = NewIds(["a-3"], longest=6), {"a-3"}
    for plain in plains:
        ends = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
        least = next(each for end in ends if (each := cut(plain, 6 - len(end)) + end) not in taken)
        assert new.make(plain) == least
        taken.add(least)


def test_names_that_give_one_id_take_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names without a Latin letter all give one plain id, and each is tried but once or twice."""
    tried: list[str] = []

    def counted(plain: str, longest: int | None) -> str:
        tried.append(plain)
        return cut(plain, longest)

    monkeypatch.setattr(numbering, "cut", counted)
    names = [chr(number) for number in range(0x4E00, 0x4E00 + 5_000)]
    assert unique_ids(names, slug)[names[-1]] == "unnamed-5000"
    assert len(tried) <= 2 * len(names)
