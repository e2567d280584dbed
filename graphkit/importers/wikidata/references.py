"""References of statements as sources that Wikidata relays.

Nobody here has read the work that a reference names: Wikidata was read, and it says that the
statement stands there. So the work is a source that the evidence cites.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.identifiers import slug
from graphkit.importers.wikidata.dates import When, read_time
from graphkit.importers.wikidata.terms import (
    ARCHIVE,
    IMPORTED_FROM,
    PUBLISHED,
    RETRIEVED,
    STATED_IN,
    TITLE,
    URL,
)
from graphkit.importers.wikidata.values import (
    items_of,
    link_of,
    listed,
    mapping,
    monolingual_of,
    time_of,
)
from graphkit.model import Source

#: Of the words of a title that go into the id of a source.
_LONGEST_WORDS = 40
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference says of the work it names.

    Attributes:
        stated_in: Items of the work.
        imported_from: Items of the project of Wikimedia that it was taken over from.
        urls: Addresses, sorted.
        archives: Addresses of copies, sorted.
    """

    stated_in: tuple[str, ...] = ()
    imported_from: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    title: str = ""
    language: str = ""
    published: When | None = None
    retrieved: When | None = None

    @property
    def names_a_work(self) -> bool:
        """Whether there is anything by which the work could be found."""
        return bool(self.stated_in or self.urls or self.title or self.imported_from)

    @property
    def digest(self) -> str:
        """A name made of all that it says, the same in every run."""
        works = (self.stated_in, self.imported_from, self.urls, self.archives)
        times = [when.text if when else "" for when in (self.published, self.retrieved)]
        text = json.dumps([*works, self.title, self.language, *times])
        return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def read_reference(reference: Mapping[str, Any]) -> Reference:
    """Return what a reference says; of several titles or days of one work, none."""
    snaks = {name: list(listed(each)) for name, each in mapping(reference.get("snaks")).items()}
    titles = {monolingual_of(snak) for snak in snaks.get(TITLE, ())}
    title, language = titles.pop() if len(titles) == 1 else ("", "")
    return Reference(
        stated_in=items_of(snaks.get(STATED_IN, ())),
        imported_from=items_of(snaks.get(IMPORTED_FROM, ())),
        urls=_links(snaks.get(URL, ())),
        archives=_links(snaks.get(ARCHIVE, ())),
        title=title,
        language=language if title else "",
        published=_time(snaks.get(PUBLISHED, ())),
        retrieved=_time(snaks.get(RETRIEVED, ())),
    )


def _links(snaks: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({link for snak in snaks if (link := link_of(snak))}))


def _time(snaks: Iterable[Mapping[str, Any]]) -> When | None:
    times = {read_time(time_of(snak)) for snak in snaks}
    return times.pop() if len(times) == 1 else None


def source_of(reference: Reference, name: Callable[[str], str]) -> Source:
    """Return the source that a reference names.

    Args:
        reference: It names a work.
        name: Gives the label of an item, and an empty text where there is none.
    """
    works = " / ".join(name(item) or item for item in reference.stated_in)
    projects = " / ".join(name(item) or item for item in reference.imported_from)
    title = reference.title or works
    if not title and projects and not reference.urls:
        title = f"Imported from {projects}"
    elif not title:
        title = reference.urls[0].partition("://")[2].partition("/")[0]
    stated = f"stated in {works} ({', '.join(reference.stated_in)})" if works else ""
    imported = f"imported from {projects} ({', '.join(reference.imported_from)})"
    others = [*reference.urls[1:], *reference.archives[1:]]
    notes = (stated, imported if projects else "", f"also {' '.join(others)}" if others else "")
    words = slug(title)[:_LONGEST_WORDS].strip("-")
    return Source(
        id="-".join(filter(None, ("wikidata-reference", words, reference.digest))),
        title=title,
        kind="article",
        published=reference.published.date if reference.published else None,
        published_note=reference.published.note if reference.published else "",
        url=reference.urls[0] if reference.urls else "",
        archived=reference.archives[0] if reference.archives else "",
        accessed=reference.retrieved.date if reference.retrieved else None,
        language=reference.language,
        note="; ".join(filter(None, notes)),
    )
