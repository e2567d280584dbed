"""What is wrong with a text that is not YAML, in our own words and at a place we work out.

The two parsers word an error differently and put its mark in different places. Only what they
agree on is used: the rule that was broken and the token that broke it. The rest is read from
the text.
"""

from __future__ import annotations

import re

import yaml

from graphkit.yaml_source.findings import Fault, place_of, short
from graphkit.yaml_source.quoted import QUOTES_HINT, explain_quoted

_DIRECTIVE = re.compile(r"(?: *(?:#[^\n]*)?\n)*+%")
_BETWEEN = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n|\.\.\.(?=[ \t\n]|\Z))*+[ \t]*(?:#[^\n]*\Z)?")
_SEPARATOR = re.compile(r"(?:---|\.\.\.)(?=[ \t\n]|\Z)")
_KEY_MARK_BEFORE = re.compile(r"[\[{,][ \t\n]*\?[ \t\n]*\Z")
_CLOSING = {"[": "]", "{": "}"}
_INDENT = "indent with spaces, two for each level, as the lines around do"
_TAB = ("a tab stands where the line is indented", _INDENT)
_QUOTE_ALL = 'put the whole text in quotes: "…"'


def find_directive(text: str) -> Fault | None:
    """Return the fault of a text that begins with a directive."""
    match = _DIRECTIVE.match(text) if "%" in text else None
    return _directive(text, match.end() - 1) if match else None


def find_rest(text: str, index: int, *, explicit: bool) -> Fault | None:
    """Return the fault of what follows the end of the first document.

    Args:
        text: The whole file.
        index: Where the document ends.
        explicit: Whether ``...`` ended it.
    """
    match = _BETWEEN.match(text, index)
    at = match.end() if match else index
    if at == len(text):
        return None
    if _at_directive(text, at):
        return _directive(text, at)
    if explicit or "..." in text[index:at] or _SEPARATOR.match(text, at):
        return Fault(
            "second-document",
            *place_of(text, at),
            "a second document begins here; a file holds one",
            "put it in a file of its own, or take the line --- or ... before it out",
        )
    return _syntax(text, at, *_unexpected(text, at))


def explain(error: yaml.YAMLError, text: str, opened: tuple[int, int] | None) -> Fault:
    """Return what an error of either parser means.

    Args:
        error: What the parser raised; its wording is looked at, never shown.
        text: The whole file.
        opened: Line and column of the innermost bracket that was open, if any.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        return Fault("yaml-syntax", 1, 1, "the file is not YAML", "write it as key: value lines")
    mark = error.problem_mark
    start = error.context_mark or mark
    at = min(mark.index, len(text)) if mark else 0
    begun = min(start.index, len(text)) if start else at
    in_token = "scanning" in (error.context or "") or "quoted" in (error.context or "")
    return (
        _key_mark(text, begun if in_token else at)
        or _refused(text, begun, error.context or "", error.problem or "")
        or _misspelt(text, at, begun, f"{error.context}: {error.problem}")
        or _misplaced(text, at, opened)
    )


def _refused(text: str, begun: int, context: str, problem: str) -> Fault | None:
    """Return the fault of something that is refused even when it is spelt well."""
    if "directive" in context:
        return _directive(text, begun)
    if "anchor" in context or "alias" in context:
        code = "alias" if text[begun : begun + 1] == "*" else "anchor"
        message = f"a value begins with {text[begun : begun + 1]}, as an {code} does"
        return Fault(code, *place_of(text, begun), message, _QUOTE_ALL)
    if "tag" in context or "tag handle" in problem:
        return Fault("tag", *place_of(text, begun), *TAG_FOUND)
    return None


def _misspelt(text: str, at: int, begun: int, error: str) -> Fault | None:
    """Return the fault of a token that is wrong in itself or cannot be one here."""
    if "quoted scalar" in error:
        return explain_quoted(text, begun)
    if "tab character" in error:
        return _syntax(text, at, *_TAB)
    if "block scalar" in error:
        return _syntax(
            text,
            begun,
            f"after the {text[begun]} that begins a block text stands something else",
            "begin the text on the next line, indented; to begin a value with | or >, quote it",
        )
    if "could not find expected ':'" in error:
        return _syntax(text, begun, *_no_colon(text, begun))
    if "values are not allowed" in error or "unexpected ':'" in error:
        return _syntax(text, at, *_colon(text, at))
    return None


def _misplaced(text: str, at: int, opened: tuple[int, int] | None) -> Fault:
    """Return the fault of a token that is right in itself and fits nowhere."""
    if opened:
        line, column = opened
        bracket = text.split("\n", line)[line - 1][column - 1]
        mismatched = text.startswith(("]", "}"), at)
        if _at_separator(text, at) or (_CLOSING[bracket] not in text[at:] and not mismatched):
            return Fault("yaml-syntax", line, column, *_open_bracket(bracket))
    if _at_directive(text, at):
        return _directive(text, at)
    if text[at : at + 1] == ":" and _first_of_line(text, at):
        return Fault("empty-key", *place_of(text, at), *EMPTY_KEY)
    return _syntax(text, at, *_unexpected(text, at, opened))


def says_anchor(name: str) -> tuple[str, str]:
    """Return the message and the hint for an anchor."""
    return (
        f"&{short(name)} is an anchor, a name for aliases to use",
        "take it out; put text that begins with & in quotes",
    )


#: The message and the hint for a tag.
TAG_FOUND = (
    "a word that begins with ! stands before a value: a tag",
    "take the tag out; put text that begins with ! in quotes",
)
#: The message and the hint for a key without a name.
EMPTY_KEY = (
    "the key before the colon is empty",
    "write the name of the field before the colon",
)
#: The message and the hint for a key that a question mark announces.
KEY_MARK_FOUND = (
    "a question mark begins a key in brackets",
    "write key: value; put text that begins with a question mark in quotes",
)


def _syntax(text: str, at: int, message: str, hint: str) -> Fault:
    return Fault("yaml-syntax", *place_of(text, at), message, hint)


def _directive(text: str, at: int) -> Fault:
    return Fault(
        "yaml-directive",
        *place_of(text, at),
        "the line begins with %, as a YAML directive does",
        "take the line out; put text that begins with % in quotes",
    )


def _key_mark(text: str, at: int) -> Fault | None:
    before = _KEY_MARK_BEFORE.search(text, max(at - 200, 0), at)
    if not before:
        return None
    return Fault("explicit-key", *place_of(text, text.rindex("?", 0, at)), *KEY_MARK_FOUND)


def _no_colon(text: str, at: int) -> tuple[str, str]:
    if _is_open(text, at):
        return _open_bracket(text[at])
    word = text[at:].split("\n", 1)[0].rstrip()
    key = re.match(r"[\w-]+(?=:\S)", word)
    if key:
        return f'after "{key[0]}:" a space is missing', "write a space after the colon of a key"
    return (
        f'"{short(word)}" stands where a key and a colon are expected',
        "write key: value; to continue a text on the next line, indent it",
    )


def _colon(text: str, at: int) -> tuple[str, str]:
    if text[at + 1 : at + 2].strip():
        return (
            f"in brackets a colon is followed by {text[at + 1]}",
            "leave a space after the colon; put text that holds a colon in quotes",
        )
    before = text[text.rfind("\n", 0, at) + 1 : at]
    if re.search(r":[ \t]", before):
        return "a second colon with a space after it stands on this line", _QUOTE_ALL
    return (
        f'"{short(before.strip())}:" is indented deeper than the line above allows',
        _INDENT + "; put text that holds a colon in quotes",
    )


def _is_open(text: str, at: int) -> bool:
    closing = _CLOSING.get(text[at])
    return closing is not None and closing not in text[at:]


def _open_bracket(bracket: str) -> tuple[str, str]:
    return (
        f"the bracket {bracket} opened here is never closed",
        f"write {_CLOSING[bracket]} where it ends; put text that begins with {bracket} in quotes",
    )


def _unexpected(text: str, at: int, opened: tuple[int, int] | None = None) -> tuple[str, str]:
    """Return what to say of a token that fits nowhere, by what it is and what it follows."""
    sign = text[at : at + 1]
    before = text[text.rfind("\n", 0, at) + 1 : at].rstrip(" \t")
    if not sign:
        return "the file ends where a value is expected", "write the value, or take the key out"
    if sign == "\t":
        return _TAB
    if sign in "@`%" or (sign in "|>" and opened):
        return f"a value cannot begin with {sign}", _QUOTE_ALL
    if before.endswith(("'", '"')):
        return "text stands after a closing quote", QUOTES_HINT
    if sign in "]}":
        hint = f"close each bracket with its own kind; put text that holds {sign} in quotes"
        return f"the bracket {sign} closes none that is open", hint
    return _in_brackets(sign, opened[0]) if opened else _in_block(text, at, before)


def _in_brackets(sign: str, line: int) -> tuple[str, str]:
    return (
        f"a comma or a closing bracket is missing before {sign} (opened on line {line})",
        "part the items by commas; put text that holds brackets, commas or colons in quotes",
    )


def _in_block(text: str, at: int, before: str) -> tuple[str, str]:
    if _is_open(text, at):
        return _open_bracket(text[at])
    if before.endswith(("]", "}")):
        hint = "put text that begins with a bracket in quotes"
        return "text stands after a closing bracket", hint
    if text[at] == ",":
        return "a comma stands where a value is expected", _QUOTE_ALL
    if re.match(r"-(?=[ \n]|\Z)", text[at : at + 2]):
        return "an item of a list (-) stands where a key is expected", _INDENT
    word = short(text[at:].split("\n", 1)[0].rstrip())
    if _first_of_line(text, at):
        return f'the line "{word}" is indented in a way that fits no line above', _INDENT
    return f'"{word}" stands where nothing more is expected', _QUOTE_ALL


def _column(text: str, at: int) -> int:
    return place_of(text, at)[1]


def _first_of_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t")


def _at_separator(text: str, at: int) -> bool:
    return _column(text, at) == 1 and _SEPARATOR.match(text, at) is not None


def _at_directive(text: str, at: int) -> bool:
    return text[at : at + 1] == "%" and _column(text, at) == 1
