"""What imports share: where their facts go, and what became of the rows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from graphkit.cli.messages import counted, printable, shown_path
from graphkit.identifiers import is_id
from graphkit.importers.event_rows import LeftOut
from graphkit.seeds.project import named_project

#: Of what stands in a row of a table, so much is shown.
_WIDTH = 80


class Into(NamedTuple):
    """Where an import puts its facts.

    Attributes:
        project: Its folder.
        is_new: Whether the project is made, or there.
        source: Id of the source; empty where the import knows it.
        force: Whether an earlier import of the source is written anew.
    """

    project: Path
    is_new: bool
    source: str
    force: bool


#: A command, whose parameters click knows.
Command = Callable[..., None]


def into(found_by: str, source_help: str, source: str = "") -> Callable[[Command], Command]:
    """Add ``-o``, ``--project``, ``--source`` and ``--force``; the command gets an `Into`.

    Args:
        found_by: What the entities of a project are found by.
        source_help: What is told of ``--source``.
        source: Its default.
    """
    options = (
        click.option("--force", is_flag=True, help="Write an earlier import of the source anew."),
        click.option(
            "--source", default=source, show_default=bool(source), metavar="ID", callback=_id,
            help=source_help,
        ),
        click.option(
            "--project", "root", type=click.Path(path_type=Path), metavar="DIR",
            help=f"A project that gets the facts; its entities are found by {found_by}.",
        ),
        click.option(
            "-o", "--output", type=click.Path(path_type=Path), metavar="DIR",
            help="A new project, made of what is imported alone: a folder that is new or empty.",
        ),
    )  # fmt: skip

    def add(function: Command) -> Command:
        @functools.wraps(function)
        def command(
            *, output: Path | None, root: Path | None, source: str, force: bool, **others: object
        ) -> None:
            function(into=_into(output, root, source, force=force), **others)

        return functools.reduce(lambda made, option: option(made), options, command)

    return add


def _into(output: Path | None, root: Path | None, source: str, *, force: bool) -> Into:
    if output is not None and root is None:
        return Into(output, is_new=True, source=source, force=force)
    if root is not None and output is None:
        return Into(named_project(root), is_new=False, source=source, force=force)
    raise click.UsageError(
        "say where the facts go: -o DIR for a new project, or --project DIR for one there is"
    )


def _id(_ctx: click.Context, option: click.Parameter, text: str) -> str:
    if text != option.default and not is_id(text):
        raise click.BadParameter(f"{text!r} is no id: write small letters, digits and hyphens")
    return text


def show_left_out(left_out: Mapping[str, LeftOut]) -> None:
    """Write to stderr which rows of tables are left out and why, with some of each reason."""
    for reason, left in sorted(left_out.items()):
        click.echo(f"left out: {counted(left.rows, 'row')}: {reason}", err=True)
        for place, text in left.samples:
            short = text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
            told = f"{place}: {reason}" + (f' "{short}"' if text else "")
            click.echo(f"    {printable(told)}", err=True)
        if left.samples and left.rows > len(left.samples):
            click.echo(f"    … and {left.rows - len(left.samples):,} more", err=True)


def show_imported(facts: int, folder: Path, project: Path) -> None:
    """Write how many facts an import put into a folder, and the next step."""
    click.echo(
        f"{shown_path(folder)}: {counted(facts, 'fact')}. "
        f"Next: graphkit render --project {shown_path(project)}"
    )
