"""What is well-formed and refused all the same, each with its code and place."""

from __future__ import annotations

import pytest

from graphkit.yaml_source import CODES, MAX_PROBLEMS, parse_yaml
from tests.yaml_source.both import Found, found, plain, read_both, values

STRUCTURE: list[tuple[str, Found]] = [
    ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
    ("{a: 1, a: 2}", [("duplicate-key", 1, 8)]),
    ("- x: {a: 1, 'a': 2}\n", [("duplicate-key", 1, 13)]),
    ("a: [x]\na: {b: c}\n", [("duplicate-key", 2, 1)]),
    ("a: &b c\n", [("anchor", 1, 4)]),
    ("&a {b: \n", [("anchor", 1, 1), ("yaml-syntax", 2, 1)]),
    ("&a b: c\n", [("anchor", 1, 1)]),
    ("- &a [x]\n- *a\n", [("anchor", 1, 3), ("alias", 2, 3)]),
    ("a: *b\n", [("alias", 1, 4)]),
    ("*a : b\n", [("alias", 1, 1)]),
    ("a: {<<: {b: c}}\n", [("merge-key", 1, 5)]),
    ("<<: *a\n", [("merge-key", 1, 1), ("alias", 1, 5)]),
    ("a: !!str b\n", [("tag", 1, 4)]),
    ("a: !!python/object/apply:os.system [ls]\n", [("tag", 1, 4)]),
    ("a: !include b.yaml\n", [("tag", 1, 4)]),
    ("a: !<tag:yaml.org,2002:str> b\n", [("tag", 1, 4)]),
    ("a: ! b\nc: [!d e, !f]\n", [("tag", 1, 4), ("tag", 2, 5), ("tag", 2, 11)]),
    ("a: !x!y b\n", [("tag", 1, 4)]),
    ("a: !b &c d\n", [("anchor", 1, 4), ("tag", 1, 4)]),
    ("a: **bold**\n", [("alias", 1, 4)]),
    ("a: & b\n", [("anchor", 1, 4)]),
    ("a: 1\n---\nb: 2\n", [("second-document", 2, 1)]),
    ("a: 1\n...\nb: 2\n", [("second-document", 3, 1)]),
    ("a: 1\n...\n# c\n--- \n", [("second-document", 4, 1)]),
    ("%YAML 1.1\n---\na: 1\n", [("yaml-directive", 1, 1)]),
    ("# c\n\n%FOO bar\n---\na: 1\n", [("yaml-directive", 3, 1)]),
    ("a: 1\n%YAML 1.1\n---\nb: 2\n", [("yaml-directive", 2, 1)]),
    ("a: 1\n...\n%TAG ! x\n", [("yaml-directive", 3, 1)]),
    ("a: [b,\n%c]\n", [("yaml-directive", 2, 1)]),
    ("a: [b,\n%YAML 1.1\nc]\n", [("yaml-directive", 2, 1)]),
    ("[a]: b\n", [("key-not-text", 1, 1)]),
    ("{{a: b}: c}\n", [("key-not-text", 1, 2)]),
    ("? - a\n: b\n", [("key-not-text", 1, 3)]),
    ("'': b\n", [("empty-key", 1, 1)]),
    ("? \n: b\n", [("empty-key", 1, 2)]),
    (": b\n", [("empty-key", 1, 1)]),
    ("{? a: b}\n", [("explicit-key", 1, 2)]),
    ("[x, ? : b]\n", [("explicit-key", 1, 5)]),
    ("{? 'open\n", [("explicit-key", 1, 2)]),
    ("{date: 1992?}\n", [("unquoted-date", 1, 8)]),
    ("a: [1992?, 1992-03?/1995, ../1992?]\n", [("unquoted-date", 1, n) for n in (5, 12, 27)]),
]


@pytest.mark.parametrize(("source", "expected"), STRUCTURE)
def test_structure(source: str, expected: Found) -> None:
    """Each way of saying things twice, elsewhere or for a program is refused."""
    assert found(source) == expected


def test_a_duplicate_names_the_line_of_the_first_and_keeps_its_value() -> None:
    """The message helps to find both; the first value stays."""
    value, [problem] = read_both("a: 1\nb: 2\na: 3\n")
    assert "line 1" in problem.message
    assert plain(value) == {"a": "1", "b": "2"}


def test_messages_stay_on_one_short_line() -> None:
    """A text of the file in a message is cut, and its line ends and tabs are escaped."""
    long = "x" * 1000
    source = f'"a\\nb\\tc": 1\n"a\\nb\\tc": 2\n{long}: 1\n{long}: 2\n- &{long} *{long}\n'
    _, problems = read_both(source)
    assert 'the key "a\\nb\\tc"' in problems[0].message
    assert all(len(problem.message) < 120 for problem in problems)


def test_a_refused_key_is_not_in_the_value() -> None:
    """Keys that name no field are left out, so that nothing else complains of them."""
    value, _ = read_both("'': 1\n<<: 2\n[x]: 3\n'<<': 4\na: 5\n")
    assert plain(value) == {"<<": "4", "a": "5"}


def test_dates_with_a_question_mark_may_stand_in_block_style_or_quotes() -> None:
    """Only in brackets must they be quoted, and a sentence never."""
    source = 'a: 1992?\nb: ["1992?", Who?, why? not]\n'
    assert values(source) == {"a": "1992?", "b": ["1992?", "Who?", "why? not"]}


@pytest.mark.parametrize(
    ("character", "code"),
    [
        *[(chr(n), "control-character") for n in (0, 1, 8, 11, 12, 14, 27, 31, 127, 128, 159)],
        *[(c, "line-separator") for c in "\x85\u2028\u2029"],
        *[(c, "bidi-control") for c in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"],
        *[(c, "invisible-character") for c in "\xad\u200b\u200c\u200d\u2060\ufeff\u3164\U000e0041"],
        *[(c, "noncharacter") for c in "\ufdd0\ufffe\uffff\U0001ffff\U0010fffe"],
    ],
)
def test_characters(character: str, code: str) -> None:
    """A character that cannot be seen or printed is refused, written or escaped."""
    written = f"a: 'x'\nb: k{character}l\nc: [d]\n"
    value, [problem] = read_both(written)
    assert (problem.code, problem.place.line, problem.place.column) == (code, 2, 5)
    assert f"U+{ord(character):04X}" in problem.message
    assert plain(value) == {"a": "x", "b": "k\ufffdl", "c": ["d"]}
    escaped = f'a: "é\\\\ \\t \\U{ord(character):08x}"\n'
    value, [problem] = read_both(escaped)
    assert (problem.code, problem.place.line, problem.place.column) == (code, 1, 12)
    assert plain(value) == {"a": "é\\ \t \ufffd"}


def test_short_escapes_of_controls() -> None:
    """The one-letter escapes are no way round; those for tab and line ends are fine."""
    assert [code for code, _, _ in found('- "\\0\\a\\b\\e\\v\\f"\n')] == ["control-character"] * 6
    assert [code for code, _, _ in found('- "\\N\\L\\P"\n')] == ["line-separator"] * 3
    assert values('- "\\t\\n\\r\\x41\\u00e9\\_"\n') == ["\t\n\rAé\xa0"]


def test_a_joiner_needs_a_letter_on_each_side() -> None:
    """In an id or at the edge of a text a joiner can only deceive."""
    assert values("- é\u200dé\n") == ["é\u200dé"]
    assert found("- a\u200db\n") == [("invisible-character", 1, 4)]
    assert found("- é\u200d\u200dé\n- é\u200d\n") == [
        ("invisible-character", 1, 4),
        ("invisible-character", 1, 5),
        ("invisible-character", 2, 4),
    ]
    assert values('- "\\u00e9\\u200d\\u00e9"\n') == ["é\u200dé"]


def test_another_fault_on_the_line_does_not_hide_a_syntax_error() -> None:
    """Only what a wrong character may have caused is held back."""
    assert found("a: 1\na: [\n") == [("duplicate-key", 2, 1), ("yaml-syntax", 2, 4)]


def test_a_nul_at_the_end_is_one_problem_and_no_second_one() -> None:
    """What follows from a forbidden character on its own line is not reported as well."""
    assert found("a: b\n\0\n") == [("control-character", 2, 1)]


@pytest.mark.parametrize("escape", ["\\ud83d\\ude00", "\\uDFFF", "\\U00110000", "\\UFFFFFFFF"])
def test_surrogates(escape: str) -> None:
    """Half a character, or one beyond Unicode, is refused at its backslash."""
    assert found(f'a: "é\n  {escape}"\n') == [("surrogate", 2, 3)]


@pytest.mark.parametrize(
    ("data", "place", "says"),
    [
        (b"a: b\nc: caf\xe9 x\n", (2, 7), '"é"'),
        (b"\xef\xbb\xbfa: \xe9\xff\n", (1, 4), "0xE9"),
        (b"a:\r\nb: \xc0\xaf\n", (2, 4), "0xC0"),
        ("é: ".encode() + b"\xed\xa0\x80\n", (1, 4), "0xED"),
        (b"a: \x81\n", (1, 4), "0x81"),
    ],
)
def test_not_utf8(data: bytes, place: tuple[int, int], says: str) -> None:
    """The first wrong byte is named with its place; the rest of the file is read."""
    value, problems = read_both(data)
    assert (problems[0].code, problems[0].place[1:]) == ("not-utf8", place)
    assert says in problems[0].message
    assert "UTF-8" in problems[0].hint
    assert value is not None


def test_not_utf8_does_not_hide_the_rest() -> None:
    """A file in Latin-1 shows its other faults in the same run."""
    assert found(b"a: \xe9\na: 2\n") == [("not-utf8", 1, 4), ("duplicate-key", 2, 1)]


def test_no_text_at_all() -> None:
    """A picture or a program is one problem, not a hundred."""
    assert found(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff") == [("not-utf8", 1, 1)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_utf16(encoding: str) -> None:
    """The wide encodings are known by their mark or by their NUL bytes."""
    data = "a: b\n".encode(encoding)
    if encoding != "utf-32-be":  # no mark and three NUL: just controls
        assert found(data) == [("utf-16", 1, 1)]
    assert read_both(data)[1]


def test_depth() -> None:
    """32 levels are read, 33 are not, in either style."""
    assert found("[" * 32 + "]" * 32) == []
    assert found("[" * 33 + "]" * 33) == [("too-deep", 1, 33)]
    assert found("- " * 32 + "a") == []
    assert found("- " * 33 + "a") == [("too-deep", 1, 65)]


def test_number_of_values() -> None:
    """Half a million values are read and no more."""
    value, problems = parse_yaml(b"[" + b"a," * 499_999 + b"]", "a")
    assert value is not None
    assert problems == []
    value, [problem] = parse_yaml(b"[" + b"a," * 499_999 + b"[]]", "a")
    assert value is None
    assert (problem.code, problem.place.column) == ("too-many-values", 1_000_000)
    _, [problem] = parse_yaml(b"[" + b"a," * 500_000 + b"]", "a")
    assert problem.code == "too-many-values"


def test_all_problems_come_in_one_run() -> None:
    """What does not stop a parser does not hide what follows, up to the syntax error."""
    source = "a: &b c\nd: \x01\na: *b\ne: {f: 1992?, g: !h i}\nj: k: l\nm: &n o\n"
    assert found(source) == [
        ("anchor", 1, 4),
        ("control-character", 2, 4),
        ("duplicate-key", 3, 1),
        ("alias", 3, 4),
        ("unquoted-date", 4, 8),
        ("tag", 4, 18),
        ("yaml-syntax", 5, 5),
    ]


@pytest.mark.parametrize("source", ["a: 1\n" * 300, "\x01" * 300, "- &a b\n" * 300])
def test_the_list_is_cut(source: str) -> None:
    """After 100 problems a last one says that there are more."""
    codes = [code for code, _, _ in found(source)]
    assert len(codes) == MAX_PROBLEMS + 1
    assert codes[-1] == "too-many-problems"
    assert "too-many-problems" not in codes[:-1]


ATTACKS = {
    "brackets": b"[" * 80_000,
    "braces": b"{" * 80_000,
    "bracket lines": b"[\n" * 80_000,
    "pairs": b"[a: " * 80_000,
    "dashes": b"- " * 80_000,
    "keys": b"? " * 80_000,
    "closing": b"]" * 80_000,
    "anchors": b"&a " * 80_000,
    "directives": b"%\n" * 80_000,
    "indents": b"".join(b" " * n + b"a:\n" for n in range(900)),
    "merge bomb": b"a0: &a0 {x: 1}\n"
    + b"".join(b"a%d: &a%d {<<: [*a%d, *a%d]}\n" % (n, n, n - 1, n - 1) for n in range(1, 40)),
    "alias bomb": b"a0: &a0 lol\n"
    + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b"*a, " * 9) for n in range(1, 40)),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_end_soon(name: str) -> None:
    """Nothing that grows or nests brings down either parser; a hang would stop this test."""
    for pure in (False, True):
        value, problems = parse_yaml(ATTACKS[name], "a", pure=pure)
        assert problems
        assert value is None


def test_every_code_is_described() -> None:
    """The table for the docs holds each code that a test here meets, in kebab case."""
    for source, expected in STRUCTURE:
        assert {code for code, _, _ in expected} <= CODES.keys(), source
    assert all(code == code.lower() and " " not in code for code in CODES)
    assert all(text.endswith(".") for text in CODES.values())
