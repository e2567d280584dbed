"""What people type instead of EDTF, and what they may mean by it.

`graphkit.date_refusals` asks here: whatever is offered is read by the same strict reader before it
is shown, so that no hint leads to the next error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphkit.date_parts import MONTHS, YEARS

LEAVE_OUT = "leave the date out where nothing is known of it"
BOTH_SIDES = (
    'an interval takes a plain date on each side, such as "1992/1995"; where one of them is a set, '
    "give start and end as stages of their own"
)


class Offer(NamedTuple):
    """A date that may be meant, and the case in which it is (empty if that is plain)."""

    text: str
    case: str = ""


class Habit(NamedTuple):
    """A form met before.

    Attributes:
        form: Matches the whole text in small letters, blanks and dashes made plain.
        why: What is wrong with it.
        offer: Called with the groups of the match.
        hint: For the case that no offer can be read; empty if the next habit may fit.
    """

    form: re.Pattern[str]
    why: str
    offer: Callable[..., Iterator[Offer]]
    hint: str


def plain(text: str) -> str:
    """Turn digits and signs of other scripts and widths into those of ASCII."""
    letters = (str(unicodedata.decimal(letter, letter)) for letter in text)
    return re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", "".join(letters)))


def _nothing(*_groups: str | None) -> Iterator[Offer]:
    return iter(())


def _as(*patterns: str) -> Callable[..., Iterator[Offer]]:
    """Return an offer that fills the groups into patterns such as ``[{0}..{1}] if so``."""

    def offer(*groups: str | None) -> Iterator[Offer]:
        for pattern in patterns:
            text, _, case = pattern.partition(" ")
            yield Offer(text.format(*groups), case)

    return offer


def _iso(year: str, month: str, day: str | None = None, case: str = "") -> Iterator[Offer]:
    """Fill up the numbers with zeros; the month may be a name of three letters or more."""
    if month.isalpha():
        numbers = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(month)]
        if len(month) < len("Jan") or not numbers:
            return
        month = str(numbers[0])
    yield Offer("-".join([year, *(number.zfill(2) for number in (month, day) if number)]), case)


def _year_first(year: str, month: str, day: str | None) -> Iterator[Offer]:
    """Read ``1992/5/6`` and ``1992/5``, but ``1992/95`` as a span."""
    if day is None and int(month) > len(MONTHS):
        yield from _span(year, year[:2] + month)
    yield from _iso(year, month, day)


def _year_last(first: str, second: str, year: str) -> Iterator[Offer]:
    """Read ``06/11/2025`` in the European and in the American way."""
    yield from _iso(year, second, first, "if the day stands first")
    if int(first) != int(second):
        yield from _iso(year, first, second, "if the month stands first")


def _day_month(day: str, month: str, year: str) -> Iterator[Offer]:
    return _iso(year, month, day)


def _month_day(month: str, day: str | None, year: str) -> Iterator[Offer]:
    return _iso(year, month, day)


def _unspecified(year: str, month: str | None) -> Iterator[Offer]:
    """Read ``199x`` as a span of years, ``1992-xx`` as the year, ``1992-05-xx`` as the month."""
    if "x" not in year:
        yield Offer(f"{year}-{month}" if month and "x" not in month else year)
    elif re.fullmatch("[0-9]+x+", year):
        first = max(year.replace("x", "0"), "0001")
        yield Offer(f"[{first}..{year.replace('x', '9')}]", "for some time in these years")


_span = _as("{0}/{1} for what lasted all that time", "[{0}..{1}] for one time between them")
_until = _as("[..{0}] for what happened or began by then", "../{0} for what ended then")


def _marks_last(text: str) -> Iterator[Offer]:
    """Gather the marks of a single date at its end."""
    marks = set(re.findall("[~?%]", text))
    bare = re.sub("[~?%]", "", text)
    yield Offer(bare + (marks.pop() if len(marks) == 1 else "%"))


def _without_marks(text: str) -> Iterator[Offer]:
    yield Offer(re.sub("[~?%]", "", text))


def _one_set(text: str) -> Iterator[Offer]:
    """Put all dates between one pair of brackets."""
    yield Offer(f"[{re.sub('[][]', '', text)}]")


_P = r"([0-9]{4}(?:-[0-9]{2}){0,2}[~?%]?)"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"

_TABLE: tuple[tuple[str, str, Callable[..., Iterator[Offer]], str], ...] = (
    (r"", "the date is empty", _nothing, LEAVE_OUT),
    (
        r"(?:\.\.)?/?(?:\.\.)?|\[(?:\.\.|,)*\]",
        "that says nothing about the time",
        _nothing,
        LEAVE_OUT,
    ),
    (
        r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:t|z|\+|-[0-9]{2}:| [0-9]{1,2}:)[^/]*",
        "a date holds no time of day and no time zone",
        _as("{0}"),
        "",
    ),
    (
        r"(?=.*x)([0-9x]{4})(?:-([0-9x]{2}))?(?:-[0-9x]{2})?",
        "X for an unknown digit is not read",
        _unspecified,
        'write the years that are meant, such as "[1990..1999]", or leave the date out',
    ),
    (
        r"(?:the )?([0-9]{3})0s",
        "that is a span of years, not a date",
        _as("[{0}0..{0}9] for some time in these years"),
        "",
    ),
    (
        r"-[0-9]{3,}.*|.*[0-9] ?b\.?c\.?(?:e\.?)?",
        "a year before 0001",
        _nothing,
        YEARS,
    ),
    (
        r"(?:y-?|\+)[0-9]+.*|(?:[0-9]{5}|[0-9]{7}|[0-9]{9,})(?:-.*)?",
        "a year is four digits, without sign or letter",
        _nothing,
        YEARS,
    ),
    (
        r"[0-9]{1,3}(?:[-/.][0-9]{1,2}){0,2}[~?%]?",
        "a year has four digits",
        _nothing,
        'write the year in full, such as "1992"',
    ),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})?", "the hyphens are missing", _iso, ""),
    (
        r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?",
        "month and day take two digits each and a hyphen before them",
        _year_first,
        "",
    ),
    (
        r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})",
        "the year must stand first",
        _year_last,
        "",
    ),
    (_DAY + r"[-./ ]+([a-z]{3,9})\.?[-,/ ]+([0-9]{4})", "a month is a number here", _day_month, ""),
    (
        r"([a-z]{3,9})\.?[- ]+(?:" + _DAY + r",?[- ]+)?([0-9]{4})",
        "a month is a number here",
        _month_day,
        "",
    ),
    (
        r"(?:early |late )?(?:spring|summer|autumn|fall|winter)(?: of)? [0-9]{4}",
        "a season depends on the hemisphere",
        _nothing,
        'write the months that are meant, such as "[2001-03..2001-05]"',
    ),
    (r"(?:c|ca|circa|about|around)\.? ?" + _P, "about is written ~", _as("{0}~"), ""),
    (r"(?:probably|perhaps|possibly|maybe) " + _P, "perhaps is written ?", _as("{0}?"), ""),
    (
        r"(?:since |from )" + _P + "(?: on| onwards?)?",
        "that is a start without an end",
        _as("{0}/.. if it still goes on", "{0}/ if its end is unknown"),
        "",
    ),
    (_P + r"/(?:open|now|present|today|ongoing|-)", "an open end is written ..", _as("{0}/.."), ""),
    (_P + r"/(?:unknown|\?|x+)", "after an unknown end nothing is written", _as("{0}/"), ""),
    (
        r"(?:unknown|open|\?|x+)?(?:/|\.\.|by |until |till )" + _P,
        "an unknown start is not read",
        _until,
        "",
    ),
    (
        _P + r"\.\.",
        "an open set stands in brackets",
        _as("[{0}..] for one time then or later", "{0}/.. for what still goes on"),
        "",
    ),
    (
        r"(?:from )?" + _P + r" ?(?:\.\.+|-+|to|until|till) ?" + _P,
        "two dates are joined by / or stand in brackets",
        _span,
        "",
    ),
    (
        r"([0-9]{4}-[0-9]{2}-)([0-9]{2})/([0-9]{2})",
        "the end of an interval is written in full",
        _as("{0}{1}/{0}{2}"),
        "",
    ),
    (r"between " + _P + " and " + _P, "that is a set", _as("[{0}..{1}]"), ""),
    (_P + r" or " + _P, "that is a set", _as("[{0},{1}]"), ""),
    (
        r"\{(.*)\}",
        "a set in braces, all of whose dates hold, is not read",
        _as("[{0}] if only one of the dates is meant, else an entry for each"),
        "write an entry for each date",
    ),
    (r"\[" + _P + "/" + _P + r"\]", "brackets hold no interval", _span, ""),
    (r"\[([^][,.]*)\]", "a set of one date", _as("{0}"), ""),
    (r"\[[^][]*\]/.*|.*/\[[^][]*\]", "a set inside an interval is not read", _nothing, BOTH_SIDES),
    (r"(?=.*[~?%])(\[[^][]*\])", "a set takes no ~, ? or %", _without_marks, ""),
    (r"(?=.*[][])(?!\[[^][]*\]$)(.*)", "a set has one pair of brackets, around it", _one_set, ""),
    (r"([^][/]*,[^][/]*)", "a set stands in brackets", _one_set, ""),
    (
        r"[^][,]*/[^][,]*/[^][,]*",
        "an interval has two dates and one /",
        _nothing,
        'write it as "1992/1995"',
    ),
    (
        r"(?=.*[~?%])(?=.*[0-9])([-0-9~?%]+)",
        "a mark stands once, at the end of a date",
        _marks_last,
        "",
    ),
)

#: Tried in this order; the first one that matches and offers what can be read is it.
HABITS = tuple(Habit(re.compile(form), why, offer, hint) for form, why, offer, hint in _TABLE)
