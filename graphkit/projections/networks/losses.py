"""What a property graph cannot carry of a view, counted for the reader of a format."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from graphkit.model import Entity, Fact
from graphkit.ontology import Group
from graphkit.projections.networks.columns import ISO3, Columns
from graphkit.projections.networks.network import Network
from graphkit.views import View

#: Words for the reader of what `mangled_texts` counts.
MANGLED = "texts with INF or null, which Gephi misreads"
#: What Gephi's importer reads as something else wherever it stands in a text column: ``INF``
#: as Infinity, a lone ``null`` as nothing.
_INFINITE = "INF"
_NULL = re.compile("^null$", re.IGNORECASE)
_SHORT = len("null\n")
_SAFE = frozenset({"label", "edge_id"})


def network_losses(network: Network) -> dict[str, int]:
    """Return what no format of nodes and edges carries of a view.

    Every number counts what is left out, or what is kept in another form if its name says so.
    `graphkit.read_graphml` gives the same nodes and edges, save for what is named here.
    """
    records = network.view.records
    info = records.info
    of_facts = _counts if network.is_summary else _of_facts
    return {
        **network.left_out,
        **of_facts({fact.id: fact for fact in network.facts()}.values(), network),
        **_of_nodes(network),
        "disputes, kept as a mark": len(records.disputes),
        "texts about the whole": sum(
            map(bool, (info.lede, info.description, info.license, info.credit))
        ),
        "moments": len(records.moments),
    }


def _of_facts(facts: Collection[Fact], network: Network) -> dict[str, int]:
    """Return what edges do not carry of their facts, and columns of values of theirs."""
    view = network.view
    stages = [stage for fact in facts for stage in fact.stages]
    evidence = [item for stage in stages for item in stage.evidence]
    sources = {item.source for item in evidence}
    whole = [*facts, *network.values]
    return {
        "stage histories, kept as the stage on the day": sum(len(f.stages) > 1 for f in facts),
        "dates of stages set aside, not read back": sum(_is_set_aside(f, view) for f in facts),
        "facts not begun, kept without a stage": sum(view.states[f.id] is None for f in facts),
        "undated stages, kept as the bounds of their report": sum(
            _is_undated(f, view) for f in facts
        ),
        "uncertain dates, kept as text and bounds": sum(_is_uncertain(f, view) for f in facts),
        "values, kept without stage and source": len(network.values),
        "pieces of evidence, kept as the ids of their sources": len(evidence),
        "sources, kept as their ids": len(sources),
        "agents who are no node": len(_agents(facts, view) - _ids(network)),
        "facts that opinions are about": sum(bool(fact.about) for fact in facts),
        "confidences and ranks": sum(bool(f.confidence or f.rank) for f in whole),
        "notes on facts": sum(bool(fact.note) for fact in whole)
        + sum(bool(stage.note) for stage in stages),
    }


def _counts(facts: Collection[Fact], network: Network) -> dict[str, int]:  # noqa: ARG001 - as `_of_facts`
    """Return what edges that count facts do not carry of them."""
    return {
        "facts, kept as counts": len(facts),
        "pieces of evidence, kept as counts": sum(
            len(stage.evidence) for fact in facts for stage in fact.stages
        ),
    }


def _of_nodes(network: Network) -> dict[str, int]:
    """Return what nodes do not carry of their entities."""
    ids = _ids(network)
    entities = network.view.records.entities
    nodes = [entities[name] for name in sorted(ids)]
    return {
        "entities that are no node": len(entities) - len(nodes),
        "other names of nodes": sum(len(e.aliases) + len(e.adjectives) for e in nodes),
        "codes of nodes other than ISO": sum(scheme != ISO3 for e in nodes for scheme, _ in e.ids),
        "notes on nodes": sum(bool(text) for e in nodes for text in (e.note, e.checked)),
        "decimal numbers, rounded": sum(map(_is_rounded, _decimals(nodes, network.values))),
    }


def _ids(network: Network) -> set[str]:
    """Return the ids of the nodes."""
    ends = {name for tie in network.ties for name in (tie.source, tie.target)}
    return ends | {fact.subject for fact in network.values} | network.names


def _agents(facts: Iterable[Fact], view: View) -> set[str]:
    """Return whom the edges name as agents."""
    states = (view.states[fact.id] for fact in facts)
    return {name for state in states if state for name in state.step.record.agents}


def _decimals(nodes: Iterable[Entity], values: Iterable[Fact]) -> Iterator[Decimal]:
    for node in nodes:
        yield from node.location or ()
    yield from (fact.value for fact in values if isinstance(fact.value, Decimal))


def _is_rounded(number: Decimal) -> bool:
    return Decimal(repr(float(number))) != number


def element_losses(
    network: Network, counts: Mapping[str, Callable[[Columns], int]]
) -> dict[str, int]:
    """Return what is lost of the columns of all nodes and edges, which are walked once.

    Args:
        network: What to walk.
        counts: How much of an element's columns is lost, by words for the reader.
    """
    sums = dict.fromkeys(counts, 0)
    for elements in (network.nodes(), network.edges()):
        for element in elements:
            for words, count in counts.items():
                sums[words] += count(element.columns)
    return sums


def mangled_texts(columns: Columns) -> int:
    """Return how many texts of an element Gephi reads as something else than they say."""
    return sum(
        _is_mangled(value)
        for name, value in columns.items()
        if isinstance(value, str) and name not in _SAFE
    )


def _is_mangled(text: str) -> bool:
    return _INFINITE in text or (len(text) <= _SHORT and _NULL.search(text) is not None)


def _is_uncertain(fact: Fact, view: View) -> bool:
    state = view.states[fact.id]
    date = (state.dated or state.step).record.date if state else None
    return date is not None and date.start_earliest != date.start_latest


def _is_undated(fact: Fact, view: View) -> bool:
    state = view.states[fact.id]
    record = (state.dated or state.step).record if state else None
    return record is not None and record.date is None and record.attested is None


def _is_set_aside(fact: Fact, view: View) -> bool:
    """Whether the date of an edge is that of a stage which its present stage has outlived.

    What set it aside is in no column, so that the date has no place when the edge is read.
    """
    state = view.states[fact.id]
    if state is None or state.dated is None or state.dated.record is state.step.record:
        return False
    if state.step.group in {Group.CLOSED, Group.NEGATIVE}:
        return False
    date = state.dated.record.date
    return state.dated.stage != state.step.stage or (date is not None and date.is_interval)
