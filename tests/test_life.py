"""The life of a fact: which of its stages counts on a day, and how certainly."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.dates import parse_date
from graphkit.life import Life, State
from graphkit.model import Evidence, Fact, Source, Stage
from graphkit.ontology import read_ontology
from graphkit.provenance import ALWAYS, to_day
from graphkit.resources import ontology_folder
from tests import strategies, view_rule

ONTOLOGY = read_ontology(ontology_folder())
LAST_DAY = dt.date.max.toordinal()

#: Published on 6 November 2025, and never.
SOURCES = {
    "wire": Source(id="wire", published=parse_date("2025-11-06")),
    "rumour": Source(id="rumour"),
}


def stage(word: str, date: str = "", agents: str = "", **more: str) -> Stage:
    """Return a stage from texts; its evidence is in the source ``wire`` or in another."""
    return Stage(
        stage=word,
        date=parse_date(date) if date else None,
        attested=parse_date(more["attested"]) if "attested" in more else None,
        agents=tuple(agents.split()),
        evidence=(Evidence(source=more.get("source", "wire")),),
        id=more.get("id", ""),
    )


def life(*stages: Stage, relation: str = "joined") -> Life:
    """Return the life of a fact with these stages."""
    fact = Fact(id="fact", subject="a", relation=relation, object="b", stages=stages)
    return Life(fact, SOURCES, ONTOLOGY)


def on(lived: Life, day: str) -> str:
    """Return the stage on a day in one word, with "possibly" before it; empty where none."""
    state = lived.on(dt.date.fromisoformat(day).toordinal())
    if state is None:
        return ""
    return state.step.stage if state.definite else f"possibly {state.step.stage}"


def states(lived: Life, **expected: str) -> None:
    """Check the state on several days, given as ``d1992_03_05="in-force"``."""
    found = {day: on(lived, day[1:].replace("_", "-")) for day in expected}
    assert found == expected


# --- "A stage has begun definitely if start_latest <= D, possibly if start_earliest <= D" -----


def test_a_year_has_begun_definitely_on_its_last_day() -> None:
    """Inside the year a relation dated to the year has begun only possibly."""
    states(
        life(stage("in-force", "1992")),
        d1991_12_31="",
        d1992_01_01="possibly in-force",
        d1992_12_30="possibly in-force",
        d1992_12_31="in-force",
        d2025_11_06="in-force",
    )


def test_an_unbounded_start_is_possible_on_every_day() -> None:
    """What is "on or before a day" may have begun at any time, and has by that day."""
    states(
        life(stage("in-force", "[..2025-11-06]")),
        d0001_01_01="possibly in-force",
        d2025_11_05="possibly in-force",
        d2025_11_06="in-force",
    )


def test_an_unbounded_latest_start_is_never_definite() -> None:
    """What is "on or after a day" is possible from that day on, and never more."""
    states(
        life(stage("in-force", "[1992-03-05..]")),
        d1992_03_04="",
        d1992_03_05="possibly in-force",
        d9999_12_31="possibly in-force",
    )


def test_a_mark_widens_no_bound() -> None:
    """Bounds are strict: "c. 1992" is 1992 to a view."""
    for text in ("1992~", "1992?", "1992%"):
        states(life(stage("in-force", text)), d1991_12_31="", d1992_12_31="in-force")


# --- "A/B its start and end"; "the end ... counts as a stage `ended` from the day after" --------


def test_an_interval_holds_through_its_end_and_is_then_shown_as_ended() -> None:
    """The last day of an interval is a day on which it holds."""
    states(
        life(stage("in-force", "1992-03-05/1995-06-07")),
        d1992_03_04="",
        d1992_03_05="in-force",
        d1995_06_07="in-force",
        d1995_06_08="ended",
        d2025_11_06="ended",
    )


def test_an_uncertain_end_leaves_an_interval_possible_until_it_has_certainly_ended() -> None:
    """Definite through the last day it certainly held, possible through the last it may have."""
    states(
        life(stage("in-force", "1992-03-05/1995")),
        d1995_01_01="in-force",
        d1995_01_02="possibly in-force",
        d1995_12_31="possibly in-force",
        d1996_01_01="ended",
    )


def test_an_open_end_ends_nothing() -> None:
    """``A/..`` is still going on."""
    states(life(stage("in-force", "1992-03-05/..")), d1992_03_05="in-force", d9999_12_31="in-force")


def test_an_unknown_end_makes_all_but_the_first_day_only_possible() -> None:
    """``A/`` has ended on some day from its first one on, nobody knows when."""
    states(
        life(stage("in-force", "1992-03-05/")),
        d1992_03_04="",
        d1992_03_05="in-force",
        d1992_03_06="possibly in-force",
        d9999_12_31="possibly in-force",
    )


def test_a_year_with_an_unknown_end_certainly_held_on_no_day() -> None:
    """``1992/`` may have begun and ended on any day of the year."""
    states(
        life(stage("in-force", "1992/")),
        d1992_01_01="possibly in-force",
        d1992_12_31="possibly in-force",
        d2025_11_06="possibly in-force",
    )


def test_an_unknown_start_with_an_end_is_possible_before_it() -> None:
    """``../B`` has begun by the last day of B, when it may be over, save that B is a day."""
    states(
        life(stage("in-force", "../1995-06-07")),
        d1900_01_01="possibly in-force",
        d1995_06_06="possibly in-force",
        d1995_06_07="in-force",
        d1995_06_08="ended",
    )


def test_an_interval_to_the_end_of_time_never_ends() -> None:
    """The day after 31 December 9999 is on no calendar, and no change lies on it."""
    lived = life(stage("in-force", "1992-03-05/9999-12-31"))
    states(lived, d9999_12_31="in-force")
    assert [to_day(day) for day, _ in lived.changes()] == [dt.date(1992, 3, 5)]


def test_a_stretch_of_negotiation_ends_like_a_relation() -> None:
    """The rule speaks of any interval: an announcement from A to B is ``ended`` after B."""
    states(
        life(stage("announced", "1992-03-05/1992-03-07")),
        d1992_03_07="announced",
        d1992_03_08="ended",
    )


def test_an_interval_that_follows_on_the_next_day_is_set_aside() -> None:
    """It begins on the day of the stage ``ended``, and so not later than that.

    The rule taken at its word; a relation without a break is written as one interval.
    """
    states(
        life(
            stage("in-force", "1992-03-05/1995-06-07", id="first"),
            stage("in-force", "1995-06-08/..", id="second"),
        ),
        d1995_06_07="in-force",
        d1995_06_08="ended",
        d2025_11_06="ended",
    )


# --- "`attested:` ... definite on that day, only possible on any other, until ..." -------------


def test_what_was_seen_holding_is_definite_on_that_day_alone() -> None:
    """Before and after the attested day it may hold as well."""
    states(
        life(stage("in-force", attested="1992-03-05")),
        d0001_01_01="possibly in-force",
        d1992_03_04="possibly in-force",
        d1992_03_05="in-force",
        d1992_03_06="possibly in-force",
        d9999_12_31="possibly in-force",
    )


def test_what_was_seen_in_a_year_is_definite_on_no_day() -> None:
    """The day on which it was seen is not known."""
    states(
        life(stage("in-force", attested="1992")),
        d1992_01_01="possibly in-force",
        d1992_12_31="possibly in-force",
    )


def test_a_closed_stage_ends_what_was_attested_before() -> None:
    """... "until a closed stage ends it"."""
    states(
        life(stage("in-force", attested="1992-03-05"), stage("ended", "1995-06-07")),
        d1992_03_05="in-force",
        d1995_06_06="possibly in-force",
        d1995_06_07="ended",
        d2025_11_06="ended",
    )


def test_what_was_seen_after_a_closed_stage_is_not_ended_by_it() -> None:
    """On the attested day it holds again. On the days after, the closed stage alone is certain."""
    states(
        life(stage("in-force", attested="1995-06-09"), stage("ended", "1995-06-07")),
        d1995_06_08="ended",
        d1995_06_09="in-force",
        d1995_06_10="ended",
    )


def test_what_was_seen_on_the_day_of_a_closed_stage_is_ended_by_it() -> None:
    """The rule: "a closed stage ends it from its own day"."""
    states(
        life(stage("in-force", attested="1995-06-07"), stage("ended", "1995-06-07")),
        d1995_06_07="ended",
    )


def test_an_attested_day_is_certain_although_it_may_have_ended() -> None:
    """What ended at some time, nobody knows when, did hold on the day it was seen."""
    states(
        life(stage("in-force", attested="1992-03-05"), stage("ended")),
        d1992_03_04="possibly in-force",
        d1992_03_05="in-force",
        d1992_03_06="possibly in-force",
        d2025_11_06="ended",
    )


def test_a_stage_with_a_date_gives_the_year_on_the_attested_day_too() -> None:
    """A label keeps its year on the day on which the relation was seen."""
    lived = life(stage("in-force", "1992"), stage("in-force", attested="2016-12-14", id="seen"))
    for day in ("2016-12-13", "2016-12-14", "2016-12-15"):
        state = lived.on(dt.date.fromisoformat(day).toordinal())
        assert state
        assert state.dated
        assert state.dated.record.date == parse_date("1992")


def test_an_attested_day_makes_a_dated_stage_certain_too() -> None:
    """The stage that is taken by agent id is not the one that was seen, yet both are in force."""
    states(
        life(
            stage("in-force", "1992-03-05", agents="a"),
            stage("in-force", attested="1992-03-05", agents="b"),
            stage("suspended"),
        ),
        d1992_03_05="in-force",
        d1992_03_06="possibly in-force",
    )


def test_a_sighting_without_end_changes_nothing_on_a_day_after_all_days() -> None:
    """It is certain on no day, and so is the end, so one state lasts for good."""
    lived = life(stage("in-force", attested="[1992..]"), stage("ended", "[1992..]"))
    assert [day for day, _ in lived.changes()] == [ALWAYS]


# --- "A stage with no date counts from its report" -------------------------------------------


def test_an_undated_stage_has_begun_by_its_report() -> None:
    """start_earliest is unbounded: it may have begun at any time before."""
    states(
        life(stage("in-force")),
        d0001_01_01="possibly in-force",
        d2025_11_05="possibly in-force",
        d2025_11_06="in-force",
    )


def test_an_undated_prospective_stage_begins_with_its_report() -> None:
    """... "for a prospective stage that same day": nobody is known to have sought it before."""
    states(life(stage("sought")), d2025_11_05="", d2025_11_06="sought")


def test_a_long_sought_thing_is_dated() -> None:
    """What was "long sought" is dated "on or before", so that it is possible earlier."""
    states(
        life(stage("sought", "[..2025-11-06]")),
        d2025_11_05="possibly sought",
        d2025_11_06="sought",
    )


@pytest.mark.parametrize("word", ["in-force", "sought"])
def test_an_undated_stage_without_a_report_day_is_possible_and_no_more(word: str) -> None:
    """Its source is "never public", so its start has no bound at all.

    The rule leaves open what "that same day" is of a prospective stage with no such day.
    """
    states(
        life(stage(word, source="rumour")),
        d0001_01_01=f"possibly {word}",
        d9999_12_31=f"possibly {word}",
    )


def test_no_view_reads_due() -> None:
    """``due`` is when a planned thing is to happen; the plan began when it was reported."""
    planned = Stage(
        stage="planned", due=parse_date("2025-11-18"), evidence=(Evidence(source="wire"),)
    )
    states(
        life(planned, relation="visited"),
        d2025_11_05="",
        d2025_11_06="planned",
        d2025_11_18="planned",
        d2026_01_01="planned",
    )


# --- "A definitely begun closed or negative stage X sets aside ..." --------------------------


def test_a_closed_stage_ends_a_relation_from_its_own_day() -> None:
    """Other than the last day of an interval, the day of a closed stage is the first without."""
    for word in ("suspended", "ended", "withdrawn"):
        states(
            life(stage("in-force", "1992-03-05"), stage(word, "1995-06-07")),
            d1995_06_06="in-force",
            d1995_06_07=word,
        )


def test_an_uncertain_closed_stage_leaves_a_relation_possible_until_it_has_begun() -> None:
    """The rule: "definite through the last day it certainly held, possible until ..."."""
    states(
        life(stage("in-force", "1992-03-05"), stage("ended", "1995")),
        d1994_12_31="in-force",
        d1995_01_01="possibly in-force",
        d1995_12_30="possibly in-force",
        d1995_12_31="ended",
    )


def test_a_closed_stage_sets_aside_prospective_ones() -> None:
    """... "if X is closed, every prospective one too": an expectation ends with what it is of."""
    states(
        life(stage("expected", "2025-11-06"), stage("withdrawn", "2025-11-08")),
        d2025_11_07="expected",
        d2025_11_08="withdrawn",
    )


@pytest.mark.parametrize("word", ["absent", "rejected"])
def test_a_negative_stage_sets_aside_realized_ones_and_spares_prospective_ones(word: str) -> None:
    """What does not hold may well be expected."""
    states(
        life(stage("in-force", "1992"), stage(word, "2025-11-06")),
        d2025_11_05="in-force",
        d2025_11_06=word,
    )
    states(life(stage("agreed", "1992"), stage(word, "2025-11-06")), d2025_11_06=word)
    states(
        life(stage("sought", "2025-11-05"), stage(word, "2025-11-06")),
        d2025_11_05="sought",
        d2025_11_06="sought",
    )


def test_an_uncertain_negative_stage_takes_no_certainty_away() -> None:
    """Only what may have *ended* is less than definite; a denial counts once it has begun."""
    states(
        life(stage("in-force", "1992-03-05"), stage("absent", "[1995..1997]")),
        d1996_06_01="in-force",
        d1997_12_31="absent",
    )


def test_what_certainly_began_after_a_closed_stage_is_resumed() -> None:
    """Its start_earliest is later than the start_latest of the closed stage."""
    states(
        life(
            stage("in-force", "1992", id="first"),
            stage("ended", "1995"),
            stage("in-force", "1996", id="second"),
        ),
        d1994_06_01="in-force",
        d1995_12_31="ended",
        d1996_06_01="ended",
        d1996_12_31="in-force",
    )


def test_what_may_have_begun_before_a_closed_stage_is_not_resumed() -> None:
    """What "did not certainly begin after it" is set aside: a single day in common is enough."""
    states(
        life(stage("ended", "1995-06-07"), stage("in-force", "[1995-06-07..1996-01-01]")),
        d1996_06_01="ended",
    )


def test_a_resumed_relation_can_be_ended_again() -> None:
    """The later closed stage is the one with the latest start_latest."""
    states(
        life(
            stage("in-force", "1992", id="first"),
            stage("withdrawn", "1995"),
            stage("in-force", "1996", id="second"),
            stage("suspended", "1999"),
        ),
        d1995_12_31="withdrawn",
        d1997_01_01="in-force",
        d1999_12_31="suspended",
    )


# --- "The fact's stage is the highest-ranked ... else the X with the latest start_latest" ------


def test_the_highest_rank_counts_and_not_the_latest_date() -> None:
    """An old stage of high rank stands over a new one of low rank."""
    states(
        life(
            stage("announced", "2020-01-01"),
            stage("agreed", "2021-01-01"),
            stage("expected", "2022-01-01"),
        ),
        d2019_12_31="",
        d2020_01_01="announced",
        d2025_11_06="announced",
    )


def chosen(lived: Life, day: str) -> tuple[str, ...]:
    """Return the agents of the stage that counts on a day."""
    state = lived.on(dt.date.fromisoformat(day).toordinal())
    assert state
    return state.step.record.agents


def test_of_equal_rank_the_latest_start_counts() -> None:
    """The rule: "equal rank: latest start_latest"."""
    lived = life(stage("sought", "2021", agents="b"), stage("sought", "2020", agents="a"))
    assert chosen(lived, "2020-12-31") == ("a",)
    assert chosen(lived, "2021-12-31") == ("b",)


def test_of_equal_rank_and_start_the_first_agent_counts() -> None:
    """... "then agent id", and a stage without agent comes before all others."""
    for agents in (("b", "a"), ("a", "b"), ("b", "a c", "a")):
        lived = life(*(stage("sought", "2021", agents=name) for name in agents))
        assert chosen(lived, "2021-12-31") == ("a",)
    lived = life(stage("sought", "2021", agents="a"), stage("sought", "2021", id="z"))
    assert chosen(lived, "2021-12-31") == ()


def test_of_closed_and_negative_stages_the_latest_counts_and_then_the_higher_rank() -> None:
    """The rule: "else the X with the latest start_latest (then the higher rank)"."""
    states(
        life(stage("withdrawn", "2020"), stage("absent", "2021")),
        d2020_12_31="withdrawn",
        d2021_12_31="absent",
    )
    states(life(stage("suspended", "2021"), stage("withdrawn", "2021")), d2021_12_31="withdrawn")


def test_the_end_of_an_interval_and_an_equal_stage_do_not_depend_on_the_order_of_the_file() -> None:
    """Both are ``ended`` of one day and of no agent; the stage that was written is taken."""
    stages = (stage("in-force", "1992/1995-06-07"), stage("ended", "1995-06-08"))
    for lived in (life(*stages), life(*reversed(stages))):
        state = lived.on(dt.date(2025, 11, 6).toordinal())
        assert state
        assert state.step.record.stage == "ended"


def test_what_is_only_possible_shows_its_lowest_rank() -> None:
    """The rule: "if none has definitely begun, the lowest-ranked possible one"."""
    states(
        life(stage("in-force", "1992"), stage("agreed", "[..1992]"), stage("ended", "[1992..]")),
        d1991_12_31="possibly agreed",
        d1992_06_01="possibly agreed",
        d1992_12_31="possibly in-force",
    )


# --- Momentary facts -------------------------------------------------------------------------


def test_a_momentary_fact_stays_in_every_later_view() -> None:
    """A war that was over in 1973 was still fought."""
    states(
        life(stage("occurred", "1973-10-06/1973-10-25"), relation="foughtWarWith"),
        d1973_10_05="",
        d1973_10_06="occurred",
        d1973_10_26="occurred",
        d2025_11_06="occurred",
    )


def test_an_unknown_end_does_not_touch_a_momentary_fact() -> None:
    """What happened once has happened for good, however long it took."""
    states(
        life(stage("occurred", "1973-10-06/"), relation="foughtWarWith"),
        d1973_10_06="occurred",
        d2025_11_06="occurred",
    )


# --- What holds, and the year ----------------------------------------------------------------


def holds(lived: Life, day: str) -> bool:
    """Return whether the fact gives a direct triple on a day."""
    state = lived.on(dt.date.fromisoformat(day).toordinal())
    return state is not None and state.holds


@pytest.mark.parametrize(("word", "group"), view_rule.STAGES.items())
def test_committed_and_realized_stages_hold_and_no_other(word: str, group: str) -> None:
    """The table of stages says which of them give a direct triple."""
    relation = "signed" if word == "occurred" else "joined"
    lived = life(stage(word, "2020"), relation=relation)
    assert holds(lived, "2020-12-31") == (group in {"committed", "realized"})
    assert not holds(lived, "2020-12-30"), "what is only possible does not hold"


def test_the_ontology_has_the_stages_in_the_order_of_rank() -> None:
    """``gk:rank`` follows the table, group after group."""
    found = {word: str(ONTOLOGY.group(word)) for word in ONTOLOGY.stages}
    assert list(found.items()) == list(view_rule.STAGES.items())
    ranks = [ONTOLOGY.rank(word) for word in ONTOLOGY.stages]
    assert ranks == sorted(set(ranks))


def test_the_year_stays_that_of_the_relation_after_its_end() -> None:
    """It is "of the highest-ranked ... stage definitely begun", set aside or not."""
    lived = life(stage("announced", "2021"), stage("in-force", "2020"), stage("ended", "2023"))
    state = lived.on(dt.date(2025, 11, 6).toordinal())
    assert state
    assert state.step.stage == "ended"
    assert state.dated
    assert state.dated.stage == "in-force"


def test_what_is_not_committed_has_no_year() -> None:
    """An expectation is dated by who expects, the thing itself is not."""
    state = life(stage("expected", "2021")).on(dt.date(2025, 11, 6).toordinal())
    assert state
    assert state.dated is None


# --- Against the rule told a second time -----------------------------------------------------


def told(state: State | None) -> view_rule.Told | None:
    """Return a state in the words of the second telling."""
    if state is None:
        return None
    year_from = state.dated.record.local_name("fact") if state.dated else ""
    name = state.step.record.local_name("fact")
    return view_rule.Told(state.step.stage, name, state.definite, year_from)


@settings(max_examples=400, deadline=None)
@given(strategies.facts(), strategies.sources())
def test_a_life_follows_the_rule_on_any_day(fact: Fact, sources: dict[str, Source]) -> None:
    """On each day around a bound, the same comes out of the text alone, told with dates."""
    lived = Life(fact, sources, ONTOLOGY)
    lasting = fact.relation in strategies.LASTING
    for day in strategies.days_around([fact], sources):
        expected = view_rule.on(fact, sources, day, lasting=lasting)
        assert told(lived.on(day.toordinal())) == expected, day


@settings(max_examples=200, deadline=None)
@given(strategies.facts(), strategies.sources(), st.randoms(use_true_random=False))
def test_the_order_of_stages_and_evidence_does_not_matter(
    fact: Fact, sources: dict[str, Source], random: Random
) -> None:
    """File order means nothing."""
    other = strategies.shuffled_fact(fact, random)
    lives = [Life(written, sources, ONTOLOGY) for written in (fact, other)]
    first, second = ([(day, told(state)) for day, state in lived.changes()] for lived in lives)
    assert first == second


@settings(max_examples=300, deadline=None)
@given(strategies.facts(), strategies.sources())
def test_changes_agree_with_every_day_around_them(fact: Fact, sources: dict[str, Source]) -> None:
    """Between two changes nothing changes, and each of them does change something."""
    lived = Life(fact, sources, ONTOLOGY)
    changes = list(lived.changes())
    days = [day for day, _ in changes]
    assert days == sorted(set(days))
    assert all(day == ALWAYS or to_day(day) for day in days)
    for (_, before), (_, after) in pairwise(changes):
        assert before != after
    bounds = {bound for step in lived.steps for bound in (*step.begin, *(step.attested or ()))}
    near = {day + step for day in {*days, *bounds} for step in (-2, -1, 0, 1, 2)}
    for day in near | {1, LAST_DAY}:
        if 1 <= day <= LAST_DAY:
            expected = [state for start, state in changes if start <= day]
            assert lived.on(day) == (expected[-1] if expected else None), to_day(day)


@settings(max_examples=200, deadline=None)
@given(strategies.facts(), strategies.sources(), strategies.days)
def test_definite_implies_possible(fact: Fact, sources: dict[str, Source], day: dt.date) -> None:
    """The rule: "possible includes definite", of every stage and so of the fact."""
    lived = Life(fact, sources, ONTOLOGY)
    ordinal = day.toordinal()
    for step in lived.steps:
        assert step.possible(ordinal) >= step.definite(ordinal)
    assert (lived.on(ordinal) is not None) == any(step.possible(ordinal) for step in lived.steps)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(strategies.MOMENTARY).flatmap(strategies.facts),
    strategies.sources(),
    strategies.days,
    st.integers(0, 800),
)
def test_a_momentary_fact_once_begun_never_leaves(
    fact: Fact, sources: dict[str, Source], day: dt.date, later: int
) -> None:
    """And unless a closed stage or a denial is curated, it stays as definite as it was."""
    lived = Life(fact, sources, ONTOLOGY)
    before, after = (lived.on(day.toordinal() + step) for step in (0, later))
    if before:
        assert after
        if before.definite:
            assert after.definite or any(view_rule.STAGES[s.stage] == "closed" for s in fact.stages)
