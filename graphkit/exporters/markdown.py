"""Markdown: the timeline and a dossier of each entity, as one document that reads on GitHub.

What a link leads to has an anchor of its own, since plain CommonMark gives headings none and
sites that do make them of the words in different ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.model import Entity, Evidence, Source
from graphkit.reading import wording
from graphkit.reading.document import Line, text
from graphkit.reading.linked import Piece, dispute_topics, source_line, source_remarks
from graphkit.reading.markdown import escaped, render_cells, render_lines
from graphkit.reading.show import dossier
from graphkit.reading.show_text import lines
from graphkit.reading.timeline import Moment, timeline

_COLUMNS = ("date", "stage", "what", "agent", "sources")
#: What ends a link's address, wherever it stands in it.
_ENDS_ADDRESS = re.compile(r"[<>\\\s]")


def _render(graph: Graph) -> Iterator[str]:
    yield from _head(graph)
    yield from _contents(graph)
    yield from _timeline(graph)
    told_once = _view_line(graph)
    for entities in _by_kind(graph).values():
        for entity in entities:
            yield f"\n{_anchor('entity', entity.id)}\n\n"
            told = (line for line in lines(dossier(graph, entity)) if line != told_once)
            yield from render_lines(told, top=2)
    yield from _disputes(graph)
    yield from _sources(graph)


# ------------------------------------------------------------------------ links


def _anchor(kind: str, identifier: str) -> str:
    return f'<a id="{kind}-{identifier}"></a>'


def _link(words: str, kind: str, identifier: str) -> str:
    return f"[{escaped(words)}](#{kind}-{identifier})"


def _piece(piece: Piece) -> str:
    """Return a piece as a link, or its words alone where it leads nowhere."""
    if piece.address:
        safe = _ENDS_ADDRESS.sub(lambda found: quote(found.group(), safe=""), piece.address)
        return f"[{escaped(piece.words)}](<{safe}>)"
    return _link(piece.words, piece.kind, piece.target) if piece.kind else escaped(piece.words)


def _pieces(pieces: Iterable[Piece]) -> str:
    return ", ".join(map(_piece, pieces))


def _entity_link(graph: Graph, identifier: str) -> str:
    return _link(wording.name(graph, identifier), "entity", identifier)


def _source_links(graph: Graph, sources: Iterable[str]) -> str:
    return ", ".join(_link(wording.source_label(graph, one), "source", one) for one in sources)


# ------------------------------------------------------------------------ the parts


def _head(graph: Graph) -> Iterator[str]:
    info = graph.info
    parts = [
        info.lede,
        wording.dotted(f"The view {wording.clock_words(graph)}", graph.summary),
        info.description,
        wording.dotted(info.license and f"Licence: {info.license}", info.credit),
    ]
    yield f"# {escaped(info.title)}\n"
    for part in filter(None, parts):
        yield f"\n{escaped(part)}\n"


def _view_line(graph: Graph) -> Line:
    """Return what every dossier says of the view, which the head of the document says once."""
    return text(f"{graph.info.title}, {wording.clock_words(graph)}")


def _contents(graph: Graph) -> Iterator[str]:
    yield "\n## Contents\n\n"
    yield f"- {_link('Timeline', 'part', 'timeline')}\n"
    for label, entities in _by_kind(graph).items():
        yield f"- {escaped(label.capitalize())}\n"
        for entity in entities:
            yield f"  - {_entity_link(graph, entity.id)}\n"
    if graph.disputes:
        yield f"- {_link('Where the sources differ', 'part', 'disputes')}\n"
    yield f"- {_link('Sources', 'part', 'sources')}\n"


def _by_kind(graph: Graph) -> Mapping[str, list[Entity]]:
    """Return the entities by the plural of their kind, in the order of the ontology."""
    found: dict[str, list[Entity]] = {}
    for kind in graph.ontology.kinds.values():
        if entities := [e for e in graph.entities.values() if e.kind == kind.word]:
            found[kind.plural] = sorted(entities, key=lambda entity: (entity.name, entity.id))
    return found


def _part(title: str, name: str) -> str:
    return f"\n{_anchor('part', name)}\n\n## {title}\n"


def _timeline(graph: Graph) -> Iterator[str]:
    moments = timeline(graph)
    yield _part("Timeline", "timeline")
    if not moments:
        yield "\nNothing had begun in this view.\n"
    for title, dated in (("Dated", True), ("Undated", False)):
        if rows := [_row(graph, moment) for moment in moments if moment.dated is dated]:
            yield f"\n### {title}\n\n"
            yield from render_cells(_COLUMNS, rows)


def _row(graph: Graph, moment: Moment) -> list[str]:
    return [
        escaped(moment.when),
        escaped(moment.stage),
        escaped(moment.what),
        ", ".join(_entity_link(graph, agent) for agent in moment.agents),
        _source_links(graph, moment.sources),
    ]


def _disputes(graph: Graph) -> Iterator[str]:
    if graph.disputes:
        yield _part("Where the sources differ", "disputes")
    for dispute in graph.disputes.values():
        yield f"\n### {escaped(dispute.question)}\n\n"
        kind = graph.ontology.dispute_kinds[dispute.kind].label
        # A fact has no anchor in this document: it stands in the dossiers of both its ends.
        topics = (
            piece if piece.kind == "entity" else Piece(piece.words)
            for piece in dispute_topics(graph, dispute)
        )
        yield f"{escaped(kind.capitalize())} · about {_pieces(topics)}\n\n"
        for position in dispute.positions:
            yield f"- {escaped(position.says)}\n"
            for name in position.facts:
                yield f"  - accepts: {escaped(wording.title(graph, graph.fact(name)))}\n"
            for item in wording.ordered(position.evidence):
                yield f"  - {_evidence(graph, item)}\n"


def _evidence(graph: Graph, item: Evidence) -> str:
    words = escaped(wording.evidence_words(graph, item))
    return wording.dotted(words, _link(item.source, "source", item.source))


def _sources(graph: Graph) -> Iterator[str]:
    yield _part("Sources", "sources")
    yield "\n" if graph.sources else "\nNone in this view.\n"
    for source in graph.sources.values():
        yield f"- {_anchor('source', source.id)}{_source(graph, source)}\n"
        for lead, pieces in source_remarks(graph, source):
            yield f"  - {lead}{_pieces(pieces)}\n"


def _source(graph: Graph, source: Source) -> str:
    return wording.dotted(*map(_piece, source_line(graph, source)), escaped(source.id))


# ------------------------------------------------------------------------ losses


def _losses(graph: Graph) -> Mapping[str, int]:
    entities, sources = graph.entities.values(), graph.sources.values()
    return {
        "moments": len(graph.view.records.moments),
        "coordinates": sum(entity.location is not None for entity in entities),
        "references that entities were checked with": sum(bool(e.checked) for e in entities),
        "adjectives of entities": sum(len(entity.adjectives) for entity in entities),
        "fingerprints of texts": sum(source.text is not None for source in sources),
        "paragraphs with nothing to curate": sum(len(source.left_out) for source in sources),
    }


EXPORTER = Exporter(
    name="markdown",
    suffix=".md",
    title="Markdown: the timeline and a dossier of each entity",
    files={"": _render},
    losses=_losses,
)
