"""benchmarks/measuring.py: turns, medians, and what becomes of a case that fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.measuring import Absent, Cost, Stopwatch, forked, in_turns, job, median, whole

needs_linux = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="needs Linux's /proc"
)


def test_medians_of_each_part() -> None:
    """They need not be of the same run."""
    assert median([Cost(1, 30), Cost(2, 10), Cost(9, 20)]) == Cost(2, 20)


def test_cases_take_turns() -> None:
    """One that was too slow has a single run, one that failed has none and says why."""
    order = []

    def quick() -> Cost:
        order.append("quick")
        return Cost(len(order))

    def slow() -> Cost:
        order.append("slow")
        return Cost(1000)

    def broken() -> Cost:
        order.append("broken")
        raise Absent("missing: it")

    cases = {"quick": quick, "slow": slow, "broken": broken}
    first, second, third = in_turns("stage", "sample", 5, cases, 3)
    assert order == ["quick", "slow", "broken", "quick", "quick"]
    assert first.cost == Cost(4)
    assert (first.runs, second.runs, third.runs) == (3, 1, 0)
    assert (third.cost, third.absent) == (None, "missing: it")


@needs_linux
def test_a_whole_process() -> None:
    """Its memory is its own and not that of who started it; a failure tells its last line."""
    held = bytearray(os.urandom(1 << 20)) * 100
    cost = whole([sys.executable, "-I", "-S", "-c", "b'x' * 3_000_000"])
    assert cost.cpu > 0
    assert 3e6 < cost.added < len(held)
    with pytest.raises(Absent, match="failed: ValueError: why"):
        whole([sys.executable, "-c", "raise ValueError('why')"])


@needs_linux
# Python 3.12 warns where the process that forks has threads, as one with a browser may.
@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_a_fork_counts_its_own_time() -> None:
    """Building is a part of the whole, and what is not counted of neither."""

    def busy() -> int:
        return sum(number * number for number in range(300_000))

    def work(watch: Stopwatch) -> Cost:
        with watch.building():
            busy()
            with watch.uncounted():
                for _ in range(20):
                    busy()
        kept = bytearray(b"x" * 20_000_000)
        return watch.cost()._replace(size=len(kept))

    cost = forked(work)
    assert 0 < cost.build <= cost.cpu
    assert cost.added >= 19_000_000
    alone = forked(lambda watch: _after(busy, watch))
    assert cost.cpu < 10 * alone.cpu


def _after(work: object, watch: Stopwatch) -> Cost:
    assert callable(work)
    work()
    return watch.cost()


@needs_linux
@pytest.mark.parametrize("reader", ["graphkit", "c-safe", "c-safe-paused", "safe"])
def test_a_job_tells_its_cost(tmp_path: Path, reader: str) -> None:
    """Each reader that is installed here reads a file."""
    (tmp_path / "a.yaml").write_text("a: [1, 2]\n", encoding="utf-8")
    cost = job(sys.executable, "reading", reader, str(tmp_path))
    assert cost.cpu > 0
    with pytest.raises(Absent, match="KeyError: 'nobody'"):
        job(sys.executable, "reading", "nobody", str(tmp_path))
