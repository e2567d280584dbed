"""Tests of ``graphkit timeline``."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.running import Run


@pytest.mark.usefixtures("root")
def test_timeline(run: Run) -> None:
    """A table for readers; programs get ids as well, in the same order."""
    done = run("timeline", "Accords")
    assert (done.status, done.err) == (0, "")
    assert done.out.split()[:6] == ["date", "from", "stage", "what", "agent", "sources"]
    assert "Kazakhstan joined Accords (announced)" in done.out
    rows = list(csv.DictReader(io.StringIO(run("timeline", "Accords", "--format", "csv").out)))
    assert json.loads(run("timeline", "Accords", "--format", "json").out) == rows
    assert rows[0]["id"] == "kazakhstan-joined-abraham-accords"
    assert (rows[0]["from"], rows[0]["until"]) == ("2025-11-06", "2025-11-06")
    assert rows[0]["source_ids"] == "wire-report"
    markdown = run("timeline", "Accords", "--format", "markdown").out.splitlines()
    assert len(markdown) == len(rows) + 2


@pytest.mark.usefixtures("root")
def test_everything_and_clocks(run: Run) -> None:
    """Without an entity everything is listed, events too; the clocks take away."""
    out = run("timeline").out
    assert " event " in out
    assert "Kazakhstan recognized Israel" in out
    early = run("timeline", "--as-of", "1992-06-01").out
    assert "possibly in force" in early
    assert " event " not in early
    assert "recognized" not in run("timeline", "--known-by", "2025-11-06").out


@pytest.mark.usefixtures("root")
def test_unknown_entity(run: Run) -> None:
    """A word that means nothing ends with 2 and one line."""
    done = run("timeline", "nowhere")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
