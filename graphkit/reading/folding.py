"""Texts made comparable: one way of writing quotes, dashes, blanks and accents.

An editor's curly quotes, a dash typed as a hyphen, a blank too many and an accent left out are
no difference in what is said. Letters keep their case unless asked otherwise, since *US* and
*us* are two words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# By group: what is written for another, besides what NFKD takes apart. Quotes and apostrophes,
# among them the letter-like ones of romanized Arabic, Hebrew and Uzbek; dashes and the minus;
# Latin letters with a stroke, which are no accents to Unicode.
_GROUPS = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf`\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "o": "\u00f8",
    "O": "\u00d8",
    "l": "\u0142",
    "L": "\u0141",
    "d": "\u0111",
    "D": "\u0110",
    "i": "\u0131",
}
_SAME = {ord(letter): plain for plain, letters in _GROUPS.items() for letter in letters}

_WORD = re.compile(r"\S+")


class Folded(NamedTuple):
    """A text made comparable, and where its characters stood.

    Attributes:
        text: Without accents, with straight quotes, hyphens and single blanks.
        starts: For each character the code point of the original that it comes from.
        ends: For each character the code point after that one and the marks upon it.
    """

    text: str
    starts: list[int]
    ends: list[int]


def fold(text: str, *, case: bool = True) -> Folded:
    """Return a text made comparable.

    Args:
        text: Any text.
        case: Whether capitals stay; otherwise the text is case-folded.
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, original in enumerate(text):
        plain = _plain(original)
        if not case:
            plain = plain.casefold()
        if not plain and ends:
            ends[-1] = at + 1
        for letter in plain:
            if letter == " " and letters and letters[-1] == " ":
                ends[-1] = at + 1
                continue
            letters.append(letter)
            starts.append(at)
            ends.append(at + 1)
    return Folded("".join(letters), starts, ends)


def _plain(letter: str) -> str:
    """Return what a character is compared as; nothing for an accent or an invisible sign."""
    if letter.isascii():
        return " " if letter.isspace() else _SAME.get(ord(letter), letter)
    # Before NFKD, which would make a blank and a mark of the acute accent.
    if letter not in _KEPT:
        parts = unicodedata.normalize("NFKD", letter)
        return "".join(
            " " if part.isspace() else _SAME.get(ord(part), part)
            for part in parts
            if not unicodedata.combining(part) and unicodedata.category(part) != "Cf"
        )
    return _SAME[ord(letter)]


_KEPT = frozenset(chr(code) for code in _SAME)


def words_of(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the words of a text, parted by blanks."""
    return [match.span() for match in _WORD.finditer(text)]


def first_words(text: str, most: int = 8) -> str:
    """Return the beginning of a text, with an ellipsis where it goes on.

    Eight words are enough to know a paragraph by, and too few to stand for it.
    """
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
