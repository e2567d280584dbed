"""Tests of graphkit.checks.reports: nothing is reported before it happened."""

from __future__ import annotations

import pytest

from graphkit.checks import reports
from tests.projects import Finding, found

# The wire report is of 7 November 2025, the post of the 6th.
TEXT = """\
sources:
  unknown-day: {{kind: article, published: "[2025-11-06..2025-11-09]"}}
  since-then: {{kind: article, published: "[2025-11-06..]"}}
  never-out: {{kind: article}}
  retold: {{kind: article, published: 2025-11-20, cites: [trump-post]}}
facts:
  - subject: israel
    relation: recognized
    object: kazakhstan
    stage: {stage}
    date: {date}
    evidence: [{evidence}]
"""
REPORT = "{source: wire-report, at: p1}"
LATE: list[Finding] = [("reported-before-it-happened", 11, 11)]
CASES: list[tuple[str, str, str, list[Finding]]] = [
    ("in-force", "1992", REPORT, []),
    ("in-force", "2025-11-07", REPORT, []),
    ("in-force", "2025-11-08", REPORT, LATE),
    ("in-force", "2025-12", REPORT, LATE),
    ("in-force", "2025", REPORT, []),
    ("in-force", "2026/2027", REPORT, LATE),
    ("in-force", '"[..2025-11-18]"', REPORT, []),
    ("in-force", '"[2025-11-18..]"', REPORT, LATE),
    ("announced", "2025-11-08", REPORT, LATE),
    ("ended", "2025-11-08", REPORT, LATE),
    ("planned", "2025-11-18", REPORT, []),
    ("absent", "2025-11-18", REPORT, []),
    ("in-force", "2025-11-07", "{source: trump-post}", LATE),
    ("in-force", "2025-11-07", "{source: trump-post}, " + REPORT, []),
    ("in-force", "2025-11-07", "{source: wire-report, at: p1, cites: [trump-post]}", LATE),
    ("in-force", "2025-11-09", "{source: unknown-day}", []),
    ("in-force", "2025-11-10", "{source: unknown-day}", LATE),
    ("in-force", "2025-11-18", "{source: since-then}", []),
    ("in-force", "2025-11-18", "{source: never-out}", []),
    ("in-force", "2025-11-18", "{source: never-out}, " + REPORT, LATE),
    ("in-force", "2025-11-18", "{source: retold}", LATE),
    ("in-force", "2025-11-18", "{source: a-stranger}", []),
    ("in-force", "2025-11-18", "{source: trump-post, cites: a-stranger}", []),
]


@pytest.mark.parametrize(("stage", "date", "evidence", "expected"), CASES)
def test_stage(stage: str, date: str, evidence: str, expected: list[Finding]) -> None:
    """What is done cannot begin after the last day on which any of its evidence came out."""
    assert found(reports, TEXT.format(stage=stage, date=date, evidence=evidence)) == expected


def test_no_date() -> None:
    """A stage without a date counts from its report, so it is never before it."""
    text = TEXT.format(stage="in-force", date="2025", evidence=REPORT)
    assert found(reports, text.replace("    date: 2025\n", "")) == []
