"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from graphkit.build import Opened
from graphkit.cache import using_cache
from graphkit.cli.tables import FORMS
from graphkit.errors import GraphkitError
from graphkit.graph import to_date
from graphkit.seeds.project import find_project, named_project

#: A function that click makes a command of.
Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A whole day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the day, or fail with click's own message."""
        try:
            return value if isinstance(value, dt.date) else to_date(str(value))
        except GraphkitError as error:
            self.fail(str(error), param, ctx)


def project(function: Command) -> Command:
    """Add ``--project`` and ``--no-cache``.

    The command gets the project's folder as ``root``, found upward by default.
    """
    function = click.option(
        "--no-cache", is_flag=True, expose_value=False, is_eager=True, callback=_without_cache,
        help="Read every file anew, also those that have not changed since another run.",
    )(function)  # fmt: skip
    return click.option(
        "--project",
        "root",
        type=click.Path(path_type=Path),
        callback=_root,
        help="Folder of the project; by default the nearest one upward that has seeds.",
    )(function)


def _without_cache(context: click.Context, _option: click.Parameter, given: bool) -> None:  # noqa: FBT001 - as click calls it
    if given:
        token = using_cache.set(False)
        context.call_on_close(lambda: using_cache.reset(token))


def _root(_ctx: click.Context, _option: click.Parameter, folder: Path | None) -> Path:
    return find_project(Path()) if folder is None else named_project(folder)


def clocks(function: Command) -> Command:
    """Add ``--as-of`` and ``--known-by``."""
    function = click.option(
        "--known-by", type=Day(), help="Only what was certainly public by this day."
    )(function)
    return click.option(
        "--as-of", type=Day(), help="What had begun by this day, if only possibly."
    )(function)


def part(function: Command) -> Command:
    """Add ``--stages``, ``--focus`` and ``--steps``, which leave facts out."""
    function = click.option(
        "--steps", type=click.IntRange(1),
        help="How many facts away from the focus an entity may be; 1 by default.",
    )(function)  # fmt: skip
    function = click.option(
        "--focus", metavar="ENTITY",
        help="Only the facts among an entity and those near it.",
    )(function)  # fmt: skip
    return click.option(
        "--stages", multiple=True, metavar="STAGE",
        help="Only facts at this stage or group of stages, such as realized; repeat for more.",
    )(function)  # fmt: skip


def output(function: Command) -> Command:
    """Add ``-o/--output``."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        help="File to write; - is standard output.",
    )(function)


def texts(function: Command) -> Command:
    """Add ``--texts``; the command gets the folder as ``texts``."""
    return click.option(
        "--texts",
        type=click.Path(path_type=Path),
        envvar="GRAPHKIT_TEXTS",
        callback=_texts,
        help="Folder that holds the texts of the sources; by default the one that the environment "
        "variable GRAPHKIT_TEXTS names.",
    )(function)


def _texts(_ctx: click.Context, _option: click.Parameter, folder: Path | None) -> Path:
    if folder is None:
        raise click.UsageError(
            "name the folder of the texts: --texts DIR, or the environment variable GRAPHKIT_TEXTS"
        )
    if not folder.is_dir():
        raise GraphkitError(f"{folder} is no folder: name the one that holds the texts")
    return folder


def form(function: Command) -> Command:
    """Add ``--format`` for commands that give rows."""
    return click.option(
        "--format", "form", type=click.Choice(FORMS), default=FORMS[0], help="Form of the rows."
    )(function)


def text_form(function: Command) -> Command:
    """Add ``--format`` for commands whose result is best read as a text."""
    return click.option(
        "--format", "form", type=click.Choice(("text", *FORMS)), default="text",
        help="A text to read, or its rows.",
    )(function)  # fmt: skip


def at(opened: Opened, as_of: dt.date | None, known_by: dt.date | None) -> Opened:
    """Return the project with both clocks set."""
    graph = opened.graph
    if as_of:
        graph = graph.as_of(as_of)
    if known_by:
        graph = graph.known_by(known_by)
    return Opened(opened.root, graph, opened.warnings)
