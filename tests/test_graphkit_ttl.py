"""Tests of ontology/graphkit.ttl: a whole vocabulary, true of what is exported."""

from __future__ import annotations

import functools
import operator
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN

from graphkit import load
from graphkit.ontology import read_ontology
from graphkit.resources import example_folder, ontology_folder

FILE = ontology_folder() / "graphkit.ttl"
FULL = Path(__file__).parent / "shapes" / "full.yaml"
GK = rdflib.Namespace("https://w3id.org/graphkit/ontology#")
ONTOLOGY = rdflib.URIRef("https://w3id.org/graphkit/ontology")
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """Return the ontology as rdflib reads it."""
    return rdflib.Graph().parse(FILE)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    """Return what is exported of a project that uses every field, and of views of it."""
    root = tmp_path_factory.mktemp("full")
    (root / "seeds").mkdir()
    shutil.copy(FULL, root / "seeds")
    graph = load(root)
    views = (graph, graph.known_by("2025-01-01"), graph.as_of(graph.day))
    return functools.reduce(operator.add, (view.to_rdflib() for view in views))


@pytest.fixture(scope="module")
def shipped() -> rdflib.Graph:
    """Return the Turtle file in exports/."""
    return rdflib.Graph().parse(example_folder() / "exports" / "graph.ttl")


def own(terms: Iterator[rdflib.term.Node]) -> set[rdflib.URIRef]:
    """Return the terms of graphkit's own namespace."""
    return {t for t in terms if isinstance(t, rdflib.URIRef) and t.startswith(GK)}


def relations(ontology: rdflib.Graph) -> set[rdflib.term.Node]:
    """Return the relations of the ontology."""
    return {s for kind in (GK.Lasting, GK.Momentary) for s in ontology.subjects(RDF.type, kind)}


# ------------------------------------------------------------------------ the file


def test_two_readers_agree(ontology: rdflib.Graph) -> None:
    """Both rdflib and Oxigraph read the file, and find as many triples in it."""
    store = ox.Store()
    store.load(path=FILE, format=ox.RdfFormat.TURTLE)
    assert len(store) == len(ontology)


def test_no_blank_nodes(ontology: rdflib.Graph) -> None:
    """A copy of the file gives the same triples, which it would not with blank nodes."""
    assert not any(isinstance(node, rdflib.BNode) for node in ontology.all_nodes())


def test_header(ontology: rdflib.Graph) -> None:
    """The ontology says what it is, whose, under which licence and which version."""
    for predicate in (
        RDF.type, DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionInfo,
        OWL.versionIRI,
    ):  # fmt: skip
        assert len(list(ontology.objects(ONTOLOGY, predicate))) == 1, predicate
    assert ontology.value(ONTOLOGY, DCTERMS.creator) == rdflib.Literal("The graphkit authors")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespacePrefix) == rdflib.Literal("gk")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespaceUri) == rdflib.Literal(str(GK))


def test_each_term_is_explained(ontology: rdflib.Graph) -> None:
    """Each term has a type, one English label, and a comment or a definition."""
    for term in own(ontology.subjects()):
        assert (term, RDF.type, None) in ontology, term
        scheme = (term, RDF.type, SKOS.ConceptScheme) in ontology
        concept = (term, RDF.type, SKOS.Concept) in ontology
        labels = list(ontology.objects(term, SKOS.prefLabel if concept else RDFS.label))
        assert [label.language for label in labels if isinstance(label, rdflib.Literal)] == ["en"]
        told = list(ontology.objects(term, SKOS.definition if concept else RDFS.comment))
        assert len(told) == (0 if scheme else 1), term
        assert all(str(words).endswith(".") for words in told), term


def test_concepts_have_a_place(ontology: rdflib.Graph) -> None:
    """Each concept is in one scheme, at its top or below a concept of the same."""
    for concept in own(ontology.subjects(RDF.type, SKOS.Concept)):
        schemes = list(ontology.objects(concept, SKOS.inScheme))
        assert len(schemes) == 1, concept
        above = list(ontology.objects(concept, SKOS.broader))
        assert bool(above) != ((concept, SKOS.topConceptOf, schemes[0]) in ontology), concept
        assert all((broader, SKOS.inScheme, schemes[0]) in ontology for broader in above), concept


def test_annotations_are_declared(ontology: rdflib.Graph) -> None:
    """Each property of its own that the file uses is declared in it."""
    for term in own(ontology.predicates()):
        assert PROPERTIES & set(ontology.objects(term, RDF.type)), term


def test_each_relation_is_whole(ontology: rdflib.Graph) -> None:
    """Each relation has what the labels, checks and exports ask for."""
    for relation in relations(ontology):
        values = {p: list(ontology.objects(relation, p)) for p in ontology.predicates(relation)}
        for predicate in (GK.phrase, GK.negativePhrase, GK.sign, GK.colourGroup):
            assert len(values.get(predicate, [])) == 1, (relation, predicate)
        assert values[GK.sign][0] in {rdflib.Literal(n) for n in (-1, 0, 1)}, relation
        assert values[GK.subjectKind], relation
        kinds = (GK.objectKind in values, OWL.ObjectProperty in values[RDF.type])
        value = (GK.valueType in values, OWL.DatatypeProperty in values[RDF.type])
        assert {kinds, value} == {(True, True), (False, False)}, relation
        assert (GK.inverseLabel in values) == (GK.objectKind in values), relation
        assert all("/P" in str(match) for match in values.get(SKOS.closeMatch, [])), relation


def test_domains_agree_with_kinds(ontology: rdflib.Graph) -> None:
    """Where a relation has a domain or range, it is the one kind allowed there, or any entity."""
    every = set(ontology.subjects(RDFS.subClassOf, GK.Entity))
    for relation in relations(ontology):
        for axiom, kinds in ((RDFS.domain, GK.subjectKind), (RDFS.range, GK.objectKind)):
            allowed = set(ontology.objects(relation, kinds))
            for stated in ontology.objects(relation, axiom):
                datatype = set(ontology.objects(relation, GK.valueType))
                whole = stated == GK.Entity and allowed == every
                assert whole or {stated} == (allowed or datatype), (relation, axiom)


def test_every_word_is_read(ontology: rdflib.Graph) -> None:
    """The reader takes up every relation and every concept of the file."""
    read = read_ontology(ontology_folder())
    assert {GK[name] for name in read.relations} == relations(ontology)
    lists = (read.stances, read.source_kinds, read.dispute_kinds, read.event_types)
    names = {term.name for words in lists for term in words.values()}
    names |= {stage.name for stage in read.stages.values()}
    names |= {stage.group.value.capitalize() for stage in read.stages.values()}
    assert {GK[name] for name in names} == own(ontology.subjects(RDF.type, SKOS.Concept))


# ------------------------------------------------------------------------ what is exported


@pytest.fixture(params=["shipped", "full"])
def exported(request: pytest.FixtureRequest) -> rdflib.Graph:
    """Return one of the exported graphs."""
    graph = request.getfixturevalue(request.param)
    assert isinstance(graph, rdflib.Graph)
    return graph


def test_every_term_is_declared(exported: rdflib.Graph, ontology: rdflib.Graph) -> None:
    """Each term of graphkit's that an export uses, as class, property or value, is declared."""
    used = own(exported.predicates()) | own(exported.objects()) | own(exported.subjects())
    assert {term for term in used if (term, RDF.type, None) not in ontology} == set()


def test_properties_are_of_their_type(exported: rdflib.Graph, ontology: rdflib.Graph) -> None:
    """An object property has IRIs for values, a datatype property literals."""
    for predicate in own(exported.predicates()):
        types = set(ontology.objects(predicate, RDF.type)) & PROPERTIES
        wanted = {
            OWL.DatatypeProperty if isinstance(value, rdflib.Literal) else OWL.ObjectProperty
            for value in exported.objects(None, predicate)
        }
        assert types == wanted, predicate


def test_domains_and_ranges_are_true(exported: rdflib.Graph, ontology: rdflib.Graph) -> None:
    """Every use of a property is within its domain and range."""
    whole = exported + ontology
    for predicate in own(exported.predicates()):
        for subject, value in exported.subject_objects(predicate):
            for domain in ontology.objects(predicate, RDFS.domain):
                assert domain in set(whole.objects(subject, RDF.type)), (predicate, subject)
            for range_ in ontology.objects(predicate, RDFS.range):
                if isinstance(value, rdflib.Literal):
                    language = RDF.langString if value.language else None
                    assert range_ == (language or value.datatype or rdflib.XSD.string), predicate
                else:
                    assert range_ in set(whole.objects(value, RDF.type)), (predicate, value)


def test_full_project_uses_every_property(full: rdflib.Graph, ontology: rdflib.Graph) -> None:
    """What the ontology declares for records occurs in a project that uses every field."""
    told = own(ontology.subjects(RDF.type, OWL.AnnotationProperty)) | relations(ontology)
    declared = {term for kind in PROPERTIES for term in ontology.subjects(RDF.type, kind)}
    assert own(iter(declared)) - told - own(full.predicates()) == set()
