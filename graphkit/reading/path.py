"""How two entities are connected, over facts that hold."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.graph import Graph
from graphkit.model import Entity, Fact
from graphkit.reading import document, wording
from graphkit.reading.document import Line
from graphkit.reading.show import OPINION

if TYPE_CHECKING:
    import networkx as nx

COLUMNS = ("connection", "step", "from", "to", "fact", "date", "passages", "id")
#: How many connections are looked for.
MOST = 3
#: Facts of one step that a text shows.
_SHOWN = 3
#: A step counts so much, and one more where nothing but an opinion connects its ends: a
#: shorter connection always comes first, of two as long the one with fewer opinions.
_STEP = 1_000


@dataclasses.dataclass(frozen=True, slots=True)
class Hop:
    """One step of a connection.

    Attributes:
        start: Id of the entity it leaves.
        end: Id of the entity it reaches.
        facts: All facts that hold between the two, in either direction, opinions last.
    """

    start: str
    end: str
    facts: tuple[Fact, ...]


Connection = tuple[Hop, ...]


def connections(graph: Graph, start: Entity, end: Entity, most: int = MOST) -> list[Connection]:
    """Return the shortest connections between two entities, the shortest first.

    A connection passes no entity twice. Two that pass the same entities are one, with all
    facts of each step. What is committed holds too, and its label says so.

    Args:
        graph: With both clocks set.
        start: Where it begins.
        end: Where it ends; not the start.
        most: How many there may be.
    """
    import networkx as nx

    net = _net(graph)
    if start.id not in net or end.id not in net or not nx.has_path(net, start.id, end.id):
        return []
    found = nx.shortest_simple_paths(net, start.id, end.id, weight="length")
    return [
        tuple(Hop(a, b, net.edges[a, b]["facts"]) for a, b in itertools.pairwise(names))
        for names in itertools.islice(found, most)
    ]


def _net(graph: Graph) -> nx.Graph[str]:
    """Return the facts that hold as a simple graph, to be walked in either direction."""
    import networkx as nx

    pairs: dict[tuple[str, str], list[Fact]] = {}
    for fact in graph.facts(holds=True):
        if fact.object and fact.object != fact.subject:
            ends = sorted((fact.subject, fact.object))
            pairs.setdefault((ends[0], ends[1]), []).append(fact)
    net: nx.Graph[str] = nx.Graph()
    for (a, b), facts in sorted(pairs.items()):
        facts.sort(key=lambda fact: (_is_opinion(graph, fact), fact.id))
        length = _STEP + _is_opinion(graph, facts[0])
        net.add_edge(a, b, facts=tuple(facts), length=length)
    return net


def _is_opinion(graph: Graph, fact: Fact) -> bool:
    return graph.ontology.relations[fact.relation].colour_group == OPINION


# ------------------------------------------------------------------------ a text


def lines(graph: Graph, start: Entity, end: Entity, found: Sequence[Connection]) -> Iterator[Line]:
    """Yield the connections as a text."""
    yield document.title(f"{start.name} to {end.name}")
    yield document.text(f"{graph.info.title}, {wording.clock_words(graph)}")
    if not found:
        yield document.text(
            f"No connection: no chain of facts that hold leads from {start.name} to {end.name}. "
            "What is only possible, sought, expected, conditional or planned connects nothing here."
        )
    for number, connection in enumerate(found, 1):
        steps = wording.counted(len(connection), "step")
        names = [connection[0].start, *(hop.end for hop in connection)]
        way = ", ".join(wording.name(graph, name) for name in names)
        yield document.heading(f"{number}. {way} ({steps})")
        for hop in connection:
            for fact in hop.facts[:_SHOWN]:
                yield document.item(wording.dotted(_label(graph, fact), _when(graph, fact)))
                yield document.item(wording.passages(wording.evidence(fact)), 1)
            more = len(hop.facts) - _SHOWN
            if more > 0:
                ends = wording.names(graph, (hop.start, hop.end))
                yield document.item(f"and {wording.counted(more, 'more fact')} between {ends}")


def rows(graph: Graph, found: Iterable[Connection]) -> Iterator[tuple[str, ...]]:
    """Yield one row of `COLUMNS` for each fact of each step."""
    for number, connection in enumerate(found, 1):
        for step, hop in enumerate(connection, 1):
            for fact in hop.facts:
                yield (
                    str(number),
                    str(step),
                    hop.start,
                    hop.end,
                    _label(graph, fact),
                    _when(graph, fact),
                    wording.passages(wording.evidence(fact)),
                    fact.id,
                )


def _label(graph: Graph, fact: Fact) -> str:
    label = graph.full_label(fact)
    return f"{label}: {fact.says}" if fact.says else label


def _when(graph: Graph, fact: Fact) -> str:
    return wording.when(graph, wording.shown_stage(graph, fact))
