"""Tests of docs/serving.md: what it says of the form, of patience and of statuses holds."""

from __future__ import annotations

import re
from pathlib import Path

from graphkit.serving.endpoint import _STATUS, BODY_SECONDS
from graphkit.serving.excerpt import CELLS, COLUMNS, ROWS, TEXT
from graphkit.serving.server import BODY_SECONDS as BODY_ANYWHERE
from graphkit.serving.server import HEAD_SECONDS

PAGE = " ".join(
    (Path(__file__).parents[2] / "docs" / "serving.md").read_text(encoding="utf-8").split()
)


def test_the_form() -> None:
    """How much the form shows is told."""
    assert f"the first {ROWS} rows or triples, {COLUMNS} columns, {CELLS:,} cells" in PAGE
    assert f"{TEXT:,} characters of each text" in PAGE


def test_patience() -> None:
    """How long a request may take to come is told."""
    assert f"its head within {HEAD_SECONDS:g} seconds" in PAGE
    assert f"within {BODY_SECONDS:g} more at the endpoint (408) and {BODY_ANYWHERE:g}" in PAGE
    assert BODY_ANYWHERE > BODY_SECONDS  # else nobody would be told


def test_statuses() -> None:
    """Each status that a refused query may have stands in the table."""
    told = {
        int(number) for cell in re.findall(r"\| ([0-9, ]+) \|", PAGE) for number in cell.split(",")
    }
    assert {status.value for status in _STATUS.values()} <= told
    assert {403, 405, 408, 413, 414, 415} <= told
