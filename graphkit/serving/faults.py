"""What ends a request early: a status, one line for the reader, and headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

#: What is told of a request that the end of the server ends, and seconds until another may run.
STOPPING = "the server is stopping: ask again later"
STOPPED_SECONDS = 10


class Fault(Exception):
    """A request that is not answered as asked.

    Attributes:
        status: Of the response, 4xx or 5xx.
        message: One line that ends with what to do.
        headers: Of the response, beside those that all responses have.
    """

    def __init__(
        self, status: HTTPStatus, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep what the response is made of."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


def not_acceptable(offers: Iterable[str], by: str = "your Accept header") -> Fault:
    """Return the fault of a client that wants nothing of what there is, with the list of it.

    Args:
        offers: What there is, in the words in which it is asked for.
        by: Where the client says what it wants.
    """
    listed = ", ".join(dict.fromkeys(offers))
    message = f"nothing that {by} names can be had: ask for one of {listed}"
    return Fault(HTTPStatus.NOT_ACCEPTABLE, message, {"Vary": "Accept"})


def too_large(what: str) -> Fault:
    """Return the fault of a request that is longer than is read; the connection ends with it."""
    return Fault(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, what, {"Connection": "close"})
