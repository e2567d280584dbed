"""Tests of ``graphkit count``."""

from __future__ import annotations

import json

import pytest

from graphkit.resources import example_folder
from tests.cli.running import Run


@pytest.mark.parametrize(
    ("day", "committed", "possible"), [("2025-11-05", "", "1"), ("2025-11-07", "1", "")]
)
def test_shipped(run: Run, day: str, committed: str, possible: str) -> None:
    """Three without dispute, four with Sudan; Kazakhstan is never among them."""
    words = ("count", "abraham-accords", "joined", "--as-of", day, "--format", "json")
    rows = json.loads(run(*words, "--project", example_folder()).out)
    totals = [(row["part"], row["facts"], row["total"]) for row in rows[:4]]
    assert totals == [
        ("undisputed", "3", "3"),
        ("position", "1", "4"),
        ("position", "0", ""),
        ("position", "0", ""),
    ]
    assert all("Kazakhstan" not in row["who"] for row in rows[:4])
    apart = {row["part"]: row for row in rows[4:]}
    assert apart.get("committed", {}).get("facts", "") == committed
    assert apart.get("possible", {}).get("facts", "") == possible
    assert {row["total"] for row in apart.values()} == {""}


@pytest.mark.usefixtures("root")
def test_text_and_subject(run: Run) -> None:
    """The entity may be the subject; a label of the relation will do."""
    done = run("count", "kazakhstan", "diplomatic relations", "--as-of", "2025-11-06")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Kazakhstan · diplomatic relations\n")
    assert "\n1 holds\n" in done.out
    assert run("count", "kazakhstan", "joined", "--format", "markdown").out.startswith("# Kaz")


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("words", [("kazakhstan", "joind"), ("kazakstan", "joined")])
def test_unknown_word(run: Run, words: tuple[str, str]) -> None:
    """An unknown entity or relation ends with 2 and a did you mean."""
    done = run("count", *words)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "did you mean" in done.err
