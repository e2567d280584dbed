"""Tests of ``graphkit export``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.exporters import EXPORTERS
from tests.cli.running import Run, files

NAMES = [(exporter.name, exporter.suffix) for exporter in EXPORTERS]


@pytest.mark.parametrize(("name", "suffix"), NAMES)
def test_one_format(run: Run, root: Path, name: str, suffix: str) -> None:
    """A format goes into ``exports/`` of the project, and its path is the only line of stdout."""
    done = run("export", name)
    assert (done.status, done.out) == (0, f"exports/graph{suffix}\n")
    assert [path.name for path in (root / "exports").iterdir()] == [f"graph{suffix}"]


def test_all_formats(run: Run, root: Path) -> None:
    """``all`` writes every format, and names each on a line of its own."""
    done = run("export", "all")
    assert done.status == 0
    assert done.out.splitlines() == [f"exports/graph{suffix}" for _, suffix in NAMES]
    assert {path.name for path in (root / "exports").iterdir()} == {
        f"graph{suffix}" for _, suffix in NAMES
    }


@pytest.mark.parametrize(("name", "suffix"), NAMES)
def test_output(run: Run, root: Path, name: str, suffix: str) -> None:
    """With ``-o`` the same bytes go to another file or to stdout, and nowhere else."""
    run("export", name)
    expected = (root / "exports" / f"graph{suffix}").read_bytes()
    before = set(files(root))
    done = run("export", name, "-o", f"other{suffix}")
    assert (done.status, done.out) == (0, f"other{suffix}\n")
    assert (root / f"other{suffix}").read_bytes() == expected
    done = run("export", name, "--output", "-")
    assert (done.status, done.out) == (0, expected.decode("utf-8"))
    assert set(files(root)) == before | {f"other{suffix}"}


def test_from_another_folder(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports go into the project wherever the command is run, ``-o`` to the current folder."""
    outside = root.parent / "outside"
    outside.mkdir()
    monkeypatch.chdir(outside)
    done = run("export", "turtle", "--project", root)
    assert done.out == f"{root / 'exports' / 'graph.ttl'}\n"
    assert run("export", "turtle", "--project", "../project", "-o", "here.ttl").out == "here.ttl\n"
    assert [path.name for path in outside.iterdir()] == ["here.ttl"]


def test_losses_are_told(run: Run, root: Path) -> None:
    """What a format cannot carry is told on stderr, so that stdout can be piped."""
    (root / "seeds" / "graph.yaml").touch()
    done = run("export", "graphml", "-o", "-")
    assert done.err.startswith("graphml: left out or simplified: ")
    assert done.out.startswith("<?xml")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("graph.html", "ends in .html, but turtle is written to .ttl files"),
        ("gone/graph.ttl", "the folder gone does not exist: make it or name another"),
        ("seeds", "seeds is not a file: name another output"),
        ("seeds/graph.yaml/x.ttl", "the folder seeds/graph.yaml does not exist"),
        (f"{'a' * 300}.ttl", "cannot be written (File name too long)"),
    ],
)
def test_bad_output(run: Run, root: Path, output: str, words: str) -> None:
    """A place that cannot be written to ends with 2 and one line, and nothing is written."""
    before = files(root)
    done = run("export", "turtle", "-o", output)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("graphkit: ")
    assert words in done.err
    assert done.err.count("\n") == 1
    assert files(root) == before


def test_exports_is_a_file(run: Run, root: Path) -> None:
    """A file in the place of the folder for exports is one line, and it stays."""
    (root / "exports").write_text("mine", encoding="utf-8")
    done = run("export", "turtle")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "exports" in done.err
    assert (root / "exports").read_text(encoding="utf-8") == "mine"


def test_failing_write_keeps_the_old_export(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full at the last step, the old export is still there and whole."""
    run("export", "turtle")
    before = files(root)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", refuse)
    done = run("export", "turtle")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert files(root) == before


def test_clocks(run: Run, root: Path) -> None:
    """``--as-of`` and ``--known-by`` turn the view, and the file says so."""
    whole = run("export", "turtle", "-o", "-").out
    assert 'gk:asOf "2025-11-07"' in whole
    past = run("export", "turtle", "--as-of", "1999-12-31", "-o", "-").out
    assert 'gk:asOf "1999-12-31"' in past
    known = run("export", "turtle", "--known-by", "2025-11-06", "-o", "-").out
    assert 'gk:knownBy "2025-11-06"' in known
    assert len({whole, past, known}) == 3
    assert not (root / "exports").exists()
