"""``graphkit verify``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.messages import show_problems, show_warnings, shown_path
from graphkit.cli.tables import FORMS, show_rows
from graphkit.reading.verify import Finding, Verdict, verify

_COLUMNS = ("place", "verdict", "of", "source", "at", "not mentioned", "note")


@click.command(epilog="Example: graphkit verify --texts ~/texts --all")
@options.texts
@options.project
@click.option(
    "--all", "every", is_flag=True,
    help="List the evidence that rests on its note, too, for a person to read.",
)  # fmt: skip
@options.form
@click.pass_context
def command(ctx: click.Context, texts: Path, root: Path, form: str, *, every: bool) -> None:
    """Look up every piece of evidence in the texts.

    Each text is the one that was curated, each locator exists in it, and the passage mentions
    subject, object or value, and speaker, or a note says what stands for them. Exits with 1 if
    anything is unconfirmed.
    """
    opened = open_project(root)
    show_warnings(opened)
    result = verify(opened.graph, texts)
    show_problems(result.problems, root)
    listed = {Verdict.UNCONFIRMED, Verdict.NOTED} if every else {Verdict.UNCONFIRMED}
    rows = [_row(finding, root) for finding in result.findings if finding.verdict in listed]
    if (every and rows) or form != FORMS[0]:
        show_rows(_COLUMNS, rows, form)
    always = (Verdict.CONFIRMED, Verdict.NOTED, Verdict.UNCONFIRMED)
    counts = [(verdict, result.count(verdict)) for verdict in Verdict]
    told = ", ".join(f"{n} {verdict}" for verdict, n in counts if n or verdict in always)
    click.echo(told, err=form != FORMS[0])
    if result.problems:
        ctx.exit(1)


def _row(finding: Finding, root: Path) -> tuple[str, ...]:
    path, line, column = finding.evidence.origin.place
    return (
        f"{shown_path(root / path)}:{line}:{column}",
        finding.verdict,
        finding.owner,
        finding.evidence.source,
        str(finding.evidence.at or ""),
        ", ".join(finding.missing),
        finding.evidence.note,
    )
