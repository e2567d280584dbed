"""A whole picture before it is written: what stands where, and which names found room."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import NamedTuple

from graphkit.graph import Graph
from graphkit.picture.arranging import arranged, room
from graphkit.picture.curves import Curve
from graphkit.picture.letters import text_width, wrap_name
from graphkit.picture.names import (
    Box,
    Boxes,
    Ground,
    Setting,
    Traffic,
    Wanted,
    place_caption,
    place_names,
)
from graphkit.picture.parts import DISPUTED_RADIUS, LEADING, Line, Mark, Scene, name_face
from graphkit.projections.networks.network import Edge, Node
from graphkit.reading import drawing

#: Type sizes of names, and what gives one: the more room an entity has, the larger.
_LEAST_TYPE, _MOST_TYPE = 8.5, 17.0
#: More names than these find no room in any picture.
_MOST_NAMES = 500
#: Beyond so many lines it does not matter what a name lies on.
_MOST_TRAFFIC = 1500
_TRAFFIC_STEP, _MOST_STEPS = 10.0, 60
#: Up to so many lines say themselves what they are.
_MOST_CAPTIONS = 40
_CAPTION_SPOTS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
#: What these kinds count for beside the number of their facts when names compete for room.
_KIND_WEIGHT = {"state": 1, "treaty": 4}


class Drawn(NamedTuple):
    """What is drawn of a graph's network: edges that have begun, nodes that are told of."""

    edges: list[Edge]
    nodes: list[Node]


def drawn(graph: Graph) -> Drawn:
    """Return what is drawn of a graph's network.

    What has not begun is in no picture, nor is an entity of which nothing else is told.
    """
    edges = [edge for edge in graph.network.edges() if "stage_group" in edge.columns]
    used = {name for edge in edges for name in (edge.source, edge.target)}
    used |= {fact.subject for fact in graph.network.values} | graph.network.names
    return Drawn(edges, [node for node in graph.network.nodes() if node.id in used])


def scene(graph: Graph, part: Drawn, area: Box) -> Scene:
    """Return what a picture of a graph's view shows.

    Args:
        graph: Where the words and the positions are.
        part: What is drawn of it.
        area: Where on the paper, in pixels.
    """
    stands = arranged(graph, part.edges, part.nodes, area)
    own = room([(mark.place.x, mark.place.y) for mark in stands.marks])
    type_size = round(2 * min(_MOST_TYPE, max(_LEAST_TYPE, 6 + own / 14))) / 2
    lines = [_line(graph, edge, stands.curves[edge.id]) for edge in part.edges]
    boxes = Boxes()
    for mark in stands.marks:
        boxes.add(mark.box)
    for line in lines:
        if line.disputed:
            boxes.add(_disc(line.curve, stands.size))
    ground = Ground(boxes, _traffic(lines), area)
    names = place_names(_wanted(stands.marks, type_size), ground)
    if len(lines) <= _MOST_CAPTIONS:
        lines = [_captioned(line, type_size - 2, boxes) for line in lines]
    return Scene(stands.marks, lines, names, stands.size, type_size)


# ------------------------------------------------------------------------ names


def _wanted(marks: Sequence[Mark], type_size: float) -> list[Wanted]:
    """Return the names to be placed, those of weight first."""
    ranked = sorted(
        marks, key=lambda mark: (-mark.weight - _KIND_WEIGHT.get(mark.kind, 0), mark.id)
    )
    return [
        Wanted(mark.id, mark.place.x, mark.place.y, mark.place.radius, _settings(mark, type_size))
        for mark in ranked[:_MOST_NAMES]
    ]


def _settings(mark: Mark, type_size: float) -> tuple[Setting, ...]:
    """Return one or two ways to break a name."""
    face, size = name_face(mark.shape), type_size + mark.shape.name.grow
    ways = dict.fromkeys((wrap_name(mark.label), wrap_name(mark.label, 7)))
    return tuple(
        Setting(
            lines, max(text_width(line, size, face) for line in lines), len(lines) * size * LEADING
        )
        for lines in ways
    )


# ------------------------------------------------------------------------ lines


def _line(graph: Graph, edge: Edge, run: Curve) -> Line:
    return Line(
        id=edge.id,
        sentence=drawing.line_sentence(graph, edge),
        colour=str(edge.columns["colour_group"]),
        group=str(edge.columns["stage_group"]),
        stage=str(edge.columns["stage"]),
        possible=bool(edge.columns["possible"] or edge.columns.get("via_possible")),
        symmetric=bool(edge.columns["symmetric"]),
        disputed=bool(edge.columns["disputed"]),
        curve=run,
        caption=drawing.line_label(graph, edge),
    )


def _disc(line: Curve, size: float) -> Box:
    x, y = line.point(0.5)
    radius = DISPUTED_RADIUS * max(0.7, size)
    return Box(x - radius, y - radius, x + radius, y + radius)


def _traffic(lines: Sequence[Line]) -> Traffic:
    """Note which small cells the lines run through."""
    traffic = Traffic()
    for line in lines if len(lines) <= _MOST_TRAFFIC else ():
        run = line.curve
        length = math.dist((run.x0, run.y0), (run.x2, run.y2))
        steps = min(_MOST_STEPS, math.ceil(length / _TRAFFIC_STEP))
        for step in range(1, steps):
            traffic.add(*run.point(step / steps))
    return traffic


def _captioned(line: Line, size: float, boxes: Boxes) -> Line:
    width = text_width(line.caption, size)
    points = (line.curve.point(part) for part in _CAPTION_SPOTS)
    return dataclasses.replace(line, spot=place_caption(points, width, size * LEADING, boxes))
