"""Tests of graphkit.reading.folding."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.reading.folding import first_words, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("\u201cEl\u2019s\u201d", '"El\'s"'),
        ("a\u2013b \u2014 c\u2011d", "a-b - c-d"),
        ("a \t\u00a0\u2009 b", "a b"),
        ("\u00c7a\u011f\u0131 \u0141\u00f3d\u017a, Troms\u00f8", "Cagi Lodz, Tromso"),
        ("e\u0301", "e"),
        ("soft\u00adhy\u200bphen", "softhyphen"),
        ("O\u02bbzbekiston", "O'zbekiston"),
        ("\u0915\u0947", "\u0915\u0947"),  # a vowel sign of Hindi is no accent
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    """Quotes, dashes, blanks and accents are made plain; letters stay."""
    assert fold(written).text == folded


def test_case() -> None:
    """Case stays unless asked otherwise."""
    assert fold("US \u00c9").text == "US E"
    assert fold("US \u00c9 Stra\u00dfe \u0130", case=False).text == "us e strasse i"


@given(text=st.text(max_size=40), case=st.booleans())
@example(text="  a \u0301  ", case=True)
@example(text="\u0130\u00df\ufb01", case=False)
def test_places(text: str, case: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Each character knows where it comes from, in order, and folding again changes nothing."""
    folded = fold(text, case=case)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert folded.starts == sorted(folded.starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
    assert fold(folded.text, case=case).text == folded.text


def test_first_words() -> None:
    """Only eight words of a paragraph are shown, and that there are more."""
    assert first_words("one  two") == "one two"
    assert first_words(" ".join("123456789")) == "1 2 3 4 5 6 7 8 …"
