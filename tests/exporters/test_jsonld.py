"""The JSON-LD export: the triples of Turtle for three processors, and JSON that reads plainly."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.exporters.jsonld import EXPORTER
from graphkit.graph import Graph
from graphkit.model import Records
from graphkit.projections.rdf.context import context
from tests.rdf_readers import oxigraph_reads, pyld_reads, rdflib_reads
from tests.rdf_samples import every_view, own, with_moment
from tests.samples import HOSTILE, export_text, hostile, ontology, shipped
from tests.strategies import days, records

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rdf.md"


def _read(graph: Graph) -> dict[str, Any]:
    """Return the document; a key that stands twice in an object is an error."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    found = json.loads(export_text(graph, "jsonld"), object_pairs_hook=once)
    assert isinstance(found, dict)
    return found


def _node(graph: Graph, name: str) -> dict[str, Any]:
    (found,) = (node for node in _read(graph)["@graph"] if node["id"] == name)
    assert isinstance(found, dict)
    return found


# ------------------------------------------------------------------------ processors


@every_view
def test_the_triples_of_turtle(graph: Callable[[], Graph], monkeypatch: pytest.MonkeyPatch) -> None:
    """PyLD, rdflib and Oxigraph find what stands in the Turtle file, and ask for no other file."""
    expected = oxigraph_reads(export_text(graph(), "turtle"), ox.RdfFormat.TURTLE)
    text = export_text(graph(), "jsonld")
    assert oxigraph_reads(text, ox.RdfFormat.JSON_LD) == expected
    assert rdflib_reads(text, "json-ld", monkeypatch) == expected
    assert pyld_reads(_read(graph())) == expected


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(), st.none() | days)
def test_the_triples_of_any_records(given_records: Records, as_of: dt.date | None) -> None:
    """The same holds for records of every shape."""
    graph = Graph(given_records, ontology())
    graph = graph.as_of(as_of) if as_of else graph
    expected = oxigraph_reads(export_text(graph, "turtle"), ox.RdfFormat.TURTLE)
    assert oxigraph_reads(export_text(graph, "jsonld"), ox.RdfFormat.JSON_LD) == expected
    assert pyld_reads(json.loads(export_text(graph, "jsonld"))) == expected


# ------------------------------------------------------------------------ form


@every_view
def test_form(graph: Callable[[], Graph]) -> None:
    """One object for each subject; in it a key or one of several values on a line of its own."""
    text = export_text(graph(), "jsonld")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", text)
    head, _, rest = text.partition('\n"@graph": [\n')
    assert head.startswith('{\n"@context": {\n  "@version": 1.1,\n  "@base": ')
    assert head.endswith("\n},")
    assert rest.endswith("\n}\n]\n}\n")
    nodes = re.split(r"\n\},\n", rest.removesuffix("\n}\n]\n}\n"))
    assert len(nodes) == len(_read(graph())["@graph"])
    for node in nodes:
        opening, first, *others = node.split("\n")
        assert opening == "{"
        assert first.startswith('  "id": "')
        assert others[0].startswith('  "type": ')
        assert all(re.match(r'  "|    ["{\d-]|    true|    false|  \]', line) for line in others)


def test_the_context_is_ours_and_the_base() -> None:
    """The context is that of `ontology/context.jsonld` with the base of the project."""
    found = _read(shipped())["@context"]
    assert found.pop("@base") == shipped().info.base
    assert found == context(shipped().ontology)


@pytest.mark.parametrize("graph", [shipped, hostile], ids=["shipped", "hostile"])
def test_values_read_as_plain_json(graph: Callable[[], Graph]) -> None:
    """Only texts that are the object of a fact, and titles in other languages, are written out."""
    found = {
        key
        for node in _read(graph())["@graph"]
        for key, value in node.items()
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, dict)
    }
    assert found == {"object"}


def test_values_of_each_type() -> None:
    """Entities and words are names, dates texts, numbers numbers; many values are in a list."""
    node = _node(shipped(), "fact/kazakhstan-population")
    assert node["object"] == 20_000_000
    assert node["approximate"] is True
    assert node["subject"] == "kazakhstan"
    assert node["predicate"] == "population"
    assert node["stage"] == "InForce"
    assert node["type"] == ["Fact", "rdf:Statement"]
    assert node["history"] == ["stage/kazakhstan-population_in-force"]
    assert node["label"] == "Kazakhstan population about 20,000,000"
    entity = _node(shipped(), "kazakhstan")
    assert entity["recognized"] == ["israel"]
    assert entity["population"] == [20_000_000]
    assert _node(shipped(), "fact/kazakhstan-recognized-israel")["date"] == "1992"


def test_hostile_texts_arrive_whole() -> None:
    """Whatever a text holds, it is the same text in JSON."""
    for number, text in enumerate(HOSTILE):
        node = _node(hostile(), f"state-{number}")
        assert node["prefLabel"] == node["note"] == text
        assert node["altLabel"] == [text]


def test_words_that_are_taken_are_written_out() -> None:
    """A project's word that another term has the name of keeps its full IRI, as key and value."""
    ship = _node(own(), "ship")
    assert ship["type"] == ["Ship", "Entity"]
    assert _node(own(), "thing")["type"] == ["https://example.org/my/Evidence", "Entity"]
    assert ship["escorted"] == ["label"]
    assert ship["blockaded"] == ["label"]
    for iri in ("https://example.org/my/label", "https://example.org/other#stage", "urn:urn"):
        assert ship[iri] == {"@id": "label"}
    assert ship["gk:label"] == "x"
    assert ship["publishedLatest"] == {"@value": "2020-01-01"}
    assert ship["paragraph"] == {"@value": "9"}
    predicates = {node["predicate"] for node in _read(own())["@graph"] if "predicate" in node}
    assert {"escorted", "blockaded", "https://example.org/my/label", "urn:urn"} <= predicates


def test_numbers_that_json_would_bend() -> None:
    """Decimals keep their digits as texts, and so do numbers beyond what a double holds."""
    ship = _node(own(), "ship")
    assert set(map(str, ship["tonnage"])) == {"43.20", "7", "0.000000001", "1000"}
    assert all(isinstance(value, str) for value in ship["tonnage"])
    assert {value for value in ship["crew"] if isinstance(value, int)} == {0, -5, 2**53 - 1}
    assert {value for value in ship["crew"] if isinstance(value, str)} == {
        str(2**53), str(10**30),
    }  # fmt: skip


def test_titles_in_other_languages() -> None:
    """A title keeps the language of its source."""
    assert _node(own(), "source/english")["label"] == "Title"
    assert _node(own(), "source/kazakh")["label"] == {"@value": "Тақырып", "@language": "kk-cyrl"}


def test_the_sample_of_the_page() -> None:
    """The sample in docs/rdf.md stands so in the shipped file."""
    (sample,) = re.findall("```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert sample.rstrip("\n") in export_text(shipped(), "jsonld")


def test_it_streams() -> None:
    """One subject at a time: no piece is more than a small part of the file."""
    pieces = list(EXPORTER.files[""](shipped()))
    assert len(pieces) > 500
    assert max(map(len, pieces)) < 20_000


def test_only_moments_are_lost() -> None:
    """Moments are for the page alone; they are counted."""
    assert EXPORTER.losses(with_moment(shipped())) == {"moments": 1}
