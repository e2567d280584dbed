"""Imported records are written whole or not at all, and never where a check would fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import load
from graphkit.errors import BadData, BadOutput
from graphkit.importers.projects import add_to_project, new_project
from tests.cli.running import files
from tests.projects import write_project

MAPPING = """\
mapping:
  title: Mine
  head: [a, b, c, d]
  rows:
    - subject: {column: a, kind: group}
      object: {column: c, kind: group}
      relation: {column: b, scheme: icews}
      date: {column: d}
  source: {id: mine, title: My table, kind: dataset, published: PUBLISHED}
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of one event."""
    path = tmp_path / "events.tsv"
    path.write_text("a\tConsult\tb\t2015-01-02\n", encoding="utf-8")
    return path


def mapping(folder: Path, published: str) -> str:
    """Return the path of a mapping whose source is published on a day."""
    path = folder / "map.yaml"
    path.write_text(MAPPING.replace("PUBLISHED", published), encoding="utf-8")
    return str(path)


def test_the_day_of_publication(table: Path, tmp_path: Path) -> None:
    """What the mapping says of the source stands."""
    new_project(table, mapping(tmp_path, "2015-02-01"), tmp_path / "made")
    assert str(load(tmp_path / "made").sources["mine"].published) == "2015-02-01"


def test_what_a_check_would_refuse(table: Path, tmp_path: Path) -> None:
    """Events after the day on which the table was published are told, and nothing is written."""
    words = mapping(tmp_path, "2014-12-31")
    with pytest.raises(BadData) as caught:
        new_project(table, words, tmp_path / "made")
    assert [problem.code for problem in caught.value.problems] == ["reported-before-it-happened"]
    assert not (tmp_path / "made").exists()
    root = write_project(tmp_path / "project")
    before = files(root)
    with pytest.raises(BadData):
        add_to_project(table, words, root)
    assert files(root) == before


def test_a_broken_import_is_written_anew(table: Path, tmp_path: Path) -> None:
    """Faults in the folder that is replaced hinder nothing; others leave all as it is."""
    root = write_project(tmp_path / "project")
    words = mapping(tmp_path, "2015-02-01")
    _, folder = add_to_project(table, words, root)
    (folder / "facts.yaml").write_text("facts: [", encoding="utf-8")
    add_to_project(table, words, root, force=True)
    assert load(root).sources["mine"]
    (root / "seeds" / "more.yaml").write_text("facts: [", encoding="utf-8")
    before = files(root)
    with pytest.raises(BadData):
        add_to_project(table, words, root, force=True)
    assert files(root) == before


def test_an_earlier_import_comes_back(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the new folder cannot take the place of the old one, the old one stays."""
    root = write_project(tmp_path / "project")
    words = mapping(tmp_path, "2015-02-01")
    add_to_project(table, words, root)
    before = files(root)
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(BadOutput, match="Input/output error"):
        add_to_project(table, words, root, force=True)
    assert files(root) == before
    assert [path.name for path in root.iterdir()] == ["seeds"]
