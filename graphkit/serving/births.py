"""The server's side of worker processes: how they come to be, are asked, and end."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from io import RawIOBase
from typing import Protocol, cast

from graphkit.errors import GraphkitError
from graphkit.serving.asking import Dataset, read_frame, write_frame
from graphkit.serving.limits import Limits
from graphkit.serving.worker import ANSWER, BEGUN, ORDER, settings

#: The path is handed over, so that a worker imports what the server would.
_PROGRAM = """
import sys
sys.path[:] = sys.argv[1:]
from graphkit.serving.worker import main
main()
"""
#: Room for the head of a reply.
_HEAD = 1 << 20
#: Seconds for a process that was told to end.
_PATIENCE = 5.0


class NotBegun(Exception):
    """A worker was gone before it read the query, which another one can answer."""


class Gone(Exception):
    """A worker ended while it answered.

    Attributes:
        status: Its exit status, below zero for the signal that ended it; None if it ran out
            of time.
    """

    def __init__(self, status: int | None) -> None:
        """Keep the status."""
        super().__init__(f"the worker ended with status {status}")
        self.status = status


class Worker:
    """A process that answers one query at a time.

    Attributes:
        pid: Its number in the system.
    """

    def __init__(
        self, pid: int, requests: RawIOBase, replies: RawIOBase, end: Callable[[], int]
    ) -> None:
        """Keep a process.

        Args:
            pid: Its number.
            requests: Where it reads.
            replies: Where it writes.
            end: Kills it and waits for its end, wakes who reads its replies, and returns how
                it ended.
        """
        self.pid = pid
        self._requests = requests
        self._replies = replies
        self._end = end
        self._lock = threading.Lock()
        self._status: int | None = None

    def ask(self, request: bytes, seconds: float, most: int) -> tuple[dict[str, object], bytes]:
        """Return the head of a reply and its body.

        Args:
            request: What `graphkit.serving.asking.asked_bytes` made.
            seconds: Time after which the process is killed.
            most: Bytes that a body may have.

        Raises:
            NotBegun: The process was dead already.
            Gone: It ended, or was ended.
        """
        late = threading.Event()

        def end() -> None:
            late.set()
            self.kill()

        clock = threading.Timer(seconds, end)
        clock.daemon = True
        clock.start()
        begun = False
        try:
            write_frame(self._requests, request)
            begun = read_frame(self._replies, len(BEGUN)) == BEGUN
            head = json.loads(read_frame(self._replies, _HEAD))
            body = read_frame(self._replies, most)
        except (EOFError, OSError, ValueError) as error:
            status = self.kill()
            if late.is_set():
                raise Gone(None) from error
            raise (Gone(status) if begun else NotBegun) from error
        finally:
            clock.cancel()
        return head, body

    def kill(self) -> int:
        """End the process from any thread, and return how it ended."""
        with self._lock:
            if self._status is None:
                self._status = self._end()
            return self._status

    @property
    def killed(self) -> bool:
        """Whether `kill` was called."""
        return self._status is not None

    def close(self) -> None:
        """End the process and let go of it; not while another thread reads its replies."""
        self.kill()
        for file in (self._requests, self._replies):
            with contextlib.suppress(OSError):
                file.close()


class Births(Protocol):
    """Where workers come from."""

    def __init__(self, dataset: Dataset, limits: Limits) -> None:
        """Keep what every worker is given."""

    def birth(self) -> Worker:
        """Return a new worker that is ready.

        Raises:
            GraphkitError: The dataset is no TriG.
            OSError: The system gives no process.
            EOFError: A process ended while it came up.
        """

    def close(self) -> None:
        """End what is left when all workers have ended."""


class Spawning:
    """Workers that each start from nothing and read the dataset, on any system."""

    def __init__(self, dataset: Dataset, limits: Limits) -> None:
        """Keep what every worker is given."""
        self._dataset = dataset
        self._limits = limits

    def birth(self) -> Worker:
        """Return a new worker, in the time it takes to read the dataset."""
        process = _launched(self._dataset, self._limits, None)
        requests, replies = _pipes(process)
        return Worker(process.pid, requests, replies, lambda: _ended(process))

    def close(self) -> None:
        """Do nothing: there is nothing but workers."""


class Forking:
    """Workers forked by a process that has read the dataset: see `graphkit.serving.worker`."""

    def __init__(self, dataset: Dataset, limits: Limits) -> None:
        """Keep what the nursery is given; it starts with the first birth."""
        self._dataset = dataset
        self._limits = limits
        self._lock = threading.Lock()
        self._nursery: _Nursery | None = None

    def birth(self) -> Worker:
        """Return a new worker, in milliseconds but for the first one."""
        with self._lock:
            if self._nursery is not None:
                try:
                    return self._nursery.birth()
                except (EOFError, BrokenPipeError, ConnectionError):
                    self._nursery.close()
                    self._nursery = None
            self._nursery = _Nursery(self._dataset, self._limits)
            return self._nursery.birth()

    def close(self) -> None:
        """End the nursery."""
        with self._lock:
            if self._nursery is not None:
                self._nursery.close()
            self._nursery = None


class _Nursery:
    """One process that forks workers."""

    def __init__(self, dataset: Dataset, limits: Limits) -> None:
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = _launched(dataset, limits, theirs.fileno())
        except BaseException:
            self._control.close()
            raise
        _close_pipes(self._process)

    def birth(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                pid = self._order(0, theirs)
            except BaseException:
                ours.close()
                raise
        file: RawIOBase = ours.makefile("rwb", buffering=0)

        def end() -> int:
            with contextlib.suppress(OSError):
                ours.shutdown(socket.SHUT_RDWR)
            ours.close()  # which the file outlives
            try:
                return self._order(pid)
            except (EOFError, OSError):
                # With the nursery gone nobody knows whether the number is still this worker's.
                # An idle one ends now, for its channel is closed; a busy one by its alarm.
                return 0

        return Worker(pid, file, file, end)

    def _order(self, pid: int, channel: socket.socket | None = None) -> int:
        with self._lock:
            order = ORDER.pack(pid)
            if channel is None:
                self._control.sendall(order)
            else:
                socket.send_fds(self._control, [order], [channel.fileno()])
            answer = self._control.recv(ANSWER.size, socket.MSG_WAITALL)
        if not answer:
            raise EOFError("the process that forks the workers is gone")
        done: int = ANSWER.unpack(answer)[0]
        return done

    def close(self) -> None:
        self._control.close()
        _wait(self._process)


def _launched(dataset: Dataset, limits: Limits, control: int | None) -> subprocess.Popen[bytes]:
    """Return a new process that has read the dataset.

    Raises:
        GraphkitError: The dataset is no TriG.
        EOFError: The process ended before.
        OSError: The system gives none.
    """
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-I", "-c", _PROGRAM, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        pass_fds=[] if control is None else [control],
        start_new_session=True,  # out of reach of Ctrl-C while Python comes up
    )
    requests, replies = _pipes(process)
    wrong = ""
    try:
        write_frame(requests, settings(dataset.base, limits, control))
        write_frame(requests, dataset.text.encode())
        wrong = read_frame(replies).decode()
    except BaseException:
        _ended(process)
        _close_pipes(process)
        raise
    if wrong:
        _ended(process)
        _close_pipes(process)
        raise GraphkitError(wrong)
    return process


def _pipes(process: subprocess.Popen[bytes]) -> tuple[RawIOBase, RawIOBase]:
    """Return where a process reads and writes; both raw, for it was started unbuffered."""
    return cast("RawIOBase", process.stdin), cast("RawIOBase", process.stdout)


def _ended(process: subprocess.Popen[bytes]) -> int:
    process.kill()
    return process.wait()


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        _ended(process)


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in _pipes(process):
        pipe.close()
