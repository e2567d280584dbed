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
from graphkit.bulk.session import Session
from graphkit.importers.tables import SUFFIXES, BadTable, see_columns, table_format
from graphkit.mapping import Mapping

#: Of the frame: why a row has no cells; null where it has.
FAULT = "wrong"
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
        line: The line of names as it stands; empty where there is none.
    """

    paths: tuple[Path, ...]
    form: str
    head: tuple[str, ...]
    line: str = ""


def find_tables(named: Sequence[Path], mapping: Mapping) -> Tables:
    """Look at the first bytes of files and say what they are.

    Args:
        named: Files, and folders whose files with the suffix of a table are meant.
        mapping: Says which columns there must be.

    Raises:
        BadTable: A file is missing or broken, or two of them are not alike.
        BadData: Columns that the mapping names are not there.
    """
    paths = tuple(path for each in named for path in _files(each))
    forms = {table_format(path, mapping) for path in paths}
    if len(forms) > 1:
        raise BadTable(f"the tables are {' and '.join(sorted(forms))}: take those of one format")
    form = forms.pop()
    found: Tables | None = None
    for path in paths:
        line, head = _head(path, form, mapping)
        if found is None:
            found = Tables(paths, form, head, line)
            if form != "jsonl":
                see_columns(head, path, mapping)
        elif head != found.head:
            raise BadTable(f"{path} has other columns than {paths[0]}: read them one by one")
    if found is None:
        raise BadTable("there is no table: name a file, or a folder of them")
    return found


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


def read_frame(session: Session, tables: Tables, mapping: Mapping) -> Frame:
    """Return the rows: a column of texts for each of `names`, and `FAULT`.

    A cell that is null or that the row lacks is an empty text.
    """
    paths = [str(path) for path in tables.paths]
    if tables.form == "parquet":
        return _from_parquet(session.spark.read.parquet(*paths), mapping)
    lines = session.spark.read.text(paths)
    f = functions()
    value = f.col("value")
    value = f.when(f.substring(value, 1, 1) == _MARK, f.substring(value, 2, 1 << 30)).otherwise(
        value
    )
    lines = lines.select(value.alias("value"))
    blank = f.substring("value", 1, 1).isin([*_BLANKS, ""]) & (
        f.translate("value", _BLANKS, "") == ""
    )
    kept = ~blank
    if tables.line:
        kept &= f.col("value") != tables.line
    lines = lines.filter(kept)
    parse = {"tsv": _from_tabs, "csv": _from_commas, "jsonl": _from_json}[tables.form]
    frame = parse(lines, tables, mapping)
    # Spark takes any bytes for text. Sail has looked at them already when a row comes here.
    fault = f.when(~f.is_valid_utf8("value"), NOT_UTF8)
    return frame.withColumn(FAULT, f.coalesce(fault, f.col(FAULT))).drop("value")


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
        f.coalesce(_text(f.col(f"`{column}`"), types[column]), f.lit("")).alias(name)
        for column, name in names(mapping).items()
    ]
    return frame.select(*columns, f.lit(None).cast("string").alias(FAULT))


def _text(cell: Column, kind: str) -> Column:
    """Return a cell as the text that `graphkit.importers.parquet` makes of it."""
    f = functions()
    if kind == "string":
        return cell
    if kind in {"float", "double"}:
        whole = cell == f.floor(cell)
        return f.when(whole, cell.cast("bigint").cast("string")).otherwise(cell.cast("string"))
    if kind.startswith("timestamp"):
        midnight = cell == f.date_trunc("day", cell)
        return f.when(midnight, f.date_format(cell, "yyyy-MM-dd")).otherwise(cell.cast("string"))
    return cell.cast("string")


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
