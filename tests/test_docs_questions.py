"""Tests of docs/questions.md: it lists the questions that there are, and its examples run."""

from __future__ import annotations

import re
from pathlib import Path

from docs import generate
from graphkit.query import questions

DOCS = Path(__file__).resolve().parents[1] / "docs"
TEXT = (DOCS / "questions.md").read_text(encoding="utf-8")


def test_list_is_fresh() -> None:
    """The list on the page is that of the shipped questions."""
    stale = "docs/ is stale: run python docs/generate.py and look at the difference"
    assert generate.render_page(TEXT) == TEXT, stale
    for question in questions():
        assert f"| {question.title} | {question.question} |" in TEXT


def test_examples_name_questions() -> None:
    """The names in the examples are those of questions, and the columns told of exist."""
    known = {question.name: question.text for question in questions()}
    named = re.findall(r"^\$ graphkit query ([a-z-]+)", TEXT, re.MULTILINE)
    assert {name for name in named if not name.startswith("-")} <= set(known)
    columns = re.findall(r"`([a-z]+)`", TEXT.partition("## Reading")[2].partition("##")[0])
    assert len(columns) >= 5
    for column in columns:
        assert any(f"?{column}" in text for text in known.values()), column


def test_parameters_are_marked() -> None:
    """A question about one entity, fact or day has it in a line of VALUES, as the page says."""
    for question in questions():
        for number, line in enumerate(question.text.splitlines()[2:], 3):
            if re.search(r"\b(?:id|fact):[a-z]|\^\^xsd:date", line):
                assert "VALUES" in line, f"{question.name}.rq:{number}: {line}"
