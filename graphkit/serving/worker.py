"""The program of a worker process: reads the graph once, then answers one query at a time.

Where the system can fork safely (Linux), the process that reads the graph answers nothing. It
is the nursery: whenever the server asks for a worker, it forks one, which is there in
milliseconds however large the graph is, and shares the memory of the graph with the others.
Elsewhere each worker reads the graph itself.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import json
import os
import signal
import socket
import struct
import sys
from io import FileIO, RawIOBase
from typing import NoReturn

from graphkit.errors import BadQuery, GraphkitError
from graphkit.projections.rdf.terms import prefixes
from graphkit.query import (
    ROW_FORMS,
    TRIPLE_FORMS,
    Table,
    Triples,
    answer_here,
    on_a_deep_stack,
    oxigraph,
)
from graphkit.serving.asking import (
    Asked,
    Dataset,
    Refused,
    Reply,
    parse_asked,
    read_frame,
    write_frame,
)
from graphkit.serving.confining import confine, ignore_interrupts, peak, set_alarm
from graphkit.serving.excerpt import EXCERPT, excerpt
from graphkit.serving.limits import Limits

__all__ = [
    "ANSWER", "BEGUN", "ORDER", "Asked", "Dataset", "Refused", "Reply",
    "main", "settings", "too_large",
]  # fmt: skip

#: What a worker sends when it has read a query: before this, its death has another cause.
BEGUN = b"begun"
#: An order to the nursery: to end the worker of a number; to fork one, where it is 0.
ORDER = struct.Struct("!I")
#: The answer: the number of the new worker, or the status with which the ended one left.
ANSWER = struct.Struct("!i")

#: Seconds for the server to end a worker before the system does.
_GRACE = 2.0
#: A worker that held more than this part of its memory leaves room to the next by ending.
_USED_UP = 4
#: Longest dataset in bytes.
_LONGEST = 1 << 40


@dataclasses.dataclass(frozen=True, slots=True)
class _Task:
    """What a worker works with."""

    store: oxigraph.Data
    base: str
    limits: Limits


def settings(base: str, limits: Limits, control: int | None) -> bytes:
    """Return the first frame for a new process; the second one is the dataset's text.

    Args:
        base: Namespace of the project's ids.
        limits: What a query may use.
        control: Descriptor of the socket by which a nursery gets its orders; None for a worker.
    """
    fields = {"base": base, "limits": dataclasses.asdict(limits), "control": control}
    return json.dumps(fields).encode("ascii")


def main() -> None:
    """Read the dataset from standard input and say on standard output whether that went well.

    The text of that frame is empty, or it tells in one line what is wrong.
    """
    ignore_interrupts()
    requests, replies = FileIO(os.dup(0), "rb"), FileIO(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    fields = json.loads(read_frame(requests))
    text = read_frame(requests, _LONGEST)
    try:
        store = oxigraph.of_text(text)
    except GraphkitError as error:
        write_frame(replies, " ".join(str(error).split()).encode())
        return
    del text
    task = _Task(store, fields["base"], Limits(**fields["limits"]))
    _warm(task)
    write_frame(replies, b"")
    if fields["control"] is None:
        on_a_deep_stack(lambda: _work(task, requests, replies))
    else:
        requests.close()
        replies.close()
        _nurse(task, socket.socket(fileno=fields["control"]))


def _warm(task: _Task) -> None:
    """Do what is done lazily while files can still be opened; in no thread, for it may fork."""
    known = prefixes(task.base)
    for query, forms in (("SELECT * {}", ROW_FORMS), ("DESCRIBE <x:y>", TRIPLE_FORMS)):
        for form in (*forms, EXCERPT):
            _text(oxigraph.ask(task.store, query, known, 1), form)


def _nurse(task: _Task, control: socket.socket) -> None:
    """Fork and end workers as the server orders, until it is gone."""
    if sys.platform == "win32":
        raise NotImplementedError("Windows cannot fork")
    gc.collect()
    gc.freeze()  # so that a worker's collector writes into no shared page
    children: set[int] = set()
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, ORDER.size, 1)
        if not order:
            break
        (child,) = ORDER.unpack(order)
        if child:
            done = _end(child) if child in children else 0
            children.discard(child)
        else:
            done = os.fork()
            if not done:
                control.close()
                _forked(task, socket.socket(fileno=descriptors[0]))
            os.close(descriptors[0])
            children.add(done)
        control.sendall(ANSWER.pack(done))
    for child in children:
        _end(child)


def _forked(task: _Task, channel: socket.socket) -> NoReturn:
    """Be a worker, and end as one: what started here belongs to the nursery."""
    try:
        file = channel.makefile("rwb", buffering=0)
        on_a_deep_stack(lambda: _work(task, file, file))
    finally:
        os._exit(0)


def _end(child: int) -> int:
    """Kill a child and return how it ended, which may have been before."""
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _work(task: _Task, requests: RawIOBase, replies: RawIOBase) -> None:
    """Answer queries until the server is gone."""
    confine(task.limits.memory)
    start = peak()
    # The server's end of the channel is closed where it wants no more, or is gone itself.
    with contextlib.suppress(EOFError, OSError):
        last = False
        while not last:
            request = read_frame(requests)
            set_alarm(task.limits.seconds + _GRACE)
            write_frame(replies, BEGUN)
            try:
                head, body = _answered(task, parse_asked(request))
            except Refused as refused:
                head, body = {"refused": refused.kind, "message": refused.message}, b""
            set_alarm(0)
            last = peak() - start > task.limits.memory // _USED_UP
            write_frame(replies, json.dumps({**head, "last": last}).encode("ascii"))
            write_frame(replies, body)


def _answered(task: _Task, asked: Asked) -> tuple[dict[str, object], bytes]:
    """Return the head of a reply and its body.

    Raises:
        Refused: There is no answer.
    """
    data = task.store
    try:
        if asked.default_graphs or asked.named_graphs:
            data = oxigraph.part(data, asked.default_graphs, asked.named_graphs)
        result = answer_here(data, asked.text, task.base, most=task.limits.rows)
        form = asked.row_form if isinstance(result, Table) else asked.triple_form
        body = b"" if form is None else _text(result, form).encode()
    except BadQuery as error:
        raise Refused("bad-query", str(error)) from error
    except MemoryError as error:
        raise too_large(task.limits) from error
    except Exception as error:
        raise Refused("died", f"the query met a fault of graphkit: {error!r}") from error
    if form is None:
        what = "rows" if isinstance(result, Table) else "triples"
        raise Refused("not-acceptable", f"the query gives {what}: accept a format for {what}")
    if len(body) > task.limits.body:
        size, most = len(body) >> 20, task.limits.body >> 20
        raise Refused("too-large", f"the answer has {size} MiB, {most} are allowed: ask for less")
    return {"form": form, "cut": result.cut}, body


def _text(result: Table | Triples, form: str) -> str:
    return excerpt(result) if form == EXCERPT else result.text(form)


def too_large(limits: Limits) -> Refused:
    """Return what is told of a query that took too much memory."""
    most = limits.memory >> 20
    return Refused("too-large", f"the query took more than {most} MiB of memory: ask for less")
