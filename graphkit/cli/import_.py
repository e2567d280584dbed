"""``graphkit import``: the group; each kind of file has a module of its own."""

from __future__ import annotations

import importlib

import click

#: What can be imported, with its line of help. The command ``name`` is the function ``command``
#: in ``graphkit.cli.import_name``.
KINDS = {
    "events": "Make facts of a table of dated events.",
    "wikidata": "Make facts of Wikidata's entities.",
}


class Kinds(click.Group):
    """A group that imports a command when it is needed."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all kinds."""
        return list(KINDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import one command; none for a name that is none."""
        if name not in KINDS:
            return None
        command: click.Command = importlib.import_module(f"graphkit.cli.import_{name}").command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list from `KINDS`, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(KINDS.items()))


@click.group(
    cls=Kinds,
    epilog="Example: graphkit import events icews.tsv --mapping icews -o events",
)
def command() -> None:
    """Make facts of tables of events, and of Wikidata.

    What could not be taken over is told on stderr, by reason and with samples.
    """
