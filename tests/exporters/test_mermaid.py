"""Mermaid draws what is in the network: every node and line, with its words and its look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from graphkit.exporters.mermaid import EXPORTER, INSTEAD, MOST_CHARACTERS, MOST_EDGES
from graphkit.graph import Graph
from graphkit.model import Entity
from graphkit.projections.networks.losses import network_losses
from graphkit.reading import drawing
from graphkit.reading.drawing import Head, Pattern
from tests.samples import (
    HOSTILE,
    export_text,
    fact,
    graph_of,
    hostile,
    ontology,
    shipped,
    stage,
    state,
)

_DRAW = """async (text) => {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  await mermaid.parse(text);
  const { svg } = await mermaid.render("chart", text);
  document.body.innerHTML = svg;
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    nodes: all(".node").map((node) => [node.id, node.querySelector(".nodeLabel").textContent,
      node.getAttribute("class")]),
    lines: all("path.flowchart-link").map((line) => [line.dataset.id, line.getAttribute("class"),
      line.getAttribute("style"), ["marker-start", "marker-end"].map((at) => line.getAttribute(at))
        .join(" ")]),
    labels: all(".edgeLabels .label").map((label) => [label.dataset.id, label.textContent]),
    title: all("svg > title")[0]?.textContent,
    description: all("svg > desc")[0]?.textContent,
    strange: all("svg script, svg a, svg img, svg b, svg ul, svg ol, svg li, svg em, svg strong")
      .map((element) => element.outerHTML),
    text: document.body.textContent,
  };
}"""

_ACCEPT = "async (text) => Boolean(await mermaid.parse(text))"

Drawn = dict[str, Any]
Draw = Callable[[str], Drawn]


@pytest.fixture(scope="module")
def page(browser: Browser, mermaid: str) -> Iterator[Page]:
    """Return a page with Mermaid as it comes, cut off from the network."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_content("<!doctype html><title>chart</title>")
    page.add_script_tag(content=mermaid)
    yield page
    context.close()


@pytest.fixture(scope="module")
def draw(page: Page) -> Draw:
    """Return a function that draws a chart and reads the picture."""
    return lambda text: page.evaluate(_DRAW, text)


def _every_relation() -> Graph:
    relations = [one for one in ontology().relations.values() if one.object_kinds]
    return graph_of([fact("a", one.name, "b") for one in relations], [state("a"), state("b")])


def _every_stage() -> Graph:
    """Return every stage of a one-sided and a symmetric relation, certain and possible."""
    facts = []
    for word in ontology().stages:
        for relation in ("joined", "tradesWith"):
            for date in ("2000", "[2000..2090]", "2090"):
                name = f"{word}-{relation.lower()}-{date[0].isdigit()}-{date[:4]}".lower()
                facts.append(fact("a", relation, "b", stage(word, date), identifier=name))
    return graph_of(facts, [state("a"), state("b")]).shaped(negative=True)


def _every_kind() -> Graph:
    """Return every kind, and ids that are words of Mermaid's grammar."""
    words = ("end", "graph", "class", "style", "click", "default", "o", "x", "subgraph", "v", "1")
    kinds = [*ontology().kinds, "a-kind-of-its-own"]
    entities = [Entity(id=f"{kind}-x", kind=kind, name=kind) for kind in kinds]
    entities += [Entity(id=word, kind="state", name=word) for word in words]
    names = [entity.id for entity in entities]
    pairs = zip(names, [*names[1:], names[0]], strict=True)
    return graph_of([fact(one, "met", other) for one, other in pairs], entities)


def _each_text_alone() -> Graph:
    """Return names that a label as a whole could be taken for something else by."""
    names = (
        "`code`", "**bold** and _it_ *it*", "1. one", "- item", "+ item", "# head", "> quote",
        "fa:fa-car", "$$x^2$$", "#quot;", "&lt;b&gt;", '"', "a\\nb", "%%{init: {}}%%", "<br/>x",
        "<img src=x onerror=alert(1)>", "--> x", "]", "]) --> y", "|", "; end", "a:::b", "@{ a }",
        "e1@--> b", "click e_a call alert()", "\n", *HOSTILE,
    )  # fmt: skip
    entities = [Entity(id=f"n{n}", kind="person", name=name) for n, name in enumerate(names)]
    facts = [fact(one.id, "heldOffice", "land", role=one.name) for one in entities]
    return graph_of(facts, [*entities, state("land")])


graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "hostile": hostile,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "folded": lambda: shipped().shaped(fold="states"),
    "focused": lambda: shipped().select(focus="kazakhstan"),
    "every relation": _every_relation,
    "every stage": _every_stage,
    "every kind": _every_kind,
    "each text alone": _each_text_alone,
    "nothing": lambda: shipped().as_of("1000-01-01").known_by("1000-01-01"),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))


def _name(identifier: str) -> str:
    return f"e_{identifier.replace('-', '_')}"


@every_graph
def test_the_picture(graph: Callable[[], Graph], draw: Draw) -> None:
    """The chart has each node and each line of the network once, with its words and its look."""
    made = graph()
    drawn = draw(export_text(made, "mermaid"))
    found = {}
    for identifier, words, classes in drawn["nodes"]:
        (name,) = re.findall("flowchart-(e_[a-z0-9_]+)-[0-9]+$", identifier)
        (kind,) = re.findall("k_([a-z_]+)", classes)
        found[name] = (words, kind)
    assert found == {
        _name(node.id): (
            drawing.name(str(node.columns["label"])),
            str(node.columns["kind"]).replace("-", "_"),
        )
        for node in made.network.nodes()
    }
    assert len(drawn["nodes"]) == len(found)
    labels = dict(drawn["labels"])
    assert len(labels) == len(drawn["labels"]) == len(drawn["lines"])
    assert Counter(
        (name.rpartition("_")[0], labels[name], *_look(classes, style or "", marker))
        for name, classes, style, marker in drawn["lines"]
    ) == Counter(
        (
            f"L_{_name(edge.source)}_{_name(edge.target)}",
            drawing.line_label(made, edge),
            *_expected_look(drawing.look(edge)),
        )
        for edge in made.network.edges()
    )
    assert drawn["strange"] == []


def _look(classes: str, style: str, marker: str) -> tuple[object, ...]:
    dashed = "stroke-dasharray:8 4" in style
    pattern = Pattern.DOTTED if "edge-pattern-dotted" in classes else Pattern.SOLID
    heads = {
        (False, True, False): Head.ARROW,
        (True, True, False): Head.NONE,
        (False, False, True): Head.CROSS,
    }
    return (
        Pattern.DASHED if dashed else pattern,
        "stroke-opacity:0.4" in style,
        "stroke-width:0.7px" in style,
        heads["pointStart" in marker, "pointEnd" in marker, "crossEnd" in marker],
    )


def _expected_look(look: drawing.Look) -> tuple[object, ...]:
    return (look.pattern, look.faded, look.thin, look.head)


def test_title_and_description(draw: Draw) -> None:
    """Who cannot see the picture hears its title, its day and what the lines mean."""
    drawn = draw(export_text(shipped().select(stages=["sought"]), "mermaid"))
    assert drawn["title"] == "Kazakhstan and the Abraham Accords"
    assert drawn["description"] == f"Facts as of 7 November 2025. {drawing.LEGEND}"
    bare = graph_of([], [], info=hostile().info)
    title = draw(export_text(bare, "mermaid"))["title"]
    assert title == drawing.plain(" ".join(HOSTILE))


def test_without_styles_nothing_looks_done() -> None:
    """Where a site ignores styles, what is announced is still no solid line."""
    text = export_text(_every_stage(), "mermaid")
    lines = re.findall(r'^  e_a (\S+?)\|"(.*)"\| e_b$', text, re.MULTILINE)
    assert len(lines) == 6 * len(ontology().stages)
    groups = {one.label: one.group.value for one in ontology().stages.values()}
    for link, label in lines:
        marks = [groups[word] for word in re.findall(r"\(([a-z ]+)\)", label) if word in groups]
        if marks and marks[0] != "closed":
            assert "-.-" in link, label


def test_the_first_line() -> None:
    """The file opens with what it is, as of when and whose; then come the chart's own words."""
    first, second, *_ = export_text(shipped(), "mermaid").splitlines()
    assert first == f"%% {drawing.caption(shipped())}"
    assert second == "flowchart LR"
    first, second, *_ = export_text(hostile(), "mermaid").splitlines()
    assert second == "flowchart LR"
    assert not set('{}<>;"\\&`$%') & set(re.sub("#([0-9]+|quot);", "", first.removeprefix("%% ")))


def test_one_fact_more_changes_its_own_lines() -> None:
    """A fact that holds adds one line; one with a style of its own also renumbers the styles."""
    names = [state(name) for name in ("a", "b", "c")]
    facts = [
        fact("a", "recognized", "b"),
        fact("a", "joined", "c", stage("announced")),
        fact("b", "joined", "c", stage("ended", "2000")),
    ]
    before = export_text(graph_of(facts, names), "mermaid").splitlines()
    holds = export_text(graph_of([*facts, fact("a", "met", "b")], names), "mermaid").splitlines()
    assert Counter(holds) - Counter(before) == Counter(['  e_a <-->|"met"| e_b'])
    assert not Counter(before) - Counter(holds)
    agreed = [*facts, fact("a", "signed", "c", stage("agreed"))]
    after = export_text(graph_of(agreed, names), "mermaid").splitlines()
    new = list((Counter(after) - Counter(before)).elements())
    assert new[0] == '  e_a -.->|"signed (agreed)"| e_c'
    assert all(line.startswith("  linkStyle ") for line in new[1:])


# ------------------------------------------------------------------------ what is too much


def _lines(number: int) -> Graph:
    facts = [fact("a", "met", "b", identifier=f"f{n}") for n in range(number)]
    return graph_of(facts, [state("a"), state("b")])


def test_too_many_edges(page: Page) -> None:
    """Mermaid draws so many edges and no more; the reader is told how many are too many."""
    what = "edges beyond the five hundred that Mermaid draws"
    assert EXPORTER.losses(_lines(MOST_EDGES))[what] == 0
    assert page.evaluate(_ACCEPT, export_text(_lines(MOST_EDGES), "mermaid"))
    more = _lines(MOST_EDGES + 2)
    assert EXPORTER.losses(more)[what] == 2
    text = export_text(more, "mermaid")
    assert text.count("<-->") == MOST_EDGES + 2
    with pytest.raises(Error, match="Edge limit exceeded"):
        page.evaluate(_ACCEPT, text)


def test_too_much_text(draw: Draw) -> None:
    """Mermaid reads so many characters and no more; the reader is told how many are too many."""
    what = "characters beyond the fifty thousand that Mermaid reads"

    def with_name(length: int) -> Graph:
        entities = [Entity(id="a", kind="state", name="\U0001f600" + "x" * length), state("b")]
        return graph_of([fact("a", "met", "b")], entities)

    def size(graph: Graph) -> int:
        text = export_text(graph, "mermaid")
        return len(text) - text.index("\n") - 1  # Mermaid counts no comments

    room = MOST_CHARACTERS - size(with_name(0))
    fits = with_name(room)
    assert size(fits) == MOST_CHARACTERS
    assert EXPORTER.losses(fits)[what] == 0
    assert len(draw(export_text(fits, "mermaid"))["nodes"]) == 2
    more = with_name(room + 3)
    assert EXPORTER.losses(more)[what] == 3
    assert "Maximum text size" in draw(export_text(more, "mermaid"))["text"]


def test_losses() -> None:
    """What the chart cannot carry is told, in words that say what becomes of it."""
    for graph in (shipped(), hostile(), shipped().shaped(fold="states")):
        losses, common = EXPORTER.losses(graph), network_losses(graph.network)
        assert set(INSTEAD) <= set(common)
        for what, instead in INSTEAD.items():
            assert what not in losses
            assert losses[instead] == common[what]
        columns = sum(len(edge.columns) for edge in graph.network.edges())
        assert losses["attributes that the drawing leaves out"] > columns / 2
