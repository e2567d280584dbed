"""Which property graph is made of a view: the full one, one folded to fewer kinds, or counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from graphkit.errors import GraphkitError
from graphkit.problems import one_of
from graphkit.views import View

if TYPE_CHECKING:
    from graphkit.projections.networks.network import Network

STATES = "states"
#: What a network can be folded to.
FOLDS = (STATES,)


class Shape(msgspec.Struct, frozen=True):
    """How a view becomes nodes and edges; by default every entity and fact on its own.

    Attributes:
        fold: One of `FOLDS`, or empty.
        negative: Whether facts that their sources say do not hold become edges too.
        all_entities: Whether entities without a fact, such as publishers, become nodes.
        by: A period: then edges count facts by it; empty for an edge each.
        relations: What is counted; empty for all.

    Raises:
        GraphkitError: There is no such fold, or what cannot be counted is asked for.
    """

    fold: str = ""
    negative: bool = False
    all_entities: bool = False
    by: str = ""
    relations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """See that the fold is known."""
        if self.fold and self.fold not in FOLDS:
            raise GraphkitError(f'"{self.fold}" is no fold: {one_of(self.fold, FOLDS, "folds")}')
        if self.by and (self.negative or self.all_entities):
            raise GraphkitError(
                "counts have no negative facts and no lone entities: leave both out"
            )


def shaped_network(view: View, shape: Shape, whole: View | None = None) -> Network:
    """Return the property graph of a view in a shape.

    Args:
        view: What to project.
        shape: How.
        whole: The view of which it is a part, where it is one.
    """
    # Each shape is loaded when it is asked for: RDF needs none of them.
    if shape.by:
        from graphkit.projections.counts.aggregates import aggregate

        folded = shape.fold == STATES
        return aggregate(view, shape.by, folded=folded, relations=shape.relations, whole=whole)
    if shape.fold == STATES:
        from graphkit.projections.networks.dyads import dyads

        return dyads(view, negative=shape.negative, all_entities=shape.all_entities, whole=whole)
    from graphkit.projections.networks.network import network

    return network(view, negative=shape.negative, all_entities=shape.all_entities)
