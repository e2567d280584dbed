"""Hostile texts in every field of every record: whatever they say, nothing of it runs."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from playwright.sync_api import Page

import graphkit
from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.identifiers import BASE, parse_locator
from graphkit.model import (
    Dispute,
    Entity,
    Evidence,
    Fact,
    GraphInfo,
    Moment,
    Position,
    Record,
    Records,
    Source,
    SourceText,
    Stage,
)
from graphkit.ontology import Ontology
from tests.page.driving import Desk, Visit, box, button, search, set_date, slider, write_page
from tests.samples import DAY, export_text, ontology, write_project

#: What runs where a text becomes an element, an attribute, an address, a script or a template.
ATTACKS = (
    "<img src=x onerror=hacked=1>",
    "</script><script>hacked=2</script>",
    "</style><style onload=hacked=3>",
    "<svg/onload=hacked=4>",
    '<iframe srcdoc="<script>parent.hacked=5</script>">',
    '"autofocus onfocus="hacked=6" x="',
    "'onmouseover='hacked=7' x='",
    "javascript:hacked=8",
    "{{hacked=9}} ${hacked=9} {% set hacked=9 %} <%= hacked=9 %>",
    "<!--<script>hacked=10<!--",
    '<a href="javascript:hacked=11" style="background:url(http://hacked.example/)">name</a>',
    "'+(hacked=12)+'",
    "\u2028hacked=13//",
    "]]><![CDATA[<script>hacked=14</script>",
)  # fmt: skip
NASTY = " ".join(ATTACKS)
#: In ids, which hold no blank.
NASTY_ID = "x\"'><img/src=x/onerror=hacked=15><script>hacked=16</script>"
ADDRESS = "javascript:hacked=17"

#: Fields whose words are looked up, so that no other text gets past the first look-up, and the
#: namespace, which no page shows.
LOOKED_UP = {"kind", "relation", "stage", "stance", "base"}


def _nasty_ontology() -> Ontology:
    """Return the vocabulary with hostile labels: a project may bring words of its own."""
    plain = ontology()

    def spoil(terms: Any, **fields: str) -> dict[str, Any]:  # noqa: ANN401 - any record of words
        return {word: structs.replace(term, **fields) for word, term in terms.items()}

    return dataclasses.replace(
        plain,
        kinds=spoil(plain.kinds, label=NASTY, plural=NASTY),
        relations=spoil(
            plain.relations, label=NASTY, phrase=NASTY, inverse_label=NASTY,
            negative_phrase=NASTY, qualified_phrase="", colour_group=NASTY,
        ),
        stages=spoil(plain.stages, label=NASTY),
        source_kinds=spoil(plain.source_kinds, label=NASTY, plural=NASTY),
        dispute_kinds=spoil(plain.dispute_kinds, label=NASTY, plural=NASTY),
        event_types=spoil(plain.event_types, label=NASTY, plural=NASTY),
    )  # fmt: skip


def _records() -> Records:
    """Return one record of each kind and shape, hostile in every field that is a text."""
    ids = [f"{NASTY_ID}{number}" for number in range(3)]
    evidence = Evidence(
        source=ids[0], at=parse_locator("p1"), by=(ids[0],), cites=(ids[0],), note=NASTY, id=NASTY
    )
    entities = [
        Entity(
            id=name, kind=kind, name=NASTY, short=NASTY, aliases=(NASTY,), adjectives=(NASTY,),
            type=NASTY, unnamed=True, ids=((NASTY, NASTY),), checked=NASTY, note=NASTY,
        )
        for name, kind in zip(ids, ("state", "person", "event"), strict=True)
    ]  # fmt: skip
    source = Source(
        id=ids[0], title=NASTY, kind="article", publisher=ids[0], authors=(ids[1],),
        published=parse_date("2025-11-06"), published_note=NASTY, url=ADDRESS, archived=ADDRESS,
        language=NASTY, cites=(ids[0],), text=SourceText(NASTY, NASTY),
        left_out=((NASTY, NASTY),), note=NASTY,
    )  # fmt: skip
    stages = tuple(
        Stage(
            stage=word, agents=(ids[0],), condition=NASTY, note=NASTY, evidence=(evidence,),
            date=parse_date(date), due=parse_date("2026"), id=f"{NASTY}{word}",
        )
        for word, date in (("announced", "[..2025-11-06]"), ("in-force", "1992"))
    )  # fmt: skip
    shape = Fact(
        id=f"{NASTY_ID}drawn", subject=ids[0], relation="recognized", object=ids[1], role=NASTY,
        field=NASTY, says=NASTY, about=f"{NASTY_ID}value", confidence=NASTY, rank=NASTY,
        reason=NASTY, note=NASTY, stages=stages,
    )  # fmt: skip
    facts = [
        shape,
        structs.replace(shape, id=f"{NASTY_ID}other", object=ids[2], relation="joined"),
        structs.replace(
            shape, id=f"{NASTY_ID}value", object="", relation="majorityReligion", value=NASTY
        ),
    ]
    position = Position(says=NASTY, facts=(facts[0].id,), evidence=(evidence,))
    dispute = Dispute(
        id=ids[0], question=NASTY, kind="wording", about=(facts[0].id, ids[0]),
        positions=(position, structs.replace(position, facts=())),
    )  # fmt: skip
    moments = tuple(
        Moment(date=parse_date(date), focus=focus, title=NASTY, text=NASTY)
        for date, focus in (("[1992..1993-05]", facts[0].id), ("2025-11", ids[0]))
    )
    info = GraphInfo(
        title=NASTY, base=BASE, as_of=DAY, lede=NASTY, description=NASTY, license=NASTY,
        credit=NASTY,
    )  # fmt: skip
    return Records(
        info=info,
        sources={source.id: source},
        entities={entity.id: entity for entity in entities},
        facts={item.id: item for item in facts},
        disputes={dispute.id: dispute},
        moments=moments,
    )


def _texts(record: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a record with the names of the fields that lead to it."""
    if isinstance(record, str):
        yield path, record
    elif isinstance(record, dict):
        for value in record.values():
            yield from _texts(value, path)
    elif isinstance(record, tuple):
        for value in record:
            yield from _texts(value, path)
    elif isinstance(record, (Records, Record, SourceText)):
        names = (
            [field.name for field in dataclasses.fields(record)]
            if isinstance(record, Records)
            else record.__struct_fields__
        )
        for name in names:
            yield from _texts(getattr(record, name), f"{path}.{name}")


def _project(folder: Path) -> Path:
    """Write a project whose every free text is as hostile as the strict reader lets it be."""
    bad = json.dumps(" ".join(attack for attack in ATTACKS if "\u2028" not in attack))
    text = f"""\
graph:
  {{title: {bad}, lede: {bad}, description: {bad}, credit: {bad}, license: CC-BY-4.0,
   as_of: 2025-11-07}}
sources:
  paper: {{kind: article, title: {bad}, publisher: press, published: 2025-11-06, note: {bad},
          published_note: {bad}, url: "https://example.org/?a='onclick=hacked=1&b=%22%3E%3Cscript%3E",
          text: {{file: one.txt, sha256: {"0" * 64}}}}}
entities:
  press: {{kind: organization, name: {bad}, short: {bad}, aliases: [{bad}], note: {bad}}}
  alpha: {{kind: state, name: {bad}, note: {bad}}}
  beta: {{kind: state, name: Beta}}
  leader: {{kind: person, name: Leader}}
facts:
  - {{subject: alpha, relation: joined, object: pact, note: {bad}, stages: [
     {{stage: conditional, agent: alpha, condition: {bad}, note: {bad},
      evidence: [{{source: paper, at: p1, note: {bad}}}]}}]}}
  - {{subject: leader, relation: heldOffice, object: alpha, role: {bad},
     evidence: [{{source: paper, at: p1}}]}}
  - {{subject: leader, relation: commentedOn, object: beta, says: {bad},
     evidence: [{{source: paper, at: p1}}]}}
  - {{subject: alpha, relation: majorityReligion, value: {bad},
     evidence: [{{source: paper, at: p1}}]}}
disputes:
  row: {{question: {bad}, kind: wording, about: [alpha], positions: [
     {{says: {bad}, evidence: [{{source: paper, at: p1}}]}},
     {{says: no, evidence: [{{source: paper, at: p2}}]}}]}}
moments:
  - {{date: 2025, focus: alpha, title: {bad}, text: {bad}}}
  - {{date: 2025-11-07, focus: beta, title: {bad}, text: {bad}}}
"""
    text = text.replace("entities:", "entities:\n  pact: {kind: treaty, name: Pact}", 1)
    return write_project(folder, text)


def _without_policy(text: str) -> str:
    bare, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert count == 1
    return bare


#: Opens every dossier that any link leads to, however it is reached. A link that has left the
#: page with the dossier it stood in still knows where it leads.
WALK = """() => {
    const links = new Map();
    const done = new Set();
    for (;;) {
        for (const link of document.querySelectorAll('a.name')) links.set(link.href, link);
        const next = [...links.keys()].find((href) => !done.has(href));
        if (!next) return done.size;
        done.add(next);
        links.get(next).click();
        for (const one of document.querySelectorAll('#dossier-body *')) {
            for (const type of ['mouseover', 'focus', 'load', 'error']) {
                one.dispatchEvent(new Event(type));
            }
        }
    }
}"""


def _use(page: Page) -> int:
    """Touch every part of the page and return how many dossiers were opened."""
    search(page).fill("hacked")
    search(page).press("Enter")
    slider(page, "Known by").fill("0")
    set_date(page, "1992-06-01")
    set_date(page, "2025-11-07")
    set_date(page, "1990", "Changed since")
    button(page, "Reset filters").click()
    slider(page, "Known by").fill("9")
    button(page, "Table").click()
    box(page, "Filter the table").fill("img")
    opened: int = page.evaluate(WALK)
    button(page, "Table").click()
    page.evaluate("location.hash = 'moment=1'")
    if page.evaluate("graphkit.model.moments.length"):
        button(page, "Next moment").click()
        button(page, "Leave the story").click()
    page.evaluate("(text) => { location.hash = text; }", f"{NASTY}&filter={NASTY}&{NASTY}={NASTY}")
    page.get_by_role("status").filter(has_text="left out").wait_for()
    _take_away(page)
    page.mouse.move(600, 400)
    page.mouse.click(700, 500)
    return opened


def _take_away(page: Page) -> None:
    """Save the picture, cite the view, and print all there is."""
    for name in ("Save SVG", "Save image"):
        with page.expect_download():
            button(page, name).click()
    page.get_by_role("group", name="Take away").get_by_role("button", name="Cite").click()
    page.keyboard.press("Escape")
    button(page, "Print").click()
    for part in page.get_by_role("dialog").get_by_role("checkbox").all():
        part.check()
    page.evaluate("() => { window.print = () => {}; }")
    button(page, "Print now").click()
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    assert page.locator("#paper section").count()
    assert page.locator("#paper").locator("img, iframe, object, embed, script, style").count() == 0
    page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")


def _check(page: Page) -> None:
    """Nothing ran, no element came from a text, and no address but http and https is a link."""
    assert page.evaluate("window.hacked ?? null") is None
    assert page.locator("img, iframe, object, embed, a[onclick], [onload], [onerror]").count() == 0
    assert page.locator("script, style").count() == 5
    schemes = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map((link) => link.protocol)"
    )
    assert set(schemes) <= {"file:", "http:", "https:"}


# ------------------------------------------------------------------------ the tests


def test_every_field_is_hostile() -> None:
    """The graph below leaves out no field of a record that is a text, today or tomorrow."""
    texts = list(_texts(_records()))
    plain = {path.rsplit(".", 1)[-1] for path, text in texts if text and "hacked" not in text}
    assert plain == LOOKED_UP
    given = {path.rsplit(".", 1)[-1] for path, text in texts if "hacked" in text}
    for record in (GraphInfo, Source, Entity, Evidence, Stage, Fact, Position, Dispute, Moment):
        for field in structs.fields(record):
            if "str" in str(field.type):
                assert field.name in given | LOOKED_UP, field.name


@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no policy"])
def test_records_that_no_reader_lets_through(visit: Visit, tmp_path: Path, *, policy: bool) -> None:
    """Every field of every record and every word of the vocabulary is hostile; nothing runs."""
    text = export_text(Graph(_records(), _nasty_ontology()), "html")
    page = visit(write_page(tmp_path, text if policy else _without_policy(text)))
    assert _use(page) >= 3 + 3 + 1 + 1
    _check(page)


@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no policy"])
def test_texts_that_the_reader_lets_through(visit: Visit, tmp_path: Path, *, policy: bool) -> None:
    """The strict reader takes hostile words as words, and so does the page."""
    graph = graphkit.load(_project(tmp_path))
    text = export_text(graph, "html")
    page = visit(write_page(tmp_path, text if policy else _without_policy(text)))
    assert _use(page) >= 5 + 4 + 1 + 1
    assert page.get_by_role("heading", level=1).inner_text().startswith("<img src=x")
    _check(page)


def test_the_attacks_are_real(desk: Desk, visit: Visit, page_file: Path, tmp_path: Path) -> None:
    """As elements the same texts do run where there is no policy, and do not where there is one."""
    attack = "(text) => { document.body.insertAdjacentHTML('beforeend', text); }"
    text = page_file.read_text(encoding="utf-8")
    for policy in (True, False):
        page = visit(write_page(tmp_path, text if policy else _without_policy(text)))
        page.evaluate(attack, NASTY)
        page.wait_for_timeout(200)
        assert (page.evaluate("window.hacked ?? null") is None) == policy
        desk.noise.clear()
