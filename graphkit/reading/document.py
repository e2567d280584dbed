"""A text for readers as a list of lines, before it is known where it will be shown."""

from __future__ import annotations

import dataclasses
from enum import StrEnum


class Style(StrEnum):
    """What a line is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line, which may be wrapped.

    Attributes:
        style: What it is.
        text: Without line ends.
        depth: Of an item, counted from 0; an item below another tells more of it.
    """

    style: Style
    text: str
    depth: int = 0


def title(text: str) -> Line:
    """Return the title of a document."""
    return Line(Style.TITLE, text)


def heading(text: str) -> Line:
    """Return the heading of a part."""
    return Line(Style.HEADING, text)


def text(words: str) -> Line:
    """Return a paragraph."""
    return Line(Style.TEXT, words)


def item(words: str, depth: int = 0) -> Line:
    """Return an item of a list."""
    return Line(Style.ITEM, words, depth)
