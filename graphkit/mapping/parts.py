"""The parts of a mapping file: which cells of a table make which fact.

Nothing here looks at a table. Each part names columns; `Mapping.columns` gives all of them with
the places where they are named, so that a reader of tables can say which of them it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Words
from dataclasses import dataclass, field

from graphkit.model import Source
from graphkit.problems import Place

#: How a cell names an entity, with what a cell of each holds.
NAMINGS: Words[str, str] = {
    "id": "the id of an entity",
    "name": "the name or an alias of an entity or of a state",
    "office": "an actor, or an office followed by its state in brackets",
    "iso2": "a code of two letters of ISO 3166-1",
    "iso3": "a code of three letters of ISO 3166-1",
    "cow": "a state number of the Correlates of War project",
    "cow-abbreviation": "a state abbreviation of the Correlates of War project",
    "gw": "a state number of the list of Gleditsch and Ward",
}
#: How a table may be written.
FORMATS = ("tsv", "csv", "jsonl", "parquet")
#: What codes of events a relation may be found by.
SCHEMES = ("cameo", "plover", "icews")

_NOWHERE = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of a fact: what stands in a column, or one word for all rows.

    Attributes:
        column: Empty where there is a word.
        word: Empty where there is a column.
    """

    column: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """The subject or the object of a fact.

    Attributes:
        column: Its cells name the entity.
        named: How they do, one of `NAMINGS`.
        kind: Of the entity that is made where a cell names none that is known; empty where such
            a row is left out.
        country: Column whose cells name the state that the source counts the entity to; or empty.
        country_named: How they do, one of `NAMINGS` but ``office``.
        key: Column that tells new entities of one name apart; or empty.
    """

    column: str
    named: str = "name"
    kind: str = ""
    country: str = ""
    country_named: str = "name"
    key: str = ""

    def columns(self) -> tuple[str, ...]:
        """Return the columns that `graphkit.mapping.Resolver.end` takes cells of, in its order.

        They are that of the entity, of its country and of its key; the last two may be empty.
        """
        return (self.column, self.country, self.key)


@dataclass(frozen=True, slots=True)
class RelationRule:
    """What relation a row gives: one word for all rows, or what a cell says.

    Exactly one of `word`, `scheme` and `values` is there; the last two with a column.

    Attributes:
        word: The name of a relation.
        column: Its cells hold a code or a value.
        scheme: What they are codes of, one of `SCHEMES`.
        values: The relation that each cell stands for.
        none: Cells by which a row says that there is no such fact. They are no fault.
    """

    word: str = ""
    column: str = ""
    scheme: str = ""
    values: Words[str, str] = field(default_factory=dict)
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateRule:
    """Where the day stands: in one column, or in up to three.

    Attributes:
        column: Its cells hold an EDTF date, or a day in `form`. Empty where there is a year.
        form: How a day is written, of ``%Y``, ``%m``, ``%d``, ``%H``, ``%M``, ``%S`` and other
            signs as they stand; empty for EDTF.
        year: Column of the year; empty where there is a column of dates.
        month: Column of the month, 1 to 12; or empty.
        day: Column of the day of the month; or empty.
        open: Column whose cell ``1`` says that the date is where watching began (of `Row.date`)
            or ended (of `Row.end`), and not the thing: then that end is open or unknown.
    """

    column: str = ""
    form: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    open: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """How a row of the table makes one fact.

    Attributes:
        date: When it was, or began; None where the table does not say.
        end: When a lasting relation ended; None where the table does not say.
        place: Where the mapping file writes it.
    """

    subject: End
    object: End
    relation: RelationRule
    role: Cell | None = None
    says: Cell | None = None
    note: Cell | None = None
    date: DateRule | None = None
    end: DateRule | None = None
    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file.

    Attributes:
        title: What the table is.
        format: One of `FORMATS`; empty where the suffix of the table's file says it.
        head: Names of the columns of a table that has no line of them; or empty.
        missing: Cells that say nothing. The empty cell is always one of them.
        rows: Each makes at most one fact of a row of the table.
        source: What the facts rest on. Its file, and its day where the mapping gives none, are
            known with the table.
        path: The file, as problems name it.
        named: (column, place) wherever the file names a column, in the order of the file.
    """

    title: str
    rows: tuple[Row, ...]
    source: Source
    format: str = ""
    head: tuple[str, ...] = ()
    missing: tuple[str, ...] = ("",)
    path: str = ""
    named: tuple[tuple[str, Place], ...] = ()

    def columns(self) -> dict[str, Place]:
        """Return every column that a table must have, with the first place that names it."""
        found: dict[str, Place] = {}
        for column, place in self.named:
            found.setdefault(column, place)
        return found

    def ends(self) -> Iterator[End]:
        """Yield the ends of all rows, each once."""
        yield from dict.fromkeys(end for row in self.rows for end in (row.subject, row.object))
