"""The link: what it restores, how the address follows, what broken ones do, and the news since."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from playwright.sync_api import Browser, Page, expect

from graphkit.exporters.html import render_page
from graphkit.graph import Graph
from graphkit.projections.page.data import page_data
from tests.page.driving import (
    PHONE,
    Visit,
    box,
    button,
    dossier,
    drawn,
    look_up,
    set_date,
    slider,
    switch,
    table,
    wait_for_start,
    words,
    write_page,
)
from tests.samples import DAY, export_text, fact, graph_of, shipped, stage, state

#: Everything that a link restores, and everything that a reader sees of it.
SNAPSHOT = """() => {
    const { asOf, knownBy, since, hidden, undated, disputed, hideInactive, table, even, moment,
        target } = graphkit.state;
    const text = (selector) => document.querySelector(selector)?.innerText ?? null;
    const value = (id) => document.getElementById(id).value;
    return {
        state: { asOf, knownBy, since, undated, disputed, hideInactive, table, even, moment, target,
            hidden: Object.values(hidden).map((ids) => [...ids].sort()) },
        link: graphkit.link(),
        dossier: text('#dossier-body'), story: text('#story'), table: text('#table-panel'),
        view: text('#view-line'), known: text('#known-by-text'),
        inputs: ['as-of', 'known-by', 'date', 'since'].map(value),
        legend: [...document.querySelectorAll('#legend input')].map((box) => box.checked),
        switches: [...document.querySelectorAll('[role=switch]')].map((one) => one.ariaChecked),
        titles: [...document.querySelectorAll('th')].map((head) => head.ariaSort),
    };
}"""
#: Sets a state as its controls do.
SET = """({ target, hidden, camera, table, ...others }) => {
    const { state, renderer } = graphkit;
    Object.assign(state, others);
    Object.assign(state.table, table);
    for (const [group, ids] of Object.entries(hidden)) state.hidden[group] = new Set(ids);
    graphkit.refresh({ say: false });
    if (target !== null || state.target) graphkit.choose(target);
    if (camera) renderer.setCamera(camera);
}"""


def _places(page: Page) -> list[float]:
    """Return where all marks are drawn, to compare to a pixel: a link rounds the camera."""
    return [mark[axis] for mark in drawn(page)["marks"] for axis in ("x", "y")]


def _rest(page: Page) -> str:
    """Wait until the address has followed the page and return its fragment."""
    page.wait_for_function("() => location.hash.slice(1) === graphkit.link()")
    found: str = page.evaluate("location.hash.slice(1)")
    return found


def _note(page: Page) -> str:
    return words(page.locator("#link-note"))


# ------------------------------------------------------------------------ restoring

RECORDS = shipped().view.records
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat)
ids = {
    "entity": RECORDS.entities, "fact": RECORDS.facts, "source": RECORDS.sources,
    "dispute": RECORDS.disputes,
}  # fmt: skip
targets = st.one_of(
    st.none(),
    *(
        st.builds(dict, type=st.just(kind), id=st.sampled_from(sorted(known)))
        for kind, known in ids.items()
    ),
)


def _some(names: Any) -> st.SearchStrategy[list[str]]:  # noqa: ANN401 - any collection of ids
    return st.lists(st.sampled_from(sorted(names)), max_size=3, unique=True)


ONTOLOGY = shipped().ontology
states = st.fixed_dictionaries(
    {
        "asOf": days,
        "knownBy": st.none() | days,
        "since": st.none() | days,
        "undated": st.booleans(),
        "disputed": st.booleans(),
        "hideInactive": st.booleans(),
        "even": st.booleans(),
        "moment": st.none() | st.integers(0, len(RECORDS.moments) - 1),
        "table": st.fixed_dictionaries(
            {
                "open": st.booleans(),
                "filter": st.sampled_from(
                    ["", "israel", "a & b = c, d'", "%zz 100%", "#\U0001f600"]
                ),
                "column": st.integers(0, 7),
                "descending": st.booleans(),
            }
        ),
        "hidden": st.fixed_dictionaries(
            {
                "kinds": _some({entity.kind for entity in RECORDS.entities.values()}),
                "relations": _some({item.relation for item in RECORDS.facts.values()}),
                "stages": _some(["in-force", "occurred", "announced", "sought"]),
                "sources": _some(RECORDS.sources),
            }
        ),
        "target": targets,
        "camera": st.none()
        | st.fixed_dictionaries(
            {
                "x": st.floats(-500, 500).map(lambda x: round(x, 1)),
                "y": st.floats(-500, 500).map(lambda y: round(y, 1)),
                "zoom": st.sampled_from([0.25, 0.4321, 1.0, 2.345, 6.0]),
            }
        ),
    }
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=states)
def test_any_state_is_restored(visit: Visit, wanted: dict[str, Any]) -> None:
    """Whatever is set, its link opens a fresh page with the same state, texts, rows and marks."""
    page = visit(motion="reduce")
    page.evaluate(SET, wanted)
    before, places = page.evaluate(SNAPSHOT), _places(page)
    page = visit(motion="reduce", fragment=before["link"])
    assert _note(page) == ""
    assert page.evaluate(SNAPSHOT) == before
    assert _places(page) == pytest.approx(places, abs=1)
    page.reload()
    wait_for_start(page)
    assert page.evaluate(SNAPSHOT) == before


def test_what_a_reader_set_by_hand(page: Page) -> None:
    """Clocks, filters, switches, table and dossier as they were, after the page is loaded anew."""
    slider(page, "Known by").fill("2")
    set_date(page, "2021-05")
    switch(page, "Linear axis").click()
    switch(page, "Undated").click()
    page.get_by_role("checkbox", name="Person", exact=True).uncheck()
    look_up(page, "kazakhstan")
    button(page, "Table").click()
    box(page, "Filter the table").fill("israel")
    table(page).get_by_role("button", name="Date").click()
    table(page).get_by_role("button", name="Date").click()
    fragment = _rest(page)
    assert re.fullmatch(
        r"entity:kazakhstan&as-of=2021-05-31&known-by=2025-\d\d-\d\d&off=kinds.person&undated=0"
        r"&view=table&filter=israel&sort=-date&axis=even",
        fragment,
    )
    before = page.evaluate(SNAPSHOT)
    page.reload()
    wait_for_start(page)
    assert page.evaluate(SNAPSHOT) == before


def test_the_camera(visit: Visit) -> None:
    """The camera is part of the link once the reader has moved it, and no more after Fit."""
    page = visit(motion="reduce")
    button(page, "Zoom in").click()
    before, places = page.evaluate(SNAPSHOT), _places(page)
    assert re.fullmatch(r"camera=-?[\d.]+,-?[\d.]+,[\d.]+", _rest(page))
    page.reload()
    wait_for_start(page)
    assert page.evaluate(SNAPSHOT) == before
    assert _places(page) == pytest.approx(places, abs=1)
    button(page, "Fit").click()
    assert _rest(page) == ""


def test_a_camera_on_its_way(visit: Visit) -> None:
    """A link taken while the camera moves tells where it is going."""
    page = visit()
    link = page.evaluate("document.getElementById('zoom-in').click(), graphkit.link()")
    page.wait_for_timeout(400)
    assert page.evaluate("graphkit.link()") == link


def test_a_camera_of_another_screen(visit: Visit) -> None:
    """A camera is told in the units of the layout: what was in its middle is there on a phone."""
    page = visit(motion="reduce")
    look_up(page, "kazakhstan")
    for _ in range(4):
        button(page, "Zoom in").click()
    middle = "(() => { const { x, y } = graphkit.renderer.camera(); return [x, y]; })()"
    x, y = page.evaluate(middle)
    page = visit(size=PHONE, motion="reduce", fragment=page.evaluate("graphkit.link()"))
    assert page.evaluate(middle) == [pytest.approx(x, abs=0.1), pytest.approx(y, abs=0.1)]


def test_old_links(visit: Visit) -> None:
    """The four forms without anything else, as `graphkit serve` and the docs write them."""
    for kind, known in ids.items():
        name = min(known)
        page = visit(fragment=f"{kind}:{name}")
        assert page.evaluate("graphkit.state.target") == {"type": kind, "id": name}
        assert _note(page) == ""
    page = visit(fragment="entity%3Akazakhstan")
    assert page.evaluate("graphkit.state.target.id") == "kazakhstan"


def test_a_moment_is_a_link(visit: Visit) -> None:
    """`moment=4` alone sets day and dossier; what else the link says goes before."""
    page = visit(fragment="moment=4")
    expect(box(page, "Date")).to_have_value("2025-11-06")
    assert _rest(page) == "moment=4"
    set_date(page, "2025-11-05")
    assert _rest(page) == "moment=4&as-of=2025-11-05"
    button(page, "Overview").click()
    assert _rest(page) == "overview&moment=4&as-of=2025-11-05"
    page.reload()
    wait_for_start(page)
    expect(dossier(page).get_by_role("region", name="Story")).to_contain_text("4 of")
    expect(dossier(page)).to_contain_text("How to read this")


# ------------------------------------------------------------------------ the address


def _count_steps(page: Page) -> None:
    """Count what is written to the history, whose length stays at 50 once it is that long."""
    page.evaluate(
        """() => {
            globalThis.steps = { pushState: 0, replaceState: 0 };
            for (const name of Object.keys(steps)) {
                const plain = history[name].bind(history);
                history[name] = (...given) => { steps[name] += 1; plain(...given); };
            }
        }"""
    )


def test_back_and_forward(page: Page) -> None:
    """A new dossier is a step of the history; days and filters belong to the step they are in."""
    _count_steps(page)
    look_up(page, "kazakhstan")
    _rest(page)
    for day in ("2019", "2020", "2021"):
        set_date(page, day)
        _rest(page)
    look_up(page, "Donald Trump")
    _rest(page)
    assert page.evaluate("steps.pushState") == 2
    page.go_back()
    assert _rest(page) == "entity:kazakhstan&as-of=2021-12-31"
    heading = dossier(page).get_by_role("heading", level=3)
    expect(heading).to_have_text("Kazakhstan")
    page.go_back()
    assert _rest(page) == ""
    expect(box(page, "Date")).to_have_value("2025-11-07")
    page.go_forward()
    page.go_forward()
    expect(heading).to_have_text("Donald Trump")
    assert page.evaluate("steps.pushState") == 2


def test_a_dragged_slider_leaves_no_history(page: Page) -> None:
    """A hundred positions of the slider are no step and few changes of the address."""
    _count_steps(page)
    page.evaluate(
        """() => {
            const slider = document.getElementById('as-of');
            for (let turn = 0; turn < 100; turn += 1) {
                slider.value = turn % (Number(slider.max) + 1);
                slider.dispatchEvent(new Event('input'));
            }
        }"""
    )
    assert _rest(page).startswith("as-of=")
    assert page.evaluate("steps") == {"pushState": 0, "replaceState": 1}


def test_a_typed_hash_is_opened(page: Page) -> None:
    """Writing another fragment into the address restores it, also while the page still settles."""
    set_date(page, "2020")
    source = min(RECORDS.sources)
    page.evaluate(
        "(text) => { location.hash = text; }", f"source:{source}&known-by=everything&view=table"
    )
    expect(table(page)).to_be_visible()
    expect(box(page, "Date")).to_have_value("2025-11-07")
    assert _rest(page) == f"source:{source}&view=table"


def test_the_skip_link_is_no_state(page: Page) -> None:
    """The link to the graph moves the focus and restores nothing."""
    set_date(page, "2020")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Skip to the graph").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("application")).to_be_focused()
    expect(box(page, "Date")).to_have_value("2020-12-31")
    assert _note(page) == ""
    assert _rest(page) == "as-of=2020-12-31"


# ------------------------------------------------------------------------ what is not there


@pytest.mark.parametrize(
    ("fragment", "left_out", "rest"),
    [
        ("entity:atlantis", ["“entity:atlantis”"], ""),
        ("fact:%E0%A4%A", ["“fact:%E0%A4%A”"], ""),
        ("as-of=2025-13-40&since=soon&known-by=%ZZ", ["as-of “2025-13-40”", "since “soon”"], ""),
        ("camera=NaN,1,2", ["camera “NaN,1,2”"], ""),
        ("camera=1,2", ["camera “1,2”"], ""),
        ("camera=1e999,2,3&camera=1,2,3", ["camera “1e999,2,3”", "camera given again"], ""),
        ("camera=1,2,0", ["camera “1,2,0”"], ""),
        ("moment=0", ["moment “0”"], ""),
        ("moment=99&as-of=2020", ["moment “99”"], "as-of=2020-12-31"),
        ("moment=constructor", ["moment “constructor”"], ""),
        ("off=kinds.state,kinds.martian,toString.x", ["off “kinds.martian”", "off “toString.x”"],
         "off=kinds.state"),
        ("undated=2&disputed=no&view=cube&axis=odd&sort=colour",
         ["undated “2”", "disputed “no”", "view “cube”", "axis “odd”", "1 more"], ""),
        ("__proto__=1&constructor=2&edition=xyz", ["“__proto__=1”", "edition “xyz”"], ""),
        ("as-of=2020&as-of=2021", ["as-of given again"], "as-of=2020-12-31"),
        ("changes", ["“changes”"], ""),
        ("&&=&?", ["“=”", "“?”"], ""),
    ],
)  # fmt: skip
def test_what_a_link_asks_in_vain(
    visit: Visit, fragment: str, left_out: list[str], rest: str
) -> None:
    """Each unknown or broken piece is left out and named; the others hold; nothing fails."""
    page = visit(fragment=fragment)
    for piece in left_out:
        assert piece in _note(page)
    assert _note(page).startswith("The link asks for something that this page does not have")
    expect(page.get_by_role("status").filter(has_text="left out")).to_have_count(1)
    assert _rest(page) == rest
    button(page, "Dismiss").click()
    assert _note(page) == ""


@pytest.mark.parametrize(
    "fragment",
    ["x" * 100_000, "&a=1" * 25_000, "off=" + "kinds.x," * 12_000, "filter=" + "%" * 100_000,
     "as-of=" + "9" * 100_000, "entity:" + "%F0" * 30_000, "camera=" + "1," * 50_000],
    ids=["one word", "keys", "items", "percent", "digits", "bytes", "numbers"],
)  # fmt: skip
def test_endless_links(visit: Visit, fragment: str) -> None:
    """A hundred thousand characters are named in a short sentence, soon."""
    page = visit(fragment=fragment)
    assert 0 < len(_note(page)) < 400
    assert _rest(page) == ""


@given(text=st.text(max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_link_breaks_the_reader(desk_page: Page, text: str) -> None:
    """Whatever stands in a fragment, reading it gives settings that can be written again."""
    again: bool = desk_page.evaluate(
        """(text) => {
            const { settings, target, refused } = readLink(graphkit.model, text);
            const state = { ...settings, target };
            const written = writeLink(graphkit.model, state, settings.camera, settings.edition);
            const back = readLink(graphkit.model, written);
            return Array.isArray(refused) && back.refused.length === 0
                && writeLink(graphkit.model, { ...back.settings, target: back.target },
                    back.settings.camera, back.settings.edition) === written;
        }""",
        text,
    )
    assert again


@pytest.fixture
def desk_page(visit: Visit) -> Page:
    """Return the shipped page."""
    return visit()


def test_days_beyond_the_clocks(visit: Visit) -> None:
    """A link may name any day, also one before the first change or after the last."""
    for day in ("0001-01-01", "1800-01-01", "9999-12-31"):
        page = visit(fragment=f"as-of={day}&known-by={day}&axis=even&since={day}")
        expect(box(page, "Date")).to_have_value(day)
        assert _note(page) == ""
        assert page.evaluate("graphkit.state.knownBy") == day
        assert _rest(page) == f"as-of={day}&known-by={day}&since={day}&axis=even"


# ------------------------------------------------------------------------ Copy link


def _copied(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button(page, "Copy link").click()
    expect(page.locator("#live")).to_have_text("Link copied")
    found: str = page.evaluate("navigator.clipboard.readText()")
    return found


def test_copy_link(visit: Visit, page_file: Path) -> None:
    """The clipboard gets the whole address, with the edition that it was copied from."""
    page = visit(fragment="entity:kazakhstan")
    set_date(page, "2020")
    edition = page.evaluate("graphkit.model.edition")
    expected = f"{page_file.as_uri()}#entity:kazakhstan&as-of=2020-12-31&edition={edition}"
    assert _copied(page) == expected
    page = visit(fragment=expected.split("#")[1])
    assert _rest(page) == "entity:kazakhstan&as-of=2020-12-31"
    assert _note(page) == ""


def test_where_copying_is_not_allowed(page: Page) -> None:
    """A browser that refuses is told of, and the link stands there to be copied by hand."""
    page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
            document.execCommand = () => false;
        }"""
    )
    button(page, "Copy link").click()
    field = box(page, "Link to this view")
    expect(field).to_be_focused()
    assert "edition=" in field.input_value()
    assert _note(page).startswith("The browser did not let the page copy.")


# ------------------------------------------------------------------------ news


#: Under which name a page keeps its editions.
KEY = "`graphkit-editions ${graphkit.model.graph.base} ${graphkit.model.graph.title}`"


def _graph(*, later: bool) -> Graph:
    """Return a graph, or the same one after a fact came, one changed and one went."""
    facts = [
        fact("alpha", "recognized", "beta", stage("in-force", "1992")),
        fact("alpha", "sanctioned", "gamma", stage("announced", "2001" if later else "2000")),
        fact("beta", "sanctioned", "alpha", stage("in-force", "2005"))
        if later
        else fact("beta", "recognized", "gamma", stage("in-force", "2003")),
    ]
    return graph_of(facts, [state(name) for name in ("alpha", "beta", "gamma")])


def _open(page: Page, path: Path, graph: Graph, fragment: str = "") -> Page:
    """Put another edition in the place of a page and open it, with what this browser kept."""
    path.write_text(export_text(graph, "html"), encoding="utf-8", newline="\n")
    page.goto("about:blank")
    page.goto(f"{path.as_uri()}#{fragment}")
    wait_for_start(page)
    return page


def _news(page: Page) -> str | None:
    """Return what the overview says below the heading of the news, if it has one."""
    if not page.get_by_role("heading", name="New since your last link", exact=True).count():
        return None
    found: str = page.evaluate(
        """() => {
            const texts = [];
            const head = [...document.querySelectorAll('#dossier :is(h3, h4)')]
                .find((one) => one.textContent === 'New since your last link');
            let one = head.nextElementSibling;
            for (; one && !/^H[34]$/.test(one.tagName); one = one.nextElementSibling) {
                texts.push(one.innerText);
            }
            return texts.join(' ').split(/\\s+/).join(' ');
        }"""
    )
    return found


@pytest.fixture
def news_file(tmp_path: Path) -> Path:
    """Return the page of the earlier edition."""
    return write_page(tmp_path, export_text(_graph(later=False), "html"))


def test_new_since_your_last_link(visit: Visit, news_file: Path) -> None:
    """A later edition tells what is new, changed and gone: to who opens the link, or just comes."""
    page = visit(news_file)
    link = _copied(page).split("#")[1]
    assert _news(_open(page, news_file, _graph(later=False))) is None
    for fragment in ("", link):
        _open(page, news_file, _graph(later=True), fragment)
        said = _news(page)
        assert said is not None
        assert said.startswith("1 fact new, 1 changed, 1 gone since this link was copied. New ")
        assert "2005 · Beta · sanctioned · Alpha" in said
        assert "2001 · Alpha · sanctioned · Gamma" in said
        assert said.endswith("Gone beta-recognized-gamma")
        assert "recognized · Beta" not in said
    dossier(page).get_by_role("link", name="sanctioned").first.click()
    expect(dossier(page)).to_contain_text("Fact ·")
    # A link copied now is the last one: nothing is new since it.
    _copied(page)
    assert _news(_open(page, news_file, _graph(later=True))) is None
    # The older link is still known.
    assert _news(_open(page, news_file, _graph(later=True), link)) is not None


def test_news_where_the_link_leads_past_the_overview(visit: Visit, news_file: Path) -> None:
    """A link to a dossier says above that there is news, and leads to it; a reload keeps it."""
    page = visit(news_file)
    look_up(page, "beta")
    link = _copied(page).split("#")[1]
    _open(page, news_file, _graph(later=True), link)
    page.reload()
    wait_for_start(page)
    assert _note(page).startswith(
        "1 fact new, 1 changed, 1 gone since this link was copied. What is new"
    )
    page.get_by_role("link", name="What is new").click()
    assert _news(page) is not None


def test_words_that_are_no_facts(visit: Visit, news_file: Path) -> None:
    """Another title of a source is another edition, though no fact has changed."""
    page = visit(news_file)
    _copied(page)
    graph = _graph(later=False)
    records = graph.view.records
    sources = {
        name: structs.replace(source, title="Another title")
        for name, source in records.sources.items()
    }
    other = Graph(dataclasses.replace(records, sources=sources), graph.ontology)
    said = _news(_open(page, news_file, other))
    assert said == ("No fact has changed since this link was copied; other words of the page have.")


def test_an_edition_that_is_unknown(visit: Visit, news_file: Path) -> None:
    """A link of another edition, copied elsewhere, is said to be one; nothing is invented."""
    page = visit(news_file, fragment="edition=0123456789")
    assert _news(page) == (
        "The link was made from another edition of this page, which this browser does not know."
    )
    assert _rest(page) == "edition=0123456789"


def test_an_edition_with_a_list(visit: Visit, tmp_path: Path) -> None:
    """Where the page has a list of changes since the very edition of the link, it points there."""
    old = page_data(_graph(later=False).whole.view, DAY, None)["edition"]
    changes = {
        "revision": "v1", "commit": "0123456789ab", "day": "2025-11-01", "edition": old,
        "facts": [],
        **{name: {"new": {}, "removed": {}, "edited": {}}
           for name in ("disputes", "entities", "sources")},
    }  # fmt: skip
    text = "".join(render_page(_graph(later=True), changes=changes))
    page = visit(write_page(tmp_path, text), fragment=f"edition={old}")
    assert _news(page) == (
        "This page has changed since the link was made. Open the list of changes"
    )
    button(page, "Open the list of changes").click()
    expect(dossier(page)).to_contain_text("Changes in the data since v1")
    assert _rest(page) == f"changes&edition={old}"
    page.reload()
    wait_for_start(page)
    expect(dossier(page)).to_contain_text("Changes in the data since v1")


@pytest.mark.parametrize(
    "kept",
    ["", "null", "{}", "[1, null]", '[{"edition": 5}]', '[{"edition": "a", "marks": {}}]', "]["],
)
def test_a_spoilt_memory(visit: Visit, news_file: Path, kept: str) -> None:
    """Whatever another page wrote into the storage, this one opens, and keeps again."""
    page = visit(news_file)
    page.evaluate(f"(kept) => localStorage.setItem({KEY}, kept)", kept)
    page.reload()
    wait_for_start(page)
    _copied(page)
    kept_now = json.loads(page.evaluate(f"localStorage.getItem({KEY})"))
    assert kept_now[0]["edition"] == page.evaluate("graphkit.model.edition")


def test_the_memory_is_bounded(visit: Visit, news_file: Path) -> None:
    """The last four editions are kept; one that is too large keeps its name alone."""
    page = visit(news_file)
    kept = page.evaluate(
        """() => {
            const { model } = graphkit;
            const memory = createMemory(model);
            for (const edition of ['a', 'b', 'c', 'd', 'e', 'c']) {
                createMemory({ ...model, edition }).keep();
            }
            const names = () => JSON.parse(localStorage.getItem(KEY));
            const few = names().map(({ edition }) => edition);
            const entries = Array.from({ length: 40000 }, (_, place) => [`a-fact-of-${place}`, {}]);
            const facts = new Map(entries);
            createMemory({ ...model, edition: 'large', facts }).keep();
            return [few, names()[0], names().length, memory.marks('large'), memory.last()];
        }""".replace("KEY", KEY)
    )
    assert kept == [["c", "e", "d", "b"], {"edition": "large"}, 4, None, "large"]


def test_a_page_without_storage(browser: Browser, page_file: Path, tmp_path: Path) -> None:
    """In a sandboxed frame, with no storage and no address, the page works and copies its link."""
    host = tmp_path / "host.html"
    host.write_text(
        f'<iframe sandbox="allow-scripts" width="1200" height="800" src="{page_file.as_uri()}">'
        "</iframe>",
        encoding="utf-8",
    )
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    noise: list[str] = []
    page.on("pageerror", lambda error: noise.append(str(error)))
    try:
        page.goto(host.as_uri())
        frame = page.frames[1]
        frame.wait_for_function("() => globalThis.graphkit !== undefined")
        frame.get_by_role("button", name="Start the story").click()
        frame.get_by_role("button", name="Next moment", exact=True).click()
        frame.get_by_role("button", name="Copy link", exact=True).click()
        said = frame.locator("#live").or_(frame.get_by_label("Link to this view"))
        expect(said.first).to_be_attached()
        page.wait_for_timeout(400)
        assert noise == []
        assert page.evaluate("history.length") <= 2
    finally:
        page.close()
