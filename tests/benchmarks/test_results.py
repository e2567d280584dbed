"""benchmarks/results.py: the results of a program replace no others."""

from __future__ import annotations

import datetime as dt

import pytest

from benchmarks.results import with_section

DAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "# Results\n\nIntro.\n\n## The page\n\nA table.\n",
        "# Results\n\nIntro.\n\n## Streaming\n\nold\n\n## The page\n\nA table.\n",
        "# Results\n\nIntro.\n\n## The page\n\nA table.\n\n## Streaming\n\nold\n",
    ],
)
def test_saving_leaves_other_results_alone(text: str) -> None:
    """The section of the program is new, once, and the rest as it was."""

    def saved(text: str) -> str:
        return with_section(text, "## Streaming", "`python x.py`, {day}. About.", "| new |", DAY)

    made = saved(text)
    assert made == saved(made)
    assert made.count("## Streaming\n\n`python x.py`, November 2026. About.\n\n| new |\n") == 1
    assert "old" not in made
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    assert "# Results\n\nIntro.\n\n" in made
    assert "## The page\n\nA table.\n" in made
    assert "\n\n\n" not in made
