"""What is killed, broken or full leaves nothing that looks finished, and loses nothing."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkit.bulk.running import bulk
from graphkit.bulk.session import NoEngine, session
from graphkit.errors import BadData, BadOutput, GraphkitError
from graphkit.importers.tables import BadTable
from tests.bulk.comparing import curated_rows, imported, table_rows
from tests.bulk.engines import CLUSTER, SAIL, need
from tests.cli.running import runner
from tests.importers.parquet_tables import write_parquet

Engine = tuple[str, str]
#: Long enough for a machine that does many other things.
_PATIENCE = 600


def made_up(path: Path, rows: int) -> Path:
    """Write a table of events between a few thousand actors, each row another event."""
    actors = ["Fiji", "Tonga", *(f"Office {number} (Fiji)" for number in range(2000))]
    phrases = ("Consult", "Make statement", "Host a visit")
    with path.open("w", encoding="utf-8") as stream:
        for number in range(rows):
            first, other = actors[number % 2002], actors[number * 7 % 2002]
            day = f"{2001 + number // 84:04}-{1 + number // 7 % 12:02}-{1 + number % 28:02}"
            stream.write(f"{first}\t{phrases[number % 3]}\t{other}\t{day}\n")
    return path


def start(
    engine: Engine, table: Path, output: Path, limit: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    """Start the command in a process, and a group, of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "graphkit", "bulk", str(table)]
    command += ["--mapping", "icews", "-o", str(output), "--engine", engine[0]]
    command += ["--master", engine[1]] if engine[1] else []
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=limit,  # noqa: PLW1509 - one system call
    )  # fmt: skip


def until(done: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for something that a process does."""
    end = time.monotonic() + _PATIENCE
    while not done():
        assert time.monotonic() < end, "it never came so far"
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def steps(folder: Path) -> int:
    """Return how many steps a run has begun to write beside an output that is not yet there."""
    return len(list(folder.glob(".graphkit-*/scratch/frame-*")))


def test_run_that_is_killed(engine: Engine, tmp_path: Path) -> None:
    """A run that is killed in the middle leaves no folder under the name of its output."""
    table = made_up(tmp_path / "table.tsv", 20_000)
    process = start(engine, table, tmp_path / "made")
    until(lambda: steps(tmp_path) > 1, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == {
        "table.tsv"
    }


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_run_that_is_interrupted(tmp_path: Path, number: int, status: int) -> None:
    """A run that is ended by hand or by a scheduler ends at once and leaves nothing."""
    need("sail")
    table = made_up(tmp_path / "table.tsv", 100_000)

    def heard() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are deaf to it

    process = start(SAIL, table, tmp_path / "made", heard)
    until(lambda: steps(tmp_path) > 0, process)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == status
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["table.tsv"]


@pytest.mark.spark
def test_executor_that_is_killed(tmp_path: Path) -> None:
    """A worker killed in the middle of a cluster's run loses no row and doubles none."""
    need("spark")
    table = made_up(tmp_path / "table.tsv", 20_000)
    process = start(CLUSTER, table, tmp_path / "made")
    killed = []
    for begun in (2, 3):
        until(lambda n=begun: steps(tmp_path) >= n, process)  # type: ignore[misc]
        until(lambda: bool(list(executors(process.pid))), process)
        killed.append(next(executors(process.pid)))
        os.kill(killed[-1], signal.SIGKILL)
    _, err = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0, err
    assert len(set(killed)) == 2
    assert table_rows(tmp_path / "made" / "facts") == curated_rows(imported(table, "icews"))


def executors(root: int) -> Iterator[int]:
    """Yield the processes below one that are executors of Spark."""
    parents = {}
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "stat").read_text().rpartition(")")[2].split()
            parents[int(entry.name)] = int(words[1])
        except (OSError, ValueError):
            continue
    for number in parents:
        above = number
        while above in parents and above != root:
            above = parents[above]
        if above == root:
            try:
                line = Path(f"/proc/{number}/cmdline").read_bytes()
            except OSError:
                continue
            if b"CoarseGrainedExecutorBackend" in line:
                yield number


def test_full_disk(tmp_path: Path) -> None:
    """Where no more can be written, nothing is left, and one line says so."""
    need("sail")
    table = made_up(tmp_path / "table.tsv", 20_000)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    process = start(SAIL, table, tmp_path / "made", limit)
    _, err = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 2
    assert err.splitlines()[-1].startswith("graphkit: ")
    assert [path.name for path in tmp_path.iterdir()] == ["table.tsv"]


def test_table_that_breaks_off(engine: Engine, tmp_path: Path) -> None:
    """A truncated Parquet file, here the second of two, is named and nothing is written."""
    rows = {name: ["Fiji"] * 5000 for name in ("source", "phrase", "target", "day")}
    (tmp_path / "in").mkdir()
    path = write_parquet(tmp_path / "in" / "a.parquet", rows)
    (tmp_path / "in" / "b.parquet").write_bytes(path.read_bytes()[:-100])
    with pytest.raises(GraphkitError, match=r"b\.parquet"):
        bulk([tmp_path / "in"], "icews", tmp_path / "made", engine=engine[0], master=engine[1])
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_bytes_that_are_not_utf8(engine: Engine, tmp_path: Path) -> None:
    """A table with a byte that is not UTF-8 is never read as if it were."""
    (tmp_path / "table.tsv").write_bytes(
        b"Fiji\tConsult\tTonga\t2015-01-02\nF\xff\tConsult\tTonga\t2015-01-02\n"
    )
    with pytest.raises(BadTable, match=r"table\.tsv.*UTF-8"):
        bulk(
            [tmp_path / "table.tsv"], "icews", tmp_path / "made", engine=engine[0], master=engine[1]
        )
    assert not (tmp_path / "made").exists()


def test_missing_column(tmp_path: Path) -> None:
    """A column that the mapping names and the table has not is told with both places."""
    (tmp_path / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadData) as caught:
        bulk([tmp_path / "table.csv"], "cow-alliances", tmp_path / "made")
    assert {problem.code for problem in caught.value.problems} == {"missing-column"}


def test_missing_field(engine: Engine, tmp_path: Path) -> None:
    """Objects none of which has a field that the mapping names are no such table."""
    (tmp_path / "table.jsonl").write_text('{"source": "Fiji"}\n', encoding="utf-8")
    with pytest.raises(BadData):
        bulk(
            [tmp_path / "table.jsonl"],
            "icews",
            tmp_path / "made",
            engine=engine[0],
            master=engine[1],
        )


def test_folder_that_is_not_empty(tmp_path: Path) -> None:
    """What is there already is not touched."""
    table = made_up(tmp_path / "table.tsv", 2)
    with pytest.raises(BadOutput, match="not an empty folder"):
        bulk([table], "icews", tmp_path)
    with pytest.raises(BadOutput, match="does not exist"):
        bulk([table], "icews", tmp_path / "no" / "folder")


def test_output_that_cannot_take_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that one stands in, and one below a pattern, are refused at once."""
    table = made_up(tmp_path / "table.tsv", 2)
    (tmp_path / "here[1]").mkdir()
    monkeypatch.chdir(tmp_path / "here[1]")
    with pytest.raises(BadOutput, match="name a new folder in it"):
        bulk([table], "icews", Path())
    with pytest.raises(BadOutput, match=r"has \[ \] in its name"):
        bulk([table], "icews", Path("made"))


def test_server_that_does_not_answer(tmp_path: Path) -> None:
    """A server that is not there is told of at once, and not after ten minutes."""
    need("sail")
    with pytest.raises(NoEngine, match=r"sc://127\.0\.0\.1:1 does not answer"):
        session("spark", tmp_path, "sc://127.0.0.1:1").__enter__()


def test_engine_that_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine that is not installed is named in one line with what installs it."""
    monkeypatch.setitem(sys.modules, "pysail.spark", None)
    with pytest.raises(NoEngine, match=r"pip install 'graphkit-diplomacy\[bulk\]'"):
        session("sail", tmp_path).__enter__()
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(NoEngine, match=r"pip install 'graphkit-diplomacy\[spark\]'"):
        session("spark", tmp_path).__enter__()
    with pytest.raises(NoEngine, match="leave out --master"):
        session("sail", tmp_path, "local[2]").__enter__()


def test_command(
    engine: Engine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The command says what was left out and where, and ends with what it wrote."""
    run = runner(capsys, monkeypatch)
    table = tmp_path / "table.tsv"
    table.write_text("Fiji\tConsult\tTonga\t2015-01-02\nFiji\tFrobnicate\tTonga\t2015-01-02\n")
    options = ["--engine", engine[0], *(["--master", engine[1]] if engine[1] else [])]
    done = run("bulk", table, "--mapping", "icews", "-o", tmp_path / "made", *options)
    assert done.status == 0
    assert done.out.endswith("made: facts 1, nodes 2, edges 1\n")
    assert 'left out: 1 row: unknown-code\n    table.tsv:2: unknown-code "Frobnicate"\n' in done.err
    table.write_text("Fiji\tFrobnicate\tTonga\t2015-01-02\n")
    done = run("bulk", table, "--mapping", "icews", "-o", tmp_path / "none", *options)
    assert done.status == 1
    assert "the tables give no fact" in done.err
    assert not (tmp_path / "none").exists()
    done = run("bulk", table, "--mapping", "icews", "-o", tmp_path / "none", "--write", "all")
    assert done.status == 2
