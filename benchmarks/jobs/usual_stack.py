"""A project to Turtle and GraphML with PyYAML, pydantic, rdflib and networkx, as most would do it.

``usual_stack.py FOLDER OUTPUT FACTS`` reads the same seeds as graphkit, checks types and that every
id is there, and writes the same facts with their stages, dates and evidence. It does less than
graphkit: dates stay texts, nothing is said of a day, there are no labels, and its Turtle has a
quarter of the triples. It fails where it finds another number of facts than it was told.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Annotated, Any

import networkx as nx
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict
from rdflib import RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

GK, IDS = Namespace("https://example.org/ns/"), Namespace("https://example.org/id/")

Text = Annotated[str, BeforeValidator(str)]
Texts = Annotated[
    list[Text], BeforeValidator(lambda value: value if isinstance(value, list) else [value])
]


class Record(BaseModel):
    """What refuses a field it does not know."""

    model_config = ConfigDict(extra="forbid")


class Evidence(Record):
    """Where a source bears on a stage."""

    source: str
    at: Text = ""
    by: Texts = []
    cites: Texts = []
    stance: str = "supports"
    note: str = ""
    id: str = ""


class Stage(Record):
    """How far a relation has come."""

    stage: str = ""
    date: Text = ""
    attested: Text = ""
    due: Text = ""
    agent: Texts = []
    condition: str = ""
    note: str = ""
    id: str = ""
    evidence: list[Evidence] = []


class Fact(Stage):
    """One relation, or several of which some ends differ."""

    subject: Texts
    relation: str
    object: Texts = []
    value: Any = None
    approximate: bool = False
    role: str = ""
    field: str = ""
    says: str = ""
    about: str = ""
    confidence: str = ""
    rank: str = ""
    reason: str = ""
    stages: list[Stage] = []

    def each(self) -> Iterator[tuple[str, str]]:
        """Yield subject and object of each fact that is meant."""
        return product(self.subject, self.object or [""])


def read(folder: Path) -> tuple[dict[str, Any], dict[str, Any], list[Fact]]:
    """Return entities, sources and facts of a project."""
    entities: dict[str, Any] = {}
    sources: dict[str, Any] = {}
    facts: list[Fact] = []
    for path in sorted((folder / "seeds").rglob("*.yaml")):
        found = yaml.load(path.read_bytes(), yaml.CSafeLoader) or {}
        entities |= found.get("entities", {})
        sources |= found.get("sources", {})
        facts += [Fact.model_validate(each) for each in found.get("facts", [])]
    for fact in facts:
        for name in (*fact.subject, *fact.object):
            if name not in entities:
                sys.exit(f"{name} is no entity")
        for stage in fact.stages or [fact]:
            for item in stage.evidence:
                if item.source not in sources:
                    sys.exit(f"{item.source} is no source")
    return entities, sources, facts


def to_rdf(entities: dict[str, Any], sources: dict[str, Any], facts: list[Fact]) -> Graph:
    """Return the triples."""
    graph = Graph()
    graph.bind("gk", GK)
    for name, entity in entities.items():
        graph.add((IDS[name], RDF.type, GK[str(entity["kind"])]))
        graph.add((IDS[name], SKOS.prefLabel, Literal(str(entity["name"]), lang="en")))
    for name, source in sources.items():
        for field in ("title", "publisher", "published", "url"):
            if field in source:
                graph.add((IDS[f"source/{name}"], GK[field], Literal(str(source[field]))))
    number = 0
    for fact in facts:
        for subject, other in fact.each():
            node = IDS[f"fact/{fact.id or number}"]
            number += 1
            graph.add((node, RDF.type, GK.Fact))
            graph.add((node, RDF.subject, IDS[subject]))
            graph.add((node, RDF.predicate, GK[fact.relation]))
            graph.add((node, RDF.object, IDS[other] if other else Literal(fact.value)))
            if other:
                graph.add((IDS[subject], GK[fact.relation], IDS[other]))
            if fact.note:
                graph.add((node, RDFS.comment, Literal(fact.note)))
            add_stages(graph, node, fact)
    return graph


def add_stages(graph: Graph, node: URIRef, fact: Fact) -> None:
    """Add the stages of a fact with their evidence."""
    for stage in fact.stages or [fact]:
        record = BNode()
        graph.add((node, GK.stage, record))
        for field in ("stage", "date", "condition"):
            if getattr(stage, field):
                graph.add((record, GK[field], Literal(getattr(stage, field))))
        for item in stage.evidence:
            spot = BNode()
            graph.add((record, GK.evidence, spot))
            graph.add((spot, GK.source, IDS[f"source/{item.source}"]))
            for field in ("at", "note"):
                if getattr(item, field):
                    graph.add((spot, GK[field], Literal(getattr(item, field))))


def to_network(entities: dict[str, Any], facts: list[Fact]) -> nx.MultiDiGraph:
    """Return nodes and edges."""
    graph = nx.MultiDiGraph()
    for name, entity in entities.items():
        graph.add_node(name, label=str(entity["name"]), kind=str(entity["kind"]))
    for fact in facts:
        for subject, other in fact.each():
            if not other:
                graph.nodes[subject][fact.relation] = str(fact.value)
                continue
            stages = fact.stages or [fact]
            sources = sorted({item.source for stage in stages for item in stage.evidence})
            graph.add_edge(
                subject,
                other,
                relation=fact.relation,
                stage=stages[-1].stage,
                date=stages[0].date,
                sources=" ".join(sources),
                note=fact.note,
            )
    return graph


def main() -> None:
    """Write both files."""
    output = Path(sys.argv[2])
    entities, sources, facts = read(Path(sys.argv[1]))
    count = sum(1 for fact in facts for _ in fact.each())
    if count != int(sys.argv[3]):
        sys.exit(f"{count} facts instead of {sys.argv[3]}")
    to_rdf(entities, sources, facts).serialize(output / "usual.ttl", "turtle")
    nx.write_graphml(to_network(entities, facts), output / "usual.graphml")


main()
