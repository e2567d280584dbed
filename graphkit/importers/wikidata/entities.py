"""Entities made of items of Wikidata, with their ids."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.identifiers import ENTITY_ID_LENGTH, slug
from graphkit.importers.wikidata.items import Item
from graphkit.importers.wikidata.report import LeftOut
from graphkit.importers.wikidata.values import number
from graphkit.model import Entity

#: Kinds whose place on the Earth is taken over.
_PLACES = ("state", "place")


def plain_id(item: Item) -> str:
    """Return the id that an item has if no other has its name."""
    return _cut(slug(item.name), ENTITY_ID_LENGTH) or item.id.lower()


def entity_ids(kinds: Iterable[tuple[Item, str]], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return the id of the entity of each item, made of its name.

    Of those with one name, the first keeps it: a state before all else, then the item with the
    lowest number. The ids of the others end in the number of their item.

    Args:
        kinds: Items with their kinds.
        taken: Ids that others have.
    """
    found: dict[str, str] = {}
    used = set(taken)
    for item, _ in sorted(kinds, key=lambda each: (each[1] != "state", number(each[0].id))):
        own = item.id.lower()
        words = slug(item.name)
        plain = plain_id(item)
        if plain in used:
            plain = f"{_cut(words, ENTITY_ID_LENGTH - len(own) - 1)}-{own}".lstrip("-")
        while plain in used:  # only of names that are made to look like such ids
            plain = f"{own}-{_cut(plain, ENTITY_ID_LENGTH - len(own) - 1)}"
        found[item.id] = plain
        used.add(plain)
    return found


def _cut(words: str, longest: int) -> str:
    """Return an id of a greatest length, cut behind a whole word if there is one."""
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition("-")[0] or words[:longest]


def entity_of(item: Item, identifier: str, kind: str, left_out: LeftOut) -> Entity:
    """Return the entity of an item, with the codes that name it elsewhere."""
    placed = kind in _PLACES
    if placed and item.several_places:
        left_out.add("bad-coordinates", item.spot, item.id)
    edited = f", as edited on {item.edited}" if item.edited else ""
    return Entity(
        id=identifier,
        kind=kind,
        name=item.name,
        aliases=item.aliases,
        ids=tuple(sorted((*item.codes, ("wikidata", item.id)))),
        location=item.location if placed else None,
        checked=f"Wikidata{edited}",
    )
