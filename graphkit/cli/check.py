"""``graphkit check``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import options
from graphkit.cli.messages import counted, show_problems
from graphkit.loading import read_graph


@click.command(epilog="Example: graphkit check --project ~/accords")
@options.project
@click.pass_context
def command(ctx: click.Context, root: Path) -> None:
    """Check the facts and name every mistake with its place.

    Exits with 1 if there is an error; warnings block nothing.
    """
    graph, problems = read_graph(root)
    show_problems(problems, root)
    errors = sum(problem.is_error for problem in problems)
    counts = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
    if graph is None:
        click.echo(counts)
        ctx.exit(1)
    click.echo(f"{graph.summary}: {counts if problems else 'no problems'}")
