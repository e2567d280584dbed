"""Tests of docs/sparql.md: its queries run in any engine, and what it says of the graph is so."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from playwright.sync_api import Browser
from rdflib.plugins.sparql import prepareQuery

from docs import generate
from graphkit import load
from graphkit.graph import Graph
from graphkit.ontology import Group
from graphkit.projections.rdf.terms import prefixes
from graphkit.query import Table, answer, engine
from graphkit.resources import example_folder
from tests.samples import fact, graph_of, stage, state

PAGE = Path(__file__).resolve().parents[1] / "docs" / "sparql.md"
TEXT = PAGE.read_text(encoding="utf-8")
QUERIES = generate.queries(TEXT)
HEAD, TOUCHING = re.findall(r"```rq\n(.*?)```", TEXT, re.DOTALL)
(PICTURE,) = re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)
LINES_OF_PYTHON = re.findall(r"^\| \w+ \| `(python -c [^`]+)` \|$", TEXT, re.MULTILINE)
FILE = example_folder() / "exports" / "graph.ttl"
Rows = list[list[str]]


@pytest.fixture(scope="module")
def project() -> Graph:
    """Return the project that graphkit ships."""
    return load(example_folder())


@pytest.fixture(scope="module")
def file_in_oxigraph() -> ox.Store:
    """Return the shipped file in Oxigraph."""
    store: ox.Store = engine().of_files([FILE])
    return store


@pytest.fixture(scope="module")
def file_in_rdflib() -> rdflib.Graph:
    """Return the shipped file in rdflib."""
    return rdflib.Graph().parse(FILE)


def query(number: int) -> str:
    """Return a query of the page by its number."""
    return QUERIES[number - 1]


def by_oxigraph(store: ox.Store, text: str) -> Rows:
    """Return the rows of CSV that Oxigraph gives to a query that stands on its own."""
    result = store.query(text)
    assert isinstance(result, ox.QuerySolutions)
    return rows_of((result.serialize(format=ox.QueryResultsFormat.CSV) or b"").decode())


def by_rdflib(graph: rdflib.Graph, text: str) -> Rows:
    """Return the rows of CSV that rdflib gives to a query, with no prefix known beforehand."""
    result = graph.query(prepareQuery(text, initNs={}))
    return rows_of((result.serialize(format="csv") or b"").decode())


def rows_of(text: str) -> Rows:
    """Return CSV as rows; engines end their lines in different ways."""
    return list(csv.reader(io.StringIO(text)))


# ------------------------------------------------------------------------ the page


def test_there_are_ten_queries() -> None:
    """Each is numbered, has a question for a heading, an answer, and an order that is stable."""
    headings = re.findall(r"^### (\d+)\. .*\?$", TEXT, re.MULTILINE)
    assert headings == [str(number) for number in range(1, 11)]
    assert len(QUERIES) == 10
    assert TEXT.count("```sparql") == 10
    for text in QUERIES:
        assert re.search(r"\} (GROUP BY [^\n]*? )?ORDER BY [^\n{}]+\n\Z", text), text
        assert "DESCRIBE" not in text.upper()


def test_answers_are_fresh() -> None:
    """The answers on the page are those of the shipped project."""
    stale = "docs/ is stale: run python docs/generate.py and look at the difference"
    assert generate.render_page(TEXT) == TEXT, stale


def test_prefixes_are_those_of_the_file(project: Graph) -> None:
    """The lines to be put on top declare every prefix of the export and no other."""
    declared = re.findall(r"^PREFIX (\w+): <([^>]+)>$", HEAD, re.MULTILINE)
    assert declared == sorted(declared)
    assert dict(declared) == prefixes(project.info.base)
    assert HEAD.count("\n") == len(declared)


@pytest.mark.parametrize("text", QUERIES)
def test_file_and_project_agree(text: str, project: Graph, file_in_oxigraph: ox.Store) -> None:
    """The shipped file gives the rows that the project gives, and there are some."""
    asked = answer(project.to_oxigraph(), text, project.info.base)
    read = answer(file_in_oxigraph, text, project.info.base)
    assert isinstance(asked, Table)
    assert isinstance(read, Table)
    assert asked.rows
    assert asked.rows == read.rows


@pytest.mark.parametrize("text", QUERIES)
def test_two_engines_agree(
    text: str, project: Graph, file_in_oxigraph: ox.Store, file_in_rdflib: rdflib.Graph
) -> None:
    """With the prefixes on top, both give the same rows in one order, of file and project."""
    whole = HEAD + text
    expected = by_oxigraph(file_in_oxigraph, whole)
    assert len(expected) > 3
    assert by_rdflib(file_in_rdflib, whole) == expected
    assert by_rdflib(project.to_rdflib(), whole) == expected


@pytest.mark.parametrize("text", QUERIES)
def test_order_is_settled(text: str, file_in_oxigraph: ox.Store) -> None:
    """No two rows are equal in all that they are ordered by."""
    names = re.findall(r"\?(\w+)", text.rpartition("ORDER BY")[2])
    head, *rows = by_oxigraph(file_in_oxigraph, HEAD + text)
    keys = [tuple(row[head.index(name)] for name in names if name in head) for row in rows]
    assert len(set(keys)) == len(keys)


def test_disputes_that_touch_a_thing(
    project: Graph, file_in_oxigraph: ox.Store, file_in_rdflib: rdflib.Graph
) -> None:
    """The query finds the disputes about an entity and those about any of its facts."""
    expected = {
        name
        for name, dispute in project.disputes.items()
        if "kazakhstan" in dispute.about
        or any(
            "kazakhstan" in (fact.subject, fact.object)
            and name in project.view.disputes.get(fact.id, ())
            for fact in project.facts()
        )
    }
    _, *found = by_oxigraph(file_in_oxigraph, HEAD + TOUCHING)
    assert {row[0].rpartition("/")[2] for row in found} == expected
    assert len(found) == len(expected) > len(TOUCHING.split("UNION"))
    assert sorted(by_rdflib(file_in_rdflib, HEAD + TOUCHING)[1:]) == sorted(found)


@pytest.mark.parametrize("line", LINES_OF_PYTHON)
def test_lines_of_python_run(line: str, tmp_path: Path, file_in_oxigraph: ox.Store) -> None:
    """The two lines of Python print the answer to a file of prefixes and query."""
    (tmp_path / "exports").symlink_to(FILE.parent)
    (tmp_path / "q.rq").write_text(HEAD + query(2), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *shlex.split(line)[1:]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert rows_of(done.stdout.rstrip() + "\n") == by_oxigraph(file_in_oxigraph, HEAD + query(2))


def test_both_lines_of_python_are_tried() -> None:
    """The page has two of them."""
    assert len(LINES_OF_PYTHON) == TEXT.count("`python -c ") == 2


# ------------------------------------------------------------------------ the picture


def _samples() -> ox.Store:
    """Return the shipped graph, that of an earlier day, and one with what they have none of."""
    store = ox.Store()
    shipped = load(example_folder())
    lasted = stage("in-force", "1992/1995")
    rare = graph_of([fact("a", "recognized", "b", lasted)], [state("a"), state("b")])
    for graph in (shipped, shipped.as_of("2016-12-15"), rare):
        store.extend(graph.to_oxigraph())
    return store


def _boxes() -> dict[str, tuple[str, str]]:
    found = re.findall(r'^  (\w+)\["<b>([\w:]+)</b>(.*)"\]$', PICTURE, re.MULTILINE)
    return {name: (kind, rest) for name, kind, rest in found}


def _holds(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"{HEAD} ASK {{ {pattern} }}"))


def test_boxes_are_right() -> None:
    """Each class of the picture has the properties in its box."""
    store, seen = _samples(), 0
    assert len(_boxes()) == 9
    for kind, rest in _boxes().values():
        told = rest.partition("<br/>")[2]
        for term in re.findall(r"\b(?:gk|skos|rdfs):[a-z]\w*", told):
            assert _holds(store, f"?thing a {kind} ; {term} ?value"), (kind, term)
            seen += 1
    assert seen > 40


def test_arrows_are_right() -> None:
    """Each arrow is a property from things of one class to things of the other."""
    boxes, store = _boxes(), _samples()
    arrows = re.findall(r'^  (\w+) [-=]+ "([^"]+)" [-=]+> (\w+)$', PICTURE, re.MULTILINE)
    assert len(arrows) == PICTURE.count("> ") - PICTURE.count("b> ")
    assert len(arrows) > 15
    for start, label, end in arrows:
        for term in re.findall(r"\b(?:gk|skos|rdf|prov):[a-z]\w*", label):
            pattern = f"?one a {boxes[start][0]} ; {term} ?two . ?two a {boxes[end][0]}"
            assert _holds(store, pattern), (start, term, end)


def test_numbers_are_right() -> None:
    """Where an arrow says that there is one, no thing has none, and none has two."""
    boxes, store = _boxes(), _samples()
    told = re.findall(r'^  (\w+) -- "([^"]+)" -->', PICTURE, re.MULTILINE)
    numbers = [
        (start, term, number)
        for start, label in told
        for term, number in re.findall(r"([a-z]+:\w+) \((1 or more|2 or more|1)\b", label)
    ]
    assert len(numbers) >= 8
    for start, term, number in numbers:
        if (start, term) == ("STAGE", "skos:broader"):
            continue  # a group has none above it, and is of the same class
        kind = boxes[start][0]
        assert not _holds(store, f"?a a {kind} FILTER NOT EXISTS {{ ?a {term} ?b }}"), term
        several = _holds(store, f"?a a {kind} ; {term} ?b , ?c FILTER(?b != ?c)")
        assert number != "1" or not several, (start, term)


def test_mermaid_draws_the_picture(browser: Browser, mermaid: str) -> None:
    """Mermaid takes it and draws a box for each class."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>picture</title>")
    page.add_script_tag(content=mermaid)
    drawn = page.evaluate(
        """async (text) => {
          mermaid.initialize({ startOnLoad: false });
          document.body.innerHTML = (await mermaid.render("picture", text)).svg;
          return document.querySelectorAll(".node").length;
        }""",
        PICTURE,
    )
    page.close()
    assert drawn == len(_boxes())


# ------------------------------------------------------------------------ what the page says

DAYS = ("1992-06-30", "1992-12-31", "2016-12-14", "2016-12-15", "2020-06-30", "2020-12-31",
        "2025-11-05", "2025-11-07")  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_query_5_follows_the_view_rule(day: str, project: Graph) -> None:
    """What it calls certain is what the view has in force; asked of all facts, not of states."""
    text = query(5).replace("2020-12-31", day)
    text = text.replace("rdf:subject/a gk:State ; rdf:object/a gk:State ; ", "")
    assert text != query(5)
    table = answer(project.to_oxigraph(), text, project.info.base)
    assert isinstance(table, Table)
    told = {row[0].removeprefix("fact:"): row[1] for row in table.rows}
    ordinal = dt.date.fromisoformat(day).toordinal()
    certain, possible = set(), set()
    for name, life in project.view.lives.items():
        seen = life.on(ordinal)
        if seen and seen.step.stage == "in-force" and seen.definite:
            certain.add(name)
        ended = any(
            step.definite(ordinal) and step.group in {Group.CLOSED, Group.NEGATIVE}
            for step in life.steps
        )
        begun = any(step.stage == "in-force" and step.possible(ordinal) for step in life.steps)
        if begun and not ended:
            possible.add(name)
    assert {name for name, word in told.items() if word == "certain"} == certain
    assert set(told) == possible | certain


def test_what_the_text_says_of_the_answers(project: Graph) -> None:
    """The remarks below the answers are true of them."""

    def rows(number: int) -> list[tuple[str, ...]]:
        table = answer(project.to_oxigraph(), query(number), project.info.base)
        assert isinstance(table, Table)
        return list(table.rows)

    assert ("gk:joined", "Abraham Accords") in rows(1)
    assert [row[2] for row in rows(2)] == ["realized", "prospective", "negative"]
    assert rows(3)[4][:6] == ("11", "agreed", "Kazakhstan", "[..2025-11-06]", "", "2025-11-06")
    assert ("fact:united-states-sanctioned-syria", "possible") in rows(5)
    relayed = [row for row in rows(7) if row[0] == "announced" and row[5] == "source:trump-post"]
    announced = [row for row in rows(7) if row[0] == "announced"]
    assert (len(relayed), len(announced)) == (6, 9)
    assert {row[4] for row in announced} == {"Donald Trump"}
    words = " ".join(TEXT.split())
    assert "Of the nine passages that announce the accession, six relay one post" in words
    assert "the nine come to three originals" in words
    recipe = (
        "SELECT DISTINCT ?original WHERE { fact:kazakhstan-joined-abraham-accords gk:evidence ?e ."
        " ?e gk:stage gk:Announced ; prov:wasDerivedFrom ?source ."
        " OPTIONAL { ?e prov:hadPrimarySource ?relayed }"
        " BIND(COALESCE(?relayed, ?source) AS ?near) ?near gk:cites* ?original"
        " FILTER NOT EXISTS { ?original gk:cites ?further } }"
    )
    originals = answer(project.to_oxigraph(), recipe, project.info.base)
    assert isinstance(originals, Table)
    assert {row[0] for row in originals.rows} == {
        "source:trump-post",
        "source:reuters-kazakhstan",
        "source:gry-kazakhstan",
    }


def test_traps_are_real(file_in_oxigraph: ox.Store, file_in_rdflib: rdflib.Graph) -> None:
    """What the page warns of does happen, in both engines."""

    def count(pattern: str) -> set[int]:
        text = f"{HEAD} SELECT * WHERE {{ {pattern} }}"
        both = by_oxigraph(file_in_oxigraph, text), by_rdflib(file_in_rdflib, text)
        return {len(rows) - 1 for rows in both}

    assert "gYear" not in FILE.read_text(encoding="utf-8")
    assert count('?x skos:prefLabel "Israel"') == {0}
    assert count('?x skos:prefLabel "Israel"@en') == {1}
    assert count('?r gk:date ?d FILTER(?d < "2020"^^edtf:EDTF)') == {0}
    bound = "?r a gk:StageRecord OPTIONAL { ?r gk:startEarliest ?from } FILTER(%s)"
    day = '"2025-11-07"^^xsd:date'
    (strict,) = count(bound % f"?from <= {day}")
    (lenient,) = count(bound % f"COALESCE(?from <= {day}, true)")
    assert 0 < strict < lenient - strict
    disputed = "?f gk:disputedIn ?d ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o"
    assert count(disputed) != {0}
    emirates = count(
        '?e skos:prefLabel|skos:altLabel ?n FILTER(CONTAINS(LCASE(STR(?n)), "emirates"))'
    )
    assert emirates == {1}
