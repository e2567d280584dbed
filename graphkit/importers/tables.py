"""Rows of a table, each cell as text: tab-separated, CSV, JSON lines, Parquet.

Cells are never typed: ``NO`` stays Norway and ``043`` keeps its zero. A row that does not have
the cells of the others is given with its fault, so that one bad line stops nothing; what makes
the whole table unreadable is raised with its place.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Words
from pathlib import Path

from graphkit.errors import BadData, GraphkitError
from graphkit.importers.parquet import read_parquet
from graphkit.mapping import Mapping
from graphkit.problems import Problem, one_of

#: How a table is written, by the suffix of its file, where the mapping does not say.
SUFFIXES: Words[str, str] = {
    ".tsv": "tsv",
    ".tab": "tsv",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
#: What is to be done with files that hold a table in another way.
_OTHERS: Words[str, str] = {
    **dict.fromkeys([".gz", ".zip", ".bz2", ".xz", ".zst"], "unpack it first"),
    **dict.fromkeys([".xlsx", ".xls", ".ods", ".dta", ".sav", ".rds"], "save it as CSV first"),
}
#: The formats of text: their lines can be pointed at.
TEXT = ("tsv", "csv", "jsonl")


class BadTable(GraphkitError):
    """A table that cannot be read."""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        number: Where it begins: its line in the file, counted from 1; its row in Parquet.
        paragraph: The same among the lines that are not blank, as locators count; none in
            Parquet.
        cells: By the name of the column. A cell that the row lacks or that is null is empty.
        fault: Why the row cannot be read; it has no cells then.
    """

    number: int
    paragraph: int | None
    cells: Words[str, str]
    fault: str = ""


def table_format(path: Path, mapping: Mapping) -> str:
    """Return how a table is written.

    Raises:
        BadTable: Neither the mapping nor the suffix of the file says it.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise BadTable(f"{path} is no table that can be read as it is: {_OTHERS[suffix]}")
    found = mapping.format or SUFFIXES.get(suffix)
    if found:
        return found
    raise BadTable(
        f"{path} may be any kind of table: end its name in {', '.join(SUFFIXES)}, or write "
        "format: in the mapping"
    )


def read_rows(path: Path, mapping: Mapping) -> Iterator[Row]:
    """Yield the rows of a table in their order, without its line of names.

    Args:
        path: The file.
        mapping: Says how it is written, what its columns are called if the table does not, and
            which columns there must be.

    Raises:
        BadTable: The file cannot be opened or is broken; what was yielded before stands.
        BadData: Columns that the mapping names are not there.
    """
    form = table_format(path, mapping)
    try:
        if path.exists() and not path.is_file():  # of a pipe there is nothing left to point at
            raise BadTable(f"{path} is not a file: save the table as one, and name it")
        if form == "parquet":
            for number, cells in enumerate(read_parquet(path, _wanted(path, mapping)), 1):
                yield Row(number, None, cells)
        else:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                lines = _Lines(stream)
                if form == "jsonl":
                    yield from _json_rows(lines, path, mapping)
                else:
                    yield from _named(_records(lines, path, form), path, mapping, form)
                if not lines.paragraph:
                    raise BadTable(f"{path} is empty: get the file again")
    except UnicodeDecodeError as error:
        raise BadTable(_not_utf8(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadTable(f"{path} cannot be read ({reason}): name the file of a table") from error


# ------------------------------------------------------------------------ lines


class _Lines:
    """The lines of a text, counted; they end in LF, CRLF or CR, as for locators."""

    def __init__(self, stream: Iterator[str]) -> None:
        self._stream = stream
        self.number = 0
        self.paragraph = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self.number += 1
        self.paragraph += bool(line.strip())
        return line


#: Line, paragraph and cells.
_Record = tuple[int, int, list[str]]


def _records(lines: _Lines, path: Path, form: str) -> Iterator[_Record]:
    """Yield the cells of each line that is not blank; of CSV, of each record."""
    if form != "csv":
        for line in lines:
            if line.strip():
                yield lines.number, lines.paragraph, line.rstrip("\r\n").split("\t")
        return
    reader = csv.reader(lines, strict=True)
    number, paragraph = 1, 0
    try:
        for cells in reader:
            if lines.paragraph > paragraph:
                yield number, paragraph + 1, cells
            number, paragraph = lines.number + 1, lines.paragraph
    except csv.Error as error:
        raise BadTable(f"{path}:{number}: no CSV ({error}): mend the quotes there") from error


def _named(records: Iterator[_Record], path: Path, mapping: Mapping, form: str) -> Iterator[Row]:
    """Yield records with a name for each cell."""
    head: Sequence[str] = mapping.head
    if not head:
        number, _, head = next(records, (0, 0, []))
        if not number:
            return
        head = [name.strip() for name in head]
        if len(head) == 1 and head[0] not in mapping.columns():
            _see_delimiter(head[0], f"{path}:{number}", form)
        twice = sorted({name for name in head if head.count(name) > 1})
        if twice:
            raise BadTable(
                f"{path}:{number}: two columns are called {twice[0]!r}: give each its own name"
            )
    see_columns(head, path, mapping)
    width = len(head)
    for number, paragraph, cells in records:
        if len(cells) == width:
            yield Row(number, paragraph, dict(zip(head, cells, strict=True)))
        else:
            fault = f"{len(cells)} cell{'s' if len(cells) != 1 else ''}, not {width}"
            yield Row(number, paragraph, {}, fault)


# ------------------------------------------------------------------------ JSON lines


def _json_rows(lines: _Lines, path: Path, mapping: Mapping) -> Iterator[Row]:
    """Yield the objects of a file that has one on each line.

    An object need not have every column, but a column that none of them has is missing.
    """
    seen: dict[str, None] = {}
    for line in lines:
        if not line.strip():
            continue
        try:
            cells = _parse_object(line)
        except ValueError as fault:
            yield Row(lines.number, lines.paragraph, {}, str(fault))
            continue
        seen |= dict.fromkeys(cells)
        yield Row(lines.number, lines.paragraph, cells)
    if lines.paragraph:
        see_columns(list(seen), path, mapping)


def _parse_object(line: str) -> dict[str, str]:
    """Return the fields of an object as texts.

    Raises:
        ValueError: The line is no object, or one with a list or an object in it.
    """
    try:
        found = json.loads(
            line, object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str
        )
    except (ValueError, RecursionError) as error:
        raise ValueError("no JSON") from error
    if not isinstance(found, _Pairs):
        raise ValueError("no JSON object")  # noqa: TRY004 - what the caller counts as a fault
    cells: dict[str, str] = {}
    for name, value in found:
        if name in cells:
            raise ValueError(f"{name!r} stands there twice")
        if isinstance(value, str):
            cells[name] = value
        elif value is None or isinstance(value, bool):
            cells[name] = _WORDS[value]
        else:
            raise ValueError(f"{name!r} is no single value")
    return cells


class _Pairs(list[tuple[str, "str | bool | list[object] | None"]]):
    """The names and values of a JSON object, in its order."""


_WORDS = {None: "", True: "true", False: "false"}


# ------------------------------------------------------------------------ faults


def _wanted(path: Path, mapping: Mapping) -> Sequence[str]:
    """Return the columns that are read of a Parquet file."""
    from graphkit.importers.parquet import read_names

    see_columns(read_names(path), path, mapping)
    return list(mapping.columns())


def see_columns(head: Sequence[str], path: Path, mapping: Mapping) -> None:
    """Raise BadData where the mapping names columns that there are not."""
    problems = [
        Problem(
            place, "missing-column", f'{path.name} has no column "{name}"',
            one_of(name, head, "columns"),
        )
        for name, place in mapping.columns().items()
        if name not in head
    ]  # fmt: skip
    if problems:
        raise BadData(sorted(problems), Path())


def _see_delimiter(head: str, place: str, form: str) -> None:
    """Raise BadTable where a line of names seems to be parted by another sign."""
    others = {sign: way for sign, way in _DELIMITERS.items() if way[0] != form}
    sign = max(others, key=head.count)
    if sign in head:
        name, way = _DELIMITERS[sign][1:]
        wanted = "commas" if form == "csv" else "tabs"
        raise BadTable(
            f"{place}: the names of the columns stand between {name}, not {wanted}: {way}"
        )


#: Of signs that part cells: the format that has them, what they are called, and what to do.
_DELIMITERS: Words[str, tuple[str, str, str]] = {
    "\t": ("tsv", "tabs", "end the name of the table in .tsv, or write format: tsv in the mapping"),
    ",": (
        "csv",
        "commas",
        "end the name of the table in .csv, or write format: csv in the mapping",
    ),
    ";": ("", "semicolons", "save the table with commas"),
    "|": ("", "upright strokes", "save the table with commas"),
}


def _not_utf8(path: Path) -> str:
    """Say which byte of a file is the first that is not UTF-8."""
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        return (
            f"{path}:{line}: the byte 0x{data[error.start]:02X} at offset {error.start} is not "
            "UTF-8: save the table as UTF-8"
        )
    return f"{path} changed while it was read: try again"
