"""Measuring: fresh processes, in turns, of which the medians count.

There are three sorts of process. A job is a module of ``benchmarks/jobs``, run by the interpreter
of any environment, whose clock starts when all is imported. A whole process is a command from its
start to its end. A fork begins with a graph that its parent has loaded. Seconds are always CPU of
all threads: on a shared machine nothing else can be compared.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.memory import begin_anew, memory

ROOT = Path(__file__).resolve().parent.parent
#: What took longer, in CPU seconds, is measured once.
PATIENCE = 60
_LAUNCHER = ROOT / "benchmarks" / "jobs" / "launching.py"


class Cost(NamedTuple):
    """What a run took.

    Attributes:
        cpu: Seconds in all.
        added: Bytes of resident memory at most, beyond what there was before the clock started;
            of a whole process all it had.
        build: The part of `cpu` in which a library's own graph was made.
        size: Bytes written.
        count: Of what was made: facts, triples, as the stage has it.
    """

    cpu: float
    added: float = 0.0
    build: float = 0.0
    size: float = 0.0
    count: float = 0.0


class Figure(NamedTuple):
    """A line of a table: the medians of a case over a sample.

    Attributes:
        stage: Name of the stage.
        case: Who did what.
        sample: Name of the sample.
        facts: How many the sample has.
        cost: The medians; none where the case is missing or failed.
        runs: How many there were.
        absent: Why there is no cost.
    """

    stage: str
    case: str
    sample: str
    facts: int
    cost: Cost | None
    runs: int = 0
    absent: str = ""


class Absent(Exception):
    """Why a case has no cost: it is not installed, or it failed."""


# ------------------------------------------------------------------------ processes


def job(python: Path | str, module: str, *arguments: str, **variables: str) -> Cost:
    """Return the cost that a module of ``benchmarks/jobs`` tells of itself.

    Raises:
        Absent: It failed.
    """
    told = _output([str(python), "-m", f"benchmarks.jobs.{module}", *arguments], variables)
    return Cost(**json.loads(told.splitlines()[-1]))


def whole(command: Sequence[str | Path], **variables: str) -> Cost:
    """Return the cost of a command, from the start of its process to the end.

    It is started by a small process of its own, since a child counts its parent's memory.

    Raises:
        Absent: It failed.
    """
    launcher = [sys.executable, "-I", "-S", str(_LAUNCHER)]
    told = json.loads(_output([*launcher, *map(str, command)], variables))
    return Cost(told["cpu"], told["peak"])


def _output(command: list[str], variables: Mapping[str, str]) -> str:
    ran = subprocess.run(  # noqa: S603 - the commands are those of this folder
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **variables},
    )
    if ran.returncode:
        lines = [line for line in ran.stderr.splitlines() if line.strip()]
        raise Absent(f"failed: {lines[-1].strip() if lines else ran.returncode}")
    return ran.stdout


class Stopwatch:
    """What a fork counts of its own time."""

    def __init__(self) -> None:
        """Begin now."""
        begin_anew()
        self._before, self._start = memory("VmRSS"), time.process_time()
        self._build = self._left_out = 0.0

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Count what is done in here as building."""
        start, left_out = time.process_time(), self._left_out
        yield
        self._build += time.process_time() - start - (self._left_out - left_out)

    @contextlib.contextmanager
    def uncounted(self) -> Iterator[None]:
        """Do not count what is done in here: the comparison needs it, the peer does not."""
        start = time.process_time()
        yield
        self._left_out += time.process_time() - start

    def cost(self) -> Cost:
        """Return what it took until now."""
        cpu = time.process_time() - self._start - self._left_out
        return Cost(cpu, memory("VmHWM") - self._before, self._build)


def forked(work: Callable[[Stopwatch], Cost]) -> Cost:
    """Return the cost that a piece of work tells of itself, in a fork of this process.

    Raises:
        Absent: It failed.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_told, args=(work, sender))
    process.start()
    sender.close()
    try:
        return Cost(*receiver.recv())
    except EOFError:
        raise Absent("failed: see above") from None
    finally:
        process.join()
        receiver.close()


def _told(work: Callable[[Stopwatch], Cost], sender: Connection) -> None:
    sender.send(tuple(work(Stopwatch())))


def in_fresh_process(function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401
    """Return what a function of a module gives, in a process that has nothing else in memory."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(function, *arguments).result()


# ------------------------------------------------------------------------ turns and medians


def in_turns(
    stage: str, sample: str, facts: int, cases: Mapping[str, Callable[[], Cost]], runs: int
) -> list[Figure]:
    """Return the medians of cases, which take turns: a busy minute hits all of them.

    A case that took more than `PATIENCE` is not run again.
    """
    found: dict[str, list[Cost]] = {name: [] for name in cases}
    absent: dict[str, str] = {}
    for run in range(runs):
        for name, measure in cases.items():
            if name in absent or (found[name] and found[name][0].cpu > PATIENCE):
                continue
            print(f"{stage}: {name}, {sample}, run {run + 1}", file=sys.stderr)
            try:
                found[name].append(measure())
            except Absent as error:
                absent[name] = str(error)
    return [
        Figure(
            stage,
            name,
            sample,
            facts,
            None if name in absent else median(costs),
            len(costs),
            absent.get(name, ""),
        )
        for name, costs in found.items()
    ]


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each part."""
    return Cost(*(statistics.median(part) for part in zip(*costs, strict=True)))
