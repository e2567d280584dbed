"""Texts for readers on the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import click

from graphkit.cli.tables import terminal_width
from graphkit.reading.document import Line, Style
from graphkit.reading.markdown import render_lines

_INDENT = 4
#: Narrower than this, wrapping makes a text worse.
_NARROWEST = 40


def show_document(lines: Iterable[Line], form: str) -> None:
    """Write a text to stdout, wrapped where that is a terminal.

    Args:
        lines: What it says.
        form: ``text`` or ``markdown``.
    """
    marked = form == "markdown"
    made = "".join(render_lines(lines)) if marked else plain(lines, terminal_width())
    click.echo(made.encode("utf-8"), nl=False)


def plain(lines: Iterable[Line], width: int | None) -> str:
    """Return a text for a terminal.

    Args:
        lines: What it says.
        width: In columns; none to let lines be as long as they are.
    """
    out: list[str] = []
    for line in lines:
        words = " ".join(line.text.split())
        if line.style is Style.HEADING:
            out += ["", *_wrapped(words, "", "", width), "─" * min(len(words), width or len(words))]
        elif line.style is Style.ITEM:
            first = " " * (2 + _INDENT * line.depth)
            out += _wrapped(words, first, f"{first}  ", width)
        else:
            out += _wrapped(words, "", "", width)
    return "".join(f"{line}\n" for line in out)


def _wrapped(words: str, first: str, rest: str, width: int | None) -> list[str]:
    if width is None:
        return [first + words]
    return textwrap.wrap(
        words,
        max(width, _NARROWEST),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
