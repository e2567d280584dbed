"""SVG: a still picture of the view, for print, slides and web pages.

It looks like the page, holds no script, asks for no font, and can be read by tools that know
little of CSS: single classes, no variables, no media queries. For that reason a picture is light
or dark, and never both: what turned dark with its reader's system would be a dark patch in a
white article. Every mark and every line says as its ``<title>`` what it is; browsers show it on
hover.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from graphkit.exporting import Exporter, Variant
from graphkit.graph import Graph
from graphkit.look import PAPER, Theme, read_look
from graphkit.ontology import Group
from graphkit.picture.curves import Curve
from graphkit.picture.frame import SIGN_WIDTH, Frame, Shown, dateline, frame, sign_width
from graphkit.picture.parts import DISPUTED_RADIUS, Line, Mark, Scene
from graphkit.picture.scene import drawn, scene
from graphkit.picture.style import CERTAIN, OTHER, POSSIBLE, number, style, thin
from graphkit.projections.networks.xml_text import attribute, content
from graphkit.reading import drawing

#: Width and height of the paper, in pixels.
Size = tuple[int, int]

#: Length of an arrowhead, as on the page (graphkit/page/picture/edges.js).
_ARROW = 9.0
#: From the middle of a line of type down to where its letters stand, as a share of its size.
_BASELINE = 0.35
_GLYPH = 0.62


def render_svg(graph: Graph, size: Size = PAPER, theme: Theme = "light") -> Iterator[str]:
    """Yield the picture of a graph's view.

    Args:
        graph: What to draw, in its shape, on its day. What has not begun is left out.
        size: Width and height of the paper, in pixels.
        theme: The colours.
    """
    part = drawn(graph)
    around = frame(graph, part, *size)
    shown = scene(graph, part, around.area)
    yield from _head(graph, around, theme, shown.size, dateline(graph, part))
    yield '<g class="gk-lines">\n'
    for line in shown.lines:
        yield _line(line, shown.size)
    yield "</g>\n"
    yield from (_question(line, shown.size) for line in shown.lines if line.disputed)
    yield '<g class="gk-entities">\n'
    for mark in shown.marks:
        yield _mark(mark)
    yield "</g>\n"
    # Names last: none is under a mark or a line.
    yield '<g class="gk-names">\n'
    for mark in shown.marks:
        yield from _name(mark, shown)
    for line in shown.lines:
        yield from _caption(line, shown)
    yield "</g>\n"
    yield from _frame(around)
    yield "</svg>\n"


# ------------------------------------------------------------------------ head


def _head(graph: Graph, around: Frame, theme: Theme, size: float, line: str) -> Iterator[str]:
    width, height = around.width, around.height
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="gk-title gk-desc">\n'
    )
    told = f"{line}. {drawing.LEGEND}"
    yield f'<title id="gk-title">{content(drawing.plain(graph.info.title))}</title>\n'
    yield f'<desc id="gk-desc">{content(told)}</desc>\n'
    yield f"<style>\n{style(read_look(), theme, size)}</style>\n"
    yield f'<rect class="gk-paper" width="{width}" height="{height}"/>\n'


# ------------------------------------------------------------------------ lines


def _line(line: Line, size: float) -> str:
    colour = _colour(line.colour, line.group)
    width = POSSIBLE if line.possible else CERTAIN
    marks = (" (possibly)" * line.possible, " · sources differ" * line.disputed)
    classes = f"gk-line {colour} gk-stage-{line.group}{' gk-possible' * line.possible}"
    return (
        f'<path class="{classes}" data-fact="{attribute(line.id)}" d="{_path(line.curve)}">'
        f"<title>{content(line.sentence + ''.join(marks))}</title></path>\n"
        + _end(line, colour, _ARROW * thin(size) + width)
    )


def _end(line: Line, colour: str, length: float) -> str:
    """Return what a line ends in: an arrowhead; a bar where it does not hold; or nothing."""
    run = line.curve
    angle = math.atan2(run.y2 - run.y1, run.x2 - run.x1)
    cos, sin = math.cos(angle) * length, math.sin(angle) * length
    if line.group == Group.NEGATIVE.value:
        ends = ((run.x2 - sin * 0.5, run.y2 + cos * 0.5), (run.x2 + sin * 0.5, run.y2 - cos * 0.5))
        return f'<path class="gk-line {colour}" d="M{_points(*ends)}"/>\n'
    if line.symmetric:
        return ""
    corners = (
        (run.x2 + cos * 0.15, run.y2 + sin * 0.15),
        (run.x2 - cos * 0.9 + sin * 0.36, run.y2 - sin * 0.9 - cos * 0.36),
        (run.x2 - cos * 0.68, run.y2 - sin * 0.68),
        (run.x2 - cos * 0.9 - sin * 0.36, run.y2 - sin * 0.9 + cos * 0.36),
    )
    return f'<path class="gk-head {colour}" d="M{_points(*corners)}Z"/>\n'


def _question(line: Line, size: float) -> str:
    """Return the question mark on a line that sources differ about."""
    x, y = line.curve.point(0.5)
    return _disc(x, y, DISPUTED_RADIUS * max(0.7, size), _colour(line.colour, line.group))


def _disc(x: float, y: float, radius: float, colour: str) -> str:
    return (
        f'<circle class="{colour} gk-disc" cx="{number(x)}" cy="{number(y)}" '
        f'r="{number(radius)}"/>'
        + _text("?", x, y, radius * 1.55, "gk-text gk-bold", anchor="middle")
        + "\n"
    )


def _path(run: Curve) -> str:
    if run.straight:
        return f"M{_points((run.x0, run.y0), (run.x2, run.y2))}"
    return f"M{_points((run.x0, run.y0))}Q{_points((run.x1, run.y1), (run.x2, run.y2))}"


def _colour(colour: str, group: str) -> str:
    """Return the class of a line's colour."""
    known = colour if colour in read_look().lines else OTHER
    return f"gk-{known}-{group}" if group == Group.CLOSED.value else f"gk-{known}"


# ------------------------------------------------------------------------ marks and names


def _mark(mark: Mark) -> str:
    glyph = _glyph(mark.kind, mark.place.x, mark.place.y, mark.place.radius, hollow=mark.hollow)
    return f'<g data-entity="{attribute(mark.id)}"><title>{content(mark.name)}</title>{glyph}</g>\n'


def _glyph(kind: str, x: float, y: float, radius: float, *, hollow: bool) -> str:
    """Return a kind's shape: a rim of paper, the outline, and the filling where it is hollow."""
    shape = read_look().shape(kind)
    scale = radius / 10
    path = attribute(shape.path)
    parts = [
        f'<path class="gk-rim" stroke-width="{number(6 / scale)}" d="{path}"/>',
        f'<path class="gk-outline" stroke-width="{number(3 / scale)}" d="{path}"/>',
    ]
    if hollow or not shape.solid:
        parts.append(f'<path class="gk-filling" d="{path}"/>')
    if shape.detail:
        width = number(1.2 / scale)
        parts.append(f'<path class="gk-detail" stroke-width="{width}" d="{shape.detail}"/>')
    place = f"translate({_points((x, y))}) scale({scale:.3f})"
    return f'<g transform="{place}">{"".join(parts)}</g>'


def _name(mark: Mark, shown: Scene) -> Iterator[str]:
    place = shown.names.get(mark.id)
    if place is None:
        return
    style = mark.shape.name
    classes = "".join(
        (
            " gk-serif" * (style.family == "serif"),
            " gk-bold" * (style.weight > 400),  # noqa: PLR2004 - what CSS calls normal
            " gk-italic" * style.italic,
        )
    )
    size = shown.type_size + style.grow
    step = place.setting.height / len(place.setting.lines)
    for kind in ("gk-halo", "gk-text gk-name"):
        for row, line in enumerate(place.setting.lines):
            y = place.y + (row - (len(place.setting.lines) - 1) / 2) * step
            yield _text(line, place.x, y, size, f"{kind}{classes}", anchor=place.anchor) + "\n"


def _caption(line: Line, shown: Scene) -> Iterator[str]:
    if line.spot is None:
        return
    for kind in ("gk-halo", "gk-text gk-caption"):
        yield _text(line.caption, *line.spot, shown.type_size - 2, kind, anchor="middle") + "\n"


# ------------------------------------------------------------------------ frame


def _frame(around: Frame) -> Iterator[str]:
    yield f'<rect class="gk-band" width="{around.width}" height="4"/>\n'
    left, right = number(around.margin), number(around.width - around.margin)
    y = number(around.rule)
    yield f'<path class="gk-rule" d="M{left} {y}H{right}"/>\n'
    classes = {
        "title": "gk-text gk-serif gk-bold gk-heading",
        "line": "gk-text",
        "small": "gk-text gk-muted",
        "head": "gk-text gk-bold",
    }
    for words in around.words:
        yield _text(words.text, words.x, words.y, words.size, classes[words.style]) + "\n"
    for shown in around.legend:
        yield _legend(shown, around.small)


def _legend(shown: Shown, size: float) -> str:
    item, x, y = shown.item, shown.x, shown.y
    width = SIGN_WIDTH[item.sign] * size
    if item.sign == "kind":
        sign = _glyph(item.kind, x + width / 2, y, size * _GLYPH, hollow=item.hollow)
    elif item.sign == "disputed":
        sign = _disc(x + width / 2, y, size * 0.55, "gk-ink").rstrip()
    else:
        colour = _colour(item.colour, Group.REALIZED.value) if item.colour else "gk-ink"
        classes = f"gk-line {colour} gk-stage-{item.group}{' gk-possible' * item.possible}"
        sign = f'<path class="{classes}" d="M{_points((x, y), (x + width, y))}"/>'
    words = _text(item.words, x + sign_width(item, size), y, size, "gk-text gk-legend")
    return f"{sign}{words}\n"


def _text(  # noqa: PLR0913 - what a line of text has
    words: str, x: float, middle: float, size: float, classes: str, *, anchor: str = "start"
) -> str:
    """Return a line of text whose letters are centred on a height."""
    at = f'x="{number(x)}" y="{number(middle + size * _BASELINE)}" font-size="{number(size)}"'
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    hidden = ' aria-hidden="true"' if "gk-halo" in classes else ""
    return f'<text class="{classes}" {at}{end}{hidden}>{content(words)}</text>'


def _points(*points: tuple[float, float]) -> str:
    return " ".join(f"{number(x)} {number(y)}" for x, y in points)


# ------------------------------------------------------------------------ the format


#: What becomes of it, by the words for it of files of nodes and edges.
_INSTEAD = {
    "facts not begun, kept without a stage": "facts not begun",
    "undated stages, kept as the bounds of their report": "undated stages, drawn like others",
    "uncertain dates, kept as text and bounds": "uncertain dates, kept as a year at most",
    "pieces of evidence, kept as the ids of their sources": "pieces of evidence",
    "sources, kept as their ids": "sources",
}
_NODE_COLUMNS = {"label", "kind", "unnamed"}
_EDGE_COLUMNS = {
    "label", "edge_id", "says", "colour_group", "stage", "stage_group", "possible", "symmetric",
    "disputed", "via_possible",
}  # fmt: skip


def _losses(graph: Graph) -> Mapping[str, int]:
    part = drawn(graph)
    shown = scene(graph, part, frame(graph, part, *PAPER).area)
    return {
        **drawing.drawn_losses(graph, _INSTEAD),
        "attributes that the drawing leaves out": drawing.undrawn(
            graph.network, _NODE_COLUMNS, _EDGE_COLUMNS
        ),
        "names that found no room, kept as titles": len(shown.marks) - len(shown.names),
    }


def _themed(theme: Theme) -> Callable[[Graph], Iterator[str]]:
    return partial(render_svg, theme=theme)


EXPORTER = Exporter(
    name="svg",
    suffix=".svg",
    title="SVG: a still picture of the view, for print, slides and web pages",
    files={"": render_svg},
    losses=_losses,
    variants={
        "dark": Variant(
            title="SVG in the colours of the dark theme",
            files={"": _themed("dark")},
            losses=_losses,
        ),
    },
    is_network=True,
)
