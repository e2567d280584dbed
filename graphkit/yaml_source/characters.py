"""The characters that no text of a project may hold, written as they are or escaped.

The classes follow the Unicode Standard: controls (general category Cc), noncharacters
(section 23.7), bidirectional formatting characters (UAX #9) and default-ignorable code points
that show nothing (DerivedCoreProperties.txt), but for the variation selectors that emoji need.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from graphkit.yaml_source.findings import Findings, place_of

#: Stands for every forbidden character in the values, so that none of them ever leaves
#: the reader, not even into a message about something else.
STAND_IN = "\ufffd"

_JOINERS = "\u200c\u200d"
_CLASSES = {
    "line-separator": "\x85\u2028\u2029",
    "control-character": "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f",
    "bidi-control": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "invisible-character": (
        "\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164"
        "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff" + _JOINERS
    ),
    "noncharacter": "\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)),
}
_KINDS = {code: re.compile(f"[{members}]") for code, members in _CLASSES.items()}
_FORBIDDEN = re.compile("[" + "".join(_CLASSES.values()) + "]")
_PLAIN_ASCII = bytes([*b"\t\n\r", *range(0x20, 0x7F)])

_SAYS = {
    "line-separator": (
        "is a line end to some programs and none to others",
        "break the line with the Enter key, or take the character out",
    ),
    "control-character": (
        "is a control character",
        "take it out; it may have come in by copying from another program",
    ),
    "bidi-control": (
        "changes the direction in which text is shown",
        "take it out: text in Arabic or Hebrew letters needs no such mark here",
    ),
    "invisible-character": (
        "cannot be seen",
        "take it out; it may have come in by copying from a web page",
    ),
    "noncharacter": ("is no character", "take it out"),
}


def replace_forbidden(text: str, findings: Findings) -> str:
    """Report each forbidden character of a file; return the text with stand-ins for them.

    The stand-in is one character as well, so that no place moves, and no parser sees
    anything that it would refuse in its own words.
    """
    # Deleting plain ASCII leaves a handful of characters, ten times as fast as a search.
    rare = set(text.encode().translate(None, _PLAIN_ASCII).decode())
    suspects = "".join(sorted(filter(_FORBIDDEN.match, rare)))
    if not suspects:
        return text
    for index in _indexes(text, suspects):
        line, column = place_of(text, index)
        _report(text[index], line, column, findings)
    return _replaced(text, suspects)


_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b"} | {
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}

#: Finds out whether a file has any escape that could make a forbidden character.
RISKY_ESCAPE = re.compile(r"\\[xuU" + "".join(_SHORT_ESCAPES) + "]")


def replace_escaped(value: str, text: str, start: int, end: int, findings: Findings) -> str:
    """Report the forbidden characters that escapes put into a double-quoted text.

    Args:
        value: The text without its quotes, escapes resolved.
        text: The whole file.
        start: Where in the file the opening quote stands.
        end: Where in the file the closing quote ends.
        findings: Gets a problem for each, at the backslash of the escape.

    Returns:
        The value with stand-ins for them.
    """
    suspects = "".join(sorted({value[index] for index in _indexes(value, None)}))
    if not suspects:
        return value
    for match in _ESCAPE.finditer(text, start, end):
        short = match[4]
        digits = match[1] or match[2] or match[3]
        character = chr(int(digits, 16)) if digits else _SHORT_ESCAPES.get(short, "")
        if character and character in suspects:
            _report(character, *place_of(text, match.start()), findings, written=match[0])
    return _replaced(value, suspects)


def _indexes(text: str, suspects: str | None) -> Iterator[int]:
    """Yield where forbidden characters stand; a joiner is one unless two letters hold it."""
    pattern = _FORBIDDEN if suspects is None else re.compile(f"[{re.escape(suspects)}]")
    for match in pattern.finditer(text):
        index = match.start()
        if text[index] not in _JOINERS or not _joins(text, index):
            yield index


def _joins(text: str, index: int) -> bool:
    """Whether a joiner stands between two characters that are neither ASCII nor joiners.

    Persian and Indic spelling and emoji use it so; anything else is there to deceive.
    """
    around = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
    return len(around) == len(_JOINERS) and not any(
        character.isascii() or _FORBIDDEN.match(character) for character in around
    )


def _replaced(text: str, suspects: str) -> str:
    characters = list(text)
    for index in list(_indexes(text, suspects)):
        characters[index] = STAND_IN
    return "".join(characters)


def _report(
    character: str, line: int, column: int, findings: Findings, *, written: str = ""
) -> None:
    code = next(code for code, kind in _KINDS.items() if kind.match(character))
    name = unicodedata.name(character, "")
    says, hint = _SAYS[code]
    shown = f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
    if written:
        shown += f", written as {written},"
    findings.add(code, line, column, f"the character {shown} {says}", hint)
