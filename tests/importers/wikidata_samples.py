"""Made-up entities of Wikidata, in the JSON that it gives; the property numbers are real."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]

GREGORIAN = "http://www.wikidata.org/entity/Q1985727"
JULIAN = "http://www.wikidata.org/entity/Q1985786"
SOME, NONE = "somevalue", "novalue"
EDITED = "2025-10-31T12:00:00Z"

#: Classes: sovereign state, human, treaty, intergovernmental organization; a job, of no kind.
STATE, HUMAN, TREATY, BODY, OFFICE = "Q3624078", "Q5", "Q131569", "Q245065", "Q4164871"


def time(text: str, precision: int = 11, model: str = GREGORIAN, **fields: object) -> Json:
    """A time as the value of a snak."""
    value = {
        "time": text,
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision,
        "calendarmodel": model,
    }
    return {"value": {**value, **fields}, "type": "time"}


def day(text: str) -> Json:
    """A day, month or year of the Gregorian calendar, such as ``1991-12``."""
    parts = text.split("-")
    full = "-".join([*parts, "00", "00"][:3])
    return time(f"+{full}T00:00:00Z", 8 + len(parts))


def item(name: str) -> Json:
    """An item as the value of a snak."""
    value = {"entity-type": "item", "numeric-id": int(name[1:]), "id": name}
    return {"value": value, "type": "wikibase-entityid"}


def text(words: str) -> Json:
    """A text, code or address as the value of a snak."""
    return {"value": words, "type": "string"}


def title(words: str, language: str = "en") -> Json:
    """A text in a language as the value of a snak."""
    return {"value": {"text": words, "language": language}, "type": "monolingualtext"}


def point(latitude: float, longitude: float, globe: str = "Q2") -> Json:
    """A place as the value of a snak."""
    value = {
        "latitude": latitude,
        "longitude": longitude,
        "altitude": None,
        "precision": 0.01,
        "globe": f"http://www.wikidata.org/entity/{globe}",
    }
    return {"value": value, "type": "globecoordinate"}


def snak(name: str, value: Json | str) -> Json:
    """A snak: a value, or one of the words `SOME` and `NONE`; an item may be told by its id."""
    if isinstance(value, str) and value in {SOME, NONE}:
        return {"snaktype": value, "property": name}
    told = item(value) if isinstance(value, str) else value
    return {"snaktype": "value", "property": name, "datavalue": told}


Snaks = Mapping[str, "Json | str | Sequence[Json | str]"]


def _snaks(given: Snaks) -> dict[str, list[Json]]:
    return {
        name: [snak(name, each) for each in (value if isinstance(value, list) else [value])]  # type: ignore[arg-type] # a list of the rest
        for name, value in given.items()
    }


def statement(
    name: str,
    value: Json | str,
    qualifiers: Snaks | None = None,
    references: Sequence[Snaks] = (),
    *,
    rank: str = "normal",
) -> Json:
    """A statement."""
    made: Json = {"mainsnak": snak(name, value), "type": "statement", "rank": rank}
    if qualifiers:
        made["qualifiers"] = _snaks(qualifiers)
    if references:
        made["references"] = [{"hash": "0" * 40, "snaks": _snaks(each)} for each in references]
    return made


def entity(
    name: str,
    label: str | Mapping[str, str],
    *classes: str,
    statements: Sequence[Json] = (),
    **fields: object,
) -> Json:
    """An item with its statements in order; those without an id get one made of their place."""
    labels = {"en": label} if isinstance(label, str) else label
    claims: dict[str, list[Json]] = {}
    for each in (*(statement("P31", value) for value in classes), *statements):
        of_property = claims.setdefault(each["mainsnak"]["property"], [])
        number = f"{len(of_property):04}{each['mainsnak']['property'][1:]:0>8}"
        of_property.append({"id": f"{name}${number}", **each})
    made: Json = {
        "type": "item",
        "id": name,
        "labels": {tag: {"language": tag, "value": words} for tag, words in labels.items()},
        "descriptions": {},
        "aliases": {},
        "claims": claims or [],
        "sitelinks": {},
        "lastrevid": 1,
        "modified": EDITED,
    }
    return {**made, **fields}


#: Two states with relations, a president, a prime minister, a treaty and an organization.
SMALL: tuple[Json, ...] = (
    entity(
        "Q100",
        "Aland",
        STATE,
        statements=[
            statement(
                "P530",
                "Q200",
                {"P580": day("1992-04-10")},
                [{"P248": "Q900", "P854": text("https://example.org/a"), "P813": day("2020")}],
            ),
            statement("P35", "Q300", {"P580": day("2019"), "P582": day("2024-06")}),
            statement("P6", "Q301", {"P580": day("2021-03-01"), "P582": NONE}, rank="preferred"),
            statement("P463", "Q500", {"P580": day("1993")}),
            statement("P297", text("AL")),
            statement("P298", text("ALD")),
            statement("P299", text("998")),
            statement("P625", point(60.25, 20)),
        ],
        aliases={"en": [{"language": "en", "value": "Republic of Aland"}]},
    ),
    entity("Q200", "Borland", STATE, statements=[statement("P530", "Q100")]),
    entity("Q300", "Ann Abel", HUMAN, statements=[statement("P39", "Q400", {"P580": day("2010")})]),
    entity("Q301", "Ben Bell", HUMAN),
    entity(
        "Q400", "minister of Aland", OFFICE,
        statements=[statement("P1001", "Q100"), statement("P1308", "Q301", {"P585": day("2009")})],
    ),
    entity("Q500", "Union of Lands", BODY),
    entity(
        "Q600", "Treaty of Port", TREATY,
        statements=[
            statement("P1891", "Q100", {"P585": day("1995-05-05")}),
            statement("P1891", "Q300"),
            statement("P1891", SOME),
        ],
    ),
    entity("Q900", "Register of Treaties", "Q8513"),
)  # fmt: skip


def lines(entities: Sequence[Json] = SMALL) -> str:
    """Entities one a line."""
    return "".join(f"{_dump(each)}\n" for each in entities)


def array(entities: Sequence[Json] = SMALL) -> str:
    """Entities as the full dumps have them."""
    return "[\n" + ",\n".join(map(_dump, entities)) + "\n]\n"


def _dump(each: Json) -> str:
    return json.dumps(each, ensure_ascii=False, separators=(",", ":"))


def write(path: Path, entities: Sequence[Json] = SMALL) -> Path:
    """Write entities one a line."""
    path.write_text(lines(entities), encoding="utf-8")
    return path
