"""``graphkit coverage``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.messages import counted, show_problems, show_warnings
from graphkit.cli.tables import FORMS, show_rows
from graphkit.reading.coverage import coverage

_COLUMNS = ("source", "paragraphs", "evidence", "left out", "uncovered")


@click.command(epilog="Example: graphkit coverage --texts ~/texts")
@options.texts
@options.project
@options.form
@click.pass_context
def command(ctx: click.Context, texts: Path, root: Path, form: str) -> None:
    """Find the paragraphs that were not curated.

    A paragraph is evidence of something, or its source has a left_out line for it. Exits with 1
    if one is neither.
    """
    opened = open_project(root)
    show_warnings(opened)
    result = coverage(opened.graph, texts)
    show_problems(result.problems, root)
    rows = [
        (one.source, *map(str, (one.paragraphs, one.evidence, one.left_out, len(one.uncovered))))
        for one in result.sources
    ]
    if rows or form != FORMS[0]:
        show_rows(_COLUMNS, rows, form)
    uncovered = sum(len(one.uncovered) for one in result.sources)
    paragraphs = sum(one.paragraphs for one in result.sources)
    told = f"{uncovered or 'none'} uncovered of {counted(paragraphs, 'paragraph')}"
    click.echo(told, err=form != FORMS[0])
    if any(problem.is_error for problem in result.problems):
        ctx.exit(1)
