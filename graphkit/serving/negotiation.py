"""Content negotiation by the Accept header (RFC 9110, section 12.5.1).

What a client sends is read leniently: a part that is no media range is passed over, and
parameters other than ``q`` are too, since nothing here comes in two variants of one type.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

#: A token of HTTP, as names of types and parameters are (RFC 9110, section 5.6.2).
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(f"({_WORD})/({_WORD})")
_WEIGHT = re.compile(r"(?:0|1)?(?:\.[0-9]*)?")


@dataclasses.dataclass(frozen=True, slots=True)
class MediaRange:
    """One part of an Accept header.

    Attributes:
        main: The type, in small letters, or ``*``.
        sub: The subtype, in small letters, or ``*``.
        weight: How much it is wanted, from 0 (not at all) to 1.
    """

    main: str
    sub: str
    weight: float

    @property
    def precision(self) -> int:
        """How precisely it names a type: 0 for ``*/*``, 1 for ``text/*``, 2 for a type."""
        return (self.main != "*") + (self.sub != "*")

    def covers(self, media: str) -> bool:
        """Whether a media type is one of those it names."""
        main, _, sub = media.partition("/")
        return self.main in {"*", main} and self.sub in {"*", sub}


@dataclasses.dataclass(frozen=True, slots=True)
class MediaType:
    """A Content-Type header: the type in small letters, and its charset, empty where not given."""

    name: str
    charset: str = ""


def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """Return the media ranges of an Accept header; of an empty one, that of everything."""
    ranges = tuple(_ranges(header))
    return ranges or (MediaRange("*", "*", 1.0),)


def weight(media: str, ranges: Sequence[MediaRange]) -> float:
    """Return how much a media type is wanted: by the most precise of the ranges that cover it."""
    covering = [(each.precision, each.weight) for each in ranges if each.covers(media)]
    return max(covering)[1] if covering else 0.0


def preferred(ranges: Sequence[MediaRange], offers: Sequence[str]) -> str | None:
    """Return the offer that is wanted most, of equal ones the first; none if none is wanted."""
    wanted = [(weight(offer, ranges), -place) for place, offer in enumerate(offers)]
    most, place = max(wanted, default=(0.0, 0))
    return offers[-place] if most > 0 else None


def parse_content_type(header: str) -> MediaType | None:
    """Return what a Content-Type header says; none where it is no media type."""
    name, *parameters = _split(header, ";")
    if not _RANGE.fullmatch(name):
        return None
    return MediaType(name.lower(), _parameter(parameters, "charset").lower())


def _ranges(header: str) -> Iterator[MediaRange]:
    for part in _split(header, ","):
        name, *parameters = _split(part, ";")
        # Java's own client has sent a bare * for decades.
        found = _RANGE.fullmatch("*/*" if name == "*" else name.lower())
        wanted = _weight(_parameter(parameters, "q"))
        if found and wanted is not None and not (found[1] == "*" and found[2] != "*"):
            yield MediaRange(found[1], found[2], wanted)


def _weight(text: str) -> float | None:
    """Return a weight, 1 where none is given; none where it is no number from 0 to 1."""
    if not text:
        return 1.0
    if not _WEIGHT.fullmatch(text) or text == ".":
        return None
    number = float(text)
    return number if number <= 1 else None


def _parameter(parameters: Sequence[str], name: str) -> str:
    """Return the value of a parameter without its quotes; an empty text where it is missing."""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == name:
            return re.sub(r"\\(.)", r"\1", value.strip().strip('"'))
    return ""


def _split(text: str, sign: str) -> list[str]:
    """Return the parts between the signs that stand outside quotes, without blanks around them."""
    parts, start, quoted, escaped = [], 0, False, False
    for place, letter in enumerate(text):
        if escaped:
            escaped = False
        elif quoted and letter == "\\":
            escaped = True
        elif letter == '"':
            quoted = not quoted
        elif letter == sign and not quoted:
            parts.append(text[start:place].strip())
            start = place + 1
    return [*parts, text[start:].strip()]
