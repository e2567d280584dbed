"""benchmarks/budgets.py: each budget has a line, which says what was found."""

from __future__ import annotations

import pytest

from benchmarks import exports, reading, starting
from benchmarks.budgets import BUDGETS, PAGE, verdicts
from benchmarks.measuring import Figure
from benchmarks.samples import SHIPPED
from tests.benchmarks.figures import FACTS, SAMPLE, figure


def verdict(*figures: Figure, words: str, facts: int = FACTS) -> str:
    """Return the only line with some words in it."""
    lines = verdicts(figures, SAMPLE if facts == FACTS else f"{facts:,} made up", facts)
    (line,) = [line for line in lines if words in line]
    return line


def test_every_budget_has_a_line() -> None:
    """Also where nothing was measured."""
    lines = list(verdicts([], SAMPLE, FACTS))
    assert len(lines) == len(BUDGETS) == len(set(lines))
    assert all(line.endswith(": not measured") for line in lines)


@pytest.mark.parametrize(
    ("theirs", "told"), [(6.0, "met with 6.00; "), (5.9, "**missed** with 5.90; ")]
)
def test_a_ratio(theirs: float, told: str) -> None:
    """The bound itself is met, and what the reader should know besides follows."""
    line = verdict(
        figure(reading.YAML, reading.OURS, 1.0),
        figure(reading.YAML, reading.C_SAFE, theirs),
        figure(reading.YAML, reading.PAUSED, 4.0),
        words="CSafeLoader",
    )
    assert line.endswith(f": {told}4.0 with the collector paused in both")


def test_writing_is_compared_without_building() -> None:
    """The whole and what both have to work out are told beside it."""
    line = verdict(
        figure(exports.STAGE, "graphml", 2.0),
        figure(exports.STAGE, exports.EDGES, 1.5),
        figure(exports.STAGE, exports.NETWORKX, 30.0, build=10.0),
        words="as networkx",
    )
    assert ": met with 10; 15.0 with the building of its graph, 40.0 of the writing alone; " in line
    assert "75 % of ours is working out what is written" in line


@pytest.mark.parametrize(
    ("added", "told"), [(20e6, "met with 20 MB"), (21e6, "**missed** with 21 MB")]
)
def test_the_most_memory_of_any_format_counts(added: float, told: str) -> None:
    """One format over the bound is enough."""
    some = [figure(exports.STAGE, name, 1.0, added=1e6) for name in exports.FORMATS]
    some[2] = figure(exports.STAGE, exports.FORMATS[2], 1.0, added=added)
    assert verdict(*some, words="adds at most").endswith(f": {told}")


def test_a_smaller_run_says_so() -> None:
    """A ratio is told with its size; seconds at 100,000 facts are not judged by fewer."""
    some = [
        figure(reading.LOADING, reading.ANEW, 5.0, "1,000 made up", 1000),
        figure(reading.LOADING, reading.UNCHANGED, 1.0, "1,000 made up", 1000),
        figure(starting.WHOLE, starting.OURS, 0.5, "1,000 made up", 1000),
    ]
    line = verdict(*some, words="unchanged", facts=1000)
    assert line.endswith(": **missed** with 5.00; at 1,000 facts")
    line = verdict(*some, words="in at most 10 s", facts=1000)
    assert line.endswith(": not judged at 1,000 facts: 0.50 s")


def test_a_missing_peer_is_named() -> None:
    """It is never taken for a budget that was met."""
    absent = Figure(starting.WHOLE, starting.USUAL, SHIPPED, 150, None, 0, "missing: install it")
    ours = figure(starting.WHOLE, starting.OURS, 0.3, SHIPPED, 150)
    line = verdict(absent, ours, words="the usual stack")
    assert line.endswith(f": not measured: {starting.USUAL} missing: install it")


def test_the_page_is_judged_at_its_own_sizes() -> None:
    """Whatever the largest project of the run is."""
    click = figure(PAGE, "graphkit", 0.8, "1,000 entities", 3000)
    assert verdict(click, words="1,000 entities", facts=150).endswith(": met with 0.80 s")
