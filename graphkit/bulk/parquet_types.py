"""The types of columns of Parquet, and their cells as texts."""

from __future__ import annotations

from collections.abc import Mapping as Words
from collections.abc import Sequence
from pathlib import Path

from graphkit.bulk.frames import Column, functions, parquet
from graphkit.importers.tables import BadTable
from graphkit.mapping import Mapping

#: From here on not every whole number is a fraction's.
_WHOLE = 10**15
#: Types of Arrow in the words of SQL.
_PLAIN: Words[str, str] = {
    **dict.fromkeys(["string", "large_string", "string_view"], "STRING"),
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "INT",
    "int64": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "date32": "DATE",
    **dict.fromkeys(["binary", "large_binary"], "BINARY"),
}


def sql_types(paths: Sequence[Path], mapping: Mapping) -> str:
    """Return the types of the columns that the mapping names, which are those of all files.

    Other columns may be of types that an engine does not know. The result is empty where one of
    these is of such a type: then the engine is to see for itself.

    Args:
        paths: The files.
        mapping: Names columns that all of them have.

    Raises:
        BadTable: A column is of a type that holds no plain cells, or of another one in another
            file.
    """
    found: dict[str, str] = {}
    for path in paths:
        types = {each.name: each.type for each in parquet().read_schema(path)}
        for column in mapping.columns():
            kind = str(types[column])
            if kind.startswith(("dictionary", "list", "large_list", "struct", "map")):
                raise BadTable(
                    f"{path}: each cell of the column {column!r} is a {kind}: save it as plain text"
                )
            plain = _PLAIN.get(kind.partition("[")[0], "")
            if kind.startswith("timestamp"):
                plain = "TIMESTAMP" if "tz=" in kind else "TIMESTAMP_NTZ"
            if plain != found.setdefault(column, plain):
                raise BadTable(
                    f"{path} has another type in the column {column!r} than {paths[0]}: read them "
                    "one by one"
                )
    if not all(found.values()):
        return ""
    return ", ".join(f"{quoted(name)} {kind}" for name, kind in found.items())


def quoted(name: str) -> str:
    """Return the name of a column as SQL has it, which would part it at dots and blanks."""
    return "`" + name.replace("`", "``") + "`"


def cell_text(cell: Column, kind: str) -> Column:
    """Return a cell as the text that `graphkit.importers.parquet` makes of it."""
    f = functions()
    if kind == "string":
        return cell
    if kind in {"float", "double"} or kind.startswith("decimal"):
        # Not by the floor, which Spark makes a whole number that 1e300 is too large for.
        whole = (cell % 1 == 0) & (f.abs(cell) < _WHOLE)
        text = f.when(whole, cell.cast("bigint").cast("string")).otherwise(cell.cast("string"))
        return text if kind.startswith("decimal") else f.when(~f.isnan(cell), text)
    if kind.startswith("timestamp"):
        midnight = cell == f.date_trunc("day", cell)
        return f.when(midnight, f.date_format(cell, "yyyy-MM-dd")).otherwise(cell.cast("string"))
    return cell.cast("string")
