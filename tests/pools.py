"""Pools of workers over the shipped project, for the tests of serving."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox

from graphkit.identifiers import BASE
from graphkit.serving.births import Births
from graphkit.serving.limits import Limits
from graphkit.serving.pool import BIRTHS, Asked, Dataset, Pool, Reply
from tests.samples import shipped

T = TypeVar("T")

#: A query that is answered at once, and what the answer must hold.
SIMPLE = "SELECT ?name { id:kazakhstan skos:prefLabel ?name }"
NAME = b'"Kazakhstan"'
#: A query that takes for ever, and hardly any memory.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@functools.cache
def dataset() -> Dataset:
    """Return the shipped project as a server gives it to its pool."""
    text = shipped().to_oxigraph().dump(format=ox.RdfFormat.TRIG)
    assert text
    return Dataset(text.decode(), BASE)


def asked(text: str, **more: Any) -> Asked:  # noqa: ANN401 - fields of `Asked`
    """Return a query whose answer may be JSON or Turtle."""
    return Asked(text, **{"row_form": "json", "triple_form": "turtle", **more})


class Client:
    """A pool with an event loop, for tests that are no coroutines."""

    def __init__(self, pool: Pool) -> None:
        """Keep the pool, which is started, and make a loop."""
        self.pool = pool
        # In a thread: the browser of other tests keeps a loop running in this one.
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what a coroutine returns."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def ask(self, text: str, **more: Any) -> Reply:  # noqa: ANN401 - fields of `Asked`
        """Return an answer."""
        return self.run(self.pool.ask(asked(text, **more)))

    def close(self) -> None:
        """End both."""
        self.pool.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@contextlib.contextmanager
def serving(
    limits: Limits, births: type[Births] = BIRTHS, data: Dataset | None = None
) -> Iterator[Client]:
    """Give a pool that runs until the end of the block."""
    pool = Pool(data or dataset(), limits, births=births)
    pool.start()
    client = Client(pool)
    try:
        yield client
    finally:
        client.close()


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Return when a condition holds; it must within some seconds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "this never came about"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Return whether there is a process of a number, a dead one that nobody reaped included."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def descendants(root: int) -> dict[int, str]:
    """Return the state of each process below one, by its number; Linux only."""
    parents: dict[int, tuple[int, str]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            parents[int(folder.name)] = (int(fields[1]), fields[0])
    found: dict[int, str] = {}
    queue = [root]
    while queue:
        parent = queue.pop()
        for pid, (above, state) in parents.items():
            if above == parent:
                found[pid] = state
                queue.append(pid)
    return found
