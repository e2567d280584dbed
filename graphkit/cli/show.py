"""``graphkit show``."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.documents import show_document
from graphkit.cli.tables import show_rows
from graphkit.reading.finding import find_entity
from graphkit.reading.show import dossier
from graphkit.reading.show_text import COLUMNS, as_json, lines, rows


@click.command(epilog="Example: graphkit show kazakhstan --as-of 2025-11-05")
@click.argument("entity")
@options.project
@options.clocks
@options.text_form
def command(
    entity: str, root: Path, as_of: dt.date | None, known_by: dt.date | None, form: str
) -> None:
    """Show what is known of an entity, and who says so.

    ENTITY is an id, or a name or alias that only one entity has. The facts are parted by how far
    they have come: what is announced, expected or only possible never stands under what holds.
    """
    graph = options.at(open_project(root), as_of, known_by).graph
    found = dossier(graph, find_entity(graph, entity))
    if form in {"text", "markdown"}:
        show_document(lines(found), form)
    elif form == "json":
        text = json.dumps(as_json(found), ensure_ascii=False, indent=1)
        click.echo(f"{text}\n".encode(), nl=False)
    else:
        show_rows(COLUMNS, list(rows(found)), form)
