"""The curve of a line from mark to mark, as vis-network and the page (edges.js) draw it."""

from __future__ import annotations

import dataclasses
import math

#: A place in pixels.
Point = tuple[float, float]

#: Pixels between the end of a line and the mark it points at.
_GAP = 3.0
_ROUNDS = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Round:
    """A place with a radius, in pixels."""

    x: float
    y: float
    radius: float


@dataclasses.dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic Bézier curve, in pixels, from (x0, y0) by (x1, y1) to (x2, y2)."""

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    straight: bool

    def point(self, part: float) -> Point:
        """Return the point at a part of its way, 0 to 1."""
        rest = 1 - part
        first, second, third = rest * rest, 2 * rest * part, part * part
        return (
            first * self.x0 + second * self.x1 + third * self.x2,
            first * self.y0 + second * self.y1 + third * self.y2,
        )


def curve(start: Round, end: Round, bend: float) -> Curve:
    """Return the curve from the middle of one mark to the rim of another.

    Args:
        start: The mark it begins in.
        end: The mark it ends at; a loop bows out above it.
        bend: vis-network's roundness, clockwise where positive.
    """
    loop = start == end
    x1, y1 = _control(start, end, bend)
    whole = Curve(start.x, start.y, x1, y1, end.x, end.y, straight=not (bend or loop))
    # Halve the way until the end lies on the rim of the mark.
    low, high = 0.5, 1.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if math.dist(whole.point(middle), (end.x, end.y)) > end.radius + _GAP:
            low = middle
        else:
            high = middle
    x2, y2 = whole.point(low)
    return dataclasses.replace(
        whole,
        x1=start.x + (x1 - start.x) * low,
        y1=start.y + (y1 - start.y) * low,
        x2=x2,
        y2=y2,
    )


def _control(start: Round, end: Round, bend: float) -> Point:
    if start == end:
        return start.x + start.radius * 5, start.y - start.radius * 7
    dx, dy = end.x - start.x, end.y - start.y
    if not bend:
        return start.x + dx / 2, start.y + dy / 2
    angle = math.atan2(dy, dx) - bend * 0.5 * math.pi
    length = math.hypot(dx, dy) * (abs(bend) * 0.5 + 0.5)
    return start.x + math.cos(angle) * length, start.y + math.sin(angle) * length
