"""Two files of CSV for Gephi: *Data Laboratory > Import Spreadsheet*, the nodes first.

Gephi holds a graph in memory, so its edges are those of the table ``edges``: all facts of one
relation between two entities are one edge, whose weight is how many there are. What Gephi makes of
a text is told in `graphkit.exporters.csv_tables`, whose rules these lines follow: whole days are
written ``2025/11/06``, and a blank keeps a backslash off a quote.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from graphkit.bulk.frames import Column, Frame, functions
from graphkit.bulk.session import Session

_NODES = ("Id", "Label", "kind", "out", "in")
_EDGES = (
    "Source", "Target", "Type", "Id", "Label", "Weight",
    "relation", "symmetric", "rows", "first", "last",
)  # fmt: skip


def write_gephi(session: Session, nodes: Frame, edges: Frame, folder: Path) -> None:
    """Write ``nodes.csv`` and ``edges.csv``.

    Args:
        session: The engine.
        nodes: Of `graphkit.bulk.tables.nodes_table`.
        edges: Of `graphkit.bulk.tables.edges_table`.
        folder: Is made.
    """
    f = functions()
    folder.mkdir()
    cells = [_quoted("id"), _quoted("name"), _quoted("kind"), _plain("out"), _plain("in")]
    _write(session, nodes.select(f.concat_ws(",", *cells).alias("value")), folder, "nodes", _NODES)
    name = f.concat_ws("-", "source", "relation", "target")
    cells = [
        _quoted("source"), _quoted("target"), f.lit("Directed"), _text(name), _quoted("relation"),
        f.concat(_plain("facts"), f.lit(".0")), _quoted("relation"), _plain("symmetric"),
        _plain("rows"), _day("first"), _day("last"),
    ]  # fmt: skip
    _write(session, edges.select(f.concat_ws(",", *cells).alias("value")), folder, "edges", _EDGES)


def _write(session: Session, lines: Frame, folder: Path, name: str, head: tuple[str, ...]) -> None:
    """Put the pieces of the workers together, behind the names of the columns."""
    pieces = session.scratch / f"gephi-{name}"
    lines.write.text(str(pieces))
    with (folder / f"{name}.csv").open("wb") as whole:
        whole.write(",".join(head).encode() + b"\n")
        for piece in sorted(pieces.glob("*.txt")):
            with piece.open("rb") as stream:
                shutil.copyfileobj(stream, whole)


def _plain(name: str) -> Column:
    f = functions()
    return f.coalesce(f.col(name).cast("string"), f.lit(""))


def _day(name: str) -> Column:
    f = functions()
    return f.coalesce(f.replace(f.col(name).cast("string"), f.lit("-"), f.lit("/")), f.lit(""))


def _quoted(name: str) -> Column:
    return _text(functions().col(name))


def _text(column: Column) -> Column:
    """Return a text in quotes, as RFC 4180 has them and as Gephi reads them."""
    f = functions()
    escaped = f.replace(column, f.lit('\\"'), f.lit('\\ "'))
    escaped = f.when(escaped.endswith("\\"), f.concat(escaped, f.lit(" "))).otherwise(escaped)
    doubled = f.replace(escaped, f.lit('"'), f.lit('""'))
    return f.concat(f.lit('"'), doubled, f.lit('"'))
