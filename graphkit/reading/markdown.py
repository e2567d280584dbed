"""Markdown, as GitHub reads it (https://github.github.com/gfm/): texts, tables, escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graphkit.reading.document import Line, Style

#: Letters that begin markup somewhere in a line: CommonMark's own, those of GitHub's tables,
#: strokes and formulas, and the ampersand, which begins the name of a letter.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$&#]")
#: What makes a heading, a list or a rule of a line that it begins.
_START = re.compile(r"^([-+=]|[0-9]{1,9}(?=[.)]))")
#: What GitHub makes a link of without any markup.
_LINKED = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)


def escaped(text: str) -> str:
    """Return a text as one line that is nothing but text, also in a cell of a table."""
    words = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    words = _LINKED.sub(r"\\\g<0>", words)
    return _START.sub(_started, words)


def _started(found: re.Match[str]) -> str:
    mark = found.group()
    # A digit cannot be escaped, but the full stop or bracket after a number can.
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def render_lines(lines: Iterable[Line], *, top: int = 1) -> Iterator[str]:
    """Yield a text as Markdown: a title, headings, nested lists.

    Args:
        lines: What it says.
        top: The level of the title; headings are one below.
    """
    last: Style | None = None
    for line in lines:
        words = escaped(line.text)
        if line.style is Style.ITEM:
            gap = "" if last in {None, Style.ITEM} else "\n"
            yield f"{gap}{'  ' * line.depth}- {words}\n"
        else:
            gap = "" if last is None else "\n"
            level = {Style.TITLE: top, Style.HEADING: top + 1}.get(line.style, 0)
            yield f"{gap}{'#' * level}{' ' * bool(level)}{words}\n"
        last = line.style


def render_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table of texts."""
    yield from render_cells(map(escaped, columns), (map(escaped, row) for row in rows))


def render_cells(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table of cells that are Markdown already."""
    names = list(columns)
    for cells in (names, ["---"] * len(names), *rows):
        yield f"| {' | '.join(cells)} |\n"
