"""Tests of graphkit.exporting: a file is the old one or the complete new one."""

from __future__ import annotations

import dataclasses
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from graphkit.errors import BadOutput
from graphkit.exporting import STDOUT, Exporter, write_export, write_whole
from graphkit.graph import Graph
from graphkit.loading import load
from tests.projects import write_project

OLD, NEW = "the old text\n", "the new text: Türkiye\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds an old file."""
    (tmp_path / "graph.ttl").write_text(OLD, encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    """Return every file of a folder, hidden ones too, with its text."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


# ---------------------------------------------------------------- a write that ends well


def test_new_file(tmp_path: Path) -> None:
    """The pieces are written as UTF-8 with the line ends they have, and nothing else is left."""
    write_whole(tmp_path / "new.ttl", iter(["a\n", "", "é\r\n", "\U0001f30d"]))
    assert (tmp_path / "new.ttl").read_bytes() == "a\né\r\n\U0001f30d".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["new.ttl"]


def test_old_file_is_replaced(folder: Path) -> None:
    """The new text stands in the place of the old one, whichever is longer."""
    for text in (NEW, "", NEW * 1000):
        write_whole(folder / "graph.ttl", [text])
        assert contents(folder) == {"graph.ttl": text}


def test_old_file_stays_whole_until_the_end(folder: Path) -> None:
    """While pieces are being made, whoever opens the file reads the old one."""
    seen = []

    def pieces() -> Iterator[str]:
        for piece in ("x" * 100_000, "y", "z"):
            seen.append((folder / "graph.ttl").read_text(encoding="utf-8"))
            yield piece

    write_whole(folder / "graph.ttl", pieces())
    assert seen == [OLD] * 3


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o640])
def test_permissions_are_kept(folder: Path, mode: int) -> None:
    """The new file may be read and written by those who could before."""
    path = folder / "graph.ttl"
    path.chmod(mode)
    write_whole(path, [NEW])
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such mask")
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_permissions_of_a_new_file(tmp_path: Path, mask: int) -> None:
    """A new file has the permissions that any program would give it, not those of a secret."""
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "new.ttl", [NEW])
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.ttl").stat().st_mode) == 0o666 & ~mask


def test_long_name(tmp_path: Path) -> None:
    """A name as long as the disk takes can be written, and a longer one is told."""
    write_whole(tmp_path / f"{'a' * 251}.ttl", [NEW])
    assert len(contents(tmp_path)) == 1
    with pytest.raises(BadOutput, match="cannot be written"):
        write_whole(tmp_path / f"{'a' * 300}.ttl", [NEW])


# ---------------------------------------------------------------- a write that fails


class Interrupted(BaseException):
    """Stands for Ctrl-C and the like, which no handler of errors sees."""


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError, Interrupted])
@pytest.mark.parametrize("after", [0, 1, 50])
def test_failing_pieces(folder: Path, after: int, error: type[BaseException] | OSError) -> None:
    """A text that cannot be made to its end leaves the old file and nothing else."""

    def pieces() -> Iterator[str]:
        yield from ["x" * 10_000] * after
        raise error

    with pytest.raises((BadOutput, ValueError, Interrupted)):
        write_whole(folder / "graph.ttl", pieces())
    assert contents(folder) == {"graph.ttl": OLD}


def test_text_that_is_no_text(folder: Path) -> None:
    """Half a character cannot be written; the old file stays."""
    with pytest.raises(UnicodeEncodeError):
        write_whole(folder / "graph.ttl", ["good", "\ud800"])
    assert contents(folder) == {"graph.ttl": OLD}


def refuse(*_: object, **__: object) -> None:
    """Fail as a full or a read-only disk does."""
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    "name", ["tempfile.mkstemp", "os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace"]
)
@pytest.mark.parametrize("is_new", [False, True])
def test_failing_steps(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch, *, is_new: bool
) -> None:
    """Wherever the disk fails, the old file stays, nothing is left, and one line tells it."""
    output = folder / ("new.ttl" if is_new else "graph.ttl")
    monkeypatch.setattr(name, refuse)
    with pytest.raises(BadOutput) as caught:
        write_whole(output, [NEW])
    assert contents(folder) == {"graph.ttl": OLD}
    assert str(caught.value) == (
        f"{output} cannot be written (No space left on device): "
        "free the place or name another output"
    )


def test_read_only_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be written to is told in one line, and the old file stays."""

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    folder.chmod(0o555)
    if os.access(folder, os.W_OK):  # root may write everywhere
        monkeypatch.setattr("tempfile.mkstemp", deny)
    try:
        with pytest.raises(BadOutput, match=r"cannot be written \(Permission denied\)"):
            write_whole(folder / "graph.ttl", [NEW])
    finally:
        folder.chmod(0o755)
    assert contents(folder) == {"graph.ttl": OLD}


def test_temporary_file_is_known_by_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process leaves behind is hidden, and a name that version control skips."""
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BadOutput):
        write_whole(folder / "graph.ttl", [NEW])
    (left,) = (name for name in contents(folder) if name != "graph.ttl")
    assert left.startswith(".graphkit-graph.ttl-")
    assert left.endswith(".tmp")


# ---------------------------------------------------------------- the place


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is not made: a slip in its name would be kept."""
    with pytest.raises(BadOutput, match=r"the folder .*gone does not exist: make it or name"):
        write_whole(tmp_path / "gone" / "graph.ttl", [NEW])
    assert contents(tmp_path) == {}


def test_folder_is_a_file(folder: Path) -> None:
    """A file in the place of the folder is told in the same way."""
    with pytest.raises(BadOutput, match="does not exist"):
        write_whole(folder / "graph.ttl" / "graph.ttl", [NEW])


def test_output_is_a_folder(folder: Path) -> None:
    """A folder in the place of the file is told, and not a file in it."""
    (folder / "sub").mkdir()
    for output in (folder / "sub", folder / "sub" / "..", Path("/"), Path()):
        with pytest.raises(BadOutput, match="is not a file: name another output"):
            write_whole(output, [NEW])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_output_is_a_pipe_or_a_device(folder: Path) -> None:
    """A pipe and a device are not replaced by a file."""
    os.mkfifo(folder / "pipe.ttl")
    for output in (folder / "pipe.ttl", Path(os.devnull)):
        with pytest.raises(BadOutput, match="is not a file"):
            write_whole(output, [NEW])
    assert stat.S_ISFIFO((folder / "pipe.ttl").stat().st_mode)


def test_nothing_is_made_of_the_text_before_the_place_is_seen(tmp_path: Path) -> None:
    """A place that cannot be written to is told at once, not after a long export."""
    asked = []

    def pieces() -> Iterator[str]:
        asked.append("a piece")
        yield NEW

    with pytest.raises(BadOutput):
        write_whole(tmp_path / "gone" / "graph.ttl", pieces())
    assert asked == []


# ---------------------------------------------------------------- exporters and stdout


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Return the graph of the small project."""
    return load(write_project(tmp_path_factory.mktemp("project")))


def no_losses(_graph: Graph) -> dict[str, int]:
    """Lose nothing."""
    return {}


def rendering(pieces: Iterable[str]) -> Callable[[Graph], Iterator[str]]:
    """Return a function that renders any graph as these pieces."""
    return lambda _graph: iter(pieces)


PLAIN = Exporter(
    name="plain",
    suffix=".txt",
    title="Plain text",
    files={"": rendering([NEW])},
    losses=no_losses,
)


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a", "a.b.txt", ".txt"])
def test_suffix_that_fits(graph: Graph, tmp_path: Path, name: str) -> None:
    """The suffix of the format, in any case, or none at all, is taken as it stands."""
    write_export(PLAIN, graph, tmp_path / name)
    assert contents(tmp_path) == {name: NEW}


@pytest.mark.parametrize("name", ["a.html", "a.txt.gz", "a.2020"])
def test_suffix_that_contradicts(graph: Graph, tmp_path: Path, name: str) -> None:
    """A suffix of another format is a slip in one of the two: nothing is written."""
    with pytest.raises(BadOutput) as caught:
        write_export(PLAIN, graph, tmp_path / name)
    message = str(caught.value)
    assert Path(name).suffix in message
    assert "plain is written to .txt files" in message
    assert "\n" not in message
    assert contents(tmp_path) == {}


def test_stdout(graph: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """For ``-`` the bytes go to standard output as UTF-8, whatever encoding it has."""
    monkeypatch.chdir(tmp_path)
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252", newline="\r\n"))
    exporter = dataclasses.replace(PLAIN, files={"": rendering(["a\n", "Å \U0001f30d\n"])})
    write_export(exporter, graph, STDOUT)
    assert raw.getvalue() == "a\nÅ \U0001f30d\n".encode()
    assert contents(tmp_path) == {}
