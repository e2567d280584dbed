"""Whether a passage mentions a thing: the rules of ``graphkit verify``.

They are strict, since a note on what stands for a name costs a curator little and tells a
reader much.

**An entity** is mentioned by its name, its short name, an alias, an adjective (with or without
a plural s) or the words of its id, each as a whole word; a hyphen may stand for a blank. A name
with a capital keeps its capitals (*us* is not the US) or is all in capitals, but several words
may begin small (*the Times of Israel*); one without may begin a sentence. A hit on the words of
an id has a capital somewhere. A name inside a longer name of something else does not count: *The
Times of Israel* does not mention Israel. Names of events and of unnamed speakers hide nothing in
this way, for they are descriptions.

**An event** is mentioned by its name, short name or alias in any case; or by a word for its
type in any inflection (*announced* for an announcement, *met* for a meeting); or else by two
of those that its own facts have as taking part in it, hosting it, being its place or its
matter. The other end of the fact is not one of the two: that Trump is named does not show that
the call is.

**A value** is mentioned by its digits, however grouped, or with a word as in *20 million*; a
text by itself, a religion also by the word for its adherents. No words can be named for a yes
or no, so a flag always counts as mentioned.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from graphkit.model import Entity, Records, Value
from graphkit.ontology import Ontology
from graphkit.reading.folding import fold

EVENT = "event"
#: How many parties to an event stand for it where neither its name nor its type does.
PARTIES = 2

# Adherents of the religions that texts on states speak of most, in English.
_ADHERENTS: Mapping[str, tuple[str, ...]] = {
    "buddhism": ("Buddhist",),
    "catholicism": ("Catholic",),
    "christianity": ("Christian",),
    "hinduism": ("Hindu",),
    "islam": ("Muslim", "Moslem", "Islamic"),
    "judaism": ("Jewish", "Jew"),
    "protestantism": ("Protestant",),
    "shia islam": ("Shia", "Shiite", "Shi'ite"),
    "sikhism": ("Sikh",),
    "sunni islam": ("Sunni",),
}

_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
}
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>[0-9]{1,3}(?P<mark>[ ,.'])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?![0-9])"
    r"|[0-9]{1,40}(?:[.,][0-9]{1,40})?)"
    rf"(?:[ -]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?",
    re.IGNORECASE,
)

_ENDINGS = ("ment", "ions", "ings", "ion", "ing", "ies", "ed", "es", "y", "s", "e")
_IRREGULAR = {"met": "meet"}
_LESS = frozenset({"a", "and", "by", "for", "in", "of", "on", "the", "to"})


class Mentions:
    """Answers for the entities of a project, whose names are taken apart once."""

    def __init__(self, records: Records, ontology: Ontology) -> None:
        """Index the names that could hide shorter ones, and who is part of which event."""
        self._entities = records.entities
        self._ontology = ontology
        self._by_word: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for entity in records.entities.values():
            if entity.kind != EVENT and not entity.unnamed:
                for name in _names(entity):
                    for word in set(_words(name)):
                        self._by_word[word.lower()].append((entity.id, name))
        self._parties: defaultdict[str, set[str]] = defaultdict(set)
        for fact in records.facts.values():
            # What inherits its date from an event is what makes up the event.
            if ontology.relations[fact.relation].inherits_date_from and fact.object:
                ends = (fact.subject, fact.object)
                for event, other in (ends, ends[::-1]):
                    if self._is_event(event) and not self._is_event(other):
                        self._parties[event].add(other)

    def entity(self, passage: str, identifier: str, other_end: str = "") -> bool:
        """Whether a passage mentions an entity.

        Args:
            passage: As it stands in the text.
            identifier: Of the entity.
            other_end: The id of what stands at the other end of the fact; it cannot vouch for
                an event.
        """
        text = _folded(passage)
        return self._is_named(text, identifier) or (
            self._is_event(identifier) and self._is_described(text, identifier, other_end)
        )

    def _is_event(self, identifier: str) -> bool:
        return self._entities[identifier].kind == EVENT

    def _is_named(self, text: str, identifier: str) -> bool:
        hidden = [span for longer in self._longer(identifier) for span in _find(longer, text)]
        return any(
            not any(first <= start and end <= last for first, last in hidden)
            for start, end in self._hits(text, self._entities[identifier])
        )

    def _hits(self, text: str, entity: Entity) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a text that have a name of an entity."""
        for name in _names(entity):
            yield from _find(name, text, any_case=entity.kind == EVENT)
        for adjective in entity.adjectives:
            yield from _find(fold(adjective).text.strip(), text, plural=True)
        for start, end in _find(entity.id, text, any_case=True):
            if text[start:end] != text[start:end].lower():
                yield start, end

    def _longer(self, identifier: str) -> Iterator[str]:
        """Yield the names of others that hold a name of this entity."""
        entity = self._entities[identifier]
        for name in {*_names(entity), *(fold(word).text for word in entity.adjectives)}:
            words = _words(name)
            for other, longer in self._by_word[words[0].lower()] if words else ():
                if other != identifier and len(longer) > len(name) and _find(name, longer):
                    yield longer

    def _is_described(self, text: str, event: str, other_end: str) -> bool:
        type_ = self._ontology.event_types.get(self._entities[event].type)
        if type_ and _stems(_words(type_.label)) & _stems(_words(text)):
            return True
        parties = self._parties[event] - {other_end}
        named = (party for party in sorted(parties) if self._is_named(text, party))
        return sum(1 for _ in zip(range(PARTIES), named, strict=False)) == PARTIES


def value_is_mentioned(passage: str, value: Value) -> bool:
    """Whether a passage mentions the value of a fact."""
    if isinstance(value, bool):
        return True
    text = _folded(passage)
    if isinstance(value, (int, Decimal)):
        return abs(Decimal(value)) in set(_numbers(text))
    name = fold(value).text
    return bool(_find(name, text)) or any(
        _find(word, text, plural=True) for word in _ADHERENTS.get(name.lower(), ())
    )


@functools.lru_cache(maxsize=1024)
def _folded(passage: str) -> str:
    """Return a passage made comparable; one is asked after several names in a row."""
    return fold(passage).text


def _numbers(text: str) -> Iterator[Decimal]:
    """Yield what the digits of a text may mean: 20.000 is twenty and twenty thousand."""
    for match in _NUMBER.finditer(text):
        scale = _SCALES.get((match["scale"] or "").lower(), 1)
        if match["mark"]:
            yield Decimal(match["digits"].replace(match["mark"], "")) * scale
        if match["mark"] not in {" ", "'"}:
            plain = match["digits"].replace(",", ".")
            if plain.count(".") <= 1:
                yield Decimal(plain) * scale


# ------------------------------------------------------------------------ words


def _names(entity: Entity) -> list[str]:
    """Return the names of an entity, made comparable; adjectives are apart."""
    names = (entity.name, entity.short, *entity.aliases)
    return [text for text in (fold(name).text.strip() for name in names) if text]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _find(
    name: str, text: str, *, any_case: bool = False, plural: bool = False
) -> list[tuple[int, int]]:
    """Return where a name stands as a whole word.

    Args:
        name: Made comparable, or an id.
        text: Made comparable.
        any_case: Whether capitals do not matter; they never do for a name without any.
        plural: Whether an s may follow.
    """
    any_case = any_case or name == name.lower()
    return [
        match.span()
        for pattern in _patterns(name, any_case=any_case, plural=plural)
        for match in pattern.finditer(text)
    ]


@functools.lru_cache(maxsize=65_536)
def _patterns(name: str, *, any_case: bool, plural: bool) -> tuple[re.Pattern[str], ...]:
    """Return the pattern of a name; with one of its capitals, where they matter."""
    parts = (re.escape(part) for part in re.split("[ -]+", name) if part)
    # An apostrophe may be left out: Sana'a is Sanaa.
    core = "[ -]".join(parts).replace("'", "'?")
    if not core:
        return ()
    whole = rf"(?<!\w){core}{'s?' if plural else ''}(?!\w)"
    if any_case:
        return (re.compile(whole, re.IGNORECASE),)
    shouted = rf"(?<!\w){core.upper()}{'S?' if plural else ''}(?!\w)"
    if " " in name and name[0] != name[0].lower():
        whole = whole.replace(name[0], f"[{name[0]}{name[0].lower()}]", 1)
    return (re.compile(whole), re.compile(shouted))


def _stems(words: Iterable[str]) -> set[str]:
    """Return words without their endings, so that *announced* is like *announcement*."""
    return {_stem(word.lower()) for word in words} - _LESS


def _stem(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    shorter = True
    while shorter:
        shorter = False
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 - war, sign
                word, shorter = word[: -len(ending)], True
                break
    return word
