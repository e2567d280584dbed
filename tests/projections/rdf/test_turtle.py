"""Turtle text: three readers agree on it, and a changed fact changes only its own lines."""

from __future__ import annotations

import dataclasses
import difflib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from msgspec import structs
from rdflib.compare import isomorphic

import graphkit
from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.projections.rdf.sinks import to_rdflib
from graphkit.projections.rdf.turtle import turtle_text
from tests.samples import PROJECT, fact, graph_of, hostile, shipped, stage, state, write_project

_FACT = """\
fact:kazakhstan-recognized-israel
    a gk:Fact ;
    a rdf:Statement ;
    gk:date "1992"^^edtf:EDTF ;
    gk:evidence evidence:kazakhstan-recognized-israel_in-force_anadolu-kazakhstan_p9 ;
    gk:history stage:kazakhstan-recognized-israel_in-force ;
    gk:stage gk:InForce ;
    gk:startEarliest "1992-01-01"^^xsd:date ;
    gk:startLatest "1992-12-31"^^xsd:date ;
    rdf:object id:israel ;
    rdf:predicate gk:recognized ;
    rdf:subject id:kazakhstan ;
    rdfs:label "Kazakhstan recognized Israel 1992"@en ;
.

evidence:kazakhstan-recognized-israel_in-force_anadolu-kazakhstan_p9
    a gk:Evidence ;
    gk:locator "p9" ;
    gk:paragraph "9"^^xsd:integer ;
    gk:publicEarliest "2025-11-06"^^xsd:date ;
    gk:publicLatest "2025-11-09"^^xsd:date ;
    gk:stage gk:InForce ;
    gk:stance gk:Supports ;
    prov:wasAttributedTo id:anadolu-agency ;
    prov:wasDerivedFrom source:anadolu-kazakhstan ;
.

stage:kazakhstan-recognized-israel_in-force
    a gk:StageRecord ;
    gk:date "1992"^^edtf:EDTF ;
    gk:evidence evidence:kazakhstan-recognized-israel_in-force_anadolu-kazakhstan_p9 ;
    gk:firstAttested "2025-11-06"^^xsd:date ;
    gk:stage gk:InForce ;
    gk:startEarliest "1992-01-01"^^xsd:date ;
    gk:startLatest "1992-12-31"^^xsd:date ;
.
"""

both = pytest.mark.parametrize("graph", [shipped, hostile], ids=["shipped", "hostile"])


def _text(graph: Graph) -> str:
    return "".join(turtle_text(graph.view))


def _nt(term: rdflib.term.Node | ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return a term of either library in one common form."""
    if isinstance(term, (rdflib.URIRef, ox.NamedNode)):
        return f"<{term if isinstance(term, rdflib.URIRef) else term.value}>"
    if isinstance(term, rdflib.Literal):
        datatype = "" if term.language else str(term.datatype or rdflib.XSD.string)
        return repr((str(term), datatype, term.language or ""))
    assert isinstance(term, ox.Literal)
    datatype = "" if term.language else term.datatype.value
    return repr((term.value, datatype, term.language or ""))


# ------------------------------------------------------------------------ readers


@both
def test_rdflib_and_oxigraph_read_the_same_triples(
    graph: Callable[[], Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two independent parsers find the same set, each term equal to the letter."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    text = _text(graph())
    ours = {
        tuple(map(_nt, (q.subject, q.predicate, q.object)))
        for q in ox.parse(text, format=ox.RdfFormat.TURTLE)
    }
    theirs = {tuple(map(_nt, t)) for t in rdflib.Graph().parse(data=text, format="turtle")}
    assert ours == theirs
    assert len(ours) > 1000


@both
def test_rapper_counts_the_same_triples(
    graph: Callable[[], Graph], rapper: str, tmp_path: Path
) -> None:
    """Raptor, a third parser, accepts the file and counts as many triples."""
    text = _text(graph())
    path = tmp_path / "graph.ttl"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [rapper, "-i", "turtle", "-c", str(path)], capture_output=True, text=True, check=False
    )
    count = len(list(ox.parse(text, format=ox.RdfFormat.TURTLE)))
    assert done.returncode == 0, done.stderr
    assert f"returned {count} triples" in done.stderr


@both
def test_the_rdflib_graph_is_the_text(graph: Callable[[], Graph]) -> None:
    """`to_rdflib` holds the triples of the file."""
    asked = graph()
    parsed = rdflib.Graph().parse(data=_text(asked), format="turtle")
    made = to_rdflib(asked.view)
    assert len(made) == len(parsed)
    assert isomorphic(made, parsed)


@both
def test_the_oxigraph_store_is_the_text(graph: Callable[[], Graph]) -> None:
    """`to_oxigraph` holds them too, in the default graph."""
    asked = graph()
    parsed = {q.triple for q in ox.parse(_text(asked), format=ox.RdfFormat.TURTLE)}
    quads = list(asked.to_oxigraph())
    assert {q.triple for q in quads} == parsed
    assert {type(q.graph_name) for q in quads} == {ox.DefaultGraph}


def test_the_rdflib_graph_knows_the_prefixes() -> None:
    """What rdflib writes of it is as readable as our own file."""
    found = dict(shipped().to_rdflib().namespaces())
    assert str(found["gk"]) == "https://w3id.org/graphkit/ontology#"
    assert str(found["fact"]) == "https://w3id.org/graphkit/id/fact/"


# ------------------------------------------------------------------------ form


@both
def test_form(graph: Callable[[], Graph]) -> None:
    """Prefixes; then blocks: a subject, a predicate and object a line, a lone full stop."""
    text = _text(graph())
    head, *found = text.split("\n\n")
    lines = head.splitlines()
    assert lines == sorted(lines)
    assert all(line.startswith("@prefix ") and line.endswith(" .") for line in lines)
    assert text.endswith("\n.\n")
    assert "\r" not in text
    for block in found:
        subject, *pairs, stop = block.removesuffix("\n").split("\n")
        assert not subject.startswith(" ")
        assert stop == "."
        assert pairs
        for pair in pairs:
            assert pair.startswith("    ")
            assert pair.endswith(" ;")
            assert pair.strip().count(" ") >= 2


def test_one_fact_from_yaml_to_triples(tmp_path: Path) -> None:
    """DESIGN's example: one entry of YAML becomes exactly these lines."""
    text = _text(graphkit.load(write_project(tmp_path)))
    assert text.endswith(f"\n{_FACT}")
    assert "\nid:kazakhstan\n" in text
    assert "\n    gk:recognized id:israel ;\n" in text


# ------------------------------------------------------------------------ small changes


def _changed(before: str, after: str) -> list[str]:
    """Return the lines that differ, block by block, which is what a line diff shows of them."""
    old, new = ({b.split("\n")[0]: b for b in text.split("\n\n")} for text in (before, after))
    kept = [subject for subject in old if subject in new]
    assert kept == [subject for subject in new if subject in old]
    lines: list[str] = []
    for subject in sorted(old | new):
        one, other = (blocks.get(subject, "").splitlines() for blocks in (old, new))
        if one != other:
            lines += [line for line in difflib.ndiff(one, other) if line[0] in "+-"]
    return lines


def test_a_changed_date_changes_its_own_lines(tmp_path: Path) -> None:
    """Another year: the label, the date and the bounds of that fact and stage, nothing else."""
    before = _text(graphkit.load(write_project(tmp_path / "a")))
    later = PROJECT.replace("date: 1992", "date: 1993")
    after = _text(graphkit.load(write_project(tmp_path / "b", later)))
    assert set(_changed(before, after)) == {
        f"{sign}     {line.format(year)} ;"
        for sign, year in (("-", 1992), ("+", 1993))
        for line in (
            'gk:date "{}"^^edtf:EDTF',
            'gk:startEarliest "{}-01-01"^^xsd:date',
            'gk:startLatest "{}-12-31"^^xsd:date',
            'rdfs:label "Kazakhstan recognized Israel {}"@en',
        )
    }


def test_a_new_note_is_one_new_line(tmp_path: Path) -> None:
    """A note on a fact is one line more, whatever stands in it."""
    before = _text(graphkit.load(write_project(tmp_path / "a")))
    noted = PROJECT.replace("date: 1992", 'date: 1992\n    note: "two\\nlines"')
    after = _text(graphkit.load(write_project(tmp_path / "b", noted)))
    assert _changed(before, after) == ['+     gk:note "two\\nlines" ;']


@pytest.mark.parametrize("name", ["kazakhstan-recognized-israel", "kazakhstan-population"])
def test_a_removed_fact_removes_only_its_lines(name: str) -> None:
    """In the shipped project: its blocks go, its direct triples go, no other line moves."""
    graph = shipped()
    removed = graph.fact(name)
    records = graph.view.records
    facts = {key: value for key, value in records.facts.items() if key != name}
    smaller = Graph(dataclasses.replace(records, facts=facts), graph.ontology)
    changes = _changed(_text(graph), _text(smaller))
    assert changes
    assert {line[0] for line in changes} == {"-"}
    direct = [line for line in changes if f"    gk:{removed.relation} " in line]
    assert len(direct) == 1
    own = _text(graph_of([removed], graph.entities.values(), sources=graph.sources.values()))
    assert {line[2:] for line in changes} <= set(own.splitlines())


def test_a_changed_stage_of_the_shipped_project() -> None:
    """Moving one date touches lines of that fact and of its stage alone."""
    graph = shipped()
    old = graph.fact("kazakhstan-recognized-israel")
    moved = structs.replace(old.stages[0], date=parse_date("1993-05"))
    records = graph.view.records
    facts = dict(records.facts) | {old.id: structs.replace(old, stages=(moved,))}
    other = Graph(dataclasses.replace(records, facts=facts), graph.ontology)
    changes = _changed(_text(graph), _text(other))
    assert len(changes) == 14
    assert all("1992" in line or "1993" in line for line in changes)


def test_order_of_input_means_nothing() -> None:
    """Stages and evidence in another order give the same text."""
    stages = (stage("in-force", "1992"), stage("ended", "2001"), stage("sought", agents=("beta",)))
    ends = [state("alpha"), state("beta")]
    texts = {
        _text(graph_of([fact("alpha", "recognized", "beta", *order)], ends))
        for order in (stages, stages[::-1], (stages[1], stages[0], stages[2]))
    }
    assert len(texts) == 1
