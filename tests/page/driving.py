"""How the tests drive the page: by role and accessible name, as a reader does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Dialog, Locator, Page, Route

#: Opens a page; see `Desk.open`.
Visit = Callable[..., Page]

#: Forgets what was kept and ends every timer, so that none still writes the address of before.
AFRESH = """(address) => {
    for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer);
    localStorage.clear();
    history.replaceState(null, '', address);
}"""
DESKTOP = (1440, 900)
PHONE = (390, 844)


def wait_for_start(page: Page) -> None:
    """Wait until the script has run: it unpacks the data in a task after the page has loaded."""
    page.wait_for_function("() => globalThis.graphkit !== undefined")


class Desk:
    """One page in one browser for all tests, opened anew for each, and the noise it made.

    A new context for each test would cost a second where this takes a third of one.
    """

    def __init__(self, browser: Browser, path: Path) -> None:
        """Take the page that is opened where no other one is asked for."""
        self.noise: list[str] = []
        self.page = browser.new_page()
        self.page.set_default_timeout(10_000)
        self._path = path
        self._address = ""
        self.page.context.route(re.compile("^(?!file:)"), self._refuse)
        self.page.on("request", lambda request: self._hear_request(request.url))
        self.page.on("dialog", self._hear_dialog)
        self.page.on("console", lambda message: self.noise.append(message.text))
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))

    def open(
        self,
        path: Path | None = None,
        *,
        size: tuple[int, int] = DESKTOP,
        fragment: str = "",
        scheme: Literal["light", "dark"] = "light",
        motion: Literal["no-preference", "reduce"] = "no-preference",
    ) -> Page:
        """Open a page as on the first day and return it once its script has run.

        Args:
            path: Of the page; the shipped one where it is left out.
            size: Of the window, in pixels.
            fragment: What follows ``#`` in the address.
            scheme: What the system's theme is.
            motion: Whether the reader asked the system for less motion.
        """
        page, before = self.page, self._address
        self._address = (path or self._path).as_uri()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        address = f"{self._address}#{fragment}" if fragment else self._address
        if before == self._address:
            page.evaluate(AFRESH, address)
            page.reload()
        else:
            page.goto(address)
        wait_for_start(page)
        return page

    def _refuse(self, route: Route) -> None:
        self.noise.append(f"asked for {route.request.url}")
        route.abort()

    def _hear_request(self, url: str) -> None:
        if url.split("#", maxsplit=1)[0] != self._address:
            self.noise.append(f"asked for {url}")

    def _hear_dialog(self, dialog: Dialog) -> None:
        self.noise.append(f"a dialog: {dialog.message}")
        dialog.dismiss()


def write_page(folder: Path, text: str) -> Path:
    """Write a page into a folder and return its path."""
    path = folder / "graph.html"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


# ------------------------------------------------------------------------ parts of the page


def button(page: Page, name: str) -> Locator:
    """Return a button by its whole name."""
    return page.get_by_role("button", name=name, exact=True)


def box(page: Page, name: str) -> Locator:
    """Return a text box by its whole name."""
    return page.get_by_role("textbox", name=name, exact=True)


def slider(page: Page, name: str) -> Locator:
    """Return a slider by its whole name."""
    return page.get_by_role("slider", name=name, exact=True)


def switch(page: Page, name: str) -> Locator:
    """Return a switch by its whole name."""
    return page.get_by_role("switch", name=name, exact=True)


def dossier(page: Page) -> Locator:
    """Return the region of the dossier."""
    return page.get_by_role("region", name="Dossier", exact=True)


def table(page: Page) -> Locator:
    """Return the table of facts."""
    return page.get_by_role("table", name="Facts", exact=True)


def rows(page: Page) -> Locator:
    """Return the rows of the table below its head."""
    return table(page).locator("tbody").get_by_role("row")


def search(page: Page) -> Locator:
    """Return the combobox."""
    return page.get_by_role("combobox", name="Search", exact=True)


# ------------------------------------------------------------------------ what readers do


def look_up(page: Page, words: str) -> None:
    """Search for words and open the dossier of the first result."""
    search(page).fill(words)
    search(page).press("Enter")


def set_date(page: Page, text: str, name: str = "Date") -> None:
    """Type a date and confirm it."""
    box(page, name).fill(text)
    box(page, name).press("Enter")


def words(found: Locator) -> str:
    """Return what a reader sees of an element, blanks and line ends made one blank."""
    return " ".join(found.inner_text().split())


def drawn(page: Page) -> dict[str, list[dict[str, Any]]]:
    """Return the marks and names that the canvas shows, in pixels of the graph's region."""
    # Names are placed while a frame is drawn.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    found: dict[str, list[dict[str, Any]]] = page.evaluate("graphkit.renderer.drawn()")
    return found


def place_of(page: Page, entity: str) -> tuple[float, float]:
    """Return where the mark of an entity stands, in pixels of the window."""
    (mark,) = (mark for mark in drawn(page)["marks"] if mark["id"] == entity)
    frame = page.get_by_role("application").bounding_box()
    assert frame is not None
    return frame["x"] + mark["x"], frame["y"] + mark["y"]
