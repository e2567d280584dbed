"""``graphkit render``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import STDOUT, export, export_private, open_project
from graphkit.cli import options
from graphkit.cli.messages import show_warnings, shown_path


@click.command(epilog="Example: graphkit render --as-of 2020-12-31 -o accords-2020.html")
@options.project
@options.clocks
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    help="Folder of the texts: makes a private page that quotes the passages.",
)
@options.output
def command(
    root: Path,
    as_of: dt.date | None,
    known_by: dt.date | None,
    texts: Path | None,
    output: Path | None,
) -> None:
    """Make the interactive page: one HTML file that works offline.

    The page always holds everything; --as-of and --known-by set where its two clocks start.
    With --texts it shows the words that the evidence points at. They belong to the publishers
    of the sources, so such a page says that it is private and has a name of its own.
    """
    opened = options.at(open_project(root), as_of, known_by)
    show_warnings(opened)
    if texts:
        page = export_private(opened, texts, output)
    else:
        (page,) = export(opened, ["html"], output)
    if page.path != STDOUT:
        click.echo(f"{shown_path(page.path)}: {opened.graph.whole.summary}")
