"""Serving what a curator has just written: edits are noticed, and only good ones are served."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from graphkit.errors import BadData, GraphkitError
from graphkit.problems import Problem
from graphkit.resources import ontology_folder
from graphkit.seeds.project import FOLDER
from graphkit.serving.asking import Dataset
from graphkit.serving.served import Served
from graphkit.serving.site import Clocks, read_site

#: Seconds from one look at the files to the next. An edit is read when two looks in a row see
#: the same, so that a file is not read while it is being written.
EVERY = 0.5

_LOG = logging.getLogger(__name__)

#: What the files of a project look like from outside: path, time of the last change, size.
Looks = frozenset[tuple[str, int, int]]


class Replacing(Protocol):
    """What answers queries: `graphkit.serving.pool.Pool`, or what stands in for it."""

    async def replace(self, dataset: Dataset) -> None:
        """Answer the next queries from another dataset."""


class Telling(Protocol):
    """Who is told how a reload went."""

    def reloaded(self, summary: str) -> None:
        """Hear what is served now."""

    def kept(self, problems: Sequence[Problem], reason: str) -> None:
        """Hear why the last good graph is kept: problems of the data, or another reason."""


@dataclasses.dataclass(frozen=True, slots=True)
class Watch:
    """A project that is read again when it changes.

    Attributes:
        root: Its folder.
        clocks: The days from which its graph is looked at.
        tell: Who is told.
        every: Seconds from one look at the files to the next.
    """

    root: Path
    clocks: Clocks
    tell: Telling
    every: float = EVERY

    async def run(self, served: Served, pool: Replacing, seen: Looks) -> None:
        """Go on watching until cancelled.

        Requests are answered from the old graph until the new one is ready, and go on being
        answered from it where the new one has errors.

        Args:
            served: What is served; a good edit changes it.
            pool: What answers queries.
            seen: What the files looked like before they were read for what is served.
        """
        pending = seen
        while True:
            await asyncio.sleep(self.every)
            now = await asyncio.to_thread(looks, self.root)
            if now == pending != seen:
                seen = now
                await self._reload(served, pool)
            pending = now

    async def _reload(self, served: Served, pool: Replacing) -> None:
        try:
            site = await asyncio.to_thread(read_site, self.root, self.clocks)
            if site.dataset != served.site.dataset:
                await pool.replace(site.dataset)
        except BadData as error:
            served.problems = tuple(
                _line(problem) for problem in error.problems if problem.is_error
            )
            self.tell.kept(error.problems, "")
        except (GraphkitError, OSError) as error:
            self._keep(served, " ".join(str(error).split()))
        except Exception as error:  # noqa: BLE001 - see below
            # A fault of ours must not end the watch: the next edit may be free of it.
            _LOG.exception("the edit could not be read")
            self._keep(served, f"the newest edit met a fault of graphkit: {error!r}")
        else:
            served.site, served.problems = site, ()
            self.tell.reloaded(site.graph.summary)

    def _keep(self, served: Served, reason: str) -> None:
        served.problems = (reason,)
        self.tell.kept((), reason)


def looks(root: Path) -> Looks:
    """Return what the files look like that a graph is made of."""
    return frozenset(_looks(root))


def _looks(root: Path) -> Iterator[tuple[str, int, int]]:
    for folder in {root / FOLDER, root / "ontology", ontology_folder()}:
        for path in folder.rglob("*"):
            try:
                about = path.stat()
            except OSError:
                continue  # gone since it was listed, or a link that leads nowhere
            yield str(path), about.st_mtime_ns, about.st_size


def _line(problem: Problem) -> str:
    return f"{problem.place}: {problem.code}: {problem.message}"
