"""Tests of ``graphkit stats``."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.running import Run


@pytest.mark.usefixtures("root")
def test_tables(run: Run) -> None:
    """Each part is a table; of what rests on one source the number alone is told."""
    done = run("stats")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("A small project, as of 7 November 2025\n\nEntities with a fact")
    assert "\nFacts that rest on one source: 8 of 8, listed with --format csv\n" in done.out
    assert "\nPageRank: " in done.out


@pytest.mark.usefixtures("root")
def test_rows(run: Run) -> None:
    """Programs get every row, those behind the numbers too."""
    rows = list(csv.DictReader(io.StringIO(run("stats", "--format", "csv").out)))
    assert json.loads(run("stats", "--format", "json").out) == rows
    alone = [row["id"] for row in rows if row["part"] == "Facts that rest on one source"]
    assert "kazakhstan-recognized-israel" in alone
    assert len(alone) == 8


@pytest.mark.usefixtures("root")
def test_clocks(run: Run) -> None:
    """What was not public is not counted."""
    done = run("stats", "--known-by", "2025-11-06", "--as-of", "2025-11-06")
    assert "known by 6 November 2025" in done.out
    assert "recognized" not in done.out
