"""Tests of graphkit.reading.locate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import GraphkitError
from graphkit.reading.locate import find, locate, nearest
from graphkit.reading.texts import Text
from tests.reading.wire import load_wire

LINES = (
    "The  so-called \u201cEntente\u201d \u2014 Trump\u2019s own.",
    "US sources said: just us, and us alone.",
    "Cafe\u0301 Caf\u00e9 cafeteria",
)


def places(words: str, lines: Sequence[str] = LINES) -> list[str]:
    """Return the locators of words in some lines."""
    return [str(hit.at) for hit in find(Text("x", lines), words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the so-called", ["p1:0-14"]),
        ('"entente" - trump\'s', ["p1:15-34"]),
        ("\u2018Entente\u2019", []),  # single quotes are not double ones
        ("so\u2013called   \u201centente\u201d", ["p1:5-24"]),
        ("us", ["p2:0-2", "p2:22-24", "p2:30-32"]),  # and not the end of "just"
        ("just u", ["p2:17-23"]),  # part of a word, since there is no whole one
        ("caf\u00e9", ["p3:0-5", "p3:6-10"]),
        ("cafeter", ["p3:11-18"]),
        (" alone. ", ["p2:33-39"]),
        ("nowhere", []),
        ("\u00ad", []),
    ],
)
def test_find(words: str, found: list[str]) -> None:
    """Case, blanks, accents and the kind of quotes and dashes do not matter."""
    assert places(words) == found


def test_hit() -> None:
    """A hit has its words as they stand, and whole words around them."""
    line = "A long beginning goes before the words, and a long end comes after them."
    (hit,) = find(Text("x", [line]), "THE WORDS")
    assert (str(hit.paragraph), hit.words) == ("p1", "the words")
    assert hit.context == "… beginning goes before the words, and a long end comes …"


@given(st.lists(st.text(min_size=1, max_size=20).filter(str.strip), min_size=1), st.data())
def test_what_stands_there_is_found(lines: list[str], data: st.DataObject) -> None:
    """Every word of a text is found where it stands, and each hit is a place in the text."""
    number = data.draw(st.integers(0, len(lines) - 1))
    word = data.draw(st.sampled_from(lines[number].split()))
    text = Text("x", lines)
    hits = find(text, word)
    for hit in hits:
        assert text.passage(hit.at) == hit.words
    if any(letter.isalnum() for letter in word):
        assert number + 1 in {hit.at.paragraph for hit in hits}


def test_nearest() -> None:
    """What is nearly there is named; what is not like anything is not."""
    near = nearest(Text("x", LINES), "US source says")
    assert near is not None
    assert (str(near.at), near.words) == ("p2:0-16", "US sources said:")
    assert nearest(Text("x", LINES), "a treaty of friendship") is None
    assert nearest(Text("x", ["", "\u00ad"]), "a") is None


def test_locate(tmp_path: Path) -> None:
    """Words are looked for in the text of one source."""
    graph, folder = load_wire(tmp_path)
    found = locate(graph, folder, "wire-report", "recognized israel")
    assert [str(hit.at) for hit in found.hits] == ["p9:11-28"]
    assert (found.nearest, found.problem) == (None, None)
    found = locate(graph, folder, "wire-report", "recognised Israel")
    assert not found.hits
    assert found.nearest is not None
    assert found.nearest.words == "recognized Israel"


def test_locate_in_a_changed_text(tmp_path: Path) -> None:
    """Whoever mends locators after a change finds the words, and hears of the change."""
    graph, folder = load_wire(tmp_path)
    (folder / "wire.txt").write_text("Kazakhstan recognized it.", encoding="utf-8")
    found = locate(graph, folder, "wire-report", "recognized")
    assert [str(hit.at) for hit in found.hits] == ["p1:11-21"]
    assert found.problem is not None
    assert found.problem.code == "text-changed"


@pytest.mark.parametrize(
    ("source", "words", "message"),
    [
        ("wire-reprot", "a", 'there is no source "wire-reprot": did you mean "wire-report"?'),
        ("gazette", "a", 'there is no source "gazette": those with a text: wire-report'),
        ("trump-post", "a", "trump-post has no text: it is known only through other sources"),
        ("wire-report", " \n", "there are no words to look for: name some, in quotes"),
    ],
)
def test_wrong_use(tmp_path: Path, source: str, words: str, message: str) -> None:
    """Wrong use is one line that says what to do."""
    graph, folder = load_wire(tmp_path)
    with pytest.raises(GraphkitError) as error:
        locate(graph, folder, source, words)
    assert str(error.value) == message
