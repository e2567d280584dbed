"""Real dated events by the ten thousand go through every streaming format and come back whole.

The table that GRAPHKIT_EVENTS names is made into a project by ``graphkit import events``, loaded
once and compared with it row by row. Then a quarter of it is written in each format, and what
another program reads in each file is put together to events again and compared with the facts,
one by one.
"""

from __future__ import annotations

import csv
import gc
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import igraph
import pyoxigraph as ox
import pytest

import graphkit
from benchmarks.events import find_table, write_project
from graphkit.exporters import exporter
from graphkit.exporting import write_export
from graphkit.graph import Graph
from graphkit.importers.events import AFFILIATION
from graphkit.mapping.states import read_states
from tests.gephi_rules import lint
from tests.uncovered import uncovered

# Not under coverage, which doubles their minutes: smaller graphs cover the same lines.
pytestmark = [pytest.mark.long, pytest.mark.no_cover]

#: Name of the subject, relation, name of the object, and day.
Row = tuple[str, str, str, str]

#: What the table calls states whose names are others here.
STATES = {"Swaziland": "Eswatini", "Holy See": "Vatican City"}

_GK = "https://w3id.org/graphkit/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#: The predicates that tell of an event.
_ASKED = (
    f"{_RDF}subject",
    f"{_RDF}predicate",
    f"{_RDF}object",
    f"{_GK}date",
    f"{_GK}paragraph",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    f"{_GK}evidence",
)


class Project(NamedTuple):
    """The project of the table.

    Attributes:
        told: Each row of the table by its line, read without the program under test.
        events: What each line is evidence of, by the facts. Whom the table counts an actor to is
            no event.
        counted_to: Names of an actor and of the state that the table counts it to.
        folder: Where exports may be written.
    """

    graph: Graph
    told: Mapping[int, Row]
    events: Mapping[int, Row]
    counted_to: frozenset[tuple[str, str]]
    folder: Path


def _made(table: Path, folder: Path) -> Project:
    """Make a table into a project and load it, which checks it."""
    write_project(table, folder)
    with table.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, "excel-tab", quoting=csv.QUOTE_NONE)
        told = {number: (a, b, c, d) for number, (a, b, c, d) in enumerate(rows, 1)}
    graph = graphkit.load(folder)
    names = {identifier: entity.name for identifier, entity in graph.entities.items()}
    found = {
        item.at.paragraph: (names[fact.subject], fact.relation, names[fact.object], str(stage.date))
        for fact in graph.facts()
        if fact.relation != AFFILIATION
        for stage in fact.stages
        for item in stage.evidence
        if item.at
    }
    counted_to = {
        (names[fact.subject], names[fact.object]) for fact in graph.facts(relation=AFFILIATION)
    }
    return Project(graph, told, found, frozenset(counted_to), folder)


@pytest.fixture(scope="module", autouse=True)
def _without_collector() -> Iterator[None]:
    """Rest the collector: there are millions of objects and no garbage."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="module")
def project(events: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of the whole table."""
    with uncovered():
        return _made(find_table(events), tmp_path_factory.mktemp("events"))


@pytest.fixture(scope="module")
def part(events: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Yield the project of every fourth line, enough for what other programs read in files."""
    folder = tmp_path_factory.mktemp("part")
    table = folder / "every-fourth.tsv"
    lines = find_table(events).read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join(lines[::4]))
    with uncovered():
        made = _made(table, folder / "project")
    yield made
    for path in (folder / "project").glob("graph*"):
        path.unlink()  # large, and pytest would keep it for three runs


def written(project: Project, name: str) -> tuple[Path, ...]:
    """Write an export of the project and return its files."""
    made = exporter(name)
    return write_export(made, project.graph, project.folder / f"graph{made.suffix}")


def assert_whole(found: Iterable[Row], project: Project) -> None:
    """See that every event is there once, every affiliation, and nothing else."""
    counted = Counter(found)
    assert counted.total() == len(counted)
    events = {row for row in counted if row[1] != AFFILIATION}
    assert events == set(project.events.values())
    assert {(row[0], row[2]) for row in counted.keys() - events} == project.counted_to


# ------------------------------------------------------------------------ the project


def test_every_row_is_evidence_or_left_out_with_a_reason(project: Project) -> None:
    """Each line of the table is evidence of one event between its two actors on its day.

    Its code stands in the note. What a check would refuse is left out and nothing else: one
    actor on both ends.
    """
    left_out = {number for number, row in project.told.items() if row[0] == row[2]}
    (source,) = project.graph.sources.values()
    assert dict(source.left_out) == dict.fromkeys(
        (f"p{number}" for number in left_out), "one actor stands on both ends"
    )
    assert project.events.keys() == project.told.keys() - left_out
    notes = {
        item.at.paragraph: item.note
        for fact in project.graph.facts()
        if fact.relation != AFFILIATION
        for stage in fact.stages
        for item in stage.evidence
        if item.at
    }
    assert notes == {number: project.told[number][1] for number in project.events}
    for number, (subject, _, target, day) in project.events.items():
        first, _, second, told_day = project.told[number]
        assert {subject, target} == {named(first), named(second)}
        assert day == told_day


def named(cell: str) -> str:
    """Return the name of the entity that a cell stands for."""
    return STATES.get(cell, " ".join(cell.split()))


def test_offices_are_counted_to_their_states(project: Project) -> None:
    """Who stands as ``Office (State)`` is counted to that state, and to no other."""
    assert len(project.counted_to) > 2000
    names_of = {state.name: {state.name, *state.aliases} for state in read_states()}
    for actor, state in project.counted_to:
        assert actor.endswith(")")
        inside = {actor[at + 1 : -1] for at, letter in enumerate(actor) if letter == "("}
        assert inside & names_of[state]
    names = {entity.name for entity in project.graph.entities.values() if entity.kind == "state"}
    offices = {
        (name, found[1])
        for entity in project.graph.entities.values()
        if (found := re.fullmatch(r".* \(([^()]*)\)", name := entity.name)) and found[1] in names
    }
    assert offices <= project.counted_to


# ------------------------------------------------------------------------ nodes and edges


def graphml_rows(path: Path) -> Iterator[Row]:
    """Yield the events of a GraphML file, as expat reads it."""
    names: dict[str, str] = {}
    for element in _elements(path):
        data = {each.get("key", "")[2:]: each.text or "" for each in element}
        if element.tag.endswith("}node"):
            names[element.get("id", "")] = data["label"]
        else:
            ends = [names[element.get(end, "")] for end in ("source", "target")]
            yield ends[0], data["relation"], ends[1], data["date"]


def gexf_rows(path: Path, last: str, phrases: Mapping[str, str]) -> Iterator[Row]:
    """Yield the events of a GEXF file, as expat reads it, with the day on which each begins.

    What happens once stays to the last day of the timeline.
    """
    names: dict[str, str] = {}
    for element in _elements(path):
        if element.tag.endswith("}node"):
            names[element.get("id", "")] = element.get("label", "")
            continue
        values = {
            each.get("for"): each.get("value", "") for each in element.iter() if each.get("for")
        }
        ends = [names[element.get(end, "")] for end in ("source", "target")]
        relation = values["relation"]
        assert element.get("end") == last
        if relation != AFFILIATION:
            assert values["date"] == element.get("start")
            assert element.get("label") == f"{phrases[relation]} {ends[1]} {values['date'][:4]}"
        yield ends[0], relation, ends[1], values["date"]


def csv_rows(nodes: Path, edges: Path) -> Iterator[Row]:
    """Yield the events of a table of nodes and one of edges, with days as Gephi reads them."""
    with nodes.open(encoding="utf-8", newline="") as stream:
        names = {row["Id"]: row["Label"] for row in csv.DictReader(stream, strict=True)}
    with edges.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, strict=True):
            ends = names[row["Source"]], names[row["Target"]]
            yield ends[0], row["relation"], ends[1], row["date"].replace("/", "-")


def _elements(path: Path) -> Iterator[ET.Element]:
    """Yield the nodes and edges of a file, each whole and then forgotten."""
    for _, element in ET.iterparse(path):  # noqa: S314 - the file was written here
        if element.tag.endswith(("}node", "}edge")):
            yield element
            element.clear()


def test_graphml(part: Project) -> None:
    """Every event is an edge of the GraphML file; igraph finds as many, on the same days.

    Gephi would drop, merge or mangle nothing.
    """
    (path,) = written(part, "graphml")
    assert_whole(graphml_rows(path), part)
    assert not lint(path.read_text(encoding="utf-8"))
    read = igraph.Graph.Read_GraphML(str(path))
    told = set(part.events.values())
    days = Counter(edge["date"] for edge in read.es if edge["relation"] != AFFILIATION)
    assert days == Counter(day for *_, day in told)
    assert set(read.vs["label"]) >= {name for row in told for name in (row[0], row[2])}


def test_gexf(part: Project) -> None:
    """Every event is an edge of the GEXF file that begins on its day, and Gephi mangles nothing."""
    (path,) = written(part, "gexf")
    phrases = {name: relation.phrase for name, relation in part.graph.ontology.relations.items()}
    assert_whole(gexf_rows(path, str(part.graph.day), phrases), part)
    assert not lint(path.read_text(encoding="utf-8"))


def test_csv(part: Project) -> None:
    """Every event is a row of the table of edges."""
    nodes, edges = written(part, "csv")
    assert_whole(csv_rows(nodes, edges), part)


# ------------------------------------------------------------------------ triples


def triple_rows(path: Path) -> tuple[dict[int, Row], set[Row]]:
    """Return the events that the triples of a file tell, as Oxigraph's parser reads them.

    Returns:
        Each event by the line that its evidence points at; and the direct triples between
        entities as rows without a day.
    """
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in ox.parse(path=path):
        found[quad.predicate.value].append((quad.subject.value, quad.object.value))
    subjects, relations, objects, days, places, names = (dict(found[name]) for name in _ASKED[:-1])

    def row(subject: str, relation: str, target: str, day: str = "") -> Row:
        return names[subject], relation.removeprefix(_GK), names[target], day

    told = {
        int(places[evidence]): row(subjects[fact], relations[fact], objects[fact], days[fact])
        for fact, evidence in found[_ASKED[-1]]
        if fact in subjects  # and no record of a stage, which has its evidence too
        and relations[fact] != f"{_GK}{AFFILIATION}"
    }
    asked = set(relations.values())
    direct = {
        row(subject, predicate, target)
        for predicate, pairs in found.items()
        for subject, target in pairs
        if predicate in asked
    }
    return told, direct


@pytest.mark.parametrize("name", ["ntriples", "turtle"])
def test_triples(name: str, part: Project) -> None:
    """Every event is a fact with evidence that names its line, and has a direct triple."""
    (path,) = written(part, name)
    rows, direct = triple_rows(path)
    assert rows == part.events
    counted_to = {(actor, AFFILIATION, state, "") for actor, state in part.counted_to}
    assert direct == {(*row[:3], "") for row in part.events.values()} | counted_to
