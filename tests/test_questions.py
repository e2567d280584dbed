"""Tests of the named questions: two engines answer what was read off the articles.

The expected rows stand in ``tests/questions/NAME.csv``. Each says where in the articles its
answer is: in its columns ``source`` and ``at``, or in ``passages``, which is no column of the
question. The answers were written down from the articles before any query was run, and compared
row by row. So do not take a changed answer over into these files: look at the paragraph first.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib

from graphkit import load
from graphkit.graph import Graph
from graphkit.ontology import Group
from graphkit.projections.rdf.terms import prefixes
from graphkit.query import Question, Table, answer, named_question, questions
from graphkit.resources import example_folder, questions_folder

QUESTIONS = questions()
EXPECTED = Path(__file__).resolve().parent / "questions"
#: A column of an expected file that no question has.
PASSAGES = "passages"
Rows = list[tuple[str, ...]]


class Engines(NamedTuple):
    """The shipped project in both engines, with its prefixes."""

    graph: Graph
    triples: rdflib.Graph
    known: dict[str, str]


@pytest.fixture(scope="session")
def engines() -> Engines:
    """Return the shipped project, loaded once for all questions."""
    graph = load(example_folder())
    return Engines(graph, graph.to_rdflib(), prefixes(graph.info.base))


def expected(name: str) -> tuple[list[str], Rows, list[str]]:
    """Return the columns and rows that a question must give, and the passages of each row."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    if head[-1] == PASSAGES:
        return head[:-1], [tuple(row[:-1]) for row in rows], [row[-1] for row in rows]
    source, at = head.index("source"), head.index("at")
    places = [f"{row[source].removeprefix('source:')} {row[at]}" for row in rows]
    return head, [tuple(row) for row in rows], places


def asked(engines: Engines, question: Question) -> Table:
    """Return what Oxigraph answers."""
    table = answer(engines.graph.to_oxigraph(), question.text, engines.graph.info.base)
    assert isinstance(table, Table)
    return table


# ------------------------------------------------------------------------ the files


def test_there_are_enough_questions() -> None:
    """There are fifteen questions or more, and each has rows that it must give."""
    names = [question.name for question in QUESTIONS]
    assert len(names) >= 15
    assert sorted(path.stem for path in EXPECTED.glob("*.csv")) == names
    assert {path.stem for path in questions_folder().iterdir()} == set(names)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_is_well_made(question: Question) -> None:
    """A name is in kebab case; a question ends so; titles are short and none comes twice."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.name)
    assert question.question.endswith("?")
    assert len(question.title) <= 45
    assert len([other for other in QUESTIONS if other.title == question.title]) == 1
    assert max(map(len, question.text.splitlines())) <= 100
    assert question.text.endswith("\n")
    assert named_question(question.name) == question


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_row_has_a_passage(question: Question, engines: Engines) -> None:
    """Each expected row names passages, and all of them are evidence in the project."""
    graph = engines.graph
    disputed = [e for d in graph.disputes.values() for p in d.positions for e in p.evidence]
    evidence = [e for fact in graph.facts() for stage in fact.stages for e in stage.evidence]
    known = {f"{e.source} {e.at}" for e in [*evidence, *disputed]}
    whole = {f"{name} the whole text" for name, source in graph.sources.items() if source.cites}
    _, rows, passages = expected(question.name)
    assert rows
    for row, places in zip(rows, passages, strict=True):
        assert set(places.split("; ")) <= known | whole, row


# ------------------------------------------------------------------------ the answers


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_answer(question: Question, engines: Engines) -> None:
    """Oxigraph gives the expected rows in their order."""
    columns, rows, _ = expected(question.name)
    table = asked(engines, question)
    assert list(table.columns) == columns
    assert list(table.rows) == rows


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_another_engine_agrees(question: Question, engines: Engines) -> None:
    """The engine of rdflib gives the same rows in the same order."""
    by_length = sorted(engines.known.items(), key=lambda item: -len(item[1]))

    def shown(term: object) -> str:
        for prefix, namespace in by_length:
            if isinstance(term, rdflib.URIRef) and term.startswith(namespace):
                return f"{prefix}:{term.removeprefix(namespace)}"
        return "" if term is None else str(term)

    result = engines.triples.query(question.text, initNs=engines.known)
    rows = [
        tuple(shown(term) for term in row)
        for row in result
        if isinstance(row, rdflib.query.ResultRow)
    ]
    assert rows == expected(question.name)[1]


# ------------------------------------------------------------------------ the views agree


def test_members_are_those_of_the_views(engines: Engines) -> None:
    """On each day the question finds the members that the view as of that day has."""
    table = asked(engines, named_question("members-on-a-day"))
    found = {day: {row[1:] for row in table.rows if row[0] == day} for day, *_ in table.rows}
    assert len(found) == 3
    words = {Group.REALIZED: "joined", Group.COMMITTED: "committed"}
    for day, members in found.items():
        view = engines.graph.as_of(day)
        seen = set()
        for fact in view.facts(relation="joined", object="abraham-accords"):
            state = view.state(fact)
            assert state
            if state.step.group in words:
                certainty = "certain" if state.definite else "possible"
                seen.add((words[state.step.group], certainty, view.entities[fact.subject].name))
        assert members == seen, day


def test_public_is_what_the_view_keeps(engines: Engines) -> None:
    """What the question finds public by its day is what the view known by that day holds."""
    table = asked(engines, named_question("public-by-a-day"))
    view = engines.graph.known_by("2025-11-06")
    kept = {
        (
            f"fact:{fact.id}",
            view.ontology.stages[stage.stage].label,
            f"source:{e.source}",
            str(e.at),
        )
        for fact in view.facts()
        for stage in fact.stages
        for e in stage.evidence
    }
    columns = [table.columns.index(name) for name in ("fact", "stage", "source", "at")]
    assert {tuple(row[index] for index in columns) for row in table.rows} == kept
