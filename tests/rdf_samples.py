"""The graphs that the tests of every RDF format look at."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Entity, GraphInfo, Moment, Records, Source, Value
from graphkit.ontology import Ontology, read_ontology
from graphkit.resources import ontology_folder
from tests.samples import DAY, fact, hostile, shipped, stage, state

#: An ontology whose words bear names that JSON-LD, a prefix or a fixed term has taken, under
#: IRIs with all that an IRI may hold.
OWN_ONTOLOGY = """\
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix my: <https://example.org/my/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

my:Ship rdfs:subClassOf gk:Entity ; rdfs:label "ship" .
my:Evidence rdfs:subClassOf gk:Entity ; rdfs:label "piece of evidence" .
my:Launch a skos:Concept ; skos:inScheme gk:eventTypes ; skos:prefLabel "launch" .
gk:Embargo a skos:Concept ; skos:inScheme gk:eventTypes ; skos:prefLabel "embargo" .
"""
_RELATION = """
<IRI> a gk:Momentary ; rdfs:label "relation" ; gk:phrase "is with" ;
    gk:negativePhrase "is not with" ; gk:subjectKind gk:State , my:Ship ; TARGET .
"""
#: Relations with an object, by the names they would have.
OWN_RELATIONS = {
    name: f"https://example.org/{path}"
    for name, path in (
        ("escorted", "my/escorted"),
        ("id", "my/id"),
        ("type", "my/type"),
        ("skos", "my/skos"),
        ("label", "my/label"),
        ("stage", "other#stage"),
        ("fact", "(a)'s/fact"),
        ("zażółć", "café/zażółć"),
        ("has.dot", "my/has.dot"),
        ("a:b", "my#a:b"),
    )
} | {"blockaded": "https://w3id.org/graphkit/ontology#blockaded", "urn:urn": "urn:urn"}
#: Relations with a value, and a value for each that would suffer in JSON.
OWN_VALUES: dict[str, tuple[str, tuple[Value, ...]]] = {
    "tonnage": ("decimal", (Decimal("43.20"), Decimal(7), Decimal("1e-9"), Decimal("1E3"))),
    "crew": ("integer", (0, -5, 2**53 - 1, 2**53, 10**30)),
    "nuclear": ("boolean", (True, False)),
    "motto": ("string", ("", "true", "7", "crew", "https://example.org/", "@id", "  a\x00\x7f")),
}


@functools.cache
def own_ontology() -> Ontology:
    """Return the vocabulary with words of a project's own."""
    text = OWN_ONTOLOGY
    for iri in OWN_RELATIONS.values():
        text += _RELATION.replace("IRI", iri).replace("TARGET", "gk:objectKind gk:State")
    for name, (datatype, _) in OWN_VALUES.items():
        target = f"gk:valueType xsd:{datatype}"
        text += _RELATION.replace("IRI", f"https://example.org/my/{name}").replace("TARGET", target)
    with TemporaryDirectory() as folder:
        place = Path(folder) / "ontology"
        place.mkdir()
        (place / "own.ttl").write_text(text, encoding="utf-8")
        return read_ontology(ontology_folder(), Path(folder))


@functools.cache
def own() -> Graph:
    """Return a graph of facts that use such words, under a base of its own."""
    entities = [
        state("escorted"), state("label"), state("base"),
        Entity(
            id="ship", kind="ship", name="Ship",
            ids=(
                ("base", "plain"), ("label", "x"), ("own-register", "7"), ("paragraph", "9"),
                ("published-latest", "2020-01-01"), ("question", "who"),
            ),
        ),
        Entity(id="thing", kind="evidence", name="Thing"),
        Entity(id="launch", kind="event", name="Launch", type="launch"),
        Entity(id="embargo", kind="event", name="Embargo", type="embargo"),
    ]  # fmt: skip
    made = fact("escorted", "recognized", "label", stage("in-force", "1992"))
    facts = [made]
    facts += [
        structs.replace(made, id=f"object-{number}", relation=name, subject="ship")
        for number, name in enumerate(OWN_RELATIONS)
    ]
    facts += [
        structs.replace(
            made, id=f"{name}-{number}", relation=name, subject="ship", object="", value=value
        )
        for name, (_, values) in OWN_VALUES.items()
        for number, value in enumerate(values)
    ]
    sources = [
        Source(id="english", title="Title", language="en", archived="https://example.org/ä"),
        Source(id="kazakh", title="Тақырып", language="kk-cyrl", url="https://example.org/?a:b#c"),
    ]
    paper = Source(id="paper", title="A paper", published=parse_date("2025-11-06"))
    records = Records(
        info=GraphInfo(title="Own", base="http://localhost:8080/a:b/", as_of=DAY),
        sources={source.id: source for source in (*sources, paper)},
        entities={entity.id: entity for entity in sorted(entities, key=lambda e: e.id)},
        facts={item.id: item for item in sorted(facts, key=lambda f: f.id)},
        disputes={},
    )
    return Graph(records, own_ontology())


VIEWS: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "known by 6 November": lambda: shipped().known_by("2025-11-06"),
    "around Kazakhstan": lambda: shipped().select(focus="kazakhstan"),
    "hostile": hostile,
    "own words": own,
}
every_view = pytest.mark.parametrize("graph", VIEWS.values(), ids=list(VIEWS))


def with_moment(graph: Graph) -> Graph:
    """Return a graph with one moment more."""
    moment = Moment(date=parse_date("1992"), focus="kazakhstan", title="One", text="Two")
    records = dataclasses.replace(graph.view.records, moments=(moment,))
    return Graph(records, graph.ontology)
