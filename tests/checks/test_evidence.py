"""Tests of graphkit.checks.evidence: every stage and position rests on what can be found."""

from __future__ import annotations

import pytest

from graphkit.checks import evidence
from tests.projects import Finding, found

FACT = """\
facts:
  - subject: israel
    relation: recognized
    object: kazakhstan
    {}
"""
CASES: list[tuple[str, list[Finding]]] = [
    ("evidence: [{source: wire-report, at: p1}]", []),
    ("evidence: [{source: trump-post}]", []),
    ("note: nothing", [("no-evidence", 2, 5)]),
    ("stages: [{stage: sought}, {stage: planned}]",
     [("no-evidence", 5, 14), ("no-evidence", 5, 31)]),
    ("evidence: [{source: wire-report}]", [("no-locator", 5, 25)]),
    ("evidence: [{source: trump-post, at: p1}]", [("locator-without-text", 5, 41)]),
    ("evidence: [{source: a-stranger, at: p1}]", []),
    ("evidence: [{source: trump-post, stance: denies}]", [("only-denied", 2, 5)]),
    ("evidence: [{source: trump-post, stance: hedges}]", []),
    ("evidence: [{source: trump-post, stance: denies}, {source: wire-report, at: p1}]", []),
    ("stages: [{stage: sought, evidence: [{source: trump-post, stance: denies}]}]",
     [("only-denied", 5, 14)]),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), CASES)
def test_facts(fields: str, expected: list[Finding]) -> None:
    """A stage has evidence that asserts it, with a locator just where there is a text."""
    assert found(evidence, FACT.format(fields)) == expected


def test_positions() -> None:
    """A position of a dispute rests on evidence as a stage does; it may be a denial."""
    text = """\
disputes:
  who:
    question: Who?
    kind: identity
    about: [israel]
    positions:
      - says: A
      - {says: B, evidence: [{source: wire-report}]}
      - {says: C, evidence: [{source: trump-post, stance: denies}]}
"""
    assert found(evidence, text) == [("no-evidence", 7, 9), ("no-locator", 8, 39)]
