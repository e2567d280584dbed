"""Reading Turtle back: the graph that was written, whoever wrote the file anew."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

import graphkit
from graphkit.dates import parse_date
from graphkit.exporters import EXPORTERS
from graphkit.exporters.turtle import EXPORTER
from graphkit.graph import Graph
from graphkit.identifiers import parse_locator
from graphkit.model import (
    Dispute,
    Entity,
    Evidence,
    Fact,
    GraphInfo,
    Position,
    Records,
    Source,
    SourceText,
    Stage,
    Value,
)
from graphkit.projections.rdf.terms import prefixes
from tests import strategies
from tests.importers.files import read_back, read_text, write_graph
from tests.samples import (
    export_text,
    fact,
    graph_of,
    hostile,
    ontology,
    shipped,
    shipped_text,
    stage,
    state,
    write_project,
)

RDF = ("turtle", "ntriples", "trig", "jsonld")
#: What is made of where the nodes lie, or holds more than the view that was written.
_OTHERWISE = {"html"}


def written(graph: Graph) -> Records:
    """Return the records that a graph writes, in the one order of the readers."""
    return dataclasses.replace(strategies.ordered(graph.view.records, graph.ontology), moments=())


# ------------------------------------------------------------------------ the same graph


@pytest.mark.parametrize("name", RDF)
def test_the_shipped_graph(name: str, tmp_path: Path) -> None:
    """Records, base, days and what holds are those that were written, in every format of RDF."""
    read = graphkit.read_turtle(write_graph(shipped(), tmp_path, name))
    assert read.view.records == dataclasses.replace(shipped().view.records, moments=())
    assert read.info == shipped().info
    assert (read.day, read.view.known_by) == (shipped().day, None)
    assert [fact.id for fact in read.facts(holds=True)] == [
        fact.id for fact in shipped().facts(holds=True)
    ]


@pytest.mark.parametrize("exporter", [e.name for e in EXPORTERS])
def test_every_export_of_what_was_read(exporter: str, tmp_path: Path) -> None:
    """The graph that was read gives every export of the first one, moments apart, byte for byte."""
    path = str(write_graph(shipped(), tmp_path))
    read = graphkit.read_turtle(path)
    untold = dataclasses.replace(shipped().view.records, moments=())
    assert export_text(read, exporter) == export_text(Graph(untold, shipped().ontology), exporter)


@pytest.mark.parametrize(
    "turned",
    [
        lambda: shipped().as_of("2020-12-31"),
        lambda: shipped().known_by("2025-11-06"),
        lambda: shipped().as_of("2026-06-01").known_by("2025-11-06"),
        lambda: shipped().select(focus="kazakhstan"),
        lambda: shipped().select(stages=["prospective"]),
    ],
    ids=["as of", "known by", "both", "focus", "stages"],
)
def test_views(turned: Callable[[], Graph], tmp_path: Path) -> None:
    """A file of a view gives that view: its clocks, its records and its exports."""
    graph = turned()
    read = graphkit.read_turtle(write_graph(graph, tmp_path))
    assert read.view.records.facts == graph.view.records.facts
    assert (read.day, read.view.known_by) == (graph.day, graph.view.known_by)
    assert read.view.as_of == graph.view.as_of
    for exporter in EXPORTERS:
        if exporter.name not in _OTHERWISE:
            first = export_text(graph.without_positions(), exporter.name)
            assert export_text(read, exporter.name) == first, exporter.name


@pytest.mark.parametrize("name", RDF)
def test_hostile_texts(name: str) -> None:
    """A text means nothing to any format, whatever stands in it."""
    reading = read_back(hostile(), name)
    assert reading.problems == ()
    assert reading.records == written(hostile())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.records(), st.none() | strategies.days, st.none() | strategies.days)
def test_whatever_is_written_is_read(
    records: Records, known_by: dt.date | None, as_of: dt.date | None
) -> None:
    """Records of every shape come back from every view, and so does the file."""
    graph = Graph(strategies.told_apart(records), ontology())
    graph = graph.known_by(known_by) if known_by else graph
    graph = graph.as_of(as_of) if as_of else graph
    reading = read_back(graph)
    assert reading.problems == ()
    expected = written(graph)
    info = structs.replace(expected.info, as_of=graph.day)
    assert reading.records == dataclasses.replace(expected, info=info)
    again = Graph(reading.records, ontology(), seen=reading.seen)
    assert export_text(again, "turtle") == export_text(graph, "turtle")
    assert (again.view.known_by, again.view.as_of) == (known_by, as_of)


# ------------------------------------------------------------------------ every field

_EVIDENCE = Evidence(
    source="post", at=parse_locator("p9:1-20"), by=("trump",), cites=("paper",),
    stance="hedges", note="a note", id="spot",
)  # fmt: skip
_STAGE = Stage(
    stage="announced", date=parse_date("2025-11-06"), attested=parse_date("2025-11"),
    due=parse_date("2026"), agents=("israel", "trump"), condition="peace", note="a note",
    evidence=(_EVIDENCE,), id="step",
)  # fmt: skip
_FACT = Fact(
    id="joining", subject="israel", relation="joined", object="accords", role="guest",
    field="trade", says="yes", about="people", confidence="low", rank="preferred",
    reason="better", note="a note", approximate=True, stages=(_STAGE,),
)  # fmt: skip
_VALUE = Fact(
    id="people", subject="israel", relation="population", value=9, approximate=True,
    stages=(Stage(stage="in-force", evidence=(Evidence(source="paper"),)),),
)  # fmt: skip
_ENTITY = Entity(
    id="dinner", kind="event", name="Dinner", short="D", aliases=("A", "B"),
    adjectives=("late",), type="dinner", date=parse_date("2025-11-06~"), unnamed=True,
    ids=(("iso3166-1-alpha-3", "XXX"), ("iso3166-2", "YY"), ("un-m49", "512")),
    location=(Decimal("1.50"), Decimal(-2)), checked="a register", note="a note",
)  # fmt: skip
_SOURCE = Source(
    id="post", title="A title", kind="social-post", publisher="israel", authors=("trump",),
    published=parse_date("[2025-11-06..2025-11-09]"), published_note="Thursday",
    url="https://example.org/a?b#c", archived="https://example.org/d", language="kk-Cyrl",
    accessed=parse_date("2025-11-10"), cites=("paper",), text=SourceText("a.txt", "0" * 64),
    left_out=(("p2", "a: b"), ("p17:3-4", "notice")), note="a note",
)  # fmt: skip
_POSITION = Position(
    says="yes", facts=("joining", "people"), evidence=(Evidence(source="paper", note="no page"),)
)
_DISPUTE = Dispute(
    id="who", question="Who?", kind="count", about=("accords", "joining"),
    positions=(Position(says="no", evidence=(Evidence(source="post"),)), _POSITION),
)  # fmt: skip
_INFO = GraphInfo(
    title="Full", base="https://example.org/x/", as_of=dt.date(2025, 11, 8), lede="A lede",
    description="A description", license="CC-BY-4.0", credit="A name",
)  # fmt: skip
_OTHERS = (
    Entity(id="accords", kind="treaty", name="Accords"),
    Entity(id="trump", kind="person", name="Trump"),
    state("israel"),
)


def full() -> Graph:
    """Return a graph in which a record of each kind has every field."""
    return graph_of(
        [_FACT, _VALUE], [_ENTITY, *_OTHERS], sources=[_SOURCE], disputes=[_DISPUTE], info=_INFO
    )


@pytest.mark.parametrize(
    "record",
    [_EVIDENCE, _STAGE, _FACT, _ENTITY, _SOURCE, _POSITION, _DISPUTE, _INFO],
    ids=lambda record: type(record).__name__,
)
def test_the_full_records_are_full(record: Any) -> None:  # noqa: ANN401 - of any class of records
    """Each field of a record is filled, so that one that the writer or reader forgot is seen."""
    for field in structs.fields(record):
        if field.name not in {"origin", "value"}:
            assert getattr(record, field.name) != field.default, field.name
            assert getattr(record, field.name), field.name


def test_every_field_comes_back() -> None:
    """A field that is added to a record comes back or this fails."""
    reading = read_back(full())
    assert reading.problems == ()
    assert reading.records == written(full())


@pytest.mark.parametrize(
    ("relation", "value"),
    [
        ("population", -3),
        ("population", 10**30),
        ("officialReligion", "12"),
        ("officialReligion", "true"),
    ],
)
def test_values(relation: str, value: Value) -> None:
    """A value keeps its type, whatever it looks like."""
    graph = graph_of([fact("alpha", relation, value=value)], [state("alpha")])
    reading = read_back(graph)
    assert reading.records
    (found,) = reading.records.facts.values()
    assert found.value == value
    assert type(found.value) is type(value)


@pytest.mark.parametrize(
    ("type_", "value"), [("decimal", Decimal("2.50")), ("boolean", False), ("boolean", True)]
)
def test_values_of_a_relation_of_the_project(type_: str, value: Value, tmp_path: Path) -> None:
    """The words of a project are read with its ontology, and are unknown without it."""
    root = write_project(tmp_path / "project")
    (root / "ontology").mkdir()
    (root / "ontology" / "own.ttl").write_text(
        "@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        '<https://example.org/w#share> a gk:Lasting ; rdfs:label "share"@en ;\n'
        '    gk:phrase "had a share of" ; gk:negativePhrase "had no share of" ;\n'
        f"    gk:subjectKind gk:State ; gk:valueType xsd:{type_} .\n",
        encoding="utf-8",
    )
    words = str(value).lower() if isinstance(value, bool) else str(value)
    (root / "seeds" / "more.yaml").write_text(
        f"facts:\n  - {{subject: israel, relation: share, value: {words},\n"
        "     evidence: [{source: anadolu-kazakhstan, at: p3}]}\n",
        encoding="utf-8",
    )
    graph = graphkit.load(root)
    path = write_graph(graph, tmp_path)
    read = graphkit.read_turtle(path, ontology=str(root))
    assert read.view.records == graph.view.records
    with pytest.raises(graphkit.errors.BadData) as caught:
        graphkit.read_turtle(path)
    assert {p.code for p in caught.value.problems} >= {"unknown-relation"}


# ------------------------------------------------------------------------ written anew


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("turtle", ".ttl"), ("longturtle", ".ttl"), ("nt", ".nt"), ("json-ld", ".jsonld")],
)
def test_a_file_that_rdflib_wrote_anew(form: str, suffix: str) -> None:
    """Neither the order nor the prefixes of the file are relied on."""
    triples = rdflib.Graph().parse(data=shipped_text("turtle"), format="turtle")
    for number, name in enumerate(prefixes(shipped().info.base).values()):
        triples.bind(f"p{number}", name, replace=True)
    reading = read_text(triples.serialize(format=form), suffix)
    assert reading.problems == ()
    assert reading.records == written(shipped())


@pytest.mark.parametrize(
    ("form", "suffix"),
    [
        (ox.RdfFormat.TURTLE, ".ttl"),
        (ox.RdfFormat.TRIG, ".trig"),
        (ox.RdfFormat.JSON_LD, ".jsonld"),
    ],
    ids=["turtle", "trig", "jsonld"],
)
def test_a_file_that_a_store_wrote_anew(form: ox.RdfFormat, suffix: str) -> None:
    """A store forgets the order, and has no prefixes."""
    text = shipped().to_oxigraph().dump(format=form, from_graph=ox.DefaultGraph())
    assert text
    reading = read_text(text.decode("utf-8"), suffix)
    assert reading.problems == ()
    assert reading.records == written(shipped())


def test_labels_and_direct_triples_are_not_read() -> None:
    """What follows from the facts is worked out again, even where the file says otherwise."""
    text = shipped_text("turtle")
    changed = text.replace("gk:recognized id:israel ;", "gk:recognized id:china ;")
    changed = changed.replace('rdfs:label "Kazakhstan recognized', 'rdfs:label "Kasachstan')
    changed = changed.replace("\n    gk:committedTo id:abraham-accords ;", "")
    assert changed != text
    reading = read_text(changed)
    assert reading.problems == ()
    assert reading.records == written(shipped())


def test_the_ontology_in_the_same_file() -> None:
    """Words that stand beside the facts, as a store gives them, are no records."""
    text = (shipped().ontology.files[0]).read_text(encoding="utf-8")
    reading = read_text(text + shipped_text("turtle"))
    assert reading.problems == ()
    assert reading.records == written(shipped())


def test_the_old_file_without_the_names_of_registers() -> None:
    """The register of the ontology is known; of another one the file must give the name."""
    text = shipped_text("turtle")
    start = text.index("\ngk:iso31661Alpha3\n")
    end = text.index("\n.\n", start) + len("\n.\n")
    reading = read_text(text[:start] + text[end:])
    assert reading.problems == ()
    assert reading.records == written(shipped())


def test_the_exporter_is_the_one_that_is_read() -> None:
    """The suffix of the format is one that is read back."""
    assert EXPORTER.suffix == ".ttl"


def test_a_stage_without_a_day_counts_from_its_report_again() -> None:
    """No bound is taken from the file: a stage without a date has none when it is read."""
    graph = graph_of(
        [fact("alpha", "recognized", "beta", stage("in-force"))], [state("alpha"), state("beta")]
    )
    reading = read_back(graph)
    assert reading.records
    (found,) = reading.records.facts.values()
    assert found.stages[0].date is None
