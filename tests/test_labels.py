"""What a fact is called: phrase, object, year and mark, on a day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.labels import full_label, short_label, value_words
from graphkit.model import Entity, Evidence, Fact, GraphInfo, Records, Source, Stage, Value
from graphkit.ontology import Ontology, read_ontology
from graphkit.resources import ontology_folder
from graphkit.views import View, view
from tests import strategies

ONTOLOGY = read_ontology(ontology_folder())
INFO = GraphInfo(title="Test", base="https://example.org/", as_of=dt.date(2025, 11, 7))
SOURCES = {"wire": Source(id="wire", published=parse_date("2025-11-06"))}
EVIDENCE = (Evidence(source="wire"),)
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity(id="accords", kind="treaty", name="Abraham Accords", short="Accords"),
        Entity(id="israel", kind="state", name="Israel"),
        Entity(id="kazakhstan", kind="state", name="Kazakhstan"),
        Entity(id="qatar", kind="state", name="State of Qatar", short="Qatar"),
    )
}


def stage(word: str, date: str = "", **more: str) -> Stage:
    """Return a stage from texts."""
    return Stage(
        stage=word,
        date=parse_date(date) if date else None,
        attested=parse_date(more["attested"]) if "attested" in more else None,
        agents=tuple(more.get("agents", "").split()),
        evidence=EVIDENCE,
    )


def seen(fact: Fact, ontology: Ontology = ONTOLOGY) -> View:
    """Return the view of one fact on 7 November 2025."""
    records = Records(
        info=INFO, sources=SOURCES, entities=ENTITIES, facts={fact.id: fact}, disputes={}
    )
    return view(records, ontology)


def label(relation: str, other: str, *stages: Stage, **more: Any) -> str:  # noqa: ANN401 - the fields of a fact are of many types
    """Return the short label of a fact on 7 November 2025."""
    fact = Fact(
        id="fact", subject="kazakhstan", relation=relation, object=other, stages=stages, **more
    )
    shown = seen(fact)
    return short_label(fact, shown.states["fact"], shown)


# --- The forms that the design shows ---------------------------------------------------------


def test_a_realized_stage_shows_phrase_object_and_year() -> None:
    """The first form of all."""
    assert label("recognized", "israel", stage("in-force", "1992")) == "recognized Israel 1992"


def test_the_short_name_of_the_object_stands_in_the_label() -> None:
    """It is "Accords" for the Abraham Accords."""
    assert label("joined", "accords", stage("in-force", "2020")) == "joined Accords 2020"
    assert label("recognized", "qatar", stage("in-force", "1971")) == "recognized Qatar 1971"


def test_a_committed_stage_stands_in_brackets_behind_its_year() -> None:
    """A stage that is not realized is marked."""
    stages = (stage("announced", "2025-11-06"), stage("agreed", "[..2025-11-06]"))
    assert label("joined", "accords", *stages) == "joined Accords 2025 (announced)"


def test_a_prospective_stage_has_a_mark_and_no_year() -> None:
    """The year is that of a committed or realized stage, and there is none."""
    assert label("joined", "accords", stage("conditional")) == "joined Accords (conditional)"
    dated = stage("planned", "2025-11-06")
    assert label("joined", "accords", dated) == "joined Accords (planned)"


def test_what_is_absent_takes_the_negative_phrase() -> None:
    """It has neither year nor mark, even where the relation held before."""
    expected = "no diplomatic relations with Israel"
    assert label("hasDiplomaticRelationsWith", "israel", stage("absent")) == expected
    stages = (stage("in-force", "1992"), stage("absent", "2024"))
    assert label("hasDiplomaticRelationsWith", "israel", *stages) == expected


@pytest.mark.parametrize("word", ["rejected", "suspended", "ended", "withdrawn"])
def test_what_held_once_keeps_its_year_in_front_of_the_mark(word: str) -> None:
    """A stage that is not realized stands in brackets; the year is still that of the joining."""
    stages = (stage("in-force", "2020"), stage(word, "2024"))
    assert label("joined", "accords", *stages) == f"joined Accords 2020 ({word})"


def test_an_interval_that_is_over_is_marked_as_ended() -> None:
    """Its year is that of its start."""
    assert label("joined", "accords", stage("in-force", "1992/1995")) == (
        "joined Accords 1992 (ended)"
    )


@pytest.mark.parametrize(("word", "found"), ONTOLOGY.stages.items())
def test_each_stage_but_the_realized_and_the_absent_is_marked_by_its_label(
    word: str, found: object
) -> None:
    """The ontology says what a stage is called."""
    relation, other = ("signed", "accords") if word == "occurred" else ("joined", "accords")
    made = label(relation, other, stage(word, "2020"))
    marked = word not in {"in-force", "occurred", "absent"}
    assert made.endswith(f"({ONTOLOGY.stages[word].label})") == marked, found


# --- The year --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("1992", "1992"),
        ("1992-03", "1992"),
        ("1992-03-05", "1992"),
        ("1992~", "c. 1992"),
        ("1992?", "1992?"),
        ("1992%", "c. 1992?"),
        ("1992-03-05~", "c. 1992"),
        ("[1992-03-05,1992-12-31]", "1992"),
        ("[2020..2021]", "2020-2021"),
        ("[2020,2021]", "2020-2021"),
        ("[2020-12-31..2021-01-01]", "2020-2021"),
        ("[2018..2021]", "2018-2021"),
        ("1992/..", "1992"),
        ("1992-03-05/", "1992"),
        ("1992/2030", "1992"),
        ("1992~/2030", "c. 1992"),
        ("1992?/2030", "1992?"),
        ("1992/2030~", "1992"),
        ("1992/2030?", "1992"),
        ("1992?/2030~", "1992?"),
        ("0987", "987"),
        ("[..1992]", ""),
        ("../2030", ""),
    ],
)
def test_the_year_is_that_of_the_start_with_its_doubts(date: str, year: str) -> None:
    """One year where both start bounds fall in it, two where they do not, none where unknown.

    Of an interval only the doubts about its start belong to the year.
    """
    made = label("signed", "accords", stage("occurred", date))
    assert made == f"signed Accords {year}".rstrip()


def test_an_undated_stage_has_no_year() -> None:
    """The report tells when it was said, not when it was."""
    assert label("recognized", "israel", stage("in-force")) == "recognized Israel"
    seen_once = stage("in-force", attested="2025-11-07")
    assert label("recognized", "israel", seen_once) == "recognized Israel"


def test_a_year_that_has_not_definitely_begun_is_not_shown() -> None:
    """On 7 November 2025 "2025" is only possible; the label has no mark for that."""
    assert label("recognized", "israel", stage("in-force", "2025")) == "recognized Israel"


def test_a_fact_that_has_not_begun_has_neither_year_nor_mark() -> None:
    """Nothing is said of it yet."""
    assert label("joined", "accords", stage("announced", "2026")) == "joined Accords"
    assert label("joined", "accords", stage("absent", "2026")) == "joined Accords"


def test_the_year_is_that_of_the_farthest_stage() -> None:
    """Announced in 2020 and in force in 2021 is 2021."""
    stages = (stage("announced", "2020"), stage("in-force", "2021"))
    assert label("joined", "accords", *stages) == "joined Accords 2021"


# --- Roles, fields, values -------------------------------------------------------------------


def test_a_role_and_a_field_stand_in_the_qualified_phrase() -> None:
    """The ontology says where."""
    lasting = stage("in-force", "2020")
    assert label("heldOffice", "israel", lasting, role="envoy") == "envoy of Israel 2020"
    assert label("headOfState", "israel", lasting, role="president") == ("president of Israel 2020")
    assert label("cooperatesWith", "israel", lasting, field="military") == (
        "cooperates with Israel in military matters 2020"
    )


def test_without_a_role_or_field_the_plain_phrase_stands() -> None:
    """The same where the phrase asks for the other one of the two."""
    lasting = stage("in-force", "2020")
    assert label("heldOffice", "israel", lasting) == "held office in Israel 2020"
    assert label("headOfState", "israel", lasting) == "head of state of Israel 2020"
    assert label("cooperatesWith", "israel", lasting, role="host") == "cooperates with Israel 2020"
    assert label("heldOffice", "israel", lasting, field="trade") == "held office in Israel 2020"


def test_a_role_without_a_qualified_phrase_is_left_out() -> None:
    """The dossier shows it."""
    assert label("signed", "accords", stage("occurred", "2020"), role="witness") == (
        "signed Accords 2020"
    )


@pytest.mark.parametrize(
    "role",
    [
        "{object}",
        "{role}",
        "{field}",
        "{}",
        "{0.__class__}",
        "{{object}}",
        "}{",
        "%s",
        r"\1",
        "{object",
        "\0{object}\0",
    ],
)
def test_braces_in_a_role_stand_as_they_are(role: str) -> None:
    """A role is data and never a pattern."""
    made = label("heldOffice", "israel", stage("in-force", "2020"), role=role)
    assert made == f"{role} of Israel 2020"


def test_braces_in_a_name_stand_as_they_are() -> None:
    """The same holds for what the object is called."""
    fact = Fact(
        id="fact",
        subject="kazakhstan",
        relation="heldOffice",
        object="israel",
        role="envoy",
        stages=(stage("in-force", "2020"),),
    )
    shown = seen(fact)
    named = structs.replace(ENTITIES["israel"], short="{role}")
    records = dataclasses.replace(shown.records, entities={**ENTITIES, "israel": named})
    shown = dataclasses.replace(shown, records=records)
    assert short_label(fact, shown.states["fact"], shown) == "envoy of {role} 2020"


@pytest.mark.parametrize(
    ("relation", "value", "words"),
    [
        ("population", 20_000_000, "20,000,000"),
        ("population", 999, "999"),
        ("population", -1_000, "-1,000"),
        ("majorityReligion", "Islam", "Islam"),
        ("majorityReligion", "1992", "1992"),
    ],
)
def test_a_value_is_written_for_readers(relation: str, value: Value, words: str) -> None:
    """Numbers have separators of thousands; "about" stands before what is approximate."""
    fact = Fact(id="fact", subject="kazakhstan", relation=relation, value=value)
    kind = ONTOLOGY.relations[relation]
    assert value_words(fact, kind) == words
    assert value_words(structs.replace(fact, approximate=True), kind) == f"about {words}"


@pytest.mark.parametrize(
    ("value_type", "value", "words"),
    [
        ("decimal", Decimal("1234567.50"), "1,234,567.50"),
        ("decimal", Decimal("0.10"), "0.10"),
        ("boolean", True, "yes"),
        ("boolean", False, "no"),
        ("string", 1992, "1992"),
    ],
)
def test_a_value_of_a_projects_own_relation_is_written_by_its_type(
    value_type: str, value: Value, words: str
) -> None:
    """The types that the shipped ontology does not use."""
    kind = structs.replace(ONTOLOGY.relations["population"], value_type=value_type)
    fact = Fact(id="fact", subject="kazakhstan", relation="population", value=value)
    assert value_words(fact, kind) == words


def test_a_value_stands_where_the_object_would() -> None:
    """Year and mark follow it as they follow an object."""
    made = label("population", "", stage("in-force", "2025-01"), value=20_000_000, approximate=True)
    assert made == "population about 20,000,000 2025"
    absent = label("population", "", stage("absent"), value=20_000_000)
    assert absent == "population not 20,000,000"


def test_the_full_label_puts_the_subject_in_front() -> None:
    """By its whole name, not by the short one."""
    fact = Fact(id="fact", subject="qatar", relation="joined", object="accords")
    assert full_label(fact, "joined Accords 2020", ENTITIES) == "State of Qatar joined Accords 2020"


# --- Laws ------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(strategies.records(), strategies.days)
def test_a_label_says_what_the_state_says(records: Records, day: dt.date) -> None:
    """A mark stands where the stage is not realized, a year only where something was done."""
    shown = view(records, ONTOLOGY, None, day)
    for fact in shown.records.facts.values():
        state = shown.states[fact.id]
        made = short_label(fact, state, shown)
        plain = short_label(fact, None, shown)
        assert state
        if state.step.stage == "absent":
            assert made.startswith(ONTOLOGY.relations[fact.relation].negative_phrase)
            continue
        assert made.startswith(plain)
        mark = f"({ONTOLOGY.stages[state.step.stage].label})"
        realized = state.step.group == "realized"
        assert made.endswith(mark) != realized
        year = made.removeprefix(plain).removesuffix("" if realized else mark).strip()
        assert not year or (state.dated and state.dated.record.date)
        assert year in {"", "2020", "2021", "2020-2021", "c. 2020", "2021?", "c. 2020?"}


@settings(max_examples=200, deadline=None)
@given(role=st.text(min_size=1), name=st.text(min_size=1))
def test_role_and_name_stand_in_the_label_letter_by_letter(role: str, name: str) -> None:
    """Whatever they hold."""
    fact = Fact(id="fact", subject="kazakhstan", relation="heldOffice", object="x", role=role)
    records = Records(
        info=INFO,
        sources=SOURCES,
        entities={"x": Entity(id="x", kind="state", name=name)},
        facts={"fact": fact},
        disputes={},
    )
    assert short_label(fact, None, view(records, ONTOLOGY)) == f"{role} of {name}"
