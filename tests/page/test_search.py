"""Search: a combobox that is driven by the keyboard and finds by name, alias, relation, year."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.page.driving import dossier, search
from tests.samples import shipped


def test_the_combobox_by_keyboard(page: Page) -> None:
    """Arrows move through the results and wrap, Enter takes one, Escape closes and clears."""
    box, options = search(page), page.get_by_role("listbox").get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("kaz")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "")
    box.press("ArrowUp")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("kaz")
    box.press("Escape")
    expect(box).to_have_value("")
    box.fill("kaz")
    expect(page.get_by_role("status").filter(has_text="result")).to_have_count(1)
    box.press("Enter")
    expect(dossier(page).get_by_role("heading", level=3)).to_have_text("Kazakhstan")
    expect(box).to_have_value("")


#: What is typed, and one of the results; none where there is nothing to be found.
FINDS = {
    "Kassym": "Kassym-Jomart Tokayev",
    "united states": "United States",
    "UAE": "United Arab Emirates",
    "recognized 1992": "Kazakhstan recognized Israel",
    "joined accords": "Kazakhstan joined Abraham Accords",
    "recognised by nobody": None,
}


def test_what_it_finds(page: Page) -> None:
    """By name, short name, relation with a year; and it says when nothing is found."""
    options = page.get_by_role("listbox").get_by_role("option")
    for text, found in FINDS.items():
        search(page).fill(text)
        if found:
            expect(options.filter(has_text=found).first).to_be_visible()
    expect(options).to_have_text(["Nothing found"])
    search(page).press("Enter")
    expect(dossier(page)).to_contain_text("How to read this")


def test_aliases_find(page: Page) -> None:
    """Every alias finds its entity, accents or none."""
    aliases = [
        (alias, entity.name) for entity in shipped().entities.values() for alias in entity.aliases
    ]
    assert aliases
    found = page.evaluate(
        """(aliases) => aliases.map((alias) => createFinder(graphkit.model)(alias)
            .map((row) => row.label))""",
        [alias for alias, _ in aliases],
    )
    for (alias, name), labels in zip(aliases, found, strict=True):
        assert name in labels, alias


def test_a_click_takes_a_result(page: Page) -> None:
    """The pointer does what Enter does."""
    search(page).fill("israel")
    page.get_by_role("option").filter(has_text="Israel").first.click()
    expect(dossier(page).get_by_role("heading", level=3)).to_have_text("Israel")
