"""Tests of graphkit.mapping.resolver: what a cell names."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.identifiers import is_id
from graphkit.mapping import End, Found, Mapping, RelationRule, Resolver, Row
from graphkit.model import Entity, Source
from tests.projects import core_ontology

ISO3 = "iso3166-1-alpha-3"
KNOWN = (
    Entity(id="the-uk", kind="state", name="Britain", ids=((ISO3, "GBR"),), checked="ISO"),
    Entity(id="soviet-union", kind="state", name="USSR", aliases=("Moscow",)),
    Entity(id="georgia", kind="place", name="Georgia (state of the US)"),
    Entity(id="moscow", kind="place", name="Moscow City", aliases=("Moscow",)),
    Entity(id="trump", kind="person", name="Donald Trump", aliases=("President Trump",)),
    Entity(id="envoy", kind="person", name="Envoy (France)"),
    Entity(id="bush-41", kind="person", name="Bush", ids=(("archigos", "B41"),), checked="it"),
    Entity(id="cowland", kind="state", name="Cowland", ids=(("cow", "999"),), checked="it"),
)


def resolver(*ends: End, known: Iterable[Entity] = KNOWN) -> Resolver:
    """Return what finds the entities of a mapping with these ends."""
    rows = tuple(Row(end, end, RelationRule(word="met")) for end in ends)
    mapping = Mapping(title="A table", rows=rows, source=Source(id="a"))
    return Resolver(mapping, core_ontology(), {each.id: each for each in known})


RESOLVER = resolver()


def name_of(named: str, cell: str, kind: str = "") -> str:
    """Return the id that a cell names, ``new`` for a new entity, ``none`` for nothing."""
    found = RESOLVER.end(End("a", named, kind), cell)
    return (found.id or "new") if found else "none"


@pytest.mark.parametrize(
    ("named", "cell", "expected"),
    [
        ("name", "Donald Trump", "trump"),
        ("name", " donald\u00a0 TRUMP", "trump"),
        ("name", "President Trump", "trump"),
        ("name", "Trump", "none"),
        ("name", "France", "france"),
        ("name", "Czech Republic", "czechia"),
        ("name", "Britain", "the-uk"),
        ("name", "United Kingdom", "the-uk"),
        ("name", "Georgia", "georgia-2"),
        ("name", "Moscow", "none"),
        ("name", "USSR", "soviet-union"),
        ("name", "Soviet Union", "soviet-union"),
        ("name", "Bavaria", "none"),
        ("id", "trump", "trump"),
        ("id", "france", "france"),
        ("id", "united-kingdom", "none"),
        ("id", "Trump", "none"),
        ("iso2", "fr", "france"),
        ("iso2", "FRA", "none"),
        ("iso3", "FRA", "france"),
        ("iso3", "GBR", "the-uk"),
        ("iso2", "GB", "the-uk"),
        ("cow", "220", "france"),
        ("cow", "002", "united-states"),
        ("cow", "999", "cowland"),
        ("cow", "2.0", "none"),
        ("cow", "", "none"),
        ("cow-abbreviation", "FRN", "france"),
        ("cow", "260", "west-germany"),
        ("gw", "260", "germany"),
        ("office", "Envoy (France)", "envoy"),
        ("office", "Holy See (Vatican City State)", "vatican-city"),
        ("office", "Envoy (Spain)", "none"),
    ],
)
def test_what_is_known(named: str, cell: str, expected: str) -> None:
    """Known entities go before states, names before aliases; nothing is nearly named."""
    assert name_of(named, cell) == expected


def test_kind_makes_new_ones() -> None:
    """A kind makes an entity of a name that is unknown, and none of one that two things have."""
    assert name_of("name", "Trump", "person") == "new"
    assert name_of("name", "Moscow", "group") == "none"
    assert name_of("name", "France", "group") == "france"


@pytest.mark.parametrize(
    ("cell", "state", "office"),
    [
        ("Envoy (Spain)", "spain", "Envoy"),
        ("Legislator (Govt) (South Korea)", "south-korea", "Legislator (Govt)"),
        ("Priest (Holy See (Vatican City State))", "vatican-city", "Priest"),
        ("Envoy (Britain)", "the-uk", "Envoy"),
        ("Envoy (Georgia)", "georgia-2", "Envoy"),
        ("Envoy (Taliban)", "", ""),
        ("Mayor (Moscow City)", "", ""),
        ("Envoy", "", ""),
        ("Envoy (France)", "france", "Envoy"),
        ("France", "", ""),
    ],
)  # fmt: skip
def test_office(cell: str, state: str, office: str) -> None:
    """The last bracket gives the state if it names one, and nothing else does."""
    found = RESOLVER.end(End("a", "office", "group"), cell)
    assert found is not None
    assert (found.state, found.office) == (state, office)
    assert found.name == cell


def test_country() -> None:
    """A column of countries says whom the source counts an actor to, before the brackets do."""
    end = End("a", "office", "group", country="b")
    plain, other, same = (
        RESOLVER.end(end, cell, country)
        for cell, country in (
            ("Rebels", "Spain"),
            ("Envoy (France)", "Spain"),
            ("Envoy (Spain)", "Spain"),
        )
    )
    assert plain and other and same  # noqa: PT018 - all three are found
    assert (plain.state, plain.office) == ("spain", "")
    assert (other.state, other.office) == ("spain", "")
    assert (same.state, same.office) == ("spain", "Envoy")
    itself = RESOLVER.end(end, "Spain", "Spain")
    assert itself is not None
    assert itself.state == ""
    coded = RESOLVER.end(End("a", "name", "group", "b", "cow"), "Rebels", "230")
    assert coded is not None
    assert coded.state == "spain"
    unknown = RESOLVER.end(end, "Envoy (Spain)", "Atlantis")
    assert unknown is not None
    assert (unknown.state, unknown.office) == ("spain", "Envoy")


def test_key() -> None:
    """With a key, a name alone is nobody known, and two keys of one name are two entities."""
    end = End("leader", "name", "person", key="leadid")
    found = resolver(end)
    bush, other, again = (found.end(end, "Bush", key=key) for key in ("b41", "B43", "B43"))
    assert bush and other and again  # noqa: PT018 - all three are found
    assert bush.id == "bush-41"
    assert other.id == ""
    assert other.key == again.key
    renamed = found.end(end, "W. Bush", key="B43")
    assert renamed is not None
    assert renamed.key == other.key
    made = found.entities([renamed, other])
    assert [(each.name, each.aliases) for each in made.values()] == [("Bush", ("W. Bush",))]


def test_state_of_an_id() -> None:
    """A state that an actor is counted to can be had as an entity of its own."""
    assert RESOLVER.state("spain") == Found("spain", "spain", "state", "Spain")
    assert RESOLVER.state("the-uk") == Found("the-uk", "the-uk", "state", "Britain")
    assert RESOLVER.state("georgia-2").name == "Georgia"


def test_entities() -> None:
    """Records are made of what is new, of states in the table and of those they belong to."""
    end = End("a", "office", "group")
    cells = ["Envoy (Spain)", "envoy (spain)", "France", "Donald Trump", "Georgia", "Soviet union"]
    found = [each for cell in cells if (each := RESOLVER.end(end, cell))]
    made = RESOLVER.entities(found)
    assert {each.id: (each.kind, each.name) for each in made.values()} == {
        "envoy-spain": ("group", "Envoy (Spain)"),
        "france": ("state", "France"),
        "georgia-2": ("state", "Georgia"),
        "spain": ("state", "Spain"),
    }
    assert made["envoy-spain"].aliases == ()
    assert list(made) == sorted(made)
    assert made["france"].ids == ((ISO3, "FRA"),)
    assert made["france"].checked
    ids = RESOLVER.assign(found)
    assert ids["trump"] == "trump"
    assert ids["group:envoy (spain)"] == "envoy-spain"
    taken = RESOLVER.assign(found, ["envoy-spain"])
    assert taken["group:envoy (spain)"] == "envoy-spain-2"


def test_the_entities_of_one_table_are_those_of_the_next() -> None:
    """What cells in two spellings made is met by both of them when the next table comes."""
    end = End("a", "name", "group")
    cells = ["JANE  DOE", "Jane Doe", "jane doe"]
    made = RESOLVER.entities([found for cell in cells if (found := RESOLVER.end(end, cell))])
    assert list(made) == ["jane-doe"]
    again = resolver(end, known=made.values())
    known = {found.id for cell in cells if (found := again.end(end, cell))}
    assert known == {"jane-doe"}


def test_states_of_the_past_have_no_code_of_today() -> None:
    """A state without a code in ISO 3166-1 gets none of those that were withdrawn."""
    found = RESOLVER.end(End("a", "cow"), "345")
    assert found is not None
    (made,) = RESOLVER.entities([found]).values()
    assert (made.id, made.ids, made.checked) == ("yugoslavia", (), "")


@given(
    st.lists(st.sampled_from(["A", "a", "A.", "Spain", "A (Spain)", "é", "E", "France"])),
    st.randoms(use_true_random=False),
)
def test_order_means_nothing(cells: list[str], chance: random.Random) -> None:
    """The ids and the records are the same whatever order the cells come in."""
    end = End("a", "office", "group")
    found = [each for cell in cells if (each := RESOLVER.end(end, cell))]
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert RESOLVER.assign(found) == RESOLVER.assign(shuffled)
    assert RESOLVER.entities(found) == RESOLVER.entities(shuffled)
    ids = RESOLVER.assign(found)
    assert len(set(ids.values())) == len(ids) == len({each.key for each in found})
    assert all(is_id(each) for each in ids.values())
