"""The page without a script: everything that matters, in the words of the page itself."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from graphkit.exporters.html import render_page
from graphkit.graph import Graph
from graphkit.reading import plain
from tests.page.driving import PHONE, Visit, button, rows, write_page
from tests.page.test_hostile import NASTY, _nasty_ontology, _records
from tests.samples import export_text, shipped

#: A name may hold blanks, which a browser shows as one.
_BLANKS = re.compile(r"\s+")


class Reader:
    """A browser whose owner has switched scripts off."""

    def __init__(self, browser: Browser) -> None:
        """Take the browser in which the reader opens pages."""
        self.context = browser.new_context(java_script_enabled=False)
        self.noise: list[str] = []

    def open(self, path: Path, fragment: str = "", size: tuple[int, int] = (1280, 900)) -> Page:
        """Open a page at a place in it."""
        page = self.context.new_page()
        page.set_default_timeout(10_000)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.on("console", lambda message: self.noise.append(message.text))
        page.on("request", lambda request: self.noise.append(request.url))
        page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        self.noise = [line for line in self.noise if not line.startswith(path.as_uri())]
        return page


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Return a reader without scripts, for whom nothing is loaded or refused."""
    found = Reader(browser)
    yield found
    assert found.noise == []
    found.context.close()


def _cells(page: Page) -> list[list[str]]:
    found: list[list[str]] = [
        [_BLANKS.sub(" ", text).strip() for text in row.get_by_role("cell").all_inner_texts()]
        for row in page.get_by_role("table", name="Facts").locator("tbody tr").all()
    ]
    return found


def _text(page: Page) -> Locator:
    """Return what stands in the noscript element, which Playwright itself takes for no text."""
    return page.locator(".plain-page")


def test_it_says_what_it_is(reader: Reader, page_file: Path) -> None:
    """Title, lede, day and counts stand there; what needs a script does not."""
    page = reader.open(page_file)
    info = shipped().info
    expect(page.get_by_role("heading", level=1)).to_have_text(info.title)
    expect(page.get_by_role("banner")).to_contain_text(" ".join(info.lede.split()))
    expect(page.get_by_role("banner")).to_contain_text("As of 7 November 2025")
    expect(_text(page)).to_contain_text("need a script, which does not run here")
    expect(page.get_by_role("contentinfo")).to_contain_text(info.license)
    for role in ("button", "textbox", "combobox", "slider", "application", "switch"):
        expect(page.get_by_role(role)).to_have_count(0)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.get_by_role("contentinfo")).to_have_count(1)


def test_the_table_is_that_of_the_page(reader: Reader, visit: Visit, page_file: Path) -> None:
    """Every fact stands in it, word for word and in the order of the page's own table."""
    page = visit()
    button(page, "Table").click()
    expect(rows(page)).to_have_count(len(list(shipped().facts())))
    assert _cells(reader.open(page_file)) == _cells(page)


def test_the_table_at_other_dates(reader: Reader, visit: Visit, early_file: Path) -> None:
    """A page asked for with both dates tells what was known by the one as of the other."""
    page = visit(early_file)
    button(page, "Table").click()
    told = [cells for cells in _cells(page) if cells[3] != "not in this view"]
    assert 0 < len(told) < len(list(shipped().facts()))
    plain_page = reader.open(early_file)
    # The page names every source and dispute of a fact, whenever it became public.
    assert [cells[:6] for cells in _cells(plain_page)] == [cells[:6] for cells in told]
    expect(_text(plain_page)).to_contain_text("known by 6 November 2025")


def test_evidence_is_where_the_table_leads(reader: Reader, page_file: Path) -> None:
    """From a row to the fact in its dossier, with stages, who says so, and the source."""
    page = reader.open(page_file)
    row = page.get_by_role("row").filter(has_text="Kazakhstan").filter(has_text="announced")
    row.first.get_by_role("link", name="joined").click()
    assert page.url.endswith("#fact:kazakhstan-joined-abraham-accords")
    fact = page.locator(":target")
    expect(fact).to_be_in_viewport()
    expect(fact).to_contain_text(
        "2025-11-06 · joined · Abraham Accords · announced by Donald Trump"
    )
    expect(fact).to_contain_text("Donald Trump, in Anadolu Agency p5")
    expect(fact).to_contain_text("agreed by Kazakhstan · on or before 6 November 2025")
    fact.get_by_role("link", name="anadolu-kazakhstan").first.click()
    source = page.locator(":target")
    expect(source).to_contain_text("published some day from 6 to 9 November 2025")


@pytest.mark.parametrize("size", [(1280, 900), PHONE])
def test_links_to_dossiers_work(reader: Reader, page_file: Path, size: tuple[int, int]) -> None:
    """The page's own links lead to the same records, and nothing runs out of the screen."""
    page = reader.open(page_file, "entity:kazakhstan", size)
    expect(page.locator(":target")).to_have_text("Kazakhstan")
    expect(page.locator(":target")).to_be_in_viewport()
    headings = page.get_by_role("heading", level=4).all_inner_texts()
    assert sorted(headings) == sorted(
        _BLANKS.sub(" ", entity.name) for entity in shipped().entities.values()
    )
    box = page.get_by_role("main").bounding_box()
    assert box
    assert box["width"] <= size[0]


def test_every_link_leads_somewhere(reader: Reader, page_file: Path) -> None:
    """Each place that a link within the page names is there once; ids are unique."""
    page = reader.open(page_file)
    text = page_file.read_text(encoding="utf-8").partition('<div class="plain-page">')[2]
    text = text.partition("</noscript>")[0]
    targets = set(re.findall(r'href="#([^"]*)"', text))
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    # Ids of the shipped project need no escape.
    assert {target.replace("%3A", ":") for target in targets} <= set(ids)
    graph = shipped()
    for kind, records in (
        ("entity", graph.entities), ("source", graph.sources), ("dispute", graph.disputes),
        ("fact", {fact.id: fact for fact in graph.facts()}),
    ):  # fmt: skip
        assert {f"{kind}:{name}" for name in records} <= set(ids)
    expect(page.get_by_role("navigation", name="Contents").get_by_role("link")).to_have_count(5)


def test_headings_go_down_in_steps(reader: Reader, page_file: Path) -> None:
    """No level is left out on the way down, so that a list of headings is a table of contents."""
    page = reader.open(page_file)
    levels = [
        int(heading.evaluate("(one) => one.tagName")[1])
        for heading in page.locator("h1:visible, .plain-page :is(h2, h3, h4, h5)").all()[:60]
    ]
    assert levels[:2] == [1, 2]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_story_is_told(reader: Reader, page_file: Path) -> None:
    """The moments stand first, in their order, with their day and a way to what they are about."""
    page = reader.open(page_file)
    steps = page.locator("#plain-story + ol").get_by_role("listitem")
    moments = shipped().view.records.moments
    expect(steps).to_have_count(len(moments))
    for step, moment in zip(steps.all(), moments, strict=True):
        expect(step).to_contain_text(_BLANKS.sub(" ", moment.title))
        expect(step).to_contain_text(_BLANKS.sub(" ", moment.text))
    steps.first.get_by_role("link").click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_disputes_have_their_positions(reader: Reader, page_file: Path) -> None:
    """Each question stands with every side of it and where that side speaks."""
    page = reader.open(page_file, "plain-disputes")
    for dispute in shipped().disputes.values():
        heading = page.locator(f'[id="dispute:{dispute.id}"]')
        expect(heading).to_have_text(_BLANKS.sub(" ", dispute.question))
        told = page.locator(f'[id="dispute:{dispute.id}"] ~ ul').first
        for position in dispute.positions:
            expect(told).to_contain_text(_BLANKS.sub(" ", position.says))
            expect(told).to_contain_text(position.evidence[0].source)


def test_a_screen_reader_with_scripts_meets_nothing_twice(page: Page) -> None:
    """With scripts on the browser keeps all of it as a text that is never shown."""
    assert page.locator(".plain-page").count() == 0
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.locator("noscript").count() == 2
    assert page.evaluate("[...document.querySelectorAll('noscript *')].length") == 0


@pytest.mark.parametrize("policy", [True, False])
def test_hostile_texts_stay_texts(reader: Reader, tmp_path: Path, *, policy: bool) -> None:
    """Whatever a curator writes, none of it becomes an element or the address of one."""
    text = export_text(Graph(_records(), _nasty_ontology()), "html")
    if not policy:
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page = reader.open(write_page(tmp_path, text))
    expect(_text(page)).to_contain_text(NASTY[:60])
    bad = "img, iframe, object, embed, .plain-page :is(script, style, svg), [onload], [onerror]"
    assert page.locator(bad).count() == 0
    links = page.locator(".plain-page a[href]").all()
    assert links
    for link in links:
        assert re.match("#|https?:", link.get_attribute("href") or "")


def test_a_large_view_tells_its_most_telling_part(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit there are disputed facts, then the newest, and how to get all."""
    monkeypatch.setattr(plain, "MOST_TOLD", 100)
    monkeypatch.setattr(plain, "MOST_ROWS", 60)
    page = reader.open(write_page(tmp_path, export_text(shipped(), "html")))
    found = _cells(page)
    assert len(found) == 60
    disputed = sum(fact.id in shipped().view.disputes for fact in shipped().facts())
    assert sum(cells[7] == "disputed" for cells in found) == min(disputed, 60)
    expect(_text(page)).to_contain_text("These are 60 of 150 facts")
    expect(_text(page)).to_contain_text("graphkit export csv")
    expect(page.get_by_role("heading", level=3)).to_have_count(0)
    assert _text(page).get_by_role("link").count() == 0


def test_in_a_frame(reader: Reader, tmp_path: Path) -> None:
    """A page for a frame is complete without scripts too, and shows no button that does nothing."""
    text = "".join(render_page(shipped(), embed=True))
    page = reader.open(write_page(tmp_path, text), "entity:kazakhstan", (480, 360))
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text(f"Data: {shipped().info.license}")).to_be_attached()
    assert len(_cells(page)) == len(list(shipped().facts()))


def test_an_empty_page(reader: Reader, empty_file: Path) -> None:
    """A graph without facts has a table without rows, and its sources."""
    page = reader.open(empty_file)
    assert _cells(page) == []
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
