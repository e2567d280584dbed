"""The Turtle export: the text of the projection, and what it does not carry."""

from __future__ import annotations

import dataclasses

from graphkit.dates import parse_date
from graphkit.exporters.turtle import EXPORTER
from graphkit.graph import Graph
from graphkit.model import Moment
from graphkit.projections.rdf.turtle import turtle_text
from tests.samples import shipped, shipped_text


def test_it_is_the_projection() -> None:
    """The file is what `turtle_text` yields."""
    assert "".join(turtle_text(shipped().view)) == shipped_text("turtle")


def test_it_streams() -> None:
    """One subject at a time: no piece is more than a small part of the file."""
    pieces = list(EXPORTER.files[""](shipped()))
    assert len(pieces) > 500
    assert max(map(len, pieces)) < 20_000


def test_only_moments_are_lost() -> None:
    """Moments are for the page alone; they are counted."""
    graph = shipped()
    moment = Moment(date=parse_date("1992"), focus="kazakhstan", title="One", text="Two")
    records = dataclasses.replace(graph.view.records, moments=(moment,))
    assert EXPORTER.losses(Graph(records, graph.ontology)) == {"moments": 1}
