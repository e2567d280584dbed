"""Fixtures for the tests of the command: a small project, and the command run in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run, runner
from tests.projects import write_project


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``graphkit`` with arguments, in this process."""
    return runner(capsys, monkeypatch)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the small project, which is made the current one."""
    write_project(tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"
