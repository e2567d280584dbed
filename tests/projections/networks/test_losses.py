"""What nodes and edges do not carry is counted, each thing under words of its own."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

from msgspec import structs

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.identifiers import BASE
from graphkit.model import (
    Dispute,
    Entity,
    Evidence,
    Fact,
    GraphInfo,
    Moment,
    Position,
    Source,
    Stage,
)
from graphkit.projections.networks.columns import Columns
from graphkit.projections.networks.losses import element_losses, mangled_texts, network_losses
from tests.samples import fact, graph_of, hostile, shipped, stage, state

ALPHA, BETA = state("alpha"), state("beta")


def counted(graph: Graph) -> dict[str, int]:
    """Return the losses of a graph that there are any of."""
    return {what: count for what, count in network_losses(graph.network).items() if count}


def of_fact(*stages: Stage, relation: str = "recognized") -> dict[str, int]:
    """Return the losses of a graph with one fact, without those that every fact has."""
    one = fact("alpha", relation, "beta", *stages)
    found = counted(graph_of([one], [ALPHA, BETA]))
    assert found.pop("sources, kept as their ids") == 1
    assert found.pop("pieces of evidence, kept as the ids of their sources") == len(stages)
    return found


# ------------------------------------------------------------------------ facts


def test_a_plain_fact_loses_its_evidence_only() -> None:
    """A day and a source: the evidence is all that an edge has no column for."""
    assert of_fact(stage("in-force", "2001-02-03")) == {}


def test_dates() -> None:
    """Uncertain dates stand as text and bounds; a stage without a date as those of its report."""
    assert of_fact(stage("in-force", "1992")) == {"uncertain dates, kept as text and bounds": 1}
    undated = {"undated stages, kept as the bounds of their report": 1}
    assert of_fact(stage("in-force")) == undated
    assert of_fact(stage("in-force", attested="2025-11-06")) == {}


def test_stages() -> None:
    """Of several stages the edge has the one on the day, and the date that gives the year."""
    history = "stage histories, kept as the stage on the day"
    closed = of_fact(stage("in-force", "2001-02-03"), stage("ended", "2003-02-03"))
    assert closed == {history: 1}
    assert of_fact(stage("announced", "2026-02-03")) == {"facts not begun, kept without a stage": 1}


def test_a_date_that_was_set_aside() -> None:
    """What was in force, ended and was announced again has the date of a stage it outlived."""
    again = of_fact(
        stage("in-force", "2001-02-03"), stage("ended", "2003-02-03"),
        stage("announced", "2005-02-03"),
    )  # fmt: skip
    assert again["dates of stages set aside, not read back"] == 1
    twice = of_fact(
        stage("in-force", "2001-02-03/2003-02-03"), stage("in-force", attested="2025-11-07")
    )
    assert twice["dates of stages set aside, not read back"] == 1
    plain = of_fact(stage("announced", "2000-02-03"), stage("in-force", "2001-02-03"))
    assert "dates of stages set aside, not read back" not in plain


def test_what_curators_add() -> None:
    """Notes, marks and what an opinion is about have no column."""
    step = structs.replace(
        stage("occurred", "2001-02-03", agents=("gamma",)), note="a note of the stage"
    )
    said = structs.replace(
        fact("alpha", "commentedOn", "beta", step, says="yes", note="a note", rank="preferred"),
        about="alpha-met-beta", confidence="low",
    )  # fmt: skip
    met = fact("alpha", "recognized", "beta", stage("in-force", "2001-02-03"))
    met = structs.replace(met, id="alpha-met-beta")
    found = counted(graph_of([said, met], [ALPHA, BETA, state("gamma")]))
    assert found == {
        "pieces of evidence, kept as the ids of their sources": 2,
        "sources, kept as their ids": 1,
        "agents who are no node": 1,
        "entities that are no node": 1,
        "facts that opinions are about": 1,
        "confidences and ranks": 1,
        "notes on facts": 2,
    }


# ------------------------------------------------------------------------ nodes and the whole


def test_nodes() -> None:
    """Other names, codes and notes of a node, and numbers that a float cannot hold."""
    known = Entity(
        id="alpha", kind="state", name="Alpha", short="A", aliases=("B", "C"), adjectives=("D",),
        ids=(("iso3166-1-alpha-3", "ALP"), ("un-m49", "512")), checked="a register", note="a note",
        location=(Decimal("0.1"), Decimal("0.12345678901234567890")),
    )  # fmt: skip
    one = fact("alpha", "recognized", "beta", stage("in-force", "2001-02-03"))
    found = counted(graph_of([one], [known, BETA, state("gamma")]))
    assert {what: found[what] for what in found if "sources" not in what} == {
        "entities that are no node": 1,
        "other names of nodes": 3,
        "codes of nodes other than ISO": 1,
        "notes on nodes": 2,
        "decimal numbers, rounded": 1,
    }


def test_values() -> None:
    """A column of values says neither since when nor who says so."""
    facts = [fact("alpha", "population", value=9), fact("beta", "population", value=8)]
    found = counted(graph_of(facts, [ALPHA, BETA]))
    assert found == {"values, kept without stage and source": 2}


def test_the_whole() -> None:
    """Disputes, moments and what is said of the whole stand in no node and no edge."""
    positions = tuple(
        Position(says=says, evidence=(Evidence(source=source),))
        for says, source in (("yes", "paper"), ("no", "wire"))
    )
    graph = graph_of(
        [],
        [ALPHA],
        sources=[Source(id="wire")],
        disputes=[Dispute(id="who", question="Who?", kind="count", positions=positions)],
        info=GraphInfo(
            title="T", base=BASE, as_of=dt.date(2025, 11, 7), lede="L", license="CC-BY-4.0"
        ),
    )
    moment = Moment(date=parse_date("2025"), focus="alpha", title="T", text="Text")
    records = dataclasses.replace(graph.view.records, moments=(moment,))
    assert counted(Graph(records, graph.ontology)) == {
        "entities that are no node": 1,
        "disputes, kept as a mark": 1,
        "texts about the whole": 2,
        "moments": 1,
    }


def test_no_fact_is_counted_twice_in_a_fold() -> None:
    """Several edges of a fold may rest on one fact; its evidence is lost once."""
    folded = shipped().shaped(fold="states").network
    facts: dict[str, Fact] = {one.id: one for one in folded.facts()}
    evidence = sum(len(s.evidence) for one in facts.values() for s in one.stages)
    losses = network_losses(folded)
    assert losses["pieces of evidence, kept as the ids of their sources"] == evidence


def test_words() -> None:
    """The words are those that a command prints behind a number."""
    for what in network_losses(shipped().network):
        assert what[0].islower()
        assert what.replace(",", "").replace(" ", "").isalpha()


def test_mangled_texts() -> None:
    """Texts that Gephi misreads are counted, wherever they stand; the shipped graph has none."""
    counts = {"mangled": mangled_texts}
    assert element_losses(shipped().network, counts) == {"mangled": 0}
    assert element_losses(hostile().network, counts)["mangled"] > 0
    misread: Columns = {"field": "INFORMATION", "role": "null", "says": "Null\n", "kind": "NULL"}
    read_well: Columns = {
        "label": "INF",
        "agent": "nullify",
        "via": "inf",
        "note": "is null",
        "weight": 1.0,
    }
    assert mangled_texts({**misread, **read_well}) == len(misread)
