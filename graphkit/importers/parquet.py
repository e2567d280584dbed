"""Parquet files as rows of texts, by pyarrow, which is loaded when a file is read."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError

_ROWS_AT_ONCE = 10_000


class BadParquet(GraphkitError):
    """A Parquet file that cannot be read."""


def read_names(path: Path) -> list[str]:
    """Return the names of the columns.

    Raises:
        BadParquet: pyarrow is missing, the file is broken, or two columns have one name.
        OSError: The file cannot be opened.
    """
    with _opened(path) as file:
        names = list(file.schema_arrow.names)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadParquet(f"{path}: two columns are called {twice[0]!r}: give each its own name")
    return names


def read_parquet(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a file with their cells as texts, a null as an empty one.

    A day is YYYY-MM-DD, a point in time ISO 8601, a whole number has no decimal point: numbers
    become fractions where a program could not otherwise store that some are missing.

    Args:
        path: The file.
        columns: What is read of it.

    Raises:
        BadParquet: pyarrow is missing, the file is broken, or what stands in a column or a row
            is no text, number, day or flag.
        OSError: The file cannot be opened.
    """
    with _opened(path) as file:
        types = importlib.import_module("pyarrow.types")
        for field in file.schema_arrow:
            if field.name in columns and types.is_nested(field.type):
                raise BadParquet(
                    f"{path}: each cell of the column {field.name!r} is a {field.type}: name one "
                    "whose cells hold one value"
                )
        number = 1
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=list(columns)):
            yield from _rows(batch, path, number)
            number += batch.num_rows


def _rows(batch: Any, path: Path, first: int) -> list[dict[str, str]]:  # noqa: ANN401 - pyarrow has no types
    """Return the rows of a batch, the first of which has a number in the file."""
    try:
        rows = batch.to_pylist()
        return [{name: _text(value) for name, value in row.items()} for row in rows]
    except (ValueError, OverflowError) as error:  # a day after 9999, a text that is not UTF-8
        if batch.num_rows > 1:
            pieces = (batch.slice(number, 1) for number in range(batch.num_rows))
            return [row for at, one in enumerate(pieces, first) for row in _rows(one, path, at)]
        reason = str(error).partition("\n")[0]
        raise BadParquet(
            f"{path}:{first}: a cell of the row cannot be read ({reason}): mend it, or leave it "
            "empty"
        ) from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a Parquet file; what is wrong with it, at any time, is told in one line."""
    try:
        arrow = importlib.import_module("pyarrow")
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise BadParquet(
            "a Parquet table needs an extra: install it with pip install "
            "'graphkit-diplomacy[bulk]', or save the table as CSV"
        ) from error
    with path.open("rb") as stream:  # its OSError says more than that of pyarrow
        try:
            yield parquet.ParquetFile(stream)
        except (arrow.ArrowException, OSError) as error:
            reason = str(error).partition("\n")[0].rstrip(". ")
            raise BadParquet(
                f"{path} is no whole Parquet file ({reason}): get the file again"
            ) from error


def _text(value: object) -> str:
    """Return a value as a text."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):  # texts of programs that do not say that they are texts
        return value.decode()
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date) else str(value)
