"""Real dated events, imported, are counted as whoever counts the lines of their table would.

Every fourth line of the table that GRAPHKIT_EVENTS names is enough, and a quarter of the time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import igraph
import networkx as nx
import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import group
from graphkit.graph import Graph
from graphkit.projections.counts.aggregates import Aggregate
from tests.judges import ReadGraph
from tests.samples import export_text

# Not under coverage, which doubles the time: smaller graphs cover the same lines.
pytestmark = pytest.mark.no_cover

EVERY = 4
#: Two entities in the order of their ids, and a month.
Pair = tuple[str, str, str]
Row = tuple[str, str, str, str]
_LAST = re.compile(r"\(([^()]*)\)\s*\Z")


class Project(NamedTuple):
    """The imported part of the table, and its rows as they stand there, each once."""

    graph: Graph
    rows: frozenset[Row]
    lines: int


@pytest.fixture(scope="module")
def project(events: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the part of the table as a project."""
    folder = tmp_path_factory.mktemp("events")
    (path,) = events.glob("*.tsv")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)[::EVERY]
    table = folder / "part.tsv"
    table.write_text("".join(lines), encoding="utf-8", newline="")
    rows = [(a, b, c, d) for a, b, c, d in (line.rstrip("\n").split("\t") for line in lines)]
    taken = [row for row in rows if row[0] != row[2]]
    import_table(table, folder / "project")
    return Project(graphkit.load(folder / "project"), frozenset(taken), len(taken))


def import_table(table: Path, folder: Path) -> None:
    """Make a project of a table."""
    words = ["import", "events", str(table), "--mapping", "icews", "-o", str(folder)]
    done = CliRunner().invoke(group, words, prog_name="graphkit")
    assert done.exit_code == 0, done.output


def aggregated(project: Project, **shape: str) -> tuple[Graph, Aggregate]:
    """Return a shape of the graph, and its rows."""
    graph = project.graph.shaped(**{"by": "month", **shape})  # type: ignore[arg-type]  # all are texts
    assert isinstance(graph.network, Aggregate)
    return graph, graph.network


def test_every_line_is_counted(project: Project) -> None:
    """The evidence of the rows is the lines of the table, and each pair has those of its months.

    Lines that say the same, or of a symmetric relation the same from both sides, are one fact.
    """
    _, made = aggregated(project)
    columns = [edge.columns for edge in made.edges()]
    assert sum(int(str(one["evidence"])) for one in columns) == project.lines
    names = {name: entity.name for name, entity in project.graph.entities.items()}
    told: Counter[tuple[str, ...]] = Counter()
    for one, _, other, day in project.rows:
        told[(*sorted((one, other)), day[:7])] += 1
    found: Counter[tuple[str, ...]] = Counter()
    most: Counter[tuple[str, ...]] = Counter()
    for row in made.rows:
        ends = sorted((names[row.source], names[row.target]))
        found[(*ends, row.period.text)] += len(row.ties)
        most[(*ends, row.period.text)] += int(str(row.columns(made.view)["evidence"]))
    shared = told.keys() & found.keys()
    assert len(shared) > len(told) * 0.7  # states go by names of ours
    assert all(found[key] <= told[key] <= most[key] for key in shared)
    assert found.total() <= told.total()


def test_igraph_counts_the_same_edges(project: Project, tmp_path: Path) -> None:
    """Who groups the edges of a plain export by the month of their date finds the same rows."""
    path = tmp_path / "graph.graphml"
    path.write_text(export_text(project.graph, "graphml"), encoding="utf-8")
    read = igraph.Graph.Read_GraphML(str(path))
    names = read.vs["id"]
    counted: Counter[Row] = Counter()
    for edge in read.es:
        if edge["relation"] == "affiliatedWith":
            continue
        ends = [names[edge.source], names[edge.target]]
        if edge["symmetric"]:
            ends.sort()
        counted[ends[0], edge["relation"], ends[1], edge["date"][:7]] += 1
    _, made = aggregated(project)
    assert made.counted == counted.total()
    assert counted == Counter(
        {(r.source, r.name, r.target, r.period.text): len(r.ties) for r in made.rows}
    )


def test_states(project: Project, tmp_path: Path, graphology: Callable[[Path], ReadGraph]) -> None:
    """Between states the counts are those of the table's own names of states, for each reader.

    A pair whose states the table names by the names of ours has just its lines: fewer only where
    a symmetric relation is told from both sides.
    """
    graph, made = aggregated(project, fold="states")
    states = {e.name: e.id for e in project.graph.entities.values() if e.kind == "state"}
    told: Counter[Pair] = Counter()
    for one, _, other, day in project.rows:
        ends = [_state(cell, states) for cell in (one, other)]
        if all(ends) and ends[0] != ends[1]:
            told[min(ends), max(ends), day[:7]] += 1
    paths = {}
    for name in ("graphml", "gexf"):
        paths[name] = tmp_path / f"dyads.{name}"
        paths[name].write_text(export_text(graph, name), encoding="utf-8")
    read = igraph.Graph.Read_GraphML(str(paths["graphml"]))
    names = read.vs["id"]
    found: Counter[Pair] = Counter()
    for edge in read.es:
        ends = sorted((names[edge.source], names[edge.target]))
        found[ends[0], ends[1], edge["period"]] += int(edge["count"])
    assert found.total() == made.counted > 1000
    assert sum(found[key] >= number for key, number in told.items()) > len(told) * 0.95
    assert set(told) <= set(found)
    for path in paths.values():
        total = sum(int(str(e["attributes"]["count"])) for e in graphology(path)["edges"])
        assert total == made.counted
    dynamic = nx.read_gexf(paths["gexf"])
    months = {(d["start"][:7], d["end"][:7]) for _, _, d in dynamic.edges(data=True)}
    assert months == {(period, period) for _, _, period in found}


def _state(cell: str, states: dict[str, str]) -> str:
    """Return the id of the state that a cell names, alone or in its last brackets."""
    last = _LAST.search(cell)
    return states.get(last[1] if last else cell, "")
