"""References of statements as sources that Wikidata relays.

Nobody here has read the work that a reference names: Wikidata was read, and it says that the
statement stands there. So the work is a source that the evidence cites.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
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
    number,
    time_of,
)
from graphkit.model import Source
from graphkit.provenance import span

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
        return bool(self.stated_in or self.urls or self.title)

    @property
    def names_an_origin(self) -> bool:
        """Whether it tells at least where the statement was taken from."""
        return self.names_a_work or bool(self.imported_from)

    @property
    def work(self) -> tuple[object, ...]:
        """What tells one work from another: its address, else all that it is called.

        What one page is said to be may differ, and so may the days on which it was retrieved and
        its copies: it is no second source.
        """
        if self.urls:
            return self.urls
        when = self.published.text if self.published else ""
        return (self.stated_in, self.title, self.language, when)


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


class Works:
    """The sources that references name, each put together from all references to one work."""

    def __init__(
        self,
        references: Iterable[Reference],
        names: Mapping[str, str],
        known: Mapping[str, Source],
    ) -> None:
        """Take the references.

        Args:
            references: Also several times, in any order.
            names: Labels by item, as far as they are known.
            known: Sources that the project has: what it says of them counts.
        """
        self._names = names
        grouped: dict[tuple[object, ...], dict[Reference, None]] = {}
        for each in references:
            if each.names_a_work:
                grouped.setdefault(each.work, {})[each] = None
        self._sources: dict[tuple[object, ...], Source] = {}
        for work, alike in grouped.items():
            source = self._source(list(alike))
            self._sources[work] = known.get(source.id, source)

    def name(self, item: str) -> str:
        """Return the label of an item, else its number."""
        return self._names.get(item) or item

    def of(self, reference: Reference) -> Source | None:
        """Return the source of a reference; none where it names no work."""
        return self._sources.get(reference.work) if reference.names_a_work else None

    def _source(self, references: Sequence[Reference]) -> Source:
        """Return the source that references to one work name, as it was last retrieved.

        Of several titles or days of publication there is none: nobody can tell which is right.
        """
        stated = sorted({item for each in references for item in each.stated_in}, key=number)
        projects = sorted({item for each in references for item in each.imported_from}, key=number)
        archives = sorted({link for each in references for link in each.archives})
        titles = {(each.title, each.language) for each in references if each.title}
        title, language = titles.pop() if len(titles) == 1 else ("", "")
        days = {each.published for each in references if each.published}
        published = days.pop() if len(days) == 1 else None
        retrieved = [each.retrieved for each in references if each.retrieved]
        urls = references[0].urls
        site = urls[0].partition("://")[2].partition("/")[0] if urls else ""
        others = [*urls[1:], *archives[1:]]
        notes = (
            self._told("stated in", stated),
            self._told("imported from", projects),
            f"also {' '.join(others)}" if others else "",
        )
        called = " / ".join(map(self.name, stated))
        return Source(
            id=_id(site or title or called, references[0]),
            title=title or called or site,
            kind="work",
            published=published.date if published else None,
            published_note=published.note if published else "",
            url=urls[0] if urls else "",
            archived=archives[0] if archives else "",
            accessed=max(retrieved, key=_by_day).date if retrieved else None,
            language=language,
            note="; ".join(filter(None, notes)),
        )

    def _told(self, words: str, items: Sequence[str]) -> str:
        named = " / ".join(map(self.name, items))
        return f"{words} {named} ({', '.join(items)})" if items else ""


def _id(words: str, reference: Reference) -> str:
    """Return the id of a source: some words and a digest of what makes the work."""
    digest = hashlib.sha256(json.dumps(reference.work).encode()).hexdigest()[:_DIGITS]
    short = slug(words)[:_LONGEST_WORDS].strip("-")
    return "-".join(filter(None, ("wikidata-reference", short, digest)))


def _by_day(when: When) -> tuple[int, int, str]:
    days = span(when.date)
    return days.earliest, days.latest, when.text
