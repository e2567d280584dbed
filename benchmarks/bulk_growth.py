"""How the cost of bulk grows with the number of events, as an SVG.

``python benchmarks/bulk_growth.py`` draws the tables that `bulk.py` put into RESULTS.md. A program
of its own, since the environment that holds Sail need not hold the peers of the other stages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bulk import HEADING
from benchmarks.growth import Panel, drawn
from benchmarks.measuring import Cost, Figure
from benchmarks.results import RESULTS

PICTURE = Path(__file__).with_name("bulk_growth.svg")
STAGE = "bulk"
PANELS = (
    Panel(
        "Events to facts, nodes and edges: wall",
        STAGE,
        {
            "Sail": "Sail",
            "duckdb by hand": "DuckDB by hand",
            "polars by hand": "Polars by hand",
            "Spark local": "Spark local",
        },
    ),
    Panel(
        "Work of one worker and of two: wall",
        STAGE,
        {
            "Sail, one": "Sail, one",
            "Sail, two": "Sail, two",
            "Spark, one": "Spark, one",
            "Spark, two": "Spark, two",
        },
    ),
)
_SECONDS = re.compile("([0-9.]+) s")
#: A row of the first table has so many cells, one of the second so many.
_COSTS, _SCALING = 7, 5


def figures(text: str) -> Iterator[Figure]:
    """Yield what the tables of bulk in RESULTS.md hold."""
    section = text.partition(f"{HEADING}\n")[2].partition("\n## ")[0]
    for line in section.splitlines():
        name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        found = [float(match[1]) for cell in cells if (match := _SECONDS.fullmatch(cell))]
        if not found:
            continue
        events = int(cells[0].replace(",", ""))
        cases = {_COSTS: [name], _SCALING: [f"{name}, one", f"{name}, two"]}[len(cells) + 1]
        for case, seconds in zip(cases, found, strict=False):
            yield Figure(STAGE, case, f"{events:,} made up", events, Cost(seconds))


if __name__ == "__main__":
    PICTURE.write_text(
        drawn(figures(RESULTS.read_text(encoding="utf-8")), PANELS), encoding="utf-8"
    )
