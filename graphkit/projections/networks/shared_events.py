"""One edge for every two states that took part in an event, made of the facts of both.

Both sides have to be there: the edge is at the stage of the side that has come less far, and
holds if both do. Of one side the fact that has come farthest counts: a state took part if any
of its officials did.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from itertools import combinations

from msgspec import structs

from graphkit.model import Fact
from graphkit.ontology import Group
from graphkit.projections.networks.columns import Columns, fact_columns, joined, present
from graphkit.projections.networks.network import Tie
from graphkit.provenance import bearing, independent
from graphkit.views import View

#: The relation of the edges; who hosted an event took part in it too.
TAKING_PART = "participatedIn"
#: Joins the ids that make the id of an edge; no id holds it.
JOINT = "_"
#: What the stage of one side says and that of the other may say otherwise.
_OF_ONE_STAGE = ("agent", "condition", "due", "attested")
#: An undated stage is later than every dated one.
_NO_DAY = "~"


@dataclasses.dataclass(frozen=True, eq=False)
class Side:
    """One state at one event.

    Attributes:
        facts: That it, or a person who stands for it, took part in or hosted the event.
        persons: Ids of those who are no state themselves.
        certain: Whether all of them certainly stood for the state then.
        affiliated: Whether one of them stands for it by affiliation, not by office.
    """

    state: str
    facts: tuple[Fact, ...]
    persons: frozenset[str]
    certain: bool
    view: View = dataclasses.field(repr=False)
    affiliated: bool = False

    @functools.cached_property
    def best(self) -> Fact:
        """The fact that has come farthest; of several the first by id."""
        return max(self.facts, key=self._strength)

    @functools.cached_property
    def best_columns(self) -> Columns:
        """What the fact that has come farthest says as an edge of its own."""
        return fact_columns(self.best, self.view)

    @functools.cached_property
    def how_far(self) -> tuple[int, int]:
        """How far it has come, to be compared with the other side."""
        place, _, rank = self._strength(self.best)
        return place, rank

    @property
    def alive(self) -> bool:
        """Whether its stage is neither closed nor negative, and there is one."""
        return self.how_far[0] == _ALIVE

    @functools.cached_property
    def holds(self) -> bool:
        """Whether it did take part, or is committed to."""
        return any(self.view.holds(fact) for fact in self.facts)

    @functools.cached_property
    def sources(self) -> frozenset[str]:
        """Ids of the sources of all facts."""
        stages = [stage for fact in self.facts for stage in fact.stages]
        return frozenset(item.source for stage in stages for item in stage.evidence)

    @functools.cached_property
    def independent(self) -> int:
        """How many independent witnesses there are for any of the facts."""
        evidence = [item for fact in self.facts for item in bearing(fact)]
        return independent(evidence, self.view.records.sources)

    @functools.cached_property
    def first_attested(self) -> str:
        """The first day on which one of the facts is seen; empty where there is none."""
        days = [fact_columns(fact, self.view).get("first_attested") for fact in self.facts]
        return min((str(day) for day in days if day), default="")

    def _strength(self, fact: Fact) -> tuple[int, bool, int]:
        """Sort what one side has come to: certain stages before possible ones."""
        state = self.view.states[fact.id]
        if state is None:
            return _NOT_BEGUN, True, 0
        place = _PLACES.get(state.step.group, _ALIVE)
        return place, state.definite, state.step.rank


_PLACES = {Group.NEGATIVE: 0, Group.CLOSED: 1}
_NOT_BEGUN, _ALIVE = 2, 3


class SharedEvent(Tie, frozen=True):
    """An edge between two states that took part in one event."""

    event: str
    sides: tuple[Side, Side]

    @property
    def relation(self) -> str:
        """Both took part, whoever hosted."""
        return TAKING_PART

    def columns(self, view: View) -> Columns:
        """Return what can be said of both sides together."""
        least = min(side.how_far for side in self.sides)
        deciding = [side for side in self.sides if side.how_far == least]
        side = max(deciding, key=lambda one: str(one.best_columns.get("start_latest", _NO_DAY)))
        # What is of one participant alone is not said of the pair.
        fact = structs.replace(side.best, relation=TAKING_PART, role="", field="", says="")
        columns = fact_columns(fact, view)
        for name in _OF_ONE_STAGE:
            if len({one.best_columns.get(name) for one in deciding}) > 1:
                columns.pop(name, None)
        possible = self.sides if side.alive else (side,)
        seen = [one.first_attested for one in self.sides]
        persons = frozenset[str]().union(*(one.persons for one in self.sides))
        columns |= {
            "edge_id": self.id,
            "holds": all(one.holds for one in self.sides),
            "possible": any(one.best_columns["possible"] for one in possible),
            "symmetric": True,
            "disputed": any(fact.id in view.disputes for fact in self.facts),
            "independent": min(one.independent for one in self.sides),
            "via": joined({self.event, *persons}),
        }
        columns.pop("first_attested", None)
        columns |= present(
            sources=joined(frozenset[str]().union(*(one.sources for one in self.sides))),
            first_attested=max(seen) if all(seen) else "",
        )
        if persons:
            columns["via_possible"] = not all(one.certain for one in self.sides)
        if any(one.affiliated for one in self.sides):
            columns["via_affiliation"] = True
        return columns


def shared_events(event: str, sides: Mapping[str, Side]) -> Iterator[SharedEvent]:
    """Yield an edge for every two states at an event, by id."""
    for first, second in sorted(combinations(sorted(sides), 2), key=JOINT.join):
        one, other = sides[first], sides[second]
        name = JOINT.join((event, first, second))
        yield SharedEvent(name, first, second, (*one.facts, *other.facts), event, (one, other))
