"""The pool: answers, refusals, the queue, clients that leave, workers that die, a new graph."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import random
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError
from graphkit.query import MAX_QUERY
from graphkit.serving.asking import Asked, asked_bytes, parse_asked, read_frame, write_frame
from graphkit.serving.births import Births, Forking, Spawning
from graphkit.serving.limits import Limits
from graphkit.serving.pool import Dataset, Pool, Refused, _reply
from tests.pools import (
    ENDLESS,
    NAME,
    SIMPLE,
    Client,
    alive,
    asked,
    descendants,
    serving,
    wait_until,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tests use POSIX signals")

_ROOT = Path(__file__).resolve().parents[2]
_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone does this")
_BIRTHS = [pytest.param(Forking, marks=_LINUX), Spawning]
_WIDE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r"
_GRAPHS = """
<http://x/d> <http://x/p> 0 .
<http://x/g1> { <http://x/a> <http://x/p> 1 }
<http://x/g2> { <http://x/b> <http://x/p> 2 }
"""


@pytest.fixture(scope="module", params=_BIRTHS)
def client(request: pytest.FixtureRequest) -> Iterator[Client]:
    """Return a pool of each kind, over the shipped project."""
    limits = Limits(seconds=1, rows=1000, memory=256 << 20, body=1 << 20, queue=2)
    with serving(limits, request.param) as made:
        yield made


@pytest.fixture(scope="module")
def graphs() -> Iterator[Client]:
    """Return a pool over a default graph and two named ones."""
    with serving(Limits(seconds=5, slots=1), data=Dataset(_GRAPHS, "http://x/")) as made:
        yield made


def _refused(client: Client, text: str, **more: object) -> Refused:
    with pytest.raises(Refused) as caught:
        client.ask(text, **more)
    assert str(caught.value) == caught.value.message
    assert len(caught.value.message.splitlines()) == 1
    return caught.value


# ------------------------------------------------------------------------ answers


def test_rows(client: Client) -> None:
    """Rows come in the form that is asked for, with the project's prefixes known."""
    reply = client.ask(SIMPLE)
    assert (reply.form, reply.cut) == ("json", False)
    names = [row["name"]["value"] for row in json.loads(reply.body)["results"]["bindings"]]
    assert names == ["Kazakhstan"]
    assert client.ask(SIMPLE, row_form="csv").body == b"name\r\nKazakhstan\r\n"
    assert client.ask("ASK {}").body == b'{"head":{},"boolean":true}\n'


def test_triples(client: Client) -> None:
    """So do triples."""
    reply = client.ask("DESCRIBE id:kazakhstan")
    assert reply.form == "turtle"
    assert b'id:kazakhstan skos:prefLabel "Kazakhstan"@en .\n' in reply.body
    lines = client.ask("DESCRIBE id:kazakhstan", triple_form="ntriples").body
    assert lines.startswith(b"<https://w3id.org/graphkit/id/kazakhstan> <")


def test_cut(client: Client) -> None:
    """An answer with more rows or triples than the limit is cut and says so."""
    reply = client.ask("SELECT * { ?s ?p ?o }")
    assert reply.cut
    assert len(json.loads(reply.body)["results"]["bindings"]) == 1000
    reply = client.ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", triple_form="ntriples")
    assert reply.cut
    assert reply.body.count(b"\n") == 1000


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("SELECT * {", "bad-query", "query:1:11: the query ends too early"),
        ("DROP ALL", "bad-query", "query:1:1: DROP is an update"),
        ("ASK { SERVICE <http://x/> {} }", "bad-query", "asks another host"),
        ('ASK { ?s ?p "\ud800" }', "bad-query", "cannot be answered"),
        (f"ASK {{}}{' ' * MAX_QUERY}", "bad-query", f"{MAX_QUERY + 6} characters"),
        (ENDLESS, "too-long", "longer than 1 s"),
        (
            "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }",
            "too-large",
            "the answer has",
        ),
    ],
)
def test_refusals(client: Client, text: str, kind: str, message: str) -> None:
    """A query that is wrong or takes too much is refused in one line, and the next answered."""
    refused = _refused(client, text)
    assert (refused.kind, refused.retry_after) == (kind, None)
    assert message in refused.message
    assert NAME in client.ask(SIMPLE).body


def test_not_acceptable(client: Client) -> None:
    """Who accepts no form of rows gets none, and likewise for triples."""
    assert _refused(client, SIMPLE, row_form=None).kind == "not-acceptable"
    assert _refused(client, "DESCRIBE <x:y>", triple_form=None).kind == "not-acceptable"
    assert client.ask(SIMPLE, triple_form=None)
    assert client.ask("DESCRIBE <x:y>", row_form=None)


@pytest.mark.parametrize("clause", ["", "FROM <http://x/g2> FROM NAMED <http://x/g2>"])
@pytest.mark.parametrize(
    ("text", "default", "named", "found"),
    [
        ("?s ?p ?o", [], [], "d"),
        ("?s ?p ?o", ["g1"], [], "a"),
        ("?s ?p ?o", ["g1", "g2"], [], "ab"),
        ("?s ?p ?o", ["nothing"], [], ""),
        ("?s ?p ?o", [], ["g1"], ""),
        ("GRAPH ?g { ?s ?p ?o }", [], [], "ab"),
        ("GRAPH ?g { ?s ?p ?o }", [], ["g1"], "a"),
        ("GRAPH ?g { ?s ?p ?o }", ["g1"], [], ""),
        ("{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }", ["g1"], ["g2"], "ab"),
    ],
)
def test_graphs_of_the_protocol(
    graphs: Client, text: str, *, default: list[str], named: list[str], found: str, clause: str
) -> None:
    """Graphs named beside the query are its whole dataset, and go before FROM."""
    if clause and not default + named:
        found = "b"
    reply = graphs.ask(
        f"SELECT (GROUP_CONCAT(?n; separator='') AS ?x) {clause} {{ SELECT ?n {{ {text}"
        " BIND(REPLACE(STR(?s), 'http://x/', '') AS ?n) } ORDER BY ?n }",
        row_form="csv",
        default_graphs=tuple(f"http://x/{name}" for name in default),
        named_graphs=tuple(f"http://x/{name}" for name in named),
    )
    assert reply.body.decode() == f"x\r\n{found}\r\n"


def test_a_graph_without_iri(graphs: Client) -> None:
    """A name that is no IRI is the client's mistake."""
    refused = _refused(graphs, "ASK {}", named_graphs=("no iri",))
    assert refused.kind == "bad-query"
    assert "absolute IRI" in refused.message


# ------------------------------------------------------------------------ the queue


def test_busy(client: Client) -> None:
    """Two are answered, two wait, the next is sent away at once; then all is quiet again."""

    async def crowd() -> None:
        pool = client.pool
        slow = [asyncio.create_task(pool.ask(asked(ENDLESS))) for _ in range(2)]
        good = [asyncio.create_task(pool.ask(asked(SIMPLE))) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert not pool.idle()
        with pytest.raises(Refused) as caught:
            await pool.ask(asked(SIMPLE))
        assert (caught.value.kind, caught.value.retry_after) == ("busy", 1)
        assert not any(task.done() for task in (*slow, *good))
        assert all(NAME in reply.body for reply in await asyncio.gather(*good))
        results = await asyncio.gather(*slow, return_exceptions=True)
        assert [getattr(result, "kind", None) for result in results] == ["too-long"] * 2
        await asyncio.sleep(0.01)
        assert pool.idle()

    client.run(crowd())


def test_first_come_first_served() -> None:
    """Who waits longest is next."""

    async def line(pool: Pool) -> list[int]:
        done: list[int] = []

        async def one(number: int) -> None:
            await pool.ask(asked(SIMPLE))
            done.append(number)

        await asyncio.gather(*(one(number) for number in range(12)))
        return done

    with serving(Limits(slots=1)) as client:
        assert client.run(line(client.pool)) == list(range(12))


# ------------------------------------------------------------------------ clients that leave


async def _quiet(pool: Pool) -> None:
    """Return when nothing is being answered; without a limit of time, see those who call."""
    while not pool.idle():  # noqa: ASYNC110 - the pool tells nobody, and need not
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("births", _BIRTHS)
def test_a_client_leaves(births: type[Births]) -> None:
    """The query of a client that went away ends at once, and its slot is free."""

    async def leave(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.ask(asked(ENDLESS))) for _ in range(2)]
        waits = asyncio.create_task(pool.ask(asked(ENDLESS)))
        await asyncio.sleep(0.2)
        for task in (waits, *slow):
            task.cancel()
        assert NAME in (await pool.ask(asked(SIMPLE))).body
        assert all(task.cancelled() for task in (waits, *slow))
        await _quiet(pool)

    # Long before the limit would end them.
    with serving(Limits(seconds=120, slots=2), births) as client:
        client.run(asyncio.wait_for(leave(client.pool), 40))


def test_a_client_leaves_when_its_turn_comes() -> None:
    """A slot that is given to a client in the moment in which it leaves is not lost."""

    async def race(pool: Pool) -> None:
        await pool._turn()  # noqa: SLF001 - no client can time this
        task = asyncio.create_task(pool.ask(asked(SIMPLE)))
        await asyncio.sleep(0)
        pool._pass_on()  # noqa: SLF001 - see above
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert pool.idle()
        assert NAME in (await pool.ask(asked(SIMPLE))).body

    with serving(Limits(slots=1)) as client:
        client.run(asyncio.wait_for(race(client.pool), 10))


def test_no_answer_goes_to_another() -> None:
    """Clients that leave at any moment leave no answer behind for the next ones."""
    dice = random.Random(6)  # noqa: S311 - no secret

    async def one(pool: Pool, number: int) -> bool:
        task = asyncio.create_task(pool.ask(asked(f"SELECT ({number} AS ?n) {{}}", row_form="csv")))
        if number % 2:
            await asyncio.sleep(dice.random() * 0.02)
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            assert (await task).body == f"n\r\n{number}\r\n".encode()
            return True
        return False

    async def many(pool: Pool) -> None:
        done = []
        for start in range(0, 200, 10):
            done += await asyncio.gather(*(one(pool, start + n) for n in range(10)))
        assert all(done[::2])
        assert not all(done)
        await _quiet(pool)

    with serving(Limits()) as client:
        client.run(asyncio.wait_for(many(client.pool), 60))


# ------------------------------------------------------------------------ workers that die


def test_idle_workers_die(client: Client) -> None:
    """Workers that died while they were idle are replaced, and nobody notices."""
    for victims in (1, 2, 3):
        wait_until(lambda: len(client.pool.pids()) == 3)
        killed = client.pool.pids()[:victims]
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        assert NAME in client.ask(SIMPLE).body
        if victims == 3:
            wait_until(lambda: not set(client.pool.pids()) & set(killed))  # noqa: B023 - run here


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (signal.SIGKILL, "died"),
        (signal.SIGABRT, "too-large"),
        (signal.SIGALRM, "too-long"),
        (signal.SIGSEGV, "died"),
        (signal.SIGTERM, "died"),
    ],
)
def test_a_worker_dies_at_work(client: Client, number: int, kind: str) -> None:
    """The query is refused for a reason that is told by how its process ended."""

    async def die() -> None:
        task = asyncio.create_task(client.pool.ask(asked(ENDLESS)))
        await asyncio.sleep(0.2)
        for pid in client.pool.pids():
            os.kill(pid, number)
        with pytest.raises(Refused) as caught:
            await task
        assert caught.value.kind == kind
        # How much memory a process had that somebody killed, nobody knows.
        assert ("MiB" in caught.value.message) == (kind == "too-large")
        assert ("killed from outside" in caught.value.message) == (number == signal.SIGKILL)

    client.run(die())
    assert NAME in client.ask(SIMPLE).body


@_LINUX
def test_the_nursery_dies() -> None:
    """When the process that forks the workers is gone, another one takes over."""
    others = set(descendants(os.getpid()))
    with serving(Limits(seconds=0.5), Forking) as client:
        before = client.pool.pids()
        (nursery,) = set(descendants(os.getpid())) - set(before) - others
        os.kill(nursery, signal.SIGKILL)
        for _ in range(4):
            assert _refused(client, ENDLESS).kind == "too-long"
            assert NAME in client.ask(SIMPLE).body
    wait_until(lambda: not any(map(_running, before)))  # which nobody but the system can reap


def test_ctrl_c_is_for_the_server(client: Client) -> None:
    """A worker does not end by an interrupt, which the terminal sends to all."""
    wait_until(lambda: len(client.pool.pids()) == 3)
    before = client.pool.pids()
    for pid in before:
        os.kill(pid, signal.SIGINT)
    assert NAME in client.ask(SIMPLE).body
    assert sorted(client.pool.pids()) == sorted(before)


def test_a_worker_that_grew_is_replaced() -> None:
    """What one query took is not missing for the next: the worker ends after its answer."""
    with serving(Limits(memory=256 << 20, slots=1)) as client:
        wait_until(lambda: len(client.pool.pids()) == 2)
        before = client.pool.pids()
        assert NAME in client.ask(SIMPLE).body
        assert sorted(client.pool.pids()) == sorted(before)
        doubled = "".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1}) " for n in range(22))
        text = f"SELECT (STRLEN(?v22) AS ?n) {{ BIND('1234567890' AS ?v0) {doubled} }}"
        assert b'"41943040"' in client.ask(text).body
        wait_until(lambda: len(client.pool.pids()) == 2)
        assert len(set(client.pool.pids()) & set(before)) == 1


# ------------------------------------------------------------------------ a new graph, the end


def _names(name: str) -> Dataset:
    return Dataset(f"<http://x/a> <http://x/name> '{name}' .", "http://x/")


@pytest.mark.parametrize("births", _BIRTHS)
def test_replace(births: type[Births]) -> None:
    """A new graph is answered from when it is there; no query on the way is lost."""
    names = [f"name {number}" for number in range(4)]
    found = []

    async def change(pool: Pool) -> None:
        slow = asyncio.create_task(pool.ask(asked(ENDLESS)))  # of one triple: answered at once
        for name in names[1:]:
            task = asyncio.create_task(pool.replace(_names(name)))
            while not task.done():
                reply = await pool.ask(asked("SELECT ?n { ?s ?p ?n }", row_form="csv"))
                found.append(reply.body.decode().split("\r\n")[1])
            await task
            assert name.encode() in (await pool.ask(asked("SELECT ?n { ?s ?p ?n }"))).body
        assert await slow

    with serving(Limits(), births, _names(names[0])) as client:
        before = client.pool.pids()
        client.run(change(client.pool))
        assert found == sorted(found)
        assert found[0] == names[0]
        wait_until(lambda: not any(map(alive, before)))


def test_replace_lets_a_query_finish() -> None:
    """A query of the old graph is answered from it, to its end."""
    old = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c < ?f) } "

    async def change(pool: Pool) -> bytes:
        task = asyncio.create_task(pool.ask(asked(old)))
        await asyncio.sleep(0.1)
        await pool.replace(_names("new"))
        assert not task.done()
        assert b"new" in (await pool.ask(asked("SELECT * { ?a ?b ?c }"))).body
        return (await task).body

    text = "".join(f"<http://x/{n}> <http://x/p> {n} .\n" for n in range(2000))
    with serving(Limits(seconds=60), data=Dataset(text, "http://x/")) as client:
        before = client.pool.pids()
        assert b'"1999000"' in client.run(change(client.pool))
        wait_until(lambda: not any(map(alive, before)))


def test_replace_by_what_is_no_graph(client: Client) -> None:
    """A text that is no TriG changes nothing."""
    before = client.pool.pids()
    with pytest.raises(GraphkitError, match="cannot be read as TriG"):
        client.run(client.pool.replace(Dataset("no TriG", "http://x/")))
    assert NAME in client.ask(SIMPLE).body
    assert sorted(client.pool.pids()) == sorted(before)


@pytest.mark.parametrize("births", _BIRTHS)
def test_start_with_what_is_no_graph(births: type[Births]) -> None:
    """It is told in one line, and no process stays."""
    pool = Pool(Dataset("<a> .", "http://x/"), Limits(), births=births)
    with pytest.raises(GraphkitError, match="cannot be read as TriG") as caught:
        pool.start()
    assert len(str(caught.value).splitlines()) == 1
    assert pool.pids() == []
    pool.close()


@pytest.mark.parametrize("births", _BIRTHS)
@pytest.mark.parametrize("beside", [True, False])
def test_close(births: type[Births], *, beside: bool) -> None:
    """The end refuses who is answered and who waits, from any thread, and leaves no process."""

    async def end(pool: Pool) -> None:
        tasks = [asyncio.create_task(pool.ask(asked(ENDLESS))) for _ in range(4)]
        await asyncio.sleep(0.2)
        if beside:
            await asyncio.to_thread(pool.close)
        pool.close()
        pool.close()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            assert isinstance(result, Refused)
            assert (result.kind, result.message[:22]) == ("stopping", "the server is stopping")
            assert result.retry_after
        with pytest.raises(Refused, match="the server is stopping"):
            await pool.ask(asked(SIMPLE))

    with serving(Limits(seconds=60), births) as client:
        before = client.pool.pids()
        start = time.monotonic()
        client.run(end(client.pool))
        assert time.monotonic() - start < 3
    assert not any(map(alive, before))


_SERVER = """
import asyncio, sys
from graphkit.serving.births import Forking, Spawning
from graphkit.serving.limits import Limits
from graphkit.serving.pool import Asked, Dataset, Pool
births = {"Forking": Forking, "Spawning": Spawning}[sys.argv[1]]
text = "".join(f"<http://x/{n}> <http://x/p> {n} .\\n" for n in range(1000))
pool = Pool(Dataset(text, "http://x/"), Limits(seconds=0.5), births=births)
pool.start()
print(*pool.pids(), flush=True)
asyncio.run(pool.ask(Asked(sys.argv[2], "json", "turtle")))
"""


@pytest.mark.parametrize("births", _BIRTHS)
@pytest.mark.parametrize("text", ["ASK {}", ENDLESS])
def test_workers_end_with_the_server(births: type[Births], text: str) -> None:
    """A server that is killed leaves no process behind, not even one at work."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER, births.__name__, text],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=_ROOT,
    ) as server:  # fmt: skip
        assert server.stdout
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) == 3
        time.sleep(0.3)
        server.kill()
    wait_until(lambda: not any(map(_running, pids)))


def _running(pid: int) -> bool:
    """Return whether a process runs; where nobody reaps orphans, a dead one stays as a zombie."""
    with contextlib.suppress(OSError):
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        return stat.rpartition(")")[2].split()[0] != "Z"
    return not Path("/proc").exists() and alive(pid)


# ------------------------------------------------------------------------ the channel


def test_frames() -> None:
    """Bytes travel behind their length."""
    file = _Slow()
    for data in (b"", b"one", bytes(range(256)) * 40):
        write_frame(file, data)
    file.seek(0)
    assert [read_frame(file) for _ in range(2)] == [b"", b"one"]
    assert read_frame(file) == bytes(range(256)) * 40
    with pytest.raises(EOFError):
        read_frame(file)


def test_a_frame_that_is_too_long() -> None:
    """No memory is taken for what another process merely announces."""
    with pytest.raises(EOFError, match="frame of 1099511627776 bytes"):
        read_frame(_Slow(struct.pack("!Q", 1 << 40)))


class _Slow(io.RawIOBase):
    """A file that takes and gives seven bytes at a time."""

    def __init__(self, data: bytes = b"") -> None:
        self._file = io.BytesIO(data)

    def write(self, data: memoryview) -> int:  # type: ignore[override]  # as `write_frame` calls it
        return self._file.write(data[:7])

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]
        got = self._file.read(min(7, len(room)))
        room[: len(got)] = got
        return len(got)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)


def test_asked_travels() -> None:
    """A query is read as it was written, whatever it holds."""
    query = Asked('\ud800\x00\u20ac"\\', None, "turtle", ("http://x/\u00e9",), ("a", "b"))
    assert parse_asked(asked_bytes(query)) == query


@pytest.mark.parametrize(
    "head",
    [{}, {"form": "exe"}, {"form": ["json"]}, {"refused": "busy"}, {"refused": None, "message": 1}],
)
def test_a_head_that_no_worker_writes(head: dict[str, object]) -> None:
    """What a worker says is checked, should a query ever make it speak."""
    with pytest.raises(Refused) as caught:
        _reply(head, b"")
    assert caught.value.kind == "died"
