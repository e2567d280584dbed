"""What is decided in this process once the rows are gathered.

That is entities, ids, and the few facts that need all of their times looked at.

It is the code of ``graphkit import events``, given the distinct things instead of the rows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import structs

from graphkit.bulk.decided import Decided, Lasting
from graphkit.bulk.facts import ROWS, keyed
from graphkit.bulk.frames import Frame, functions
from graphkit.bulk.session import Session
from graphkit.bulk.words import Words
from graphkit.dates import EdtfDate, parse_date
from graphkit.errors import GraphkitError
from graphkit.identifiers import BASE, kebab, slug
from graphkit.importers.event_facts import Dates, FactMaker, Identity, Spot
from graphkit.importers.events import AFFILIATION
from graphkit.mapping import Found, Resolver
from graphkit.mapping import Mapping as TableMapping
from graphkit.model import Entity, Evidence, Fact, GraphInfo, Source
from graphkit.ontology import Ontology

#: Facts that last, or have no day, are records of this process.
MOST_LASTING = 2_000_000


class Deciding:
    """Decides."""

    def __init__(
        self, mapping: TableMapping, ontology: Ontology, words: Words, resolver: Resolver
    ) -> None:
        """Take what the numbers of the engine stand for."""
        self._mapping = mapping
        self._ontology = ontology
        self._words = words
        self._resolver = resolver

    def decide(self, session: Session, said: Frame) -> Decided:
        """Decide.

        Args:
            session: The engine.
            said: What was gathered, without the rows that are left out.

        Raises:
            GraphkitError: More facts last than fit into memory, or no day is known.
        """
        f = functions()
        pairs = said.groupBy("relation", "date").agg(f.sum(ROWS).alias(ROWS)).toArrow().to_pylist()
        used = {(pair["relation"], pair["date"]) for pair in pairs}
        lasting, vague = self._apart(used)
        rows = said.filter(_lasting(lasting)) if lasting else None
        if vague:
            others, key = keyed(session, said, self._words.keys)
            others = others.filter(~_lasting(lasting)) if lasting else others
            kept = others.filter(f.col("date").isin(vague)).select(*key).distinct()
            found = others.join(kept, key, "left_semi").select(*said.columns)
            rows = found if rows is None else rows.unionByName(found)
        return self.decided(used, _first(said), self._identities(rows))

    def decided(
        self,
        used: AbstractSet[tuple[int, int]],
        first: Mapping[int, int],
        stated: Mapping[Identity, Mapping[EdtfDate | None, int]],
    ) -> Decided:
        """Decide, with what the engine was asked at hand.

        Args:
            used: Number of the relation and of the date of each fact.
            first: Number of the first date of each end, by the number of what it names.
            stated: Number of rows by date, of the facts that the engine cannot make.
        """
        lasting, vague = self._apart(used)
        rows_of = {one: dict(dates) for one, dates in stated.items()}
        entities = [self._words.found[number] for number in first]
        entities += self._affiliations(first, stated, rows_of)
        ids = self._resolver.assign(entities)
        records = self._resolver.entities(entities)
        numbered = {number: ids[self._words.found[number].key] for number in first}
        dates = {date for _, date in used}
        days = sorted({date for relation, date in used if relation not in lasting} - set(vague))
        source = self._source(dates)
        made = self._made(rows_of, ids, source.id)
        reserved = self._reserved([*records, *(each.fact.id for each in made)], days)
        return Decided(
            ids=[numbered.get(number, "") for number in range(len(self._words.found))],
            entities=records,
            lasting=made,
            relations=lasting,
            dates=vague,
            days=days,
            mixed=bool(vague),
            clash=bool(reserved) or self._may_clash(records, days),
            reserved=reserved,
            info=self._info(dates, source),
            source=source,
        )

    def _apart(self, used: AbstractSet[tuple[int, int]]) -> tuple[list[int], list[int]]:
        """Return the relations that last, and the dates of others that are no days."""
        relations = {relation for relation, _ in used}
        lasting = sorted(
            each for each in relations
            if self._ontology.relations[self._words.relations[each]].lasting
        )  # fmt: skip
        once = {date for relation, date in used if relation not in lasting}
        return lasting, sorted(date for date in once if not self._is_day(date))

    def _is_day(self, number: int) -> bool:
        date = self._date(number)
        return bool(
            date and not date.is_interval and date.start_earliest is not None
            and date.start_earliest == date.start_latest
        )  # fmt: skip

    def _date(self, number: int) -> EdtfDate | None:
        return self._words.dates[number].date if number >= 0 else None

    # ---------------------------------------------------------------- facts that last

    def _identities(self, rows: Frame | None) -> dict[Identity, dict[EdtfDate | None, int]]:
        """Return the rows of facts that last as this process tells them apart."""
        if rows is None:
            return {}
        table = rows.limit(MOST_LASTING + 1).toArrow()
        if table.num_rows > MOST_LASTING:
            raise GraphkitError(
                f"more than {MOST_LASTING:,} facts last or have no day, and each needs all of its "
                "times looked at: take a table of events, or a part of this one"
            )
        found: defaultdict[Identity, dict[EdtfDate | None, int]] = defaultdict(dict)
        for row in table.to_pylist():
            identity = Identity(
                self._words.found[row["subject"]].key,
                self._words.relations[row["relation"]],
                self._words.found[row["object"]].key,
                row.get("role") or "",
                row.get("says") or "",
            )
            date = self._date(row["date"])
            found[identity][date] = found[identity].get(date, 0) + row[ROWS]
        return dict(found)

    def _affiliations(
        self,
        first: Mapping[int, int],
        stated: Mapping[Identity, Mapping[EdtfDate | None, int]],
        rows_of: dict[Identity, dict[EdtfDate | None, int]],
    ) -> list[Found]:
        """Add that each actor is counted among those of a state, from its first day."""
        relation = self._ontology.relations.get(AFFILIATION)
        states: list[Found] = []
        if relation is None:
            return states
        for number, day in sorted(first.items(), key=lambda item: (item[1], item[0])):
            actor = self._words.found[number]
            if not actor.state:
                continue
            state = self._resolver.state(actor.state)
            identity = Identity(actor.key, relation.name, state.key)
            fits = actor.kind in relation.subject_kinds and state.kind in relation.object_kinds
            if fits and identity not in stated and identity not in rows_of:
                date = self._date(day)
                latest = date.start_latest if date else None
                rows_of[identity] = {parse_date(f"[..{latest}]") if latest else None: 1}
                states.append(state)
        return states

    def _made(
        self,
        rows_of: Mapping[Identity, Mapping[EdtfDate | None, int]],
        ids: Mapping[str, str],
        source: str,
    ) -> list[Lasting]:
        counts: list[int] = []
        said: dict[Identity, Dates] = {}
        for identity, dates in rows_of.items():
            said[identity] = {}
            for date, count in dates.items():
                counts.append(count)
                said[identity][date] = {len(counts): Spot(len(counts), len(counts))}
        facts = FactMaker(source, ids, self._ontology).make(said, taken=ids.values())
        return [_counted(fact, counts) for fact in facts.values()]

    # ---------------------------------------------------------------- ids

    def _may_clash(self, entities: Mapping[str, Entity], days: Sequence[int]) -> bool:
        """Whether two facts of the engine may get one id.

        The parts of an id are joined by the hyphens that are also in them. Without a role they
        can be taken apart again unless one entity's name begins with that of another and a
        relation's behind it; or one day is written in two ways.
        """
        if any(rule.role or rule.says for rule in self._mapping.rows):
            return True
        dates = [self._words.dates[number].date.start_earliest for number in days]
        if len(set(dates)) < len(dates):
            return True
        words = [f"-{kebab(name)}-" for name in self._words.relations]
        joined = (
            name.partition(word)[0] in entities
            for name in entities
            for word in words
            if word in name
        )
        return any(joined)

    def _reserved(self, taken: Sequence[str], days: Sequence[int]) -> list[str]:
        """Return the ids among those taken that end as the id of what happened on a day does."""
        dates = (self._words.dates[number].date.start_earliest for number in days)
        ends = {f"-{slug(day.isoformat())}" for day in dates if day}
        width = len("-0000-00-00")
        return sorted({name for name in taken if name[-width:] in ends})

    # ---------------------------------------------------------------- the graph

    def _last(self, used: set[int]) -> dt.date | None:
        days = (self._words.dates[number].last for number in used if number >= 0)
        return max(filter(None, days), default=None)

    def _source(self, used: set[int]) -> Source:
        source, last = self._mapping.source, self._last(used)
        if source.published is not None or last is None:
            return source
        return structs.replace(
            source,
            published=parse_date(f"[{last}..]"),
            published_note=source.published_note or "not before the last day in it",
        )

    def _info(self, used: set[int], source: Source) -> GraphInfo:
        day = self._last(used) or (source.published.start_earliest if source.published else None)
        if day is None:
            raise GraphkitError(
                "the tables name no day, and a graph needs one: give the source of the mapping "
                "its published:"
            )
        return GraphInfo(
            title=self._mapping.title,
            base=BASE,
            as_of=day,
            description="Made of tables of events by graphkit bulk.",
        )


def _lasting(relations: Sequence[int]) -> Any:  # noqa: ANN401 - a column of an engine
    return functions().col("relation").isin(list(relations))


def _first(said: Frame) -> dict[int, int]:
    """Return the number of the first date of each end, by the number of what it names."""
    f = functions()
    ends = said.select(f.col("subject").alias("found"), "date").unionByName(
        said.select(f.col("object").alias("found"), "date")
    )
    rows = ends.groupBy("found").agg(f.min("date").alias("date")).toArrow().to_pylist()
    return {row["found"]: row["date"] for row in rows}


def _counted(fact: Fact, counts: Sequence[int]) -> Lasting:
    def rows() -> Iterator[int]:
        for stage in fact.stages:
            yield sum(counts[item.at.paragraph - 1] for item in stage.evidence if item.at)

    counted = tuple(rows())
    # Where a row stands is not known here, so that its place was but a number to count by.
    plain = (
        structs.replace(each, evidence=(Evidence(source=each.evidence[0].source),))
        for each in fact.stages
    )
    return Lasting(structs.replace(fact, stages=tuple(plain)), counted)
