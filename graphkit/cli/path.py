"""``graphkit path``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.documents import show_document
from graphkit.cli.tables import show_rows
from graphkit.errors import GraphkitError
from graphkit.reading.finding import find_entity
from graphkit.reading.path import COLUMNS, connections, lines, rows


@click.command(epilog="Example: graphkit path bahrain kazakhstan --as-of 2025-11-05")
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@options.project
@options.clocks
@options.text_form
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    start: str, end: str, root: Path, as_of: dt.date | None, known_by: dt.date | None, form: str
) -> None:
    """Find the shortest connections between two entities.

    A and B are ids, or names or aliases that only one entity has. Up to three connections are
    shown, over facts that hold: nothing that is only possible, sought or expected is walked.
    """
    graph = options.at(open_project(root), as_of, known_by).graph
    first, last = find_entity(graph, start), find_entity(graph, end)
    if first == last:
        raise GraphkitError(f"{start} and {end} are both {first.id}: name two entities")
    found = connections(graph, first, last)
    if form in {"text", "markdown"}:
        show_document(lines(graph, first, last, found), form)
    else:
        show_rows(COLUMNS, list(rows(graph, found)), form)
