"""What stands around a picture: title and date above, legend, credit and licence below."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from graphkit.graph import Graph
from graphkit.look import read_look
from graphkit.ontology import Group
from graphkit.picture.letters import text_width, wrap_text
from graphkit.picture.names import Box
from graphkit.picture.scene import Drawn
from graphkit.projections.networks.network import Edge, Node
from graphkit.reading import drawing, wording

#: Between the picture and the edge of the paper, of paper that is large enough.
_MARGIN, _LEAST_MARGIN = 40.0, 20.0
#: Width from which type has its full size.
_FULL_WIDTH = 1500.0
_LEAST_TYPE = 0.72
_TITLE, _LINE, _SMALL = 34.0, 16.0, 13.0
_LEADING = 1.35
#: Of a legend: sign, gap after it, gap after the words, in sizes of type.
SIGN_WIDTH = {"kind": 1.5, "line": 2.5, "disputed": 1.5}
_AFTER_SIGN, _AFTER_ITEM, _HEAD_WIDTH = 0.45, 1.5, 6.2

Sign = Literal["kind", "line", "disputed"]


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One line of a legend.

    Attributes:
        words: What the sign means.
        sign: What kind of sign it is.
        kind: Of a mark; whether it is hollow is in ``hollow``.
        colour: Colour group of a line; empty for ink.
        group: Stage group of a line.
    """

    words: str
    sign: Sign
    kind: str = ""
    colour: str = ""
    group: str = Group.REALIZED.value
    hollow: bool = False
    possible: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """A line of text: where it begins, its middle line, its size, its style."""

    text: str
    x: float
    y: float
    size: float
    style: Literal["title", "line", "small", "head"]


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """An item of the legend with the left end of its sign and its middle line."""

    item: Item
    x: float
    y: float


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a picture, and the room it leaves.

    Attributes:
        width: Of the paper, in pixels.
        height: Likewise.
        margin: Kept free on each side.
        area: For the picture.
        words: Texts.
        legend: Signs with their words.
        small: Size of type of the legend.
        rule: Height of the line above the legend.
    """

    width: int
    height: int
    margin: float
    area: Box
    words: Sequence[Words]
    legend: Sequence[Shown]
    small: float
    rule: float


def frame(graph: Graph, part: Drawn, width: int, height: int) -> Frame:
    """Return what stands around a picture of a graph's view.

    Args:
        graph: Where the words are.
        part: What is drawn of it.
        width: Of the paper, in pixels.
        height: Likewise.
    """
    scale = min(1.0, max(_LEAST_TYPE, width / _FULL_WIDTH))
    margin = max(_LEAST_MARGIN, _MARGIN * scale * scale)
    room = width - 2 * margin
    words: list[Words] = []
    y = margin
    above: tuple[tuple[str, Literal["title", "line"], float, int], ...] = (
        (drawing.plain(graph.info.title), "title", _TITLE * scale, 2),
        (dateline(graph, part), "line", _LINE * scale, 2),
    )
    for text, style, size, most in above:
        for line in wrap_text(text, room, size, most, "serif" if style == "title" else "sans"):
            words.append(Words(line, margin, y + size * _LEADING / 2, size, style))
            y += size * _LEADING
    small = _SMALL * scale
    below = _below(graph, room, small)
    bottom = height - margin * 0.7 - len(below) * small * _LEADING
    words += [
        Words(line, margin, bottom + (n + 0.5) * small * _LEADING, small, "small")
        for n, line in enumerate(below)
    ]
    heads, legend, rule = _legend(
        graph, part, Box(margin, 0, width - margin, bottom - small), small
    )
    area = Box(margin, y + small / 2, width - margin, rule - small / 2)
    return Frame(width, height, margin, area, [*words, *heads], legend, small, rule)


def dateline(graph: Graph, part: Drawn) -> str:
    """Return the two clocks and how much there is: ``As of 7 November 2025 · 65 entities, …``."""
    clock = wording.clock_words(graph)
    counts = ", ".join(
        (
            wording.counted(len(part.nodes), "entity", "entities"),
            wording.counted(len(part.edges), "fact"),
            wording.counted(len(graph.sources), "source"),
            wording.counted(len(graph.disputes), "dispute"),
        )
    )
    return wording.dotted(f"{clock[0].upper()}{clock[1:]}", counts)


def _below(graph: Graph, room: float, size: float) -> list[str]:
    """Return credit and licence; the licence is never cut."""
    info = graph.info
    licence = f"Licence: {drawing.plain(info.license)}" if info.license else ""
    credit = drawing.plain(info.credit)
    whole = wording.dotted(credit, licence)
    if text_width(whole, size) <= room:
        return [whole] if whole else []
    return [*wrap_text(credit, room, size, 2), *wrap_text(licence, room, size, 1)]


# ------------------------------------------------------------------------ the legend


def _legend(
    graph: Graph, part: Drawn, room: Box, size: float
) -> tuple[list[Words], list[Shown], float]:
    """Return heads and items of the legend, which ends at the bottom, and where it begins."""
    rows: list[tuple[str, list[list[tuple[Item, float]]]]] = [
        (head, list(_flow(items, room.width - _HEAD_WIDTH * size, size)))
        for head, items in items_of(graph, part)
        if items
    ]
    step = size * 1.75
    top = room.bottom - step * sum(len(lines) for _, lines in rows)
    heads: list[Words] = []
    shown: list[Shown] = []
    y = top
    for head, lines in rows:
        heads.append(Words(head, room.left, y + step / 2, size, "head"))
        for line in lines:
            shown += [
                Shown(item, room.left + _HEAD_WIDTH * size + x, y + step / 2) for item, x in line
            ]
            y += step
    return heads, shown, top - size * 0.6


def _flow(items: Iterable[Item], room: float, size: float) -> Iterator[list[tuple[Item, float]]]:
    """Yield items line by line, each with its distance from the left."""
    line: list[tuple[Item, float]] = []
    x = 0.0
    for whole in items:
        sign = sign_width(whole, size)
        (words,) = wrap_text(whole.words, room - sign, size, 1) or [""]
        item = dataclasses.replace(whole, words=words)
        width = sign + text_width(words, size)
        if line and x + width > room:
            yield line
            line, x = [], 0.0
        line.append((item, x))
        x += width + _AFTER_ITEM * size
    if line:
        yield line


def sign_width(item: Item, size: float) -> float:
    """Return how far right of its sign the words of an item begin."""
    return (SIGN_WIDTH[item.sign] + _AFTER_SIGN) * size


def items_of(graph: Graph, part: Drawn) -> list[tuple[str, list[Item]]]:
    """Return the legend by heads: only what is in the picture."""
    return [
        ("Kinds", list(_kinds(graph, part.nodes))),
        ("Stages", list(_stages(graph, part.edges))),
        ("Relations", list(_colours(part.edges))),
    ]


def _kinds(graph: Graph, nodes: Sequence[Node]) -> Iterator[Item]:
    used = {str(node.columns["kind"]) for node in nodes}
    known = graph.ontology.kinds
    for kind in (*(kind for kind in known if kind in used), *sorted(used - known.keys())):
        label = known[kind].label if kind in known else kind
        yield Item(drawing.plain(label.capitalize()), "kind", kind=kind)
    hollow = sorted(str(n.columns["kind"]) for n in nodes if graph.entities[n.id].unnamed)
    if hollow:
        yield Item("Not named by its source", "kind", kind=hollow[0], hollow=True)


def _stages(graph: Graph, edges: Sequence[Edge]) -> Iterator[Item]:
    used = {str(edge.columns["stage"]) for edge in edges}
    for group in Group:
        words = [
            stage.label
            for stage in graph.ontology.stages.values()
            if stage.group is group and stage.word in used
        ]
        if words:
            yield Item(drawing.plain(", ".join(words)), "line", group=group.value)
    if any(edge.columns["possible"] or edge.columns.get("via_possible") for edge in edges):
        yield Item("thin: only possible", "line", possible=True)
    if any(edge.columns["disputed"] for edge in edges):
        yield Item("sources differ", "disputed")


def _colours(edges: Sequence[Edge]) -> Iterator[Item]:
    used = {str(edge.columns["colour_group"]) for edge in edges}
    known = read_look().lines
    for group in (*(group for group in known if group in used), *sorted(used - set(known))):
        yield Item(drawing.plain(group.capitalize()), "line", colour=group)
