"""Where nodes stand: computed once, kept beside the facts, never in the reader's browser.

Distances are pixels at a zoom of one. The same input gives the same positions on one machine;
since floats may differ between machines, the shipped positions are stored, to one decimal.
"""

from __future__ import annotations

import heapq
import itertools
import json
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    import igraph

_Point = tuple[float, float]
#: A place for each node, by entity id.
Positions = Mapping[str, _Point]

FILE = "layout.json"
#: Mean distance of a node to its nearest neighbour that leaves room for its label.
SPACING = 120.0
#: No two nodes stand nearer than this.
CLEARANCE = 80.0
#: Nor two parts that no edge joins.
_APART = 1.6 * SPACING
_SEED = 20251106
#: In radians: no two steps in one direction.
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
#: Power by which distances from the middle are drawn; 1 leaves them as they are.
_OPENING = 0.55
_SAMPLE = 400
# Kamada-Kawai draws the calmest picture but takes quadratic time; Fruchterman-Reingold has a
# grid variant in igraph above 1,000 nodes and stays within seconds at 10,000.
_MOST_FOR_KAMADA_KAWAI = 500


def layout(nodes: Sequence[str], edges: Iterable[tuple[str, str]], old: Positions) -> Positions:
    """Return a position for every node; a node that had one keeps it.

    Args:
        nodes: Ids, sorted.
        edges: Pairs of ids, both in ``nodes``; a pair that repeats pulls once.
        old: Positions kept from an earlier layout; ids that are gone are left out.
    """
    kept = {name: old[name] for name in nodes if name in old}
    if len(kept) == len(nodes):
        return kept
    pairs = sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]})
    if kept:
        return _rounded(_add(nodes, pairs, kept))
    return _rounded(_compute(nodes, pairs))


def _compute(nodes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, _Point]:
    """Lay out each connected part on its own, the largest first, and set the others beside it."""
    import igraph

    index = {name: number for number, name in enumerate(nodes)}
    graph = igraph.Graph(len(nodes), [(index[a], index[b]) for a, b in pairs])
    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311 - a picture, no secret
    placed: dict[str, _Point] = {}
    taken = _Taken(_APART)
    for part in sorted(graph.connected_components(), key=lambda part: (-len(part), part[0])):
        names = [nodes[number] for number in part]
        points = _open_middle(_part(graph.subgraph(part)))
        local = _spread(_scaled(dict(zip(names, points, strict=True))))
        moved = _beside(local, taken) if placed else local
        for point in moved.values():
            taken.add(point)
        placed |= moved
    return placed


def _part(graph: igraph.Graph) -> list[_Point]:
    """Lay out one connected part, in units of its own."""
    size = graph.vcount()
    if size <= _MOST_FOR_KAMADA_KAWAI:
        made = graph.layout_kamada_kawai(seed=graph.layout_circle(), maxiter=200 * size)
    else:
        made = graph.layout_fruchterman_reingold(niter=500)
    return [(float(x), float(y)) for x, y in made.coords]


def _open_middle(points: Sequence[_Point]) -> list[_Point]:
    """Draw what is near the middle outward: hubs crowd there, leaves stand around with room."""
    cx, cy = _middle(points)
    radii = [math.dist(point, (cx, cy)) for point in points]
    longest = max(radii) or 1.0
    opened = []
    for (x, y), radius in zip(points, radii, strict=True):
        factor = (radius / longest) ** (_OPENING - 1) if radius else 0.0
        opened.append(((x - cx) * factor, (y - cy) * factor))
    return opened


def _scaled(positions: Positions) -> dict[str, _Point]:
    """Centre the picture, lay its long side flat, and give labels room."""
    points = list(positions.values())
    if len(points) < 2:  # noqa: PLR2004 - one point has no size
        return dict.fromkeys(positions, (0.0, 0.0))
    cx, cy = _middle(points)
    sxx = sum((x - cx) ** 2 for x, _ in points)
    syy = sum((y - cy) ** 2 for _, y in points)
    sxy = sum((x - cx) * (y - cy) for x, y in points)
    turn = -0.5 * math.atan2(2 * sxy, sxx - syy)
    cos, sin = math.cos(turn), math.sin(turn)
    turned = [((x - cx) * cos - (y - cy) * sin, (x - cx) * sin + (y - cy) * cos) for x, y in points]
    # A sample is enough for a mean, and keeps this from growing with the square.
    nearest = [
        min((math.dist(a, b) for j, b in enumerate(turned) if j != i), default=1.0)
        for i, a in enumerate(turned[:_SAMPLE])
    ]
    unit = SPACING / (sum(nearest) / len(nearest) or 1.0)
    return {name: (x * unit, y * unit) for name, (x, y) in zip(positions, turned, strict=True)}


class _Taken:
    """Spots that are taken, by cells of a grid, so that the question costs the same among 50,000.

    Args:
        room: How far from each of them a spot is free, which is also the size of a cell.
    """

    def __init__(self, room: float, spots: Iterable[_Point] = ()) -> None:
        self._room = room
        self._cells: dict[tuple[int, int], list[_Point]] = {}
        for spot in spots:
            self.add(spot)

    def add(self, spot: _Point) -> None:
        """Take a spot."""
        self._cells.setdefault(self._cell(spot), []).append(spot)

    def is_free(self, spot: _Point) -> bool:
        """Return whether nothing stands too near to a spot."""
        column, row = self._cell(spot)
        return all(
            math.dist(spot, other) >= self._room
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in self._cells.get((column + dx, row + dy), ())
        )

    def _cell(self, spot: _Point) -> tuple[int, int]:
        return int(spot[0] // self._room), int(spot[1] // self._room)


def _beside(part: Mapping[str, _Point], taken: _Taken) -> dict[str, _Point]:
    """Move a part to the nearest spot with so much room that it stands apart."""
    for dx, dy in _spiral(SPACING / 2):
        moved = {name: (x + dx, y + dy) for name, (x, y) in part.items()}
        if all(taken.is_free(spot) for spot in moved.values()):
            return moved
    raise AssertionError  # the spiral has no end


def _spread(positions: dict[str, _Point]) -> dict[str, _Point]:
    """Push apart what stands too near, by cells of a grid so that large graphs stay quick."""
    names = list(positions)
    points = [list(positions[name]) for name in names]
    for _ in range(60):
        cells: dict[tuple[int, int], list[int]] = {}
        for number, (x, y) in enumerate(points):
            cells.setdefault((int(x // CLEARANCE), int(y // CLEARANCE)), []).append(number)
        moved = False
        for (column, row), here in cells.items():
            near = [
                number
                for dx in (-1, 0, 1)
                for dy in (-1, 0, 1)
                for number in cells.get((column + dx, row + dy), ())
            ]
            for a in here:
                for b in near:
                    if a < b and _push(points[a], points[b], angle=_GOLDEN_ANGLE * b):
                        moved = True
        if not moved:
            break
    return {name: (x, y) for name, (x, y) in zip(names, points, strict=True)}


def _push(a: list[float], b: list[float], angle: float) -> bool:
    """Move two points apart to the clearance; say whether they were too near."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = math.hypot(dx, dy)
    if distance >= CLEARANCE:
        return False
    if distance < 1e-6:  # noqa: PLR2004 - the same spot: any direction does, but a fixed one
        dx, dy, distance = math.cos(angle), math.sin(angle), 1.0
        step = CLEARANCE / 2
    else:
        step = (CLEARANCE - distance) / 2 + 0.5
    a[0] -= dx / distance * step
    a[1] -= dy / distance * step
    b[0] += dx / distance * step
    b[1] += dy / distance * step
    return True


def _add(
    nodes: Sequence[str], pairs: Sequence[tuple[str, str]], kept: Positions
) -> dict[str, _Point]:
    """Place new nodes beside their neighbours, at the free spot nearest to their middle."""
    neighbours: dict[str, list[str]] = {name: [] for name in nodes}
    for a, b in pairs:
        neighbours[a].append(b)
        neighbours[b].append(a)
    placed = dict(kept)
    taken = _Taken(CLEARANCE, placed.values())
    number = {name: sum(n in placed for n in neighbours[name]) for name in nodes}
    # First those with most placed neighbours, so that chains grow from what is there.
    queue = [(-number[name], name) for name in nodes if name not in placed]
    heapq.heapify(queue)
    while queue:
        _, name = heapq.heappop(queue)
        if name in placed:
            continue  # it stands in the queue again for each neighbour that was placed meanwhile
        anchors = [placed[n] for n in neighbours[name] if n in placed]
        placed[name] = _free_spot(_middle(anchors or list(placed.values())), taken)
        taken.add(placed[name])
        for near in neighbours[name]:
            number[near] += 1
            if near not in placed:
                heapq.heappush(queue, (-number[near], near))
    return {name: placed[name] for name in nodes}


def _middle(points: Sequence[_Point]) -> _Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def _free_spot(start: _Point, taken: _Taken) -> _Point:
    """Return the spot nearest to a start that has room for a node."""
    for dx, dy in _spiral(CLEARANCE / 2):
        spot = (start[0] + dx, start[1] + dy)
        if taken.is_free(spot):
            return spot
    raise AssertionError  # the spiral has no end


def _spiral(step: float) -> Iterator[_Point]:
    """Yield steps outward without end, evenly spread over the plane (Vogel's model)."""
    for turn in itertools.count():
        radius, angle = step * math.sqrt(turn), turn * _GOLDEN_ANGLE
        yield radius * math.cos(angle), radius * math.sin(angle)


def _rounded(positions: Positions) -> Positions:
    # Adding 0.0 turns -0.0 into 0.0, which would be other bytes for the same place.
    return {name: (round(x, 1) + 0.0, round(y, 1) + 0.0) for name, (x, y) in positions.items()}


def read_layout(path: Path) -> Positions:
    """Read stored positions; none where there is no file.

    Raises:
        GraphkitError: The file is not what `render_layout` writes.
    """
    if not path.exists():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        read = {name: (_coordinate(x), _coordinate(y)) for name, (x, y) in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        msg = f"{path} holds no layout ({error}): remove it and run graphkit layout"
        raise GraphkitError(msg) from error
    return read


def _coordinate(value: object) -> float:
    """Return a number of the file; a text of digits is none, and neither is NaN."""
    if isinstance(value, (int, float)) and math.isfinite(value):
        return float(value)
    raise ValueError(f"{value!r} is no coordinate")


def render_layout(positions: Positions) -> str:
    """Return positions as JSON, sorted, one node a line."""
    rows = (f"{json.dumps(name)}: [{x:.1f}, {y:.1f}]" for name, (x, y) in sorted(positions.items()))
    return "{\n" + ",\n".join(rows) + "\n}\n"
