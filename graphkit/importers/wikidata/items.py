"""What items of Wikidata are called and of what class they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graphkit.importers.wikidata.claims import first_items
from graphkit.importers.wikidata.lines import Json
from graphkit.importers.wikidata.report import Spot
from graphkit.importers.wikidata.terms import CODES, COORDINATES, JURISDICTIONS
from graphkit.importers.wikidata.values import (
    VALUE,
    best,
    item_id,
    items_of,
    listed,
    mapping,
    point_of,
    snak_type,
    string,
    text_of,
    written,
)


@dataclass(frozen=True, slots=True)
class Item:
    """What an item says of itself.

    Attributes:
        name: Its label in the language asked for; empty where it has none at all.
        classes: The items that it is an instance of.
        several_places: Whether there is no one place on the Earth where it is.
        jurisdictions: Of an office: items that tell of which state it is.
        edited: The day of its last edit, as YYYY-MM-DD; empty where the file does not say.
    """

    id: str
    spot: Spot
    name: str = ""
    aliases: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    location: tuple[Decimal, Decimal] | None = None
    several_places: bool = False
    jurisdictions: tuple[str, ...] = ()
    edited: str = ""


def read_item(entity: Json, spot: Spot, language: str) -> Item | None:
    """Return what an item says of itself; none for what is no item."""
    identifier = item_id(entity.get("id"))
    if not identifier:
        return None
    statements = {name: list(listed(each)) for name, each in mapping(entity.get("claims")).items()}
    name = _label(mapping(entity.get("labels")), language)
    offices = {
        each: [mapping(one.get("mainsnak")) for one in best(statements.get(each, ()))]
        for each in JURISDICTIONS
    }
    points = _points(statements)
    codes = (_code(statements, each) for each in CODES)
    return Item(
        id=identifier,
        spot=spot,
        name=name,
        aliases=_aliases(mapping(entity.get("aliases")), language, name),
        classes=read_classes(entity),
        codes=tuple(code for code in codes if code),
        location=points[0] if len(points) == 1 else None,
        several_places=len(points) > 1 or None in points,
        jurisdictions=first_items(offices),
        edited=read_edited(entity),
    )


def read_classes(entity: Json) -> tuple[str, ...]:
    """Return the items that an item is an instance of (P31), deprecated ones left out."""
    kept = listed(mapping(entity.get("claims")).get("P31"))
    return items_of(
        mapping(each.get("mainsnak")) for each in kept if each.get("rank") != "deprecated"
    )


def read_edited(entity: Json) -> str:
    """Return the day of the last edit; an empty text where the file does not say."""
    text = string(entity.get("modified"))[: len("2025-10-31")]
    try:
        return text if dt.date.fromisoformat(text).isoformat() == text else ""
    except ValueError:
        return ""


def _label(labels: Json, language: str) -> str:
    """Return the label in a language, else the one for all languages, else the first by code."""
    for each in (language, "mul", *sorted(labels)):
        name = written(mapping(labels.get(each)).get("value"))
        if name:
            return name
    return ""


def _aliases(aliases: Json, language: str, name: str) -> tuple[str, ...]:
    texts = {written(alias.get("value")) for each in (language, "mul")
             for alias in listed(aliases.get(each))}  # fmt: skip
    return tuple(sorted(texts - {"", name}))


def _code(statements: Mapping[str, Sequence[Json]], name: str) -> tuple[str, str] | None:
    """Return the only code of a scheme that an item has."""
    scheme, form = CODES[name]
    kept = best(statements.get(name, ()))
    found = {text_of(mapping(each.get("mainsnak"))) for each in kept}
    code = found.pop() if len(found) == 1 else ""
    return (scheme, code) if re.fullmatch(form, code) else None


def _points(statements: Mapping[str, Sequence[Json]]) -> list[tuple[Decimal, Decimal] | None]:
    """Return the places where an item is, each once; none stands for one that is unread."""
    snaks = [mapping(each.get("mainsnak")) for each in best(statements.get(COORDINATES, ()))]
    return list(dict.fromkeys(point_of(snak) for snak in snaks if snak_type(snak) == VALUE))
