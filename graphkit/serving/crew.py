"""The workers of one dataset: as many as there are slots, and a warm spare."""

from __future__ import annotations

import collections
import threading
from concurrent.futures import ThreadPoolExecutor

from graphkit.errors import GraphkitError
from graphkit.serving.births import Births, Worker


class Crew:
    """Workers that are ready or busy; each that ends is replaced in the background."""

    def __init__(self, births: Births, slots: int) -> None:
        """Keep where workers come from; nothing is started yet.

        Args:
            births: Makes workers.
            slots: How many are busy at most.
        """
        self._births = births
        self._want = slots + 1
        self._change = threading.Condition()
        self._ready: collections.deque[Worker] = collections.deque()
        self._busy: set[Worker] = set()
        self._coming = 0
        self._failure: Exception | None = None
        self._users = 0
        self._retired = False
        self._stopped = False
        self._threads = ThreadPoolExecutor(self._want, "graphkit-births")

    def start(self) -> None:
        """Return when every worker is ready.

        Raises:
            GraphkitError: The dataset is no TriG, or no worker can be started.
        """
        with self._change:
            self._fill()
            self._change.wait_for(lambda: self._failure or len(self._ready) == self._want)
            failure, self._failure = self._failure, None
        if failure:
            self.retire()
            if isinstance(failure, GraphkitError):
                raise failure
            raise GraphkitError(f"no worker can be started ({failure!r}): try again") from failure

    def enter(self) -> bool:
        """Count somebody who is going to `take`; False if this crew is going home."""
        with self._change:
            self._users += not self._retired
            return not self._retired

    def leave(self) -> None:
        """Count somebody out; the last one of a retired crew ends it."""
        with self._change:
            self._users -= 1
            last = self._retired and not self._users
        if last:
            self._end()

    def retire(self, *, now: bool = False) -> None:
        """End the crew when those who entered have left, or at once."""
        with self._change:
            first, self._retired = not self._retired, True
            self._stopped |= now
            busy = list(self._busy) if now else []
            last = first and not self._users
            self._change.notify_all()
        for worker in busy:
            worker.kill()
        if last:
            self._end()

    def take(self) -> Worker:
        """Return a worker that is ready, as soon as there is one.

        Raises:
            GraphkitError: No new worker could be started.
        """
        with self._change:
            self._failure = None
            while not self._ready or self._stopped:
                if self._failure or self._stopped:
                    raise GraphkitError(f"no worker can be started: {self._failure!r}")
                self._fill()
                self._change.wait()
            worker = self._ready.popleft()  # in turn, so that one that died is found soon
            self._busy.add(worker)
            return worker

    def give(self, worker: Worker) -> None:
        """Take a worker back, which is fit for the next query."""
        with self._change:
            self._busy.discard(worker)
            self._ready.append(worker)
            self._change.notify()

    def drop(self, worker: Worker) -> None:
        """End a worker and have it replaced."""
        with self._change:
            self._busy.discard(worker)
            self._fill()
        worker.close()

    def pids(self) -> list[int]:
        """Return the numbers of the processes that are ready or busy."""
        with self._change:
            return [worker.pid for worker in (*self._ready, *self._busy)]

    def _fill(self) -> None:
        """Start what is missing; called with the lock held."""
        while not self._stopped and len(self._ready) + len(self._busy) + self._coming < self._want:
            self._coming += 1
            self._threads.submit(self._bear)

    def _bear(self) -> None:
        try:
            made = self._births.birth()
        except Exception as error:  # noqa: BLE001 - told to whoever waits for the worker
            with self._change:
                self._coming -= 1
                self._failure = error
                self._change.notify_all()
            return
        with self._change:
            self._coming -= 1
            self._failure = None
            self._ready.append(made)
            self._change.notify_all()

    def _end(self) -> None:
        with self._change:
            self._stopped = True
        self._threads.shutdown()
        for worker in self._ready:
            worker.close()
        self._ready.clear()
        self._births.close()
