"""Exported files read back into graphs: one module a format, one line in `READERS`.

To add a format: a module with ``read_records(path, ontology) -> FileReading`` and lines here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.importers import graphml, turtle
from graphkit.importers.files import FileReading, checked
from graphkit.ontology import Ontology, read_ontology
from graphkit.resources import ontology_folder

#: What reads a file, by its suffix.
READERS: Mapping[str, Callable[[Path, Ontology], FileReading]] = {
    **dict.fromkeys(turtle.FORMATS, turtle.read_records),
    **dict.fromkeys(graphml.SUFFIXES, graphml.read_records),
}
#: Suffixes of files that do not say when their sources became public: of them nothing is known
#: by any day.
UNDATED_SOURCES = frozenset(graphml.SUFFIXES)


def read_turtle(path: Path | str, ontology: Path | str | None = None) -> Graph:
    """Read Turtle that graphkit wrote; ``.nt``, ``.trig`` and ``.jsonld`` by their suffix.

    The graph is the one that was written, with all its records; moments and the layout are
    not in RDF. Of a file written as of a day or known by one it is that view.

    Args:
        path: The file. Any RDF tool may have rewritten it.
        ontology: The folder of the project whose own ``ontology/*.ttl`` the file needs.

    Raises:
        GraphkitError: The file cannot be opened, or its suffix is another one.
        BadData: The file has errors; all of them are in ``problems``.
    """
    return _read(Path(path), ontology, tuple(turtle.FORMATS))


def read_graphml(path: Path | str, ontology: Path | str | None = None) -> Graph:
    """Read GraphML that graphkit wrote, as far as nodes and edges carry a graph.

    Its `Graph.network` is the one that was written, save for what the losses of the format
    name. Each fact has the stage it was at on the day of the file. Columns that graphkit does
    not write, such as those that Gephi adds, are passed over.

    Args:
        path: The file.
        ontology: The folder of the project whose own ``ontology/*.ttl`` the file needs.

    Raises:
        GraphkitError: The file cannot be opened, or its suffix is another one.
        BadData: The file has errors; all of them are in ``problems``.
    """
    return _read(Path(path), ontology, graphml.SUFFIXES)


def read_export(path: Path | str, ontology: Path | str | None = None) -> Graph:
    """Read an exported file of any format that can be read back.

    Raises:
        GraphkitError: The file cannot be opened, or its format cannot be read.
        BadData: The file has errors; all of them are in ``problems``.
    """
    return _read(Path(path), ontology, tuple(READERS))


def _read(path: Path, ontology: Path | str | None, suffixes: tuple[str, ...]) -> Graph:
    suffix = path.suffix.lower()
    if suffix not in suffixes:
        listed = f"{', '.join(suffixes[:-1])} or {suffixes[-1]}" if suffixes[1:] else suffixes[0]
        raise GraphkitError(f"{path} cannot be read back: name a file that ends in {listed}")
    words = read_ontology(ontology_folder(), Path(ontology) if ontology else None)
    return checked(path, READERS[suffix](path, words), words)
