"""Tests of graphkit.cli: help, exit statuses, and errors in one line."""

from __future__ import annotations

import io
import os
import shlex
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from graphkit.cli import COMMANDS, group, main
from tests.cli.running import Run
from tests.projects import write_project

HEAVY = (
    "igraph", "jinja2", "networkx", "pyoxigraph", "pyvis", "rdflib", "rich", "yaml",
    "graphkit.graph", "importlib.metadata",
)  # fmt: skip
GRAPHKIT = (sys.executable, "-m", "graphkit")


def command(name: str) -> click.Command:
    """Return one command."""
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


def of_group(found: click.Command) -> list[click.Command]:
    """Return the commands of a group; none of what is no group."""
    if not isinstance(found, click.Group):
        return []
    context = click.Context(found)
    return [
        one for name in found.list_commands(context) if (one := found.get_command(context, name))
    ]


# ---------------------------------------------------------------- help


def test_help_loads_nothing_heavy() -> None:
    """``graphkit --help`` answers at once: it loads click and no library of the work."""
    code = f"""\
import sys
from graphkit.cli import main
sys.argv = ["graphkit", "--help"]
try:
    main()
except SystemExit as end:
    print(end.code, sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    assert done.stderr == "0 []\n"
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(run: Run, option: str) -> None:
    """The help lists every command with its line, and ends with an example."""
    done = run(option)
    assert (done.status, done.err) == (0, "")
    for name, line in COMMANDS.items():
        assert f"  {name} " in done.out
        assert line in done.out
    assert done.out.splitlines()[-1].strip().startswith("Example: graphkit ")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(run: Run, name: str) -> None:
    """The help of a command begins with the line of the list and ends with an example."""
    done = run(name, "--help")
    assert (done.status, done.err) == (0, "")
    assert f"Usage: graphkit {name} " in done.out
    text = " ".join(done.out.split())
    assert COMMANDS[name].rstrip(".") in text
    example = text[text.rindex("Example: graphkit ") :]
    assert " ".join(str(command(name).epilog).split()) == example


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_use_what_there_is(name: str) -> None:
    """The example in the help of a command is of that command, with options that it has."""
    words = shlex.split(str(command(name).epilog).partition("&&")[0])
    assert words[:3] == ["Example:", "graphkit", name]
    found: click.Command | None = command(name)
    if isinstance(found, click.Group):
        found = found.get_command(click.Context(found), words[3])
    assert found
    options = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= options


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    """Each option of each command has a line of help."""
    for found in of_group(command(name)) or [command(name)]:
        options = [one for one in found.params if isinstance(one, click.Option)]
        records = [option.get_help_record(click.Context(found)) for option in options]
        assert records
        assert all(record and record[1] for record in records)


def test_version(run: Run) -> None:
    """``--version`` tells the version of the distribution."""
    assert run("--version") == (0, f"graphkit {version('graphkit-diplomacy')}\n", "")


# ---------------------------------------------------------------- wrong use


WRONG_USE = [
    ["chekc"],
    ["--projekt", "."],
    ["check", "--fast"],
    ["check", "more"],
    ["check", "--project"],
    ["export"],
    ["export", "turtel"],
    ["export", "turtle", "--format", "csv"],
    ["export", "all", "-o", "x.ttl"],
    ["export", "all", "-o", "-"],
    ["export", "turtle", "--as-of", "yesterday"],
    ["export", "turtle", "--as-of", "2025-02-30"],
    ["export", "turtle", "--as-of", "2025"],
    ["export", "turtle", "--as-of", "2025-W45-5"],
    ["export", "turtle", "--as-of", "20251107"],
    ["export", "turtle", "--known-by", ""],
    ["render", "--known-by", "7.11.2025"],
    ["query"],
    ["query", "ASK {}", "-f", "ask.rq"],
    ["query", "ASK {}", "--format", "pdf"],
    ["query", "ASK {}", "--data", "a.ttl", "--as-of", "2025-11-07"],
    ["query", "ASK {}", "--data", "a.ttl", "--project", "."],
]


@pytest.mark.parametrize("arguments", WRONG_USE, ids=[" ".join(words) for words in WRONG_USE])
@pytest.mark.usefixtures("root")
def test_wrong_use(run: Run, arguments: list[str]) -> None:
    """Wrong use ends with 2 and one line on stderr."""
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("graphkit")
    assert done.err.count("\n") == 1
    assert done.err.isascii()


def test_wrong_use_leads_to_the_help(run: Run) -> None:
    """The line ends with the command whose help tells more."""
    assert run("chekc").err.endswith("(see graphkit --help)\n")
    assert run("export").err.endswith("(see graphkit export --help)\n")


@pytest.mark.parametrize("day", ["yesterday", "2025-02-30", "2025-W45-5"])
@pytest.mark.usefixtures("root")
def test_bad_day(run: Run, day: str) -> None:
    """A day in another form is named, with the form that is read."""
    done = run("export", "turtle", "--as-of", day)
    assert f'"{day}" is no day: write it as YYYY-MM-DD' in done.err


# ---------------------------------------------------------------- no project


@pytest.mark.parametrize("name", ["check", "render", "build", "layout"])
def test_no_project(run: Run, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a project there is one line: the folder looked in, and what to do."""
    monkeypatch.chdir(tmp_path)
    done = run(name)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"graphkit: no graphkit project in {tmp_path} or above it: go to a folder whose "
        "seeds/ holds a graph:, or name one with --project DIR\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_no_project_for_export_and_query(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands with arguments of their own look for the project in the same way."""
    monkeypatch.chdir(tmp_path)
    for arguments in (["export", "turtle"], ["query", "ASK {}"]):
        done = run(*arguments)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
        assert str(tmp_path) in done.err


@pytest.mark.parametrize("name", ["check", "render", "build", "layout"])
def test_named_folder_is_no_project(run: Run, name: str, tmp_path: Path) -> None:
    """A folder that was named is not looked above; it is told with what it lacks."""
    write_project(tmp_path)
    inner = tmp_path / "inner"
    inner.mkdir()
    for folder in (inner, tmp_path / "gone", tmp_path / "seeds" / "graph.yaml"):
        done = run(name, "--project", folder)
        assert (done.status, done.out) == (2, "")
        assert done.err == (
            f"graphkit: {folder} is no graphkit project: its seeds/ must hold a graph:\n"
        )


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the current folder")
def test_current_folder_is_gone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken environment is one line, never a traceback."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = run("check")
    monkeypatch.chdir(tmp_path)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


# ---------------------------------------------------------------- a broken ontology


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["render"], ["export", "all"], ["build"], ["layout"], ["query", "ASK {}"]],
    ids=" ".join,
)
def test_broken_ontology(run: Run, root: Path, arguments: list[str]) -> None:
    """An ontology file of the project that cannot be used stops each command in one line."""
    (root / "ontology").mkdir()
    (root / "ontology" / "own.ttl").write_text("gk:mediated a gk:Lasting", encoding="utf-8")
    done = run(*arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "own.ttl cannot be read as Turtle" in done.err
    assert not (root / "exports").exists()
    assert not (root / "seeds" / "layout.json").exists()


def test_broken_layout(run: Run, root: Path) -> None:
    """A layout file that is none is one line with what to do."""
    (root / "seeds" / "layout.json").write_text("[", encoding="utf-8")
    done = run("render")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "remove it and run graphkit layout" in done.err


# ---------------------------------------------------------------- Ctrl-C and closed pipes


def test_interrupt(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and no traceback, and leaves no half-made file."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("graphkit.exporting._mode", interrupt)
    done = run("export", "turtle")
    assert (done.status, done.out, done.err.strip()) == (130, "", "")
    assert list((root / "exports").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_interrupt_from_outside(root: Path) -> None:
    """The signal of Ctrl-C, met while a command waits, ends it with 130."""
    pipe = root / "query.rq"
    os.mkfifo(pipe)
    started = subprocess.Popen(
        [*GRAPHKIT, "query", "-f", str(pipe)], cwd=root, stderr=subprocess.PIPE
    )
    with pipe.open("wb"):  # opens once the command has opened it to read
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=60)
    assert started.returncode == 130
    assert err.strip() == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["export", "turtle", "-o", "-"],
        ["export", "html", "-o", "-"],
        ["query", "SELECT * { ?s ?p ?o }"],
        ["query", "SELECT * { ?s ?p ?o }", "--format", "csv"],
        ["query", "SELECT * { ?s ?p ?o }", "--format", "json"],
        ["query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"],
    ],
    ids=" ".join,
)
def test_closed_pipe(root: Path, arguments: list[str]) -> None:
    """A reader that has gone is no error and nothing to talk of."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*GRAPHKIT, *arguments],
            cwd=root, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["check"], ["export", "turtle", "-o", "-"]], ids=" ".join)
def test_full_disk(root: Path, arguments: list[str]) -> None:
    """Standard output that takes no more is one line, never a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*GRAPHKIT, *arguments],
            cwd=root, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(b"graphkit: No space left on device")
    assert done.stderr.count(b"\n") == 1


def test_other_locale(root: Path) -> None:
    """Files and results are UTF-8 in a locale that knows ASCII only."""
    names = root / "seeds" / "more.yaml"
    names.write_text("entities:\n  turkiye: {kind: state, name: Türkiye}\n", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment["PYTHONIOENCODING"] = "ascii:strict"
    for arguments in (
        ["export", "turtle", "-o", "-"],
        ["query", "SELECT ?n { ?s skos:prefLabel ?n . ?s a gk:State }", "--format", "csv"],
    ):
        done = subprocess.run(
            [*GRAPHKIT, *arguments],
            cwd=root, env=environment, capture_output=True, check=True, timeout=60,
        )  # fmt: skip
        assert "Türkiye" in done.stdout.decode("utf-8")


class Gone(io.StringIO):
    """A stream whose reader has gone."""

    def __init__(self, descriptor: int) -> None:
        """Take the descriptor that the process would write to."""
        super().__init__()
        self.descriptor = descriptor

    def fileno(self) -> int:
        """Return the descriptor."""
        return self.descriptor

    def write(self, _text: str, /) -> int:
        """Fail as a pipe does."""
        raise BrokenPipeError(32, "Broken pipe")


@pytest.mark.usefixtures("root")
def test_nothing_is_said_after_a_closed_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the reader has gone, both streams lead nowhere, so that the exit is quiet too."""
    reader, writer = os.pipe()
    os.close(reader)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "argv", ["graphkit", "check"])
        patched.setattr(sys, "stdout", Gone(writer))
        patched.setattr(sys, "stderr", Gone(os.dup(writer)))
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == 0
    assert os.write(writer, b"to nobody") == 9
    os.close(writer)


def test_commands_in_order() -> None:
    """Completion and help know the same commands, in the same order."""
    assert group.list_commands(click.Context(group)) == list(COMMANDS)
    assert group.get_command(click.Context(group), "gone") is None
