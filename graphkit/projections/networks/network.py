"""The view as a property graph: nodes and parallel directed edges.

A node is an entity, an edge a fact with an entity as object; value facts that hold become
columns of their node.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from graphkit.model import Fact
from graphkit.ontology import Group
from graphkit.projections.networks.columns import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Columns,
    Types,
    entity_columns,
    fact_columns,
    value_columns,
    value_types,
)
from graphkit.projections.networks.spells import Spell, spell_losses, spells
from graphkit.views import View

if TYPE_CHECKING:
    import networkx as nx


@dataclasses.dataclass(frozen=True, slots=True)
class Node:
    """An entity with its columns."""

    id: str
    columns: Columns


class Tie(msgspec.Struct, frozen=True):
    """What becomes an edge.

    Attributes:
        facts: One, or several where a fold makes one edge of them.
    """

    id: str
    source: str
    target: str
    facts: tuple[Fact, ...]

    @property
    def relation(self) -> str:
        """The relation that the edge is of."""
        return self.facts[0].relation

    def columns(self, view: View) -> Columns:
        """Return what the edge says; a fold may say otherwise than the fact does."""
        return fact_columns(self.facts[0], view)

    def spells(self, view: View) -> tuple[Spell, ...]:
        """Return when the edge is there."""
        return spells(self.facts, view)

    def time_losses(self, view: View) -> Mapping[str, int]:
        """Return what the spells do not say, each 1 or 0 by words for the reader."""
        return spell_losses(self.facts, view)

    @property
    def alike(self) -> tuple[str, str, str]:
        """What two edges have in common that some tools would merge."""
        return (self.source, self.target, self.relation)


class Edge(NamedTuple):
    """A tie with its columns.

    Attributes:
        kind: The relation, numbered from the second edge of it between two nodes on: tools
            that merge parallel edges keep those of different kinds apart.
        tie: What it is made of.
    """

    id: str
    source: str
    target: str
    kind: str
    columns: Columns
    tie: Tie

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the edge rests on."""
        return self.tie.facts


@dataclasses.dataclass(frozen=True, slots=True)
class Network:
    """A view ready to be walked as nodes and edges, each time anew.

    Attributes:
        ties: What becomes edges, by id; it can be walked again and again.
        values: The facts that are columns of their subject, by id.
        left_out: How many facts are neither, by reason.
        names: Ids of the nodes besides the ends of ties and the subjects of values.
    """

    view: View
    ties: Iterable[Tie]
    values: tuple[Fact, ...]
    left_out: Mapping[str, int]
    names: frozenset[str] = frozenset()

    @property
    def edge_columns(self) -> Types:
        """The columns of edges and their types."""
        return EDGE_COLUMNS

    @property
    def node_columns(self) -> Types:
        """The columns of nodes: the fixed ones, then two for each relation with values."""
        return NODE_COLUMNS | value_types(self.values, self.view)

    @property
    def is_summary(self) -> bool:
        """Whether an edge counts facts, so that what each of them says is not in it."""
        return False

    def facts(self) -> Iterator[Fact]:
        """Yield the facts that edges rest on; one on which several do comes several times."""
        for tie in self.ties:
            yield from tie.facts

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes by id."""
        values: dict[str, Columns] = {}
        for fact in self.values:
            values.setdefault(fact.subject, {}).update(value_columns(fact))
        for name in self.ids():
            entity = self.view.records.entities[name]
            yield Node(name, entity_columns(entity) | values.get(name, {}))

    def ids(self) -> list[str]:
        """Return the ids of the nodes, in the order of `nodes` and without their columns."""
        used = {name for tie in self.ties for name in (tie.source, tie.target)} | self.names
        used |= {fact.subject for fact in self.values}
        return [name for name in self.view.records.entities if name in used]

    def edges(self) -> Iterator[Edge]:
        """Yield the edges by id."""
        repeated = self._repeated()
        seen: Counter[tuple[str, str, str]] = Counter()
        for tie in self.ties:
            kind = tie.relation
            if repeated and hash(tie.alike) in repeated:
                seen[tie.alike] += 1
                number = seen[tie.alike]
                kind = kind if number == 1 else f"{kind} #{number}"
            yield Edge(tie.id, tie.source, tie.target, kind, tie.columns(self.view), tie)

    def _repeated(self) -> frozenset[int]:
        """Return the hashes of what several edges have alike.

        Hashes, since a count for each pair would take more memory than the rest of an export.
        """
        hashes = sorted(hash(tie.alike) for tie in self.ties)
        return frozenset(one for one, next_ in pairwise(hashes) if one == next_)


class FactTies:
    """One tie for each fact with an entity as object, made as it is asked for."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Take the facts by id."""
        self._facts = tuple(facts)

    def __iter__(self) -> Iterator[Tie]:
        """Yield the ties by id."""
        for fact in self._facts:
            yield Tie(fact.id, fact.subject, fact.object, (fact,))


def network(view: View, *, negative: bool = False, all_entities: bool = False) -> Network:
    """Return the property graph of a view.

    Args:
        view: What to project.
        negative: Whether absent and rejected facts become edges too.
        all_entities: Whether entities without a fact, such as publishers, become nodes.
    """
    edges, left_out = tie_facts(view, negative=negative)
    values, without = value_facts(view)
    names = frozenset(view.records.entities) if all_entities else frozenset()
    return Network(view, FactTies(edges), values, {**left_out, **without}, names)


def tie_facts(view: View, *, negative: bool) -> tuple[list[Fact], Counter[str]]:
    """Return the facts that may become edges, and how many may not, by reason."""
    kept: list[Fact] = []
    left_out: Counter[str] = Counter()
    for fact in view.records.facts.values():
        if fact.deprecated:
            left_out["deprecated facts"] += 1
        elif fact.object and not negative and is_negative(fact, view):
            left_out["negative facts"] += 1
        elif fact.object:
            kept.append(fact)
    return kept, left_out


def value_facts(view: View) -> tuple[tuple[Fact, ...], Counter[str]]:
    """Return the facts that become columns of nodes, and how many do not, by reason."""
    values = [f for f in view.records.facts.values() if not f.object and not f.deprecated]
    holding = [fact for fact in values if view.holds(fact)]
    kept = {(fact.subject, fact.relation): fact for fact in sorted(holding, key=_preference)}
    left_out = Counter(
        {
            "value facts that do not hold": len(values) - len(holding),
            "rival values of one column": len(holding) - len(kept),
        }
    )
    return tuple(sorted(kept.values(), key=lambda fact: fact.id)), +left_out


def to_networkx(graph: Network) -> nx.MultiDiGraph[str]:
    """Return the network as a ``MultiDiGraph``; the key of an edge is its id."""
    import networkx as nx

    info = graph.view.records.info
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=info.title, as_of=str(graph.view.day))
    for node in graph.nodes():
        made.add_node(node.id, **node.columns)
    for edge in graph.edges():
        made.add_edge(edge.source, edge.target, key=edge.id, **edge.columns)
    return made


def _preference(fact: Fact) -> tuple[bool, str]:
    """Sort the value that a column should show last: preferred ones, then by id."""
    return (fact.rank == "preferred", fact.id)


def is_negative(fact: Fact, view: View) -> bool:
    """Whether a fact does not hold by its sources' word, now or when it comes to it."""
    state = view.states[fact.id]
    if state:
        return state.step.group is Group.NEGATIVE
    return all(view.ontology.group(s.stage) is Group.NEGATIVE for s in fact.stages)
