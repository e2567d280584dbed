"""What a stage of the comparison is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import Absent, Cost, Figure
from benchmarks.peers import Environments
from benchmarks.samples import Sample


class Settings(NamedTuple):
    """How a stage is run.

    Attributes:
        samples: The projects, the made-up ones by size first.
        runs: Of each case; the median counts.
        environments: Of the peers.
        folder: For files that are made on the way.
    """

    samples: Sequence[Sample]
    runs: int
    environments: Environments
    folder: Path

    @property
    def sizes(self) -> list[int]:
        """How many facts the made-up samples have."""
        return [sample.facts for sample in self.samples if sample.is_made_up]


class Section(NamedTuple):
    """What a stage found: a section of RESULTS.md, and the figures in it."""

    heading: str
    about: str
    lines: Sequence[str]
    figures: Sequence[Figure]


Stage = Callable[[Settings], Section]
#: What makes the files of a case ready, unmeasured, and measures it.
Measure = Callable[[], Cost]


def need(program: Path | None, peer: str) -> Path:
    """Return a peer's program.

    Raises:
        Absent: It is not installed.
    """
    if program is None:
        raise Absent(f"missing: python benchmarks/peers.py {peer}")
    return program


def versions(names: Iterable[str]) -> str:
    """Return packages of this environment with their versions."""
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}" for name in names)


def by_sample(figures: Iterable[Figure]) -> Mapping[str, list[Figure]]:
    """Return figures by the name of their sample, in their order."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.sample, []).append(figure)
    return found
