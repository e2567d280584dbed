"""The one order of what a file may write in any order."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.identifiers import parse_locator
from graphkit.model import Evidence, Position, Records, Stage
from graphkit.seeds.order import (
    evidence_in_order,
    in_order,
    positions_in_order,
    stages_in_order,
)
from tests import strategies
from tests.projects import SMALL, core_ontology, read_texts

#: The small project with every list of it turned round.
TURNED = {
    **SMALL,
    "facts.yaml": """\
facts:
  - subject: kazakhstan
    relation: joined
    object: abraham-accords
    stages:
      - {stage: expected, agent: [kazakhstan, israel], evidence: [%s]}
      - {stage: announced, date: 2025-11-07, evidence: [{source: trump-post}]}
      - {stage: announced, date: 2025-11-06, agent: donald-trump, evidence: [{source: trump-post}]}
""",
    "disputes.yaml": """\
disputes:
  when-it-joined:
    question: When did Kazakhstan join?
    kind: sequence
    about: [%s]
    positions: [%s]
""",
}
EVIDENCE = [
    "{source: trump-post, by: [kazakhstan, israel], cites: [wire-report, trump-post]}",
    "{source: wire-report, at: p10}",
    "{source: wire-report, at: 'p2:5-9'}",
    "{source: wire-report, at: p2, by: israel}",
]
POSITIONS = [
    "{says: It has, facts: [kazakhstan-joined-abraham-accords], evidence: [{source: trump-post}]}",
    "{says: It will, evidence: [{source: wire-report, at: p6}]}",
]


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_file_means_nothing(random: Random) -> None:
    """However the lists of a file are written, the records are equal."""

    def project(*, mixed: bool) -> dict[str, str]:
        lists = [EVIDENCE[:], ["kazakhstan", "israel"], POSITIONS[:]]
        if mixed:
            for items in lists:
                random.shuffle(items)
        evidence, about, positions = (", ".join(items) for items in lists)
        facts = TURNED["facts.yaml"] % evidence
        disputes = TURNED["disputes.yaml"] % (about, positions)
        return {**TURNED, "facts.yaml": facts, "disputes.yaml": disputes}

    first, second = (read_texts(project(mixed=mixed)) for mixed in (False, True))
    assert not first.problems
    assert first.records == second.records


def test_stages_come_by_rank_and_day() -> None:
    """As the page tells them: how far the relation has come, then the day, then the agents."""
    turned = {**TURNED, "facts.yaml": TURNED["facts.yaml"] % EVIDENCE[1]}
    turned["disputes.yaml"] = ""
    (fact,) = read_texts(turned).records.facts.values()
    assert [(s.stage, s.date.text if s.date else "", s.agents) for s in fact.stages] == [
        ("expected", "", ("israel", "kazakhstan")),
        ("announced", "2025-11-06", ("donald-trump",)),
        ("announced", "2025-11-07", ()),
    ]


def test_evidence_comes_as_it_stands_in_the_text() -> None:
    """By source, then by place: p10 after p2, the paragraph before a stretch of it."""
    places = [("wire", "p10"), ("wire", "p2:5-9"), ("wire", "p2"), ("blog", "")]
    items = [Evidence(source=s, at=parse_locator(at) if at else None) for s, at in places]
    found = [(e.source, str(e.at or "")) for e in evidence_in_order(items)]
    assert found == [("blog", ""), ("wire", "p2"), ("wire", "p2:5-9"), ("wire", "p10")]


def test_texts_stand_once() -> None:
    """Two of one text are one."""
    assert in_order(["b", "a", "b"]) == ("a", "b")


def test_positions_keep_their_order_in_a_view() -> None:
    """Which evidence is left moves no position."""
    first, last = Evidence(source="a"), Evidence(source="z")
    some = Position(says="It has", evidence=(first, last))
    other = Position(says="It will", evidence=(Evidence(source="m"),))
    without = structs.replace(some, evidence=(last,))
    assert positions_in_order([other, some]) == (some, other)
    assert positions_in_order([other, without]) == (without, other)


@given(strategies.records(), st.randoms(use_true_random=False))
def test_the_order_is_one(records: Records, random: Random) -> None:
    """Shuffled stages and evidence come back to the same order."""
    apart = strategies.told_apart(records)
    ontology = core_ontology()
    shuffled = strategies.shuffled(apart, random)
    assert strategies.ordered(shuffled, ontology).facts == strategies.ordered(apart, ontology).facts


@pytest.mark.parametrize("date", ["2020", "[..2021]"])
def test_a_date_that_two_stages_share_is_settled_by_agents(date: str) -> None:
    """Whatever is left, the names of two stages of a fact differ."""
    stages = [
        Stage(stage="sought", date=parse_date(date), agents=agents)
        for agents in (("b",), ("a",), ())
    ]
    found = stages_in_order(stages, core_ontology())
    assert [stage.agents for stage in found] == [(), ("a",), ("b",)]
