"""The names that JSON-LD gives to RDF: ``label`` for ``rdfs:label``, with the type of its values.

The context follows from the vocabulary and from the fixed terms of the projection. It is also
published by itself: ``python -m graphkit.projections.rdf.context > ontology/context.jsonld``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graphkit.identifiers import pascal
from graphkit.ontology import Group, Ontology, read_ontology
from graphkit.projections.rdf.terms import COMMON_PREFIXES
from graphkit.resources import ontology_folder


class Name(NamedTuple):
    """What a short name stands for.

    Attributes:
        iri: ``prefix:local``, ``<…>``, or a keyword of JSON-LD.
        type: What a plain text is as its value: ``@id`` for an IRI, ``@vocab`` for a short
            name, a datatype as ``prefix:local``; empty for text.
        language: Of a plain text as its value; empty for none.
        many: Whether a subject may have several values, so that they always stand in a list.
    """

    iri: str
    type: str = ""
    language: str = ""
    many: bool = False


#: A short name has no sign that means something in an IRI or to JSON-LD.
_SHORT = re.compile("[A-Za-z][A-Za-z0-9_-]*")
#: The properties of records under ``gk:``, by the type of their values; ``*`` marks those of
#: which a subject may have several.
_PROPERTIES = {
    "@id": "about* agent* archived author* by* cites* committedTo* disputedIn* evidence* fact*"
    " history* position* publisher url",
    "@vocab": "eventType kind stage stance",
    "edtf:EDTF": "accessed attested date due published",
    "xsd:boolean": "approximate possible unnamed",
    "xsd:date": "asOf begunBy dueEarliest dueLatest endEarliest endLatest firstAttested knownBy"
    " publicEarliest publicLatest publishedEarliest publishedLatest startEarliest startLatest",
    "xsd:decimal": "locationLatitude locationLongitude",
    "xsd:integer": "paragraph",
    "": "adjectives* checked condition confidence credit field iso31661Alpha3 language leftOut*"
    " lede locator note publishedNote rank reason role short textFile textSha256 title",
}
#: Those that are written in the language of the curator.
_ENGLISH = ("question", "says")
#: Properties of other vocabularies. `dcterms:title` yields its name to `gk:title`.
_OTHERS = {
    "altLabel": Name("skos:altLabel", language="en", many=True),
    "broader": Name("skos:broader", "@vocab"),
    "datasetTitle": Name("dcterms:title", language="en"),
    "description": Name("dcterms:description", language="en"),
    "hadPrimarySource": Name("prov:hadPrimarySource", "@id", many=True),
    "hasTopConcept": Name("skos:hasTopConcept", "@vocab", many=True),
    "inScheme": Name("skos:inScheme", "@vocab"),
    "label": Name("rdfs:label", language="en"),
    "license": Name("dcterms:license", "@id"),
    "notation": Name("skos:notation"),
    "object": Name("rdf:object", "@id"),
    "predicate": Name("rdf:predicate", "@vocab"),
    "prefLabel": Name("skos:prefLabel", language="en"),
    "subject": Name("rdf:subject", "@id"),
    "topConceptOf": Name("skos:topConceptOf", "@vocab"),
    "wasAttributedTo": Name("prov:wasAttributedTo", "@id", many=True),
    "wasDerivedFrom": Name("prov:wasDerivedFrom", "@id"),
}
_CLASSES = ("Dispute", "Entity", "Evidence", "Fact", "Position", "Source", "StageRecord")


def names(ontology: Ontology) -> dict[str, Name]:
    """Return every short name, in the order of the context; each IRI has one at most.

    No two IRIs share a name: the fixed terms come first, and a word of a project's own that is
    taken already, or that is none, is written as an IRI.
    """
    found = {"id": Name("@id"), "type": Name("@type")}
    taken = {*COMMON_PREFIXES, *found}
    for name, told in (*_fixed(), *_relations(ontology), *_words(ontology)):
        if name not in taken and _SHORT.fullmatch(name):
            taken.add(name)
            found[name] = told
    return found


def _fixed() -> Iterator[tuple[str, Name]]:
    found = {**_OTHERS, **{name: Name(f"gk:{name}", language="en") for name in _ENGLISH}}
    for datatype, words in _PROPERTIES.items():
        for word in words.split():
            name = word.removesuffix("*")
            found[name] = Name(f"gk:{name}", datatype, many=word != name)
    return iter(sorted(found.items()))


def _relations(ontology: Ontology) -> Iterator[tuple[str, Name]]:
    for name, relation in sorted(ontology.relations.items()):
        value = "" if relation.value_type == "string" else f"xsd:{relation.value_type}"
        yield name, Name(relation.iri, value if relation.value_type else "@id", many=True)


def _words(ontology: Ontology) -> Iterator[tuple[str, Name]]:
    """Yield classes and concepts, which stand as values."""
    lists = (
        ontology.kinds, ontology.stages, ontology.stances, ontology.source_kinds,
        ontology.dispute_kinds, ontology.event_types,
    )  # fmt: skip
    found = {term.iri: term.name for terms in lists for term in terms.values()}
    own = (*_CLASSES, *(pascal(group.value) for group in Group), "stages")
    found |= {f"gk:{name}": name for name in own}
    # Of two that share a name, the one in graphkit's own namespace keeps it.
    order = sorted(found.items(), key=lambda item: (item[1], item[0].startswith("<"), item[0]))
    return ((name, Name(iri)) for iri, name in order)


# ------------------------------------------------------------------------ as JSON


def context(ontology: Ontology, base: str = "") -> dict[str, object]:
    """Return the value of ``@context``.

    Args:
        ontology: The words that get short names.
        base: What relative IRIs are relative to: the base of a project.
    """
    made: dict[str, object] = {"@version": 1.1}
    if base:
        made["@base"] = base
    return made | COMMON_PREFIXES | {n: _definition(told) for n, told in names(ontology).items()}


def _definition(told: Name) -> str | Mapping[str, str]:
    iri = told.iri.strip("<>")
    more = {
        "@type": told.type,
        "@language": told.language,
        "@container": "@set" if told.many else "",
    }
    more = {key: value for key, value in more.items() if value}
    return {"@id": iri, **more} if more else iri


def context_text(made: Mapping[str, object]) -> str:
    """Return a context as JSON, one name a line, without a line feed at the end."""
    lines = [f"  {json.dumps(name)}: {json.dumps(told)}" for name, told in made.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def render_context() -> str:
    """Return ``ontology/context.jsonld``: the names of graphkit's own vocabulary."""
    made = context_text(context(read_ontology(ontology_folder())))
    return f'{{\n"@context": {made}\n}}\n'


if __name__ == "__main__":
    sys.stdout.write(render_context())
