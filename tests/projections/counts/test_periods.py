"""Months and years: the narrowest that certainly holds a day, and none that only may."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.dates import parse_date
from graphkit.projections.counts.periods import ALL, ALL_TIME, MONTH, PERIODS, YEAR, period_of
from graphkit.provenance import ALWAYS, NEVER, Span, span

days = st.dates().map(dt.date.toordinal)
spans = st.tuples(days, days).map(lambda pair: Span(min(pair), max(pair)))
near = st.tuples(days, st.integers(0, 40)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], dt.date.max.toordinal()))
)


@pytest.mark.parametrize(
    ("date", "by", "text", "precision", "start", "end"),
    [
        ("2005-10-31", MONTH, "2005-10", "month", "2005-10-01", "2005-10-31"),
        ("2004-02", MONTH, "2004-02", "month", "2004-02-01", "2004-02-29"),
        ("[2005-10-31..2005-11-01]", MONTH, "2005", "year", "2005-01-01", "2005-12-31"),
        ("2005", MONTH, "2005", "year", "2005-01-01", "2005-12-31"),
        ("2005-10-31", YEAR, "2005", "year", "2005-01-01", "2005-12-31"),
        ("[2005-12-31,2006-01-01]", MONTH, "[2005..2006]", "years", "2005-01-01", "2006-12-31"),
        ("[2005-12-31,2006-01-01]", YEAR, "[2005..2006]", "years", "2005-01-01", "2006-12-31"),
        ("[..2005-10]", MONTH, "[..2005]", "years", None, "2005-12-31"),
        ("[2005-10..]", YEAR, "[2005..]", "years", "2005-01-01", None),
        ("0099-03-04", MONTH, "0099-03", "month", "0099-03-01", "0099-03-31"),
        ("9999-12-31", MONTH, "9999-12", "month", "9999-12-01", "9999-12-31"),
        ("2005-10-31", ALL, "", "all", None, None),
    ],
)
def test_period(  # noqa: PLR0917 - one for each column
    date: str, by: str, text: str, precision: str, start: str | None, end: str | None
) -> None:
    """What spans two months is in neither, and what spans two years in no year."""
    found = period_of(span(parse_date(date)), by)
    assert (found.text, found.precision) == (text, precision)
    assert [day and str(day) for day in (found.start, found.end)] == [start, end]


@given(spans | near, st.sampled_from(PERIODS))
def test_it_holds_the_day(found: Span, by: str) -> None:
    """Whatever day it is lies in the period, whose text means just the days of the period."""
    period = period_of(found, by)
    if by == ALL:
        assert period is ALL_TIME
        return
    assert period.start
    assert period.end
    assert period.start.toordinal() <= found.earliest <= found.latest <= period.end.toordinal()
    date = parse_date(period.text)
    assert (date.start_earliest, date.start_latest) == (period.start, period.end)


@given(spans | near)
def test_periods_nest(found: Span) -> None:
    """What is in one month is in the year of that month, and what is in no year in no month."""
    month, year = period_of(found, MONTH), period_of(found, YEAR)
    assert month == year or month.text.startswith(f"{year.text}-")


@pytest.mark.parametrize("found", [Span(ALWAYS, 730_000), Span(730_000, NEVER)])
def test_open_periods(found: Span) -> None:
    """An end that is not known stays open, in words that can be read as a date."""
    period = period_of(found, MONTH)
    date = parse_date(period.text)
    assert (date.start_earliest, date.start_latest) == (period.start, period.end)
    assert None in {period.start, period.end}
