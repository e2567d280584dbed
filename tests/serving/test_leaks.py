"""A hundred killed workers leave no process, no descriptor and no memory behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from pathlib import Path

import pytest

from graphkit.serving.births import Births, Forking, Spawning
from graphkit.serving.limits import Limits
from graphkit.serving.pool import Pool, Refused
from tests.pools import ENDLESS, NAME, SIMPLE, asked, dataset, descendants, serving, wait_until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="counts by /proc, which only Linux has"
)


def _descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def _memory(pid: int) -> int:
    """Return the bytes that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def _kills(pool: Pool, count: int) -> None:
    """Have workers killed in every way: at the limit, by a client that leaves, from outside."""
    for number in range(count):
        task = asyncio.create_task(pool.ask(asked(ENDLESS)))
        if number % 5 in {1, 2}:
            await asyncio.sleep(0.02)
            task.cancel()
        if number % 5 in {3, 4}:
            await asyncio.sleep(0.02)
            for pid in pool.pids():
                # One that ended by itself just now is as dead as is wanted.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, 9)
        with pytest.raises((Refused, asyncio.CancelledError)):
            await task
        assert NAME in (await pool.ask(asked(SIMPLE))).body


@pytest.mark.parametrize(("births", "count"), [(Forking, 100), (Spawning, 6)])
def test_kills_leave_nothing(births: type[Births], count: int) -> None:
    """Before and after there are as many processes and descriptors, and as much memory."""
    me = os.getpid()
    others, threads = set(descendants(me)), threading.active_count()
    opened = _descriptors(me)
    limits = Limits(seconds=0.6)
    with serving(limits, births) as client:
        client.run(_kills(client.pool, 6))
        wait_until(lambda: len(client.pool.pids()) == limits.slots + 1)
        nurseries = int(births is Forking)

        def counts() -> tuple[int, int]:
            mine = set(descendants(me)) - others
            return len(mine), _descriptors(me)

        wait_until(lambda: counts()[0] == limits.slots + 1 + nurseries)
        before, held = counts(), _memory(me)
        first = set(client.pool.pids())
        client.run(_kills(client.pool, count))
        # Each dead one is known by now or found by whoever asks next.
        client.run(_good(client.pool, 4))
        wait_until(lambda: counts() == before)
        assert not first & set(client.pool.pids())
        assert _memory(me) - held < 8 << 20
        states = descendants(me)
        assert all(states[pid] != "Z" for pid in set(states) - others)
    assert set(descendants(me)) - others == set()
    # Fewer, where what a test before this one left behind was only now given back.
    wait_until(lambda: _descriptors(me) <= opened and threading.active_count() <= threads)


async def _good(pool: Pool, count: int) -> None:
    for _ in range(count):
        assert NAME in (await pool.ask(asked(SIMPLE))).body


def test_good_queries_leave_nothing() -> None:
    """Neither server nor workers grow by queries that are answered."""
    me = os.getpid()
    text = "SELECT * { ?s ?p ?o } LIMIT 2000"

    async def ask(pool: Pool, count: int) -> None:
        for _ in range(count):
            await asyncio.gather(*(pool.ask(asked(text)) for _ in range(4)))

    with serving(Limits()) as client:
        client.run(ask(client.pool, 10))
        pids = sorted(client.pool.pids())
        before = [_memory(pid) for pid in (me, *pids)]
        opened = _descriptors(me)
        client.run(ask(client.pool, 40))
        assert sorted(client.pool.pids()) == pids
        assert _descriptors(me) == opened
        for pid, held in zip((me, *pids), before, strict=True):
            assert _memory(pid) - held < 8 << 20


def test_replacing_leaves_nothing() -> None:
    """Edits of the seeds leave one set of workers."""
    me = os.getpid()
    others = set(descendants(me))

    async def edit(pool: Pool, count: int) -> None:
        for _ in range(count):
            await pool.replace(dataset())

    with serving(Limits()) as client:
        client.run(edit(client.pool, 2))
        before, held = _descriptors(me), _memory(me)
        client.run(edit(client.pool, 8))
        wait_until(lambda: len(set(descendants(me)) - others) == 4)
        assert _descriptors(me) == before
        assert _memory(me) - held < 8 << 20
    assert set(descendants(me)) - others == set()
