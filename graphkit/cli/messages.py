"""What commands say: problems and results for people, on stderr and stdout."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from graphkit.build import Opened, Written
from graphkit.problems import Problem
from graphkit.reading import wording

#: More problems than a person reads at once.
MOST = 100
#: What stands before the next step of a problem.
_HINT = "\n    hint: "

counted = wording.counted


def show_problems(problems: Sequence[Problem], root: Path | None = None) -> None:
    """Write problems to stderr, with paths that can be opened from the current folder."""
    prefix = _prefix(root)
    for problem in problems[:MOST]:
        head, hint, tail = f"{prefix}{problem}".rpartition(_HINT)
        click.echo(f"{printable(head)}{hint}{printable(tail)}", err=True)
    if len(problems) > MOST:
        click.echo(f"… and {len(problems) - MOST} more problems", err=True)


def show_warnings(opened: Opened) -> None:
    """Write the warnings of a project to stderr."""
    show_problems(opened.warnings, opened.root)


def show_written(written: Iterable[Written]) -> None:
    """Write what each format could not carry, to stderr."""
    for item in written:
        if item.exporter and item.losses:
            lost = "; ".join(f"{what}: {count}" for what, count in item.losses.items())
            click.echo(f"{item.exporter.name}: left out or simplified: {lost}", err=True)


def shown_path(path: Path) -> str:
    """Return a path as a reader would type it from the current folder."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)


def printable(text: str) -> str:
    """Return a text with escapes for what could move the cursor or part a line.

    A file may have such a name, and a value met may hold a line end.
    """
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


def _prefix(root: Path | None) -> str:
    if root is None:
        return ""
    relative = os.path.relpath(root)
    return "" if relative == "." else f"{relative}/"
