"""Which media type each form of an answer and each export has."""

from __future__ import annotations

from collections.abc import Mapping

HTML = "text/html"
SVG = "image/svg+xml"
PLAIN = "text/plain"

#: Media types of rows with their form, the default first. The short names behind the standard
#: ones are what clients that know nothing of SPARQL ask for.
ROW_MEDIA: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
#: Media types of triples with their form, the default first.
TRIPLE_MEDIA: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}
#: What the parameter ``format`` may say, with the media types of rows and of triples it means.
FORMATS: Mapping[str, tuple[str, str]] = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", ""),
    "tsv": ("text/tab-separated-values", ""),
    "turtle": ("", "text/turtle"),
    "ntriples": ("", "application/n-triples"),
    "jsonld": ("", "application/ld+json"),
    "rdfxml": ("", "application/rdf+xml"),
}
#: Suffixes of the forms of triples, for what has an address of its own in each of them.
TRIPLE_SUFFIXES: Mapping[str, str] = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
}
#: The media type of each export by the name of its format. Those without a registered type have
#: the one that their tools use, or that of the syntax they are written in.
EXPORT_MEDIA: Mapping[str, str] = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "csv": "text/csv",
    "cytoscape": "application/json",
    "mermaid": "text/vnd.mermaid",
    "dot": "text/vnd.graphviz",
    "svg": SVG,
    "markdown": "text/markdown",
    "html": HTML,
}


def content_type(media: str) -> str:
    """Return the Content-Type of a text in UTF-8.

    The types of texts default to ASCII, so they say their charset; the others have one by
    their own standard.
    """
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
