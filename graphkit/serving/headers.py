"""What every response has in common, and what no request may do: hang, crash, or learn more.

The server is asked by anyone's page (``Access-Control-Allow-Origin: *``): what it serves is
meant to be read, and there is nothing to log in to and nothing to change.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphkit.serving.faults import STOPPED_SECONDS, STOPPING

#: Seconds after which a response that its client does not read is given up.
MOST_SECONDS = 60.0
#: Methods that an address answers to; the endpoint also takes POST.
METHODS = ("GET", "HEAD", "OPTIONS")
SPARQL_METHODS = ("GET", "HEAD", "OPTIONS", "POST")

_EXPOSED = "Content-Location, ETag, Graphkit-Cut, Graphkit-Stale, Retry-After"
_POLICY = "default-src 'none'; frame-ancestors 'none'"
_LOG = logging.getLogger(__name__)


class Everywhere:
    """The outermost layer: common headers, OPTIONS, a time limit, and an end for our own errors."""

    def __init__(
        self, app: ASGIApp, stale: Callable[[], str], seconds: float = MOST_SECONDS
    ) -> None:
        """Take what answers, and what tells why an old graph is served (empty if none is)."""
        self._app = app
        self._stale = stale
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        exchange = _Exchange(scope, receive, send, self._add_headers)
        app = _options if scope["method"] == "OPTIONS" else self._app
        try:
            async with asyncio.timeout(self._seconds):
                await app(scope, exchange.receive, exchange.send)
        except ClientDisconnect:
            return
        except asyncio.CancelledError:  # which only the end of the server brings
            if exchange.started:
                raise
            await _stopped()(scope, receive, exchange.send)
        except Exception as error:
            if not isinstance(error, TimeoutError):
                _LOG.exception("%s %s failed", scope["method"], ascii(scope["path"]))
            if exchange.started and not exchange.ended:
                raise  # the server closes the connection, so that nobody takes a part for all
            if not exchange.started:
                await failed()(scope, receive, exchange.send)

    def _add_headers(self, headers: MutableHeaders) -> None:
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = _EXPOSED
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        # Also where there is no HTML: browsers run scripts of some XML as well.
        headers.setdefault("Content-Security-Policy", _POLICY)
        headers.setdefault("Cache-Control", "no-cache")
        if stale := self._stale():
            headers["Graphkit-Stale"] = stale


class _Exchange:
    """A request and its response on their way.

    Attributes:
        started: Whether the head of the response has been sent.
        ended: Whether all of it has.
    """

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, add: Callable[[MutableHeaders], None]
    ) -> None:
        """Take the two ways, and what adds the common headers."""
        self._receive = receive
        self._send = send
        self._add = add
        self._read = not _has_body(scope)
        self.started = self.ended = False

    async def receive(self) -> Message:
        """Give a part of the body, and note whether it was the last one."""
        message = await self._receive()
        if message["type"] == "http.request" and not message.get("more_body"):
            self._read = True
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the response; its head ends the connection where a body is unread."""
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            self._add(headers)
            if not self._read:
                headers["Connection"] = "close"
        await self._send(message)
        self.ended = message["type"] == "http.response.body" and not message.get("more_body")


def failed() -> Response:
    """Return what is told of an error of ours: nothing that helps an attacker."""
    message = "the server failed: ask for less, or tell us\n"
    return PlainTextResponse(message, HTTPStatus.INTERNAL_SERVER_ERROR)


def _stopped() -> Response:
    headers = {"Retry-After": str(STOPPED_SECONDS)}
    return PlainTextResponse(f"{STOPPING}\n", HTTPStatus.SERVICE_UNAVAILABLE, headers)


def _has_body(scope: Scope) -> bool:
    """Return whether a body comes with a request (RFC 9112, section 6)."""
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and int(value) > 0)
        for name, value in scope["headers"]
    )


async def _options(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer OPTIONS, and so what a browser asks before it lets a script of another site ask."""
    is_sparql = scope["path"].rstrip("/") == "/sparql"
    allowed = ", ".join(SPARQL_METHODS if is_sparql else METHODS)
    headers = {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "Accept, Cache-Control, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    if is_sparql:
        headers["Accept-Post"] = "application/sparql-query, application/x-www-form-urlencoded"
    await Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)(scope, receive, send)
