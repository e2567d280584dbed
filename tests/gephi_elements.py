"""The rules of Gephi that GraphML and GEXF have in common: of columns, elements and time.

`tests/gephi_rules.py` reads files of both formats for them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

#: What columns of the types long and integer hold.
_LONG, _INT = range(-(2**63), 2**63), range(-(2**31), 2**31)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

Times = list[tuple[str | None, str | None]]


@dataclasses.dataclass(frozen=True)
class Column:
    """A column of nodes or of edges as a file declares it."""

    domain: str
    id: str
    name: str
    type: str


@dataclasses.dataclass(frozen=True)
class Element:
    """A node or an edge of a file.

    Attributes:
        domain: ``node`` or ``edge``.
        id: Empty where it has none, as is all else.
        ends: Source and target of an edge.
        kind: What keeps parallel edges apart.
        label: What is drawn beside it.
        weight: As it stands in the file.
        values: Id of a column and text, in the order of the file.
        times: Start and end of each of its spells.
    """

    domain: str
    id: str
    ends: tuple[str, ...]
    kind: str
    label: str
    weight: str
    values: Sequence[tuple[str, str]]
    times: Times


def lint_columns(columns: Sequence[Column], types: Iterable[str]) -> Iterator[str]:
    """Yield the columns that would be refused or merged."""
    seen: Counter[tuple[str, str]] = Counter()
    for column in columns:
        if column.type not in types:
            yield f"type of {column.name}"
        seen.update({(column.domain, word.lower()) for word in (column.id, column.name)})
        yield from (
            f"column called {word}"
            for word in {column.id.lower(), column.name.lower()} & {"id", "timeset"}
        )
    # A column's id and its title are two words for one column, or the same one.
    yield from (f"columns that collide: {name}" for name, n in seen.items() if n > 1)


def lint_elements(elements: Sequence[Element], columns: Sequence[Column]) -> Iterator[str]:
    """Yield the nodes, edges and values that would be dropped, merged, mangled or refused."""
    ids = Counter(element.id for element in elements)
    yield from (f"id {name} not unique" for name, count in ids.items() if count > 1)
    yield from (f"id {i!r}" for i in ids if not re.fullmatch(r"[A-Za-z0-9._:-]+", i))
    nodes = {element.id for element in elements if element.domain == "node"}
    edges = [element for element in elements if element.domain == "edge"]
    yield from (f"end {end!r}" for edge in edges for end in edge.ends if end not in nodes)
    kinds = Counter((*edge.ends, edge.kind) for edge in edges)
    yield from (f"kind {kind}" for kind, count in kinds.items() if count > 1 or not kind[-1])
    types = {(column.domain, column.id): column for column in columns}
    for element in elements:
        if not element.label.strip():
            yield f"{element.domain} {element.id} has no label"
        if element.domain == "edge" and not _is_positive(element.weight):
            yield f"weight of {element.id}"
        seen: set[str] = set()
        for key, text in element.values:
            column = types.get((element.domain, key))
            if column is None:
                yield f"value of an undeclared column {key}"
                continue
            if column.name in seen:
                yield f"{column.name} twice"
            seen.add(column.name)
            yield from _lint_value(column, text)


def _is_positive(text: str) -> bool:
    """Whether Gephi keeps an edge of this weight as it is."""
    return re.fullmatch(_NUMBER, text) is not None and float(text) > 0


def _lint_value(column: Column, text: str) -> Iterator[str]:
    if column.type == "boolean" and text not in {"true", "false"}:
        yield f"{column.name} is no boolean: {text!r}"
    elif column.type in {"int", "integer", "long"}:
        holds = _LONG if column.type == "long" else _INT
        if not re.fullmatch("-?[0-9]+", text) or int(text) not in holds:
            yield f"{column.name} is no {column.type}: {text!r}"
    elif column.type in {"float", "double"}:
        if not re.fullmatch(_NUMBER, text):
            yield f"{column.name} is no {column.type}: {text!r}"
    elif column.name != "label" and ("INF" in text or text.lower() == "null"):
        yield f"misread: {column.name} is {text!r}"


# ------------------------------------------------------------------------ time


def lint_time(elements: Sequence[Element]) -> Iterator[str]:
    """Yield what would be missing from the timeline, or stand there at a wrong time."""
    spans: dict[str, tuple[str, str]] = {}
    for element in elements:
        whole: list[tuple[str, str]] = []
        for start, end in element.times:
            if not start or not end:
                # The axis ends at the last finite bound: an open end may lie beyond it.
                yield f"open end of {element.id}"
                continue
            yield from (f"day {day!r} of {element.id}" for day in (start, end) if not _is_day(day))
            if start > end:
                yield f"{element.id} ends before it begins"
            whole.append((start, end))
        yield from (
            f"spells of {element.id} overlap or are out of order"
            for one, two in pairwise(whole)
            if two[0] <= one[1]
        )
        if whole:
            spans[element.id] = (whole[0][0], whole[-1][1])
    for edge in (element for element in elements if element.domain == "edge"):
        yield from _lint_edge_time(edge, spans)


def _lint_edge_time(edge: Element, spans: dict[str, tuple[str, str]]) -> Iterator[str]:
    span, columns = spans.get(edge.id), dict(edge.values)
    attested = columns.get("first_attested", "")
    # What has not begun, what its sources deny and what they tell only the end of may be there
    # on no day.
    over = columns.get("stage_group") in {"negative", "closed"} or "stage" not in columns
    if span is None:
        if attested and not over:
            yield f"{edge.id} is first attested on {attested} but undated"
        return
    is_open = "start_earliest" not in columns
    if attested and is_open and not over and span[0] > attested:
        yield f"{edge.id} is undated and begins after it is first attested"
    for end in edge.ends:
        node = spans.get(end)
        if node is None or node[0] > span[0] or node[1] < span[1]:
            yield f"{end} does not cover {edge.id}"


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
