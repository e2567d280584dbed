"""Tests of docs/ontology.md: every term once, told as in the ontology, and links that lead."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from docs import generate
from graphkit.identifiers import ONTOLOGY
from graphkit.ontology import Ontology, read_ontology
from graphkit.resources import ontology_folder

DOCS = Path(__file__).resolve().parents[1] / "docs"
TEXT = (DOCS / "ontology.md").read_text(encoding="utf-8")
PAGES = ("ontology.md", "sparql.md", "model.md")


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """Return graphkit's own ontology."""
    return read_ontology(ontology_folder())


def slug(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


def anchors(text: str) -> list[str]:
    """Return what a link within a page can lead to: headings, and anchors written out."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return [*map(slug, headings), *re.findall(r'<a id="([^"]+)">', text)]


def terms() -> set[str]:
    """Return the local names of all terms of graphkit's own, read without its own reader."""
    quads = ox.parse(path=ontology_folder() / "graphkit.ttl", format=ox.RdfFormat.TURTLE)
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return {iri.removeprefix(ONTOLOGY) for iri in subjects if iri.startswith(ONTOLOGY)}


def row(term: str) -> str:
    """Return the row of a term."""
    (found,) = re.findall(rf'^\| <a id="{term}"></a>.*$', TEXT, re.MULTILINE)
    return str(found)


def test_page_is_fresh() -> None:
    """The tables are those of the ontology, and a second run gives the same bytes."""
    stale = "docs/ is stale: run python docs/generate.py and look at the difference"
    assert generate.render_page(TEXT) == TEXT, stale


def test_every_term_has_one_anchor() -> None:
    """The IRI of each term leads to one place on the page, and no anchor is of no term."""
    found = anchors(TEXT)
    assert len(terms()) > 150
    assert sorted(terms() - set(found)) == []
    assert sorted({name for name in found if found.count(name) > 1}) == []
    written = re.findall(r'<a id="([^"]+)">', TEXT)
    assert sorted(set(written) - terms()) == []


def test_every_meaning_is_told() -> None:
    """No term lacks its comment or definition, and every row has as many cells as its head."""
    rows = re.findall(r"^\| .*$", TEXT, re.MULTILINE)
    width = 0
    for number, line in enumerate(rows):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if "<a id=" not in line:
            width = len(cells)
            continue
        assert len(cells) == width, line
        assert cells[-1].endswith((".", "…")), line
        assert number > 0


def test_relations_are_told_right(ontology: Ontology) -> None:
    """The row of a relation has its labels, its ends, its manner and what it is near to."""
    assert "| recognized; recognized by | state → state | lasting | + |" in row("recognized")
    assert "CAMEO 054. PLOVER SUPPORT diplomatic." in row("recognized")
    assert "| state ↔ state | lasting, symmetric | + |" in row("hasDiplomaticRelationsWith")
    assert "[`wd:P530`](http://www.wikidata.org/entity/P530)" in row("hasDiplomaticRelationsWith")
    assert "lasting, below [`gk:heldOffice`](#heldOffice)" in row("headOfState")
    assert "momentary, dated by its object" in row("participatedIn")
    assert "CAMEO 163, 085." in row("sanctioned")
    assert "| - |" in row("sanctioned")
    assert "→ `xsd:integer` |" in row("population")
    groups = re.findall(r"^### Colour group: (.*)$", TEXT, re.MULTILINE)
    assert set(groups) == {one.colour_group for one in ontology.relations.values()}


def test_words_of_yaml_are_told(ontology: Ontology) -> None:
    """Where YAML spells a term in another way, the spelling stands in its row."""
    lists = (
        ontology.kinds,
        ontology.stages,
        ontology.stances,
        ontology.source_kinds,
        ontology.dispute_kinds,
        ontology.event_types,
    )
    for words in lists:
        for word, term in words.items():
            assert f"</a>`{term.iri}` | `{word}` |" in row(term.name)
    stage = ontology.stages["announced"]
    assert f"| [`gk:Committed`](#Committed) | {stage.rank} |" in row("Announced")


def test_properties_stand_under_their_records() -> None:
    """A property is told under the record that has it; one of several names them all."""
    parts = re.findall(r"(?ms)^### (Of [^\n]*)\n(.*?)<!-- end -->", TEXT)
    places = {
        name: heading for heading, part in parts for name in re.findall(r'<a id="([^"]+)">', part)
    }
    assert places["history"] == "Of facts"
    assert places["agent"] == "Of stage records"
    assert places["publicLatest"] == "Of evidence"
    assert places["eventType"] == "Of entities"
    assert places["begunBy"] == "Of the dataset"
    assert "| facts, stage records, evidence |" in row("stage")
    assert "| facts, stage records, events |" in row("endLatest")


def test_model_tells_no_meaning_twice() -> None:
    """The model page has the words, and leaves their meaning to this one."""
    model = (DOCS / "model.md").read_text(encoding="utf-8")
    for line in TEXT.splitlines():
        if line.startswith("| <a id="):
            meaning = line.rstrip("| ").rpartition("| ")[2].partition(".")[0]
            assert f"| {meaning}." not in model, meaning


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    """Each link within the repository leads to a file, and to an anchor if it names one."""
    text = (DOCS / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", text)
    assert links
    for target in links:
        path, _, anchor = target.partition("#")
        page = DOCS / path if path else DOCS / name
        assert page.exists(), target
        if anchor:
            assert anchor in anchors(page.read_text(encoding="utf-8")), target
