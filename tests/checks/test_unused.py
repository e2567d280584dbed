"""Tests of graphkit.checks.unused: entities and sources that nothing refers to."""

from __future__ import annotations

import pytest

from graphkit.checks import unused
from tests.projects import all_problems, found

ENTITY = "entities:\n  oman: {kind: state, name: Oman}\n"
SOURCE = "sources:\n  gazette: {kind: article}\n"
USES_OF_ENTITY = [
    "facts: [{subject: oman, relation: recognized, object: israel}]",
    "facts: [{subject: israel, relation: recognized, object: oman}]",
    "facts: [{subject: israel, relation: recognized, object: kazakhstan, agent: [israel, oman]}]",
    (
        "facts: [{subject: israel, relation: joined, object: abraham-accords, id: i, "
        "evidence: [{source: trump-post, by: oman}]}]"
    ),
    "disputes: {d: {question: Q, kind: count, about: [oman], positions: [{says: A}]}}",
    (
        "disputes: {d: {question: Q, kind: count, positions: "
        "[{says: A, evidence: [{source: trump-post, by: oman}]}]}}"
    ),
    "moments: [{date: 2025, focus: oman, title: A, text: B}]",
    "sources: {s: {kind: article, publisher: oman}}",
    "sources: {s: {kind: article, author: [israel, oman]}}",
]
USES_OF_SOURCE = [
    (
        "facts: [{subject: israel, relation: recognized, object: kazakhstan, "
        "evidence: [{source: gazette}]}]"
    ),
    (
        "facts: [{subject: israel, relation: recognized, object: kazakhstan, "
        "evidence: [{source: trump-post, cites: gazette}]}]"
    ),
    (
        "disputes: {d: {question: Q, kind: count, positions: "
        "[{says: A, evidence: [{source: gazette}]}]}}"
    ),
]


def test_unused() -> None:
    """An entity and a source of which nothing is known are told, as warnings."""
    assert found(unused, ENTITY) == [("unused-entity", 2, 9)]
    assert found(unused, SOURCE) == [("unused-source", 2, 12)]
    assert not any(problem.is_error for problem in all_problems(ENTITY + SOURCE))


@pytest.mark.parametrize("use", USES_OF_ENTITY)
def test_used_entity(use: str) -> None:
    """Whatever names an entity makes use of it."""
    assert "unused-entity" not in [code for code, *_ in found(unused, f"{ENTITY}{use}\n")]


@pytest.mark.parametrize("use", USES_OF_SOURCE)
def test_used_source(use: str) -> None:
    """Evidence that stands in a source, or is relayed by it, makes use of it."""
    assert found(unused, f"{SOURCE}{use}\n") == []


def test_source_relayed_by_a_source() -> None:
    """A source that another one relays as a whole is used; the other must be too."""
    text = SOURCE + "  other: {kind: article, cites: [gazette]}\n"
    assert found(unused, text) == [("unused-source", 3, 10)]
