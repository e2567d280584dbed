"""``graphkit count``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.documents import show_document
from graphkit.cli.tables import show_rows
from graphkit.reading.count import COLUMNS, count, lines, rows
from graphkit.reading.finding import find_entity, find_relation


@click.command(epilog="Example: graphkit count abraham-accords joined --as-of 2025-11-05")
@click.argument("entity")
@click.argument("relation")
@options.project
@options.clocks
@options.text_form
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    entity: str,
    relation: str,
    root: Path,
    as_of: dt.date | None,
    known_by: dt.date | None,
    form: str,
) -> None:
    """Count the facts of a relation, under each position of a dispute.

    ENTITY may be subject or object; RELATION is a name like joined or recognized. What is
    announced or only possible is told apart and never counted.
    """
    graph = options.at(open_project(root), as_of, known_by).graph
    found = count(graph, find_entity(graph, entity), find_relation(graph.ontology, relation))
    if form in {"text", "markdown"}:
        show_document(lines(graph, found), form)
    else:
        show_rows(COLUMNS, list(rows(graph, found)), form)
