"""The style sheet of an SVG: single classes and plain values, which every reader of SVG knows."""

from __future__ import annotations

from graphkit.look import Look, Theme, faded
from graphkit.ontology import Group

#: Widths of lines, as on the page (graphkit/page/picture/edges.js), in pixels where there is room.
CERTAIN, POSSIBLE = 1.9, 1.0
#: Stands in classes for a colour group that has no colour of its own.
OTHER = "other"
#: To the measure of which letters are placed; see `graphkit.picture.letters`.
_SANS = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_SERIF = "'Times New Roman', Times, 'Liberation Serif', serif"
_LEAST_THIN = 0.45


def style(look: Look, theme: Theme, size: float) -> str:
    """Return the rules of a picture.

    Args:
        look: What they follow.
        theme: The colours.
        size: Factor of its marks and lines.
    """
    colours = look.colours[theme]
    paper, ink, muted = colours["paper"], colours["ink"], colours["muted"]
    groups = {group: look.line_colour(group, theme) for group in (*look.lines, OTHER)}
    rules = {
        ".gk-paper": f"fill:{paper}",
        # The colour of lines first: what follows says which part of a line has it.
        **{f".gk-{group}": f"fill:{c};stroke:{c}" for group, c in groups.items()},
        **{
            f".gk-{group}-{Group.CLOSED.value}": f"fill:{faded(c, paper)};stroke:{faded(c, paper)}"
            for group, c in groups.items()
        },
        ".gk-ink": f"fill:{ink};stroke:{ink}",
        ".gk-line": f"fill:none;stroke-width:{number(CERTAIN * thin(size))}",
        **{
            f".gk-stage-{group}": f"stroke-dasharray:{' '.join(map(number, dashes))}"
            for group, dashes in look.patterns.items()
            if dashes
        },
        ".gk-possible": f"stroke-width:{number(POSSIBLE * thin(size))}",
        ".gk-head": "stroke:none",
        ".gk-disc": f"fill:{paper};stroke-width:1.3",
        ".gk-rim": f"fill:none;stroke:{paper};stroke-linejoin:round",
        ".gk-outline": f"fill:{ink};stroke:{ink};stroke-linejoin:round",
        ".gk-filling": f"fill:{paper}",
        ".gk-detail": f"fill:none;stroke:{ink}",
        ".gk-text": f"fill:{ink};font-family:{_SANS}",
        ".gk-halo": f"fill:{paper};stroke:{paper};stroke-width:4;stroke-linejoin:round;"
        f"font-family:{_SANS}",
        ".gk-muted": f"fill:{muted}",
        ".gk-serif": f"font-family:{_SERIF}",
        ".gk-bold": "font-weight:bold",
        ".gk-italic": "font-style:italic",
        ".gk-rule": f"stroke:{colours['rule']}",
        ".gk-band": f"fill:{ink}",
    }
    return "".join(f"{selector}{{{rule}}}\n" for selector, rule in rules.items())


def thin(size: float) -> float:
    """Return the factor of widths of lines for a factor of marks."""
    return max(size, _LEAST_THIN)


def number(value: float) -> str:
    """Return a number to one decimal, as short as it can be."""
    # Adding 0.0 turns -0.0 into 0.0.
    return f"{round(value, 1) + 0.0:g}" if abs(value) < 1e5 else f"{value:.0f}"  # noqa: PLR2004
