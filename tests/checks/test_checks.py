"""Tests of graphkit.checks: every rule is in the list, and rules never raise."""

from __future__ import annotations

import pkgutil

from graphkit import checks
from graphkit.checks import CHECKS, check_records
from graphkit.problems import Severity
from tests.projects import SMALL, core_ontology, read_beside, read_texts

#: Modules of the package that are no rules.
OTHERS = {"catalogue"}


def test_every_module_is_in_the_list() -> None:
    """A rule that is written is also run."""
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)}
    assert {rule.__name__.rpartition(".")[2] for rule in CHECKS} == modules - OTHERS


def test_small_project_is_clean() -> None:
    """The small project of the tests breaks no rule, not even with a warning."""
    reading = read_texts(SMALL)
    assert reading.problems == ()
    assert check_records(reading.records, core_ontology()) == []


def test_problems_of_all_rules_in_one_list() -> None:
    """All rules run whatever others find, and their problems come sorted by place."""
    text = """\
entities:
  oman: {kind: state, name: Israel}
facts:
  - {subject: donald-trump, relation: recognized, object: kazakstan, due: 2026}
disputes:
  who: {question: Who?, kind: identity, positions: [{says: A}]}
"""
    problems = check_records(read_beside(text).records, core_ontology())
    assert problems == sorted(problems)
    assert [(p.code, p.place.line) for p in problems] == [
        ("unused-entity", 2),
        ("twin-names", 2),
        ("no-evidence", 4),
        ("subject-kind", 4),
        ("unknown-entity", 4),
        ("due-does-not-fit", 4),
        ("dispute-about-nothing", 6),
        ("one-sided-dispute", 6),
        ("no-evidence", 6),
    ]
    warnings = {p.code for p in problems if p.severity is Severity.WARNING}
    assert warnings == {"unused-entity", "twin-names"}
