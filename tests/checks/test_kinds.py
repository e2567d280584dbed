"""Tests of graphkit.checks.kinds: subjects, objects, agents and speakers fit their part."""

from __future__ import annotations

import pytest

from graphkit.checks import kinds
from tests.projects import Finding, all_problems, core_ontology, found

CASES: list[tuple[str, str, str, list[Finding]]] = [
    ("israel", "recognized", "kazakhstan", []),
    ("donald-trump", "recognized", "kazakhstan", [("subject-kind", 2, 14)]),
    ("[israel, donald-trump]", "recognized", "kazakhstan", [("subject-kind", 2, 23)]),
    ("israel", "recognized", "abraham-accords", [("object-kind", 4, 13)]),
    ("israel", "recognized", "[kazakhstan, phone-call]", [("object-kind", 4, 26)]),
    ("phone-call", "recognized", "phone-call",
     [("subject-kind", 2, 14), ("object-kind", 4, 13), ("self-relation", 4, 13)]),
    ("israel", "recognized", "israel", [("self-relation", 4, 13)]),
    ("[israel, kazakhstan]", "tradesWith", "[israel]", [("self-relation", 4, 14)]),
    ("phone-call", "followed", "phone-call", [("self-relation", 4, 13)]),
    ("donald-trump", "commentedOn", "phone-call", []),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "relation", "object_", "expected"), CASES)
def test_ends(subject: str, relation: str, object_: str, expected: list[Finding]) -> None:
    """A relation joins the kinds that the ontology says, and never a thing with itself."""
    text = f"facts:\n  - subject: {subject}\n    relation: {relation}\n    object: {object_}\n"
    assert found(kinds, text) == expected


def test_value_facts() -> None:
    """A value fact has a subject of a kind that the ontology says, and no object."""
    text = "facts:\n  - {{subject: {}, relation: population, value: 3}}\n"
    assert found(kinds, text.format("israel")) == []
    assert found(kinds, text.format("donald-trump")) == [("subject-kind", 2, 15)]


def test_message_names_what_fits() -> None:
    """The hint names the kinds that the relation takes."""
    text = "facts:\n  - {subject: donald-trump, relation: joined, object: abraham-accords}\n"
    (problem,) = (p for p in all_problems(text) if p.code == "subject-kind")
    assert problem.message == "joined takes no person as subject: donald-trump"
    assert all(kind in problem.hint for kind in core_ontology().relations["joined"].subject_kinds)


def test_actors_of_facts() -> None:
    """Only states, people, groups and organizations act and speak."""
    text = """\
facts:
  - subject: israel
    relation: recognized
    object: kazakhstan
    agent: {0}
    evidence: [{{source: wire-report, at: p1, by: {0}}}]
"""
    for actor in ("israel", "donald-trump", "daily-wire"):
        assert found(kinds, text.format(actor)) == []
    for thing in ("abraham-accords", "phone-call"):
        assert found(kinds, text.format(thing)) == [("cannot-act", 5, 12), ("cannot-act", 6, 50)]
    assert found(kinds, text.format("[israel, abraham-accords]")) == [
        ("cannot-act", 5, 21),
        ("cannot-act", 6, 59),
    ]


def test_actors_of_sources_and_disputes() -> None:
    """A treaty publishes and writes nothing, and takes no side."""
    text = """\
sources:
  gazette:
    kind: article
    publisher: {0}
    author: [donald-trump, {0}]
disputes:
  who:
    question: Who?
    kind: identity
    about: [israel]
    positions:
      - {{says: A, evidence: [{{source: wire-report, at: p1, by: {0}}}]}}
"""
    assert found(kinds, text.format("israel")) == []
    assert found(kinds, text.format("abraham-accords")) == [
        ("cannot-act", 4, 16),
        ("cannot-act", 5, 28),
        ("cannot-act", 12, 64),
    ]
