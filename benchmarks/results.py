"""RESULTS.md: each program of this folder has a section of its own there and renews only that."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def save(heading: str, about: str, lines: str) -> None:
    """Put a section into RESULTS.md as `with_section` does."""
    today = dt.datetime.now(tz=dt.UTC).date()
    text = with_section(RESULTS.read_text(encoding="utf-8"), heading, about, lines, today)
    RESULTS.write_text(text, encoding="utf-8")


def saved(heading: str) -> str:
    """Return the section that RESULTS.md has under a heading; empty where there is none."""
    found = _section(RESULTS.read_text(encoding="utf-8"), heading)
    return found[0] if found else ""


def with_section(text: str, heading: str, about: str, lines: str, day: dt.date) -> str:
    """Return the text of RESULTS.md with a section in place of the one before, or at the end.

    Args:
        text: What it holds; the other sections stay as they are.
        heading: With the two signs in front.
        about: What was measured; ``{day}`` in it becomes the month of the day.
        lines: The results.
        day: When they were made.
    """
    fresh = f"{heading}\n\n{about.replace('{day}', f'{day:%B %Y}')}\n\n{lines}\n"
    old = _section(text, heading)
    if old is None:
        return f"{text.rstrip()}\n\n{fresh}"
    rest = text[old.end() :]
    return f"{text[: old.start()]}{fresh}" + (f"\n{rest}" if rest else "")


def _section(text: str, heading: str) -> re.Match[str] | None:
    return re.search(rf"^{re.escape(heading)}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
