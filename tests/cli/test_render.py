"""Tests of ``graphkit render``."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run
from tests.reading.wire import WIRE, write_wire


def test_render(run: Run, root: Path) -> None:
    """The page is made, and the only line tells where it is and what it holds."""
    done = run("render")
    assert (done.status, done.err) == (0, "")
    assert done.out == "exports/graph.html: 7 entities, 8 facts, 2 sources, 1 dispute\n"
    page = (root / "exports" / "graph.html").read_bytes()
    assert page[:15].lower() == b"<!doctype html>"
    assert [path.name for path in (root / "exports").iterdir()] == ["graph.html"]


def test_output(run: Run, root: Path) -> None:
    """The page may go to another file or to stdout, which then holds nothing else."""
    done = run("render", "-o", "page.html")
    assert done.out.startswith("page.html: ")
    expected = (root / "page.html").read_bytes()
    done = run("render", "-o", "-")
    assert (done.status, done.out.encode(), done.err) == (0, expected, "")
    assert not (root / "exports").exists()


@pytest.mark.usefixtures("root")
def test_clocks_leave_everything_in(run: Run) -> None:
    """The page holds all facts whatever day its clocks start at."""
    done = run("render", "--as-of", "1900-01-01", "--known-by", "2000-01-01", "-o", "page.html")
    assert done.out == "page.html: 7 entities, 8 facts, 2 sources, 1 dispute\n"


def test_wrong_suffix(run: Run, root: Path) -> None:
    """A page is not written over a Turtle file."""
    (root / "graph.ttl").write_text("mine", encoding="utf-8")
    done = run("render", "-o", "graph.ttl")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert (root / "graph.ttl").read_text(encoding="utf-8") == "mine"


def test_layout_is_read_and_not_written(run: Run, root: Path) -> None:
    """Rendering never changes the stored layout, or makes one."""
    run("render")
    assert not (root / "seeds" / "layout.json").exists()


def test_a_private_page_quotes(run: Run, tmp_path: Path) -> None:
    """With the texts the page holds the passages, says that it is private, and stands apart."""
    project, texts = write_wire(tmp_path)
    done = run("render", "--project", project, "--texts", texts)
    assert (done.status, done.err) == (0, "")
    assert done.out.partition(":")[0].endswith("exports/graph-private.html")
    page = (project / "exports" / "graph-private.html").read_text(encoding="utf-8")
    assert "Private: this page quotes its sources" in page
    data = page_data(page)
    assert data["passages"]["wire-report p9"] == WIRE[8]
    assert data["passages"]["wire-report p4:0-41"] == WIRE[3][:41]
    run("render", "--project", project)
    public = (project / "exports" / "graph.html").read_text(encoding="utf-8")
    assert "Private: this page" not in public
    assert "passages" not in page_data(public)


def test_a_text_that_changed_is_not_quoted(run: Run, tmp_path: Path) -> None:
    """Its locators may point anywhere: the problem is named and nothing is written."""
    project, texts = write_wire(tmp_path)
    (texts / "wire.txt").write_text("another text", encoding="utf-8")
    done = run("render", "--project", project, "--texts", texts)
    assert (done.status, done.out) == (1, "")
    assert "text-changed" in done.err
    assert not (project / "exports").exists()
    done = run("render", "--project", project, "--texts", texts / "nowhere")
    assert (done.status, done.err.count("\n")) == (2, 1)


def page_data(page: str) -> dict[str, Any]:
    """Return the data that a page carries."""
    packed = page.partition('id="graph-data">')[2].partition("<")[0]
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed)))
    return data
