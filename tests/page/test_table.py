"""The table: the same view as the picture, complete, for reading, sorting and taking along."""

from __future__ import annotations

import csv
import io

from playwright.sync_api import Page, expect

from tests.page.driving import box, button, dossier, look_up, rows, set_date, table
from tests.samples import shipped

HEADS = ["Subject", "Relation", "Object", "Stage", "Date", "By", "Sources", "Disputed"]


def _column(page: Page, name: str) -> list[str]:
    place = HEADS.index(name) + 1
    return rows(page).locator(f"td:nth-child({place})").all_inner_texts()


def test_it_is_complete(page: Page) -> None:
    """Every fact of the data is a row, values and what does not hold included."""
    button(page, "Table").click()
    expect(button(page, "Table")).to_have_attribute("aria-pressed", "true")
    assert [head.inner_text() for head in table(page).get_by_role("columnheader").all()] == HEADS
    graph = shipped()
    expect(rows(page)).to_have_count(len(graph.view.records.facts))
    pairs = sorted(zip(_column(page, "Subject"), _column(page, "Object"), strict=True))
    names = {name: entity.name for name, entity in graph.entities.items()}
    assert [subject for subject, _ in pairs] == sorted(names[f.subject] for f in graph.facts())
    objects = [names[item.object] for item in graph.facts() if item.object]
    assert set(objects) <= set(_column(page, "Object"))
    assert "about 20,000,000" in _column(page, "Object")
    button(page, "Table").click()
    expect(table(page)).to_be_hidden()


def test_sorting(page: Page) -> None:
    """A head sorts by its column, pressed again downwards, and says so; dates sort by day."""
    button(page, "Table").click()
    for name in ("Subject", "Object"):
        head = table(page).get_by_role("columnheader", name=name, exact=True)
        if head.get_attribute("aria-sort") != "ascending":
            head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "ascending")
        up = _column(page, name)
        assert up == sorted(up)
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending")
        assert _column(page, name) == sorted(up, reverse=True)
        expect(page.get_by_role("status").filter(has_text=f"Sorted by {name}")).to_have_count(1)
    date = table(page).get_by_role("columnheader", name="Date", exact=True).get_by_role("button")
    date.click()
    date.click()
    days = [text for text in _column(page, "Date") if len(text) == len("2025-11-06")]
    assert days == sorted(days, reverse=True)
    assert len(days) > 20


def test_filtering(page: Page) -> None:
    """Words narrow the rows down, in any column, and the count says how many are left."""
    button(page, "Table").click()
    box(page, "Filter the table").fill("joined ACCORDS announced")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Kazakhstan")
    number = len(shipped().view.records.facts)
    expect(page.get_by_text(f"1 fact of {number}, as of 7 November 2025")).to_be_visible()
    box(page, "Filter the table").fill("")
    expect(rows(page)).to_have_count(number)


def test_copy_as_csv(page: Page) -> None:
    """The clipboard gets the rows that are seen, in their order, as RFC 4180 has them."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button(page, "Table").click()
    set_date(page, "2025-11-06")
    button(page, "Copy as CSV").click()
    said = f"{len(shipped().view.records.facts)} rows copied"
    expect(page.get_by_role("status").filter(has_text=said)).to_have_count(1)
    text = page.evaluate("navigator.clipboard.readText()")
    copied = list(csv.reader(io.StringIO(text, newline="")))
    assert copied[0] == [*HEADS, "Says"]
    # What an opinion says stands below its relation, and in the file in a column of its own.
    whole = [[*row[:1], "\n".join(filter(None, [row[1], row[8]])), *row[2:8]] for row in copied[1:]]
    shown = [_column(page, name) for name in HEADS]
    assert [tuple(row) for row in whole] == list(zip(*shown, strict=True))
    assert sum(bool(row[8]) for row in copied[1:]) == sum(
        bool(fact.says) for fact in shipped().view.records.facts.values()
    )


def test_csv_runs_no_formula(page: Page) -> None:
    """Quotes, commas and line ends are kept; a cell that a spreadsheet would run is defused."""
    cells = ['say "no"', "a, b", "two\r\nlines", "=1+1", "@SUM(A1)", "+1", "-x", "-5", "plain"]
    text = page.evaluate("(cells) => csvText([cells])", cells)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ['say "no"', "a, b", "two\r\nlines", "'=1+1", "'@SUM(A1)", "'+1", "'-x", "-5", "plain"]
    ]
    assert text.endswith("\r\n")


def test_rows_open_dossiers(page: Page) -> None:
    """Subject, relation and object are links to their dossiers."""
    button(page, "Table").click()
    box(page, "Filter the table").fill("kazakhstan recognized israel")
    rows(page).first.get_by_role("link", name="recognized", exact=True).click()
    heading = dossier(page).get_by_role("heading", level=3)
    expect(heading).to_have_text("Kazakhstan recognized Israel")
    rows(page).first.get_by_role("link", name="Israel", exact=True).click()
    expect(heading).to_have_text("Israel")
    look_up(page, "abraham accords")
    expect(heading).to_have_text("Abraham Accords")
