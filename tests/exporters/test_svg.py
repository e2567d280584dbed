"""The still picture: well-formed, complete, calm, and the same in a browser as on paper."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from graphkit.exporters.svg import EXPORTER, render_svg
from graphkit.graph import Graph
from graphkit.identifiers import BASE
from graphkit.look import PAPER, Theme, read_look
from graphkit.model import Entity, GraphInfo
from graphkit.ontology import Group
from graphkit.picture.frame import frame, sign_width
from graphkit.picture.letters import Face, text_width
from graphkit.picture.names import Box
from graphkit.picture.parts import Scene
from graphkit.picture.scene import drawn, scene
from graphkit.reading import drawing
from tests.samples import (
    DAY,
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

_SVG = "{http://www.w3.org/2000/svg}"
#: All that a picture is made of: nothing that runs, loads or refers.
_ELEMENTS = {"svg", "title", "desc", "style", "rect", "g", "path", "circle", "text"}
_ATTRIBUTES = {
    "width", "height", "viewBox", "role", "aria-labelledby", "aria-hidden", "id", "class", "d",
    "x", "y", "cx", "cy", "r", "transform", "stroke-width", "font-size", "text-anchor",
    "data-fact", "data-entity",
}  # fmt: skip
_ATTACKS = (
    "<script>alert(1)</script>", "</title><script>alert(2)</script>", '"onload="alert(3)" x="',
    "</style><style>*{display:none}", "]]><![CDATA[<b>", "&lt;b&gt; &amp; &#60;",
    "\x00\x08\ufffe\ud800", "url(#x) javascript:alert(4)", "\u202eabc\u2028\u2029",
)  # fmt: skip


def _attacked() -> Graph:
    """Return a graph with attacks in names, labels, ids and words of its vocabulary."""
    ids = [f"x\"'><script>{number}</script>&" for number, _ in enumerate(_ATTACKS)]
    entities = [
        Entity(id=name, kind=f"kind {text}", name=text)
        for name, text in zip(ids, _ATTACKS, strict=True)
    ]
    facts = [
        fact(name, "commentedOn", "land", role=text, says=text, identifier=f"{name}-said")
        for name, text in zip(ids, _ATTACKS, strict=True)
    ]
    return graph_of(facts, [*entities, state("land")])


def _every_stage() -> Graph:
    """Return a graph with every stage, certain and only possible, in every colour."""
    facts = [
        fact("a", relation, "b", stage(word, date), identifier=f"{word}-{relation}-{n}".lower())
        for word, relation in zip(
            ontology().stages, itertools.cycle(("joined", "tradesWith", "dominated")), strict=False
        )
        for n, date in enumerate(("2000", "[2000..2090]"))
    ]
    return graph_of(facts, [state("a"), state("b")]).shaped(negative=True)


def _wordy() -> Graph:
    """Return a graph whose texts are longer than any paper is wide."""
    info = GraphInfo(
        title="word " * 200, credit="x" * 3000, license="CC " * 300, base=BASE, as_of=DAY
    )
    long = Entity(id="a", kind="kind" * 100, name="words of a name " * 40)
    return graph_of([fact("a", "joined", "b")], [long, state("b")], info=info)


def _star(leaves: int) -> Graph:
    """Return a graph in which many states recognize one."""
    names = [f"leaf-{number}" for number in range(leaves)]
    facts = [fact(name, "recognized", "hub") for name in names]
    made = graph_of(facts, [state("hub"), *map(state, names)])
    places = {name: (90.0 * (n % 50), 90.0 * (n // 50)) for n, name in enumerate(["hub", *names])}
    return Graph(made.view.records, made.ontology, positions=places)


graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "hostile": hostile,
    "attacked": _attacked,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "known by": lambda: shipped().known_by("2025-11-06"),
    "focused": lambda: shipped().select(focus="saudi-arabia"),
    "sought": lambda: shipped().select(stages=["sought"]).shaped(all_entities=True),
    "folded": lambda: shipped().shaped(fold="states"),
    "every stage": _every_stage,
    "a loop": lambda: graph_of([fact("a", "recognized", "a")], [state("a")]),
    "wordy": _wordy,
    "side by side": lambda: graph_of(
        [fact("a", "commentedOn", "b", identifier=f"said-{n}") for n in range(60)],
        [state("a"), state("b")],
    ),
    "one": lambda: graph_of([fact("a", "population", value=7)], [state("a")]),
    "nothing": lambda: graph_of([], []),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))
every_size = pytest.mark.parametrize("size", [PAPER, (1200, 630), (480, 360), (800, 2000)])


def _text(graph: Graph, size: tuple[int, int] = PAPER, theme: Theme = "light") -> str:
    return "".join(render_svg(graph, size, theme))


def _tree(graph: Graph, size: tuple[int, int] = PAPER) -> Any:  # noqa: ANN401 - lxml has no types
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(_text(graph, size).encode("utf-8"), parser)


def _scene(graph: Graph, size: tuple[int, int] = PAPER) -> Scene:
    part = drawn(graph)
    return scene(graph, part, frame(graph, part, *size).area)


# ------------------------------------------------------------------------ what is in it


@every_graph
def test_nothing_but_shapes_and_words(graph: Callable[[], Graph]) -> None:
    """It is XML of few elements and attributes: no script, no link, no style of an element."""
    tree = _tree(graph())
    assert {element.tag.removeprefix(_SVG) for element in tree.iter()} <= _ELEMENTS
    assert {name for element in tree.iter() for name in element.attrib} <= _ATTRIBUTES
    assert tree.get("role") == "img"
    styles = tree.findall(f"{_SVG}style")
    assert len(styles) == 1
    assert not re.search(r"url\(|@|var\(|\\|<", styles[0].text)
    assert tree.get("viewBox") == "0 0 1600 1000"


@every_graph
def test_every_fact_in_view_once(graph: Callable[[], Graph]) -> None:
    """Each fact that has begun is one line with all its words; what has not is left out."""
    seen = graph()
    begun = {
        edge.id: drawing.line_sentence(seen, edge)
        for edge in seen.network.edges()
        if edge.columns.get("stage_group")
    }
    lines = _tree(seen).findall(f".//{_SVG}path[@data-fact]")
    told = {line.get("data-fact"): line.findtext(f"{_SVG}title") for line in lines}
    assert len(lines) == len(begun) == len(told)
    for name, sentence in begun.items():
        assert told[drawing.plain(name)].startswith(sentence)


@every_graph
def test_every_entity_once(graph: Callable[[], Graph]) -> None:
    """Each end of a line is a mark with the entity's name, and so is who has values alone."""
    seen = graph()
    edges = [edge for edge in seen.network.edges() if edge.columns.get("stage_group")]
    ends = {name for edge in edges for name in (edge.source, edge.target)}
    ends |= {item.subject for item in seen.network.values} | seen.network.names
    marks = _tree(seen).findall(f".//{_SVG}g[@data-entity]")
    names = {mark.get("data-entity"): mark.findtext(f"{_SVG}title") for mark in marks}
    assert len(marks) == len(ends)
    assert names == {name: drawing.name(seen.entities[name].name) for name in ends}


def test_the_words_around() -> None:
    """Title, day, counts, legend, credit and licence are drawn, title and day said aloud too."""
    tree = _tree(shipped().as_of("2020-12-31").known_by("2025-11-07"))
    texts = [text.text for text in tree.iter(f"{_SVG}text")]
    words = " | ".join(texts)
    assert "Kazakhstan and the Abraham Accords" in texts
    assert "As of 31 December 2020, known by 7 November 2025 · " in words
    assert "The graphkit authors (facts curated from five news articles" in words
    assert "Licence: CC-BY-4.0" in words
    assert {"Kinds", "State", "Treaty", "Stages", "Relations", "Diplomacy", "Conflict"} <= {*texts}
    assert {"thin: only possible", "sources differ", "Not named by its source"} <= {*texts}
    assert tree.findtext(f"{_SVG}title") == "Kazakhstan and the Abraham Accords"
    assert "As of 31 December 2020" in tree.findtext(f"{_SVG}desc")


def test_the_legend_tells_only_what_is_there() -> None:
    """A small part has a small legend."""
    texts = {t.text for t in _tree(graphs["focused"]()).iter(f"{_SVG}text")}
    assert {"Treaty", "conditional", "Agreement", "Office", "sources differ"} <= texts
    assert not {"Region", "Conflict", "thin: only possible", "ended"} & texts


def test_the_day_is_respected() -> None:
    """What has begun later is not drawn, what is not certain is thin."""
    early = _tree(shipped().as_of("2020-12-31"))
    lines = {line.get("data-fact"): line for line in early.findall(f".//{_SVG}path[@data-fact]")}
    assert "gk-possible" not in lines["bahrain-joined-abraham-accords"].get("class")
    assert "donald-trump-participated-in-call-2025-11-06" not in lines
    assert any("gk-possible" in line.get("class") for line in lines.values())


def test_all_patterns_and_colours() -> None:
    """Each stage group has its pattern, what is possible its width, what is over a paler colour."""
    text = _text(_every_stage())
    used = set(re.findall(r'class="gk-line (\S+) gk-stage-(\w+)( gk-possible)?" data-fact', text))
    assert {group for _, group, _ in used} == {group.value for group in Group}
    assert {bool(possible) for *_, possible in used} == {True, False}
    for group, dashes in read_look().patterns.items():
        rule = f".gk-stage-{group}{{stroke-dasharray:{' '.join(f'{n:g}' for n in dashes or ())}}}"
        assert (rule in text) == bool(dashes)
    for colour, group, _ in used:
        assert colour.endswith("-closed") == (group == "closed")
        assert f".{colour}{{fill:#" in text


def test_a_head_a_bar_or_nothing() -> None:
    """A line points at its object; one of a symmetric relation does not; a denied one is barred."""
    stages = {"arrow": "in-force", "bar": "rejected"}
    for relation, word, heads, bars in (
        ("joined", stages["arrow"], 1, 0),
        ("joined", stages["bar"], 0, 1),
        ("tradesWith", stages["arrow"], 0, 0),
    ):
        made = graph_of([fact("a", relation, "b", stage(word))], [state("a"), state("b")])
        text = _text(made.shaped(negative=True))
        assert text.count('class="gk-head ') == heads
        assert len(re.findall(r'<path class="gk-line gk-[a-z]+" d="M', text)) == bars


def test_disputed_lines_have_a_question_mark() -> None:
    """As many marks as disputed lines, and one in the legend."""
    disputed = sum(bool(edge.columns["disputed"]) for edge in shipped().network.edges())
    assert _text(shipped()).count(">?</text>") == disputed + 1 > 5


def test_dark_and_light_differ_in_colours_alone() -> None:
    """The dark variant is the same picture in the tokens of the dark theme."""
    light, dark = _text(shipped()), _text(shipped(), theme="dark")
    assert light != dark
    assert re.sub("#[0-9a-f]{6}", "", light) == re.sub("#[0-9a-f]{6}", "", dark)
    variant = EXPORTER.variant("dark")
    assert "".join(variant.files[""](shipped())) == dark
    themes: tuple[tuple[Theme, str], ...] = (("light", light), ("dark", dark))
    for theme, text in themes:
        known = set(read_look().colours[theme].values())
        assert {".gk-conflict", ".gk-paper"} <= set(
            re.findall(r"^(\.[\w-]+)\{", text, re.MULTILINE)
        )
        for found in re.findall(r"^\.gk-(?:paper|ink|diplomacy)\{fill:(#\w+)", text, re.MULTILINE):
            assert found in known


def test_hostile_words_stay_words() -> None:
    """Titles of marks are the names, one line each, with a sign for what XML cannot hold."""
    texts = [title.text for title in _tree(_attacked()).iter(f"{_SVG}title")]
    for attack in _ATTACKS[:-2]:
        assert drawing.plain(attack) in texts
    assert "\ufffd\ufffd\ufffd\ufffd" in texts
    titles = {title.text for title in _tree(hostile()).iter(f"{_SVG}title")}
    assert {drawing.name(text) for text in HOSTILE} <= titles


# ------------------------------------------------------------------------ where it is


def _overlaps(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    return (pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1]))


@every_size
@every_graph
def test_names_lie_on_no_other(graph: Callable[[], Graph], size: tuple[int, int]) -> None:
    """No two names overlap, and all of them are inside the picture."""
    seen = graph()
    area = frame(seen, drawn(seen), *size).area
    placed = _scene(seen, size).names
    boxes = [name.box for name in placed.values()]
    assert not list(_overlaps(boxes))
    for box in boxes:
        assert area.left <= box.left < box.right <= area.right
        assert area.top <= box.top < box.bottom <= area.bottom


@pytest.mark.parametrize("size", [PAPER, (1200, 630)])
def test_most_names_find_room(size: tuple[int, int]) -> None:
    """Of the shipped project no state goes without a name, and few others do."""
    shown = _scene(shipped(), size)
    assert len(shown.names) >= 0.8 * len(shown.marks)
    assert all(mark.id in shown.names for mark in shown.marks if mark.kind in {"state", "treaty"})


@every_size
@every_graph
def test_nothing_leaves_the_paper(graph: Callable[[], Graph], size: tuple[int, int]) -> None:
    """Marks and lines stay inside the picture, words of the frame on the paper."""
    seen = graph()
    around = frame(seen, drawn(seen), *size)
    area, shown = around.area, _scene(seen, size)
    assert 0 <= area.left < area.right <= size[0]
    assert 0 < area.top < area.bottom < around.rule < size[1]
    for mark in shown.marks:
        assert area.left <= mark.box.left < mark.box.right <= area.right
        assert area.top <= mark.box.top < mark.box.bottom <= area.bottom
    for line in shown.lines:
        for part in range(21):
            x, y = line.curve.point(part / 20)
            assert area.left - 3 <= x <= area.right + 3, line.id
            assert area.top - 3 <= y <= area.bottom + 3, line.id
    for words in around.words:
        face: Face = "serif" if words.style == "title" else "sans"
        assert words.x >= 0
        assert words.x + text_width(words.text, words.size, face) <= size[0]
        assert 0 <= words.y < size[1]
    for item in around.legend:
        width = sign_width(item.item, around.small) + text_width(item.item.words, around.small)
        assert 0 <= item.x < item.x + width <= size[0]


def test_small_parts_say_what_their_lines_are() -> None:
    """Of few lines each has its words on it, if there is room; of many none has."""
    text = _text(graphs["focused"]())
    assert ">signed</text>" in text
    assert "gk-caption" not in _text(shipped())


# ------------------------------------------------------------------------ how it is made


def test_it_streams() -> None:
    """It comes in pieces, none of which is most of it."""
    pieces = list(render_svg(shipped()))
    assert max(map(len, pieces)) < 0.1 * sum(map(len, pieces))


def test_two_thousand_entities() -> None:
    """A large picture takes seconds, has all its facts, and names for a part."""
    began = time.process_time()
    made = _star(2000)
    tree = _tree(made)
    assert time.process_time() - began < 20
    assert len(tree.findall(f".//{_SVG}path[@data-fact]")) == 2000
    assert 20 < len(_scene(made).names) <= 500


def test_losses_are_told() -> None:
    """Names without room and facts that have not begun are counted."""
    losses = EXPORTER.losses(shipped())
    shown = _scene(shipped())
    left = "names that found no room, kept as titles"
    assert losses[left] == len(shown.marks) - len(shown.names)
    later = fact("a", "joined", "b", stage("in-force", "2090"))
    assert EXPORTER.losses(graph_of([later], [state("a"), state("b")]))["facts not begun"] == 1


# ------------------------------------------------------------------------ in a browser


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens a picture in a browser, which must stay silent."""
    page = browser.new_page(viewport={"width": 1600, "height": 1000})
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url))

    def show(text: str) -> Page:
        page.set_content(f"<!doctype html><body style='margin:0'>{text}")
        return page

    yield show
    page.close()
    assert noise == []


def _drawn_boxes(page: Page, selector: str) -> list[Box]:
    found = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)].map((text) => {
            const { x, y, width, height } = text.getBBox();
            return [x, y + height * 0.12, x + width, y + height * 0.88];
        })""",
        selector,
    )
    return [Box(*corners) for corners in found]


@pytest.mark.parametrize("name", ["shipped", "as of 2020", "focused", "folded"])
def test_a_browser_draws_words_where_they_were_meant(
    name: str, opened: Callable[[str], Page]
) -> None:
    """Letters of a real font take the room that was kept for them: words hardly touch."""
    page = opened(_text(graphs[name]()))
    boxes = _drawn_boxes(page, "text.gk-name, text.gk-heading, text.gk-legend, text.gk-muted")
    assert len(boxes) > 8
    assert len(list(_overlaps(boxes))) <= 0.02 * len(boxes)
    assert all(min(b.left, b.top) >= 0 and b.right <= 1600 and b.bottom <= 1000 for b in boxes)


def test_attacks_do_nothing_in_a_browser(opened: Callable[[str], Page]) -> None:
    """Opened inside a page the hostile pictures run and ask for nothing."""
    for name in ("attacked", "hostile"):
        page = opened(_text(graphs[name]()))
        assert page.locator("script, style + style").count() == 0
        assert page.locator("svg[role=img]").count() == 1
    assert export_text(hostile(), "svg") == _text(hostile())
