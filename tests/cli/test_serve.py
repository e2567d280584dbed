"""Tests of ``graphkit serve``: its one line, its end, and what stops it from starting."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.serving.server import listen
from tests.cli.running import Run

GRAPHKIT = (sys.executable, "-m", "graphkit")
PATIENCE = 30.0
OMAN = "entities:\n  oman: {kind: state, name: Oman}\n"


class Started:
    """A server in a process of its own, and the lines that it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Begin to listen to what it says."""
        self.process = process
        self.out: queue.Queue[str] = queue.Queue()
        self.err: queue.Queue[str] = queue.Queue()
        self.threads = [
            threading.Thread(target=self._listen, args=(stream, lines))
            for stream, lines in ((process.stdout, self.out), (process.stderr, self.err))
        ]
        for thread in self.threads:
            thread.start()
        self.url = self.out.get(timeout=PATIENCE).strip()
        assert self.url, self.err.get(timeout=PATIENCE)

    def get(self, path: str = "", accept: str = "*/*") -> str:
        """Return what stands at a path."""
        request = urllib.request.Request(f"{self.url}{path}", headers={"Accept": accept})  # noqa: S310
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 - ours
            return str(response.read().decode("utf-8"))

    def end(self, number: int) -> tuple[int, str, str]:
        """Send a signal; return the status, and what was said since it was last heard."""
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        for thread in self.threads:
            thread.join(PATIENCE)
        return status, _rest(self.out), _rest(self.err)

    @staticmethod
    def _listen(stream: object, lines: queue.Queue[str]) -> None:
        for line in stream or ():  # type: ignore[attr-defined]
            lines.put(line)
        lines.put("")


def _rest(lines: queue.Queue[str]) -> str:
    found = []
    with contextlib.suppress(queue.Empty):
        while True:
            found.append(lines.get_nowait())
    return "".join(found)


@contextlib.contextmanager
def serving(root: Path, *options: str) -> Iterator[Started]:
    """Run ``graphkit serve`` on any free port until the block ends."""
    process = subprocess.Popen(
        [*GRAPHKIT, "serve", "--port", "0", *options],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    with process:
        started = None
        try:
            started = Started(process)
            yield started
        finally:
            process.kill()
            for thread in started.threads if started else ():
                thread.join(PATIENCE)


def _children(pid: int) -> list[int]:
    """Return the processes below a process."""
    found = [
        int(child)
        for tasks in Path(f"/proc/{pid}/task").glob("*/children")
        for child in tasks.read_text(encoding="ascii").split()
    ]
    return [*found, *(below for child in found for below in _children(child))]


# ---------------------------------------------------------------- a server and its end


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
def test_serve(root: Path, number: int, status: int) -> None:
    """It says where to look and nothing else, answers, and ends cleanly within a second or so."""
    with serving(root) as started:
        assert started.url.startswith("http://127.0.0.1:")
        assert "A small project" in started.get()
        assert "true" in started.get("sparql?query=ASK%20%7B%7D")
        children = _children(started.process.pid)
        begun = time.monotonic()
        ended, out, err = started.end(number)
        assert (ended, out, err.strip()) == (status, "", "")
        assert time.monotonic() - begun < 5
        assert not [child for child in children if Path(f"/proc/{child}").exists()]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_interrupt_while_a_query_runs(root: Path) -> None:
    """Ctrl-C ends a query that runs, and no process of it is left."""
    slow = "SELECT%20*%20%7B?a%20?b%20?c.?d%20?e%20?f.?g%20?h%20?i%20FILTER(?a=1)%7D"
    with serving(root) as started:
        asking = threading.Thread(target=_ask_in_vain, args=(started, slow))
        asking.start()
        time.sleep(0.5)
        children = _children(started.process.pid)
        ended, out, err = started.end(signal.SIGINT)
        asking.join(PATIENCE)
        assert (ended, out, err.strip()) == (130, "", "")
        assert not [child for child in children if Path(f"/proc/{child}").exists()]


def _ask_in_vain(started: Started, query: str) -> None:
    with contextlib.suppress(OSError):
        started.get(f"sparql?query={query}")


def test_clocks(root: Path) -> None:
    """Both clocks turn what is served."""
    with serving(root, "--as-of", "2020-12-31", "--known-by", "2025-11-06") as started:
        status = started.get("status")
        assert '"asOf":"2020-12-31"' in status
        assert '"knownBy":"2025-11-06"' in status


def test_watch(root: Path) -> None:
    """An edit is served and told; a broken one is told with its place, and not served."""
    file = root / "seeds" / "more.yaml"
    with serving(root, "--watch") as started:
        file.write_text(OMAN, encoding="utf-8")
        assert started.err.get(timeout=PATIENCE).startswith("reloaded: 8 entities")
        assert "oman" in started.get("id/oman")
        file.write_text(OMAN.replace("state", "sate"), encoding="utf-8")
        said = [started.err.get(timeout=PATIENCE)]
        while said[-1] != "The last good graph is still served.\n":
            said.append(started.err.get(timeout=PATIENCE))
        assert "seeds/more.yaml:2:16: unknown-kind" in "".join(said)
        assert '"stale":true' in started.get("status")
        assert "oman" in started.get("id/oman")


def test_no_watch(root: Path) -> None:
    """Without ``--watch`` a server serves what it has read."""
    with serving(root) as started:
        (root / "seeds" / "more.yaml").write_text(OMAN, encoding="utf-8")
        time.sleep(1.5)
        assert '"stale":false' in started.get("status")
        assert "oman" not in started.get("graph.ttl")


def test_warnings_are_told(root: Path) -> None:
    """Warnings of the project are told, and stop nothing."""
    (root / "seeds" / "more.yaml").write_text(OMAN, encoding="utf-8")
    with serving(root) as started:
        assert "warning: " in started.err.get(timeout=PATIENCE)
        assert "oman" in started.get("id/oman")


# ---------------------------------------------------------------- what stops it


@pytest.mark.usefixtures("root")
def test_taken_port(run: Run) -> None:
    """A port that is taken is one line with what to do."""
    with listen("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"graphkit: cannot serve at 127.0.0.1:{port} (")
    assert done.err.endswith("choose another --host or --port\n")


@pytest.mark.usefixtures("root")
def test_bad_host(run: Run) -> None:
    """A host that is none is one line with what to do."""
    done = run("serve", "--host", "host.invalid", "--port", "0")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "choose another --host" in done.err


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_bad_port(run: Run, port: str) -> None:
    """A number that is no port is wrong use."""
    done = run("serve", "--port", port)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_the_extra(run: Run, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the libraries of the extra there is one line that installs them."""
    found = importlib.util.find_spec

    def find_spec(name: str, package: str | None = None) -> object:
        return None if name == missing else found(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    done = run("serve")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "graphkit: serving needs an extra: install it with "
        "pip install 'graphkit-diplomacy[serve]'\n"
    )


def test_errors_in_the_data(run: Run, root: Path) -> None:
    """A project with errors is not served: they are told, with their places."""
    (root / "seeds" / "more.yaml").write_text(OMAN.replace("state", "sate"), encoding="utf-8")
    done = run("serve", "--port", "0")
    assert (done.status, done.out) == (1, "")
    assert "seeds/more.yaml:2:16: unknown-kind" in done.err


def test_help_needs_no_extra(run: Run) -> None:
    """The help of the command is there without the libraries of the extra."""
    code = """\
import sys
sys.modules["starlette"] = sys.modules["uvicorn"] = None
sys.argv = ["graphkit", "serve", "--help"]
from graphkit.cli import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    assert "--watch" in done.stdout
    assert run("serve", "--help").out == done.stdout


def test_other_commands_load_no_server() -> None:
    """No other command loads the libraries of the extra."""
    code = """\
import sys
from graphkit.cli import COMMANDS, group
for name in COMMANDS:
    assert group.get_command(None, name)
print(sorted({"starlette", "uvicorn", "h11", "anyio"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    assert done.stdout == "[]\n"
