"""Tests of ``graphkit verify``."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.reading.wire import RECOGNITION, write_wire

TENTH = "{source: wire-report, at: p10}"
NOTED = {TENTH: "{source: wire-report, at: p3, note: the other state is that of p10}"}
UNCONFIRMED = {RECOGNITION: "{source: wire-report, at: p1}"}


def test_clean(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all is confirmed there is one line, of counts."""
    root, texts = write_wire(tmp_path)
    monkeypatch.chdir(root)
    done = run("verify", "--texts", texts)
    assert done == (0, "9 confirmed, 0 noted, 0 unconfirmed, 2 without text\n", "")


def test_unconfirmed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is unconfirmed is told as `check` tells problems, with paths that can be opened."""
    root, texts = write_wire(tmp_path, UNCONFIRMED)
    monkeypatch.chdir(root)
    done = run("verify", "--texts", texts)
    assert (done.status, done.out) == (1, "8 confirmed, 0 noted, 1 unconfirmed, 2 without text\n")
    assert done.err.startswith("seeds/facts.yaml:6:16: not-mentioned: p1 of wire-report, ")
    assert done.err.count("    hint: ") == 1
    monkeypatch.chdir(tmp_path)
    done = run("verify", "--texts", texts, "--project", "project", "--all", "--format", "csv")
    assert done.err.startswith("project/seeds/facts.yaml:6:16: ")
    assert done.out.splitlines()[1].startswith("project/seeds/facts.yaml:6:16,unconfirmed,")


def test_noted(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What rests on its note is listed apart, on demand, and is no failure."""
    root, texts = write_wire(tmp_path, NOTED)
    monkeypatch.chdir(root)
    done = run("verify", "--texts", texts)
    assert done == (0, "8 confirmed, 1 noted, 0 unconfirmed, 2 without text\n", "")
    done = run("verify", "--texts", texts, "--all")
    assert (done.status, done.err) == (0, "")
    head, _, row, counts = done.out.splitlines()
    assert head.split() == ["place", "verdict", "of", "source", "at", "not", "mentioned", "note"]
    assert [cell.strip() for cell in row.split("  ") if cell.strip()] == [
        "seeds/facts.yaml:11:16", "noted", "kazakhstan-has-diplomatic-relations-with-israel",
        "wire-report", "p3", "the subject Kazakhstan", "the other state is that of p10",
    ]  # fmt: skip
    assert counts == "8 confirmed, 1 noted, 0 unconfirmed, 2 without text"


def test_rows_alone_on_stdout(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a form for programs stdout has rows and nothing else."""
    root, texts = write_wire(tmp_path, NOTED | UNCONFIRMED)
    monkeypatch.chdir(root)
    for arguments, verdicts in (([], ["unconfirmed"]), (["--all"], ["unconfirmed", "noted"])):
        done = run("verify", "--texts", texts, "--format", "csv", *arguments)
        assert done.status == 1
        rows = list(csv.DictReader(io.StringIO(done.out)))
        assert [row["verdict"] for row in rows] == verdicts
        assert done.err.endswith("\n7 confirmed, 1 noted, 1 unconfirmed, 2 without text\n")
    assert run("verify", "--texts", texts, "--format", "json").out.startswith("[\n")


def test_changed_text(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed text and a missing one are named at their source, and end with 1."""
    root, texts = write_wire(tmp_path)
    monkeypatch.chdir(root)
    (texts / "wire.txt").write_text("Menu", encoding="utf-8")
    done = run("verify", "--texts", texts)
    assert (done.status, done.out) == (1, "0 confirmed, 0 noted, 9 unconfirmed, 2 without text\n")
    assert done.err.startswith("seeds/sources.yaml:7:11: text-changed: ")
    (texts / "wire.txt").unlink()
    done = run("verify", "--texts", texts)
    assert done.status == 1
    assert done.err.startswith("seeds/sources.yaml:7:11: text-missing: ")


def test_bad_data(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with errors is not looked up: its problems come first."""
    root, texts = write_wire(tmp_path, {RECOGNITION: "{source: wire-reprot, at: p9}"})
    monkeypatch.chdir(root)
    for name in ("verify", "coverage"):
        done = run(name, "--texts", texts)
        assert (done.status, done.out) == (1, "")
        assert 'unknown-source: "wire-reprot" is no source' in done.err
        assert 'did you mean "wire-report"?' in done.err
