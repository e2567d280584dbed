"""The two clocks: what was public by one day, and what had begun by another."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.life import State
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
from graphkit.ontology import read_ontology
from graphkit.provenance import independent
from graphkit.resources import ontology_folder
from graphkit.views import View, view
from tests import strategies, view_rule

ONTOLOGY = read_ontology(ontology_folder())
INFO = GraphInfo(title="Test", base="https://example.org/", as_of=dt.date(2025, 11, 7))
SOURCES = {
    source.id: source
    for source in (
        Source(id="early", published=parse_date("2025-11-06")),
        Source(id="late", published=parse_date("2025-11-09")),
        Source(id="uncertain", published=parse_date("[2025-11-06..2025-11-09]")),
        Source(id="rumour"),
        Source(id="relay", published=parse_date("2025-11-09"), cites=("early",)),
    )
}
CLOCK = st.one_of(st.none(), strategies.days)


def day(number: int) -> dt.date:
    """Return a day of November 2025."""
    return dt.date(2025, 11, number)


def stage(word: str, *sources: str, date: str = "", stance: str = "supports") -> Stage:
    """Return a stage with a piece of evidence from each of these sources."""
    return Stage(
        stage=word,
        date=parse_date(date) if date else None,
        evidence=tuple(Evidence(source=name, stance=stance) for name in sources),
    )


def fact(*stages: Stage, name: str = "fact", about: str = "") -> Fact:
    """Return a fact with these stages."""
    return Fact(id=name, subject="a", relation="joined", object="b", about=about, stages=stages)


def project(*facts: Fact, disputes: Iterable[Dispute] = ()) -> Records:
    """Return records with these facts."""
    return Records(
        info=INFO,
        sources=SOURCES,
        entities={name: Entity(id=name, kind="state", name=name) for name in ("a", "b")},
        facts={item.id: item for item in facts},
        disputes={dispute.id: dispute for dispute in disputes},
    )


def seen(
    records: Records, *, known_by: dt.date | None = None, as_of: dt.date | None = None
) -> View:
    """Return a view of records."""
    return view(records, ONTOLOGY, known_by, as_of)


def stages_in(shown: View) -> dict[str, list[str]]:
    """Return the stages of each fact in a view."""
    facts = shown.records.facts.values()
    return {item.id: [found.stage for found in item.stages] for item in facts}


# --- "Known by K: ... it counts if that latest bound is <= K" --------------------------------


@pytest.mark.parametrize(
    ("source", "first"), [("early", 6), ("uncertain", 9), ("late", 9), ("relay", 6)]
)
def test_evidence_counts_from_the_day_it_was_certainly_public(source: str, first: int) -> None:
    """An article of some day from the 6th to the 9th counts from the 9th, a relay from the 6th."""
    records = project(fact(stage("in-force", source, date="1992")))
    assert not seen(records, known_by=day(first - 1)).records.facts
    assert seen(records, known_by=day(first)).records.facts == records.facts


def test_what_the_passage_cites_counts_as_public() -> None:
    """Cites make evidence public earlier: the late article repeats the early one."""
    quoted = Evidence(source="late", cites=("early",))
    records = project(fact(Stage(stage="in-force", evidence=(quoted,))))
    assert seen(records, known_by=day(6)).records.facts


def test_a_source_without_published_is_never_public() -> None:
    """Its evidence counts without a day to be known by, and with no such day ever."""
    records = project(fact(stage("in-force", "rumour", date="1992")))
    assert seen(records).records.facts
    assert not seen(records, known_by=dt.date.max).records.facts


def test_evidence_goes_first_then_stages_then_facts() -> None:
    """By the 6th the fact is sought, and one article says so."""
    records = project(
        fact(stage("sought", "early", "late"), stage("announced", "late")),
        fact(stage("announced", "late"), name="other"),
    )
    shown = seen(records, known_by=day(6))
    assert stages_in(shown) == {"fact": ["sought"]}
    (left,) = shown.records.facts["fact"].stages
    assert [item.source for item in left.evidence] == ["early"]
    assert stages_in(seen(records, known_by=day(9))) == {
        "fact": ["sought", "announced"],
        "other": ["announced"],
    }


def test_a_stage_counts_from_the_report_that_is_known() -> None:
    """Known first, as of later: by the 9th the report of the 6th is the first one."""
    both = Stage(stage="sought", evidence=(Evidence(source="late"), Evidence(source="early")))
    late = structs.replace(both, evidence=both.evidence[:1])
    for written, expected in ((both, ["fact"]), (late, [])):
        shown = seen(project(fact(written)), known_by=day(9), as_of=day(6))
        assert list(shown.records.facts) == expected


@pytest.mark.parametrize("stance", ["supports", "hedges", "denies"])
def test_a_stage_without_supporting_or_hedging_evidence_is_out(stance: str) -> None:
    """It is, "with or without K": a denial alone carries no stage."""
    records = project(fact(stage("in-force", "early", date="1992", stance=stance)))
    for known_by in (None, day(9)):
        assert bool(seen(records, known_by=known_by).records.facts) == (stance != "denies")


def test_a_stage_goes_with_its_last_support_and_a_denial_stays_beside_one() -> None:
    """Who denies early and supports late is a denial by the 6th, and so nothing."""
    denied = Evidence(source="early", stance="denies")
    written = Stage(stage="announced", evidence=(denied, Evidence(source="late")))
    records = project(fact(written))
    assert not seen(records, known_by=day(6)).records.facts
    (left,) = seen(records, known_by=day(9)).records.facts["fact"].stages
    assert left == written


def test_a_source_that_denies_outright_is_the_stage_absent() -> None:
    """It is in the view as any other fact, without holding."""
    records = project(fact(stage("absent", "early")))
    shown = seen(records, known_by=day(6), as_of=day(6))
    state = shown.states["fact"]
    assert state
    assert state.step.stage == "absent"
    assert state.definite
    assert not shown.holds(records.facts["fact"])


# --- Disputes --------------------------------------------------------------------------------


def dispute(*positions: Position, about: tuple[str, ...] = ("a",)) -> Dispute:
    """Return a dispute with these positions."""
    return Dispute(id="dispute", question="Who?", kind="count", about=about, positions=positions)


def position(*sources: str, facts: tuple[str, ...] = (), stance: str = "supports") -> Position:
    """Return a position with a piece of evidence from each of these sources."""
    evidence = tuple(Evidence(source=name, stance=stance) for name in sources)
    return Position(says=" ".join(sources), facts=facts, evidence=evidence)


def test_a_dispute_with_fewer_than_two_positions_is_out() -> None:
    """By the 6th one side alone had spoken: there was nothing to differ on."""
    records = project(disputes=[dispute(position("early"), position("late"))])
    assert not seen(records, known_by=day(8)).records.disputes
    assert seen(records, known_by=day(9)).records.disputes == records.disputes


def test_a_position_loses_the_evidence_that_was_not_public() -> None:
    """It stays with what is left."""
    records = project(disputes=[dispute(position("early", "late"), position("relay"))])
    kept = seen(records, known_by=day(6)).records.disputes["dispute"]
    found = [[item.source for item in side.evidence] for side in kept.positions]
    assert found == [["early"], ["relay"]]


def test_a_position_without_evidence_is_none() -> None:
    """With or without a day to be known by."""
    records = project(disputes=[dispute(position("early"), position())])
    assert not seen(records).records.disputes


def test_a_position_may_rest_on_a_denial() -> None:
    """The rule asks support of stages only; to deny is to take a side."""
    records = project(disputes=[dispute(position("early"), position("early", stance="denies"))])
    assert seen(records, known_by=day(6)).records.disputes == records.disputes


def test_no_dispute_points_to_a_fact_that_is_not_in_the_view() -> None:
    """The dispute itself stays: its sides had spoken."""
    records = project(
        fact(stage("in-force", "early", date="1992"), name="old"),
        fact(stage("sought", "late"), name="new"),
        disputes=[
            dispute(
                position("early", facts=("old", "new")),
                position("relay", facts=("new",)),
                about=("a", "new", "old"),
            )
        ],
    )
    for shown in (seen(records, known_by=day(6)), seen(records, as_of=day(6))):
        kept = shown.records.disputes["dispute"]
        assert kept.about == ("a", "old")
        assert [side.facts for side in kept.positions] == [("old",), ()]
        assert shown.disputes == {"old": ("dispute",)}


def test_a_fact_is_disputed_where_a_dispute_is_about_it_or_a_position_accepts_it() -> None:
    """Each such dispute is named once."""
    sides = (position("early", facts=("fact",)), position("early", facts=("fact", "other")))
    records = project(
        *(fact(stage("in-force", "early"), name=name) for name in ("fact", "other", "third")),
        disputes=[
            dispute(*sides, about=("a", "fact")),
            structs.replace(dispute(*sides[:1], *sides[:1]), id="second"),
        ],
    )
    assert seen(records).disputes == {"fact": ("dispute", "second"), "other": ("dispute",)}


# --- "As of D: ... if none, it is not in the view" -------------------------------------------


def test_a_fact_is_in_the_view_from_the_day_it_may_have_begun() -> None:
    """Possible is enough."""
    records = project(fact(stage("in-force", "late", date="1992")))
    assert not seen(records, as_of=dt.date(1991, 12, 31)).records.facts
    assert seen(records, as_of=dt.date(1992, 1, 1)).records.facts == records.facts


def test_a_fact_that_has_ended_stays_in_the_view() -> None:
    """It is shown as ended."""
    shown = seen(project(fact(stage("in-force", "early", date="1992/1995"))), as_of=day(7))
    state = shown.states["fact"]
    assert state
    assert state.step.stage == "ended"


def test_stages_that_have_not_begun_leave_a_fact_that_has() -> None:
    """The rule speaks of facts; a stage still to come would tell the view its future."""
    records = project(
        fact(stage("announced", "early", date="2025-11-06"), stage("ended", "late", date="2026"))
    )
    assert stages_in(seen(records, as_of=day(7))) == {"fact": ["announced"]}
    assert stages_in(seen(records)) == {"fact": ["announced", "ended"]}


def test_prospective_stages_of_different_agents_stand_side_by_side() -> None:
    """All of them stay in the history, whichever is the fact's stage."""
    records = project(fact(stage("sought", "early"), stage("conditional", "early")))
    assert stages_in(seen(records, as_of=day(6))) == {"fact": ["sought", "conditional"]}


def test_without_as_of_nothing_is_left_out_and_states_are_those_of_the_graphs_own_day() -> None:
    """A fact that begins in 2026 is exported, and has no state on 7 November 2025."""
    records = project(fact(stage("in-force", "early", date="2026")))
    shown = seen(records)
    assert shown.day == INFO.as_of
    assert shown.records is not None
    assert list(shown.records.facts) == ["fact"]
    assert shown.states == {"fact": None}
    assert not shown.holds(records.facts["fact"])


def test_known_by_alone_leaves_the_day_of_the_states() -> None:
    """The clocks are two."""
    shown = seen(project(fact(stage("in-force", "early", date="1992"))), known_by=day(6))
    assert (shown.day, shown.as_of, shown.known_by) == (INFO.as_of, None, day(6))


def test_an_opinion_outlives_the_fact_it_is_about() -> None:
    """It then is about nothing in the view."""
    records = project(
        fact(stage("sought", "early"), name="comment", about="late"),
        fact(stage("sought", "late"), name="late"),
    )
    for shown in (seen(records, known_by=day(6)), seen(records, as_of=day(6))):
        assert [item.about for item in shown.records.facts.values()] == [""]
    assert seen(records).records.facts["comment"].about == "late"


def test_a_deprecated_fact_is_in_the_view_and_does_not_hold() -> None:
    """The curator withdrew it; it stays, with the reason."""
    withdrawn = structs.replace(
        fact(stage("in-force", "early", date="1992")), rank="deprecated", reason="a misreading"
    )
    shown = seen(project(withdrawn), as_of=day(7))
    assert list(shown.records.facts) == ["fact"]
    assert not shown.holds(withdrawn)
    state = shown.states["fact"]
    assert state
    assert state.holds, "as far as its stages go"


# --- Sources and entities --------------------------------------------------------------------


def test_a_view_keeps_the_sources_that_its_evidence_needs() -> None:
    """With a clock, what nothing refers to any more is left out; without one, nothing is."""
    records = project(
        fact(stage("in-force", "relay", date="1992")),
        fact(stage("in-force", "uncertain", date="2026"), name="other"),
    )
    assert set(seen(records, known_by=day(6)).records.sources) == {"relay", "early"}
    assert set(seen(records, as_of=day(6)).records.sources) == {"relay", "early"}
    assert seen(records).records.sources == records.sources


def test_a_view_keeps_the_evidence_of_disputes_too() -> None:
    """The source of a position is needed as much as that of a stage."""
    sides = (
        position("early"),
        Position(says="b", evidence=(Evidence(source="late", cites=("rumour",)),)),
    )
    records = project(disputes=[dispute(*sides)])
    assert set(seen(records, as_of=day(6)).records.sources) == {"early", "late", "rumour"}


def test_a_view_keeps_the_whole_chain_of_citations() -> None:
    """How many independent sources there are is asked of a pruned view as well."""
    chain = {
        name: Source(id=name, published=parse_date("2025-11-06"), cites=cites)
        for name, cites in (("a", ("b",)), ("b", ("c",)), ("c", ("d",)), ("d", ()), ("e", ()))
    }
    records = dataclasses.replace(
        project(fact(stage("in-force", "a", "d", date="1992"))), sources=chain
    )
    for shown in (seen(records, known_by=day(9)), seen(records, as_of=day(9))):
        assert set(shown.records.sources) == {"a", "b", "c", "d"}
        evidence = shown.records.facts["fact"].stages[0].evidence
        assert independent(evidence, shown.records.sources) == 1


def test_entities_stay_in_every_view() -> None:
    """A state does not vanish with what is known of it."""
    records = project(fact(stage("in-force", "late", date="1992")))
    shown = seen(records, known_by=day(6), as_of=day(6))
    assert shown.records.entities == records.entities
    assert shown.records.info == records.info


# --- Against the rule told a second time -----------------------------------------------------


def told(state: State | None, identifier: str) -> view_rule.Told | None:
    """Return a state in the words of the second telling."""
    if state is None:
        return None
    year_from = state.dated.record.local_name(identifier) if state.dated else ""
    name = state.step.record.local_name(identifier)
    return view_rule.Told(state.step.stage, name, state.definite, year_from)


def told_states(shown: View) -> dict[str, view_rule.Told | None]:
    """Return the states of all facts in a view in the words of the second telling."""
    return {name: told(state, name) for name, state in shown.states.items()}


@settings(max_examples=300, deadline=None)
@given(strategies.records(), CLOCK, CLOCK)
def test_a_view_follows_the_rule(
    records: Records, known_by: dt.date | None, as_of: dt.date | None
) -> None:
    """Facts, stages, evidence, disputes and states come out of the text alone."""
    shown = seen(records, known_by=known_by, as_of=as_of)
    known, disputes = view_rule.known_by(records, known_by)
    expected_states = {}
    expected_facts = {}
    for name, item in known.items():
        lasting = item.relation in strategies.LASTING
        state = view_rule.on(item, records.sources, as_of or records.info.as_of, lasting=lasting)
        left = view_rule.as_of(item, records.sources, as_of, lasting=lasting) if as_of else item
        assert (state is None) <= (left is None or not as_of)
        if left:
            expected_facts[name] = left.stages
            expected_states[name] = state
    assert {name: item.stages for name, item in shown.records.facts.items()} == expected_facts
    assert told_states(shown) == expected_states
    assert sides(shown.records.disputes) == sides(disputes)


def sides(disputes: Mapping[str, Dispute]) -> dict[str, list[tuple[Evidence, ...]]]:
    """Return the evidence of each position of each dispute."""
    return {name: [side.evidence for side in found.positions] for name, found in disputes.items()}


@settings(max_examples=200, deadline=None)
@given(strategies.records(), CLOCK, CLOCK)
def test_nothing_in_a_view_points_out_of_it(
    records: Records, known_by: dt.date | None, as_of: dt.date | None
) -> None:
    """Facts, disputes and sources name what the view holds, to the end of every chain."""
    shown = seen(records, known_by=known_by, as_of=as_of).records
    for item in shown.facts.values():
        assert item.about == "" or item.about in shown.facts
    needed = {e.source for e in _evidence(shown)} | {n for e in _evidence(shown) for n in e.cites}
    for found in shown.disputes.values():
        assert {name for side in found.positions for name in side.facts} <= set(shown.facts)
        assert set(found.about) <= {*shown.facts, *shown.entities}
    assert needed <= set(shown.sources)
    for source in shown.sources.values():
        assert set(source.cites) <= set(shown.sources)


def _evidence(records: Records) -> list[Evidence]:
    """Return all evidence of records."""
    pieces = [e for item in records.facts.values() for s in item.stages for e in s.evidence]
    return pieces + [
        e for item in records.disputes.values() for side in item.positions for e in side.evidence
    ]


# --- Laws ------------------------------------------------------------------------------------


def gist(shown: View) -> object:
    """Return all that a view says, in no order."""
    records = shown.records
    return (
        {
            name: (
                structs.replace(item, stages=()),
                {stage.local_name(name): _stage_gist(stage) for stage in item.stages},
            )
            for name, item in records.facts.items()
        },
        told_states(shown),
        {item.id: shown.holds(item) for item in records.facts.values()},
        dict(records.sources),
        dict(records.entities),
        dict(records.disputes),
        {name: set(names) for name, names in shown.disputes.items()},
        {
            name: [(day, told(state, name)) for day, state in life.changes()]
            for name, life in shown.lives.items()
        },
    )


def _stage_gist(stage: Stage) -> tuple[Stage, Mapping[Evidence, int]]:
    return structs.replace(stage, evidence=()), Counter(stage.evidence)


@settings(max_examples=200, deadline=None)
@given(strategies.records(), CLOCK, CLOCK, st.randoms(use_true_random=False))
def test_the_order_in_files_does_not_matter(
    records: Records, known_by: dt.date | None, as_of: dt.date | None, random: Random
) -> None:
    """Facts, stages, evidence, entities and sources may be written in any order."""
    other = strategies.shuffled(records, random)
    first, second = (seen(item, known_by=known_by, as_of=as_of) for item in (records, other))
    assert gist(first) == gist(second)


def content(shown: View) -> set[tuple[str, ...]]:
    """Return a name for each fact, stage and piece of evidence in a view."""
    found: set[tuple[str, ...]] = set()
    for item in shown.records.facts.values():
        found.add((item.id,))
        for written in item.stages:
            name = written.local_name(item.id)
            found.add((item.id, name))
            for number, evidence in Counter(written.evidence).items():
                found.add((item.id, name, str(number), repr(evidence)))
    found.update((name,) for name in shown.records.disputes)
    return found


@settings(max_examples=200, deadline=None)
@given(strategies.records(), st.tuples(CLOCK, CLOCK))
def test_what_is_known_only_shrinks_as_known_by_goes_back(
    records: Records, clocks: tuple[dt.date | None, dt.date | None]
) -> None:
    """The facts, stages, evidence and disputes of a day are among those of every later one."""
    earlier, later = sorted(clocks, key=lambda clock: clock or dt.date.max)
    assert content(seen(records, known_by=earlier)) <= content(seen(records, known_by=later))


@settings(max_examples=200, deadline=None)
@given(strategies.records(), CLOCK, strategies.days, strategies.days)
def test_what_has_begun_only_grows_as_time_goes_on(
    records: Records, known_by: dt.date | None, one: dt.date, other: dt.date
) -> None:
    """Nothing that was in a view leaves it later; it may only be shown as ended."""
    earlier, later = (
        content(seen(records, known_by=known_by, as_of=as_of)) for as_of in sorted((one, other))
    )
    assert earlier <= later <= content(seen(records, known_by=known_by))


@settings(max_examples=200, deadline=None)
@given(strategies.records(), CLOCK, strategies.days)
def test_a_view_pruned_again_is_the_same(
    records: Records, known_by: dt.date | None, as_of: dt.date
) -> None:
    """What has not begun takes no part in the states: leaving it out changes none.

    So the page may move over the whole graph what an export as of a day has pruned.
    """
    once = seen(records, known_by=known_by, as_of=as_of)
    twice = seen(once.records, known_by=known_by, as_of=as_of)
    assert twice.records == once.records
    assert told_states(twice) == told_states(once)
    assert all(once.states.values()), "what is in a view as of a day has a state on it"
    today = dataclasses.replace(records, info=structs.replace(records.info, as_of=as_of))
    whole = told_states(seen(today, known_by=known_by))
    assert {name: state for name, state in whole.items() if state} == told_states(once)
