"""The two clocks: they agree with the graph on every day, and move as readers expect."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from graphkit.dates import parse_date
from graphkit.graph import Graph
from tests.page.driving import (
    Visit,
    box,
    button,
    dossier,
    rows,
    set_date,
    slider,
    switch,
    table,
    words,
)
from tests.samples import shipped

#: Every fact on every pair of days, by the page's own look-up.
LOOK_UP = """([days, clocks]) => clocks.map((known) => days.map((day) =>
    Object.fromEntries([...graphkit.model.facts.values()].map((fact) => {
        const state = stateOf(graphkit.model, fact, day, known);
        return [fact.id, state && [state.stage, state.certain, state.holds, state.label]];
    }))))"""


def _change_days(page: Page) -> tuple[list[str], list[str]]:
    days: dict[str, list[str]] = page.evaluate("graphkit.model.days")
    return days["asOf"], days["knownBy"]


def _seen(day: str, known: str | None) -> Graph:
    graph = shipped().as_of(day)
    return graph.known_by(known) if known else graph


def _expected(seen: Graph) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(shipped().view.records.facts)
    for item in seen.facts():
        state = seen.state(item)
        if state:
            found[item.id] = [
                state.step.stage, state.definite, seen.view.holds(item), seen.label(item)
            ]  # fmt: skip
    return found


def test_both_sliders_agree_with_the_graph(page: Page) -> None:
    """Stage, certainty, holding and label of every fact, on every change day and every public day.

    The days before them are asked for too.
    """
    days, public = _change_days(page)
    assert len(days) > 5
    assert len(public) > 2

    def with_eves(listed: list[str]) -> list[str]:
        eves = (dt.date.fromisoformat(day) - dt.timedelta(1) for day in listed)
        return sorted({*listed, *(eve.isoformat() for eve in eves)})

    asked, clocks = with_eves(days), [None, *with_eves(public)]
    for known, found in zip(clocks, page.evaluate(LOOK_UP, [asked, clocks]), strict=True):
        for day, view in zip(asked, found, strict=True):
            assert view == _expected(_seen(day, known)), (day, known)


def test_the_table_follows_the_sliders(page: Page) -> None:
    """Moving the sliders shows, row by row, the facts and stages of that view."""
    days, public = _change_days(page)
    button(page, "Table").click()
    stages = shipped().ontology.stages
    for place, known in [(0, None), (len(days) - 2, public[0]), (len(days) - 1, public[-1])]:
        slider(page, "As of").fill(str(place))
        at = public.index(known) if known else len(public)
        slider(page, "Known by").fill(str(at))
        seen = _seen(days[place], known)
        expected = {}
        for item in seen.facts():
            state = seen.state(item)
            if state and not item.deprecated:
                label = stages[state.step.stage].label
                expected[item.id] = label if state.definite else f"possibly {label}"
        found = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('table tbody tr:not(.out)')]
                .map((row) => [row.querySelector('a.fact').href.split('#fact:')[1],
                               row.children[3].textContent]))"""
        )
        assert found == expected, (days[place], known)
    expect(table(page)).to_be_visible()


def test_the_sliders_speak_dates(page: Page) -> None:
    """Screen readers hear a date, not a number; everything known is said so."""
    days, public = _change_days(page)
    for name, listed in (("As of", days), ("Known by", public)):
        slider(page, name).fill("1")
        expect(slider(page, name)).to_have_attribute(
            "aria-valuetext", parse_date(listed[1]).words()
        )
    expect(page.get_by_role("status").filter(has_text="known by")).to_have_count(1)
    slider(page, "Known by").fill(str(len(public)))
    expect(slider(page, "Known by")).to_have_attribute("aria-valuetext", "everything")


def test_steps_go_from_change_to_change(page: Page) -> None:
    """Each step lands on the next day on which a fact changes, and the ends hold."""
    days, _ = _change_days(page)
    slider(page, "As of").fill("0")
    for day in days[1:]:
        button(page, "Next step").click()
        expect(box(page, "Date")).to_have_value(day)
    button(page, "Next step").click()
    expect(box(page, "Date")).to_have_value(days[-1])
    set_date(page, "2020-01-01")
    button(page, "Previous step").click()
    expect(box(page, "Date")).to_have_value(max(day for day in days if day < "2020-01-01"))


def test_a_day_later_than_any_source(page: Page) -> None:
    """What is shown of a day on which nobody wrote is told to be so, and of no other day."""
    line = page.locator("#view-line")
    expect(line).to_have_text("As of 7 November 2025")
    set_date(page, "2026-05-01")
    expect(line).to_have_text("As of 1 May 2026, later than any source")
    _, public = _change_days(page)
    set_date(page, public[-1])
    expect(line).not_to_contain_text("later")


def test_typed_dates(page: Page) -> None:
    """A day, a month and a year can be typed; what is none is refused with words and forgiven."""
    date, refusal = box(page, "Date"), page.get_by_role("alert")
    for text, day in [
        ("2020-02", "2020-02-29"),
        ("1992", "1992-12-31"),
        ("7 November 2025", "2025-11-07"),
        ("Nov. 7, 2025", "2025-11-07"),
        ("february  2020", "2020-02-29"),
        (" 2025-11-06 ", "2025-11-06"),
    ]:
        set_date(page, text)
        expect(date).to_have_value(day)
    refused = ("2025-02-30", "soon", "2025-13", "", "0000", "31 November 2025", "7 Nov 8 2025")
    for text in (*refused, "7 Novembre 2025"):
        set_date(page, text)
        expect(date).to_have_attribute("aria-invalid", "true")
        expect(refusal).to_contain_text("is not a day. Write a day as 2025-11-06")
        expect(slider(page, "As of")).to_have_attribute("aria-valuetext", "6 November 2025")
    set_date(page, "2025-11-07")
    expect(date).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("is not a day.")).to_have_count(0)


def test_play_and_pause(page: Page) -> None:
    """Play starts over at the end and goes on; pressed again it stops, and so does any step."""
    play, date = button(page, "Play"), box(page, "Date")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    days, _ = _change_days(page)
    expect(date).to_have_value(days[1])
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    stood = date.input_value()
    page.wait_for_timeout(1000)
    expect(date).to_have_value(stood)
    play.click()
    button(page, "Next step").click()
    expect(play).to_have_attribute("aria-pressed", "false")


def test_changed_since(page: Page) -> None:
    """What came and went between two days is listed as the views of those days differ."""
    set_date(page, "2025-11-05", "Changed since")
    expect(dossier(page)).to_contain_text("From 5 November 2025 to 7 November 2025")
    before, after = _expected(_seen("2025-11-05", None)), _expected(_seen("2025-11-07", None))
    stages = shipped().ontology.stages
    stands = {"prospective", "committed", "realized"}

    def standing(state: list[Any] | None) -> bool:
        return state is not None and stages[state[0]].group in stands

    came = [name for name in after if standing(after[name]) and not standing(before[name])]
    assert came
    expect(dossier(page).get_by_role("heading", name=f"Came ({len(came)})")).to_be_visible()
    set_date(page, "never", "Changed since")
    expect(box(page, "Changed since")).to_have_attribute("aria-invalid", "true")
    button(page, "Reset filters").click()
    expect(box(page, "Changed since")).to_have_value("")
    expect(dossier(page)).to_contain_text("How to read this")


def test_the_linear_axis(page: Page) -> None:
    """Even years are a choice; on them the slider reaches days between the changes."""
    days, _ = _change_days(page)
    switch(page, "Linear axis").click()
    slider(page, "As of").fill("400")
    first = dt.date.fromisoformat(days[0])
    expect(box(page, "Date")).to_have_value((first + dt.timedelta(400)).isoformat())
    switch(page, "Linear axis").click()
    expect(slider(page, "As of")).to_have_attribute("max", str(len(days) - 1))


def test_where_the_clocks_start(visit: Visit, early_file: Path) -> None:
    """A page asked for with both dates opens on them and still holds everything."""
    page = visit(early_file)
    expect(page.get_by_role("banner")).to_contain_text(
        "As of 31 December 2020, known by 6 November 2025"
    )
    button(page, "Table").click()
    expect(rows(page)).to_have_count(len(shipped().view.records.facts))


def test_plain_dates_tell_their_words(page: Page) -> None:
    """The page's words and bounds of a date that comes without them are Python's."""
    texts = ["0001", "0987-06", "1992", "2024-02", "1900-02", "2025-11", "2025-11-06", "9999-12-31"]
    dates = map(parse_date, texts)
    assert page.evaluate("(texts) => texts.map((text) => dateOf(new Map(), text))", texts) == [
        {
            "text": date.text, "words": date.words(), "endFrom": None, "endTo": None,
            "from": str(date.start_earliest), "to": str(date.start_latest),
        }
        for date in dates
    ]  # fmt: skip
    days = [text for text in texts if len(text) == len("YYYY-MM-DD")]
    assert page.evaluate("(days) => days.map(dayWords)", ["0987-06-01", *days]) == [
        parse_date(day).words() for day in ["0987-06-01", *days]
    ]


def test_the_line_patterns_differ(page: Page) -> None:
    """Prospective, committed, realized, closed: each has its own pattern and its own words."""
    patterns = page.evaluate("Object.values(PATTERNS).map(String)")
    assert len(set(patterns)) == len(patterns) == 5
    widths = page.evaluate(
        """() => {
            const line = (certain) => lineSwatch('realized', null, certain).firstChild;
            return [true, false].map((certain) => line(certain).getAttribute('stroke-width'));
        }"""
    )
    assert widths[0] != widths[1]
    legend = words(page.get_by_role("group", name="Stages", exact=True))
    for group in ("Prospective", "Committed", "Realized", "Negative", "Closed", "Thin: possible"):
        assert group in legend
