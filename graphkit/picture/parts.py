"""What a picture is made of: marks of entities, lines of facts, names, in pixels."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from graphkit.look import KindShape, read_look
from graphkit.picture.curves import Curve, Point, Round
from graphkit.picture.letters import Face
from graphkit.picture.names import Box, Placed

#: Height of a line of type as a share of its size.
LEADING = 1.16
#: Radius of the disc with a question mark, at the usual size of marks.
DISPUTED_RADIUS = 6.5


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """An entity.

    Attributes:
        id: Of the entity.
        name: In one line that XML can hold.
        label: The short one, which is drawn.
        kind: Word of its kind.
        hollow: Whether its source does not name it.
        place: Where it stands.
        weight: How many lines end here.
    """

    id: str
    name: str
    label: str
    kind: str
    hollow: bool
    place: Round
    weight: int

    @property
    def shape(self) -> KindShape:
        """How its kind is drawn."""
        return read_look().shape(self.kind)

    @property
    def box(self) -> Box:
        """The room it takes."""
        at, r = self.place, self.place.radius
        return Box(at.x - r, at.y - r, at.x + r, at.y + r, self.id, mark=True)


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A fact.

    Attributes:
        id: Of the edge.
        sentence: All that it says.
        colour: Its colour group.
        group: Its stage group.
        stage: Its stage.
        possible: Whether it is only possible.
        symmetric: Whether it points neither way.
        disputed: Whether sources differ about it.
        curve: Where it runs.
        caption: What may stand on it.
        spot: Middle of the caption; none where there is none.
    """

    id: str
    sentence: str
    colour: str
    group: str
    stage: str
    possible: bool
    symmetric: bool
    disputed: bool
    curve: Curve
    caption: str
    spot: Point | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Scene:
    """A picture before it is written.

    Attributes:
        marks: By id.
        lines: By id.
        names: Of the marks that found room, by id.
        size: Factor of marks and lines, 1 where there is room.
        type_size: Of names, in pixels.
    """

    marks: Sequence[Mark]
    lines: Sequence[Line]
    names: Mapping[str, Placed]
    size: float
    type_size: float


def name_face(shape: KindShape) -> Face:
    """Return the face whose widths the names of a kind are measured by."""
    if shape.name.family == "serif":
        return "serif"
    return "bold" if shape.name.weight > 400 else "sans"  # noqa: PLR2004 - what CSS calls normal
