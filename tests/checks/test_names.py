"""Tests of graphkit.checks.names: no two entities of a kind look alike to a reader."""

from __future__ import annotations

import pytest

from graphkit.checks import names
from tests.projects import all_problems, found

TEXT = "entities:\n  one: {{kind: state, name: {0}}}\n  two: {{kind: {2}, name: {1}}}\n"
ALIKE = [
    ("Türkiye", "Türkiye"),
    ("Türkiye", "TÜRKIYE"),
    ("T\u00fcrkiye", "Tu\u0308rkiye"),
    ("Oman", "\uff2f\uff4d\uff41\uff4e"),
    ("Strasse", "Straße"),
]
APART = [("Niger", "Nigeria"), ("Guinea", "Guinea-Bissau"), ("Turkiye", "Türkiye")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: str, other: str) -> None:
    """Case, width and the way an accent is stored do not tell names apart."""
    assert found(names, TEXT.format(one, other, "state")) == [("twin-names", 3, 28)]


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    """Names that a reader tells apart pass, and so do equal names of different kinds."""
    assert found(names, TEXT.format(one, other, "state")) == []
    assert found(names, TEXT.format(one, one, "place")) == []


def test_warning() -> None:
    """Twin names block nothing: two people may have one name."""
    problems = all_problems(TEXT.format("Oman", "Oman", "state"))
    assert not any(problem.is_error for problem in problems)


def test_no_name_is_no_twin() -> None:
    """Two entities whose names are missing are told to have none, not to be twins."""
    codes = {
        p.code for p in all_problems("entities:\n  one: {kind: state}\n  two: {kind: state}\n")
    }
    assert codes == {"missing-field", "unused-entity"}
