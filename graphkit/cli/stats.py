"""``graphkit stats``."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.tables import show_rows, table
from graphkit.reading.stats import COLUMNS, ONE_INDEPENDENT, ONE_SOURCE, ONE_UNNAMED, Row, stats
from graphkit.reading.wording import clock_words


@click.command(epilog="Example: graphkit stats --known-by 2025-11-07")
@options.project
@options.clocks
@options.form
def command(root: Path, as_of: dt.date | None, known_by: dt.date | None, form: str) -> None:
    """Count the facts, and name what stands out.

    Centralities are those of the facts that hold, parallel ones folded into one and without
    their direction. Evidence that relays the same original counts as one independent origin.
    """
    graph = options.at(open_project(root), as_of, known_by).graph
    found = stats(graph)
    if form != "table":
        show_rows(COLUMNS, [(r.part, r.name, r.number, r.identifier) for r in found], form)
        return
    click.echo(f"{graph.info.title}, {clock_words(graph)}".encode())
    total = sum(1 for _ in graph.facts())
    for part, group in itertools.groupby(found, key=lambda row: row.part):
        click.echo(f"\n{_table(part, list(group), total)}".encode(), nl=False)


def _table(part: str, rows: list[Row], facts: int) -> str:
    """Return one part; of what rests on one source, which is much, the number alone."""
    if part == ONE_SOURCE:
        return f"{part}: {len(rows)} of {facts}, listed with --format csv\n"
    if part in {ONE_UNNAMED, ONE_INDEPENDENT}:
        heads = (f"{part}: {len(rows)} of {facts}", "sources")
    else:
        heads = (part, "")
    return table(heads, [(row.name, row.number) for row in rows])
