"""Months and years, and the narrowest of them that certainly holds an uncertain day.

A day that may lie in one month or in the next is in neither: its period is the year. So every
dated fact is in exactly one period, and those of the months of a year are all in that year.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from graphkit.provenance import Span, to_day

MONTH, YEAR, ALL = "month", "year", "all"
#: What can be asked for, the narrowest first.
PERIODS = (MONTH, YEAR, ALL)
#: The precision of a period of several years.
YEARS = "years"


class Period(NamedTuple):
    """A stretch of whole days.

    Attributes:
        precision: ``month``, ``year``, ``years`` for several of them, or ``all``.
        text: In EDTF: ``2005-10``, ``2005``, ``[2005..2006]`` for some day in one of these
            years, ``[..2005]`` for one in that year or before; empty for all.
        start: The first day; none where it is open.
        end: The last day; none where it is open.
    """

    precision: str
    text: str
    start: dt.date | None
    end: dt.date | None


#: Every day.
ALL_TIME = Period(ALL, "", None, None)


def period_of(days: Span, by: str) -> Period:
    """Return the narrowest period, no narrower than asked for, that certainly holds a day.

    Args:
        days: The first and the last day that it may be, one of them known at least.
        by: One of `PERIODS`.
    """
    if by == ALL:
        return ALL_TIME
    first, last = to_day(days.earliest), to_day(days.latest)
    if first and last and first.year == last.year:
        if by == MONTH and first.month == last.month:
            return _month(first.year, first.month)
        return Period(YEAR, f"{first.year:04}", *_year(first.year))
    ends = (f"{day.year:04}" if day else "" for day in (first, last))
    return Period(
        YEARS,
        f"[{'..'.join(ends)}]",
        _year(first.year)[0] if first else None,
        _year(last.year)[1] if last else None,
    )


def _month(year: int, month: int) -> Period:
    end = calendar.monthrange(year, month)[1]
    days = (dt.date(year, month, 1), dt.date(year, month, end))
    return Period(MONTH, f"{year:04}-{month:02}", *days)


def _year(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
