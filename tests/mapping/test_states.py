"""Tests of graphkit.mapping.states: the shipped table of states."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from graphkit.identifiers import ENTITY_ID_LENGTH, is_id, slug
from graphkit.mapping.states import read_states
from graphkit.mapping.wording import plain
from graphkit.resources import example_folder
from graphkit.seeds import read_project
from tests.projects import core_ontology

STATES = {state.id: state for state in read_states()}
FORMS = {
    "iso2": "[A-Z]{2}",
    "iso3": "[A-Z]{3}",
    "cow": "[1-9][0-9]{0,2}",
    "cow-abbreviation": "[A-Z]{3}",
    "gw": "[1-9][0-9]{0,2}",
}


def test_rows_are_sorted_and_told_once() -> None:
    """Each state has one row, found by an id made of its name."""
    assert list(STATES) == sorted(STATES)
    assert len(STATES) == len(read_states()) > 200
    for state in STATES.values():
        assert is_id(state.id, ENTITY_ID_LENGTH)
        assert state.id == slug(state.name)


def test_no_name_and_no_code_stands_for_two() -> None:
    """Whatever a cell holds names one state of the table at most."""
    names = Counter(
        plain(name) for state in STATES.values() for name in (state.name, *state.aliases)
    )
    codes = Counter(code for state in STATES.values() for code in state.codes)
    assert [name for name, count in (names + Counter()).items() if count > 1] == []
    assert [code for code, count in codes.items() if count > 1] == []


def test_codes_have_their_form() -> None:
    """Codes look as their lists write them, and the years are intervals in order."""
    for state in STATES.values():
        for naming, code in state.codes:
            assert re.fullmatch(FORMS[naming], code), state
        assert bool(state.code("cow")) == bool(state.code("cow-abbreviation"))
        assert bool(state.cow_years) == bool(state.code("cow"))
        years = "/".join(state.cow_years)
        assert re.fullmatch(r"([0-9]{4}/([0-9]{4}|\.\.)/?)*", years)
        assert years.rstrip("/.").split("/") == sorted(years.rstrip("/.").split("/"))


@pytest.mark.parametrize(
    ("identifier", "codes"),
    [
        ("united-states", "US USA 2 USA 2"),
        ("united-kingdom", "GB GBR 200 UKG 200"),
        ("germany", "DE DEU 255 GMY 255 260"),
        ("west-germany", "260 GFR"),
        ("yemen", "YE YEM 679 YEM 678"),
        ("north-yemen", "678 YAR"),
        ("vietnam", "VN VNM 816 DRV 816"),
        ("serbia", "RS SRB 340"),
        ("yugoslavia", "YUG 345 YUG 345"),
        ("kosovo", "347 KOS 347"),
        ("palestine", "PS PSE"),
        ("vatican-city", "VA VAT"),
        ("papal-states", "327 PAP 327"),
    ],
)
def test_where_lists_differ(identifier: str, codes: str) -> None:
    """The codes of states that the lists cut differently, and of some others."""
    assert " ".join(code for _, code in STATES[identifier].codes) == codes


def test_shipped_states_are_in_the_table() -> None:
    """The example project has the ids and the ISO codes of the table."""
    entities = read_project(example_folder(), core_ontology()).records.entities.values()
    states = [entity for entity in entities if entity.kind == "state"]
    assert len(states) > 10
    for entity in states:
        assert entity.name == STATES[entity.id].name
        assert not entity.ids or dict(entity.ids) == {
            "iso3166-1-alpha-3": STATES[entity.id].code("iso3")
        }
