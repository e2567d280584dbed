"""Tests of graphkit.seeds.sources: graph, sources, entities and moments."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from graphkit.identifiers import BASE
from tests.projects import SMALL, Finding, located, read_beside, read_problems

NO_GRAPH = {name: text for name, text in SMALL.items() if name != "graph.yaml"}
DIGEST = "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea"


# ---------------------------------------------------------------- graph


def test_graph() -> None:
    """What ``graph:`` says is kept; what it leaves out is empty, but for the base."""
    text = """\
graph:
  title: A title
  lede: One sentence.
  description: A paragraph.
  base: https://example.org/id/
  as_of: 2025-11-07
  license: CC-BY-4.0
  credit: Somebody
"""
    reading = read_beside(text, NO_GRAPH)
    info = reading.records.info
    assert not reading.problems
    assert (info.title, info.lede, info.description) == ("A title", "One sentence.", "A paragraph.")
    assert (info.base, info.as_of) == ("https://example.org/id/", dt.date(2025, 11, 7))
    assert (info.license, info.credit) == ("CC-BY-4.0", "Somebody")
    short = read_beside("graph: {title: A title, as_of: 2025-11-07}\n", NO_GRAPH).records.info
    assert (short.base, short.lede, short.license) == (BASE, "", "")


GRAPHS: list[tuple[str, list[Finding]]] = [
    ("{}", [("missing-field", 1, 8), ("missing-field", 1, 8)]),
    ("{title: A}", [("missing-field", 1, 8)]),
    ("{title: '', as_of: 2025-11-07}", [("empty-value", 1, 16)]),
    ("{title: A, as_of: today}", [("bad-date", 1, 26)]),
    ("{title: A, as_of: 2025}", [("bad-date", 1, 26)]),
    ("{title: A, as_of: 2025-11}", [("bad-date", 1, 26)]),
    ("{title: A, as_of: 2025-11-07/2025-11-07}", [("bad-date", 1, 26)]),
    ("{title: A, as_of: '[2025-11-06,2025-11-07]'}", [("bad-date", 1, 26)]),
    ("{title: A, as_of: '[..2025-11-07]'}", [("bad-date", 1, 26)]),
    ("{title: A, as_of: [2025-11-07]}", [("unquoted-date-set", 1, 26)]),
    ("{title: A, as_of: 2025-11-31}", [("impossible-date", 1, 26)]),
    ("{title: A, as_of: 2025-11-07, base: x}", [("bad-url", 1, 44)]),
    ("{title: A, as_of: 2025-11-07, base: 'https://example.org/id'}", [("bad-url", 1, 44)]),
    ("{title: A, as_of: 2025-11-07, base: 'https://a.org/<x>/'}", [("bad-url", 1, 44)]),
    ("{title: A, as_of: 2025-11-07, license: 'CC BY'}", [("bad-license", 1, 47)]),
    ("{title: A, as_of: 2025-11-07, license: 'x> <y'}", [("bad-license", 1, 47)]),
    ("{title: A, as_of: 2025-11-07, licence: MIT}", [("unknown-field", 1, 38)]),
    ("A title", [("expected-mapping", 1, 8)]),
    ("[]", [("expected-mapping", 1, 8)]),
]


@pytest.mark.parametrize(("graph", "expected"), GRAPHS, ids=[graph for graph, _ in GRAPHS])
def test_wrong_graphs(graph: str, expected: list[Finding]) -> None:
    """Each fault of ``graph:`` is told at its own place; as_of is one whole day."""
    reading = read_beside(f"graph: {graph}\n", NO_GRAPH)
    assert located(reading.problems) == expected
    assert len(reading.problems) == len(expected)


# ---------------------------------------------------------------- sources


def test_source() -> None:
    """All of a source is kept, what is left out of it by paragraph."""
    text = f"""\
sources:
  gazette:
    kind: article
    title: A headline
    publisher: daily-wire
    author: [donald-trump]
    published: "[2025-11-06..2025-11-09]"
    published_note: the text says only Thursday
    url: https://example.org/a?b=c#d
    archived: http://example.org/ö
    accessed: 2025-11-10
    language: kk-Cyrl
    cites: trump-post
    text: {{file: gazette.txt, sha256: {DIGEST}}}
    left_out: {{p17: notice of the agency, p2: a picture, "p2:3-9": a word}}
    note: a note
"""
    reading = read_beside(text)
    assert not reading.problems
    source = reading.records.sources["gazette"]
    assert (source.kind, source.title, source.publisher) == ("article", "A headline", "daily-wire")
    assert (source.authors, source.cites) == (("donald-trump",), ("trump-post",))
    assert str(source.published) == "[2025-11-06..2025-11-09]"
    assert (source.published_note, str(source.accessed)) == (
        "the text says only Thursday",
        "2025-11-10",
    )
    assert (source.url, source.archived) == ("https://example.org/a?b=c#d", "http://example.org/ö")
    assert (source.language, source.note) == ("kk-Cyrl", "a note")
    assert source.text is not None
    assert (source.text.file, source.text.sha256) == ("gazette.txt", DIGEST)
    assert source.left_out == (
        ("p2", "a picture"),
        ("p2:3-9", "a word"),
        ("p17", "notice of the agency"),
    )


SOURCES: list[tuple[str, list[Finding]]] = [
    ("{}", [("missing-field", 2, 12)]),
    ("{kind: newspaper}", [("unknown-source-kind", 2, 19)]),
    ("{kind: article, published: 2025/2026}", [("bad-date", 2, 39)]),
    ("{kind: article, published: '2025-11-06/..'}", [("bad-date", 2, 39)]),
    ("{kind: article, published: [2025-11-06]}", [("unquoted-date-set", 2, 39)]),
    ("{kind: article, language: english}", [("bad-language", 2, 38)]),
    ("{kind: article, language: en_GB}", [("bad-language", 2, 38)]),
    ("{kind: article, language: [en]}", [("expected-text", 2, 38)]),
    ("{kind: article, url: 'ftp://a.org/'}", [("bad-url", 2, 33)]),
    ("{kind: article, archived: x}", [("bad-url", 2, 38)]),
    ("{kind: article, text: a.txt}", [("expected-mapping", 2, 34)]),
    ("{kind: article, text: {}}", [("missing-field", 2, 34), ("missing-field", 2, 34)]),
    ("{kind: article, text: {file: a.txt, sha256: 2FAE}}", [("bad-sha256", 2, 56)]),
    (f"{{kind: article, text: {{file: ../a.txt, sha256: {DIGEST}}}}}", [("bad-file-name", 2, 41)]),
    (f"{{kind: article, text: {{file: 'a\\b', sha256: {DIGEST}}}}}", [("bad-file-name", 2, 41)]),
    (f"{{kind: article, text: {{file: .a, sha256: {DIGEST}}}}}", [("bad-file-name", 2, 41)]),
    (f"{{kind: article, text: {{file: [], sha256: {DIGEST}}}}}", [("expected-text", 2, 41)]),
    ("{kind: article, left_out: [p17]}", [("expected-mapping", 2, 38)]),
    ("{kind: article, left_out: {17: why}}", [("bad-locator", 2, 39)]),
    ("{kind: article, left_out: {p17: }}", [("empty-value", 2, 39)]),
    ("{kind: article, left_out: {p17: {}}}", [("expected-text", 2, 44)]),
    ("{kind: article, date: 2025}", [("unknown-field", 2, 28)]),
    ("an article", [("expected-mapping", 2, 12)]),
]


@pytest.mark.parametrize(("source", "expected"), SOURCES, ids=[source for source, _ in SOURCES])
def test_wrong_sources(source: str, expected: list[Finding]) -> None:
    """Each fault of a source is told at its own place."""
    assert read_problems(f"sources:\n  gazette: {source}\n") == expected


# ---------------------------------------------------------------- entities


def test_entity() -> None:
    """All of an entity is kept; ids come sorted by their scheme."""
    text = """\
entities:
  oman:
    kind: state
    name: Sultanate of Oman
    short: Oman
    aliases: [Muscat]
    adjectives: Omani
    unnamed: false
    ids: {un-m49: "512", iso3166-1-alpha-3: OMN}
    location: {latitude: 21.0, longitude: -57.5}
    checked: pycountry 26.2.16
    note: a note
"""
    reading = read_beside(text)
    assert not reading.problems
    oman = reading.records.entities["oman"]
    assert (oman.kind, oman.name, oman.short, oman.short_name) == (
        "state", "Sultanate of Oman", "Oman", "Oman",
    )  # fmt: skip
    assert (oman.aliases, oman.adjectives, oman.unnamed) == (("Muscat",), ("Omani",), False)
    assert oman.ids == (("iso3166-1-alpha-3", "OMN"), ("un-m49", "512"))
    assert oman.location == (Decimal("21.0"), Decimal("-57.5"))
    assert (oman.checked, oman.note) == ("pycountry 26.2.16", "a note")


def test_entity_without_a_short_name() -> None:
    """Labels take the name where there is no short one; a name is never typed by its look."""
    text = 'entities:\n  norway: {kind: state, name: "NO"}\n  year: {kind: event, name: 1992}\n'
    entities = read_beside(text).records.entities
    assert (entities["norway"].short_name, entities["year"].name) == ("NO", "1992")


ENTITIES: list[tuple[str, list[Finding]]] = [
    ("{}", [("missing-field", 2, 9), ("missing-field", 2, 9)]),
    ("{kind: state}", [("missing-field", 2, 9)]),
    ("{kind: stat, name: Oman}", [("unknown-kind", 2, 16)]),
    ("{kind: state, name: }", [("empty-value", 2, 23)]),
    ("{kind: state, name: [Oman]}", [("expected-text", 2, 29)]),
    ("{kind: state, name: Oman, aliases: {a: b}}", [("expected-text", 2, 44)]),
    ("{kind: state, name: Oman, aliases: []}", [("empty-value", 2, 44)]),
    ("{kind: state, name: Oman, unnamed: no}", [("expected-flag", 2, 44)]),
    ("{kind: state, name: Oman, type: summit}", [("type-without-list", 2, 41)]),
    ("{kind: event, name: Oman, type: lunch}", [("unknown-type", 2, 41)]),
    ("{kind: event, name: Oman, date: 2025-02-30}", [("impossible-date", 2, 41)]),
    ("{kind: state, name: Oman, ids: {iso3: OMN}}", [("reference-not-named", 2, 9)]),
    ("{kind: state, name: Oman, checked: x, ids: [OMN]}", [("expected-mapping", 2, 52)]),
    ("{kind: state, name: Oman, checked: x, ids: {'a> <b': c}}", [("bad-id", 2, 53)]),
    ("{kind: state, name: Oman, checked: x, ids: {start-earliest: c}}", [("taken-scheme", 2, 53)]),
    ("{kind: state, name: Oman, checked: x, ids: {location-latitude: c}}",
     [("taken-scheme", 2, 53)]),
    ("{kind: state, name: Oman, location: {latitude: 1, longitude: 2}}",
     [("reference-not-named", 2, 9)]),
    ("{kind: state, name: Oman, checked: x, location: {latitude: 1}}",
     [("missing-field", 2, 57)]),
    ("{kind: state, name: Oman, checked: x, location: {latitude: 91, longitude: 181}}",
     [("bad-value", 2, 68), ("bad-value", 2, 83)]),
    ("{kind: state, name: Oman, checked: x, location: '21, 57'}", [("expected-mapping", 2, 57)]),
    ("{kind: state, name: Oman, capital: Muscat}", [("unknown-field", 2, 35)]),
    ("Oman", [("expected-mapping", 2, 9)]),
    ("[]", [("expected-mapping", 2, 9)]),
]  # fmt: skip


@pytest.mark.parametrize(("entity", "expected"), ENTITIES, ids=[entity for entity, _ in ENTITIES])
def test_wrong_entities(entity: str, expected: list[Finding]) -> None:
    """Each fault of an entity is told at its own place."""
    assert read_problems(f"entities:\n  oman: {entity}\n") == expected


def test_unknown_field_offers_the_nearest() -> None:
    """A field with a slip in it is told at its key, with the one that is meant."""
    (problem,) = read_beside("entities:\n  oman: {kind: state, nmae: Oman, name: Oman}\n").problems
    assert str(problem.place) == "seeds/sample.yaml:2:23"
    assert problem.message == 'oman has no field "nmae"'
    assert problem.hint == 'did you mean "name"?'


@pytest.mark.parametrize(
    "key", ["Oman", "oman_1", "-oman", "om/an", "o.m", "1 2", "\u043eman", "a" * 65, "a\\nb"]
)  # fmt: skip
def test_bad_ids(key: str) -> None:
    """An id of another form is told at its key, and the rest of the record in the same run."""
    text = f'entities:\n  "{key}": {{kind: stat, name: Oman}}\n'
    found = read_problems(text)
    assert found[0] == ("bad-id", 2, 3)
    assert [code for code, *_ in found] == ["bad-id", "unknown-kind"]
    assert all(problem.message.isprintable() for problem in read_beside(text).problems)


def test_length_of_ids() -> None:
    """64 characters are enough for an entity; a source's id may be longer."""
    assert read_problems(f"entities:\n  {'a' * 64}: {{kind: state, name: Oman}}\n") == []
    assert read_problems(f"sources:\n  {'a' * 65}: {{kind: article}}\n") == []


# ---------------------------------------------------------------- moments


def test_moments() -> None:
    """Moments keep the order in which they are written."""
    text = """\
moments:
  - {date: 2025-11-07, focus: israel, title: Second, text: It follows.}
  - {date: 1992, focus: kazakhstan, title: First, text: It began.}
"""
    moments = read_beside(text, {"graph.yaml": SMALL["graph.yaml"]}).records.moments
    assert [(str(one.date), one.focus, one.title) for one in moments] == [
        ("2025-11-07", "israel", "Second"),
        ("1992", "kazakhstan", "First"),
    ]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("{}", [("missing-field", 2, 5)] * 4),
        ("{date: soon, focus: x, title: A, text: B}", [("bad-date", 2, 12)]),
        ("{date: 2025, focus: X, title: A, text: B}", [("bad-id", 2, 25)]),
        ("{date: 2025, focus: x, title: A, text: []}", [("expected-text", 2, 44)]),
        ("x", [("expected-mapping", 2, 5)]),
    ],
)
def test_wrong_moments(moment: str, expected: list[Finding]) -> None:
    """Each fault of a moment is told at its own place."""
    assert read_problems(f"moments:\n  - {moment}\n") == expected
