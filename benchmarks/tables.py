"""Figures as cells and lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.measuring import Cost, Figure

NONE = "-"


def seconds(value: float) -> str:
    """Return seconds, or milliseconds below one."""
    return f"{value:.1f} s" if value >= 1 else f"{value * 1000:.3g} ms"


def megabytes(value: float) -> str:
    """Return bytes in megabytes."""
    return f"{value / 1e6:.0f} MB"


def times(other: float, ours: float) -> str:
    """Return how many times as much another is as ours."""
    if not ours:
        return NONE
    ratio = other / ours
    return f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.1f}"  # noqa: PLR2004 - three digits


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    lines = [_line(head), "|" + "---|" * len(head)]
    return lines + [_line(row) for row in rows]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def cost_of(figures: Iterable[Figure], case: str, sample: str) -> Cost | None:
    """Return the cost of a case over a sample; none where it has none."""
    for figure in figures:
        if (figure.case, figure.sample) == (case, sample):
            return figure.cost
    return None
