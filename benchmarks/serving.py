"""`graphkit serve` under load: ``python benchmarks/serving.py [--seconds 120]``.

wrk (Debian: ``apt-get install wrk``) asks a server of the shipped project over 16 connections of
this machine, one query in ten of them an attack: see ``serving.lua``. While it does, the memory,
the processes and the open descriptors of the server are read from ``/proc``, and at the end it
must answer at once and be what it was at the start. ``--save`` puts the figures
into ``RESULTS.md``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from benchmarks.results import save

#: Above the figures in RESULTS.md.
ABOUT = """\
`python benchmarks/serving.py --save`, {day}. wrk asks a server of the shipped project; nine
queries are good, the tenth is an attack, half of which would go on for ever. A good one may have
to wait until an attack before it is killed after five seconds."""
ROOT = Path(__file__).resolve().parents[1]
SCRIPT = Path(__file__).with_suffix(".lua")
CONNECTIONS = 16
#: Seconds between two looks at the server.
PAUSE = 1.0
#: A query that waits behind others may take as long as all of them together.
PATIENCE = 60


class Look(NamedTuple):
    """The server at one moment.

    Attributes:
        processes: It and what it started.
        descriptors: Open in it.
        memory: Bytes of it alone that are in memory.
        workers: Bytes of all that it started.
    """

    processes: int
    descriptors: int
    memory: int
    workers: int


def main() -> None:
    """Run the load and write down what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--save", action="store_true", help="put the figures into RESULTS.md")
    options = parser.parse_args()
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk is missing: apt-get install wrk")
    with tempfile.TemporaryFile("w+") as told:
        server = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "graphkit", "serve", "--port", "0", "--project", str(ROOT)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=told, text=True,
        )  # fmt: skip
        try:
            address = _printed(server).readline().strip().rstrip("/")
            text = _report(_load(wrk, address, server.pid, options.seconds), options.seconds)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
        told.seek(0)
        noise = told.read()
    print(text)
    print(f"exit {server.returncode}; stderr: {noise.strip() or 'nothing'}")
    if options.save:
        save("## Serving under load", ABOUT, text)


def _load(wrk: str, address: str, pid: int, seconds: int) -> dict[str, float]:
    """Return the figures of one load by their names."""
    _answered(address)
    before = _look(pid)
    running = subprocess.Popen(  # noqa: S603 - a program of Debian
        [wrk, "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", f"--timeout={PATIENCE}s",
         f"-s{SCRIPT}", address],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    looks = []
    while running.poll() is None:
        looks.append(_look(pid))
        time.sleep(PAUSE)
    printed = _printed(running).read()
    figures = {
        name: float(number)
        for line in printed.splitlines()
        if line.startswith("result ")
        for _, name, number in [line.split()]
    }
    print("".join(line for line in printed.splitlines(keepends=True) if line.startswith("others")))
    time.sleep(2 * PAUSE + 5)
    figures["next_answer_ms"] = _answered(address) * 1000
    after = _look(pid)
    quarter = max(1, len(looks) // 4)
    for name in Look._fields:
        figures[f"{name}_before"] = getattr(before, name)
        figures[f"{name}_early"] = max(getattr(look, name) for look in looks[:quarter])
        figures[f"{name}_late"] = max(getattr(look, name) for look in looks[-quarter:])
        figures[f"{name}_after"] = getattr(after, name)
    return figures


def _printed(process: subprocess.Popen[str]) -> IO[str]:
    if process.stdout is None:
        sys.exit("a process has no output")
    return process.stdout


def _answered(address: str) -> float:
    """Return how many seconds a simple query takes."""
    query = urllib.parse.quote("ASK { id:kazakhstan gk:recognized id:israel }")
    began = time.perf_counter()
    with urllib.request.urlopen(f"{address}/sparql?query={query}", timeout=30) as answer:  # noqa: S310 - our own server
        if b"true" not in answer.read():
            sys.exit("the server gives a wrong answer")
    return time.perf_counter() - began


def _look(pid: int) -> Look:
    family = list(_family(pid))
    return Look(
        processes=len(family),
        descriptors=len(list(Path(f"/proc/{pid}/fd").iterdir())),
        memory=_memory(pid),
        workers=sum(_memory(one) for one in family if one != pid),
    )


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that descend from it and have not ended."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _memory(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _report(figures: dict[str, float], seconds: int) -> str:
    unanswered = figures["good_sent"] - figures["good_answered"]
    mebi = 2**20
    rows = [
        ("requests", f"{figures['good_sent']:.0f} good, {figures['bad_sent']:.0f} attacks"),
        (
            "good ones answered",
            f"{figures['good_answered']:.0f}; {unanswered:.0f} on the way when the time was up",
        ),
        ("turned away (503)", f"{figures['turned_away']:.0f}"),
        (
            "errors of sockets, time-outs",
            f"{figures['socket_errors']:.0f}, {figures['timeouts']:.0f}",
        ),
        (
            "latency, median / 90 % / 99 %",
            " / ".join(f"{figures[f'latency_{n}']:.0f} ms" for n in (50, 90, 99)),
        ),
        ("next simple query afterwards", f"{figures['next_answer_ms']:.0f} ms"),
    ]
    rows += [
        (
            name,
            " / ".join(
                f"{figures[f'{key}_{when}'] / unit:.0f}"
                for when in ("before", "early", "late", "after")
            ),
        )
        for name, key, unit in (
            ("processes: before / first quarter / last quarter / after", "processes", 1),
            ("descriptors of the server", "descriptors", 1),
            ("memory of the server, MiB", "memory", mebi),
            ("memory of its workers, MiB", "workers", mebi),
        )
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    head = f"{seconds} s over {CONNECTIONS} connections"
    return f"| {head} | |\n|---|---|\n{table}"


if __name__ == "__main__":
    main()
