"""The facts of a view as rows, in the columns, words and order of the page's own table."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from graphkit.graph import Graph
from graphkit.model import Fact, Stage
from graphkit.projections.page.lives import ordered_stages
from graphkit.reading import wording
from graphkit.reading.show import newest_first


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A fact in the columns of the page's table.

    Attributes:
        fact: Its id.
        subject: Its name.
        relation: As the subject sees it.
        object: Its name, or the value.
        stage: How far it has come on the day, such as ``possibly in force``.
        date: Of that stage.
        by: Who took it there.
        sources: Their publishers.
        disputed: ``disputed``, or nothing.
        says: What an opinion says.
    """

    fact: str
    subject: str
    relation: str
    object: str
    stage: str
    date: str
    by: str
    sources: str
    disputed: str
    says: str = ""


def fact_rows(graph: Graph, facts: Iterable[Fact]) -> list[Row]:
    """Return facts as rows, by the name of their subject."""
    rows = (_row(graph, fact) for fact in facts)
    return sorted(rows, key=lambda row: (row.subject, row.fact))


def most_telling(graph: Graph, facts: Iterable[Fact], most: int) -> list[Fact]:
    """Return facts that have begun and stand, first those that are disputed, then the newest."""
    standing = [fact for fact in facts if graph.state(fact) and not fact.deprecated]
    newest = newest_first(graph, standing)
    return sorted(newest, key=lambda fact: fact.id not in graph.view.disputes)[:most]


def _row(graph: Graph, fact: Fact) -> Row:
    state, stage = graph.state(fact), wording.shown_stage(graph, fact)
    label = graph.ontology.stages[state.step.stage].label if state else ""
    sources = dict.fromkeys(
        item.source
        for each in ordered_stages(fact, graph.ontology)
        for item in wording.ordered(each.evidence)
    )
    return Row(
        fact=fact.id,
        subject=wording.name(graph, fact.subject),
        relation=wording.phrase(graph, fact, fact.subject),
        object=wording.other_end(graph, fact, fact.subject),
        stage=(label if state.definite else f"possibly {label}") if state else "not in this view",
        date=_date(graph, stage),
        by=", ".join(wording.name(graph, agent) for agent in stage.agents),
        sources=", ".join(_source_name(graph, name) for name in sources),
        disputed="disputed" if fact.id in graph.view.disputes else "",
        says=fact.says,
    )


def _date(graph: Graph, stage: Stage) -> str:
    """Return the date as the page's table has it, where the day that is due stands in for one."""
    if stage.due and not stage.date and not stage.attested:
        return f"due {wording.date_words(stage.due)}"
    return wording.when(graph, stage).removeprefix("undated, ")


def _source_name(graph: Graph, identifier: str) -> str:
    """Return what the page calls a source in a list: its publisher or author, else its title."""
    source = graph.sources[identifier]
    if source.publisher:
        return wording.name(graph, source.publisher)
    if source.title or source.text or not source.authors:
        return source.title or identifier
    return ", ".join(wording.name(graph, author) for author in source.authors)
