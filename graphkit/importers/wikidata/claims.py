"""Statements of Wikidata that may become facts, with their qualifiers and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.importers.wikidata.dates import When, read_time
from graphkit.importers.wikidata.lines import Json
from graphkit.importers.wikidata.references import Reference, read_reference
from graphkit.importers.wikidata.report import LeftOut, Spot
from graphkit.importers.wikidata.terms import (
    AT,
    BOUNDS,
    CIRCA,
    DATES,
    ENDS,
    HEDGES,
    JURISDICTIONS,
    REASONS_FOR_RANK,
    RULES,
    STARTS,
)
from graphkit.importers.wikidata.values import (
    NOVALUE,
    SOMEVALUE,
    VALUE,
    item_id,
    item_of,
    items_of,
    listed,
    mapping,
    snak_type,
    statement_id,
    time_of,
    written,
)

_RANKS = ("preferred", "normal", "deprecated")
_READ = {*DATES, *JURISDICTIONS, *HEDGES, *REASONS_FOR_RANK.values()}


@dataclass(frozen=True, slots=True)
class Dated:
    """What the qualifiers of one sort say: a start, an end or a day.

    Attributes:
        whens: The times that could be read, each once.
        unknown: Whether there is one that is not told.
        never: Whether it is said that there is none.
        unread: Whether there is one that could not be read.
    """

    whens: tuple[When, ...] = ()
    unknown: bool = False
    never: bool = False
    unread: bool = False

    @property
    def several(self) -> bool:
        """Whether there is more than one, so that nobody can tell which is meant."""
        return len(self.whens) + self.unknown + self.never + self.unread > 1


class Head(NamedTuple):
    """Which statement it is.

    Attributes:
        id: Its own; its item, property and number where it has none.
    """

    spot: Spot
    id: str
    item: str
    property: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that may become a fact, with the items it names.

    Attributes:
        value: The item that the statement is about besides its own.
        hedges: (property, item) by which the statement is narrowed or weakened.
        jurisdictions: Items that tell of which state an office is.
        reason: The item that tells why the rank is what it is.
    """

    head: Head
    value: str
    rank: str
    start: Dated = Dated()
    end: Dated = Dated()
    at: Dated = Dated()
    hedges: tuple[tuple[str, str], ...] = ()
    jurisdictions: tuple[str, ...] = ()
    reason: str = ""
    references: tuple[Reference, ...] = ()

    def mentions(self) -> Iterator[str]:
        """Yield the items whose names are needed."""
        yield from (self.head.item, self.value, *self.jurisdictions)
        yield from (item for _, item in self.hedges if item)
        if self.reason:
            yield self.reason
        for reference in self.references:
            yield from reference.stated_in
            yield from reference.imported_from


def count_claims(entity: Json) -> int:
    """Return how many statements an item has that a rule is for."""
    statements = mapping(entity.get("claims"))
    return sum(len(list(listed(statements.get(name)))) for name in RULES)


def read_claims(entity: Json, spot: Spot, left_out: LeftOut) -> Iterator[Claim]:
    """Yield the statements of an item that a rule is for."""
    item = item_id(entity.get("id"))
    statements = mapping(entity.get("claims"))
    for name in RULES if item else ():
        for number, statement in enumerate(listed(statements.get(name)), 1):
            identifier = statement_id(statement.get("id")) or f"{item} {name} {number}"
            claim = _claim(Head(spot, identifier, item, name), statement, left_out)
            if claim:
                yield claim


def _claim(head: Head, statement: Json, left_out: LeftOut) -> Claim | None:
    spot, identifier, _, name = head
    main, rank = mapping(statement.get("mainsnak")), statement.get("rank", "normal")
    told, value = snak_type(main), item_of(main)
    if told in {SOMEVALUE, NOVALUE}:
        code = "no-value" if told == NOVALUE else "unknown-value"
        left_out.add(code, spot, identifier, detail=name)
        return None
    if not value or rank not in _RANKS:
        left_out.add("bad-statement", spot, identifier, detail=name)
        return None
    qualifiers = {
        key: list(listed(each)) for key, each in mapping(statement.get("qualifiers")).items()
    }
    for key in sorted(qualifiers.keys() - _READ):
        left_out.add("other-qualifier", spot, identifier, detail=written(key))
    circa = CIRCA in items_of(qualifiers.get("P1480", ())) or any(map(qualifiers.get, BOUNDS))

    def dated(*names: str) -> Dated:
        snaks = [snak for each in names for snak in qualifiers.get(each, ())]
        return _dated(snaks, spot, identifier, left_out, about=circa)

    return Claim(
        head=head,
        value=value,
        rank=rank,
        start=dated(*STARTS),
        end=dated(*ENDS),
        at=dated(AT),
        hedges=_hedges(qualifiers),
        jurisdictions=first_items(qualifiers),
        reason=next(iter(items_of(qualifiers.get(REASONS_FOR_RANK.get(rank, ""), ()))), ""),
        references=_references(statement, spot, identifier, left_out),
    )


def _dated(
    snaks: list[Json], spot: Spot, identifier: str, left_out: LeftOut, *, about: bool
) -> Dated:
    whens: set[When] = set()
    unknown = never = unread = False
    for snak in snaks:
        when = read_time(time_of(snak)) if snak_type(snak) == VALUE else None
        if when:
            whens.add(when.about() if about else when)
        elif snak_type(snak) == NOVALUE:
            never = True
        elif snak_type(snak) == SOMEVALUE:
            unknown = True
        else:
            unread = True
            told = written(time_of(snak).get("time"))
            left_out.add("bad-date", spot, f"{identifier}: {told}")
    return Dated(tuple(sorted(whens, key=lambda when: when.text)), unknown, never, unread)


def _hedges(qualifiers: Mapping[str, list[Json]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, item_of(snak))
        for name in HEDGES
        for snak in qualifiers.get(name, ())
        if item_of(snak) != CIRCA
    )


def first_items(snaks: Mapping[str, Sequence[Json]]) -> tuple[str, ...]:
    """Return the items of the first property that tells of which state an office is.

    Empty where there is no such property, or where the first one has no item.
    """
    name = next((name for name in JURISDICTIONS if snaks.get(name)), "")
    return items_of(snaks.get(name, ()))


def _references(
    statement: Json, spot: Spot, identifier: str, left_out: LeftOut
) -> tuple[Reference, ...]:
    found = []
    for each in listed(statement.get("references")):
        reference = read_reference(each)
        if reference.names_an_origin:
            found.append(reference)
        else:
            left_out.add("reference-without-source", spot, identifier)
    return tuple(dict.fromkeys(found))
