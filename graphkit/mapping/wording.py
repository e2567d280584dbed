"""How cells of tables are compared: as they stand, but for case and the width of blanks."""

from __future__ import annotations

import unicodedata


def tidy(text: str) -> str:
    """Return a text without blanks around it, each run of blanks one space, composed (NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain(text: str) -> str:
    """Return a tidy text with its case folded, for comparison."""
    return tidy(unicodedata.normalize("NFC", text).casefold())


def bracketed(text: str) -> tuple[str, str]:
    """Part ``Office (State)`` into the two; both are empty where no bracket ends the text.

    Brackets inside the last one belong to it: ``Envoy (Holy See (Vatican City State))``.
    """
    depth = 0
    for at in range(len(text) - 1, -1, -1) if text.endswith(")") else ():
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            office, inside = text[:at].strip(), text[at + 1 : -1].strip()
            return (office, inside) if office and inside else ("", "")
    return "", ""
