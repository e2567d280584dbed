"""The addresses: the page, the exports, the ontology, each thing, the endpoint, the status."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from graphkit.build import STEM
from graphkit.errors import BadQuery
from graphkit.identifiers import ONTOLOGY
from graphkit.serving.endpoint import Asking, Endpoint
from graphkit.serving.faults import Fault, not_acceptable
from graphkit.serving.headers import Everywhere, failed
from graphkit.serving.limits import Limits
from graphkit.serving.media import HTML, PLAIN, TRIPLE_SUFFIXES
from graphkit.serving.negotiation import parse_accept, preferred
from graphkit.serving.served import Served
from graphkit.serving.site import Document, document

#: Where things stand, whatever the host and path of their IRIs are.
THINGS = "/id/"
#: Suffixes of what triples are asked for by types of other names.
_MORE_TRIPLES = {"application/json": ".jsonld", "application/xml": ".rdf"}
#: Where the IRIs of the vocabulary lead.
_ONTOLOGY = urlsplit(ONTOLOGY).path
_VARY = {"Vary": "Accept"}


def make_app(served: Served, pool: Asking, limits: Limits) -> ASGIApp:
    """Return the application.

    Args:
        served: What is served; it may be changed while the application runs.
        pool: What answers queries.
        limits: Of a query, which the pool keeps to; here they are only told.
    """
    pages = _Pages(served, limits)
    endpoint = Endpoint(served, pool, limits)
    routes = [
        Route("/", pages.page, methods=["GET"]),
        Route("/sparql", endpoint.answer, methods=["GET", "POST"]),
        Route("/sparql/", endpoint.answer, methods=["GET", "POST"]),
        Route("/graph", pages.graph, methods=["GET"]),
        Route("/ontology", pages.ontology, methods=["GET"]),
        Route("/status", pages.status, methods=["GET"]),
        Route("/{path:path}", pages.by_path, methods=["GET"]),
    ]
    handlers = {Fault: _fault, HTTPException: _http_error, Exception: _failed}
    app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]
    app.router.redirect_slashes = False
    return Everywhere(app, lambda: served.stale)


class _Pages:
    """What is served as it is."""

    def __init__(self, served: Served, limits: Limits) -> None:
        self._served = served
        self._limits = limits

    async def page(self, request: Request) -> Response:
        return _send(request, self._served.site.page)

    async def graph(self, request: Request) -> Response:
        """Serve an export by the Accept header; people are sent to the page."""
        site = self._served.site
        # Of one type there may be several files, as of CSV: then each has only its own address.
        files: dict[str, list[str]] = {}
        for name, (media, _) in site.exports.items():
            files.setdefault(media, []).append(name)
        offers = {media: names[0] for media, names in files.items() if len(names) == 1}
        chosen = _choose(request, (*offers, HTML))
        if chosen == HTML:
            return RedirectResponse("/", HTTPStatus.SEE_OTHER, _VARY)
        name = offers[chosen]
        made = await asyncio.to_thread(site.export, name)
        return _send(request, made, {**_VARY, "Content-Location": f"/{name}"})

    async def ontology(self, request: Request) -> Response:
        """Serve the ontology by the Accept header; people get its Turtle as a text to read."""
        offers = _triple_offers()
        chosen = _choose(request, (*offers, PLAIN, HTML))
        suffix = offers.get(chosen, ".ttl")
        made = await asyncio.to_thread(self._served.site.ontology, suffix)
        if chosen not in offers:
            made = document(made.body, PLAIN)
            return _send(request, made, _VARY)
        return _send(request, made, {**_VARY, "Content-Location": f"/ontology{suffix}"})

    async def by_path(self, request: Request) -> Response:
        """Serve what has a name of its own: a file of an export or of the ontology, a thing."""
        path, site = request.url.path, self._served.site
        name = path.removeprefix("/")
        if name in site.exports:
            return _send(request, await asyncio.to_thread(site.export, name))
        if path == f"/{STEM}.html":
            return RedirectResponse("/", HTTPStatus.SEE_OTHER)
        stem, suffix = _parts(name)
        if path == _ONTOLOGY:
            return await self.ontology(request)
        if stem in {"ontology", _ONTOLOGY.removeprefix("/")} and suffix in TRIPLE_SUFFIXES:
            return _send(request, await asyncio.to_thread(site.ontology, suffix))
        for root in (THINGS, urlsplit(site.graph.info.base).path):
            if path.startswith(root):
                return await self._thing(request, path.removeprefix(root))
        raise Fault(HTTPStatus.NOT_FOUND, "there is nothing here: begin at /")

    async def _thing(self, request: Request, path: str) -> Response:
        """Serve what is said of a thing; people are sent to the page, where it is shown."""
        site = self._served.site
        name, suffix = _parts(path)
        anchor = site.things.anchor(name)
        if anchor is None or (suffix and suffix not in TRIPLE_SUFFIXES):
            raise Fault(HTTPStatus.NOT_FOUND, "the graph has no thing of this name: see /")
        if suffix:
            return await self._said(request, name, suffix, {})
        offers = _triple_offers()
        chosen = _choose(request, (*offers, HTML))
        if chosen == HTML:
            target = f"/#{anchor}" if anchor else "/"
            return RedirectResponse(target, HTTPStatus.SEE_OTHER, _VARY)
        suffix = offers[chosen]
        place = f"{THINGS}{name}{suffix}" if name else THINGS
        return await self._said(request, name, suffix, {**_VARY, "Content-Location": place})

    async def _said(
        self, request: Request, name: str, suffix: str, headers: Mapping[str, str]
    ) -> Response:
        try:
            media = TRIPLE_SUFFIXES[suffix]
            made = await asyncio.to_thread(self._served.site.thing, name, media)
        except BadQuery as error:  # XML cannot hold each character that a text may have
            others = {other: media for other, media in TRIPLE_SUFFIXES.items() if other != suffix}
            if headers:  # which are there where the Accept header chose
                raise not_acceptable(others.values()) from error
            raise not_acceptable(others, f"the suffix {suffix}") from error
        if made is None:
            raise Fault(HTTPStatus.NOT_FOUND, "the graph has no thing of this name: see /")
        return _send(request, made, headers)

    async def status(self, _request: Request) -> Response:
        """Tell which graph is served, and what keeps a newer one from being served."""
        site = self._served.site
        view = site.graph.view
        return JSONResponse(
            {
                "title": site.graph.info.title,
                "base": site.graph.info.base,
                "asOf": view.day.isoformat(),
                "knownBy": view.known_by.isoformat() if view.known_by else None,
                "summary": site.graph.summary,
                "revision": site.revision,
                "stale": bool(self._served.problems),
                "problems": list(self._served.problems),
                "limits": dataclasses.asdict(self._limits),
            }
        )


def _parts(path: str) -> tuple[str, str]:
    """Return a path without its suffix, and the suffix; names of things hold no dot."""
    suffix = PurePosixPath(path).suffix
    return path.removesuffix(suffix), suffix


def _triple_offers() -> dict[str, str]:
    """Return the suffixes of the forms of triples by media type, the default first."""
    return {media: suffix for suffix, media in TRIPLE_SUFFIXES.items()} | _MORE_TRIPLES


def _choose(request: Request, offers: tuple[str, ...]) -> str:
    """Return the media type that the client wants most.

    Raises:
        Fault: It wants none of them.
    """
    accept = ", ".join(request.headers.getlist("accept"))
    chosen = preferred(parse_accept(accept), offers)
    if chosen is None:
        raise not_acceptable(offers)
    return chosen


def _send(request: Request, made: Document, headers: Mapping[str, str] | None = None) -> Response:
    """Return a document, or only the word that the client has this very one already."""
    sent = {"ETag": made.etag, **(headers or {})}
    known = ",".join(request.headers.getlist("if-none-match"))
    # Compared weakly, as RFC 9110 asks (section 13.1.2): a mark of weakness means nothing.
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    if tags & {"*", made.etag}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=sent)
    if made.policy:
        sent["Content-Security-Policy"] = made.policy
    # Not by media_type, which would add a charset to types that have none.
    return Response(made.body, headers={**sent, "Content-Type": made.content_type})


async def _fault(_request: Request, fault: Fault) -> Response:
    return PlainTextResponse(f"{fault.message}\n", fault.status, fault.headers)


async def _failed(_request: Request, _error: Exception) -> Response:
    """Say that an error is ours; Starlette raises it again, and `Everywhere` logs it."""
    return failed()


async def _http_error(_request: Request, error: HTTPException) -> Response:
    """Say what the router refuses: a method that an address does not have."""
    headers = dict(error.headers or {})
    message = error.detail
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = sorted({*headers.get("Allow", "GET, HEAD").split(", "), "OPTIONS"})
        headers["Allow"] = ", ".join(allowed)
        message = f"the method is none of {headers['Allow']}: use one of these"
    return PlainTextResponse(f"{message}\n", error.status_code, headers)
