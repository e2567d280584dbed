"""The dossier: what is known of an entity, a fact, a source, a dispute, and who says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graphkit.dates import parse_date
from graphkit.exporters.html import render_page
from graphkit.model import Source
from tests.page.driving import (
    Visit,
    button,
    dossier,
    look_up,
    place_of,
    set_date,
    slider,
    words,
    write_page,
)
from tests.samples import export_text, fact, graph_of, shipped, stage, state


def _title(page: Page, text: str) -> None:
    expect(dossier(page).get_by_role("heading", level=3)).to_have_text(text)


def test_an_entity(page: Page) -> None:
    """Its facts are dated lines: when, what, with whom, how far and by whom."""
    look_up(page, "kazakhstan")
    _title(page, "Kazakhstan")
    lines = [words(line) for line in dossier(page).get_by_role("listitem").all()]
    assert any(
        line.startswith("2025-11-06 · joined · Abraham Accords · announced by Donald Trump ")
        for line in lines
    )
    assert any(line.startswith("1992 · recognized · Israel") for line in lines)
    for heading in ("Announced or agreed", "Holds or happened", "Where the sources differ"):
        expect(dossier(page).get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Kazakhstan, state")).to_have_count(1)


def test_a_fact(page: Page) -> None:
    """Its stages in order, with agents, uncertain dates in words, evidence and what it relays."""
    look_up(page, "kazakhstan joined accords")
    _title(page, "Kazakhstan joined Abraham Accords (announced)")
    told = words(dossier(page))
    assert "As of 7 November 2025: announced" in told
    steps = [
        "expected by Kazakhstan start unknown, first attested 6 November 2025 at the earliest",
        "agreed by Kazakhstan on or before 6 November 2025",
        "announced by Donald Trump 6 November 2025 · as of the chosen day",
    ]
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert "some day from 6 to 9 November 2025 · paragraph 4" in told
    assert f"Relays {shipped().sources['kazakh-statement'].title}" in told


def test_a_disputed_fact(visit: Visit) -> None:
    """It bears the badge, and the dispute stands below with all its positions."""
    name, disputes = next(iter(shipped().view.disputes.items()))
    page = visit(fragment=f"fact:{name}")
    badges = dossier(page).get_by_role("list", name="Marks")
    expect(badges.get_by_text("disputed", exact=True)).to_be_visible()
    dispute = shipped().disputes[disputes[0]]
    expect(dossier(page).get_by_role("link", name=dispute.question)).to_be_visible()
    for position in dispute.positions:
        expect(dossier(page).get_by_text(position.says, exact=True)).to_be_visible()
    dossier(page).get_by_role("link", name=dispute.question).click()
    _title(page, dispute.question)


def test_every_name_is_a_link(page: Page) -> None:
    """From fact to agent to source and back: each step is a link, Back returns."""
    look_up(page, "kazakhstan joined accords")
    dossier(page).get_by_role("link", name="Donald Trump", exact=True).first.click()
    _title(page, "Donald Trump")
    button(page, "Back").click()
    _title(page, "Kazakhstan joined Abraham Accords (announced)")
    source = shipped().sources["anadolu-kazakhstan"]
    dossier(page).get_by_role("link", name=source.title, exact=True).first.click()
    _title(page, source.title)
    told = words(dossier(page))
    assert "published by Anadolu Agency · some day from 6 to 9 November 2025" in told
    assert "On the day: the text says only Thursday" in told
    dossier(page).get_by_role("link", name="Anadolu Agency", exact=True).first.click()
    _title(page, "Anadolu Agency")
    expect(dossier(page)).to_contain_text("Published or wrote")
    button(page, "Overview").click()
    _title(page, "The story in 7 moments")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("fact:saudi-arabia-joined-abraham-accords",
         ["conditional by Saudi Arabia", "Condition: progress in creating a Palestinian state",
          "sought", "on or before 6 November 2025"]),
        ("fact:donald-trump-met-ahmed-al-sharaa", ["planned", "due 10 November 2025"]),
        ("fact:kassym-jomart-tokayev-held-office-kazakhstan-president", ["attested 9 May 2025"]),
        ("fact:uzbekistan-joined-abraham-accords", ["one unnamed speaker"]),
        ("fact:israel-fought-war-with-hamas", ["second hand"]),
        ("fact:kazakhstan-recognized-israel", ["one source", "1992"]),
        ("entity:abraham-accords", ["joined by", "Ended", "Where the sources differ"]),
        ("source:trump-post", ["Known only through the sources that relay it.", "social post"]),
        ("source:unn-kazakhstan", ["Relays"]),
        ("dispute:accession-stage", ["Dispute · stage", "positions", "paragraph 17 Relays"]),
    ],
)  # fmt: skip
def test_what_dossiers_tell(visit: Visit, fragment: str, expected: list[str]) -> None:
    """Conditions, due and attested days, badges, what is relayed; a link opens each directly."""
    told = words(dossier(visit(fragment=fragment)))
    for text in expected:
        assert text.casefold() in told.casefold(), told


def test_positions_stand_side_by_side(visit: Visit) -> None:
    """The sides of a dispute are columns on a wide screen."""
    page = visit(fragment="dispute:dinner-or-meeting")
    dispute = shipped().disputes["dinner-or-meeting"]
    boxes = [
        dossier(page).get_by_text(position.says, exact=True).locator("xpath=..").bounding_box()
        for position in dispute.positions
    ]
    assert len(boxes) == 2
    one, other = boxes
    assert one is not None
    assert other is not None
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] < other["x"]


def test_the_record_follows_known_by(page: Page) -> None:
    """A line tells the stage that was known, with its own date and agent, not a later one."""
    look_up(page, "kazakhstan joined accords")
    days = page.evaluate("graphkit.model.days.knownBy")
    for place, known in enumerate(days):
        slider(page, "Known by").fill(str(place))
        seen = shipped().known_by(known)
        if "kazakhstan-joined-abraham-accords" not in seen.view.records.facts:
            expect(dossier(page)).to_contain_text("Not in the view of 7 November 2025")
            continue
        state_ = seen.state(seen.fact("kazakhstan-joined-abraham-accords"))
        assert state_ is not None
        names = [shipped().entities[agent].name for agent in state_.step.record.agents]
        now = dossier(page).locator("li.now").get_by_role("heading")
        expect(now).to_have_text(f"{state_.step.stage} by {', '.join(names)}")


def test_a_click_on_the_canvas(page: Page) -> None:
    """A mark opens its entity, a line its fact, the empty canvas closes both."""
    x, y = place_of(page, "kazakhstan")
    page.mouse.click(x, y)
    _title(page, "Kazakhstan")
    (line,) = (item for item in shipped().facts() if "moscow" in {item.subject, item.object})
    x1, y1 = place_of(page, line.subject)
    x2, y2 = place_of(page, line.object)
    page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    expect(dossier(page)).to_contain_text("Fact ·")
    frame = page.get_by_role("application").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + 6, frame["y"] + frame["height"] - 6)
    _title(page, "The story in 7 moments")


def test_the_overview_follows_the_clock(page: Page) -> None:
    """The latest facts are those of the chosen day."""
    set_date(page, "1992-12-31")
    expect(
        dossier(page).get_by_role("heading", name="Latest, as of 31 December 1992")
    ).to_have_count(1)
    lines = [words(line) for line in dossier(page).get_by_role("listitem").all()]
    assert any(line.startswith("1992 · Kazakhstan · recognized · Israel") for line in lines)
    assert not any("2025" in line and "·" in line for line in lines)


def test_links_out_of_the_page(visit: Visit, tmp_path: Path) -> None:
    """Only http and https become links, without telling where the reader comes from."""
    published = parse_date("2025-11-06")
    urls = {
        "http": "http://example.org/a?b=1", "https": "https://example.org/",
        "script": "javascript:hacked=1", "data": "data:text/html,x", "file": "file:///etc/passwd",
        "none": "no address", "blank": " javascript:hacked=1",
    }  # fmt: skip
    sources = [
        Source(id=name, title=name, url=url, archived=url, published=published)
        for name, url in urls.items()
    ]
    facts = [
        fact(
            "alpha",
            "recognized",
            "beta",
            *(stage("in-force", "1992", source=n, agents=(n,)) for n in urls),
        )
    ]
    graph = graph_of(facts, [state("alpha"), state("beta"), *map(state, urls)], sources=sources)
    path = write_page(tmp_path, export_text(graph, "html"))
    page = visit(path, fragment="fact:alpha-recognized-beta")
    links = dossier(page).get_by_role("link", name="Open the")
    assert sorted(link.get_attribute("href") or "" for link in links.all()) == sorted(
        [urls["http"], urls["https"]] * 2
    )
    for link in links.all():
        expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(dossier(page).get_by_role("link", name="Open the archived copy")).to_have_count(2)


def test_a_private_page_shows_the_passages(visit: Visit, tmp_path: Path) -> None:
    """Under each piece of evidence stand the words that it points at, whatever they are."""
    attack = "<img src=x onerror=alert(1)> said <b>it</b>"
    graph = shipped()
    passages = {"anadolu-kazakhstan p9": attack}
    page = visit(write_page(tmp_path, "".join(render_page(graph, passages))))
    expect(page.get_by_role("note")).to_contain_text("Private: this page quotes its sources")
    look_up(page, "kazakhstan recognized")
    expect(dossier(page).get_by_role("blockquote")).to_have_text([attack])


def test_what_is_only_possible_stands_apart(page: Page) -> None:
    """No heading states as certain what is only possible on the chosen day."""
    set_date(page, "2020-06-30")
    look_up(page, "syria")
    expect(dossier(page).get_by_role("heading", name="Possible, not certain")).to_be_visible()
    for heading in ("Holds or happened", "Does not hold, the sources say"):
        expect(dossier(page).get_by_role("heading", name=heading)).to_have_count(0)
    set_date(page, "2025-11-07")
    expect(dossier(page).get_by_role("heading", name="Holds or happened")).to_be_visible()
