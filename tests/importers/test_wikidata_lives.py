"""When a statement of Wikidata holds, its ranks, reserves and references."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.checks import check_records
from graphkit.graph import Graph
from graphkit.importers.wikidata import Options, WikidataReading, read_wikidata
from graphkit.importers.wikidata.lives import Life
from graphkit.model import Fact, Records
from graphkit.provenance import independent
from tests.importers.wikidata_samples import (
    HUMAN,
    JULIAN,
    NONE,
    OFFICE,
    SOME,
    STATE,
    TREATY,
    Json,
    Snaks,
    day,
    entity,
    statement,
    text,
    time,
    title,
    write,
)
from tests.projects import core_ontology

DECADE = time("+1990-00-00T00:00:00Z", 8)
NINETIES = "[1990..1999]"
JULIAN_YEAR = time("+1992-00-00T00:00:00Z", 9, JULIAN)
#: After the last year that a date can tell.
LATE = time("+12000-00-00T00:00:00Z", 9)


def read(folder: Path, entities: Sequence[Json]) -> WikidataReading:
    """What is read of entities, in a file of the end of October 2025."""
    path = write(folder / "sample.json", entities)
    reading = read_wikidata([path], core_ontology())
    if reading.records:
        problems = check_records(reading.records, core_ontology())
        assert not [each for each in problems if each.is_error]
    return reading


def records_of(folder: Path, entities: Sequence[Json]) -> Records:
    """The records that entities give."""
    records = read(folder, entities).records
    assert records
    return records


def reading_of(folder: Path, *statements: Json, back: Sequence[Json] = ()) -> WikidataReading:
    """What is read of statements between two states, and back."""
    return read(
        folder,
        [
            entity("Q1", "Aland", STATE, statements=statements),
            entity("Q2", "Borland", STATE, statements=back),
            entity("Q3", "allegedly", "Q9"),
            entity("Q4", "United Press", "Q9"),
        ],
    )


def fact_of(folder: Path, *statements: Json, back: Sequence[Json] = ()) -> Fact:
    """The one fact that statements between two states give."""
    records = reading_of(folder, *statements, back=back).records
    assert records
    (fact,) = records.facts.values()
    return fact


def related(qualifiers: Snaks | None = None, **fields: object) -> Json:
    """A statement of diplomatic relations with the second state."""
    return statement("P530", "Q2", qualifiers, **fields)  # type: ignore[arg-type] # as given


def stages(fact: Fact) -> list[tuple[str, str, str]]:
    """Word, date and sighting of each stage."""
    return [(each.stage, str(each.date or ""), str(each.attested or "")) for each in fact.stages]


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        ({}, [("in-force", "", "")]),
        ({"P580": day("1992-04-10")}, [("in-force", "1992-04-10", "")]),
        ({"P571": day("1992-04")}, [("in-force", "1992-04", "")]),
        ({"P580": day("1992"), "P582": day("2001")}, [("in-force", "1992/2001", "")]),
        ({"P580": day("1992"), "P576": day("2001")}, [("in-force", "1992/2001", "")]),
        ({"P580": day("1992"), "P582": NONE}, [("in-force", "1992/..", "")]),
        ({"P580": day("1992"), "P582": SOME}, [("in-force", "1992/", "")]),
        ({"P582": day("2001")}, [("in-force", "../2001", "")]),
        ({"P580": SOME, "P582": day("2001")}, [("in-force", "../2001", "")]),
        ({"P580": SOME}, [("in-force", "", "")]),
        ({"P582": SOME}, [("in-force", "", ""), ("ended", "", "")]),
        ({"P582": NONE}, [("in-force", "", "")]),
        ({"P580": DECADE}, [("in-force", NINETIES, "")]),
        ({"P580": DECADE, "P582": NONE}, [("in-force", NINETIES, "")]),
        ({"P580": DECADE, "P582": SOME}, [("in-force", NINETIES, ""), ("ended", "", "")]),
        (
            {"P580": DECADE, "P582": day("2001")},
            [("in-force", NINETIES, ""), ("ended", "2001", "")],
        ),
        (
            {"P580": day("1985"), "P582": DECADE},
            [("in-force", "1985", ""), ("ended", NINETIES, "")],
        ),
        ({"P582": DECADE}, [("in-force", "[..1999-12-31]", ""), ("ended", NINETIES, "")]),
        ({"P585": day("1999-05-05")}, [("in-force", "", "1999-05-05")]),
        ({"P585": day("1999")}, [("in-force", "", "1999")]),
        ({"P585": day("2031")}, [("in-force", "", "")]),
        ({"P585": [day("1999"), day("2000")]}, [("in-force", "", "")]),
        ({"P580": day("1992"), "P585": day("1999")}, [("in-force", "1992", "")]),
        ({"P580": day("1992"), "P582": day("2030")}, [("in-force", "1992", "")]),
        ({"P580": day("1992"), "P1480": "Q5727902"}, [("in-force", "1992~", "")]),
        ({"P580": day("1992"), "P1319": day("1990")}, [("in-force", "1992~", "")]),
        ({"P580": day("1992"), "P1326": day("1994")}, [("in-force", "1992~", "")]),
        ({"P580": day("1992"), "P582": day("2001-02-31")}, [("in-force", "1992", "")]),
        ({"P580": day("1992"), "P582": LATE}, [("in-force", "1992", "")]),
        ({"P582": LATE}, [("in-force", "", "")]),
        (
            {"P580": day("1992"), "P582": day("1995"), "P1480": "Q5727902"},
            [("in-force", "1992~/1995~", "")],
        ),
        ({"P580": [day("1992"), day("1992")]}, [("in-force", "1992", "")]),
        (
            {"P580": time("+1917-10-25T00:00:00Z", model=JULIAN)},
            [("in-force", "[1917-10-25..1917-11-07]", "")],
        ),
        (
            {"P580": time("-0100-00-00T00:00:00Z", 9), "P582": day("0014")},
            [("in-force", "[..0001-01-01]", ""), ("ended", "0014", "")],
        ),
    ],
)
def test_qualifiers_are_stages(
    qualifiers: Snaks, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    """Start, end and day of a statement become dates; nothing is added to them."""
    assert stages(fact_of(tmp_path, related(qualifiers))) == expected


@pytest.mark.parametrize(
    ("qualifiers", "note"),
    [
        ({"P580": time("+1917-10-25T00:00:00Z", model=JULIAN)}, "1917-10-25 in the Julian"),
        ({"P582": day("2030-01")}, "end in 2030-01, which is still to come"),
        ({"P580": DECADE, "P1480": "Q5727902"}, "circa"),
    ],
)
def test_what_no_date_tells_is_noted(qualifiers: Snaks, note: str, tmp_path: Path) -> None:
    """What a date cannot tell stands in a note of the stage."""
    (stage,) = fact_of(tmp_path, related(qualifiers)).stages
    assert note in stage.note


@pytest.mark.parametrize(
    ("qualifiers", "code"),
    [
        ({"P580": [day("1992"), day("1995")]}, "several-dates"),
        ({"P580": day("1992"), "P571": day("1993")}, "several-dates"),
        ({"P580": [day("1992"), SOME]}, "several-dates"),
        ({"P582": [NONE, SOME]}, "several-dates"),
        ({"P580": day("1992"), "P582": day("1991-12-31")}, "ends-before-it-begins"),
        ({"P580": day("2003"), "P582": DECADE}, "ends-before-it-begins"),
        ({"P580": day("2025-11-01")}, "not-yet-begun"),
    ],
)
def test_contradictions_are_left_out(qualifiers: Snaks, code: str, tmp_path: Path) -> None:
    """A statement whose dates nobody can pair or place makes no fact."""
    reading = reading_of(tmp_path, related(qualifiers))
    assert reading.records is None
    assert reading.left_out.count(code) == 1


def test_the_last_day_is_not_too_late(tmp_path: Path) -> None:
    """What begins on the day of the file, or may have begun by then, has begun."""
    for text_ in ("2025-10-31", "2025-10", "2025"):
        assert stages(fact_of(tmp_path, related({"P580": day(text_)})))[0][1] == text_


@pytest.mark.parametrize(
    ("qualifiers", "date"), [({"P585": day("1995-05-05")}, "1995-05-05"), ({}, "")]
)
def test_signatures_happen_once(qualifiers: Snaks, date: str, tmp_path: Path) -> None:
    """A signature has occurred, on its day if there is one."""
    records = records_of(
        tmp_path,
        [
            entity("Q1", "Aland", STATE),
            entity("Q2", "Treaty", TREATY, statements=[statement("P1891", "Q1", qualifiers)]),
        ],
    )
    assert stages(records.facts["aland-signed-treaty"]) == [("occurred", date, "")]


@pytest.mark.parametrize(
    ("name", "qualifiers", "unused"),
    [
        ("P1891", {"P585": day("1995"), "P580": day("1995")}, ["P580 or P571"]),
        ("P1891", {"P576": day("1995")}, ["P582 or P576"]),
        ("P1891", {"P585": day("1995")}, []),
        ("P35", {"P585": day("1995"), "P580": day("1994")}, ["P585"]),
        ("P35", {"P585": day("1995"), "P582": SOME}, ["P585"]),
        ("P35", {"P585": [day("1995"), day("1996")]}, ["P585"]),
        ("P35", {"P585": day("1995")}, []),
    ],
)
def test_times_without_a_place_are_counted(
    name: str, qualifiers: Snaks, unused: list[str], tmp_path: Path
) -> None:
    """A start of what happens once, and a sighting of what has dates, are counted."""
    value, kind = ("Q1", TREATY) if name == "P1891" else ("Q3", STATE)
    reading = read(
        tmp_path,
        [
            entity("Q1", "Aland", STATE),
            entity("Q2", "Two", kind, statements=[statement(name, value, qualifiers)]),
            entity("Q3", "Ann", HUMAN),
        ],
    )
    assert reading.taken == 1
    found = [each for each in reading.left_out.reasons() if each.code == "other-qualifier"]
    assert [each.detail for each in found] == unused


# ------------------------------------------------------------------------ several statements


@pytest.mark.parametrize(
    ("one", "other", "date", "note"),
    [
        ({"P580": day("1992-04-10")}, {}, "1992-04-10", "gives no date"),
        (
            {"P580": day("1992-04-10")}, {"P580": day("1992")}, "1992-04-10",
            "gives 1992 for the date",
        ),
        (
            {"P580": day("1992"), "P582": day("2001-02")},
            {"P580": day("1992"), "P582": day("2001")}, "1992/2001-02", "gives 1992/2001",
        ),
        ({"P580": day("1992"), "P582": NONE}, {"P580": day("1992")}, "1992/..", "gives 1992"),
    ],
)  # fmt: skip
def test_the_more_precise_one_dates(
    one: Snaks, other: Snaks, date: str, note: str, tmp_path: Path
) -> None:
    """Of two statements that agree the more precise one gives the date, the other a note."""
    for here, there in ((one, other), (other, one)):
        fact = fact_of(tmp_path, related(here), back=[statement("P530", "Q1", there)])
        (stage,) = fact.stages
        assert str(stage.date) == date
        assert len(stage.evidence) == 2
        assert sum(note in each.note for each in stage.evidence) == 1


def test_equal_dates_are_one_stage(tmp_path: Path) -> None:
    """Statements of both states with one date are two pieces of evidence of one stage."""
    dated = {"P580": day("1992")}
    fact = fact_of(tmp_path, related(dated), back=[statement("P530", "Q1", dated)])
    (stage,) = fact.stages
    assert len({each.id for each in stage.evidence}) == 2
    assert stage.id == ""


def test_the_most_precise_one_dates_all(tmp_path: Path) -> None:
    """Of three statements that agree the most precise one gives the date of the only stage."""
    fact = fact_of(
        tmp_path, related(), related({"P580": day("1992")}),
        back=[statement("P530", "Q1", {"P580": day("1992-04-10")})],
    )  # fmt: skip
    assert stages(fact) == [("in-force", "1992-04-10", "")]
    assert len(fact.stages[0].evidence) == 3


def test_nobody_guesses_which_is_meant(tmp_path: Path) -> None:
    """A vague statement that agrees with two others is a stage of its own."""
    fact = fact_of(
        tmp_path, related({"P580": day("1992-04-10")}), related({"P580": day("1992-08-11")}),
        back=[statement("P530", "Q1", {"P580": day("1992")})],
    )  # fmt: skip
    assert [each[1] for each in stages(fact)] == ["1992-04-10", "1992-08-11", "1992"]


@pytest.mark.parametrize(
    "dated",
    [
        {"P580": day("1992")},
        {"P580": day("1992"), "P582": day("2001")},
        {"P580": day("1992"), "P582": NONE},
        {"P580": day("1992"), "P582": SOME},
        {"P580": DECADE, "P582": day("2001")},
    ],
)
def test_what_leaves_the_same_days_open_is_one(dated: Snaks, tmp_path: Path) -> None:
    """A date and the same one as approximate are one stage, and neither of them is lost."""
    about: Snaks = {**dated, "P1480": "Q5727902"}
    for here, there in ((dated, about), (about, dated)):
        reading = reading_of(tmp_path, related(here), back=[statement("P530", "Q1", there)])
        assert reading.taken == 2
        assert reading.records
        (fact,) = reading.records.facts.values()
        alone = fact_of(tmp_path, related(dated))
        assert stages(fact) == stages(alone)
        assert all(len(each.evidence) == 2 for each in fact.stages)


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "P580": st.sampled_from([day("1992"), day("1992-04"), DECADE, SOME, JULIAN_YEAR]),
                "P582": st.sampled_from([day("2001"), day("2001-02"), NONE, SOME, LATE]),
                "P1480": st.just("Q5727902"),
                "P585": st.just(day("1999")),
            },
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_each_statement_is_evidence_once(tmp_path: Path, told: list[Snaks]) -> None:
    """Whatever dates statements of one fact have, each is evidence of all stages of one kind."""
    reading = reading_of(tmp_path, *map(related, told))
    assert reading.records
    (fact,) = reading.records.facts.values()
    begun = [each.note for stage in fact.stages if stage.stage == "in-force"
             for each in stage.evidence]  # fmt: skip
    assert reading.taken == len(told) == len(begun) == len(set(begun))


def test_many_terms_take_no_time(tmp_path: Path) -> None:
    """Statements with dates of their own are not each compared with all the others."""
    days = [dt.date(1500, 1, 1) + dt.timedelta(20 * number) for number in range(2_000)]
    terms = [
        related({"P580": day(f"{each}"), "P582": day(f"{each + dt.timedelta(9)}")}) for each in days
    ]
    compared = 0
    refines = Life.refines

    def counted(life: Life, other: Life) -> bool:
        nonlocal compared
        compared += 1
        return refines(life, other)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Life, "refines", counted)
        assert len(fact_of(tmp_path, *terms).stages) == len(days)
    assert compared <= 2 * len(days)


def test_what_ended_and_what_did_not_stay_apart(tmp_path: Path) -> None:
    """A statement without an end does not agree with one that has one."""
    fact = fact_of(
        tmp_path, related({"P580": day("1992"), "P582": day("2001")}),
        back=[statement("P530", "Q1", {"P580": day("1992")})],
    )  # fmt: skip
    assert sorted(stages(fact)) == [("in-force", "1992", ""), ("in-force", "1992/2001", "")]


def test_terms_are_stages_of_one_fact(tmp_path: Path) -> None:
    """An office held twice is one fact, and holds in both terms and not between them."""
    terms = [("1994", "1998"), ("2006", "2010")]
    records = records_of(
        tmp_path,
        [
            entity("Q1", "Aland", STATE),
            entity("Q2", "minister", OFFICE, statements=[statement("P1001", "Q1")]),
            entity(
                "Q3", "Ann", HUMAN,
                statements=[
                    statement("P39", "Q2", {"P580": day(first), "P582": day(last)})
                    for first, last in terms
                ],
            ),
        ],
    )  # fmt: skip
    (fact,) = records.facts.values()
    assert [each[1] for each in stages(fact)] == ["1994/1998", "2006/2010"]
    assert len({each.id for each in fact.stages}) == 2
    graph = Graph(records, core_ontology())
    held = []
    for year in (1996, 2002, 2008, 2020):
        state = graph.as_of(dt.date(year, 6, 1)).state(fact)
        held.append(state is not None and state.holds)
    assert held == [True, False, True, False]


# ------------------------------------------------------------------------ ranks and reserves


@pytest.mark.parametrize(
    ("rank", "reasons", "expected"),
    [
        ("normal", {}, ("", "")),
        ("preferred", {}, ("preferred", "its rank in Wikidata")),
        ("preferred", {"P7452": "Q3"}, ("preferred", "its rank in Wikidata: allegedly")),
        ("deprecated", {"P2241": "Q3"}, ("deprecated", "its rank in Wikidata: allegedly")),
        ("deprecated", {"P2241": "Q77"}, ("deprecated", "its rank in Wikidata: Q77")),
        ("deprecated", {"P7452": "Q3"}, ("deprecated", "its rank in Wikidata")),
    ],
)
def test_ranks_have_reasons(
    rank: str, reasons: Snaks, expected: tuple[str, str], tmp_path: Path
) -> None:
    """The rank of a statement is that of its fact, with the reason that it gives."""
    fact = fact_of(tmp_path, related(reasons, rank=rank))
    assert (fact.rank, fact.reason) == expected


def test_a_mixed_rank_is_none(tmp_path: Path) -> None:
    """A fact is preferred only if each of its statements is; a deprecated one makes it no less."""
    assert fact_of(tmp_path, related(rank="preferred"), related()).rank == ""
    reading = reading_of(tmp_path, related(rank="preferred"), related(rank="deprecated"))
    assert reading.records
    (fact,) = reading.records.facts.values()
    assert (fact.rank, len(fact.stages[0].evidence)) == ("preferred", 1)
    assert reading.left_out.count("deprecated-beside-others") == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("P518", "applies to part"),
        ("P1310", "statement disputed by"),
        ("P1480", "sourcing circumstances"),
        ("P2868", "subject has role"),
        ("P3831", "object of statement has role"),
        ("P5102", "nature of statement"),
    ],
)
def test_reserves_hedge(name: str, words: str, tmp_path: Path) -> None:
    """A qualifier that narrows or weakens a statement makes its evidence hedge, with a note."""
    (stage,) = fact_of(tmp_path, related({name: "Q3"})).stages
    (evidence,) = stage.evidence
    assert evidence.stance == "hedges"
    assert evidence.note.endswith(f"; {words}: allegedly")


def test_circa_is_no_reserve(tmp_path: Path) -> None:
    """A date that is about right does not weaken what the statement says."""
    (stage,) = fact_of(tmp_path, related({"P580": day("1992"), "P1480": "Q5727902"})).stages
    assert stage.evidence[0].stance == "supports"


# ------------------------------------------------------------------------ references

REFERENCE: Snaks = {
    "P248": "Q4",
    "P854": text("https://example.org/1992/04"),
    "P1065": text("https://archive.example.org/1"),
    "P1476": title("Relations begin", "en"),
    "P577": day("1992-04-11"),
    "P813": day("2020-02-03"),
}


def test_references_are_cited_sources(tmp_path: Path) -> None:
    """A reference is a source that Wikidata relays, with what is told of it."""
    records = reading_of(tmp_path, related(references=[REFERENCE])).records
    assert records
    (evidence,) = records.evidence()
    source = records.sources[evidence.cites[0]]
    assert evidence.source == "wikidata"
    assert source.id.startswith("wikidata-reference-example-org-")
    assert (source.title, source.language, source.kind) == ("Relations begin", "en", "work")
    assert (str(source.published), str(source.accessed)) == ("1992-04-11", "2020-02-03")
    assert (source.url, source.archived) == (
        "https://example.org/1992/04", "https://archive.example.org/1",
    )  # fmt: skip
    assert source.note == "stated in United Press (Q4)"


def test_equal_references_are_one_source(tmp_path: Path) -> None:
    """What two statements refer to alike is one source, and two pieces of evidence cite it."""
    records = reading_of(
        tmp_path, related(references=[REFERENCE]),
        back=[statement("P530", "Q1", {}, [REFERENCE, REFERENCE])],
    ).records  # fmt: skip
    assert records
    assert len(records.sources) == 2
    assert len(list(records.evidence())) == 2


def test_a_page_that_was_looked_at_twice_is_one_voice(tmp_path: Path) -> None:
    """The day on which a work was retrieved, and the copy of it, make no second source."""
    later: Snaks = {
        **REFERENCE,
        "P813": day("2021"),
        "P1065": text("https://archive.example.org/2"),
        "P143": "Q3",
    }
    for here, there in ((REFERENCE, later), (later, REFERENCE)):
        records = reading_of(
            tmp_path, related(references=[here, {**here, "P813": day("2019")}]),
            back=[statement("P530", "Q1", {}, [there])],
        ).records  # fmt: skip
        assert records
        (name,) = records.sources.keys() - {"wikidata"}
        source = records.sources[name]
        assert (source.archived, str(source.accessed)) == ("https://archive.example.org/1", "2021")
        assert "imported from allegedly (Q3); also https://archive.example.org/2" in source.note
        evidence = list(records.evidence())
        assert len(evidence) == 2
        assert independent(evidence, records.sources) == 1


@pytest.mark.parametrize(
    ("other", "title_of_it", "published"),
    [
        ({}, "Relations begin", "1992-04-11"),
        ({"P1476": title("Relations begin", "en")}, "Relations begin", "1992-04-11"),
        ({"P1476": title("Ties")}, "allegedly / United Press", "1992-04-11"),
        ({"P248": "Q4", "P577": day("1993")}, "Relations begin", ""),
    ],
)
def test_a_page_is_one_source_whatever_it_is_called(
    other: Snaks, title_of_it: str, published: str, tmp_path: Path
) -> None:
    """An address makes a work; of several titles or days of publication there is none."""
    page: Snaks = {"P248": "Q3", "P854": REFERENCE["P854"], **other}
    for here, there in ((REFERENCE, page), (page, REFERENCE)):
        records = reading_of(
            tmp_path, related(references=[here]), back=[statement("P530", "Q1", {}, [there])]
        ).records
        assert records
        (source,) = (each for name, each in records.sources.items() if name != "wikidata")
        assert (source.title, str(source.published or "")) == (title_of_it, published)
        assert independent(list(records.evidence()), records.sources) == 1


def test_what_one_tells_of_a_page_counts_for_all(tmp_path: Path) -> None:
    """A page that came out before is not cited, though this reference does not say when."""
    page: Snaks = {"P854": REFERENCE["P854"]}
    reading = read(
        tmp_path,
        [
            entity(
                "Q1", "Aland", STATE,
                statements=[
                    related({"P580": day("1990")}, references=[REFERENCE]),
                    statement("P530", "Q3", {"P580": day("1995")}, [page]),
                ],
            ),
            entity("Q2", "Borland", STATE),
            entity("Q3", "Carland", STATE),
        ],
    )  # fmt: skip
    assert reading.records
    cites = {name: fact.stages[0].evidence[0].cites for name, fact in reading.records.facts.items()}
    assert [len(each) for each in cites.values()] == [1, 0]
    assert reading.left_out.count("reference-too-old") == 1


def test_a_wiki_is_no_work(tmp_path: Path) -> None:
    """What was imported from a wiki rests on Wikidata alone, and a note tells the wiki."""
    reading = reading_of(
        tmp_path, related(references=[{"P143": "Q4"}]),
        back=[statement("P530", "Q1", {}, [{"P143": "Q3"}, {"P143": "Q77"}])],
    )  # fmt: skip
    assert reading.records
    assert list(reading.records.sources) == ["wikidata"]
    evidence = list(reading.records.evidence())
    assert independent(evidence, reading.records.sources) == 1
    notes = {each.note.partition("; ")[2] for each in evidence}
    assert notes == {"imported from United Press", "imported from allegedly, Q77"}
    assert reading.left_out.count("reference-without-source") == 0


def test_each_reference_is_evidence(tmp_path: Path) -> None:
    """Two references of a statement are two pieces of evidence, from two originals."""
    other: Snaks = {"P854": text("https://example.net/x")}
    fact = fact_of(tmp_path, related(references=[REFERENCE, other]))
    assert len({each.cites for each in fact.stages[0].evidence}) == 2


@pytest.mark.parametrize(
    ("snaks", "expected"),
    [
        ({"P248": "Q4"}, "United Press"),
        ({"P248": "Q77"}, "Q77"),
        ({"P854": text("https://example.org/x/y")}, "example.org"),
        ({"P1476": title("A title")}, "A title"),
    ],
)
def test_a_work_has_a_title(snaks: Snaks, expected: str, tmp_path: Path) -> None:
    """A source is titled as the reference or the work is, else by where it stands."""
    records = reading_of(tmp_path, related(references=[snaks])).records
    assert records
    assert expected in {each.title for each in records.sources.values()}


@pytest.mark.parametrize(
    "snaks",
    [
        {},
        {"P813": day("2020")},
        {"P854": text("javascript:alert(1)")},
        {"P854": text("not a link")},
        {"P214": text("12345")},
        {"P1476": [title("One"), title("Two")]},
    ],
)
def test_a_reference_without_a_work_is_counted(snaks: Snaks, tmp_path: Path) -> None:
    """Without a work and an address there is nothing to cite, and Wikidata stands alone."""
    reading = reading_of(tmp_path, related(references=[snaks]))
    assert reading.records
    assert list(reading.records.sources) == ["wikidata"]
    assert reading.left_out.count("reference-without-source") == 1


def test_a_reference_is_no_older_than_its_fact(tmp_path: Path) -> None:
    """A work cannot tell of what began after it was published, so it is not cited."""
    for year, count in (("1992-04-12", 1), ("1992-04-11", 2)):
        reading = reading_of(tmp_path, related({"P580": day(year)}, references=[REFERENCE]))
        assert reading.records
        assert len(reading.records.sources) == count


def test_the_day_of_a_reference_counts_for_known_by(tmp_path: Path) -> None:
    """A fact with a dated reference is known since then, one without since the file."""
    records = records_of(
        tmp_path,
        [
            entity("Q1", "Aland", STATE, statements=[related(references=[REFERENCE])]),
            entity("Q2", "Borland", STATE, statements=[statement("P530", "Q3")]),
            entity("Q3", "Carland", STATE),
        ],
    )
    known = Graph(records, core_ontology()).known_by("2000-01-01")
    assert [fact.id for fact in known.facts()] == ["aland-has-diplomatic-relations-with-borland"]


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        (
            {"P580": day("1990"), "P582": day("2001-02")},
            [("in-force", "1990", ""), ("ended", "2001-02", "")],
        ),
        (
            {"P582": day("2001-02")},
            [("in-force", "[..2001-02-28]", ""), ("ended", "2001-02", "")],
        ),
        ({"P580": day("1990"), "P582": day("1992")}, [("in-force", "1990/1992", "")]),
        ({"P580": day("1990"), "P582": SOME}, [("in-force", "1990/", "")]),
        ({"P580": day("1990"), "P582": NONE}, [("in-force", "1990/..", "")]),
    ],
)
def test_no_work_tells_of_what_is_to_come(
    qualifiers: Snaks, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    """A work of 1992 is cited for what began in 1990, and not for its end in 2001."""
    reading = reading_of(tmp_path, related(qualifiers, references=[REFERENCE]))
    assert reading.records
    (fact,) = reading.records.facts.values()
    assert stages(fact) == expected
    begin, *rest = fact.stages
    assert [len(each.cites) for each in begin.evidence] == [1]
    assert [len(each.cites) for stage in rest for each in stage.evidence] == [0] * len(rest)
    assert reading.left_out.count("reference-too-old") == len(rest)
    (known,) = Graph(reading.records, core_ontology()).known_by("1995-01-01").facts()
    assert [each.stage for each in known.stages] == ["in-force"]
    assert "2001" not in str(known.stages[0].date).removeprefix("[..2001-02-28]")


def test_options_default_to_english() -> None:
    """The options of a plain call are those of the command."""
    assert Options() == Options(labels=(), language="en", kinds=None, day=None, source="wikidata")
