"""``graphkit diff``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import Opened, open_project
from graphkit.cli import options
from graphkit.cli.documents import show_document
from graphkit.cli.tables import show_rows
from graphkit.graph import Graph
from graphkit.reading.diff import difference
from graphkit.reading.diff_text import COLUMNS, lines, rows
from graphkit.reading.revisions import read_revision
from graphkit.reading.wording import clock_words, day_words


@click.command(epilog="Example: graphkit diff --dates 2025-11-05 2025-11-07")
@click.option(
    "--dates", nargs=2, type=options.Day(), metavar="A B",
    help="Two days: compare the graph as of each.",
)  # fmt: skip
@click.option(
    "--revisions", nargs=2, metavar="A B",
    help="Two git revisions of the project, such as HEAD~1 HEAD.",
)  # fmt: skip
@options.project
@options.clocks
@options.text_form
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    dates: tuple[dt.date, dt.date] | None,
    revisions: tuple[str, str] | None,
    root: Path,
    as_of: dt.date | None,
    known_by: dt.date | None,
    form: str,
) -> None:
    """Tell what changed between two days, or between two revisions.

    A difference that is found is no error: the command ends with 0.
    """
    if (dates is None) == (revisions is None):
        raise click.UsageError("give two days with --dates A B, or two revisions with --revisions")
    if dates and as_of:
        raise click.UsageError("--dates gives the days: leave out --as-of")
    if dates:
        before, after = (options.at(open_project(root), day, known_by).graph for day in dates)
        known = f", known by {day_words(known_by)}" if known_by else ""
        title = f"From {day_words(dates[0])} to {day_words(dates[1])}{known}"
    else:
        before, after = (_at(root, name, as_of, known_by) for name in revisions or ())
        title = _title(revisions or ("", ""), before, after)
    found = difference(before, after)
    if form in {"text", "markdown"}:
        show_document(lines(found, title), form)
    else:
        show_rows(COLUMNS, list(rows(found)), form)


def _at(root: Path, revision: str, as_of: dt.date | None, known_by: dt.date | None) -> Graph:
    return options.at(Opened(root, read_revision(root, revision), ()), as_of, known_by).graph


def _title(revisions: tuple[str, str], before: Graph, after: Graph) -> str:
    old, new = clock_words(before), clock_words(after)
    if old == new:
        return f"From revision {revisions[0]} to {revisions[1]}, {new}"
    return f"From revision {revisions[0]}, {old}, to {revisions[1]}, {new}"
