"""Samples: the projects on which everything is measured."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import events, made_up
from benchmarks.measuring import ROOT, in_fresh_process
from graphkit.loading import load

#: Names of the samples that are not made up.
SHIPPED, REAL = "shipped project", "real events"


class Sample(NamedTuple):
    """A project.

    Attributes:
        name: In the tables.
        facts: How many it has.
        folder: That holds its ``seeds/``.
        is_made_up: Whether it is one of growing size.
    """

    name: str
    facts: int
    folder: Path
    is_made_up: bool = True


def samples(sizes: Sequence[int], folder: Path, *, real: bool = True) -> Iterator[Sample]:
    """Yield made-up projects, by size, and that of the real events where there are some.

    They are written in a process of their own, so that this one stays small.

    Args:
        sizes: How many facts the made-up ones have.
        folder: Gets a folder of each.
        real: Whether the real events are wanted.
    """
    for size in sorted(sizes):
        home = folder / str(size)
        in_fresh_process(write_made_up, size, home)
        yield Sample(f"{size:,} made up", size, home)
    where = os.environ.get(events.VARIABLE)
    if where and real:
        home = folder / "events"
        facts = in_fresh_process(write_events, Path(where), home)
        yield Sample(REAL, facts, home, is_made_up=False)


def shipped() -> Sample:
    """Return the project that graphkit comes with."""
    return Sample(SHIPPED, in_fresh_process(count_facts, ROOT), ROOT, is_made_up=False)


def write_made_up(size: int, folder: Path) -> None:
    """Write a made-up project."""
    made_up.write_project(made_up.records(size), folder)


def write_events(where: Path, folder: Path) -> int:
    """Write the project of the real events and return how many facts it has."""
    events.write_project(events.find_table(where), folder)
    return count_facts(folder)


def count_facts(folder: Path) -> int:
    """Return how many facts a project has."""
    return sum(1 for _ in load(folder).facts())
