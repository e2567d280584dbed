"""Times of Wikidata as dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.importers.wikidata.dates import When, read_time
from tests.importers.wikidata_samples import GREGORIAN, JULIAN, time


def read(text: str, precision: int, model: str = GREGORIAN, **fields: object) -> When | None:
    """What is read of a time."""
    return read_time(time(text, precision, model, **fields)["value"])


def told(text: str, precision: int, model: str = GREGORIAN, **fields: object) -> str:
    """The date that is read of a time; empty where it cannot be read."""
    when = read(text, precision, model, **fields)
    return when.text if when else ""


@pytest.mark.parametrize(
    ("text", "precision", "date"),
    [
        ("+1991-12-16T00:00:00Z", 11, "1991-12-16"),
        ("+1991-12-16T10:20:30Z", 14, "1991-12-16"),
        ("+1991-12-00T00:00:00Z", 10, "1991-12"),
        ("+1991-12-16T00:00:00Z", 10, "1991-12"),
        ("+1991-00-00T00:00:00Z", 9, "1991"),
        ("+1991-01-01T00:00:00Z", 9, "1991"),
        ("+0800-00-00T00:00:00Z", 9, "0800"),
        ("+00000001991-00-00T00:00:00Z", 9, "1991"),
        ("+1990-00-00T00:00:00Z", 8, "[1990..1999]"),
        ("+1999-00-00T00:00:00Z", 8, "[1990..1999]"),
        ("+0005-00-00T00:00:00Z", 8, "[0001..0009]"),
        ("+1900-00-00T00:00:00Z", 7, "[1801..1900]"),
        ("+1901-00-00T00:00:00Z", 7, "[1901..2000]"),
        ("+2000-00-00T00:00:00Z", 7, "[1901..2000]"),
        ("+2000-00-00T00:00:00Z", 6, "[1001..2000]"),
        ("+9999-00-00T00:00:00Z", 7, "[9901..9999]"),
    ],
)
def test_precision_is_kept(text: str, precision: int, date: str) -> None:
    """A time becomes the date of its precision, or a set where EDTF has no word for it."""
    assert told(text, precision) == date


@pytest.mark.parametrize(
    ("text", "precision", "date"),
    [
        ("+1991-00-00T00:00:00Z", 11, "1991"),
        ("+1991-12-00T00:00:00Z", 11, "1991-12"),
        ("+1991-00-00T00:00:00Z", 10, "1991"),
    ],
)
def test_no_part_is_invented(text: str, precision: int, date: str) -> None:
    """What a time does not name is not filled in, whatever its precision claims."""
    assert told(text, precision) == date


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("+1900-02-29T00:00:00Z", 11),
        ("+1991-13-01T00:00:00Z", 11),
        ("+1991-13-00T00:00:00Z", 10),
        ("+1991-04-31T00:00:00Z", 11),
        ("+10000-01-01T00:00:00Z", 9),
        ("+1991-12-16T00:00:00Z", 5),
        ("+1991-12-16T00:00:00Z", 15),
        ("+1991-12-16T00:00:00Z", -1),
        ("1991-12-16T00:00:00Z", 11),
        ("+1991-12-16", 11),
        ("", 11),
    ],
)
def test_unreadable_times_are_none(text: str, precision: int) -> None:
    """An impossible day, a coarser unit, a late year and any other form are not read."""
    assert told(text, precision) == ""


@pytest.mark.parametrize("text", ["-0044-03-15T00:00:00Z", "+0000-00-00T00:00:00Z"])
def test_before_the_first_year_is_a_bound(text: str) -> None:
    """A time before the year 1 is on or before its first day, and the note tells the time."""
    assert read(text, 11) == When("[..0001-01-01]", f"Wikidata has {text}")


@pytest.mark.parametrize("field", ["time", "calendarmodel"])
def test_deep_fields_are_not_read(field: str) -> None:
    """What is nested in place of a text is no time, however deep it goes."""
    deep: object = []
    for _ in range(100_000):
        deep = [deep]
    assert read_time({**time("+1990-00-00T00:00:00Z", 9)["value"], field: deep}) is None


def test_other_calendars_are_not_read() -> None:
    """A calendar model that is neither of the two is not taken for one of them."""
    assert told("+1991-12-16T00:00:00Z", 11, "http://www.wikidata.org/entity/Q12138") == ""


@pytest.mark.parametrize(
    ("text", "precision", "date"),
    [
        ("+1917-10-25T00:00:00Z", 11, "[1917-10-25..1917-11-07]"),
        ("+1582-10-04T00:00:00Z", 11, "[1582-10-04..1582-10-14]"),
        ("+1900-02-29T00:00:00Z", 11, "[1900-03-01..1900-03-13]"),
        ("+0100-01-01T00:00:00Z", 11, "[0099-12-30..0100-01-01]"),
        ("+0250-06-01T00:00:00Z", 11, "0250-06-01"),
        ("+1721-00-00T00:00:00Z", 9, "[1721-01-01..1722-01-11]"),
        ("+1721-10-00T00:00:00Z", 10, "[1721-10-01..1721-11-11]"),
        ("+1700-02-30T00:00:00Z", 11, ""),
        ("+1700-13-00T00:00:00Z", 10, ""),
    ],
)
def test_julian_days_are_bounds(text: str, precision: int, date: str) -> None:
    """A day of the Julian calendar may be the one written or the one meant, and is noted."""
    when = read(text, precision, JULIAN)
    assert (when.text if when else "") == date
    assert when is None or "in the Julian calendar" in when.note


def _julian_day_number(year: int, month: int, day: int) -> int:
    """The formula of Fliegel and Van Flandern's kind for the Julian calendar."""
    shift = (14 - month) // 12
    years, months = year + 4800 - shift, month + 12 * shift - 3
    return day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083


@given(st.dates(dt.date(300, 1, 1), dt.date(9990, 1, 1)))
def test_julian_bounds_hold_the_day_meant(written: dt.date) -> None:
    """The bounds of a Julian day go from the day written to the one with its day number."""
    when = read(f"+{written.isoformat()}T00:00:00Z", 11, JULIAN)
    assert when
    meant = dt.date.fromordinal(
        _julian_day_number(written.year, written.month, written.day) - 1721425
    )
    assert (when.date.start_earliest, when.date.start_latest) == (written, meant)


def test_slack_widens_both_sides() -> None:
    """Units before or after count to both sides, since their descriptions disagree."""
    assert told("+1991-12-16T00:00:00Z", 11, before=2) == "[1991-12-14..1991-12-18]"
    assert told("+1991-12-16T00:00:00Z", 11, after=2) == "[1991-12-14..1991-12-18]"
    assert told("+1991-00-00T00:00:00Z", 9, after=10**20) == "[0001-01-01..9999-12-31]"
    assert told("+1991-12-16T00:00:00Z", 11, before=None, after=None) == "1991-12-16"


def test_zones_change_no_day() -> None:
    """A zone is passed over: the day is that of the place."""
    assert told("+1991-12-16T00:00:00Z", 11, timezone=540) == "1991-12-16"


@pytest.mark.parametrize(
    ("when", "marked"),
    [
        (When("1991"), When("1991~")),
        (When("1991~"), When("1991~")),
        (When("[1990..1999]"), When("[1990..1999]", "circa")),
    ],
)
def test_circa_marks_what_takes_a_mark(when: When, marked: When) -> None:
    """A plain date is marked as approximate, a set gets a note."""
    assert when.about() == marked


_NUMBERS = st.one_of(st.integers(), st.none(), st.booleans(), st.floats(), st.text())


@given(
    st.one_of(
        st.from_regex(r"\A[+-][0-9]{1,6}-[0-9]{2}-[0-9]{2}T00:00:00Z\Z"),
        st.text(),
        st.integers(),
    ),
    st.one_of(st.integers(-1, 15), _NUMBERS),
    st.sampled_from([GREGORIAN, JULIAN, "", None]),
    _NUMBERS,
)
def test_anything_is_read_or_not(
    text: object, precision: object, model: object, slack: object
) -> None:
    """Any JSON gives a date that can be read, or none."""
    value = {"time": text, "precision": precision, "calendarmodel": model, "before": slack}
    when = read_time(value)
    assert when is None or when.date.text == when.about().date.text.removesuffix("~")
