"""The parts of a date: single dates, one-of sets, their bounds, their words, their errors.

The public face is `graphkit.dates`; what stands here is what an interval and a set share.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LAST_YEAR = 9999
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}

FORMS = 'write a day as "2025-11-06", a month as "2025-11", a year as "1992"'
YEARS = "graphkit reads the years 0001 to 9999: leave the date out and tell it in a note"

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MARK_WORDS = {"": "", "~": "around ", "?": "perhaps ", "%": "perhaps around "}
# [0-9], not \d: the latter also matches the digits of some forty other scripts.
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")


class BadDate(ValueError):
    """A text that is no date we read.

    Attributes:
        code: ``bad-date`` (its form), ``impossible-date`` (not in the calendar) or
            ``reversed-date`` (ends before it begins).
        message: What is wrong, naming the text.
        hint: What to write instead.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Keep the parts; the text of the error is the message."""
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message."""
        return self.message


class Point(NamedTuple):
    """A single year, month or day: its first and last day, its text, its mark."""

    earliest: date
    latest: date
    text: str
    mark: str

    def pieces(self) -> list[str]:
        """Return day, month and year as printed, as far as they are known."""
        numbers = [int(number) for number in self.text.split("-")]
        year = str(numbers[0]) if numbers[0] >= 1000 else f"AD {numbers[0]}"  # noqa: PLR2004 - four digits read as a year
        months = [MONTHS[number - 1] for number in numbers[1:2]]
        return [*map(str, numbers[2:]), *months, year]

    def words(self) -> str:
        """Return the date as printed, its mark spelt out."""
        return _MARK_WORDS[self.mark] + " ".join(self.pieces())

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest


class Span(NamedTuple):
    """A member of a set: one date twice, or a stretch with at most one side open."""

    first: Point | None
    last: Point | None

    @property
    def earliest(self) -> date | None:
        """The first possible day."""
        return self.first.earliest if self.first else None

    @property
    def latest(self) -> date | None:
        """The last possible day."""
        return self.last.latest if self.last else None

    @property
    def place(self) -> tuple[bool, date]:
        """What sets are sorted by."""
        return self.latest is None, self.earliest or date.min


def read_point(part: str, whole: str) -> Point | None:
    """Read a year, month or day; None if its form is wrong. ``whole`` is what an error names."""
    match = _POINT.fullmatch(part)
    if match is None:
        return None
    year_text, month_text, day_text, mark = match.groups()
    year = int(year_text)
    if not year:
        raise bad(whole, "there is no year 0000", YEARS)
    text = part[:-1] if mark else part
    if month_text is None:
        return Point(date(year, 1, 1), date(year, 12, 31), text, mark)
    month = int(month_text)
    if not 0 < month <= len(MONTHS):
        raise _no_month(year_text, month_text, day_text, whole)
    length = _DAYS[month - 1] + (month == 2 and isleap(year))  # noqa: PLR2004 - February
    if day_text is None:
        return Point(date(year, month, 1), date(year, month, length), text, mark)
    if not 0 < int(day_text) <= length:
        why = f"{MONTHS[month - 1]} {year} has {length} days, and no day {day_text}"
        hint = f'look again in the source; where it names no day, write "{text[:7]}"'
        raise bad(whole, why, hint, "impossible-date")
    day = date(year, month, int(day_text))
    return Point(day, day, text, mark)


def read_set(text: str, whole: str) -> list[Span] | None:
    """Read a one-of set; None if its form is wrong. Only its ends may be open."""
    spans: list[Span] = []
    members = text[1:-1].split(",")
    if (text[:1], text[-1:]) != ("[", "]") or (len(members) == 1 and ".." not in text):
        return None
    for index, member in enumerate(members):
        start, dots, end = member.partition("..")
        first = read_point(start, whole)
        last = read_point(end, whole) if dots else first
        open_start = dots and not start and index == 0
        open_end = dots and not end and index == len(members) - 1
        if (first is None and not open_start) or (last is None and not open_end):
            return None
        if not (first or last) or (first and first.mark) or (last and last.mark):
            return None
        spans.append(Span(first, last))
        check_order(spans[-1].earliest, spans[-1].latest, whole, f"[{end}..{start}]")
    # An open end stays last, whatever its start.
    order = sorted(zip(spans, members, strict=True), key=lambda pair: pair[0].place)
    turned = f"[{','.join(member for _, member in order)}]"
    for before, after in pairwise(spans):
        check_order(before.earliest, after.latest, whole, turned)
    return spans


def check_order(first: date | None, last: date | None, whole: str, turned: str) -> None:
    """Refuse what certainly ends before it begins; overlapping dates may be in order."""
    if first and last and first > last:
        why = "the earlier date must stand first"
        hint = f'look again which date is wrong; in order it is "{turned}"'
        raise bad(whole, why, hint, "reversed-date")


def shown(text: str) -> str:
    """Return a text fit for a message: short, in quotes, nothing invisible in it."""
    short = text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - one line
    return f'"{short}"' if short.isprintable() else ascii(short)


def bad(text: str, why: str, hint: str, code: str = "bad-date") -> BadDate:
    """Make the error, whose message names the text."""
    return BadDate(code, f"{shown(text)}: {why}", hint)


def _no_month(year: str, month: str, day: str | None, whole: str) -> BadDate:
    """Explain a month beyond 12: a season, a day in its place, or the end of a span."""
    if day is None and month in _SEASONS:
        return bad(whole, *_season(month, year))
    hint = f'write the month as 01 to 12, or "{year}" where it is not known'
    if day and 0 < int(day) <= len(MONTHS) and 0 < int(month) <= _DAYS[int(day) - 1]:
        hint += f', or "{year}-{day}-{month}" if day and month changed places'
    elif day is None and int(month) > int(year[2:]):
        hint += f', or "{year}/{year[:2]}{month}" for a span of years'
    return bad(whole, f"there is no month {month}", hint, "impossible-date")


def _season(code: str, year: str) -> tuple[str, str]:
    """Say what is wrong with a season, and what to write for it."""
    why = f"{code} stands for {_SEASONS[code]}, which depends on the hemisphere"
    first = 3 * (int(code) - 20)
    span = f"[{year}-{first:02}..{year}-{first + 2:02}]"
    if first == len(MONTHS):  # winter, which the last year we read does not see the end of
        span = f"[{year}-12..{int(year) + 1:04}-02]" if int(year) < _LAST_YEAR else f"{year}-12"
    return why, f'write the months that are meant, such as "{span}"'


def is_point(text: str) -> bool:
    """Whether a text has the form of a single date, possible or not."""
    return _POINT.fullmatch(text) is not None


def joined(points: Sequence[Point], joint: str) -> str:
    """Print dates in a row, what they share only once: ``6, 7 or 9 November 2025``."""
    rows = [point.pieces() for point in points]
    if len({len(row) for row in rows}) > 1 or any(point.mark for point in points):
        texts = [point.words() for point in points]
    else:
        shared = 0
        while shared < len(rows[0]) - 1 and len({row[-1 - shared] for row in rows}) == 1:
            shared += 1
        texts = [" ".join(row[: len(row) - shared]) for row in rows[:-1]] + [" ".join(rows[-1])]
    return ", ".join(texts[:-1]) + joint + texts[-1] if len(texts) > 1 else texts[0]


def set_words(spans: Sequence[Span]) -> str:
    """Print a one-of set."""
    if len(spans) == 1:
        first, last = spans[0]
        side, point = ("before", last) if first is None else ("after", first)
        if point is not None and (first is None or last is None):
            return f"{'on' if point.is_day else 'in'} or {side} {point.words()}"
    elif all(span.first == span.last for span in spans):
        points = dict.fromkeys(span.first for span in spans if span.first)
        return joined(list(points), " or ")
    texts = list(dict.fromkeys(_span_words(span) for span in spans))
    if len(texts) == 1:
        return texts[0]
    comma = "," if any(" or " in text for text in texts) else ""
    return f"{', '.join(texts[:-1])}{comma} or {texts[-1]}"


def _span_words(span: Span) -> str:
    """Print a member of a set."""
    first, last = span
    if first is None or last is None:
        return (
            f"{first.words()} or later" if first else f"{last.words()} or earlier" if last else ""
        )
    if first == last:
        return first.words()
    if len(first.text) != len(last.text) and first.latest >= last.earliest:
        # "between 1992 and May 1992" would puzzle: name the days.
        first, last = (
            Point(day, day, day.isoformat(), "") for day in (first.earliest, last.latest)
        )
    if first.is_day and last.is_day:
        return f"some day from {joined((first, last), ' to ')}"
    return f"between {joined((first, last), ' and ')}"
