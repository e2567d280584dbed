"""The view as relations between states only (dyads), as scholars analyse them."""

from __future__ import annotations

from graphkit.projections.network import Network, network
from graphkit.views import View


def dyads(view: View, *, negative: bool = False, all_entities: bool = False) -> Network:
    """Placeholder until the fold is written."""
    return network(view, negative=negative, all_entities=all_entities)
