"""Tests of the endpoint beyond the W3C's cases: forms of answers, limits, refusals, headers."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import threading
import urllib.parse
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import rdflib

from graphkit.query import MAX_QUERY
from graphkit.serving.faults import Fault
from graphkit.serving.media import FORMATS, ROW_MEDIA, TRIPLE_MEDIA
from graphkit.serving.protocol import FORM, MAX_BODY, MAX_TARGET, QUERY, read_operation
from tests.serving.conftest import LIMITS
from tests.serving.exchange import Client, Scripted, wait_until

STATES = "SELECT ?state ?name { ?state a gk:State ; skos:prefLabel ?name } ORDER BY ?state"
TYPES = "CONSTRUCT { ?state a gk:State } WHERE { ?state a gk:State }"
MANY = "SELECT * { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


# ---------------------------------------------------------------- forms of answers


@pytest.mark.parametrize("media", ROW_MEDIA)
def test_rows_in_each_form(client: Client, media: str) -> None:
    """Rows come in the form that is asked for, under the very type that was asked."""
    got = client.query(STATES, media)
    assert (got.status, got.media, got.headers["vary"]) == (200, media, "Accept")
    match ROW_MEDIA[media]:
        case "json":
            assert got.json()["head"] == {"vars": ["state", "name"]}
        case "xml":
            assert ET.fromstring(got.body).tag.endswith("sparql")  # noqa: S314 - our own answer
        case "csv":
            rows = list(csv.reader(io.StringIO(got.text)))
            assert rows[1] == ["https://w3id.org/graphkit/id/israel", "Israel"]
        case "tsv":
            assert got.text.splitlines()[0] == "?state\t?name"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader
@pytest.mark.parametrize("media", TRIPLE_MEDIA)
def test_triples_in_each_form(client: Client, media: str) -> None:
    """Triples come in the form that is asked for, and an independent reader finds them all."""
    got = client.query(TYPES, media)
    assert (got.status, got.media) == (200, media)
    syntax = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
    graph = rdflib.Graph().parse(data=got.text, format=syntax[TRIPLE_MEDIA[media]])
    assert {str(subject).rpartition("/")[2] for subject in graph.subjects()} == {
        "israel", "kazakhstan",
    }  # fmt: skip


def test_default_forms(client: Client) -> None:
    """Without a wish, rows are JSON and triples Turtle."""
    for accept in ("", "*/*"):
        assert client.query(STATES, accept).media == "application/sparql-results+json"
        assert client.query(TYPES, accept).media == "text/turtle"


def test_texts_say_their_charset(client: Client) -> None:
    """Types whose default is ASCII say that they are UTF-8; the others have it by themselves."""
    assert client.query(STATES, "text/csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert client.query(TYPES).headers["content-type"] == "text/turtle; charset=utf-8"
    got = client.query(STATES)
    assert got.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize("form", FORMATS)
def test_format_in_the_address(client: Client, form: str) -> None:
    """A link can name the form, which is stronger than the header, and a file to save it as."""
    rows, triples = FORMATS[form]
    for text, media in ((STATES, rows), (TYPES, triples)):
        got = client.query(text, "image/png", format=form)
        assert (got.status, got.media) == ((200, media) if media else (406, "text/plain"))
        if media:
            assert got.headers["content-disposition"].startswith('inline; filename="answer.')


def test_format_of_others(client: Client) -> None:
    """A form that is none of ours is left to the header: other servers have other names."""
    for form in ("text/tab-separated-values", "sparql-json", ""):
        assert client.query(STATES, "text/csv", format=form).media == "text/csv"
    parameters = urllib.parse.urlencode([("query", STATES), ("format", "x"), ("format", "xml")])
    assert client.get(f"/sparql?{parameters}").media == "application/sparql-results+xml"


def test_not_acceptable(client: Client) -> None:
    """Who accepts nothing that there is gets the list of it."""
    for text in (STATES, TYPES):
        got = client.query(text, "image/png")
        assert (got.status, got.headers["vary"]) == (406, "Accept")
        assert "text/csv" in got.text
        assert "text/turtle" in got.text
    rows = client.query(STATES, "text/turtle")
    assert rows.status == 406
    assert "text/csv" in rows.text
    triples = client.query(TYPES, "text/csv")
    assert triples.status == 406
    assert "text/turtle" in triples.text


def test_not_acceptable_by_the_address(client: Client) -> None:
    """Where the address named the form, the address is told, with the forms that fit."""
    rows, triples = client.query(STATES, format="turtle"), client.query(TYPES, format="csv")
    assert (rows.status, triples.status) == (406, 406)
    said = "nothing that format={} names can be had: ask for one of {}\n"
    assert rows.text == said.format("turtle", "json, xml, csv, tsv")
    others = "json, xml, turtle, ntriples, jsonld, rdfxml"
    assert triples.text == said.format("csv", others)
    assert "Accept" not in rows.text + triples.text
    assert "your Accept header" in client.query(STATES, "text/turtle").text


# ---------------------------------------------------------------- a cut answer


def test_cut_answers_are_marked(client: Client) -> None:
    """A cut answer says so in a header, and in a comment where its form has any."""
    got = client.query(MANY)
    assert got.headers["graphkit-cut"] == str(LIMITS.rows)
    results = got.json()["results"]
    assert isinstance(results, dict)
    assert len(results["bindings"]) == LIMITS.rows
    got = client.query(MANY, "application/sparql-results+xml")
    assert got.text.rstrip().endswith("-->")
    assert len(ET.fromstring(got.body).findall(".//{*}result")) == LIMITS.rows  # noqa: S314
    everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    for form, syntax in (("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")):
        got = client.query(everything, format=form)
        assert got.headers["graphkit-cut"] == str(LIMITS.rows)
        assert "cut at the limit" in got.text
        assert len(rdflib.Graph().parse(data=got.text, format=syntax)) == LIMITS.rows


def test_whole_answers_are_not_marked(client: Client) -> None:
    """An answer of exactly as many rows as may be is whole."""
    got = client.query(f"{MANY} LIMIT {LIMITS.rows}", "application/sparql-results+xml")
    assert "graphkit-cut" not in got.headers
    assert "cut" not in got.text.splitlines()[-1]


# ---------------------------------------------------------------- bad queries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s {\n  ?s ?p\n}", "query:3:"),
        ("SELECT ?s WHERE { ?s gk:recognized id:israel ", "query:1:46: "),
        ("INSERT DATA { id:a id:b 1 }", "query:1:"),
        ("LOAD <http://127.0.0.1:9/x>", "query:1:"),
        ("ASK { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }", "SERVICE"),
        ("ASK {" + "{" * 80 + "}" * 80 + "}", "64 brackets"),
        ('SELECT ("\\uD800" AS ?x) {}', ""),
        ("", "query:1:1: "),
    ],
)
def test_bad_query(client: Client, text: str, message: str) -> None:
    """What is wrong with a query is told in one line, with line and column where it has some."""
    got = client.query(text)
    assert (got.status, got.media, got.body.count(b"\n")) == (400, "text/plain", 1)
    assert message in got.text
    assert "Traceback" not in got.text


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { id:a id:b 1 }",
        "delete where { ?s ?p ?o }",
        "# a comment\nPREFIX x: <http://x/> BASE <http://y/>\nWITH x:g DELETE { ?s ?p 1 } {}",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1:9/x>",
    ],
)
def test_an_update_sent_as_a_query(client: Client, text: str) -> None:
    """It is no query, so 400 by the protocol (section 2.1.4), and is told to be an update."""
    for got in (
        client.query(text),
        client.send("POST", "/sparql", text.encode(), Content_Type=QUERY),
    ):
        assert got.status == 400
        assert "is an update, and graphkit changes nothing" in got.text
    assert "is an update" in client.query(text, "text/html").text


def test_unknown_graphs_are_empty(client: Client) -> None:
    """FROM chooses among what is loaded; nothing is fetched, and no file is read."""
    for place in ("http://127.0.0.1:9/x", "file:///etc/passwd"):
        got = client.query(f"ASK FROM <{place}> {{ ?s ?p ?o }}")
        assert (got.status, got.json()["boolean"]) == (200, False)
        parameters = {"default-graph-uri": place}
        assert client.query("ASK { ?s ?p ?o }", **parameters).json()["boolean"] is False


@pytest.mark.parametrize("name", ["nonsense", "", "a b:c", "x:<y>", "/etc/passwd", 'x:"'])
def test_graph_without_an_iri(client: Client, name: str) -> None:
    """A graph is named by an absolute IRI."""
    got = client.query("ASK {}", **{"named-graph-uri": name})
    assert (got.status, got.body.count(b"\n")) == (400, 1)
    assert "named-graph-uri" in got.text


@pytest.mark.parametrize(
    "target",
    [
        "/sparql?query=%FF%FE",
        "/sparql?query=ASK%20%7B%7D&default-graph-uri=x:%C3",
        "/sparql?" + "&".join(f"a{n}=1" for n in range(1500)),
        "/sparql",
        "/sparql?other=1",
    ],
    ids=["bytes", "bytes in a graph", "parameters", "nothing", "no query"],
)
def test_bad_parameters(client: Client, target: str) -> None:
    """What cannot be read, or says nothing, is told in one line."""
    got = client.get(target)
    assert (got.status, got.media, got.body.count(b"\n")) == (400, "text/plain", 1)


# ---------------------------------------------------------------- how a query is sent


def test_query_in_address_and_body(client: Client) -> None:
    """A query in the address and another in the body are two."""
    for media, body in ((QUERY, b"ASK {}"), (FORM, b"query=ASK%20%7B%7D")):
        got = client.send("POST", "/sparql?query=ASK%20%7B%7D", body, Content_Type=media)
        assert (got.status, got.text) == (
            400, "the parameter query is given 2 times: give it once\n",
        )  # fmt: skip


@pytest.mark.parametrize(
    "media",
    [QUERY, f"{QUERY};charset=utf-8", f'{QUERY}; charset="UTF-8"', f"{QUERY}; charset=US-ASCII",
     "Application/Sparql-Query"],
)  # fmt: skip
def test_charsets_that_are_read(client: Client, media: str) -> None:
    """UTF-8 is read under each way to say so, with or without a byte order mark."""
    for body in (b"ASK {}", b"\xef\xbb\xbfASK {}"):
        assert client.send("POST", "/sparql", body, Content_Type=media).status == 200


@pytest.mark.parametrize("charset", ["UTF-16", "latin-1", "nonsense"])
def test_other_charsets(client: Client, charset: str) -> None:
    """Another charset is refused by its name, for a query and for a form."""
    for media in (QUERY, FORM):
        got = client.send("POST", "/sparql", b"ASK {}", Content_Type=f"{media}; charset={charset}")
        assert (got.status, got.headers["accept-post"]) == (415, f"{QUERY}, {FORM}")
        assert charset.lower() in got.text


def test_bytes_that_are_no_utf8(client: Client) -> None:
    """A body that is not what it says is told with the place."""
    got = client.send("POST", "/sparql", b"ASK { \xff }", Content_Type=QUERY)
    assert got.status == 400
    assert "byte 7" in got.text


@pytest.mark.parametrize("media", ["", "multipart/form-data; boundary=x", "application/json", "x"])
def test_other_media_types(client: Client, media: str) -> None:
    """A body of another type is refused, with the list of those that are read."""
    headers = {"Content_Type": media} if media else {}
    got = client.send("POST", "/sparql", b"ASK {}", **headers)
    assert (got.status, got.headers["accept-post"]) == (415, f"{QUERY}, {FORM}")


def test_compressed_body(client: Client) -> None:
    """A compressed body is refused: it could be far longer than it looks."""
    got = client.send("POST", "/sparql", b"", Content_Type=QUERY, Content_Encoding="gzip")
    assert (got.status, got.headers["accept-encoding"]) == (415, "identity")


def test_any_letters(client: Client) -> None:
    """A text of any script comes back as it was sent, by each way of sending it."""
    words = "Қазақстан \U0001f1f0\U0001f1ff \u05e9\u05dc"
    text = f"SELECT ('{words}' AS ?x) {{}}"
    body = urllib.parse.urlencode({"query": text}).encode()
    for got in (
        client.query(text, "text/csv"),
        client.send("POST", "/sparql", text.encode(), Content_Type=QUERY, Accept="text/csv"),
        client.send("POST", "/sparql", body, Content_Type=FORM, Accept="text/csv"),
    ):
        assert got.text == f"x\r\n{words}\r\n"


# ---------------------------------------------------------------- sizes


def test_long_query(client: Client) -> None:
    """A query as long as may be is answered; with one character more it is too large."""
    padding = MAX_QUERY - len("ASK {}#")
    text = f"ASK {{}}#{'x' * padding}"
    assert client.send("POST", "/sparql", text.encode(), Content_Type=QUERY).status == 200
    got = client.send("POST", "/sparql", f"{text}x".encode(), Content_Type=QUERY)
    assert got.status == 413
    assert str(MAX_QUERY) in got.text
    # Counted in characters: each of these takes three bytes, and nine in a form.
    wide = "ASK {}#" + "\u20ac" * padding
    body = urllib.parse.urlencode({"query": wide}).encode()
    assert len(body) > 8 * MAX_QUERY
    assert client.send("POST", "/sparql", body, Content_Type=FORM).status == 200


def test_long_address(client: Client) -> None:
    """A long address is refused with what to do instead."""
    padding = MAX_TARGET - len("query=ASK%20%7B%7D%23")
    target = f"/sparql?query=ASK%20%7B%7D%23{'x' * padding}"
    assert client.get(target).status == 200
    got = client.get(f"{target}x")
    assert got.status == 414
    assert "POST" in got.text


def test_announced_body_is_not_read(client: Client) -> None:
    """A body that is announced as too long is refused before a byte of it has come."""
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nContent-Length: "
    answer = client.raw(f"{head}{MAX_BODY + 1}\r\nExpect: 100-continue\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in answer
    assert client.query("ASK {}").status == 200


def test_endless_body_is_not_read(client: Client) -> None:
    """A body of unknown length is read up to the limit, and then the connection ends."""
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\n"
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    pieces = MAX_BODY // 0x10000 + 1
    answer = client.raw(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + piece * pieces)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert client.query("ASK {}").status == 200


# ---------------------------------------------------------------- limits


def test_slow_query(client: Client) -> None:
    """A query is ended at the limit, with a status that invites nobody to repeat it."""
    got = client.query(SLOW)
    assert (got.status, "retry-after" in got.headers) == (504, False)
    assert "1.5 s" in got.text
    assert client.query("ASK {}").status == 200


@pytest.mark.parametrize(
    ("refusal", "status", "retry"),
    [
        ("bad-query", 400, None),
        ("not-acceptable", 406, None),
        ("too-long", 504, None),
        ("too-large", 507, None),
        ("busy 7", 503, "7"),
        ("stopping 10", 503, "10"),
        ("died", 500, None),
        ("died 1", 503, "1"),
    ],
)
def test_refusals(told: Client, refusal: str, status: int, retry: str | None) -> None:
    """Each kind of refusal has a status of its own; Retry-After stands where repeating helps."""
    for accept in ("*/*", "text/html"):
        got = told.query(f"refuse {refusal}", accept)
        assert (got.status, got.headers.get("retry-after")) == (status, retry)
        assert got.media == ("text/html" if "html" in accept else "text/plain")


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_our_own_errors(told: Client, accept: str, caplog: pytest.LogCaptureFixture) -> None:
    """An error of ours is a status and a line for the client, and a traceback in the log only."""
    got = told.query("fail", accept)
    assert (got.status, got.media) == (500, "text/plain")
    assert got.text == "the server failed: ask for less, or tell us\n"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.headers["content-security-policy"].startswith("default-src 'none'")
    wait_until(lambda: "ZeroDivisionError" in caplog.text)
    assert told.query("ASK {}").status == 200


_FAILING = """
import dataclasses, sys
from tests.samples import hostile
from graphkit.serving.served import Served
from graphkit.serving.site import Site
from tests.serving.conftest import LIMITS
from tests.serving.exchange import Scripted, running
with running(Served(Site(hostile())), Scripted(), LIMITS) as client:
    print(client.query("fail").status)
"""


def test_tracebacks_are_told_on_the_terminal() -> None:
    """Who runs the server sees an error of ours, once, with its traceback."""
    done = subprocess.run(
        [sys.executable, "-c", _FAILING],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2], timeout=60,
    )  # fmt: skip
    assert done.stdout == "500\n"
    assert done.stderr.startswith("GET '/sparql' failed\nTraceback")
    assert done.stderr.endswith("ZeroDivisionError: an error of our own\n")
    assert done.stderr.count("Traceback") == 1


def test_answers_side_by_side(told: Client, scripted: Scripted) -> None:
    """A query that takes long holds up nobody else."""
    statuses: list[int] = []
    waiting = threading.Thread(target=lambda: statuses.append(told.query("hold").status))
    waiting.start()
    assert told.query("ASK {}").status == 200
    assert told.get("/").status == 200
    assert statuses == []
    scripted.go.set()
    waiting.join(20)
    assert statuses == [200]


# ---------------------------------------------------------------- methods and headers


@pytest.mark.parametrize("text", [STATES, TYPES, "ASK {", MANY])
def test_head(client: Client, text: str) -> None:
    """HEAD gets the headers of GET and no body."""
    target = f"/sparql?{urllib.parse.urlencode({'query': text})}"
    head, get = client.send("HEAD", target), client.get(target)
    assert (head.status, head.body) == (get.status, b"")
    same = ("content-type", "content-length", "vary", "graphkit-cut")
    assert [head.headers.get(name) for name in same] == [get.headers.get(name) for name in same]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "SPAM"])
def test_other_methods(client: Client, method: str) -> None:
    """Another method is refused with the list of those that there are."""
    got = client.send(method, "/sparql?query=ASK%20%7B%7D")
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


def test_a_script_of_another_site(client: Client) -> None:
    """A browser lets a script of any site ask, and read what stands in the headers."""
    asked = {
        "Origin": "https://example.org",
        "Access_Control_Request_Method": "POST",
        "Access_Control_Request_Headers": "content-type",
    }
    got = client.send("OPTIONS", "/sparql", None, **asked)
    assert (got.status, got.body) == (204, b"")
    assert got.headers["access-control-allow-origin"] == "*"
    assert "POST" in got.headers["access-control-allow-methods"]
    assert "Content-Type" in got.headers["access-control-allow-headers"]
    assert got.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    for got in (client.query(MANY), client.query("ASK {"), client.get("/gone")):
        assert got.headers["access-control-allow-origin"] == "*"
        assert "Graphkit-Cut" in got.headers["access-control-expose-headers"]


def test_headers_of_every_response(client: Client) -> None:
    """No response tells the name of the server, lets its type be guessed, or runs a script."""
    for got in (
        client.query("ASK {}"), client.query("ASK {"), client.get("/gone"), client.get("/"),
        client.get("/graph"), client.get("/sparql", "text/html"), client.send("PUT", "/"),
        client.send("OPTIONS", "/graph"), client.get("/id/kazakhstan", "text/html"),
    ):  # fmt: skip
        assert "server" not in got.headers
        assert got.headers["x-content-type-options"] == "nosniff"
        policy = got.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert got.headers["cache-control"] == "no-cache"


def test_read_operation_keeps_the_order_of_graphs() -> None:
    """Graphs are kept as they were given, each once."""
    operation = read_operation(
        b"query=ASK&named-graph-uri=x:b&named-graph-uri=x:a&named-graph-uri=x:b"
    )
    assert operation.named_graphs == ("x:b", "x:a")
    assert operation.default_graphs == ()


def test_a_plus_is_a_blank() -> None:
    """The address is read as forms are sent."""
    assert read_operation(b"query=ASK+%7B%7D").query == "ASK {}"
    with pytest.raises(Fault):
        read_operation(b"\xff=1")
