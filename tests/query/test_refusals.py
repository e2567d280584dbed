"""What is refused is told alike by both engines, with its place; and rdflib goes nowhere."""

from __future__ import annotations

import importlib
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from graphkit.errors import BadQuery
from graphkit.query import ENGINES, Table, answer, engine

_UPDATES = {
    "insert": ("INSERT DATA { id:a gk:b id:c }", "query:1:1: INSERT"),
    "small letters": ("delete where { ?s ?p ?o }", "query:1:1: DELETE"),
    "load": ("LOAD <file:///etc/hostname>", "query:1:1: LOAD"),
    "clear": ("CLEAR ALL", "query:1:1: CLEAR"),
    "drop": ("DROP DEFAULT", "query:1:1: DROP"),
    "create": ("CREATE GRAPH <http://x/>", "query:1:1: CREATE"),
    "copy": ("COPY DEFAULT TO <http://x/>", "query:1:1: COPY"),
    "move": ("MOVE DEFAULT TO <http://x/>", "query:1:1: MOVE"),
    "add": ("ADD DEFAULT TO <http://x/>", "query:1:1: ADD"),
    "with": ("WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "query:1:1: WITH"),
    "behind a prefix": (
        "PREFIX a: <http://a/#x>\nprefix : <http://b/>\n  INSERT DATA { a:b :c 1 }",
        "query:3:3: INSERT",
    ),
    "behind a base": ("BASE <http://a/> DROP ALL", "query:1:18: DROP"),
    "behind a comment": ("# SELECT\n\tCLEAR ALL", "query:2:2: CLEAR"),
    "glued": ("PREFIX:<http://a/>LOAD<http://b/>", "query:1:19: LOAD"),
}


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(("text", "start"), _UPDATES.values(), ids=list(_UPDATES))
def test_an_update(text: str, start: str, name: str) -> None:
    """An update is named for what it is, where its word stands."""
    with pytest.raises(BadQuery) as caught:
        answer(engine(name).of_files([]), text, by=engine(name))
    assert str(caught.value) == (
        f"{start} is an update, and graphkit changes nothing: "
        "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
    )


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o } ; DROP ALL",
        "PREFIX insert: <http://x/> SELECT ( { }",
        "BASE <http://x/DROP> ASK",
        "# DROP ALL",
    ],
)
def test_no_update(text: str, name: str) -> None:
    """A mistake in a query is not taken for an update."""
    with pytest.raises(BadQuery, match=r"^query:\d+:\d+: (?!.*update)"):
        answer(engine(name).of_files([]), text, by=engine(name))


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "1:12"),
        ("ASK {\n # SERVICE\n  ?s ?p 'SERVICE' . service <u:u> {} }", "3:21"),
        ("ASK { ?s ?p '\\u00e9\\U0001F600'\n. SERV\\u0049CE <u:u> {} }", "2:3"),
        ("ASK { \\u0053ERVICE <u:u> {} }", "1:7"),
    ],
)
def test_the_place_of_a_service(text: str, place: str, name: str) -> None:
    """The word that names another host is shown by line and column of the text as written."""
    with pytest.raises(BadQuery) as caught:
        answer(engine(name).of_files([]), text, by=engine(name))
    assert str(caught.value) == (
        f"query:{place}: the query asks another host (SERVICE), which graphkit never does"
    )


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    ("text", "place", "prefix"),
    [
        ("SELECT * { ?s unknown:x ?o }", "1:15", "unknown"),
        ("SELECT * {\n?s gk:unknown 'unknown:x' ; unknown:x ?o }", "2:29", "unknown"),
        ("ASK { ?s a a:x }", "1:12", "a"),
    ],
)
def test_the_place_of_an_unknown_prefix(text: str, place: str, prefix: str, name: str) -> None:
    """A prefix that nobody declared is shown where it first stands as one."""
    with pytest.raises(BadQuery) as caught:
        answer(engine(name).of_files([]), text, by=engine(name))
    assert str(caught.value) == (
        f'query:{place}: nobody declared the prefix "{prefix}": add PREFIX at the top'
    )


# ------------------------------------------------------------------------ rdflib by itself

_HIDDEN = {
    "behind less than": "SELECT * { FILTER(1<'a>')SERVICE <U> { ?s ?p ?o FILTER('b'='b') } }",
    "behind less than, comment": "SELECT * { FILTER(1<2)SERVICE#>\n<U> { ?s ?p ?o } }",
    "eight digits": "SELECT * { \\u00000053ERVICE <U> { ?s ?p ?o } }",
    "four digits": "SELECT * { \\U0053ERVICE <U> { ?s ?p ?o } }",
    "an escaped escape": "SELECT * { \\u005Cu0053ERVICE <U> { ?s ?p ?o } }",
}


@pytest.fixture
def visits() -> Iterator[tuple[str, list[int]]]:
    """Return the address of a server on this machine, and who has come there."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.05)
    port, came, stop = listening.getsockname()[1], list[int](), threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                visitor, (_, peer) = listening.accept()
            except TimeoutError:
                continue
            came.append(peer)
            visitor.close()

    waiting = threading.Thread(target=serve)
    waiting.start()
    yield f"http://127.0.0.1:{port}/", came
    stop.set()
    waiting.join()
    listening.close()


@pytest.mark.parametrize("text", _HIDDEN.values(), ids=list(_HIDDEN))
def test_rdflib_goes_nowhere(text: str, visits: tuple[str, list[int]]) -> None:
    """Where rdflib sees a service and the guard does not, it is refused all the same."""
    url, came = visits
    by = engine("rdflib")
    data = by.of_files([])
    data.default_graph.parse(data="<http://a/> <http://a/> <http://a/> .", format="turtle")
    with pytest.raises(BadQuery):
        answer(data, text.replace("<U>", f"<{url}>"), by=by)
    assert came == []


def test_the_place_of_a_hidden_service() -> None:
    """What only the parser finds has its place too."""
    by = engine("rdflib")
    with pytest.raises(BadQuery, match=r"^query:2:15: the query asks another host"):
        answer(by.of_files([]), "ASK {\nFILTER(1<'a>')SERVICE <u:u> { FILTER('b'='b') } }", by=by)


@pytest.mark.parametrize(
    "written",
    [
        "'a\tb'",
        "'''a\t\n\"b'''",
        "'caf\\u00e9dead'",
        "'\\U0001F600'",
        "'\\u0027\\u0022\\u005C\\u000A\\u0009'",
        '"\\u0027\\u0022\\u005Cn"',
        "'\\\\u0041 \\\" \\' \\\\'",
        '"\\\\U00000041 \\" \\\' \\t"',
        "'a\\\\\tb'",
        "<http://example.org/\\u00e9>",
        "''",
        "'# no comment'",
    ],
)
def test_both_read_the_same_text(written: str) -> None:
    """Tabs and escapes in strings and IRIs mean the same to both engines."""
    found = []
    for name in ENGINES:
        by = engine(name)
        table = answer(by.of_files([]), f"SELECT\t({written} AS ?x) {{}} # \\u000A x", by=by)
        assert isinstance(table, Table)
        found.append(json.loads(table.json)["results"]["bindings"])
    assert found[0] == found[1] != []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("SELECT ('a\tb' AS ?x) {\t} nonsense", 26),
        ("SELECT ('\\u0041\\U0001F600' AS ?x) {} nonsense", 38),
        ("ASK {} nonsense 'a\\u0041'", 8),
    ],
)
def test_the_place_of_a_fault_behind_a_change(text: str, column: int) -> None:
    """Tabs and escapes, which are rewritten for rdflib, move no column."""
    by = engine("rdflib")
    with pytest.raises(BadQuery, match=rf"^query:1:{column}: not SPARQL at \"nonsense"):
        answer(by.of_files([]), text, by=by)


def test_a_character_beyond_unicode() -> None:
    """A number that no character has is a mistake for both."""
    for name in ENGINES:
        with pytest.raises(BadQuery):
            answer(engine(name).of_files([]), "ASK { ?s ?p '\\U00110000' }", by=engine(name))


def test_a_prefix_that_cannot_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prefix is named without a place where the text does not have it as a word."""
    module: Any = importlib.import_module("graphkit.query.prepared")
    monkeypatch.setattr(module, "code", lambda _: "")
    with pytest.raises(BadQuery, match=r"^nobody declared the prefix .unknown.: add"):
        answer(engine("rdflib").of_files([]), "ASK { unknown:a ?p ?o }", by=engine("rdflib"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RecursionError(), "the query is too deep for rdflib: make it flatter, or ask the other"),
        (Exception("no\n such path"), "the query cannot be answered: no such path"),
    ],
)
def test_what_rdflib_cannot_translate(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query that rdflib reads and cannot make a plan of is told in one line."""
    algebra = importlib.import_module("rdflib.plugins.sparql.algebra")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(algebra, "translateQuery", fail)
    with pytest.raises(BadQuery) as caught:
        answer(engine("rdflib").of_files([]), "ASK {}", by=engine("rdflib"))
    assert str(caught.value).startswith(words)
    assert "\n" not in str(caught.value)
