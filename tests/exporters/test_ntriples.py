"""The N-Triples export: the triples of Turtle, one canonical line each, for three readers."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from graphkit.exporters.ntriples import EXPORTER
from graphkit.graph import Graph
from graphkit.projections.rdf.terms import prefixes
from graphkit.projections.rdf.triples import blocks
from tests.rdf_readers import (
    as_raptor_can,
    lines,
    oxigraph_reads,
    rapper_reads,
    rdflib_reads,
    without_noncharacters,
)
from tests.rdf_samples import every_view, with_moment
from tests.samples import export_text, shipped


@every_view
def test_the_triples_of_turtle(
    graph: Callable[[], Graph], rapper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three readers find what Oxigraph finds in the Turtle file, to the letter."""
    expected = oxigraph_reads(export_text(graph(), "turtle"), ox.RdfFormat.TURTLE)
    text = export_text(graph(), "ntriples")
    assert len(expected) > 200
    assert oxigraph_reads(text, ox.RdfFormat.N_TRIPLES) == expected
    assert rdflib_reads(text, "nt", monkeypatch) == expected
    read = rapper_reads(rapper, without_noncharacters(text), "ntriples")
    assert read == as_raptor_can(set(map(without_noncharacters, expected)))


@every_view
def test_lines_are_canonical(graph: Callable[[], Graph]) -> None:
    """Oxigraph writes the same lines, byte for byte, in another order."""
    text = export_text(graph(), "ntriples")
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]
    theirs = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert theirs
    assert sorted(text.encode("utf-8").split(b"\n")) == sorted(theirs.split(b"\n"))


@every_view
def test_the_order_of_turtle(graph: Callable[[], Graph]) -> None:
    """One line for each pair of each block, in their order."""
    view = graph().view
    head = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes(view.records.info.base).items()]
    turtles = [
        "\n".join([*head, f"{subject} {line} ."]) for subject, told in blocks(view) for line in told
    ][:1000]
    found = export_text(graph(), "ntriples").split("\n")
    assert found[-1] == ""
    for text, line in zip(turtles, found, strict=False):
        expected = ox.parse(text, format=ox.RdfFormat.TURTLE)
        assert lines(expected) == lines(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))


def test_the_first_lines() -> None:
    """IRIs are written out, `a` included."""
    base = "https://w3id.org/graphkit/id/"
    first, second, *_ = export_text(shipped(), "ntriples").split("\n")
    assert first == (
        f"<{base}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <http://www.w3.org/ns/dcat#Dataset> ."
    )
    assert second.startswith(f'<{base}> <http://purl.org/dc/terms/description> "')
    assert second.endswith('"@en .')


def test_it_streams() -> None:
    """One subject at a time: no piece is more than a small part of the file."""
    pieces = list(EXPORTER.files[""](shipped()))
    assert len(pieces) > 500
    assert max(map(len, pieces)) < 50_000


def test_only_moments_are_lost() -> None:
    """Moments are for the page alone; they are counted."""
    assert EXPORTER.losses(with_moment(shipped())) == {"moments": 1}
