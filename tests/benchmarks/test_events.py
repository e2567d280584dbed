"""benchmarks/events.py: it finds the table, and the import makes the project.

What the import does is tested in tests/importers; the real table goes through in
tests/test_events.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import graphkit
from benchmarks.events import BadTable, find_table, main


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return the file of a made-up table."""
    path = tmp_path / "events.tsv"
    path.write_text("Fiji\tConsult\tTonga\t2015-01-02\nFiji\tConsult\tFiji\t2015-01-02\n", "utf-8")
    return path


def test_one_table_in_the_folder(table: Path) -> None:
    """Which table is meant is never guessed."""
    assert find_table(table.parent) == table
    (table.parent / "other.tsv").touch()
    with pytest.raises(BadTable, match=r"holds 2 \.tsv files"):
        find_table(table.parent)


def test_the_program(
    table: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It writes the project, tells what became of the rows, and writes over nothing."""
    folder = tmp_path / "made"
    monkeypatch.setenv("GRAPHKIT_EVENTS", str(table.parent))
    monkeypatch.setattr("sys.argv", ["events.py", str(folder)])
    main()
    assert capsys.readouterr().err.startswith("2 rows, 1 taken, 1 fact, 2 new entities\n")
    assert [fact.id for fact in graphkit.load(folder).facts()] == [
        "fiji-consulted-tonga-2015-01-02"
    ]
    with pytest.raises(SystemExit, match="is not an empty folder"):
        main()


def test_the_program_without_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is told in one line."""
    monkeypatch.setattr("sys.argv", ["events.py", str(tmp_path / "made")])
    monkeypatch.delenv("GRAPHKIT_EVENTS", raising=False)
    with pytest.raises(SystemExit, match="GRAPHKIT_EVENTS is not set: set it to the folder"):
        main()
    monkeypatch.setenv("GRAPHKIT_EVENTS", str(tmp_path))
    with pytest.raises(SystemExit, match=r"holds 0 \.tsv files"):
        main()
