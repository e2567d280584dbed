"""Fixtures that open the page in a real browser and watch it for noise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.page.driving import Desk, Visit, write_page
from tests.samples import export_text, graph_of, shipped, shipped_text


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the shipped project, made once for the run."""
    return write_page(tmp_path_factory.mktemp("page"), shipped_text("html"))


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    """Return the page of a graph without facts."""
    return write_page(tmp_path, export_text(graph_of([], []), "html"))


@pytest.fixture
def early_file(tmp_path: Path) -> Path:
    """Return the shipped page as asked for with both dates."""
    early = shipped().as_of("2020-12-31").known_by("2025-11-06")
    return write_page(tmp_path, export_text(early, "html"))


@pytest.fixture(scope="session")
def desk(browser: Browser, page_file: Path) -> Iterator[Desk]:
    """Return the one page in which all tests work."""
    desk = Desk(browser, page_file)
    yield desk
    desk.page.context.close()


@pytest.fixture
def visit(desk: Desk) -> Iterator[Visit]:
    """Return what opens a page anew.

    Whatever a test does: no page may ask the network for anything, log anything, raise an
    error or open a dialog.
    """
    desk.noise.clear()
    yield desk.open
    assert desk.noise == []


@pytest.fixture
def page(visit: Visit) -> Page:
    """Return the shipped page on a desktop screen, in the light theme."""
    return visit()
