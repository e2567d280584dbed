"""The triples: what DESIGN's contract promises to a query, on the shipped and a hostile graph."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pyoxigraph as ox
import pytest
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.identifiers import BASE, camel
from graphkit.model import Entity, Source, SourceText, Value
from graphkit.ontology import Group
from graphkit.projections.rdf.lines import object_term
from graphkit.projections.rdf.terms import Literal, parted, prefixes
from graphkit.projections.rdf.triples import blocks
from graphkit.resources import ontology_folder
from tests.samples import HOSTILE, fact, graph_of, hostile, shipped, stage, state

_XSD = "http://www.w3.org/2001/XMLSchema#"


def _ask(graph: Graph, pattern: str) -> bool:
    return bool(graph.to_oxigraph().query(f"ASK {{ {pattern} }}", prefixes=prefixes(BASE)))


def _rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query, prefixes=prefixes(BASE))
    assert isinstance(found, ox.QuerySolutions)
    names = found.variables
    return sorted(tuple(str(row[name] or "") for name in names) for row in found)


views: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "as of 1990": lambda: shipped().as_of("1990-06-01"),
    "as of 2026": lambda: shipped().as_of("2026-06-01"),
    "known by 6 November": lambda: shipped().known_by("2025-11-06"),
    "hostile": hostile,
}
every_view = pytest.mark.parametrize("graph", views.values(), ids=list(views))


# ------------------------------------------------------------------------ form


@every_view
def test_no_blank_nodes_and_no_partial_dates(graph: Callable[[], Graph]) -> None:
    """Every node has an IRI; an xsd:date is a whole day, and no other type of date is used."""
    types = set()
    for quad in graph().to_oxigraph():
        for term in (quad.subject, quad.object):
            assert not isinstance(term, ox.BlankNode)
            if isinstance(term, ox.Literal):
                types.add(term.datatype.value)
                if term.datatype.value == f"{_XSD}date":
                    assert re.fullmatch(r"\d{4}-\d\d-\d\d", term.value)
    assert types <= {
        *(f"{_XSD}{name}" for name in ("date", "string", "integer", "boolean", "decimal")),
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        "http://id.loc.gov/datatypes/edtf/EDTF",
    }


@every_view
def test_order_of_blocks(graph: Callable[[], Graph]) -> None:
    """The dataset comes first; each subject has one block; types lead, and no pair repeats."""
    found = list(blocks(graph().view))
    subjects = [subject for subject, _ in found]
    assert subjects[0] == f"<{BASE}>"
    assert len(subjects) == len(set(subjects))
    for _, lines in found:
        pairs = [parted(line) for line in lines]
        assert [f"{predicate} {value}" for predicate, value in pairs] == lines
        assert len(pairs) == len(set(pairs))
        assert pairs[0][0] == "a"
        assert pairs == sorted(pairs, key=lambda pair: (pair[0] != "a", pair))


@every_view
def test_every_record_is_found(graph: Callable[[], Graph]) -> None:
    """Each entity, source, fact, stage, piece of evidence and dispute of the view is there."""
    asked = graph()
    records = asked.view.records
    expected = {f"id:{name}" for name in records.entities}
    expected |= {f"source:{name}" for name in records.sources}
    expected |= {f"fact:{name}" for name in records.facts}
    expected |= {f"dispute:{name}" for name in records.disputes}
    for item in records.facts.values():
        for one in item.stages:
            name = one.local_name(item.id)
            expected.add(f"stage:{name}")
            expected |= {f"evidence:{e.local_name(name)}" for e in one.evidence}
    for dispute in records.disputes.values():
        for position in dispute.positions:
            expected.add(f"dispute:{position.local_name(dispute.id)}")
            expected |= {f"evidence:{e.local_name(dispute.id)}" for e in position.evidence}
    scheme = {f"gk:{one.name}" for one in asked.ontology.stages.values()}
    scheme |= {f"gk:{group.value.capitalize()}" for group in Group} | {"gk:stages", f"<{BASE}>"}
    scheme |= {f"gk:{camel(name)}" for e in records.entities.values() for name, _ in e.ids}
    assert {subject for subject, _ in blocks(asked.view)} == expected | scheme


@every_view
def test_nothing_hangs_in_the_air(graph: Callable[[], Graph]) -> None:
    """Whatever an object names below the project's base is a subject as well."""
    store = graph().to_oxigraph()
    named = {q.object.value for q in store if isinstance(q.object, ox.NamedNode)}
    subjects = {q.subject.value for q in store if isinstance(q.subject, ox.NamedNode)}
    assert {iri for iri in named if iri.startswith(BASE)} <= subjects


def test_hostile_texts_arrive_whole() -> None:
    """Each hostile text is found as the literal it was, under several predicates."""
    found = {
        (quad.predicate.value.rsplit("#", 1)[-1], quad.object.value)
        for quad in hostile().to_oxigraph()
        if isinstance(quad.object, ox.Literal)
    }
    fields = (
        "prefLabel", "altLabel", "note", "title", "question", "says", "role", "condition",
        "publishedNote", "majorityReligion", "iso31661Alpha3", "short",
    )  # fmt: skip
    for text in HOSTILE:
        assert not {(field, text) for field in fields} - found
        assert ("leftOut", f"p2: {text}") in found


# ------------------------------------------------------------------------ direct triples

_WITH_ONTOLOGY = """
    ?fact a gk:Fact ; rdf:subject ?s ; rdf:predicate ?relation ; rdf:object ?o .
"""
_HOLDS = """
    ?fact gk:stage/skos:broader ?group .
    FILTER(?group IN (gk:Committed, gk:Realized))
    FILTER NOT EXISTS { ?fact gk:possible true }
    FILTER NOT EXISTS { ?fact gk:rank "deprecated" }
"""


def _store_with_ontology(graph: Graph) -> ox.Store:
    store = graph.to_oxigraph()
    store.load(path=ontology_folder() / "graphkit.ttl", format=ox.RdfFormat.TURTLE)
    return store


def _several() -> Graph:
    """Return facts of every group, certain and possible, deprecated and valued."""
    names = ("alpha", "beta", "gamma")
    entities = [*map(state, names), Entity(id="leader", kind="person", name="Leader")]
    facts = [
        fact("alpha", "recognized", "beta", stage("in-force", "1992")),
        fact("beta", "recognized", "alpha", stage("announced", "2025-10")),
        fact("alpha", "recognized", "gamma", stage("planned", "2025-10")),
        fact("gamma", "recognized", "alpha", stage("absent", "2025-10")),
        fact("gamma", "recognized", "beta", stage("in-force", "2025")),
        fact("beta", "recognized", "gamma", stage("in-force", "1992/2001")),
        fact("alpha", "hasDiplomaticRelationsWith", "beta", stage("in-force", "1992")),
        fact("alpha", "hasDiplomaticRelationsWith", "gamma", stage("agreed", "1992")),
        fact("beta", "hasDiplomaticRelationsWith", "gamma", stage("suspended", "1992")),
        fact("alpha", "sanctioned", "beta", stage("in-force", "1992"), rank="deprecated"),
        fact("alpha", "population", value=7),
        fact("beta", "population", "", stage("ended", "1999"), value=8),
        fact("gamma", "majorityReligion", value="no\nname"),
        fact("leader", "headOfState", "alpha", stage("in-force", "2020")),
    ]
    return graph_of(facts, entities)


views_and_several = pytest.mark.parametrize(
    "graph", [*views.values(), _several], ids=[*views, "several"]
)


@views_and_several
def test_a_fact_that_holds_has_its_direct_triples(graph: Callable[[], Graph]) -> None:
    """Committed or realized, certain, not deprecated: then the triple stands, ancestors' too."""
    store = _store_with_ontology(graph())
    missing = _rows(
        store,
        f"""SELECT ?fact ?above {{ {_WITH_ONTOLOGY} {_HOLDS}
            ?relation rdfs:subPropertyOf* ?above . ?above a/rdfs:subClassOf* gk:Relation .
            FILTER NOT EXISTS {{ ?s ?above ?o }} }}""",
    )
    assert missing == []


@views_and_several
def test_a_direct_triple_has_a_fact_that_holds(graph: Callable[[], Graph]) -> None:
    """No direct triple without a fact: of it, of a relation below it, or the symmetric one."""
    store = _store_with_ontology(graph())
    unfounded = _rows(
        store,
        f"""SELECT ?s ?above ?o {{
            ?above a/rdfs:subClassOf* gk:Relation . ?s ?above ?o .
            FILTER NOT EXISTS {{
                ?fact rdf:subject ?s ; rdf:predicate ?relation ; rdf:object ?o .
                ?relation rdfs:subPropertyOf* ?above . {_HOLDS} }}
            FILTER NOT EXISTS {{
                ?above a <http://www.w3.org/2002/07/owl#SymmetricProperty> .
                ?fact rdf:subject ?o ; rdf:predicate ?relation ; rdf:object ?s .
                ?relation rdfs:subPropertyOf* ?above . {_HOLDS} }} }}""",
    )
    assert unfounded == []


@views_and_several
def test_the_two_cross_checks_are_not_empty(graph: Callable[[], Graph]) -> None:
    """Both checks above look at something: facts that hold and facts that do not."""
    asked = graph()
    holding = {item.id for item in asked.facts(holds=True)}
    found = _rows(_store_with_ontology(asked), f"SELECT ?fact {{ {_WITH_ONTOLOGY} {_HOLDS} }}")
    assert {row[0].removeprefix(f"<{BASE}fact/").rstrip(">") for row in found} == holding
    if asked.day.year > 2000:
        assert holding
        assert len(holding) < len(asked.view.records.facts)


@views_and_several
def test_symmetric_facts_both_ways(graph: Callable[[], Graph]) -> None:
    """A symmetric fact that holds gives its triple in both directions, and stays as written."""
    store = _store_with_ontology(graph())
    symmetric = "?relation a <http://www.w3.org/2002/07/owl#SymmetricProperty> ."
    query = f"SELECT ?fact {{ {_WITH_ONTOLOGY} {symmetric} {_HOLDS} %s }}"
    assert _rows(store, query % "FILTER NOT EXISTS { ?o ?relation ?s }") == []
    assert _rows(store, query % "FILTER NOT EXISTS { ?s ?relation ?o }") == []


@views_and_several
def test_committed_to(graph: Callable[[], Graph]) -> None:
    """`committedTo` stands beside what is committed and not accomplished, and nowhere else."""
    store = _store_with_ontology(graph())
    committed = (
        f"{_WITH_ONTOLOGY} ?fact gk:stage/skos:broader gk:Committed . {_HOLDS} FILTER(isIRI(?o))"
    )
    symmetric = "?relation a <http://www.w3.org/2002/07/owl#SymmetricProperty> ."
    expected = _rows(store, f"SELECT DISTINCT ?s ?o {{ {committed} }}")
    turned = _rows(store, f"SELECT DISTINCT ?o ?s {{ {committed} {symmetric} }}")
    expected = sorted({*expected, *turned})
    assert _rows(store, "SELECT ?s ?o { ?s gk:committedTo ?o }") == expected


def test_committed_to_in_the_shipped_project() -> None:
    """Kazakhstan is committed to the Accords; the Emirates have joined them."""
    graph = shipped()
    assert _ask(graph, "id:kazakhstan gk:joined id:abraham-accords")
    assert _ask(graph, "id:kazakhstan gk:committedTo id:abraham-accords")
    assert _ask(graph, "id:united-arab-emirates gk:joined id:abraham-accords")
    assert not _ask(graph, "id:united-arab-emirates gk:committedTo ?anything")
    assert not _ask(graph, "id:saudi-arabia gk:joined ?anything")


def test_relations_above() -> None:
    """A head of state is found as one who held office as well, by direct triple alone."""
    graph = _several()
    assert _ask(graph, "id:leader gk:headOfState id:alpha ; gk:heldOffice id:alpha")
    assert _ask(graph, "fact:leader-headofstate-alpha rdf:predicate gk:headOfState")
    assert not _ask(graph, "?fact rdf:predicate gk:heldOffice")


def test_values() -> None:
    """A value is a literal of the ontology's type, in the fact and in its direct triple."""
    graph = _several()
    assert _ask(graph, "id:alpha gk:population 7 . fact:alpha-population rdf:object 7")
    assert not _ask(graph, "id:beta gk:population ?any")
    assert _ask(graph, 'id:gamma gk:majorityReligion "no\\nname"')


def test_values_of_every_type() -> None:
    """Texts, whole and decimal numbers and flags each get their datatype."""
    expected: dict[Value, Literal] = {
        7: Literal("7", "xsd:integer"),
        Decimal("1.50"): Literal("1.50", "xsd:decimal"),
        "yes": Literal("yes"),
        True: Literal("true", "xsd:boolean"),
        False: Literal("false", "xsd:boolean"),
    }
    for value, literal in expected.items():
        assert object_term(fact("alpha", "population", value=value)) == literal


# ------------------------------------------------------------------------ facts


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("kazakhstan-recognized-israel", "Kazakhstan recognized Israel 1992"),
        ("kazakhstan-joined-abraham-accords", "Kazakhstan joined Accords 2025 (announced)"),
    ],
)
def test_labels(name: str, label: str) -> None:
    """The label of a fact is its full label, in English."""
    assert _ask(shipped(), f'fact:{name} rdfs:label "{label}"@en')


def test_label_of_every_fact() -> None:
    """Each fact's one rdfs:label is the graph's full label."""
    graph = shipped()
    found = _rows(graph.to_oxigraph(), "SELECT ?f (STR(?l) AS ?t) { ?f a gk:Fact ; rdfs:label ?l }")
    expected = [
        (f"<{BASE}fact/{item.id}>", str(ox.Literal(graph.full_label(item))))
        for item in graph.facts()
    ]
    assert found == sorted(expected)


def test_a_fact_not_begun_has_no_state() -> None:
    """Before it begins a fact stands without stage, date, bounds, year and mark."""
    graph = graph_of(
        [fact("alpha", "recognized", "beta", stage("announced", "2026-03"))],
        [state("alpha"), state("beta")],
    )
    pairs = [parted(x) for x in dict(blocks(graph.view))["fact:alpha-recognized-beta"]]
    names = {name for name, _ in pairs}
    assert names == {
        "a", "gk:evidence", "gk:history", "rdf:object", "rdf:predicate", "rdf:subject",
        "rdfs:label",
    }  # fmt: skip
    assert ("rdfs:label", Literal("Alpha recognized Beta", "", "en")) in pairs


def test_a_possible_fact_says_so() -> None:
    """What may have begun by the day is marked, with its bounds, and gives no triple."""
    graph = graph_of(
        [fact("alpha", "recognized", "beta", stage("in-force", "2025"))],
        [state("alpha"), state("beta")],
    )
    assert _ask(
        graph,
        "fact:alpha-recognized-beta gk:stage gk:InForce ; gk:possible true ;"
        ' gk:startEarliest "2025-01-01"^^xsd:date ; gk:startLatest "2025-12-31"^^xsd:date',
    )
    assert not _ask(graph, "id:alpha gk:recognized ?any")


def test_the_dates_of_a_fact() -> None:
    """Date and bounds are those of the stage that gives the label its year; ends of the close."""
    graph = graph_of(
        [
            fact(
                "alpha", "recognized", "beta",
                stage("in-force", "1992"), stage("ended", "2001-02"), stage("agreed", "1990"),
            ),
            fact("beta", "recognized", "alpha", stage("in-force", "1992/2001")),
            fact("alpha", "sanctioned", "beta", stage("in-force", "1992/..")),
            fact("beta", "sanctioned", "alpha", stage("in-force", "../2030")),
        ],
        [state("alpha"), state("beta")],
    )  # fmt: skip
    closed = (
        'gk:startEarliest "1992-01-01"^^xsd:date ; gk:startLatest "1992-12-31"^^xsd:date ;'
        ' gk:endEarliest "2001-%s"^^xsd:date ; gk:endLatest "2001-%s"^^xsd:date'
    )
    assert _ask(
        graph,
        'fact:alpha-recognized-beta gk:stage gk:Ended ; gk:date "1992"^^edtf:EDTF ;'
        f" {closed % ('02-01', '02-28')}",
    )
    assert _ask(
        graph,
        'fact:beta-recognized-alpha gk:stage gk:Ended ; gk:date "1992/2001"^^edtf:EDTF ;'
        f" {closed % ('01-01', '12-31')}",
    )
    assert not _ask(graph, "fact:alpha-sanctioned-beta gk:endEarliest|gk:endLatest ?any")
    assert not _ask(graph, "fact:beta-sanctioned-alpha gk:startEarliest ?any")


def test_stages_and_evidence_of_the_accession() -> None:
    """Who says what of how far it has come is one query over the stages."""
    rows = _rows(
        shipped().to_oxigraph(),
        """SELECT DISTINCT ?stage ?agent {
            fact:kazakhstan-joined-abraham-accords gk:history ?record .
            ?record gk:stage ?stage ; gk:agent ?agent }""",
    )
    gk = "https://w3id.org/graphkit/ontology#"
    assert (f"<{gk}Announced>", f"<{BASE}donald-trump>") in rows
    assert (f"<{gk}Expected>", f"<{BASE}kazakhstan>") in rows


def test_evidence_is_attributed_always() -> None:
    """Each piece of evidence has a source, a stance and a speaker: the source if no one else."""
    store = shipped().to_oxigraph()
    for needed in ("prov:wasDerivedFrom", "prov:wasAttributedTo", "gk:stance"):
        query = f"SELECT ?e {{ ?e a gk:Evidence FILTER NOT EXISTS {{ ?e {needed} ?x }} }}"
        assert _rows(store, query) == []
    speaking = "SELECT ?e { ?e prov:wasAttributedTo ?s . ?s a gk:Source }"
    assert _rows(store, speaking)


def test_what_the_dataset_says() -> None:
    """The file says what it is, by which clocks, and under which licence."""
    graph = shipped().as_of("2020-12-31").known_by("2025-11-06")
    assert _ask(
        graph,
        f'<{BASE}> a dcat:Dataset ; gk:asOf "2020-12-31"^^xsd:date ;'
        ' gk:knownBy "2025-11-06"^^xsd:date ; gk:begunBy "2020-12-31"^^xsd:date ;'
        " dcterms:license <https://spdx.org/licenses/CC-BY-4.0>",
    )
    assert not _ask(shipped(), f"<{BASE}> gk:knownBy|gk:begunBy ?any")


def test_a_register_is_told_by_its_name_in_yaml() -> None:
    """Hyphens that the property has lost can be had from the file."""
    pattern = 'gk:iso31661Alpha3 a rdf:Property ; skos:notation "iso3166-1-alpha-3"'
    assert _ask(shipped(), pattern)
    assert not _ask(graph_of([], []), "?register skos:notation ?name")


def test_disputes() -> None:
    """A dispute has two positions or more, and marks the facts it is about or sides accept."""
    store = shipped().to_oxigraph()
    counts = _rows(store, "SELECT ?d (COUNT(?p) AS ?n) { ?d gk:position ?p } GROUP BY ?d")
    assert len(counts) == len(shipped().disputes)
    unmarked = """SELECT ?f { ?d a gk:Dispute ; (gk:position/gk:fact)|gk:about ?f . ?f a gk:Fact
        FILTER NOT EXISTS { ?f gk:disputedIn ?d } }"""
    assert _rows(store, unmarked) == []
    assert _rows(store, "SELECT ?f { ?f gk:disputedIn ?d }")


def test_every_field_of_a_record() -> None:
    """A field with no property of its own stands under gk: and its name in camelCase."""
    source = Source(
        id="full", kind="social-post", title="T", publisher="alpha", authors=("alpha", "leader"),
        published=parse_date("2025-11"), published_note="N", url="https://example.org/?a=b&c",
        archived="https://archive.example.org/x", accessed=parse_date("2025-12-01"),
        language="en", cites=("paper",), text=SourceText("t.txt", "0" * 64),
        left_out=(("p17", "notice"),), note="M",
    )  # fmt: skip
    call = Entity(
        id="call", kind="event", type="phone-call", name="Call", date=parse_date("2025-11-06"),
        unnamed=True, adjectives=("calling",), checked="a book",
        location=(Decimal("1.50"), Decimal(-2)),
    )  # fmt: skip
    one = structs.replace(
        fact("leader", "commentedOn", "alpha", says="S", note="N", rank="preferred"),
        field="F", confidence="low", about="leader-participatedin-call",
    )  # fmt: skip
    two = fact(
        "leader", "participatedIn", "call",
        stage("planned", due="2025-12", condition="C", note="O", agents=("alpha", "leader")),
        role="R", approximate=True,
    )  # fmt: skip
    leader = Entity(id="leader", kind="person", name="L", short="l")
    graph = graph_of([one, two], [state("alpha"), leader, call], sources=[source])
    found = {subject: set(map(parted, lines)) for subject, lines in blocks(graph.view)}
    assert found["source:full"] == {
        ("a", "gk:Source"),
        ("gk:kind", "gk:SocialPost"),
        ("rdfs:label", Literal("T", "", "en")),
        ("gk:title", Literal("T")),
        ("gk:publisher", "id:alpha"),
        ("gk:author", "id:alpha"),
        ("gk:author", "id:leader"),
        ("gk:published", Literal("2025-11", "edtf:EDTF")),
        ("gk:publishedEarliest", Literal("2025-11-01", "xsd:date")),
        ("gk:publishedLatest", Literal("2025-11-30", "xsd:date")),
        ("gk:publishedNote", Literal("N")),
        ("gk:url", "<https://example.org/?a=b&c>"),
        ("gk:archived", "<https://archive.example.org/x>"),
        ("gk:accessed", Literal("2025-12-01", "edtf:EDTF")),
        ("gk:language", Literal("en")),
        ("gk:cites", "source:paper"),
        ("gk:textFile", Literal("t.txt")),
        ("gk:textSha256", Literal("0" * 64)),
        ("gk:leftOut", Literal("p17: notice")),
        ("gk:note", Literal("M")),
    }
    assert found["id:call"] == {
        ("a", "gk:Entity"),
        ("a", "gk:Event"),
        ("skos:prefLabel", Literal("Call", "", "en")),
        ("gk:adjectives", Literal("calling")),
        ("gk:eventType", "gk:PhoneCall"),
        ("gk:date", Literal("2025-11-06", "edtf:EDTF")),
        ("gk:startEarliest", Literal("2025-11-06", "xsd:date")),
        ("gk:startLatest", Literal("2025-11-06", "xsd:date")),
        ("gk:unnamed", Literal("true", "xsd:boolean")),
        ("gk:locationLatitude", Literal("1.50", "xsd:decimal")),
        ("gk:locationLongitude", Literal("-2", "xsd:decimal")),
        ("gk:checked", Literal("a book")),
    }
    assert found[f"fact:{one.id}"] > {
        ("gk:about", "fact:leader-participatedin-call"),
        ("gk:says", Literal("S", "", "en")),
        ("gk:note", Literal("N")),
        ("gk:field", Literal("F")),
        ("gk:confidence", Literal("low")),
        ("gk:rank", Literal("preferred")),
        ("gk:reason", Literal("withdrawn")),
    }
    assert found["fact:leader-participatedin-call"] > {
        ("gk:role", Literal("R")),
        ("gk:approximate", Literal("true", "xsd:boolean")),
    }
    assert found["stage:leader-participatedin-call_planned_alpha_leader"] > {
        ("gk:agent", "id:alpha"),
        ("gk:agent", "id:leader"),
        ("gk:condition", Literal("C")),
        ("gk:note", Literal("O")),
        ("gk:due", Literal("2025-12", "edtf:EDTF")),
        ("gk:dueEarliest", Literal("2025-12-01", "xsd:date")),
        ("gk:dueLatest", Literal("2025-12-31", "xsd:date")),
        ("gk:startEarliest", Literal("2025-11-06", "xsd:date")),
        ("gk:startLatest", Literal("2025-11-06", "xsd:date")),
    }


def test_the_scheme_of_stages() -> None:
    """Each stage has its group and rank, so that a query needs no ontology beside the file."""
    rows = _rows(
        shipped().to_oxigraph(),
        "SELECT ?s ?g ?r { ?s skos:inScheme gk:stages ; skos:broader ?g ; gk:rank ?r }",
    )
    assert len(rows) == len(shipped().ontology.stages) == 16
