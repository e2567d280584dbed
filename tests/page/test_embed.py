"""The page in a frame: no head, sheets on demand, and nothing that a sandbox forbids."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect

from graphkit.exporters.html import render_page
from tests.page.driving import Visit, button, dossier, drawn, search, table, write_page
from tests.page.test_screens import RULES
from tests.samples import shipped

SIZES = [(480, 360), (800, 500), (1200, 700)]
sizes = pytest.mark.parametrize("size", SIZES)


@pytest.fixture(scope="module")
def embed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shipped page for a frame."""
    text = "".join(render_page(shipped(), embed=True))
    return write_page(tmp_path_factory.mktemp("embed"), text)


@sizes
def test_a_picture_of_it_says_what_it_is(
    visit: Visit, embed_file: Path, size: tuple[int, int]
) -> None:
    """Title, day, credit and licence are seen whole; the graph has the greater part of the rest."""
    page = visit(embed_file, size=size)
    info = shipped().info
    for words in (info.title, "As of 7 November 2025", info.credit, f"Data: {info.license}"):
        found = page.get_by_text(words, exact=True)
        expect(found).to_be_in_viewport(ratio=1)
        assert found.evaluate(
            "(one) => one.scrollWidth <= one.clientWidth || one.clientWidth === 0"
        )
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    frame = page.get_by_role("application").bounding_box()
    assert frame
    assert frame["width"] == size[0]
    assert frame["height"] > size[1] * 0.5
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert page.evaluate("document.documentElement.scrollHeight") == size[1]
    for mark in drawn(page)["marks"]:
        assert 0 < mark["x"] < frame["width"]
        assert 0 < mark["y"] < frame["height"]


@sizes
def test_sheets_open_on_demand(visit: Visit, embed_file: Path, size: tuple[int, int]) -> None:
    """Legend, dossier and tools are away until asked for, one at a time, and go again."""
    page = visit(embed_file, size=size)
    for name in ("Filters", "Details", "Tools"):
        expect(button(page, name)).to_be_in_viewport(ratio=1)
    for one in (dossier(page), page.get_by_role("region", name="Legend"), search(page)):
        expect(one).to_be_hidden()
    button(page, "Details").click()
    expect(dossier(page)).to_contain_text("How to read this")
    expect(button(page, "Details")).to_have_attribute("aria-expanded", "true")
    button(page, "Filters").click()
    expect(dossier(page)).to_be_hidden()
    page.get_by_role("region", name="Legend").get_by_role("button", name="Close").click()
    expect(page.get_by_role("region", name="Legend")).to_be_hidden()
    expect(button(page, "Filters")).to_be_focused()
    button(page, "Tools").click()
    search(page).fill("kazakh")
    search(page).press("Enter")
    expect(search(page)).to_be_hidden()
    expect(dossier(page).get_by_role("heading", level=3)).to_have_text("Kazakhstan")
    page.keyboard.press("Escape")
    expect(dossier(page)).to_be_hidden()


@sizes
def test_the_table(visit: Visit, embed_file: Path, size: tuple[int, int]) -> None:
    """The table is among the tools, which make room for it."""
    page = visit(embed_file, size=size)
    button(page, "Tools").click()
    button(page, "Table").click()
    expect(table(page)).to_be_visible()
    expect(search(page)).to_be_hidden()
    expect(button(page, "Tools")).to_be_focused()
    button(page, "Tools").click()
    button(page, "Table").click()
    expect(page.get_by_role("application")).to_be_visible()


@sizes
@pytest.mark.parametrize("sheet", ["", "Filters", "Details", "Tools"])
def test_axe(visit: Visit, embed_file: Path, size: tuple[int, int], sheet: str) -> None:
    """No rule that a machine can check is broken, whatever is open."""
    page = visit(embed_file, size=size)
    if sheet:
        button(page, sheet).click()
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


# ------------------------------------------------------------------------ in a sandbox


@contextlib.contextmanager
def _framed(
    browser: Browser, path: Path, size: tuple[int, int]
) -> Iterator[tuple[Page, list[str]]]:
    """Give a page that holds another one in a frame that may run scripts and nothing else."""
    width, height = size
    host = path.with_name("host.html")
    host.write_text(
        f'<!DOCTYPE html><title>Host</title><iframe src="{path.name}" title="Graph" '
        f'width="{width}" height="{height}" sandbox="allow-scripts"></iframe>',
        encoding="utf-8",
    )
    page = browser.new_page(viewport={"width": width + 40, "height": height + 40})
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.goto(host.as_uri())
    yield page, noise
    page.close()


def _sheet(frame: FrameLocator, name: str) -> None:
    frame.get_by_role("button", name=name, exact=True).click()


@sizes
def test_in_a_sandbox(browser: Browser, embed_file: Path, size: tuple[int, int]) -> None:
    """Without storage, clipboard and an origin of its own it starts, filters and tells."""
    with _framed(browser, embed_file, size) as (page, noise):
        frame = page.frame_locator("iframe")
        expect(frame.get_by_text("As of 7 November 2025", exact=True)).to_be_visible()
        frame.get_by_role("button", name="Previous step").click()
        expect(frame.get_by_text("As of 6 November 2025", exact=True)).to_be_visible()
        _sheet(frame, "Tools")
        _sheet(frame, "Theme")
        _sheet(frame, "Table")
        expect(frame.get_by_role("table", name="Facts")).to_be_visible()
        frame.get_by_role("button", name="Copy as CSV").click()
        _sheet(frame, "Tools")
        _sheet(frame, "Table")
        _sheet(frame, "Filters")
        frame.get_by_role("checkbox", name="person", exact=False).first.uncheck()
        _sheet(frame, "Details")
        region = frame.get_by_role("region", name="Dossier")
        region.get_by_role("link").first.click()
        expect(region.get_by_role("button", name="Overview")).to_be_visible()
        page.wait_for_timeout(300)
        assert noise == []
