"""The view as rows that count: who did what to whom, in which month or year, how often.

An edge of the property graph, folded or not, is counted once, in the period in which what it
tells happened or began. What is no such edge, has no date or did not happen is left out and
counted by reason, so that the facts in the rows and those left out are all there are. The rules
stand for readers in ``docs/aggregating.md``.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable

from graphkit.errors import GraphkitError
from graphkit.problems import one_of
from graphkit.projections.counts.beginnings import ALONE, Beginning, beginning, of_fact
from graphkit.projections.counts.periods import ALL, MONTH, PERIODS, Period, period_of
from graphkit.projections.counts.rows import FOLD_COLUMNS, ROW_COLUMNS, Row
from graphkit.projections.networks.columns import Types
from graphkit.projections.networks.dyads import DyadTies
from graphkit.projections.networks.network import FactTies, Network, Tie, tie_facts
from graphkit.projections.networks.offices import AFFILIATION, NO_DEED, relations_below
from graphkit.projections.networks.shared_events import JOINT, SharedEvent
from graphkit.provenance import ALWAYS, NEVER, Span, to_day
from graphkit.views import View


@dataclasses.dataclass(frozen=True, slots=True)
class Aggregate(Network):
    """A network whose edges are rows.

    Attributes:
        by: One of `PERIODS`.
        folded: Whether its nodes are states.
        counted: How many facts are in the rows.
    """

    by: str = MONTH
    folded: bool = False
    counted: int = 0

    @property
    def edge_columns(self) -> Types:
        """The columns of edges and their types."""
        return ROW_COLUMNS | (FOLD_COLUMNS if self.folded else {})

    @property
    def is_summary(self) -> bool:
        """An edge counts facts."""
        return True

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, by source, relation, target and period."""
        return tuple(tie for tie in self.ties if isinstance(tie, Row))

    @property
    def wider(self) -> int:
        """How many edges are counted in a period that is wider than asked for."""
        return sum(len(row.ties) for row in self.rows if row.period.precision != self.by)


def aggregate(
    view: View,
    by: str = MONTH,
    *,
    folded: bool = False,
    relations: Iterable[str] = (),
    whole: View | None = None,
) -> Aggregate:
    """Return the counts of a view.

    Args:
        view: What to count.
        by: One of `PERIODS`. Whose date does not lie in one of them is counted in a wider one.
        folded: Whether states stand for who held office for them, or is counted to them.
        relations: Only these and those below them; by default all but affiliations, which
            are no deeds.
        whole: The view of which the one to count is a part, where it is one.

    Raises:
        GraphkitError: There is no such period or relation.
    """
    asked = _asked(relations, view)
    if by not in PERIODS:
        raise GraphkitError(f'"{by}" is no period: {one_of(by, PERIODS, "periods")}')
    if folded:
        dyads = DyadTies(view, whole)
        view, left_out, ties = dyads.view, Counter(dyads.left_out), iter(dyads)
    else:
        kept, left_out = tie_facts(view, negative=False)
        ties = iter(FactTies(kept))
    facts = view.records.facts.values()
    left_out["values, which join no two entities"] += sum(
        not fact.object and not fact.deprecated for fact in facts
    )
    rows = _Rows(view, by, asked, folded=folded)
    for tie in ties:
        rows.add(tie)
    left_out.update(rows.left_out())
    return Aggregate(
        view, rows.made(), (), +left_out, by=by, folded=folded, counted=len(rows.counted)
    )


def _asked(names: Iterable[str], view: View) -> frozenset[str]:
    """Return the relations that are counted."""
    known = view.ontology.relations
    chosen = list(names)
    for name in chosen:
        if name not in known:
            raise GraphkitError(f'"{name}" is no relation: {one_of(name, known, "relations")}')
    if chosen:
        return relations_below(view.ontology, *chosen)
    return frozenset(known) - relations_below(view.ontology, AFFILIATION)


#: What the edges of one row have in common.
_Key = tuple[str, str, str, Period]


class _Rows:
    """Rows in the making.

    Attributes:
        counted: Ids of the facts that are in a row.
    """

    def __init__(self, view: View, by: str, relations: frozenset[str], *, folded: bool) -> None:
        self._view = view
        self._folded = folded
        self._by = by
        self._relations = relations
        self._affiliations = relations_below(view.ontology, AFFILIATION)
        self._groups: dict[_Key, list[Tie]] = {}
        self._spans: dict[_Key, Span] = {}
        self._reasons: dict[str, str] = {}
        self.counted: set[str] = set()

    def add(self, tie: Tie) -> None:
        """Count an edge, or note why its facts are not."""
        if tie.relation not in self._relations:
            away = tie.relation in self._affiliations
            reason = NO_DEED if away else "facts of other relations"
            self._reasons |= dict.fromkeys((fact.id for fact in tie.facts), reason)
            return
        made = beginning(tie, self._view)
        if made is not None:
            self._count(tie, made)
        if made is not None and len(tie.facts) == 1:
            self.counted.add(tie.facts[0].id)
            return
        for fact in tie.facts:
            found = of_fact(fact, self._view)
            if isinstance(found, str):
                self._reasons[fact.id] = found
            elif made is None:
                self._reasons[fact.id] = ALONE
            else:
                self.counted.add(fact.id)

    def _count(self, tie: Tie, made: Beginning) -> None:
        ends = [tie.source, tie.target]
        if self._is_symmetric(tie.relation, tie):
            ends.sort()
        key = (ends[0], tie.relation, ends[1], period_of(made.days, self._by))
        self._groups.setdefault(key, []).append(tie)
        if self._by == ALL:
            old = self._spans.get(key, made.days)
            first = min(old.earliest, made.days.earliest)
            self._spans[key] = Span(first, max(old.latest, made.days.latest))

    def left_out(self) -> Counter[str]:
        """Return how many facts are in no row, by reason."""
        reasons = self._reasons.items()
        return Counter(reason for name, reason in reasons if name not in self.counted)

    def made(self) -> tuple[Row, ...]:
        """Return the rows by source, relation, target and period."""
        return tuple(self._row(key) for key in sorted(self._groups, key=_order))

    def _row(self, key: _Key) -> Row:
        source, name, target, period = key
        ties = tuple(self._groups[key])
        facts = tuple(fact for tie in ties for fact in tie.facts)
        when = period.text.strip("[]")
        identifier = JOINT.join(filter(None, (source, name, target, when)))
        if key in self._spans:
            days = self._spans[key]
            period = period._replace(start=to_day(days.earliest), end=to_day(days.latest))
        symmetric = self._is_symmetric(name, ties[0])
        return Row(identifier, source, target, facts, name, symmetric, period, self._folded, ties)

    def _is_symmetric(self, name: str, tie: Tie) -> bool:
        return self._view.ontology.relations[name].symmetric or isinstance(tie, SharedEvent)


def _order(key: _Key) -> tuple[str, str, str, int, int]:
    """Sort rows; a period that is open to the past comes first, a wider one before its parts."""
    source, name, target, period = key
    start = period.start.toordinal() if period.start else ALWAYS
    end = period.end.toordinal() if period.end else NEVER
    return source, name, target, start, -end
