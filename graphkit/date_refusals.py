"""What to say of a text that is no date: what is wrong with it, and what may be meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from graphkit.date_habits import BOTH_SIDES, HABITS, Habit, Offer, plain
from graphkit.date_parts import FORMS, BadDate, bad, is_point, shown

#: Reads a date; none if its form is wrong, and `BadDate` for one that is impossible.
Read = Callable[[str, str], object]


def refusal(text: str, read: Read) -> BadDate:
    """Explain a text of the wrong form, where possible by what people type instead of EDTF.

    Args:
        text: What was written.
        read: Reads what may be offered instead; its second argument is what an error is to name.
    """
    why = "not a date"
    odd = next((letter for letter in text if not "!" <= letter <= "~"), "")
    if odd and odd != " ":
        name = unicodedata.name(odd, "a control or unassigned character")
        why = f"a date holds no U+{ord(odd):04X} ({name})"
    squeezed = "".join(plain(text).split())
    typed = " ".join(plain(text).lower().split())
    return (
        _advice(text, read, "a date holds no blanks" if odd == " " else why, [Offer(squeezed)])
        or _habit(text, read, typed)
        or _mended(text, read, typed)
        or bad(text, why, FORMS)
    )


def _advice(text: str, read: Read, why: str, offers: Iterable[Offer]) -> BadDate | None:
    """Offer what can be read; None if there is nothing.

    Where all that is offered is impossible or reversed, that is what is wrong with the text.
    """
    readable, errors = [], []
    for offer in offers:
        try:
            if read(offer.text, text):
                readable.append(f'"{offer.text}" {offer.case}'.rstrip())
        except BadDate as error:
            errors.append(error)
    if readable:
        return bad(text, why, f"write {', or '.join(readable)}")
    return errors[0] if errors else None


def _habit(text: str, read: Read, typed: str) -> BadDate | None:
    """Explain a text as a whole."""
    for habit, offers in _met(typed):
        advice = _advice(text, read, habit.why, offers)
        if advice or habit.hint:
            return advice or bad(text, habit.why, habit.hint)
    return None


def _mended(text: str, read: Read, typed: str) -> BadDate | None:
    """Explain the sides of an interval or the members of a set, and offer all of them mended."""
    is_set = typed.startswith("[")
    pieces = re.split(r"([][/,]|\.\.)", typed)
    why, hint, case = "", "", ""
    for index, piece in enumerate(pieces):
        if index % 2 or not piece or is_point(piece):  # the odd ones are the signs between
            continue
        for habit, offers in _met(piece.strip()):
            if offers:
                pieces[index] = offers[0].text.strip("[]") if is_set else offers[0].text
                case = case or offers[0].case
            elif habit.hint:
                hint = hint or habit.hint
            else:
                continue
            why = why or f"in {shown(piece)}, {habit.why}"
            break
    if not why or len(pieces) == 1:
        return None
    advice = _advice(text, read, why, [Offer("".join(pieces), case)])
    return advice or bad(text, why, hint or (FORMS if is_set else BOTH_SIDES))


def _met(typed: str) -> Iterator[tuple[Habit, list[Offer]]]:
    """Find the habits that a text matches, and what they offer for it."""
    for habit in HABITS:
        match = habit.form.fullmatch(typed)
        if match:
            yield habit, list(habit.offer(*match.groups()))
