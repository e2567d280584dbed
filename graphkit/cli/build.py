"""``graphkit build``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.build import build
from graphkit.cli import options
from graphkit.cli.messages import show_warnings, show_written, shown_path


@click.command(epilog="Example: graphkit build && git diff exports/")
@options.project
def command(root: Path) -> None:
    """Check, store the layout and write every export.

    Nothing is written if the data has errors.
    """
    opened, written = build(root)
    show_warnings(opened)
    show_written(written)
    for item in written:
        click.echo(shown_path(item.path))
    click.echo(opened.graph.summary)
