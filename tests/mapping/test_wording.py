"""Tests of graphkit.mapping.wording: how cells are compared and parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.mapping.wording import bracketed, plain, tidy


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Envoy (France)", ("Envoy", "France")),
        ("Legislator (Govt) (South Korea)", ("Legislator (Govt)", "South Korea")),
        ("Priest (Holy See (Vatican City State))", ("Priest", "Holy See (Vatican City State)")),
        ("France", ("", "")),
        ("Envoy (France), retired", ("", "")),
        ("(France)", ("", "")),
        ("Envoy ()", ("", "")),
        ("Envoy France)", ("", "")),
        ("Envoy (France", ("", "")),
        ("Envoy ((France)", ("Envoy (", "France")),
        ("", ("", "")),
    ],
)  # fmt: skip
def test_bracketed(text: str, parts: tuple[str, str]) -> None:
    """Only a bracket that ends the text is parted from it, with all that it holds."""
    assert bracketed(text) == parts


@given(st.text("ab() ", max_size=12))
def test_nothing_is_lost_by_parting(text: str) -> None:
    """What is parted can be put together again."""
    office, inside = bracketed(text)
    if office:
        assert f"{office}({inside})".replace(" ", "") == text.replace(" ", "")


def test_plain() -> None:
    """Case, the width and kind of blanks and the way of composing count for nothing else."""
    assert plain(" Cote\u0302  d\u2019Ivoire\u00a0") == plain(
        "C\u00d4TE D\u2019IVOIRE".replace("C\u00d4TE", "Cot\u00ea")
    )
    assert plain("Stra\u00dfe") == "strasse"
    assert plain("Turkiye") != plain("T\u00fcrkiye")
    assert tidy("Xinjiang\u00a0Uyghur\t") == "Xinjiang Uyghur"


@given(st.text())
def test_plain_is_settled(text: str) -> None:
    """What is plain stays as it is, and a tidy text is compared like the text."""
    assert plain(plain(text)) == plain(text)
    assert plain(tidy(text)) == plain(text)
