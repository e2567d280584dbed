"""The cells of a row that say when, as a date in EDTF."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping as Words
from typing import NamedTuple

from graphkit.dates import BadDate, EdtfDate, parse_date
from graphkit.mapping import DateRule

#: What a sign of `DateRule.form` stands for.
_SIGNS = {
    "%Y": "(?P<Y>[0-9]{4})",
    "%m": "(?P<m>[0-9]{1,2})",
    "%d": "(?P<d>[0-9]{1,2})",
    "%H": "[0-9]{1,2}",
    "%M": "[0-9]{1,2}",
    "%S": r"[0-9]{1,2}(?:\.[0-9]+)?",
    "%%": "%",
}
_NUMBERS = _SIGNS.keys() - {"%%"}
_YEAR, _PART = re.compile("[0-9]{1,4}"), re.compile("[0-9]{1,2}")
_OPEN, _CLOSED = "1", ("", "0")


class BadCell(ValueError):
    """A cell that is no date; the message is what stands there."""


class Span(NamedTuple):
    """When a thing was.

    Attributes:
        date: As a fact has it.
        last: The last day that the cells name, be it only that on which watching ended.
    """

    date: EdtfDate
    last: dt.date | None


def read_span(start: DateRule | None, end: DateRule | None, cells: Words[str, str]) -> Span | None:
    """Return when the thing was, or from when to when it lasted.

    Args:
        start: When it was or began; none where the table does not say.
        end: When it ended; likewise, and for what happens once.
        cells: By the name of the column; an empty one says nothing.

    Returns:
        A date ``A``, ``A/B``, ``../B``, or ``[..A]`` for what was there when watching began. A
        thing that went on when watching ended is ``A/..``. None where the cells say nothing.

    Raises:
        BadCell: A cell is no date, or the end lies before the start.
    """
    first, last = start and _point(start, cells), end and _point(end, cells)
    early = bool(first and start and _is_open(start, cells))
    late = bool(last and end and _is_open(end, cells))
    if first and last:
        text = f"{'..' if early else first}/{'..' if late else last}"
        # Nothing is known of either end but that it held between them.
        text = f"[..{first}]" if text == "../.." else text
    elif last:
        text = "" if late else f"../{last}"
    else:
        text = f"[..{first}]" if first and early else first or ""
    if not text:
        return None
    date = _parsed(text)
    named = (date, _parsed(last)) if last and late else (date,)
    bounds = (bound for each in named for bound in (each.start_latest, each.end_latest))
    return Span(date, max(filter(None, bounds), default=None))


def _is_open(rule: DateRule, cells: Words[str, str]) -> bool:
    """Whether watching began or ended on the day, and not the thing.

    Raises:
        BadCell: The cell says neither: to pass over ``1.0`` would make an end of what went on.
    """
    cell = cells.get(rule.open, "").strip() if rule.open else ""
    if cell != _OPEN and cell not in _CLOSED:
        raise BadCell(cell)
    return cell == _OPEN


def _point(rule: DateRule, cells: Words[str, str]) -> str:
    """Return one date as EDTF text; an empty one where its cells say nothing.

    Raises:
        BadCell: A cell is none of what the rule expects.
    """
    if rule.column:
        cell = cells.get(rule.column, "").strip()
        return _formed(cell, rule.form) if cell and rule.form else cell
    year, month, day = (cells.get(name, "").strip() for name in (rule.year, rule.month, rule.day))
    if not year:
        return ""
    if not _YEAR.fullmatch(year):
        raise BadCell(year)
    text = f"{int(year):04}"
    for part in (month, day):
        if not part:
            break  # a day without its month says nothing
        if not _PART.fullmatch(part):
            raise BadCell(part)
        text += f"-{int(part):02}"
    return text


@functools.lru_cache(maxsize=4096)  # the same few days stand in a table again and again
def _formed(cell: str, form: str) -> str:
    """Return a day that is written in a form of its own."""
    match = _pattern(form).fullmatch(cell)
    if match is None:
        raise BadCell(cell)
    parts = match.groupdict()
    signs = "md" if parts.get("m") else ""
    return "-".join([parts["Y"], *(f"{int(parts[sign]):02}" for sign in signs if parts.get(sign))])


@functools.cache
def _pattern(form: str) -> re.Pattern[str]:
    signs = ["", *re.findall("%.|.", form), ""]
    parts = []
    for before, sign, after in zip(signs, signs[1:], signs[2:], strict=False):
        part = _SIGNS.get(sign) or re.escape(sign)
        if before in _NUMBERS or after in _NUMBERS:  # 2015112 is a day of January or of November
            part = part.replace("{1,2}", "{2}")
        parts.append(part)
    return re.compile("".join(parts))


def _parsed(text: str) -> EdtfDate:
    try:
        return parse_date(text)
    except BadDate as error:
        raise BadCell(text) from error
