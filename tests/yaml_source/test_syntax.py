"""Text that is not YAML: the same place and the same sentence from both parsers."""

from __future__ import annotations

import pytest
import yaml

from graphkit.yaml_source.syntax import explain
from tests.yaml_source.both import read_both

CASES = [
    ("a: [b, c\nd: e\n", (1, 4), "[ opened here is never closed"),
    ("a: [b,\n", (1, 4), "[ opened here is never closed"),
    ("a: {b: [c, d: \n", (1, 8), "[ opened here is never closed"),
    ("a: {b: c\n---\n", (1, 4), "{ opened here is never closed"),
    ("a: b\n[\n", (2, 1), "[ opened here is never closed"),
    ("a: {b: c]\n", (1, 9), "the bracket ] closes none"),
    ("a: {b: c\nd: e}\n", (2, 2), "a comma or a closing bracket is missing before :"),
    ("a: {b: 'c' d: e}\n", (1, 12), "after a closing quote"),
    ("a: b\n]\n", (2, 1), "the bracket ] closes none"),
    ("a: ]\n", (1, 4), "the bracket ] closes none"),
    ('a: "b\nc: d\n', (1, 4), 'the quote " opened here is never closed'),
    ("a: 'b\n---\nc: d\n", (1, 4), "the quote ' opened here is never closed"),
    ("a: 'it's'\n", (1, 8), "after a closing quote"),
    ('a: "b" c\n', (1, 8), "after a closing quote"),
    ("a: [b] c\n", (1, 8), "after a closing bracket"),
    ("a:\n\tb: c\n", (2, 1), "a tab"),
    ("a: b\n\tc: d\n", (2, 1), "a tab"),
    ("- a\n\t- b\n", (2, 1), "a tab"),
    ("a: |\n\tb\n", (2, 1), "a tab"),
    ("a: |\n  b\n \tc\n", (3, 2), "a tab"),
    ("a: b: c\n", (1, 5), "a second colon"),
    ("a: b\n  c: d\n", (2, 4), "indented deeper"),
    ("a: [b, c:, d]\n", (1, 9), "in brackets a colon"),
    ("a: b\nc\nd: e\n", (2, 1), "a key and a colon are expected"),
    ("a: b\nc:d\n", (2, 1), "a space is missing"),
    ("a: b\n c: d\n", (2, 3), "indented deeper"),
    ("a:\n    b: c\n  d: e\n", (3, 3), "fits no line above"),
    ("- a\nb: c\n", (2, 1), "fits no line above"),
    ("a: b\n- c\n", (2, 1), "an item of a list"),
    ("a: - b\n", (1, 4), "an item of a list"),
    ("a: @b\n", (1, 4), "cannot begin with @"),
    ("a: `b`\n", (1, 4), "cannot begin with `"),
    ("a: %b\n", (1, 4), "cannot begin with %"),
    ("a: [|\n b]\n", (1, 5), "cannot begin with |"),
    ("a: , b\n", (1, 4), "a comma"),
    ("a: |x\n  b\n", (1, 4), "begins a block text"),
    ("a: >0\n  b\n", (1, 4), "begins a block text"),
    ('a: "b\\q"\n', (1, 6), "\\q is no escape"),
    ('a: "C:\\Users"\n', (1, 7), "8 hexadecimal digits"),
    ('a: "b[,?\\q"\n', (1, 9), "\\q is no escape"),
    ('a: "\\x4"\n', (1, 5), "2 hexadecimal digits"),
    ('a: "\\\\ \\u12"\n', (1, 8), "4 hexadecimal digits"),
    ('a: "\\é"\n', (1, 5), "\\é is no escape"),
    ("a: b\n[{c, {", (2, 1), "[ opened here is never closed"),
    ("'a' 'b'\n", (1, 5), "after a closing quote"),
    ("[a]\nb\n", (2, 1), "fits no line above"),
    ("a: b\nc: {d}\n  [\n", (3, 3), "[ opened here is never closed"),
    ("x y: [z\n", (1, 6), "[ opened here is never closed"),
    ("{a: 'b'}}\n", (1, 9), "the bracket } closes none"),
    ("a: b\n? c\n d: e\n", (3, 3), "indented deeper"),
]


@pytest.mark.parametrize(("source", "place", "says"), CASES)
def test_syntax_errors(source: str, place: tuple[int, int], says: str) -> None:
    """Each common mistake is named in our words, at its place, with a next step."""
    value, problems = read_both(source)
    assert value is None
    [problem] = problems
    assert problem.code == "yaml-syntax"
    assert (problem.place.line, problem.place.column) == place
    assert says in problem.message
    assert problem.hint
    for theirs in ("expected <", "did not find", "while ", "token", "scalar"):
        assert theirs not in problem.message


def test_a_long_line_is_cut_in_the_message() -> None:
    """A message quotes the beginning of a line, not a page of it."""
    _, [problem] = read_both("a: b\n" + "long " * 100 + "\nc: d\n")
    assert len(problem.message) < 120
    assert "…" in problem.message


def test_an_error_of_another_kind_is_still_a_problem() -> None:
    """A parser error without a place, which none is known to give, has the top of the file."""
    fault = explain(yaml.YAMLError("?"), "a", None)
    assert (fault.code, fault.line, fault.column) == ("yaml-syntax", 1, 1)
    fault = explain(yaml.MarkedYAMLError(problem="?"), "a", None)
    assert (fault.code, fault.line, fault.column) == ("yaml-syntax", 1, 1)
