"""Tests of finding what a reader means by a word."""

from __future__ import annotations

import pytest

from graphkit.errors import GraphkitError
from graphkit.model import Entity
from graphkit.reading.finding import find_entity, find_relation
from tests.samples import graph_of, ontology

GRAPH = graph_of(
    [],
    [
        Entity(id="abraham-accords", kind="treaty", name="Abraham Accords", short="Accords"),
        Entity(id="israel", kind="state", name="Israel", aliases=("Jewish state",)),
        Entity(id="georgia", kind="state", name="Georgia"),
        Entity(id="georgia-us", kind="place", name="Georgia", aliases=("Peach State",)),
    ],
)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("abraham-accords", "abraham-accords"),
        ("Accords", "abraham-accords"),
        ("abraham ACCORDS", "abraham-accords"),
        ("jewish state", "israel"),
        ("georgia", "georgia"),
        ("peach state", "georgia-us"),
    ],
)
def test_entity(text: str, entity: str) -> None:
    """An id as written comes first; a name, short name or alias is found in any case."""
    assert find_entity(GRAPH, text).id == entity


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Georgia", "may be georgia or georgia-us: give one of these ids"),
        ("Isreal", 'did you mean "Israel"?'),
        ("ISREAL", 'did you mean "israel"?'),
        ("zzz", "give the id, the name or an alias"),
        ("", "no entity is called"),
    ],
)
def test_no_entity(text: str, words: str) -> None:
    """A word for several or for none is one line with the next step."""
    with pytest.raises(GraphkitError) as caught:
        find_entity(GRAPH, text)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("joined", "joined"),
        ("heldOffice", "heldOffice"),
        ("held office", "heldOffice"),
        ("held-office", "heldOffice"),
        ("Diplomatic Relations", "hasDiplomaticRelationsWith"),
    ],
)
def test_relation(text: str, name: str) -> None:
    """A relation is found by its name in either form, or by its label."""
    assert find_relation(ontology(), text).name == name


def test_no_relation() -> None:
    """A relation that is none gets the nearest one, or the whole list."""
    with pytest.raises(GraphkitError, match='did you mean "joined"'):
        find_relation(ontology(), "joind")
    with pytest.raises(GraphkitError, match="the relations are recognized, "):
        find_relation(ontology(), "zzz")
