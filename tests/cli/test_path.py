"""Tests of ``graphkit path``."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import Run


@pytest.mark.usefixtures("root")
def test_path(run: Run) -> None:
    """Each step has its label, date and passage, in every form."""
    done = run("path", "donald-trump", "israel", "--as-of", "2025-11-07")
    assert (done.status, done.err) == (0, "")
    assert "\n1. Donald Trump, Kazakhstan, Israel (2 steps)\n" in done.out
    assert "  Kazakhstan recognized Israel 1992 · 1992\n      wire-report p9\n" in done.out
    rows = json.loads(run("path", "donald-trump", "israel", "--format", "json").out)
    assert {(row["connection"], row["step"]) for row in rows} == {("1", "1"), ("1", "2")}
    assert rows[0]["from"] == "donald-trump"
    assert run("path", "israel", "Accords", "--format", "markdown").out.startswith("# Israel to ")


@pytest.mark.usefixtures("root")
def test_no_path(run: Run) -> None:
    """No connection is an answer, and no error."""
    done = run("path", "Israel", "Donald Trump", "--as-of", "1900-01-01")
    assert done.status == 0
    assert "No connection: " in done.out
    assert (
        run("path", "israel", "donald-trump", "--as-of", "1900-01-01", "--format", "json").out
        == "[]\n"
    )


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("words", [("israel", "Israel"), ("israel", "nowhere"), ("israel",)])
def test_wrong_use(run: Run, words: tuple[str, ...]) -> None:
    """One entity twice, an unknown one, or one alone end with 2 and one line."""
    done = run("path", *words)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
