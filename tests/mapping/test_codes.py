"""Tests of graphkit.mapping.codes: what a cell of a code stands for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.mapping import Codes
from graphkit.ontology import read_ontology
from graphkit.ontology.event_codes import read_event_codes
from graphkit.resources import ontology_folder
from tests.projects import core_ontology

ONTOLOGY = core_ontology()
CODES = Codes(ONTOLOGY)
LISTED = list(read_event_codes(ontology_folder() / "cameo.ttl"))
OWN = """\
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/terms#hosted> a owl:ObjectProperty , gk:{manner} ;
    rdfs:label "hosted"@en ; gk:phrase "was host to" ; gk:negativePhrase "was no host to" ;
    gk:subjectKind gk:State ; gk:objectKind gk:Person , gk:State ; gk:cameoCode "043" .
"""


@pytest.mark.parametrize(
    ("scheme", "text", "notation", "relation"),
    [
        ("cameo", "043", "043", "consulted"),
        ("cameo", "43", "043", "consulted"),
        ("cameo", " 0211 ", "0211", "appealedTo"),
        ("cameo", "211", "0211", "appealedTo"),
        ("cameo", "4", "04", "consulted"),
        ("cameo", "11", "11", "disapprovedOf"),
        ("cameo", "011", "011", "madeStatementTo"),
        ("cameo", "1056", "1056", "madeDemandOf"),
        ("icews", "Make a visit", "042", "consulted"),
        ("icews", "make a\u00a0 VISIT", "042", "consulted"),
        ("icews", "Meet at a 'third' location", "044", "consulted"),
        ("icews", "fight with small arms and light weapons", "193", "fought"),
        ("plover", "ASSAULT", "ASSAULT", "assaulted"),
        ("plover", "assault", "ASSAULT", "assaulted"),
        ("plover", "RETREAT", "RETREAT", "yieldedTo"),
    ],
)
def test_found(scheme: str, text: str, notation: str, relation: str) -> None:
    """A code is found in each of its spellings and stands for the relation of its root."""
    code = CODES.find(scheme, text)
    assert code is not None
    assert (code.notation, code.relation, code.reversed) == (notation, relation, False)


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("cameo", "099"),
        ("cameo", "97"),
        ("cameo", "0043"),
        ("cameo", ""),
        ("cameo", "Make a visit"),
        ("icews", "042"),
        ("icews", "Frobnicate"),
        ("icews", "Make a visits"),
        ("plover", "SUPPORT diplomatic"),
        ("plover", "FIGHT"),
    ],
)
def test_not_found(scheme: str, text: str) -> None:
    """What is no code of the scheme is none of another one, and not the nearest one."""
    assert CODES.find(scheme, text) is None


@pytest.mark.parametrize(
    ("text", "kinds", "relation", "turned"),
    [
        ("042", ("person", "state"), "visited", False),
        ("042", ("person", "place"), "visited", False),
        ("042", ("state", "person"), "consulted", False),
        ("042", ("group", "state"), "consulted", False),
        ("043", ("state", "person"), "visited", True),
        ("043", ("person", "state"), "consulted", False),
        ("051", ("group", "state"), "supported", False),
        ("051", ("event", "state"), "cooperatedDiplomaticallyWith", False),
        ("111", ("state", "state"), "criticized", False),
        ("040", ("person", "person"), "consulted", False),
        ("190", ("state", "state"), "fought", False),
        ("11", ("state", "state"), "disapprovedOf", False),
    ],
)
def test_fitting(text: str, kinds: tuple[str, str], relation: str, turned: bool) -> None:  # noqa: FBT001 - an expected value
    """The more special relation is taken where it takes both kinds, turned round if need be."""
    code = CODES.find("cameo", text)
    assert code is not None
    found = CODES.fitting(code, *kinds)
    assert (found.relation, found.reversed) == (relation, turned)
    assert found.notation == code.notation


@pytest.mark.parametrize(("manner", "expected"), [("Momentary", "hosted"), ("Lasting", "visited")])
def test_relation_of_a_project(tmp_path: Path, manner: str, expected: str) -> None:
    """A project's own momentary relation with the code goes first; one that lasts is no event."""
    (tmp_path / "ontology").mkdir()
    text = OWN.format(manner=manner).replace("#hosted", "#hostedSomeone")
    (tmp_path / "ontology" / "own.ttl").write_text(text, encoding="utf-8")
    codes = Codes(read_ontology(ontology_folder(), tmp_path))
    code = codes.find("cameo", "043")
    assert code is not None
    found = codes.fitting(code, "state", "person")
    assert found.relation == ("hostedSomeone" if expected == "hosted" else "visited")
    assert found.reversed == (expected == "visited")


def test_no_file_is_read_before_a_code_is_asked_for(tmp_path: Path) -> None:
    """A mapping without codes costs no reading of the list."""
    codes = Codes(ONTOLOGY, tmp_path / "none.ttl")
    with pytest.raises(Exception, match=r"none\.ttl"):
        codes.find("cameo", "043")


# ---------------------------------------------------------------- the list itself


def test_every_root_has_a_relation_of_any_kinds() -> None:
    """The twenty roots and the types of PLOVER join whatever a table names."""
    roots = [code for code in LISTED if code.scheme == "cameo" and len(code.notation) == 2]
    assert [code.notation for code in roots] == [f"{number:02}" for number in range(1, 21)]
    for code in LISTED:
        relation = ONTOLOGY.relations[code.root_relation]
        assert not relation.lasting
        assert set(relation.subject_kinds) == set(relation.object_kinds) == set(ONTOLOGY.kinds)


def test_relations_name_their_roots() -> None:
    """The relation of a root has the root as its code, and so have PLOVER's types but YIELD."""
    for code in LISTED:
        if code.scheme == "cameo" and len(code.notation) == 2:
            assert ("cameo", code.notation) in ONTOLOGY.relations[code.root_relation].codes
        elif code.scheme == "plover" and code.notation != "YIELD":
            assert ("plover", code.notation) in ONTOLOGY.relations[code.root_relation].codes


def test_special_relations_are_momentary() -> None:
    """A code stands for an event, so for nothing that lasts; four have a more special relation."""
    special = {
        code.notation: name
        for code in LISTED
        for name in (code.relation, code.reversed_relation)
        if name
    }
    assert special == {"042": "visited", "043": "visited", "051": "supported", "111": "criticized"}
    assert not any(ONTOLOGY.relations[name].lasting for name in special.values())


def test_codes_stand_below_their_beginning() -> None:
    """A code has the relation of the root that it begins with, and no wording stands twice."""
    roots = {code.notation: code.root_relation for code in LISTED if code.scheme == "cameo"}
    wordings = []
    for code in LISTED:
        if code.scheme == "cameo":
            assert code.root_relation == roots[code.notation[:2]]
            assert code.notation[:-1] in roots or len(code.notation) == 2
            if len(code.notation) > 2:
                wordings += [text.casefold() for text in (code.label, *code.wordings)]
    assert len(roots) == 313
    assert len(wordings) == len(set(wordings))


@pytest.mark.skipif(
    not os.environ.get("GRAPHKIT_EVENTS"), reason="set GRAPHKIT_EVENTS to a folder of real events"
)
def test_every_real_wording_is_known() -> None:
    """Each wording in the second column of a real table stands for a code of CAMEO."""
    wordings = set()
    for path in Path(os.environ["GRAPHKIT_EVENTS"]).glob("*.tsv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        wordings |= {line.split("\t")[1] for line in lines if line}
    assert len(wordings) > 200
    assert [text for text in sorted(wordings) if CODES.find("icews", text) is None] == []
