"""Files of Wikidata read a line at a time."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError
from graphkit.importers.wikidata import lines as wikidata_lines
from graphkit.importers.wikidata.lines import read_entities
from graphkit.importers.wikidata.report import LeftOut
from tests.importers.wikidata_samples import SMALL, array, lines

NAMES = [each["id"] for each in SMALL]


def read(path: Path, left_out: LeftOut | None = None) -> list[str]:
    """The ids of the entities in a file."""
    found = read_entities(path, left_out or LeftOut(), lambda _: True)
    return [entity["id"] for _, entity in found]


def bad_lines(path: Path) -> list[str]:
    """The lines of a file that hold no entity, with the reason."""
    left_out = LeftOut()
    read(path, left_out)
    return [sample for reason in left_out.reasons() for sample in reason.samples]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress], ids=["plain", "gz", "bz2"])
@pytest.mark.parametrize(
    "shape",
    [
        lines(),
        array(),
        "\ufeff" + lines(),
        lines().replace("\n", "\r\n"),
        lines().replace("\n", "\n\n"),
        lines().rstrip("\n"),
        json.dumps(list(SMALL)),
        array().replace("[\n", "[").replace("\n]", "]"),
        json.dumps({"entities": {each["id"]: each for each in SMALL}, "success": 1}),
    ],
    ids=["lines", "array", "bom", "crlf", "blank", "no-end", "one-line", "tight", "entity-data"],
)
def test_every_shape_gives_the_same(
    shape: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """Lines, the array of the dumps and the answer of the site are read, packed or not."""
    path = tmp_path / "file"
    path.write_bytes(pack(shape.encode()))
    assert read(path) == NAMES
    assert bad_lines(path) == []


def test_places_are_lines(tmp_path: Path) -> None:
    """Each entity comes with the name of its file and its line."""
    path = tmp_path / "small.json"
    path.write_text(array(), encoding="utf-8")
    spots = [str(spot) for spot, _ in read_entities(path, LeftOut(), lambda _: True)]
    assert spots == [f"small.json:{number}" for number in range(2, len(SMALL) + 2)]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gz", "bz2"])
def test_a_cut_off_file_is_told(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """A packed file that ends too early is an error of one line, with the next step."""
    path = tmp_path / "cut.json.gz"
    path.write_bytes(pack(lines().encode() * 50)[:-20])
    with pytest.raises(GraphkitError, match=r"cut\.json\.gz is cut off after line \d+: .*again"):
        read(path)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gz", "bz2"])
def test_a_damaged_file_is_told(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """A packed file with other bytes in the middle is an error of one line."""
    path = tmp_path / "bad"
    data = bytearray(pack(os.urandom(9000).hex().encode()))
    middle = len(data) // 2
    data[middle : middle + 8] = bytes(255 - byte for byte in data[middle : middle + 8])
    path.write_bytes(data)
    with pytest.raises(GraphkitError, match="is damaged after line"):
        read(path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b'{"id":"Q1"', "not JSON"),
        (b'{"id":"Q\xff"}', "byte 9 is not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b"7", "not an object"),
        (b"[[]]", "not an object"),
        (b'{"entities":{"Q1":{"entities":{}}}}', "it has no id"),
        (b'{"labels":{}}', "it has no id"),
        (b'{"id":' + b"9" * 5000 + b"}", "not JSON"),
    ],
    ids=["bracket", "cut", "latin-1", "deep", "number", "list", "nested", "no-id", "digits"],
)
def test_bad_lines_are_located(line: bytes, reason: str, tmp_path: Path) -> None:
    """A line without an entity is told with its place, and the others are read."""
    path = tmp_path / "some.json"
    path.write_bytes(lines().encode() + line + b"\n" + lines().encode())
    (found,) = bad_lines(path)
    assert found.startswith(f"some.json:{len(SMALL) + 1}: ")
    assert reason in found
    assert read(path) == NAMES * 2


def test_long_lines_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line beyond the limit is counted, and reading goes on after its end."""
    monkeypatch.setattr(wikidata_lines, "LONGEST_LINE", 10_000)
    path = tmp_path / "some.json"
    path.write_text(lines() + '{"id":"' + "9" * 50_000 + '"}\n' + lines(), encoding="utf-8")
    (found,) = bad_lines(path)
    assert "the line is longer than" in found
    assert read(path) == NAMES * 2


def test_properties_are_passed_over(tmp_path: Path) -> None:
    """Entities that are no items are no fault, and no entity here."""
    path = tmp_path / "some.json"
    path.write_text('{"type":"property","id":"P31"}\n{"type":"lexeme","id":"L1"}\n')
    assert read(path) == bad_lines(path) == []


def test_another_file_is_told_early(tmp_path: Path) -> None:
    """A file that begins with a hundred other lines is refused, not read to its end."""
    path = tmp_path / "table.csv"
    path.write_text("a,b\n" * 100 + lines())
    with pytest.raises(GraphkitError, match="holds no entity in its first 100 lines"):
        read(path)
    path.write_text("[\n\n" + json.dumps(SMALL, indent=1)[1:])
    with pytest.raises(GraphkitError, match="holds no entity in its first 100 lines"):
        read(path)


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A missing file, a folder and a pipe are errors of one line: none can be read twice."""
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (("none", "not there"), ("", "no plain file"), ("pipe", "no plain file")):
        with pytest.raises(GraphkitError, match=reason):
            read(tmp_path / name)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """A file of 32 MB in lines of 1 MB takes no more memory than a few lines."""
    path = tmp_path / "large.json"
    line = json.dumps({"type": "item", "id": "Q1", "labels": {"en": "x" * (1 << 20)}})
    path.write_text(f"{line}\n" * 32)
    tracemalloc.start()
    count = sum(1 for _ in read_entities(path, LeftOut(), lambda _: True))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 32
    assert peak < 12 << 20
