"""The list of changes in the data, on a page that was made with ``--since``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from graphkit.exporters.html import render_page
from tests.page.driving import PHONE, Visit, box, button, dossier, words, write_page
from tests.page.test_hostile import NASTY
from tests.page.test_screens import RULES
from tests.samples import shipped

JOINED = "kazakhstan-joined-abraham-accords"
NOTHING: dict[str, dict[str, str]] = {"new": {}, "removed": {}, "edited": {}}


def _change(identifier: str, kind: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    plain = {"title": identifier, "words": kind, "before": None, "after": None}
    return {"id": identifier, "kind": kind, **plain, "lost": [], "gained": [], **fields}


def _changes(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    records = dict.fromkeys(("disputes", "entities", "sources"), NOTHING)
    head = {
        "revision": "v1",
        "commit": "0123456789ab",
        "day": "2025-11-10",
        "edition": "abcdef0123",
    }
    return {**head, "facts": [], **records, **fields}


def _open(visit: Visit, folder: Path, changes: dict[str, Any], **options: Any) -> Page:  # noqa: ANN401 - as visit
    path = write_page(folder, "".join(render_page(shipped(), changes=changes)))
    return visit(path, **options)


@pytest.fixture
def several(visit: Visit, tmp_path: Path) -> Page:
    """Return a page with a change of each sort."""
    facts = [
        _change(JOINED, "moved", title="Kazakhstan · joined", words="moved to agreed"),
        _change("gone", "vanished", title="Gone fact", words="was in force", lost=["note: old"]),
        _change(
            "kazakhstan-recognized-israel", "edited", title="Kazakhstan · recognized",
            lost=["note: one"], gained=["note: two"],
        ),
    ]  # fmt: skip
    (first, *_) = shipped().disputes.values()
    disputes = {
        "new": {first.id: first.question},
        "removed": {"old": "An old question"},
        "edited": {},
    }
    return _open(visit, tmp_path, _changes(facts=facts, disputes=disputes))


def test_it_is_reached_from_the_overview(several: Page) -> None:
    """A button with the number of changes opens the list, which says what is compared."""
    button(several, "Changes in the data since v1 (5)").click()
    expect(dossier(several).get_by_role("heading", level=3)).to_have_text(
        "Changes in the data since v1"
    )
    expect(dossier(several)).to_contain_text(
        "the edition of 10 November 2025 (commit 0123456789ab)"
    )
    headings = dossier(several).get_by_role("heading", level=4).all_inner_texts()
    assert headings == ["Moved on (1)", "Corrected (1)", "Withdrawn (1)", "Disputes (2)"]
    button(several, "Back").click()
    expect(dossier(several)).to_contain_text("How to read this")


def test_a_change_leads_to_its_dossier(several: Page) -> None:
    """What is still there is a link; what is gone is a text with what was lost."""
    button(several, "Changes in the data since v1 (5)").click()
    expect(dossier(several)).to_contain_text("Gone fact")
    expect(dossier(several).get_by_role("link", name="Gone fact")).to_have_count(0)
    expect(dossier(several)).to_contain_text("note: old")
    expect(dossier(several).get_by_role("link", name="An old question")).to_have_count(0)
    dossier(several).get_by_role("link", name="Kazakhstan · joined").click()
    expect(dossier(several)).to_contain_text("Stages, and who says so")


def test_lines_stand_side_by_side(several: Page) -> None:
    """What is no longer written stands beside what is written now."""
    button(several, "Changes in the data since v1 (5)").click()
    sides = dossier(several).get_by_role("listitem").filter(has_text="Kazakhstan · recognized").last
    assert words(sides.locator(".lost")) == "No longer note: one"
    assert words(sides.locator(".gained")) == "Now note: two"
    boxes = [sides.locator(name).bounding_box() for name in (".lost", ".gained")]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


def test_editions_are_not_days(several: Page) -> None:
    """The list does not move with the clocks; *Changed since* stays about days."""
    button(several, "Changes in the data since v1 (5)").click()
    before = words(dossier(several))
    button(several, "Previous step").click()
    assert words(dossier(several)) == before
    box(several, "Changed since").fill("2025-11-05")
    box(several, "Changed since").press("Enter")
    expect(dossier(several)).to_contain_text("From 5 November 2025 to 6 November 2025")


def test_nothing_changed(visit: Visit, tmp_path: Path) -> None:
    """Two equal editions are told to be equal."""
    page = _open(visit, tmp_path, _changes())
    button(page, "Changes in the data since v1 (0)").click()
    expect(dossier(page)).to_contain_text("Nothing changed.")


def test_a_page_that_was_not_asked(page: Page) -> None:
    """Without --since there is no such button."""
    expect(page.get_by_role("button", name="Changes in the data")).to_have_count(0)


def test_hostile_words(visit: Visit, tmp_path: Path) -> None:
    """Whatever stood in the old edition or in the name of the revision stays a text."""
    facts = [_change(NASTY, "vanished", title=NASTY, words=NASTY, lost=[NASTY], gained=[NASTY])]
    others = {"new": {NASTY: NASTY}, "removed": {"__proto__": NASTY}, "edited": {}}
    changes = _changes(
        revision=NASTY, commit=NASTY, facts=facts, disputes=others, entities=others, sources=others
    )
    page = _open(visit, tmp_path, changes)
    page.get_by_role("button", name="Changes in the data").click()
    expect(dossier(page)).to_contain_text(NASTY[:40])
    assert page.evaluate("window.hacked ?? null") is None
    assert page.locator("img, iframe, #dossier-body script").count() == 0


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_axe(several: Page, size: tuple[int, int]) -> None:
    """No rule that a machine can check is broken."""
    button(several, "Changes in the data since v1 (5)").click()
    several.set_viewport_size({"width": size[0], "height": size[1]})
    found = Axe().run(several, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
