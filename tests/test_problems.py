"""Tests of graphkit.problems: places, problems as lines, and the nearest word."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.origins import NOWHERE, Origin
from graphkit.problems import Place, Problem, Severity, did_you_mean, one_of

PLACE = Place("seeds/facts.yaml", 12, 5)
ERROR = Problem(PLACE, "bad-id", '"x y" is no id', "write x-y")
WARNING = dataclasses.replace(ERROR, severity=Severity.WARNING)


def test_place() -> None:
    """A place is written so that editors and terminals open it on a click."""
    assert str(PLACE) == "seeds/facts.yaml:12:5"
    assert str(Place("seeds")) == "seeds:1:1"


def test_problem_as_text() -> None:
    """A problem is two lines: place, code and message, then the next step."""
    assert str(ERROR) == 'seeds/facts.yaml:12:5: bad-id: "x y" is no id\n    hint: write x-y'
    assert str(WARNING).startswith("seeds/facts.yaml:12:5: warning: bad-id: ")


def test_severity() -> None:
    """A problem is an error unless it says otherwise."""
    assert ERROR.is_error
    assert not WARNING.is_error


def test_problems_sort_by_place() -> None:
    """Problems come in the order of files, lines and columns, and lines count as numbers."""
    places = [Place("a", 2, 9), Place("a", 10, 1), Place("a", 10, 3), Place("b", 1, 1)]
    problems = [Problem(place, "bad-id", "m", "h") for place in places]
    assert sorted([problems[2], problems[0], problems[3], problems[1]]) == problems
    assert len({*problems, dataclasses.replace(problems[0])}) == 4


def test_origin() -> None:
    """A field has its place, a text of a list its own; what is not there has the record's."""
    fields = {"subject": (3, 7), "by": (4, 5), "by.israel": (4, 6), "by.oman": (4, 14)}
    origin = Origin(Place("a.yaml", 2, 5), fields)
    assert origin.at("subject") == Place("a.yaml", 3, 7)
    assert origin.at("by", "oman") == Place("a.yaml", 4, 14)
    assert origin.at("by", "iran") == Place("a.yaml", 4, 5)
    assert origin.at("subject", "israel") == Place("a.yaml", 3, 7)
    assert origin.at("object") == Place("a.yaml", 2, 5)
    assert NOWHERE.at("subject") == Place("", 0, 0)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("recognised", 'did you mean "recognized"? '),
        ("recognized", 'did you mean "recognized"? '),
        ("joind", 'did you mean "joined"? '),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_did_you_mean(word: str, hint: str) -> None:
    """The nearest known word is offered, and none where none is near."""
    assert did_you_mean(word, ["joined", "recognized", "signed"]) == hint


def test_did_you_mean_does_not_depend_on_order() -> None:
    """Of two words equally near the same one is offered, whatever order they come in."""
    assert did_you_mean("cat", ["cap", "car"]) == did_you_mean("cat", ["car", "cap"]) != ""


def test_one_of() -> None:
    """The hint for a word that is not in a list is the nearest one, else the whole list."""
    assert one_of("recognised", ["joined", "recognized"]) == 'did you mean "recognized"?'
    assert one_of("zzz", ["joined", "recognized"]) == "the words are joined, recognized"
    assert one_of("zzz", iter(["a", "b"]), "fields") == "the fields are a, b"


@given(st.text(), st.lists(st.text(max_size=9), max_size=9))
def test_any_word(word: str, known: list[str]) -> None:
    """Whatever is mistyped, the offer is a word that is known, or nothing."""
    offer = did_you_mean(word, known)
    assert not offer or offer in {f'did you mean "{one}"? ' for one in known}
