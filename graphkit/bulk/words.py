"""What the numbers of an engine stand for, and the small tables that it joins to rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graphkit.bulk.frames import Table, arrow
from graphkit.identifiers import slug
from graphkit.importers.event_dates import Span
from graphkit.importers.event_rows import REASONS
from graphkit.mapping import Found
from graphkit.mapping import Row as Rule

#: Why a row makes no fact, by its number in the engine.
FAULTS = tuple(REASONS)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table to be joined by the cells of columns.

    Attributes:
        columns: Names in the table of events; they are ``k0``, ``k1`` … in `rows`.
        rows: The cells, what they stand for, and ``fault`` and ``text`` where it is nothing:
            a number of `FAULTS`, and what stands in the table.
    """

    columns: tuple[str, ...]
    rows: Table


@dataclass(frozen=True, slots=True)
class Rules:
    """What one rule of the mapping needs.

    Attributes:
        subject: With ``found``, ``key`` and ``kind``.
        object: The same.
        relation: With ``skind``, ``okind``, ``relation``, ``turned`` and ``both`` (symmetric).
        date: With ``date`` and, where the rule has an end, ``lasting``; none without dates.
        texts: Of role, says and note, by these names: with ``said``.
        rule: The rule itself.
    """

    subject: Lookup
    object: Lookup
    relation: Lookup
    date: Lookup | None
    texts: dict[str, Lookup]
    rule: Rule


@dataclass(slots=True)
class Words:
    """What the numbers in lookups stand for.

    Attributes:
        found: What ends name, by key and then by the rest: so that the order of numbers is
            that of keys.
        keys: The number of the key of each.
        dates: By their latest day: the smallest number is the first day. A row without a date
            has the number -1.
        relations: Names.
        kinds: Words.
    """

    found: list[Found] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    dates: list[Span] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


def roles(rules: Iterable[Rules]) -> dict[str, str]:
    """Return the slug of each role that rules give; empty where they give none."""
    found: dict[str, str] = {}
    several = list(rules)
    if not any(each.rule.role for each in several):
        return found
    for each in several:
        table = each.texts.get("role")
        words = [each.rule.role.word if each.rule.role else ""]
        texts = table.rows.column("said").to_pylist() if table else words
        found |= {text: slug(text) for text in texts if text is not None}
    return found


def cells_table(columns: Sequence[str], rows: Sequence[tuple[object, ...]], **types: str) -> Table:
    """Return rows of cells and of what they stand for, behind which a fault and its text stand."""
    pa = arrow()
    schema = [(f"k{number}", pa.string()) for number in range(len(columns))]
    schema += [(name, getattr(pa, kind)()) for name, kind in types.items()]
    schema += [("fault", pa.int32()), ("text", pa.string())]
    numbered = (
        (*row[:-2], None if row[-2] is None else FAULTS.index(str(row[-2])), row[-1])
        for row in rows
    )
    turned = zip(*numbered, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(list(each), kind) for each, (_, kind) in zip(turned, schema, strict=True)]
    return pa.Table.from_arrays(arrays, names=[name for name, _ in schema])
