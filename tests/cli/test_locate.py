"""Tests of ``graphkit locate``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.reading.wire import write_wire


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the text of the small project, which is made the current one."""
    root, texts = write_wire(tmp_path)
    monkeypatch.chdir(root)
    monkeypatch.delenv("GRAPHKIT_TEXTS", raising=False)
    return texts


def test_one_hit(run: Run, texts: Path) -> None:
    """One hit is two locators, ready to be copied."""
    done = run("locate", "wire-report", "RECOGNIZED  israel", "--texts", texts)
    assert done == (0, "p9\np9:11-28\n", "")


def test_several_hits(run: Run, texts: Path) -> None:
    """Several hits are rows with what is around them, in any form."""
    done = run("locate", "wire-report", "the abraham accords", "--texts", texts)
    assert (done.status, done.err) == (0, "")
    assert [line.split()[:2] for line in done.out.splitlines()[2:]] == [
        ["p1", "p1:29-48"],
        ["p3", "p3:17-36"],
    ]
    arguments = ("locate", "wire-report", "recognized israel", "--texts", texts, "--format", "json")
    assert json.loads(run(*arguments).out) == [
        {
            "paragraph": "p9",
            "words": "p9:11-28",
            "context": "Kazakhstan recognized Israel in 1992.",
        }
    ]


def test_no_hit(run: Run, texts: Path) -> None:
    """What is not there is no mistake of use; the nearest words are named on stderr."""
    done = run("locate", "wire-report", "recognised Israel", "--texts", texts)
    near = 'the nearest are at p9:11-28: "recognized Israel"'
    assert done == (0, "", f"no such words in wire-report; {near}\n")
    done = run("locate", "wire-report", "gymnasts", "--texts", texts, "--format", "json")
    assert done == (0, "[]\n", "no such words in wire-report; none near\n")


def test_folder_from_the_environment(
    run: Run, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --texts the folder is that of GRAPHKIT_TEXTS, and the help says so."""
    monkeypatch.setenv("GRAPHKIT_TEXTS", str(texts))
    assert run("locate", "wire-report", "menu").out == "p8\np8:0-4\n"
    assert "GRAPHKIT_TEXTS" in run("locate", "--help").out
    other = run("locate", "wire-report", "menu", "--texts", texts / "gone")
    assert (other.status, "is no folder" in other.err) == (2, True)


@pytest.mark.parametrize("name", ["locate", "verify", "coverage"])
@pytest.mark.usefixtures("texts")
def test_no_folder(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder, or with an empty variable, one line says how to name one."""
    arguments = ["wire-report", "menu"] if name == "locate" else []
    for value in (None, ""):
        if value is not None:
            monkeypatch.setenv("GRAPHKIT_TEXTS", value)
        done = run(name, *arguments)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
        assert "--texts DIR, or the environment variable GRAPHKIT_TEXTS" in done.err
    for wrong in ("gone", "seeds/graph.yaml"):
        done = run(name, *arguments, "--texts", wrong)
        assert (done.status, done.out) == (2, "")
        line = f"graphkit: {wrong} is no folder: name the one that holds the texts\n"
        assert done.err == line


def test_unknown_source(run: Run, texts: Path) -> None:
    """A misspelt source is named with the one that may be meant."""
    done = run("locate", "wire-reprot", "menu", "--texts", texts)
    assert done == (
        2, "", 'graphkit: there is no source "wire-reprot": did you mean "wire-report"?\n'
    )  # fmt: skip


def test_missing_text(run: Run, texts: Path) -> None:
    """A text that is not in the folder is one line."""
    (texts / "wire.txt").unlink()
    done = run("locate", "wire-report", "menu", "--texts", texts)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("graphkit: wire.txt, the text of wire-report, cannot be read: ")


def test_changed_text(run: Run, texts: Path) -> None:
    """Words of a changed text are found, with its problem on stderr."""
    (texts / "wire.txt").write_text("Menu", encoding="utf-8")
    done = run("locate", "wire-report", "menu", "--texts", texts)
    assert (done.status, done.out) == (0, "p1\np1:0-4\n")
    assert done.err.startswith("seeds/sources.yaml:7:11: text-changed: ")
