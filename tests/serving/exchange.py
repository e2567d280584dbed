"""A server on a loopback port, and requests to it as they go over the wire."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket
import threading
import time
import urllib.parse
from collections.abc import Callable, Coroutine, Iterator, Mapping
from typing import NamedTuple

from graphkit.serving.app import make_app
from graphkit.serving.asking import Asked, Dataset, Refused, Reply
from graphkit.serving.limits import Limits
from graphkit.serving.pool import Pool
from graphkit.serving.served import Served
from graphkit.serving.server import Running, Server, address, listen

#: Seconds in which whatever a test waits for must have come.
PATIENCE = 20.0
#: More bytes than the buffers of a system take.
MUCH = 32 << 20


def wait_until(holds: Callable[[], bool]) -> None:
    """Return once something holds; fail where it does not in time."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it has not come about"
        time.sleep(0.02)


class Got(NamedTuple):
    """A response: its status, its headers by their names in small letters, its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> dict[str, object]:
        """Return the body as JSON."""
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


class Client:
    """Asks one server, each time over a connection of its own."""

    def __init__(self, url: str) -> None:
        """Take its address."""
        self.url = url
        parts = urllib.parse.urlsplit(url)
        self.place = (parts.hostname or "", parts.port or 0)

    def send(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Got:
        """Send a request; ``Content_Type`` is the header Content-Type."""
        connection = http.client.HTTPConnection(*self.place, timeout=PATIENCE)
        with contextlib.closing(connection):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body, named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Got(response.status, found, response.read())

    def get(self, target: str, accept: str = "", **headers: str) -> Got:
        """Get something, with an Accept header unless it is empty."""
        if accept:
            headers["Accept"] = accept
        return self.send("GET", target, None, **headers)

    def query(self, text: str, accept: str = "", **parameters: str) -> Got:
        """Ask a query by GET."""
        return self.get(f"/sparql?{urllib.parse.urlencode({'query': text, **parameters})}", accept)

    def raw(self, data: bytes, *, half_close: bool = False) -> bytes:
        """Send bytes as they are, and return all that comes until the server closes."""
        with socket.create_connection(self.place, timeout=PATIENCE) as connection:
            connection.sendall(data)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            pieces = []
            while piece := connection.recv(65536):
                pieces.append(piece)
            return b"".join(pieces)


class Scripted:
    """Stands in for the pool: what a query is answered stands in the query.

    ``refuse KIND`` and ``refuse KIND SECONDS`` are refused, ``hold`` waits to be let go,
    ``much`` is answered with `MUCH` bytes, and ``fail`` meets an error of our own; anything else
    is answered with ASK's yes.
    """

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self.asked: list[Asked] = []
        self.go = threading.Event()
        self.closed = False

    def start(self) -> None:
        """Be ready."""

    def close(self) -> None:
        """Note that the server has ended."""
        self.closed = True

    async def replace(self, dataset: Dataset) -> None:
        """Take no notice."""

    async def ask(self, asked: Asked) -> Reply:
        """Do what the query says."""
        self.asked.append(asked)
        match asked.text.split():
            case ["refuse", kind]:
                raise Refused(kind, f"refused: {kind}")  # type: ignore[arg-type]
            case ["refuse", kind, seconds]:
                raise Refused(kind, f"refused: {kind}", int(seconds))  # type: ignore[arg-type]
            case ["hold"]:
                await asyncio.to_thread(self.go.wait, PATIENCE)
            case ["much"]:
                assert asked.row_form
                return Reply(b"x" * MUCH, asked.row_form, cut=False)
            case ["fail"]:
                raise ZeroDivisionError("an error of our own")
        assert asked.row_form
        return Reply(b'{"head":{},"boolean":true}\n', asked.row_form, cut=False)


@contextlib.contextmanager
def running(
    served: Served,
    pool: Pool | Scripted,
    limits: Limits,
    beside: Callable[[], Coroutine[None, None, None]] | None = None,
) -> Iterator[Client]:
    """Run a server in a thread until the block ends, and give a client of it."""
    ready = threading.Event()
    failures: list[BaseException] = []
    with listen("127.0.0.1", 0) as bound:
        server = Server(
            make_app(served, pool, limits), Running(pool=pool, ready=ready.set, beside=beside)
        )

        def run() -> None:
            try:
                asyncio.run(server.serve(sockets=[bound]))
            except BaseException as error:  # noqa: BLE001 - shown by the test that waits
                failures.append(error)
                ready.set()

        thread = threading.Thread(target=run)
        url = address(bound)
        thread.start()
        try:
            assert ready.wait(PATIENCE), "the server does not start"
            assert not failures, failures
            yield Client(url)
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive(), "the server does not end"
    assert not failures, failures
