"""Tests of graphkit.serving.watching: good edits are served, broken ones are told and kept away."""

from __future__ import annotations

import contextlib
import functools
import os
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graphkit.problems import Problem
from graphkit.serving import watching
from graphkit.serving.pool import Pool
from graphkit.serving.served import Served
from graphkit.serving.site import Clocks, Site, read_site
from graphkit.serving.watching import Watch, looks
from tests.serving.conftest import LIMITS
from tests.serving.exchange import Client, running, wait_until

OMAN = "entities:\n  oman: {kind: state, name: Oman}\n"
BROKEN = "entities:\n  oman: {kind: sate, name: Oman}\n"
STATES = "SELECT (COUNT(?s) AS ?n) { ?s a gk:State }"


class Told:
    """Notes what is told."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.lines: list[str] = []

    def reloaded(self, summary: str) -> None:
        """Note a reload."""
        self.lines.append(f"reloaded: {summary}")

    def kept(self, problems: Sequence[Problem], reason: str) -> None:
        """Note why there was none."""
        self.lines.append(reason or f"kept: {', '.join(p.code for p in problems if p.is_error)}")


@contextlib.contextmanager
def watched(
    root: Path, told: Told, clocks: Clocks | None = None, every: float = 0.05
) -> Iterator[Client]:
    """Run a server that watches a project closely, and give a client of it."""
    clocks = clocks or Clocks()
    seen = looks(root)
    served = Served(read_site(root, clocks))
    pool = Pool(served.site.dataset, LIMITS)
    watch = Watch(root, clocks, told, every=every)
    beside = functools.partial(watch.run, served, pool, seen)
    with running(served, pool, LIMITS, beside) as client:
        yield client


def count(client: Client) -> str:
    """Return how many states the endpoint knows."""
    got = client.query(STATES, "text/csv")
    assert got.status == 200, got.text
    return got.text.split()[1]


def test_good_edit(root: Path) -> None:
    """A good edit is served everywhere: by the endpoint, the page, the exports and the things."""
    told = Told()
    with watched(root, told) as client:
        assert count(client) == "2"
        before = client.get("/").headers["etag"]
        assert client.get("/id/oman").status == 404
        (root / "seeds" / "more.yaml").write_text(OMAN, encoding="utf-8")
        wait_until(lambda: bool(told.lines))
        assert count(client) == "3"
        assert client.get("/").headers["etag"] != before
        assert client.get("/id/oman").status == 200
        assert "id:oman" in client.get("/graph.ttl").text
        assert told.lines == ["reloaded: 8 entities, 8 facts, 2 sources, 1 dispute"]


def test_broken_edit(root: Path) -> None:
    """A broken edit keeps the last good graph and is told; its repair is served again."""
    told = Told()
    file = root / "seeds" / "more.yaml"
    with watched(root, told) as client:
        file.write_text(BROKEN, encoding="utf-8")
        wait_until(lambda: bool(told.lines))
        assert told.lines == ["kept: unknown-kind"]
        assert count(client) == "2"
        status = client.get("/status").json()
        assert status["stale"] is True
        assert str(status["problems"]).startswith("['seeds/more.yaml:2:16: unknown-kind: ")
        assert client.get("/").headers["graphkit-stale"] == "1 problem in the newest edit"
        file.write_text(OMAN, encoding="utf-8")
        wait_until(lambda: len(told.lines) > 1)
        assert told.lines[1].startswith("reloaded: ")
        assert count(client) == "3"
        assert "graphkit-stale" not in client.get("/").headers
        assert client.get("/status").json()["problems"] == []


@pytest.mark.parametrize("broken", ["gk:mediated a", None], ids=["wrong", "gone"])
def test_broken_edit_of_the_ontology(root: Path, broken: str | None) -> None:
    """The ontology of the last good graph is served, also where nobody had asked for it before."""
    (root / "ontology").mkdir()
    file = root / "ontology" / "own.ttl"
    core = '@prefix ex: <http://example.org/> .\nex:mediated ex:note "the good one" .\n'
    file.write_text(core, encoding="utf-8")
    told = Told()
    with watched(root, told) as client:
        if broken is None:
            file.unlink()
            (root / "seeds" / "more.yaml").write_text(BROKEN, encoding="utf-8")
        else:
            file.write_text(broken, encoding="utf-8")
        wait_until(lambda: bool(told.lines))
        for suffix in (".ttl", ".nt", ".jsonld", ".rdf"):
            got = client.get(f"/ontology{suffix}")
            assert got.status == 200
            assert "the good one" in got.text
        assert "the good one" in client.get("/ontology").text


def test_other_reasons(root: Path) -> None:
    """A project that is gone, or an ontology that cannot be read, keeps the last good graph too."""
    told = Told()
    with watched(root, told) as client:
        (root / "ontology").mkdir()
        (root / "ontology" / "own.ttl").write_text("gk:mediated a", encoding="utf-8")
        wait_until(lambda: bool(told.lines))
        assert "own.ttl cannot be read as Turtle" in told.lines[0]
        (root / "ontology" / "own.ttl").unlink()
        wait_until(lambda: len(told.lines) > 1)
        assert told.lines[1].startswith("reloaded")
        for file in (root / "seeds").iterdir():
            file.unlink()
        (root / "seeds").rmdir()
        wait_until(lambda: len(told.lines) > 2)
        assert "is no graphkit project" in told.lines[2]
        assert count(client) == "2"
        assert client.get("/").status == 200


def test_a_file_that_is_being_written(root: Path) -> None:
    """A file is not read while it still changes."""
    told = Told()
    file = root / "seeds" / "more.yaml"
    with watched(root, told, every=0.4) as client:
        for number in range(20):
            file.write_text(f"{BROKEN}#{'#' * number}", encoding="utf-8")
            time.sleep(0.05)
        file.write_text(OMAN, encoding="utf-8")
        wait_until(lambda: bool(told.lines))
        assert told.lines[0].startswith("reloaded: ")
        assert count(client) == "3"


def test_a_fault_of_ours(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An edit that meets a fault of graphkit is told, and does not end the watch."""
    told = Told()
    file = root / "seeds" / "more.yaml"

    def fail(_root: Path, _clocks: Clocks) -> Site:
        raise ZeroDivisionError("a fault")

    with watched(root, told) as client:
        with monkeypatch.context() as patched:
            patched.setattr(watching, "read_site", fail)
            file.write_text(OMAN, encoding="utf-8")
            wait_until(lambda: bool(told.lines))
        assert told.lines == [
            "the newest edit met a fault of graphkit: ZeroDivisionError('a fault')"
        ]
        assert "ZeroDivisionError" in caplog.text
        assert (client.get("/").status, count(client)) == (200, "2")
        file.write_text(f"{OMAN}#\n", encoding="utf-8")
        wait_until(lambda: len(told.lines) > 1)
        assert count(client) == "3"


def test_no_request_fails(root: Path) -> None:
    """While edits come and go, every request is answered, from the old graph or the new one."""
    told = Told()
    file = root / "seeds" / "more.yaml"
    failures: list[object] = []
    counts: set[str] = set()
    done = threading.Event()

    def ask(client: Client) -> None:
        while not done.is_set():
            for target in ("/", "/graph.ttl", "/id/kazakhstan", "/sparql?question=offices"):
                got = client.get(target, "*/*" if "question" not in target else "text/html")
                if got.status != 200:
                    failures.append(got)
            counts.add(count(client))

    with watched(root, told) as client:
        threads = [threading.Thread(target=ask, args=(client,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            for number in range(1, 5):
                text = OMAN if number % 2 else ""
                file.write_text(text, encoding="utf-8")
                wait_until(lambda wanted=number: len(told.lines) >= wanted)  # type: ignore[misc]
        finally:
            done.set()
            for thread in threads:
                thread.join(20)
    assert failures == []
    assert counts == {"2", "3"}


def test_clocks_stay(root: Path) -> None:
    """A reload keeps the days from which the graph is looked at."""
    told = Told()
    clocks = Clocks(known_by=read_site(root, Clocks()).graph.day.replace(day=6))
    with watched(root, told, clocks) as client:
        assert client.get("/status").json()["knownBy"] == "2025-11-06"
        (root / "seeds" / "more.yaml").write_text(OMAN, encoding="utf-8")
        wait_until(lambda: bool(told.lines))
        assert client.get("/status").json()["knownBy"] == "2025-11-06"


def test_looks(root: Path) -> None:
    """Each edit changes how the files look: a new file, a new text, another time, a file gone."""
    seen = [looks(root)]
    assert looks(root) == seen[0]
    file = root / "seeds" / "more.yaml"
    file.write_text(OMAN, encoding="utf-8")
    seen.append(looks(root))
    file.write_text(BROKEN, encoding="utf-8")
    seen.append(looks(root))
    os.utime(file, ns=(1, 1))
    seen.append(looks(root))
    (root / "ontology").mkdir()
    (root / "ontology" / "own.ttl").write_text("", encoding="utf-8")
    seen.append(looks(root))
    file.unlink()
    seen.append(looks(root))
    assert len(set(seen)) == len(seen)


def test_looks_of_what_is_gone(root: Path) -> None:
    """A link that leads nowhere and a project that is gone look like nothing."""
    before = looks(root)
    try:
        (root / "seeds" / "more.yaml").symlink_to(root / "nowhere")
    except OSError:
        pytest.skip("this system makes no links")
    assert looks(root) == before
    looks(root / "gone")
