"""Rows as text, in the form that the reader asked for."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Sequence

import click

from graphkit.reading.markdown import render_table

#: The forms of rows, the default first.
FORMS = ("table", "csv", "json", "markdown")


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> None:
    """Write rows to stdout.

    Args:
        columns: Their names.
        rows: A text for each column; an empty one where there is nothing to say.
        form: One of `FORMS`.
    """
    write = {"table": table, "csv": _csv, "json": _json, "markdown": _markdown}[form]
    click.echo(write(columns, rows).encode("utf-8"), nl=False)


def terminal_width() -> int | None:
    """Return how many columns the reader's terminal has; none where stdout is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a table for a terminal, or as wide as they are for a pipe."""
    import rich.box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=rich.box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in columns:
        # An id that does not fit goes on in the next line: cut short, it names nothing.
        grid.add_column(name, overflow="fold")
    for row in rows:
        # Text, since rich would take [brackets] in a value for markup.
        grid.add_row(*(Text(value) for value in row))
    console = Console(file=sys.stdout, width=terminal_width() or 10_000)
    # Not printed by rich, which ends the process with 1 where the reader of a pipe has gone.
    with console.capture() as shown:
        console.print(grid)
    return "".join(f"{line.rstrip()}\n" for line in shown.get().splitlines())


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()


def _json(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "".join(render_table(columns, rows))
