"""Keyboard, small screens, themes and less motion; and no barrier that axe can see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.page.driving import (
    PHONE,
    Visit,
    box,
    button,
    dossier,
    drawn,
    look_up,
    search,
    set_date,
    slider,
    table,
    wait_for_start,
)
from tests.samples import shipped

#: All levels of WCAG up to 2.2 AA, and what axe calls best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# ------------------------------------------------------------------------ keyboard


def test_the_graph_by_keyboard(page: Page) -> None:
    """Arrows walk along facts, Page Down turns to facts, Enter reads, Escape lets go."""
    graph = page.get_by_role("application")
    heading = dossier(page).get_by_role("heading", level=3)
    graph.focus()
    graph.press("ArrowRight")
    names = {entity.name: name for name, entity in shipped().entities.items()}
    start = names[heading.inner_text()]
    places = {mark["id"]: mark for mark in drawn(page)["marks"]}
    graph.press("ArrowLeft")
    there = names[heading.inner_text()]
    assert there != start
    assert places[there]["x"] < places[start]["x"]
    pairs = [{item.subject, item.object} for item in shipped().facts()]
    assert {there, start} in pairs
    expect(page.get_by_role("status").filter(has_text="in the view")).to_have_count(1)
    graph.press("PageDown")
    expect(dossier(page)).to_contain_text("Fact ·")
    first = heading.inner_text()
    graph.press("PageUp")
    graph.press("PageDown")
    expect(heading).to_have_text(first)
    graph.press("Enter")
    assert page.evaluate("document.activeElement.id") == "dossier-body"
    graph.focus()
    graph.press("Escape")
    expect(heading).to_have_text("The story in 7 moments")


def test_zoom_by_keyboard(visit: Visit) -> None:
    """Plus and minus zoom, nought fits."""
    page = visit(motion="reduce")
    graph = page.get_by_role("application")

    def scale() -> float:
        marks = drawn(page)["marks"]
        return float(max(m["x"] for m in marks) - min(m["x"] for m in marks))

    fitted = scale()
    graph.focus()
    graph.press("+")
    assert scale() > fitted * 1.2
    graph.press("-")
    graph.press("-")
    assert scale() < fitted
    graph.press("0")
    assert scale() == pytest.approx(fitted)


def test_everything_is_reached_by_tab(page: Page) -> None:
    """Tab reaches every control in the order of the page, and each shows that it has the focus."""
    names = []
    for _ in range(200):
        page.keyboard.press("Tab")
        name, outlined = page.evaluate(
            """() => {
                const { id, type, tagName, className } = document.activeElement;
                const style = getComputedStyle(document.activeElement);
                const seen = style.outlineStyle !== 'none' || type === 'checkbox';
                return [id || className || tagName, seen];
            }"""
        )
        assert outlined, name
        names.append(name)
        if name == "linear":
            break
    expected = ["skip", "search", "table-button", "theme-button", "graph", "fit", "as-of", "date"]
    places = [names.index(name) for name in [*expected, "known-by", "since", "linear"]]
    assert places[:4] == sorted(places[:4])
    assert places[4:] == sorted(places[4:])


def test_the_skip_link(page: Page) -> None:
    """The first stop of the Tab key leads past the controls, to the graph."""
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the graph")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the graph")).to_be_in_viewport()


# ------------------------------------------------------------------------ small screens


@pytest.mark.parametrize("width", [390, 320])
def test_a_small_screen(visit: Visit, width: int) -> None:
    """Nothing runs out of the screen, targets are large enough, panels are sheets."""
    page = visit(size=(width, 700))

    def too_wide() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))

    assert not too_wide()
    button(page, "More").click()
    expect(slider(page, "Known by")).to_be_visible()
    assert not too_wide()
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, input:not([type=checkbox])')]
            .map((one) => [one.textContent || one.id, one.getBoundingClientRect()])
            .filter(([, { width, height }]) => width && height && (width < 24 || height < 24))
            .map(([name]) => name)"""
    )
    assert small == []
    button(page, "Details").click()
    expect(dossier(page)).to_be_visible()
    expect(button(page, "Details")).to_have_attribute("aria-expanded", "true")
    assert not too_wide()
    dossier(page).get_by_role("button", name="Close").click()
    expect(dossier(page)).to_be_hidden()
    button(page, "Filters").click()
    expect(page.get_by_role("group", name="Kinds", exact=True)).to_be_visible()
    expect(dossier(page)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Kinds", exact=True)).to_be_hidden()
    look_up(page, "kazakhstan")
    expect(dossier(page).get_by_role("heading", level=3)).to_have_text("Kazakhstan")
    sheet = dossier(page).bounding_box()
    assert sheet is not None
    frame = page.get_by_role("application").bounding_box()
    assert frame is not None
    # What was chosen is moved out from under the sheet.
    page.wait_for_timeout(400)
    (mark,) = (mark for mark in drawn(page)["marks"] if mark["id"] == "kazakhstan")
    assert 0 < frame["y"] + mark["y"] < sheet["y"]
    assert not too_wide()


# ------------------------------------------------------------------------ themes and motion


def _ground(page: Page) -> str:
    found = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert isinstance(found, str)
    return found


def _pixel(page: Page) -> list[int]:
    """Return the colour of the first mark's middle on the canvas: solid ink."""
    drawn(page)
    found: list[int] = page.evaluate(
        """() => {
            const { x, y } = graphkit.renderer.drawn().marks.find(({ id }) => id === 'kazakhstan');
            const canvas = document.querySelector('#canvas canvas');
            const ratio = canvas.width / canvas.clientWidth;
            const sheet = new OffscreenCanvas(1, 1).getContext('2d');
            sheet.drawImage(canvas, -Math.round(x * ratio), -Math.round(y * ratio));
            return [...sheet.getImageData(0, 0, 1, 1).data];
        }"""
    )
    return found


def test_themes(visit: Visit) -> None:
    """The system's theme at first, then the reader's, kept; the canvas follows."""
    page = visit()
    light, ink = _ground(page), _pixel(page)
    button(page, "Theme").click()
    dark = _ground(page)
    assert dark != light
    assert sum(_pixel(page)[:3]) > sum(ink[:3]) + 300
    page.reload()
    wait_for_start(page)
    assert _ground(page) == dark
    button(page, "Theme").click()
    assert _ground(page) == light
    page = visit(scheme="dark")
    assert _ground(page) == dark
    page.emulate_media(color_scheme="light")
    assert _ground(page) == light
    assert _pixel(page) == ink


def test_less_motion(visit: Visit) -> None:
    """Asked for less motion, the camera jumps and nothing has a transition."""
    page = visit(motion="reduce")
    button(page, "Zoom in").click()
    at_once = drawn(page)
    page.wait_for_timeout(350)
    assert drawn(page) == at_once
    moving = page.evaluate(
        """[...document.querySelectorAll('*')]
            .filter((one) => getComputedStyle(one).transitionDuration !== '0s').length"""
    )
    assert moving == 0


def test_play_is_not_read_out(page: Page) -> None:
    """While it plays the page does not speak at every step, only when it stops."""
    button(page, "Play").click()
    days = page.evaluate("graphkit.model.days.asOf")
    expect(box(page, "Date")).to_have_value(days[1])
    expect(page.locator("#live")).to_be_empty()
    button(page, "Play").click()
    expect(page.locator("#live")).to_contain_text("As of")


# ------------------------------------------------------------------------ axe


def _nothing(_page: Page) -> None: ...


def _entity(page: Page) -> None:
    look_up(page, "kazakhstan")
    expect(dossier(page)).to_contain_text("Announced or agreed")


def _fact(page: Page) -> None:
    look_up(page, "kazakhstan joined accords")
    # Facts that are not in the view are told apart by colour among others.
    set_date(page, "2025-11-05")


def _table(page: Page) -> None:
    set_date(page, "2020-12-31")
    button(page, "Table").click()
    expect(table(page)).to_be_visible()


def _search(page: Page) -> None:
    search(page).fill("ka")
    expect(page.get_by_role("listbox")).to_be_visible()


@pytest.mark.parametrize(
    ("act", "options"),
    [
        pytest.param(_nothing, {}, id="start"),
        pytest.param(_entity, {}, id="entity"),
        pytest.param(_fact, {}, id="fact"),
        pytest.param(_table, {}, id="table"),
        pytest.param(_entity, {"scheme": "dark"}, id="dark"),
        pytest.param(_entity, {"size": PHONE}, id="phone"),
        pytest.param(_search, {}, id="search"),
    ],
)
def test_axe(visit: Visit, act: Callable[[Page], None], options: dict[str, object]) -> None:
    """No rule of WCAG 2.2 AA that a machine can check is broken, and no best practice."""
    page = visit(**options)
    act(page)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
