"""Dates: what is read and with what bounds, what is refused and with what next step."""

from __future__ import annotations

import re
import time
import warnings
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Protocol

import pyparsing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.dates import MAX_LENGTH, BadDate, EdtfDate, parse_date

# edtf asks pyparsing for a memory of 128 results; an unbounded one, asked for first, reads its
# sets five times faster.
pyparsing.ParserElement.enable_packrat(cache_size_limit=None)
with warnings.catch_warnings():
    # edtf builds its grammar in a way of which pyparsing warns at import; that is no matter
    # of ours, and with filterwarnings=error it would stop the import.
    warnings.simplefilter("ignore")
    import edtf

# --- Texts to read ---------------------------------------------------------------------------

Numbers = tuple[int, ...]  # year, perhaps month, perhaps day


@st.composite
def points(draw: st.DrawFn) -> Numbers:
    """A year, a month or a day of the calendar."""
    year = draw(st.integers(1, 9999) | st.integers(1900, 2030))
    precision = draw(st.integers(1, 3))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, monthrange(year, month)[1]))
    return (year, month, day)[:precision]


def written(numbers: Numbers) -> str:
    """Write a point in EDTF."""
    return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])])


marks = st.sampled_from(["", "", "", "~", "?", "%"])
plain_dates = st.builds(lambda numbers, mark: written(numbers) + mark, points(), marks)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """An interval of any form, its sides in order."""
    first, last = (
        written(point) + draw(marks) for point in sorted([draw(points()), draw(points())])
    )
    return draw(st.sampled_from([f"{first}/{last}", f"{first}/..", f"{first}/", f"../{last}"]))


@st.composite
def sets(draw: st.DrawFn) -> str:
    """A one-of set of single dates and stretches in order, perhaps open at its ends."""
    texts = [written(point) for point in sorted(draw(st.lists(points(), min_size=2, max_size=6)))]
    members: list[str] = []
    while texts:
        if len(texts) > 1 and draw(st.booleans()):
            members.append(f"{texts.pop(0)}..{texts.pop(0)}")
        else:
            members.append(texts.pop(0))
    if ".." not in members[0] and draw(st.booleans()):
        members[0] = f"..{members[0]}"
    if ".." not in members[-1] and (len(members) == 1 or draw(st.booleans())):
        members[-1] = f"{members[-1]}.."
    return f"[{','.join(members)}]"


dates = st.one_of(plain_dates, intervals(), sets())
SIGNS = st.sampled_from(
    [*"0123456789-/.,[]{}~?%XT: ", "..", "1992", "2025-11-06", "Nov", "bc", "\u0666", "\u202e"]
)
scribbles = st.lists(SIGNS, max_size=12).map("".join)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A date with one sign put in, taken out or changed."""
    text = draw(dates)
    start = draw(st.integers(0, len(text)))
    return text[:start] + draw(SIGNS | st.just("")) + text[start + draw(st.integers(0, 1)) :]


def bounds(found: EdtfDate) -> tuple[date | None, date | None, date | None, date | None]:
    """Return the four bounds."""
    return found.start_earliest, found.start_latest, found.end_earliest, found.end_latest


def read_or_refuse(text: str) -> EdtfDate | BadDate:
    """Return the date, or the error that stands for it."""
    try:
        return parse_date(text)
    except BadDate as error:
        return error


def refusal(text: str) -> BadDate:
    """Return the error that a text meets."""
    found = read_or_refuse(text)
    assert isinstance(found, BadDate), f"{text} is read as {found!r}"
    return found


# --- What is read ----------------------------------------------------------------------------

DAY = date(2025, 11, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1992", (date(1992, 1, 1), date(1992, 12, 31), None, None)),
        ("1992-02", (date(1992, 2, 1), date(1992, 2, 29), None, None)),
        ("1900-02", (date(1900, 2, 1), date(1900, 2, 28), None, None)),
        ("2000-02-29", (date(2000, 2, 29), date(2000, 2, 29), None, None)),
        ("0001", (date(1, 1, 1), date(1, 12, 31), None, None)),
        ("9999-12", (date(9999, 12, 1), date(9999, 12, 31), None, None)),
        ("1992~", (date(1992, 1, 1), date(1992, 12, 31), None, None)),
        ("1992/1995", (date(1992, 1, 1), date(1992, 12, 31), date(1995, 1, 1), date(1995, 12, 31))),
        ("2025-11-06/..", (DAY, DAY, None, None)),
        ("2025-11-06/", (DAY, DAY, DAY, None)),
        ("../2025-11", (None, date(2025, 11, 30), date(2025, 11, 1), date(2025, 11, 30))),
        (
            "1992/1992-05",
            (date(1992, 1, 1), date(1992, 12, 31), date(1992, 5, 1), date(1992, 5, 31)),
        ),
        ("[..2025-11-06]", (None, DAY, None, None)),
        ("[2025-11-06..]", (DAY, None, None, None)),
        ("[2025-11-06..2025-11-09]", (DAY, date(2025, 11, 9), None, None)),
        ("[2025-11-06,2025-11-09]", (DAY, date(2025, 11, 9), None, None)),
        ("[1992,1992-05]", (date(1992, 1, 1), date(1992, 12, 31), None, None)),
        ("[1990,1992..1995]", (date(1990, 1, 1), date(1995, 12, 31), None, None)),
        ("[..1990,1992..]", (None, None, None, None)),
    ],
)
def test_bounds(text: str, expected: tuple[date | None, ...]) -> None:
    """Each form has the bounds that the calendar gives, and None where it is open."""
    assert bounds(parse_date(text)) == expected


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1992", False, False),
        ("1992~", True, False),
        ("1992?", False, True),
        ("1992%", True, True),
        ("1992/1995-05~", True, False),
        ("1992?/1995~", True, True),
        ("1992%/..", True, True),
        ("../1992?", False, True),
        ("[1992,1993]", False, False),
    ],
)
def test_marks(text: str, *, approximate: bool, uncertain: bool) -> None:
    """A mark on any side tells of the whole, a set alone of nothing."""
    found = parse_date(text)
    assert (found.approximate, found.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "is_interval", "open_end"),
    [
        ("1992", False, False),
        ("1992/1995", True, False),
        ("1992/..", True, True),
        ("1992/", True, False),
        ("../1992", True, False),
        ("[1992..]", False, False),
    ],
)
def test_an_open_end_is_not_an_unknown_one(text: str, *, is_interval: bool, open_end: bool) -> None:
    """Only ``A/..`` is still going on."""
    found = parse_date(text)
    assert (found.is_interval, found.open_end) == (is_interval, open_end)


def test_equality_is_by_value() -> None:
    """Two readings of a text are equal and hash alike; another text is another date."""
    parse_date.cache_clear()
    first = parse_date("1992")
    parse_date.cache_clear()
    second = parse_date("1992")
    assert first is not second
    assert {first} == {second}
    assert first != parse_date("1992~")


WORDS = {
    "1992": "1992",
    "1992-05": "May 1992",
    "2025-11-06": "6 November 2025",
    "0476": "AD 476",
    "1992~": "around 1992",
    "1992?": "perhaps 1992",
    "1992-05%": "perhaps around May 1992",
    "1992/..": "from 1992 on (still open)",
    "1992/": "from 1992, end unknown",
    "../1995": "until 1995",
    "1992/1995": "from 1992 to 1995",
    "1992~/1995?": "from around 1992 to perhaps 1995",
    "1992/1992": "within 1992",
    "1992~/1992~": "from around 1992 to around 1992",
    "2025-11-06/2025-11-06": "6 November 2025 only",
    "2025-11-06/2025-11-09": "from 6 to 9 November 2025",
    "2025-10-30/2025-11-02": "from 30 October to 2 November 2025",
    "1992-11/1993-02": "from November 1992 to February 1993",
    "1992-05/1992": "from May 1992 to later in 1992",
    "1992/1992-05": "from earlier in 1992 to May 1992",
    "1992/1992-12": "from 1992 to December 1992",
    "[2025-11-06,2025-11-09]": "6 or 9 November 2025",
    "[2025-11-06,2025-11-07,2025-11-09]": "6, 7 or 9 November 2025",
    "[2025-10-30,2025-11-02]": "30 October or 2 November 2025",
    "[1992,1993]": "1992 or 1993",
    "[1992,1993-05]": "1992 or May 1993",
    "[1992-05,1992-06]": "May or June 1992",
    "[1992,1992]": "1992",
    "[2025-11-06..2025-11-09]": "some day from 6 to 9 November 2025",
    "[2024-12-30..2025-01-02]": "some day from 30 December 2024 to 2 January 2025",
    "[1992-05..1992-07]": "between May and July 1992",
    "[1992..1995]": "between 1992 and 1995",
    "[1992..1995-05]": "between 1992 and May 1995",
    "[1992..1992-05]": "some day from 1 January to 31 May 1992",
    "[1992..1992]": "1992",
    "[..2025-11-06]": "on or before 6 November 2025",
    "[..1992]": "in or before 1992",
    "[2025-11-06..]": "on or after 6 November 2025",
    "[1992-05..]": "in or after May 1992",
    "[1992,1995..1997]": "1992 or between 1995 and 1997",
    "[..1990,1992,1995..]": "1990 or earlier, 1992, or 1995 or later",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_words(text: str, words: str) -> None:
    """A date is printed as a careful newspaper would print it."""
    assert parse_date(text).words() == words


@given(dates)
def test_words_are_free_of_signs(text: str) -> None:
    """No sign of EDTF reaches the reader, and every year does."""
    words = parse_date(text).words()
    assert not re.search(r"[][/~?%]|\.\.|-", words)
    assert {int(year) for year in re.findall(r"(?<!-)\b\d{4}(?=\b)", text)} <= {
        int(number) for number in re.findall(r"\d+", words)
    }


# --- Laws ------------------------------------------------------------------------------------


@given(dates)
def test_the_text_is_kept(text: str) -> None:
    """A date prints as it was written, and reads back as itself."""
    found = parse_date(text)
    assert found.text == str(found) == text
    assert parse_date(str(found)) == found


@given(dates)
def test_bounds_are_in_order(text: str) -> None:
    """The earliest day is not after the latest, nor the start certainly after the end."""
    start_earliest, start_latest, end_earliest, end_latest = bounds(parse_date(text))
    for first, last in [
        (start_earliest, start_latest),
        (end_earliest, end_latest),
        (start_earliest, end_latest),
    ]:
        assert first is None or last is None or first <= last


@given(points(), st.sampled_from("~?%"))
def test_a_mark_never_moves_a_bound(numbers: Numbers, mark: str) -> None:
    """Bounds are strict: what is marked is not padded."""
    assert bounds(parse_date(written(numbers) + mark)) == bounds(parse_date(written(numbers)))


@given(points(), points())
def test_an_interval_has_the_bounds_of_its_sides(one: Numbers, other: Numbers) -> None:
    """The start is that of the first side, the end that of the second."""
    first, last = (written(point) for point in sorted([one, other]))
    sides = bounds(parse_date(first))[:2] + bounds(parse_date(last))[:2]
    assert bounds(parse_date(f"{first}/{last}")) == sides


@given(sets())
def test_bounds_nest_in_sets(text: str) -> None:
    """Every member lies within its set, and the set reaches no further than they do."""
    found = parse_date(text)
    members = [
        parse_date(member if ".." not in member else f"[{member}]")
        for member in text[1:-1].split(",")
    ]
    for member in members:
        if found.start_earliest:
            assert member.start_earliest
            assert found.start_earliest <= member.start_earliest
        if found.start_latest:
            assert member.start_latest
            assert member.start_latest <= found.start_latest
    assert found.start_earliest in {member.start_earliest for member in members}
    assert found.start_latest in {member.start_latest for member in members}


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_impossible_days_are_refused(year: int, month: int, day: int) -> None:
    """A day is read exactly if the calendar has it, whatever stands around it."""
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        expected = date(year, month, day)
    except ValueError:
        for around in ("{}", "{}~", "{}/..", "0001/{}", "[{}..]", "[0001,{}]"):
            error = refusal(around.format(text))
            assert error.code == "impossible-date"
            assert around.format(text) in error.message
    else:
        assert bounds(parse_date(text)) == (expected, expected, None, None)


@given(points(), points())
def test_only_what_is_certainly_reversed_is_refused(one: Numbers, other: Numbers) -> None:
    """An interval or stretch stands if some day of its start is not after some of its end."""
    first, last = written(one), written(other)
    start, end = parse_date(first).start_earliest, parse_date(last).start_latest
    assert start
    assert end
    for text in (f"{first}/{last}", f"[{first}..{last}]", f"[{first},{last}]"):
        if start > end:
            error = refusal(text)
            assert error.code == "reversed-date"
            assert text in error.message
        else:
            assert parse_date(text).start_earliest == start or text.startswith("[")


def test_a_set_out_of_order_is_offered_in_order() -> None:
    """The hint puts all members in their places."""
    assert '"[1992,1995..1997,1999]"' in refusal("[1999,1995..1997,1992]").hint


@given(st.text() | scribbles | slips())
@settings(max_examples=2000, deadline=None)
def test_nothing_but_bad_date_is_raised(text: str) -> None:
    """Any text is read, or refused by name and with a hint whose every date can be read."""
    found = read_or_refuse(text)
    if isinstance(found, EdtfDate):
        assert found.text == text
        assert found.words()
        assert text.isascii()
        return
    assert found.code in {"bad-date", "impossible-date", "reversed-date"}
    assert found.message.isprintable()
    assert found.message.startswith((f'"{text[:57]}', ascii(text)[:50]))
    assert str(found) == found.message
    for offered in re.findall('"(.*?)"', found.hint):
        parse_date(offered)


# --- What is refused, and with what next step -------------------------------------------------

#: What curators type: the text, the code, a part of the message, a part of the hint.
REFUSED = [
    ("", "bad-date", "is empty", "leave the date out"),
    ("  ", "bad-date", "is empty", "leave the date out"),
    ("1992 ", "bad-date", "no blanks", '"1992"'),
    ("[1992, 1993]", "bad-date", "no blanks", '"[1992,1993]"'),
    ("1992\n", "bad-date", "U+000A", '"1992"'),
    ("1992\x00", "bad-date", "U+0000", "as"),
    ("\u202e1992", "bad-date", "RIGHT-TO-LEFT OVERRIDE", "as"),
    ("\ud800", "bad-date", "U+D800", "as"),
    ("2025-11-06T10:00:00Z", "bad-date", "no time of day", '"2025-11-06"'),
    ("2025-11-06 10:00", "bad-date", "no time of day", '"2025-11-06"'),
    ("2025-11-06+03:00", "bad-date", "no time of day", '"2025-11-06"'),
    ("2025-11-31T10:00", "impossible-date", "has 30 days", '"2025-11"'),
    ("199X", "bad-date", "X", '"[1990..1999]"'),
    ("19xx", "bad-date", "X", '"[1900..1999]"'),
    ("000X", "bad-date", "X", '"[0001..0009]"'),
    ("XXXX", "bad-date", "X", "leave the date out"),
    ("1992-XX", "bad-date", "X", '"1992"'),
    ("1992-05-XX", "bad-date", "X", '"1992-05"'),
    ("[199X,2001]", "bad-date", 'in "199x"', '"[1990..1999,2001]"'),
    ("199X/2001", "bad-date", 'in "199x"', "a plain date on each side"),
    ("1990s", "bad-date", "span of years", '"[1990..1999]"'),
    ("2001-21", "bad-date", "spring", '"[2001-03..2001-05]"'),
    ("2001-24", "bad-date", "winter", '"[2001-12..2002-02]"'),
    ("9999-24", "bad-date", "winter", '"9999-12"'),
    ("spring 2001", "bad-date", "season", "months"),
    ("-0044", "bad-date", "before 0001", "0001 to 9999"),
    ("-0044-03-15", "bad-date", "before 0001", "0001 to 9999"),
    ("44 BC", "bad-date", "before 0001", "0001 to 9999"),
    ("-0044/1992", "bad-date", "before 0001", "0001 to 9999"),
    ("0000", "bad-date", "no year 0000", "0001 to 9999"),
    ("0000-05", "bad-date", "no year 0000", "0001 to 9999"),
    ("10000", "bad-date", "four digits", "0001 to 9999"),
    ("10000-01-01", "bad-date", "four digits", "0001 to 9999"),
    ("Y12000", "bad-date", "four digits", "0001 to 9999"),
    ("92", "bad-date", "four digits", "in full"),
    ("1992-2-3", "bad-date", "two digits", '"1992-02-03"'),
    ("1992/2/3", "bad-date", "two digits", '"1992-02-03"'),
    ("1992-2", "bad-date", "two digits", '"1992-02"'),
    ("1992-2-30", "impossible-date", "February 1992 has 29 days", '"1992-02"'),
    ("1992-2-3/1993-4-5", "bad-date", 'in "1992-2-3"', '"1992-02-03/1993-04-05"'),
    ("[1992-2,1993]", "bad-date", 'in "1992-2"', '"[1992-02,1993]"'),
    ("1992/93", "bad-date", "", '"1992/1993"'),
    ("1992-95", "impossible-date", "no month 95", '"1992/1995"'),
    ("19920203", "bad-date", "hyphens", '"1992-02-03"'),
    ("06/11/2025", "bad-date", "year must stand first", '"2025-11-06" if the day'),
    ("06/11/2025", "bad-date", "year must stand first", '"2025-06-11" if the month'),
    ("06/06/2025", "bad-date", "year must stand first", 'write "2025-06-06"'),
    ("13.11.2025", "bad-date", "year must stand first", '"2025-11-13"'),
    ("6 November 2025", "bad-date", "month is a number", '"2025-11-06"'),
    ("November 6th, 2025", "bad-date", "month is a number", '"2025-11-06"'),
    ("Nov 2025", "bad-date", "month is a number", '"2025-11"'),
    ("30 February 2025", "impossible-date", "February 2025 has 28 days", '"2025-02"'),
    ("2025-02-30", "impossible-date", "February 2025 has 28 days", '"2025-02"'),
    ("1900-02-29", "impossible-date", "February 1900 has 28 days", '"1900-02"'),
    ("1992-10-32", "impossible-date", "October 1992 has 31 days", '"1992-10"'),
    ("1992-01-00", "impossible-date", "no day 00", '"1992-01"'),
    ("2025-13", "impossible-date", "no month 13", '"2025"'),
    ("2025-13-06", "impossible-date", "no month 13", '"2025-06-13"'),
    ("2025-00", "impossible-date", "no month 00", '"2025"'),
    ("1992/2025-02-30", "impossible-date", "February 2025 has 28 days", '"2025-02"'),
    ("1995/1992", "reversed-date", "", '"1992/1995"'),
    ("[1995..1992]", "reversed-date", "", '"[1992..1995]"'),
    ("[1995,1992]", "reversed-date", "", '"[1992,1995]"'),
    ("{1992,1993}", "bad-date", "braces", '"[1992,1993]"'),
    ("{1992}", "bad-date", "braces", "an entry for each"),
    ("/1992", "bad-date", "unknown start", '"[..1992]" for what happened'),
    ("/1992", "bad-date", "unknown start", '"../1992" for what ended'),
    ("../..", "bad-date", "nothing about the time", "leave the date out"),
    ("/", "bad-date", "nothing about the time", "leave the date out"),
    ("[..]", "bad-date", "nothing about the time", "leave the date out"),
    ("[]", "bad-date", "nothing about the time", "leave the date out"),
    ("..1992", "bad-date", "unknown start", '"[..1992]"'),
    ("1992..", "bad-date", "in brackets", '"[1992..]"'),
    ("1992..1995", "bad-date", "in brackets", '"[1992..1995]"'),
    ("1992–1995", "bad-date", "in brackets", '"1992/1995"'),  # noqa: RUF001 - the dash is the case
    ("from 1992 to 1995", "bad-date", "in brackets", '"1992/1995"'),
    ("1992-05-06/07", "bad-date", "in full", '"1992-05-06/1992-05-07"'),
    ("1992 or 1993", "bad-date", "a set", '"[1992,1993]"'),
    ("1992,1993", "bad-date", "in brackets", '"[1992,1993]"'),
    ("[1992,1993", "bad-date", "brackets", '"[1992,1993]"'),
    ("[1992]", "bad-date", "one date", '"1992"'),
    ("[1992/1995]", "bad-date", "no interval", '"[1992..1995]"'),
    ("[1992,[1993,1994]]", "bad-date", "one pair", '"[1992,1993,1994]"'),
    ("[1992..1995]/1999", "bad-date", "set inside", "a plain date on each side"),
    ("[1992..,1995]", "bad-date", "not a date", "as"),
    ("[1992,..1995]", "bad-date", "not a date", "as"),
    ("1992/1993/1994", "bad-date", "one /", '"1992/1995"'),
    ("~1992", "bad-date", "end of a date", '"1992~"'),
    ("1992-?05", "bad-date", "end of a date", '"1992-05?"'),
    ("1992~?", "bad-date", "end of a date", '"1992%"'),
    ("~1992/1995", "bad-date", 'in "~1992"', '"1992~/1995"'),
    ("1992/..~", "bad-date", "not a date", "as"),
    ("[1992~,1993]", "bad-date", "no ~", '"[1992,1993]"'),
    ("c. 1992", "bad-date", "~", '"1992~"'),
    ("perhaps 1992", "bad-date", "?", '"1992?"'),
    ("since 1992", "bad-date", "start without an end", '"1992/.."'),
    ("1992/now", "bad-date", "open end", '"1992/.."'),
    ("1992/unknown", "bad-date", "unknown end", '"1992/"'),
    ("until 1992", "bad-date", "unknown start", '"[..1992]"'),
    ("١٩٩٢", "bad-date", "ARABIC-INDIC DIGIT ONE", '"1992"'),
    ("１９９２／１９９５", "bad-date", "FULLWIDTH DIGIT ONE", '"1992/1995"'),  # noqa: RUF001 - the width is the case
    ("1992-05-0६", "bad-date", "DEVANAGARI DIGIT SIX", '"1992-05-06"'),
    ("yesterday", "bad-date", "not a date", '"2025-11-06"'),
    ("foo 2025", "bad-date", "not a date", '"2025-11-06"'),
    ("No", "bad-date", "not a date", '"1992"'),
    ("1_000", "bad-date", "not a date", '"1992"'),
    ("12:30:45", "bad-date", "not a date", '"1992"'),
]


@pytest.mark.parametrize(("text", "code", "why", "hint"), REFUSED)
def test_refused(text: str, code: str, why: str, hint: str) -> None:
    """A refusal has its code, names the text, says what is wrong and what to write."""
    error = refusal(text)
    assert error.code == code
    assert error.message.startswith((f'"{text}": ', f"{text!a}: "))
    assert why in error.message
    assert hint in error.hint


def test_a_text_beyond_all_dates_is_refused_unread() -> None:
    """The message stays short, however long the text."""
    error = refusal("9" * 5000)
    assert f"at most {MAX_LENGTH} characters" in error.message
    assert len(error.message) < 200


# --- Agreement with the edtf package, version 5.0.2 -------------------------------------------


class _Edtf(Protocol):
    """What edtf returns, as far as it is used here."""

    is_approximate: bool
    is_uncertain: bool

    def lower_strict(self) -> float | time.struct_time: ...
    def upper_strict(self) -> float | time.struct_time: ...


def read_by_edtf(text: str) -> _Edtf:
    """Read a text with the other reader."""
    found: _Edtf = edtf.parse_edtf(text)
    return found


def as_day(bound: float | time.struct_time) -> date | None:
    """Turn a bound of edtf, a struct_time or an infinity, into ours."""
    return date(*bound[:3]) if isinstance(bound, time.struct_time) else None


def has_mixed_stretch(text: str) -> bool:
    """Whether a stretch of a set runs from one precision to another.

    edtf refuses ``[1992-05..1995]``: in its grammar both sides are years, months or days.
    EDTF makes no such demand.
    """
    stretches = re.findall(r"([0-9-]+)\.\.([0-9-]+)", text)
    return any(len(first) != len(last) for first, last in stretches)


def has_unknown_end(text: str) -> bool:
    """Whether an interval ends in nothing.

    edtf gives ``1992/`` an end ten years after its start; we give it none.
    """
    return text.endswith("/")


def is_both(text: str) -> bool:
    """Whether a mark says ``%``.

    edtf finds ``1992%`` neither approximate nor uncertain; EDTF says that it is both.
    """
    return "%" in text


@given(dates.filter(lambda text: not has_mixed_stretch(text)))
@settings(max_examples=600, deadline=None)
def test_agreement_with_edtf(text: str) -> None:
    """The first and the last day are those that edtf finds, and so are the marks."""
    ours, theirs = parse_date(text), read_by_edtf(text)
    assert ours.start_earliest == as_day(theirs.lower_strict())
    if not has_unknown_end(text):
        last = ours.end_latest if ours.is_interval else ours.start_latest
        assert last == as_day(theirs.upper_strict())
    if not is_both(text):
        marked = (theirs.is_approximate, theirs.is_uncertain)
        assert (ours.approximate, ours.uncertain) == marked


@given(slips())
@settings(max_examples=300, deadline=None)
def test_edtf_reads_whatever_we_read(text: str) -> None:
    """We read nothing that edtf refuses, but for the stretches it has no grammar for."""
    if isinstance(read_or_refuse(text), EdtfDate) and not has_mixed_stretch(text):
        read_by_edtf(text)


@pytest.mark.parametrize(
    ("text", "bound", "theirs"),
    [
        ("1992/", "upper", date(2002, 1, 1)),  # an unknown end: ten years after the start
        ("/1992", "lower", date(1982, 12, 31)),  # an unknown start: ten years before the end
        ("1995/1992", "upper", date(1992, 12, 31)),  # reversed, and not refused
        ("[1995..1992]", "upper", date(1992, 12, 31)),  # the same in a set
    ],
)
def test_faults_of_edtf(text: str, bound: str, theirs: date) -> None:
    """What is left out of the comparison is still wrong in edtf; ours refuses or has no bound."""
    found = read_by_edtf(text)
    assert as_day(found.upper_strict() if bound == "upper" else found.lower_strict()) == theirs
    if text == "1992/":
        assert parse_date(text).end_latest is None
    else:
        refusal(text)


@pytest.mark.parametrize("text", ["1900-02-29", "2025-02-29/..", "0000"])
def test_edtf_is_laxer_with_the_calendar(text: str) -> None:
    """Edtf takes 29 February in any year, and a year 0, which ``datetime`` has not; we refuse."""
    assert str(read_by_edtf(text)) == text
    refusal(text)


def test_edtf_has_no_mixed_stretches_and_no_double_mark() -> None:
    """The two other exclusions above are still needed."""
    with pytest.raises(edtf.EDTFParseException):
        read_by_edtf("[1992-05..1995]")
    assert not read_by_edtf("1992%").is_approximate
    assert not read_by_edtf("1992%").is_uncertain


def test_the_exclusions_leave_most_dates() -> None:
    """Each exclusion takes only what it names."""
    names: list[Callable[[str], bool]] = [has_mixed_stretch, has_unknown_end, is_both]
    kept = ["1992", "1992-05~", "1992/..", "../1992", "[..1992]", "[1992-05..]", "[1992,1993-05]"]
    assert not [text for text in kept for excluded in names if excluded(text)]
    assert [name("[1992-05..1995]") for name in names] == [True, False, False]
    assert all(first != last for first, last in pairwise(kept))
