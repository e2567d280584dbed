"""Tests of docs/aggregating.md: its programs run and print what it says, its columns exist."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from graphkit.projections.counts.aggregates import Aggregate
from graphkit.resources import example_folder
from tests.cli.running import Run, runner
from tests.samples import shipped

PAGE = Path(__file__).resolve().parents[1] / "docs" / "aggregating.md"
TEXT = PAGE.read_text(encoding="utf-8")
_BLOCK = re.compile(r"<!-- run: (\w+) -->\n\n```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
PROGRAMS = {name: (code, printed) for name, code, printed in _BLOCK.findall(TEXT)}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``graphkit`` with arguments, in this process."""
    return runner(capsys, monkeypatch)


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each program prints what stands below it: where the seeds changed, paste what it prints."""
    code, printed = PROGRAMS[name]
    (tmp_path / "exports").mkdir()
    monkeypatch.chdir(tmp_path)
    for form in ("csv", "graphml"):
        words = ("--by", "year", "--fold", "states", "--format", form)
        done = run(
            "aggregate", *words, "--project", example_folder(),
            "-o", f"exports/graph-states-by-year.{form}",
        )  # fmt: skip
        assert done.status == 0
        # What the page shows of stderr, up to where it leaves off.
        shown = TEXT.partition("```console\n")[2].partition("…")[0].splitlines()[1:]
        assert done.err.splitlines()[: len(shown)] == shown
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, f"{PAGE.name}: {name}", "exec"), {})  # noqa: S102 - our own page
    assert out.getvalue() == printed


def test_every_python_program_is_run() -> None:
    """There are two, one for the network and one for the table."""
    assert sorted(PROGRAMS) == ["csv", "igraph"]
    assert TEXT.count("```python") == len(PROGRAMS)


def test_every_column_is_told() -> None:
    """The table names each column of a row, and none that there is not."""
    made = shipped().shaped(by="month", fold="states").network
    assert isinstance(made, Aggregate)
    part = TEXT.partition("## What a row tells")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+?`) \|", part, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == {*made.edge_columns, "source", "target"}


def test_the_reasons_are_those_of_the_program() -> None:
    """Each reason that the shipped project has for leaving a fact out is on the page."""
    part = TEXT.partition("## What is not")[2].partition("\n## ")[0]
    made = shipped().shaped(by="month").network
    assert len(made.left_out) > 5
    for reason in made.left_out:
        assert reason in part
