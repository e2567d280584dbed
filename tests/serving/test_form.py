"""Tests of the query form: it works without a script, for everyone, and loads nothing."""

from __future__ import annotations

import re
import threading
import time
import urllib.parse
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from graphkit.query import questions
from graphkit.query.results import Table, Triples, rows_json
from graphkit.serving.excerpt import CELLS, COLUMNS, ROWS, TEXT, excerpt
from graphkit.serving.form import Answer, Cell, Shown, read_answer, render_form
from graphkit.serving.limits import Limits
from graphkit.serving.pool import Pool
from graphkit.serving.served import Served
from graphkit.serving.site import Site
from tests.samples import HOSTILE
from tests.serving.conftest import LIMITS
from tests.serving.exchange import Client, Scripted, running

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
STATES = "SELECT ?state ?name { ?state a gk:State ; skos:prefLabel ?name } ORDER BY ?state"
BASE = "https://w3id.org/graphkit/id/"


class Links(HTMLParser):
    """Gathers every address that a page names, and every element."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.addresses: list[str] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names."""
        self.elements.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [v or "" for name, v in attrs if name in {"href", "src", "action"}]


def target(**parameters: str) -> str:
    """Return the address of the form with parameters."""
    return f"/sparql?{urllib.parse.urlencode(parameters)}"


#: The form as it is at first, with a table, with an error, with triples.
PATHS = {
    "empty": "/sparql",
    "rows": target(query=STATES),
    "error": target(query="ASK {"),
    "triples": target(query="DESCRIBE id:israel"),
    "part": target(query=f"SELECT {' '.join(f'?v{n}' for n in range(60))} {{ ?s ?p ?o }} LIMIT 9"),
}


@pytest.fixture
def noise() -> list[str]:
    """Return where a page's requests and messages are noted."""
    return []


@pytest.fixture
def page(browser: Browser, client: Client, noise: list[str]) -> Iterator[Page]:
    """Return a page without scripts at the server, with all that it asks for noted."""
    context = browser.new_context(
        base_url=client.url, java_script_enabled=False, viewport={"width": 1200, "height": 900}
    )
    opened = context.new_page()
    opened.on("request", lambda request: noise.append(request.url))
    opened.on("console", lambda message: noise.append(message.text))
    yield opened
    context.close()


# ---------------------------------------------------------------- what comes over the wire


@pytest.mark.parametrize("path", ["/sparql", "/sparql/", "/sparql?question=who-may-join"])
def test_the_form_is_for_people(client: Client, path: str) -> None:
    """Who prefers a page gets the form; a program is told that the query is missing."""
    got = client.get(path, BROWSER)
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert got.headers["vary"] == "Accept"
    for accept in ("", "*/*", "application/sparql-results+json", "text/html, text/csv"):
        assert client.get(path, accept).status == 400


@pytest.mark.parametrize(
    "path",
    ["/sparql", target(query=STATES), target(query="ASK {"), target(query="DESCRIBE id:israel")],
)
def test_nothing_is_loaded(client: Client, path: str) -> None:
    """The form holds no script, and each address in it leads to this server or is followed only."""
    got = client.get(path, BROWSER)
    found = Links()
    found.feed(got.text)
    assert not {"script", "img", "iframe", "object", "embed"} & found.elements
    others = [a for a in found.addresses if not a.startswith(("/", "#", "data:,"))]
    assert all(other.startswith(("http://", "https://")) for other in others)
    assert len(re.findall('rel="noopener noreferrer nofollow"', got.text)) == len(others)
    policy = got.headers["content-security-policy"]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'; "
        r"base-uri 'none'; frame-ancestors 'none'",
        policy,
    )


def test_links_of_the_form_lead_somewhere(client: Client) -> None:
    """Each link of the form and of an answer to this server is answered."""
    text = client.get(target(query=f"{STATES} LIMIT 2"), BROWSER).text
    found = Links()
    found.feed(text)
    own = {address for address in found.addresses if address.startswith("/")}
    assert {"/", "/graph.ttl", "/ontology", "/id/kazakhstan"} <= own
    for address in sorted(own):
        # Behind a link to the form there is nothing for a program, which does not follow it.
        accept = BROWSER if address == "/sparql" or "question=" in address else "*/*"
        assert client.get(address, accept).status == 200, address


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_named_questions(client: Client, name: str) -> None:
    """Each named question is in the list; its link puts its text in the field."""
    (question,) = (each for each in questions() if each.name == name)
    text = client.get(target(question=name), BROWSER).text
    assert f'href="/sparql?question={name}" aria-current="true"' in text
    assert text.count('aria-current="true"') == 1
    assert 'id="answer"' not in text
    assert question.question in text.replace("&#39;", "'")


def test_unknown_question(client: Client) -> None:
    """A question that there is not is told with the nearest."""
    got = client.get(target(question="who-may-joyn"), BROWSER)
    assert (got.status, got.media) == (404, "text/html")
    assert "did you mean" in got.text
    assert "who-may-join" in got.text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(told: Client, text: str) -> None:
    """Whatever is sent stands in the page as text."""
    got = told.query(text, BROWSER)
    assert got.status == 200
    found = Links()
    found.feed(got.text)
    assert "script" not in found.elements
    assert "b" not in found.elements
    assert "<script" not in got.text


def test_hostile_answers(hostile_client: Client) -> None:
    """Whatever stands in the graph stands in an answer as text, and only the web is linked."""
    for query in (
        "SELECT ?s ?o { ?s skos:prefLabel ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 90",
        "SELECT (IRI('javascript:alert(1)') AS ?x) (IRI('data:text/html,x') AS ?y) {}",
        "CONSTRUCT { <javascript:alert(1)> <data:text/html,x> <https://example.org/> } WHERE {}",
        "SELECT ('<b>' AS ?b) (STRLANG('<i>', 'en') AS ?i) (BNODE() AS ?n) {}",
    ):
        got = hostile_client.query(query, BROWSER)
        assert got.status == 200, got.text
        found = Links()
        found.feed(got.text)
        assert not {"script", "b", "i"} & found.elements
        assert all(a.startswith(("/", "#", "data:,", "http")) for a in found.addresses)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { ?s ?p ?o }", f"{LIMITS.rows} rows"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", f"{LIMITS.rows} triples"),
    ],
)
def test_cut_answer(client: Client, query: str, words: str) -> None:
    """A cut answer says so where people look, and in the header."""
    got = client.query(query, BROWSER)
    assert got.headers["graphkit-cut"] == str(LIMITS.rows)
    assert words in got.text
    assert "<strong>Cut:</strong>" in got.text
    assert "<strong>Cut:</strong>" not in client.query(f"{query} LIMIT 3", BROWSER).text


def test_stale_graph(small_site: Site, scripted: Scripted) -> None:
    """While a broken edit waits for its repair, form, headers and status say so."""
    served = Served(small_site)
    with running(served, scripted, LIMITS) as client:
        assert "Not the newest edit" not in client.get("/sparql", BROWSER).text
        served.problems = ("seeds/a.yaml:1:1: <b>: wrong",)
        got = client.get("/sparql", BROWSER)
        assert "Not the newest edit" in got.text
        assert got.headers["graphkit-stale"] == "1 problem in the newest edit"
        assert client.get("/").headers["graphkit-stale"] == "1 problem in the newest edit"
        status = client.get("/status").json()
        assert (status["stale"], status["problems"]) == (True, list(served.problems))


# ---------------------------------------------------------------- long answers


def test_a_wide_answer(small_site: Site) -> None:
    """A million cells are no more than a few on the page, which says so and links the whole."""
    limits = Limits(seconds=30, slots=1)
    names = " ".join(f"?v{number}" for number in range(100))
    query = f"SELECT {names} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}"
    with running(Served(small_site), Pool(small_site.dataset, limits), limits) as client:
        got = client.query(query, BROWSER)
        assert got.status == 200
        assert got.text.count("<td") <= CELLS
        assert got.text.count("<th ") == COLUMNS
        assert len(got.body) < 200_000
        assert f"{CELLS // COLUMNS} of 10,000 rows, {COLUMNS} of 100 columns shown" in got.text
        assert "Shown in part:" in got.text
        found = Links()
        found.feed(got.text)
        (whole,) = {address for address in found.addresses if address.endswith("format=csv")}
        assert client.get(whole).text.splitlines()[0].count(",") == 99


def test_a_long_answer_of_triples(small_site: Site) -> None:
    """Of many triples the first ones stand on the page."""
    query = "CONSTRUCT { ?a ?b [] } WHERE { ?a ?b ?c . ?d ?e ?f }"  # as many as there are rows
    limits = Limits(seconds=30, slots=1)
    with running(Served(small_site), Pool(small_site.dataset, limits), limits) as client:
        got = client.query(query, BROWSER)
        assert got.status == 200
        assert f"{ROWS} of 10,000 triples shown" in got.text
        assert len(got.body) < 500_000


def test_long_texts(client: Client) -> None:
    """A long text or name is shown by its beginning; one that is cut leads nowhere."""
    double = "".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1}) " for n in range(12))
    query = f"SELECT (?t12 AS ?text) (IRI(CONCAT('http://x/', ?t12)) AS ?{'v' * 5000}) "
    got = client.query(f"{query} {{ BIND('0123456789' AS ?t0) {double} }}", BROWSER)
    assert got.status == 200
    assert "Shown in part:" in got.text
    assert got.text.count("0123456789") < 3 * TEXT // 10
    assert 'href="http://x/' not in got.text
    assert f'<th scope="col">{"v" * 80}…</th>' in got.text
    query = f"CONSTRUCT {{ <x:a> <x:b> ?t12 }} WHERE {{ BIND('<http://x> ' AS ?t0) {double} }}"
    got = client.query(query, BROWSER)
    assert "Shown in part:" in got.text
    assert len(got.body) < 100_000
    assert 'href="http://x' not in got.text


def test_short_answers_are_whole(client: Client) -> None:
    """Nothing is said of a part where all is shown."""
    for query in (STATES, "DESCRIBE id:israel", "ASK {}", "SELECT * { ?s ?p ?o } LIMIT 7"):
        assert "Shown in part:" not in client.query(query, BROWSER).text


def test_links_keep_the_graphs(client: Client) -> None:
    """The links to other forms ask of the same graphs as the form did."""
    graphs = {"default-graph-uri": "http://example.org/data1"}
    got = client.query("SELECT * { ?s ?p ?o }", BROWSER, **graphs)
    assert "1 row<" in got.text
    found = Links()
    found.feed(got.text)
    (csv,) = (address for address in found.addresses if address.endswith("format=csv"))
    assert len(client.get(csv).text.splitlines()) == 2


def test_forms_hold_up_nobody(
    small_site: Site, scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While forms are drawn, however many, things are served."""
    go = threading.Event()

    def slow(shown: Shown) -> str:
        assert go.wait(30)
        return render_form(shown)

    monkeypatch.setattr("graphkit.serving.endpoint.render_form", slow)
    statuses: list[int] = []
    with running(Served(small_site), scripted, LIMITS) as client:
        threads = [
            threading.Thread(target=lambda: statuses.append(client.query("ASK {}", BROWSER).status))
            for _ in range(40)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        try:
            begun = time.monotonic()
            assert client.get("/id/kazakhstan").status == 200
            assert time.monotonic() - begun < 5
            assert statuses == []
        finally:
            go.set()
            for thread in threads:
                thread.join(30)
    assert statuses == [200] * 40


@given(
    columns=st.integers(0, 300),
    rows=st.integers(0, 1500),
    length=st.sampled_from([0, 1, 30, TEXT, TEXT + 1, 20_000]),
)
@settings(max_examples=40, deadline=None)
def test_an_excerpt_is_small(columns: int, rows: int, length: int) -> None:
    """However many rows, columns and letters there are, few are shown, and their number is told."""
    names = [f"v{number}" for number in range(columns)]
    row = {name: {"type": "literal", "value": "x" * length} for name in names[:3]}
    text = excerpt(Table(rows_json(names, [row] * rows), {}))
    assert len(text) < 600_000
    answer = read_answer(text.encode(), BASE, cut=False)
    shown = sum(map(len, answer.rows))
    assert shown <= CELLS
    assert len(answer.rows) <= ROWS
    assert bool(answer.rows) == bool(rows)
    assert (answer.total, answer.total_columns) == (rows, columns)
    whole = len(answer.rows) == rows and columns <= COLUMNS
    assert answer.is_part == (not whole or (length > TEXT and rows > 0 and columns > 0))


# ---------------------------------------------------------------- how answers are shown


def read_rows(*rows: dict[str, object], columns: tuple[str, ...] = ("a", "b")) -> Answer:
    """Return rows as they are shown."""
    return read_answer(excerpt(Table(rows_json(columns, rows), {})).encode(), BASE, cut=False)


def test_cells() -> None:
    """Names are shortened and lead to things, numbers are marked, languages are kept."""
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    answer = read_rows(
        {
            "a": {"type": "uri", "value": "https://w3id.org/graphkit/id/fact/x"},
            "b": {"type": "literal", "value": "3", "datatype": integer},
        },
        {"a": {"type": "literal", "value": "oui", "xml:lang": "fr"}},
        {
            "a": {"type": "uri", "value": "https://w3id.org/graphkit/ontology#Fact"},
            "b": {"type": "bnode", "value": "n"},
        },
    )
    first, second, third = answer.rows
    assert first[0] == Cell("fact:x", "/id/fact/x")
    assert first[1] == Cell("3", is_number=True)
    assert (second[0].language, second[1].text) == ("fr", "")
    assert third[0] == Cell("gk:Fact", "/ontology")
    assert (third[1].text, answer.count) == ("_:n", "3 rows")


def test_a_triple_in_a_cell() -> None:
    """A triple as a value is shown as it is written in the results."""
    term = {"type": "uri", "value": "x:a"}
    parts = {"subject": term, "predicate": term, "object": term}
    answer = read_rows({"a": {"type": "triple", "value": parts}})
    assert answer.rows[0][0].text.startswith('{"subject": {"type": "uri"')


def test_words_of_turtle() -> None:
    """Only names outside strings are links, and no letter is lost."""
    link = r'<https://example.org/> <https://w3id.org/graphkit/ontology#date> "1992"'
    label = f"<{BASE}a> <http://www.w3.org/2000/01/rdf-schema#label> "
    lines = (
        f"{link}^^<http://id.loc.gov/datatypes/edtf/EDTF> .\n",
        rf'{label}"id:b \" <http://x/> id:c\u2028"@en .{chr(10)}',
    )
    known = {"id": BASE, "gk": "https://w3id.org/graphkit/ontology#",
             "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}  # fmt: skip
    body = excerpt(Triples(lines, known)).encode()
    answer = read_answer(body, BASE, cut=True)
    assert ["".join(cell.text for cell in words) for words in answer.lines] == [
        '<https://example.org/> gk:date "1992"^^<http://id.loc.gov/datatypes/edtf/EDTF> .',
        'id:a rdfs:label "id:b \\" <http://x/> id:c\u2028"@en .',
    ]
    links = [[cell.href for cell in words if cell.href] for words in answer.lines]
    assert links == [
        ["https://example.org/", "/ontology"],
        ["/id/a", "http://www.w3.org/2000/01/rdf-schema#label"],
    ]
    assert (answer.count, answer.cut) == ("2 triples", True)


@pytest.mark.parametrize("verdict", [True, False])
def test_verdicts(*, verdict: bool) -> None:
    """ASK is shown as its word."""
    table = Table(f'{{"head":{{}},"boolean":{str(verdict).lower()}}}', {})
    answer = read_answer(excerpt(table).encode(), BASE, cut=False)
    assert (answer.verdict, answer.count) == (str(verdict).lower(), "")


# ---------------------------------------------------------------- in a browser


def test_a_question_in_a_browser(page: Page, client: Client, noise: list[str]) -> None:
    """Without a script: pick a question, run it, follow a name of the answer to the page."""
    page.goto("/sparql")
    navigation = page.get_by_role("navigation", name="Named questions")
    navigation.get_by_role("link", name="Recognition of Israel").click()
    field = page.get_by_role("textbox", name="Query")
    (question,) = (each for each in questions() if each.name == "who-recognized-israel")
    assert field.input_value() == question.text
    page.get_by_role("button", name="Run").click()
    assert page.get_by_role("heading", name="Answer").is_visible()
    assert field.input_value().replace("\r\n", "\n") == question.text
    field.fill("SELECT ?state { ?state gk:recognized id:israel }")
    page.get_by_role("button", name="Run").click()
    table = page.get_by_role("region", name="Answer").get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts() == ["state"]
    link = table.get_by_role("link", name="id:kazakhstan")
    assert all(url.startswith(client.url) for url in noise)
    link.click()
    assert page.url == f"{client.url}#entity:kazakhstan"


def test_a_mistake_in_a_browser(page: Page) -> None:
    """A bad query is kept in the field, which says what is wrong with it."""
    got = page.goto(target(query="SELECT ?s {\n  ?s ?p\n}"))
    assert got
    assert got.status == 400
    field = page.get_by_role("textbox", name="Query")
    assert field.input_value() == "SELECT ?s {\n  ?s ?p\n}"
    assert field.get_attribute("aria-invalid") == "true"
    assert "query:3:" in page.get_by_role("alert").inner_text()
    assert page.title().startswith("Error")


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (1200, "dark"), (320, "light")])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_accessibility(
    browser: Browser, client: Client, path: str, width: int, scheme: str
) -> None:
    """No rule of axe is broken, and nothing but the answer scrolls sideways."""
    context = browser.new_context(
        base_url=client.url, bypass_csp=True, viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )  # fmt: skip
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    context.close()
