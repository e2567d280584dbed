"""What is wrong inside a quoted text: an escape, or that it never ends."""

from __future__ import annotations

import re

from graphkit.yaml_source.findings import Fault, place_of

_SINGLE = re.compile(r"''|(?P<end>')|^(?P<cut>---|\.\.\.)(?=[ \t\n]|\Z)", re.MULTILINE)
_DOUBLE = re.compile(
    r"""\\(?:[0abtnvfre "/\\N_LP\t\n]|x[0-9a-fA-F]{2}|u(?P<four>[0-9a-fA-F]{4})"""
    r"""|U(?P<eight>[0-9a-fA-F]{8})|(?P<wrong>[^\n]))"""
    r"""|(?P<end>")|^(?P<cut>---|\.\.\.)(?=[ \t\n]|\Z)""",
    re.MULTILINE,
)
#: The hint for quotes that do not match.
QUOTES_HINT = (
    "close each quote with the same one; in '…' an apostrophe is written twice, "
    'in "…" a quote is written \\"'
)


def explain_quoted(text: str, start: int) -> Fault:
    """Return the fault of a quoted text that a parser could not read.

    Args:
        text: The whole file.
        start: Where the opening quote stands.
    """
    quote = text[start]
    pattern = _DOUBLE if quote == '"' else _SINGLE
    for match in pattern.finditer(text, start + 1):
        found = match.groupdict()
        if found["end"] or found["cut"]:
            break
        digits = found.get("four") or found.get("eight")
        if digits and not _is_character(int(digits, 16)):
            return Fault(
                "surrogate",
                *place_of(text, match.start()),
                f"the escape {match[0]} stands for no whole character",
                "write the character itself, or \\U and its eight hexadecimal digits",
            )
        if found.get("wrong"):
            wrong = _bad_escape(found["wrong"])
            return Fault("yaml-syntax", *place_of(text, match.start()), *wrong)
    message = f"the quote {quote} opened here is never closed"
    return Fault("yaml-syntax", *place_of(text, start), message, QUOTES_HINT)


def _is_character(number: int) -> bool:
    return number < 0xD800 or 0xDFFF < number <= 0x10FFFF  # noqa: PLR2004 - the surrogates and the last code point of Unicode


def _bad_escape(letter: str) -> tuple[str, str]:
    if digits := {"x": 2, "u": 4, "U": 8}.get(letter):
        return (
            f"after \\{letter} there must be {digits} hexadecimal digits",
            "write the character itself; for a backslash write \\\\ or use single quotes",
        )
    shown = letter if letter.isprintable() else f"U+{ord(letter):04X}"
    return (
        f"\\{shown} is no escape that YAML knows",
        "for a backslash write \\\\ or use single quotes",
    )
