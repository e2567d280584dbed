"""Tests of docs/dyads.md: its programs run and print what the page says; its columns exist."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from graphkit.graph import Graph
from tests.samples import export_text, shipped

PAGE = Path(__file__).resolve().parents[1] / "docs" / "dyads.md"
TEXT = PAGE.read_text(encoding="utf-8")
_BLOCK = re.compile(r"<!-- run: (\w+) -->\n\n```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
PROGRAMS = {name: (code, printed) for name, code, printed in _BLOCK.findall(TEXT)}


@pytest.fixture(scope="module")
def folded() -> Graph:
    """Return the shipped graph, folded to states."""
    return shipped().shaped(fold="states")


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(
    name: str, folded: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each program prints what stands below it: where the seeds changed, paste what it prints."""
    code, printed = PROGRAMS[name]
    (tmp_path / "exports").mkdir()
    file = tmp_path / "exports" / "graph-states.graphml"
    file.write_text(export_text(folded, "graphml"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, f"{PAGE.name}: {name}", "exec"), {})  # noqa: S102 - our own page
    assert out.getvalue() == printed


def test_every_python_program_is_run() -> None:
    """There are two, one for each library."""
    assert sorted(PROGRAMS) == ["igraph", "networkx"]
    assert TEXT.count("```python") == len(PROGRAMS)


def test_the_columns_of_the_page(folded: Graph) -> None:
    """The table of columns and the program for R name columns of the file."""
    rows = re.findall(
        r"^\| (`.+?`) \|", TEXT.partition("## What the columns tell")[2], re.MULTILINE
    )
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(named) > 10
    # The shipped project has no affiliations.
    assert named - {"via_affiliation"} <= set(folded.network.edge_columns)
    program = TEXT.partition("```r\n")[2].partition("```")[0]
    assert {"holds", "via_possible", "colour_group", "symmetric"} <= set(
        re.findall(r"\w+", program)
    )


def test_the_words_of_the_page(folded: Graph) -> None:
    """Colour groups and relations that the page tells to filter by are on edges."""
    edges = list(folded.network.edges())
    groups = {edge.columns["colour_group"] for edge in edges}
    assert {"opinion", "diplomacy", "conflict", "event"} <= groups
    assert "participatedIn" in {edge.columns["relation"] for edge in edges}
