"""The SPARQL 1.1 Protocol: what a request asks (https://www.w3.org/TR/sparql11-protocol/).

A query comes by GET, by POST as a form, or by POST as it is. Graphs named beside it choose among
those that are loaded; nothing is ever fetched. Updates are refused: the endpoint is read-only.
"""

from __future__ import annotations

import dataclasses
import re
import urllib.parse
from http import HTTPStatus

from graphkit.query import MAX_QUERY
from graphkit.serving.faults import Fault, too_large
from graphkit.serving.media import FORMATS
from graphkit.serving.negotiation import parse_content_type

#: Longest body that is read, in bytes: three for each byte of a query whose every character
#: takes three in UTF-8, and some for the rest of the form.
MAX_BODY = 1 << 20
#: Longest address that is read, in bytes; a longer query is sent by POST.
MAX_TARGET = 1 << 16
#: More parameters than any client sends.
_MAX_PARAMETERS = 1000

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
#: What a body may be in; ASCII is a part of UTF-8.
_CHARSETS = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
#: An absolute IRI, as far as it matters to an engine that would stumble over another.
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\x7f]*""")

_READ_ONLY = "this endpoint is read-only and takes no updates: send a query"
_POST = f"{QUERY}, {FORM}"


@dataclasses.dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks.

    Attributes:
        query: The query; none where there is none.
        default_graphs: IRIs of the graphs that together are the default graph; empty for the
            dataset of the query itself, or else the one that is served.
        named_graphs: IRIs of the graphs that the query may name.
        question: Name of the question that the form is to hold; empty for none.
        format: A form of the answer by its name, stronger than the Accept header; empty for none.
    """

    query: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    question: str = ""
    format: str = ""


def body_type(content_type: str | None) -> str:
    """Return the media type of a body that can be read: `FORM` or `QUERY`.

    Raises:
        Fault: It is another one, in another charset, or an update.
    """
    found = parse_content_type(content_type or "")
    headers = {"Accept-Post": _POST}
    if found and found.name == UPDATE:
        raise Fault(HTTPStatus.FORBIDDEN, _READ_ONLY)
    if not found or found.name not in {FORM, QUERY}:
        message = f"a query is sent with the Content-Type {QUERY} or {FORM}"
        raise Fault(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message, headers)
    if found.charset not in _CHARSETS:
        message = f"a query in {found.charset[:40]!r} is not read: send it in UTF-8"
        raise Fault(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message, headers)
    return found.name


def read_operation(query_string: bytes, kind: str = "", body: bytes = b"") -> Operation:
    """Return what a request asks.

    Args:
        query_string: Of the address, as it was sent.
        kind: What `body_type` says of the body; empty where there is none.
        body: The body, as it was sent.

    Raises:
        Fault: It is malformed, asks two things at once, or is an update.
    """
    if len(query_string) > MAX_TARGET:
        message = f"the address is longer than {MAX_TARGET} bytes: send the query by POST"
        raise Fault(HTTPStatus.REQUEST_URI_TOO_LONG, message)
    pairs = _parameters(query_string)
    if kind == FORM:
        pairs += _parameters(body)
    elif kind == QUERY:
        pairs.append(("query", _text(body)))
    if any(name == "update" for name, _ in pairs):
        raise Fault(HTTPStatus.FORBIDDEN, _READ_ONLY)
    query = _one(pairs, "query")
    if query is not None and len(query) > MAX_QUERY:
        raise too_large(f"the query has {len(query)} characters: keep it under {MAX_QUERY}")
    return Operation(
        query=query,
        default_graphs=_graphs(pairs, "default-graph-uri"),
        named_graphs=_graphs(pairs, "named-graph-uri"),
        question=_one(pairs, "question") or "",
        # Clients say many things by this name, and some say two at once, since no standard has
        # it: what is no form of ours is left to the Accept header.
        format=next((value for name, value in pairs if name == "format" and value in FORMATS), ""),
    )


def _parameters(text: bytes) -> list[tuple[str, str]]:
    try:
        return urllib.parse.parse_qsl(
            text.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_PARAMETERS,
        )
    except UnicodeDecodeError as error:
        message = "the parameters are no UTF-8: encode each byte of it as %XX"
        raise Fault(HTTPStatus.BAD_REQUEST, message) from error
    except ValueError as error:
        message = f"there are more than {_MAX_PARAMETERS} parameters: leave some out"
        raise Fault(HTTPStatus.BAD_REQUEST, message) from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} of the query is no UTF-8: send it in UTF-8"
        raise Fault(HTTPStatus.BAD_REQUEST, message) from error


def _one(pairs: list[tuple[str, str]], name: str) -> str | None:
    values = [value for key, value in pairs if key == name]
    if len(values) > 1:
        message = f"the parameter {name} is given {len(values)} times: give it once"
        raise Fault(HTTPStatus.BAD_REQUEST, message)
    return values[0] if values else None


def _graphs(pairs: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for key, value in pairs if key == name))
    for value in values:
        if not _IRI.fullmatch(value):
            message = f"{value[:80]!a}, a {name}, is no absolute IRI: name a graph by its IRI"
            raise Fault(HTTPStatus.BAD_REQUEST, message)
    return values
