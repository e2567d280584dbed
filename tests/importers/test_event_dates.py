"""The cells that say when become one date in EDTF, and nothing is added to what they say."""

from __future__ import annotations

import pytest

from graphkit.importers.event_dates import BadCell, read_span
from graphkit.mapping import DateRule

DAY = DateRule(column="day")
END = DateRule(column="end")
PARTS = DateRule(year="y", month="m", day="d", open="left")
END_PARTS = DateRule(year="y2", month="m2", day="d2", open="right")


@pytest.mark.parametrize(
    ("start", "end", "cells", "text"),
    [
        (DAY, None, {"day": "2015-01-02"}, "2015-01-02"),
        (DAY, None, {"day": " 2015-01 "}, "2015-01"),
        (DAY, None, {"day": "[2015..2016]"}, "[2015..2016]"),
        (DAY, None, {"day": ""}, ""),
        (DAY, None, {}, ""),
        (DAY, END, {"day": "2015", "end": "2016"}, "2015/2016"),
        (DAY, END, {"day": "2015", "end": ""}, "2015"),
        (DAY, END, {"day": "", "end": "2016"}, "../2016"),
        (DAY, END, {"day": "", "end": ""}, ""),
        (None, END, {"end": "2016"}, "../2016"),
        (DateRule(column="day", form="%Y%m%d"), None, {"day": "20150102"}, "2015-01-02"),
        (DateRule(column="day", form="%d%m %Y"), None, {"day": "0201 2015"}, "2015-01-02"),
        (DateRule(column="day", form="%m/%d/%Y"), None, {"day": "1/2/2015"}, "2015-01-02"),
        (DateRule(column="day", form="%Y-%m-%d %H:%M:%S"), None, {"day": "2015-01-02 03:04:05.6"},
         "2015-01-02"),
        (DateRule(column="day", form="%m.%Y (%%)"), None, {"day": "1.2015 (%)"}, "2015-01"),
        (DateRule(column="day", form="%d %Y"), None, {"day": "12 2015"}, "2015"),
        (PARTS, None, {"y": "1816", "m": "1", "d": "2"}, "1816-01-02"),
        (PARTS, None, {"y": "816", "m": "", "d": "2"}, "0816"),
        (PARTS, None, {"y": "", "m": "1", "d": "2"}, ""),
        (PARTS, END_PARTS, {"y": "1816", "y2": "1848", "m2": "5"}, "1816/1848-05"),
        (PARTS, END_PARTS, {"y": "1816", "left": "1", "y2": "1848"}, "../1848"),
        (PARTS, END_PARTS, {"y": "1816", "left": "0", "y2": "2012", "right": "1"}, "1816/.."),
        (PARTS, END_PARTS, {"y": "1816", "left": "1", "y2": "2012", "right": "1"}, "[..1816]"),
        (PARTS, END_PARTS, {"y": "1816", "left": "1"}, "[..1816]"),
        (PARTS, END_PARTS, {"y2": "2012", "right": "1"}, ""),
    ],
)  # fmt: skip
def test_dates(
    start: DateRule | None, end: DateRule | None, cells: dict[str, str], text: str
) -> None:
    """Each way of saying when gives its date, and cells that say nothing give none."""
    found = read_span(start, end, cells)
    assert (found.date.text if found else "") == text


def test_the_last_day() -> None:
    """The last day that is named counts, also that on which watching ended."""
    cells = {"y": "1816", "y2": "2012", "m2": "12", "d2": "31", "right": "1"}
    found = read_span(PARTS, END_PARTS, cells)
    assert found
    assert str(found.last) == "2012-12-31"


@pytest.mark.parametrize(
    ("start", "cells"),
    [
        (DAY, {"day": "2015-02-30"}),
        (DAY, {"day": "20150102"}),
        (DAY, {"day": "soon"}),
        (DateRule(column="day", form="%Y%m%d"), {"day": "2015-01-02"}),
        (DateRule(column="day", form="%Y%m%d"), {"day": "20150230"}),
        (DateRule(column="day", form="%Y.%m"), {"day": "2015x01"}),
        (DateRule(column="day", form="%Y%m%d"), {"day": "2015112"}),
        (DateRule(column="day", form="%d%m%Y"), {"day": "1112015"}),
        (PARTS, {"y": "1816", "left": "1.0"}),
        (PARTS, {"y": "1816", "left": "yes"}),
        (PARTS, {"y": "-9", "m": "1"}),
        (PARTS, {"y": "1816", "m": "13"}),
        (PARTS, {"y": "1816", "m": "x"}),
    ],
)
def test_what_is_no_date(start: DateRule, cells: dict[str, str]) -> None:
    """A cell of another form and a day that the calendar lacks are told."""
    with pytest.raises(BadCell):
        read_span(start, None, cells)


def test_an_end_before_the_start() -> None:
    """A time that ends before it begins is none."""
    with pytest.raises(BadCell, match="2016/2015"):
        read_span(DAY, END, {"day": "2016", "end": "2015"})
