"""Where in a project's files something was written."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from graphkit.problems import Place


class Origin(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a record was written: its own place and that of each of its fields.

    Attributes:
        place: The first character of the record.
        fields: (line, column) of the value of each field, by the field's name; the texts
            of a list stand under ``name.text``, so that sorting them loses no place, and so
            do the keys of a mapping.
    """

    place: Place
    fields: Mapping[str, tuple[int, int]] = {}

    def at(self, name: str, item: str = "") -> Place:
        """Return the place of one text of a list or key, or else of its field, or of the record."""
        spot = self.fields.get(f"{name}.{item}") or self.fields.get(name)
        return Place(self.place.path, *spot) if spot else self.place


#: The origin of a record that no file of the project holds (made by a program).
NOWHERE = Origin(Place("", 0, 0))
