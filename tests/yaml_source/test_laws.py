"""What holds for any bytes: nothing is raised, and the two parsers agree."""

from __future__ import annotations

import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.yaml_source import CODES, Mapping, Scalar, Value
from tests.yaml_source.both import plain, read_both

FACTS = """\
facts:
  - subject: kazakhstan
    relation: recognized
    date: 1992?
    note: "quoted \\u00e9 \\"text\\" here"
    evidence: [{source: anadolu, at: p9, cites: [a, b]}, {source: 'it''s', at: "p4"}]
    says: |
      block text
        deeper
    more: >-
      folded
      text

      end
  - {subject: b, date: "1992?", q: Who? signed}
#  comment
x: "h
    i"
j: k l
  m
z:
 - - 1
   - 2
 -
w:
"""
PIECES = [
    *("\t", "  ", " ", "\n", ":", ": ", "- ", "-", "[", "]", "{", "}", ",", "?", "? ", "'", '"'),
    *("#", " #", "&a ", "*a ", "&", "*", "!t ", "!!str ", "|", ">-\n", "%", "@", "`", "\\"),
    *("\\ud800", "\\x00", "\\U00110000", "---", "\n---\n", "...", "\n...\n", "<<: ", "\r\n", "\r"),
    *("é", "\u200d", "\u202e", "\0", "\ufeff", "1992?", "|2", "''", '""', "~", "\n\n", "\n  "),
]


def check(data: bytes) -> None:
    """Read with both parsers; look at what came out."""
    value, problems = read_both(data)
    assert {problem.code for problem in problems} <= CODES.keys()
    assert problems == sorted(problems)
    assert value is not None or problems
    lines = re.split(r"\r\n|\r|\n", data.decode(errors="replace").removeprefix("\ufeff"))
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert problem.message.isprintable()
        assert problem.hint


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """No bytes raise anything, and both parsers say the same of them."""
    check(data)


@given(st.lists(st.sampled_from([*PIECES, "a", "b c", "key: value"]), max_size=30))
def test_any_pieces(pieces: list[str]) -> None:
    """The signs of YAML in any order raise nothing, and both parsers agree."""
    check("".join(pieces).encode())


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(FACTS)),
            st.integers(0, 3),
            st.sampled_from([*PIECES, ""]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_slips_of_the_pen(slips: list[tuple[int, int, str]]) -> None:
    """Facts with a few characters lost or added raise nothing, and both parsers agree."""
    text = FACTS
    for at, lost, added in slips:
        text = text[:at] + added + text[at + lost :]
    check(text.encode())


#: Letters to Unicode, but nothing to see: they are refused.
FILLERS = "\u115f\u1160\u3164\uffa0"
words = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters=FILLERS), max_size=12
)
trees = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(words.filter(bool), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(trees.filter(lambda tree: not isinstance(tree, str)), st.sampled_from([None, True, False]))
def test_what_pyyaml_writes_is_read_back(tree: object, style: bool | None) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Text, lists and mappings come back as they were, in block, flow and mixed style."""
    source = yaml.safe_dump(
        tree, default_flow_style=style, allow_unicode=True, default_style="'", sort_keys=False
    )
    value, problems = read_both(source)
    assert problems == []
    assert plain(value) == tree


@given(trees.filter(lambda tree: not isinstance(tree, str)))
def test_places_point_at_the_text(tree: object) -> None:
    """At the place of each quoted text there is its quote."""
    source = yaml.safe_dump(tree, allow_unicode=True, default_style='"', width=10**6)
    lines = source.split("\n")
    value, _ = read_both(source)

    def look(value: Value) -> None:
        if isinstance(value, Scalar):
            assert lines[value.line - 1][value.column - 1] == '"'
        elif isinstance(value, Mapping):
            for entry in value.entries.values():
                look(entry.key)
                look(entry.value)
        else:
            for item in value.items:
                look(item)

    assert value is not None
    look(value)
