"""The benchmark of tables by the million: its peers do the very job, and it tells the truth."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from benchmarks import bulk, bulk_growth
from benchmarks.growth import drawn
from benchmarks.results import RESULTS
from tests.bulk.engines import need

TABLES = """\
## Other
| Sail | 7 | 1.0 s | 1.0 s | 1.0 s | 1 MB | 1.0 |
{heading}
| engine | events | wall | CPU | work | output | times by hand |
| Sail | 1,000 | 2.5 s | 4.0 s | 1.0 s | 1 MB | 1.00 |
| Spark | 1,000 | 4.0 s | 2.0 s | 2.00 |
- Sail within 1.5 times
## After
| Sail | 9 | 1.0 s | 1.0 s | 1.0 s | 1 MB | 1.0 |
"""


def test_peers_make_the_same_facts(tmp_path: Path) -> None:
    """Sail, DuckDB and Polars make the same facts of the same events."""
    need("sail")
    for name in ("duckdb", "polars"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is missing: pip install {name}")
    table = bulk.made_up(3000, tmp_path / "events.parquet")
    cases = [bulk.ours("Sail", "sail"), bulk.by_hand("duckdb"), bulk.by_hand("polars")]
    found = bulk.costs(cases, table, 1)  # ends the program where they differ
    assert set(found) == {"Sail", "duckdb by hand", "polars by hand"}
    assert all(cost.wall > 0 and cost.cpu > 0 and cost.size > 0 for cost in found.values())
    assert [path.name for path in tmp_path.iterdir()] == ["events.parquet"]


def test_table_and_budgets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start-up is taken off, and each budget is told met or missed."""

    def costs(cases: list[bulk.Case], table: Path, _runs: int) -> dict[str, bulk.Cost]:
        wall = {"10": 1.0, "100": 3.0}[table.stem]
        one = {"Sail, one processor": 2.0, "Spark, 1 executor": 1.0}
        return {
            case.name: bulk.Cost(wall * one.get(case.name, 1.0), 1.0, 2_000_000) for case in cases
        }

    def made_up(_count: int, path: Path) -> Path:
        path.touch()
        return path

    monkeypatch.setattr(bulk, "costs", costs)
    monkeypatch.setattr(bulk, "made_up", made_up)
    monkeypatch.setattr(bulk, "version", lambda name: f"of {name}")
    lines = "\n".join(bulk.section([100], 1, sys.executable, tmp_path))
    assert "| Sail | 100 | 3.0 s | 1.0 s | 2.0 s | 2 MB | 1.00 |" in lines
    assert "| Sail | 100 | 4.0 s | 2.0 s | 2.00 |" in lines
    assert "Sail within 1.5 times the faster by hand at 100 events: met" in lines
    assert "Sail at least 1.6 times as fast with two workers: met" in lines
    assert "Spark at least 1.6 times as fast with two workers: missed with 1.00" in lines


def test_the_tables_are_drawn() -> None:
    """Each engine of the tables is a line, and the picture beside them is the one they make."""
    section = TABLES.format(heading=bulk.HEADING)
    found = [(f.case, f.facts, f.cost and f.cost.cpu) for f in bulk_growth.figures(section)]
    assert found == [("Sail", 1000, 2.5), ("Spark, one", 1000, 4.0), ("Spark, two", 1000, 2.0)]
    whole = list(bulk_growth.figures(RESULTS.read_text(encoding="utf-8")))
    assert len({figure.case for figure in whole}) == 8
    assert drawn(whole, bulk_growth.PANELS) == bulk_growth.PICTURE.read_text(encoding="utf-8")
