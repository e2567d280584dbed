"""What is asked of the pool and what it gives back: values, and the frames they travel in."""

from __future__ import annotations

import dataclasses
import json
import struct
from io import RawIOBase
from typing import Literal

Kind = Literal["bad-query", "not-acceptable", "too-long", "too-large", "busy", "stopping", "died"]

_SIZE = struct.Struct("!Q")
#: Longest frame by default: a query with every character escaped, and the room around it.
_FRAME = 4 << 20


@dataclasses.dataclass(frozen=True, slots=True)
class Dataset:
    """What is asked.

    Attributes:
        text: The triples and graphs as TriG (RDF 1.1).
        base: Namespace of the project's ids, which the known prefixes follow.
    """

    text: str
    base: str


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A query and the form its answer should have.

    Of either form there is also `graphkit.serving.excerpt.EXCERPT`.

    Attributes:
        text: SPARQL 1.1.
        row_form: One of `graphkit.query.ROW_FORMS` for SELECT and ASK; None if none will do.
        triple_form: One of `graphkit.query.TRIPLE_FORMS` for CONSTRUCT and DESCRIBE, or None.
        default_graphs: IRIs of loaded graphs that make the default graph. With these or the
            next ones, whatever FROM says in the query does not count
            (https://www.w3.org/TR/sparql11-protocol/#dataset).
        named_graphs: IRIs of loaded graphs that GRAPH can name.
    """

    text: str
    row_form: str | None
    triple_form: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """An answer.

    Attributes:
        body: The answer in its form, in UTF-8.
        form: Which of the two forms asked for it is in.
        cut: Whether there was more than `Limits.rows`.
    """

    body: bytes
    form: str
    cut: bool


class Refused(Exception):
    """There is no answer.

    Attributes:
        kind: Why, for a program.
        message: Why, and what to do, in one line.
        retry_after: Seconds after which the same query may go through; None if it never will.
    """

    def __init__(self, kind: Kind, message: str, retry_after: int | None = None) -> None:
        """Keep the reason."""
        super().__init__(message)
        self.kind: Kind = kind
        self.message = message
        self.retry_after = retry_after


def asked_bytes(asked: Asked) -> bytes:
    """Return a query as a worker reads it."""
    return json.dumps(dataclasses.asdict(asked)).encode("ascii")


def parse_asked(data: bytes) -> Asked:
    """Return the query that `asked_bytes` wrote."""
    fields = json.loads(data)
    for name in ("default_graphs", "named_graphs"):
        fields[name] = tuple(fields[name])
    return Asked(**fields)


def write_frame(file: RawIOBase, data: bytes) -> None:
    """Write bytes behind their length.

    Raises:
        OSError: The other side is gone.
    """
    for part in (_SIZE.pack(len(data)), data):
        rest = memoryview(part)
        while rest:
            rest = rest[file.write(rest) or 0 :]


def read_frame(file: RawIOBase, most: int = _FRAME) -> bytes:
    """Return what `write_frame` wrote.

    Raises:
        EOFError: The other side is gone, or announces more than ``most`` bytes.
        OSError: The same, for some kinds of channel.
    """
    (size,) = _SIZE.unpack(_exactly(file, _SIZE.size))
    if size > most:
        raise EOFError(f"a frame of {size} bytes, with at most {most} allowed")
    return _exactly(file, size)


def _exactly(file: RawIOBase, size: int) -> bytes:
    data = bytearray(size)
    rest = memoryview(data)
    while rest:
        got = file.readinto(rest)
        if not got:
            raise EOFError("the other side is gone")
        rest = rest[got:]
    return bytes(data)
