"""Tests of graphkit.checks.duplicates: no fact twice, no name for two records."""

from __future__ import annotations

import pytest

from graphkit.checks import duplicates
from tests.projects import all_problems, found

TWO = "facts:\n  - {{id: a, {0}}}\n  - {{id: b, {1}}}\n"
BASE = "subject: israel, relation: recognized, object: kazakhstan"
ONCE = "subject: donald-trump, relation: visited, object: israel"
SAME: list[tuple[str, str]] = [
    (BASE, BASE),
    (BASE, "object: kazakhstan, relation: recognized, subject: israel, date: 1992"),
    ("subject: israel, relation: tradesWith, object: kazakhstan",
     "subject: kazakhstan, relation: tradesWith, object: israel"),
    ("subject: israel, relation: population, value: 9",
     "subject: israel, relation: population, value: 9"),
    (f"{ONCE}, date: 2017-05-20", f"{ONCE}, date: 2017-05-20"),
    (f"{ONCE}, date: 2017-05-20", f"{ONCE}, date: 2017-05"),
    (f"{ONCE}, date: 2017-05", f"{ONCE}, date: 2025-05-13"),
    (f"{ONCE}, date: 2017-05-20", ONCE),
    (f"{BASE}, date: 1992-04-10", f"{BASE}, date: 1993-04-10"),
]  # fmt: skip
DIFFERENT: list[tuple[str, str]] = [
    (f"{ONCE}, date: 2017-05-20", f"{ONCE}, date: 2025-05-13"),
    (BASE, "subject: kazakhstan, relation: leftState, object: israel"),
    ("subject: israel, relation: leftState, object: kazakhstan",
     "subject: kazakhstan, relation: leftState, object: israel"),
    ("subject: israel, relation: population, value: 9",
     "subject: israel, relation: population, value: 10"),
    ("subject: israel, relation: cooperatesWith, object: kazakhstan, field: water",
     "subject: israel, relation: cooperatesWith, object: kazakhstan, field: trade"),
    ("subject: donald-trump, relation: heldOffice, object: israel, role: guest",
     "subject: donald-trump, relation: heldOffice, object: israel, role: host"),
    ("subject: donald-trump, relation: supported, object: israel, says: good",
     "subject: donald-trump, relation: supported, object: israel, says: fine"),
    ("subject: donald-trump, relation: supported, object: israel, about: a",
     "subject: donald-trump, relation: supported, object: israel, about: b"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_fact_twice(one: str, other: str) -> None:
    """Two entries of one fact split its evidence, also turned round if it is symmetric."""
    assert found(duplicates, TWO.format(one, other)) == [("duplicate-fact", 3, 5)]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_facts(one: str, other: str) -> None:
    """Facts that differ in an end, the value, the part played or what is said are two.

    So are two that happen on different days, where both days are known.
    """
    assert found(duplicates, TWO.format(one, other)) == []


def test_hint_names_the_first() -> None:
    """The hint tells where the other entry is."""
    (problem,) = (p for p in all_problems(TWO.format(BASE, BASE)) if p.code == "duplicate-fact")
    assert problem.message == "b says the same as a"
    assert problem.hint.endswith("the first is at seeds/sample.yaml:2:5")


STAGES = """\
facts:
  - subject: israel
    relation: joined
    object: abraham-accords
    id: israels-way
    stages:
      - {{stage: expected, {0}}}
      - {{stage: expected, {1}}}
"""


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("date: 2019", "date: 2020", True),
        ("agent: israel", "agent: israel", True),
        ("agent: [israel, kazakhstan]", "agent: [kazakhstan, israel]", True),
        ("agent: israel", "agent: kazakhstan", False),
        ("agent: israel", "note: nobody knows who", False),
        ("date: 2019", "date: 2020, id: israels-way-again", False),
        ("id: again", "id: again", True),
    ],
)
def test_names_of_stages(one: str, other: str, twins: bool) -> None:  # noqa: FBT001 - what is expected
    """Two stages of one name need an id; the order of agents does not tell them apart."""
    text = STAGES.format(one, other)
    found_here = [one for one in found(duplicates, text) if one[0] == "duplicate-name"]
    assert found_here == ([("duplicate-name", 8, 9)] if twins else [])


EVIDENCE = """\
facts:
  - subject: israel
    relation: recognized
    object: kazakhstan
    evidence:
      - {{source: wire-report, {0}}}
      - {{source: wire-report, {1}}}
"""


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("at: p1", "at: p1", True),
        ("at: p1", "at: p1, stance: hedges", True),
        ("at: p1", "at: p2", False),
        ("at: p1", "at: 'p1:0-9'", False),
        ("at: p1, by: israel", "at: p1, by: kazakhstan", False),
        ("at: p1, id: here", "at: p1, id: there", False),
        ("at: p1, id: here", "at: p2, id: here", True),
    ],
)
def test_names_of_evidence(one: str, other: str, twins: bool) -> None:  # noqa: FBT001 - what is expected
    """Two pieces of evidence of one passage and one speaker need an id."""
    expected = [("duplicate-name", 7, 9)] if twins else []
    assert found(duplicates, EVIDENCE.format(one, other)) == expected


DISPUTE = """\
disputes:
  who:
    question: Who?
    kind: identity
    about: [israel]
    positions:
      - {{says: A, evidence: [{0}]}}
      - {{says: B, evidence: [{1}]}}
"""


def test_names_in_disputes() -> None:
    """Two positions that begin with one passage share a name, and so does their evidence."""
    one = "{source: wire-report, at: p1}"
    assert found(duplicates, DISPUTE.format(one, "{source: wire-report, at: p2}")) == []
    assert found(duplicates, DISPUTE.format(one, one)) == [
        ("duplicate-name", 8, 9),
        ("duplicate-name", 8, 30),
    ]


def test_no_fault_for_what_could_not_be_read() -> None:
    """What two entries lack does not make them equal: each lack is told once, where it is."""
    text = """\
facts:
  - {subject: israel, relation: recognized, object: Kazakhstan}
  - {subject: israel, relation: recognized, object: Türkiye}
  - {subject: israel, relation: recognized, object: kazakhstan, evidence: [{at: p1}, {at: p1}]}
disputes:
  who: {question: Who?, kind: identity, about: [israel], positions: [{says: A}, {says: B}]}
"""
    codes = {problem.code for problem in all_problems(text)}
    assert codes == {"bad-id", "missing-field", "no-evidence"}


def test_a_fact_with_the_id_of_an_entity() -> None:
    """In a file that holds nodes and edges the two would be one."""
    text = "facts:\n  - {id: israel, " + BASE + ", evidence: []}\n"
    assert ("duplicate-name", 2, 10) in found(duplicates, text)


def test_registers_that_differ_in_hyphens_alone() -> None:
    """Both would be one property, and nobody could say which of them a code is of."""
    text = """\
entities:
  yemen: {kind: state, name: Yemen, checked: ISO 3166, ids: {iso31661-alpha-3: YEM}}
"""
    assert ("duplicate-name", 2, 62) in found(duplicates, text)
    assert not found(duplicates, text.replace("iso31661-alpha-3", "iso3166-1-alpha-3"))
