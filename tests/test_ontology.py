"""Tests of graphkit.ontology: the vocabulary, and what a project adds to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graphkit.errors import BrokenOntology
from graphkit.loading import load
from graphkit.ontology import VALUE_TYPES, Group, read_ontology
from graphkit.resources import ontology_folder
from tests.projects import SMALL, core_ontology, write_project

CORE = core_ontology()
PREFIXES = """\
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix ex: <https://example.org/terms#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MEDIATED = """\
gk:mediatedBetween a gk:Momentary , owl:ObjectProperty ;
    rdfs:label "mediated"@en ; gk:phrase "mediated for" ; gk:negativePhrase "did not mediate for" ;
    gk:subjectKind gk:Person , gk:State ; gk:objectKind gk:State ;
    gk:sign 1 ; gk:colourGroup "agreement" .
"""


def own(root: Path, text: str, name: str = "own.ttl") -> Path:
    """Give a project an ontology file of its own, and return the project."""
    (root / "ontology").mkdir(exist_ok=True)
    (root / "ontology" / name).write_text(PREFIXES + text, encoding="utf-8")
    return root


# ---------------------------------------------------------------- the core


def test_kinds() -> None:
    """The kinds of entities come in the order in which readers know them."""
    assert list(CORE.kinds) == [
        "state", "person", "group", "organization", "treaty", "event", "region", "place",
    ]  # fmt: skip
    assert (CORE.kinds["person"].name, CORE.kinds["person"].plural) == ("Person", "people")


STAGES = {
    Group.PROSPECTIVE: ["speculated", "expected", "sought", "conditional", "planned"],
    Group.COMMITTED: ["agreed", "announced", "signed", "ratified"],
    Group.REALIZED: ["in-force", "occurred"],
    Group.NEGATIVE: ["absent", "rejected"],
    Group.CLOSED: ["suspended", "ended", "withdrawn"],
}


def test_stages() -> None:
    """All sixteen stages come in the order of how far they have come, each in its group."""
    assert list(CORE.stages) == [word for words in STAGES.values() for word in words]
    for group, words in STAGES.items():
        assert {CORE.group(word) for word in words} == {group}
    ranks = [CORE.rank(word) for word in CORE.stages]
    assert ranks == sorted(set(ranks))
    assert (CORE.stages["in-force"].name, CORE.stages["in-force"].label) == ("InForce", "in force")


#: Of each relation: lasting, symmetric, and whose date it inherits.
RELATIONS = {
    "recognized": (True, False, ""),
    "hasDiplomaticRelationsWith": (True, True, ""),
    "hasEconomicRelationsWith": (True, True, ""),
    "hasFriendlyRelationsWith": (True, True, ""),
    "foughtWarWith": (False, True, ""),
    "sanctioned": (True, False, ""),
    "cooperatesWith": (True, True, ""),
    "tradesWith": (True, True, ""),
    "seeksInfluenceIn": (True, False, ""),
    "dominated": (True, False, ""),
    "partOf": (True, False, ""),
    "leftState": (False, False, ""),
    "joined": (True, False, ""),
    "signed": (False, False, ""),
    "brokered": (False, False, ""),
    "memberOf": (True, False, ""),
    "heldOffice": (True, False, ""),
    "headOfState": (True, False, ""),
    "headOfGovernment": (True, False, ""),
    "participatedIn": (False, False, "object"),
    "hosted": (False, False, "object"),
    "tookPlaceIn": (False, False, "subject"),
    "concerned": (False, False, "subject"),
    "followed": (False, False, "subject"),
    "visited": (False, False, ""),
    "met": (False, True, ""),
    "commentedOn": (False, False, ""),
    "supported": (False, False, ""),
    "criticized": (False, False, ""),
    "affiliatedWith": (True, False, ""),
    "hasDefencePactWith": (True, True, ""),
    "hasNeutralityPactWith": (True, True, ""),
    "hasNonAggressionPactWith": (True, True, ""),
    "hasEntenteWith": (True, True, ""),
    "madeStatementTo": (False, False, ""),
    "appealedTo": (False, False, ""),
    "intendedToCooperateWith": (False, False, ""),
    "consulted": (False, False, ""),
    "cooperatedDiplomaticallyWith": (False, False, ""),
    "cooperatedMateriallyWith": (False, False, ""),
    "gaveAidTo": (False, False, ""),
    "yieldedTo": (False, False, ""),
    "investigated": (False, False, ""),
    "madeDemandOf": (False, False, ""),
    "disapprovedOf": (False, False, ""),
    "refused": (False, False, ""),
    "threatened": (False, False, ""),
    "protestedAgainst": (False, False, ""),
    "showedForceTo": (False, False, ""),
    "reducedRelationsWith": (False, False, ""),
    "coerced": (False, False, ""),
    "assaulted": (False, False, ""),
    "fought": (False, False, ""),
    "usedMassViolenceAgainst": (False, False, ""),
    "population": (True, False, ""),
    "majorityReligion": (True, False, ""),
    "officialReligion": (True, False, ""),
}


def test_relations() -> None:
    """Every relation is there, lasting or momentary, one way or both."""
    found = {
        name: (relation.lasting, relation.symmetric, relation.inherits_date_from)
        for name, relation in CORE.relations.items()
    }
    assert found == RELATIONS


@pytest.mark.parametrize("name", RELATIONS)
def test_relation_is_complete(name: str) -> None:
    """A relation has its words, fits kinds that are there, and takes an object or a value."""
    relation = CORE.relations[name]
    assert relation.label
    assert relation.phrase
    assert relation.negative_phrase
    assert relation.inverse_label
    assert relation.subject_kinds
    assert {*relation.subject_kinds, *relation.object_kinds} <= set(CORE.kinds)
    assert bool(relation.object_kinds) != bool(relation.value_type)
    assert relation.value_type in {"", *VALUE_TYPES}
    assert relation.sign in {-1, 0, 1}
    assert set(relation.ancestors) <= set(CORE.relations)
    assert CORE.stages[relation.default_stage].group is Group.REALIZED
    if relation.symmetric:
        assert relation.inverse_label == relation.label


def test_relations_above() -> None:
    """A relation knows those above it."""
    assert CORE.relations["headOfState"].ancestors == ("heldOffice",)
    assert CORE.relations["criticized"].ancestors == ("commentedOn",)
    assert CORE.relations["recognized"].ancestors == ()


def test_word_lists() -> None:
    """The lists that YAML takes its other words from are there, in kebab-case."""
    assert list(CORE.stances) == ["supports", "hedges", "denies"]
    assert list(CORE.source_kinds) == [
        "article", "wire", "statement", "social-post", "dataset", "treaty-text", "caption", "work",
    ]  # fmt: skip
    assert list(CORE.dispute_kinds) == [
        "count", "stage", "participants", "sequence", "wording", "identity", "framing",
    ]  # fmt: skip
    assert CORE.event_types["phone-call"].name == "PhoneCall"


# ---------------------------------------------------------------- what a project adds


def test_own_relation_needs_no_python(tmp_path: Path) -> None:
    """A block of Turtle in the project is a relation: read, checked, labelled and exported."""
    fact = """\
facts:
  - subject: donald-trump
    relation: mediatedBetween
    object: [kazakhstan, israel]
    date: 2025-10
    evidence: [{source: wire-report, at: p7}]
"""
    root = own(write_project(tmp_path, {**SMALL, "own.yaml": fact}), MEDIATED)
    graph = load(root)
    found = graph.fact("donald-trump-mediated-between-israel")
    assert graph.label(found) == "mediated for Israel 2025"
    assert graph.full_label(found) == "Donald Trump mediated for Israel 2025"
    assert found.stages[0].stage == "occurred"
    turtle = graph.to_oxigraph()
    ask = (
        "ASK { <https://w3id.org/graphkit/id/donald-trump> "
        "<https://w3id.org/graphkit/ontology#mediatedBetween> "
        "<https://w3id.org/graphkit/id/israel> }"
    )
    assert bool(turtle.query(ask))


def test_own_words(tmp_path: Path) -> None:
    """A project may add a kind, a type of event and a relation below one of ours."""
    text = """\
ex:Company a owl:Class ; rdfs:subClassOf gk:Entity ; rdfs:label "company"@en .
ex:Lunch skos:inScheme gk:eventTypes ; skos:prefLabel "lunch"@en .
ex:recognizedDeFacto a gk:Lasting ; rdfs:subPropertyOf gk:recognized ; rdfs:label "recognized" ;
    gk:phrase "recognized de facto" ; gk:negativePhrase "does not recognize" ;
    gk:subjectKind gk:State ; gk:objectKind gk:State .
ex:motto a gk:Lasting ; rdfs:label "motto" ; gk:phrase "has as motto" ;
    gk:negativePhrase "has no motto" ; gk:subjectKind gk:State ; gk:valueType xsd:string .
"""
    ontology = read_ontology(ontology_folder(), own(tmp_path, text))
    assert list(ontology.kinds)[-1] == "company"
    assert ontology.kinds["company"].plural == "company"
    assert "lunch" in ontology.event_types
    assert ontology.relations["recognizedDeFacto"].ancestors == ("recognized",)
    assert ontology.relations["recognizedDeFacto"].inverse_label == "recognized"
    assert ontology.relations["motto"].value_type == "string"
    assert ontology.files == (
        ontology_folder() / "graphkit.ttl",
        tmp_path / "ontology" / "own.ttl",
    )


def test_project_without_ontology(tmp_path: Path) -> None:
    """Most projects add nothing."""
    assert read_ontology(ontology_folder(), tmp_path) == CORE


def test_copy_of_the_core_is_skipped(tmp_path: Path) -> None:
    """A checkout that holds the core file under any name, and the shapes, adds nothing."""
    (tmp_path / "ontology").mkdir()
    shutil.copy(ontology_folder() / "graphkit.ttl", tmp_path / "ontology" / "copy.ttl")
    (tmp_path / "ontology" / "shapes.ttl").write_text("not read", encoding="utf-8")
    assert read_ontology(ontology_folder(), tmp_path) == CORE
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "ontology").symlink_to(ontology_folder())
    assert read_ontology(ontology_folder(), linked).files == CORE.files


def test_changed_copy_of_the_core_is_refused(tmp_path: Path) -> None:
    """A file that calls itself the core and differs would leave two truths."""
    core = (ontology_folder() / "graphkit.ttl").read_text(encoding="utf-8")
    (tmp_path / "ontology").mkdir()
    text = core.replace('gk:phrase "joined"', 'gk:phrase "entered"')
    (tmp_path / "ontology" / "graphkit.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenOntology, match="IRI of graphkit's own ontology and differs"):
        read_ontology(ontology_folder(), tmp_path)


RELATION = (
    'ex:r a gk:Lasting ; rdfs:label "r" ; gk:phrase "r" ; gk:negativePhrase "not r" ; '
    "gk:subjectKind gk:State ; gk:objectKind gk:State"
)
BROKEN = [
    ("this is no Turtle", "own.ttl cannot be read as Turtle"),
    (RELATION.replace('gk:phrase "r" ; ', "") + " .", "has no <.*#phrase>: add it"),
    (RELATION.replace('rdfs:label "r" ; ', "") + " .", "has no <.*#label>: add it"),
    (RELATION + ' ; gk:phrase "s" .', "has 2 values of <.*#phrase>: leave one"),
    (RELATION + " ; gk:valueType xsd:string .", "needs either gk:objectKind or gk:valueType"),
    (RELATION.replace(" ; gk:objectKind gk:State", "") + " .", "either gk:objectKind or"),
    (RELATION.replace("gk:objectKind gk:State", "gk:valueType xsd:date") + " .", "value type date"),
    ('ex:s skos:inScheme gk:stages ; skos:broader gk:Prospective ; skos:prefLabel "s" .', "#rank>"),
    ("ex:s skos:inScheme gk:stages ; skos:broader ex:Group .", "none of the five groups"),
    ("ex:K rdfs:subClassOf gk:Entity .", "has no <.*#label>: add it"),
    (RELATION.replace("gk:Lasting", "gk:Lasting , gk:Momentary") + " .", "both gk:Lasting and"),
    (RELATION.replace("ex:r", "ex:joined") + " .", "has the local name of <.*#joined>"),
    (RELATION + " ; gk:inheritsDateFrom rdf:predicate .", "use rdf:subject or rdf:object"),
    (RELATION.replace("subjectKind gk:State", "subjectKind gk:Satte") + " .", "which is no kind"),
    (RELATION + ' ; gk:sign "plus" .', "write a whole number"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_broken_ontology(text: str, message: str, tmp_path: Path) -> None:
    """What a term lacks is told in one line, with its name."""
    with pytest.raises(BrokenOntology, match=message) as caught:
        read_ontology(ontology_folder(), own(tmp_path, text + "\n"))
    assert "\n" not in str(caught.value)


def test_missing_core(tmp_path: Path) -> None:
    """A folder without the core file is a broken installation, in one line."""
    with pytest.raises(BrokenOntology, match=r"graphkit\.ttl cannot be read as Turtle"):
        read_ontology(tmp_path)


SIZE = """\
gk:size a gk:Lasting , owl:DatatypeProperty ;
    rdfs:label "size"@en ; gk:phrase "has a size of" ; gk:negativePhrase "has no size of" ;
    gk:subjectKind gk:State ; gk:valueType xsd:integer .
"""
SIZED = """\
facts:
  - {subject: kazakhstan, relation: size, value: 2724900, evidence: [{source: wire-report, at: p1}]}
"""


def test_own_value_relation_takes_no_column_that_means_something_else(tmp_path: Path) -> None:
    """Gephi would draw a node by a column called size."""
    project = own(write_project(tmp_path, {**SMALL, "size.yaml": SIZED}), SIZE)
    node = load(project).to_networkx().nodes["kazakhstan"]
    assert node["value_size"] == 2_724_900
    assert "size" not in node


def test_own_relation_keeps_its_namespace(tmp_path: Path) -> None:
    """A term of a project's own stands in the exports under its own IRI."""
    text = MEDIATED.replace("gk:mediatedBetween", "ex:aided")
    facts = (
        "facts:\n  - {subject: kazakhstan, relation: aided, object: israel, date: 1999,\n"
        "     evidence: [{source: wire-report, at: p1}]}\n"
    )
    graph = load(own(write_project(tmp_path, {**SMALL, "aid.yaml": facts}), text))
    store = graph.to_oxigraph()
    aided = "<https://example.org/terms#aided>"
    assert bool(store.query(f"ASK {{ ?s {aided} ?o . ?fact ?p {aided} }}"))
    assert not bool(store.query("ASK { ?s <https://w3id.org/graphkit/ontology#aided> ?o }"))
