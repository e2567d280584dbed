"""The view as a property graph: nodes, parallel directed edges, typed columns.

A node is an entity, an edge a fact with an entity as object; value facts that hold become
columns of their node. Every column holds one scalar type, so that Gephi, igraph and
NetworkX agree on it. What has no value is left out, never written as an empty one.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from graphkit.labels import short_label
from graphkit.life import State
from graphkit.model import Fact, Stage
from graphkit.ontology import Group
from graphkit.provenance import bearing, first_attested, independent, to_day
from graphkit.views import View

if TYPE_CHECKING:
    import networkx as nx

Scalar = str | int | float | bool

#: Separates the ids of several sources or agents in one column. A list type would be read by
#: Gephi alone; no id holds the character.
SEPARATOR = "|"

#: Column name to scalar type, in the order in which formats declare them.
NODE_COLUMNS: dict[str, type[Scalar]] = {
    "label": str,
    "kind": str,
    "event_type": str,
    "unnamed": bool,
    "iso3": str,
    "latitude": float,
    "longitude": float,
    "date": str,
}
EDGE_COLUMNS: dict[str, type[Scalar]] = {
    "label": str,
    "weight": float,
    "edge_id": str,
    "relation": str,
    "colour_group": str,
    "sign": int,
    "stage": str,
    "stage_group": str,
    "holds": bool,
    "possible": bool,
    "agent": str,
    "role": str,
    "date": str,
    "start_earliest": str,
    "start_latest": str,
    "end_earliest": str,
    "end_latest": str,
    "first_attested": str,
    "symmetric": bool,
    "disputed": bool,
    "sources": str,
    "independent": int,
}
#: Columns of ours, and what Gephi's importer takes for the place, size or colour of a node.
_TAKEN = frozenset(NODE_COLUMNS) | {
    "id",
    "size",
    "color",
    "r",
    "g",
    "b",
    "x",
    "y",
    "z",
    "xpos",
    "ypos",
    "zpos",
    "nodelabel",
    "timeset",
}
_VALUE_TYPES: dict[str, type[Scalar]] = {
    "integer": int,
    "decimal": float,
    "string": str,
    "boolean": bool,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Node:
    """An entity with its columns."""

    id: str
    columns: Mapping[str, Scalar]


@dataclasses.dataclass(frozen=True, slots=True)
class Edge:
    """A fact with its columns.

    Attributes:
        kind: The relation, numbered from the second edge of it between two nodes on: tools
            that merge parallel edges keep those of different kinds apart.
    """

    id: str
    source: str
    target: str
    kind: str
    columns: Mapping[str, Scalar]


@dataclasses.dataclass(frozen=True, slots=True)
class Network:
    """A view ready to be walked as nodes and edges, each time anew.

    Attributes:
        facts: The facts that are edges, by id.
        values: The facts that are columns of their subject.
        left_out: How many facts are neither, by reason.
    """

    view: View
    facts: tuple[Fact, ...]
    values: tuple[Fact, ...]
    left_out: Mapping[str, int]
    all_entities: bool = False

    @property
    def edge_columns(self) -> dict[str, type[Scalar]]:
        """The columns of edges."""
        return EDGE_COLUMNS

    @property
    def node_columns(self) -> dict[str, type[Scalar]]:
        """The columns of nodes: the fixed ones, then two for each relation with values."""
        columns = dict(NODE_COLUMNS)
        relations = self.view.ontology.relations
        for relation in sorted({fact.relation for fact in self.values}):
            name = _column(relation)
            columns[name] = _VALUE_TYPES[relations[relation].value_type]
            columns[f"{name}_approximate"] = bool
        return columns

    def nodes(self) -> Iterator[Node]:
        """Yield the entities with a fact in the graph, by id."""
        values: dict[str, dict[str, Scalar]] = {}
        for fact in self.values:
            columns = values.setdefault(fact.subject, {})
            name = _column(fact.relation)
            columns[name] = _scalar(fact)
            columns[f"{name}_approximate"] = fact.approximate
        used = {name for fact in self.facts for name in (fact.subject, fact.object)}
        for entity in self.view.records.entities.values():
            if not self.all_entities and entity.id not in used and entity.id not in values:
                continue
            iso3 = dict(entity.ids).get("iso3166-1-alpha-3", "")
            columns = _present(
                label=entity.name,
                kind=entity.kind,
                event_type=entity.type,
                iso3=iso3,
                date=entity.date.text if entity.date else "",
            )
            columns["unnamed"] = entity.unnamed
            if entity.location:
                latitude, longitude = entity.location
                columns |= {"latitude": float(latitude), "longitude": float(longitude)}
            yield Node(entity.id, columns | values.get(entity.id, {}))

    def edges(self) -> Iterator[Edge]:
        """Yield the edges by fact id."""
        seen: Counter[tuple[str, str, str]] = Counter()
        for fact in self.facts:
            pair = (fact.subject, fact.object, fact.relation)
            seen[pair] += 1
            kind = fact.relation if seen[pair] == 1 else f"{fact.relation} #{seen[pair]}"
            yield Edge(fact.id, fact.subject, fact.object, kind, self._columns(fact))

    def _columns(self, fact: Fact) -> dict[str, Scalar]:
        view = self.view
        relation = view.ontology.relations[fact.relation]
        state = view.states[fact.id]
        sources = sorted({e.source for stage in fact.stages for e in stage.evidence})
        columns = _present(
            label=short_label(fact, state, view),
            edge_id=fact.id,
            relation=fact.relation,
            colour_group=relation.colour_group,
            role=fact.role,
            first_attested=_first_attested(fact.stages, view),
            sources=SEPARATOR.join(sources),
        )
        columns |= _state_columns(state)
        return columns | {
            "weight": 1.0,
            "sign": relation.sign,
            "holds": view.holds(fact),
            "possible": state is not None and not state.definite,
            "symmetric": relation.symmetric,
            "disputed": fact.id in view.disputes,
            "independent": independent(bearing(fact), view.records.sources),
        }


def network(view: View, *, negative: bool = False, all_entities: bool = False) -> Network:
    """Return the property graph of a view.

    Args:
        view: What to project.
        negative: Whether absent and rejected facts become edges too.
        all_entities: Whether entities without a fact, such as publishers, become nodes.
    """
    edges, values = [], []
    left_out: Counter[str] = Counter()
    for fact in view.records.facts.values():
        if fact.deprecated:
            left_out["deprecated facts"] += 1
        elif not fact.object:
            if view.holds(fact):
                values.append(fact)
            else:
                left_out["value facts that do not hold"] += 1
        elif negative or not _is_negative(fact, view):
            edges.append(fact)
        else:
            left_out["negative facts"] += 1
    kept = {(fact.subject, fact.relation): fact for fact in sorted(values, key=_preference)}
    if len(kept) < len(values):
        left_out["rival values of one column"] = len(values) - len(kept)
    chosen = tuple(sorted(kept.values(), key=lambda fact: fact.id))
    return Network(view, tuple(edges), chosen, dict(left_out), all_entities)


def to_networkx(graph: Network) -> nx.MultiDiGraph[str]:
    """Return the network as a ``MultiDiGraph``; the key of an edge is its fact's id."""
    import networkx as nx

    info = graph.view.records.info
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=info.title, as_of=str(graph.view.day))
    for node in graph.nodes():
        made.add_node(node.id, **node.columns)
    for edge in graph.edges():
        made.add_edge(edge.source, edge.target, key=edge.id, **edge.columns)
    return made


def _column(relation: str) -> str:
    """Return the column of a value relation, apart from those that mean something else."""
    return f"value_{relation}" if relation.lower() in _TAKEN else relation


def _preference(fact: Fact) -> tuple[bool, str]:
    """Sort the value that a column should show last: preferred ones, then by id."""
    return (fact.rank == "preferred", fact.id)


def _is_negative(fact: Fact, view: View) -> bool:
    state = view.states[fact.id]
    if state:
        return state.step.group is Group.NEGATIVE
    return all(view.ontology.group(s.stage) is Group.NEGATIVE for s in fact.stages)


def _state_columns(state: State | None) -> dict[str, Scalar]:
    if state is None:
        return {}
    step = state.dated or state.step
    date = step.record.date
    end = date if date and date.is_interval else None
    closed = state.step.begin if state.step.group is Group.CLOSED and not end else None
    return _present(
        stage=state.step.stage,
        stage_group=state.step.group.value,
        agent=SEPARATOR.join(state.step.record.agents),
        date=date.text if date else "",
        start_earliest=_iso(to_day(step.begin.earliest)),
        start_latest=_iso(to_day(step.begin.latest)),
        end_earliest=_iso(end.end_earliest if end else closed and to_day(closed.earliest)),
        end_latest=_iso(end.end_latest if end else closed and to_day(closed.latest)),
    )


def _first_attested(stages: Iterable[Stage], view: View) -> str:
    days = [first_attested(stage, view.records.sources) for stage in stages]
    return _iso(min((day for day in days if day), default=None))


def _iso(day: object) -> str:
    return str(day) if day else ""


def _present(**columns: str) -> dict[str, Scalar]:
    return {name: value for name, value in columns.items() if value}


def _scalar(fact: Fact) -> Scalar:
    value = fact.value
    return float(value) if isinstance(value, Decimal) else value if value is not None else ""
