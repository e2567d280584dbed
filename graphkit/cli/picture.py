"""Options of ``graphkit render`` for a still picture."""

from __future__ import annotations

import datetime as dt
import re

import click

from graphkit.build import Picture

_SIZE = re.compile(r"([0-9]{1,5})[xX]([0-9]{1,5})")
#: Less has no room for title and legend, more is no paper.
_LEAST, _MOST = (480, 360), (10_000, 10_000)
HTML = "html"
FORMATS = (HTML, "svg", "png")


class Size(click.ParamType[tuple[int, int]]):
    """A width and a height in pixels."""

    name = "WIDTHxHEIGHT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return the size, or fail with click's own message."""
        if isinstance(value, tuple):
            return value
        found = _SIZE.fullmatch(str(value))
        if not found:
            self.fail(f'"{value}" is no size: write it as 1200x630', param, ctx)
        width, height = int(found[1]), int(found[2])
        if not (_LEAST[0] <= width <= _MOST[0] and _LEAST[1] <= height <= _MOST[1]):
            self.fail(
                f"{width}x{height} is no size for a picture: choose one from "
                f"{_LEAST[0]}x{_LEAST[1]} to {_MOST[0]}x{_MOST[1]}",
                param,
                ctx,
            )
        return width, height


def asked(
    format_: str, size: tuple[int, int] | None, scale: float | None, *, dark: bool
) -> Picture | None:
    """Return the picture that was asked for; none for the page.

    Raises:
        UsageError: An option is for another format.
    """
    if format_ == HTML:
        for option, given in (("--size", size), ("--scale", scale), ("--dark", dark)):
            if given:
                raise click.UsageError(
                    f"{option} is for a still picture: add --format svg or --format png"
                )
        return None
    if scale is not None and format_ != "png":
        raise click.UsageError("--scale is for pixels, and an SVG has none: use --format png")
    made = Picture(format_, theme="dark" if dark else "light", scale=scale)
    return made if size is None else Picture(format_, size, made.theme, scale)


def refuse_page_options(**given: object) -> None:
    """Raise UsageError for an option that only the page can follow, by its name."""
    for name, value in given.items():
        if value:
            raise click.UsageError(f"--{name} is for the page: leave it out, or leave out --format")


def marks(picture: Picture, as_of: dt.date | None, known_by: dt.date | None) -> list[str]:
    """Return what the name of a file has that the plain picture has not."""
    plain = Picture(picture.format)
    width, height = picture.size
    found = (
        as_of and f"as-of-{as_of}",
        known_by and f"known-by-{known_by}",
        picture.theme != plain.theme and picture.theme,
        picture.size != plain.size and f"{width}x{height}",
    )
    return [str(mark) for mark in found if mark]
