"""Who says a thing, since when it is public, and how many sources are behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.dates import parse_date
from graphkit.model import Entity, Evidence, Fact, Source, Stage
from graphkit.provenance import (
    ALWAYS,
    NEVER,
    Span,
    badges,
    bearing,
    first_attested,
    independent,
    originals,
    publication,
    report_day,
    span,
    speakers,
    surely_public,
    to_day,
)
from tests import strategies, view_rule


def project(**published: str) -> dict[str, Source]:
    """Return sources by id, from texts like ``"2025-11-06 < post statement"``.

    In front of ``<`` stands when it was published, behind it what it cites; both may be empty.
    """
    found = {}
    for name, text in published.items():
        date, _, cites = text.partition("<")
        day = parse_date(date.strip()) if date.strip() else None
        found[name] = Source(id=name, published=day, cites=tuple(cites.split()))
    return found


def cite(source: str, *cites: str, by: str = "", stance: str = "supports") -> Evidence:
    """Return evidence from texts."""
    return Evidence(source=source, cites=cites, by=tuple(by.split()), stance=stance)


def day(text: str) -> int:
    """Return the ordinal of a day."""
    return dt.date.fromisoformat(text).toordinal()


# --- Bounds of a date ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1992", (day("1992-01-01"), day("1992-12-31"))),
        ("[..1992-03-05]", (ALWAYS, day("1992-03-05"))),
        ("[1992-03-05..]", (day("1992-03-05"), NEVER)),
        ("1992-03-05/1995", (day("1992-03-05"), day("1992-03-05"))),
        ("../1995", (ALWAYS, day("1995-12-31"))),
    ],
)
def test_the_span_of_a_date_is_that_of_its_start(text: str, expected: tuple[int, int]) -> None:
    """An open bound is earlier or later than all days of the calendar."""
    assert span(parse_date(text)) == expected
    assert dt.date.min.toordinal() > ALWAYS
    assert dt.date.max.toordinal() < NEVER


def test_a_day_comes_back_from_its_ordinal_and_a_bound_that_is_none_does_not() -> None:
    """The day after 31 December 9999 is no day either."""
    for found in (dt.date.min, dt.date(2025, 11, 6), dt.date.max):
        assert to_day(found.toordinal()) == found
    for none in (ALWAYS, NEVER, dt.date.max.toordinal() + 1):
        assert to_day(none) is None


# --- "Evidence is public from the earliest `published` among ..." ----------------------------


def test_evidence_is_public_with_its_source() -> None:
    """Where nothing is cited, the bounds are those of the source."""
    found = project(wire="[2025-11-06..2025-11-09]")
    assert publication(cite("wire"), found) == (day("2025-11-06"), day("2025-11-09"))


def test_what_the_passage_cites_makes_it_public_earlier() -> None:
    """An article of the 9th that quotes a post of the 6th was public on the 6th."""
    found = project(wire="2025-11-09", post="2025-11-06")
    assert publication(cite("wire", "post"), found) == (day("2025-11-06"), day("2025-11-06"))


def test_what_the_source_cites_as_a_whole_makes_it_public_earlier() -> None:
    """... "and what that source cites"."""
    found = project(wire="2025-11-09 < post", post="2025-11-06")
    assert publication(cite("wire"), found) == (day("2025-11-06"), day("2025-11-06"))


def test_what_is_cited_later_makes_nothing_public_later() -> None:
    """The earliest of them counts."""
    found = project(wire="2025-11-06", post="2025-11-09")
    assert publication(cite("wire", "post"), found) == (day("2025-11-06"), day("2025-11-06"))


def test_what_a_cited_source_cites_in_turn_does_not_count() -> None:
    """The rule names three kinds of sources, and none at a second remove."""
    found = project(wire="2025-11-09", post="2025-11-08 < memo", memo="2025-11-01")
    assert publication(cite("wire", "post"), found) == (day("2025-11-08"), day("2025-11-08"))


def test_each_bound_is_the_smaller_one() -> None:
    """The earliest day may come from one source and the latest from another."""
    found = project(wire="[2025-11-01..2025-11-09]", post="2025-11-06")
    assert publication(cite("wire", "post"), found) == (day("2025-11-01"), day("2025-11-06"))


def test_a_source_without_published_is_never_public() -> None:
    """It is no bound for others either: what is cited still counts."""
    found = project(rumour="", wire="2025-11-06")
    assert publication(cite("rumour"), found) is None
    assert publication(cite("rumour", "wire"), found) == (day("2025-11-06"), day("2025-11-06"))
    assert publication(cite("wire", "rumour"), found) == (day("2025-11-06"), day("2025-11-06"))


# --- The report day --------------------------------------------------------------------------


def reported(*evidence: Evidence, sources: dict[str, Source]) -> dt.date | None:
    """Return the report day of a stage with this evidence."""
    found = report_day(Stage(stage="in-force", evidence=evidence), sources)
    return None if found is None else to_day(found)


def test_the_report_day_is_the_first_day_on_which_any_evidence_may_have_been_public() -> None:
    """Of uncertain publication the earliest bound counts."""
    found = project(late="2025-11-08", wire="[2025-11-06..2025-11-09]")
    assert reported(cite("late"), cite("wire"), sources=found) == dt.date(2025, 11, 6)


def test_where_there_is_no_earliest_bound_the_latest_counts() -> None:
    """Published "on or before the 7th" may have been public on the 7th, for all we know."""
    found = project(early="[..2025-11-07]", late="2025-11-08", open="[2025-11-09..]")
    assert reported(cite("early"), sources=found) == dt.date(2025, 11, 7)
    assert reported(cite("late"), cite("early"), sources=found) == dt.date(2025, 11, 7)
    assert reported(cite("open"), sources=found) == dt.date(2025, 11, 9)


def test_evidence_that_never_was_public_gives_no_report_day() -> None:
    """Neither does a stage without evidence."""
    found = project(rumour="", wire="2025-11-06")
    assert reported(cite("rumour"), sources=found) is None
    assert reported(sources=found) is None
    assert reported(cite("rumour"), cite("wire"), sources=found) == dt.date(2025, 11, 6)


def test_a_denial_is_a_report_too() -> None:
    """The rule says "any of its evidence": who denies a thing reports that it was said."""
    found = project(denial="2025-11-05", wire="2025-11-06")
    evidence = (cite("wire"), cite("denial", stance="denies"))
    assert reported(*evidence, sources=found) == dt.date(2025, 11, 5)


def test_first_attested_is_the_attested_or_the_report_day() -> None:
    """A date is neither: it says when a stage began, not when it was seen."""
    found = project(wire="2025-11-06", rumour="")
    attested = Stage(stage="in-force", attested=parse_date("1992-03-05"), evidence=(cite("wire"),))
    assert first_attested(attested, found) == dt.date(1992, 3, 5)
    dated = Stage(stage="in-force", date=parse_date("1992"), evidence=(cite("wire"),))
    assert first_attested(dated, found) == dt.date(2025, 11, 6)
    assert first_attested(Stage(stage="in-force", evidence=(cite("rumour"),)), found) is None


def test_first_attested_is_a_day_by_which_it_was_certainly_seen() -> None:
    """Of an attested year that is the last day; of an open one there is none."""
    found = project(wire="2025-11-06")
    for text, expected in (("1992", dt.date(1992, 12, 31)), ("[1992..]", None)):
        attested = Stage(stage="in-force", attested=parse_date(text), evidence=(cite("wire"),))
        assert first_attested(attested, found) == expected


@settings(max_examples=200, deadline=None)
@given(strategies.facts(), strategies.sources())
def test_publication_and_report_follow_the_rule(fact: Fact, sources: dict[str, Source]) -> None:
    """The same comes out of the text alone, told with dates."""
    for stage in fact.stages:
        found = report_day(stage, sources)
        assert (None if found is None else to_day(found)) == view_rule.report_day(stage, sources)
        for evidence in stage.evidence:
            public = publication(evidence, sources)
            told = view_rule.public(evidence, sources)
            assert (public and [to_day(public.earliest), to_day(public.latest)]) == told
            assert public is None or public == Span(*sorted(public)), "the bounds are in order"


# --- Speakers --------------------------------------------------------------------------------

SPOKEN = {
    "wire": Source(id="wire", publisher="agency", authors=("reporter",)),
    "blog": Source(id="blog", authors=("blogger",)),
    "leaflet": Source(id="leaflet"),
    "post": Source(id="post", authors=("trump",), publisher="platform"),
    "statement": Source(id="statement", authors=("kazakhstan", "trump")),
    "relay": Source(id="relay", publisher="agency", cites=("post",)),
}


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (cite("wire", "post", by="tokayev vance"), ("tokayev", "vance")),
        (cite("wire", "post"), ("trump",)),
        (cite("wire", "post", "statement"), ("trump", "kazakhstan")),
        (cite("wire", "leaflet", "post"), ("trump",)),
        (cite("wire", "leaflet"), ("agency",)),
        (cite("wire"), ("agency",)),
        (cite("relay"), ("agency",)),
        (cite("leaflet", "leaflet"), ()),
        (cite("leaflet"), ()),
    ],
)
def test_the_speaker_is_by_default_the_author_cited_or_else_the_publisher(
    evidence: Evidence, expected: tuple[str, ...]
) -> None:
    """The rule: "author of what is cited, else the publisher, else the source itself".

    Cited is what the passage cites; that its source relays another as a whole makes no voice.
    The source itself is an empty answer.
    """
    assert speakers(evidence, SPOKEN) == expected


def test_a_source_without_publisher_speaks_with_the_voice_of_its_authors() -> None:
    """It is "the source itself" where it names its author and nobody who published it."""
    assert speakers(cite("blog"), SPOKEN) == ("blogger",)
    assert speakers(cite("statement"), SPOKEN) == ("kazakhstan", "trump")


# --- Originals and independence --------------------------------------------------------------

CHAIN = project(
    post="",
    statement="",
    wire="< post",
    paper="< wire",
    digest="< wire statement",
    lone="",
    echo="< mirror",
    mirror="< echo",
    hall="< echo post",
    loop="< loop",
    heard="< echo",
)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (cite("lone"), "lone"),
        (cite("wire"), "post"),
        (cite("paper"), "post"),
        (cite("digest"), "post statement"),
        (cite("paper", "statement"), "statement"),
        (cite("lone", "paper"), "post"),
        (cite("echo"), "echo mirror"),
        (cite("lone", "echo"), "echo mirror"),
        (cite("hall"), "post"),
        (cite("loop"), "loop"),
        (cite("heard"), "echo mirror"),
    ],
)
def test_the_originals_are_where_a_chain_of_citations_ends(
    evidence: Evidence, expected: str
) -> None:
    """What the passage cites goes before what its source cites; a circle is one original."""
    assert originals(evidence, CHAIN) == set(expected.split())


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([], 0),
        ([cite("lone")], 1),
        ([cite("lone"), cite("lone")], 1),
        ([cite("lone"), cite("post")], 2),
        ([cite("post"), cite("wire"), cite("paper")], 1),
        ([cite("post"), cite("statement")], 2),
        ([cite("post"), cite("statement"), cite("digest")], 1),
        ([cite("digest"), cite("statement"), cite("lone")], 2),
        ([cite("lone", "post", "statement"), cite("paper", "statement", "loop"), cite("post")], 1),
        ([cite("lone", "post", "statement"), cite("paper", "loop"), cite("post")], 2),
        ([cite("echo"), cite("mirror")], 1),
        ([cite("wire", "statement"), cite("wire")], 2),
    ],
)
def test_evidence_of_one_original_counts_once(evidence: list[Evidence], expected: int) -> None:
    """Three papers that repeat one post are one witness, and a digest of two joins the two."""
    assert independent(evidence, CHAIN) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.lists(strategies.evidence, max_size=4),
    strategies.sources(),
    st.randoms(use_true_random=False),
)
def test_independence_is_a_count_of_islands(
    evidence: list[Evidence], sources: dict[str, Source], random: Random
) -> None:
    """Its order does not matter, and repeating a piece adds no witness."""
    count = independent(evidence, sources)
    assert count == _islands([set(originals(item, sources)) for item in evidence])
    mixed = [*evidence, *evidence]
    random.shuffle(mixed)
    assert independent(mixed, sources) == count
    assert count <= len(
        {item.source for item in evidence} | {name for item in evidence for name in item.cites}
    )


def _islands(groups: Iterable[set[str]]) -> int:
    """Count the groups after joining, one pair at a time, those that share a member."""
    left = list(groups)
    for index, group in enumerate(left):
        for other in left[index + 1 :]:
            if group & other:
                rest = [item for item in left if item is not group and item is not other]
                return _islands([*rest, group | other])
    return len(left)


# --- Badges ----------------------------------------------------------------------------------

ENTITIES = {
    name: Entity(id=name, kind="person", name=name, unnamed=name.startswith("observer"))
    for name in ("agency", "observer", "observer-two", "reporter", "trump")
}
BADGED = {
    "wire": Source(id="wire", publisher="agency"),
    "paper": Source(id="paper"),
    "relay": Source(id="relay", publisher="agency", cites=("wire",)),
    "echo": Source(id="echo", cites=("relay",)),
}


def badged(*evidence: Evidence) -> set[str]:
    """Return the badges of a fact with this evidence, each piece on a stage of its own."""
    stages = tuple(Stage(stage="expected", evidence=(item,)) for item in evidence)
    fact = Fact(id="fact", subject="a", relation="joined", object="b", stages=stages)
    found = badges(fact, BADGED, ENTITIES)
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([cite("wire"), cite("paper")], ""),
        ([cite("wire"), cite("wire", by="trump")], "one-source"),
        ([cite("wire", by="observer"), cite("paper", by="observer")], "one-unnamed-speaker"),
        ([cite("wire", by="observer")], "one-source one-unnamed-speaker"),
        ([cite("wire", by="observer"), cite("paper", by="trump")], ""),
        ([cite("wire", by="observer"), cite("paper", by="observer-two")], ""),
        ([cite("wire", by="observer"), cite("paper", by="observer trump")], ""),
        ([cite("wire", by="observer"), cite("paper")], ""),
        ([cite("relay"), cite("echo")], "second-hand"),
        ([cite("relay"), cite("wire")], ""),
        ([cite("paper", "wire")], "one-source second-hand"),
        ([cite("wire"), cite("paper", stance="denies")], "one-source"),
        ([cite("wire", stance="hedges"), cite("paper", stance="denies")], "one-source"),
        ([], ""),
        ([cite("wire", stance="denies")], ""),
    ],
)
def test_badges_tell_how_thin_the_evidence_is(evidence: list[Evidence], expected: str) -> None:
    """Only what supports or hedges counts; a denial thickens nothing."""
    assert badged(*evidence) == set(expected.split())


def test_bearing_evidence_supports_or_hedges() -> None:
    """It is gathered from all stages, in their order."""
    pieces = [cite("wire"), cite("paper", stance="hedges"), cite("wire", stance="denies")]
    stages = tuple(Stage(stage="expected", evidence=(item,)) for item in pieces)
    fact = Fact(id="fact", subject="a", relation="joined", object="b", stages=stages)
    assert bearing(fact) == pieces[:2]


def test_a_report_is_surely_public_on_an_exact_day_only() -> None:
    """A day of publication that is only a bound is not one on which the report was out."""
    known = {
        "exact": Source(id="exact", published=parse_date("2025-11-06")),
        "some-day": Source(id="some-day", published=parse_date("[2025-11-06..2025-11-09]")),
    }
    day = dt.date(2025, 11, 6)
    for sources, sure in ((["exact"], True), (["some-day"], False), (["some-day", "exact"], True)):
        stage = Stage(stage="expected", evidence=tuple(Evidence(source=name) for name in sources))
        assert first_attested(stage, known) == day
        assert surely_public(stage, known, day) is sure
