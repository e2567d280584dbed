"""What a property graph cannot carry of a view, counted for the reader of a format."""

from __future__ import annotations

import re

from graphkit.model import Fact
from graphkit.projections.columns import Columns
from graphkit.projections.network import Network
from graphkit.views import View

#: What Gephi's importer reads as something else wherever it stands in a text column: ``INF``
#: as Infinity, a lone ``null`` as nothing.
_MANGLED = re.compile("INF|^(?i:null)$")
_SAFE = frozenset({"label", "edge_id"})


def network_losses(network: Network) -> dict[str, int]:
    """Return what no format of nodes and edges carries of a view.

    Every number counts what is left out, or what is kept in another form if its name says so.
    """
    view = network.view
    records = view.records
    facts = {fact.id: fact for fact in network.facts()}.values()
    return {
        **network.left_out,
        "disputes, kept as a mark": len(records.disputes),
        "stage histories, kept as the stage on the day": sum(len(f.stages) > 1 for f in facts),
        "undated stages, kept as the bounds of their report": sum(
            _is_undated(f, view) for f in facts
        ),
        "uncertain dates, kept as text and bounds": sum(_is_uncertain(f, view) for f in facts),
        "pieces of evidence, kept as the ids of their sources": sum(
            len(stage.evidence) for fact in facts for stage in fact.stages
        ),
        "moments": len(records.moments),
    }


def mangled_texts(network: Network) -> int:
    """Return how many texts Gephi reads as something else than they say."""
    elements: list[Columns] = [node.columns for node in network.nodes()]
    total = sum(map(_mangled, elements))
    return total + sum(_mangled(edge.columns) for edge in network.edges())


def _mangled(columns: Columns) -> int:
    return sum(
        isinstance(value, str) and name not in _SAFE and bool(_MANGLED.search(value))
        for name, value in columns.items()
    )


def _is_uncertain(fact: Fact, view: View) -> bool:
    state = view.states[fact.id]
    date = (state.dated or state.step).record.date if state else None
    return date is not None and date.start_earliest != date.start_latest


def _is_undated(fact: Fact, view: View) -> bool:
    state = view.states[fact.id]
    record = (state.dated or state.step).record if state else None
    return record is not None and record.date is None and record.attested is None
