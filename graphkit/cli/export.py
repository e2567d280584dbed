"""``graphkit export``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import click

from graphkit import exporters
from graphkit.build import STDOUT, Opened, export, open_project
from graphkit.cli import options
from graphkit.cli.messages import show_warnings, show_written, shown_path
from graphkit.exporters import NAMES, VARIANTS, exporter
from graphkit.projections.shapes import FOLDS
from graphkit.reading.finding import find_entity

_ALL = "all"


class _VariantOption(click.Option):
    """An option for another form of a format, which only the help has to import."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        made = exporter(VARIANTS[str(self.name)])
        self.help = f"{made.variants[str(self.name)].title} ({made.name} only)."
        return super().get_help_record(ctx)


def _variants(function: options.Command) -> options.Command:
    """Add an option for each other form that a format has; `_given_variant` tells which."""
    for name in reversed(VARIANTS):
        flag = click.option(
            f"--{name}", cls=_VariantOption, is_flag=True, expose_value=False, callback=_note
        )
        function = flag(function)
    return function


def _note(context: click.Context, option: click.Parameter, given: bool) -> None:  # noqa: FBT001 - as click calls it
    if given:
        context.meta.setdefault(__name__, []).append(option.name)


def _given_variant() -> str:
    """Return the form that was asked for, or an empty text."""
    names: list[str] = click.get_current_context().meta.get(__name__, [])
    if len(names) > 1:
        raise click.UsageError(f"--{names[0]} and --{names[1]} are two forms: choose one")
    return names[0] if names else ""


def _help() -> str:
    """Return the help of the command; click keeps the lines below the sign as they are."""
    width = max(map(len, NAMES))
    formats = "\n".join(f"{made.name:<{width}}  {made.title}" for made in exporters.EXPORTERS)
    return (
        "Write one format, or all of them, into exports/.\n\n"
        "What a format cannot carry is told on stderr. A part of the graph gets a file of its "
        f"own, such as exports/graph-kazakhstan.dot.\n\n\b\nFORMAT is all, or one of:\n{formats}"
    )


class _Export(click.Command):
    """The command, whose help alone needs every format."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = _help()
        super().format_help_text(ctx, formatter)


@click.command(
    cls=_Export,
    epilog="Example: graphkit export graphml --as-of 2020-12-31 -o accords-2020.graphml",
)
@click.argument("format_", metavar="FORMAT", type=click.Choice([*NAMES, _ALL]))
@options.project
@options.clocks
@options.part
@click.option(
    "--fold", type=click.Choice(FOLDS),
    help="Turn persons into the states they hold office for and shared events into edges "
    "between states; keep nothing but states.",
)  # fmt: skip
@click.option(
    "--include", type=click.Choice(("negative",)),
    help="Also edges for facts that do not hold by their sources' word.",
)  # fmt: skip
@click.option(
    "--all", "all_entities", is_flag=True,
    help="Also nodes for entities without a fact, such as publishers.",
)  # fmt: skip
@_variants
@options.output
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    format_: str,
    root: Path,
    as_of: dt.date | None,
    known_by: dt.date | None,
    stages: tuple[str, ...],
    focus: str | None,
    steps: int | None,
    fold: str | None,
    include: str | None,
    all_entities: bool,  # noqa: FBT001 - the same
    output: Path | None,
) -> None:
    """Write one format, or all of them."""
    shaping = {
        "--fold": bool(fold), "--include": bool(include), "--all": all_entities,
    }  # fmt: skip
    parting = {"--stages": bool(stages), "--focus": focus is not None}
    variant = _given_variant()
    if steps is not None and focus is None:
        raise click.UsageError("--steps is counted from an entity: name it with --focus")
    _refuse_contradictions(format_, shaping, parting, variant, output)
    opened = options.at(open_project(root), as_of, known_by)
    graph = opened.graph
    name = "" if focus is None else find_entity(graph, focus).id
    if stages or name:
        graph = graph.select(stages=stages, focus=name, steps=steps or 1)
    if any(shaping.values()):
        graph = graph.shaped(fold=fold or "", negative=bool(include), all_entities=all_entities)
    show_warnings(opened)
    written = export(
        Opened(opened.root, graph, opened.warnings),
        NAMES if format_ == _ALL else [format_],
        output,
        marks=_marks(
            fold,
            *stages,
            name,
            steps and f"{steps}-steps",
            include,
            all_entities and "all",
            as_of and f"as-of-{as_of}",
            known_by and f"known-by-{known_by}",
        ),
        variant=variant,
    )
    show_written(written)
    for item in written:
        if item.path != STDOUT:
            click.echo(shown_path(item.path))


def _marks(*marks: str | int | bool | dt.date | None) -> list[str]:
    """Return what tells the file of a part from that of the whole, so that none takes its place."""
    return [str(mark) for mark in marks if mark]


def _refuse_contradictions(
    format_: str,
    shaping: Mapping[str, bool],
    parting: Mapping[str, bool],
    variant: str,
    output: Path | None,
) -> None:
    """Raise UsageError for options that one format, or all of them, cannot follow."""
    shapes = [option for option, given in shaping.items() if given]
    parts = [option for option, given in parting.items() if given]
    flags = [f"--{variant}"] if variant else []
    if format_ == _ALL:
        if output is not None:
            raise click.UsageError("all formats go into exports/: leave out -o, or name one format")
        for option in (*parts, *shapes, *flags):
            raise click.UsageError(f"{option} is for one format: name one instead of all")
        return
    chosen = exporter(format_)
    if shapes and not chosen.is_network:
        names = ", ".join(made.name for made in exporters.EXPORTERS if made.is_network)
        raise click.UsageError(f"{shapes[0]} is for nodes and edges: choose one of {names}")
    if parts and chosen.is_whole:
        raise click.UsageError(f"{format_} holds everything: leave out {parts[0]}")
    if variant and variant not in chosen.variants:
        raise click.UsageError(f"--{variant} is a form of {VARIANTS[variant]}: choose that")
