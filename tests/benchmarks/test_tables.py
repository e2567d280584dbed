"""benchmarks/tables.py: figures as cells."""

from __future__ import annotations

import pytest

from benchmarks.tables import cost_of, megabytes, seconds, table, times
from tests.benchmarks.figures import SAMPLE, figure


@pytest.mark.parametrize(
    ("value", "told"), [(12.34, "12.3 s"), (1.0, "1.0 s"), (0.5, "500 ms"), (0.00123, "1.23 ms")]
)
def test_seconds(value: float, told: str) -> None:
    """Three digits at most below a second."""
    assert seconds(value) == told


def test_ratios_and_memory() -> None:
    """Large ratios have no fraction, and nothing is divided by nothing."""
    assert times(3, 2) == "1.5"
    assert times(300, 2) == "150"
    assert times(3, 0) == "-"
    assert megabytes(20_400_000) == "20 MB"


def test_a_table() -> None:
    """A bar in a cell does not end it."""
    lines = table(("a", "b"), [("1", "x|y")])
    assert lines == ["| a | b |", "|---|---|", "| 1 | x\\|y |"]


def test_the_cost_of_a_case() -> None:
    """By case and sample, and none where it was not measured."""
    some = [figure("YAML", "ours", 1.0), figure("YAML", "ours", 2.0, "another")]
    found = cost_of(some, "ours", SAMPLE)
    assert found is not None
    assert found.cpu == 1.0
    assert cost_of(some, "theirs", SAMPLE) is None
