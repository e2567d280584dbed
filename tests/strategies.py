"""Hypothesis strategies for small records of every shape that the checks let through.

All dates lie in the same few days, so that bounds meet, cross and tie in most examples; the
same holds for ids. What a project could not hold (two stages of one name, ``attested`` on what
happens once) is not made, save that citations may run in circles, which no check forbids.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import combinations, product
from random import Random
from typing import TypeVar

from hypothesis import strategies as st
from msgspec import structs

from graphkit.dates import BadDate, EdtfDate, parse_date
from graphkit.identifiers import Locator
from graphkit.model import (
    Dispute,
    Entity,
    Evidence,
    Fact,
    GraphInfo,
    Position,
    Records,
    Source,
    Stage,
)
from graphkit.ontology import Ontology
from graphkit.seeds.order import (
    evidence_in_order,
    in_order,
    positions_in_order,
    stages_in_order,
)

#: The words of each group of stages; in-force and occurred are put in by the relation's length.
PROSPECTIVE = ("speculated", "expected", "sought", "conditional", "planned")
COMMITTED = ("agreed", "announced", "signed", "ratified")
NEGATIVE = ("absent", "rejected")
CLOSED = ("suspended", "ended", "withdrawn")

LASTING = ("joined", "hasDiplomaticRelationsWith", "heldOffice", "population")
MOMENTARY = ("signed", "met", "commentedOn")

T = TypeVar("T")

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity(id="accords", kind="treaty", name="Abraham Accords", short="Accords"),
        Entity(id="israel", kind="state", name="Israel"),
        Entity(id="observers", kind="person", name="Observers", unnamed=True),
        Entity(id="sudan", kind="state", name="Sudan"),
        Entity(id="trump", kind="person", name="Donald Trump", short="Trump"),
        Entity(id="wire-agency", kind="organization", name="Wire Agency"),
    )
}
ACTORS = ("israel", "observers", "trump", "wire-agency")

#: Subject and object of the fact with each relation; no object where it takes a value.
_ENDS = {
    "joined": ("israel", "accords"),
    "hasDiplomaticRelationsWith": ("israel", "sudan"),
    "heldOffice": ("trump", "israel"),
    "population": ("israel", ""),
    "signed": ("trump", "accords"),
    "met": ("trump", "observers"),
    "commentedOn": ("observers", "accords"),
}

_DAYS = ("2020-12-30", "2020-12-31", "2021-01-01", "2021-01-02", "2021-01-20")
_POINTS = ("2020", "2021", "2020-12", "2021-01", *_DAYS)


def _readable(*texts: str) -> tuple[EdtfDate, ...]:
    """Read the texts that are dates; a reversed one is none."""
    found = []
    for text in texts:
        with suppress(BadDate):
            found.append(parse_date(text))
    return tuple(found)


_PLAIN = _readable(*_POINTS, "2020~", "2021?", "2020-12%")
_EXACT = _readable(*_DAYS)
_INTERVALS = _readable(
    *(f"{first}/{last}" for first, last in product(_POINTS, _POINTS)),
    *(f"{first}/{end}" for first in _POINTS for end in ("..", "")),
    *(f"../{last}" for last in _POINTS),
)
_SETS = _readable(
    *(f"[{first}..{last}]" for first, last in product(_POINTS, _POINTS)),
    *(f"[{first},{last}]" for first, last in product(_DAYS, _DAYS)),
    *(f"[..{last}]" for last in _POINTS),
    *(f"[{first}..]" for first in _POINTS),
)


def _bounds(date: EdtfDate) -> Iterator[dt.date]:
    """Yield those of the four bounds that there are."""
    four = (date.start_earliest, date.start_latest, date.end_earliest, date.end_latest)
    yield from (bound for bound in four if bound)


#: A day on or next to which something in these records may begin or end.
days = st.sampled_from(
    sorted(
        {
            bound + dt.timedelta(step)
            for date in (*_PLAIN, *_INTERVALS)
            for bound in _bounds(date)
            for step in (-1, 0, 1)
        }
    )
)
# One draw from a long tuple is many times faster than several from short ones; what is to come
# up more often stands in it more often.
_SHAPES = (*_EXACT * 12, *_PLAIN * 5, *_INTERVALS, *_SETS)
dates = st.sampled_from(_SHAPES)
_PUBLISHED = (None, *_EXACT * 6, *_PLAIN * 2, *_SETS, *[None] * 10)
#: A day on which something is seen holding; not always known to the day.
sightings = st.sampled_from((*_EXACT * 20, *_PLAIN * 3, *_SETS))

SOURCES = ("article", "post", "statement", "wire")
_CITES = ((), (), (), (), *((name,) for name in SOURCES), ("post", "statement"))
_SPEAKERS = ((), (), *((name,) for name in ACTORS), ("observers", "trump"))
_sources = st.sampled_from(
    tuple(
        Source(id="", publisher=publisher, authors=authors, published=published, cites=cites)
        for publisher, authors, published, cites in product(
            ("", "wire-agency"), ((), ("trump",), ("observers",)), _PUBLISHED, _CITES
        )
    )
)


@st.composite
def sources(draw: st.DrawFn) -> dict[str, Source]:
    """Four sources, published on various days or never, that cite one another."""
    return {name: structs.replace(draw(_sources), id=name) for name in SOURCES}


_EVIDENCE = tuple(
    Evidence(source=source, at=at, by=by, cites=cites, stance=stance)
    for source, at, by, cites, stance in product(
        SOURCES,
        (None, Locator(1), Locator(2)),
        _SPEAKERS,
        _CITES,
        ("supports", "supports", "hedges", "denies"),
    )
)
evidence = st.sampled_from(_EVIDENCE)
_perhaps_evidence = st.sampled_from((*[None] * len(_EVIDENCE), *_EVIDENCE))

# Word, agents (sorted, as the reader gives them), id, and whether there is a date.
_stages = st.sampled_from(
    tuple(
        (word, agents, name, dated)
        for words in (*[("realized",)] * 2, PROSPECTIVE, COMMITTED, NEGATIVE, CLOSED)
        for word in words * (20 // len(words))  # each group as often as the others
        for agents, name in (((), ""), ((), "first"), (("israel",), ""), (("israel", "trump"), ""))
        for dated in ("dated", "undated", "seen")
    )
)


@st.composite
def _stage(draw: st.DrawFn, realized: str) -> Stage:
    word, agents, name, dated = draw(_stages)
    word = realized if word == "realized" else word
    seen = dated == "seen" and word == "in-force"
    pieces = (draw(evidence), draw(_perhaps_evidence))
    return Stage(
        stage=word,
        date=draw(dates) if dated != "undated" and not seen else None,
        attested=draw(sightings) if seen else None,
        agents=agents,
        id=name,
        evidence=tuple(piece for piece in pieces if piece),
    )


@st.composite
def facts(
    draw: st.DrawFn, relation: str | None = None, identifier: str = "fact", most: int = 4
) -> Fact:
    """A fact with one to `most` stages of all groups, each with a name of its own.

    Args:
        draw: What hypothesis draws with.
        relation: One of `LASTING` or `MOMENTARY`; by default any of them.
        identifier: The id of the fact.
        most: How many stages it may have.
    """
    name = relation or draw(st.sampled_from(LASTING + MOMENTARY))
    one = _stage("in-force" if name in LASTING else "occurred")
    drawn = [draw(one) for _ in range(draw(st.integers(1, most)))]
    # No two stages of a fact share a name: of those that do, the last is kept.
    stages = {stage.local_name(identifier): stage for stage in drawn}
    subject, other = _ENDS[name]
    return Fact(
        id=identifier,
        subject=subject,
        relation=name,
        object=other,
        value=None if other else 9_000_000,
        role="envoy" if name == "heldOffice" else "",
        rank=draw(st.sampled_from(["", "", "deprecated"])),
        stages=tuple(stages.values()),
    )


@st.composite
def _disputes(draw: st.DrawFn, identifier: str, fact_ids: tuple[str, ...]) -> Dispute:
    some_facts = st.sampled_from(((), fact_ids[:1], fact_ids[-1:]))
    positions = tuple(
        Position(
            says=says,
            facts=draw(some_facts),
            evidence=tuple(
                piece for piece in (draw(_perhaps_evidence), draw(_perhaps_evidence)) if piece
            ),
        )
        for says in ("yes", "no", "perhaps")[: draw(st.integers(0, 3))]
    )
    about = ("accords", *draw(some_facts))
    return Dispute(
        id=identifier, question="Who?", kind="participants", about=about, positions=positions
    )


#: Most rules are about one fact; two can be about each other, three are dear to draw.
_relations = st.sampled_from(
    (
        *combinations(LASTING + MOMENTARY, 1),
        *combinations(LASTING + MOMENTARY, 1),
        *combinations(LASTING + MOMENTARY, 2),
        ("joined", "signed", "commentedOn"),
    )
)


@st.composite
def records(draw: st.DrawFn) -> Records:
    """A small project: six entities, four sources, one to three facts, up to two disputes."""
    relations = draw(_relations)
    fact_ids = tuple(f"fact-{number}" for number in range(len(relations)))
    drawn = [
        draw(facts(relation=relation, identifier=name, most=3))
        for relation, name in zip(relations, fact_ids, strict=True)
    ]
    topic = draw(st.sampled_from(fact_ids))
    made = [
        structs.replace(fact, about=topic)
        if fact.relation == "commentedOn" and fact.id != topic
        else fact
        for fact in drawn
    ]
    names = ("dispute-0", "dispute-1")[: draw(st.sampled_from((0, 0, 1, 2)))]
    return Records(
        info=GraphInfo(title="Test", base="https://example.org/", as_of=draw(days)),
        sources=draw(sources()),
        entities=ENTITIES,
        facts={fact.id: fact for fact in made},
        disputes={name: draw(_disputes(name, fact_ids)) for name in names},
    )


def days_around(facts: Iterable[Fact], sources: Mapping[str, Source]) -> list[dt.date]:
    """Return every day on which or next to which a bound of these records lies."""
    stages = [stage for fact in facts for stage in fact.stages]
    dates = [date for stage in stages for date in (stage.date, stage.attested) if date]
    dates += [source.published for source in sources.values() if source.published]
    bounds = {bound for date in dates for bound in _bounds(date)}
    return sorted({bound + dt.timedelta(step) for bound in bounds for step in (-1, 0, 1, 2)})


def shuffled(records: Records, random: Random) -> Records:
    """Return the same records with all that files may order written in another order."""
    return dataclasses.replace(
        records,
        sources=_mixed_mapping(records.sources, random),
        entities=_mixed_mapping(records.entities, random),
        facts=_mixed_mapping(
            {name: shuffled_fact(fact, random) for name, fact in records.facts.items()}, random
        ),
        disputes=_mixed_mapping(records.disputes, random),
    )


def shuffled_fact(fact: Fact, random: Random) -> Fact:
    """Return the same fact with its stages and their evidence written in another order."""
    stages = [
        structs.replace(stage, evidence=_mixed(stage.evidence, random)) for stage in fact.stages
    ]
    return structs.replace(fact, stages=_mixed(stages, random))


def ordered(records: Records, ontology: Ontology) -> Records:
    """Return the same records with all that files may order in the one order of the readers."""

    def of_fact(fact: Fact) -> Fact:
        stages = (
            structs.replace(
                stage, agents=in_order(stage.agents), evidence=_ordered_evidence(stage.evidence)
            )
            for stage in fact.stages
        )
        return structs.replace(fact, stages=stages_in_order(stages, ontology))

    def of_dispute(dispute: Dispute) -> Dispute:
        positions = (
            structs.replace(
                position,
                facts=in_order(position.facts),
                evidence=_ordered_evidence(position.evidence),
            )
            for position in dispute.positions
        )
        return structs.replace(
            dispute, about=in_order(dispute.about), positions=positions_in_order(positions)
        )

    return dataclasses.replace(
        records,
        facts={name: of_fact(fact) for name, fact in records.facts.items()},
        disputes={name: of_dispute(dispute) for name, dispute in records.disputes.items()},
    )


def _ordered_evidence(items: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return evidence_in_order(
        structs.replace(item, by=in_order(item.by), cites=in_order(item.cites)) for item in items
    )


def told_apart(records: Records) -> Records:
    """Return the same records without a second one of any name that an export would give."""
    facts = {}
    for fact in records.facts.values():
        stages = (
            structs.replace(stage, id=f"{fact.id}-{stage.id}" if stage.id else "")
            for stage in fact.stages
        )
        apart = (
            structs.replace(stage, evidence=_told_apart(stage.evidence, set())) for stage in stages
        )
        facts[fact.id] = structs.replace(fact, stages=tuple(apart))
    disputes = {}
    for dispute in records.disputes.values():
        seen: set[str] = set()
        positions: dict[str, Position] = {}
        for position in dispute.positions:
            left = structs.replace(position, evidence=_told_apart(position.evidence, seen))
            positions.setdefault(left.local_name(dispute.id), left)
        disputes[dispute.id] = structs.replace(dispute, positions=tuple(positions.values()))
    return dataclasses.replace(records, facts=facts, disputes=disputes)


def _told_apart(items: Iterable[Evidence], seen: set[str]) -> tuple[Evidence, ...]:
    """Return the evidence of one owner whose names are not yet seen."""
    kept = []
    for item in items:
        name = item.local_name("")
        if name not in seen:
            seen.add(name)
            kept.append(item)
    return tuple(kept)


def _mixed(items: Iterable[T], random: Random) -> tuple[T, ...]:
    mixed = list(items)
    random.shuffle(mixed)
    return tuple(mixed)


def _mixed_mapping(items: Mapping[str, T], random: Random) -> dict[str, T]:
    return dict(_mixed(items.items(), random))
