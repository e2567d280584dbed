"""Servers that several tests ask: one with worker processes, one that does as it is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.serving.limits import Limits
from graphkit.serving.pool import Pool
from graphkit.serving.served import Served
from graphkit.serving.site import Clocks, Site, read_site
from tests.projects import write_project
from tests.samples import hostile
from tests.serving.exchange import Client, Scripted, running

#: Small ones, so that tests meet them soon.
LIMITS = Limits(seconds=1.5, rows=100, slots=2, queue=4)
#: Graphs with a name: each says of itself that it is a document.
NAMED = tuple(f"http://example.org/data{number}" for number in (1, 2, 3))
TRIG = "".join(f"<{name}> {{ <{name}> a <http://example.org/Document> }}\n" for name in NAMED)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return what is served of the small project."""
    return read_site(write_project(tmp_path_factory.mktemp("small")), Clocks())


@pytest.fixture(scope="session")
def client(small_site: Site) -> Iterator[Client]:
    """Return a client of a server with the small project and three named graphs."""
    dataset = small_site.dataset
    dataset = dataclasses.replace(dataset, text=f"{dataset.text}\n{TRIG}")
    with running(Served(small_site), Pool(dataset, LIMITS), LIMITS) as found:
        yield found


@pytest.fixture(scope="session")
def hostile_client() -> Iterator[Client]:
    """Return a client of a server with the graph whose every text is hostile."""
    site = Site(hostile())
    with running(Served(site), Pool(site.dataset, LIMITS), LIMITS) as found:
        yield found


@pytest.fixture
def scripted() -> Scripted:
    """Return what stands in for the pool."""
    return Scripted()


@pytest.fixture
def told(small_site: Site, scripted: Scripted) -> Iterator[Client]:
    """Return a client of a server that does what its queries say."""
    with running(Served(small_site), scripted, LIMITS) as found:
        yield found
    assert scripted.closed


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a small project that a test may edit."""
    return write_project(tmp_path / "project")
