"""Tests of graphkit.seeds.facts: facts and disputes, from their entries to records."""

from __future__ import annotations

import pytest

from graphkit.model import Fact
from tests.projects import SMALL, Finding, read_beside, read_problems, read_texts


def facts(text: str) -> dict[str, Fact]:
    """Return the facts of a file of facts alone, which has no problems."""
    reading = read_beside(text, {"graph.yaml": SMALL["graph.yaml"]})
    assert not reading.problems, reading.problems
    return dict(reading.records.facts)


def fact(text: str) -> Fact:
    """Return the only fact of a file."""
    (only,) = facts(text).values()
    return only


ENTRY = "facts:\n  - {{subject: {0}, relation: {1}, {2}}}\n"
IDS: list[tuple[tuple[str, str, str], list[str]]] = [
    (("oman", "recognized", "object: iran"), ["oman-recognized-iran"]),
    (("oman", "hasDiplomaticRelationsWith", "object: iran"),
     ["oman-has-diplomatic-relations-with-iran"]),
    (("oman", "population", "value: 9"), ["oman-population"]),
    (("oman", "cooperatesWith", "object: iran, field: Water and Gas"),
     ["oman-cooperates-with-iran-water-and-gas"]),
    (("a-b", "heldOffice", "object: oman, role: Vice President"),
     ["a-b-held-office-oman-vice-president"]),
    (("oman", "recognized", "object: iran, id: other"), ["other"]),
    (("[oman, iraq]", "recognized", "object: iran"),
     ["iraq-recognized-iran", "oman-recognized-iran"]),
    (("oman", "recognized", "object: [iran, iraq]"),
     ["oman-recognized-iran", "oman-recognized-iraq"]),
    (("[a, b]", "met", "object: [c, d]"), ["a-met-c", "a-met-d", "b-met-c", "b-met-d"]),
    (("[oman]", "recognized", "object: [iran], id: other"), ["other"]),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "ids"), IDS)
def test_ids(entry: tuple[str, str, str], ids: list[str]) -> None:
    """A fact is called by its content unless it is given an id; a list makes one fact each."""
    found = facts(ENTRY.format(*entry))
    assert list(found) == ids
    assert all(one.id == name for name, one in found.items())


def test_facts_of_a_list_share_the_rest() -> None:
    """Each fact of a list has its own ends and their places, and the same stages."""
    text = """\
facts:
  - subject: [oman, iraq]
    relation: recognized
    object: iran
    note: both on one day
    date: 1971
    evidence: [{source: wire-report, at: p1}]
"""
    iraq, oman = facts(text).values()
    assert (oman.subject, iraq.subject) == ("oman", "iraq")
    assert oman.stages == iraq.stages
    assert oman.note == iraq.note == "both on one day"
    assert oman.origin.at("subject") == ("seeds/sample.yaml", 2, 15)
    assert iraq.origin.at("subject") == ("seeds/sample.yaml", 2, 21)


def test_flat_and_stages_are_the_same() -> None:
    """A fact with one stage reads the same written flat or as a list of one."""
    fields = (
        "stage: announced, date: 1971, due: 1972, agent: [oman, iran, oman], condition: peace, "
        "evidence: [{source: wire-report, at: p1, by: oman, stance: hedges, cites: trump-post}]"
    )
    flat = fact(ENTRY.format("oman", "recognized", f"object: iran, {fields}"))
    listed = fact(ENTRY.format("oman", "recognized", f"object: iran, stages: [{{{fields}}}]"))
    assert flat == listed
    (stage,) = flat.stages
    assert (stage.stage, stage.agents, stage.condition) == ("announced", ("iran", "oman"), "peace")
    assert (str(stage.date), str(stage.due)) == ("1971", "1972")
    (evidence,) = stage.evidence
    assert (evidence.source, str(evidence.at), evidence.by) == ("wire-report", "p1", ("oman",))
    assert (evidence.stance, evidence.cites) == ("hedges", ("trump-post",))


def test_id_and_note_of_a_flat_fact_are_the_facts() -> None:
    """A flat fact keeps its id and note; a stage in a list has its own."""
    flat = fact(ENTRY.format("oman", "recognized", "object: iran, id: x, note: y"))
    assert (flat.id, flat.note, flat.stages[0].id, flat.stages[0].note) == ("x", "y", "", "")
    listed = fact(ENTRY.format("oman", "recognized", "object: iran, stages: [{id: x, note: y}]"))
    assert (listed.note, listed.stages[0].id, listed.stages[0].note) == ("", "x", "y")


def test_defaults() -> None:
    """Without words a lasting fact is in force, a momentary one occurred, and both support."""
    text = ENTRY.format("oman", "recognized", "object: iran, evidence: [{source: s}]")
    (stage,) = fact(text).stages
    assert (stage.stage, stage.agents, stage.evidence[0].stance) == ("in-force", (), "supports")
    assert fact(ENTRY.format("a", "met", "object: b")).stages[0].stage == "occurred"


def test_all_other_fields() -> None:
    """What a fact may also say is kept as written."""
    more = "object: iran, says: fine, about: other, confidence: low, rank: deprecated, reason: old"
    found = fact(ENTRY.format("oman", "supported", more))
    assert (found.says, found.about, found.confidence) == ("fine", "other", "low")
    assert (found.rank, found.reason, found.deprecated) == ("deprecated", "old", True)


@pytest.mark.parametrize(
    ("relation", "value", "expected"),
    [
        ("population", "20000000", 20_000_000),
        ("majorityReligion", "NO", "NO"),
        ("officialReligion", "1992", "1992"),
    ],
)
def test_values(relation: str, value: str, expected: object) -> None:
    """The ontology says what a value is; its look does not matter."""
    found = fact(ENTRY.format("oman", relation, f"value: {value}, approximate: true"))
    assert (found.value, found.object, found.approximate) == (expected, "", True)


WRONG: list[tuple[str, list[Finding]]] = [
    ("{}", [("missing-field", 2, 5), ("missing-field", 2, 5)]),
    ("{subject: oman, relation: recognized}", [("missing-field", 2, 5)]),
    ("{subject: oman, relation: population}", [("missing-field", 2, 5)]),
    ("{subject: oman, relation: recognised, object: iran}", [("unknown-relation", 2, 31)]),
    ("{subject: oman, relation: [met], object: iran}", [("expected-text", 2, 31)]),
    ("{subject: oman, relation: recognized, object: iran, value: 3}",
     [("value-or-object", 2, 64)]),
    ("{subject: oman, relation: population, object: iran}",
     [("missing-field", 2, 5), ("value-or-object", 2, 51)]),
    ("{subject: oman, relation: population, value: nine}", [("bad-value", 2, 50)]),
    ("{subject: oman, relation: recognized, object: iran, stages: []}", [("empty-value", 2, 65)]),
    ("{subject: oman, relation: recognized, object: iran, stages: x}",
     [("expected-list", 2, 65)]),
    ("{subject: oman, relation: recognized, object: iran, stages: [x]}",
     [("empty-value", 2, 65), ("expected-mapping", 2, 66)]),
    ("{subject: oman, relation: recognized, object: iran, stages: [{date: soon}]}",
     [("bad-date", 2, 73)]),
    ("{subject: oman, relation: recognized, object: iran, date: 2020, stages: [{}]}",
     [("stages-and-flat", 2, 57)]),
    ("{subject: [oman, iraq], relation: recognized, object: iran, id: x}",
     [("id-on-list", 2, 5)]),
    ("{subject: oman, relation: recognized, object: iran, rank: preferred}",
     [("missing-field", 2, 5)]),
    ("{subject: oman, relation: recognized, object: iran, confidence: sure}",
     [("unknown-confidence", 2, 69)]),
    ("{subject: oman, relation: recognized, object: iran, evidence: p9}",
     [("expected-list", 2, 67)]),
    ("{subject: oman, relation: recognized, object: iran, evidence: [{at: p9}]}",
     [("missing-field", 2, 68)]),
    ("{subject: oman, relation: recognized, object: iran, evidence: [{source: s, at: 9}]}",
     [("bad-locator", 2, 84)]),
    ("{subject: oman, relation: recognized, object: iran, evidence: [{source: s, page: 9}]}",
     [("unknown-field", 2, 80)]),
    ("{subject: oman, relation: recognized, object: iran, evidence: [{source: s, stance: x}]}",
     [("unknown-stance", 2, 88)]),
    ("{subject: oman, relation: recognized, object: iran, objet: iran}",
     [("unknown-field", 2, 57)]),
    ("just a text", [("expected-mapping", 2, 5)]),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), WRONG, ids=[entry for entry, _ in WRONG])
def test_wrong_facts(entry: str, expected: list[Finding]) -> None:
    """Each fault of a fact is told once, at its own place."""
    assert read_problems(f"facts:\n  - {entry}\n") == expected


def test_two_facts_of_one_id() -> None:
    """Two entries of one default id ask for ids of their own; the first one stays."""
    text = """\
facts:
  - {subject: oman, relation: supported, object: iran, says: one}
  - {subject: oman, relation: supported, object: iran, says: two}
"""
    reading = read_beside(text)
    (problem,) = reading.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("duplicate-id", 3, 5)
    assert "seeds/sample.yaml:2:5" in problem.hint
    assert reading.records.facts["oman-supported-iran"].says == "one"


def test_two_wrong_objects_are_not_one_id() -> None:
    """Facts whose objects could not be read are not told to have one id as well."""
    text = """\
facts:
  - {subject: oman, relation: recognized, object: Iran}
  - {subject: oman, relation: recognized, object: Iraq}
"""
    assert read_problems(text) == [("bad-id", 2, 51), ("bad-id", 3, 51)]


# ---------------------------------------------------------------- dates of events

EVENT = """\
entities:
  dinner: {kind: event, name: Dinner, date: "[2025-11-06..2025-11-09]"}
  lunch: {kind: event, name: Lunch}
facts:
"""


@pytest.mark.parametrize(
    ("entry", "date"),
    [
        ("{subject: oman, relation: participatedIn, object: dinner}", True),
        ("{subject: oman, relation: hosted, object: dinner}", True),
        ("{subject: dinner, relation: tookPlaceIn, object: oman}", True),
        ("{subject: dinner, relation: concerned, object: oman}", True),
        ("{subject: dinner, relation: followed, object: lunch}", True),
        ("{subject: lunch, relation: followed, object: dinner}", False),
        ("{subject: oman, relation: participatedIn, object: lunch}", False),
        ("{subject: oman, relation: commentedOn, object: dinner}", False),
        ("{subject: oman, relation: participatedIn, object: dinner, stage: occurred}", True),
        ("{subject: oman, relation: participatedIn, object: dinner, stage: absent}", True),
        ("{subject: oman, relation: participatedIn, object: dinner, stage: rejected}", True),
        ("{subject: oman, relation: participatedIn, object: dinner, stage: planned}", False),
        ("{subject: oman, relation: participatedIn, object: dinner, stage: announced}", False),
        ("{subject: oman, relation: participatedIn, object: dinner, stage: withdrawn}", False),
        ("{subject: oman, relation: participatedIn, object: dinner, attested: 2024}", False),
        ("{subject: oman, relation: participatedIn, object: x, stage: occurred}", False),
    ],
)
def test_inherited_date(entry: str, date: bool) -> None:  # noqa: FBT001 - what is expected
    """A fact about an event takes the event's date for how it went, not for what was to come."""
    (stage,) = fact(f"{EVENT}  - {entry}\n").stages
    assert str(stage.date) == ("[2025-11-06..2025-11-09]" if date else "None")


def test_own_date_comes_first() -> None:
    """A stage that is dated keeps its date, and each stage is seen for itself."""
    entry = "{subject: oman, relation: participatedIn, object: dinner, stages: [{}, {}, {}]}"
    text = f"{EVENT}  - {entry}\n".replace("[{}, {}, {}]", "[{date: 2024}, {stage: sought}, {}]")
    dates = [str(stage.date) for stage in fact(text).stages]
    assert dates == ["None", "2024", "[2025-11-06..2025-11-09]"]


def test_event_in_another_file() -> None:
    """The date is handed down whatever file the event stands in."""
    entities, _, head = EVENT.rpartition("facts:")
    files = {
        "graph.yaml": SMALL["graph.yaml"],
        "a.yaml": f"facts:{head}  - {{subject: oman, relation: hosted, object: dinner}}\n",
        "z.yaml": entities,
    }
    (found,) = read_texts(files).records.facts.values()
    assert str(found.stages[0].date) == "[2025-11-06..2025-11-09]"


# ---------------------------------------------------------------- disputes


def test_dispute() -> None:
    """A dispute keeps its question, what it is about, and each position with its evidence."""
    reading = read_texts(SMALL)
    (dispute,) = reading.records.disputes.values()
    assert (dispute.id, dispute.kind, dispute.about) == (
        "when-it-joined", "sequence", ("kazakhstan",),
    )  # fmt: skip
    assert [position.says for position in dispute.positions] == ["It has joined.", "It will join."]
    assert dispute.positions[0].facts == ("kazakhstan-joined-abraham-accords",)
    assert dispute.positions[1].local_name(dispute.id) == "when-it-joined_wire-report_p6"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{}", [("missing-field", 2, 8)] * 3),
        ("{question: Q, kind: quarrel, positions: []}", [("unknown-dispute-kind", 2, 28)]),
        ("{question: Q, kind: count, positions: x}", [("expected-list", 2, 46)]),
        ("{question: Q, kind: count, positions: [{}]}", [("missing-field", 2, 47)]),
        ("{question: Q, kind: count, positions: [], side: x}", [("unknown-field", 2, 50)]),
        ("[]", [("expected-mapping", 2, 8)]),
    ],
)
def test_wrong_disputes(entry: str, expected: list[Finding]) -> None:
    """Each fault of a dispute is told at its own place."""
    assert read_problems(f"disputes:\n  who: {entry}\n") == expected
