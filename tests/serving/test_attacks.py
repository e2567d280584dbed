"""Queries that are out to stop the server: each ends at the limit, and the next is answered."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphkit.errors import BadQuery
from graphkit.query import answer
from graphkit.query.guard import MAX_LISTS
from graphkit.serving.limits import Limits
from graphkit.serving.pool import Pool, Refused, Reply
from tests.pools import ENDLESS, NAME, SIMPLE, Client, asked, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no memory")

_ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 1.0
_MEMORY = 192 << 20


def _product(size: int) -> str:
    return " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(size))


def _far(pattern: str) -> str:
    """Return a query for rows that lie so far ahead that all before them must be found."""
    return f"SELECT * {{ {pattern} }} OFFSET 1000000000"


def _growing(step: str, times: int = 60) -> str:
    """Return a query with a text that each step makes a multiple of the one before."""
    steps = "".join(f"BIND({step.format(f'?v{n}')} AS ?v{n + 1}) " for n in range(times))
    return f"SELECT (STRLEN(?v{times}) AS ?n) {{ BIND('0123456789' AS ?v0) {steps} }}"


def _nested(opened: str, closed: str, depth: int, core: str) -> str:
    return opened * depth + core + closed * depth


_ALL = "(<x:y>|!<x:y>)"
_ATTACKS = {
    # Rows without end.
    "product, counted": ENDLESS,
    "product, skipped": f"SELECT * {{ {_product(5)} }} OFFSET 100000000",
    "product, sorted": f"SELECT * {{ {_product(3)} }} ORDER BY ?s2 ?s1 ?s0",
    "product, distinct": f"SELECT DISTINCT * {{ {_product(3)} }}",
    "product, counted distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {_product(3)} }}",
    "product, grouped": f"SELECT ?s0 ?s1 (COUNT(*) AS ?n) {{ {_product(3)} }} GROUP BY ?s0 ?s1",
    "product, constructed": f"CONSTRUCT {{ <x:y> <x:y> <x:y> }} {{ {_product(3)} }}",
    "product, described": f"DESCRIBE * {{ {_product(3)} }}",
    "product, asked": f"ASK {{ {_product(3)} FILTER(?s0 = <x:y>) }}",
    "product, by minus": _far(f"{_product(2)} MINUS {{ ?s0 ?p1 ?o2 . ?s3 ?p3 ?o3 }}"),
    "product, by exists": _far(
        "?a ?b ?c FILTER EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?c = ?i && ?d = ?c) }"
    ),
    "product, by optional": _far(f"?a ?b ?c {_nested('OPTIONAL { ?x ?y ?z ', '}', 40, '')}"),
    "product, by union": _far("{ ?a ?b ?c } UNION { ?d ?e ?f } " * 20),
    "product, by values": _far(" ".join(f"VALUES ?v{n} {{ {'1 ' * 900} }}" for n in range(9))),
    "product, named": f"SELECT * {{ GRAPH ?g {{ {_product(3)} }} }}",
    "sub-selects": _nested("SELECT * { ?a ?b ?c { ", "} }", 30, "SELECT * { ?d ?e ?f }"),
    "everything in one text": f"SELECT (GROUP_CONCAT(?o0) AS ?x) {{ {_product(2)} }}",
    # Paths.
    "path stars": _far(f"?a {_ALL}* ?b . ?c {_ALL}* ?d . ?e {_ALL}* ?f"),
    "path stars on end": f"SELECT (COUNT(*) AS ?n) {{ ?a {'/'.join([_ALL + '*'] * 9)} ?b }}",
    "nested path stars": f"SELECT (COUNT(*) AS ?n) {{ ?a {_nested('(', ')*', 15, _ALL)} ?b }}",
    "long path": f"SELECT (COUNT(*) AS ?n) {{ ?a {'/'.join([_ALL] * 5000)} ?b }}",
    "there and back": f"SELECT (COUNT(*) AS ?n) {{ ?a {'/'.join([f'{_ALL}/^{_ALL}'] * 9)} ?b }}",
    # Texts that grow.
    "concat": _growing("CONCAT({0},{0},{0},{0})"),
    "replace": _growing("REPLACE({0}, '.', '$0$0$0$0')"),
    "replace all by all": _growing("REPLACE({0}, '', {0})"),
    "encode": _growing("CONCAT(ENCODE_FOR_URI({0}), '/////', ENCODE_FOR_URI({0}))"),
    "upper case": _growing("CONCAT(UCASE({0}), LCASE({0}), STR({0}))"),
    "iri": _growing("IRI(CONCAT('x:', STR({0}), STR({0})))"),
    "long rows": _growing("CONCAT({0},{0})", 19).replace(
        "(STRLEN(?v19) AS ?n) {", f"* {{ {_product(2)} "
    ),
    "group concat": (
        f"SELECT (STRLEN(GROUP_CONCAT(?s0; separator='{'-' * 50_000}')) AS ?n) {{ {_product(2)} }}"
    ),
    # Regular expressions.
    "backtracking": f"ASK {{ FILTER(REGEX('{'a' * 50_000}!', '^(a+)+$')) }}",
    "a large expression": "ASK { FILTER(REGEX('a', '((a{1000}){1000}){1000}')) }",
    "many expressions": _far(
        f"{_product(2)} FILTER(REGEX(STR(?o0), CONCAT('(x|', STR(?o1), '){{99}}$')))"
    ),
    # Texts that are hard to read.
    "brackets": f"ASK {{ FILTER({_nested('(', ')', 49_000, '1')}) }}",
    "allowed brackets": f"ASK {{ FILTER{_nested('(', ')', 60, '1')} }}",
    "braces": _nested("{", "}", 49_000, ""),
    "lists": f"ASK {{ ?s ?p {_nested('(', ')', 60, '1')} }}",
    "a long list": f"ASK {{ ?s ?p ({'1 ' * 40_000}) }}",
    "blank nodes": f"ASK {{ ?s ?p {_nested('[ ?p ', ']', 60, '1')} }}",
    "a long pattern": f"ASK {{ {' . '.join(f'?a{n} ?b{n} ?a{n + 1}' for n in range(4000))} }}",
    "or": f"ASK {{ FILTER({'0||' * 30_000}1) }}",
    "plus": f"SELECT ({'1+' * 45_000}1 AS ?x) {{}}",
    "not": f"ASK {{ FILTER({'!' * 90_000}true) }}",
    "less than": f"ASK {{ FILTER(1<{'(' * 45_000}2{')' * 45_000}&&3>2) }}",
    "if": f"SELECT ({_nested('IF(?x,', ',1)', 60, '1')} AS ?y) {{}}",
    "unions": _far(" UNION ".join(["{ ?s ?p ?o }"] * 5000)),
    "binds": f"ASK {{ {''.join(f'BIND(?v{n} + ?v{n} AS ?v{n + 1})' for n in range(3000))} }}",
    "values": f"SELECT * {{ VALUES ?x {{ {'1 ' * 49_000} }} VALUES ?y {{ 1 }} ?x ?y ?z }}",
    "columns": f"SELECT {' '.join(f'(1 AS ?v{n})' for n in range(6000))} {{ {_product(3)} }}",
    "a long number": f"SELECT ({'9' * 49_000} * {'9' * 49_000} AS ?x) (1e999999999 AS ?y) {{}}",
    "decimals": f"SELECT ({'*'.join(['9.9'] * 9000)} AS ?x) (0.{'9' * 50_000} AS ?y) {{}}",
    "dates": (
        "SELECT (xsd:dateTime('999999999999-01-01T00:00:00Z')"
        " - xsd:dateTime('-99999-01-01T00:00:00Z') AS ?x) {}"
    ),
    "an open string": f"ASK {{ ?s ?p {chr(39) * 99_000}",
    "open comments": "#\n" * 49_000,
    "prefixes": "".join(f"PREFIX p{n}: <x:{n}> " for n in range(4000)) + "ASK {}",
    "a NUL": "ASK { ?s ?p '\x00' } \x00",
    "half a character": "ASK { ?s ?p '\ud800' }",
    "an escaped half": "SELECT ('\\uD800' AS ?x) {}",
    "nothing": "",
    # Ways out.
    "insert": "INSERT DATA { <x:a> <x:b> <x:c> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "drop": "DROP ALL",
    "load": "LOAD <URL>",
    "load a file": "LOAD <file:///etc/passwd>",
    "from": "SELECT * FROM <URL> { ?a ?b ?c . ?d ?e ?f }",
    "from named": "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?a ?b ?c . ?d ?e ?f } }",
    "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "graph": "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
    "service": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "service, silent": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "service, escaped": "SELECT * { SERV\\u0049CE <URL> { ?s ?p ?o } }",
    "service, glued": "SELECT * { ?a ?b trueSERVICE <URL> { ?s ?p ?o } }",
    "service, variable": "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "a function": "SELECT (<URL>(1) AS ?x) {}",
    "describe": "DESCRIBE <URL>",
}  # fmt: skip


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


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Return a pool with one slot, so that the next query needs the place of the attack."""
    with serving(Limits(seconds=_SECONDS, rows=1000, memory=_MEMORY, slots=1)) as made:
        yield made


def _timed(client: Client, text: str) -> tuple[Reply | Refused, float]:
    start = time.monotonic()
    try:
        result: Reply | Refused = client.ask(text)
    except Refused as refused:
        result = refused
    return result, time.monotonic() - start


@pytest.mark.parametrize("attack", _ATTACKS.values(), ids=list(_ATTACKS))
def test_an_attack(client: Client, canary: _Canary, attack: str) -> None:
    """It ends within the limit, and the next query is answered within a second, and right."""
    visits = canary.visits
    result, seconds = _timed(client, attack.replace("URL", canary.url))
    assert seconds < _SECONDS + 1
    if isinstance(result, Refused):
        assert result.kind in {"bad-query", "too-long", "too-large", "died"}
        assert len(result.message.splitlines()) == 1
        assert len(result.message) < 300
    else:
        assert len(result.body) <= Limits().body
    reply, seconds = _timed(client, SIMPLE)
    assert isinstance(reply, Reply)
    assert NAME in reply.body
    assert seconds < 1
    assert canary.visits == visits


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("product, counted", "too-long"),
        ("path stars on end", "too-long"),
        ("lists", "bad-query"),
        ("drop", "bad-query"),
        ("service", "bad-query"),
    ],
)
def test_why_an_attack_is_refused(client: Client, name: str, kind: str) -> None:
    """The reason is the one that holds."""
    result, _ = _timed(client, _ATTACKS[name])
    assert isinstance(result, Refused)
    assert result.kind == kind, result.message


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_memory() -> None:
    """A query that takes too much memory ends long before its time is over."""
    with serving(Limits(seconds=60, memory=_MEMORY, slots=1)) as client:
        for name in ("concat", "replace all by all", "product, sorted"):
            result, _ = _timed(client, _ATTACKS[name])
            assert isinstance(result, Refused)
            assert result.kind == "too-large", result.message
            assert "192 MiB" in result.message


def test_many_attacks_in_a_row(client: Client) -> None:
    """Attacks that end their process at once follow each other, faster than any limit."""
    for _ in range(6):
        result, _ = _timed(client, _ATTACKS["concat"])
        assert isinstance(result, Refused)
    reply, seconds = _timed(client, SIMPLE)
    assert isinstance(reply, Reply)
    assert seconds < 1


def test_attacks_and_good_queries_together() -> None:
    """Good queries among attacks wait for them and are all answered."""
    attacks = ["product, counted", "concat", "or", "path stars", "product, sorted", "replace"]

    async def crowd(pool: Pool) -> list[Reply | BaseException]:
        bad = [asyncio.create_task(pool.ask(asked(_ATTACKS[name]))) for name in attacks]
        good = [asyncio.create_task(pool.ask(asked(SIMPLE))) for _ in range(10)]
        await asyncio.gather(*bad, return_exceptions=True)
        return await asyncio.gather(*good, return_exceptions=True)

    with serving(Limits(seconds=_SECONDS, memory=_MEMORY, queue=16)) as client:
        for reply in client.run(crowd(client.pool)):
            assert isinstance(reply, Reply), reply
            assert NAME in reply.body


def test_a_long_answer_is_refused() -> None:
    """An answer of few rows with many bytes is not held in the server's memory."""
    with serving(Limits(seconds=20, body=1 << 20, slots=1)) as client:
        text = _growing("CONCAT({0},{0})", 18).replace("(STRLEN(?v18) AS ?n)", "?v18")
        with pytest.raises(Refused, match="the answer has 2 MiB, 1 are allowed") as caught:
            client.ask(text)
        assert caught.value.kind == "too-large"


# ------------------------------------------------------------------------ without the guard

_CONFINED = """
import os, socket, subprocess, sys
import pyoxigraph as ox
from graphkit.serving.confining import confine
store = ox.Store()
store.update("INSERT DATA { <x:a> <x:b> <x:c> }")
confine(64 << 20)
def tried(what):
    try:
        what()
    except Exception as error:
        return type(error).__name__
    return "done"
url = sys.argv[1]
for what in (
    lambda: list(store.query("SELECT * { SERVICE <%s> { ?s ?p ?o } }" % url)),
    lambda: store.update("LOAD <%s>" % url),
    lambda: store.load(path="/etc/hostname", format=ox.RdfFormat.TURTLE),
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: open("/etc/hostname"),
    lambda: os.listdir("/"),
    lambda: os.system("true"),
    lambda: subprocess.run(["true"]),
    lambda: __import__("ftplib"),
    lambda: eval("1"),
    lambda: bytearray(256 << 20),
    lambda: list(store.query("SELECT * { ?s ?p ?o }")),
):
    print(tried(what))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what the system refuses is told for Linux")
def test_what_a_worker_gives_up(canary: _Canary) -> None:
    """Should the guard ever let one through, neither Oxigraph nor Python can open anything."""
    visits = canary.visits
    done = subprocess.run(
        [sys.executable, "-c", _CONFINED, canary.url],
        capture_output=True, text=True, check=False, cwd=_ROOT,
    )  # fmt: skip
    *refused, memory, last = done.stdout.split()
    assert len(refused) == 10, done.stderr
    assert not {"done"} & set(refused)
    assert refused[3:] == ["PermissionError"] * 7
    assert (memory, last) == ("MemoryError", "done")
    assert canary.visits == visits


# ------------------------------------------------------------------------ nested lists


@pytest.mark.parametrize(
    "text",
    [
        "ASK {{ ?s ?p {} }}",
        "ASK {{ ?s gk:recognized {} }}",
        "ASK {{ ?s a {} }}",
        "ASK {{ {} ?p ?o }}",
        "ASK {{ ?s ?p true, {} }}",
        "ASK {{ ?s ?p [ ?p {} ] }}",
        "ASK {{ ?s ?p 'FILTER', {} }}",
        "ASK {{ ?s ?p # FILTER\n {} }}",
        "ASK {{ FILTER EXISTS {{ ?s ?p {} }} }}",
        "CONSTRUCT {{ ?s ?p {} }} {{ ?s ?p ?o }}",
    ],
)
def test_depth_of_lists(text: str) -> None:
    """Lists nest as deep as is allowed, wherever they stand, and no deeper."""
    store = ox.Store()
    assert answer(store, text.format(_nested("(", ")", MAX_LISTS, "1")))
    assert answer(store, text.format(_nested("( 1 ", ")", MAX_LISTS, "")))
    with pytest.raises(BadQuery, match=f"lists or paths deeper than {MAX_LISTS}"):
        answer(store, text.format(_nested("(", ")", MAX_LISTS + 1, "1")))
    with pytest.raises(BadQuery, match="lists or paths"):
        answer(store, text.format(_nested("([ ?p ", "])", MAX_LISTS + 1, "1")))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ({} AS ?x) {{}}",
        "SELECT (1 AS ?y) ({} AS ?x) {{}}",
        "ASK {{ FILTER({}) }}",
        "ASK {{ FILTER(1 = 2 || {}) }}",
        "ASK {{ FILTER NOT EXISTS {{ FILTER {} }} }}",
        "ASK {{ BIND({} AS ?x) }}",
        "ASK {{ FILTER(STR({}) = '1') }}",
        "ASK {{ FILTER(2 IN ({}, 1)) }}",
        "SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING {} ORDER BY {}",
    ],
)
def test_brackets_of_expressions_are_no_lists(text: str) -> None:
    """Expressions may nest deeper than lists."""
    assert answer(ox.Store(), text.format(*[_nested("(", ")", MAX_LISTS + 5, "1")] * 2))


def test_many_short_lists() -> None:
    """It is the depth that counts, not the number."""
    assert answer(ox.Store(), f"SELECT * {{ VALUES (?a ?b) {{ {'(1 2)' * 500} }} }}")
