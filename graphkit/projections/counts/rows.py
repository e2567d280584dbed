"""One row of counts: who did what to whom in a month or a year, and how often.

It rests on edges of the property graph, and counts each of them once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from graphkit.projections.counts.beginnings import beginning
from graphkit.projections.counts.periods import Period
from graphkit.projections.networks.columns import Columns, Types, joined, present
from graphkit.projections.networks.dyads import Folded
from graphkit.projections.networks.network import Tie
from graphkit.projections.networks.shared_events import SharedEvent, Side
from graphkit.projections.networks.spells import Spell, last_day
from graphkit.provenance import independent, to_day
from graphkit.views import View

#: Column name to scalar type, in the order in which formats declare them.
ROW_COLUMNS: Types = {
    "label": str,
    "weight": float,
    "edge_id": str,
    "relation": str,
    "colour_group": str,
    "sign": int,
    "symmetric": bool,
    "lasting": bool,
    "period": str,
    "precision": str,
    "period_start": str,
    "period_end": str,
    "count": int,
    "count_disputed": int,
    "count_possible": int,
    "count_one_voice": int,
    "count_marked": int,
    "evidence": int,
    "sources": str,
    "independent": int,
}
FOLD_COLUMNS: Types = {"count_via_possible": int, "count_via_affiliation": int, "via": str}


class Row(Tie, frozen=True):
    """One source, one target, one relation and one period.

    Attributes:
        name: Of the relation.
        symmetric: Whether the two ends could be exchanged; they are in the order of their ids.
        period: When it was; of all time, from the first to the last day that a fact may be of.
        folded: Whether the ends are states for which others may stand.
        ties: The edges that are counted, each of them once.
    """

    name: str
    symmetric: bool
    period: Period
    folded: bool
    ties: tuple[Tie, ...]

    @property
    def relation(self) -> str:
        """The relation that is counted."""
        return self.name

    def columns(self, view: View) -> Columns:
        """Return the counts, and what they rest on."""
        found = [made for tie in self.ties if (made := beginning(tie, view))]
        evidence = [item for made in found for item in made.evidence]
        # One of each is enough to tell the voices apart, and there may be thousands.
        alike = {(item.source, item.cites): item for item in evidence}
        relation = view.ontology.relations[self.name]
        columns = present(
            label=self._label(view),
            edge_id=self.id,
            relation=self.name,
            colour_group=relation.colour_group,
            period=self.period.text,
            precision=self.period.precision,
            period_start=_iso(self.period.start),
            period_end=_iso(self.period.end),
            sources=joined({item.source for item in evidence}),
        )
        return columns | {
            "weight": float(len(self.ties)),
            "sign": relation.sign,
            "symmetric": self.symmetric,
            "lasting": relation.lasting,
            "count": len(self.ties),
            "count_disputed": sum(_is_disputed(tie, view) for tie in self.ties),
            "count_possible": sum(not made.certain for made in found),
            "count_one_voice": sum(made.voices == 1 for made in found),
            "count_marked": sum(made.marked for made in found),
            "evidence": len(evidence),
            "independent": independent(list(alike.values()), view.records.sources),
            **(self._via() if self.folded else {}),
        }

    def spells(self, view: View) -> tuple[Spell, ...]:
        """Return the period as a spell; of one that is open to the past its last day."""
        end = self.period.end
        last = to_day(min(last_day(view), end.toordinal())) if end else view.day
        start = self.period.start or last
        return (Spell(start, last),) if start and last and start <= last else ()

    def time_losses(self, view: View) -> Mapping[str, int]:
        """Return what the spell does not say."""
        return {
            "rows of an open period, drawn on one end of it": not (
                self.period.start and self.period.end
            ),
            "rows after the day of the graph, written without time": not self.spells(view),
        }

    def _label(self, view: View) -> str:
        phrase = view.ontology.relations[self.name].phrase
        other = view.records.entities[self.target].short_name
        times = f"×{len(self.ties)}" if len(self.ties) > 1 else ""  # noqa: RUF001 - times, no letter
        return " ".join(filter(None, (phrase, other, self.period.text, times)))

    def _via(self) -> Columns:
        """Return who was folded away, and how surely they stood for their states."""
        via: set[str] = set()
        possible = affiliated = 0
        for tie in self.ties:
            stands = tie.sides if isinstance(tie, SharedEvent) else (tie,)
            folded = [one for one in stands if isinstance(one, Folded | Side)]
            via.update(*(one.persons for one in folded))
            if isinstance(tie, SharedEvent):
                via.add(tie.event)
            possible += not all(one.certain for one in folded)
            affiliated += any(one.affiliated for one in folded)
        counts: Columns = {"count_via_possible": possible, "count_via_affiliation": affiliated}
        return counts | present(via=joined(via))


def _is_disputed(tie: Tie, view: View) -> bool:
    return any(fact.id in view.disputes for fact in tie.facts)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
