"""Times of Wikidata as dates: at their precision, in their calendar, as bounds where need be.

A time has a text such as ``+1991-12-16T00:00:00Z``, a precision (11 day, 10 month, 9 year,
8 decade, 7 century, 6 millennium), a calendar model and three fields that Wikidata does not use
(https://www.wikidata.org/wiki/Help:Dates). Centuries and millennia are those that Wikibase
shows: 1801 and 1900 are of the nineteenth, 1901 to 2000 are the twentieth.

The text is in the calendar that the model names. Many days before 1582 and some after it are
marked with the wrong one, so a day of the Julian calendar becomes all days from the one that
is written to the one that it is in the Gregorian calendar; a note tells what was written.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphkit.dates import EdtfDate, parse_date
from graphkit.importers.wikidata.values import string

GREGORIAN, JULIAN = "Q1985727", "Q1985786"
DAY, MONTH, YEAR, DECADE, CENTURY, MILLENNIUM = 11, 10, 9, 8, 7, 6
_SECOND = 14
_SPANS = {DECADE: 10, CENTURY: 100, MILLENNIUM: 1000}
#: In front of a year that stands for more than itself.
_UNITS = {DECADE: "the decade of ", CENTURY: "the century of ", MILLENNIUM: "the millennium of "}
_TIME = re.compile(r"([+-])([0-9]{1,16})-([0-9]{2})-([0-9]{2})T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_LAST_YEAR = dt.MAXYEAR
_MONTHS = range(1, 13)
_FEBRUARY = 2
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: From the first to the last day.
_Spread: TypeAlias = tuple[dt.date, dt.date]
#: Year, month and day, in either calendar.
_Day: TypeAlias = tuple[int, int, int]
# Of 1 January of the year 1 in the Julian calendar, as an ordinal of `datetime.date`.
_JULIAN_BEGIN = -1


@dataclass(frozen=True, slots=True)
class When:
    """A time that was read.

    Attributes:
        text: EDTF: a day, month or year as it stands, else a set of the days it may mean.
        note: What is to be told beside it; empty for most.
    """

    text: str
    note: str = ""

    @property
    def is_point(self) -> bool:
        """Whether the text may be a side of an interval."""
        return not self.text.startswith("[")

    @property
    def date(self) -> EdtfDate:
        """The date with its bounds."""
        return parse_date(self.text)

    def about(self) -> When:
        """Return the same, marked as approximate."""
        if self.is_point:
            return When(self.text.removesuffix("~") + "~", self.note)
        return When(self.text, "; ".join(filter(None, (self.note, "circa"))))


def read_time(value: Mapping[str, Any]) -> When | None:
    """Return a time; none for one that no date of the years 1 to 9999 can tell.

    A time before the year 1 is one on or before the first day of that year. Zones are passed
    over: Wikidata does not use them, its days are those of the place.
    """
    match = _TIME.fullmatch(string(value.get("time")))
    precision = value.get("precision")
    model = string(value.get("calendarmodel")).rpartition("/")[2]
    if match is None or model not in {GREGORIAN, JULIAN}:
        return None
    if not isinstance(precision, int) or not MILLENNIUM <= precision <= _SECOND:
        return None
    sign, *numbers = match.groups()
    year, month, day = map(int, numbers)
    if sign == "-" or not year:
        return When(f"[..{dt.date.min.isoformat()}]", f"Wikidata has {match[0]}")
    if year > _LAST_YEAR:
        return None
    precision = YEAR if precision >= MONTH and not month else min(precision, DAY)
    precision = MONTH if precision == DAY and not day else precision
    return _read((year, month, day), precision, _slack(value), julian=model == JULIAN)


def _read(written: _Day, precision: int, slack: int, *, julian: bool) -> When | None:
    first, last = _ends(written, precision)
    spread = _julian(first, last) if julian else _gregorian(first, last)
    if spread is None:
        return None
    shown = (f"{written[0]:04}", *(f"{number:02}" for number in written[1:]))
    text = "-".join(shown[: max(precision - YEAR, 0) + 1])
    notes = ["in the Julian calendar"] if julian else []
    if slack > 0:
        spread = _widened(spread, precision, slack)
        notes.append(f"{slack} more or less")
    if notes:
        told = f"Wikidata has {_UNITS.get(precision, '')}{text} {', '.join(notes)}"
        days = [day.isoformat() for day in dict.fromkeys(spread)]
        return When(days[0] if len(days) == 1 else f"[{'..'.join(days)}]", told)
    if precision >= YEAR:
        return When(text)
    return When(f"[{spread[0].year:04}..{spread[1].year:04}]")


def _slack(value: Mapping[str, Any]) -> int:
    """Return how many units a time may be off, to either side.

    The descriptions of the two fields contradict each other, so the larger one counts for both.
    """
    fields = (value.get("before"), value.get("after"))
    return max((field for field in fields if isinstance(field, int)), default=0)


def _ends(written: _Day, precision: int) -> tuple[_Day, _Day]:
    """Return the first and the last day of a time in its own calendar; 0 is a last day."""
    year, month, _ = written
    if precision == DAY:
        return written, written
    if precision == MONTH:
        return (year, month, 1), (year, month, 0)
    span = _SPANS.get(precision, 1)
    first = year - year % span if precision == DECADE else (year - 1) // span * span + 1
    return (max(first, 1), 1, 1), (min(first + span - 1, _LAST_YEAR), 12, 31)


def _gregorian(first: _Day, last: _Day) -> _Spread | None:
    try:
        year, month, day = last
        day = day or calendar.monthrange(year, month)[1]
        return dt.date(*first), dt.date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _julian(first: _Day, last: _Day) -> _Spread | None:
    """Return all days from those written to those meant, whichever come first."""
    year, month, day = last
    if month not in _MONTHS or day > _length(year, month):
        return None
    last = (year, month, day or _length(year, month))
    meant = [_ordinal(*first), _ordinal(*last)]
    # 29 February 1900 is a day of the Julian calendar alone: the next one stands for it.
    as_written = [dt.date(y, m, 1).toordinal() + d - 1 for y, m, d in (first, last)]
    days = sorted(meant + as_written)
    least, most = dt.date.min.toordinal(), dt.date.max.toordinal()
    return dt.date.fromordinal(max(days[0], least)), dt.date.fromordinal(min(days[-1], most))


def _ordinal(year: int, month: int, day: int) -> int:
    """Return the ordinal of a day of the Julian calendar."""
    years = year - 1
    before = sum(_length(year, earlier) for earlier in range(1, month))
    return _JULIAN_BEGIN + years * 365 + years // 4 + before + day - 1


def _length(year: int, month: int) -> int:
    """Return the days of a month in the Julian calendar, whose every fourth year is a leap year."""
    return _LENGTHS[month - 1] + (month == _FEBRUARY and not year % 4)


def _widened(
    spread: tuple[dt.date, dt.date], precision: int, slack: int
) -> tuple[dt.date, dt.date]:
    """Return the days with some units before and after them, as far as there are years."""
    units = {DAY: 1, MONTH: 31, YEAR: 366}.get(precision, 366 * _SPANS.get(precision, 1))
    days = min(slack * units, dt.date.max.toordinal())
    first = max(spread[0].toordinal() - days, dt.date.min.toordinal())
    last = min(spread[1].toordinal() + days, dt.date.max.toordinal())
    return dt.date.fromordinal(first), dt.date.fromordinal(last)
