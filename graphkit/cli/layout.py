"""``graphkit layout``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.build import open_project, write_layout
from graphkit.cli import options
from graphkit.cli.messages import show_warnings, shown_path


@click.command(epilog="Example: graphkit layout --fresh")
@options.project
@click.option("--fresh", is_flag=True, help="Forget the stored places and compute all anew.")
def command(root: Path, *, fresh: bool) -> None:
    """Store a place for every node in seeds/layout.json.

    A node that has a place keeps it, so that adding facts does not reshuffle the picture.
    """
    opened = open_project(root)
    show_warnings(opened)
    click.echo(shown_path(write_layout(opened, fresh=fresh).path))
