"""``graphkit import events``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli.importing import Into, into, show_imported, show_left_out
from graphkit.cli.messages import counted
from graphkit.importers.events import Imported
from graphkit.importers.projects import NothingToImport, add_to_project, new_project
from graphkit.mapping import shipped_mappings


@click.command(
    epilog="Example: graphkit import events icews.tsv --mapping icews -o events && "
    "graphkit render --project events"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", required=True, metavar="NAME|FILE",
    help=f"What the columns mean: {', '.join(shipped_mappings())}, or a YAML file of your own.",
)  # fmt: skip
@into("their names", "Id of the source, by default that of the mapping.")
def command(file: Path, mapping: str, into: Into) -> None:
    """Make facts of a table of dated events.

    FILE is a table: tab-separated, CSV, JSON lines or Parquet. Each row is evidence of a fact. A
    row that says nothing which can be taken over is left out; stderr tells how many are, why, and
    the first of them. All is written, or nothing.
    """
    try:
        if into.is_new:
            folder = into.project
            imported = new_project(file, mapping, folder, source=into.source)
        else:
            imported, folder = add_to_project(
                file, mapping, into.project, source=into.source, force=into.force
            )
    except NothingToImport as error:
        report(error.imported)
        raise
    report(imported)
    show_imported(len(imported.facts), folder, into.project)


def report(imported: Imported) -> None:
    """Write to stderr what became of the rows."""
    counts = ", ".join(
        (
            counted(imported.rows, "row"),
            f"{imported.taken:,} taken",
            counted(len(imported.facts), "fact"),
            counted(len(imported.entities), "new entity", "new entities"),
        )
    )
    click.echo(counts, err=True)
    show_left_out(imported.left_out)
