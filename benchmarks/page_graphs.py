"""The graphs of which pages are made: states in communities, and the real events."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Iterator
from pathlib import Path

import graphkit
from benchmarks.events import VARIABLE, find_table, write_project
from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Entity, Evidence, Fact, GraphInfo, Records, Source, Stage
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder

#: How many facts there are, by the number of entities.
SIZES = {1000: 3000, 5000: 15000, 10000: 30000}


def made_up(nodes: int, edges: int) -> Graph:
    """Return a graph of states in communities, with dated facts, the same on every run."""
    chance = random.Random(nodes)  # noqa: S311 - a sample, no secret
    source = Source(id="almanac", title="Almanac", published=parse_date("2025-01-01"))
    names = [f"state-{number}" for number in range(nodes)]
    entities = {name: Entity(id=name, kind="state", name=name.capitalize()) for name in names}
    facts: dict[str, Fact] = {}
    while len(facts) < edges:
        here = chance.randrange(nodes)
        near = max(0, min(nodes - 1, int(chance.gauss(here, nodes / 50))))
        if here == near:
            continue
        relation = chance.choice(["recognized", "tradesWith", "sanctioned"])
        year = dt.date(1950 + chance.randrange(70), 1 + chance.randrange(12), 1)
        name = f"{names[here]}-{relation.lower()}-{names[near]}"
        stage = Stage(
            stage="in-force",
            date=parse_date(year.isoformat()[: chance.choice([4, 7, 10])]),
            evidence=(Evidence(source="almanac"),),
        )
        facts[name] = Fact(
            id=name, subject=names[here], relation=relation, object=names[near], stages=(stage,)
        )
    info = GraphInfo(title="Made up", base="https://example.org/id/", as_of=dt.date(2020, 1, 1))
    records = Records(
        info=info,
        sources={source.id: source},
        entities=entities,
        facts=dict(sorted(facts.items())),
        disputes={},
    )
    return Graph(records, read_ontology(ontology_folder()))


def real_events(folder: Path) -> Graph | None:
    """Return the graph of the real events; none where nobody says where they are."""
    where = os.environ.get(VARIABLE)
    if not where:
        return None
    write_project(find_table(Path(where)), folder)
    return graphkit.load(folder)


def graphs(sizes: list[int], folder: Path) -> Iterator[Graph]:
    """Yield the made-up graphs, and that of the real events where there are some."""
    for nodes in sizes:
        yield made_up(nodes, SIZES[nodes])
    real = real_events(folder)
    if real:
        yield real
