"""Tests of tests/judges.py: a missing judge skips a test here and fails it under CI=true."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import judges

GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="sources" for="edge" attr.name="sources" attr.type="int"/>
  <graph edgedefault="directed">
    <node id="a"><data key="label">Å &amp; B</data></node>
    <node id="b"/>
    <edge id="first" source="a" target="b"><data key="sources">2</data></edge>
    <edge id="second" source="a" target="b"/>
  </graph>
</graphml>
"""


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_missing_command(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message of either outcome ends with the line that installs the judge."""
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no-such-judge is missing: apt-get install it"):
        judges.command("no-such-judge", remedy="apt-get install it")


def test_command_takes_the_first_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a judge goes by several names, the first one installed is taken."""
    monkeypatch.setattr(shutil, "which", {"second": "/bin/second", "third": "/bin/third"}.get)
    assert judges.command("first", "second", "third", remedy="") == "/bin/second"


def test_folder_from_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unset always skips; set to a folder gives it; set to nothing there fails under CI."""
    monkeypatch.setenv("CI", "true")
    monkeypatch.delenv("A_FOLDER", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"A_FOLDER is not set: .* folder of texts"):
        judges.folder_from_environment("A_FOLDER", "texts")
    monkeypatch.setenv("A_FOLDER", str(tmp_path))
    assert judges.folder_from_environment("A_FOLDER", "texts") == tmp_path
    monkeypatch.setenv("A_FOLDER", str(tmp_path / "gone"))
    with pytest.raises(pytest.fail.Exception, match="gone is no folder"):
        judges.folder_from_environment("A_FOLDER", "texts")


def test_graphology_reader(graphology: Callable[[Path], judges.ReadGraph], tmp_path: Path) -> None:
    """The reader keeps text, types and parallel edges, so that a comparison means something."""
    file = tmp_path / "two.graphml"
    file.write_text(GRAPHML, encoding="utf-8")
    ends = {"source": "a", "target": "b", "undirected": False}
    assert graphology(file) == {
        "nodes": [
            {"key": "a", "attributes": {"label": "Å & B"}},
            {"key": "b", "attributes": {}},
        ],
        "edges": [
            {"key": "first", "attributes": {"sources": 2}, **ends},
            {"key": "second", "attributes": {}, **ends},
        ],
    }


def test_graphology_reader_refuses(
    graphology: Callable[[Path], judges.ReadGraph], tmp_path: Path
) -> None:
    """A file that the reader refuses fails the test that asked for it."""
    file = tmp_path / "broken.graphml"
    file.write_text(GRAPHML.replace('target="b"', 'target="gone"'), encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match="inexisting node"):
        graphology(file)
