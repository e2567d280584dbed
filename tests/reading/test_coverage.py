"""Tests of graphkit.reading.coverage."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.identifiers import Locator
from graphkit.reading.coverage import Coverage, Covered, coverage
from tests.reading.wire import WIRE, load_wire


def found(result: Coverage) -> list[tuple[str, str, bool]]:
    """Return the code and the place of each problem, and whether it is an error."""
    return [(p.code, str(p.place), p.is_error) for p in result.problems]


def test_clean(tmp_path: Path) -> None:
    """Paragraphs with evidence of facts, of positions, or a line of left_out are covered."""
    graph, folder = load_wire(tmp_path)
    for clocks in (graph, graph.known_by("2000-01-01")):
        assert coverage(clocks, folder) == Coverage((Covered("wire-report", 10, 8, 2, ()),), ())


def test_uncovered(tmp_path: Path) -> None:
    """Each forgotten paragraph is named with its first words, and no more of them than eight."""
    more = "One two three four five six seven eight nine"
    graph, folder = load_wire(tmp_path, text=[*WIRE, more], left_out="{p7: byline}")
    result = coverage(graph, folder)
    assert result.sources == (Covered("wire-report", 11, 8, 1, (Locator(8), Locator(11))),)
    assert found(result) == [("uncovered-paragraph", "seeds/sources.yaml:8:15", True)] * 2
    eleven, eight = result.problems
    assert eight.message == 'p8 of wire-report is neither evidence nor left out: "Menu"'
    assert eleven.message.endswith('"One two three four five six seven eight …"')
    assert "p8: …" in eight.hint


def test_part_of_a_paragraph(tmp_path: Path) -> None:
    """Evidence in a stretch covers the paragraph; leaving out a stretch does not."""
    graph, folder = load_wire(tmp_path, left_out='{p7: byline, "p8:0-2": menu, "p4:0-2": a name}')
    result = coverage(graph, folder)
    assert result.sources[0].uncovered == (Locator(8),)
    assert [problem.code for problem in result.problems] == ["uncovered-paragraph"]


def test_left_out_with_evidence(tmp_path: Path) -> None:
    """A paragraph that is both is a warning at its line of left_out, and counts as evidence."""
    graph, folder = load_wire(tmp_path, left_out="\n      p7: byline\n      p8: menu\n      p9: a")
    result = coverage(graph, folder)
    assert found(result) == [("left-out-with-evidence", "seeds/sources.yaml:11:7", False)]
    assert result.sources == (Covered("wire-report", 10, 8, 2, ()),)


@pytest.mark.parametrize(
    ("changes", "left_out", "place"),
    [
        ({}, "{p7: byline, p8: menu, p11: footer}", "seeds/sources.yaml:8:38"),
        ({}, '{p7: byline, p8: menu, "p8:2-9": footer}', "seeds/sources.yaml:8:38"),
        (
            {"at: p10": "at: p10}, {source: wire-report, at: p77"},
            "{p7: byline, p8: menu}",
            "seeds/facts.yaml:11:74",
        ),
    ],
)
def test_past_the_end(tmp_path: Path, changes: dict[str, str], left_out: str, place: str) -> None:
    """A locator past the end is named with its place, in evidence and in left_out."""
    graph, folder = load_wire(tmp_path, changes, left_out=left_out)
    result = coverage(graph, folder)
    assert found(result) == [("locator-past-end", place, True)]


def test_without_the_text(tmp_path: Path) -> None:
    """Of a text that is missing or another one nothing is counted."""
    graph, folder = load_wire(tmp_path)
    (folder / "wire.txt").write_text("Another text.", encoding="utf-8")
    result = coverage(graph, folder)
    assert ([p.code for p in result.problems], result.sources) == (["text-changed"], ())
    (folder / "wire.txt").unlink()
    result = coverage(graph, folder)
    assert ([p.code for p in result.problems], result.sources) == (["text-missing"], ())
