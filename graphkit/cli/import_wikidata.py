"""``graphkit import wikidata``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from graphkit.cli.importing import Into, into, show_imported
from graphkit.cli.messages import counted, printable
from graphkit.cli.options import Day
from graphkit.importers.wikidata import Options, WikidataReading
from graphkit.importers.wikidata.project import NothingTaken, add_wikidata, new_wikidata_project
from graphkit.importers.wikidata.report import Reason
from graphkit.importers.wikidata.terms import REASONS, WIKIDATA

_KIND = re.compile("(Q[1-9][0-9]*)=([a-z]+)")
#: Of the details of a reason, such as classes, how many are named.
_DETAILS = 5


def _kinds(_ctx: click.Context, _option: click.Parameter, texts: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        match = _KIND.fullmatch(text)
        if match is None:
            raise click.BadParameter(f"{text!r} is not of the form Q123=state")
        found[match[1]] = match[2]
    return found


@click.command(
    epilog="Example: graphkit import wikidata states.json.gz -o wikidata && "
    "graphkit render --project wikidata"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@into("the codes under their ids:", "Id of the source that Wikidata is.", WIKIDATA)
@click.option(
    "--labels", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Entities that give names and classes only, and no facts; repeat for more.",
)  # fmt: skip
@click.option(
    "--language", default="en", show_default=True, metavar="TAG",
    help="Language of names; what has none in it gets its name for all languages, else any.",
)  # fmt: skip
@click.option(
    "--kind", "kinds", multiple=True, metavar="QID=KIND", callback=_kinds,
    help="Take items of a class, or one item, as of a kind; repeat for more.",
)  # fmt: skip
@click.option(
    "--day", type=Day(), help="Day of the files, by default that of the last edit in them."
)
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    files: tuple[Path, ...],
    labels: tuple[Path, ...],
    language: str,
    kinds: dict[str, str],
    day: dt.date | None,
    into: Into,
) -> None:
    """Make facts of entities of Wikidata.

    FILES are JSON as Wikidata gives it, an entity a line, also packed by gzip or bzip2. Taken are
    states, people with their offices, diplomatic relations, treaties and memberships, with their
    dates, references and ranks. What is not taken is counted on stderr. All is written, or
    nothing.
    """
    options = Options(labels=labels, language=language, kinds=kinds, day=day, source=into.source)
    try:
        if into.is_new:
            folder = into.project
            reading = new_wikidata_project(files, folder, options)
        else:
            reading, folder = add_wikidata(files, into.project, options, force=into.force)
    except NothingTaken as error:
        _report(error.reading)
        raise
    _report(reading, new="" if into.is_new else "new ")
    show_imported(len(reading.records.facts) if reading.records else 0, folder, into.project)


def _report(reading: WikidataReading, new: str = "") -> None:
    """Write to stderr what became of the statements; the records are new to a project."""
    records = reading.records
    counts = [counted(reading.statements, "statement"), f"{reading.taken:,} taken"]
    if records:
        counts.append(counted(len(records.facts), f"{new}fact"))
        counts.append(counted(len(records.entities), f"{new}entity", f"{new}entities"))
        counts.append(counted(len(records.sources), f"{new}source"))
    click.echo(", ".join(counts), err=True)
    for code, reasons in groupby(reading.left_out.reasons(), lambda reason: reason.code):
        for line in _lines(code, list(reasons)):
            click.echo(printable(line), err=True)


def _lines(code: str, reasons: Sequence[Reason]) -> Iterator[str]:
    total = sum(reason.count for reason in reasons)
    yield f"{code}: {total:,}. {REASONS[code]}"
    named = [reason for reason in reasons if reason.detail]
    for reason in named[:_DETAILS]:
        yield f"    {reason.detail}: {reason.count:,}, such as {reason.samples[0]}"
    if len(named) > _DETAILS:
        others = named[_DETAILS:]
        yield f"    … and {sum(each.count for each in others):,} of {len(others):,} others"
    plain = [reason for reason in reasons if not reason.detail]
    for reason in plain:
        for sample in reason.samples:
            yield f"    {sample}"
        if reason.count > len(reason.samples):
            yield f"    … and {reason.count - len(reason.samples):,} more"
