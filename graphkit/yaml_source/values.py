"""What a YAML file becomes: text, lists and mappings that know where they were written.

Lines and columns count from 1, columns in code points; a byte order mark counts for none.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Scalar:
    """A piece of text. What it means (a date, a count, an id) is for the schema to say.

    Attributes:
        text: The text itself, never turned into anything else: ``NO`` stays ``NO``.
        line: Line of its first character. A value left empty has the place of its key.
        column: Column of its first character; of quoted text, that of the quote.
        plain: Whether it stands without quotes and is no block text (``|``, ``>``).
    """

    __slots__ = ("column", "line", "plain", "text")

    def __init__(self, text: str, line: int, column: int, plain: bool) -> None:  # noqa: FBT001 - a keyword costs time on each of 500,000 scalars
        """Hold the text and its place."""
        self.text = text
        self.line = line
        self.column = column
        self.plain = plain

    def __repr__(self) -> str:
        """Return the text and the place, for messages of failed tests."""
        return f"Scalar({self.text!r} at {self.line}:{self.column})"


class Sequence:
    """A list.

    Attributes:
        items: The values in the order of the file.
        line: Line of the first character.
        column: Column of the first character.
        flow: Whether it is written in brackets. A date set whose quotes were forgotten
            (``[2025-11-06..]``) looks like this.
    """

    __slots__ = ("column", "flow", "items", "line")

    def __init__(self, line: int, column: int, flow: bool) -> None:  # noqa: FBT001 - as above
        """Make an empty list at a place."""
        self.items: list[Value] = []
        self.line = line
        self.column = column
        self.flow = flow

    def __repr__(self) -> str:
        """Return the items and the place, for messages of failed tests."""
        return f"Sequence({self.items!r} at {self.line}:{self.column})"


class Entry(NamedTuple):
    """A key of a mapping and its value, each with its place."""

    key: Scalar
    value: Value


class Mapping:
    """Keys and their values.

    Attributes:
        entries: By the text of the key, in the order of the file.
        line: Line of the first character.
        column: Column of the first character.
        flow: Whether it is written in braces.
    """

    __slots__ = ("column", "entries", "flow", "line")

    def __init__(self, line: int, column: int, flow: bool) -> None:  # noqa: FBT001 - as above
        """Make an empty mapping at a place."""
        self.entries: dict[str, Entry] = {}
        self.line = line
        self.column = column
        self.flow = flow

    def __repr__(self) -> str:
        """Return the entries and the place, for messages of failed tests."""
        pairs = {text: entry.value for text, entry in self.entries.items()}
        return f"Mapping({pairs!r} at {self.line}:{self.column})"


Value: TypeAlias = Scalar | Sequence | Mapping
