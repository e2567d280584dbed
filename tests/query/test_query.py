"""SPARQL: four forms of answer, faults with their place, and no way off the machine."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphkit.errors import BadQuery, GraphkitError
from graphkit.identifiers import BASE
from graphkit.projections.rdf.terms import prefixes
from graphkit.query import MAX_DEPTH, MAX_QUERY, Table, Triples, answer, engine
from tests.samples import hostile, shipped

_GK = "https://w3id.org/graphkit/ontology#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Return the shipped project as a store."""
    return shipped().to_oxigraph()


@pytest.fixture(scope="module")
def tiny() -> ox.Store:
    """Return a store of one triple, so that patterns over it are evaluated to their end."""
    made = ox.Store()
    node = ox.NamedNode("http://example.org/a")
    made.add(ox.Quad(node, node, node))
    return made


def _table(result: Table | Triples) -> Table:
    assert isinstance(result, Table)
    return result


def _turtle(result: Table | Triples) -> str:
    assert isinstance(result, Triples)
    return result.text("turtle")


# ------------------------------------------------------------------------ the four forms


def test_select(store: ox.Store) -> None:
    """Rows of short names: the known prefixes need no declaration and shorten the answer."""
    table = _table(
        answer(
            store,
            "SELECT ?state ?when { ?state gk:recognized id:israel ."
            " ?f rdf:subject ?state ; rdf:predicate gk:recognized ; gk:date ?when }",
        )
    )
    assert table.columns == ("state", "when")
    assert ("id:kazakhstan", "1992") in table.rows


@pytest.mark.parametrize("prefix", list(prefixes(BASE)))
def test_every_prefix_is_known(store: ox.Store, prefix: str) -> None:
    """Each prefix of our Turtle can be used without declaring it."""
    namespace = prefixes(BASE)[prefix]
    table = _table(answer(store, f"SELECT (STR({prefix}:x) AS ?iri) {{}}"))
    assert table.rows == ((f"{namespace}x",),)


def test_a_prefix_of_ones_own(store: ox.Store) -> None:
    """A declaration in the query wins over the known prefix."""
    table = _table(answer(store, "PREFIX gk: <http://example.org/> SELECT (STR(gk:x) AS ?i) {}"))
    assert table.rows == (("http://example.org/x",),)


def test_another_base() -> None:
    """The prefixes of records follow the base of the project."""
    base = "https://example.org/mine/"
    table = _table(answer(ox.Store(), "SELECT (fact:x AS ?i) {}", base))
    assert table.rows == (("fact:x",),)
    assert "https://example.org/mine/fact/x" in table.csv


def test_csv_and_json_are_exact() -> None:
    """CSV and JSON are the standard's: full IRIs, types, languages, unbound left out."""
    query = """SELECT ?a ?b { VALUES (?a ?b) {
        (id:x "a, \\"b\\"\\nc") ("x"@en 7) (UNDEF "1992"^^edtf:EDTF) } }"""
    table = _table(answer(ox.Store(), query))
    assert table.columns == ("a", "b")
    assert table.rows == (("id:x", 'a, "b"\nc'), ("x", "7"), ("", "1992"))
    assert table.csv == f'a,b\r\n{BASE}x,"a, ""b""\nc"\r\nx,7\r\n,1992\r\n'
    assert table.json.endswith("}\n")
    assert json.loads(table.json) == {
        "head": {"vars": ["a", "b"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": f"{BASE}x"},
                    "b": {"type": "literal", "value": 'a, "b"\nc'},
                },
                {
                    "a": {"type": "literal", "value": "x", "xml:lang": "en"},
                    "b": {"type": "literal", "value": "7", "datatype": f"{_XSD}integer"},
                },
                {
                    "b": {
                        "type": "literal",
                        "value": "1992",
                        "datatype": "http://id.loc.gov/datatypes/edtf/EDTF",
                    }
                },
            ]
        },
    }


def test_no_rows(store: ox.Store) -> None:
    """An empty answer has its columns."""
    table = _table(answer(store, "SELECT ?a ?b { ?a gk:nothing ?b }"))
    assert (table.columns, table.rows, table.csv) == (("a", "b"), (), "a,b\r\n")
    assert json.loads(table.json)["results"] == {"bindings": []}


@pytest.mark.parametrize(("relation", "word"), [("recognized", "true"), ("sanctioned", "false")])
def test_ask(store: ox.Store, relation: str, word: str) -> None:
    """ASK has one value; no is an answer."""
    table = _table(answer(store, f"ASK {{ id:kazakhstan gk:{relation} id:israel }}"))
    assert table.columns == ("answer",)
    assert table.rows == ((word,),)
    assert table.csv == f"{word}\n"
    assert json.loads(table.json) == {"head": {}, "boolean": word == "true"}


def test_construct(store: ox.Store) -> None:
    """CONSTRUCT gives sorted Turtle with the prefixes it uses, which is read back the same."""
    query = "CONSTRUCT { ?b gk:recognizedBy ?a } { ?a gk:recognized ?b }"
    text = _turtle(answer(store, query))
    lines = text.splitlines()
    assert lines[:3] == [f"@prefix gk: <{_GK}> .", f"@prefix id: <{BASE}> .", ""]
    assert lines[3:] == sorted(lines[3:])
    assert "id:israel gk:recognizedBy id:kazakhstan ." in lines
    raw = store.query(query, prefixes=prefixes(BASE))
    assert isinstance(raw, ox.QueryTriples)
    assert {q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)} == set(raw)


def test_construct_of_odd_terms() -> None:
    """Blank nodes, odd local names and hostile texts stay Turtle."""
    store = hostile().to_oxigraph()
    text = _turtle(answer(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"))
    found = {q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    assert found == {q.triple for q in store}
    odd = 'CONSTRUCT { _:b gk:a-b. <x:y> . <https://w3id.org/graphkit/id/a/b#c> gk:x "y"@en } {}'
    odd = odd.replace("gk:a-b. ", f"<{_GK}a.b> ")
    text = _turtle(answer(ox.Store(), odd))
    assert len(list(ox.parse(text, format=ox.RdfFormat.TURTLE))) == 2


def test_describe(store: ox.Store) -> None:
    """DESCRIBE gives the triples of a resource as Turtle."""
    text = _turtle(answer(store, "DESCRIBE id:kazakhstan"))
    assert 'id:kazakhstan skos:prefLabel "Kazakhstan"@en .\n' in text


def test_an_empty_construct(store: ox.Store) -> None:
    """No triples are no text."""
    assert _turtle(answer(store, "CONSTRUCT { ?a gk:x ?b } { ?a gk:nothing ?b }")) == ""


def test_dates_compare(store: ox.Store) -> None:
    """Bounds are dates that a filter can compare."""
    table = _table(
        answer(
            store,
            'SELECT ?f { ?f a gk:Fact ; gk:startLatest ?d FILTER(?d < "1993-01-01"^^xsd:date) }',
        )
    )
    assert ("fact:kazakhstan-recognized-israel",) in table.rows
    assert ("fact:donald-trump-participated-in-call-2025-11-06",) not in table.rows


# ------------------------------------------------------------------------ faults


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * {\n  ?s ?p ?o\n  nonsense here }", r"query:3:\d+: "),
        ("SELECT ?x {\n ?x gk:a", r"query:2:9: the query ends too early"),
        ("", "query:1:1: the query is no SPARQL before it ends"),
        ("SELECT * { ?s ?p }", "query:1:19: the query is no SPARQL before it ends"),
        ("ASK { ?s ?p '(' } )", "query:1:20: the query is no SPARQL before it ends"),
        ('SELECT * { ?s "\U0001f600\u00e9" x }', "query:1:20: "),
        ("SELECT * { ?s unknown:x ?o }", r"query:1:\d+: "),
        ("SELECT * {\u2028\x0b\x0c ?s }\n}", r"query:\d:\d+: "),
        ("SELECT ?x {} GROUP BY ?y", r"query:1:\d+: "),
    ],
)  # fmt: skip
def test_syntax_errors(store: ox.Store, text: str, place: str) -> None:
    """A fault is one line with line and column, counted in characters, and the next step."""
    with pytest.raises(BadQuery, match=f"^{place}") as caught:
        answer(store, text)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert len(message) < 200
    assert caught.value.exit_status == 2


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?s ?p "SERVICE" . nonsense here }',
        'ASK { ?s ?p "SERVICE", "a service" . nonsense here }',
        "ASK { # service\n ?s <http://service.example/SERVICE> 1 . nonsense here }\n\n",
        'ASK { ?s ?p """\nSERVICE\n SERVICE""" . nonsense here }',
        "ASK { nonsense here . ?s ?p 1 } # SERVICE",
    ],
)
def test_the_place_of_a_fault_behind_the_word(store: ox.Store, text: str) -> None:
    """The word SERVICE, which is rewritten on the way, moves no column."""
    found = []
    for word in ("service", "serbice"):
        with pytest.raises(BadQuery, match=r"^query:\d+:\d+: not SPARQL") as caught:
            answer(store, text.replace("service", word).replace("SERVICE", word.upper()))
        found.append(str(caught.value).lower().replace("serbice", "service"))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { id:a gk:b id:c }",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "LOAD <file:///etc/hostname>",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_updates_are_refused(text: str) -> None:
    """What would change a store is no query."""
    store = hostile().to_oxigraph()
    before = len(store)
    with pytest.raises(BadQuery):
        answer(store, text)
    assert len(store) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (<http://example.org/f>(1) AS ?x) {}",
        "CONSTRUCT { id:a gk:b ?x } { BIND(id:f(1) AS ?x) }",
    ],
)
def test_an_unknown_function(store: ox.Store, text: str) -> None:
    """A function that nobody knows is told in one line as well."""
    with pytest.raises(BadQuery, match=r"cannot be answered: .*not supported"):
        answer(store, text)


def test_a_text_that_is_no_unicode(store: ox.Store) -> None:
    """Half a character from a command line is refused, not raised."""
    with pytest.raises(BadQuery):
        answer(store, 'ASK { ?s ?p "\udcff" }')


def test_the_longest_query(store: ox.Store) -> None:
    """The limit of the length is told, and a query of that length is still answered."""
    text = "ASK {}"
    assert answer(store, text + " " * (MAX_QUERY - len(text)))
    with pytest.raises(BadQuery, match=f"{MAX_QUERY + 1} characters"):
        answer(store, text + " " * (MAX_QUERY + 1 - len(text)))


@pytest.mark.parametrize("opened", ["({})", "[{}]", "{{{}}}"])
def test_depth_of_brackets(store: ox.Store, opened: str) -> None:
    """Nesting beyond the limit is refused before the parser sees it; strings do not count."""
    text = "x"
    for _ in range(MAX_DEPTH + 1):
        text = opened.format(text)
    with pytest.raises(BadQuery, match="nests deeper"):
        answer(store, f"SELECT * {text}")
    assert answer(store, f"ASK {{ ?s ?p '{'(' * 1000}' # {'{' * 1000}\n }}")


def test_depth_within_the_limit(store: ox.Store) -> None:
    """As many brackets as are allowed do work."""
    depth = MAX_DEPTH - 2
    assert answer(store, f"ASK {{ FILTER{'(' * depth}1 = 1{')' * depth} }}")


_CHAINS = {
    "hidden brackets": f"ASK {{ FILTER(1<{'(' * 45_000}2{')' * 45_000}&&3>2) }}",
    "not": f"ASK {{ FILTER({'!' * 90_000}true) }}",
    "path": f"ASK {{ ?s {'|'.join(['gk:p'] * 12_000)} ?o }}",
    "bind": f"ASK {{ {''.join(f'BIND(1 AS ?v{n})' for n in range(3_000))} }}",
}


@pytest.mark.parametrize("text", _CHAINS.values(), ids=list(_CHAINS))
def test_long_chains_do_not_end_the_process(text: str, tiny: ox.Store) -> None:
    """Oxigraph recurses over chains; on the stack of a usual thread these would be the end."""
    assert isinstance(answer(tiny, text), Table)


def test_the_stack_of_other_threads_stays(store: ox.Store) -> None:
    """The larger stack is for the query alone."""
    before = threading.stack_size()
    answer(store, "ASK {}")
    assert threading.stack_size() == before


# ------------------------------------------------------------------------ no way out


class _Canary:
    """A server on this machine that counts who comes."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                visitor, _ = self._listening.accept()
                self.visits += 1
                visitor.close()

    def close(self) -> None:
        self._listening.close()


@pytest.fixture(scope="module")
def canary() -> Iterator[_Canary]:
    """Return a canary that has seen nobody yet."""
    made = _Canary()
    yield made
    made.close()


_DISGUISES = {
    "plain": "SELECT * { SERVICE <U> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <U> { ?s ?p ?o } }",
    "silent without blanks": "SELECT * { SERVICESILENT<U>{ ?s ?p ?o } }",
    "case": "SELECT * { sErViCe <U> { ?s ?p ?o } }",
    "no blanks": "SELECT * {SERVICE<U>{?s ?p ?o}}",
    "a variable": "SELECT * { VALUES ?u { <U> } SERVICE ?u { ?s ?p ?o } }",
    "a comment behind": "SELECT * { SERVICE#c\n<U> { ?s ?p ?o } }",
    "a comment before": "SELECT * { # no\nSERVICE <U> { ?s ?p ?o } }",
    "a comment ended by CR": "SELECT * { #\rSERVICE <U> { ?s ?p ?o } }",
    "nested": "SELECT * { { { OPTIONAL { SERVICE <U> { ?s ?p ?o } } } } }",
    "sub-select": "SELECT * { { SELECT * { SERVICE <U> { ?s ?p ?o } } } }",
    "exists": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <U> { ?s ?p ?o } } }",
    "minus": "SELECT * { ?s ?p ?o MINUS { SERVICE <U> { ?s ?p ?o } } }",
    "construct": "CONSTRUCT { ?s ?p ?o } { SERVICE <U> { ?s ?p ?o } }",
    "ask": "ASK { SERVICE <U> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE <U> { ?s ?p ?o } }",
    "a prefixed name behind": "PREFIX : <U> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "glued to a prefix": "PREFIX ex: <U> SELECT * { SERVICEex:x { ?s ?p ?o } }",
    "silent, prefixed": "PREFIX : <U> SELECT * { SERVICE SILENT:x { ?s ?p ?o } }",
    "behind a number": "SELECT * { ?s ?p ?o FILTER(?s != 1)?a ?b 1SERVICE <U> { ?s ?p ?o } }",
    "behind true": "SELECT * { ?a ?b trueSERVICE <U> { ?s ?p ?o } }",
    "behind a dotted name": "PREFIX e: <U> SELECT * { ?a ?b e:a.b.SERVICE <U> { ?s ?p ?o } }",
    "behind a minus": "PREFIX e: <U> SELECT * { ?a e:-5SERVICE <U> { ?s ?p ?o } }",
    "less than, comment": "SELECT * { FILTER(1<2)SERVICE#>\n<U> { ?s ?p ?o } }",
    "less than, string": "SELECT * { FILTER(1<'a>')SERVICE <U> { ?s ?p ?o FILTER('b'='b') } }",
    "an escaped letter": "SELECT * { SERV\\u0049CE <U> { ?s ?p ?o } }",
    "a long escaped letter": "SELECT * { \\U00000053ERVICE <U> { ?s ?p ?o } }",
    "an escaped quote": 'SELECT * { BIND("\\u0022#" AS ?x) SERVICE <U> { ?s ?p ?o } }',
    "an escaped backslash": 'SELECT * { BIND("\\\\" AS ?x) SERVICE <U> { ?s ?p "" } }',
    "an escaped line end": "SELECT * { #\\u000ASERVICE <U> { ?s ?p ?o }\n }",
    "quotes in a comment": "SELECT * { # '\nSERVICE <U> { ?s ?p ?o } # '\n }",
    "a hash in an IRI": "SELECT * { ?a <http://x/#> ?b . SERVICE <U> { ?s ?p ?o } }",
    "a quote in an IRI": "SELECT * { BIND(<http://x/'> AS ?x) SERVICE <U> { ?s ?p '' } }",
    "triple quotes": "SELECT * { BIND('''a'b''' AS ?x) SERVICE <U> { ?s ?p '' } }",
    "an empty string": 'SELECT * { BIND("" AS ?x) SERVICE <U> { ?s ?p "" } }',
}  # fmt: skip


@pytest.mark.parametrize("text", _DISGUISES.values(), ids=list(_DISGUISES))
def test_no_service_in_any_disguise(text: str, tiny: ox.Store, canary: _Canary) -> None:
    """Each is refused in one line, and nobody comes to the canary, which does listen."""
    before = canary.visits
    with pytest.raises(BadQuery) as caught:
        answer(tiny, text.replace("<U>", f"<{canary.url}>"))
    assert "\n" not in str(caught.value)
    time.sleep(0.01)
    assert canary.visits == before


def test_most_disguises_would_reach_the_canary(tiny: ox.Store, canary: _Canary) -> None:
    """Without the guard Oxigraph goes there: otherwise the test above would prove nothing."""
    reached = 0
    for text in _DISGUISES.values():
        before = canary.visits
        with contextlib.suppress(SyntaxError, OSError, RuntimeError, ValueError):
            result = tiny.query(text.replace("<U>", f"<{canary.url}>"))
            if not isinstance(result, ox.QueryBoolean):
                list(result)
        time.sleep(0.01)
        reached += canary.visits > before
    assert reached > len(_DISGUISES) / 2


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('SELECT ("SERVICE" AS ?x) {}', [("SERVICE",)]),
        ("SELECT ('service \\'SERVICE\\' ' AS ?x) {}", [("service 'SERVICE' ",)]),
        ('SELECT ("""a "SERVICE"\n <x>""" AS ?x) {}', [('a "SERVICE"\n <x>',)]),
        ("SELECT ('''SERVICE''' AS ?x) {}", [("SERVICE",)]),
        ("SELECT ?service { VALUES ?service { 1 } }", [("1",)]),
        ("SELECT $SERVICE { VALUES $SERVICE { 1 } }", [("1",)]),
        ("SELECT ?the_service_2 { VALUES ?the_service_2 { 1 } }", [("1",)]),
        ("SELECT (<http://example.org/SERVICE#service> AS ?x) {}", [("http://example.org/SERVICE#service",)]),
        ("SELECT (gk:service AS ?x) {}", [("gk:service",)]),
        ("SELECT (id:civil-service AS ?x) {}", [("id:civil-service",)]),
        ("PREFIX s: <http://service.example/> SELECT (s:SERVICE AS ?x) {}", [("http://service.example/SERVICE",)]),
        ("SELECT (1 AS ?x) # SERVICE <http://example.org/>\n {}", [("1",)]),
        ("SELECT (1 AS ?x) {} # SERVICE", [("1",)]),
        ('SELECT ("a\\u0022 SERVICE" AS ?x) {}', [('a" SERVICE',)]),
    ],
)  # fmt: skip
def test_the_word_alone_is_harmless(tiny: ox.Store, text: str, rows: list[tuple[str, ...]]) -> None:
    """In strings, variables, IRIs, names and comments it is a word like any other."""
    try:
        assert list(_table(answer(tiny, text)).rows) == rows
    except BadQuery:
        # Under SPARQL 1.1's reading of escapes this one is code: refused, to be safe.
        assert "\\u0022" in text


@pytest.mark.parametrize("clause", ["FROM <U>", "FROM NAMED <U>"])
def test_from_fetches_nothing(tiny: ox.Store, canary: _Canary, clause: str) -> None:
    """FROM picks among loaded graphs; it is no address to fetch from."""
    before = canary.visits
    clause = clause.replace("<U>", f"<{canary.url}>")
    assert _table(answer(tiny, f"SELECT * {clause} {{ ?s ?p ?o }}")).rows == ()
    time.sleep(0.01)
    assert canary.visits == before


_AUDITED = """
import sys
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event.startswith(
    ("socket.", "urllib.", "http.", "subprocess.", "os.system")) else None)
import graphkit
from graphkit.query import answer
graph = graphkit.load(sys.argv[1])
store = graph.to_oxigraph()
for query in (
    "SELECT * { ?s ?p ?o } LIMIT 5",
    "ASK { ?s gk:recognized ?o }",
    "DESCRIBE id:kazakhstan",
    "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
):
    answer(store, query)
graph.to_rdflib(), graph.to_networkx()
print(opened)
"""


def test_no_socket_is_opened() -> None:
    """Loading, projecting and asking open no socket and start no program."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _AUDITED, str(root)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "[]\n", done.stderr


# ------------------------------------------------------------------------ files


def test_several_files(tmp_path: Path) -> None:
    """Files are asked together; blank nodes of two files stay apart."""
    (tmp_path / "a.ttl").write_text(
        "<http://a/1> <http://a/p> _:x . _:x <http://a/q> 1 .", encoding="utf-8"
    )
    (tmp_path / "b.ttl").write_text("_:x <http://a/q> 2 .", encoding="utf-8")
    store = engine().of_files([tmp_path / "a.ttl", tmp_path / "b.ttl"])
    table = _table(answer(store, "SELECT ?n { ?x <http://a/q> ?n } ORDER BY ?n"))
    assert table.rows == (("1",), ("2",))
    joined = _table(answer(store, "SELECT ?n { ?s <http://a/p>/<http://a/q> ?n }"))
    assert joined.rows == (("1",),)


def test_no_file() -> None:
    """No file is an empty store."""
    assert len(engine().of_files([])) == 0


def _missing(folder: Path) -> Path:
    return folder / "missing.ttl"


def _broken(folder: Path) -> Path:
    path = folder / "broken.ttl"
    path.write_text("<http://a/1> <http://a/p> .", encoding="utf-8")
    return path


def _latin(folder: Path) -> Path:
    path = folder / "latin.ttl"
    path.write_bytes(b'<http://a/1> <http://a/p> "\xe9" .')
    return path


@pytest.mark.parametrize("make", [_missing, _broken, _latin, lambda folder: folder])
def test_a_file_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """A missing or broken file is named in one line."""
    path = make(tmp_path)
    with pytest.raises(GraphkitError, match="cannot be read as Turtle") as caught:
        engine().of_files([path])
    assert str(path) in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
