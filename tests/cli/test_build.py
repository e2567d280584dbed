"""Tests of ``graphkit build``."""

from __future__ import annotations

from pathlib import Path

from graphkit.exporters import EXPORTERS
from tests.cli.running import Run, files
from tests.samples import export_files

EXPORTED = [name for exporter in EXPORTERS for name in export_files(exporter)]
MADE = {"seeds/layout.json", "exports/graph-states.graphml"} | {
    f"exports/{name}" for name in EXPORTED
}


def test_build(run: Run, root: Path) -> None:
    """The layout and every export are written, each named on a line; then what they hold."""
    before = set(files(root))
    done = run("build")
    assert done.status == 0
    *paths, last = done.out.splitlines()
    assert set(paths) == MADE
    assert last == "7 entities, 8 facts, 2 sources, 1 dispute"
    assert set(files(root)) - before == MADE


def test_build_again_changes_no_byte(run: Run, root: Path) -> None:
    """A second build of the same facts gives the same bytes in every file."""
    run("build")
    first = {name: data for name, (data, _) in files(root).items()}
    run("build")
    assert {name: data for name, (data, _) in files(root).items()} == first


def test_exports_is_a_file(run: Run, root: Path) -> None:
    """A file in the place of the folder for exports is one line."""
    (root / "exports").write_text("mine", encoding="utf-8")
    done = run("build")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
