# ruff: noqa: INP001 - docs/ is a folder of pages and no package; only tests import this
"""Rewrite the outputs in ``docs/commands.md``: ``python docs/commands.py``.

Below ``<!-- output: N -->`` stands a command with what it prints for the shipped project on a
terminal of 100 columns, N lines of it. ``tests/test_docs_commands.py`` fails where one is stale.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from unittest import mock

from click.testing import CliRunner

from graphkit.cli import group
from graphkit.resources import example_folder

PAGE = Path(__file__).resolve().parent / "commands.md"
WIDTH = 100

_OUTPUT = re.compile(
    r"(<!-- output: (?P<most>[0-9]+) -->\n+```console\n\$ graphkit (?P<words>[^\n]+)\n)"
    r".*?(\n```\n)",
    re.DOTALL,
)


def render_page(text: str) -> str:
    """Return the page with each output as it should be."""

    def output(match: re.Match[str]) -> str:
        lines = run(match["words"]).rstrip("\n").split("\n")
        most = int(match["most"])
        shown = lines if len(lines) <= most else [*lines[:most], "…"]
        return "\n".join([match[1].rstrip("\n"), *shown]) + "\n```\n"

    return _OUTPUT.sub(output, text)


def run(words: str) -> str:
    """Return what a command prints.

    Raises:
        RuntimeError: It does not end with 0.
    """
    arguments = [*shlex.split(words), "--project", str(example_folder())]
    width = mock.Mock(return_value=WIDTH)
    with (
        mock.patch("graphkit.cli.tables.terminal_width", width),
        mock.patch("graphkit.cli.documents.terminal_width", width),
    ):
        done = CliRunner().invoke(group, arguments, prog_name="graphkit")
    if done.exit_code:
        raise RuntimeError(f"graphkit {words}: {done.output}")
    return done.stdout


def main() -> None:
    """Rewrite the page and say whether it changed."""
    old = PAGE.read_text(encoding="utf-8")
    new = render_page(old)
    if new != old:
        PAGE.write_text(new, encoding="utf-8", newline="\n")
    sys.stdout.write(f"docs/{PAGE.name}: {'rewritten' if new != old else 'up to date'}\n")


if __name__ == "__main__":
    main()
