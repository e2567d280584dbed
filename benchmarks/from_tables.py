"""Stage: N-Triples by programs that turn tables and entity files into triples."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measuring import Cost, Figure, in_fresh_process, in_turns, whole
from benchmarks.peer_inputs import write_inputs
from benchmarks.samples import Sample
from benchmarks.stages import Measure, Section, Settings, by_sample, need
from benchmarks.tables import NONE, cost_of, megabytes, seconds, table, times

STAGE = "triples"
OURS, UNCHANGED = "graphkit export ntriples", "graphkit export ntriples, project unchanged"
FTM, MORPH = "ftm export-rdf", "morph-kgc"

_ABOUT = """\
`python benchmarks/everything.py`, {day}. Whole processes to N-Triples: graphkit from a project's
YAML, its cache off or filled; followthemoney from its own entity lines, morph-kgc from CSV and an
RML mapping, each with the same facts in its own terms (`benchmarks/peer_inputs.py`). As each writes
another number of triples, the time for each of them is compared. Memory is the most that was
resident."""


def from_tables(settings: Settings) -> Section:
    """Measure the makers of triples."""
    figures: list[Figure] = []
    for number, sample in enumerate(settings.samples):
        folder = settings.folder / "inputs" / str(number)
        in_fresh_process(write_inputs, sample.folder, folder)
        cases: dict[str, Measure] = {
            OURS: partial(_ours, settings, sample, "--no-cache"),
            UNCHANGED: partial(_ours, settings, sample),
            FTM: partial(_ftm, settings, folder),
            MORPH: partial(_morph, settings, folder),
        }
        # Which fills the cache.
        in_turns(STAGE, f"{sample.name}, first", sample.facts, {UNCHANGED: cases[UNCHANGED]}, 1)
        figures += in_turns(STAGE, sample.name, sample.facts, cases, settings.runs)
    peers = ", ".join(map(settings.environments.version, ("followthemoney", "morph-kgc")))
    head = ("project", "program", "CPU", "triples", "a triple", "memory", "times ours", "runs")
    return Section(
        "## Triples from tables", _ABOUT, [peers, "", *table(head, rows(figures))], figures
    )


def _ours(settings: Settings, sample: Sample, *options: str) -> Cost:
    output = settings.folder / "ours.nt"
    program = Path(sys.executable).with_name("graphkit")
    command = [program, "export", "ntriples", "--project", sample.folder, "-o", output, *options]
    cost = whole(command, XDG_CACHE_HOME=str(settings.folder / "cache" / "tables"))
    return cost._replace(count=_lines(output))


def _ftm(settings: Settings, folder: Path) -> Cost:
    program = need(settings.environments.program("followthemoney", "ftm"), "followthemoney")
    output = folder / "ftm.nt"
    cost = whole([program, "export-rdf", "-i", folder / "entities.json", "-o", output])
    return cost._replace(count=_lines(output))


def _morph(settings: Settings, folder: Path) -> Cost:
    python = need(settings.environments.program("morph-kgc"), "morph-kgc")
    cost = whole([python, "-m", "morph_kgc", folder / "config.ini"])
    return cost._replace(count=_lines(folder / "morph.nt"))


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if line.strip())


def rows(figures: list[Figure]) -> Iterator[tuple[str, ...]]:
    """Yield the cells of a line for each figure."""
    for name, some in by_sample(figures).items():
        ours = cost_of(some, OURS, name)
        for figure in some:
            cost = figure.cost
            if cost is None:
                yield (name, figure.case, figure.absent, *[NONE] * 5)
                continue
            each, ratio = cost.cpu / cost.count, NONE
            if ours and figure.case != OURS:
                ratio = times(each, ours.cpu / ours.count)
            yield (
                name,
                figure.case,
                seconds(cost.cpu),
                f"{cost.count:,.0f}",
                f"{each * 1e6:.1f} µs",
                megabytes(cost.added),
                ratio,
                str(figure.runs),
            )
