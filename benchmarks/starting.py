"""Stages: start-up of commands, and whole runs from YAML to Turtle and GraphML."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measuring import ROOT, Cost, Figure, in_turns, whole
from benchmarks.samples import SHIPPED, Sample, shipped
from benchmarks.stages import Measure, Section, Settings, by_sample, need, versions
from benchmarks.tables import NONE, cost_of, megabytes, seconds, table, times

START, WHOLE = "start-up", "whole"
HELP, CLICK, TURTLE = "graphkit --help", "click, one command --help", "graphkit export turtle"
OURS, USUAL = "graphkit", "PyYAML, pydantic, rdflib, networkx"
#: A start takes no time, so it can be measured more often.
_STARTS = 7

_JOBS = ROOT / "benchmarks" / "jobs"
_ABOUT_START = """\
`python benchmarks/everything.py`, {day}. Whole processes, after one unmeasured start of each. Least
is `python -c pass`; each peer runs in an environment of its own. Memory is the most that was
resident. Times: the CPU for each second of `graphkit --help`."""
_ABOUT_WHOLE = """\
`python benchmarks/everything.py`, {day}. Whole processes from a project's YAML to Turtle and
GraphML. The usual stack is `benchmarks/jobs/usual_stack.py`: PyYAML's CSafeLoader, pydantic, rdflib
and networkx on the same facts, of which it writes about a quarter of our triples and checks less.
graphkit's cache is empty before each run. Memory is the most that was resident."""


def starting(settings: Settings) -> Section:
    """Measure how long commands take to start."""
    graphkit = Path(sys.executable).with_name("graphkit")
    output = settings.folder / "shipped.ttl"
    cache = str(settings.folder / "cache" / "starting")
    export: list[str | Path] = [graphkit, "export", "turtle", "--project", ROOT, "-o", output]
    cases: dict[str, Measure] = {
        "python -c pass": partial(whole, [sys.executable, "-c", "pass"]),
        CLICK: partial(whole, [sys.executable, _JOBS / "bare_click.py", "--help"]),
        HELP: partial(whole, [graphkit, "--help"]),
        "graphkit --version": partial(whole, [graphkit, "--version"]),
        TURTLE: partial(whole, export, XDG_CACHE_HOME=cache),
    }
    for peer, program in (("rdfpipe", "rdfpipe"), ("followthemoney", "ftm"), ("linkml", "linkml")):
        cases[f"{program} --help"] = partial(_help, settings, peer, program)
    in_turns(START, "first starts", 0, cases, 1)
    figures = in_turns(START, SHIPPED, shipped().facts, cases, max(settings.runs, _STARTS))
    mine = cost_of(figures, HELP, SHIPPED)
    peers = ", ".join(map(settings.environments.version, ("rdfpipe", "followthemoney", "linkml")))
    head = ("command", "CPU", "memory", "times", "runs")
    rows = (
        _row(figure, [times(figure.cost.cpu, mine.cpu) if mine and figure.cost else NONE])
        for figure in figures
    )
    lines = [f"{versions(['click'])}, {peers}", "", *table(head, rows)]
    return Section("## Start-up", _ABOUT_START, lines, figures)


def _help(settings: Settings, peer: str, program: str) -> Cost:
    return whole([need(settings.environments.program(peer, program), peer), "--help"])


def from_yaml(settings: Settings) -> Section:
    """Measure whole runs from YAML to Turtle and GraphML."""
    figures = []
    for sample in (shipped(), *settings.samples):
        cases: dict[str, Measure] = {
            OURS: partial(_our_stack, settings, sample),
            USUAL: partial(_usual_stack, settings, sample),
        }
        figures += in_turns(WHOLE, sample.name, sample.facts, cases, settings.runs)
    head = ("project", "facts", "program", "CPU", "memory", "times ours", "runs")
    lines = [
        settings.environments.version("usual"),
        "",
        *table(head, _whole_rows(figures)),
    ]
    return Section("## From YAML to Turtle and GraphML", _ABOUT_WHOLE, lines, figures)


def _our_stack(settings: Settings, sample: Sample) -> Cost:
    cache = settings.folder / "cache" / "whole"
    shutil.rmtree(cache, ignore_errors=True)
    return _stack(sys.executable, "our_stack.py", settings, sample, XDG_CACHE_HOME=str(cache))


def _usual_stack(settings: Settings, sample: Sample) -> Cost:
    python = need(settings.environments.program("usual"), "usual")
    return _stack(python, "usual_stack.py", settings, sample)


def _stack(
    python: Path | str, script: str, settings: Settings, sample: Sample, **variables: str
) -> Cost:
    command = [python, _JOBS / script, sample.folder, settings.folder, str(sample.facts)]
    return whole(command, **variables)


def _whole_rows(figures: list[Figure]) -> Iterator[tuple[str, ...]]:
    for name, some in by_sample(figures).items():
        mine = cost_of(some, OURS, name)
        for figure in some:
            told = mine and figure.cost and figure.case != OURS
            ratio = times(figure.cost.cpu, mine.cpu) if told and mine and figure.cost else NONE
            yield (name, f"{figure.facts:,}", *_row(figure, [ratio]))


def _row(figure: Figure, more: list[str]) -> tuple[str, ...]:
    cost = figure.cost
    if cost is None:
        return (figure.case, figure.absent, NONE, *more, NONE)
    return (figure.case, seconds(cost.cpu), megabytes(cost.added), *more, str(figure.runs))
