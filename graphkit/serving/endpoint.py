"""The SPARQL endpoint: requests in, answers out, and a form for people."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import BadQuery
from graphkit.query import Question, named_question, questions
from graphkit.serving.asking import Asked, Refused, Reply
from graphkit.serving.excerpt import EXCERPT
from graphkit.serving.faults import Fault, not_acceptable, too_large
from graphkit.serving.form import Shown, policy, read_answer, render_form
from graphkit.serving.limits import Limits
from graphkit.serving.media import FORMATS, HTML, ROW_MEDIA, TRIPLE_MEDIA, content_type
from graphkit.serving.negotiation import parse_accept, preferred, weight
from graphkit.serving.protocol import MAX_BODY, Operation, body_type, read_operation
from graphkit.serving.served import Served

#: Seconds in which a body must have come.
BODY_SECONDS = 10.0

#: The status for each kind of refusal. A query that took too long is 504, not 503: asked again
#: it takes as long again, so nothing may invite clients to repeat it. One that needs more memory
#: than it may have is 507, and one that ended its worker 500, for the same reason.
_STATUS: Mapping[str, HTTPStatus] = {
    "bad-query": HTTPStatus.BAD_REQUEST,
    "not-acceptable": HTTPStatus.NOT_ACCEPTABLE,
    "too-long": HTTPStatus.GATEWAY_TIMEOUT,
    "too-large": HTTPStatus.INSUFFICIENT_STORAGE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "stopping": HTTPStatus.SERVICE_UNAVAILABLE,
    "died": HTTPStatus.INTERNAL_SERVER_ERROR,
}
#: What a saved answer is called.
_SUFFIXES = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf"}
#: Where a form has comments, they say that an answer is cut: a header is lost with the file.
_CUT = "cut at the limit of the server: there are more than are given here"
_NOTES = {
    "turtle": (f"# {_CUT}\n".encode(), b""),
    "ntriples": (f"# {_CUT}\n".encode(), b""),
    "xml": (b"", f"<!-- {_CUT} -->\n".encode()),
    "rdfxml": (b"", f"<!-- {_CUT} -->\n".encode()),
}
_EMPTY = "SELECT * WHERE {\n  ?fact a gk:Fact ; rdfs:label ?label .\n} LIMIT 20\n"


class Asking(Protocol):
    """What answers queries: `graphkit.serving.pool.Pool`, or what stands in for it."""

    async def ask(self, asked: Asked) -> Reply:
        """Answer a query, or raise `Refused`."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Wanted:
    """In what an answer may come: a media type for rows, one for triples, or a page for people."""

    rows: str | None
    triples: str | None
    html: bool


class Endpoint:
    """``/sparql``."""

    def __init__(self, served: Served, pool: Asking, limits: Limits) -> None:
        """Take what is served, what answers, and the limits that it keeps to."""
        self._served = served
        self._pool = pool
        self._limits = limits
        self._drawing = asyncio.Lock()

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        operation = await _read(request)
        wanted = _wanted(request, operation)
        if wanted.html:
            return await self._page(operation)
        if operation.query is None:
            message = "there is no query: give one as the parameter query, or in the body of a POST"
            raise Fault(HTTPStatus.BAD_REQUEST, message, {"Vary": "Accept"})
        if not wanted.rows and not wanted.triples:
            raise not_acceptable((*ROW_MEDIA, *TRIPLE_MEDIA, HTML))
        asked = Asked(
            text=operation.query,
            row_form=ROW_MEDIA[wanted.rows] if wanted.rows else None,
            triple_form=TRIPLE_MEDIA[wanted.triples] if wanted.triples else None,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
        )
        reply = await self._ask(asked, operation.format)
        media = (wanted.rows if reply.form == asked.row_form else wanted.triples) or ""
        before, after = _NOTES.get(reply.form, (b"", b"")) if reply.cut else (b"", b"")
        headers = {"Content-Type": content_type(media), **self._about(reply)}
        if operation.format:
            suffix = _SUFFIXES.get(reply.form, reply.form)
            headers["Content-Disposition"] = f'inline; filename="answer.{suffix}"'
        return Response(before + reply.body + after, headers=headers)

    async def _ask(self, asked: Asked, format_: str = "") -> Reply:
        """Ask the pool, for a client that named a format or none; a refusal becomes a fault."""
        try:
            return await self._pool.ask(asked)
        except Refused as refused:
            status = _STATUS[refused.kind]
            if refused.retry_after is not None:
                status = HTTPStatus.SERVICE_UNAVAILABLE
            headers = {"Vary": "Accept"}
            if refused.retry_after is not None:
                headers["Retry-After"] = str(refused.retry_after)
            if status == HTTPStatus.NOT_ACCEPTABLE:
                raise _unfit(format_, triples=asked.triple_form is None) from refused
            raise Fault(status, refused.message, headers) from refused

    def _about(self, reply: Reply) -> dict[str, str]:
        """Return the headers of an answer; a cut one says after how many rows or triples."""
        cut = {"Graphkit-Cut": str(self._limits.rows)} if reply.cut else {}
        return {"Vary": "Accept", **cut}

    async def _page(self, operation: Operation) -> Response:
        """Return the form, with the answer where there is a query."""
        site = self._served.site
        shown = Shown(
            title=site.graph.info.title,
            summary=site.graph.summary,
            query=operation.query or _EMPTY,
            graphs=(
                *(("default-graph-uri", name) for name in operation.default_graphs),
                *(("named-graph-uri", name) for name in operation.named_graphs),
            ),
            questions=_questions(),
            stale=self._served.stale,
        )
        status, headers = HTTPStatus.OK, {"Vary": "Accept"}
        reply = None
        if operation.query is None and operation.question:
            try:
                picked = named_question(operation.question)
                shown = dataclasses.replace(shown, query=picked.text, picked=picked.name)
            except BadQuery as error:
                shown = dataclasses.replace(shown, error=str(error))
                status = HTTPStatus.NOT_FOUND
        elif operation.query is not None:
            asked = Asked(
                operation.query, EXCERPT, EXCERPT, operation.default_graphs, operation.named_graphs
            )
            try:
                reply = await self._ask(asked)
                headers = self._about(reply)
            except Fault as fault:
                shown = dataclasses.replace(shown, error=fault.message)
                status, headers = fault.status, fault.headers
        text = await self._draw(shown, reply, site.graph.info.base)
        headers = {**headers, "Content-Type": content_type(HTML)}
        headers["Content-Security-Policy"] = policy()
        return Response(text, status, headers)

    async def _draw(self, shown: Shown, reply: Reply | None, base: str) -> str:
        """Draw the form in a thread of its own, one form at a time.

        Whoever asks for a form waits for others who do, and nobody else does: the threads that
        asyncio shares out stay free for what is served as it is.
        """
        loop = asyncio.get_running_loop()
        async with self._drawing:
            with ThreadPoolExecutor(1, "graphkit-form") as thread:
                return await loop.run_in_executor(thread, _drawn, shown, reply, base)


def _drawn(shown: Shown, reply: Reply | None, base: str) -> str:
    """Return the form with an answer, if there is one."""
    if reply is not None:
        answer = read_answer(reply.body, base, cut=reply.cut)
        shown = dataclasses.replace(shown, answer=answer)
    return render_form(shown)


def _unfit(format_: str, *, triples: bool) -> Fault:
    """Return the fault of a query whose answer has not the form that is wanted.

    Args:
        format_: What the parameter ``format`` said; empty where the Accept header counted.
        triples: Whether the answer is triples; else it is rows.
    """
    if not format_:
        return not_acceptable(TRIPLE_MEDIA if triples else ROW_MEDIA)
    return not_acceptable(
        (name for name, media in FORMATS.items() if media[triples]), f"format={format_}"
    )


@functools.cache
def _questions() -> tuple[Question, ...]:
    return questions()


async def _read(request: Request) -> Operation:
    """Return what a request asks.

    Raises:
        Fault: It cannot be read.
    """
    query_string = request.scope["query_string"]
    if request.method != "POST":
        return read_operation(query_string)
    kind = body_type(request.headers.get("content-type"))
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        message = "a compressed query is not read: send it as it is"
        raise Fault(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message, {"Accept-Encoding": "identity"})
    return read_operation(query_string, kind, await _body(request))


async def _body(request: Request) -> bytes:
    """Return the body, of which no more is read than may be.

    Raises:
        Fault: It is too long, or does not come.
    """
    message = f"the body is longer than {MAX_BODY} bytes: shorten the query"
    if int(request.headers.get("content-length", "0")) > MAX_BODY:
        raise too_large(message)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > MAX_BODY:
                    raise too_large(message)
    except TimeoutError as error:
        words = f"the body did not come within {BODY_SECONDS:g} seconds: send it again"
        raise Fault(HTTPStatus.REQUEST_TIMEOUT, words, {"Connection": "close"}) from error
    return bytes(body)


def _wanted(request: Request, operation: Operation) -> _Wanted:
    """Return in what the client wants the answer."""
    if operation.format:
        for_rows, for_triples = FORMATS[operation.format]
        return _Wanted(for_rows or None, for_triples or None, html=False)
    ranges = parse_accept(", ".join(request.headers.getlist("accept")))
    rows, triples = preferred(ranges, tuple(ROW_MEDIA)), preferred(ranges, tuple(TRIPLE_MEDIA))
    best = max((weight(media, ranges) for media in (rows, triples) if media), default=0.0)
    # Only who would rather have a page gets one: programs that accept everything do not say so.
    return _Wanted(rows, triples, html=weight(HTML, ranges) > best)
