"""The rows of tables as a frame of texts: tab-separated, CSV, JSON lines, Parquet.

What a row is and what its cells are is what `graphkit.importers.tables` makes of them, with these
differences, which follow from reading a file at many places at once: a row of CSV stands on one
line, no row has a number, and a line that is the very line of names is none, wherever it stands.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.bulk.frames import Column, Frame, functions
from graphkit.bulk.parquet_types import cell_text, quoted, sql_types
from graphkit.bulk.session import Session
from graphkit.importers.tables import SUFFIXES, BadTable, see_columns, table_format
from graphkit.mapping import Mapping

#: Of the frame: why a row has no cells; null where it has.
FAULT = "wrong"
#: The line as it stands in the table.
LINE = "line"
#: What `str.strip` takes away.
_BLANKS = "".join(letter for code in range(0x3001) if (letter := chr(code)).isspace())
_MARK = "\ufeff"
#: Bytes looked at together.
_PIECE = 1 << 20
#: The fault of a row whose bytes are not UTF-8: no table that has one is read.
NOT_UTF8 = "not UTF-8"
#: A cell of CSV with the comma behind it: in quotes, which are doubled inside, or bare.
_CELL = r'("[^"]*(?:""[^"]*)*"|[^",][^,]*|),'


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables that one mapping reads.

    Attributes:
        paths: Files, all of one format and with the same columns.
        form: How they are written.
        head: Names of the columns, in their order; empty for JSON lines.
        lines: The lines of names as they stand: one file may have quotes where another has none.
        schema: Of Parquet: the columns that are used, in the words of SQL; empty where the engine
            is to see for itself.
    """

    paths: tuple[Path, ...]
    form: str
    head: tuple[str, ...]
    lines: tuple[str, ...] = ()
    schema: str = ""


def find_tables(named: Sequence[Path], mapping: Mapping) -> Tables:
    """Look at the first bytes of files and say what they are.

    Args:
        named: Files, and folders whose files with the suffix of a table are meant.
        mapping: Says which columns there must be.

    Raises:
        BadTable: A file is missing or broken, or two of them are not alike.
        BadData: Columns that the mapping names are not there.
    """
    # A file that is named twice, or beside its folder, is one file.
    paths = tuple({path.resolve(): path for each in named for path in _files(each)}.values())
    forms = {table_format(path, mapping) for path in paths}
    if len(forms) > 1:
        raise BadTable(f"the tables are {' and '.join(sorted(forms))}: take those of one format")
    form = forms.pop()
    lines: dict[str, None] = {}
    first: tuple[str, ...] = ()
    for path in paths:
        line, head = _head(path, form, mapping)
        lines[line] = None
        if path is paths[0]:
            first = head
            if form != "jsonl":
                see_columns(head, path, mapping)
        elif head != first:
            raise BadTable(f"{path} has other columns than {paths[0]}: read them one by one")
    schema = sql_types(paths, mapping) if form == "parquet" else ""
    return Tables(paths, form, first, tuple(filter(None, lines)), schema)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES)
        kept = [each for each in found if not each.name.startswith((".", "_"))]
        if not kept:
            raise BadTable(f"{path} holds no table: name the folder of files in {_suffixes()}")
        return kept
    if not path.is_file():
        raise BadTable(f"{path} cannot be read (no such file): name the file of a table")
    return [path]


def _suffixes() -> str:
    return ", ".join(SUFFIXES)


def _head(path: Path, form: str, mapping: Mapping) -> tuple[str, tuple[str, ...]]:
    """Return the line of names, and the names."""
    if form == "parquet":
        from graphkit.importers.parquet import read_names

        return "", tuple(read_names(path))
    if form == "jsonl" or mapping.head:
        return "", mapping.head
    try:
        with path.open(encoding="utf-8-sig") as stream:
            line = next((line for line in stream if line.strip()), "").rstrip("\n")
    except UnicodeDecodeError as error:
        raise BadTable(f"{path}:1: not UTF-8: save the table as UTF-8") from error
    if not line:
        raise BadTable(f"{path} is empty: get it again, or leave it out")
    if form == "csv":
        import csv

        cells = next(csv.reader([line]), [])
    else:
        cells = line.split("\t")
    head = tuple(name.strip() for name in cells)
    twice = sorted({name for name in head if head.count(name) > 1})
    if twice:
        raise BadTable(f"{path}:1: two columns are called {twice[0]!r}: give each its own name")
    return line, head


def names(mapping: Mapping) -> dict[str, str]:
    """Return the name in the frame of each column that the mapping uses.

    A name of a table may hold dots and blanks, by which SQL would take it apart.
    """
    return {column: f"c{number}" for number, column in enumerate(mapping.columns())}


def read_frame(session: Session, tables: Tables, mapping: Mapping, *, lines: bool = False) -> Frame:
    """Return the rows: a column of texts for each of `names`, and `FAULT`.

    A cell that is null or that the row lacks is an empty text.

    Args:
        session: The engine.
        tables: Where they stand.
        mapping: Names the columns.
        lines: Whether to give `LINE` as well; of Parquet it is empty.
    """
    paths = [session.reachable(path) for path in tables.paths]
    if tables.form == "parquet":
        reader = session.spark.read
        reader = reader.schema(tables.schema) if tables.schema else reader
        frame = _from_parquet(reader.parquet(*paths), mapping)
        return frame.withColumn(LINE, functions().lit("")) if lines else frame
    frame = session.spark.read.text(paths)
    f = functions()
    value = f.col("value")
    value = f.when(f.substring(value, 1, 1) == _MARK, f.substring(value, 2, 1 << 30)).otherwise(
        value
    )
    frame = frame.select(value.alias("value"))
    blank = f.substring("value", 1, 1).isin([*_BLANKS, ""]) & (
        f.translate("value", _BLANKS, "") == ""
    )
    kept = ~blank
    if tables.lines:
        kept &= ~f.col("value").isin(list(tables.lines))
    frame = frame.filter(kept)
    parse = {"tsv": _from_tabs, "csv": _from_commas, "jsonl": _from_json}[tables.form]
    frame = parse(frame, tables, mapping)
    # Spark takes any bytes for text. Sail has looked at them already when a row comes here.
    fault = f.when(~f.is_valid_utf8("value"), NOT_UTF8)
    frame = frame.withColumn(FAULT, f.coalesce(fault, f.col(FAULT)))
    return frame.withColumnRenamed("value", LINE) if lines else frame.drop("value")


def _from_tabs(lines: Frame, tables: Tables, mapping: Mapping) -> Frame:
    f = functions()
    split = lines.select("value", f.split("value", "\t").alias("cells"))
    return _numbered(split, tables, mapping, lambda number: f.col("cells")[number], None)


def _from_commas(lines: Frame, tables: Tables, mapping: Mapping) -> Frame:
    f = functions()
    found = f.regexp_extract_all(f.concat("value", f.lit(",")), f.lit(_CELL), f.lit(1))
    split = lines.select("value", found.alias("cells"))
    whole = f.array_join("cells", ",") == f.col("value")

    def cell(number: int) -> Column:
        raw = f.col("cells")[number]
        bare = f.expr(f"substring(cells[{number}], 2, length(cells[{number}]) - 2)")
        inner = f.replace(bare, f.lit('""'), f.lit('"'))
        return f.when(f.substring(raw, 1, 1) == '"', inner).otherwise(raw)

    return _numbered(split, tables, mapping, cell, f.when(~whole, "quotes that do not end"))


def _numbered(
    split: Frame,
    tables: Tables,
    mapping: Mapping,
    cell: Callable[[int], Column],
    fault: Column | None,
) -> Frame:
    f = functions()
    width = len(tables.head)
    count = f.size("cells")
    plural = f.when(count == 1, " cell, not ").otherwise(" cells, not ")
    wrong = f.when(count != width, f.concat(count.cast("string"), plural, f.lit(str(width))))
    fault = wrong if fault is None else f.coalesce(fault, wrong)
    columns = [
        f.coalesce(f.when(count == width, cell(tables.head.index(column))), f.lit("")).alias(name)
        for column, name in names(mapping).items()
    ]
    return split.select("value", *columns, fault.alias(FAULT))


def _from_json(lines: Frame, _tables: Tables, mapping: Mapping) -> Frame:
    f = functions()
    start = f.substring(f.trim("value"), 1, 1)
    sound = (start == "{") & f.get_json_object("value", "$").isNotNull()
    columns = [
        f.coalesce(f.get_json_object("value", f"$['{column}']"), f.lit("")).alias(name)
        for column, name in names(mapping).items()
    ]
    return lines.select("value", *columns, f.when(~sound, "no JSON object").alias(FAULT))


def _from_parquet(frame: Frame, mapping: Mapping) -> Frame:
    f = functions()
    types = dict(frame.dtypes)
    columns = [
        f.coalesce(cell_text(f.col(quoted(column)), types[column]), f.lit("")).alias(name)
        for column, name in names(mapping).items()
    ]
    return frame.select(*columns, f.lit(None).cast("string").alias(FAULT))


def see_utf8(tables: Tables) -> None:
    """Raise BadTable for the first table of text that is not UTF-8, with the offset of the byte."""
    for path in tables.paths if tables.form != "parquet" else ():
        decoder = codecs.getincrementaldecoder("utf-8")()
        offset = 0
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                waiting = len(decoder.getstate()[0])
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError as error:
                    place = offset - waiting + error.start
                    raise BadTable(
                        f"{path}: the byte 0x{error.object[error.start]:02X} at offset {place} is "
                        "not UTF-8: save the table as UTF-8"
                    ) from error
                offset += len(piece)
