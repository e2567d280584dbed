"""Groups of commands of which none is imported before it is asked for."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that imports a command when it is needed, and lists all without any."""

    def __init__(self, *args: Any, listed: Mapping[str, str], home: str, **options: Any) -> None:  # noqa: ANN401 - click's own
        """Take the commands.

        Args:
            args: Of click's group.
            listed: The line of help of each command by its name.
            home: What the names of their modules begin with; each holds ``command``.
            options: Of click's group.
        """
        super().__init__(*args, **options)
        self._listed = listed
        self._home = home

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(self._listed)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import one command; none for a name that is none."""
        if name not in self._listed:
            return None
        module = f"{self._home}{name}{'_' if keyword.iskeyword(name) else ''}"
        command: click.Command = importlib.import_module(module).command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._listed.items()))
