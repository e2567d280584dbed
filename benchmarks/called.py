"""Stages that are programs of their own too: SPARQL and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks import queries
from benchmarks.budgets import PAGE, SPARQL
from benchmarks.measuring import Cost, Figure
from benchmarks.stages import Section, Settings

#: Entities of the made-up graphs of the page.
_QUICK, _FULL = [1_000], [1_000, 5_000, 10_000]
_QUICK_RUNS = 1


def sparql(settings: Settings) -> Section:
    """Measure the engines that answer queries, on the made-up facts."""
    kept: dict[int, dict[str, queries.Figures]] = {}
    lines = list(queries.section(settings.sizes, settings.runs, kept))
    return Section(queries.HEADING, queries.ABOUT, lines, list(_figures(kept)))


def _figures(kept: dict[int, dict[str, queries.Figures]]) -> Iterator[Figure]:
    for facts, engines in kept.items():
        for engine, found in engines.items():
            for step, cpu in found.cpu.items():
                cost = Cost(cpu, found.peak)
                yield Figure(
                    SPARQL, f"{engine} {step}", f"{facts:,} made up", facts, cost, found.runs
                )


def the_page(settings: Settings) -> Section:
    """Measure the page; where there is no browser, say so."""
    try:
        from benchmarks import page
    except ModuleNotFoundError as error:
        return Section("## The page", "Not measured.", [f"missing: {error.name}"], [])
    from playwright.sync_api import sync_playwright

    sizes = _QUICK if settings.runs == _QUICK_RUNS else _FULL
    with sync_playwright() as playwright:
        browser = page.launched(playwright)
        lines = list(page.section(browser, sizes, settings.runs))
        browser.close()
    return Section(page.HEADING, page.ABOUT, lines, list(clicks(lines, sizes, settings.runs)))


def clicks(lines: Iterable[str], sizes: Iterable[int], runs: int) -> Iterator[Figure]:
    """Yield when the first click on our page was handled, from the lines of its table.

    These seconds are those of the clock on the wall, as a reader waits.

    Args:
        lines: Among them one of our page for each size, then one for the real events if any.
        sizes: How many entities each graph was meant to have; one without a fact is not drawn.
        runs: Of which the table has the medians.
    """
    every = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    ours = [cells for cells in every if cells[0] == "graphkit"]
    for size, cells in zip(sizes, ours, strict=False):
        facts = int(cells[1].partition(" / ")[2].replace(",", ""))
        seconds = float(cells[4].removesuffix(" ms")) / 1000
        yield Figure(PAGE, "graphkit", f"{size:,} entities", facts, Cost(seconds), runs)
