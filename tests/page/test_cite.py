"""Cite: citations of a fact and of the view, as a text, in BibTeX and in RIS."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

from tests.page.driving import (
    PHONE,
    Desk,
    Visit,
    box,
    button,
    dossier,
    look_up,
    set_date,
    wait_for_start,
    write_page,
)
from tests.page.test_screens import RULES
from tests.samples import export_text, hostile, shipped

FACT = "fact:kazakhstan-joined-abraham-accords"


def _dialogue(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Cite", exact=True)


def _cite_view(page: Page) -> None:
    page.get_by_role("group", name="Take away").get_by_role("button", name="Cite").click()


def _cite_fact(page: Page) -> None:
    dossier(page).get_by_role("button", name="Cite", exact=True).click()


def _text(page: Page, name: str = "Text") -> str:
    return box(page, name).input_value()


def _today() -> str:
    now = dt.datetime.now().astimezone().date()
    return f"{now.day} {now:%B %Y}"


# ------------------------------------------------------------------------ what is cited


def test_the_view(visit: Visit) -> None:
    """Credit, title, both days, filters, edition, licence, the way back, and today."""
    page = visit(fragment="as-of=2020-12-31&known-by=2025-11-06&off=kinds.event")
    edition = page.evaluate("graphkit.model.edition")
    _cite_view(page)
    info = shipped().info
    link = f"as-of=2020-12-31&known-by=2025-11-06&off=kinds.event&edition={edition}"
    assert _text(page) == (
        f"{info.credit}. {info.title}. As of 31 December 2020, known by 6 November 2025. "
        f"Without: kind Event. Edition {edition}. Licence: CC-BY-4.0. "
        f"File: graph.html#{link}. Accessed {_today()}."
    )


def test_a_fact(visit: Visit) -> None:
    """The fact at its stage, who says so where and when, then the whole and the way back."""
    page = visit(fragment=FACT)
    edition = page.evaluate("graphkit.model.edition")
    _cite_fact(page)
    expect(_dialogue(page)).to_contain_text("The fact: Kazakhstan joined Abraham Accords")
    told = _text(page)
    info = shipped().info
    assert told.startswith(
        "Kazakhstan joined Abraham Accords: announced by Donald Trump, 6 November 2025, "
        "not yet done. Also told: expected by "
    )
    for part in (
        "; agreed by Kazakhstan. Sources differ: How far had Kazakhstan come on its way ",
        " into the Accords? Evidence: Donald Trump, in “",
        "in “UNN on Trump's announcement about Kazakhstan” (UNN, published 7 November 2025), p",
        "), paragraphs 1, 3",
        f". In: {info.title}. {info.credit}. As of 7 November 2025. Edition {edition}.",
        f"#{FACT}&edition={edition}.",
    ):
        assert part in told
    assert told.endswith(f" Accessed {_today()}.")
    # On an earlier day it stands at another stage, with other evidence.
    page.keyboard.press("Escape")
    set_date(page, "2025-11-05")
    _cite_fact(page)
    assert "announced by Donald Trump" not in _text(page)


def test_what_has_not_begun(visit: Visit) -> None:
    """A fact that is not in the view is never cited as if it were."""
    page = visit(fragment=f"{FACT}&known-by=2025-11-01")
    _cite_fact(page)
    assert _text(page).startswith("Kazakhstan joined Abraham Accords: not in this view, ")
    assert "Also told" not in _text(page)
    assert "(not in this view)" in _text(page, "BibTeX")


def test_a_condition_is_never_lost(visit: Visit) -> None:
    """What hangs on a condition is cited with it, in every form, and as neither agreed nor done."""
    page = visit(fragment="fact:saudi-arabia-joined-abraham-accords")
    _cite_fact(page)
    (record,) = (
        one
        for one in shipped().fact("saudi-arabia-joined-abraham-accords").stages
        if one.stage == "conditional"
    )
    for form in ("Text", "BibTeX", "RIS"):
        told = _text(page, form)
        assert f"On condition of {record.condition}" in told
        assert "neither agreed nor done" in told
        assert "Sources differ: Who ties" in told


def test_every_fact_can_be_cited(page: Page) -> None:
    """Each fact has all three citations, with the words of its stage and all of its sources."""
    found = page.evaluate(
        """() => {
            const { model, state } = graphkit;
            const access = { url: 'https://example.org/#x', file: null, day: '2026-11-22' };
            return [...model.facts.values()].map((fact) => {
                const citation = citationOf(model, state, fact, access);
                return { text: citationText(citation), bibtex: citationBibtex(citation),
                    ris: citationRis(citation), subject: nameOf(model, fact.subject) };
            });
        }"""
    )
    assert len(found) == len(shipped().view.records.facts)
    for one in found:
        assert "Evidence: " in one["text"]
        assert one["subject"] in one["text"]
        assert not re.search(r"undefined|null|NaN|\(\)|\.\.(?!\.)|  ", one["text"]), one["text"]
        assert "undefined" not in one["bibtex"] + one["ris"]
        _read_bibtex(one["bibtex"])
        _read_ris(one["ris"])


# ------------------------------------------------------------------------ the formats


def _read_bibtex(text: str) -> dict[str, str]:
    """Return the fields of one entry, read as BibTeX does: by counting every brace."""
    head = re.match(r"@misc\{([A-Za-z0-9-]+),\n", text)
    assert head, text
    place, fields = head.end(), {}
    while text[place] != "}":
        name = re.compile(r"  ([a-z]+) = \{").match(text, place)
        assert name, text[place : place + 60]
        depth, begin = 1, name.end()
        place = begin
        while depth:
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            place += 1
        fields[name[1]] = text[begin : place - 1]
        place += len(re.compile(r",?\n").match(text, place)[0])  # type: ignore[index]
    assert text[place:] == "}\n"
    return fields


WORDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
}  # fmt: skip


def _untex(text: str) -> str:
    """Return what TeX prints of a field without its outer braces."""
    text = text.removeprefix("{").removesuffix("}") if text.startswith("{") else text
    return re.sub(r"\\text[a-z]+\{\}|\\[%&#_$]", lambda m: WORDS.get(m[0], m[0][-1]), text)


def _read_ris(text: str) -> list[tuple[str, str]]:
    rows = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", row) for row in text.split("\n")[:-1]]
    assert all(rows), text
    found = [(row[1], row[2]) for row in rows if row]
    assert found[0] == ("TY", "DATA")
    assert found[-1] == ("ER", "")
    return found


@given(text=st.text(min_size=1, max_size=60))
def test_no_text_breaks_bibtex(desk: Desk, text: str) -> None:
    """Whatever a title holds, BibTeX reads one entry and prints the title as it is."""
    _on_the_page(desk)
    found = desk.page.evaluate(
        """(text) => {
            const whole = oneLine(text);
            const citation = { whole, credit: whole, license: whole, view: whole, edition: 'abc',
                fact: null, url: null, file: whole, day: '2026-11-22' };
            return [whole, citationBibtex(citation), citationRis(citation)];
        }""",
        text,
    )
    plain, bibtex, ris = found
    fields = _read_bibtex(bibtex)
    assert _untex(fields["title"]) == plain
    assert ("TI", plain) in _read_ris(ris)


def _on_the_page(desk: Desk) -> None:
    """Open the shipped page unless it is: a page for each example would take minutes."""
    if desk.page.evaluate("typeof citationBibtex") != "function":
        desk.open()


def test_hostile_titles(visit: Visit, tmp_path: Path) -> None:
    """Texts that mean something to a format stay texts in all of them."""
    page = visit(write_page(tmp_path, export_text(hostile(), "html")))
    _cite_view(page)
    title = page.evaluate("oneLine(graphkit.model.graph.title)")
    assert _untex(_read_bibtex(_text(page, "BibTeX"))["title"]) == title
    assert title in _text(page)
    page.keyboard.press("Escape")
    for fact in page.evaluate("[...graphkit.model.facts.keys()]"):
        page.evaluate("(id) => graphkit.choose({ type: 'fact', id })", fact)
        _cite_fact(page)
        _read_bibtex(_text(page, "BibTeX"))
        assert "\n" not in _text(page)
        page.keyboard.press("Escape")
    assert _dialogue(page).locator("img, script, style, b").count() == 0


# ------------------------------------------------------------------------ the way back


@pytest.fixture
def served(tmp_path: Path, page_file: Path) -> Iterator[str]:
    """Return the address of the shipped page on a web server of this machine."""
    (tmp_path / "a {b}.html").write_bytes(page_file.read_bytes())

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None: ...

    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/a%20%7Bb%7D.html?x={{1}}"
        server.shutdown()
        thread.join()


def test_the_address(browser: Browser, served: str) -> None:
    """A page on the web is cited with the address that brings the view back."""
    page = browser.new_page()
    try:
        page.goto(f"{served}#{FACT}&as-of=2025-11-06")
        wait_for_start(page)
        _cite_fact(page)
        fields = _read_bibtex(_text(page, "BibTeX"))
        url = fields["url"]
        assert url.startswith("http://127.0.0.1:")
        assert url.replace("%7B1%7D", "{1}") in _text(page)
        assert f"#{FACT}&as-of=2025-11-06&edition=" in url
        assert fields["urldate"] == dt.datetime.now().astimezone().date().isoformat()
        assert ("UR", url.replace("x=%7B1%7D", "x={1}")) in _read_ris(_text(page, "RIS"))
        page.goto("about:blank")
        page.goto(url)
        wait_for_start(page)
        expect(dossier(page)).to_contain_text("As of 6 November 2025")
        expect(dossier(page).get_by_role("heading", level=3)).to_contain_text("joined")
    finally:
        page.close()


def test_no_path_of_the_reader(page: Page, page_file: Path) -> None:
    """A page on a disk is cited by its file name: where it lies is the reader's own business."""
    _cite_view(page)
    for name in ("Text", "BibTeX", "RIS"):
        assert "graph.html" in _text(page, name)
        assert str(page_file.parent) not in _text(page, name)


# ------------------------------------------------------------------------ copying


@pytest.mark.parametrize(
    ("name", "source"), [("Copy text", "Text"), ("Copy BibTeX", "BibTeX"), ("Copy RIS", "RIS")]
)
def test_copying(page: Page, name: str, source: str) -> None:
    """Each citation reaches the clipboard as it stands there, and the dialogue says so."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _cite_view(page)
    button(page, name).click()
    expect(_dialogue(page).get_by_role("status")).to_have_text(f"{source} copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == _text(page, source)


def test_copying_the_old_way(page: Page) -> None:
    """Without the new clipboard the old one works, also from within a dialogue."""
    page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
            document.addEventListener('copy', () => {
                globalThis.copied = document.activeElement.value;
            });
        }"""
    )
    _cite_view(page)
    button(page, "Copy text").click()
    expect(_dialogue(page).get_by_role("status")).to_have_text("Text copied")
    assert page.evaluate("globalThis.copied") == _text(page)
    expect(button(page, "Copy text")).to_be_focused()


def test_where_copying_is_not_allowed(page: Page) -> None:
    """A browser that refuses is told of; the citation stands there selected."""
    page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
            document.execCommand = () => false;
        }"""
    )
    _cite_view(page)
    button(page, "Copy BibTeX").click()
    expect(_dialogue(page).get_by_role("status")).to_contain_text("copy it by hand")
    expect(box(page, "BibTeX")).to_be_focused()
    chosen = "document.activeElement.selectionEnd - document.activeElement.selectionStart"
    assert page.evaluate(chosen) == len(_text(page, "BibTeX"))


# ------------------------------------------------------------------------ the dialogue


def test_focus(visit: Visit) -> None:
    """Escape gives the focus back to the button of the dossier; the sheet below stays open."""
    page = visit(size=PHONE)
    look_up(page, "kazakhstan joined accords")
    _cite_fact(page)
    expect(_dialogue(page)).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("Escape")
    expect(_dialogue(page)).to_be_hidden()
    expect(dossier(page).get_by_role("button", name="Cite", exact=True)).to_be_focused()
    expect(dossier(page)).to_be_visible()


@pytest.mark.parametrize(
    "options", [{}, {"scheme": "dark"}, {"size": PHONE}], ids=["light", "dark", "phone"]
)
def test_axe(visit: Visit, options: dict[str, object]) -> None:
    """The dialogue breaks no rule that a machine can check."""
    page = visit(fragment=FACT, **options)
    _cite_fact(page)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
