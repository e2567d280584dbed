"""Tests of ``graphkit diff``."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.reading.test_revisions import CLEAN, commit, git


@pytest.mark.usefixtures("root")
def test_dates(run: Run) -> None:
    """What changed between two days is told in words; a difference is no error."""
    done = run("diff", "--dates", "2025-11-05", "2025-11-06")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("From 5 November 2025 to 6 November 2025\n")
    assert "Kazakhstan · joined · Abraham Accords: announced by Donald Trump" in done.out
    same = run("diff", "--dates", "2025-11-05", "2025-11-05")
    assert same.out.endswith("\nNothing changed.\n")
    rows = csv.DictReader(
        io.StringIO(run("diff", "--dates", "2025-11-05", "2025-11-06", "--format", "csv").out)
    )
    assert "came" in {row["change"] for row in rows}
    known = run("diff", "--dates", "2025-11-05", "2025-11-06", "--known-by", "2025-11-06")
    assert ", known by 6 November 2025\n" in known.out


def test_revisions(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two revisions of the project in words; the day of each is told where it moved."""
    for name, value in CLEAN.items():
        monkeypatch.setenv(name, value)
    git(root, "init", "-q")
    commit(root, "one")
    facts = root / "seeds" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("stage: announced", "stage: signed"), "utf-8")
    commit(root, "two")
    done = run("diff", "--revisions", "one", "two")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("From revision one to two, as of 7 November 2025\n")
    moved = "moved from announced by Donald Trump to signed by Donald Trump · 2025-11-06"
    assert f"Kazakhstan · joined · Abraham Accords: {moved}" in done.out
    assert run("diff", "--revisions", "one", "one").out.endswith("\nNothing changed.\n")
    before = run("diff", "--revisions", "one", "two", "--as-of", "2025-11-05")
    assert "as of 5 November 2025" in before.out
    graph = root / "seeds" / "graph.yaml"
    graph.write_text(graph.read_text("utf-8").replace("2025-11-07", "2025-11-08"), "utf-8")
    commit(root, "three")
    assert "one, as of 7 November 2025, to three, as of 8 November 2025\n" in (
        run("diff", "--revisions", "one", "three").out
    )


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--dates", "2025-11-05"],
        ["--dates", "2025-11-05", "soon"],
        ["--dates", "2025-11-05", "2025-11-06", "--revisions", "a", "b"],
        ["--dates", "2025-11-05", "2025-11-06", "--as-of", "2025-11-05"],
    ],
    ids=" ".join,
)
def test_wrong_use(run: Run, words: list[str]) -> None:
    """Wrong use ends with 2 and one line."""
    done = run("diff", *words)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


def test_bad_revision(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown revision ends with 2, one with errors in its data with 1; both in one line."""
    for name, value in CLEAN.items():
        monkeypatch.setenv(name, value)
    git(root, "init", "-q")
    commit(root, "one")
    done = run("diff", "--revisions", "one", "none")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    (root / "seeds" / "bad.yaml").write_text("facts: 1\n", encoding="utf-8")
    commit(root, "two")
    done = run("diff", "--revisions", "one", "two")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "seeds/bad.yaml:1:8" in done.err
