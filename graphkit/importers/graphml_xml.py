"""The nodes and edges of a GraphML file as rows of text, each with its place.

Read as XML 1.0 by expat, which opens no other file. A document type is refused, so that no
entity can be declared: GraphML needs none, and with one a small file can grow without end.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from graphkit.problems import Place, Problem

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_HINT = "name a file that graphkit export graphml wrote"


@dataclasses.dataclass(slots=True)
class Row:
    """A node or an edge as it stands in the file.

    Attributes:
        id: Of the node or edge; empty where it has none.
        source: Of an edge: the node where it begins.
        target: Of an edge: the node where it ends.
        columns: Texts by the name of their column.
    """

    place: Place
    id: str
    source: str = ""
    target: str = ""
    columns: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True)
class Rows:
    """All of a file.

    Attributes:
        about: The description of the graph.
        declared: The columns that the file declares, under ``node`` and ``edge``.
    """

    nodes: list[Row] = dataclasses.field(default_factory=list)
    edges: list[Row] = dataclasses.field(default_factory=list)
    about: str = ""
    declared: dict[str, set[str]] = dataclasses.field(default_factory=dict)


def read_rows(path: Path) -> Rows | Problem:
    """Return the rows of a file, or why there are none.

    Raises:
        OSError: The file cannot be opened.
    """
    handler = _Handler(path.name)
    try:
        with path.open("rb") as stream:
            handler.parser.ParseFile(stream)
    except expat.ExpatError as error:
        place = Place(path.name, error.lineno, error.offset + 1)
        message = f"the file cannot be read: {expat.ErrorString(error.code)}"
        hint = "mend the file there, or export it again"
        return Problem(place, "not-graphml", message, hint)
    except _RefusedError as refusal:
        return Problem(handler.place(), "not-graphml", str(refusal), _HINT)
    return handler.rows


class _RefusedError(Exception):
    """The file is no GraphML that is read."""


class _Handler:
    """Takes what expat finds."""

    def __init__(self, name: str) -> None:
        self.rows = Rows()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._name = name
        self._keys: dict[str, str] = {}
        self._path: list[str] = []
        self._row: Row | None = None
        self._column = ""
        self._text: list[str] = []

    def place(self) -> Place:
        """Return where the parser is."""
        column = self.parser.CurrentColumnNumber + 1
        return Place(self._name, self.parser.CurrentLineNumber, column)

    def _doctype(self, *_: object) -> None:
        raise _RefusedError("the file has a document type, which is not read")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if not self._path and (namespace, local) != (_NAMESPACE, "graphml"):
            raise _RefusedError(f"the file begins with <{local}> and is no GraphML")
        self._path.append(local)
        self._text.clear()
        if local == "key":
            column = attributes.get("attr.name", "")
            self._keys[attributes.get("id", "")] = column
            self.rows.declared.setdefault(attributes.get("for", ""), set()).add(column)
        elif local == "graph" and "graph" in self._path[:-1]:
            raise _RefusedError("a graph stands in a graph, which graphkit does not write")
        elif local == "node":
            self._row = Row(self.place(), attributes.get("id", ""))
            self.rows.nodes.append(self._row)
        elif local == "edge":
            ends = (attributes.get("source", ""), attributes.get("target", ""))
            self._row = Row(self.place(), attributes.get("id", ""), *ends)
            self.rows.edges.append(self._row)
        elif local == "data":
            self._column = self._keys.get(attributes.get("key", ""), "")

    def _characters(self, text: str) -> None:
        self._text.append(text)

    def _end(self, _name: str) -> None:
        local = self._path.pop()
        if local == "data" and self._row and self._column:
            self._row.columns[self._column] = "".join(self._text)
        elif local == "desc" and self._path[-1:] == ["graph"]:
            self.rows.about = "".join(self._text)
        elif local in {"node", "edge"}:
            self._row = None
