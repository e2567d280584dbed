"""Stages: reading YAML, beside other readers; loading a project, cold and unchanged."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measuring import Cost, Figure, in_turns, job
from benchmarks.samples import Sample
from benchmarks.stages import Measure, Section, Settings, by_sample, need, versions
from benchmarks.tables import NONE, cost_of, megabytes, seconds, table, times

YAML, LOADING = "YAML", "loading"
OURS, C_SAFE, SAFE = "graphkit", "PyYAML CSafeLoader", "PyYAML SafeLoader"
PAUSED, RUAMEL = "PyYAML CSafeLoader, collector paused", "ruamel.yaml safe C"
COLD, ANEW, UNCHANGED = "cold, the cache being filled", "without the cache", "unchanged"

_READERS = {OURS: "graphkit", C_SAFE: "c-safe", PAUSED: "c-safe-paused", SAFE: "safe"}
_ABOUT_YAML = """\
`python benchmarks/everything.py`, {day}. Every YAML file of a project is read and kept, by each
reader in a fresh process; the clock starts when all is imported. graphkit's reader tells line and
column of every value, refuses duplicate keys and pauses Python's collector meanwhile; so that the
ratio can be told from that of the pause, CSafeLoader is asked with the collector paused too. Added
is the resident memory at most beyond what there was before (VmHWM)."""
_ABOUT_LOADING = """\
`python benchmarks/everything.py`, {day}. From a project's folder to a checked graph, in a fresh
process whose clock starts when all is imported. Cold: the cache is empty and is filled meanwhile.
Unchanged: another process reads from it what the one before kept. Times: the CPU without the cache
for each second of the case."""


def reading_yaml(settings: Settings) -> Section:
    """Measure the readers of YAML."""
    figures = []
    for sample in settings.samples:
        cases: dict[str, Measure] = {
            name: partial(job, sys.executable, "reading", reader, str(sample.folder))
            for name, reader in _READERS.items()
        }
        cases[RUAMEL] = partial(_ruamel, settings, sample)
        figures += in_turns(YAML, sample.name, sample.facts, cases, settings.runs)
    sizes = {sample.name: _size(sample.folder) for sample in settings.samples}
    lines = [
        f"{versions(['PyYAML'])}, {settings.environments.version('ruamel')}",
        "",
        *table(
            ("project", "YAML", "reader", "CPU", "added", "times ours", "runs"),
            (
                (name, megabytes_of(sizes[name]), *row)
                for name, some in by_sample(figures).items()
                for row in rows(some, OURS)
            ),
        ),
    ]
    return Section("## Reading YAML", _ABOUT_YAML, lines, figures)


def _ruamel(settings: Settings, sample: Sample) -> Cost:
    python = need(settings.environments.program("ruamel"), "ruamel")
    return job(python, "reading", "ruamel", str(sample.folder))


def loading(settings: Settings) -> Section:
    """Measure loading."""
    figures = []
    for sample in settings.samples:
        cache = settings.folder / "cache" / sample.name.replace(" ", "-")
        cases: dict[str, Measure] = {
            COLD: partial(_cold, sample.folder, cache),
            UNCHANGED: partial(_load, "cached", sample.folder, cache),
            ANEW: partial(_load, "anew", sample.folder, cache),
        }
        figures += in_turns(LOADING, sample.name, sample.facts, cases, settings.runs)
    head = ("project", "case", "CPU", "added", "times", "runs")
    lines = table(head, _loading_rows(figures))
    return Section("## Loading a project", _ABOUT_LOADING, lines, figures)


def _cold(folder: Path, cache: Path) -> Cost:
    shutil.rmtree(cache, ignore_errors=True)
    return _load("cached", folder, cache)


def _load(how: str, folder: Path, cache: Path) -> Cost:
    return job(sys.executable, "loading", how, str(folder), XDG_CACHE_HOME=str(cache))


def _loading_rows(figures: list[Figure]) -> Iterator[tuple[str, ...]]:
    for name, some in by_sample(figures).items():
        anew = cost_of(some, ANEW, name)
        for figure in some:
            cost = figure.cost
            if cost is None:
                yield (name, figure.case, figure.absent, NONE, NONE, NONE)
                continue
            ratio = times(anew.cpu, cost.cpu) if anew else NONE
            cells = (seconds(cost.cpu), megabytes(cost.added), ratio, str(figure.runs))
            yield (name, figure.case, *cells)


def rows(figures: list[Figure], ours: str) -> Iterator[tuple[str, ...]]:
    """Yield case, CPU, memory, how many times ours, and runs of the figures of one sample."""
    mine = cost_of(figures, ours, figures[0].sample)
    for figure in figures:
        cost = figure.cost
        if cost is None:
            yield (figure.case, figure.absent, NONE, NONE, NONE)
            continue
        ratio = times(cost.cpu, mine.cpu) if mine and figure.case != ours else NONE
        cells = (seconds(cost.cpu), megabytes(cost.added), ratio, str(figure.runs))
        yield (figure.case, *cells)


def megabytes_of(size: int) -> str:
    """Return a size of files, to a tenth of a megabyte where it is small."""
    return megabytes(size) if size > 10_000_000 else f"{size / 1e6:.2f} MB"  # noqa: PLR2004


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.yaml"))
