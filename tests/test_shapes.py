"""Tests of ontology/shapes.ttl: what is exported keeps it, and each of its rules can fail."""

from __future__ import annotations

import functools
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from graphkit import load
from graphkit.graph import Graph
from graphkit.ontology import Ontology, Relation, read_ontology
from graphkit.resources import example_folder, ontology_folder

HERE = Path(__file__).parent / "shapes"
SHAPE = rdflib.Namespace("https://w3id.org/graphkit/shapes#")
GK = rdflib.Namespace("https://w3id.org/graphkit/ontology#")
ID = rdflib.Namespace("https://example.org/id/")
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


class Finding(NamedTuple):
    """One result of a validation: the shape with the target, and the message."""

    shape: str
    message: str


class Breach(NamedTuple):
    """One way to break the small graph."""

    shape: str
    what: str
    removed: str
    added: str


def read_breaches() -> Iterator[Breach]:
    """Yield what stands in shapes/broken.txt."""
    text = (HERE / "broken.txt").read_text(encoding="utf-8")
    for block in re.split(r"^= ", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.splitlines()
        shape, what = head.split(": ", 1)
        removed = "\n".join(line[2:] for line in lines if line.startswith("- "))
        added = "\n".join(line[2:] for line in lines if line.startswith("+ "))
        yield Breach(shape, what, removed, added)


BREACHES = tuple(read_breaches())


@functools.cache
def shapes() -> rdflib.Graph:
    """Return the shapes as shipped."""
    return rdflib.Graph().parse(ontology_folder() / "shapes.ttl")


def targeted() -> set[str]:
    """Return the local names of the shapes that have a target."""
    return {_local(shape) for target in TARGETS for shape in shapes().subjects(target)}


@functools.cache
def shipped() -> Graph:
    """Return the project that graphkit ships."""
    return load(example_folder())


@functools.cache
def owners() -> Mapping[rdflib.term.Node, str]:
    """Return the targeted shape that each shape stands in, by node of the shapes graph."""
    found: dict[rdflib.term.Node, str] = {}
    for name in targeted():
        queue: list[rdflib.term.Node] = [SHAPE[name]]
        while queue:
            node = queue.pop()
            if node not in found:
                found[node] = name
                queue += shapes().objects(node, SH.property)
    return found


def find(graph: rdflib.Graph) -> set[Finding]:
    """Return what pySHACL finds in a graph, without inference."""
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes(), inference="none")
    assert isinstance(results, rdflib.Graph)
    return {
        Finding(owners()[shape], str(next(results.objects(result, SH.resultMessage))))
        for result, shape in results.subject_objects(SH.sourceShape)
        if (None, SH.result, result) in results
    }


@functools.cache
def valid() -> tuple[rdflib.Graph, str]:
    """Return the small graph, and its prefixes as Turtle."""
    text = (HERE / "valid.ttl").read_text(encoding="utf-8")
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    return rdflib.Graph().parse(data=text), "\n".join(prefixes)


@functools.cache
def findings(breach: Breach) -> set[Finding]:
    """Return what is found in the small graph broken in one way."""
    whole, prefixes = valid()
    graph = rdflib.Graph()
    graph += whole
    for triple in rdflib.Graph().parse(data=f"{prefixes}\n{breach.removed}"):
        assert triple in graph, "a breach takes away what is not there"
        graph.remove(triple)
    graph.parse(data=f"{prefixes}\n{breach.added}")
    return find(graph)


# ------------------------------------------------------------------------ what is exported


def test_shapes_use_core_only() -> None:
    """No shape needs SPARQL, which would cost a query for each focus node."""
    beyond = {SH.sparql, SH.js, SH.rule, SH.target, SH.select, SH.ask}
    assert not beyond & set(shapes().predicates())


def test_shipped_build_conforms() -> None:
    """The file in exports/ keeps every shape."""
    assert find(rdflib.Graph().parse(example_folder() / "exports" / "graph.ttl")) == set()


@pytest.mark.parametrize(("as_of", "known_by"), [("1992-06-30", None), (None, "2025-11-07")])
def test_views_conform(as_of: str | None, known_by: str | None) -> None:
    """A view that leaves things out leaves nothing dangling."""
    graph = shipped()
    graph = graph.as_of(as_of) if as_of else graph
    graph = graph.known_by(known_by) if known_by else graph
    assert find(graph.to_rdflib()) == set()


def test_full_project_conforms(tmp_path: Path) -> None:
    """A project that uses every field keeps every shape."""
    (tmp_path / "seeds").mkdir()
    shutil.copy(HERE / "full.yaml", tmp_path / "seeds")
    assert find(load(tmp_path).to_rdflib()) == set()


def test_each_shape_has_a_focus() -> None:
    """Each shape has something to look at in the shipped build."""
    graph = shipped().to_rdflib()
    idle = set()
    for name in targeted():
        shape = SHAPE[name]
        focus: set[rdflib.term.Node] = set()
        for kind in shapes().objects(shape, SH.targetClass):
            focus.update(graph.subjects(RDF.type, kind))
        for path in shapes().objects(shape, SH.targetSubjectsOf):
            focus.update(graph.subjects(path))
        for path in shapes().objects(shape, SH.targetObjectsOf):
            focus.update(graph.objects(None, path))
        for relation in shapes().objects(shape, SH.targetNode):
            focus.update(graph.subjects(RDF.predicate, relation))
        if not focus:
            idle.add(name)
    assert not idle


# ------------------------------------------------------------------------ each rule can fail


def test_small_graph_conforms() -> None:
    """The small graph keeps every shape, so that a breach is the only thing wrong with it."""
    assert find(valid()[0]) == set()


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.shape}: {breach.what}")
def test_breach(breach: Breach) -> None:
    """A graph broken in one way breaks the one shape that is meant, and no other."""
    assert {finding.shape for finding in findings(breach)} == {breach.shape}


def test_each_shape_is_broken() -> None:
    """Each shape with a target has a broken sample."""
    assert {breach.shape for breach in BREACHES} == targeted()


def test_each_rule_is_broken() -> None:
    """Each message of the shapes is the answer to some broken sample."""
    told = {finding.message for breach in BREACHES for finding in findings(breach)}
    assert {str(message) for message in shapes().objects(None, SH.message)} - told == set()


def test_each_shape_has_a_label() -> None:
    """Each shape with a target has a label for the reader of a report."""
    for name in targeted():
        assert (SHAPE[name], RDFS.label, None) in shapes()


# ------------------------------------------------------------------------ agreement


def test_kinds_agree_with_the_ontology() -> None:
    """A fact keeps the shapes just when the ontology allows the kinds of its ends."""
    ontology = read_ontology(ontology_folder())
    named = {_local(r) for shape in _fact_shapes() for r in shapes().objects(shape, SH.targetNode)}
    named.add("memberOf")
    assert named <= set(ontology.relations)
    assert len(named) >= 32, "a relation has lost its rule"
    graph, wrong = _tried(ontology, [ontology.relations[name] for name in sorted(named)])
    served = [
        str(s) for s in shapes().subjects(RDF.type, SH.NodeShape) if _local(s)[-5:] != "Shape"
    ]
    used = [*served, *map(str, _fact_shapes()), str(SHAPE.MemberFactsShape)]
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes(), inference="none", use_shapes=used)
    assert isinstance(results, rdflib.Graph)
    found = set()
    for result in results.subjects(RDF.type, SH.ValidationResult):
        focus = next(results.objects(result, SH.focusNode))
        end = next(results.objects(result, SH.value))
        facts = {focus} | (
            set(graph.subjects(RDF.predicate, focus))
            & {fact for path in (RDF.subject, RDF.object) for fact in graph.subjects(path, end)}
        )
        found |= {_local(fact) for fact in facts & set(graph.subjects(RDF.type, GK.Fact))}
    assert found == wrong


def _fact_shapes() -> set[rdflib.term.Node]:
    """Return the shapes that look at the facts of relations."""
    return set(shapes().subjects(SH.targetNode))


def _tried(ontology: Ontology, relations: list[Relation]) -> tuple[rdflib.Graph, set[str]]:
    """Return facts that try each kind on each end of relations, and the names of the wrong."""
    graph = rdflib.Graph()
    wrong = set()
    ends: dict[str, rdflib.term.Node] = {
        "integer": rdflib.Literal(1),
        "string": rdflib.Literal("one"),
    }

    def entity(word: str, name: str) -> rdflib.URIRef:
        graph.add((ID[name], RDF.type, GK.Entity))
        graph.add((ID[name], RDF.type, GK[ontology.kinds[word].name]))
        return ID[name]

    for relation in relations:
        allowed = relation.object_kinds or (relation.value_type,)
        tried = ("integer", "string") if relation.value_type else tuple(ontology.kinds)
        # Any subject with an object that is right, and the other way round.
        pairs = {(subject, allowed[0]) for subject in ontology.kinds}
        pairs |= {(relation.subject_kinds[0], word) for word in tried}
        for subject, word in pairs:
            name = f"{relation.name}-{subject}-{word}"
            end = ends[word] if word in ends else entity(word, f"{name}-object")
            graph.add((ID[name], RDF.type, GK.Fact))
            graph.add((ID[name], RDF.subject, entity(subject, f"{name}-subject")))
            graph.add((ID[name], RDF.predicate, GK[relation.name]))
            graph.add((ID[name], RDF.object, end))
            if subject not in relation.subject_kinds or word not in allowed:
                wrong.add(name)
    return graph, wrong


def test_symmetric_relations_agree_with_the_ontology() -> None:
    """The shape of symmetric relations is about those that the ontology calls so."""
    ontology = read_ontology(ontology_folder())
    rules: defaultdict[str, set[rdflib.term.Node]] = defaultdict(set)
    for rule in shapes().objects(SHAPE.SymmetricShape, SH.property):
        for path in shapes().objects(rule, SH.path):
            inverse = next(shapes().objects(path, SH.inversePath))
            rules[_local(inverse)].update(shapes().objects(rule, SH.equals))
    for target in (SH.targetSubjectsOf, SH.targetObjectsOf):
        assert {_local(r) for r in shapes().objects(SHAPE.SymmetricShape, target)} == set(rules)
    assert rules == {name: {GK[name]} for name in rules}
    assert set(rules) <= {name for name, r in ontology.relations.items() if r.symmetric}


def _local(node: rdflib.term.Node) -> str:
    return str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
