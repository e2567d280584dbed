"""``graphkit timeline``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.tables import show_rows
from graphkit.reading.finding import find_entity
from graphkit.reading.timeline import COLUMNS, READ, rows, timeline


@click.command(epilog="Example: graphkit timeline kazakhstan --known-by 2025-11-07")
@click.argument("entity", required=False)
@options.project
@options.clocks
@options.form
def command(
    entity: str | None, root: Path, as_of: dt.date | None, known_by: dt.date | None, form: str
) -> None:
    """List what happened, stage by stage, in the order of days.

    ENTITY is an id, or a name or alias that only one entity has; without it, everything is
    listed. What no source dates stands at the end, by the day on which it is first attested.
    """
    graph = options.at(open_project(root), as_of, known_by).graph
    found = timeline(graph, find_entity(graph, entity) if entity else None)
    shown = READ if form == "table" else len(COLUMNS)
    show_rows(COLUMNS[:shown], [row[:shown] for row in rows(graph, found)], form)
