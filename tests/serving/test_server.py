"""Tests of graphkit.serving.server: sockets, slow and hostile clients, a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError
from graphkit.serving import endpoint, server
from graphkit.serving.asking import Asked, Reply
from graphkit.serving.limits import Limits
from graphkit.serving.pool import Pool
from graphkit.serving.protocol import QUERY
from graphkit.serving.served import Served
from graphkit.serving.server import address, listen
from graphkit.serving.site import Site
from tests.pools import descendants
from tests.serving.conftest import LIMITS
from tests.serving.exchange import MUCH, Client, Got, Scripted, running, wait_until

POST = (
    f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nContent-Length: 9\r\n\r\nASK"
).encode()
GET = b"GET /status HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
def hasty(
    small_site: Site, scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Client]:
    """Return a client of a server that waits for nothing longer than some tenths of a second."""
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.4)
    monkeypatch.setattr(server, "BODY_SECONDS", 0.8)
    monkeypatch.setattr(server, "READ_SECONDS", 0.4)
    monkeypatch.setattr(endpoint, "BODY_SECONDS", 0.4)
    with running(Served(small_site), scripted, LIMITS) as client:
        yield client


# ---------------------------------------------------------------- slow clients


@pytest.mark.parametrize("sent", [b"", b"GET", GET], ids=["nothing", "a word", "a part"])
def test_a_head_that_does_not_come(hasty: Client, sent: bytes) -> None:
    """A connection on which no whole request comes is closed."""
    begun = time.monotonic()
    with socket.create_connection(hasty.place, timeout=10) as connection:
        connection.sendall(sent)
        assert connection.recv(1000) == b""
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("before", [b"", GET + b"\r\n"], ids=["first", "second"])
def test_a_head_that_drips(hasty: Client, before: bytes) -> None:
    """A byte now and then does not keep a connection, for a first request or a second one."""
    with socket.create_connection(hasty.place, timeout=10) as connection:
        if before:
            connection.sendall(before)
            assert connection.recv(100_000).startswith(b"HTTP/1.1 200")
        begun = time.monotonic()
        while not is_closed(connection):
            assert time.monotonic() - begun < 5
            time.sleep(0.1)
        assert time.monotonic() - begun > 0.3


def is_closed(connection: socket.socket) -> bool:
    """Send one letter more, and return whether the other side has gone."""
    try:
        connection.sendall(b"G")
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and connection.recv(100) == b""
    except OSError:
        return True


def test_a_body_that_does_not_come(hasty: Client) -> None:
    """A body that is announced and does not come ends with a status."""
    answer = hasty.raw(POST)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert hasty.query("ASK {}").status == 200


LENGTH = b"Host: x\r\nContent-Length: 1000\r\n"
CHUNKED = b"Host: x\r\nTransfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /status HTTP/1.1\r\n" + LENGTH, 200),
        (b"GET / HTTP/1.1\r\n" + LENGTH, 200),
        (b"GET /gone HTTP/1.1\r\n" + CHUNKED, 404),
        (b"OPTIONS /sparql HTTP/1.1\r\n" + LENGTH, 204),
        (b"GET /sparql?query=ASK HTTP/1.1\r\n" + LENGTH, 200),
        (b"POST /status HTTP/1.1\r\n" + LENGTH, 405),
        (b"POST /sparql HTTP/1.1\r\nContent-Type: text/plain\r\n" + LENGTH, 415),
        (b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\n" + LENGTH, 408),
        (b"GET /sparql?query=hold HTTP/1.1\r\n" + LENGTH, 0),
    ],
)
def test_a_body_that_drips(hasty: Client, scripted: Scripted, head: bytes, status: int) -> None:
    """A body that comes byte by byte holds no connection, whether anybody reads it or not."""
    answer, closed = b"", False
    with socket.create_connection(hasty.place, timeout=10) as connection:
        connection.sendall(head + b"\r\n")
        begun = time.monotonic()
        while not closed and time.monotonic() - begun < 5:
            readable, _, _ = select.select([connection], [], [], 0.1)
            try:
                if readable:
                    piece = connection.recv(1 << 20)
                    answer += piece
                    closed = not piece
                connection.sendall(b"1" if b"chunked" in head else b"x")
            except OSError:
                closed = True
    scripted.go.set()
    assert closed
    assert time.monotonic() - begun < 3
    if status:
        assert answer.startswith(f"HTTP/1.1 {status} ".encode())
        assert b"\r\nconnection: close\r\n" in answer.lower()
    else:
        assert answer == b""


def test_a_body_that_is_read_keeps_the_connection(hasty: Client) -> None:
    """A request whose body was read whole, or that has none, is followed by others."""
    connection = http.client.HTTPConnection(*hasty.place, timeout=10)
    for method, body in (("POST", b"ASK {}"), ("GET", None), ("POST", b"ASK {}")):
        target = "/sparql" if body else "/sparql?query=ASK"
        connection.request(method, target, body, {"Content-Type": QUERY} if body else {})
        response = connection.getresponse()
        response.read()
        assert (response.status, response.getheader("connection")) == (200, None)
    connection.close()


def test_a_body_in_time_for_a_slow_query(hasty: Client, scripted: Scripted) -> None:
    """The time for a request is over when it is there: the answer may take longer."""
    got: list[int] = []

    def ask() -> None:
        got.append(hasty.send("POST", "/sparql", b"hold", Content_Type=QUERY).status)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(1.5)
    scripted.go.set()
    thread.join(10)
    assert got == [200]


def test_a_client_that_leaves(told: Client, scripted: Scripted) -> None:
    """A client that leaves in the middle is forgotten, and the next one is answered."""
    with socket.create_connection(told.place, timeout=10) as connection:
        connection.sendall(POST)
    assert told.query("ASK {}").status == 200
    assert [asked.text for asked in scripted.asked] == ["ASK {}"]


def test_a_client_that_does_not_read(hasty: Client) -> None:
    """Who asks for much and reads nothing is given up; who reads gets it all."""
    target = "/sparql?query=much"
    assert len(hasty.get(target).body) == MUCH
    with socket.socket() as sleeper:
        sleeper.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sleeper.settimeout(10)
        sleeper.connect(hasty.place)
        sleeper.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(1.2)
        got = 0
        with contextlib.suppress(ConnectionError):
            while piece := sleeper.recv(65536):
                got += len(piece)
    assert got < MUCH
    assert hasty.get("/").status == 200


# ---------------------------------------------------------------- what is no HTTP


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
    ],
    ids=["TLS", "words", "no host", "two hosts", "NUL", "less than no length", "two lengths",
         "no number", "a long address", "long headers"],
)  # fmt: skip
def test_no_http(client: Client, sent: bytes) -> None:
    """What is no request is refused, the connection ends, and nothing is told of the server."""
    try:
        answer = client.raw(sent)
    except ConnectionError:  # the system may drop an answer to what was not read
        answer = b"HTTP/1.1 400 "
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"uvicorn" not in answer
    assert b"Traceback" not in answer
    assert client.query("ASK {}").status == 200


def test_names_of_hosts_mean_nothing(client: Client) -> None:
    """The Host header appears in no answer: no address is made of it."""
    for target in ("/", "/graph", "/id/kazakhstan", "/sparql"):
        for accept in ("text/html", "*/*"):
            got = client.send("GET", target, Host="evil.example:1", Accept=accept)
            assert b"evil" not in got.body
            assert "evil" not in str(got.headers)


def test_old_http(client: Client) -> None:
    """HTTP/1.0 is answered, and the connection closed."""
    answer = client.raw(b"GET /status HTTP/1.0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_several_requests_on_a_connection(client: Client) -> None:
    """A connection is kept for the next request, also after a refused one."""
    connection = http.client.HTTPConnection(*client.place, timeout=10)
    statuses = []
    for target in ("/status", "/gone", "/sparql?query=ASK%20%7B", "/sparql?query=ASK%20%7B%7D"):
        connection.request("GET", target)
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    connection.close()
    assert statuses == [200, 404, 400, 200]


def test_websocket(client: Client) -> None:
    """There is no other protocol to turn to."""
    got = client.send("GET", "/status", Connection="Upgrade", Upgrade="websocket")
    assert got.status == 200


# ---------------------------------------------------------------- many at once


def test_more_than_the_queue(small_site: Site) -> None:
    """Who finds the queue full is told when to come back; all the others are answered."""
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with running(Served(small_site), Pool(small_site.dataset, LIMITS), LIMITS) as client:
        found: list[tuple[int, str | None]] = []

        def ask() -> None:
            got = client.query(slow)
            found.append((got.status, got.headers.get("retry-after")))

        threads = [threading.Thread(target=ask) for _ in range(LIMITS.slots + LIMITS.queue + 3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(found, key=str).count((503, "2")) == 3
        assert found.count((504, None)) == LIMITS.slots + LIMITS.queue
        assert client.query("ASK {}").status == 200


# ---------------------------------------------------------------- the socket, the end


def test_address() -> None:
    """The address is one to open on this machine, whatever is listened at."""
    for host, shown in (("127.0.0.1", "127.0.0.1"), ("localhost", None), ("0.0.0.0", "127.0.0.1")):  # noqa: S104
        with listen(host, 0) as bound:
            port = bound.getsockname()[1]
            assert port > 0
            if shown:
                assert address(bound) == f"http://{shown}:{port}/"


@pytest.mark.skipif(not socket.has_ipv6, reason="this system has no IPv6")
def test_address_of_ipv6() -> None:
    """An address of IPv6 stands in brackets."""
    try:
        bound = listen("::1", 0)
    except GraphkitError:
        pytest.skip("this machine has no address of IPv6")
    with bound:
        assert address(bound) == f"http://[::1]:{bound.getsockname()[1]}/"


def test_taken_port() -> None:
    """A port that is taken is one line with what to do."""
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(GraphkitError, match=rf"127.0.0.1:{port} .*in use.*--port"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["no host", "256.0.0.1", "192.0.2.1", "host.invalid", "x" * 300])
def test_hosts_of_others(host: str) -> None:
    """An address that is none of this machine is one line with what to do."""
    with pytest.raises(GraphkitError, match="choose another --host"):
        listen(host, 0)


def test_a_pool_that_does_not_start(small_site: Site) -> None:
    """A server whose pool cannot start ends with its error, and closes what there is."""

    class Broken(Scripted):
        def start(self) -> None:
            raise GraphkitError("no worker can be started")

    pool = Broken()
    with (
        pytest.raises(AssertionError, match="no worker can be started"),
        running(Served(small_site), pool, LIMITS),
    ):
        pass
    assert pool.closed


def test_nothing_is_left(small_site: Site) -> None:
    """A server that ends while a query runs leaves no process, no descriptor and no thread."""
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("this system does not show the descriptors of a process")
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

    def once() -> None:
        pool = Pool(small_site.dataset, LIMITS)
        with running(Served(small_site), pool, LIMITS) as client:
            assert client.query("ASK {}").status == 200
            connection = http.client.HTTPConnection(*client.place, timeout=10)
            connection.request("GET", f"/sparql?{urllib.parse.urlencode({'query': slow})}")
            wait_until(lambda: not pool.idle())
            pids = pool.pids()
        connection.close()
        assert pids
        assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]

    once()
    before, threads = len(list(folder.iterdir())), threading.active_count()
    once()
    wait_until(lambda: len(list(folder.iterdir())) <= before)
    wait_until(lambda: threading.active_count() <= threads)


def test_requests_under_way_at_the_end(small_site: Site, scripted: Scripted) -> None:
    """A request that is not done when the server ends is ended with it."""
    got: list[object] = []

    def ask(client: Client) -> None:
        try:
            got.append(client.query("hold").status)
        except (http.client.HTTPException, OSError) as error:
            got.append(error)

    with running(Served(small_site), scripted, LIMITS) as client:
        thread = threading.Thread(target=ask, args=(client,))
        thread.start()
        wait_until(lambda: bool(scripted.asked))
        scripted.go.set()
    thread.join(20)
    assert got == [200]


def test_queries_at_the_end(small_site: Site) -> None:
    """Who is answered and who waits gets a whole refusal that says when to come back."""
    limits = Limits(seconds=60, slots=2, queue=4)
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    pool = Pool(small_site.dataset, limits)
    got: list[Got | Exception] = []

    def ask(client: Client, accept: str) -> None:
        try:
            got.append(client.query(slow, accept))
        except (http.client.HTTPException, OSError) as error:
            got.append(error)

    with running(Served(small_site), pool, limits) as client:
        threads = [
            threading.Thread(target=ask, args=(client, accept))
            for accept in ("*/*", "text/html", "*/*", "*/*", "text/html")
        ]
        for thread in threads:
            thread.start()
        wait_until(lambda: not pool.idle())
        time.sleep(0.3)
        pids = pool.pids()
        begun = time.monotonic()
    assert time.monotonic() - begun < 4
    for thread in threads:
        thread.join(20)
    assert len(got) == 5
    for each in got:
        assert isinstance(each, Got), each
        assert (each.status, each.headers.get("retry-after")) == (503, "10")
        assert "the server is stopping" in each.text
        assert each.headers["access-control-allow-origin"] == "*"
    assert pids
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_a_request_that_never_ends(small_site: Site) -> None:
    """What is still under way when the time is up gets a whole refusal as well."""

    class Endless(Scripted):
        async def ask(self, asked: Asked) -> Reply:
            self.asked.append(asked)
            await asyncio.Event().wait()
            raise AssertionError

    pool = Endless()
    got: list[Got] = []
    with running(Served(small_site), pool, LIMITS) as client:
        thread = threading.Thread(target=lambda: got.append(client.query("ASK {}")))
        thread.start()
        wait_until(lambda: bool(pool.asked))
        begun = time.monotonic()
    assert time.monotonic() - begun < 5
    thread.join(20)
    assert [(each.status, each.headers.get("retry-after")) for each in got] == [(503, "10")]
    assert got[0].text == "the server is stopping: ask again later\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to one process")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
def test_signals_while_queries_run(root: Path, number: int, status: int) -> None:
    """The process ends at once by its signal, each client is told, and no worker is left."""
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    with subprocess.Popen(
        [sys.executable, "-m", "graphkit", "serve", "--port", "0", "--project", str(root)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        client = Client(process.stdout.readline().strip())
        got: list[Got] = []
        threads = [
            threading.Thread(target=lambda: got.append(client.query(slow))) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        time.sleep(1)
        below = descendants(process.pid) if sys.platform == "linux" else {}
        process.send_signal(number)
        begun = time.monotonic()
        assert process.wait(20) == status
        assert time.monotonic() - begun < 4
        for thread in threads:
            thread.join(20)
        assert [(each.status, each.headers.get("retry-after")) for each in got] == [(503, "10")] * 4
        assert process.stderr.read().strip() == ""
        assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]
