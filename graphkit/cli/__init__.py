"""The command ``graphkit``: options in, use cases called, text out.

Each command stands in a module of its own, which is imported when the command is used or its
help is asked for: ``graphkit --help`` loads click and nothing heavy.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from graphkit.cli.lazy import LazyGroup
from graphkit.errors import BadData, GraphkitError

#: Every command with its one line of help, in the order of ``graphkit --help``. The command
#: ``name`` is the function ``command`` in ``graphkit.cli.name``, with an underscore behind a word
#: of Python.
COMMANDS = {
    "check": "Check the facts and name every mistake with its place.",
    "render": "Make the interactive page.",
    "import": "Make facts of tables of events, and of Wikidata.",
    "bulk": "Make facts of events by the million, on one machine or a cluster.",
    "export": "Write one format, or all of them.",
    "build": "Check, store the layout and write every export.",
    "layout": "Store a place for every node.",
    "query": "Ask the graph, or RDF files, in SPARQL.",
    "serve": "Serve the page, the graph and a SPARQL endpoint.",
    "show": "Show what is known of an entity, and who says so.",
    "timeline": "List what happened, stage by stage, in the order of days.",
    "count": "Count the facts of a relation, under each position of a dispute.",
    "diff": "Tell what changed between two days, revisions or exported files.",
    "aggregate": "Count who did what to whom, in each month or year.",
    "path": "Find the shortest connections between two entities.",
    "stats": "Count the facts, and name what stands out.",
    "locate": "Find words in the text of a source.",
    "verify": "Look up every piece of evidence in the texts.",
    "coverage": "Find the paragraphs that were not curated.",
}


class Commands(LazyGroup):
    """The commands, whose errors end in one line."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what click's own returns
        """Run a command; this is the only place where errors become text and exit statuses."""
        try:
            return super().invoke(ctx)
        except BadData as error:
            from graphkit.cli.messages import show_problems

            show_problems(error.problems, error.root)
            click.echo(f"{error}. Nothing was written.", err=True)
            ctx.exit(error.exit_status)
        except GraphkitError as error:
            click.echo(f"graphkit: {error}", err=True)
            ctx.exit(error.exit_status)
        except BrokenPipeError:
            _leave_pipe()
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            reason = error.strerror or str(error)
            click.echo(f"graphkit: {place}{reason}: see that it is there and free", err=True)
            ctx.exit(GraphkitError.exit_status)


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if wanted:
        from importlib.metadata import version

        click.echo(f"graphkit {version('graphkit-diplomacy')}")
        ctx.exit()


@click.group(
    cls=Commands,
    listed=COMMANDS,
    home="graphkit.cli.",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: graphkit render && open exports/graph.html",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def group() -> None:
    """Dated, sourced facts about diplomatic relations as one graph."""


def main() -> None:
    """Run the command line and end the process: 0 done, 1 bad data, 2 wrong use, 130 Ctrl-C."""
    try:
        status = group.main(prog_name="graphkit", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("", err=True)
        sys.exit(130)
    except click.ClickException as error:
        path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
        hint = f" (see {path} --help)" if path else ""
        message = " ".join(error.format_message().split())
        click.echo(f"{path or 'graphkit'}: {message}{hint}", err=True)
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)


def _leave_pipe() -> None:
    """Say no more: the reader has gone, as in `graphkit query … | head`.

    click would end the process with 1, which here means bad data.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
