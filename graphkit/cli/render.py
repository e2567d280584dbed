"""``graphkit render``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import STDOUT, export, open_project
from graphkit.cli import options
from graphkit.cli.messages import show_warnings, shown_path


@click.command(epilog="Example: graphkit render --as-of 2020-12-31 -o accords-2020.html")
@options.project
@options.clocks
@options.output
def command(
    root: Path, as_of: dt.date | None, known_by: dt.date | None, output: Path | None
) -> None:
    """Make the interactive page: one HTML file that works offline.

    The page always holds everything; --as-of and --known-by set where its two clocks start.
    """
    opened = options.at(open_project(root), as_of, known_by)
    show_warnings(opened)
    (page,) = export(opened, ["html"], output)
    if page.path != STDOUT:
        click.echo(f"{shown_path(page.path)}: {opened.graph.whole.summary}")
