"""How soon a page answers: ours beside stock pyvis, in one run.

``python benchmarks/page.py [--runs 3] [--sizes 1000 5000] [--save]`` makes both pages of one
made-up graph, and of the real dated events where GRAPHKIT_EVENTS names their folder (see
``benchmarks/events.py``), opens each in Chromium and prints a table in Markdown. ``--save`` puts
it into ``RESULTS.md``. Medians of the runs count, and ratios more than milliseconds: the browser
shares the machine with whatever else it does, whose load stands beside the table.

- made: seconds of CPU from the loaded graph to the page
- click: from the start of the navigation until a click on a node has been handled
- step: from a step of the As-of slider until the next frame has been drawn
- pan: frames a second while the picture is redrawn without a rest
- heap: of JavaScript, once the page has come to rest

Above 3,000 entities our page opens on a part; the row "all" is the same page after **Show all**.
Stock pyvis lays the graph out in the reader's browser; it gets 30 seconds for its first click.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import multiprocessing.queues
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from playwright.sync_api import TimeoutError as NeverCame

from benchmarks.page_graphs import SIZES, graphs
from benchmarks.results import save
from graphkit.exporters import exporter
from graphkit.graph import Graph

PATIENCE = 30_000  # milliseconds
HEADING = "## The page"
ABOUT = """\
`python benchmarks/page.py --save`, {day}. Budgets: a handled click within 1 s at 1,000 entities and
3 s at 10,000, a step of the clock within 50 ms up to 5,000 and within 100 ms on the real events, a
file of at most 600 KiB and 300 bytes for each edge. Above 3,000 entities the page opens on a part;
"all" is the same page after **Show all**. Stock pyvis is its own page of the same nodes and edges
with nothing changed; it lays the graph out in the reader's browser. Made is the CPU from the loaded
graph to the page, layout included; pan the frames a second; heap what the page holds at rest."""
#: Rows that one opening of a page gives.
_FIRST, _ALL, _STOCK = "graphkit", "graphkit, all", "stock pyvis"


class Figures(NamedTuple):
    """What one opening of a page took, in milliseconds; none where it never came.

    Attributes:
        click: Until a click has been handled.
        step: For a step of the clock.
        pan: Frames a second.
        heap: In megabytes.
    """

    click: float | None = None
    step: float | None = None
    pan: float | None = None
    heap: float | None = None


class Made(NamedTuple):
    """A page on disk and what it took to make it, in seconds of CPU."""

    path: Path
    seconds: float


def our_page(graph: Graph, folder: Path) -> Path:
    """Write graphkit's page."""
    path = folder / "graphkit.html"
    path.write_text("".join(exporter("html").files[""](graph)), encoding="utf-8")
    return path


def stock_page(graph: Graph, folder: Path) -> Path:
    """Write pyvis's own page of the same nodes and edges, with nothing changed."""
    from pyvis.network import Network

    page = Network(directed=True, cdn_resources="in_line")
    for node in graph.network.nodes():
        page.add_node(node.id, label=str(node.columns["label"]))
    for edge in graph.network.edges():
        page.add_edge(edge.source, edge.target, title=str(edge.columns["label"]))
    path = folder / "pyvis.html"
    path.write_text(page.generate_html(), encoding="utf-8")
    return path


_OUR_NODE = """() => {
    const { renderer } = globalThis.graphkit;
    const answered = new MutationObserver(() => { globalThis.clicked ??= performance.now(); });
    answered.observe(document.querySelector('#dossier-body'), { childList: true });
    const box = document.querySelector('#graph').getBoundingClientRect();
    const inside = (mark) => mark.x > 40 && mark.y > 60 && mark.x < box.width - 80
        && mark.y < box.height - 40;
    const mark = renderer.drawn().marks.find(inside);
    return [box.left + mark.x, box.top + mark.y];
}"""
_STOCK_NODE = """() => {
    network.on('click', () => { globalThis.clicked = performance.now(); });
    const place = network.canvasToDOM(network.getPosition(nodes.getIds()[0]));
    const box = document.querySelector('#mynetwork').getBoundingClientRect();
    return [box.left + place.x, box.top + place.y];
}"""
_PAN = """async () => {
    const start = performance.now();
    let frames = 0;
    while (performance.now() - start < 2000) {
        globalThis.graphkit.renderer.redraw();
        await new Promise((done) => requestAnimationFrame(done));
        frames += 1;
    }
    return frames / 2;
}"""
_STEP = """async () => {
    const slider = document.querySelector('#as-of');
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const taken = [];
    for (let turn = 0; turn < 12; turn += 1) {
        slider.value = String(Number(slider.value) - 5);
        await frame();
        const start = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await frame();
        taken.push(performance.now() - start);
    }
    return taken;
}"""


def opened_ours(page: Page) -> dict[str, Figures]:
    """Click a node of our page, step its clock and move it; where it opens on a part, then all."""
    page.wait_for_function("() => globalThis.graphkit", timeout=PATIENCE)
    page.mouse.click(*page.evaluate(_OUR_NODE))
    page.wait_for_function("() => globalThis.clicked")
    click = page.evaluate("() => globalThis.clicked")
    page.evaluate("() => globalThis.graphkit.choose(null)")
    found = {_FIRST: Figures(click, *moved(page))}
    everything = page.get_by_role("button", name="Show all", exact=True)
    if everything.count():
        everything.click()
        found[_ALL] = Figures(None, *moved(page))
    return found


def moved(page: Page) -> tuple[float, float, float]:
    """Return what a step of the clock takes, the frames of a second, and the heap."""
    page.wait_for_timeout(1000)
    step = statistics.median(page.evaluate(_STEP))
    pan = page.evaluate(_PAN)
    return step, pan, page.evaluate("() => performance.memory.usedJSHeapSize / 1e6")


def click_of_stock(path: Path) -> float | None:
    """Return when a click on the stock page was handled; none where it never was.

    In a process of its own: a browser that lays out a large graph answers nobody, not even who
    wants to close it.
    """
    asked = multiprocessing.get_context("spawn").SimpleQueue()
    child = multiprocessing.get_context("spawn").Process(target=_click_stock, args=(path, asked))
    child.start()
    child.join(3 * PATIENCE / 1000)
    if child.is_alive():
        child.kill()
        child.join()
    click: float | None = None if asked.empty() else asked.get()
    return click


def _click_stock(path: Path, answer: multiprocessing.queues.SimpleQueue[float]) -> None:
    """Click a node of the stock page; put when that was handled, if it was."""
    with sync_playwright() as playwright, contextlib.suppress(NeverCame):
        page = launched(playwright).new_page(viewport={"width": 1280, "height": 800})
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_function("() => globalThis.network && network.body", timeout=PATIENCE)
        page.mouse.click(*page.evaluate(_STOCK_NODE))
        page.wait_for_function("() => globalThis.clicked", timeout=PATIENCE)
        answer.put(page.evaluate("() => globalThis.clicked"))


def launched(playwright: Playwright) -> Browser:
    """Return the system's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sys.exit("install Chromium first (Debian: apt-get install chromium)")
    return playwright.chromium.launch(
        executable_path=path,
        args=["--no-sandbox", "--disable-background-networking", "--enable-precise-memory-info"],
    )


def opened(browser: Browser, path: Path) -> dict[str, Figures]:
    """Open our page and do something there."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    page.goto(path.as_uri(), wait_until="commit")
    found = opened_ours(page)
    page.close()
    return found


def made(write: Callable[[Graph, Path], Path], graph: Graph, folder: Path) -> Made:
    """Make a page and measure it."""
    start = time.process_time()
    path = write(graph, folder)
    return Made(path, time.process_time() - start)


def rows(browser: Browser, graph: Graph, count: int) -> Iterator[str]:
    """Yield a line for each page of a graph, and for all of one that opens on a part."""
    nodes, edges = len(graph.positions), sum(1 for _ in graph.network.ties)
    # The positions are part of what is measured, and a graph keeps its own.
    fresh = graph.without_positions()
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = made(our_page, fresh, Path(folder)), made(stock_page, fresh, Path(folder))
        found: dict[str, list[Figures]] = {}
        for _ in range(count):
            for name, figures in opened(browser, ours.path).items():
                found.setdefault(name, []).append(figures)
        # It answers or it does not: once is enough.
        found[_STOCK] = [Figures(click_of_stock(stock.path))]
        for name, all_figures in found.items():
            page = stock if name == _STOCK else ours
            size = f"{page.path.stat().st_size / 1024:,.0f} KiB"
            cells = [name, f"{nodes:,} / {edges:,}", size, f"{page.seconds:.1f} s"]
            if name == _ALL:
                cells[2:] = ["", ""]
            yield f"| {' | '.join([*cells, *told(all_figures, is_late=page is stock)])} |"


def told(figures: list[Figures], *, is_late: bool) -> list[str]:
    """Return the medians as cells; what never came is told of the stock page's click alone."""
    cells = []
    for values, unit in zip(zip(*figures, strict=True), ("ms", "ms", "/s", "MB"), strict=True):
        came = [value for value in values if value is not None]
        cells.append(f"{statistics.median(came):.0f} {unit}" if came else "-")
    if is_late and cells[0] == "-":
        cells[0] = f"none in {PATIENCE // 1000} s"
    return cells


def section(browser: Browser, sizes: list[int], count: int) -> Iterator[str]:
    """Yield the lines of the section."""
    yield (
        f"Chromium {browser.version}, pyvis {version('pyvis')}, {platform.machine()}, "
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} as it began; "
        f"medians of {count} runs"
    )
    yield ""
    yield "| page | entities / facts | file | made | click | step | pan | heap |"
    yield "|---|---|---|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        for graph in graphs(sizes, Path(folder) / "events"):
            yield from rows(browser, graph, count)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How soon a page answers.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--save", action="store_true", help="put the table into RESULTS.md")
    options = parser.parse_args()
    lines = []
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for line in section(browser, options.sizes, options.runs):
            print(line, flush=True)
            lines.append(line)
        browser.close()
    if options.save:
        save(HEADING, ABOUT, "\n".join(lines))


if __name__ == "__main__":
    main()
