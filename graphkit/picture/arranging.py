"""Where marks stand and lines run on the paper: the layout, stretched to the room there is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graphkit.graph import Graph
from graphkit.layout import Positions
from graphkit.look import read_look
from graphkit.picture.curves import Curve, Point, Round, curve
from graphkit.picture.names import Box
from graphkit.picture.parts import Mark
from graphkit.projections.networks.bends import bends
from graphkit.projections.networks.network import Edge, Node
from graphkit.reading import drawing

#: Pixels kept free for names at the sides, and above and below.
_SIDE, _ABOVE = 96.0, 40.0
#: How much wider or taller than it was laid out a picture may be drawn.
_STRETCH = 2.4
#: Pixels for a unit of the layout, at most: a few entities do not lie worlds apart.
_MOST_SCALE = 1.7
#: How often a picture is drawn smaller until no curve bows out of it.
_FITTINGS = 6
_RADIUS, _MOST_RADIUS = 9.0, 26.0
#: Pixels of a side of the square that an entity has to itself, for marks of the usual size.
_ROOM = 105.0
_LEAST_SIZE, _MOST_SIZE = 0.3, 1.5


class Arranged(NamedTuple):
    """Marks, the curves of edges by id, and the factor of both."""

    marks: list[Mark]
    curves: dict[str, Curve]
    size: float


def arranged(graph: Graph, edges: Sequence[Edge], nodes: Sequence[Node], area: Box) -> Arranged:
    """Return what stands where, drawn smaller until no curve bows out of the area.

    Args:
        graph: Where positions and names are.
        edges: What is drawn of its network.
        nodes: Likewise, at least the ends of the edges.
        area: Where on the paper, in pixels.
    """
    kept = {edge.id for edge in edges}
    bent = bends([tie for tie in graph.network.ties if tie.id in kept])
    weights = Counter(name for edge in edges for name in (edge.source, edge.target))

    def at(inner: Box) -> Arranged:
        places = _places(nodes, graph.positions, inner)
        size = min(_MOST_SIZE, max(_LEAST_SIZE, room(list(places.values())) / _ROOM))
        marks = [_mark(graph, node, places[node.id], size, weights[node.id]) for node in nodes]
        rounds = {mark.id: mark.place for mark in marks}
        curves = {e.id: curve(rounds[e.source], rounds[e.target], bent[e.id]) for e in edges}
        return Arranged(marks, curves, size)

    inner, found = area, at(area)
    for _ in range(_FITTINGS):
        smaller = _inset(inner, area, found.curves.values())
        if smaller == inner:
            break
        inner, found = smaller, at(smaller)
    return found


def _places(nodes: Sequence[Node], positions: Positions, area: Box) -> dict[str, Point]:
    """Map the layout to the paper, a little wider or taller than it came."""
    points = {node.id: positions[node.id] for node in nodes}
    if not points:
        return {}
    left, right, top, bottom = _extent(points.values())
    side, above = min(_SIDE, area.width * 0.15), min(_ABOVE, area.height * 0.1)
    across = (area.width - 2 * side) / max(right - left, 1)
    down = (area.height - 2 * above) / max(bottom - top, 1)
    across = min(across, down * _STRETCH, _MOST_SCALE)
    down = min(down, across * _STRETCH, _MOST_SCALE)
    cx, cy = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    return {
        name: (cx + (x - (left + right) / 2) * across, cy + (y - (top + bottom) / 2) * down)
        for name, (x, y) in points.items()
    }


def room(places: Sequence[Point]) -> float:
    """Return the side of the square that an entity has to itself, in pixels."""
    if not places:
        return 0.0
    left, right, top, bottom = _extent(places)
    # Round what stands outermost there is room as well.
    return math.sqrt((right - left + 2 * _ABOVE) * (bottom - top + 2 * _ABOVE) / len(places))


def _extent(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Return the least and the greatest x, then y."""
    xs, ys = zip(*points, strict=True)
    return min(xs), max(xs), min(ys), max(ys)


def _inset(inner: Box, area: Box, curves: Iterable[Curve]) -> Box:
    """Return a smaller box for the marks where curves bow out of the area."""
    points = [run.point(part / 8) for run in curves if not run.straight for part in range(9)]
    if not points:
        return inner
    left, right, top, bottom = _extent(points)
    across = max(area.left - left, right - area.right, 0.0)
    down = max(area.top - top, bottom - area.bottom, 0.0)
    if not across and not down:
        return inner
    # The further out, the less room: what bows out grows with what it runs between.
    across = min(across, inner.width * 0.45)
    down = min(down, inner.height * 0.45)
    return Box(inner.left + across, inner.top + down, inner.right - across, inner.bottom - down)


def _mark(graph: Graph, node: Node, place: Point, size: float, weight: int) -> Mark:
    kind, entity = str(node.columns["kind"]), graph.entities[node.id]
    radius = min(_RADIUS * (0.78 + 0.2 * math.sqrt(weight)), _MOST_RADIUS) * size
    return Mark(
        id=node.id,
        name=drawing.name(entity.name),
        label=drawing.name(entity.short_name),
        kind=kind,
        hollow=entity.unnamed,
        place=Round(*place, radius * read_look().shape(kind).size),
        weight=weight,
    )
