"""The RDF files that can be asked, known by their suffixes."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import GraphkitError


@dataclasses.dataclass(frozen=True, slots=True)
class FileFormat:
    """A format by its name for readers and as the two engines call it."""

    name: str
    oxigraph: ox.RdfFormat
    rdflib: str


FILE_FORMATS = {
    ".ttl": FileFormat("Turtle", ox.RdfFormat.TURTLE, "turtle"),
    ".nt": FileFormat("N-Triples", ox.RdfFormat.N_TRIPLES, "nt"),
    ".trig": FileFormat("TriG", ox.RdfFormat.TRIG, "trig"),
    ".nq": FileFormat("N-Quads", ox.RdfFormat.N_QUADS, "nquads"),
    ".jsonld": FileFormat("JSON-LD", ox.RdfFormat.JSON_LD, "json-ld"),
    ".rdf": FileFormat("RDF/XML", ox.RdfFormat.RDF_XML, "xml"),
}


def file_format(path: Path) -> FileFormat:
    """Return the format of a file; Turtle where it has no suffix.

    Raises:
        GraphkitError: The suffix is of no RDF format.
    """
    suffix = path.suffix.lower()
    if suffix and suffix not in FILE_FORMATS:
        known = ", ".join(FILE_FORMATS)
        raise GraphkitError(f"{path} ends in {suffix}, which is no RDF file: give one of {known}")
    return FILE_FORMATS[suffix or ".ttl"]
