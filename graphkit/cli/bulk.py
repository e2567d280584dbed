"""``graphkit bulk``."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from graphkit.bulk.outputs import OUTPUTS, USUAL
from graphkit.bulk.running import Bulk, NothingInBulk, bulk
from graphkit.bulk.session import ENGINES, SAIL
from graphkit.cli.importing import show_left_out
from graphkit.cli.messages import counted, shown_path
from graphkit.mapping import shipped_mappings

_HELP = """Make facts of events by the million, on one machine or a cluster.

Each FILE is a table, or a folder of tables: tab-separated, CSV, JSON lines or Parquet, all with
the same columns. The facts are those of graphkit import events, to the last row, and are
written as tables. All of them are written or nothing, each as a folder in DIR:

\b
"""


def _written(_ctx: click.Context, _option: click.Parameter, text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(filter(None, (name.strip() for name in text.split(",")))))
    for name in names:
        if name not in OUTPUTS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(OUTPUTS)}")
    if not names:
        raise click.BadParameter(f"name what to write: {', '.join(OUTPUTS)}")
    return names


@click.command(
    help=_HELP + "".join(f"{name:<11}{about}\n" for name, (about, _) in OUTPUTS.items()),
    epilog="Example: graphkit bulk events/*.tsv --mapping icews -o made",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--mapping", required=True, metavar="NAME|FILE",
    help=f"What the columns mean: {', '.join(shipped_mappings())}, or a YAML file of your own.",
)  # fmt: skip
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR",
    help="A folder that is new or empty.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(ENGINES), default=SAIL,
    help="Sail, which runs in this process, or Apache Spark.",
)  # fmt: skip
@click.option(
    "--master", default="", metavar="URL",
    help="Of Spark: local[4], spark://HOST:7077, yarn, sc://HOST:15002 …; by default this machine.",
)  # fmt: skip
@click.option(
    "--write", default=",".join(USUAL), metavar="NAME,…", callback=_written,
    help=f"What to write, by default {','.join(USUAL)}.",
)  # fmt: skip
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    files: tuple[Path, ...],
    mapping: str,
    output: Path,
    engine: str,
    master: str,
    write: tuple[str, ...],
) -> None:
    """Run an engine over tables of events."""
    try:
        with _ended_tidily():
            made = bulk(files, mapping, output, engine=engine, master=master, write=write)
    except NothingInBulk as error:
        _report(error.bulk)
        raise
    _report(made)
    sizes = (
        f"{name} {size:,}" if size is not None else name for name, size in made.written.items()
    )
    click.echo(f"{shown_path(output)}: {', '.join(sizes)}")


@contextlib.contextmanager
def _ended_tidily() -> Iterator[None]:
    """Let SIGTERM, by which schedulers end a run, unwind as an interrupt does."""
    heard: list[int] = []

    def end(number: int, _frame: object) -> NoReturn:
        heard.append(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except (Exception, KeyboardInterrupt):
        # An engine may hear it first, and what it says then is no fault of the tables.
        if heard:
            sys.stdout.flush()
            sys.stderr.flush()
            # At once: to end the threads of an engine can take a minute.
            os._exit(128 + heard[0])
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(made: Bulk) -> None:
    """Write to stderr what became of the rows."""
    click.echo(f"{counted(made.rows, 'row')}, {made.taken:,} taken", err=True)
    show_left_out(made.left_out)
