"""Fixtures that every test may ask for: the judges (see tests/judges.py)."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests import judges
from tests.uncovered import uncovered

# A shell that runs the tests in the background has them and all they start ignore Ctrl-C, which
# some of them are about.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No test asserts a time: a busy machine makes any example slow.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what is cached, here and in commands that are started, out of the user's folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Keep the mark ``no_cover`` where several processes test at once."""
    with uncovered() if item.get_closest_marker("no_cover") else contextlib.nullcontext():
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes minutes, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


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
def graphviz() -> str:
    """Return the path of dot, the command of Graphviz."""
    return judges.command("dot", remedy="apt-get install graphviz")


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the XML schemas of GraphML and GEXF."""
    return judges.schemas(tmp_path_factory.mktemp("schemas"))


@pytest.fixture(scope="session")
def graphology() -> Callable[[Path], judges.ReadGraph]:
    """Return the GraphML and GEXF readers of Gephi Lite as a function of the path of a file."""
    return partial(judges.read_with_graphology, _node("graphology-graphml", "graphology-gexf"))


@pytest.fixture(scope="session")
def cytoscape() -> Callable[[Path], judges.ReadGraph]:
    """Return the reader of Cytoscape.js as a function of the path of a file."""
    return partial(judges.read_with_cytoscape, _node("cytoscape"))


@pytest.fixture(scope="session")
def mermaid() -> str:
    """Return Mermaid as the text of a script for a page."""
    _node("@mermaid-js/tiny")
    script = judges.READERS / "node_modules" / "@mermaid-js" / "tiny" / "dist" / "mermaid.tiny.js"
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def eslint() -> Callable[[str], str]:
    """Return the linter of the page's scripts as a function of a script."""
    return partial(judges.lint_with_eslint, _node("eslint"))


def _node(*packages: str) -> str:
    """Return the path of Node.js, once these packages of tests/readers are there."""
    node = judges.command("node", remedy="install Node.js 18 or newer")
    for package in packages:
        if not (judges.READERS / "node_modules" / package).is_dir():
            judges.judge_missing(package, "npm install --prefix tests/readers")
    return node


@pytest.fixture(scope="session")
def texts() -> Path:
    """Return the folder of the article texts, which are not redistributed."""
    return judges.folder_from_environment("GRAPHKIT_TEXTS", "the article texts")


@pytest.fixture(scope="session")
def events() -> Path:
    """Return the folder of a table of real dated events, which are not redistributed."""
    return judges.folder_from_environment("GRAPHKIT_EVENTS", "a table of dated events")
