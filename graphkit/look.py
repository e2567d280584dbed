"""How the graph looks: shapes of kinds, patterns of lines, colours of both themes.

All of it stands once, in ``page/look.json``. The page has it as CSS tokens (`style_tokens`) and as
a constant of its scripts (`script_constant`), a still picture reads it here.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from graphkit.errors import GraphkitError
from graphkit.resources import page_folder

FILE = "look.json"
#: Width and height of a still picture, in pixels, unless another size is asked for.
PAPER = (1600, 1000)
Theme = Literal["light", "dark"]
Family = Literal["serif", "sans"]
#: What stands for a colour group that a project added and no one gave a colour.
_OTHER_LINE = "muted"
#: How far a colour may fade: a little more than the 3:1 that WCAG 2.2 asks of what is drawn
#: (https://www.w3.org/TR/WCAG22/#non-text-contrast). The page fades by the same rule.
_LEAST_CONTRAST = 3.15
_FIRST_SHARE, _SHARE_STEP = 0.3, 0.03


class NameType(msgspec.Struct, frozen=True):
    """The type that the names of a kind are set in.

    Attributes:
        family: Which of `Look.fonts`.
        weight: As in CSS.
        italic: Whether it slants.
        grow: Pixels by which it is larger than the usual one.
    """

    family: Family = "sans"
    weight: int = 400
    italic: bool = False
    grow: float = 0.0


class KindShape(msgspec.Struct, frozen=True):
    """The mark of a kind, in a box from -10 to 10.

    Attributes:
        path: Its outline, as SVG path data.
        detail: Fine lines on it; empty for none.
        solid: Whether it is filled with ink: who acts. What is acted on is hollow.
        size: Factor by which it is drawn larger, so that all kinds look alike in weight.
        name: How its name is set.
    """

    path: str
    detail: str
    solid: bool
    size: float
    name: NameType


class Look(msgspec.Struct, frozen=True):
    """Everything that `look.json` says.

    Attributes:
        kinds: Shapes by kind.
        other_kind: Of a kind that no one drew yet.
        patterns: Dashes and gaps in pixels, by stage group; none is a solid line.
        colours: Of both themes, ``#rrggbb`` by the name of the token.
        lines: Names of the colour groups that have a colour.
        fonts: CSS font families.
    """

    kinds: Mapping[str, KindShape]
    other_kind: KindShape
    patterns: Mapping[str, tuple[float, ...] | None]
    colours: Mapping[Theme, Mapping[str, str]]
    lines: tuple[str, ...]
    fonts: Mapping[str, str]

    def shape(self, kind: str) -> KindShape:
        """Return the shape of a kind, also of one that a project added."""
        return self.kinds.get(kind, self.other_kind)

    def line_colour(self, group: str, theme: Theme) -> str:
        """Return the colour of the lines of a colour group, also of one that a project added."""
        colours = self.colours[theme]
        return colours[group if group in self.lines else _OTHER_LINE]


@functools.cache
def read_look() -> Look:
    """Return how the graph looks.

    Raises:
        GraphkitError: ``look.json`` is missing or broken.
    """
    written = _written()
    try:
        return Look(
            kinds={kind: _shape(shape) for kind, shape in written["kinds"].items()},
            other_kind=_shape(written["other_kind"]),
            patterns={
                group: tuple(map(float, dashes)) if dashes else None
                for group, dashes in written["patterns"].items()
            },
            colours={theme: _tokens(written["themes"][theme]) for theme in ("light", "dark")},
            lines=tuple(written["themes"]["light"]["lines"]),
            fonts=written["fonts"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise GraphkitError(f"{FILE}, a part of the page, is broken: restore it") from error


def style_tokens() -> str:
    """Return the colours and fonts as CSS custom properties.

    Light is the default. The dark ones stand twice: for who chose them on the page, and for
    those whose system has them, unless they chose light. Paper is light.
    """
    look = read_look()
    light, dark = (_css(theme, look.colours[theme]) for theme in ("light", "dark"))
    fonts = _css(None, look.fonts)
    return (
        f":root{{{light}}}\n:root{{{fonts}}}\n"
        f'@media screen{{:root[data-theme="dark"]{{{dark}}}}}\n'
        "@media screen and (prefers-color-scheme: dark)"
        f'{{:root:not([data-theme="light"]){{{dark}}}}}\n'
    )


def script_constant() -> str:
    """Return the look as the first lines of a strict script: ``const LOOK = {…};``."""
    text = json.dumps(_written(), ensure_ascii=True, separators=(",", ":"))
    return f"'use strict';\nconst LOOK = {text};\n"


def _css(theme: Theme | None, values: Mapping[str, str]) -> str:
    scheme = f"color-scheme: {theme}; " if theme else ""
    return scheme + " ".join(f"--{name}: {value};" for name, value in values.items())


def _written() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((page_folder() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GraphkitError(f"{FILE}, a part of the page, is missing: restore it") from error
    return found


def _shape(written: Mapping[str, Any]) -> KindShape:
    name = written.get("name", {})
    return KindShape(
        path=written["path"],
        detail=written.get("detail", ""),
        solid=written["solid"],
        size=float(written["size"]),
        name=NameType(
            family=name.get("family", "sans"),
            weight=name.get("weight", 400),
            italic=name.get("style") == "italic",
            grow=float(name.get("grow", 0)),
        ),
    )


def _tokens(theme: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the colours of a theme, whatever they are for, by name."""
    return {name: colour for part in theme.values() for name, colour in part.items()}


# ------------------------------------------------------------------------ fading


def faded(colour: str, ground: str) -> str:
    """Return a colour faded towards its ground as far as it can still be made out."""
    share = _FIRST_SHARE
    while share < 1:
        made = mixed(colour, ground, share)
        if contrast(made, ground) >= _LEAST_CONTRAST:
            return made
        share += _SHARE_STEP
    return colour


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a share, 0 to 1, of one colour laid on another."""
    parts = zip(_channels(colour), _channels(ground), strict=True)
    # Halves are rounded up, as JavaScript does: the page fades to the very same colours.
    return "#" + "".join(f"{int(a * share + b * (1 - share) + 0.5):02x}" for a, b in parts)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
