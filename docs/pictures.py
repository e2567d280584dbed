# ruff: noqa: INP001 - docs/ is a folder of pages and no package
"""Make the pictures of ``docs/images/`` anew: ``python docs/pictures.py``.

They are taken in Chromium of the page of the shipped project. Fonts differ between machines,
so no test compares them: look at them before they are committed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from graphkit.build import export, open_project
from graphkit.resources import example_folder

IMAGES = Path(__file__).resolve().parent / "images"
DESK, PHONE = (1440, 900), (390, 844)


def _search(page: Page, words: str) -> None:
    box = page.get_by_role("combobox", name="Search")
    box.fill(words)
    page.get_by_role("option").first.wait_for()


def _choose(page: Page, words: str) -> None:
    _search(page, words)
    page.get_by_role("option").first.click()
    page.wait_for_timeout(700)  # the camera comes to rest


#: Name of the picture: size, colour scheme and what to do first.
STATES: dict[str, tuple[tuple[int, int], Literal["light", "dark"], Callable[[Page], object]]] = {
    "page-light": (DESK, "light", lambda _page: None),
    "page-dark": (DESK, "dark", lambda _page: None),
    "entity": (DESK, "light", lambda page: _choose(page, "Kazakhstan")),
    "fact": (DESK, "light", lambda page: _choose(page, "Kazakhstan joined")),
    "search": (DESK, "light", lambda page: _search(page, "joined")),
    "table": (DESK, "light", lambda page: page.get_by_role("button", name="Table").click()),
    "phone": (PHONE, "light", lambda _page: None),
    "phone-entity": (PHONE, "dark", lambda page: _choose(page, "Saudi Arabia")),
}


def _take(browser: Browser, address: str, name: str) -> None:
    (width, height), scheme, prepare = STATES[name]
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.goto(address)
    page.get_by_role("application").wait_for()
    page.wait_for_timeout(400)  # the first drawing
    prepare(page)
    page.wait_for_timeout(200)
    page.screenshot(path=IMAGES / f"{name}.jpg", type="jpeg", quality=88)
    page.close()


def main() -> None:
    """Take every picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("install Chromium first (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "graph.html"
        export(open_project(example_folder()), ["html"], file)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in STATES:
            _take(browser, file.as_uri(), name)
        browser.close()


if __name__ == "__main__":
    main()
