"""How soon a page answers: ours beside stock pyvis, in one run.

``python benchmarks/page.py [--runs 3] [--sizes 1000 5000]`` makes both pages of one made-up
graph, opens each in Chromium and prints a table in Markdown. Medians of the runs count, and
ratios more than milliseconds: the browser shares the machine with whatever else it does.

- size: of the file, and what it has over 600 KiB for each edge
- click: from the start of the navigation until a click on a node has been handled
- step: from a step of the As-of slider until the next frame has been drawn

Stock pyvis lays the graph out in the reader's browser; it gets 30 seconds for its first click.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as NeverCame

from graphkit.dates import parse_date
from graphkit.exporters import exporter
from graphkit.graph import Graph
from graphkit.model import Entity, Evidence, Fact, GraphInfo, Records, Source, Stage
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder

SIZES = {1000: 3000, 5000: 15000, 10000: 30000}
PATIENCE = 30_000  # milliseconds


class Figures(NamedTuple):
    """What one opening of a page took, in milliseconds; none where it never came."""

    click: float | None
    step: float | None


def made_up(nodes: int, edges: int) -> Graph:
    """Return a graph of states in communities, with dated facts, the same on every run."""
    chance = random.Random(nodes)  # noqa: S311 - a sample, no secret
    source = Source(id="almanac", title="Almanac", published=parse_date("2025-01-01"))
    names = [f"state-{number}" for number in range(nodes)]
    entities = {name: Entity(id=name, kind="state", name=name.capitalize()) for name in names}
    facts: dict[str, Fact] = {}
    while len(facts) < edges:
        here = chance.randrange(nodes)
        near = max(0, min(nodes - 1, int(chance.gauss(here, nodes / 50))))
        if here == near:
            continue
        relation = chance.choice(["recognized", "tradesWith", "sanctioned"])
        year = dt.date(1950 + chance.randrange(70), 1 + chance.randrange(12), 1)
        name = f"{names[here]}-{relation.lower()}-{names[near]}"
        stage = Stage(
            stage="in-force",
            date=parse_date(year.isoformat()[: chance.choice([4, 7, 10])]),
            evidence=(Evidence(source="almanac"),),
        )
        facts[name] = Fact(
            id=name, subject=names[here], relation=relation, object=names[near], stages=(stage,)
        )
    info = GraphInfo(title="Made up", base="https://example.org/id/", as_of=dt.date(2020, 1, 1))
    records = Records(
        info=info,
        sources={source.id: source},
        entities=entities,
        facts=dict(sorted(facts.items())),
        disputes={},
    )
    return Graph(records, read_ontology(ontology_folder()))


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


def opened_ours(page: Page) -> Figures:
    """Click a node of our page, then step its clock."""
    page.wait_for_function("() => globalThis.graphkit", timeout=PATIENCE)
    page.mouse.click(*page.evaluate(_OUR_NODE))
    page.wait_for_function("() => globalThis.clicked")
    click = page.evaluate("() => globalThis.clicked")
    return Figures(click, statistics.median(page.evaluate(_STEP)))


def opened_stock(page: Page) -> Figures:
    """Click a node of the stock page, which may never answer."""
    try:
        page.wait_for_function("() => globalThis.network && network.body", timeout=PATIENCE)
        page.mouse.click(*page.evaluate(_STOCK_NODE))
        page.wait_for_function("() => globalThis.clicked", timeout=PATIENCE)
        return Figures(page.evaluate("() => globalThis.clicked"), None)
    except NeverCame:
        return Figures(None, None)


def runs(browser: Browser, files: dict[str, Path], count: int) -> dict[str, list[Figures]]:
    """Open each page in turn, so that a busy minute of the machine hits all of them."""
    found: dict[str, list[Figures]] = {name: [] for name in files}
    for _ in range(count):
        for name, path in files.items():
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(PATIENCE)
            page.goto(path.as_uri(), wait_until="commit")
            found[name].append((opened_ours if name == "graphkit" else opened_stock)(page))
            page.close()
    return found


def rows(browser: Browser, nodes: int, count: int) -> Iterator[str]:
    """Yield a line of the table for each page of one size."""
    edges = SIZES[nodes]
    graph = made_up(nodes, edges)
    with tempfile.TemporaryDirectory() as folder:
        files = {"graphkit": our_page(graph, Path(folder))}
        if nodes == min(SIZES):
            files["stock pyvis"] = stock_page(graph, Path(folder))
        sizes = {name: path.stat().st_size for name, path in files.items()}
        for name, found in runs(browser, files, count).items():
            per_edge = (sizes[name] - 600 * 1024) / edges
            clicks = [figures.click for figures in found if figures.click is not None]
            steps = [figures.step for figures in found if figures.step is not None]
            click = f"{statistics.median(clicks):.0f} ms" if clicks else "none in 30 s"
            step = f"{statistics.median(steps):.0f} ms" if steps else "-"
            size = f"{sizes[name] / 1024:.0f} KiB | {per_edge:.0f}"
            yield f"| {name} | {nodes} / {edges} | {size} | {click} | {step} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How soon a page answers.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, default=list(SIZES))
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("install Chromium first (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        print(
            f"Chromium {browser.version}, pyvis {version('pyvis')}, {platform.machine()}, "
            f"{os.cpu_count()} processors; medians of {options.runs} runs\n"
        )
        print("| page | nodes / edges | file | bytes an edge over 600 KiB | click | step |")
        print("|---|---|---|---|---|---|")
        for nodes in options.sizes:
            for row in rows(browser, nodes, options.runs):
                print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
