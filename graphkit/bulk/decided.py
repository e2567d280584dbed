"""What is decided about all rows together, as plain records."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from graphkit.bulk.facts import REASON, ROWS
from graphkit.bulk.frames import Frame, functions
from graphkit.bulk.words import FAULTS
from graphkit.model import Entity, Fact, GraphInfo, Records, Source


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows.

    Attributes:
        rows: How many there are.
        taken: How many are evidence of a fact.
        left_out: How many are not, by reason. What one rule leaves out, another may take.
    """

    rows: int
    taken: int
    left_out: Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Lasting:
    """A fact that was made here, with how many rows say it.

    Attributes:
        fact: The record, with a piece of evidence for what each time rests on.
        rows: Of each of its stages.
    """

    fact: Fact
    rows: tuple[int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Decided:
    """What the engine cannot decide row by row.

    Attributes:
        ids: The id of the entity of each number of `Words.found`; empty for an unused one.
        entities: By id.
        lasting: Facts that are no business of the engine any more.
        relations: Numbers of the relations whose facts are all in `lasting`.
        dates: Numbers of dates that are no days.
        days: Numbers of dates that are days.
        mixed: Whether some fact that happened once has a date that is no day.
        clash: Whether two facts may get one id, so that the engine has to number them.
        reserved: Ids that such a fact may not have, being those of entities and of facts that
            last.
        info: Of the graph that the tables make.
        source: What its facts rest on.
    """

    ids: Sequence[str]
    entities: Mapping[str, Entity]
    lasting: Sequence[Lasting]
    relations: Sequence[int]
    dates: Sequence[int]
    days: Sequence[int]
    mixed: bool
    clash: bool
    reserved: Sequence[str]
    info: GraphInfo
    source: Source

    def records(self) -> Records:
        """Return the entities, the source and the facts that were made here."""
        facts = {each.fact.id: each.fact for each in self.lasting}
        return Records(
            info=self.info,
            sources={self.source.id: self.source},
            entities=self.entities,
            facts=dict(sorted(facts.items())),
            disputes={},
        )


def count(gathered: Frame) -> Counts:
    """Return what became of rows that one rule reads."""
    f = functions()
    rows = gathered.groupBy(REASON).agg(f.sum(ROWS).alias(ROWS)).toArrow().to_pylist()
    left_out = {FAULTS[row[REASON]]: row[ROWS] for row in rows if row[REASON] is not None}
    taken = sum(row[ROWS] for row in rows if row[REASON] is None)
    return Counts(taken + sum(left_out.values()), taken, left_out)
