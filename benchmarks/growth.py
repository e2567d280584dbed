"""How cost grows with the number of facts, as an SVG: a panel for each comparison, log axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from benchmarks import exports, from_tables, reading, starting
from benchmarks.budgets import SPARQL
from benchmarks.measuring import Cost, Figure

GROWTH = Path(__file__).with_name("growth.svg")


class Panel(NamedTuple):
    """One comparison.

    Attributes:
        title: Above it.
        stage: Whose figures it shows.
        cases: What each line is called, by case; ours first.
        is_memory: Whether megabytes are shown, or else seconds of CPU.
    """

    title: str
    stage: str
    cases: Mapping[str, str]
    is_memory: bool = False


_GRAPHML = {"graphml": "graphkit", exports.NETWORKX: "networkx", exports.IGRAPH: "igraph"}
_TURTLE = {"turtle": "graphkit", exports.RDFLIB: "rdflib", exports.OXIGRAPH: "pyoxigraph"}
_YAML = {
    reading.OURS: "graphkit",
    reading.C_SAFE: "CSafeLoader",
    reading.SAFE: "SafeLoader",
    reading.RUAMEL: "ruamel",
}
PANELS = (
    Panel("Reading YAML", reading.YAML, _YAML),
    Panel(
        "Loading a project",
        reading.LOADING,
        {reading.ANEW: "without the cache", reading.UNCHANGED: "unchanged"},
    ),
    Panel("Turtle", exports.STAGE, _TURTLE),
    Panel("GraphML, building included", exports.STAGE, _GRAPHML),
    Panel(
        "N-Triples, whole process",
        from_tables.STAGE,
        {from_tables.OURS: "graphkit", from_tables.FTM: "ftm", from_tables.MORPH: "morph-kgc"},
    ),
    Panel(
        "SPARQL, the join",
        SPARQL,
        {"pyoxigraph join": "graphkit's engine", "rdflib join": "rdflib"},
    ),
    Panel(
        "YAML to Turtle and GraphML",
        starting.WHOLE,
        {starting.OURS: "graphkit", starting.USUAL: "usual stack"},
    ),
    Panel("Reading YAML: memory", reading.YAML, _YAML, is_memory=True),
    Panel("Turtle: memory added", exports.STAGE, _TURTLE, is_memory=True),
    Panel("GraphML: memory added", exports.STAGE, _GRAPHML, is_memory=True),
)

_COLUMNS, _WIDTH, _HEIGHT = 2, 400, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 112, 34, 34
_COLOURS = ("#0b5cad", "#b3541e", "#6b6b6b", "#7a4fa3")
_LINE = 12
#: What was too little to be measured stands at this many megabytes or seconds.
_LEAST = {True: 0.1, False: 0.001}

Point = tuple[int, float]


def drawn(figures: Iterable[Figure], panels: Sequence[Panel] = PANELS) -> str:
    """Return the picture of the made-up samples; a panel needs two sizes of one of its lines."""
    every = list(figures)
    found = [(panel, points(panel, every)) for panel in panels]
    shown = [(panel, lines) for panel, lines in found if any(len(p) > 1 for p in lines.values())]
    rows = math.ceil(len(shown) / _COLUMNS)
    width, height = _COLUMNS * _WIDTH, max(rows, 1) * _HEIGHT
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="11">',
        "<title>How cost grows with the number of facts</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (panel, lines) in enumerate(shown):
        row, column = divmod(number, _COLUMNS)
        parts.append(f'<g transform="translate({column * _WIDTH} {row * _HEIGHT})">')
        parts += _panel(panel, lines)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>\n"])


def points(panel: Panel, figures: Iterable[Figure]) -> dict[str, list[Point]]:
    """Return facts and cost of each line of a panel, by size, of the made-up samples alone."""
    lines: dict[str, list[Point]] = {name: [] for name in panel.cases.values()}
    for figure in figures:
        name = panel.cases.get(figure.case)
        if name and figure.stage == panel.stage and figure.cost and "made up" in figure.sample:
            lines[name].append((figure.facts, _value(panel, figure.cost)))
    return {name: sorted(line) for name, line in lines.items() if line}


def _value(panel: Panel, cost: Cost) -> float:
    value = cost.added / 1e6 if panel.is_memory else cost.cpu
    return max(value, _LEAST[panel.is_memory])


# ------------------------------------------------------------------------ one panel


def _panel(panel: Panel, lines: Mapping[str, Sequence[Point]]) -> Iterator[str]:
    every = [point for line in lines.values() for point in line]
    low, high = decades(value for _, value in every)
    least, most = min(facts for facts, _ in every), max(facts for facts, _ in every)
    across = _WIDTH - _LEFT - _RIGHT
    up = _HEIGHT - _TOP - _BOTTOM

    def x(facts: float) -> float:
        return _LEFT + across * math.log(facts / least) / math.log(most / least)

    def y(value: float) -> float:
        return _TOP + up * (high - math.log10(value)) / (high - low)

    yield f'<text x="{_LEFT}" y="20" font-weight="bold" font-size="13">{escape(panel.title)}</text>'
    for power in range(low, high + 1):
        at = y(10**power)
        yield f'<path d="M{_LEFT} {at:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
        told = _told(power, is_memory=panel.is_memory)
        yield f'<text x="{_LEFT - 5}" y="{at + 4:.1f}" text-anchor="end" fill="#444">{told}</text>'
    for facts in sorted({facts for facts, _ in every}):
        yield (
            f'<text x="{x(facts):.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle" '
            f'fill="#444">{facts:,}</text>'
        )
    names = list(dict.fromkeys(panel.cases.values()))
    ends = apart([(y(line[-1][1]), name) for name, line in lines.items()], _LINE)
    for name, line in lines.items():
        rank = names.index(name)
        colour, width = _COLOURS[rank], 2.5 if not rank else 1.5
        path = "L".join(f"{x(facts):.1f} {y(value):.1f}" for facts, value in line)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        for facts, value in line:
            yield f'<circle cx="{x(facts):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}"/>'
        weight = ' font-weight="bold"' if not rank else ""
        yield (
            f'<text x="{x(line[-1][0]) + 8:.1f}" y="{ends[name] + 4:.1f}" fill="{colour}"{weight}>'
            f"{escape(name)}</text>"
        )


def decades(values: Iterable[float]) -> tuple[int, int]:
    """Return the powers of ten that hold all values, at least one apart."""
    logs = [math.log10(value) for value in values]
    low = math.floor(min(logs))
    return low, max(math.ceil(max(logs)), low + 1)


def apart(wanted: Iterable[tuple[float, str]], least: float) -> dict[str, float]:
    """Return places near those wanted, from the top, that are far enough from each other."""
    found: dict[str, float] = {}
    last = -math.inf
    for place, name in sorted(wanted):
        last = max(place, last + least)
        found[name] = last
    return found


def _told(power: int, *, is_memory: bool) -> str:
    value = 10.0**power
    if is_memory:
        return f"{value:g} MB"
    return f"{value:g} s" if power >= 0 else f"{value * 1000:g} ms"
