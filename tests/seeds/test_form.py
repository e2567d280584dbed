"""Tests of graphkit.seeds.form: every field is typed by the schema, never by its look."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graphkit.seeds.form import Form, Problems, as_form
from graphkit.yaml_source import parse_yaml

KNOWN = ("a", "list", "item")


def form(text: str) -> Form:
    """Return the mapping of a text as a form, with the problems it brings along."""
    value, problems = parse_yaml(text.encode(), "a.yaml")
    assert not problems
    assert value is not None
    made = as_form(value, "a record", KNOWN, Problems("a.yaml"))
    assert made is not None
    return made


def codes(made: Form) -> list[tuple[str, int, int]]:
    """Return what a form has noted."""
    return [(p.code, p.place.line, p.place.column) for p in made.problems.found]


SCALARS = ["NO", "1992", "yes", "1e3", "0o14", "12:30:00", "null", "~", ".nan", "1_000", "=", "é"]


@pytest.mark.parametrize("text", SCALARS)
def test_text_stays_text(text: str) -> None:
    """What other readers take for a number, a flag or nothing stays the text that it is."""
    made = form(f"a: {text}\n")
    assert made.text("a") == text
    assert codes(made) == []


def test_field_that_is_not_written() -> None:
    """A field that is not there is empty, of each type, and no problem."""
    made = form("list: [x]\n")
    assert not made.has("a")
    assert (made.text("a"), made.identifier("a"), made.word("a", ["x"], "kind")) == ("", "", "")
    assert (made.url("a"), made.flag("a"), made.date("a"), made.locator("a")) == (
        "", False, None, None,
    )  # fmt: skip
    assert (made.value("a", "integer"), made.number("a", 0, 9)) == (None, None)
    assert (made.identifiers("a"), made.texts("a"), made.form("a", "a", KNOWN)) == ((), (), None)
    assert (list(made.forms("a", "a", KNOWN)), list(made.pairs("a"))) == ([], [])
    assert codes(made) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a:\n  - x\n", "expected-text"),
        ("a: {x: y}\n", "expected-text"),
        ("a:\n", "empty-value"),
        ("a: ''\n", "empty-value"),
        ("a: '  '\n", "empty-value"),
        ('a: "\\u00a0"\n', "empty-value"),
    ],
)
def test_wrong_shape(text: str, code: str) -> None:
    """Where one text is meant, a list, a mapping and nothing are noted, and read as nothing."""
    for read in ("text", "identifier", "flag", "date", "locator", "url"):
        made = form(text)
        assert not getattr(made, read)("a")
        assert [found for found, *_ in codes(made)] == [code]


def test_unknown_field() -> None:
    """A field that is not known is told at its key, with the nearest one or all of them."""
    made = form("a: x\nlits: y\n")
    assert codes(made) == [("unknown-field", 2, 1)]
    assert made.problems.found[0].message == 'a record has no field "lits"'
    assert made.problems.found[0].hint == 'did you mean "list"?'
    assert form("zzz: x\n").problems.found[0].hint == "the fields are a, list, item"


def test_need() -> None:
    """A missing field is told at the record; an empty one is there, and told as empty."""
    made = form("\n  a: x\n")
    assert made.need("a")
    assert not made.need("list")
    assert codes(made) == [("missing-field", 2, 3)]


@pytest.mark.parametrize(
    ("text", "flag", "found"),
    [
        ("true", True, []),
        ("false", False, []),
        ("yes", False, [("expected-flag", 1, 4)]),
        ("True", False, [("expected-flag", 1, 4)]),
        ("1", False, [("expected-flag", 1, 4)]),
    ],
)
def test_flag(text: str, flag: bool, found: list[tuple[str, int, int]]) -> None:  # noqa: FBT001 - what is expected
    """A flag is true or false, in these letters."""
    made = form(f"a: {text}\n")
    assert made.flag("a") is flag
    assert codes(made) == found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("20000000", "integer", 20_000_000),
        ("-3", "integer", -3),
        ("007", "integer", 7),
        ("9" * 40, "integer", int("9" * 40)),
        ("12.50", "decimal", Decimal("12.50")),
        ("12", "decimal", Decimal(12)),
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("12", "string", "12"),
        ("true", "string", "true"),
    ],
)
def test_value(text: str, kind: str, value: object) -> None:
    """A value has the type of its relation, whatever it looks like."""
    made = form(f"a: {text}\n")
    found = made.value("a", kind)
    assert (found, type(found)) == (value, type(value))
    assert codes(made) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("20,000,000", "integer"),
        ("20 million", "integer"),
        ("2e7", "integer"),
        ("1_000", "integer"),
        ("12.5", "integer"),
        ("0x10", "integer"),
        ("٣", "integer"),
        ("9" * 41, "integer"),
        ("12,5", "decimal"),
        (".5", "decimal"),
        ("5.", "decimal"),
        (".nan", "decimal"),
        ("Infinity", "decimal"),
        ("yes", "boolean"),
        ("1", "boolean"),
    ],
)
def test_bad_value(text: str, kind: str) -> None:
    """A value in any other form is refused, since a guess could be wrong by a thousand."""
    made = form(f"a: {text}\n")
    assert made.value("a", kind) is None
    assert codes(made) == [("bad-value", 1, 4)]


def test_number() -> None:
    """A number lies within its bounds, which belong to it."""
    assert form("a: -90\n").number("a", -90, 90) == -90
    assert form("a: 51.1657\n").number("a", -90, 90) == Decimal("51.1657")
    for text in ("90.1", "north", "NaN", "1e1", "9" * 50):
        made = form(f"a: {text}\n")
        assert made.number("a", -90, 90) is None
        assert codes(made) == [("bad-value", 1, 4)]


def test_word() -> None:
    """A word of a list is found as it is written; another one gives the code of its list."""
    made = form("a: In-Force\n")
    assert made.word("a", ["in-force", "ended"], "source-kind") == ""
    assert codes(made) == [("unknown-source-kind", 1, 4)]
    assert made.problems.found[0].message == 'there is no source kind "In-Force"'
    assert form("a: ended\n").word("a", ["in-force", "ended"], "stage") == "ended"


@pytest.mark.parametrize(
    ("text", "ids", "found"),
    [
        ("x", ("x",), []),
        ("[x, y-2]", ("x", "y-2"), []),
        ("[]", (), [("empty-value", 1, 4)]),
        ("[x, X, y]", ("x", "y"), [("bad-id", 1, 8)]),
        ("[x, [y]]", ("x",), [("expected-text", 1, 8)]),
        ("[x, '']", ("x",), [("empty-value", 1, 8)]),
        ("x_y", (), [("bad-id", 1, 4)]),
        ("x--y", (), [("bad-id", 1, 4)]),
        ("\uff58", (), [("bad-id", 1, 4)]),
        ("{x: y}", (), [("expected-text", 1, 4)]),
    ],
)
def test_identifiers(text: str, ids: tuple[str, ...], found: list[tuple[str, int, int]]) -> None:
    """One id or a list of them; each fault is told at its own place and the rest is read."""
    made = form(f"a: {text}\n")
    assert made.identifiers("a") == ids
    assert codes(made) == found


def test_a_message_shows_what_cannot_be_seen() -> None:
    """An id with a letter that only looks right is told with what it holds."""
    made = form('a: "\\u043eman\\n"\n')
    made.identifier("a")
    assert made.problems.found[0].message == "'\u043eman\\n' is no id"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 2025-11-06\n", []),
        ('a: "[2025-11-06..2025-11-09]"\n', []),
        ("a: [2025-11-06..2025-11-09]\n", [("unquoted-date-set", 1, 4)]),
        ("a: [..2025-11-06]\n", [("unquoted-date-set", 1, 4)]),
        ("a: []\n", [("unquoted-date-set", 1, 4)]),
        ("a:\n  - 2025\n", [("expected-text", 2, 3)]),
        ("a: {x: y}\n", [("expected-text", 1, 4)]),
        ("a: 2025-02-30\n", [("impossible-date", 1, 4)]),
        ("a: 1995/1992\n", [("reversed-date", 1, 4)]),
        ("a: soon\n", [("bad-date", 1, 4)]),
    ],
)
def test_date(text: str, found: list[tuple[str, int, int]]) -> None:
    """A date set without its quotes is told as such, and a date with what is wrong with it."""
    made = form(text)
    assert (made.date("a") is None) == bool(found)
    assert codes(made) == found


def test_locator_and_url() -> None:
    """A passage and an address are read in one form each."""
    made = form("a: p9:120-184\n")
    assert str(made.locator("a")) == "p9:120-184"
    assert form("a: https://example.org/ö\n").url("a") == "https://example.org/ö"
    for text, read, code in (
        ("page 9", "locator", "bad-locator"),
        ("p0", "locator", "bad-locator"),
        ("javascript:alert(1)", "url", "bad-url"),
        ("www.example.org", "url", "bad-url"),
    ):
        made = form(f"a: {text}\n")
        assert not getattr(made, read)("a")
        assert codes(made) == [(code, 1, 4)]


def test_lists_and_mappings() -> None:
    """Records in a list, a record in a field, and keys with texts are each told their shape."""
    made = form("list:\n  - {item: x}\n  - y\n  - {itme: z}\n")
    assert [one.text("item") for one in made.forms("list", "an item", KNOWN)] == ["x", ""]
    assert codes(made) == [("expected-mapping", 3, 5), ("unknown-field", 4, 6)]
    for text in ("a: x\n", "a: {item: x}\n", "a:\n"):
        made = form(text)
        assert list(made.forms("a", "an item", KNOWN)) == []
        assert [code for code, *_ in codes(made)] == ["expected-list"]
    for text in ("a: x\n", "a: [x]\n", "a:\n"):
        made = form(text)
        assert made.form("a", "an item", KNOWN) is None
        assert list(made.pairs("a")) == []
        assert [code for code, *_ in codes(made)] == ["expected-mapping"] * 2
    made = form("a: {x: 1, y: [2], z: 3}\n")
    assert [(key.text, value.text) for key, value in made.pairs("a")] == [("x", "1"), ("z", "3")]
    assert codes(made) == [("expected-text", 1, 14)]


def test_origin() -> None:
    """The record, each field and each text of a list have their places."""
    made = form("a: x\nlist: [y, {item: z}, y, w]\n")
    origin = made.origin()
    assert origin.place == ("a.yaml", 1, 1)
    assert origin.at("a") == ("a.yaml", 1, 4)
    assert origin.at("list") == ("a.yaml", 2, 7)
    assert origin.at("list", "y") == ("a.yaml", 2, 8)
    assert origin.at("list", "w") == ("a.yaml", 2, 25)
