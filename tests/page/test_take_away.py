"""Save SVG and Save image: the view as a sheet, with all that a reader needs to understand it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser, Download, Page, expect

from graphkit.exporters.html import render_page
from tests.page.driving import (
    PHONE,
    Visit,
    button,
    dossier,
    look_up,
    set_date,
    switch,
    wait_for_start,
    words,
    write_page,
)
from tests.page.test_screens import RULES
from tests.samples import export_text, hostile, shipped

SVG = "{http://www.w3.org/2000/svg}"
A4_AT_300_DPI = (3508, 2480)
STEM = "kazakhstan-and-the-abraham-accords-2025-11-07"

#: A browser that has no room for any picture.
NO_ROOM = "() => { HTMLCanvasElement.prototype.toBlob = (done) => done(null); }"


def _save(page: Page, name: str) -> Download:
    with page.expect_download() as waiting:
        button(page, name).click()
    return waiting.value


def _svg(page: Page) -> etree._Element:
    """Return the root of what Save SVG saves, read strictly."""
    return etree.parse(_save(page, "Save SVG").path()).getroot()


def _png(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(_save(page, "Save image").path().read_bytes()))


def _texts(root: etree._Element) -> list[str]:
    """Return the texts that are seen, each once: its rim of paper is no text of its own."""
    found = root.iter(f"{SVG}text")
    return ["".join(one.itertext()) for one in found if one.get("aria-hidden") != "true"]


def _ids(root: etree._Element, kind: str) -> set[str]:
    return {str(one.get(f"data-{kind}")) for one in root.iter() if one.get(f"data-{kind}")}


def _facts(page: Page, root: etree._Element) -> set[str]:
    """Return the facts of all lines; one line may stand for many facts between two entities."""
    single, pairs = _ids(root, "fact"), _ids(root, "pair")
    between: list[str] = page.evaluate(
        """(pairs) => pairs.flatMap((id) => graphkit.model.pairs.get(id).facts)
            .map(({ id }) => id)""",
        sorted(pairs),
    )
    return single | (set(between) & _seen(page, "fact"))


def _seen(page: Page, kind: str) -> set[str]:
    """Return the ids of facts or entities that the screen draws in this view."""
    script = {
        "fact": """() => [...graphkit.state.shown].filter(([id, mode]) => mode !== 'off'
            && graphkit.model.facts.get(id).drawn
            && graphkit.state.view.get(id)?.group !== 'negative').map(([id]) => id)""",
        "entity": """() => [...graphkit.state.nodes].filter(([, mode]) => mode !== 'off')
            .map(([id]) => id)""",
    }[kind]
    return set(page.evaluate(script))


# ------------------------------------------------------------------------ the sheet


def test_the_svg_tells_what_it_shows(page: Page) -> None:
    """Title, day, counts, legend, credit and licence are texts in it, and it is one picture."""
    root = _svg(page)
    texts = _texts(root)
    info = shipped().info
    assert info.title in texts
    assert "As of 7 November 2025" in texts
    told = " ".join(texts)
    for part in (info.credit, f"Licence: {info.license}", "13 sources, 21 disputes"):
        assert part in told
    assert {"Kinds", "State", "Stages", "agreed, announced", "Relations", "Diplomacy"} <= {*texts}
    assert {"sources differ", "hollow: not named by its source"} <= {*texts}
    assert root.get("role") == "img"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == info.title
    assert not [one for one in root.iter() if one.tag in {f"{SVG}script", f"{SVG}image"}]


def test_every_mark_and_every_line_is_in_it(page: Page) -> None:
    """Each entity and fact that the screen draws is an element that says what it is."""
    set_date(page, "2020-12-31")
    root = _svg(page)
    assert _facts(page, root) == _seen(page, "fact")
    assert _ids(root, "entity") == _seen(page, "entity")
    titles = {
        str(one.get("data-entity")): one.findtext(f"{SVG}title")
        for one in root.iter()
        if one.get("data-entity")
    }
    assert titles == {name: shipped().entities[name].name for name in titles}
    told = [one.findtext(f"{SVG}title") for one in root.iter() if one.get("data-fact")]
    assert "Bahrain joined Abraham Accords" in " ".join(filter(None, told))
    assert "not in this view" in " ".join(filter(None, told))
    names = {"Kazakhstan", "Israel", "UAE", "Bahrain"}
    assert names <= {*_texts(root)}


def test_names_lie_on_no_other(visit: Visit) -> None:
    """No name of the picture covers another one, as a browser lays the saved file out."""
    page = visit()
    path = _save(page, "Save SVG").path()
    boxes = _boxes(page, path)
    assert len(boxes) > 60
    hits = [
        (one[0], other[0])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if min(one[3], other[3]) - max(one[1], other[1]) > 1
        and min(one[4], other[4]) - max(one[2], other[2]) > 3
    ]
    assert hits == []
    assert all(box[1] >= 0 and box[3] <= 1404 and box[2] >= 0 and box[4] <= 992 for box in boxes)


def _boxes(page: Page, path: Path) -> list[tuple[str, float, float, float, float]]:
    """Return text, left, top, right, bottom of all texts of a saved SVG, question marks aside."""
    found = page.evaluate(
        """(text) => {
            const frame = document.createElement('div');
            const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
            frame.append(document.importNode(svg, true));
            document.body.append(frame);
            const origin = frame.firstChild.getBoundingClientRect();
            const boxes = [...frame.querySelectorAll('text:not([aria-hidden])')].map((one) => {
                const { left, top, right, bottom } = one.getBoundingClientRect();
                return [one.textContent, left - origin.left, top - origin.top,
                    right - origin.left, bottom - origin.top];
            });
            frame.remove();
            return boxes.filter(([words]) => words !== '?');
        }""",
        path.read_text(encoding="utf-8"),
    )
    return [tuple(box) for box in found]


def test_it_is_the_present_view(visit: Visit) -> None:
    """Days, filters, choice and camera are those of the screen, and the sheet says so."""
    page = visit(
        fragment="entity:kazakhstan&as-of=2025-11-06&known-by=2025-11-07"
        "&off=kinds.event,relations.joined&undated=0"
    )
    switch(page, "Hide inactive").click()
    root = _svg(page)
    told = " ".join(_texts(root))
    assert "As of 6 November 2025, known by 7 November 2025" in told
    for part in ("Without: kind Event; relation joined; undated facts; what is not in", "Brought"):
        assert part in told
    assert "Brought out: Kazakhstan" in told
    assert _facts(page, root) == _seen(page, "fact")
    assert _ids(root, "entity") == _seen(page, "entity")
    assert "Event" not in _texts(root)
    assert "faint: not in this view" not in told


def test_only_few_are_left(page: Page) -> None:
    """Where more of a group is off than on, the sheet names what is on."""
    page.get_by_role("button", name="Only State", exact=True).click(force=True)
    told = " ".join(_texts(_svg(page)))
    assert "Only: kind State" in told
    assert "Without" not in told


def test_the_camera(visit: Visit) -> None:
    """Who zoomed in saves the detail, larger and with less in the frame, and it says so."""
    page = visit(motion="reduce")

    def distance(root: etree._Element) -> float:
        found = []
        for name in ("kazakhstan", "israel"):
            (mark,) = (one for one in root.iter() if one.get("data-entity") == name)
            path = mark.find(f"{SVG}path")
            assert path is not None
            match = re.match(r"translate\(([-\d.]+)", str(path.get("transform")))
            assert match
            found.append(float(match[1]))
        return abs(found[0] - found[1])

    whole = _svg(page)
    for _ in range(4):
        button(page, "Zoom in").click()
    detail = _svg(page)
    assert distance(detail) > distance(whole) * 2
    assert "a detail of the picture" in " ".join(_texts(detail))
    assert "a detail of the picture" not in " ".join(_texts(whole))
    button(page, "Table").click()
    assert distance(_svg(page)) == pytest.approx(distance(detail), rel=0.01)


def test_paper_is_light(visit: Visit) -> None:
    """In the dark theme the very same sheet is saved."""
    light = _save(visit(), "Save SVG").path().read_text(encoding="utf-8")
    page = visit(scheme="dark")
    assert _save(page, "Save SVG").path().read_text(encoding="utf-8") == light


def test_on_a_phone(visit: Visit) -> None:
    """A phone saves what a desk does: the sheet has its own size."""
    light = _save(visit(), "Save SVG").path().read_text(encoding="utf-8")
    page = visit(size=PHONE)
    for name in ("Copy link", "Save image", "Save SVG", "Print", "Cite"):
        expect(button(page, name)).to_be_in_viewport(ratio=1)
    found = _save(page, "Save SVG").path().read_text(encoding="utf-8")
    assert _close(found, light)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def _close(one: str, other: str) -> bool:
    """Whether two sheets are one but for rounding."""
    numbers = re.compile(r"-?\d+(?:\.\d+)?")
    if numbers.sub("0", one) != numbers.sub("0", other):
        return False
    pairs = zip(numbers.findall(one), numbers.findall(other), strict=True)
    return all(float(a) == pytest.approx(float(b), abs=0.2) for a, b in pairs)


def test_the_screen_stays_as_it_was(page: Page) -> None:
    """Saving moves nothing on the screen."""
    look_up(page, "kazakhstan")
    page.wait_for_timeout(400)
    before = page.evaluate("JSON.stringify(graphkit.renderer.drawn())")
    _save(page, "Save SVG")
    _save(page, "Save image")
    assert page.evaluate("JSON.stringify(graphkit.renderer.drawn())") == before


# ------------------------------------------------------------------------ files


def test_the_names_of_files(visit: Visit) -> None:
    """A file says which project it is of and which days it shows."""
    page = visit()
    assert _save(page, "Save SVG").suggested_filename == f"{STEM}.svg"
    assert _save(page, "Save image").suggested_filename == f"{STEM}.png"
    page = visit(fragment="as-of=2020-12-31&known-by=2025-11-06")
    name = _save(page, "Save SVG").suggested_filename
    assert name == "kazakhstan-and-the-abraham-accords-2020-12-31-known-by-2025-11-06.svg"
    expect(page.locator("#live")).to_have_text(f"Saved as {name}")


def test_what_was_done_is_said_under_the_button(page: Page) -> None:
    """Who sees reads it under the button that was pressed last; no button changes its name."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _save(page, "Save SVG")
    expect(button(page, "Save SVG")).to_have_attribute("data-done", "Saved")
    button(page, "Copy link").click()
    expect(button(page, "Copy link")).to_have_attribute("data-done", "Link copied")
    expect(page.locator("[data-done]")).to_have_count(1)
    expect(page.locator("[data-done]")).to_have_count(0)


def test_the_png_is_fit_for_print(page: Page) -> None:
    """A4 at 300 dots an inch, opaque, white at its edge, with all colours of the lines in it."""
    image = _png(page)
    assert image.size == A4_AT_300_DPI
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    image.verify()
    image = _png(page)
    assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255)
    flat = image.convert("RGB")
    assert flat.getpixel((20, 1200)) == (255, 255, 255)
    assert flat.getpixel((1700, 4)) == (28, 30, 34)
    seen = {colour for _, colour in flat.getcolors(2**24) or ()}
    for colour in ("#366fb8", "#036d3d", "#b2180d"):
        channels = tuple(bytes.fromhex(colour[1:]))
        assert channels in seen, colour
    ink = sum(count for count, colour in flat.getcolors(2**24) or () if colour != (255, 255, 255))
    assert 0.02 < ink / (image.width * image.height) < 0.4


def test_a_browser_with_less_room(page: Page) -> None:
    """Where a browser makes no large picture a smaller one is saved, and the page says so."""
    page.evaluate(
        """() => {
            const whole = HTMLCanvasElement.prototype.toBlob;
            HTMLCanvasElement.prototype.toBlob = function (done, type) {
                if (this.width > 2000) done(null);
                else whole.call(this, done, type);
            };
        }"""
    )
    assert _png(page).size == (1754, 1240)
    note = page.locator("#link-note")
    expect(note).to_contain_text("It is 1,754 dots wide: this browser has no room for more.")
    page.evaluate(NO_ROOM)
    button(page, "Save image").click()
    expect(note).to_contain_text("no room for so large a picture")
    expect(button(page, "Save image")).not_to_have_attribute("aria-busy", "true")


def test_blobs_are_given_back(page: Page) -> None:
    """No file stays in the memory of the browser."""
    page.evaluate(
        """() => {
            globalThis.held = new Set();
            const { createObjectURL, revokeObjectURL } = URL;
            URL.createObjectURL = (file) => {
                const url = createObjectURL.call(URL, file);
                held.add(url);
                return url;
            };
            URL.revokeObjectURL = (url) => { held.delete(url); revokeObjectURL.call(URL, url); };
            const wait = setTimeout;
            globalThis.setTimeout = (act, after) => wait(act, Math.min(after, 400));
        }"""
    )
    _save(page, "Save SVG")
    _save(page, "Save image")
    assert page.evaluate("held.size") > 0
    page.wait_for_function("() => held.size === 0")
    assert page.locator("a[download]").count() == 0


def test_hostile_texts_stay_texts(visit: Visit, tmp_path: Path) -> None:
    """Whatever a name holds, the SVG can be read, runs nothing, and the PNG is made of it."""
    page = visit(write_page(tmp_path, export_text(hostile(), "html")))
    root = _svg(page)
    assert {one.tag for one in root.iter()} <= {
        f"{SVG}{tag}"
        for tag in ("svg", "g", "path", "text", "rect", "title", "desc", "defs", "clipPath")
    }
    assert not [name for one in root.iter() for name in one.attrib if str(name).startswith("on")]
    assert _ids(root, "entity")
    assert "</script>" in " ".join(root.itertext())
    assert _png(page).size == A4_AT_300_DPI


def test_an_empty_graph(visit: Visit, empty_file: Path) -> None:
    """A project without facts has a sheet as well."""
    page = visit(empty_file)
    assert "As of" in " ".join(_texts(_svg(page)))
    assert _png(page).size == A4_AT_300_DPI


# ------------------------------------------------------------------------ in a frame


@pytest.mark.parametrize("allowed", [True, False], ids=["allowed", "refused"])
def test_in_a_sandbox(browser: Browser, tmp_path: Path, *, allowed: bool) -> None:
    """In a frame the page says what to do should no file come; nothing breaks."""
    write_page(tmp_path, "".join(render_page(shipped(), embed=True)))
    sandbox = "allow-scripts allow-downloads" if allowed else "allow-scripts"
    host = tmp_path / "host.html"
    host.write_text(
        f'<!DOCTYPE html><iframe sandbox="{sandbox}" src="graph.html" '
        'width="1000" height="600"></iframe>'
    )
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        page.goto(host.as_uri())
        frame = page.frames[1]
        frame.wait_for_function("() => globalThis.graphkit !== undefined")
        frame.get_by_role("button", name="Tools").click()
        save = frame.get_by_role("button", name="Save image", exact=True)
        if allowed:
            with page.expect_download() as waiting:
                save.click()
            assert waiting.value.suggested_filename == f"{STEM}.png"
        else:
            save.click()
        expect(frame.locator("#link-note")).to_contain_text("If no file came", timeout=15_000)
        assert errors == []
    finally:
        page.close()


# ------------------------------------------------------------------------ the row of buttons


@pytest.mark.parametrize("size", [(1440, 900), (1000, 700), PHONE])
def test_the_row_is_calm(visit: Visit, size: tuple[int, int]) -> None:
    """All of it is one row, nothing is cut, and the search keeps room to type in."""
    page = visit(size=size)
    group = page.get_by_role("group", name="Take away")
    boxes = [one.bounding_box() for one in group.get_by_role("button").all()]
    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert all(box and box["height"] >= 24 for box in boxes)
    field = page.get_by_role("combobox", name="Search").bounding_box()
    assert field
    assert field["width"] > 180


def test_after_playing(visit: Visit) -> None:
    """A link to a fact saves the same sheet after the page is opened anew."""
    page = visit()
    look_up(page, "kazakhstan joined accords")
    expect(dossier(page)).to_contain_text("announced")
    told = words(page.locator("#view-line"))
    first = _save(page, "Save SVG").path().read_text(encoding="utf-8")
    fragment = page.evaluate("graphkit.link()")
    page = visit(fragment=fragment)
    wait_for_start(page)
    assert words(page.locator("#view-line")) == told
    assert _save(page, "Save SVG").path().read_text(encoding="utf-8") == first


def test_axe_while_it_saves(page: Page) -> None:
    """The row and the note that a saved picture leaves are without barriers."""
    page.evaluate(NO_ROOM)
    button(page, "Save image").click()
    expect(page.locator("#link-note")).to_contain_text("no room")
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
