"""Parts of an entity, as the data model of Wikibase has them.

https://www.mediawiki.org/wiki/Wikibase/DataModel and, for JSON,
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html. Anyone may have made the
file: each function takes any JSON and gives what it can be sure of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from graphkit.identifiers import iri_problem
from graphkit.importers.wikidata.terms import EARTH
from graphkit.seeds.yaml_text import can_be_written

_ITEM = re.compile("Q[1-9][0-9]{0,17}")
_STATEMENT = re.compile(r"[Qq][1-9][0-9]*\$[0-9A-Fa-f-]{1,64}")
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MISSING = object()

VALUE, SOMEVALUE, NOVALUE = "value", "somevalue", "novalue"


def mapping(value: object) -> Mapping[str, Any]:
    """Return a JSON object; an empty one for anything else (PHP writes an empty one as ``[]``)."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON list; nothing for anything else."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def string(value: object) -> str:
    """Return a text; an empty one for anything else, however deeply that is nested."""
    return value if isinstance(value, str) else ""


def item_id(text: object) -> str:
    """Return the id of an item, or an empty text."""
    return text if isinstance(text, str) and _ITEM.fullmatch(text) else ""


def statement_id(text: object) -> str:
    """Return the id of a statement, or an empty text."""
    return text if isinstance(text, str) and _STATEMENT.fullmatch(text) else ""


# ------------------------------------------------------------------------ snaks


def snak_type(snak: Mapping[str, Any]) -> str:
    """Return ``value``, ``somevalue`` or ``novalue``; an empty text for anything else."""
    kind = snak.get("snaktype")
    return kind if isinstance(kind, str) and kind in {VALUE, SOMEVALUE, NOVALUE} else ""


def _value(snak: Mapping[str, Any], kind: str) -> object:
    """Return the value of a snak, if it is of a type."""
    data = mapping(snak.get("datavalue"))
    found = snak_type(snak) == VALUE and data.get("type") == kind
    return data.get("value", _MISSING) if found else _MISSING


def item_of(snak: Mapping[str, Any]) -> str:
    """Return the item that is the value; old files give its number alone."""
    value = mapping(_value(snak, "wikibase-entityid"))
    if "id" in value:
        return item_id(value["id"])
    own = value.get("numeric-id")
    is_item = value.get("entity-type") == "item" and isinstance(own, int | str)
    return item_id(f"Q{own}") if is_item else ""


def time_of(snak: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a value that is a time; none where it is no time."""
    return mapping(_value(snak, "time"))


def text_of(snak: Mapping[str, Any]) -> str:
    """Return a value that is a text of no language."""
    return string(_value(snak, "string"))


def monolingual_of(snak: Mapping[str, Any]) -> tuple[str, str]:
    """Return a text and its language, which is empty where it is none of the Web."""
    value = mapping(_value(snak, "monolingualtext"))
    text, language = value.get("text"), value.get("language")
    known = isinstance(language, str) and _LANGUAGE.fullmatch(language) and language != "und"
    return written(text), language if known else ""  # type: ignore[return-value] # known is a text


def link_of(snak: Mapping[str, Any]) -> str:
    """Return a value that is an address which a source may have."""
    text = text_of(snak)
    return "" if not text or iri_problem(text) or not can_be_written(text) else text


def point_of(snak: Mapping[str, Any]) -> tuple[Decimal, Decimal] | None:
    """Return latitude and longitude in degrees, to six decimals; none off the Earth."""
    value = mapping(_value(snak, "globecoordinate"))
    if string(value.get("globe")).rpartition("/")[2] != EARTH:
        return None
    latitude, longitude = _degrees(value.get("latitude"), 90), _degrees(value.get("longitude"), 180)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _degrees(value: object, most: int) -> Decimal | None:
    """Return degrees to six decimals, a tenth of a metre."""
    if not isinstance(value, int | float) or not abs(value) <= most:
        return None
    return round(Decimal(str(float(value))), 6).normalize() + 0


# ------------------------------------------------------------------------ statements and names


def best(statements: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the statements of the best rank: the preferred ones, else the normal ones."""
    kept = list(statements)
    preferred = [each for each in kept if each.get("rank") == "preferred"]
    return preferred or [each for each in kept if each.get("rank") != "deprecated"]


def items_of(snaks: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the items that are values, each once, in the order of their numbers."""
    return tuple(sorted({item for snak in snaks if (item := item_of(snak))}, key=number))


def number(item: str) -> int:
    """Return the number of an item, to sort by."""
    return int(item[1:])


def written(text: object) -> str:
    """Return a text as a seed file can hold it; an empty one where nothing is left.

    Marks of direction and other characters that cannot be seen are taken out, for labels in
    Arabic and Hebrew often have them; runs of blanks become one.
    """
    if not isinstance(text, str):
        return ""
    text = " ".join(text.split())
    if not text or can_be_written(text):
        return text
    kept = "".join(letter for letter in text if letter == " " or can_be_written(letter))
    return kept.strip() if can_be_written(kept) else ""
