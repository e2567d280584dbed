"""Tests of graphkit.checks.disputes: a dispute has two sides and is about something."""

from __future__ import annotations

import pytest

from graphkit.checks import disputes
from tests.projects import Finding, found

TEXT = "disputes:\n  who:\n    question: Who?\n    kind: identity\n{}"
ABOUT = "    about: [israel]\n"
ONE = "    positions:\n      - {says: A}\n"
TWO = ONE + "      - {says: B}\n"
CASES: list[tuple[str, list[Finding]]] = [
    (ABOUT + TWO, []),
    (ABOUT + ONE, [("one-sided-dispute", 7, 7)]),
    (TWO, [("dispute-about-nothing", 3, 5)]),
    (TWO.replace("says: B", "says: B, facts: [kazakhstan-recognized-israel]"), []),
    (ONE, [("dispute-about-nothing", 3, 5), ("one-sided-dispute", 6, 7)]),
    (ABOUT + "    positions: []\n", [("one-sided-dispute", 6, 16)]),
]


@pytest.mark.parametrize(("fields", "expected"), CASES)
def test_dispute(fields: str, expected: list[Finding]) -> None:
    """A question that one source answers is no dispute, nor is one about nothing."""
    assert found(disputes, TEXT.format(fields)) == expected
