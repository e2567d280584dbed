"""Many facts between two are one line with its number; long lists come a piece at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graphkit.model import Fact
from tests.page.driving import Visit, button, dossier, drawn, look_up, set_date, write_page
from tests.samples import export_text, fact, graph_of, stage, state

#: Visits of Alpha to Beta, one a year; of two more relations there are few.
VISITS = 90
_FEW = ["recognized", "sanctioned", "tradesWith"]


def _visits(one: str, other: str, count: int) -> list[Fact]:
    """Return visits in the years from 1900 on."""
    return [
        fact(
            one, "visited", other, stage("occurred", str(1900 + number)),
            identifier=f"{one}-visited-{other}-{1900 + number}",
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.fixture
def many_file(tmp_path: Path) -> Path:
    """Return the page of four states: Alpha and Beta share many facts, the others eight."""
    facts = [*_visits("alpha", "beta", VISITS - 20), *_visits("beta", "alpha", 20)]
    facts += [fact("alpha", relation, "beta", stage("in-force", "1950")) for relation in _FEW]
    facts += _visits("gamma", "delta", 8)
    facts += _visits("alpha", "gamma", 1)
    graph = graph_of(facts, map(state, ["alpha", "beta", "gamma", "delta"]))
    return write_page(tmp_path, export_text(graph, "html"))


@pytest.fixture
def many(visit: Visit, many_file: Path) -> Page:
    """Return that page, with no motion to wait for."""
    return visit(many_file, motion="reduce")


def _lines(page: Page) -> list[dict[str, Any]]:
    return drawn(page)["lines"]


def _wide(page: Page) -> dict[str, Any]:
    """Return the only line of many facts."""
    (line,) = (line for line in _lines(page) if line["facts"] > 1)
    return line


def _click_wide(page: Page) -> None:
    frame = page.get_by_role("application").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + _wide(page)["x"], frame["y"] + _wide(page)["y"])


def test_many_of_a_colour_are_one_line(many: Page) -> None:
    """The visits are one line; eight of another pair and single facts stay lines of their own."""
    assert _wide(many)["facts"] == VISITS
    assert sorted(line["id"] for line in _lines(many) if line["facts"] == 1) == sorted([
        *(f"gamma-visited-delta-{1900 + number}" for number in range(8)),
        "alpha-visited-gamma-1900",
        *(f"alpha-{relation.lower()}-beta" for relation in _FEW),
    ])  # fmt: skip


def test_the_number_goes_with_time(many: Page) -> None:
    """On an earlier day the line stands for fewer facts."""
    set_date(many, "1909-12-31")
    # Ten each way: Beta's visits begin in the same year.
    assert _wide(many)["facts"] == 20


def test_the_pair_has_a_dossier(many: Page) -> None:
    """The line opens a list of its facts, newest first, a piece at a time, and tells the kinds."""
    _click_wide(many)
    heading = dossier(many).get_by_role("heading", level=3)
    expect(heading).to_have_text(f"{VISITS + 3} facts between Alpha and Beta")
    lines = dossier(many).locator(".lines > li")
    expect(lines).to_have_count(60)
    expect(lines.first).to_contain_text("1969")
    expect(dossier(many)).to_contain_text("visited 90")
    expect(dossier(many)).to_contain_text("33 of 93 facts are not listed yet.")
    button(many, "Show 33 more").click()
    expect(lines).to_have_count(VISITS + 3)
    expect(lines.nth(60).get_by_role("link").first).to_be_focused()
    expect(button(many, "Show 33 more")).to_have_count(0)
    set_date(many, "1980-12-31")
    expect(lines).to_have_count(VISITS + 3)


def test_a_pair_is_a_link(many: Page, visit: Visit, many_file: Path) -> None:
    """A pair is restored like any other dossier; an unknown one is named and left out."""
    _click_wide(many)
    link = many.evaluate("graphkit.link()")
    assert link == "pair:alpha~beta"
    again = visit(many_file, fragment=link)
    expect(dossier(again)).to_contain_text("facts between Alpha and Beta")
    strange = visit(many_file, fragment="pair:alpha~delta")
    expect(strange.get_by_role("banner")).to_contain_text("“pair:alpha~delta”")


def test_lines_by_keyboard(many: Page) -> None:
    """Page Down goes from line to line: the many facts of one are one step."""
    look_up(many, "alpha")
    graph = many.get_by_role("application")
    graph.focus()
    heading = dossier(many).get_by_role("heading", level=3)
    told = set()
    for _ in range(5):
        graph.press("PageDown")
        told.add(heading.inner_text())
    assert len(told) == 5
    assert f"{VISITS + 3} facts between Alpha and Beta" in told
    again = heading.inner_text()
    for _ in range(5):
        graph.press("PageDown")
    expect(heading).to_have_text(again)


def test_arrows_walk_along_it(many: Page) -> None:
    """A line of many facts joins neighbours as any other does."""
    look_up(many, "beta")
    places = {mark["id"]: mark for mark in drawn(many)["marks"]}
    dx = places["alpha"]["x"] - places["beta"]["x"]
    dy = places["alpha"]["y"] - places["beta"]["y"]
    across = "ArrowRight" if dx > 0 else "ArrowLeft"
    along = "ArrowDown" if dy > 0 else "ArrowUp"
    many.get_by_role("application").press(across if abs(dx) > abs(dy) else along)
    expect(dossier(many).get_by_role("heading", level=3)).to_have_text("Alpha")


def test_filters_thin_it(many: Page) -> None:
    """What a filter leaves out is not counted on the line."""
    many.get_by_role("checkbox", name="visited", exact=True).uncheck()
    assert [line["facts"] for line in _lines(many)] == [1] * len(_FEW)


def test_no_line_runs_far(visit: Visit, tmp_path: Path) -> None:
    """However many lines join a pair, none leaves the picture."""
    relations = ["recognized", "tradesWith", "sanctioned", "visited", "joined"]
    facts = [
        fact("alpha", relation, "beta", stage("occurred"), identifier=f"{relation.lower()}-{n}")
        for relation in relations
        for n in range(8)
    ]  # fmt: skip
    graph = graph_of(facts, [state("alpha"), state("beta")])
    page = visit(write_page(tmp_path, export_text(graph, "html")))
    frame = page.get_by_role("application").bounding_box()
    assert frame is not None
    lines = _lines(page)
    assert len(lines) > 6
    for line in lines:
        assert 0 < line["x"] < frame["width"]
        assert 0 < line["y"] < frame["height"]


def test_the_shipped_page_has_none(page: Page) -> None:
    """In a picture that can be read line by line every fact keeps a line of its own."""
    assert {line["facts"] for line in _lines(page)} == {1}
