"""The first view: what am I looking at?"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.page.driving import DESKTOP, PHONE, Visit, button, dossier, drawn, slider
from tests.samples import shipped

NAMES = {
    "slider": ["As of", "Known by"],
    "combobox": ["Search"],
    "region": ["Graph", "Dossier"],
    "group": ["Kinds", "Relations", "Stages", "Sources"],
    "textbox": ["Date", "Changed since"],
    "switch": ["Undated", "Disputed", "Hide inactive"],
    "button": [
        "Table", "Play", "Previous step", "Next step", "Fit", "Zoom in", "Zoom out",
        "Reset filters", "Theme",
    ],
}  # fmt: skip


def test_it_says_what_it_is(page: Page) -> None:
    """Title, lede, the day, the counts, and how to read the picture."""
    info = shipped().info
    expect(page).to_have_title(info.title)
    expect(page.get_by_role("heading", level=1)).to_have_text(info.title)
    expect(page.get_by_role("banner")).to_contain_text(" ".join(info.lede.split()))
    expect(page.get_by_role("banner")).to_contain_text("As of 7 November 2025")
    expect(page.get_by_role("banner")).to_contain_text(shipped().summary)
    expect(dossier(page)).to_contain_text("How to read this")


def test_the_accessible_names(page: Page) -> None:
    """What assistive technology finds: the names are part of the page's contract."""
    for role, names in NAMES.items():
        for name in names:
            expect(page.get_by_role(role, name=name, exact=True)).to_have_count(1)  # type: ignore[arg-type]  # a str is a role
    graph = page.get_by_role("region", name="Graph", exact=True)
    expect(graph.get_by_role("application")).to_have_attribute("tabindex", "0")
    expect(graph.get_by_role("application")).to_have_accessible_description(
        "Arrow keys move from an entity to its neighbour in that direction. Page Up and Page "
        "Down go through the facts of the selected entity. Enter opens the dossier. Plus, minus "
        "and zero zoom in, out and fit. Escape clears the selection. The Table button gives the "
        "same facts as a table. Square brackets go to the previous and the next moment of the "
        "story."
    )


def test_disputes_by_weight(page: Page) -> None:
    """The questions on which most sources speak stand first."""

    def voices(name: str) -> int:
        positions = shipped().disputes[name].positions
        return len({item.source for position in positions for item in position.evidence})

    links = dossier(page).locator("a[href*='#dispute:']")
    names = [
        href.partition("#dispute:")[2]
        for href in links.evaluate_all("(all) => all.map((a) => a.href)")
    ]
    assert sorted(names) == sorted(shipped().disputes)
    told = list(map(voices, names))
    assert told == sorted(told, reverse=True)
    assert told[0] > told[-1]


def test_no_name_stands_in_the_key(page: Page) -> None:
    """Where only the place above a mark is free, a name takes it unless that is beyond the top."""
    place = """(top) => {
        const boxes = createBoxes();
        for (const [left, upper] of [[8, -80], [-208, -80], [-100, 6]]) {
            boxes.add({ left, right: left + 200, top: upper, bottom: upper + 160, owner: 'other' });
        }
        const item = { id: 'a', x: 0, y: 0, radius: 5, settings: [{ width: 10, height: 30 }] };
        const bounds = { left: -500, right: 500, top, bottom: 500 };
        return placeNames([item], boxes, createTraffic(), bounds).get('a')?.dy ?? null;
    }"""
    assert page.evaluate(place, -500) < 0
    assert page.evaluate(place, -30) is None


@pytest.mark.parametrize("size", [DESKTOP, (1920, 1080), (1200, 800), (768, 1024), PHONE])
def test_the_graph_fits_and_names_do_not_overlap(visit: Visit, size: tuple[int, int]) -> None:
    """Every mark and name stands inside the picture; no name covers another one."""
    page = visit(size=size)
    found = drawn(page)
    frame = page.get_by_role("application").bounding_box()
    assert frame is not None
    assert len(found["marks"]) == len(shipped().positions)
    for mark in found["marks"]:
        assert mark["radius"] < mark["x"] < frame["width"] - mark["radius"]
        assert mark["radius"] < mark["y"] < frame["height"] - mark["radius"]
    assert len(found["names"]) > len(found["marks"]) * (0.5 if size == PHONE else 0.6)
    for name in found["names"]:
        assert 0 <= name["left"] < name["right"] <= frame["width"]
        assert 0 <= name["top"] < name["bottom"] <= frame["height"]
    for one, other in itertools.combinations(found["names"], 2):
        assert (
            one["right"] <= other["left"]
            or other["right"] <= one["left"]
            or one["bottom"] <= other["top"]
            or other["bottom"] <= one["top"]
        ), (one, other)


def test_the_weightiest_are_named(page: Page) -> None:
    """The names that a reader needs first have found room."""
    named = {name["id"] for name in drawn(page)["names"]}
    assert {"kazakhstan", "israel", "abraham-accords", "donald-trump"} <= named


def test_parallel_lines_are_apart(page: Page) -> None:
    """No two lines between the same marks run along the same curve."""
    curves = page.evaluate(
        """() => {
            const places = new Map(graphkit.model.network.nodes.map((node) => [node.id, node]));
            return graphkit.model.network.edges.map(({ from, to, bend }) => {
                const { x, y } = bendOf({ bend }, places.get(from), places.get(to));
                return [[from, to].sort().join(' '), Math.round(x), Math.round(y)].join(' ');
            });
        }"""
    )
    assert len(curves) == len(set(curves)) > 100


def test_nothing_moves_by_itself(page: Page) -> None:
    """The picture and the day are the same after a while."""
    before = drawn(page)
    page.wait_for_timeout(400)
    assert drawn(page) == before
    expect(slider(page, "As of")).to_have_attribute("aria-valuetext", "7 November 2025")


def _width(found: dict[str, list[dict[str, Any]]]) -> float:
    across = [mark["x"] for mark in found["marks"]]
    return float(max(across) - min(across))


def test_zoom_and_fit(visit: Visit) -> None:
    """Zooming spreads the marks, Fit brings the first picture back; nothing is lost at the edge.

    With less motion asked for, the camera is at once where it goes.
    """
    page = visit(motion="reduce")
    first = drawn(page)
    button(page, "Zoom in").click()
    closer = drawn(page)
    spread = [
        max(m["x"] for m in f["marks"]) - min(m["x"] for m in f["marks"]) for f in (first, closer)
    ]
    assert spread[1] > spread[0] * 1.2
    frame = page.get_by_role("application").bounding_box()
    assert frame is not None
    for name in closer["names"]:
        assert name["left"] >= 0
        assert name["right"] <= frame["width"]
    button(page, "Zoom out").click()
    button(page, "Zoom out").click()
    button(page, "Fit").click()
    again = drawn(page)
    assert [round(mark["x"]) for mark in again["marks"]] == [
        round(mark["x"]) for mark in first["marks"]
    ]


def test_an_empty_page(visit: Visit, empty_file: Path) -> None:
    """A graph without facts has a page that works."""
    page = visit(empty_file)
    button(page, "Table").click()
    button(page, "Next step").click()
    button(page, "Play").click()
    expect(dossier(page)).to_contain_text("How to read this")
