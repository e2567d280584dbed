"""Tests of graphkit.reading.texts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec import structs

from graphkit.errors import GraphkitError
from graphkit.identifiers import parse_locator, read_paragraph
from graphkit.model import SourceText
from graphkit.reading.texts import read_text, read_texts
from tests.reading.wire import WIRE, load_wire


def test_read(tmp_path: Path) -> None:
    """A text has its paragraphs; a source known through others has none."""
    graph, folder = load_wire(tmp_path)
    texts, problems = read_texts(graph.sources, folder)
    assert not problems
    assert set(texts) == {"wire-report"}
    assert tuple(texts["wire-report"].paragraphs) == WIRE
    with pytest.raises(ValueError, match="trump-post has no text"):
        read_text(graph.sources["trump-post"], folder)


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is wrong use, and no missing text."""
    graph, folder = load_wire(tmp_path)
    for wrong in (folder / "gone", folder / "wire.txt"):
        with pytest.raises(GraphkitError, match="is no folder"):
            read_texts(graph.sources, wrong)


@pytest.mark.parametrize("kind", ["gone", "folder"])
def test_missing(tmp_path: Path, kind: str) -> None:
    """A text that is not there is named, with the place of its source."""
    graph, folder = load_wire(tmp_path)
    (folder / "wire.txt").unlink()
    if kind == "folder":
        (folder / "wire.txt").mkdir()
    texts, (problem,) = read_texts(graph.sources, folder)
    assert not texts
    assert (problem.code, str(problem.place)) == ("text-missing", "seeds/sources.yaml:7:11")
    assert problem.message.startswith("wire.txt, the text of wire-report, cannot be read: ")
    assert str(folder) not in str(problem)


def test_changed(tmp_path: Path) -> None:
    """A text with one more line end is another text; the new sha256 is in the next step."""
    graph, folder = load_wire(tmp_path)
    data = (folder / "wire.txt").read_bytes() + b"\n"
    (folder / "wire.txt").write_bytes(data)
    texts, (problem,) = read_texts(graph.sources, folder)
    assert not texts
    assert (problem.code, str(problem.place)) == ("text-changed", "seeds/sources.yaml:7:11")
    assert hashlib.sha256(data).hexdigest() in problem.hint
    text, again = read_text(graph.sources["wire-report"], folder)
    assert again == problem
    assert text is not None
    assert tuple(text.paragraphs) == WIRE


def test_not_utf8(tmp_path: Path) -> None:
    """A text in another encoding cannot be split as the locators want it."""
    graph, folder = load_wire(tmp_path)
    data = "Lom\u00e9".encode("latin-1")
    (folder / "wire.txt").write_bytes(data)
    source = graph.sources["wire-report"]
    text, problem = read_text(source, folder)
    assert text is None
    assert problem is not None
    assert problem.code == "text-changed"
    same = structs.replace(source, text=SourceText("wire.txt", hashlib.sha256(data).hexdigest()))
    text, problem = read_text(same, folder)
    assert text is None
    assert problem is not None
    assert (problem.code, problem.message[-17:]) == ("not-utf8", "not UTF-8 at byte 3"[-17:])


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ("p10", ""),
        ("p11", "p11 is past the end of wire-report, whose last paragraph is p10"),
        ("p8:0-4", ""),
        ("p8:3-5", "p8:3-5 is past the end: that paragraph of wire-report has 4 characters"),
        ("p99:0-1", "p99:0-1 is past the end of wire-report, whose last paragraph is p10"),
    ],
)
def test_past_end(tmp_path: Path, at: str, message: str) -> None:
    """A locator is past the end by its paragraph or by its characters; others give the words."""
    graph, folder = load_wire(tmp_path)
    text = read_texts(graph.sources, folder)[0]["wire-report"]
    locator = parse_locator(at)
    assert text.past_end(locator) == message
    assert text.passage(locator) == read_paragraph("\n".join(WIRE), locator)
    assert (text.passage(locator) is None) == bool(message)


def test_empty_text(tmp_path: Path) -> None:
    """A text without a paragraph is said to be empty."""
    graph, folder = load_wire(tmp_path, text=[" "])
    text = read_texts(graph.sources, folder)[0]["wire-report"]
    assert text.past_end(parse_locator("p1")).endswith("wire-report, whose text is empty")
