"""RDF terms as plain text and small tuples, and the prefixes they stand under.

An IRI is a text: ``prefix:local``, or ``<…>`` where no prefix fits. A literal is a `Literal`.
Both are cheap to make by the million and are turned into a library's own terms at the sink.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from graphkit.dates import EdtfDate
from graphkit.identifiers import ONTOLOGY

#: Prefixes whose namespace is the same in every project.
COMMON_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "gk": ONTOLOGY,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: Prefixes whose namespace is the project's base and this path.
BASE_PREFIXES = {
    "dispute": "dispute/",
    "evidence": "evidence/",
    "fact": "fact/",
    "id": "",
    "source": "source/",
    "stage": "stage/",
}


class Literal(NamedTuple):
    """A literal: its text, and a datatype as ``prefix:local`` or a language, or neither."""

    lexical: str
    datatype: str = ""
    language: str = ""


Term = str | Literal
#: A subject with its predicates and objects, in the order in which formats write them.
Block = tuple[str, list[tuple[str, Term]]]


def prefixes(base: str) -> dict[str, str]:
    """Return every prefix a project's RDF uses, sorted, with its namespace."""
    own = {name: base + path for name, path in BASE_PREFIXES.items()}
    return dict(sorted({**COMMON_PREFIXES, **own}.items()))


def english(words: str) -> Literal:
    """Return a text in English."""
    return Literal(words, "", "en")


def day(value: dt.date) -> Literal:
    """Return a whole day."""
    return Literal(value.isoformat(), "xsd:date")


def edtf(value: EdtfDate) -> Literal:
    """Return a date as its source gives it."""
    return Literal(value.text, "edtf:EDTF")


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), "xsd:integer")


def decimal(value: Decimal) -> Literal:
    """Return a decimal number, never in the form with an exponent, which the type forbids."""
    return Literal(f"{value:f}", "xsd:decimal")


TRUE = Literal("true", "xsd:boolean")
FALSE = Literal("false", "xsd:boolean")

# What canonical N-Triples escapes, and how; Turtle knows the same escapes
# (https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples).
_ESCAPES = {
    "\\": "\\\\", '"': '\\"',
    "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r",
}  # fmt: skip
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f]')


def quote(words: str) -> str:
    """Return a text as a quoted string of Turtle and N-Triples."""
    if _SPECIAL.search(words):
        words = _SPECIAL.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", words)
    return f'"{words}"'


def turtle(term: Term) -> str:
    """Return a term as it stands in Turtle under the prefixes of `prefixes`."""
    if isinstance(term, str):
        return term
    if term.language:
        return f"{quote(term.lexical)}@{term.language}"
    if term.datatype:
        return f"{quote(term.lexical)}^^{term.datatype}"
    return quote(term.lexical)


def ntriples(term: Term, namespaces: Mapping[str, str]) -> str:
    """Return a term as it stands in canonical N-Triples.

    Args:
        term: An IRI or a literal; ``a`` is ``rdf:type``.
        namespaces: Those of `prefixes`.
    """
    if isinstance(term, str):
        return f"<{expand('rdf:type' if term == 'a' else term, namespaces)}>"
    # Turtle has these two as they are, since Raptor refuses them escaped; here all is canonical.
    words = quote(term.lexical).replace("\ufffe", "\\uFFFE").replace("\uffff", "\\uFFFF")
    if term.language:
        return f"{words}@{term.language}"
    return f"{words}^^<{expand(term.datatype, namespaces)}>" if term.datatype else words


def expand(name: str, namespaces: Mapping[str, str]) -> str:
    """Return the full IRI of ``prefix:local`` or ``<…>``."""
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return namespaces[prefix] + local
