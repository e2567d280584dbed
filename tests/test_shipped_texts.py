"""The shipped project against the texts it was curated from, where they are at hand.

The texts are not part of the project: the tests ask for the folder that GRAPHKIT_TEXTS names.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import pytest
from msgspec import structs

from graphkit.graph import Graph
from graphkit.identifiers import Locator
from graphkit.model import Evidence, Stage
from graphkit.reading.verify import Verdict, verify
from graphkit.resources import example_folder
from tests.cli.running import Run, runner
from tests.samples import shipped


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``graphkit`` in the shipped project."""
    monkeypatch.chdir(example_folder())
    return runner(capsys, monkeypatch)


def test_verify(run: Run, texts: Path) -> None:
    """Every piece of evidence is where it says, and mentions what it should or has a note."""
    done = run("verify", "--texts", texts)
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(" 0 unconfirmed\n")


def test_most_is_confirmed_without_a_note(texts: Path) -> None:
    """Notes stand in for names here and there; they are not the rule."""
    result = verify(shipped(), texts)
    assert result.count(Verdict.CONFIRMED) > 2 * result.count(Verdict.NOTED) > 0


def test_coverage(run: Run, texts: Path) -> None:
    """Every paragraph of the five texts is evidence, or left out with its reason."""
    done = run("coverage", "--texts", texts, "--format", "csv")
    assert (done.status, done.err) == (0, "none uncovered of 100 paragraphs\n")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert len(rows) == 5
    assert {row["uncovered"] for row in rows} == {"0"}


def test_a_wrong_paragraph_would_be_found(texts: Path) -> None:
    """Evidence that is moved by one paragraph is noticed in nine of ten cases."""
    graph = shipped()
    records = graph.view.records

    def moved(item: Evidence) -> Evidence:
        at = Locator(item.at.paragraph + 1) if item.at else None
        return structs.replace(item, at=at, note="")

    def moved_stage(stage: Stage) -> Stage:
        return structs.replace(stage, evidence=tuple(map(moved, stage.evidence)))

    facts = {
        name: structs.replace(fact, stages=tuple(map(moved_stage, fact.stages)))
        for name, fact in records.facts.items()
    }
    wrong = Graph(dataclasses.replace(records, facts=facts, disputes={}), graph.ontology)
    result = verify(wrong, texts)
    assert result.count(Verdict.UNCONFIRMED) > 9 * result.count(Verdict.CONFIRMED)
