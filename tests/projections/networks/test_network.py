"""The property graph: which facts are edges, what their columns say, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import networkx as nx
import pyoxigraph as ox
import pytest

from graphkit.graph import Graph
from graphkit.identifiers import BASE
from graphkit.model import Entity
from graphkit.projections.networks.columns import EDGE_COLUMNS, NODE_COLUMNS
from graphkit.projections.networks.network import network
from graphkit.projections.rdf.terms import prefixes
from tests.samples import fact, graph_of, hostile, shipped, stage, state

ALPHA, BETA = state("alpha"), state("beta")

graphs = pytest.mark.parametrize(
    "graph",
    [shipped, hostile, lambda: shipped().as_of("2020-12-31")],
    ids=["shipped", "hostile", "as of 2020"],
)


# ------------------------------------------------------------------------ columns


@graphs
def test_each_column_has_one_type(graph: Callable[[], Graph]) -> None:
    """Every value is a scalar of exactly the type its column declares, and never empty text."""
    asked = graph().network
    for columns, elements in (
        (asked.node_columns, asked.nodes()),
        (asked.edge_columns, asked.edges()),
    ):
        for element in elements:
            for name, value in element.columns.items():
                assert type(value) is columns[name], (element.id, name)
                assert value != "", (element.id, name)


@graphs
def test_what_every_element_has(graph: Callable[[], Graph]) -> None:
    """A node has its label, an edge its label, id, relation, weight and whether it holds."""
    asked = graph().network
    for node in asked.nodes():
        assert {"label", "kind", "unnamed"} <= set(node.columns)
    for edge in asked.edges():
        assert edge.columns["edge_id"] == edge.id
        assert edge.columns["weight"] == 1.0
        assert {"label", "relation", "holds", "symmetric", "disputed", "sign"} <= set(edge.columns)


@graphs
def test_edges_run_between_nodes(graph: Callable[[], Graph]) -> None:
    """No edge ends at a node that is not there; no node is without an edge or a value."""
    asked = graph().network
    nodes = {node.id for node in asked.nodes()}
    ends = {end for edge in asked.edges() for end in (edge.source, edge.target)}
    valued = {item.subject for item in asked.values}
    assert nodes == ends | valued


@graphs
def test_every_fact_is_an_edge_or_a_value_or_counted(graph: Callable[[], Graph]) -> None:
    """Nothing disappears: edges, values and what is left out make up all facts."""
    asked = graph()
    drawn = asked.network
    total = len(list(drawn.edges())) + len(drawn.values) + sum(drawn.left_out.values())
    assert total == len(asked.view.records.facts)


@graphs
def test_holds_is_the_direct_triple(graph: Callable[[], Graph]) -> None:
    """`holds` says of every edge whether RDF has the direct triple for it."""
    asked = graph()
    store = asked.to_oxigraph()
    known = prefixes(BASE)
    for edge in asked.network.edges():
        relation, fact_ = edge.columns["relation"], f"fact:{edge.id}"
        if edge.columns["holds"]:
            pattern = f"id:{edge.source} gk:{relation} id:{edge.target}"
            assert store.query(f"ASK {{ {pattern} }}", prefixes=known), edge.id
        else:
            pattern = f"{fact_} gk:stage/skos:broader ?g FILTER(?g IN (gk:Committed, gk:Realized))"
            pattern += f" FILTER NOT EXISTS {{ {fact_} gk:possible true }}"
            assert not store.query(f"ASK {{ {pattern} }}", prefixes=known), edge.id


def test_the_columns_of_an_edge() -> None:
    """One edge with everything: stage, agents, dates, bounds, sources."""
    one = fact(
        "alpha", "hasDiplomaticRelationsWith", "beta",
        stage("in-force", "1992~", agents=("beta", "alpha")),
        stage("ended", "[2001-02-03,2001-05-01]"),
    )  # fmt: skip
    (edge,) = graph_of([one], [ALPHA, BETA]).network.edges()
    assert edge.columns == {
        "label": "has diplomatic relations with Beta c. 1992 (ended)",
        "weight": 1.0,
        "edge_id": one.id,
        "relation": "hasDiplomaticRelationsWith",
        "colour_group": "diplomacy",
        "sign": 1,
        "stage": "ended",
        "stage_group": "closed",
        "holds": False,
        "possible": False,
        "dated_stage": "in-force",
        "date": "1992~",
        "start_earliest": "1992-01-01",
        "start_latest": "1992-12-31",
        "end_earliest": "2001-02-03",
        "end_latest": "2001-05-01",
        "first_attested": "2025-11-06",
        "symmetric": True,
        "disputed": False,
        "sources": "paper",
        "independent": 1,
    }


def test_the_bounds_of_an_interval() -> None:
    """An interval gives the ends its own bounds; one that is open has none."""
    facts = [
        fact("alpha", "recognized", "beta", stage("in-force", "1992/2001-02")),
        fact("beta", "recognized", "alpha", stage("in-force", "1992/..")),
    ]
    closed, lasting = graph_of(facts, [ALPHA, BETA]).network.edges()
    assert closed.columns["end_earliest"] == "2001-02-01"
    assert closed.columns["end_latest"] == "2001-02-28"
    assert "end_earliest" not in lasting.columns
    assert lasting.columns["holds"]


def test_the_stage_that_a_date_is_of() -> None:
    """It is named where it is not the stage on the day, as at the end of an interval."""
    facts = [
        fact("alpha", "recognized", "beta", stage("in-force", "1992/2001")),
        fact("beta", "recognized", "alpha", stage("announced", "1991"), stage("in-force", "1992")),
        fact("alpha", "sanctioned", "beta", stage("suspended", "1992")),
    ]
    edges = graph_of(facts, [ALPHA, BETA]).network.edges()
    told = [(edge.columns["stage"], edge.columns.get("dated_stage")) for edge in edges]
    assert told == [("ended", "in-force"), ("suspended", None), ("in-force", None)]


def test_several_agents_stand_in_one_text() -> None:
    """Ids are joined by a sign that no id holds; a list would be lost on most readers."""
    one = fact("alpha", "recognized", "beta", stage("sought", agents=("alpha", "beta")))
    (edge,) = graph_of([one], [ALPHA, BETA]).network.edges()
    assert edge.columns["agent"] == "alpha|beta"


def test_a_fact_not_begun_is_an_edge_without_a_stage() -> None:
    """What is still to come is in the graph, and no column claims that it has begun."""
    one = fact("alpha", "recognized", "beta", stage("announced", "2026-03"))
    (edge,) = graph_of([one], [ALPHA, BETA]).network.edges()
    assert edge.columns["label"] == "recognized Beta"
    assert not edge.columns["holds"]
    assert not {"stage", "stage_group", "date", "start_earliest"} & set(edge.columns)


def test_labels_of_the_shipped_project() -> None:
    """The two labels that the project is known by are on its edges."""
    labels = {edge.id: edge.columns["label"] for edge in shipped().network.edges()}
    assert labels["kazakhstan-recognized-israel"] == "recognized Israel 1992"
    assert labels["kazakhstan-joined-abraham-accords"] == "joined Accords 2025 (announced)"


# ------------------------------------------------------------------------ what is an edge


def _mixed() -> Graph:
    return graph_of(
        [
            fact("alpha", "recognized", "beta", stage("in-force", "1992")),
            fact("beta", "recognized", "alpha", stage("absent", "2025-10")),
            fact("alpha", "sanctioned", "beta", stage("rejected", "2025-10")),
            fact("beta", "sanctioned", "alpha", stage("rejected", "2026-10")),
            fact("alpha", "tradesWith", "beta", rank="deprecated"),
            fact("beta", "population", value=3, rank="deprecated"),
            fact("alpha", "population", "", stage("ended", "1999"), value=3),
            fact("alpha", "majorityReligion", value="none"),
        ],
        [ALPHA, BETA, state("gamma")],
    )


def test_negative_and_deprecated_facts_are_no_edges() -> None:
    """They are counted instead, those that have not begun too."""
    graph = _mixed().network
    assert [edge.id for edge in graph.edges()] == ["alpha-recognized-beta"]
    assert graph.left_out == {
        "negative facts": 3,
        "deprecated facts": 2,
        "value facts that do not hold": 1,
    }


def test_negative_facts_on_demand() -> None:
    """They become edges where they are asked for; deprecated ones never do."""
    graph = network(_mixed().view, negative=True)
    assert {edge.id for edge in graph.edges()} == {
        "alpha-recognized-beta",
        "beta-recognized-alpha",
        "alpha-sanctioned-beta",
        "beta-sanctioned-alpha",
    }
    assert graph.left_out == {"deprecated facts": 2, "value facts that do not hold": 1}


def test_entities_without_facts_on_demand() -> None:
    """A mere publisher is no node unless all entities are asked for."""
    assert {node.id for node in _mixed().network.nodes()} == {"alpha", "beta"}
    everyone = network(_mixed().view, all_entities=True)
    assert {node.id for node in everyone.nodes()} == {"alpha", "beta", "gamma"}


def test_as_of_drops_what_has_not_begun() -> None:
    """In 2020 nobody has taken part in a call of 2025; Kazakhstan has recognized Israel."""
    later = {edge.id for edge in shipped().network.edges()}
    edges = {edge.id for edge in shipped().as_of("2020-12-31").network.edges()}
    assert edges < later
    assert "kazakhstan-recognized-israel" in edges
    assert "donald-trump-participated-in-call-2025-11-06" in later - edges


# ------------------------------------------------------------------------ kinds and values


def test_kinds_are_unique_between_two_nodes() -> None:
    """The second edge of a relation between two nodes is numbered; a third node starts anew."""
    facts = [
        fact("alpha", "heldOffice", "beta", identifier=f"office-{n}", role=f"role {n}")
        for n in (1, 2, 3)
    ]
    facts.append(fact("alpha", "heldOffice", "gamma"))
    people = [Entity(id="alpha", kind="person", name="A"), BETA, state("gamma")]
    kinds = {edge.id: edge.kind for edge in graph_of(facts, people).network.edges()}
    assert kinds == {
        "office-1": "heldOffice",
        "office-2": "heldOffice #2",
        "office-3": "heldOffice #3",
        "alpha-heldoffice-gamma": "heldOffice",
    }


@graphs
def test_kinds_are_unique_in_a_whole_graph(graph: Callable[[], Graph]) -> None:
    """No two edges between one pair share a kind, so that no tool merges them."""
    edges = graph().network.edges()
    seen = Counter((edge.source, edge.target, edge.kind) for edge in edges)
    assert set(seen.values()) == {1}


def test_values_become_columns_of_their_node() -> None:
    """A value that holds stands at its node with its type, and whether it is approximate."""
    graph = graph_of(
        [
            fact("alpha", "population", value=7, approximate=True),
            fact("alpha", "officialReligion", value="none"),
        ],
        [ALPHA, BETA],
    ).network
    assert list(graph.node_columns)[len(NODE_COLUMNS) :] == [
        "officialReligion",
        "officialReligion_approximate",
        "population",
        "population_approximate",
    ]
    assert graph.node_columns["population"] is int
    (node,) = graph.nodes()
    assert node.columns["population"] == 7
    assert node.columns["population_approximate"] is True
    assert node.columns["officialReligion"] == "none"
    assert node.columns["officialReligion_approximate"] is False


def test_of_rival_values_the_preferred_is_shown() -> None:
    """One column holds one value: the preferred one; the rival is counted."""
    facts = [
        fact("alpha", "population", identifier="a", value=1, rank="preferred"),
        fact("alpha", "population", identifier="b", value=2),
    ]
    graph = graph_of(facts, [ALPHA]).network
    (node,) = graph.nodes()
    assert node.columns["population"] == 1
    assert graph.left_out == {"rival values of one column": 1}


def test_places_and_codes() -> None:
    """Coordinates are numbers; the code of a state has a column of its own."""
    there = Entity(
        id="alpha", kind="state", name="Alpha", date=None, ids=(("iso3166-1-alpha-3", "ALP"),),
        location=(Decimal("43.25"), Decimal(-76)),
    )  # fmt: skip
    (node, _) = graph_of([fact("alpha", "recognized", "beta")], [there, BETA]).network.nodes()
    assert node.columns["iso3"] == "ALP"
    assert "short" not in node.columns
    assert node.columns["latitude"] == 43.25
    assert node.columns["longitude"] == -76.0


def test_a_short_name_stands_beside_the_name() -> None:
    """It is what the labels of edges say of the node."""
    treaty = Entity(id="pact", kind="treaty", name="The Pact of Steel", short="Pact")
    graph = graph_of([fact("alpha", "joined", "pact")], [ALPHA, treaty]).network
    (_, node) = graph.nodes()
    (edge,) = graph.edges()
    assert (node.columns["label"], node.columns["short"]) == ("The Pact of Steel", "Pact")
    assert edge.columns["label"] == "joined Pact"


# ------------------------------------------------------------------------ networkx


@graphs
def test_to_networkx(graph: Callable[[], Graph]) -> None:
    """Ids are entity and fact ids, every attribute is there, and so are title and day."""
    asked = graph()
    made = asked.to_networkx()
    assert isinstance(made, nx.MultiDiGraph)
    assert made.graph == {"title": asked.info.title, "as_of": str(asked.day)}
    assert {n: made.nodes[n] for n in made} == {
        n.id: dict(n.columns) for n in asked.network.nodes()
    }
    assert {(s, t, k): d for s, t, k, d in made.edges(keys=True, data=True)} == {
        (e.source, e.target, e.id): dict(e.columns) for e in asked.network.edges()
    }


def test_the_shipped_graph_has_parallel_edges() -> None:
    """Otherwise the tests of parallel edges would look at none."""
    pairs = Counter((edge.source, edge.target) for edge in shipped().network.edges())
    assert max(pairs.values()) > 1


def test_column_names() -> None:
    """No two columns differ by case alone; none has a name that Gephi keeps for itself."""
    for columns in (shipped().network.node_columns, EDGE_COLUMNS):
        lowered = [name.lower() for name in columns]
        assert len(lowered) == len(set(lowered))
        assert not {"id", "timeset", "source", "target", "interval"} & set(lowered)


def test_the_store_agrees_on_the_number_of_facts() -> None:
    """Edges and RDF are two faces of the same facts."""
    found = (
        shipped()
        .to_oxigraph()
        .query(
            "SELECT (COUNT(*) AS ?n) { ?f a gk:Fact ; rdf:object ?o FILTER(isIRI(?o)) }",
            prefixes=prefixes(BASE),
        )
    )
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    negative = network(shipped().view, negative=True)
    assert int(str(row["n"].value)) == len(list(negative.edges()))
