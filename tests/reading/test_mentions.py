"""Tests of graphkit.reading.mentions: the rules, each with what only just keeps or breaks it."""

from __future__ import annotations

import functools
from decimal import Decimal

import pytest

from graphkit.model import Entity, Value
from graphkit.reading.mentions import Mentions, value_is_mentioned
from tests.samples import fact, graph_of, ontology

ENTITIES = (
    Entity(
        id="united-states", kind="state", name="United States",
        aliases=("US", "U.S.", "Washington"), adjectives=("American",),
    ),
    Entity(id="israel", kind="state", name="Israel", adjectives=("Israeli",)),
    Entity(id="times-of-israel", kind="organization", name="The Times of Israel"),
    Entity(id="ivory-coast", kind="state", name="C\u00f4te d\u2019Ivoire"),
    Entity(id="donald-trump", kind="person", name="Donald Trump", aliases=("Trump",)),
    Entity(id="trump-administration", kind="organization", name="Trump administration"),
    Entity(id="first-trump-administration", kind="organization", name="First Trump administration"),
    Entity(id="benjamin-netanyahu", kind="person", name="Benjamin Netanyahu", aliases=("Bibi",)),
    Entity(id="officials", kind="group", name="Officials (UNN)", aliases=("US officials",),
           unnamed=True),
    Entity(id="critics", kind="group", name="Critics (UNN)", aliases=("critics",), unnamed=True),
    Entity(id="gaza", kind="place", name="Gaza"),
    Entity(id="war-in-gaza", kind="event", type="war", name="War in Gaza"),
    Entity(id="white-house", kind="place", name="White House"),
    Entity(id="announcement", kind="event", type="announcement", name="What was made known"),
    Entity(id="talks", kind="event", type="meeting", name="Summer talks", aliases=("the parley",)),
    Entity(id="collapse", kind="event", name="Collapse of the union"),
)  # fmt: skip


@functools.cache
def mentions() -> Mentions:
    """Return the rules over `ENTITIES`, three of whom made up the talks at one place."""
    facts = [
        fact("donald-trump", "participatedIn", "talks"),
        fact("israel", "participatedIn", "talks"),
        fact("talks", "tookPlaceIn", "white-house"),
        fact("war-in-gaza", "tookPlaceIn", "gaza"),
        fact("talks", "followed", "war-in-gaza"),
        fact("benjamin-netanyahu", "commentedOn", "talks"),
    ]
    return Mentions(graph_of(facts, ENTITIES).view.records, ontology())


@pytest.mark.parametrize(
    ("identifier", "passage"),
    [
        ("united-states", "the United States\u2019 envoy"),
        ("united-states", "the UNITED STATES"),
        ("united-states", "a United\u2011States ship"),
        ("united-states", "the US-led talks"),
        ("united-states", "U.S. envoys"),
        ("united-states", "two Americans"),
        ("united-states", "AMERICANS"),
        ("united-states", "In Washington."),
        ("united-states", "the united States"),  # the words of the id, with a capital
        ("israel", "\u201cIsrael\u201d"),
        ("israel", "\u201cIsraeli\u201d"),
        ("israel", "Israel told The Times of Israel"),
        ("times-of-israel", "the Times of Israel"),
        ("ivory-coast", "C\u00f4te d'Ivoire"),
        ("ivory-coast", "Cote d\u2019Ivoire\u2019s"),
        ("ivory-coast", "COTE DIVOIRE"),
        ("ivory-coast", "the Ivory Coast"),
        ("donald-trump", "Trump and the Trump administration"),
        ("times-of-israel", "The Times of Israel"),
        ("first-trump-administration", "the first Trump administration"),
        ("trump-administration", "the Trump administration"),
        ("critics", "Critics say"),
        ("critics", "which critics say"),
        ("united-states", "US officials say"),  # an unnamed speaker's name is a description
        ("gaza", "the war in Gaza"),  # and so is that of an event
    ],
)
def test_named(identifier: str, passage: str) -> None:
    """An entity is mentioned by any of its names, as a whole word."""
    assert mentions().entity(passage, identifier)


@pytest.mark.parametrize(
    ("identifier", "passage"),
    [
        ("united-states", "join us, said all of us"),
        ("united-states", "the united states of matter"),
        ("united-states", "the USA"),
        ("united-states", "an american tune"),
        ("israel", "said The Times of Israel"),
        ("israel", "Israelite"),
        ("donald-trump", "the Trump administration"),
        ("donald-trump", "to trump all others"),
        ("trump-administration", "the first Trump administration"),
        ("critics", "criticism"),
        ("officials", "officials"),
        ("times-of-israel", "the times of Israelis"),
    ],
)
def test_not_named(identifier: str, passage: str) -> None:
    """Parts of words, words without their capitals and names within longer names do not count."""
    assert not mentions().entity(passage, identifier)


@pytest.mark.parametrize(
    ("identifier", "passage", "other_end"),
    [
        ("talks", "the summer talks", ""),
        ("talks", "The Parley", ""),
        ("talks", "they met for an hour", ""),
        ("talks", "two meetings", ""),
        ("talks", "Trump and Israel", ""),
        ("talks", "Trump was at the White House", "israel"),
        ("announcement", "he announced that", ""),
        ("announcement", "announcing", ""),
        ("war-in-gaza", "the war in Gaza", "gaza"),
        ("war-in-gaza", "wars", ""),
        ("collapse", "since the collapse of the Union", ""),
    ],
)
def test_event(identifier: str, passage: str, other_end: str) -> None:
    """An event is mentioned by its name, its type, or two parties to it."""
    assert mentions().entity(passage, identifier, other_end)


@pytest.mark.parametrize(
    ("identifier", "passage", "other_end"),
    [
        ("talks", "Trump was glad", ""),
        ("talks", "Trump was in Israel", "donald-trump"),  # he cannot vouch for it
        ("talks", "Trump told Netanyahu", ""),  # who only commented on it
        ("talks", "Trump spoke of the warm weather", ""),
        ("talks", "Donald Trump, or Trump", ""),  # one party named twice
        ("announcement", "the anno", ""),
        ("war-in-gaza", "Gaza", ""),
        ("collapse", "the union", ""),
    ],
)
def test_no_event(identifier: str, passage: str, other_end: str) -> None:
    """One party does not make the event, nor does the other end of the fact."""
    assert not mentions().entity(passage, identifier, other_end)


@pytest.mark.parametrize(
    ("value", "passage"),
    [
        (20_000_000, "about 20 million"),
        (20_000_000, "about 20\u00a0million people"),
        (20_000_000, "20,000,000"),
        (20_000_000, "20.000.000"),
        (20_000_000, "20\u202f000\u202f000"),
        (20_000_000, "20000000"),
        (20_000_000, "a 20-million state"),
        (20_000_000, "20m"),
        (20_500_000, "20.5 million"),
        (20_500_000, "20,5 million"),
        (20_000, "some 20.000"),
        (5, "the 5 of them."),
        (-3, "fell by 3 percent"),
        (Decimal("12.5"), "12.5 percent"),
        ("Islam", "Islam"),
        ("Islam", "Muslim-majority"),
        ("Islam", "most are Muslims"),
        ("Islam", "ISLAMIC"),
        ("Judaism", "Jews"),
        ("the cedar", "The cedar is on its flag"),
        (True, "nothing at all"),
    ],
)
def test_value(value: Value, passage: str) -> None:
    """A number is found however it is grouped, a religion by its adherents."""
    assert value_is_mentioned(passage, value)


@pytest.mark.parametrize(
    ("value", "passage"),
    [
        (20_000_000, "20"),
        (20_000_000, "20 thousand"),
        (20_000_000, "120 million"),
        (20_000_000, "20.1 million"),
        (20_000_000, "120,000,000"),
        (20, "20,000,000"),
        (20, "p20 and 1.20"),
        (20, "2020"),
        (5, "5 million"),
        ("Islam", "Christian"),
        ("Islam", "islam"),
        ("Islam", "Islamabad"),
        ("Buddhism", "Muslim"),
    ],
)
def test_no_value(value: Value, passage: str) -> None:
    """Another number is not the value, however many digits they share."""
    assert not value_is_mentioned(passage, value)
