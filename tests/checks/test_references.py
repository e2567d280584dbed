"""Tests of graphkit.checks.references: every id that a record names stands for a record."""

from __future__ import annotations

import pytest

from graphkit.checks import references
from tests.projects import Finding, all_problems, found

FACT = """\
facts:
  - subject: {subject}
    relation: recognized
    object: {object}
    agent: {agent}
    evidence: [{{source: {source}, at: p1, by: {by}, cites: {cites}}}]
"""
GOOD = {
    "subject": "israel",
    "object": "kazakhstan",
    "agent": "israel",
    "source": "wire-report",
    "by": "israel",
    "cites": "trump-post",
}
CASES: list[tuple[dict[str, str], list[Finding]]] = [
    ({}, []),
    ({"subject": "isreal"}, [("unknown-entity", 2, 14)]),
    ({"subject": "[israel, isreal]"}, [("unknown-entity", 2, 23)]),
    ({"object": "kazakstan"}, [("unknown-entity", 4, 13)]),
    ({"object": "[kazakstan]"}, [("unknown-entity", 4, 14)]),
    ({"agent": "isreal"}, [("unknown-entity", 5, 12)]),
    ({"agent": "[kazakhstan, a-stranger]"}, [("unknown-entity", 5, 25)]),
    ({"agent": "[zambia, benin]"}, [("unknown-entity", 5, 13), ("unknown-entity", 5, 21)]),
    ({"source": "wire"}, [("unknown-source", 6, 25)]),
    ({"by": "isreal"}, [("unknown-entity", 6, 50)]),
    ({"by": "[israel, isreal]"}, [("unknown-entity", 6, 59)]),
    ({"cites": "post"}, [("unknown-source", 6, 65)]),
    (
        {"subject": "isreal", "source": "wire", "by": "isreal"},
        [("unknown-entity", 2, 14), ("unknown-source", 6, 25), ("unknown-entity", 6, 43)],
    ),
]


@pytest.mark.parametrize(("change", "expected"), CASES, ids=[str(change) for change, _ in CASES])
def test_facts(change: dict[str, str], expected: list[Finding]) -> None:
    """Each unknown id of a fact is found at its own place, in a list too."""
    assert found(references, FACT.format(**{**GOOD, **change})) == expected


def test_a_list_makes_one_problem_for_each_wrong_name() -> None:
    """The other end of a list of subjects is wrong once in the text, and told once."""
    text = """\
facts:
  - {subject: [israel, kazakhstan], relation: joined, object: accords}
"""
    problems = {p for p in all_problems(text) if p.code == "unknown-entity"}
    assert [str(problem.place) for problem in problems] == ["seeds/sample.yaml:2:63"]


def test_facts_about_facts() -> None:
    """An opinion is about a fact that is there."""
    text = """\
facts:
  - subject: israel
    relation: supported
    object: kazakhstan
    about: {about}
"""
    assert found(references, text.format(about="kazakhstan-recognized-israel")) == []
    assert found(references, text.format(about="israel")) == [("unknown-fact", 5, 12)]


MEANT = """\
facts:
  - {{subject: {subject}, relation: {relation}, object: {object}, role: founder}}
  - {{subject: {subject}, relation: population, value: 9000000}}
disputes:
  who:
    question: Who?
    kind: identity
    about: [{about}]
    positions:
      - says: A
        facts: [{about}]
moments:
  - {{date: 2025, focus: {about}, title: A, text: B}}
"""


def _named(about: str, **change: str) -> list[str]:
    parts = {"subject": "israel", "relation": "joined", "object": "zambia-accords", **change}
    problems = all_problems(MEANT.format(about=about, **parts))
    return sorted({p.code for p in problems if p.code.startswith("unknown")})


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"relation": "joind"}, ["unknown-relation"]),
        ({"subject": "isreal"}, ["unknown-entity"]),
        ({"object": "abraham-acords"}, ["unknown-entity"]),
    ],
)
def test_a_fact_with_a_fault_is_still_the_one_that_is_meant(
    change: dict[str, str], codes: list[str]
) -> None:
    """One slip of the pen is one fault, also where the fact is named elsewhere."""
    sound = {"object": "abraham-accords", **change}
    assert _named("israel-joined-abraham-accords-founder", **sound) == codes
    if "subject" in change:
        assert _named("israel-population", **sound) == codes
    # What has nothing of the fact in it is a fault of its own.
    assert _named("israel-jailed-abraham-accords-founder", **sound) == sorted(
        {*codes, *(() if "relation" in change else ("unknown-fact", "unknown-record"))}
    )
    assert _named("israel", **sound) == sorted({*codes, "unknown-fact"})


def test_an_own_id_is_no_part_of_a_fault() -> None:
    """A fact with an id of its own keeps it whatever is wrong in it."""
    text = MEANT.replace(
        "{{subject: {subject}, relation: {relation}",
        "{{id: x, subject: {subject}, relation: {relation}",
        1,
    )
    made = text.format(
        subject="israel", relation="joind", object="abraham-accords",
        about="israel-joined-abraham-accords-founder",
    )  # fmt: skip
    codes = {problem.code for problem in all_problems(made)}
    assert {"unknown-relation", "unknown-fact", "unknown-record"} <= codes


def test_a_fact_without_a_relation_is_looked_at_too() -> None:
    """Whatever else is wrong in it is told in the same run, and what it names is in use."""
    text = """\
entities:
  astana: {kind: organization, name: Astana}
facts:
  - {subject: astana, relation: joind, object: isreal, evidence: [{source: wire}]}
"""
    codes = {problem.code for problem in all_problems(text)}
    assert codes == {"unknown-relation", "unknown-entity", "unknown-source"}


def test_sources() -> None:
    """Publisher and author are entities, what a source relays are sources."""
    text = """\
sources:
  gazette:
    kind: article
    publisher: {publisher}
    author: [donald-trump, {author}]
    cites: [trump-post, {cited}]
"""
    good = text.format(publisher="daily-wire", author="israel", cited="wire-report")
    assert found(references, good) == []
    assert found(references, text.format(publisher="x", author="y", cited="israel")) == [
        ("unknown-entity", 4, 16),
        ("unknown-entity", 5, 28),
        ("unknown-source", 6, 25),
    ]


def test_disputes_and_moments() -> None:
    """A dispute and a moment may be about an entity or a fact; a position accepts facts."""
    text = """\
disputes:
  who:
    question: Who?
    kind: identity
    about: [israel, {about}]
    positions:
      - says: A
        facts: {fact}
        evidence: [{{source: {source}, at: p1}}]
moments:
  - {{date: 2025, focus: {about}, title: A, text: B}}
"""
    fact = "kazakhstan-recognized-israel"
    assert found(references, text.format(about=fact, fact=fact, source="wire-report")) == []
    assert found(references, text.format(about="x", fact="israel", source="israel")) == [
        ("unknown-record", 5, 21),
        ("unknown-fact", 8, 16),
        ("unknown-source", 9, 29),
        ("unknown-record", 11, 25),
    ]


def test_the_nearest_id_is_offered() -> None:
    """The hint gives the id that was probably meant, and where to add a new one."""
    text = FACT.format(**{**GOOD, "subject": "isreal", "source": "zzz"})
    entity, source = (p for p in all_problems(text) if p.code.startswith("unknown"))
    assert entity.message == '"isreal" is no entity'
    assert entity.hint.startswith('did you mean "israel"?')
    assert entity.hint.endswith("entities:")
    assert "did you mean" not in source.hint
    assert source.hint.endswith("sources:")
