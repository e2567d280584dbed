"""Tests of what readers without a script get; how it looks stands in tests/page/test_plain.py."""

from __future__ import annotations

import pytest

from graphkit.reading import plain as plain_
from graphkit.reading.fact_table import fact_rows, most_telling
from graphkit.reading.fact_text import headline
from graphkit.reading.plain import plain
from graphkit.reading.show import newest_first
from tests.samples import fact, graph_of, shipped, stage, state


def test_each_fact_is_told_once() -> None:
    """All of a fact stands in the dossier of its subject; every other one leads there."""
    found = plain(shipped())
    lines = [
        (entity.id, one)
        for entities in found.entities.values()
        for entity in entities
        for facts in entity.facts.values()
        for one in facts
    ]
    told = [(entity, one.id) for entity, one in lines if one.is_here]
    assert sorted(told, key=lambda pair: pair[1]) == [
        (one.subject, one.id) for one in shipped().facts()
    ]
    for entity, one in lines:
        assert one.headline == headline(shipped(), shipped().fact(one.id), entity)
        assert bool(one.stages) is one.is_here


def test_all_evidence_is_there() -> None:
    """Each piece of evidence of each stage stands there once, with its source."""
    found = plain(shipped())
    pieces = [
        told.source.target
        for entities in found.entities.values()
        for entity in entities
        for facts in entity.facts.values()
        for one in facts
        for each in one.stages
        for told in each.evidence
    ]
    expected = [
        item.source
        for one in shipped().facts()
        for each in one.stages
        for item in each.evidence
    ]  # fmt: skip
    assert sorted(pieces) == sorted(expected)


def test_what_is_most_telling() -> None:
    """Disputed facts come first, then the newest; what has not begun or is withdrawn, never."""
    graph = shipped()
    first = most_telling(graph, graph.facts(), 1000)
    disputed = [one.id in graph.view.disputes for one in first]
    assert disputed == sorted(disputed, reverse=True)
    rest = [one for one in first if one.id not in graph.view.disputes]
    assert rest == newest_first(graph, rest)
    assert all(graph.state(one) and not one.deprecated for one in first)


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit(more: int) -> None:
    """One fact more than may be told in full, and there is the table alone."""
    number = plain_.MOST_TOLD + more
    names = [f"entity-{place}" for place in range(20)]
    facts = [
        fact(names[place % 19], "visited", names[19], stage("occurred"), identifier=f"fact-{place}")
        for place in range(number)
    ]
    found = plain(graph_of(facts, map(state, names)))
    assert found.number == len(found.rows) == number
    assert found.is_whole is not bool(more)
    assert bool(found.entities) is bool(found.sources) is found.is_whole


def test_rows_are_in_the_order_of_the_table() -> None:
    """By the name of the subject, then by id."""
    rows = fact_rows(shipped(), shipped().facts())
    assert [(row.subject, row.fact) for row in rows] == sorted(
        (row.subject, row.fact) for row in rows
    )


def test_a_due_day_stands_in_for_a_date() -> None:
    """As on the page, a plan without a date is told by the day it is due."""
    rows = {row.fact: row for row in fact_rows(shipped(), shipped().facts())}
    assert rows["ahmed-al-sharaa-visited-united-states"].date == "due 2025-11-10"
