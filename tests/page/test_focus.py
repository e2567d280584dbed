"""A page of too many entities opens on a part, says so, and grows as the reader asks."""

from __future__ import annotations

import math
import re
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from graphkit.errors import GraphkitError
from graphkit.exporters.html import render_page
from graphkit.graph import Graph
from graphkit.layout import CLEARANCE
from graphkit.projections.networks.focus import MOST_DRAWN, NEIGHBOURS
from tests.page.driving import (
    PHONE,
    Visit,
    button,
    dossier,
    drawn,
    look_up,
    place_of,
    rows,
    table,
    words,
)
from tests.samples import export_text, fact, graph_of, shipped, stage, state

COUNT = MOST_DRAWN + 50
#: How many neighbours the hub has.
NEAR = 100


def _large() -> Graph:
    """Return a hub with a hundred neighbours, the first ones with most facts, and a long tail."""
    names = [f"n{number:04}" for number in range(COUNT - 2)]
    facts = []
    for number, name in enumerate(names):
        other = "hub" if number < NEAR else names[number // 10]
        facts.append(fact(name, "tradesWith", other, stage("in-force", "2001")))
        if number < 30:
            facts.append(fact("hub", "recognized", name, stage("in-force", "1999")))
    facts.append(fact("far-away", "recognized", names[-1], stage("in-force", "2010")))
    return graph_of(facts, map(state, ["hub", "far-away", *names]))


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the large graph."""
    path = tmp_path_factory.mktemp("focus") / "large.html"
    path.write_text(export_text(_large(), "html"), encoding="utf-8")
    return path


@pytest.fixture
def large(visit: Visit, large_file: Path) -> Page:
    """Return the page of the large graph as it opens, with no motion to wait for."""
    return visit(large_file, motion="reduce")


def _line(page: Page) -> Locator:
    """Return the line that says what is drawn."""
    return page.get_by_role("group", name="What is drawn")


def _marks(page: Page) -> dict[str, dict[str, Any]]:
    return {mark["id"]: mark for mark in drawn(page)["marks"]}


# ------------------------------------------------------------------------ as it opens


def test_it_opens_on_the_most_connected(large: Page) -> None:
    """The hub and its most telling neighbours are drawn, and the page says of how many."""
    assert set(_marks(large)) == {"hub", *(f"n{number:04}" for number in range(NEIGHBOURS))}
    expect(_line(large)).to_contain_text(f"{NEIGHBOURS + 1} of {COUNT:,} entities drawn")
    expect(button(large, "Show all")).to_have_attribute("aria-pressed", "false")
    expect(button(large, "First view")).to_be_hidden()
    expect(dossier(large)).to_contain_text("Not all entities are drawn.")


def test_counts_and_table_tell_the_whole(large: Page) -> None:
    """The legend counts every fact, the table holds it, whatever is drawn."""
    total = COUNT - 2 + 30 + 1
    expect(large.get_by_role("banner")).to_contain_text(f"{total} facts")
    kinds = large.get_by_role("group", name="Kinds")
    assert f"{COUNT:,}" in words(kinds)
    button(large, "Table").click()
    expect(large.get_by_role("region", name="Graph")).to_contain_text(f"{total:,} facts")
    expect(_line(large)).to_be_hidden()


def test_marks_stand_apart(large: Page) -> None:
    """The picture of a part fills the screen: its own places, not those of the whole."""
    found = drawn(large)
    frame = large.get_by_role("application").bounding_box()
    assert frame is not None
    across = [mark["x"] for mark in found["marks"]]
    assert max(across) - min(across) > 0.5 * frame["width"]
    assert len(found["names"]) > 0.7 * len(found["marks"])


def test_a_plus_tells_of_more(large: Page) -> None:
    """Marks with neighbours that are not drawn carry a sign, the others none."""
    marks = _marks(large)
    assert marks["hub"]["more"]
    # n0009 has no tail, n0010 has one of ten.
    assert not marks["n0009"]["more"]
    assert marks["n0010"]["more"]


def test_no_barrier(large: Page) -> None:
    """The axe finder sees nothing, with a dossier open that offers more."""
    look_up(large, "hub")
    expect(button(large, "Show 20 more neighbours")).to_be_visible()
    found = Axe().run(large)
    assert found.response["violations"] == []


# ------------------------------------------------------------------------ more and all


def test_show_all_and_back(large: Page) -> None:
    """One button draws everything, and pressed again the same part as before."""
    before = _marks(large)
    button(large, "Show all").click()
    expect(_line(large)).to_contain_text(f"All {COUNT:,} entities drawn")
    expect(button(large, "Show all")).to_have_attribute("aria-pressed", "true")
    everything = _marks(large)
    assert len(everything) == COUNT
    assert not any(mark["more"] for mark in everything.values())
    button(large, "Show all").click()
    assert _marks(large) == before


def test_growing_from_the_dossier(large: Page) -> None:
    """The dossier says how many neighbours are drawn and adds the next ones until all are."""
    look_up(large, "hub")
    expect(dossier(large)).to_contain_text(f"{NEIGHBOURS} of its {NEAR} neighbours are drawn.")
    button(large, "Show 20 more neighbours").click()
    expect(large.get_by_role("status").filter(has_text="20 neighbours of Hub added")).to_have_count(
        1
    )
    assert set(_marks(large)) == {"hub", *(f"n{number:04}" for number in range(60))}
    button(large, "Show 20 more neighbours").click()
    button(large, "Show 20 more neighbours").click()
    expect(dossier(large)).to_contain_text(f"All of its {NEAR} neighbours are drawn.")
    expect(button(large, "Show 20 more neighbours")).to_have_count(0)
    assert not _marks(large)["hub"]["more"]
    button(large, "First view").click()
    assert len(_marks(large)) == NEIGHBOURS + 1


def test_growing_moves_nobody(large: Page) -> None:
    """What was drawn keeps its place; what came stands apart from it, near its neighbour."""
    button(large, "Zoom out").click()  # a reader's own camera stays where it is
    look_up(large, "hub")
    before = _marks(large)
    large.get_by_role("application").press("n")
    after = _marks(large)
    assert len(after) == len(before) + 20
    for name, mark in before.items():
        assert math.dist((mark["x"], mark["y"]), (after[name]["x"], after[name]["y"])) < 0.01
    places = large.evaluate("createPlaces(graphkit.model)(graphkit.state.focus)")
    spots = [(place["x"], place["y"]) for place in places]
    nearest = min(math.dist(a, b) for i, a in enumerate(spots) for b in spots[:i])
    assert nearest >= CLEARANCE - 0.15


def test_a_double_click_grows(large: Page) -> None:
    """Twice on a mark adds its neighbours."""
    before = _marks(large)
    assert before["n0010"]["more"]
    large.mouse.dblclick(*place_of(large, "n0010"))
    expect(_line(large)).to_contain_text("51 of ")
    assert set(_marks(large)) - set(before) == {f"n{number:04}" for number in range(100, 110)}


def test_by_keyboard_alone(large: Page) -> None:
    """In the graph n adds neighbours of the chosen entity, and says when there are none left."""
    graph = large.get_by_role("application")
    graph.focus()
    graph.press("n")
    assert len(_marks(large)) == NEIGHBOURS + 1
    graph.press("ArrowRight")
    for _ in range(4):
        graph.press("n")
    expect(large.get_by_role("status").filter(has_text="All neighbours of ")).to_have_count(1)
    expect(graph).to_have_accessible_description(re.compile("N adds neighbours"))


def test_search_brings_it_in(large: Page) -> None:
    """Whoever is looked up is drawn, with neighbours, beside what is there."""
    look_up(large, "far-away")
    found = _marks(large)
    assert {"far-away", f"n{COUNT - 3:04}"} <= set(found)
    assert len(found) == NEIGHBOURS + 3
    frame = large.get_by_role("application").bounding_box()
    assert frame is not None
    assert 0 < found["far-away"]["x"] < frame["width"]
    assert 0 < found["far-away"]["y"] < frame["height"]


def test_a_fact_brings_its_ends(large: Page) -> None:
    """A fact that is looked up is drawn, with both its ends and nobody else."""
    look_up(large, "N2000 trades N0200")
    expect(dossier(large)).to_contain_text("Fact ·")
    assert set(_marks(large)) == {
        "hub", "n0200", "n2000", *(f"n{number:04}" for number in range(NEIGHBOURS)),
    }  # fmt: skip


def test_only_this_and_its_neighbours(large: Page) -> None:
    """Any entity can become what the picture is about."""
    look_up(large, "n0010")
    button(large, "Only this and its neighbours").click()
    expected = {"hub", "n0010", *(f"n{number:04}" for number in range(100, 110))}
    assert set(_marks(large)) == expected


# ------------------------------------------------------------------------ links, phones, time


def test_a_link_keeps_what_grew(visit: Visit, large_file: Path, large: Page) -> None:
    """The link draws the same entities at the same places; of all it says so in a word."""
    look_up(large, "far-away")
    look_up(large, "hub")
    large.get_by_role("application").press("n")
    before = _marks(large)
    link = urllib.parse.urlsplit(f"file://x#{large.evaluate('graphkit.link()')}").fragment
    again = visit(large_file, fragment=link, motion="reduce")
    after = _marks(again)
    assert set(after) == set(before)
    for name, mark in before.items():
        assert math.dist((mark["x"], mark["y"]), (after[name]["x"], after[name]["y"])) < 1
    button(again, "Show all").click()
    link = again.evaluate("graphkit.link()")
    assert "all=1" in link
    assert "focus=" not in link
    assert len(_marks(visit(large_file, fragment="all=1"))) == COUNT


def test_on_a_phone(visit: Visit, large_file: Path) -> None:
    """The line and its buttons fit beside those of the zoom."""
    page = visit(large_file, size=PHONE)
    line, zoom = _line(page).bounding_box(), button(page, "Zoom in").bounding_box()
    assert line is not None
    assert zoom is not None
    assert line["x"] + line["width"] <= zoom["x"] or line["y"] + line["height"] <= zoom["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_time_goes_on(large: Page) -> None:
    """A step of the clock changes what is drawn and not which entities are."""
    before = set(_marks(large))
    large.get_by_role("textbox", name="Date", exact=True).fill("2000-01-01")
    large.keyboard.press("Enter")
    assert set(_marks(large)) == before
    expect(dossier(large)).to_contain_text("Latest, as of 1 January 2000")
    kinds = words(large.get_by_role("group", name="Kinds"))
    assert "31" in kinds.split()


# ------------------------------------------------------------------------ a small graph


def test_a_small_graph_is_drawn_whole(page: Page) -> None:
    """Nothing of all this stands on the shipped page."""
    expect(_line(page)).to_have_count(0)
    assert len(_marks(page)) == len(shipped().positions)


def test_a_small_graph_on_a_focus(visit: Visit, tmp_path: Path) -> None:
    """Asked for, a small page opens on a focus too, each entity at its place in the whole."""
    path = tmp_path / "focus.html"
    path.write_text("".join(render_page(shipped(), focus="uzbekistan")), encoding="utf-8")
    page = visit(path)
    near = {
        end for item in shipped().facts() if "uzbekistan" in (item.subject, item.object)
        for end in (item.subject, item.object) if end
    }  # fmt: skip
    assert set(_marks(page)) == near | {"uzbekistan"}
    places = page.evaluate("createPlaces(graphkit.model)(graphkit.state.focus)")
    for place in places:
        assert (place["x"], place["y"]) == shipped().positions[place["id"]]
    button(page, "Show all").click()
    assert len(_marks(page)) == len(shipped().positions)


def test_a_focus_that_is_drawn_nowhere() -> None:
    """Who has no fact with another one cannot be what a picture is about."""
    with pytest.raises(GraphkitError, match='no fact joins "reuters"'):
        "".join(render_page(shipped(), focus="reuters"))


def test_rows_are_listed_a_piece_at_a_time(large: Page) -> None:
    """The table lists the first rows, says so, and lists more on demand; the filter finds all."""
    button(large, "Table").click()
    expect(rows(large)).to_have_count(250)
    region = large.get_by_role("region", name="Graph")
    expect(region).to_contain_text("the first 250 listed; the filter finds all")
    button(large, "Show 200 more").click()
    expect(rows(large)).to_have_count(450)
    assert large.evaluate("document.activeElement.closest('tr').rowIndex") == 251
    large.get_by_role("textbox", name="Filter the table").fill("far-away")
    expect(rows(large)).to_have_count(1)
    expect(table(large)).to_contain_text("Far-Away")
