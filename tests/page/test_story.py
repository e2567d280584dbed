"""The story: its list, its card, its keys, buttons and swipes, and what each moment sets."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Moment
from tests.page.driving import (
    DESKTOP,
    PHONE,
    Visit,
    box,
    button,
    dossier,
    drawn,
    look_up,
    set_date,
    slider,
    switch,
    words,
    write_page,
)
from tests.page.test_screens import RULES
from tests.samples import export_text, fact, graph_of, shipped, stage, state

MOMENTS = shipped().view.records.moments


def _card(page: Page) -> Locator:
    return dossier(page).get_by_role("region", name="Story", exact=True)


def _title(page: Page) -> str:
    return words(_card(page).get_by_role("heading", level=3))


def _said(page: Page, text: str) -> None:
    """Wait until the live region says this and nothing else."""
    expect(page.locator("#live")).to_have_text(text)


def _sample() -> Graph:
    """Return facts that filters and clocks can hide, and moments about them."""
    facts = [
        fact("alpha", "recognized", "beta", stage("in-force", "1992")),
        fact("alpha", "sanctioned", "gamma", stage("announced", "2025-11-01")),
    ]
    told = [("1992", "alpha-recognized-beta"), ("2020/..", "gamma"), ("2025-11-07", facts[1].id)]
    moments = [
        Moment(date=parse_date(date), focus=focus, title=f"On {focus}", text="What it was.")
        for date, focus in told
    ]
    return graph_of(facts, [state(name) for name in ("alpha", "beta", "gamma")], moments=moments)


@pytest.fixture
def sample_file(tmp_path: Path) -> Path:
    """Return the page of a made-up graph with three moments."""
    return write_page(tmp_path, export_text(_sample(), "html"))


# ------------------------------------------------------------------------ the list


def test_the_overview_begins_with_the_story(page: Page) -> None:
    """The first thing in the dossier is the list of moments, each a link with its day."""
    headings = dossier(page).get_by_role("heading")
    assert headings.nth(1).inner_text() == f"The story in {len(MOMENTS)} moments"
    items = dossier(page).get_by_role("list").first.get_by_role("listitem")
    assert items.all_inner_texts() == [f"{one.title} {one.date.words()}" for one in MOMENTS]
    for place, link in enumerate(items.get_by_role("link").all(), 1):
        assert (link.get_attribute("href") or "").endswith(f"#moment={place}")
    expect(_card(page)).to_be_hidden()


def test_no_story_without_moments(visit: Visit, empty_file: Path) -> None:
    """A project without moments has no word of it: no list, no card, no key, no button."""
    page = visit(empty_file)
    assert "oment" not in words(page.locator("body"))
    assert "oment" not in (page.locator("#graph-help").text_content() or "")
    assert page.locator("#story").count() == 0
    assert page.get_by_role("button", name="Story").count() == 0
    page.get_by_role("application").press("]")
    page.evaluate("location.hash = 'moment=1'")
    expect(page.get_by_role("status").filter(has_text="moment “1”")).to_have_count(1)


# ------------------------------------------------------------------------ the card


def test_the_whole_story(page: Page) -> None:
    """Every moment sets its day, shows its focus below its card, and is said once."""
    heard = page.evaluate_handle(
        """() => {
            const heard = [];
            new MutationObserver(() => heard.push(document.getElementById('live').textContent))
                .observe(document.getElementById('live'), { childList: true });
            return heard;
        }"""
    )
    button(page, "Start the story").click()
    expect(_card(page)).to_be_focused()
    told = []
    for place, moment in enumerate(MOMENTS, 1):
        told.append(f"Moment {place} of {len(MOMENTS)}: {moment.title}")
        _said(page, told[-1])
        assert _title(page) == moment.title
        expect(_card(page)).to_contain_text(f"{place} of {len(MOMENTS)} · {moment.date.words()}")
        expect(_card(page)).to_contain_text(moment.text.strip())
        day = moment.date.start_latest
        assert day is not None
        expect(box(page, "Date")).to_have_value(day.isoformat())
        target = page.evaluate("graphkit.state.target")
        assert target["id"] == moment.focus
        shown = page.evaluate("graphkit.state.shown.get(graphkit.state.target.id) ?? 'on'")
        assert shown == "on"
        expect(_card(page).get_by_text("The view has moved on")).to_be_hidden()
        if place < len(MOMENTS):
            button(page, "Next moment").click()
    expect(button(page, "Next moment")).to_be_disabled()
    expect(button(page, "Next moment")).to_be_focused()
    page.keyboard.press("Enter")
    _said(page, "This is the last moment")
    assert heard.json_value() == [*told, "This is the last moment"]
    button(page, "Previous moment").click()
    assert _title(page) == MOMENTS[-2].title


def test_who_is_in_the_story_is_not_asked_to_start_it(page: Page) -> None:
    """The overview keeps its list of moments, and its button only outside the story."""
    button(page, "Start the story").click()
    button(page, "Overview").click()
    expect(dossier(page).get_by_role("link", name=MOMENTS[3].title)).to_be_visible()
    expect(button(page, "Start the story")).to_have_count(0)
    button(page, "Leave the story").click()
    expect(button(page, "Start the story")).to_be_visible()


def test_a_title_in_the_list_starts_there(page: Page) -> None:
    """A link of the list opens its moment, and the first one has nothing before it."""
    dossier(page).get_by_role("link", name=MOMENTS[3].title).click()
    assert _title(page) == MOMENTS[3].title
    expect(_card(page)).to_be_focused()
    button(page, "Overview").click()
    dossier(page).get_by_role("link", name=MOMENTS[0].title).click()
    expect(button(page, "Previous moment")).to_be_disabled()


def test_keys_in_the_card(page: Page) -> None:
    """Arrows turn the moments while the focus is in the card; Escape leaves and keeps the focus."""
    button(page, "Start the story").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert _title(page) == MOMENTS[1].title
    button(page, "Next moment").focus()
    page.keyboard.press("ArrowRight")
    assert _title(page) == MOMENTS[2].title
    dossier(page).get_by_role("link", name="Donald Trump").first.focus()
    page.keyboard.press("ArrowRight")
    assert _title(page) == MOMENTS[2].title
    button(page, "Next moment").focus()
    page.keyboard.press("Escape")
    expect(_card(page)).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "dossier-body"
    expect(box(page, "Date")).to_have_value("2025-11-06")


def test_brackets_in_the_graph(page: Page) -> None:
    """In the graph `]` begins the story and goes on, `[` goes back; the focus stays there."""
    graph = page.get_by_role("application")
    assert "Square brackets" in (page.locator("#graph-help").text_content() or "")
    graph.press("]")
    assert _title(page) == MOMENTS[0].title
    graph.press("]")
    graph.press("]")
    graph.press("[")
    assert _title(page) == MOMENTS[1].title
    expect(graph).to_be_focused()
    # As keyboards with AltGr and with Option send it; with Ctrl alone it is the browser's.
    typing = "([key, alt, ctrl]) => document.activeElement.dispatchEvent(new KeyboardEvent("
    typing += "'keydown', { key, altKey: alt, ctrlKey: ctrl, bubbles: true }))"
    page.evaluate(typing, ["]", True, True])
    assert _title(page) == MOMENTS[2].title
    page.evaluate(typing, ["]", False, True])
    assert _title(page) == MOMENTS[2].title


def test_exploring_and_coming_back(page: Page) -> None:
    """Another day or dossier keeps the card, which says so and offers the way back."""
    button(page, "Start the story").click()
    note = _card(page).get_by_text("The view has moved on")
    button(page, "Next step").click()
    expect(note).to_be_visible()
    assert _title(page) == MOMENTS[0].title
    button(page, "Back to this moment").click()
    expect(note).to_be_hidden()
    expect(box(page, "Date")).to_have_value("1992-12-31")
    expect(_card(page)).to_be_focused()
    look_up(page, "Donald Trump")
    expect(note).to_be_visible()
    slider(page, "Known by").fill("0")
    button(page, "Back to this moment").click()
    expect(page.locator("#known-by-text")).to_have_text("everything")
    button(page, "Leave the story").click()
    expect(_card(page)).to_be_hidden()
    _said(page, "The story is left")


# ------------------------------------------------------------------------ what would hide it


def test_filters_that_hide_the_focus(visit: Visit, sample_file: Path) -> None:
    """What would hide a moment is reset and named, on the card and to screen readers; no more."""
    page = visit(sample_file)
    for name in ("recognized", "sanctioned", "in force", "State"):
        page.get_by_role("checkbox", name=name, exact=True).uncheck()
    button(page, "Start the story").click()
    note = "To show this, Kinds, Relations, Stages were reset."
    expect(_card(page)).to_contain_text(note)
    _said(page, f"Moment 1 of 3: On alpha-recognized-beta. {note}")
    expect(page.get_by_role("checkbox", name="recognized", exact=True)).to_be_checked()
    expect(page.get_by_role("checkbox", name="sanctioned", exact=True)).not_to_be_checked()
    assert page.evaluate("graphkit.state.shown.get('alpha-recognized-beta')") == "on"
    button(page, "Next moment").click()
    expect(_card(page)).not_to_contain_text("reset")
    expect(page.get_by_role("checkbox", name="sanctioned", exact=True)).not_to_be_checked()


def test_an_inactive_focus_is_shown(visit: Visit, sample_file: Path) -> None:
    """An entity that is not active on the day of its moment is not left hidden."""
    page = visit(sample_file)
    switch(page, "Hide inactive").click()
    page.evaluate("location.hash = 'moment=1&inactive=0'")
    expect(_card(page)).to_be_visible()
    button(page, "Next moment").click()
    expect(_card(page)).to_contain_text("Hide inactive was reset")
    assert page.evaluate("graphkit.state.nodes.get('gamma')") != "off"
    expect(box(page, "Date")).to_have_value("2020-12-31")


def test_known_by(visit: Visit, sample_file: Path, tmp_path: Path) -> None:
    """A moment is told with all that is known, and says so where the reader had set a day.

    On a page that was made to start at a day, it keeps to that day, unless its focus was not
    known by then.
    """
    page = visit(sample_file)
    page.evaluate("location.hash = 'known-by=2000-01-01'")
    expect(page.locator("#known-by-text")).to_have_text("1 January 2000")
    button(page, "Start the story").click()
    expect(page.locator("#known-by-text")).to_have_text("everything")
    expect(_card(page)).to_contain_text("Known by was reset")
    for day, text in (("2025-12-01", "1 December 2025"), ("2024-12-01", "everything")):
        folder = tmp_path / day
        folder.mkdir()
        page = visit(write_page(folder, export_text(_sample().known_by(day), "html")))
        button(page, "Start the story").click()
        expect(page.locator("#known-by-text")).to_have_text(text)


# ------------------------------------------------------------------------ phones


def _swipe(page: Page, right: int, down: int) -> None:
    """Draw a finger over the text of the card."""
    frame = _card(page).locator(".story-text").bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + 40
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    session.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    for part in range(1, 9):
        point = {"x": x + right * part / 8, "y": y + down * part / 8}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    session.detach()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_swiping(visit: Visit, motion: str) -> None:
    """A finger turns the moments to both sides; up and down it scrolls the sheet instead."""
    page = visit(size=PHONE, motion=motion)
    button(page, "Story").click()
    expect(_card(page)).to_be_visible()
    _swipe(page, -140, 10)
    assert _title(page) == MOMENTS[1].title
    _swipe(page, -140, -8)
    assert _title(page) == MOMENTS[2].title
    _swipe(page, 140, 0)
    assert _title(page) == MOMENTS[1].title
    _swipe(page, 20, 0)
    assert _title(page) == MOMENTS[1].title
    before = page.evaluate("document.getElementById('dossier').scrollTop")
    _swipe(page, -20, -120)
    page.wait_for_function(
        "(top) => document.getElementById('dossier').scrollTop > top", arg=before
    )
    assert _title(page) == MOMENTS[1].title
    assert page.evaluate("document.querySelector('.story-inner').style.transform") == ""


def test_on_a_phone(visit: Visit) -> None:
    """The card is in the sheet with both buttons in sight; its focus is seen above the sheet."""
    page = visit(size=PHONE, motion="reduce")
    button(page, "Story").click()
    for _ in range(3):
        button(page, "Next moment").click()
    expect(button(page, "Next moment")).to_be_in_viewport(ratio=1)
    expect(_card(page).get_by_role("heading")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sheet, frame = dossier(page).bounding_box(), page.get_by_role("application").bounding_box()
    assert sheet is not None
    assert frame is not None
    marks = {mark["id"]: mark for mark in drawn(page)["marks"]}
    for name in ("kazakhstan", "abraham-accords"):
        assert 0 < frame["y"] + marks[name]["y"] < sheet["y"]
        assert 0 < marks[name]["x"] < PHONE[0]
    dossier(page).get_by_role("button", name="Close").click()
    button(page, "Story").click()
    assert _title(page) == MOMENTS[3].title
    expect(_card(page)).to_be_focused()


def test_what_is_opened_in_the_sheet_is_seen_from_its_top(visit: Visit) -> None:
    """In the scrolling sheet another dossier begins below the head, wherever one had read to."""
    page = visit(size=PHONE, fragment="moment=7")
    page.evaluate("document.getElementById('dossier').scrollTop = 900")
    dossier(page).get_by_role("link", name="Israel").last.click()
    title = dossier(page).get_by_role("heading", level=3).last
    expect(title).to_be_in_viewport(ratio=1)


# ------------------------------------------------------------------------ axe


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe(visit: Visit, size: tuple[int, int], scheme: str) -> None:
    """No rule is broken on a card that has moved on, with a note about the link above it."""
    page = visit(size=size, scheme=scheme, fragment="moment=2&as-of=nonsense")
    set_date(page, "2021")
    expect(_card(page).get_by_text("The view has moved on")).to_be_visible()
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
