"""Tests of ``graphkit show``."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from graphkit.cli import documents, tables
from graphkit.reading import document
from graphkit.reading.show_text import COLUMNS
from tests.cli.running import Run, files


def test_text(run: Run, root: Path) -> None:
    """The dossier is a text on stdout; nothing is written, and nothing is wrapped in a pipe."""
    before = files(root)
    done = run("show", "kazakhstan")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Kazakhstan\nstate · kazakhstan · iso3166-1-alpha-3 KAZ\n")
    assert "  2025-11-06 · joined · Abraham Accords · announced by Donald Trump\n" in done.out
    assert "When did Kazakhstan join? (sequence)\n" in done.out
    assert run("show", "KAZAKHSTAN") == done
    assert files(root) == before


@pytest.mark.usefixtures("root")
def test_forms(run: Run) -> None:
    """Rows, a document for programs and a page in Markdown say the same."""
    rows = list(csv.DictReader(io.StringIO(run("show", "Accords", "--format", "csv").out)))
    assert tuple(rows[0]) == COLUMNS
    assert {row["id"] for row in rows} >= {"kazakhstan-joined-abraham-accords"}
    told = json.loads(run("show", "Accords", "--format", "json").out)
    assert told["id"] == "abraham-accords"
    page = run("show", "Accords", "--format", "markdown").out
    assert page.startswith("# Abraham Accords\n\ntreaty · abraham-accords\n")
    assert "\n## Announced or agreed, not accomplished (1)\n\n- 2025-11-06 · joined by" in page
    assert run("show", "Accords", "--format", "table").out.startswith("part ")


@pytest.mark.usefixtures("root")
def test_clocks(run: Run) -> None:
    """The clocks set what is told, and the head says so."""
    done = run("show", "kazakhstan", "--as-of", "2025-11-05", "--known-by", "2025-11-07")
    assert "as of 5 November 2025, known by 7 November 2025\n" in done.out
    assert "announced" not in done.out


@pytest.mark.usefixtures("root")
def test_unknown_entity(run: Run) -> None:
    """A word that means nothing ends with 2 and one line that offers another."""
    done = run("show", "Kazakstan")
    assert (done.status, done.out) == (2, "")
    assert done.err == 'graphkit: no entity is called "Kazakstan": did you mean "Kazakhstan"?\n'


def test_wrapped_on_a_terminal(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal no line is wider than it is, and no word is lost."""
    whole = run("show", "kazakhstan", "--project", root).out
    monkeypatch.setattr(documents, "terminal_width", lambda: 60)
    told = run("show", "kazakhstan", "--project", root).out
    assert max(map(len, told.splitlines())) <= 60
    assert told.replace("─", "").split() == whole.replace("─", "").split()


def test_terminal_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """The width is that of the terminal; a pipe has none."""
    monkeypatch.setenv("COLUMNS", "77")
    assert shutil.get_terminal_size().columns == 77
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert tables.terminal_width() is None
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert tables.terminal_width() == 77


LINES = [
    document.title("A *title*"),
    document.text("some\n text"),
    document.heading("Part"),
    document.item("first | one"),
    document.item("below", 1),
    document.item("second"),
    document.heading("Next"),
    document.text("end"),
]


def test_plain() -> None:
    """A text has headings with a line below, and items further in by their depth."""
    assert documents.plain(LINES, None) == (
        "A *title*\nsome text\n\nPart\n────\n  first | one\n      below\n  second\n"
        "\nNext\n────\nend\n"
    )
    assert documents.plain([document.item("word " * 20)], 5).splitlines()[0] == (
        "  word word word word word word word"
    )
