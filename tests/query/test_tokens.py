"""The tokens of a query, and that a text takes time in proportion to its length."""

from __future__ import annotations

import contextlib
import faulthandler
import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.errors import BadQuery
from graphkit.query import MAX_QUERY, answer
from graphkit.query.guard import guard as check
from graphkit.query.guard import not_sparql, syntax_error
from graphkit.query.tokens import INERT, code, depths, place_of, resolved, tokens, written

#: The tokens in one expression: right, and far too slow for a text of many quotes.
_GRAMMAR = re.compile(
    r"""
    (?P<inert>
        "{3} (?: \\. | [^\\] )*? "{3} | '{3} (?: \\. | [^\\] )*? '{3}
        | " (?: \\. | [^"\\\n\r] )* " | ' (?: \\. | [^'\\\n\r] )* '
        | < [^<>"{}|^`\\\s]* >
        | \# [^\n\r]*
    )
    | (?P<name> [?$] \w+ | : [\w:] [\w:-]* )
    | (?P<bracket> [(\[{)\]}] )
    """,
    re.VERBOSE | re.DOTALL,
)
_PIECES = (
    '"', "'", '"""', "'''", "\\", "\n", "\r", "\t", "<", ">", "#", ":", "?", "$", "a", "1", "é",
    "(", ")", "[", "]", "{", "}", " ", ".", "-", "service", "\\u0022", "\\U00000053", "\0",
)  # fmt: skip
texts = st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)


@given(texts)
@example('\\"""\n\\"""\n')
@example('"""\\"""\\"""')
@example("'''a''b'''c'''")
@example('"\\')
def test_tokens(text: str) -> None:
    """Tokens are those of the grammar, and stand where they say."""
    found = list(tokens(text))
    kinds = ["inert" if token.kind in INERT else token.kind for token in found]
    assert [(token.start, token.end, kind) for token, kind in zip(found, kinds, strict=True)] == [
        (m.start(), m.end(), m.lastgroup) for m in _GRAMMAR.finditer(text)
    ]
    assert all(text[token.start : token.end] == token.text for token in found)


@given(texts)
def test_code(text: str) -> None:
    """Code has the length of the text and nothing of strings, IRIs, comments and names."""
    expected = _GRAMMAR.sub(lambda m: m[0] if m["bracket"] else " " * len(m[0]), text)
    assert code(text) == expected


@given(texts, st.data())
def test_the_place_of_a_resolved_character(text: str, data: st.DataObject) -> None:
    """What stands at a place of the text without escapes began at that of the text itself."""
    plain = resolved(text)
    place = data.draw(st.integers(0, len(plain)))
    assert resolved(text[: written(text, place)]) == plain[:place]


def test_depth_after_a_bracket_too_many() -> None:
    """Brackets that close nothing do not hide how deep it goes behind them."""
    assert list(depths(")))((")) == [0, 0, 0, 0, 1, 2]
    with pytest.raises(BadQuery, match="nests deeper"):
        answer(None, ")" * 100 + "(" * 100)


def test_place() -> None:
    """Lines and columns count from one; only a line feed ends a line."""
    assert place_of("", 0) == "query:1:1"
    assert place_of("ab\r\u2028\ncd", 3) == "query:1:4"
    assert place_of("ab\ncd", 4) == "query:2:2"


# ------------------------------------------------------------------------ time

#: Each, repeated, makes a query of the greatest length, alone and in a frame.
PIECES = (
    "1", "a", '"', '\\"', '\\"""\n', "\\'''\n", "\\", ")", ")(", "<a", "#\n", ":", "a:", " ", "\0",
    "\\u0000", "\\u0022", "$?", ".", "1e", "service", "a1(\\u0041'\"<#:? ",
)  # fmt: skip
FRAMES = ("%s", "ASK { ?s <http://x/%s> 'open %s")
#: What one text may take, in seconds: some twenty times what it does. Where a piece takes time
#: squared, it takes minutes.
LIMIT = 20


def read_all() -> None:
    """Read adversaries one after another, in every way that guards and messages read them."""
    for piece in PIECES:
        for frame in FRAMES:
            room = (MAX_QUERY - len(frame)) // frame.count("%s")
            text = frame.replace("%s", piece * (room // len(piece)))
            faulthandler.dump_traceback_later(LIMIT, exit=True)  # C code heeds no signal
            with contextlib.suppress(BadQuery):
                check(text)
            not_sparql(text, len(text))
            line = text.count("\n") + 1
            syntax_error(f"error at {line}:1: Prefix not found", text)
            faulthandler.cancel_dump_traceback_later()


def test_time_grows_with_length() -> None:
    """No text of the greatest length takes longer than a few seconds to be read or refused."""
    run = "from tests.query.test_tokens import read_all; read_all()"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
