"""ontology/context.jsonld: fresh, in step with the ontology, with one name for one IRI."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pyoxigraph as ox

from graphkit.identifiers import ONTOLOGY
from graphkit.projections.rdf.context import Name, names, render_context
from graphkit.projections.rdf.terms import COMMON_PREFIXES
from graphkit.resources import ontology_folder
from tests.rdf_readers import pyld_reads
from tests.rdf_samples import OWN_RELATIONS, own_ontology
from tests.samples import export_text, hostile, ontology, shipped

FILE = ontology_folder() / "context.jsonld"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _context() -> dict[str, Any]:
    found = json.loads(FILE.read_text(encoding="utf-8"))
    assert list(found) == ["@context"]
    assert isinstance(found["@context"], dict)
    return found["@context"]


def _objects(predicate: str) -> dict[str, set[str]]:
    """Return what the ontology says by one predicate of each term, by the term's local name."""
    found: dict[str, set[str]] = {}
    for quad in ox.parse(path=ontology_folder() / "graphkit.ttl", format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == predicate and not isinstance(quad.object, ox.Triple):
            name = str(quad.subject).strip("<>").removeprefix(ONTOLOGY)
            found.setdefault(name, set()).add(quad.object.value)
    return found


def test_it_is_fresh() -> None:
    """The committed file is what the vocabulary gives."""
    assert FILE.read_text(encoding="utf-8") == render_context(), (
        "run: python -m graphkit.projections.rdf.context > ontology/context.jsonld"
    )


def test_a_name_a_line() -> None:
    """A new word is one new line."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(_context()) + 4
    assert len(set(lines)) == len(lines) - 1  # two closing brackets


def test_one_name_for_one_iri() -> None:
    """No two names share an IRI, and a name is that of its IRI save where this is taken."""
    known = names(ontology())
    assert Counter(told.iri for told in known.values()).most_common(1)[0][1] == 1
    renamed = {name: told.iri for name, told in known.items() if not told.iri.endswith(f":{name}")}
    assert renamed == {"id": "@id", "type": "@type", "datasetTitle": "dcterms:title"}
    assert not set(known) & set(COMMON_PREFIXES)


def test_every_word_of_the_ontology_has_a_name() -> None:
    """Classes, properties, relations and concepts have one; what tells of terms has none."""
    types = _objects(_TYPE)
    telling = {name for name, kinds in types.items() if f"{_OWL}AnnotationProperty" in kinds}
    above = {"Relation", "Lasting", "Momentary"}
    lists = {"stances", "sourceKinds", "disputeKinds", "eventTypes"}
    own = {name for name in types if not re.search("[:/]", name)}
    known = {name for name, told in names(ontology()).items() if told.iri.startswith("gk:")}
    assert known == own - telling - above - lists


def test_types_are_those_of_the_ontology() -> None:
    """A property's range in the ontology is the type of its values in the context."""
    ranges, types = _objects(f"{_RDFS}range"), _objects(_TYPE)
    checked = 0
    for name, told in names(ontology()).items():
        if not told.iri.startswith("gk:") or name[0].isupper() or name == "stages":
            continue
        (wanted,) = ranges.get(name, {""})
        if f"{_OWL}ObjectProperty" in types[name]:
            assert told.type == ("@vocab" if wanted == f"{_SKOS}Concept" else "@id"), name
            continue
        assert f"{_OWL}DatatypeProperty" in types[name], name
        if told.language:
            assert wanted in {"", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}
        else:
            prefix, _, local = (told.type or "xsd:string").partition(":")
            assert wanted in {f"{COMMON_PREFIXES[prefix]}{local}", ""}, name
            assert wanted or name == "rank"  # of a stage a number, of a fact a word
        checked += 1
    assert checked > 40


def test_every_key_of_the_exports_has_a_name() -> None:
    """No key is an IRI, and only classes of others are."""
    for graph in (shipped(), hostile(), shipped().known_by("2025-11-09")):
        for node in json.loads(export_text(graph, "jsonld"))["@graph"]:
            assert not [key for key in node if ":" in key]
            types = node["type"] if isinstance(node["type"], list) else [node["type"]]
            assert {name for name in types if ":" in name} <= {
                "dcat:Dataset", "rdf:Property", "rdf:Statement",
                "skos:Concept", "skos:ConceptScheme",
            }  # fmt: skip


def test_many_values() -> None:
    """What stands several times anywhere is a list everywhere."""
    lists: set[str] = set()
    single: set[str] = set()
    for graph in (shipped(), hostile()):
        for node in json.loads(export_text(graph, "jsonld"))["@graph"]:
            for key, value in node.items():
                (lists if isinstance(value, list) else single).add(key)
    assert lists & single == {"type"}


def test_a_reader_may_use_the_file_by_itself() -> None:
    """A document of one's own under this context, with a base, says what it seems to say."""
    document = {
        "@context": [_context(), {"@base": "https://example.org/"}],
        "id": "kazakhstan",
        "type": "State",
        "prefLabel": "Kazakhstan",
        "recognized": "israel",
    }
    start = "<https://example.org/kazakhstan>"
    assert pyld_reads(document) == {
        f"{start} <{_TYPE}> <{ONTOLOGY}State>",
        f'{start} <{_SKOS}prefLabel> "Kazakhstan"@en',
        f"{start} <{ONTOLOGY}recognized> <https://example.org/israel>",
    }


def test_words_of_a_project() -> None:
    """A project's words get names as well; none takes a name from a word of graphkit."""
    ours, theirs = names(ontology()), names(own_ontology())
    assert {name: theirs[name] for name in ours} == ours
    extra = {name: told for name, told in theirs.items() if name not in ours}
    assert extra == {
        "blockaded": Name("gk:blockaded", "@id", many=True),
        "crew": Name("<https://example.org/my/crew>", "xsd:integer", many=True),
        "escorted": Name("<https://example.org/my/escorted>", "@id", many=True),
        "motto": Name("<https://example.org/my/motto>", many=True),
        "nuclear": Name("<https://example.org/my/nuclear>", "xsd:boolean", many=True),
        "tonnage": Name("<https://example.org/my/tonnage>", "xsd:decimal", many=True),
        "Embargo": Name("gk:Embargo"),
        "Launch": Name("<https://example.org/my/Launch>"),
        "Ship": Name("<https://example.org/my/Ship>"),
    }
    assert set(OWN_RELATIONS) - set(extra) == {
        "id", "type", "skos", "label", "stage", "fact", "zażółć", "has.dot", "a:b", "urn:urn",
    }  # fmt: skip
