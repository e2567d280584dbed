"""Tests of graphkit.cli.messages: numbers with their nouns, paths as a reader types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.cli.messages import counted, show_problems, shown_path
from graphkit.problems import Place, Problem


def test_counted() -> None:
    """A number of things has the form of its noun."""
    assert counted(0, "error") == "0 errors"
    assert counted(1, "error") == "1 error"
    assert counted(2, "error") == "2 errors"
    assert counted(2, "entity", "entities") == "2 entities"
    assert counted(1, "entity", "entities") == "1 entity"


def test_shown_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path below the current folder is told from there, another one in full."""
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "a" / "b.ttl") == str(Path("a", "b.ttl"))
    assert shown_path(Path("a.ttl")) == "a.ttl"
    outside = tmp_path.parent / "b.ttl"
    assert shown_path(outside) == str(outside)


def test_problems_without_a_project(capsys: pytest.CaptureFixture[str]) -> None:
    """Problems of no project keep their paths."""
    show_problems([Problem(Place("a.yaml", 2, 3), "bad-id", "m", "h")])
    assert capsys.readouterr() == ("", "a.yaml:2:3: bad-id: m\n    hint: h\n")
