"""Answers queries in worker processes that are killed at the limit, for a server on asyncio.

Oxigraph cannot be told to stop, so a process is the only hard stop: when a query passes the
limits, its process is killed, a spare that is ready takes its place, and another spare comes
up in the background.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import math
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from graphkit.errors import GraphkitError
from graphkit.query import MAX_QUERY, ROW_FORMS, TRIPLE_FORMS
from graphkit.serving.asking import Asked, Dataset, Refused, Reply, asked_bytes
from graphkit.serving.births import Births, Forking, Gone, NotBegun, Spawning, Worker
from graphkit.serving.crew import Crew
from graphkit.serving.excerpt import EXCERPT
from graphkit.serving.faults import STOPPED_SECONDS, STOPPING
from graphkit.serving.limits import Limits
from graphkit.serving.worker import too_large

__all__ = ["Asked", "Dataset", "Pool", "Refused", "Reply"]

#: macOS can fork as well, but its libraries may start threads, which do not survive that
#: (https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods).
BIRTHS: type[Births] = Forking if sys.platform == "linux" else Spawning


class _Job:
    """A query on its way, which can be called off from another thread."""

    def __init__(self, asked: Asked) -> None:
        self.request = asked_bytes(asked)
        self._lock = threading.Lock()
        self._off = False
        self._worker: Worker | None = None

    def begin(self, worker: Worker) -> bool:
        """Note who answers; False if nobody waits for the answer."""
        with self._lock:
            self._worker = worker
            return not self._off

    def end(self) -> None:
        """Note that nobody answers any more."""
        with self._lock:
            self._worker = None

    def call_off(self) -> None:
        """End the worker: what it finds would go to the next one who asks."""
        with self._lock:
            self._off = True
            if self._worker is not None:
                self._worker.kill()


class Pool:
    """Worker processes and the queue before them; used from one event loop at a time."""

    def __init__(self, dataset: Dataset, limits: Limits, *, births: type[Births] = BIRTHS) -> None:
        """Keep what to ask; nothing is started yet.

        Args:
            dataset: What is asked.
            limits: What a query may use.
            births: How workers come to be.
        """
        self._limits = limits
        self._births = births
        self._crew = self._new(dataset)
        self._swap = threading.Lock()
        self._threads = ThreadPoolExecutor(limits.slots, "graphkit-pool")
        self._running = 0
        self._waiting: collections.deque[asyncio.Future[None]] = collections.deque()
        self._closed = False

    def start(self) -> None:
        """Return when every worker is ready.

        Raises:
            GraphkitError: The dataset is no TriG, or no worker can be started.
        """
        self._crew.start()

    async def ask(self, asked: Asked) -> Reply:
        """Answer a query, after those that came before it.

        Raises:
            Refused: There is no answer, for a reason it tells.
        """
        if len(asked.text) > MAX_QUERY:
            length = len(asked.text)
            message = f"the query has {length} characters: keep it under {MAX_QUERY}"
            raise Refused("bad-query", message)
        await self._turn()
        job = _Job(asked)
        try:
            answer = asyncio.wrap_future(self._threads.submit(self._answer, job))
        except RuntimeError as error:  # `close` came first
            self._pass_on()
            raise _stopping() from error
        answer.add_done_callback(self._done)
        try:
            await asyncio.wait([answer])  # which lets it go on if this task is cancelled
        except asyncio.CancelledError:
            # The slot is passed on when the worker has ended, for which no other client waits.
            threading.Thread(target=job.call_off, daemon=True).start()
            raise
        return answer.result()

    async def replace(self, dataset: Dataset) -> None:
        """Answer from another dataset as soon as its workers are ready; no query is lost.

        Raises:
            GraphkitError: It is no TriG, or no worker can be started; the old one stays.
        """
        await asyncio.to_thread(self._replace, dataset)

    def close(self) -> None:
        """End every process; who still waits is refused. From any thread."""
        self._closed = True
        with contextlib.suppress(IndexError):
            while True:
                turn = self._waiting.popleft()
                with contextlib.suppress(RuntimeError):  # its loop is closed: nobody waits
                    turn.get_loop().call_soon_threadsafe(_send_away, turn)
        with self._swap:
            self._crew.retire(now=True)
        self._threads.shutdown()

    def idle(self) -> bool:
        """Return whether nothing is being answered."""
        return not self._running

    def pids(self) -> list[int]:
        """Return the numbers of the worker processes, busy or ready."""
        return self._crew.pids()

    # ------------------------------------------------------------------ on the event loop

    async def _turn(self) -> None:
        """Wait for a slot; `_pass_on` gives it back."""
        if self._closed:
            raise _stopping()
        if self._running < self._limits.slots:
            self._running += 1
            return
        if len(self._waiting) >= self._limits.queue:
            seconds = max(1, math.ceil(self._limits.seconds))
            message = f"{len(self._waiting)} queries wait already: try again in {seconds} s"
            raise Refused("busy", message, seconds)
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._pass_on()  # it was given the slot in the same moment
            else:
                with contextlib.suppress(ValueError):
                    self._waiting.remove(turn)
            raise

    def _done(self, answer: asyncio.Future[Reply]) -> None:
        """Pass the slot on, and take note of an error that nobody waits for any more."""
        self._pass_on()
        if not answer.cancelled():
            answer.exception()  # else asyncio would log it

    def _pass_on(self) -> None:
        """Give the slot to whoever has waited longest."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._running -= 1

    # --------------------------------------------------------------------- in its threads

    def _new(self, dataset: Dataset) -> Crew:
        return Crew(self._births(dataset, self._limits), self._limits.slots)

    def _replace(self, dataset: Dataset) -> None:
        crew = self._new(dataset)
        crew.start()
        with self._swap:
            old = crew
            if not self._closed:
                old, self._crew = self._crew, crew
        old.retire()

    def _answer(self, job: _Job) -> Reply:
        with self._swap:
            crew = self._crew
            if not crew.enter():
                raise _stopping()
        try:
            # Every worker may have died while it was idle, and one more is new.
            for _ in range(self._limits.slots + 2):
                with contextlib.suppress(NotBegun):
                    return self._attempt(job, crew)
                if self._closed:
                    raise _stopping()
            raise Refused("died", "no worker process stays alive: start the server again")
        finally:
            crew.leave()

    def _attempt(self, job: _Job, crew: Crew) -> Reply:
        try:
            worker = crew.take()
        except GraphkitError as error:
            if self._closed:
                raise _stopping() from error
            raise Refused("died", str(error), 1) from error
        fit = False
        try:
            if not job.begin(worker):
                fit = True
                raise Refused("died", "nobody waits for the answer any more")
            head, body = worker.ask(job.request, self._limits.seconds, self._limits.body)
            fit = head.get("last") is False
            return _reply(head, body)
        except Gone as gone:
            if self._closed:
                raise _stopping() from gone
            raise _told(gone.status, self._limits) from gone
        finally:
            job.end()
            if fit and not worker.killed:
                crew.give(worker)
            else:
                crew.drop(worker)


def _reply(head: dict[str, object], body: bytes) -> Reply:
    """Return what a worker says, of which nothing is taken on trust."""
    form, message = head.get("form"), str(head.get("message"))
    if isinstance(form, str) and form in {*ROW_FORMS, *TRIPLE_FORMS, EXCERPT}:
        return Reply(body, form, cut=head.get("cut") is True)
    for kind in ("bad-query", "not-acceptable", "too-large"):
        if head.get("refused") == kind:
            raise Refused(kind, message)
    raise Refused("died", message)


def _told(status: int | None, limits: Limits) -> Refused:
    """Return why a worker ended, from how it did.

    Oxigraph aborts where it gets no memory. SIGKILL comes from elsewhere: Linux sends it when it
    has no more memory to give to anybody, and so may a person.
    """
    if status is None or (sys.platform != "win32" and status == -signal.SIGALRM):
        return Refused("too-long", f"the query took longer than {limits.seconds:g} s: ask for less")
    if sys.platform != "win32" and status == -signal.SIGABRT:
        return too_large(limits)
    if sys.platform != "win32" and status == -signal.SIGKILL:
        message = (
            "the process of the query was killed from outside (SIGKILL), as the system does when "
            "its memory runs out: ask for less"
        )
        return Refused("died", message)
    return Refused("died", f"the query ended its process (status {status}): make it simpler")


def _send_away(turn: asyncio.Future[None]) -> None:
    if not turn.done():
        turn.set_exception(_stopping())


def _stopping() -> Refused:
    return Refused("stopping", STOPPING, STOPPED_SECONDS)
