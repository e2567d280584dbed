"""Entities of Wikidata as a project."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.checks import check_records
from graphkit.errors import BadData, GraphkitError
from graphkit.importers.wikidata import Options, WikidataReading, read_wikidata
from graphkit.importers.wikidata import project as wikidata_project
from graphkit.importers.wikidata.project import NothingTaken, new_wikidata_project
from graphkit.importers.wikidata.terms import REASONS
from graphkit.model import Records
from graphkit.problems import Place, Problem
from graphkit.seeds import read_project
from tests.importers.wikidata_samples import (
    BODY,
    HUMAN,
    NONE,
    OFFICE,
    SMALL,
    SOME,
    STATE,
    TREATY,
    Json,
    day,
    entity,
    item,
    lines,
    point,
    snak,
    statement,
    text,
    write,
)
from tests.projects import core_ontology


def read(folder: Path, entities: Sequence[Json], **options: object) -> WikidataReading:
    """What is read of entities."""
    path = write(folder / "sample.json", entities)
    return read_wikidata([path], core_ontology(), Options(**options))  # type: ignore[arg-type] # as given


def records_of(folder: Path, entities: Sequence[Json], **options: object) -> Records:
    """The records that entities give, which `graphkit check` finds no error in."""
    records = read(folder, entities, **options).records
    assert records
    errors = [each for each in check_records(records, core_ontology()) if each.is_error]
    assert errors == []
    return records


def reasons(reading: WikidataReading) -> set[str]:
    """Why something was left out or told less."""
    return {reason.code for reason in reading.left_out.reasons()}


# ------------------------------------------------------------------------ what is taken


def test_each_statement_is_a_fact(tmp_path: Path) -> None:
    """Relations, heads, offices, signatures and memberships become facts of their relation."""
    facts = records_of(tmp_path, SMALL).facts
    told = {
        name: [(stage.stage, str(stage.date or stage.attested or "")) for stage in fact.stages]
        for name, fact in facts.items()
    }
    assert told == {
        "aland-has-diplomatic-relations-with-borland": [("in-force", "1992-04-10")],
        "aland-member-of-union-of-lands": [("in-force", "1993")],
        "aland-signed-treaty-of-port": [("occurred", "1995-05-05")],
        "ann-abel-head-of-state-aland": [("in-force", "2019/2024-06")],
        "ann-abel-held-office-aland-minister": [("in-force", "2010")],
        "ann-abel-signed-treaty-of-port": [("occurred", "")],
        "ben-bell-head-of-government-aland": [("in-force", "2021-03-01/..")],
        "ben-bell-held-office-aland-minister": [("in-force", "2009")],
    }


def test_states_have_codes_and_places(tmp_path: Path) -> None:
    """A state has its ISO codes, its place and its item, and the reference they were read from."""
    state = records_of(tmp_path, SMALL).entities["aland"]
    assert dict(state.ids) == {
        "iso3166-1-alpha-2": "AL",
        "iso3166-1-alpha-3": "ALD",
        "iso3166-1-numeric": "998",
        "wikidata": "Q100",
    }
    assert state.location == (Decimal("60.25"), Decimal(20))
    assert state.aliases == ("Republic of Aland",)
    assert state.checked == "Wikidata, as edited on 2025-10-31"


def test_wikidata_is_the_source(tmp_path: Path) -> None:
    """All evidence is Wikidata's, public since the last edit, and each names its statement."""
    records = records_of(tmp_path, SMALL)
    wikidata = records.sources["wikidata"]
    assert str(wikidata.published) == "2025-10-31"
    assert records.info.as_of == dt.date(2025, 10, 31)
    assert {each.source for each in records.evidence()} == {"wikidata"}
    assert all(each.note.startswith("statement Q") for each in records.evidence())


def test_the_project_reads_back_equal(tmp_path: Path) -> None:
    """The seed files that are written hold the records that were read, and have no problem."""
    path, folder = write(tmp_path / "small.json"), tmp_path / "project"
    reading = new_wikidata_project([path], folder)
    again = read_project(folder, core_ontology())
    assert again.problems == ()
    assert again.records == reading.records


def test_counts_add_up(tmp_path: Path) -> None:
    """Each statement that a rule is for is taken or left out."""
    reading = read(tmp_path, SMALL)
    assert (reading.statements, reading.taken) == (10, 9)
    assert reasons(reading) == {"unknown-value"}


@given(st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_the_order_of_lines_means_nothing(tmp_path: Path, random: Random) -> None:
    """Entities in another order give the same records."""
    mixed = list(SMALL)
    random.shuffle(mixed)
    assert read(tmp_path, mixed).records == read(tmp_path, SMALL).records


def test_several_files_are_one(tmp_path: Path) -> None:
    """Entities in several files give what they give in one."""
    paths = [write(tmp_path / f"{number}", SMALL[number::3]) for number in range(3)]
    joined = read_wikidata(paths, core_ontology())
    assert joined.records == read(tmp_path, SMALL).records


# ------------------------------------------------------------------------ what is left out

ALAND, BORLAND, ANN, OFFICE_OF_ALAND = SMALL[0], SMALL[1], SMALL[2], SMALL[4]
PEOPLE = (ANN, SMALL[3])


def states(*statements: Json, **fields: object) -> list[Json]:
    """The state Q1 with these statements, beside the others."""
    return [entity("Q1", "Carland", STATE, statements=statements, **fields), *SMALL]


#: What leaves something out, by the code of the reason.
LEFT_OUT: dict[str, list[Json]] = {
    "bad-statement": states(statement("P530", text("Borland"))),
    "bad-date": states(statement("P530", "Q200", {"P580": day("1992-02-31")})),
    "bad-coordinates": states(
        statement("P530", "Q200"), statement("P625", point(1, 2)), statement("P625", point(3, 4))
    ),
    "deprecated-beside-others": states(
        statement("P530", "Q200"), statement("P530", "Q200", rank="deprecated")
    ),
    "end-to-come": states(statement("P35", "Q300", {"P580": day("2024"), "P582": day("2029")})),
    "ends-before-it-begins": states(
        statement("P35", "Q300", {"P580": day("2024"), "P582": day("2019")})
    ),
    "no-class": [*states(statement("P530", "Q2")), entity("Q2", "Dorland")],
    "no-name": [*states(statement("P530", "Q2")), entity("Q2", {}, STATE)],
    "no-state-of-office": [
        *SMALL,
        entity("Q2", "Cid", HUMAN, statements=[statement("P39", "Q3")]),
        entity("Q3", "captain", OFFICE),
    ],
    "no-value": states(statement("P530", NONE)),
    "not-in-file": states(statement("P530", "Q2")),
    "not-yet-begun": states(statement("P35", "Q300", {"P580": day("2026-01-20")})),
    "other-qualifier": states(statement("P530", "Q200", {"P531": "Q2"})),
    "reference-too-old": states(
        statement("P530", "Q200", {"P580": day("1992")}, [{"P248": "Q900", "P577": day("1980")}])
    ),
    "reference-without-source": states(statement("P530", "Q200", {}, [{"P813": day("2020")}])),
    "repeated-item": [*SMALL, ALAND],
    "repeated-statement": states(
        {"id": "Q1$1", **statement("P530", "Q200")},
        {"id": "Q1$1", **statement("P35", "Q300", {"P580": day("2001")})},
    ),
    "same-on-both-ends": states(statement("P530", "Q1")),
    "several-dates": states(statement("P530", "Q200", {"P580": [day("1992"), day("2001")]})),
    "several-kinds": [*states(statement("P530", "Q2")), entity("Q2", "Dorland", STATE, BODY)],
    "several-states": [
        *SMALL,
        entity("Q2", "Cid", HUMAN, statements=[statement("P39", "Q3")]),
        entity(
            "Q3", "king", OFFICE,
            statements=[statement("P1001", "Q100"), statement("P1001", "Q200")],
        ),
    ],
    "unfit-kinds": states(statement("P530", "Q500")),
    "unknown-class": [*states(statement("P530", "Q2")), entity("Q2", "Dorland", "Q515")],
    "unknown-value": states(statement("P530", SOME)),
}  # fmt: skip


def test_every_reason_has_a_sample() -> None:
    """Each reason is one that entities here, or in the tests of lines and projects, give."""
    assert REASONS.keys() == LEFT_OUT.keys() | {"bad-line", "known-already"}


@pytest.mark.parametrize("code", LEFT_OUT)
def test_what_is_left_out_is_counted(code: str, tmp_path: Path) -> None:
    """Each sample gives its reason, with the file and line where it is met."""
    reading = read(tmp_path, LEFT_OUT[code])
    assert code in reasons(reading)
    assert all(
        sample.startswith("sample.json:")
        for reason in reading.left_out.reasons()
        for sample in reason.samples
    )
    records_of(tmp_path, LEFT_OUT[code])


KEEPS_THE_FACT = {
    "bad-date", "bad-coordinates", "deprecated-beside-others", "end-to-come", "other-qualifier",
    "reference-too-old", "reference-without-source", "repeated-statement",
}  # fmt: skip


@pytest.mark.parametrize("code", LEFT_OUT)
def test_only_what_is_said_is_lost(code: str, tmp_path: Path) -> None:
    """A statement that cannot be told is left out; one that can is told without the rest."""
    before = records_of(tmp_path, SMALL).facts.keys()
    after = records_of(tmp_path, LEFT_OUT[code]).facts.keys()
    assert before <= after
    assert len(after - before) == (code in KEEPS_THE_FACT)


def test_unknown_classes_are_counted_by_class(tmp_path: Path) -> None:
    """Items of classes of no kind are counted by these, whichever end they are."""
    entities = [
        *SMALL,
        entity("Q2", "Port", "Q515", statements=[statement("P6", "Q300")]),
        entity("Q3", "Bay", "Q515", statements=[statement("P6", "Q300")]),
        entity("Q4", "Reef", "Q23442", statements=[statement("P35", "Q300")]),
    ]
    found = [each for each in read(tmp_path, entities).left_out.reasons() if each.detail]
    classes = {each.detail: each.count for each in found if each.code == "unknown-class"}
    assert classes == {"Q515": 2, "Q23442": 1}


def test_states_unknown_to_an_office_are_looked_up(tmp_path: Path) -> None:
    """The state of an office is found, though no statement names it and it stands first."""
    entities = [
        entity("Q1", "Carland", STATE),
        entity("Q2", "Cid", HUMAN, statements=[statement("P39", "Q3")]),
        entity("Q3", "president", OFFICE, statements=[statement("P1001", "Q1")]),
    ]
    assert list(records_of(tmp_path, entities).facts) == ["cid-held-office-carland-president"]


def test_a_statement_may_tell_its_own_state(tmp_path: Path) -> None:
    """A qualifier tells of which state an office is before the office does."""
    entities = [
        *SMALL,
        entity("Q2", "Cid", HUMAN, statements=[statement("P39", "Q400", {"P642": "Q200"})]),
    ]
    assert "cid-held-office-borland-minister-of-aland" in records_of(tmp_path, entities).facts


def test_a_place_below_the_state_is_not_passed_over(tmp_path: Path) -> None:
    """An office that applies to a city is not made one of the country it lies in."""
    entities = [
        *SMALL,
        entity("Q2", "Cid", HUMAN, statements=[statement("P39", "Q3")]),
        entity(
            "Q3", "mayor", OFFICE, statements=[statement("P1001", "Q4"), statement("P17", "Q100")]
        ),
        entity("Q4", "Port", "Q515"),
    ]  # fmt: skip
    reading = read(tmp_path, entities)
    assert "no-state-of-office" in reasons(reading)
    assert reading.records == read(tmp_path, SMALL).records


def test_an_unknown_place_is_a_place(tmp_path: Path) -> None:
    """An office that applies to an unnamed place is not made one of the country either."""
    told = [statement("P1001", SOME), statement("P17", "Q100")]
    entities = [
        *SMALL,
        entity("Q2", "Cid", HUMAN, statements=[statement("P39", "Q3")]),
        entity("Q3", "elder", OFFICE, statements=told),
    ]
    assert "no-state-of-office" in reasons(read(tmp_path, entities))


@pytest.mark.parametrize(
    ("ranks", "code"),
    [
        (("normal", "normal"), ""),
        (("preferred", "normal"), "CA"),
        (("normal", "deprecated"), "CA"),
        (("deprecated", "deprecated"), ""),
    ],
)
def test_the_best_rank_counts(ranks: tuple[str, str], code: str, tmp_path: Path) -> None:
    """Of several codes the preferred one counts, else the only one that is not deprecated."""
    codes = [statement("P297", text(each), rank=rank) for each, rank in
             zip(("CA", "CB"), ranks, strict=True)]  # fmt: skip
    state = records_of(tmp_path, states(statement("P530", "Q200"), *codes)).entities["carland"]
    assert dict(state.ids).get("iso3166-1-alpha-2", "") == code


def test_deprecated_classes_count_for_nothing(tmp_path: Path) -> None:
    """A class that an item is no longer said to be of does not make it of several kinds."""
    entities = states(statement("P530", "Q200"), statement("P31", BODY, rank="deprecated"))
    assert records_of(tmp_path, entities).entities["carland"].kind == "state"


def test_places_are_on_the_earth(tmp_path: Path) -> None:
    """Coordinates on another globe are counted and not taken."""
    reading = read(
        tmp_path, states(statement("P530", "Q200"), statement("P625", point(1, 2, "Q405")))
    )
    assert reading.records
    assert reading.records.entities["carland"].location is None
    assert "bad-coordinates" in reasons(reading)


def test_old_files_give_numbers_of_items(tmp_path: Path) -> None:
    """An item that is told by its number alone is read as by its id."""
    old = json.loads(re.sub(r', "id": "Q[0-9]+"(?=})', "", json.dumps(SMALL)))
    assert old != list(SMALL)
    assert read(tmp_path, old).records == read(tmp_path, SMALL).records


def test_symmetric_facts_go_by_the_alphabet(tmp_path: Path) -> None:
    """Whoever says so, and whatever the numbers: the state whose id comes first is the subject."""
    for one, other in (("Q1", "Q2"), ("Q2", "Q1"), ("Q9", "Q10"), ("Q10", "Q9")):
        entities = [
            entity(one, "Zedland", STATE, statements=[statement("P530", other)]),
            entity(other, "Aland", STATE, statements=[statement("P530", one)]),
        ]
        facts = records_of(tmp_path, entities).facts
        assert list(facts) == ["aland-has-diplomatic-relations-with-zedland"]


# ------------------------------------------------------------------------ options


def test_the_first_name_counts(tmp_path: Path) -> None:
    """An item in several files is called as in the first of them."""
    labels = write(tmp_path / "labels.json", [entity("Q200", "Other", STATE)])
    assert records_of(tmp_path, SMALL, labels=(labels,)) == records_of(tmp_path, SMALL)


def test_labels_name_and_make_no_facts(tmp_path: Path) -> None:
    """A second file gives names to what the first one mentions, and none of its statements."""
    labels = write(tmp_path / "labels.json", SMALL[1:])
    only = records_of(tmp_path, [ALAND], labels=(labels,))
    assert sorted(only.facts) == [
        "aland-has-diplomatic-relations-with-borland",
        "aland-member-of-union-of-lands",
        "ann-abel-head-of-state-aland",
        "ben-bell-head-of-government-aland",
    ]
    assert len(list(only.evidence())) == 4


def test_bad_lines_of_labels_are_counted(tmp_path: Path) -> None:
    """A bad line is counted once, in whichever file it stands."""
    bad = tmp_path / "labels.json"
    bad.write_text(lines(SMALL[1:]) + "{\n")
    path = tmp_path / "sample.json"
    path.write_text(lines(SMALL[:1]) + "{\n")
    reading = read_wikidata([path], core_ontology(), Options(labels=(bad,)))
    assert reading.left_out.count("bad-line") == 2


@pytest.mark.parametrize(
    ("labels", "language", "name"),
    [
        ({"en": "Carland", "de": "Karland"}, "en", "Carland"),
        ({"en": "Carland", "de": "Karland"}, "de", "Karland"),
        ({"en": "Carland", "mul": "Karland"}, "fr", "Karland"),
        ({"it": "Carlanda", "de": "Karland"}, "en", "Karland"),
        ({"en": " Car\u200fland\n", "de": "Karland"}, "en", "Carland"),
        ({"en": "\u200f", "mul": "Karland"}, "en", "Karland"),
        ({"en": "\ud800", "de": "Karland"}, "en", "Karland"),
    ],
)
def test_names_are_of_the_language(
    labels: dict[str, str], language: str, name: str, tmp_path: Path
) -> None:
    """A name is in the language, else the one for all languages, else the first there is."""
    made = entity("Q1", labels, STATE, statements=[statement("P530", "Q2")])
    path = tmp_path / "sample.json"
    path.write_text(json.dumps(made) + "\n" + lines([entity("Q2", "Dorland", STATE)]))
    records = read_wikidata([path], core_ontology(), Options(language=language)).records
    assert records
    assert {each.name for each in records.entities.values()} == {name, "Dorland"}


def test_kinds_can_be_given(tmp_path: Path) -> None:
    """A class, or one item, is of a kind if the user says so."""
    entities = [*states(statement("P530", "Q2")), entity("Q2", "Dorland", "Q7777")]
    for name in ("Q7777", "Q2"):
        records = records_of(tmp_path, entities, kinds={name: "state"})
        assert "carland-has-diplomatic-relations-with-dorland" in records.facts


def test_the_day_can_be_given(tmp_path: Path) -> None:
    """The day of the files decides what has begun, and is that of source and view."""
    entities = states(statement("P35", "Q300", {"P580": day("2026-01-20")}))
    records = records_of(tmp_path, entities, day=dt.date(2026, 2, 1))
    assert "ann-abel-head-of-state-carland" in records.facts
    assert str(records.sources["wikidata"].published) == "2026-02-01"


@pytest.mark.parametrize("edited", [None, "", "yesterday", "2025-13-40T00:00:00Z"])
def test_a_file_without_a_day_needs_one(edited: str | None, tmp_path: Path) -> None:
    """No day is invented: without that of an edit, the user has to name it."""
    entities = [{**each, "modified": edited} for each in SMALL]
    with pytest.raises(GraphkitError, match="--day"):
        read(tmp_path, entities)
    records_of(tmp_path, entities, day=dt.date(2025, 1, 1))


# ------------------------------------------------------------------------ ids


def test_states_keep_their_names(tmp_path: Path) -> None:
    """Of several entities of one name a state gets the plain id, the others add their item."""
    entities = [
        entity("Q9", "Georgia", STATE, statements=[statement("P463", "Q1")]),
        entity("Q1", "Georgia", BODY, statements=[statement("P463", "Q2")]),
        entity("Q2", "Georgia", BODY),
    ]
    found = {each.id: dict(each.ids)["wikidata"] for each in
             records_of(tmp_path, entities).entities.values()}  # fmt: skip
    assert found == {"georgia": "Q9", "georgia-q1": "Q1", "georgia-q2": "Q2"}


def test_names_in_other_letters_give_ids(tmp_path: Path) -> None:
    """Names without Latin letters, and very long ones, give ids that the reader takes."""
    entities = [
        entity("Q1", "Қазақстан", STATE, statements=[statement("P530", "Q2")]),
        entity("Q2", "very " * 30 + "long", STATE, statements=[statement("P530", "Q3")]),
        entity("Q3", "very " * 31 + "long", STATE, statements=[statement("P530", "Q4")]),
        entity("Q4", "Q1", STATE),
    ]
    ids = records_of(tmp_path, entities).entities.keys()
    assert len(ids) == 4
    assert "q1" in ids
    assert all(len(each) <= 64 for each in ids)


def test_roles_in_other_letters_stay_apart(tmp_path: Path) -> None:
    """Two offices whose names give no id are two facts."""
    office = [statement("P1001", "Q100")]
    entities = [
        *SMALL,
        entity("Q1", "Министр", OFFICE, statements=office),
        entity("Q2", "Посол", OFFICE, statements=office),
        entity("Q3", "Cid", HUMAN, statements=[statement("P39", "Q1"), statement("P39", "Q2")]),
    ]
    facts = records_of(tmp_path, entities).facts
    found = [each for each in facts.values() if each.subject == "cid"]
    assert {each.role for each in found} == {"Министр", "Посол"}
    assert len({each.id for each in found}) == 2


# ------------------------------------------------------------------------ hostile files

_JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5),
        st.sampled_from(["Q1", "Q100", "P31", "value", "somevalue", "en", "preferred"]),
        st.sampled_from([item("Q100"), day("1992"), text("x"), snak("P580", day("1992"))]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner,
                                                                 max_size=3),
    max_leaves=6,
)  # fmt: skip


def _places(part: Any, above: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:  # noqa: ANN401 - any JSON
    """Yield the way to each part of JSON."""
    yield above
    if isinstance(part, dict | list):
        for key in part if isinstance(part, dict) else range(len(part)):
            yield from _places(part[key], (*above, key))


@given(st.data())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=150,
)
def test_anything_may_stand_anywhere(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever stands in place of a part, what is read has no error and reads back equal."""
    entities = json.loads(json.dumps(SMALL))
    for _ in range(data.draw(st.integers(1, 4))):
        places = [place for place in _places(entities) if place]
        *steps, last = places[data.draw(st.integers(0, len(places) - 1))]
        part = entities
        for step in steps:
            part = part[step]
        part[last] = json.loads(json.dumps(data.draw(_JSON)))  # a copy: it may be changed next
    path = tmp_path / "sample.json"
    path.write_text("".join(json.dumps(each) + "\n" for each in entities))
    options = Options(day=dt.date(2025, 10, 31))
    records = read_wikidata([path], core_ontology(), options).records
    if records:
        found = check_records(records, core_ontology())
        assert not [each for each in found if each.is_error]


def test_no_project_with_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `graphkit check` would refuse is not written, should it ever come about."""
    found = Problem(Place("x"), "unknown-entity", "there is none", "mend it")
    monkeypatch.setattr(wikidata_project, "check_records", lambda *_: [found])
    with pytest.raises(BadData):
        new_wikidata_project([write(tmp_path / "small.json")], tmp_path / "project")
    assert not (tmp_path / "project").exists()


def test_treaties_alone_give_nothing(tmp_path: Path) -> None:
    """Files without both ends of any statement give no project, and say what is missing."""
    treaty = entity("Q1", "Treaty", TREATY, statements=[statement("P1891", "Q2")])
    path = write(tmp_path / "one.json", [treaty])
    with pytest.raises(NothingTaken, match=r"one\.json gave no fact") as caught:
        new_wikidata_project([path], tmp_path / "project")
    assert reasons(caught.value.reading) == {"not-in-file"}
    assert not (tmp_path / "project").exists()
