"""``graphkit serve``."""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections.abc import Sequence
from pathlib import Path

import click

from graphkit.build import Opened
from graphkit.cli import options
from graphkit.cli.messages import show_problems, show_warnings
from graphkit.errors import GraphkitError
from graphkit.problems import Problem

#: What the extra brings; the rest of graphkit does without.
_EXTRA = ("starlette", "uvicorn")


@click.command(epilog="Example: graphkit serve --watch --port 8080")
@options.project
@options.clocks
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help="Address to serve at; 0.0.0.0 is every address of this machine.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
    help="Port to serve at; 0 is any that is free.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Serve each good edit of the project at once.")
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    root: Path,
    as_of: dt.date | None,
    known_by: dt.date | None,
    host: str,
    port: int,
    watch: bool,  # noqa: FBT001 - click gives it by name
) -> None:
    """Serve the page, the graph and a SPARQL endpoint.

    Over HTTP, / is the page, /sparql the endpoint with a form for people, /graph the exports,
    /ontology the ontology, /id/NAME an entity, /id/fact/NAME a fact and /status what is served.
    Nothing can be changed there. Ctrl-C ends it.
    """
    if not all(importlib.util.find_spec(name) for name in _EXTRA):
        raise GraphkitError(
            "serving needs an extra: install it with pip install 'graphkit-diplomacy[serve]'"
        )
    from graphkit.serving.running import Place, serve
    from graphkit.serving.site import Clocks

    serve(root, Clocks(as_of, known_by), Place(host, port), _Telling(root), watch=watch)


class _Telling:
    """Says on the terminal what happens."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def opened(self, opened: Opened) -> None:
        """Show the warnings of the project."""
        show_warnings(opened)

    def ready(self, address: str) -> None:
        """Say where to look."""
        click.echo(address)

    def reloaded(self, summary: str) -> None:
        """Say that an edit is served."""
        click.echo(f"reloaded: {summary}", err=True)

    def kept(self, problems: Sequence[Problem], reason: str) -> None:
        """Say why an edit is not served."""
        show_problems(problems, self._root)
        if reason:
            click.echo(f"graphkit: {reason}", err=True)
        click.echo("The last good graph is still served.", err=True)
