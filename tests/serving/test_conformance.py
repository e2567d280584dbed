"""The cases of the W3C's protocol tests, written from what they describe, over a socket.

The suite is https://w3c.github.io/rdf-tests/sparql/sparql11/protocol/; each case here carries
the name of its own there. Those that update are refused, for nothing can be changed here.
"""

from __future__ import annotations

import json
import urllib.parse
from typing import NamedTuple

import pytest

from tests.serving.conftest import NAMED
from tests.serving.exchange import Client

ONE, TWO, THREE = NAMED
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
ROWS = {
    "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
    "text/tab-separated-values",
}  # fmt: skip
TRIPLES = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}


class Case(NamedTuple):
    """A request."""

    name: str
    method: str
    parameters: tuple[tuple[str, str], ...] = ()
    media: str = ""
    body: bytes | None = None

    @property
    def target(self) -> str:
        """The address, with the slash at its end that the suite has."""
        return f"/sparql/?{urllib.parse.urlencode(self.parameters)}"


def form(**parameters: str) -> bytes:
    """Return the body of a form."""
    return urllib.parse.urlencode(parameters).encode("ascii")


def is_a(name: str) -> str:
    """Return the pattern that one of the named graphs holds."""
    return f"<{name}> a ?type{name[-1]} ."


UNKNOWN = ("default-graph-uri", "http://example.org/unknown")
BOTH = f"ASK {{ {is_a(ONE)} {is_a(TWO)} }}"
EACH = f"ASK {{ GRAPH ?g1 {{ {is_a(ONE)} }} GRAPH ?g2 {{ {is_a(TWO)} }} }}"
ALL = f"ASK {{ {is_a(THREE)} GRAPH ?g1 {{ {is_a(ONE)} }} GRAPH ?g2 {{ {is_a(TWO)} }} }}"
OTHER = EACH.replace("ASK", f"ASK FROM <{THREE}>")
AS_DEFAULT = (("default-graph-uri", ONE), ("default-graph-uri", TWO))
AS_NAMED = (("named-graph-uri", ONE), ("named-graph-uri", TWO))

YES = [
    Case("query_get", "GET", (("query", "ASK {}"), UNKNOWN)),
    Case("query_post_form", "POST", (UNKNOWN,), FORM, form(query="ASK {}")),
    Case("query_post_direct", "POST", (), QUERY, b"ASK {}"),
    Case("query_dataset_default_graphs_get", "GET", (("query", BOTH), *AS_DEFAULT)),
    Case("query_dataset_default_graphs_post", "POST", AS_DEFAULT, QUERY, BOTH.encode()),
    Case("query_dataset_named_graphs_get", "GET", (("query", EACH), *AS_NAMED)),
    Case("query_dataset_named_graphs_post", "POST", AS_NAMED, QUERY, EACH.encode()),
    Case(
        "query_dataset_full", "POST", (("default-graph-uri", THREE), *AS_NAMED), QUERY,
        ALL.encode(),
    ),
    Case("query_multiple_dataset", "POST", AS_NAMED, QUERY, OTHER.encode()),
]  # fmt: skip
MEDIA = [
    (Case("query_content_type_select", "POST", (), QUERY, b"SELECT (1 AS ?value) {}"), ROWS),
    (Case("query_content_type_ask", "POST", (), QUERY, b"ASK {}"), ROWS),
    (Case("query_content_type_describe", "POST", (), QUERY, b"DESCRIBE <http://x/>"), TRIPLES),
    (
        Case("query_content_type_construct", "POST", (), QUERY, b"CONSTRUCT {<s> <p> 1} WHERE {}"),
        TRIPLES,
    ),
]
BAD = [
    Case("bad_query_method", "PUT", (("query", "ASK {}"), UNKNOWN), FORM, b""),
    Case("bad_multiple_queries", "GET", (("query", "ASK {}"), ("query", "SELECT * {}"))),
    Case("bad_query_wrong_media_type", "POST", (), "text/plain", b"ASK {}"),
    Case("bad_query_missing_form_type", "POST", (), "", form(query="ASK {}")),
    Case("bad_query_missing_direct_type", "POST", (), "", b"ASK {}"),
    Case("bad_query_non_utf8", "POST", (), f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16")),
    Case("bad_query_syntax", "GET", (("query", "ASK {"),)),
    Case("bad_update_get", "GET", (("update", "CLEAR ALL"),)),
    Case(
        "bad_multiple_updates", "POST", (), FORM,
        form(update="CLEAR NAMED") + b"&" + form(update="CLEAR DEFAULT"),
    ),
    Case("bad_update_wrong_media_type", "POST", (), "text/plain", b"CLEAR NAMED"),
    Case("bad_update_missing_form_type", "POST", (), "", form(update="CLEAR NAMED")),
    Case(
        "bad_update_non_utf8", "POST", (), f"{UPDATE}; charset=UTF-16",
        "CLEAR NAMED".encode("utf-16"),
    ),
    Case("bad_update_syntax", "POST", (), FORM, form(update="CLEAR XYZ")),
    Case(
        "bad_update_dataset_conflict", "POST", (("using-named-graph-uri", ONE),), UPDATE,
        b"WITH <http://example.org/x> DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }",
    ),
]  # fmt: skip
INSERT = b"INSERT { GRAPH <http://example.org/new> { ?s a 1 } } WHERE { ?s a ?type }"
UPDATES = [
    Case("update_dataset_default_graph", "POST", (("using-graph-uri", ONE),), UPDATE, INSERT),
    Case(
        "update_dataset_default_graphs", "POST",
        (("using-graph-uri", ONE), ("using-graph-uri", TWO)), UPDATE, INSERT,
    ),
    Case(
        "update_dataset_named_graphs", "POST",
        (("using-named-graph-uri", ONE), ("using-named-graph-uri", TWO)), UPDATE, INSERT,
    ),
    Case(
        "update_dataset_full", "POST",
        (("using-graph-uri", ONE), ("using-named-graph-uri", TWO)), UPDATE, INSERT,
    ),
    Case("update_post_form", "POST", (), FORM, form(update="CLEAR ALL")),
    Case("update_post_direct", "POST", (), UPDATE, b"CLEAR ALL"),
    Case("update_base_uri", "POST", (), UPDATE, b"INSERT DATA { <http://x/s> <http://x/p> <t> }"),
]  # fmt: skip


COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def named(cases: list[Case]) -> pytest.MarkDecorator:
    """Return what runs a test with each case, under its name."""
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


def send(client: Client, case: Case) -> tuple[int, str, bytes]:
    """Return the status, media type and body that a case gets."""
    headers = {"Content_Type": case.media} if case.media else {}
    got = client.send(case.method, case.target, case.body, **headers)
    return got.status, got.media, got.body


def test_the_suite_is_whole() -> None:
    """All 34 cases are here: 13 queries, 7 bad ones, 7 bad updates and 7 updates."""
    names = [case.name for case in [*YES, *(case for case, _ in MEDIA), *BAD, *UPDATES]]
    counts = [
        len({name for name in names if name.startswith(kind)})
        for kind in ("query_", "bad_query_", "bad_multiple_q", "bad_update_", "bad_multiple_u")
    ]
    assert counts == [13, 6, 1, 6, 1]
    assert len({name for name in names if name.startswith("update_")}) == 7
    assert len(set(names)) == len(names) == 34


@named(YES)
def test_query(client: Client, case: Case) -> None:
    """A query is answered by each way of sending it, over the graphs that are named beside it."""
    status, media, body = send(client, case)
    assert (status, media) == (200, "application/sparql-results+json"), body
    assert json.loads(body)["boolean"] is True


@pytest.mark.parametrize(
    ("case", "media"), [pytest.param(case, media, id=case.name) for case, media in MEDIA]
)
def test_media_type(client: Client, case: Case, media: set[str]) -> None:
    """Each kind of query gets a media type of its kind of answer."""
    status, found, body = send(client, case)
    assert (status, found in media) == (200, True), body


@named(BAD)
def test_bad_request(client: Client, case: Case) -> None:
    """What is malformed is the fault of the client."""
    status, media, body = send(client, case)
    assert 400 <= status < 500
    assert media == "text/plain"
    assert body.count(b"\n") == 1


@named(UPDATES)
def test_update(client: Client, case: Case) -> None:
    """An update is refused as one, and changes nothing."""
    before = client.query(
        "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    )
    status, _, body = send(client, case)
    assert status == 403
    assert b"read-only" in body
    after = client.query(COUNT)
    assert before.status == 200
    assert before.body == after.body


def test_graphs_choose(client: Client) -> None:
    """The graphs that are named decide: what is not named is not seen."""
    parameters = urllib.parse.urlencode([("query", BOTH), ("default-graph-uri", ONE)])
    assert client.get(f"/sparql?{parameters}").json()["boolean"] is False
    parameters = urllib.parse.urlencode([("query", EACH), ("named-graph-uri", ONE)])
    assert client.get(f"/sparql?{parameters}").json()["boolean"] is False
    assert client.query(BOTH).json()["boolean"] is False
    assert client.query(EACH).json()["boolean"] is True
