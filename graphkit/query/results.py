"""Answers in every form that readers and programs ask for, whichever engine found them.

An engine gives rows as SPARQL 1.1 JSON results and triples as N-Triples. The other forms are
made of these, so that two engines with one answer give one text.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from graphkit.errors import BadQuery

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Known = Sequence[tuple[str, str]]

#: The forms of triples, the default first.
TRIPLE_FORMS: Mapping[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
#: The forms of rows that the standards define.
ROW_FORMS: Mapping[str, ox.QueryResultsFormat] = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
#: What needs no escape behind a prefix.
_LOCAL = re.compile(r"[a-z0-9]+:[A-Za-z0-9_](?:[A-Za-z0-9_:-]*[A-Za-z0-9_-])?")
#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What a text ends in, read backwards, that ends in a name of XML.
_XML_NAME = re.compile(r"[\d.-]*[^\W\d]")
_XML_ESCAPE = re.compile("&#(?:x([0-9A-Fa-f]+)|([0-9]+));")


@dataclasses.dataclass(frozen=True)
class Table:
    """Rows of a SELECT, or the one value of an ASK.

    Attributes:
        json: The SPARQL 1.1 JSON results.
        known: Namespaces by prefix, by which `rows` shorten IRIs.
        cut: Whether there were more rows than were asked for.
    """

    json: str
    known: Mapping[str, str]
    cut: bool = False

    @functools.cached_property
    def _parsed(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        found = ox.parse_query_results(self.json, format=ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return ("answer",), (("true" if found else "false",),)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError(f"{type(found).__name__} are no rows")
        names = tuple(variable.value for variable in found.variables)
        known = _by_length(self.known)
        return names, tuple(tuple(shown(row[name], known) for name in names) for row in found)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the variables; ``answer`` for ASK."""
        return self._parsed[0]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """A text for each variable, with IRIs shortened; an empty one where it is unbound."""
        return self._parsed[1]

    @property
    def csv(self) -> str:
        """The SPARQL 1.1 CSV results."""
        return self.text("csv")

    def text(self, form: str) -> str:
        """Return the rows in one of `ROW_FORMS`, exactly as the standard has it.

        Raises:
            BadQuery: XML cannot hold a character of the answer.
        """
        if form == "json":
            return self.json
        found = ox.parse_query_results(self.json, format=ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean) and form in {"csv", "tsv"}:
            return f"{'true' if found else 'false'}\n"  # these two have no form for ASK
        text = (found.serialize(format=ROW_FORMS[form]) or b"").decode("utf-8")
        if form == "xml":
            _check_xml(text)
        return text if text.endswith("\n") else f"{text}\n"


@dataclasses.dataclass(frozen=True)
class Triples:
    """What CONSTRUCT and DESCRIBE give.

    Attributes:
        ntriples: Each triple once, as N-Triples, sorted.
        known: Namespaces by prefix, by which Turtle shortens IRIs.
        cut: Whether there were more triples than were asked for.
    """

    ntriples: tuple[str, ...]
    known: Mapping[str, str]
    cut: bool = False

    def text(self, form: str) -> str:
        """Return the triples in one of `TRIPLE_FORMS`.

        Raises:
            BadQuery: The form cannot hold a triple of the answer.
        """
        if form == "ntriples":
            return "".join(self.ntriples)
        triples = [
            quad.triple for quad in ox.parse("".join(self.ntriples), format=ox.RdfFormat.N_TRIPLES)
        ]
        if form == "turtle":
            return _turtle(triples, self.known)
        if form == "rdfxml":
            _check_predicates(triples)
        made = ox.serialize(triples, format=TRIPLE_FORMS[form], prefixes=dict(self.known))
        text = (made or b"").decode("utf-8")
        if form == "rdfxml":
            _check_xml(text)
        return text if text.endswith("\n") else f"{text}\n"


def binding(term: Term) -> dict[str, object]:
    """Return a term as the SPARQL 1.1 JSON results write it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: binding(part) for name, part in parts.items()}}
    made: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        made["xml:lang"] = term.language
    elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        made["datatype"] = term.datatype.value
    return made


def rows_json(names: Sequence[str], bindings: Sequence[Mapping[str, object]]) -> str:
    """Return rows as the SPARQL 1.1 JSON results."""
    made = {"head": {"vars": list(names)}, "results": {"bindings": list(bindings)}}
    return f"{json.dumps(made, ensure_ascii=False, separators=(',', ':'))}\n"


def shown(term: Term | None, known: _Known) -> str:
    """Return a term for readers: names by their prefix, literals as their text."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in known:
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return term.value
    return str(term) if isinstance(term, (ox.Triple, ox.BlankNode)) else term.value


def _by_length(known: Mapping[str, str]) -> _Known:
    return sorted(known.items(), key=lambda item: -len(item[1]))


def _turtle(triples: Sequence[ox.Triple], known: Mapping[str, str]) -> str:
    """Return triples as Turtle, sorted, a line each, with the prefixes they use."""
    by_length = _by_length(known)
    used: set[str] = set()

    def name(term: Term) -> str:
        text = shown(term, by_length)
        if isinstance(term, ox.NamedNode) and text != term.value and _LOCAL.fullmatch(text):
            used.add(text.partition(":")[0])
            return text
        return str(term)

    lines = sorted(f"{name(t.subject)} {name(t.predicate)} {name(t.object)} .\n" for t in triples)
    head = [f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in sorted(used)]
    return "".join([*head, "\n" if head else "", *lines])


def _check_predicates(triples: Iterable[ox.Triple]) -> None:
    """Raise BadQuery where a predicate ends in no name that an element of XML can have.

    Oxigraph would write an element without a name.
    """
    for triple in triples:
        if not _XML_NAME.match(triple.predicate.value[::-1]):
            raise BadQuery(f"rdfxml cannot hold the predicate {triple.predicate}: choose turtle")


def _check_xml(text: str) -> None:
    """Raise BadQuery where a text holds what XML cannot, as it is or as a reference."""
    references = (int(m[1], 16) if m[1] else int(m[2]) for m in _XML_ESCAPE.finditer(text))
    spelled = "".join(map(chr, references))
    if _NOT_XML.search(text) or _NOT_XML.search(spelled):
        raise BadQuery("the answer holds a character that XML cannot: choose json")
