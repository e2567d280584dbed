"""Real dated events by the ten thousand go through every streaming format and come back whole.

The table that GRAPHKIT_EVENTS names is made into a project by benchmarks/events.py, loaded once
and written in each format. What another program reads in the file is put together to rows again
and compared with the table, row by row. The names of actors come from the nodes of the file, the
phrase from the project's own ontology file by the name of the relation.
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
from benchmarks.events import BASE, find_table, read_table, write_project
from graphkit.exporters import exporter
from graphkit.exporting import write_export
from graphkit.graph import Graph
from tests.gephi_rules import lint

# Not under coverage, which doubles their minutes: smaller graphs cover the same lines.
pytestmark = [pytest.mark.long, pytest.mark.no_cover]

#: Subject, phrase, object and day, as in the table.
Row = tuple[str, str, str, str]

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_OWN = f"{BASE}ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_GK = "https://w3id.org/graphkit/ontology#"
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
        told: Each event of the table by its line, read without the program under test.
        left_out: The lines that cannot be a fact.
        phrases: The phrase of each relation, by its name.
        folder: Where exports may be written.
    """

    graph: Graph
    told: Mapping[int, Row]
    left_out: frozenset[int]
    phrases: Mapping[str, str]
    folder: Path


@pytest.fixture(scope="module")
def project(events: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Yield the project of the table, loaded; loading it checks it."""
    folder = tmp_path_factory.mktemp("events")
    write_project(read_table(find_table(events)), folder)
    (path,) = events.glob("*.tsv")
    with path.open(encoding="utf-8", newline="") as stream:
        table = csv.reader(stream, "excel-tab", quoting=csv.QUOTE_NONE)
        rows = {number: (a, b, c, d) for number, (a, b, c, d) in enumerate(table, 1)}
    phrases = {
        quad.subject.value.removeprefix(_OWN): quad.object.value
        for quad in ox.parse(path=folder / "ontology" / "events.ttl")
        if quad.predicate.value == _LABEL
    }
    gc.disable()  # millions of objects and no garbage: the tests take a fifth less
    graph = graphkit.load(folder)
    yield Project(
        graph=graph,
        told={number: row for number, row in rows.items() if row[0] != row[2]},
        left_out=frozenset(number for number, row in rows.items() if row[0] == row[2]),
        phrases=phrases,
        folder=folder,
    )
    gc.enable()
    for path in folder.glob("graph*"):
        path.unlink()  # half a gigabyte, which pytest would keep for three runs


def written(project: Project, name: str) -> tuple[Path, ...]:
    """Write an export of the project and return its files."""
    made = exporter(name)
    return write_export(made, project.graph, project.folder / f"graph{made.suffix}")


def assert_whole(found: Iterable[Row], told: Iterable[Row]) -> None:
    """See that every event of the table is there once, and nothing else."""
    counted, expected = Counter(found), set(told)
    assert counted.keys() == expected
    assert counted.total() == len(expected)


# ------------------------------------------------------------------------ the project


def test_every_row_is_a_fact_or_left_out_with_a_reason(project: Project) -> None:
    """The lines that evidence points at, and those that the source leaves out, are all there are.

    A fact that a check refuses is left out and nothing else: one actor on both ends.
    """
    graph = project.graph
    evidence = [e for fact in graph.facts() for stage in fact.stages for e in stage.evidence]
    assert Counter(str(item.at) for item in evidence) == Counter(f"p{n}" for n in project.told)
    (source,) = graph.sources.values()
    assert dict(source.left_out) == dict.fromkeys(
        (f"p{number}" for number in project.left_out), "one actor stands on both ends"
    )
    assert len(list(graph.facts())) == len(set(project.told.values()))


# ------------------------------------------------------------------------ nodes and edges


def graphml_rows(path: Path, phrases: Mapping[str, str]) -> Iterator[Row]:
    """Yield the events of a GraphML file, as expat reads it."""
    names: dict[str, str] = {}
    for element in _elements(path):
        data = {each.get("key", "")[2:]: each.text or "" for each in element}
        if element.tag.endswith("}node"):
            names[element.get("id", "")] = data["label"]
        else:
            ends = [names[element.get(end, "")] for end in ("source", "target")]
            yield ends[0], phrases[data["relation"]], ends[1], data["date"]


def gexf_rows(path: Path, phrases: Mapping[str, str], last: str) -> Iterator[Row]:
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
        assert element.get("end") == last
        assert values["date"] == element.get("start")
        phrase = phrases[values["relation"]]
        assert element.get("label") == f"{phrase} {ends[1]} {values['date'][:4]}"
        yield ends[0], phrase, ends[1], values["date"]


def csv_rows(nodes: Path, edges: Path, phrases: Mapping[str, str]) -> Iterator[Row]:
    """Yield the events of a table of nodes and one of edges, with days as Gephi reads them."""
    with nodes.open(encoding="utf-8", newline="") as stream:
        names = {row["Id"]: row["Label"] for row in csv.DictReader(stream, strict=True)}
    with edges.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, strict=True):
            year, month, day = row["date"].split("/")
            ends = names[row["Source"]], names[row["Target"]]
            yield ends[0], phrases[row["relation"]], ends[1], f"{year}-{month}-{day}"


def _elements(path: Path) -> Iterator[ET.Element]:
    """Yield the nodes and edges of a file, each whole and then forgotten."""
    for _, element in ET.iterparse(path):  # noqa: S314 - the file was written here
        if element.tag.endswith(("}node", "}edge")):
            yield element
            element.clear()


def test_graphml(project: Project) -> None:
    """Every event is an edge of the GraphML file; igraph finds as many, on the same days.

    Gephi would drop, merge or mangle nothing.
    """
    (path,) = written(project, "graphml")
    assert_whole(graphml_rows(path, project.phrases), project.told.values())
    assert not lint(path.read_text(encoding="utf-8"))
    read = igraph.Graph.Read_GraphML(str(path))
    told = set(project.told.values())
    assert Counter(read.es["date"]) == Counter(day for *_, day in told)
    assert set(read.vs["label"]) == {name for row in told for name in (row[0], row[2])}


def test_gexf(project: Project) -> None:
    """Every event is an edge of the GEXF file that begins on its day, and Gephi mangles nothing.

    Blanks in a row, which a label of GEXF cannot hold, have become one.
    """
    (path,) = written(project, "gexf")
    told = {
        (re.sub(" +", " ", subject), phrase, re.sub(" +", " ", target), day)
        for subject, phrase, target, day in project.told.values()
    }
    assert_whole(gexf_rows(path, project.phrases, str(project.graph.day)), told)
    assert not lint(path.read_text(encoding="utf-8"))


def test_csv(project: Project) -> None:
    """Every event is a row of the table of edges."""
    nodes, edges = written(project, "csv")
    assert_whole(csv_rows(nodes, edges, project.phrases), project.told.values())


# ------------------------------------------------------------------------ triples


def triple_rows(path: Path, phrases: Mapping[str, str]) -> tuple[dict[int, Row], set[Row]]:
    """Return the events that the triples of a file tell, as Oxigraph's parser reads them.

    Returns:
        Each event by the line that its evidence points at; and the direct triples as rows
        without a day.
    """
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in ox.parse(path=path):
        predicate = quad.predicate.value
        if predicate in _ASKED or predicate.startswith(_OWN):
            found[predicate].append((quad.subject.value, quad.object.value))
    subjects, relations, objects, days, places, names = (dict(found[name]) for name in _ASKED[:-1])

    def row(subject: str, relation: str, target: str, day: str = "") -> Row:
        return names[subject], phrases[relation.removeprefix(_OWN)], names[target], day

    told = {
        int(places[evidence]): row(subjects[fact], relations[fact], objects[fact], days[fact])
        for fact, evidence in found[_ASKED[-1]]
        if fact in subjects  # and no record of a stage, which has its evidence too
    }
    direct = {
        row(subject, predicate, target)
        for predicate, pairs in found.items()
        if predicate.startswith(_OWN)
        for subject, target in pairs
    }
    return told, direct


@pytest.mark.parametrize("name", ["ntriples", "turtle"])
def test_triples(name: str, project: Project) -> None:
    """Every event is a fact with evidence that names its line, and has a direct triple."""
    (path,) = written(project, name)
    rows, direct = triple_rows(path, project.phrases)
    assert rows == project.told
    assert direct == {(*row[:3], "") for row in project.told.values()}
