"""Tests of graphkit.ontology.event_codes: the list of codes, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import BrokenOntology
from graphkit.ontology import read_ontology
from graphkit.ontology.event_codes import EventCode, read_event_codes
from graphkit.resources import ontology_folder
from tests.projects import core_ontology

HEAD = """\
@prefix c: <https://example.org/codes#> .
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
c:scheme a skos:ConceptScheme ; skos:notation "cameo" .
c:04 a skos:Concept ; skos:inScheme c:scheme ; skos:notation "04" ; skos:prefLabel "Consult"@en ;
    gk:eventRelation gk:consulted .
"""
VISIT = """\
c:043 a skos:Concept ; skos:inScheme c:scheme ; skos:broader c:04 ; skos:notation "043" ;
    skos:prefLabel "Host a visit"@en ; skos:altLabel "host"@en ;
    gk:eventRelationReversed gk:visited .
"""


def read(folder: Path, text: str) -> list[EventCode]:
    """Return the codes of a text."""
    path = folder / "codes.ttl"
    path.write_text(text, encoding="utf-8")
    return list(read_event_codes(path))


def test_codes(tmp_path: Path) -> None:
    """A code has the relation of its root, and more special ones of its own."""
    root, visit = read(tmp_path, HEAD + VISIT)
    assert root == EventCode("cameo", "04", "Consult", (), "consulted", "", "")
    assert visit == EventCode("cameo", "043", "Host a visit", ("host",), "consulted", "", "visited")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("c:04 a", "Turtle"),
        (HEAD.replace("gk:eventRelation gk:consulted", "a skos:Concept"), "gk:eventRelation"),
        (HEAD.replace("gk:consulted", "gk:met , gk:visited"), "2 values of gk:eventRelation"),
        (HEAD.replace('skos:notation "04" ; ', ""), "0 values of skos:notation"),
        (HEAD.replace('skos:notation "cameo"', "a skos:Concept"), "0 values of skos:notation"),
        (HEAD + VISIT.replace('"Host a visit"@en', '"a" , "b"'), "2 values of skos:prefLabel"),
        (HEAD + VISIT.replace("c:04 ", "c:043 "), "broader than itself"),
        (HEAD + VISIT.replace("skos:inScheme", "skos:inScheme c:other ,"), "in 2 schemes"),
    ],
)
def test_broken_file(tmp_path: Path, text: str, words: str) -> None:
    """What a code lacks is named with its IRI."""
    with pytest.raises(BrokenOntology, match=words):
        read(tmp_path, text)


def test_missing_file(tmp_path: Path) -> None:
    """A list that is not there is a broken installation."""
    with pytest.raises(BrokenOntology, match=r"codes\.ttl"):
        list(read_event_codes(tmp_path / "codes.ttl"))


def test_the_ontology_does_without(tmp_path: Path) -> None:
    """No reader of the vocabulary reads the codes, not even in the checkout that ships them."""
    checkout = ontology_folder().parent
    assert read_ontology(ontology_folder(), checkout) == core_ontology()
    assert [path.name for path in read_ontology(ontology_folder(), checkout).files] == [
        "graphkit.ttl"
    ]
    (tmp_path / "ontology").symlink_to(ontology_folder(), target_is_directory=True)
    assert len(read_ontology(ontology_folder(), tmp_path).files) == 1
