"""What a project made of Wikidata says of where it comes from."""

from __future__ import annotations

import datetime as dt

from graphkit.dates import parse_date
from graphkit.identifiers import BASE
from graphkit.model import GraphInfo, Source

#: What Wikidata gives its data under, https://www.wikidata.org/wiki/Wikidata:Licensing
LICENSE = "CC0-1.0"


def wikidata_of(day: dt.date, identifier: str, *, given: bool) -> Source:
    """Return Wikidata as the source that was read.

    Args:
        day: Of the files.
        identifier: Its id.
        given: Whether the user named the day; it is that of the last edit otherwise.
    """
    return Source(
        id=identifier,
        title="Wikidata",
        kind="dataset",
        published=parse_date(day.isoformat()),
        published_note="" if given else "the last edit of an item that was read",
        url="https://www.wikidata.org/",
    )


def info_of(day: dt.date) -> GraphInfo:
    """Return the title page of a project of nothing but items of Wikidata."""
    return GraphInfo(
        title="Facts from Wikidata",
        base=BASE,
        as_of=day,
        description="Made of items of Wikidata by graphkit import.",
        license=LICENSE,
        credit="Wikidata",
    )
