"""Print: a dialogue for what to print, defaults without one, and paper that is worth its ink."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from graphkit.model import Source
from tests.page.driving import (
    PHONE,
    Desk,
    Visit,
    button,
    dossier,
    look_up,
    set_date,
    words,
    write_page,
)
from tests.page.test_screens import RULES
from tests.samples import export_text, fact, graph_of, hostile, shipped, stage, state

LETTER, LETTER_ACROSS = (612, 792), (792, 612)


@pytest.fixture(autouse=True)
def _back_on_screen(desk: Desk) -> Iterator[None]:
    """Leave the page of all tests as a screen shows it."""
    yield
    desk.page.emulate_media(media="null")


def _dialogue(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Print", exact=True)


def _part(page: Page, name: str) -> Locator:
    return _dialogue(page).get_by_role("checkbox", name=name, exact=True)


def _paper(page: Page) -> Locator:
    """Return what would be printed, as a browser shows it while it prints."""
    page.emulate_media(media="print")
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    return page.locator("#paper")


def _pages(page: Page) -> list[tuple[int, int]]:
    """Print to PDF as the browser's own command does, and return the sizes of its pages."""
    page.emulate_media(media="null")
    data = page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def _print_now(page: Page) -> None:
    """Confirm the dialogue; the browser's own dialogue is not waited for."""
    page.evaluate("() => { window.print = () => { globalThis.asked = true; }; }")
    button(page, "Print now").click()
    assert page.evaluate("globalThis.asked") is True
    expect(_dialogue(page)).to_be_hidden()


# ------------------------------------------------------------------------ without the dialogue


def test_the_picture_by_default(page: Page) -> None:
    """Ctrl-P on the page as it opens prints one page across: the sheet, all of it."""
    assert _pages(page) == [LETTER_ACROSS]
    paper = _paper(page)
    picture = paper.get_by_role("img", name=shipped().info.title)
    expect(picture).to_be_visible()
    expect(picture.get_by_text("Licence: CC-BY-4.0")).to_be_visible()
    expect(page.get_by_role("application")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()


def test_the_open_dossier_by_default(page: Page) -> None:
    """An open dossier is printed after the picture, upright, without buttons."""
    look_up(page, "kazakhstan joined accords")
    sizes = _pages(page)
    assert sizes.count(LETTER_ACROSS) == 1
    assert 1 <= sizes.count(LETTER) <= 6
    paper = _paper(page)
    expect(paper.get_by_role("heading", name="Dossier")).to_be_visible()
    expect(paper).to_contain_text("announced by Donald Trump")
    expect(paper).to_contain_text("As of 7 November 2025")
    assert paper.get_by_role("button").count() == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_the_table_by_default(page: Page) -> None:
    """Who reads the table prints it, as filtered and sorted, with its head on each page."""
    button(page, "Table").click()
    page.get_by_role("textbox", name="Filter the table").fill("bahrain")
    page.get_by_role("button", name="Relation", exact=True).click()
    shown = page.locator("#table-panel tbody tr").all_inner_texts()
    assert set(_pages(page)) == {LETTER_ACROSS}
    paper = _paper(page)
    assert paper.get_by_role("img").count() == 0
    expect(paper.get_by_role("heading", level=1)).to_have_text(shipped().info.title)
    printed = paper.locator("tbody tr").all_inner_texts()
    assert [text.split() for text in printed] == [text.split() for text in shown]
    display = paper.locator("thead").evaluate("(head) => getComputedStyle(head).display")
    assert display == "table-header-group"


def test_filters_are_told(visit: Visit) -> None:
    """Paper says which days it shows and what is left out."""
    page = visit(fragment="&as-of=2020-12-31&known-by=2025-11-06&off=kinds.event&view=table")
    told = words(_paper(page))
    assert "As of 31 December 2020, known by 6 November 2025" in told
    assert "Without: kind Event" in told
    for part in (shipped().info.credit, "Licence: CC-BY-4.0", "Edition"):
        assert part in told


def test_paper_is_light_and_put_away(visit: Visit) -> None:
    """In the dark theme too paper is light, and nothing of it stays on the page."""
    page = visit(scheme="dark", fragment="entity:kazakhstan")
    button(page, "Theme").click()
    button(page, "Theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    paper = _paper(page)
    ink = paper.get_by_role("heading", name="Dossier").evaluate(
        "(one) => getComputedStyle(one).color"
    )
    assert ink == "rgb(28, 30, 34)"
    assert paper.locator("svg rect").first.get_attribute("fill") == "#ffffff"
    page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    assert page.locator("#paper > *").count() == 0
    page.emulate_media(media="null")
    expect(page.get_by_role("application")).to_be_visible()
    page.pdf()
    assert page.locator("#paper > *").count() == 0
    expect(dossier(page).get_by_role("heading", level=3)).to_have_text("Kazakhstan")


def test_addresses_are_printed(visit: Visit, tmp_path: Path) -> None:
    """Behind a link out of the page stands its address; names within the page have none."""
    wire = Source(id="wire", title="A wire", url="https://example.org/x", kind="article")
    said = fact("a", "recognized", "b", stage("announced", "2025", source="wire"))
    text = export_text(graph_of([said], [state("a"), state("b")], sources=[wire]), "html")
    page = visit(write_page(tmp_path, text), fragment="source:wire")
    paper = _paper(page)
    link = paper.get_by_role("link", name="Open the source")
    after = "(one) => getComputedStyle(one, '::after').content"
    assert "https://example.org/x" in link.evaluate(after)
    inner = paper.locator("a.name").first
    assert inner.evaluate(after) == "none"


# ------------------------------------------------------------------------ the dialogue


def test_what_the_dialogue_offers(page: Page) -> None:
    """It offers what there is, with what is open already ticked."""
    button(page, "Print").click()
    boxes = _dialogue(page).get_by_role("checkbox")
    names = ["Picture", "Legend under the picture", "Story", "Table of facts"]
    names.append("Where the sources differ")
    assert [words(row) for row in _dialogue(page).locator("label").all()] == names
    assert [box.is_checked() for box in boxes.all()] == [True, True, False, False, False]
    page.keyboard.press("Escape")
    look_up(page, "kazakhstan")
    button(page, "Table").click()
    button(page, "Print").click()
    offered = _dialogue(page).get_by_role("checkbox", name=re.compile("^Dossier: Kazakhstan"))
    expect(offered).to_be_checked()
    expect(_part(page, "Table of facts")).to_be_checked()
    expect(_part(page, "Picture")).not_to_be_checked()
    expect(_part(page, "Legend under the picture")).to_be_disabled()


def test_all_parts(page: Page) -> None:
    """What is ticked is printed, the story in its order, every dispute, every row."""
    look_up(page, "kazakhstan")
    button(page, "Print").click()
    for name in ("Story", "Table of facts", "Where the sources differ"):
        _part(page, name).check()
    _print_now(page)
    paper = _paper(page)
    heads = paper.get_by_role("heading", level=2).all_inner_texts()
    assert heads == ["Dossier", "The story", "Where the sources differ", "Facts"]
    records = shipped().view.records
    told = words(paper)
    places = [told.index(moment.text[:30]) for moment in records.moments]
    assert places == sorted(places)
    for dispute in records.disputes.values():
        assert dispute.question in told
    rows = page.evaluate("tableRows(graphkit.model, graphkit.state).length")
    assert paper.locator(".paper-table tbody tr").count() == rows


def test_the_choice_holds_for_one_print(page: Page) -> None:
    """What was ticked is printed once; the browser's own command then prints what is open."""
    button(page, "Print").click()
    _part(page, "Picture").uncheck()
    expect(button(page, "Print now")).to_be_disabled()
    _part(page, "Story").check()
    _print_now(page)
    assert set(_pages(page)) == {LETTER}
    assert _pages(page) == [LETTER_ACROSS]


def test_without_the_legend(page: Page) -> None:
    """A picture without its legend has more room for itself."""
    button(page, "Print").click()
    _part(page, "Legend under the picture").uncheck()
    _print_now(page)
    paper = _paper(page)
    expect(paper.get_by_text("Kinds", exact=True)).to_have_count(0)
    expect(paper.get_by_text("Licence: CC-BY-4.0")).to_have_count(1)


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_by_keyboard(visit: Visit, size: tuple[int, int]) -> None:
    """The focus goes in, stays in, and comes back; Escape closes the dialogue and no sheet."""
    page = visit(size=size)
    if size == PHONE:
        button(page, "Filters").click()
    button(page, "Print").focus()
    page.keyboard.press("Enter")
    expect(_dialogue(page)).to_be_visible()
    inside = "document.getElementById('print').contains(document.activeElement)"
    for _ in range(12):
        assert page.evaluate(f"{inside} || document.activeElement === document.body")
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(_dialogue(page)).to_be_hidden()
    expect(button(page, "Print")).to_be_focused()
    if size == PHONE:
        expect(page.get_by_role("group", name="Kinds", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    "options", [{}, {"scheme": "dark"}, {"size": PHONE}], ids=["light", "dark", "phone"]
)
def test_axe(visit: Visit, options: dict[str, object]) -> None:
    """The dialogue breaks no rule that a machine can check, and fits the screen."""
    page = visit(**options)
    look_up(page, "kazakhstan joined accords")
    button(page, "Print").click()
    expect(_dialogue(page)).to_be_in_viewport(ratio=1)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


def test_hostile_texts(visit: Visit, tmp_path: Path) -> None:
    """Whatever names and notes hold, all of it can be printed, and stays text."""
    page = visit(write_page(tmp_path, export_text(hostile(), "html")))
    set_date(page, "2025-11-07")
    button(page, "Print").click()
    for box in _dialogue(page).get_by_role("checkbox").all():
        box.check()
    _print_now(page)
    assert _pages(page)
    paper = _paper(page)
    assert paper.locator("img, script, style, iframe, b").count() == 0


def test_an_empty_graph(visit: Visit, empty_file: Path) -> None:
    """A project without facts prints one page and offers neither story nor disputes."""
    page = visit(empty_file)
    assert _pages(page) == [LETTER_ACROSS]
    button(page, "Print").click()
    assert _dialogue(page).get_by_role("checkbox").count() == 3
