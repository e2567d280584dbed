"""How wide a text is, near enough, without a font; and names broken into lines.

A picture names Arial, Helvetica and Times, or what is made to their measure (Liberation), so
that their published widths hold on most machines.
"""

from __future__ import annotations

import itertools
import unicodedata
from typing import Literal

#: A face that widths are known of. Serif is the bold one, the widest of its family.
Face = Literal["sans", "bold", "serif"]

#: Widths of the letters from U+0020 to U+007E in thousandths of the size: Helvetica,
#: Helvetica-Bold and Times-Bold, from Adobe's font metrics of the core 14 fonts
#: (https://adobe-type-tools.github.io/font-tech-notes/pdfs/5004.AFM_Spec.pdf tells the format).
_WIDTHS: dict[Face, tuple[int, ...]] = {
    "sans": (
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ),
    "bold": (
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
        611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ),
    "serif": (
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278,
        500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,
        930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,
        611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
        333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500,
        556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
    ),
}  # fmt: skip
_FIRST = 0x20
#: Of letters in no table: those of Cyrillic and Greek are 0.63 and 0.59 wide in Liberation Sans.
_OTHER = 0.65
#: A mark above or below its letter, and what is not seen at all.
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})
#: A full square, as East Asian letters fill; pictures such as emoji are drawn a little wider.
_SQUARE, _PICTURE = 1.0, 1.3

#: Letters wanted on a line of a name, and how many more a line may have before it is cut.
_WANTED, _SPARE = 19, 12


def text_width(text: str, size: float, face: Face = "sans") -> float:
    """Return how wide a line of text is, in the unit of its size.

    Args:
        text: One line.
        size: Of the type.
        face: What it is set in.
    """
    return size * sum(_letter(letter, face) for letter in text)


def _letter(letter: str, face: Face) -> float:
    """Return the width of a letter as a share of the size."""
    table = _WIDTHS[face]
    place = ord(letter) - _FIRST
    if 0 <= place < len(table):
        return table[place] / 1000
    category = unicodedata.category(letter)
    if category in _NO_WIDTH:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _PICTURE if category == "So" else _SQUARE
    if category in {"So", "Co", "Cn"}:
        return _SQUARE
    # A letter with an accent is as wide as without.
    base = ord(unicodedata.normalize("NFD", letter)[0]) - _FIRST
    return table[base] / 1000 if 0 <= base < len(table) else _OTHER


def wrap_name(text: str, wanted: int = _WANTED) -> tuple[str, ...]:
    """Return a name in at most two lines of about equal length, cut where it is too long.

    Args:
        text: The name, in one line.
        wanted: Letters on a line.
    """
    most = max(wanted, 16) + _SPARE
    if len(text) <= wanted:
        return (text,)
    words = text.split()
    pairs = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    lines = min(pairs, key=lambda pair: max(map(len, pair)), default=(text,))
    return tuple(_cut(line, most) for line in lines)


def _cut(line: str, most: int) -> str:
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def wrap_text(text: str, room: float, size: float, most: int, face: Face = "sans") -> list[str]:
    """Return a text in lines that fit, the last one cut where there are more.

    Args:
        text: The text, in one line.
        room: How wide a line may be, in the unit of the size.
        size: Of the type.
        most: How many lines there may be.
        face: What it is set in.
    """
    lines: list[str] = []
    rest = text.split()
    while rest:
        line = rest.pop(0)
        while rest and text_width(f"{line} {rest[0]}", size, face) <= room:
            line = f"{line} {rest.pop(0)}"
        if text_width(line, size, face) > room or (rest and len(lines) == most - 1):
            line = _fitted(line, room, size, face)
        lines.append(line)
        if len(lines) == most:
            break
    return lines


def _fitted(line: str, room: float, size: float, face: Face) -> str:
    """Return the beginning of a line that fits together with the mark that more follows."""
    widths = itertools.accumulate(size * _letter(letter, face) for letter in line)
    left = room - text_width("…", size, face)
    fitting = sum(1 for _ in itertools.takewhile(lambda width: width <= left, widths))
    return f"{line[:fitting].rstrip()}…"
