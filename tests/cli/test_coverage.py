"""Tests of ``graphkit coverage``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.reading.wire import write_wire


def test_clean(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing was forgotten there are the counts of each source."""
    root, texts = write_wire(tmp_path)
    monkeypatch.chdir(root)
    done = run("coverage", "--texts", texts)
    assert (done.status, done.err) == (0, "")
    head, _, row, counts = done.out.splitlines()
    assert head.split() == ["source", "paragraphs", "evidence", "left", "out", "uncovered"]
    assert row.split() == ["wire-report", "10", "8", "2", "0"]
    assert counts == "none uncovered of 10 paragraphs"


def test_uncovered(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A forgotten paragraph is named like a problem of `check`, and ends with 1."""
    root, texts = write_wire(tmp_path, left_out="{p7: byline}")
    monkeypatch.chdir(root)
    done = run("coverage", "--texts", texts, "--format", "json")
    assert done.status == 1
    assert json.loads(done.out) == [
        {
            "source": "wire-report",
            "paragraphs": "10",
            "evidence": "8",
            "left out": "1",
            "uncovered": "1",
        }
    ]
    assert done.err.startswith(
        "seeds/sources.yaml:8:15: uncovered-paragraph: p8 of wire-report is neither evidence nor "
        'left out: "Menu"\n    hint: '
    )
    assert done.err.endswith("\n1 uncovered of 10 paragraphs\n")


def test_warning(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paragraph that is left out and yet evidence is a warning, which fails nothing."""
    root, texts = write_wire(tmp_path, left_out="{p7: byline, p8: menu, p9: a}")
    monkeypatch.chdir(root)
    done = run("coverage", "--texts", texts)
    assert done.status == 0
    assert done.err.startswith("seeds/sources.yaml:8:38: warning: left-out-with-evidence: ")


def test_past_the_end(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of left_out for a paragraph that is not there is an error."""
    root, texts = write_wire(tmp_path, left_out="{p7: byline, p8: menu, p90: a}")
    monkeypatch.chdir(root)
    done = run("coverage", "--texts", texts)
    assert done.status == 1
    assert done.err.startswith("seeds/sources.yaml:8:38: locator-past-end: p90 is past the end ")


def test_no_texts(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its text a source has no row."""
    root, texts = write_wire(tmp_path)
    monkeypatch.chdir(root)
    (texts / "wire.txt").unlink()
    done = run("coverage", "--texts", texts)
    assert (done.status, done.out) == (1, "none uncovered of 0 paragraphs\n")
    assert ": text-missing: " in done.err
