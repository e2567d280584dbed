"""The words of a query: where strings, IRIs, comments and names are, in linear time.

Texts come from strangers. One expression for all of it would try each quote that nobody closes
to the end of the text, again and again: `tokens` remembers that it has been there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

# Oxigraph's parser knows no words: it takes SERVICE:x for SERVICE, and a "<" for an IRI or for
# "less than" by what stands before it. So each "service" must lie where it can be nothing else.
_TOKEN = re.compile(
    r"""
    (?P<string> "{3} | '{3} | ["'] )
    | (?P<iri> < [^<>"{}|^`\\\s]* > )
    | (?P<comment> \# [^\n\r]* )
    | (?P<name> [?$] \w+ | : [\w:] [\w:-]* )
    | (?P<bracket> [(\[{)\]}] )
    """,
    re.VERBOSE,
)
#: What a string holds up to its end, by what opens it.
_INSIDE = {
    '"': re.compile(r'[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*', re.DOTALL),
    "'": re.compile(r"[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*", re.DOTALL),
    '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*', re.DOTALL),
    "'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*", re.DOTALL),
}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST = 0x10FFFF

Kind = Literal["string", "iri", "comment", "name", "bracket"]
#: The kinds in which a word is no code.
INERT: frozenset[Kind] = frozenset({"string", "iri", "comment"})


class Token(NamedTuple):
    """A piece of a query that is told apart from its keywords, numbers and signs.

    Attributes:
        kind: What it is; a name is a variable, or the end of a prefixed name from the colon on.
        start: Where it begins, in characters of the text.
        end: Where it has ended.
        text: How it is written.
    """

    kind: Kind
    start: int
    end: int
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query in their order; a quote that nobody closes is none."""
    place = 0
    #: Up to where it is known that no string ends, by what would open one. Whether a character
    #: is escaped hangs on the backslashes right before it, so it is so for every start.
    vain = dict.fromkeys(_INSIDE, 0)
    while found := _TOKEN.search(text, place):
        start, place, opening = found.start(), found.end(), found["string"]
        if not opening:
            kind: Kind = found.lastgroup  # type: ignore[assignment]  # all groups are kinds
            yield Token(kind, start, place, found[0])
            continue
        # Three quotes that open nothing are an empty string and a quote.
        for quotes in dict.fromkeys((opening, opening[0])):
            if start >= vain[quotes]:
                inside = _INSIDE[quotes].match(text, start + len(quotes))
                end = inside.end() if inside else len(text)
                if text.startswith(quotes, end):
                    place = end + len(quotes)
                    yield Token("string", start, place, text[start:place])
                    break
                vain[quotes] = end
        else:
            place = start + 1


def code(text: str) -> str:
    """Return a query of the same length with blanks for all tokens except brackets."""
    pieces, end = [], 0
    for token in tokens(text):
        if token.kind != "bracket":
            pieces += [text[end : token.start], " " * (token.end - token.start)]
            end = token.end
    return "".join([*pieces, text[end:]])


def resolved(text: str) -> str:
    r"""Return a text with the characters that its ``\u`` and ``\U`` stand for."""
    return _ESCAPE.sub(lambda escape: character(escape[1] or escape[2]), text)


def character(digits: str) -> str:
    """Return what an escape stands for; beyond Unicode, its last character."""
    return chr(min(int(digits, 16), _LAST))


def written(text: str, place: int) -> int:
    """Return where in a text stands what is at a place of the text as `resolved`."""
    for escape in _ESCAPE.finditer(text):
        if escape.start() >= place:
            break
        place += len(escape[0]) - 1
    return place


def depths(coded: str) -> Iterator[int]:
    """Yield how many brackets are open, from the start of a query's code to its end."""
    steps = ((sign in "([{") - (sign in ")]}") for sign in coded)
    # A bracket too many closes nothing: it must not hide how deep it goes on behind it.
    return itertools.accumulate(steps, lambda deep, step: max(0, deep + step), initial=0)


def place_of(text: str, place: int) -> str:
    """Return a place as ``query:LINE:COLUMN``, both from 1, in characters."""
    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    return f"query:{line}:{column}"
