"""``graphkit aggregate``."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import click

from graphkit.build import STDOUT, Opened, aggregate, open_project
from graphkit.cli import options
from graphkit.cli.messages import counted, show_warnings, show_written, shown_path
from graphkit.projections.counts.aggregates import Aggregate
from graphkit.projections.counts.periods import MONTH, PERIODS
from graphkit.projections.shapes import FOLDS
from graphkit.reading.finding import find_relation

#: The formats, the default first.
FORMATS = ("csv", "graphml", "gexf")


@click.command(epilog="Example: graphkit aggregate --by year --fold states -o dyads.csv")
@options.project
@options.clocks
@click.option(
    "--by", type=click.Choice(PERIODS), default=MONTH, show_default=True,
    help="The period of a row. A date that may lie in two of them is counted in a wider one.",
)  # fmt: skip
@click.option(
    "--fold", type=click.Choice(FOLDS),
    help="Count between states: those whom people hold office for, and whom a source counts "
    "people, groups and organizations to.",
)  # fmt: skip
@click.option(
    "--relation", "words", multiple=True, metavar="RELATION",
    help="Only this relation and those below it; repeat it for more.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True,
    help="One table, or a network with a row an edge.",
)  # fmt: skip
@options.output
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    root: Path,
    as_of: dt.date | None,
    known_by: dt.date | None,
    by: str,
    fold: str | None,
    words: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Count who did what to whom, in each month or year, into exports/.

    A row has source, target, relation and period, how many facts happened or began in it, on how
    many sources, and how many of them are disputed, only possible or told by one voice. What is
    not counted is told on stderr, by reason.
    """
    opened = options.at(open_project(root), as_of, known_by)
    relations = sorted({find_relation(opened.graph.ontology, word).name for word in words})
    graph = opened.graph.shaped(fold=fold or "", by=by, relations=relations)
    show_warnings(opened)
    marks = (
        fold,
        f"by-{by}",
        *relations,
        as_of and f"as-of-{as_of}",
        known_by and f"known-by-{known_by}",
    )
    written = aggregate(
        Opened(opened.root, graph, opened.warnings), form, output, marks=[m for m in marks if m]
    )
    network = graph.network
    if isinstance(network, Aggregate):
        _report(network)
    losses = {what: n for what, n in written.losses.items() if what not in network.left_out}
    show_written([dataclasses.replace(written, losses=losses)])
    if written.path != STDOUT:
        click.echo(shown_path(written.path))


def _report(made: Aggregate) -> None:
    """Write to stderr what is counted and what is not."""
    rows = counted(len(made.rows), "row")
    click.echo(f"{counted(made.counted, 'fact')} counted in {rows}", err=True)
    if made.wider:
        wider = f"in rows of a wider period: {made.wider:,}"
        click.echo(f"not certainly in one {made.by}, {wider}", err=True)
    for reason, number in sorted(made.left_out.items()):
        click.echo(f"not counted: {reason}: {number:,}", err=True)
