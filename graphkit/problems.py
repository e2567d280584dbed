"""What can be wrong with the data: findings with a place, a code and a next step.

Bad data is never raised. A curator wants every mistake of a run in one list, so each
finding is a value: it sorts, compares and prints on its own.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """Whether a problem blocks an export."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A point in a file of the project.

    Attributes:
        path: Relative to the project folder, with forward slashes.
        line: Counted from 1.
        column: Counted from 1, in code points.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return ``path:line:column``, the form that editors open on a click."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding about the data.

    Attributes:
        place: Where to look.
        code: Kebab-case name of the rule, a heading of its own in ``docs/checks.md``.
        message: What is wrong, naming the value met.
        hint: The next step.
        severity: An error blocks every export, a warning none.
    """

    place: Place
    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether the problem blocks an export."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        """Return the problem as two lines: place, code and message; then the next step."""
        mark = "" if self.is_error else "warning: "
        return f"{self.place}: {mark}{self.code}: {self.message}\n    hint: {self.hint}"


def one_of(word: str, known: Iterable[str], what: str = "words") -> str:
    """Return a hint for a word that is not in a list: the nearest one, else the whole list."""
    listed = list(known)
    return did_you_mean(word, listed).strip() or f"the {what} are {', '.join(listed)}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean "…"? `` for the known word nearest to a mistyped one.

    The nearest is the one with the highest ``difflib`` ratio, of at least 0.6; equally near
    ones are settled by alphabet. Returns an empty text where none is near.
    """
    near = difflib.get_close_matches(word, sorted(set(known)), n=1)
    return f'did you mean "{near[0]}"? ' if near else ""
