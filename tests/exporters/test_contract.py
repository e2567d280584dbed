"""What every format promises, whichever it is, and how a file comes into being."""

from __future__ import annotations

import ast
import importlib
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit import exporters
from graphkit.build import Opened, export
from graphkit.errors import BadOutput, GraphkitError
from graphkit.exporters import EXPORTERS, VARIANTS, exporter, turtle
from graphkit.exporting import STDOUT, Exporter, write_export, write_whole
from graphkit.graph import Graph
from graphkit.resources import example_folder
from tests.samples import export_files, export_text, hostile, hostile_text, shipped, shipped_text

FOLDER = Path(str(exporters.__file__)).parent
MODULES = [
    importlib.import_module(f"graphkit.exporters.{path.stem}")
    for path in sorted(FOLDER.glob("*.py"))
    if path.stem != "__init__"
]
every_format = pytest.mark.parametrize("made", EXPORTERS, ids=[e.name for e in EXPORTERS])


# ------------------------------------------------------------------------ the list


def test_the_list() -> None:
    """Names and suffixes tell formats apart; each module of the folder is on the list."""
    assert len({e.name for e in EXPORTERS}) == len(EXPORTERS) == 13
    assert len({e.suffix for e in EXPORTERS}) == len(EXPORTERS)
    assert {name: made.name for made in EXPORTERS for name in made.variants} == VARIANTS
    assert {id(module.EXPORTER) for module in MODULES} == set(map(id, EXPORTERS))


def test_a_format_by_name() -> None:
    """A format is found by its name; another name is a KeyError."""
    assert exporter("turtle") is turtle.EXPORTER
    with pytest.raises(KeyError):
        exporter("ttl")


@every_format
def test_what_it_says_of_itself(made: Exporter) -> None:
    """Its name can be typed, its suffix has a dot, its title is one line."""
    assert re.fullmatch("[a-z]+", made.name)
    assert re.fullmatch(r"\.[a-z]+", made.suffix)
    assert made.title
    assert "\n" not in made.title


def test_one_format_imports_no_other() -> None:
    """A format can be taken out without touching another."""
    for module in MODULES:
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        assert not [name for name in names if name.startswith("graphkit.exporters")]


# ------------------------------------------------------------------------ what it renders


@every_format
def test_pieces(made: Exporter) -> None:
    """It yields texts that are UTF-8 and end in a line feed, without a carriage return."""
    for graph in (shipped(), hostile()):
        for render in made.files.values():
            pieces = list(render(graph))
            assert all(isinstance(piece, str) for piece in pieces)
            text = "".join(pieces)
            assert text.encode("utf-8").decode("utf-8") == text
            assert text.endswith("\n")
    assert "\r" not in shipped_text(made.name)


@every_format
def test_twice_the_same(made: Exporter) -> None:
    """Rendering is repeatable and leaves nothing behind in the graph."""
    assert export_text(shipped(), made.name) == shipped_text(made.name)
    assert export_text(hostile(), made.name) == hostile_text(made.name)


@every_format
def test_losses(made: Exporter) -> None:
    """Losses are counted under words for readers."""
    for graph in (shipped(), hostile()):
        for what, count in made.losses(graph).items():
            assert re.fullmatch(r"[a-z][A-Za-z0-9, ]+", what)
            assert count >= 0


@every_format
def test_an_early_view(made: Exporter) -> None:
    """Each format can write a view in which almost nothing is left."""
    nothing = shipped().as_of("1000-01-01").known_by("1000-01-01")
    assert not list(nothing.facts())
    assert export_text(nothing, made.name)


@every_format
def test_no_trace_of_the_machine(made: Exporter) -> None:
    """No path and no name of this machine gets into an export."""
    for folder in (example_folder(), Path(sys.prefix), Path(tempfile.gettempdir())):
        assert f"{folder}/" not in shipped_text(made.name)


# ------------------------------------------------------------------------ files


@every_format
def test_written_whole(made: Exporter, tmp_path: Path) -> None:
    """The file holds what was rendered, byte for byte, and nothing else lies beside it."""
    path = tmp_path / f"out{made.suffix}"
    written = write_export(made, shipped(), path)
    assert [item.name for item in written] == export_files(made, "out")
    data = b"".join(item.read_bytes() for item in written)
    assert data == shipped_text(made.name).encode("utf-8")
    assert set(tmp_path.iterdir()) == set(written)


@every_format
def test_a_contradicting_suffix_is_refused(made: Exporter, tmp_path: Path) -> None:
    """A .ttl that holds GraphML would mislead every tool."""
    path = tmp_path / "out.xyz"
    with pytest.raises(BadOutput, match=re.escape(made.suffix)):
        write_export(made, shipped(), path)
    assert not list(tmp_path.iterdir())


def test_a_suffix_in_capitals_or_none(tmp_path: Path) -> None:
    """Capitals do not matter, and a name without a suffix is the user's own choice."""
    for name in ("OUT.TTL", "out"):
        write_export(turtle.EXPORTER, hostile(), tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8") == hostile_text("turtle")


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`-` writes the same bytes to standard output."""
    write_export(turtle.EXPORTER, hostile(), STDOUT)
    assert capfdbinary.readouterr().out == hostile_text("turtle").encode("utf-8")


def _breaking() -> Iterator[str]:
    yield "half"
    raise GraphkitError("in the middle")


def test_an_old_file_outlives_a_failure(tmp_path: Path) -> None:
    """What breaks off in the middle leaves the old file whole and no other behind."""
    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(GraphkitError, match="in the middle"):
        write_whole(path, _breaking())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions(tmp_path: Path) -> None:
    """A file keeps its permissions; a new one gets those that any new file gets."""
    path, plain = tmp_path / "graph.ttl", tmp_path / "plain"
    plain.touch()
    write_whole(path, ["new"])
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    write_whole(path, ["newer"])
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text(encoding="utf-8") == "newer"


def test_a_missing_folder(tmp_path: Path) -> None:
    """The folder is named, and nothing is made of it."""
    with pytest.raises(BadOutput, match=r"no-such does not exist: make it") as caught:
        write_whole(tmp_path / "no-such" / "graph.ttl", ["x"])
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_place(tmp_path: Path) -> None:
    """A folder is not replaced by a file."""
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(BadOutput, match="is not a file"):
        write_whole(tmp_path / "graph.ttl", ["x"])


def test_what_the_disk_refuses(tmp_path: Path) -> None:
    """A fault of the disk is one line with its reason."""
    with pytest.raises(BadOutput, match=r"cannot be written \(.+\): free the place") as caught:
        write_whole(tmp_path / ("x" * 300), ["x"])
    assert "\n" not in str(caught.value)


def test_the_exports_folder_is_a_file(tmp_path: Path) -> None:
    """Where `exports` is a file, the next step is told instead of a traceback."""
    (tmp_path / "exports").write_text("in the way", encoding="utf-8")
    with pytest.raises(BadOutput, match="exports"):
        export(Opened(tmp_path, shipped(), ()), ["turtle"])


def test_losses_that_are_none_are_not_told(tmp_path: Path) -> None:
    """What a format loses is told only where there is any of it."""
    (written,) = export(Opened(tmp_path, shipped(), ()), ["graphml"])
    assert written.path == tmp_path / "exports" / "graph.graphml"
    assert written.losses
    assert all(written.losses.values())
    (page,) = export(Opened(tmp_path, shipped(), ()), ["html"])
    assert page.losses == {}


def test_an_export_of_another_view(tmp_path: Path) -> None:
    """A view set by the clocks is what is written."""
    early: Graph = shipped().as_of("2020-12-31")
    path = tmp_path / "early.ttl"
    export(Opened(tmp_path, early, ()), ["turtle"], path)
    text = path.read_text(encoding="utf-8")
    assert 'gk:asOf "2020-12-31"^^xsd:date' in text
    assert "fact:donald-trump-participated-in-call-2025-11-06\n" not in text
    assert not (tmp_path / "exports").exists()
