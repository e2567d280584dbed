# ruff: noqa: INP001 - docs/ is a folder of pages and no package; only its programs import this
"""The terms of the ontology, as its files have them, and how the cells of a table show them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from graphkit.identifiers import ONTOLOGY
from graphkit.resources import ontology_folder

#: Prefixes of the terms that the tables name.
PREFIXES = {
    "gk": ONTOLOGY,
    "dcat": "http://www.w3.org/ns/dcat#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: Terms by their short names: properties, and the values of each.
Terms = Mapping[str, Mapping[str, Sequence[str]]]


def short(iri: str) -> str:
    """Return an IRI as ``prefix:local``, or as it is where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def value_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return an IRI under its prefix, the text of a literal, the name of a blank node."""
    if isinstance(term, ox.NamedNode):
        return short(term.value)
    return str(term) if isinstance(term, ox.Triple) else term.value


@functools.cache
def read_terms(name: str) -> Terms:
    """Return what a file of the ontology says: subject, property, values, in its order."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(path=ontology_folder() / name, format=ox.RdfFormat.TURTLE):
        of_subject = found.setdefault(value_of(quad.subject), {})
        of_subject.setdefault(short(quad.predicate.value), []).append(value_of(quad.object))
    return found


def terms() -> Terms:
    """Return the terms of graphkit's own, each with its properties and their values."""
    every = read_terms("graphkit.ttl")
    return {name: told for name, told in every.items() if name.startswith("gk:")}


# ------------------------------------------------------------------------ cells


def anchored(term: str) -> str:
    """Return a term with the anchor that links to it lead to."""
    return f'<a id="{term.partition(":")[2]}"></a>`{term}`'


def linked(term: str) -> str:
    """Return a term as a link: of ours to its row, of others to what its IRI gives."""
    prefix, _, local = term.partition(":")
    if prefix not in PREFIXES:
        return term
    if prefix == "gk":
        return f"[`{term}`](#{local})"
    if prefix in {"schema", "wd"}:
        return f"[`{term}`]({PREFIXES[prefix]}{local})"
    return f"`{term}`"


def meaning(told: Mapping[str, Sequence[str]]) -> str:
    """Return the comment or definition, the terms in it as links, and what is near to it."""
    (text,) = told.get("rdfs:comment") or told["skos:definition"]
    known = "|".join(sorted(PREFIXES))
    text = re.sub(rf"\b(?:{known}):[A-Za-z]\w*", lambda match: linked(match[0]), text)
    below = "".join(f" Below {linked(above)}." for above in told.get("rdfs:subPropertyOf", ()))
    near = [*told.get("skos:closeMatch", ()), *told.get("rdfs:seeAlso", ())]
    return text + below + (f" Near to {all_linked(near)}." if near else "")


def all_linked(names: Iterable[str]) -> str:
    """Return terms as links, in one text."""
    return ", ".join(map(linked, names))
