"""What the cells of a table mean: decided here for each distinct cell, by the code of the import.

The engine gives the distinct cells of each column that a mapping uses. `RowReader` says what they
stand for, as it does for the rows of ``graphkit import events``. What it says goes back to the
engine as small tables with numbers in place of records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ParamSpec, TypeVar

from graphkit.bulk.frames import Frame
from graphkit.bulk.words import Lookup, Rules, Words, cells_table
from graphkit.errors import GraphkitError
from graphkit.importers.event_dates import Span
from graphkit.importers.event_rows import NotTaken, RowReader
from graphkit.mapping import End, Found, Mapping
from graphkit.mapping import Row as Rule
from graphkit.ontology import Ontology

_Value = TypeVar("_Value")
_Arguments = ParamSpec("_Arguments")
#: Distinct cells of a column, each of which is a record of this process, fill its memory.
MOST_CELLS = 20_000_000
#: A row of distinct cells, by the names of their columns in the table.
_Cells = dict[str, str]
#: Gives the distinct rows of some columns.
Distinct = Callable[[Sequence[str]], Frame]


#: What a cell stands for, or why it stands for nothing.
_End = dict[tuple[str, ...], Found | NotTaken]


class Lookups:
    """Makes the lookups of a mapping."""

    def __init__(self, mapping: Mapping, ontology: Ontology, distinct: Distinct) -> None:
        """Take what says what cells mean.

        Args:
            mapping: As read.
            ontology: Core, and that of a project.
            distinct: Gives the distinct rows of columns, by their names in the table.
        """
        self.reader = RowReader(mapping, ontology, {})
        self.words = Words(relations=sorted(ontology.relations), kinds=sorted(ontology.kinds))
        self._mapping = mapping
        self._ontology = ontology
        self._distinct = distinct
        self._missing = frozenset(mapping.missing) | {""}
        # A date asks of its relation only whether it lasts.
        self._some = {each.lasting: name for name, each in ontology.relations.items()}

    def make(self) -> list[Rules]:
        """Return what each rule needs; `words` is complete then."""
        ends = {end: self._ends(end) for end in self._mapping.ends()}
        every = {found for each in ends.values() for found in each.values()}
        self.words.found = sorted(
            (found for found in every if isinstance(found, Found)),
            key=lambda found: (found.key, found.id, found.name, found.state, found.office),
        )
        keys: dict[str, int] = {}
        self.words.keys = [keys.setdefault(found.key, len(keys)) for found in self.words.found]
        dates = [self._dates(rule) for rule in self._mapping.rows]
        days = {date for each in dates for date in each.values() if isinstance(date, Span)}
        self.words.dates = sorted(days, key=_in_time)
        tables = {end: self._end_table(end, cells) for end, cells in ends.items()}
        kinds = {end: self._kinds(cells.values()) for end, cells in ends.items()}
        made = []
        for number, rule in enumerate(self._mapping.rows):
            made.append(
                Rules(
                    subject=tables[rule.subject],
                    object=tables[rule.object],
                    relation=self._relation(number, rule, kinds[rule.subject], kinds[rule.object]),
                    date=self._date_table(rule, dates[number]),
                    texts=dict(self._texts(rule)),
                    rule=rule,
                )
            )
        return made

    # ---------------------------------------------------------------- cells

    def _cells(self, columns: Sequence[str]) -> Iterator[tuple[tuple[str, ...], _Cells]]:
        """Yield the distinct cells as they stand, and with the missing ones emptied."""
        rows = self._distinct(columns).limit(MOST_CELLS + 1).toArrow()
        if rows.num_rows > MOST_CELLS:
            raise GraphkitError(
                f"{' and '.join(columns)}: more than {MOST_CELLS:,} different cells, which do not "
                "fit into memory: see that the mapping names the right columns"
            )
        for raw in zip(*(column.to_pylist() for column in rows.columns), strict=True):
            clean = ("" if cell.strip() in self._missing else cell for cell in raw)
            yield raw, dict(zip(columns, clean, strict=True))

    def _ends(self, end: End) -> _End:
        columns = tuple(filter(None, end.columns()))
        reader = self.reader
        return {raw: _tried(reader.end, end, cells) for raw, cells in self._cells(columns)}

    def _kinds(self, found: Iterable[Found | NotTaken]) -> list[str]:
        return sorted({each.kind for each in found if isinstance(each, Found)})

    def _dates(self, rule: Rule) -> dict[tuple[object, ...], Span | NotTaken | None]:
        """Return the date of each row of cells and, where the rule has an end, by its lasting."""
        columns = _date_columns(rule)
        if not columns:
            return {}
        found: dict[tuple[object, ...], Span | NotTaken | None] = {}
        for raw, cells in self._cells(columns):
            for lasting in _lasting(rule):
                date = _tried(self.reader.span, rule, self._some[lasting], cells)
                found[(*raw, lasting)] = date
        return found

    # ---------------------------------------------------------------- tables

    def _end_table(self, end: End, cells: _End) -> Lookup:
        number = {found: at for at, found in enumerate(self.words.found)}
        kinds = {kind: at for at, kind in enumerate(self.words.kinds)}
        rows: list[tuple[object, ...]] = []
        for raw, found in cells.items():
            if isinstance(found, Found):
                at = number[found]
                rows.append((*raw, at, self.words.keys[at], kinds[found.kind], None, None))
            else:
                rows.append((*raw, None, None, None, found.reason, found.text))
        columns = tuple(filter(None, end.columns()))
        return Lookup(columns, cells_table(columns, rows, found="int32", key="int32", kind="int32"))

    def _relation(
        self, number: int, rule: Rule, subjects: Sequence[str], objects: Sequence[str]
    ) -> Lookup:
        columns = (rule.relation.column,) if rule.relation.column else ()
        relations = {name: at for at, name in enumerate(self.words.relations)}
        kinds = {kind: at for at, kind in enumerate(self.words.kinds)}
        rows: list[tuple[object, ...]] = []
        cells = self._cells(columns) if columns else iter([((), {})])
        for raw, said in cells:
            for subject in subjects:
                for object_ in objects:
                    found = _tried(self.reader.relation, number, rule, said, (subject, object_))
                    ends = (kinds[subject], kinds[object_])
                    if isinstance(found, NotTaken):
                        rows.append((*raw, *ends, *[None] * 4, found.reason, found.text))
                    else:
                        name, turned = found
                        relation = self._ontology.relations[name]
                        said_of = (relations[name], turned, relation.symmetric, relation.lasting)
                        rows.append((*raw, *ends, *said_of, None, None))
        types = dict.fromkeys(("skind", "okind", "relation"), "int32")
        types |= dict.fromkeys(("turned", "both", "lasting"), "bool_")
        return Lookup(columns, cells_table(columns, rows, **types))

    def _date_table(
        self, rule: Rule, found: dict[tuple[object, ...], Span | NotTaken | None]
    ) -> Lookup | None:
        if not found:
            return None
        number = {date: at for at, date in enumerate(self.words.dates)}
        rows: list[tuple[object, ...]] = []
        for raw, date in found.items():
            if isinstance(date, NotTaken):
                rows.append((*raw, None, date.reason, date.text))
            else:
                rows.append((*raw, -1 if date is None else number[date], None, None))
        columns = _date_columns(rule)
        return Lookup(columns, cells_table(columns, rows, lasting="bool_", date="int32"))

    def _texts(self, rule: Rule) -> Iterator[tuple[str, Lookup]]:
        for name, cell in (("note", rule.note), ("role", rule.role), ("says", rule.says)):
            if cell is not None and cell.column:
                columns = (cell.column,)
                rows: list[tuple[object, ...]] = []
                for raw, cells in self._cells(columns):
                    said = _tried(self.reader.text, cell, cells)
                    if isinstance(said, NotTaken):
                        rows.append((*raw, None, said.reason, said.text))
                    else:
                        rows.append((*raw, said, None, None))
                yield name, Lookup(columns, cells_table(columns, rows, said="string"))


def _in_time(span: Span) -> tuple[str, str, str]:
    return (str(span.date.start_latest or ""), span.date.text, str(span.last or ""))


def _date_columns(rule: Rule) -> tuple[str, ...]:
    named = [
        name
        for part in (rule.date, rule.end)
        if part is not None
        for name in (part.column, part.year, part.month, part.day, part.open)
        if name
    ]
    return tuple(dict.fromkeys(named))


def _tried(
    read: Callable[_Arguments, _Value], *arguments: _Arguments.args, **named: _Arguments.kwargs
) -> _Value | NotTaken:
    try:
        return read(*arguments, **named)
    except NotTaken as fault:
        return fault


def _lasting(rule: Rule) -> tuple[bool, ...]:
    return (False, True) if rule.end else (False,)
