"""Reading GraphML back: the same network, save for what the losses of the format name.

The columns that do not come back are listed here, each with the loss that says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

import graphkit
from graphkit.dates import parse_date
from graphkit.exporters import exporter
from graphkit.graph import Graph
from graphkit.model import Entity, Evidence, GraphInfo, Records, Source, Stage
from graphkit.projections.networks.columns import EDGE_COLUMNS, NODE_COLUMNS, Columns
from tests import strategies
from tests.importers.files import read_back, write_graph
from tests.samples import DAY, fact, graph_of, hostile, ontology, shipped, stage, state

#: Columns that follow from what the sources say of themselves, and from disputes.
NEVER = {
    "first_attested": "sources, kept as their ids",
    "independent": "sources, kept as their ids",
    "disputed": "disputes, kept as a mark",
}
UNDATED = "undated stages, kept as the bounds of their report"
SET_ASIDE = "dates of stages set aside, not read back"
AGENTS = "agents who are no node"
ASIDE = frozenset(
    {
        "label", "date", "dated_stage",
        "start_earliest", "start_latest", "end_earliest", "end_latest",
    }
)  # fmt: skip
#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Difference(NamedTuple):
    """A column of an edge that did not come back."""

    edge: str
    column: str
    before: object
    after: object


def as_xml(columns: Mapping[str, object]) -> dict[str, object]:
    """Return columns as XML can hold them."""
    return {
        name: _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in columns.items()
    }


def differences(graph: Graph) -> list[Difference]:
    """Return the columns of edges that do not come back; all else must.

    Those of `NEVER` are passed over.
    """
    reading = read_back(graph, "graphml")
    assert reading.problems == ()
    assert reading.records
    before, after = graph.network, Graph(reading.records, ontology(), seen=reading.seen).network
    assert {node.id: node.columns for node in after.nodes()} == {
        node.id: as_xml(node.columns) for node in before.nodes()
    }
    assert after.node_columns == before.node_columns
    old, new = ({edge.id: edge for edge in network.edges()} for network in (before, after))
    assert list(new) == list(old)
    found = []
    for name, edge in old.items():
        other = new[name]
        assert (edge.source, edge.target) == (other.source, other.target)
        assert edge.kind == other.kind
        was, is_ = as_xml(edge.columns), other.columns
        found += [
            Difference(name, column, was.get(column), is_.get(column))
            for column in sorted({*was, *is_} - NEVER.keys())
            if was.get(column) != is_.get(column)
        ]
    return found


def check_law(graph: Graph) -> None:
    """See that each column that does not come back is named by a loss, and is counted."""
    losses = exporter("graphml").losses(graph)
    nodes = {node.id for node in graph.network.nodes()}
    undated, aside, agents = set(), set(), set()
    for found in differences(graph):
        if found.column == "agent":
            lost = set(str(found.before).split("|")) - set(str(found.after or "").split("|"))
            assert not lost & nodes
            agents |= lost
        elif found.column == "date" and found.before is None:
            undated.add(found.edge)
        else:
            assert found.column in ASIDE, found
            aside.add(found.edge)
    assert len(undated) <= losses[UNDATED]
    assert len(aside) <= losses[SET_ASIDE]
    assert len(agents) == losses[AGENTS]


# ------------------------------------------------------------------------ the law

graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "as of 2026": lambda: shipped().as_of("2026-06-01"),
    "known by 6 November": lambda: shipped().known_by("2025-11-06"),
    "everything": lambda: shipped().shaped(negative=True, all_entities=True),
    "focus": lambda: shipped().select(focus="kazakhstan"),
    "hostile": hostile,
}


@pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))
def test_the_network_comes_back(graph: Callable[[], Graph]) -> None:
    """Ids, ends, kinds and every column, save for what the losses name."""
    check_law(graph())


def test_of_the_shipped_graph_only_undated_stages_differ() -> None:
    """A stage without a date comes back as some day up to its report; the count is exact."""
    found = differences(shipped())
    assert {one.column for one in found} == {"date"}
    assert len(found) == exporter("graphml").losses(shipped())[UNDATED]
    for one in found:
        assert one.before is None
        assert re.fullmatch(r"\[\.\.[0-9-]+\]|[0-9-]+", str(one.after))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.records(), st.none() | strategies.days, st.booleans())
def test_whatever_is_written_comes_back(
    records: Records,
    as_of: dt.date | None,
    negative: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """The law holds for stages, dates and views of every shape, and nothing is refused."""
    graph = Graph(records, ontology()).shaped(negative=negative)
    check_law(graph.as_of(as_of) if as_of else graph)


def test_the_columns_that_never_come_back_are_columns() -> None:
    """The list above names nothing that is gone."""
    assert {*NEVER, *ASIDE, "agent"} <= set(EDGE_COLUMNS)
    losses = exporter("graphml").losses(shipped())
    assert {*NEVER.values(), UNDATED, SET_ASIDE, AGENTS} <= set(losses)


# ------------------------------------------------------------------------ what becomes of columns


def read(graph: Graph, tmp_path: Path) -> Graph:
    """Return a graph written as GraphML and read."""
    return graphkit.read_graphml(write_graph(graph, tmp_path, "graphml"))


def test_the_shipped_graph_is_a_graph_again(tmp_path: Path) -> None:
    """Title and day come from the description; what holds holds."""
    back = read(shipped(), tmp_path)
    assert (back.info.title, back.day) == (shipped().info.title, shipped().day)
    assert {f.id for f in back.facts(holds=True) if f.object} == {
        f.id for f in shipped().facts(holds=True) if f.object
    }
    label = back.label(back.fact("kazakhstan-joined-abraham-accords"))
    assert label == "joined Accords 2025 (announced)"
    assert {e.id for e in back.entities.values()} == {n.id for n in shipped().network.nodes()}


def test_nodes(tmp_path: Path) -> None:
    """Every column of a node is a field of its entity."""
    entities = [
        Entity(
            id="alpha", kind="state", name="Alpha", short="A",
            ids=(("iso3166-1-alpha-3", "ALP"),), location=(Decimal("43.25"), Decimal(-76)),
        ),
        Entity(
            id="talk", kind="event", name="Talk", type="phone-call", unnamed=True,
            date=parse_date("[2025-11-01..2025-11-06]"),
        ),
    ]  # fmt: skip
    back = read(graph_of([fact("alpha", "participatedIn", "talk")], entities), tmp_path)
    assert list(back.entities.values()) == entities
    filled: Columns = {}
    for node in back.network.nodes():
        filled |= node.columns
    assert set(filled) == set(NODE_COLUMNS)


def test_edges(tmp_path: Path) -> None:
    """What an edge says is the stage of its fact; each source is evidence."""
    one = fact(
        "alpha", "joined", "pact",
        Stage(
            stage="announced", date=parse_date("2025-11-06"), due=parse_date("2026"),
            agents=("alpha", "beta"), condition="peace",
            evidence=(Evidence(source="paper"), Evidence(source="wire", stance="denies")),
        ),
        role="guest", says="soon", identifier="joining",
    )  # fmt: skip
    one = structs.replace(one, field="trade")
    entities = [state("alpha"), state("beta"), Entity(id="pact", kind="treaty", name="Pact")]
    other = fact("beta", "joined", "pact")
    back = read(graph_of([one, other], entities, sources=[Source(id="wire")]), tmp_path)
    evidence = (Evidence(source="paper"), Evidence(source="wire"))
    (made,) = back.fact("joining").stages
    assert made == structs.replace(one.stages[0], evidence=evidence)
    assert back.fact("joining") == structs.replace(one, stages=(made,))
    assert back.sources["wire"] == Source(id="wire")


def test_a_closed_stage_keeps_the_start(tmp_path: Path) -> None:
    """The edge names the stage that its date is of, so that both come back."""
    one = fact(
        "alpha", "hasDiplomaticRelationsWith", "beta",
        stage("in-force", "1992"), stage("suspended", "[2001-02-03..2001-05-01]"),
    )  # fmt: skip
    back = read(graph_of([one], [state("alpha"), state("beta")]), tmp_path)
    (made,) = back.facts()
    stages = {(s.stage, s.date.text) for s in made.stages if s.date}
    assert stages == {("in-force", "1992"), ("suspended", "[2001-02-03..2001-05-01]")}


def test_the_end_of_an_interval_is_no_stage_of_its_own(tmp_path: Path) -> None:
    """One stage with an interval comes back as one."""
    one = fact("alpha", "recognized", "beta", stage("in-force", "1992/2001"))
    back = read(graph_of([one], [state("alpha"), state("beta")]), tmp_path)
    (made,) = back.facts()
    assert [(s.stage, s.date and s.date.text) for s in made.stages] == [("in-force", "1992/2001")]
    state_ = back.state(made)
    assert state_
    assert state_.step.stage == "ended"


def test_what_has_not_begun_has_not_begun(tmp_path: Path) -> None:
    """Its stage and date are lost; that it is to come is kept."""
    one = fact("alpha", "recognized", "beta", stage("announced", "2026-03"))
    graph = graph_of([one], [state("alpha"), state("beta")])
    back = read(graph, tmp_path)
    assert back.state(back.fact(one.id)) is None
    assert exporter("graphml").losses(graph)["facts not begun, kept without a stage"] == 1


def test_values_rest_on_the_file(tmp_path: Path) -> None:
    """A column of a node is a fact again; its source is the file, since no other is named."""
    facts = [
        fact("alpha", "population", value=10**20, approximate=True, identifier="people"),
        fact("alpha", "officialReligion", value="12"),
    ]
    graph = graph_of(facts, [state("alpha")])
    back = read(graph, tmp_path)
    people, religion = back.fact("alpha-population"), back.fact("alpha-official-religion")
    assert (people.value, people.approximate) == (10**20, True)
    assert (religion.value, religion.approximate) == ("12", False)
    assert [item.source for item in people.stages[0].evidence] == ["graphml-file"]
    assert back.view.holds(people)
    assert differences(graph) == []


def test_lone_nodes_come_back(tmp_path: Path) -> None:
    """A file with all entities gives all of them as nodes again."""
    one = fact("alpha", "recognized", "beta")
    graph = graph_of([one], [state("alpha"), state("beta"), state("gamma")])
    assert len(list(read(graph, tmp_path).network.nodes())) == 2
    everyone = graph.shaped(all_entities=True)
    assert len(list(read(everyone, tmp_path).network.nodes())) == 3


def test_the_description(tmp_path: Path) -> None:
    """It holds the days and the title, whatever stands in that."""
    title = 'As of 2001-01-01: a "title" <with>\n& more: é'
    info = GraphInfo(title=title, base="https://example.org/", as_of=DAY)
    graph = graph_of(
        [fact("alpha", "recognized", "beta")], [state("alpha"), state("beta")], info=info
    )
    path = write_graph(graph.known_by("2025-11-06"), tmp_path, "graphml")
    text = path.read_text(encoding="utf-8")
    assert "<desc>As of 2025-11-07, known by 2025-11-06: As of 2001-01-01: a " in text
    back = graphkit.read_graphml(path)
    assert (back.info.title, back.day, back.view.known_by) == (title, DAY, None)


def test_columns_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    """What Gephi adds, such as a degree, is no fact."""
    path = write_graph(shipped(), tmp_path, "graphml")
    text = path.read_text(encoding="utf-8")
    key = '  <key id="degree" for="node" attr.name="Degree" attr.type="int"/>\n  <graph id'
    text = text.replace("  <graph id", key, 1)
    text = text.replace("</data></node>", '</data><data key="degree">3</data></node>')
    text = text.replace(">true<", ">True<")
    path.write_text(text, encoding="utf-8")
    back = graphkit.read_graphml(path)
    first = read(shipped(), tmp_path)
    assert back.view.records == first.view.records


def test_a_project_of_its_own_words(tmp_path: Path) -> None:
    """A relation of a project is known with its ontology alone."""
    own = tmp_path / "project" / "ontology"
    own.mkdir(parents=True)
    (own / "own.ttl").write_text(
        "@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'gk:wroteTo a gk:Momentary ; rdfs:label "wrote to"@en ; gk:phrase "wrote to" ;\n'
        '    gk:negativePhrase "did not write to" ; gk:subjectKind gk:State ;\n'
        "    gk:objectKind gk:State .\n",
        encoding="utf-8",
    )
    one = fact("alpha", "met", "beta", stage("occurred", "2020"))
    people = [Entity(id=name, kind="person", name=name) for name in ("alpha", "beta")]
    path = write_graph(graph_of([one], people), tmp_path, "graphml")
    text = path.read_text(encoding="utf-8").replace(">met<", ">wroteTo<")
    path.write_text(text.replace(">person<", ">state<"), encoding="utf-8")
    with pytest.raises(graphkit.errors.BadData) as caught:
        graphkit.read_graphml(path)
    assert Counter(p.code for p in caught.value.problems if p.is_error) == {"unknown-relation": 1}
    back = graphkit.read_graphml(path, ontology=tmp_path / "project")
    (made,) = back.facts()
    assert back.full_label(made) == "alpha wrote to beta 2020"
