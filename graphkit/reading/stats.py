"""What a graph holds in numbers, which entities stand in its middle, and what rests on little."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from graphkit.graph import Graph
from graphkit.model import Fact
from graphkit.ontology import Relation
from graphkit.ontology.vocabulary import Term
from graphkit.provenance import badges, bearing, independent
from graphkit.reading import wording

COLUMNS = ("part", "name", "number", "id")
#: How many entities of each centrality are told.
TOP = 10
#: The place of stages among facts that have not begun.
_NOT_BEGUN = "not begun on this day"

ONE_SOURCE = "Facts that rest on one source"
ONE_UNNAMED = "Facts that rest on one unnamed speaker"
ONE_INDEPENDENT = "Facts that rest on several sources and one independent origin"


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One number.

    Attributes:
        part: What is counted or measured.
        name: Of what.
        number: As text; a centrality is rounded.
        identifier: Of an entity, a source or a fact; empty for all else.
    """

    part: str
    name: str
    number: str
    identifier: str = ""


def stats(graph: Graph) -> list[Row]:
    """Return all numbers, part after part.

    Entities are counted that are an end of a fact in the view, facts by their stage on the
    graph's day, and for each source the facts that it supports or hedges.
    """
    return [*_kinds(graph), *_relations(graph), *_stages(graph), *_sources(graph),
            *_centralities(graph), *_weak(graph)]  # fmt: skip


# ------------------------------------------------------------------------ counts


def _kinds(graph: Graph) -> Iterator[Row]:
    used = {name for fact in graph.facts() for name in (fact.subject, fact.object) if name}
    found = Counter(graph.entities[name].kind for name in used)
    yield from _counted("Entities with a fact, by kind", found, graph.ontology.kinds)


def _relations(graph: Graph) -> Iterator[Row]:
    found = Counter(fact.relation for fact in graph.facts())
    yield from _counted("Facts by relation", found, graph.ontology.relations)


def _stages(graph: Graph) -> Iterator[Row]:
    part = "Facts by stage"
    found: Counter[tuple[str, bool]] = Counter()
    for fact in graph.facts():
        state = graph.state(fact)
        found[(state.step.stage, state.definite) if state else ("", False)] += 1
    for word, stage in graph.ontology.stages.items():
        for certain in (True, False):
            number = found[word, certain]
            if number:
                label = stage.label if certain else f"possibly {stage.label}"
                yield Row(part, label, str(number))
    if found["", False]:
        yield Row(part, _NOT_BEGUN, str(found["", False]))


def _sources(graph: Graph) -> Iterator[Row]:
    found: Counter[str] = Counter()
    for fact in graph.facts():
        found.update({item.source for item in bearing(fact)})
    for name, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Row("Facts by source", wording.source_words(graph, name), str(number), name)


def _counted(
    part: str, found: Mapping[str, int], words: Mapping[str, Term] | Mapping[str, Relation]
) -> Iterator[Row]:
    """Yield counts of words, the most frequent first, then in the ontology's order."""
    order = {word: place for place, word in enumerate(words)}
    for word in sorted(found, key=lambda word: (-found[word], order[word])):
        yield Row(part, words[word].label, str(found[word]), word)


# ------------------------------------------------------------------------ the middle


def pairs(graph: Graph) -> list[tuple[str, str]]:
    """Return the pairs of entities between which some fact holds, each once, sorted.

    Parallel facts are folded into one pair and their directions are dropped: an entity that
    is often commented on is not more connected for it.
    """
    held = (fact for fact in graph.facts(holds=True) if fact.object)
    found = {(min(f.subject, f.object), max(f.subject, f.object)) for f in held}
    return sorted(pair for pair in found if pair[0] != pair[1])


def _centralities(graph: Graph) -> Iterator[Row]:
    import igraph

    edges = pairs(graph)
    nodes = sorted({name for pair in edges for name in pair})
    if not nodes:
        return
    index = {name: place for place, name in enumerate(nodes)}
    net = igraph.Graph(len(nodes), [(index[a], index[b]) for a, b in edges])
    measures = (
        ("Degree: entities it is connected with", net.degree(), 0),
        ("Betweenness: shortest connections of others through it", net.betweenness(), 1),
        ("PageRank: share of a random walk", net.pagerank(), 4),
    )
    for part, values, digits in measures:
        told = sorted(zip((round(v, digits) for v in values), nodes, strict=True), key=_by_value)
        for value, name in told[:TOP]:
            if value:
                yield Row(part, wording.name(graph, name), f"{value:.{digits}f}", name)


def _by_value(pair: tuple[float, str]) -> tuple[float, str]:
    return (-pair[0], pair[1])


# ------------------------------------------------------------------------ what rests on little


def _weak(graph: Graph) -> Iterator[Row]:
    facts = list(graph.facts())
    marks = {fact.id: badges(fact, graph.sources, graph.entities) for fact in facts}
    yield from _listed(graph, ONE_SOURCE, (f for f in facts if "one-source" in marks[f.id]))
    unnamed = (f for f in facts if "one-unnamed-speaker" in marks[f.id])
    yield from _listed(graph, ONE_UNNAMED, unnamed)
    alone = (f for f in facts if _is_relayed(graph, f) and "one-source" not in marks[f.id])
    yield from _listed(graph, ONE_INDEPENDENT, alone)


def _is_relayed(graph: Graph, fact: Fact) -> bool:
    return independent(bearing(fact), graph.sources) == 1


def _listed(graph: Graph, part: str, facts: Iterable[Fact]) -> Iterator[Row]:
    for fact in facts:
        label = graph.full_label(fact)
        name = f"{label}: {fact.says}" if fact.says else label
        sources = {item.source for item in bearing(fact)}
        yield Row(part, name, str(len(sources)), fact.id)
