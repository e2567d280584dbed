"""``graphkit diff``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import Opened, open_project
from graphkit.cli import options
from graphkit.cli.documents import show_document
from graphkit.cli.tables import show_rows
from graphkit.errors import NoProject
from graphkit.graph import Graph
from graphkit.importers import READERS, UNDATED_SOURCES, read_export
from graphkit.reading.diff import difference
from graphkit.reading.diff_text import COLUMNS, lines, rows
from graphkit.reading.revisions import read_revision
from graphkit.reading.wording import clock_words, day_words
from graphkit.seeds.project import find_project, named_project


@click.command(epilog="Example: graphkit diff --dates 2025-11-05 2025-11-07")
@click.option(
    "--dates", nargs=2, type=options.Day(), metavar="A B",
    help="Two days: compare the graph as of each.",
)  # fmt: skip
@click.option(
    "--revisions", nargs=2, metavar="A B",
    help="Two git revisions of the project, such as HEAD~1 HEAD.",
)  # fmt: skip
@click.option(
    "--files", nargs=2, type=click.Path(path_type=Path), metavar="A B",
    help=f"Two exported files that can be read back: {', '.join(READERS)}. They need no project.",
)  # fmt: skip
@click.option(
    "--project", "folder", type=click.Path(path_type=Path),
    help="Folder of the project; by default the nearest one upward that has seeds.",
)  # fmt: skip
@options.clocks
@options.text_form
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    dates: tuple[dt.date, dt.date] | None,
    revisions: tuple[str, str] | None,
    files: tuple[Path, Path] | None,
    folder: Path | None,
    as_of: dt.date | None,
    known_by: dt.date | None,
    form: str,
) -> None:
    """Tell what changed between two days, revisions or exported files.

    A difference that is found is no error: the command ends with 0.
    """
    if [dates, revisions, files].count(None) != 2:  # noqa: PLR2004 - all but one of the three
        raise click.UsageError(
            "give two days with --dates A B, two revisions with --revisions, "
            "or two files with --files"
        )
    if dates and as_of:
        raise click.UsageError("--dates gives the days: leave out --as-of")
    if dates:
        root = _root(folder)
        before, after = (options.at(open_project(root), day, known_by).graph for day in dates)
        known = f", known by {day_words(known_by)}" if known_by else ""
        title = f"From {day_words(dates[0])} to {day_words(dates[1])}{known}"
    elif revisions:
        root = _root(folder)
        read = (read_revision(root, name) for name in revisions)
        before, after = (_at(root, graph, as_of, known_by) for graph in read)
        title = _title(f"revision {revisions[0]}", revisions[1], before, after)
    else:
        old, new = files or (Path(), Path())
        words = _root_of_files(folder)
        before, after = (
            _at(Path(), _file(path, words, known_by), as_of, known_by) for path in (old, new)
        )
        title = _title(str(old), str(new), before, after)
    found = difference(before, after)
    if form in {"text", "markdown"}:
        show_document(lines(found, title), form)
    else:
        show_rows(COLUMNS, list(rows(found)), form)


def _root(folder: Path | None) -> Path:
    return find_project(Path()) if folder is None else named_project(folder)


def _root_of_files(folder: Path | None) -> Path | None:
    """Return the project whose words the files may use; a file needs none."""
    try:
        return _root(folder)
    except NoProject:
        if folder is not None:
            raise
        return None


def _file(path: Path, root: Path | None, known_by: dt.date | None) -> Graph:
    if known_by and path.suffix.lower() in UNDATED_SOURCES:
        raise click.UsageError(
            f"{path} does not say when its sources became public: leave out --known-by, or "
            "compare files of Turtle"
        )
    return read_export(path, root)


def _at(root: Path, graph: Graph, as_of: dt.date | None, known_by: dt.date | None) -> Graph:
    return options.at(Opened(root, graph, ()), as_of, known_by).graph


def _title(first: str, second: str, before: Graph, after: Graph) -> str:
    old, new = clock_words(before), clock_words(after)
    if old == new:
        return f"From {first} to {second}, {new}"
    return f"From {first}, {old}, to {second}, {new}"
