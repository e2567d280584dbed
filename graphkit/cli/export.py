"""``graphkit export``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import STDOUT, export, open_project
from graphkit.cli import options
from graphkit.cli.messages import show_warnings, show_written, shown_path
from graphkit.exporters import EXPORTERS

_NAMES = tuple(exporter.name for exporter in EXPORTERS)
_ALL = "all"


@click.command(epilog="Example: graphkit export graphml --as-of 2020-12-31 -o accords-2020.graphml")
@click.argument("format_", metavar="FORMAT", type=click.Choice([*_NAMES, _ALL]))
@options.project
@options.clocks
@options.output
def command(
    format_: str,
    root: Path,
    as_of: dt.date | None,
    known_by: dt.date | None,
    output: Path | None,
) -> None:
    """Write one format, or all of them, into exports/.

    FORMAT is turtle, graphml, html or all. What a format cannot carry is told on stderr.
    """
    if format_ == _ALL and output is not None:
        raise click.UsageError("all formats go into exports/: leave out -o, or name one format")
    opened = options.at(open_project(root), as_of, known_by)
    show_warnings(opened)
    written = export(opened, _NAMES if format_ == _ALL else [format_], output)
    show_written(written)
    for item in written:
        if item.path != STDOUT:
            click.echo(shown_path(item.path))
