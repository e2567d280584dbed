"""The problems of one file: their codes, and the list that gathers them up to a limit."""

from __future__ import annotations

from typing import NamedTuple

from graphkit.problems import Place, Problem, Severity

#: A file with more problems than this lists the first ones and says that more were met.
MAX_PROBLEMS = 100

#: Every code of the reader with what it refuses and why, one sentence each.
CODES: dict[str, str] = {
    "alias": (
        "An alias (`*name`) is refused: each value is written where it is meant, so that a "
        "reader need not look elsewhere and no file can grow when it is read."
    ),
    "anchor": (
        "An anchor (`&name`) is refused: it serves only aliases, and often a text that begins "
        "with `&` was meant."
    ),
    "bidi-control": (
        "A control of the writing direction is refused: it lets a text show other words than "
        "those it holds."
    ),
    "control-character": (
        "A control character (C0 but for tab and line ends, DEL, C1) is refused, written or "
        "escaped: it shows nowhere, and XML and terminals cannot take it."
    ),
    "duplicate-key": (
        "A key that stands twice in one mapping is refused: one of the two values would be "
        "lost in silence."
    ),
    "empty-file": (
        "A file that holds nothing but blanks and comments is read as nothing, with a warning."
    ),
    "empty-key": "A key without text is refused: no field has an empty name.",
    "explicit-key": (
        "A key announced by a question mark in brackets is refused: the two parsers of PyYAML "
        "read it differently, and a plain `key: value` says the same."
    ),
    "file-too-large": (
        "A file of more than 5 MB is refused before it is read: curated facts are far smaller, "
        "and can be split over files."
    ),
    "invisible-character": (
        "A character that takes no room is refused: two ids that look equal would differ. "
        "Joiners between two letters or emoji are kept."
    ),
    "key-not-text": "A list or a mapping as a key is refused: every field has a plain name.",
    "line-separator": (
        "The Unicode line ends U+0085, U+2028 and U+2029 are refused: programs disagree on "
        "whether a line ends there."
    ),
    "merge-key": (
        "The merge key `<<` is refused: it is an alias in disguise, and a short file of them "
        "can stand for an endless one."
    ),
    "noncharacter": (
        "A code point that Unicode keeps for no character (such as U+FFFE) is refused: XML "
        "cannot take it."
    ),
    "not-utf8": (
        "Bytes that are not UTF-8 are refused: guessing the encoding would change names in silence."
    ),
    "second-document": (
        "A second document in one file (after `---` or `...`) is refused: it would be left out "
        "in silence."
    ),
    "surrogate": (
        "An escape for half a character (`\\ud800` to `\\udfff`) or beyond U+10FFFF is refused: "
        "no such character can be written to a file."
    ),
    "tag": (
        "A tag (`!name`) is refused: what a value is follows from the field that holds it, and "
        "tags can ask a program to run code."
    ),
    "too-deep": (
        "Nesting beyond 32 levels is refused: the data needs fewer than ten, and deep nesting "
        "is how a file attacks a parser."
    ),
    "too-many-problems": (
        "The list of one file is cut after 100 problems, the last line says so: more of the "
        "same help nobody."
    ),
    "too-many-values": (
        "A file of more than 500,000 values is refused, so that memory stays within bounds."
    ),
    "unquoted-date": (
        "A date with a question mark in brackets or braces must be quoted: many YAML readers "
        "take the question mark for a sign of their own there."
    ),
    "unreadable-file": (
        "A file that is missing, is no regular file or may not be read is a problem of the data."
    ),
    "utf-16": (
        "UTF-16 and UTF-32 are refused, as every encoding but UTF-8, so that a file means the "
        "same everywhere."
    ),
    "yaml-directive": (
        "A directive (a line that begins with `%`) is refused: graphkit reads one kind of YAML."
    ),
    "yaml-syntax": "Text that is not YAML is refused; reading stops there.",
}


class Fault(NamedTuple):
    """A problem that has no file yet, in the order of what ``Findings.add`` takes."""

    code: str
    line: int
    column: int
    message: str
    hint: str


#: The codes after which nothing more of a file is read.
STOPS = frozenset(
    {
        "explicit-key",
        "file-too-large",
        "too-deep",
        "too-many-problems",
        "too-many-values",
        "unreadable-file",
        "utf-16",
        "yaml-syntax",
    }
)


class CannotGoOn(Exception):
    """The rest of the file is not to be read, and why stands among the findings.

    It never leaves `graphkit.yaml_source`.
    """


class Findings:
    """The problems of one file, gathered while it is read."""

    def __init__(self, name: str) -> None:
        """Start an empty list for a file.

        Args:
            name: The file as shown to people, relative to the project.
        """
        self.name = name
        self.problems: list[Problem] = []

    @property
    def lines(self) -> set[int]:
        """The lines on which something was found."""
        return {problem.place.line for problem in self.problems}

    def add(  # noqa: PLR0913, PLR0917 - the parts of a problem, written at many places
        self,
        code: str,
        line: int,
        column: int,
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem at a place of this file.

        Raises:
            CannotGoOn: There are more problems now than will be shown.
        """
        place = Place(self.name, line, column)
        problem = Problem(place, code, printable(message), printable(hint), severity)
        self.problems.append(problem)
        if len(self.problems) > MAX_PROBLEMS:
            raise CannotGoOn

    def listed(self) -> list[Problem]:
        """Return the problems by place; of too many the first ones and a last that says so."""
        problems = sorted(self.problems)
        if len(problems) > MAX_PROBLEMS:
            problems[MAX_PROBLEMS:] = [
                Problem(
                    problems[MAX_PROBLEMS].place,
                    "too-many-problems",
                    f"more than {MAX_PROBLEMS} problems in this file; the rest is not listed",
                    "mend those above and check again",
                )
            ]
        return problems


def place_of(text: str, index: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of a character in a text with LF line ends."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def printable(words: str) -> str:
    """Return a message on one line: what a terminal would not show is escaped."""
    if words.isprintable():
        return words
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in words
    )


def short(words: str) -> str:
    """Return the beginning of a text of the file, short enough for a message."""
    limit = 40
    return words if len(words) <= limit else words[: limit - 1] + "…"
