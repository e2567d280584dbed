"""The TriG export: Turtle as the default graph, and a graph of what each source says alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from graphkit.exporters.trig import EXPORTER
from graphkit.graph import Graph
from graphkit.identifiers import ONTOLOGY
from graphkit.model import Evidence, Records
from graphkit.projections.rdf.terms import BASE_PREFIXES, prefixes
from tests.rdf_readers import as_raptor_can, oxigraph_reads, rapper_reads, rdflib_reads
from tests.rdf_samples import every_view, with_moment
from tests.samples import export_text, fact, graph_of, ontology, shipped, stage, state
from tests.strategies import days, records

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def _graphs(graph: Graph) -> dict[str, set[ox.Triple]]:
    """Return the triples of each named graph by the id of its source, "" for the default one."""
    start = f"{graph.info.base}{BASE_PREFIXES['source']}"
    found: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for quad in ox.parse(export_text(graph, "trig"), format=ox.RdfFormat.TRIG):
        name = quad.graph_name
        assert not isinstance(name, ox.BlankNode)
        if isinstance(name, ox.NamedNode):
            assert name.value.startswith(start)
            found[name.value.removeprefix(start)].add(quad.triple)
        else:
            found[""].add(quad.triple)
    return dict(found)


def _turtle(graph: Graph) -> set[ox.Triple]:
    text = export_text(graph, "turtle")
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}


# ------------------------------------------------------------------------ readers


@every_view
def test_three_readers_agree(
    graph: Callable[[], Graph], rapper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Oxigraph, rdflib and Raptor find the same quads, to the letter."""
    text = export_text(graph(), "trig")
    expected = oxigraph_reads(text, ox.RdfFormat.TRIG)
    assert rdflib_reads(text, "trig", monkeypatch) == expected
    assert rapper_reads(rapper, text, "trig") == as_raptor_can(expected)


@every_view
def test_it_begins_with_turtle(graph: Callable[[], Graph]) -> None:
    """The file is that of Turtle with graphs behind it, so that every query keeps its answer."""
    text = export_text(graph(), "trig")
    turtle = export_text(graph(), "turtle")
    assert text.startswith(turtle)
    rest = text.removeprefix(turtle)
    assert "@prefix" not in rest
    assert rest.startswith("\nsource:")
    assert rest.endswith("\n.\n}\n")
    assert _graphs(graph())[""] == _turtle(graph())


# ------------------------------------------------------------------------ what a source says


def _alone(graph: Graph, source: str) -> set[ox.Triple]:
    """Return what a source bears out alone, by the other way round.

    All evidence of others is taken from the records; of the Turtle of what is left, the facts
    stay with what they lead to, and the triples between their ends.
    """
    whole = graph.view

    def own(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(item for item in evidence if item.source == source)

    facts = {
        one.id: structs.replace(
            one,
            stages=tuple(structs.replace(each, evidence=own(each.evidence)) for each in one.stages),
        )
        for one in whole.records.facts.values()
    }
    disputes = {
        one.id: structs.replace(
            one,
            positions=tuple(
                structs.replace(each, evidence=own(each.evidence)) for each in one.positions
            ),
        )
        for one in whole.records.disputes.values()
    }
    left = Graph(dataclasses.replace(whole.records, facts=facts, disputes=disputes), graph.ontology)
    left = left.as_of(whole.as_of) if whole.as_of else left
    left = left.known_by(whole.known_by) if whole.known_by else left

    named = prefixes(graph.info.base)
    triples = _turtle(left)
    below: defaultdict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if isinstance(triple.object, ox.NamedNode):
            below[_iri(triple.subject)].add(triple.object.value)
    kept = {f"{named['fact']}{one.id}" for one in left.facts()}
    for _ in ("stages and evidence", "evidence"):
        kept |= {
            name
            for subject in kept
            for name in below[subject]
            if name.startswith((named["stage"], named["evidence"]))
        }
    relations = {
        relation.iri.replace("gk:", ONTOLOGY).strip("<>")
        for relation in graph.ontology.relations.values()
    } | {f"{ONTOLOGY}committedTo"}
    return {
        triple
        for triple in triples
        if _iri(triple.subject) in kept or triple.predicate.value in relations
    }


def _iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def _check_graphs(graph: Graph) -> None:
    found = _graphs(graph)
    del found[""]
    expected = {source: _alone(graph, source) for source in graph.view.records.sources}
    assert found == {source: triples for source, triples in expected.items() if triples}


@every_view
def test_each_graph_is_what_the_source_says_alone(graph: Callable[[], Graph]) -> None:
    """A second reading, of records with all other evidence taken away, gives the same graphs."""
    _check_graphs(graph())
    assert len(_graphs(graph())) > 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(), st.none() | days, st.none() | days)
def test_each_graph_of_any_records(
    given_records: Records, known_by: dt.date | None, as_of: dt.date | None
) -> None:
    """The same holds for records of every shape, under each clock."""
    graph = Graph(given_records, ontology())
    graph = graph.known_by(known_by) if known_by else graph
    graph = graph.as_of(as_of) if as_of else graph
    _check_graphs(graph)


@every_view
def test_what_is_in_no_graph_of_a_source(graph: Callable[[], Graph]) -> None:
    """A source names facts and evidence of the default graph, and describes nothing else."""
    found = _graphs(graph())
    everything = {_iri(triple.subject) for triple in found.pop("")}
    named = prefixes(graph().info.base)
    for source, triples in found.items():
        derived = {t.object for t in triples if t.predicate.value.endswith("wasDerivedFrom")}
        assert derived == {ox.NamedNode(f"{named['source']}{source}")}
        assert {_iri(triple.subject) for triple in triples} <= everything
        kinds = {t.object for t in triples if t.predicate.value == f"{_RDF}type"}
        assert kinds == {
            ox.NamedNode(iri)
            for iri in (
                *(f"{ONTOLOGY}{name}" for name in ("Fact", "StageRecord", "Evidence")),
                f"{_RDF}Statement",
            )
        }


def test_a_source_alone() -> None:
    """What two sources say at two stages is one stage in the graph of each, with its triples."""
    facts = [
        fact(
            "alpha", "recognized", "beta",
            stage("sought", "2020", source="left"), stage("in-force", "2021", source="right"),
        ),
    ]  # fmt: skip
    paper = shipped().view.records.sources["gry-kazakhstan"]
    sources = [structs.replace(paper, id=name, cites=()) for name in ("left", "right")]
    graph = graph_of(facts, [state("alpha"), state("beta")], sources=sources)
    found = _graphs(graph)
    assert set(found) == {"", "left", "right"}
    direct = f"<{graph.info.base}alpha> <{ONTOLOGY}recognized> <{graph.info.base}beta>"
    assert [direct in set(map(str, found[name])) for name in ("", "left", "right")] == [
        True, False, True,
    ]  # fmt: skip
    stages = {
        name: {_iri(t.object) for t in triples if t.predicate.value == f"{ONTOLOGY}stage"}
        for name, triples in found.items()
        if name
    }
    assert stages == {"left": {f"{ONTOLOGY}Sought"}, "right": {f"{ONTOLOGY}InForce"}}


def test_a_source_that_only_denies_bears_nothing_out() -> None:
    """A denial stands in the default graph; the source that denies has no graph."""
    one = fact("alpha", "recognized", "beta", stage("in-force", "2021", source="left"))
    (said,) = one.stages
    denial = Evidence(source="right", stance="denies")
    one = structs.replace(one, stages=(structs.replace(said, evidence=(*said.evidence, denial)),))
    paper = shipped().view.records.sources["gry-kazakhstan"]
    sources = [structs.replace(paper, id=name, cites=()) for name in ("left", "right")]
    graph = graph_of([one], [state("alpha"), state("beta")], sources=sources)
    assert set(_graphs(graph)) == {"", "left"}
    assert "gk:stance gk:Denies" in export_text(graph, "turtle")


# ------------------------------------------------------------------------ form


def test_small_changes() -> None:
    """Without one piece of evidence, lines go from its source's graph and no other graph."""
    graph = shipped()
    old = graph.fact("kazakhstan-recognized-israel")
    (said,) = old.stages
    gone = said.evidence[0]
    fewer = structs.replace(said, evidence=said.evidence[1:])
    facts = dict(graph.view.records.facts) | {old.id: structs.replace(old, stages=(fewer,))}
    other = Graph(dataclasses.replace(graph.view.records, facts=facts), graph.ontology)
    before, after = (
        dict(
            re.findall(
                r"^source:(\S+) \{\n(.*?)^\}$", export_text(one, "trig"), re.MULTILINE | re.DOTALL
            )
        )
        for one in (graph, other)
    )
    assert len(before) == 5
    assert {name for name in before if before[name] != after.get(name)} == {gone.source}
    assert set(after[gone.source].split("\n")) < set(before[gone.source].split("\n"))


def test_it_streams() -> None:
    """One subject at a time: no piece is more than a small part of the file."""
    pieces = list(EXPORTER.files[""](shipped()))
    assert len(pieces) > 1000
    assert max(map(len, pieces)) < 20_000


def test_only_moments_are_lost() -> None:
    """Moments are for the page alone; they are counted."""
    assert EXPORTER.losses(with_moment(shipped())) == {"moments": 1}
