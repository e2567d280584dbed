"""Dates as historians write them: EDTF text and the first and last day it may mean.

Read are level 0 (``1992``, ``1992-05``, ``1992-05-06``), of level 1 the marks ``~ ? %`` at the
end of a date and the intervals ``A/B``, ``A/..``, ``A/`` and ``../B``, and of level 2 the one-of
sets ``[A,B]``, ``[A..B]``, ``[..B]``, ``[A..]`` and mixtures of them. The rules are those of
https://www.loc.gov/standards/datetime/, narrowed to the years 0001 to 9999, that is, to what
``datetime.date`` holds. Bounds are strict: a mark never widens them.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from graphkit.date_parts import (
    FORMS,
    BadDate,
    bad,
    check_order,
    joined,
    read_point,
    read_set,
    set_words,
)

__all__ = ["CODES", "MAX_LENGTH", "BadDate", "EdtfDate", "parse_date"]

#: The codes of `BadDate` with what each refuses and why, one sentence each.
CODES: dict[str, str] = {
    "bad-date": "What is no date in a form that is read is refused: its days would be guessed.",
    "impossible-date": "A day, month or year that the calendar lacks is refused: it is a slip.",
    "reversed-date": "An interval or a set that ends before it begins is refused: it holds no day.",
}

#: A longer text is refused unread: no date needs as much, and problems stay short.
MAX_LENGTH = 1000


class EdtfDate:
    """A date with its bounds, made by `parse_date` and never changed. Its text decides the rest.

    What has no end (a plain date, a set) has start bounds only. Of an interval the start
    bounds are those of its first date, the end bounds those of its second one.

    Attributes:
        text: As written.
        start_earliest: The first day on which it may have begun or happened; None if unbounded.
        start_latest: The last such day; None if unbounded.
        end_earliest: The first day that may have been its last; None without a known end.
            An unknown end (``A/``) is not before ``start_earliest``.
        end_latest: The last such day; None if unbounded.
        is_interval: Whether the text is of the form ``A/B``.
        open_end: Whether it is still going on (``A/..``); False where the end is unknown.
        approximate: Whether any part is marked ``~`` or ``%``.
        uncertain: Whether any part is marked ``?`` or ``%``. A set alone does not count.
    """

    # Neither a dataclass nor a struct: then what packs records would pack all of its fields.
    __slots__ = (
        "approximate",
        "end_earliest",
        "end_latest",
        "is_interval",
        "open_end",
        "start_earliest",
        "start_latest",
        "text",
        "uncertain",
    )

    def __init__(
        self,
        text: str,
        start: tuple[date | None, date | None],
        end: tuple[date | None, date | None] | None = None,
        *,
        marks: str = "",
    ) -> None:
        """Hold what was read; ``end`` is given for intervals only."""
        self.text = text
        self.start_earliest, self.start_latest = start
        self.end_earliest, self.end_latest = end or (None, None)
        self.is_interval = end is not None
        self.open_end = self.is_interval and text.endswith("/..")
        self.approximate = "~" in marks or "%" in marks
        self.uncertain = "?" in marks or "%" in marks

    def __eq__(self, other: object) -> bool:
        """Whether both are written alike."""
        return self is other or (isinstance(other, EdtfDate) and self.text == other.text)

    def __hash__(self) -> int:
        """Return the hash of the text."""
        return hash(self.text)

    def __str__(self) -> str:
        """Return the text as written."""
        return self.text

    def __repr__(self) -> str:
        """Return what makes the date anew."""
        return f"parse_date({self.text!r})"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Return the same for other processes."""
        return parse_date, (self.text,)

    def words(self) -> str:
        """Return the date in plain English, such as ``some day from 6 to 9 November 2025``."""
        if self.is_interval:
            return _interval_words(*self.text.split("/"))
        point = read_point(self.text, self.text)
        return point.words() if point else set_words(read_set(self.text, self.text) or [])


def _interval_words(start: str, end: str) -> str:
    """Print an interval that has been read before."""
    first, last = read_point(start, start), read_point(end, end)
    if first is None:
        return f"until {last.words()}" if last else ""
    if last is None:
        tail = " on (still open)" if end else ", end unknown"
        return f"from {first.words()}{tail}"
    if len(first.text) != len(last.text) and not (first.mark or last.mark):
        # One holds the other: "from May 1992 to 1992" would puzzle.
        if first.latest > last.latest:
            return f"from earlier in {first.words()} to {last.words()}"
        if first.earliest > last.earliest:
            return f"from {first.words()} to later in {last.words()}"
    if first == last and not first.mark:
        return f"{first.words()} only" if first.is_day else f"within {first.words()}"
    return f"from {joined((first, last), ' to ')}"


@lru_cache(maxsize=4096)  # the same few dates stand in a project again and again
def parse_date(text: str) -> EdtfDate:
    """Read a date.

    Args:
        text: The date alone, without blanks around it.

    Returns:
        The text and its bounds.

    Raises:
        BadDate: The text is no date of the forms above, names a day that the calendar lacks,
            or certainly ends before it begins. Nothing else is ever raised.
    """
    if len(text) > MAX_LENGTH:
        why = f"a date has at most {MAX_LENGTH} characters, this has {len(text)}"
        raise bad(text, why, FORMS)
    found = _read(text, text)
    if found is None:
        # Loaded with what people type instead of dates only when somebody did.
        from graphkit.date_refusals import refusal

        raise refusal(text, _read)
    return found


def _read(text: str, whole: str) -> EdtfDate | None:
    """Read a date; None if its form is wrong. ``whole`` is what an error is to name."""
    point = read_point(text, whole)
    if point is not None:
        return EdtfDate(text, (point.earliest, point.latest), marks=point.mark)
    start, slash, end = text.partition("/")
    if slash:
        return _read_interval(text, start, end, whole)
    spans = read_set(text, whole)
    if spans is None:
        return None
    firsts = [span.earliest for span in spans]
    lasts = [span.latest for span in spans]
    earliest = None if None in firsts else min(day for day in firsts if day)
    latest = None if None in lasts else max(day for day in lasts if day)
    return EdtfDate(text, (earliest, latest))


def _read_interval(text: str, start: str, end: str, whole: str) -> EdtfDate | None:
    """Read ``A/B``, ``A/..``, ``A/`` and ``../B``; None for anything else."""
    first, last = read_point(start, whole), read_point(end, whole)
    if first and last:
        check_order(first.earliest, last.latest, whole, f"{end}/{start}")
        ends = (last.earliest, last.latest)
        return EdtfDate(text, (first.earliest, first.latest), ends, marks=first.mark + last.mark)
    if first and end in {"", ".."}:
        # An unknown end cannot lie before the start; of an open one nothing is known.
        unknown = (None if end else first.earliest, None)
        return EdtfDate(text, (first.earliest, first.latest), unknown, marks=first.mark)
    if last and start == "..":
        return EdtfDate(text, (None, last.latest), (last.earliest, last.latest), marks=last.mark)
    return None
