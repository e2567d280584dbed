"""Lines whose parts lead somewhere, before it is known what a link looks like there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from graphkit.graph import Graph
from graphkit.model import Dispute, Source
from graphkit.reading import wording


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line.

    Attributes:
        words: As a reader sees them.
        kind: Of the record that they lead to: entity, fact, source or dispute; may be empty.
        target: Its id.
        address: The page on the web that they lead to; may be empty, else http or https.
    """

    words: str
    kind: str = ""
    target: str = ""
    address: str = ""


#: What introduces the pieces of a remark, and the pieces, which commas part.
Remark = tuple[str, list[Piece]]


def entity(graph: Graph, identifier: str) -> Piece:
    """Return the name of an entity, leading to it."""
    return Piece(wording.name(graph, identifier), "entity", identifier)


def fact(graph: Graph, identifier: str) -> Piece:
    """Return the title of a fact, leading to it."""
    return Piece(wording.title(graph, graph.fact(identifier)), "fact", identifier)


def sources(graph: Graph, identifiers: Iterable[str]) -> list[Piece]:
    """Return the short names of sources, leading to them."""
    return [Piece(wording.source_label(graph, name), "source", name) for name in identifiers]


def dispute_topics(graph: Graph, dispute: Dispute) -> list[Piece]:
    """Return the entities and facts that a dispute is about."""
    return [
        entity(graph, name) if name in graph.entities else fact(graph, name)
        for name in dispute.about
    ]


def source_line(graph: Graph, source: Source) -> list[Piece]:
    """Return what a source is: title, publisher, kind, days and language, without its id."""
    published = f"published {wording.date_words(source.published)}" if source.published else ""
    accessed = f"accessed {wording.date_words(source.accessed)}" if source.accessed else ""
    parts = [
        outward(source.title or source.id, source.url),
        entity(graph, source.publisher) if source.publisher else Piece("publisher not named"),
        Piece(graph.ontology.source_kinds[source.kind].label),
        Piece(published),
        Piece(accessed),
        Piece(source.language and f"in {source.language}"),
    ]
    return [part for part in parts if part.words]


def source_remarks(graph: Graph, source: Source) -> Iterator[Remark]:
    """Yield what else is to be known of a source."""
    if source.authors:
        yield "by ", [entity(graph, name) for name in source.authors]
    if source.cites:
        yield "credits ", sources(graph, source.cites)
    if not source.text:
        yield "", [Piece("not read itself: known through the texts that relay it")]
    if source.archived:
        yield "", [outward("archived copy", source.archived)]
    yield from (("", [Piece(note)]) for note in (source.published_note, source.note) if note)


def outward(words: str, address: str) -> Piece:
    """Return words that lead to another site, or the words alone where there is no such address."""
    is_web = address.startswith(("http://", "https://"))
    return Piece(words, address=address if is_web else "")
