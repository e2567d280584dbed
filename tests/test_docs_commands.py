"""Tests of docs/commands.md: every output is what the command prints."""

from __future__ import annotations

import re

from docs import commands

TEXT = commands.PAGE.read_text(encoding="utf-8")
READING = ("show", "timeline", "count", "diff", "path", "stats")


def test_outputs_are_fresh() -> None:
    """The outputs are those of the shipped project."""
    stale = "docs/commands.md is stale: run python docs/commands.py and look at the difference"
    assert commands.render_page(TEXT) == TEXT, stale


def test_every_command_has_an_output() -> None:
    """Each command for reading has a heading and an example with a result."""
    told = re.findall(r"<!-- output: \d+ -->\n+```console\n\$ graphkit (\w+).*\n(.+)\n", TEXT)
    assert {name for name, _ in told} == set(READING)
    for name in READING:
        assert f"\n## {name}\n" in TEXT
        assert f"(#{name})" in TEXT


def test_stale_output_is_seen() -> None:
    """An output that was edited by hand is written anew."""
    edited = TEXT.replace("4 = 3 + 1 (Sudan)", "5 = 3 + 2 (Sudan)")
    assert edited != TEXT
    assert commands.render_page(edited) == TEXT
