"""The document: a timeline, dossiers, disputes and sources, in which only our own markup counts."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from graphkit.dates import parse_date
from graphkit.exporters.markdown import EXPORTER
from graphkit.graph import Graph
from graphkit.model import Entity, Moment, Source, SourceText
from graphkit.reading import document
from graphkit.reading.markdown import escaped, render_lines
from graphkit.reading.show import dossier
from graphkit.reading.show_text import lines
from graphkit.reading.timeline import timeline
from tests.samples import export_text, fact, graph_of, hostile, shipped, stage, state

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_ANCHOR = re.compile('<a id="(part|entity|source)-[a-z0-9-]+">|</a>')

graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "hostile": hostile,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "known early": lambda: shipped().known_by("2025-11-06"),
    "focused": lambda: shipped().select(focus="kazakhstan"),
    "only sought": lambda: shipped().select(stages=["sought"]),
    "nothing": lambda: shipped().as_of("1000-01-01").known_by("1000-01-01"),
    "empty": lambda: graph_of([], []),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))


def _inner(text: str) -> list[Token]:
    return [child for token in READER.parse(text) for child in token.children or ()]


def _headings(text: str, tag: str) -> list[str]:
    tokens = READER.parse(text)
    return [
        "".join(child.content for child in following.children or ())
        for token, following in itertools.pairwise(tokens)
        if (token.type, token.tag) == ("heading_open", tag)
    ]


# ------------------------------------------------------------------------ markup


@every_graph
def test_only_our_own_markup(graph: Callable[[], Graph]) -> None:
    """No HTML but anchors, no picture, no code, no rule, no emphasis, whatever the texts hold."""
    text = export_text(graph(), "markdown")
    blocks = {token.type for token in READER.parse(text)}
    assert not blocks & {"html_block", "fence", "code_block", "hr", "blockquote_open"}
    inner = _inner(text)
    assert {token.type for token in inner} <= {"text", "html_inline", "link_open", "link_close"}
    for token in inner:
        assert token.type != "html_inline" or _ANCHOR.fullmatch(token.content)


@every_graph
def test_links_lead_somewhere(graph: Callable[[], Graph]) -> None:
    """Each link leads to an anchor of the document, which has each of its anchors once."""
    inner = _inner(export_text(graph(), "markdown"))
    anchors = Counter(
        token.content[len('<a id="') : -2]
        for token in inner
        if token.type == "html_inline" and token.content != "</a>"
    )
    assert set(anchors.values()) == {1}
    targets = {str(token.attrs["href"]) for token in inner if token.type == "link_open"}
    assert targets <= {f"#{name}" for name in anchors}
    assert {"#part-timeline", "#part-sources"} <= targets
    assert {f"entity-{name}" for name in graph().entities} <= set(anchors)
    assert {f"source-{name}" for name in graph().sources} <= set(anchors)


def test_links_to_sources() -> None:
    """A source is linked by its own address and by no other; what is no web address is text."""
    addresses = {
        "good": "https://example.org/a_b?c=*d*&e=[f](g)#h",
        "odd": "https://example.org/a> b<c\\d\u2028",
        "bad": "javascript:alert(1)",
        "none": "",
    }
    sources = [
        Source(id=name, title=f"[{name}](x)", url=url, archived=url, text=SourceText("a", "0"))
        for name, url in addresses.items()
    ]
    entities = [state("a"), state("b")]
    facts = [
        fact("a", "recognized", "b", stage("in-force", source=name), identifier=name)
        for name in addresses
    ]
    text = export_text(graph_of(facts, entities, sources=sources), "markdown")
    outward = [
        str(token.attrs["href"])
        for token in _inner(text)
        if token.type == "link_open" and not str(token.attrs["href"]).startswith("#")
    ]
    good = "https://example.org/a_b?c=*d*&e=%5Bf%5D(g)#h"
    odd = "https://example.org/a%3E%20b%3Cc%5Cd%E2%80%A8"
    assert outward == [good, good, odd, odd]
    assert "[\\[bad\\](x)]" not in text


# ------------------------------------------------------------------------ what it says


def test_the_head() -> None:
    """The document says what it is, as of when, how much there is, whose it is."""
    text = export_text(shipped().known_by("2025-11-08"), "markdown")
    info = shipped().info
    assert text.startswith(f"# {info.title}\n\n{info.lede}\n\n")
    assert "\nThe view as of 7 November 2025, known by 8 November 2025 · 70 entities, " in text
    assert f"\nLicence: CC-BY-4.0 · {info.credit}\n" in text
    assert _headings(text, "h1") == [info.title]
    bare = export_text(graph_of([], []), "markdown")
    assert bare.startswith("# Sample\n\nThe view as of 7 November 2025 · 0 entities, ")
    assert "Licence" not in bare


def test_the_parts() -> None:
    """Contents, timeline, a part for each entity by kind, disputes, sources."""
    found = _headings(export_text(shipped(), "markdown"), "h2")
    assert found[:2] == ["Contents", "Timeline"]
    assert found[-2:] == ["Where the sources differ", "Sources"]
    assert sorted(found[2:-2]) == sorted(entity.name for entity in shipped().entities.values())
    kinds = {entity.name: entity.kind for entity in shipped().entities.values()}
    order = list(dict.fromkeys(kinds[name] for name in found[2:-2]))
    assert order == [kind for kind in shipped().ontology.kinds if kind in order]


@every_graph
def test_the_timeline(graph: Callable[[], Graph]) -> None:
    """Each line of the timeline is a row, the dated ones first, in its order."""
    text = export_text(graph(), "markdown")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    rows = [row for row in rows if not row.startswith(("| date |", "| --- |"))]
    moments = timeline(graph())
    assert len(rows) == len(moments)
    for row, moment in zip(rows, moments, strict=True):
        assert row.startswith(
            f"| {escaped(moment.when)} | {escaped(moment.stage)} | {escaped(moment.what)} | "
        )
        assert all(f"](#source-{source})" in row for source in moment.sources)
        assert all(f"](#entity-{agent})" in row for agent in moment.agents)


@every_graph
def test_the_dossiers(graph: Callable[[], Graph]) -> None:
    """Each entity has what `show` tells of it, one level lower, but for the line on the view."""
    made = graph()
    text = export_text(made, "markdown")
    for entity in made.entities.values():
        told = list(lines(dossier(made, entity)))
        kept = [line for line in told if not line.text.startswith(f"{made.info.title}, as of ")]
        assert len(told) - len(kept) == 1
        part = f'\n<a id="entity-{entity.id}"></a>\n\n{"".join(render_lines(kept, top=2))}\n<a '
        assert part in text
        assert document.title(entity.name) in kept


@every_graph
def test_the_disputes(graph: Callable[[], Graph]) -> None:
    """Each dispute is there with its positions and the sources of each."""
    made = graph()
    part = export_text(made, "markdown").partition('<a id="part-disputes">')[2]
    part = part.partition('<a id="part-sources">')[0]
    assert bool(part) == bool(made.disputes)
    for dispute in made.disputes.values():
        told = part.partition(f"### {escaped(dispute.question)}\n")[2].partition("\n### ")[0]
        for position in dispute.positions:
            assert f"\n- {escaped(position.says)}\n" in told
        pieces = [item for position in dispute.positions for item in position.evidence]
        assert told.count("](#source-") == len(pieces)
        assert all(f"](#source-{item.source})" in told for item in pieces)
        accepted = sum(len(position.facts) for position in dispute.positions)
        assert told.count("  - accepts: ") == accepted


def test_the_sources() -> None:
    """Each source has its title, publisher, day and notes, and what it relays."""
    part = export_text(shipped(), "markdown").partition('<a id="part-sources">')[2]
    assert (
        '\n- <a id="source-unn-kazakhstan"></a>UNN on Trump\'s announcement about Kazakhstan · '
        "[UNN](#entity-unn) · article · published 2025-11-07 · in en · unn-kazakhstan\n"
        "  - credits [Reuters](#source-reuters-kazakhstan)\n"
    ) in part
    for source in shipped().sources.values():
        entry = part.partition(f'<a id="source-{source.id}"></a>')[2].partition("\n- ")[0]
        assert escaped(source.title) in entry
        assert escaped(source.note) in entry
        assert escaped(source.published_note) in entry
        assert ("not read itself" in entry) == (source.text is None)
        names = filter(None, (*source.authors, source.publisher))
        assert all(f"](#entity-{name})" in entry for name in names)


def test_pieces() -> None:
    """The document comes piece by piece, none longer than what is told of one thing."""
    (render,) = EXPORTER.files.values()
    longest = max(len(piece) for piece in render(shipped()))
    assert longest < len(export_text(shipped(), "markdown")) / 50


# ------------------------------------------------------------------------ losses


def test_losses() -> None:
    """What no part of the document tells is counted."""
    entity = Entity(
        id="a", kind="state", name="A", adjectives=("ese", "ic"),
        location=(Decimal("12.34"), Decimal("56.78")), checked="an atlas",
    )  # fmt: skip
    source = Source(id="s", text=SourceText("s.txt", "0" * 64), left_out=(("p2", "an advert"),))
    facts = [fact("a", "recognized", "b", stage("in-force", source="s"))]
    made = graph_of(facts, [entity, state("b")], sources=[source])
    moment = Moment(date=parse_date("2025"), focus="a", title="A moment", text="It was.")
    graph = Graph(dataclasses.replace(made.view.records, moments=(moment,)), made.ontology)
    assert EXPORTER.losses(graph) == {
        "moments": 1,
        "coordinates": 1,
        "references that entities were checked with": 1,
        "adjectives of entities": 2,
        "fingerprints of texts": 1,
        "paragraphs with nothing to curate": 1,
    }
    text = export_text(graph, "markdown")
    assert not re.search(r"A moment|12\.34|atlas|\bic\b|0000|advert", text)
    assert not any(EXPORTER.losses(graph_of([], [])).values())
