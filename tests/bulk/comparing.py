"""Rows of the two paths side by side: of ``graphkit import events`` and of ``graphkit bulk``."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphkit.importers.events import Imported, read_events
from graphkit.mapping import read_mapping
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder

#: id, subject, relation, object, role, says, date, its four bounds, rows.
FactRow = tuple[str, str, str, str, str, str, str | None, *tuple[dt.date | None, ...]]


def imported(table: Path, mapping: str) -> Imported:
    """Return what the curated path makes of a table."""
    ontology = read_ontology(ontology_folder())
    return read_events(table, read_mapping(mapping, ontology), ontology)


def curated_rows(made: Imported) -> list[tuple[Any, ...]]:
    """Return its facts as `graphkit.bulk.tables.facts_table` has them, sorted."""
    return sorted(_curated(made), key=repr)


def _curated(made: Imported) -> Iterator[tuple[Any, ...]]:
    for fact in made.facts.values():
        for stage in fact.stages:
            date = stage.date
            start = (date.start_earliest, date.start_latest) if date else (None, None)
            end = (
                (date.end_earliest, date.end_latest) if date and date.is_interval else (None, None)
            )
            said = (fact.id, fact.subject, fact.relation, fact.object, fact.role, fact.says)
            yield (*said, date.text if date else None, *start, *end, len(stage.evidence))


def table_rows(folder: Path) -> list[tuple[Any, ...]]:
    """Return the rows of a table that was written, sorted."""
    table = importlib.import_module("pyarrow.parquet").read_table(folder)
    columns = (column.to_pylist() for column in table.columns)
    return sorted(zip(*columns, strict=True), key=repr)
