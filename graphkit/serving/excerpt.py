"""What of an answer the form shows: so little that it is drawn at once, however much there is.

A worker makes it, within the limits of its query, so that the server itself never reads or draws
a long answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphkit.query import Table, Triples

#: The form of an answer that a worker gives for this, beside those of `graphkit.query`.
EXCERPT = "excerpt"

#: Rows or triples that are shown at most.
ROWS = 500
#: Columns that are shown at most.
COLUMNS = 50
#: Cells that are shown at most: of a wide table there are fewer rows.
CELLS = 5_000
#: Characters of a cell or line that are shown at most.
TEXT = 1_000
#: Characters of all cells or lines that are shown at most.
ALL_TEXT = 200_000

#: Longest name of a variable, of a language or of a datatype, in characters.
_NAME = 80


def excerpt(result: Table | Triples) -> str:
    """Return the beginning of an answer as JSON.

    Returns:
        An object. For ASK it has ``boolean``. For other rows: ``columns``, names; ``rows``,
        each a list with a term of the SPARQL 1.1 JSON results for each column, or null; and
        ``total``, the numbers of all rows and of all columns. For triples: ``lines``, of
        Turtle, each a text and whether it is whole; and ``total``, the number of all triples.
        A term that is not whole has ``cut``; one that is a triple has its JSON as its value.
    """
    made = _of_triples(result) if isinstance(result, Triples) else _of_rows(result)
    return f"{json.dumps(made, ensure_ascii=False)}\n"


def _of_rows(table: Table) -> dict[str, object]:
    found = json.loads(table.json)
    if "boolean" in found:
        return {"boolean": found["boolean"]}
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    columns = names[:COLUMNS]
    most = min(ROWS, CELLS // max(1, len(columns)))
    return {
        "columns": [_short(name, _NAME) for name in columns],
        "rows": list(_few(rows[:most], columns)),
        "total": [len(rows), len(names)],
    }


def _few(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str]
) -> Iterator[list[dict[str, object] | None]]:
    """Yield the rows until there is enough text; the first one in any case."""
    size = 0
    for number, row in enumerate(rows):
        cells = [_small(row[name]) if name in row else None for name in columns]
        size += sum(len(str(cell["value"])) for cell in cells if cell)
        if number and size > ALL_TEXT:
            return
        yield cells


def _small(term: Mapping[str, Any]) -> dict[str, object]:
    """Return a term of which every part is short."""
    value = term["value"]
    if term["type"] == "triple":
        value = json.dumps(value, ensure_ascii=False)
    made: dict[str, object] = {"type": term["type"], "value": _short(value, TEXT)}
    if len(value) > TEXT:
        made["cut"] = True
    made.update(
        (name, term[name])
        for name in ("xml:lang", "datatype")
        if name in term and len(term[name]) <= _NAME
    )
    return made


def _of_triples(triples: Triples) -> dict[str, object]:
    size, taken = 0, 0
    for line in triples.ntriples[:ROWS]:
        size += min(len(line), TEXT)
        if taken and size > ALL_TEXT:
            break
        taken += 1
    text = Triples(triples.ntriples[:taken], triples.known).text("turtle")
    lines = (line for line in text.split("\n") if line and not line.startswith("@prefix"))
    return {
        "lines": [[_short(line, TEXT), len(line) <= TEXT] for line in lines],
        "total": len(triples.ntriples),
    }


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
