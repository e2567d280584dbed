"""When the nodes of a property graph are there, and what a timeline does not say of its edges."""

from __future__ import annotations

from collections import Counter

from graphkit.projections.networks.network import Network
from graphkit.projections.networks.spells import Spell
from graphkit.views import View


def node_spans(network: Network) -> dict[str, Spell]:
    """Return for each node with a dated edge a spell that covers those of all its edges.

    An event with a date of its own begins no later than on the first day that it may be. A
    node without a dated edge is not among them: then it is always there.
    """
    spans: dict[str, Spell] = {}
    for tie in network.ties:
        found = tie.spells(network.view)
        if not found:
            continue
        for name in (tie.source, tie.target):
            old = spans.get(name) or _from_own_date(name, found[0], network.view)
            spans[name] = Spell(min(old.start, found[0].start), max(old.end, found[-1].end))
    return spans


def time_losses(network: Network) -> dict[str, int]:
    """Return in how many edges the spells say less or other than the facts."""
    found: Counter[str] = Counter()
    for tie in network.ties:
        found.update(tie.time_losses(network.view))
    return dict(found)


def _from_own_date(name: str, first: Spell, view: View) -> Spell:
    date = view.records.entities[name].date
    own = date.start_earliest or date.start_latest if date else None
    return Spell(min(own or first.start, first.start), first.end)
