"""What ``graphkit bulk`` costs: Sail and Spark beside the same job by hand in DuckDB and Polars.

``python benchmarks/bulk.py [--events 1000000 …] [--runs 3] [--spark PYTHON] [--save]`` makes up
tables of events in the columns of ICEWS, as Parquet, and has each engine make the tables of facts,
nodes and edges of them. ``--spark`` names the Python of an environment that has the whole of
PySpark, which cannot stand beside the client that Sail needs; without it Spark is left out.
``--save`` puts the tables into RESULTS.md in place of those before; `bulk_growth.py` draws them.

- wall: of the whole process; CPU: of it and all it started
- work: the wall without what the same engine takes for a table of ten events, its start-up
- times by hand: the wall for each second of the faster of DuckDB and Polars
- workers: a processor each for Sail, an executor of one core each for Spark (``local-cluster``)

Every process is a new one, and the engines take turns. Of each size all outputs are compared: the
ids of the facts with how many rows say each.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.results import save

HEADING = "## Tables of events by the million"
#: Wall by that of the faster peer, and work of one worker by that of two.
MOST_RATIO, LEAST_SCALING = 1.5, 1.6
_WARM_UP = 10
_PHRASES = (
    "Make statement", "Consult", "Host a visit", "Make a visit", "Express intent to cooperate",
    "Criticize or denounce", "Accuse", "Sign formal agreement", "Threaten",
    "Use unconventional violence",
)  # fmt: skip
_STATES = ("Fiji", "Tonga", "Kenya", "Norway", "Brazil", "Japan", "Ghana", "Chile", "Nepal", "Peru")
_ABOUT = """\
`python benchmarks/bulk.py`, {day}. Events that are made up, in the columns of ICEWS, become
tables of facts, nodes and edges. Wall and CPU are those of the whole process and all it started;
work is the wall without the start-up, which is what ten events take; times by hand is the wall for
each second of the faster of the two that were written by hand. A worker is a processor for Sail and
an executor of one core for Spark. All outputs of a size are the same facts. The CPU of Spark is
that of Python alone, without its JVM; two executors and the driver share the two processors.

![How the cost of bulk grows with the number of events](bulk_growth.svg)"""
_HEAD = """\
| engine | events | wall | CPU | work | output | times by hand |
|---|---|---|---|---|---|---|"""
_SCALING = """\
| engine | events | work of one worker | of two | scaling |
|---|---|---|---|---|"""


class Case(NamedTuple):
    """An engine to measure.

    Attributes:
        name: In the table.
        command: Gives the command for a table and a folder.
        processors: How many it may use.
    """

    name: str
    command: Callable[[Path, Path], Sequence[str]]
    processors: int = 0


class Cost(NamedTuple):
    """What one run took: seconds, CPU seconds and the bytes written."""

    wall: float
    cpu: float
    size: int


def made_up(count: int, path: Path) -> Path:
    """Write a table of events, the same on every run.

    As in the real tables a few actors are in most events, most actors meet a few dozen others again
    and again, and one in twenty events is told twice.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    chance = random.Random(count)  # noqa: S311 - a sample, no secret
    actors = [
        *_STATES,
        *(
            f"Office {n} ({_STATES[n % len(_STATES)]})"
            for n in range(max(50, min(count // 50, 50_000)))
        ),
    ]
    days = [f"{2005 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}" for n in range(336 * 11)]

    names = ("source", "phrase", "target", "day")
    writer = None
    for begin in range(0, count, 500_000):
        rows: list[tuple[str, str, str, str]] = []
        for _ in range(min(500_000, count - begin)):
            if rows and chance.random() < 1 / 20:
                rows.append(rows[chance.randrange(len(rows))])
                continue
            first = int(len(actors) * chance.random() ** 3)
            other = (first + 1 + int(40 * chance.random() ** 2)) % len(actors)
            rows.append(
                (actors[first], chance.choice(_PHRASES), actors[other], chance.choice(days))
            )
        table = pa.table(dict(zip(names, zip(*rows, strict=True), strict=True)))
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()
    return path


# ------------------------------------------------------------------------ what is measured


def ours(name: str, engine: str, master: str = "", python: str = "", processors: int = 0) -> Case:
    """Return an engine of ours."""

    def command(table: Path, folder: Path) -> list[str]:
        words = [python or sys.executable, "-W", "ignore", "-m", "graphkit", "bulk", str(table)]
        words += ["--mapping", "icews", "-o", str(folder), "--engine", engine]
        return words + (["--master", master] if master else [])

    return Case(name, command, processors)


def by_hand(peer: str) -> Case:
    """Return a peer."""
    program = Path(__file__).with_name("bulk_peers.py")

    def command(table: Path, folder: Path) -> list[str]:
        return [sys.executable, str(program), peer, str(table), str(folder)]

    return Case(f"{peer} by hand", command)


def measure(case: Case, table: Path) -> tuple[Cost, str]:
    """Return what a case takes, and a digest of the facts that it makes."""

    def limit() -> None:
        if case.processors:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: case.processors])

    with tempfile.TemporaryDirectory(dir=table.parent) as folder:
        output = Path(folder) / "made"
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own commands; one system call
            case.command(table, output),
            capture_output=True,
            text=True,
            preexec_fn=limit,
            check=False,
        )
        wall = time.perf_counter() - start
        if done.returncode:
            sys.exit(f"{case.name} failed: {done.stderr[-2000:]}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
        return Cost(wall, cpu, size), digest(output / "facts")


def digest(folder: Path) -> str:
    """Return a digest of facts, whatever their order."""
    import pyarrow.parquet as pq

    total = 0
    for path in sorted(folder.rglob("*.parquet")):
        for batch in pq.ParquetFile(path).iter_batches(columns=["id", "rows"]):
            ids, rows = (column.to_pylist() for column in batch.columns)
            for name, count in zip(ids, rows, strict=True):
                key = hashlib.blake2b(f"{name} {count}".encode(), digest_size=8).digest()
                total += int.from_bytes(key)
    return f"{total % (1 << 64):016x}"


def costs(cases: Sequence[Case], table: Path, runs: int) -> dict[str, Cost]:
    """Return the median costs of cases, which take turns; all must give the same facts."""
    found: dict[str, list[Cost]] = {case.name: [] for case in cases}
    digests = set()
    for run in range(runs):
        for case in cases:
            print(f"{case.name}, {table.stem}, run {run + 1}", file=sys.stderr)
            cost, facts = measure(case, table)
            found[case.name].append(cost)
            digests.add(facts)
    if len(digests) > 1:
        sys.exit(f"{table.stem}: the engines give different facts")
    return {
        name: Cost(*(statistics.median(figures) for figures in zip(*every, strict=True)))
        for name, every in found.items()
    }


# ------------------------------------------------------------------------ what is told


def section(sizes: Sequence[int], runs: int, spark: str, folder: Path) -> Iterator[str]:
    """Yield the lines of the results."""
    peers = [by_hand("duckdb"), by_hand("polars")]
    engines = [ours("Sail", "sail")]
    workers = [ours("Sail, one processor", "sail", processors=1), engines[0]]
    if spark:
        local = f"local[{os.cpu_count()}]"
        engines.append(ours("Spark local", "spark", local, spark))
        workers += [
            ours(
                f"Spark, {n} executor{'s' * (n > 1)}", "spark", f"local-cluster[{n},1,1024]", spark
            )
            for n in (1, 2)
        ]
    names = ("pysail", "pyarrow", "duckdb", "polars")
    cases = [*peers, *dict.fromkeys([*engines, *workers])]
    start = costs(cases, made_up(_WARM_UP, folder / "10.parquet"), runs)
    yield (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, "
        f"{', '.join(f'{name} {version(name)}' for name in names)}; medians of {runs} runs"
    )
    every = {}
    for size in sizes:
        table = made_up(size, folder / f"{size}.parquet")
        every[size] = costs(cases, table, runs)
        table.unlink()
    yield f"\n{_HEAD}"
    for size, found in every.items():
        best = min(found[peer.name].wall for peer in peers)
        for case in [*peers, *engines]:
            cost = found[case.name]
            work = cost.wall - start[case.name].wall
            yield (
                f"| {case.name} | {size:,} | {cost.wall:.1f} s | {cost.cpu:.1f} s | {work:.1f} s | "
                f"{cost.size / 1e6:.0f} MB | {cost.wall / best:.2f} |"
            )
    yield f"\n{_SCALING}"
    ratios = {}
    for size, found in every.items():
        for one, two in zip(workers[::2], workers[1::2], strict=True):
            slow, quick = (found[each.name].wall - start[each.name].wall for each in (one, two))
            name = one.name.partition(",")[0]
            ratios[name] = slow / quick
            yield f"| {name} | {size:,} | {slow:.1f} s | {quick:.1f} s | {slow / quick:.2f} |"
    yield "\nBudgets:\n"
    largest = every[max(sizes)]
    ratio = largest["Sail"].wall / min(largest[peer.name].wall for peer in peers)
    told = "met" if ratio <= MOST_RATIO else f"missed with {ratio:.2f}"
    yield f"- Sail within {MOST_RATIO} times the faster by hand at {max(sizes):,} events: {told}"
    for name, scaling in ratios.items():
        told = "met" if scaling >= LEAST_SCALING else f"missed with {scaling:.2f}"
        yield f"- {name} at least {LEAST_SCALING} times as fast with two workers: {told}"


def main() -> None:
    """Print the tables, and keep them if asked to."""
    parser = argparse.ArgumentParser(description="What graphkit bulk costs.")
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--spark", default="", help="Python of an environment with PySpark")
    parser.add_argument("--folder", type=Path, help="for the tables; by default a temporary one")
    parser.add_argument("--save", action="store_true", help="put the tables into RESULTS.md")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=options.folder))
    lines = []
    try:
        for line in section(options.events, options.runs, options.spark, folder):
            print(line, flush=True)
            lines.append(line)
    finally:
        shutil.rmtree(folder)
    if options.save:
        save(HEADING, _ABOUT, "\n".join(lines))


if __name__ == "__main__":
    main()
