"""The page: one file from which no request leaves, and in which no text becomes code."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import json
import math
import re
import shutil
from collections import defaultdict
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from graphkit import page_files
from graphkit.errors import GraphkitError
from graphkit.exporters.html import EXPORTER
from graphkit.graph import Graph
from graphkit.page_files import PLAIN_STYLE, SCRIPTS, STARTER, STYLES
from graphkit.projections.networks.network import network
from graphkit.projections.page.data import page_data
from graphkit.resources import page_folder
from tests.page_data import spell_out
from tests.samples import (
    HOSTILE,
    export_text,
    fact,
    graph_of,
    hostile,
    hostile_text,
    shipped,
    shipped_text,
    stage,
    state,
)

pages = pytest.mark.parametrize("text", [shipped_text, hostile_text], ids=["shipped", "hostile"])
both = pytest.mark.parametrize(
    ("graph", "text"),
    [(shipped, shipped_text), (hostile, hostile_text)],
    ids=["shipped", "hostile"],
)


class _Page(HTMLParser):
    """The elements of a page as a browser finds them: tags with attributes, and their texts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: defaultdict[str, list[str]] = defaultdict(list)
        self.comments: list[str] = []
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open = tag
        if tag in {"script", "style"}:
            self.texts[tag].append("")

    def handle_endtag(self, _tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in {"script", "style"}:
            self.texts[self._open][-1] += data
        else:
            self.texts["text"].append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def attributes(self, name: str) -> list[str]:
        return [found[name] for _, found in self.tags if name in found]


@functools.cache
def _read(text: Callable[[str], str]) -> _Page:
    return _Page(text("html"))


def _island(text: str) -> dict[str, Any]:
    (found,) = re.findall(
        r'<script type="application/gzip" id="graph-data">(.*?)</script>', text, re.DOTALL
    )
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found)))
    return data


def _unpacked(text: str) -> str:
    return gzip.decompress(base64.b64decode(text)).decode("utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


# ------------------------------------------------------------------------ one closed file


@pages
def test_the_file(text: Callable[[str], str]) -> None:
    """It is HTML in UTF-8 with one head, and says its language."""
    page = _read(text)
    assert text("html").lower().startswith("<!doctype html>")
    assert page.tags[0] == ("html", {"lang": "en"})
    assert ("meta", {"charset": "utf-8"}) in page.tags
    assert [tag for tag, _ in page.tags].count("head") == 1
    assert page.comments == []


@pages
def test_the_policy(text: Callable[[str], str]) -> None:
    """The policy allows exactly the scripts and the style that stand in the file, by hash."""
    page = _read(text)
    (policy,) = (
        found["content"]
        for _, found in page.tags
        if found.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    kinds = [found.get("type", "") for tag, found in page.tags if tag == "script"]
    assert kinds == [*["application/gzip"] * 3, ""]
    _, vis_network, own, starter = page.texts["script"]
    scripts = [_unpacked(vis_network), _unpacked(own), starter]
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [f"'sha256-{_hash(script)}'" for script in scripts]
    assert rules["style-src"].split() == [f"'sha256-{_hash(s)}'" for s in page.texts["style"]]
    assert rules["img-src"] == "data: blob:"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    assert "connect-src" not in policy


@pages
def test_the_policy_comes_before_what_it_rules(text: Callable[[str], str]) -> None:
    """A policy in a meta element rules only what follows it."""
    tags = [tag for tag, found in _read(text).tags if "http-equiv" in found or tag != "meta"]
    assert tags.index("meta") < min(tags.index("style"), tags.index("script"))


@pages
def test_nothing_is_loaded(text: Callable[[str], str]) -> None:
    """No element names another file or host; the style imports nothing."""
    page = _read(text)
    for name in ("src", "srcset", "action", "poster", "data", "formaction", "background"):
        assert page.attributes(name) == []
    # A link loads nothing until a reader follows it.
    outward = [
        (tag, found) for tag, found in page.tags if not found.get("href", "#").startswith("#")
    ]
    for tag, found in outward:
        assert tag == "a"
        assert found["href"].startswith(("https://", "http://"))
        assert found["rel"] == "noopener noreferrer"
    assert not {tag for tag, _ in page.tags} & {"link", "base", "iframe", "object", "embed", "img"}
    for style in page.texts["style"]:
        assert "@import" not in style
        assert "http" not in style
        assert all(url.startswith("data:") for url in re.findall(r"url\(['\"]?([^)]*)", style))


@pages
def test_no_code_in_attributes(text: Callable[[str], str]) -> None:
    """No handler and no style stands in an attribute: the policy would refuse it."""
    names = {name for _, found in _read(text).tags for name in found}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_our_scripts_load_nothing() -> None:
    """No script of ours knows a way to send or to fetch, or to make code of text."""
    forbidden = re.compile(
        r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|eval|Function)\s*\("
        r"|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setTimeout\(\s*['\"]"
    )
    for name in (STARTER, *SCRIPTS):
        text = (page_folder() / name).read_text(encoding="utf-8")
        assert not forbidden.search(text), name


def test_every_script_is_joined() -> None:
    """No script lies in the folder without being in the page, and none is joined twice."""
    scripts = sorted(
        path.relative_to(page_folder()).as_posix() for path in page_folder().glob("*/*.js")
    )
    assert sorted([*SCRIPTS, STARTER]) == scripts
    *_, packed, starter = _read(shipped_text).texts["script"]
    assert (page_folder() / STARTER).read_text(encoding="utf-8") == starter
    script = _unpacked(packed)
    for name in SCRIPTS:
        assert (page_folder() / name).read_text(encoding="utf-8") in script


def test_every_style_is_joined() -> None:
    """No style lies in the folder without being in the page; the form of the server has its own."""
    styles = {f"styles/{path.name}" for path in page_folder().glob("*/*.css")}
    assert sorted([*STYLES, PLAIN_STYLE, "styles/form.css"]) == sorted(styles)
    style, plain = _read(shipped_text).texts["style"]
    for name in STYLES:
        assert (page_folder() / name).read_text(encoding="utf-8") in style
    assert plain == (page_folder() / PLAIN_STYLE).read_text(encoding="utf-8")


# ------------------------------------------------------------------------ texts stay texts


_PLAIN = re.compile("(?s)<noscript>(.*?)</noscript>")
#: What the part for readers without a script is made of.
PLAIN_TAGS = {
    "a", "br", "caption", "code", "div", "h2", "h3", "h4", "h5", "li", "nav", "ol", "p", "strong",
    "style", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def _skeleton(text: str) -> list[str]:
    return [tag for tag, _ in _Page(_PLAIN.sub("", text)).tags]


@pages
def test_the_skeleton_is_the_template_alone(text: Callable[[str], str]) -> None:
    """Whatever the data, the page has the same elements: no text of it became one."""
    assert _skeleton(text("html")) == _skeleton(shipped_text("html"))
    plain = {tag for tag, _ in _Page("".join(_PLAIN.findall(text("html")))).tags}
    assert plain <= PLAIN_TAGS


def test_hostile_texts_are_escaped() -> None:
    """Title, lede and credit are seen as they were written, in text and in attributes."""
    page = _read(hostile_text)
    shown = "".join(page.texts["text"])
    for words in HOSTILE:
        words_ = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        assert words_ in shown.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    raw = hostile_text("html")
    assert "<script>alert" not in raw
    assert "<b onload" not in raw
    assert "<!--" not in raw.split("<script", 1)[0]


def test_a_script_end_in_the_data_is_harmless() -> None:
    """The island is base64, so that nothing in it can end it."""
    raw = hostile_text("html")
    start = raw.index('id="graph-data">') + len('id="graph-data">')
    assert re.fullmatch("[A-Za-z0-9+/]+=*", raw[start : raw.index("</script>", start)])
    names = {entity["name"] for entity in _island(raw)["entities"].values()}
    assert set(HOSTILE) <= names


# ------------------------------------------------------------------------ the data


@both
def test_the_island(graph: Callable[[], Graph], text: Callable[[str], str]) -> None:
    """The JSON is the projection's data and the drawing, and nothing else."""
    data = _island(text("html"))
    drawing = data.pop("network")
    assert data == page_data(graph().whole.view, graph().day, None)
    assert set(drawing) == {"nodes", "edges"}


@both
def test_the_drawing(graph: Callable[[], Graph], text: Callable[[str], str]) -> None:
    """Each node stands at its stored place; each fact between entities is an edge."""
    asked = graph()
    data = spell_out(_island(text("html")))
    drawing = data["network"]
    expected = network(asked.view, negative=True)
    places = {node["id"]: (node["x"], node["y"]) for node in drawing["nodes"]}
    assert places == dict(asked.positions)
    ids = [item["id"] for item in data["facts"]]
    assert sorted(ids[edge["fact"]] for edge in drawing["edges"]) == sorted(
        one.id for one in expected.facts()
    )


def test_the_clocks_only_set_the_sliders() -> None:
    """A page asked for with both clocks holds everything, and starts where they stand."""
    early = _island(export_text(shipped().as_of("2020-12-31").known_by("2025-11-06"), "html"))
    full = _island(shipped_text("html"))
    assert early["graph"] == full["graph"] | {"asOf": "2020-12-31", "knownBy": "2025-11-06"}
    del early["graph"], full["graph"]
    assert early == full


def test_negative_facts_are_drawn() -> None:
    """What does not hold is in the drawing: the page shows it where a reader asks."""
    data = spell_out(_island(shipped_text("html")))
    drawn = {data["facts"][edge["fact"]]["id"] for edge in data["network"]["edges"]}
    assert drawn > {edge.id for edge in shipped().network.edges()}


# ------------------------------------------------------------------------ bends


def _fans(text: str) -> dict[frozenset[str], list[float]]:
    """Return how far the edges of each pair bend, seen from the first by alphabet of the two."""
    data = spell_out(_island(text))
    fans: defaultdict[frozenset[str], list[float]] = defaultdict(list)
    for edge in data["network"]["edges"]:
        item = data["facts"][edge["fact"]]
        sign = 1 if item["subject"] < item["object"] else -1
        fans[frozenset((item["subject"], item["object"]))].append(sign * edge.get("bend", 0.0))
    return fans


@pages
def test_parallel_edges_fan_out(text: Callable[[str], str]) -> None:
    """Between two nodes no two edges share a bend, whatever their directions."""
    fans = _fans(text("html"))
    assert max(map(len, fans.values())) >= 2
    for bends in fans.values():
        assert len(bends) == len(set(bends))
        assert math.isclose(sum(bends), 0, abs_tol=1e-6)
        if len(bends) == 1:
            assert bends == [0.0]


def test_five_edges_between_two_nodes() -> None:
    """An odd fan has one straight edge; the others bend in equal steps on both sides."""
    facts = [
        fact("alpha", "recognized", "beta"),
        fact("beta", "recognized", "alpha"),
        fact("alpha", "sanctioned", "beta"),
        fact("beta", "sanctioned", "alpha", stage("absent", "2025-01")),
        fact("alpha", "tradesWith", "beta"),
    ]
    graph = graph_of(facts, [state("alpha"), state("beta")])
    (bends,) = _fans(export_text(graph, "html")).values()
    assert sorted(bends) == pytest.approx([-0.32, -0.16, 0, 0.16, 0.32])


# ------------------------------------------------------------------------ the rest


def test_the_first_text() -> None:
    """Without its script the page still says what it is, as of when, and what it holds."""
    shown = " ".join("".join(_read(shipped_text).texts["text"]).split())
    graph = shipped()
    assert graph.info.title in shown
    assert " ".join(graph.info.lede.split()) in shown
    assert "As of 7 November 2025" in shown
    assert graph.summary in shown
    assert graph.info.license in shown


def test_summary() -> None:
    """Counts agree in number with their nouns."""
    one = graph_of([fact("alpha", "population", value=1)], [state("alpha")])
    assert one.summary == "1 entity, 1 fact, 1 source, 0 disputes"
    assert graph_of([], []).summary == "0 entities, 0 facts, 1 source, 0 disputes"


def test_an_empty_graph_has_a_page() -> None:
    """No fact and no node: the page is there and says so."""
    text = export_text(graph_of([], []), "html")
    assert _island(text)["network"] == {"nodes": {}, "edges": []}


def test_a_page_file_with_an_end_tag_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script of ours that would cut its own element short stops the export."""
    shutil.copytree(page_folder(), tmp_path, dirs_exist_ok=True)
    (tmp_path / "elements" / "dom.js").write_text("'</SCRIPT>'", encoding="utf-8")
    monkeypatch.setattr(page_files, "page_folder", lambda: tmp_path)
    with pytest.raises(GraphkitError, match=r"dom\.js holds an end tag"):
        export_text(shipped(), "html")


def test_line_ends_of_windows_change_no_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout with CRLF makes the same page: a browser hashes line feeds."""
    shutil.copytree(page_folder(), tmp_path, dirs_exist_ok=True)
    for path in [*tmp_path.glob("*/*.js"), *tmp_path.glob("*/*.css")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(page_files, "page_folder", lambda: tmp_path)
    assert export_text(shipped(), "html") == shipped_text("html")


def test_without_vis_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pyvis that carries another vis-network is told with the version to install."""
    monkeypatch.setattr(page_files, "_VIS", "templates/lib/vis-0.0.0/vis-network.min.js")
    with pytest.raises(GraphkitError, match=r"install pyvis 0\.3\.2"):
        export_text(shipped(), "html")


def test_it_is_not_committed() -> None:
    """The page is made by `render`; the repository holds no copy of vis-network."""
    assert not EXPORTER.committed
    assert EXPORTER.losses(shipped()) == {}
