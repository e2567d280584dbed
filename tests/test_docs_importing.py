"""Tests of docs/importing.md: its example runs, and it tells of every reason and suffix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphkit.importers.event_rows import REASONS
from graphkit.importers.tables import SUFFIXES
from graphkit.mapping import shipped_mappings
from tests.cli.running import runner

TEXT = (Path(__file__).parents[1] / "docs" / "importing.md").read_text(encoding="utf-8")


def test_the_example(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The table on the page gives what the page shows."""
    table, shown = re.findall(r"```(?:console)?\n(.*?)```", TEXT, re.DOTALL)[:2]
    command, _, output = shown.partition("\n")
    monkeypatch.chdir(tmp_path)
    Path("events.tsv").write_text(table, encoding="utf-8")
    done = runner(capsys, monkeypatch)(*command.split()[2:])
    assert (done.status, done.err + done.out) == (0, output)


def test_all_is_told() -> None:
    """Each reason, suffix and shipped mapping stands on the page."""
    assert re.findall(r"^\| `([a-z]+(?:-[a-z]+)+)` \|", TEXT, re.MULTILINE) == list(REASONS)
    assert all(f"`{suffix}`" in TEXT for suffix in SUFFIXES)
    assert all(f"`{name}`" in TEXT for name in shipped_mappings())
