"""Where names go: by priority, on the side with the fewest lines under it, never on another.

The rule of labels.js in graphkit/page/. Boxes lie in the cells of a grid, so that a question costs
the same at 50 names and at 5,000.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

_CELL = 48
_FINE = 10
#: So many names are worth covering a lesser mark.
_WEIGHTY = 12
#: Beyond so many names one try each must do.
_CROWD = 200
#: Pixels between a mark and its name, and a step further out.
_GAP, _STEP = 5.0, 9.0
#: The sides of a mark, the preferred first: x, y, and at which end the text is anchored.
_SIDES = (
    (1.0, 0.0, "start"), (-1.0, 0.0, "end"), (0.0, 1.0, "middle"), (0.0, -1.0, "middle"),
    (0.75, 0.8, "start"), (0.75, -0.8, "start"), (-0.75, 0.8, "end"), (-0.75, -0.8, "end"),
)  # fmt: skip
#: What the next preferred side costs, in lines under a name.
_RANK_COST = 0.8


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y downward.

    Attributes:
        owner: Whose it is: it is never in the way of its owner. Empty for no one's.
        mark: Whether it is a mark, which a name of weight may cover.
    """

    left: float
    top: float
    right: float
    bottom: float
    owner: str = ""
    mark: bool = False

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Boxes:
    """The room that is taken."""

    def __init__(self) -> None:
        """Begin with none."""
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        """Take the room of a box."""
        for cell in _cells(box, _CELL):
            self._cells[cell].append(box)

    def hits(self, box: Box, *, names_only: bool = False) -> bool:
        """Whether a box meets another of another owner; marks may be left out."""
        return any(
            not (box.owner and other.owner == box.owner)
            and not (names_only and other.mark)
            and box.meets(other)
            for cell in _cells(box, _CELL)
            for other in self._cells.get(cell, ())
        )


class Traffic:
    """How many lines run through each small cell."""

    def __init__(self) -> None:
        """Begin with none."""
        self._cells: Counter[tuple[int, int]] = Counter()

    def add(self, x: float, y: float) -> None:
        """Note that a line runs here."""
        self._cells[int(x // _FINE), int(y // _FINE)] += 1

    def under(self, box: Box) -> int:
        """Return how much of the lines runs under a box."""
        return sum(self._cells.get(cell, 0) for cell in _cells(box, _FINE))


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """A way to break a name: its lines, and the room they take in pixels."""

    lines: tuple[str, ...]
    width: float
    height: float


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """A name to be placed beside a round mark; the settings, the preferred first."""

    id: str
    x: float
    y: float
    radius: float
    settings: tuple[Setting, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """A name with its place.

    Attributes:
        x: Where it is anchored.
        y: Its middle line.
        anchor: As SVG's ``text-anchor``.
        setting: How it is broken.
        box: The room it takes.
    """

    x: float
    y: float
    anchor: str
    setting: Setting
    box: Box


@dataclasses.dataclass(frozen=True, slots=True)
class Ground:
    """What names are placed on.

    Attributes:
        boxes: The room that is taken, marks included; grows by what is placed.
        traffic: The lines.
        bounds: What names stay inside.
    """

    boxes: Boxes
    traffic: Traffic
    bounds: Box


def place_names(wanted: Sequence[Wanted], ground: Ground) -> dict[str, Placed]:
    """Place names beside their marks; those that find no room are left out.

    Args:
        wanted: Highest priority first.
        ground: What they are placed on.
    """
    placed: dict[str, Placed] = {}
    for index, item in enumerate(wanted):
        # Next to the mark, then a little away; the weightiest may also cover lesser marks.
        tries = [(0.0, False), (_STEP, False), (2 * _STEP, False), (0.0, True)]
        kept = 4 if index < _WEIGHTY else 1 if len(wanted) > _CROWD else 3
        for away, over in tries[:kept]:
            found = (
                _best_side(item, setting, ground, away=away, over=over) for setting in item.settings
            )
            best = next(filter(None, found), None)
            if best:
                ground.boxes.add(best.box)
                placed[item.id] = best
                break
    return placed


def _best_side(
    item: Wanted, setting: Setting, ground: Ground, *, away: float, over: bool
) -> Placed | None:
    """Return the free side with the fewest lines under it."""
    best: tuple[float, Placed] | None = None
    for rank, side in enumerate(_SIDES):
        place = _at_side(item, setting, side, ground.bounds, away)
        if not _is_inside(place.box, ground.bounds):
            continue
        if ground.boxes.hits(place.box, names_only=over):
            continue
        cost = ground.traffic.under(place.box) + rank * _RANK_COST
        if best is None or cost < best[0]:
            best = (cost, place)
    return best[1] if best else None


def _is_inside(box: Box, bounds: Box) -> bool:
    return (
        box.left >= bounds.left
        and box.right <= bounds.right
        and box.top >= bounds.top
        and box.bottom <= bounds.bottom
    )


def _at_side(
    item: Wanted, setting: Setting, side: tuple[float, float, str], bounds: Box, away: float
) -> Placed:
    """Return where a name would stand on one side of its mark."""
    side_x, side_y, anchor = side
    width, height = setting.width, setting.height
    gap = item.radius + _GAP + away
    middle = anchor == "middle"
    x = item.x + (0.0 if middle else side_x * gap)
    y = item.y + side_y * (gap + height / 2 if middle else gap * 0.7 + height / 2)
    left = x - {"start": 0.0, "end": width, "middle": width / 2}[anchor]
    if middle:
        # Above and below there is room to slide sideways, back into the picture.
        back = max(bounds.left - left + 2, 0.0) - max(left + width + 2 - bounds.right, 0.0)
        slide = max(-width / 2, min(width / 2, back))
        left, x = left + slide, x + slide
    box = Box(left - 2, y - height / 2, left + width + 2, y + height / 2, item.id)
    return Placed(x, y, anchor, setting, box)


def place_caption(
    points: Iterable[tuple[float, float]], width: float, height: float, boxes: Boxes
) -> tuple[float, float] | None:
    """Return the first of some points where a text centred on it is in no one's way.

    Args:
        points: Where it may stand, the preferred first.
        width: Of the text, in pixels.
        height: Likewise.
        boxes: The room that is taken; grows by what is placed.
    """
    for x, y in points:
        box = Box(x - width / 2 - 3, y - height / 2 - 1, x + width / 2 + 3, y + height / 2 + 1)
        if not boxes.hits(box):
            boxes.add(box)
            return x, y
    return None


def _cells(box: Box, size: int) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // size), int(box.right // size) + 1):
        for row in range(int(box.top // size), int(box.bottom // size) + 1):
            yield column, row
