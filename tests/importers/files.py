"""Files that graphs are written to and read back from."""

from __future__ import annotations

import tempfile
from pathlib import Path

from graphkit.graph import Graph
from graphkit.importers import READERS
from graphkit.importers.files import FileReading
from tests.samples import export_text, ontology

#: The suffix of each format that can be read back, by its name.
SUFFIXES = {
    "turtle": ".ttl",
    "ntriples": ".nt",
    "trig": ".trig",
    "jsonld": ".jsonld",
    "graphml": ".graphml",
}


def write_graph(graph: Graph, folder: Path, name: str = "turtle") -> Path:
    """Write a graph in a format into a folder, and return the file."""
    path = folder / f"graph{SUFFIXES[name]}"
    path.write_bytes(export_text(graph, name).encode("utf-8"))
    return path


def read_text(text: str, suffix: str = ".ttl") -> FileReading:
    """Return what a file of this text is read as, before records are compared."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sample{suffix}"
        path.write_bytes(text.encode("utf-8"))
        return READERS[suffix](path, ontology())


def read_back(graph: Graph, name: str = "turtle") -> FileReading:
    """Return what the export of a graph is read as, before records are compared."""
    return read_text(export_text(graph, name), SUFFIXES[name])
