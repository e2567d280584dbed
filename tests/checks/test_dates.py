"""Tests of graphkit.checks.dates: stages, their dates and the relation fit together."""

from __future__ import annotations

import pytest

from graphkit.checks import dates
from tests.projects import Finding, found

ENDS = {
    "recognized": "subject: israel, object: kazakhstan",
    "signed": "subject: israel, object: abraham-accords",
}
CASES: list[tuple[str, str, str]] = [
    ("recognized", "", ""),
    ("recognized", "stage: in-force, attested: 2020", ""),
    ("recognized", "attested: 2020", ""),
    ("recognized", "stage: occurred", "stage-does-not-fit"),
    ("signed", "stage: occurred", ""),
    ("signed", "stage: in-force", "stage-does-not-fit"),
    ("signed", "attested: 2020", "attested-does-not-fit"),
    ("recognized", "attested: 2020, stage: sought", "attested-does-not-fit"),
    ("recognized", "attested: 2020, stage: ended", "attested-does-not-fit"),
    ("signed", "due: 2026, stage: planned", ""),
    ("signed", "due: 2026, stage: announced", ""),
    ("signed", "due: 2026", "due-does-not-fit"),
    ("recognized", "due: 2026, stage: absent", "due-does-not-fit"),
    ("recognized", "due: 2026, stage: ended", "due-does-not-fit"),
]


@pytest.mark.parametrize(("relation", "stage", "code"), CASES)
def test_stage_fits(relation: str, stage: str, code: str) -> None:
    """What a stage is and has follows from its relation and its group; the value is pointed at."""
    text = f"facts:\n  - {{{ENDS[relation]}, relation: {relation}, {stage}}}\n"
    at = text.splitlines()[1].find(": ", text.splitlines()[1].find(stage[:5])) + 3
    expected = [(code, 2, at)] if code else []
    assert found(dates, text.replace(", }", "}")) == expected


ORDERS: list[tuple[str, str, str, list[Finding]]] = [
    ("1992", "ended", "2020", []),
    ("2020", "ended", "1992", [("ended-before-it-began", 7, 15)]),
    ("2020", "withdrawn", "2019-12-31", [("ended-before-it-began", 7, 15)]),
    ("2020", "ended", "2020", []),
    ("2020-06-02", "ended", "2020-06-01", [("ended-before-it-began", 7, 15)]),
    ("2020-06-02", "ended", "2020-06-02", []),
    ("2020-06-02", "ended", "2020-06", []),
    ('"[2019..2020]"', "ended", "2019", []),
    ('"[..2020]"', "ended", "1992", []),
    ('"[2020..]"', "ended", '"[1992..]"', []),
    ('"[2020..]"', "ended", "1992", [("ended-before-it-began", 7, 15)]),
    ("2020", "absent", "1992", []),
]


@pytest.mark.parametrize(("start", "stage", "end", "expected"), ORDERS)
def test_order(start: str, stage: str, end: str, expected: list[Finding]) -> None:
    """Only what certainly ends before it can have begun is a mistake."""
    text = f"""\
facts:
  - subject: israel
    relation: recognized
    object: kazakhstan
    stages:
      - {{stage: in-force, date: {start}}}
      - date: {end}
        stage: {stage}
"""
    assert found(dates, text) == expected


def test_a_later_start_excuses_nothing_earlier() -> None:
    """A fact may end and begin again: one start before the end is enough."""
    text = """\
facts:
  - subject: israel
    relation: recognized
    object: kazakhstan
    stages:
      - {stage: in-force, date: 2020, id: second-time}
      - {stage: in-force, date: 1992}
      - {stage: ended, date: 2000}
"""
    assert found(dates, text) == []


def test_an_end_before_a_commitment() -> None:
    """What was only announced can be ended, but not before it was announced."""
    text = """\
facts:
  - subject: israel
    relation: recognized
    object: kazakhstan
    stages: [{{stage: announced, date: 2020}}, {{stage: ended, date: {}}}]
"""
    assert found(dates, text.format(2021)) == []
    assert found(dates, text.format(2019)) == [("ended-before-it-began", 5, 67)]


def test_an_end_alone() -> None:
    """A fact of which only the end is dated is no mistake."""
    text = """\
facts:
  - subject: israel
    relation: recognized
    object: kazakhstan
    stages: [{stage: in-force}, {stage: ended, date: 2000}, {stage: sought, date: 2010}]
"""
    assert found(dates, text) == []
