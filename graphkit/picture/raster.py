"""A picture as PNG, drawn by resvg without a browser (https://github.com/linebender/resvg).

Letters are those of the fonts that the machine has: Arial or Helvetica and Times, or else
Liberation, which is made to their measure. The same machine gives the same bytes twice.
"""

from __future__ import annotations

import math

from graphkit.errors import GraphkitError

#: Pixels across that print asks for: 250 mm at 300 dots an inch.
LEAST_WIDTH = 3000
#: Pixels across and down beyond which readers of PNG give up or run out of memory.
_MOST_SIDE = 20_000
_MOST_PIXELS = 200_000_000
#: What names no font and is drawn by whatever there is.
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="4" y="30" font-size="30">{}</text></svg>'
)


def default_scale(width: int) -> int:
    """Return the whole factor that makes a picture of this width fit for print."""
    return max(1, math.ceil(LEAST_WIDTH / width))


def render_png(svg: str, width: int, height: int) -> bytes:
    """Return a picture as PNG.

    Args:
        svg: The picture.
        width: Of the PNG, in pixels.
        height: Likewise.

    Raises:
        GraphkitError: resvg is not installed, the machine has no font, or the picture is too
            large.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise GraphkitError(
            "a PNG needs an extra: install it with pip install 'graphkit-diplomacy[picture]', "
            "or take --format svg"
        ) from error
    if max(width, height) > _MOST_SIDE or width * height > _MOST_PIXELS:
        raise GraphkitError(
            f"{width:,} x {height:,} pixels are too many for a PNG: choose a smaller --scale, "
            "or take --format svg"
        )
    # Without any font resvg leaves texts out and says nothing.
    with_letter, without = (
        resvg_py.svg_to_bytes(svg_string=_PROBE.format(text)) for text in ("A", "")
    )
    if with_letter == without:
        raise GraphkitError(
            "there is no font to write with: install one, such as Liberation or DejaVu, "
            "or take --format svg"
        )
    try:
        return resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height)
    except ValueError as error:
        raise GraphkitError(f"the picture cannot be drawn ({error}): take --format svg") from error
