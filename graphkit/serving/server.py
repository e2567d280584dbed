"""The server itself: a socket, uvicorn with patience limits, the pool, and a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import socket
from collections.abc import Callable, Coroutine
from typing import Protocol

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from graphkit.errors import GraphkitError
from graphkit.serving.protocol import MAX_TARGET

#: Seconds in which the head of a request must have come, and in which the next one may begin.
HEAD_SECONDS = 10.0
#: Seconds in which the rest of a request must have come when its head is there, whoever reads it.
#: Longer than `graphkit.serving.endpoint` waits, which tells the client.
BODY_SECONDS = 15.0
#: Seconds in which a client must have read what was sent to it.
READ_SECONDS = 30.0
#: Seconds that requests under way have when the server ends; then queries are refused.
_LAST_SECONDS = 1
#: Seconds to send these refusals and whatever else is on its way.
_PARTING_SECONDS = 2
#: Connections at a time; more are told to come back later.
_CONNECTIONS = 512
#: Longest head of a request in bytes. It leaves room to say what is wrong with a long address.
_LONGEST_HEAD = MAX_TARGET + (1 << 15)


#: States of a client that has not sent all of a request.
_WAITING = (h11.IDLE, h11.SEND_BODY)


class Starting(Protocol):
    """What begins and ends with the server: `graphkit.serving.pool.Pool`."""

    def start(self) -> None:
        """Begin, and return when all is ready."""

    def close(self) -> None:
        """End; nothing of it is left."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What runs beside the server.

    Attributes:
        pool: What answers queries.
        ready: Is called once connections are taken.
        beside: Runs until the server ends; none for nothing.
    """

    pool: Starting
    ready: Callable[[], None]
    beside: Callable[[], Coroutine[None, None, None]] | None = None


class Server(uvicorn.Server):
    """uvicorn with what runs beside it.

    The pool is started before any connection is taken, so that a server that answers at all
    answers queries, and is closed after the last one.
    """

    def __init__(self, app: ASGIApp, running: Running) -> None:
        """Take the application and what runs beside it."""
        super().__init__(_config(app))
        self._running = running
        self._beside: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections."""
        try:
            await asyncio.to_thread(self._running.pool.start)
            await super().startup(sockets=sockets)
            if self._running.beside:
                self._beside = asyncio.create_task(self._running.beside())
            self._running.ready()
        except BaseException:
            await self._end()
            raise

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, give requests under way a moment, refuse the rest, and end."""
        done = asyncio.Event()
        refusing = asyncio.create_task(self._refuse(done))
        try:
            await super().shutdown(sockets)
        finally:
            done.set()
            await refusing
            await self._end()

    async def _refuse(self, done: asyncio.Event) -> None:
        """Close the pool after a moment, while there are connections to tell it to."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _LAST_SECONDS)
        await asyncio.to_thread(self._running.pool.close)

    async def _end(self) -> None:
        if self._beside:
            self._beside.cancel()
            await asyncio.gather(self._beside, return_exceptions=True)
        await asyncio.to_thread(self._running.pool.close)


class Patient(H11Protocol):
    """HTTP/1.1 with a limit to the time that a client may take to ask and to read.

    uvicorn limits only the pause between two requests. Without this, a client that sends a byte
    now and then holds its connection for ever, and one that does not read holds its answer.
    """

    _asking: asyncio.TimerHandle | None = None
    _awaited: object = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def handle_events(self) -> None:
        """Go on waiting while the head of the request, or its body, is not complete."""
        super().handle_events()
        self._wait()

    def on_response_complete(self) -> None:
        """Wait no more for the body of a request that ends its connection."""
        super().on_response_complete()
        if self.transport.is_closing():
            _stop(self._asking)

    def pause_writing(self) -> None:
        """Begin to wait until the client has read."""
        super().pause_writing()
        self._reading = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Wait no more: little is left to read."""
        super().resume_writing()
        _stop(self._reading)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        _stop(self._asking)
        _stop(self._reading)
        super().connection_lost(exc)

    def _wait(self) -> None:
        awaited = self.conn.their_state if self.conn.their_state in _WAITING else None
        if awaited is h11.IDLE and self.timeout_keep_alive_task is not None:
            awaited = None  # uvicorn itself waits for the first byte of another request
        if awaited is not self._awaited:
            _stop(self._asking)
            self._awaited = awaited
            if awaited is not None:
                seconds = HEAD_SECONDS if awaited is h11.IDLE else BODY_SECONDS
                self._asking = self.loop.call_later(seconds, self.transport.abort)


def _stop(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address; connections are taken once the server runs.

    Args:
        host: A name or an address.
        port: 0 for any that is free.

    Raises:
        GraphkitError: The address is taken, or is none of this machine.
    """
    try:
        family, kind, number, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, number)
    except (OSError, UnicodeError) as error:
        raise GraphkitError(f"{host} is no address to serve at: choose another --host") from error
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Else the port of a server that has just ended could not be used for a minute.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()  # only one of two servers gets through, whichever was first
    except OSError as error:
        bound.close()
        reason = (error.strerror or str(error)).lower()
        message = f"cannot serve at {host}:{port} ({reason}): choose another --host or --port"
        raise GraphkitError(message) from error
    return bound


def address(bound: socket.socket) -> str:
    """Return the address to open in a browser on this machine."""
    host, port, *_ = bound.getsockname()
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - all addresses of the machine, this one among them
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"  # noqa: S104 - the same
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        log_level="critical",  # a request that is no HTTP is the client's affair
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=max(1, int(HEAD_SECONDS)),
        timeout_graceful_shutdown=_LAST_SECONDS + _PARTING_SECONDS,
        limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )
