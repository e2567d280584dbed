"""RDF terms as plain text, and the prefixes they stand under.

An IRI is a text: ``prefix:local``, or ``<…>`` where no prefix fits. A literal is a `Literal`, the
text of it in Turtle. Both are cheap to make, to sort and to write by the million, and are turned
into a library's own terms at the sink.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Self

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


# What canonical N-Triples escapes, and how; Turtle knows the same escapes
# (https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples).
_ESCAPES = {
    "\\": "\\\\", '"': '\\"',
    "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r",
}  # fmt: skip
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPED = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_CHARACTERS = {escape[1]: character for character, escape in _ESCAPES.items()}


def quote(words: str) -> str:
    """Return a text as a quoted string of Turtle and N-Triples."""
    if _SPECIAL.search(words):
        words = _SPECIAL.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", words)
    return f'"{words}"'


def literal(lexical: str, datatype: str = "", language: str = "") -> str:
    """Return the text of a `Literal`, for a line."""
    end = f"@{language}" if language else f"^^{datatype}" if datatype else ""
    return quote(lexical) + end


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _CHARACTERS[found[2]]


class Literal(str):
    """A literal: the text by which Turtle writes it, which also tells its parts."""

    __slots__ = ()

    def __new__(cls, lexical: str, datatype: str = "", language: str = "") -> Self:
        """Return a literal of a text.

        Args:
            lexical: The text itself.
            datatype: ``prefix:local``, or ``<…>`` where no prefix fits.
            language: A tag, with no datatype; neither makes a plain text.
        """
        return str.__new__(cls, literal(lexical, datatype, language))

    @property
    def lexical(self) -> str:
        """The text itself."""
        words = self[1 : self.rindex('"')]
        return _ESCAPED.sub(_unescaped, words) if "\\" in words else words

    @property
    def datatype(self) -> str:
        """The datatype, empty where there is none."""
        end = self[self.rindex('"') + 1 :]
        return end[2:] if end.startswith("^^") else ""

    @property
    def language(self) -> str:
        """The tag of the language, empty where there is none."""
        end = self[self.rindex('"') + 1 :]
        return end[1:] if end.startswith("@") else ""


#: An IRI or a literal, each as Turtle writes it.
Term = str
#: What is said of a subject: a predicate, a blank and an object, each as Turtle writes it.
Line = str
#: A subject with its lines, in the order in which formats write them.
Block = tuple[str, list[Line]]


def parted(line: Line) -> tuple[str, Term]:
    """Return the predicate and the object of a line."""
    predicate, _, value = line.partition(" ")
    return predicate, str.__new__(Literal, value) if value[0] == '"' else value


def prefixes(base: str) -> dict[str, str]:
    """Return every prefix a project's RDF uses, sorted, with its namespace."""
    own = {name: base + path for name, path in BASE_PREFIXES.items()}
    return dict(sorted({**COMMON_PREFIXES, **own}.items()))


def english(words: str) -> str:
    """Return a text in English."""
    return f"{quote(words)}@en"


@functools.lru_cache(maxsize=1 << 14)
def day(value: dt.date) -> str:
    """Return a whole day."""
    return f'"{value.isoformat()}"^^xsd:date'


def edtf(value: EdtfDate) -> str:
    """Return a date as its source gives it; nothing in it has to be escaped."""
    return f'"{value.text}"^^edtf:EDTF'


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), "xsd:integer")


def decimal(value: Decimal) -> Literal:
    """Return a decimal number, never in the form with an exponent, which the type forbids."""
    return Literal(f"{value:f}", "xsd:decimal")


TRUE = Literal("true", "xsd:boolean")
FALSE = Literal("false", "xsd:boolean")


def ntriples(term: Term, namespaces: Mapping[str, str]) -> str:
    """Return a term as it stands in canonical N-Triples.

    Args:
        term: An IRI or a literal; ``a`` is ``rdf:type``.
        namespaces: Those of `prefixes`.
    """
    if term[0] != '"':
        return f"<{expand('rdf:type' if term == 'a' else term, namespaces)}>"
    # Turtle has these two as they are, since Raptor refuses them escaped; here all is canonical.
    words = term.replace("\ufffe", "\\uFFFE").replace("\uffff", "\\uFFFF")
    lexical, quote, end = words.rpartition('"')
    if end.startswith("^^"):
        return f"{lexical}{quote}^^<{expand(end[2:], namespaces)}>"
    return words


def expand(name: str, namespaces: Mapping[str, str]) -> str:
    """Return the full IRI of ``prefix:local`` or ``<…>``."""
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return namespaces[prefix] + local
