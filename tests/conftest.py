"""Fixtures that every test may ask for: the judges (see tests/judges.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import judges


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the system's Chromium."""
    return judges.command(
        "chromium",
        "chromium-browser",
        "google-chrome",
        remedy="apt-get install chromium",
    )


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return one headless Chromium for the run; a test opens its own context in it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=judges.chromium_flags(), chromium_sandbox=False
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def rapper() -> str:
    """Return the path of rapper, the command of the Raptor RDF library."""
    return judges.command("rapper", remedy="apt-get install raptor2-utils")


@pytest.fixture(scope="session")
def graphology() -> Callable[[Path], judges.ReadGraph]:
    """Return the GraphML reader of Gephi Lite as a function of the path of a file."""
    node = judges.command("node", remedy="install Node.js 18 or newer")
    if not (judges.READERS / "node_modules" / "graphology-graphml").is_dir():
        judges.judge_missing("graphology-graphml", "npm install --prefix tests/readers")
    return partial(judges.read_with_graphology, node)


@pytest.fixture(scope="session")
def eslint() -> Callable[[str], str]:
    """Return the linter of the page's scripts as a function of a script."""
    node = judges.command("node", remedy="install Node.js 18 or newer")
    if not (judges.READERS / "node_modules" / "eslint").is_dir():
        judges.judge_missing("eslint", "npm install --prefix tests/readers")
    return partial(judges.lint_with_eslint, node)


@pytest.fixture(scope="session")
def texts() -> Path:
    """Return the folder of the article texts, which are not redistributed."""
    return judges.folder_from_environment("GRAPHKIT_TEXTS", "the article texts")
