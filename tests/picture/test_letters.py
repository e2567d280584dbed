"""Widths of letters, and names and texts broken into lines that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.picture.letters import text_width, wrap_name, wrap_text

texts = st.text(st.characters(codec="utf-8"), max_size=200).map(lambda text: " ".join(text.split()))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0), ("i", 222), ("W", 944), ("Abc", 667 + 556 + 500),
        ("\u00e9", 556), ("e\u0301", 556), ("\u200b\u202e", 0), ("\u4e2d\u56fd", 2000),
        ("\U0001f600", 1300), ("\u0416", 650), ("\ufffd", 1000),
    ],
)  # fmt: skip
def test_widths(text: str, width: float) -> None:
    """Letters have Helvetica's widths, accents none, East Asian ones a full square."""
    assert text_width(text, 1000) == pytest.approx(width)


def test_bold_and_serif_are_other_faces() -> None:
    """Bold is wider than regular; Times is narrower, even bold."""
    words = "Kazakhstan and the Abraham Accords"
    regular, bold, serif = (text_width(words, 10, face) for face in ("sans", "bold", "serif"))
    assert serif < regular < bold


def test_names() -> None:
    """A name stands in one line or two of about equal length; an endless word is cut."""
    assert wrap_name("Kazakhstan") == ("Kazakhstan",)
    assert wrap_name("United Arab Emirates") == ("United Arab", "Emirates")
    assert wrap_name("x" * 60) == ("x" * 30 + "…",)


@given(texts, st.integers(5, 25))
def test_names_are_short(text: str, wanted: int) -> None:
    """Whatever the name, there are at most two lines of at most so many letters."""
    lines = wrap_name(text, wanted)
    assert 1 <= len(lines) <= 2
    assert all(len(line) <= max(wanted, 16) + 12 for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert " ".join(lines) == text


@given(texts, st.floats(30, 2000), st.integers(1, 4))
def test_texts_fit(text: str, room: float, most: int) -> None:
    """No line is wider than the room; nothing is left out without a sign of it."""
    lines = wrap_text(text, room, 12, most)
    assert len(lines) <= most
    assert all(text_width(line, 12) <= room + 1e-6 for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines) == text
