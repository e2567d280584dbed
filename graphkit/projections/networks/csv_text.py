"""Values as the fields of a row of CSV (RFC 4180), the same in every table."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable

from graphkit.projections.networks.columns import Scalar

#: Neither a character of a text by RFC 4180, nor TAB or a part of a line end; nor UTF-8.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
#: What some reader would part, join or trim without quotes. Python's `csv.writer` leaves some of
#: it bare, such as a lone carriage return where rows end in a line feed.
_QUOTED = re.compile("[\",;'\\\\\t\n\r\x85\u2028\u2029]|^\\s|\\s$|^$")


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """How a table is written for one kind of reader.

    Attributes:
        text: Turns a text into what stands in its field.
        start: In front of the table.
        end: Ends a row.
    """

    text: Callable[[str], str]
    start: str = ""
    end: str = "\n"

    def row(self, values: Iterable[Scalar | None]) -> str:
        """Return one row."""
        return ",".join(map(self._field, values)) + self.end

    def _field(self, value: Scalar | None) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return _text_field(self.text, value)
        # The one number that Java and Python, which reads both, do not write alike.
        return repr(value).replace("inf", "Infinity")


@functools.lru_cache(maxsize=1 << 10)  # most texts of a table stand in it again and again
def _text_field(turned: Callable[[str], str], value: str) -> str:
    text = turned(CONTROL.sub("\ufffd", value))
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
