"""Parquet files as rows of texts, by pyarrow, which is loaded when a file is read."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError

_ROWS_AT_ONCE = 10_000


class BadParquet(GraphkitError):
    """A Parquet file that cannot be read."""


def read_names(path: Path) -> list[str]:
    """Return the names of the columns.

    Raises:
        BadParquet: pyarrow is missing, or the file is broken.
        OSError: The file cannot be opened.
    """
    with _opened(path) as file:
        return list(file.schema_arrow.names)


def read_parquet(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a file with their cells as texts, a null as an empty one.

    A day is YYYY-MM-DD, a point in time ISO 8601, a whole number has no decimal point: numbers
    become fractions where a program could not otherwise store that some are missing.

    Args:
        path: The file.
        columns: What is read of it.

    Raises:
        BadParquet: pyarrow is missing, or the file is broken.
        OSError: The file cannot be opened.
    """
    with _opened(path) as file:
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=list(columns)):
            for row in batch.to_pylist():
                yield {name: _text(value) for name, value in row.items()}


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
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)
