"""``graphkit import events``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli.messages import counted, shown_path
from graphkit.identifiers import is_id
from graphkit.importers.events import Imported
from graphkit.importers.projects import NothingToImport, add_to_project, new_project
from graphkit.mapping import shipped_mappings
from graphkit.problems import Place
from graphkit.seeds.project import named_project

#: Of what a sample shows of a cell.
_WIDTH = 80


def _source(_ctx: click.Context, _option: click.Parameter, text: str) -> str:
    if text and not is_id(text):
        raise click.BadParameter(f"{text!r} is no id: write small letters, digits and hyphens")
    return text


@click.command(
    epilog="Example: graphkit import events icews.tsv --mapping icews -o events && "
    "graphkit render --project events"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", required=True, metavar="NAME|FILE",
    help=f"What the columns mean: {', '.join(shipped_mappings())}, or a YAML file of your own.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="A new project, made of the table alone: a folder that is new or empty.",
)  # fmt: skip
@click.option(
    "--project", "root", type=click.Path(path_type=Path), metavar="DIR",
    help="A project that gets the facts; its entities are found by their names.",
)  # fmt: skip
@click.option(
    "--source", default="", metavar="ID", callback=_source,
    help="Id of the source, by default that of the mapping.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Write an earlier import of the source anew.")
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    file: Path,
    mapping: str,
    output: Path | None,
    root: Path | None,
    source: str,
    force: bool,  # noqa: FBT001 - click's signature
) -> None:
    """Make facts of a table of dated events.

    FILE is a table: tab-separated, CSV, JSON lines or Parquet. Each row is evidence of a fact. A
    row that says nothing which can be taken over is left out; stderr tells how many are, why, and
    the first of them. All is written, or nothing.
    """
    if (output is None) == (root is None):
        raise click.UsageError(
            "say where the facts go: -o DIR for a new project, or --project DIR for one there is"
        )
    try:
        if root is None and output is not None:
            imported = new_project(file, mapping, output, source=source)
            project, folder = output, output
        else:
            project = named_project(root or Path())
            imported, folder = add_to_project(file, mapping, project, source=source, force=force)
    except NothingToImport as error:
        report(error.imported)
        raise
    report(imported)
    click.echo(
        f"{shown_path(folder)}: {counted(len(imported.facts), 'fact')}. "
        f"Next: graphkit render --project {shown_path(project)}"
    )


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
    for reason, left in sorted(imported.left_out.items()):
        click.echo(f"left out: {counted(left.rows, 'row')}: {reason}", err=True)
        for place, text in left.samples:
            click.echo(f"    {_shown(place, reason, text)}", err=True)
        if left.rows > len(left.samples):
            click.echo(f"    … and {left.rows - len(left.samples):,} more", err=True)


def _shown(place: Place, reason: str, text: str) -> str:
    """Return a sample on one line, whatever stands in the table."""
    short = text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
    line = f"{place.path}:{place.line}: {reason}" + (f' "{short}"' if text else "")
    return line if line.isprintable() else ascii(line)[1:-1]
