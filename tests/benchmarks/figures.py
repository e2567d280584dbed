"""Figures as stages give them, for the tests of what is made of figures."""

from __future__ import annotations

from benchmarks.measuring import Cost, Figure

SAMPLE, FACTS = "100,000 made up", 100_000


def figure(
    stage: str, case: str, cpu: float, sample: str = SAMPLE, facts: int = FACTS, **more: float
) -> Figure:
    """Return a figure of three runs."""
    return Figure(stage, case, sample, facts, Cost(cpu, **more), 3)
