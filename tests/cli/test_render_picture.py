"""Tests of ``graphkit render --format svg|png``."""

from __future__ import annotations

import importlib
import struct
import sys
import zlib
from functools import partial
from pathlib import Path

import pytest

from graphkit.look import read_look
from tests.cli.running import Run


def _size(png: bytes) -> tuple[int, int]:
    """Return the width and height that a PNG says at its head."""
    assert png[:16] == b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _colours(png: bytes) -> int:
    """Return how many different pixels a PNG has, of 8 bits for each of four channels."""
    width, _ = _size(png)
    data, place = b"", 8
    while place < len(png):
        length = int.from_bytes(png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += length + 12
    rows = zlib.decompress(data)
    # Filtered rows: of a blank picture all but the first are alike.
    return len({rows[at : at + 4 * width + 1] for at in range(0, len(rows), 4 * width + 1)})


def test_a_picture(run: Run, root: Path) -> None:
    """An SVG is what `export svg` writes, of the view on its day."""
    done = run("render", "--format", "svg")
    assert (done.status, done.err) == (0, "")
    assert done.out == "exports/graph.svg: 7 entities, 8 facts, 2 sources, 1 dispute\n"
    picture = (root / "exports" / "graph.svg").read_bytes()
    run("export", "svg", "-o", "same.svg")
    assert (root / "same.svg").read_bytes() == picture
    done = run("render", "--format", "svg", "-o", "-")
    assert (done.status, done.out.encode(), done.err) == (0, picture, "")


def test_another_picture_has_another_name(run: Run, root: Path) -> None:
    """A part, a size or a theme does not take the place of the plain picture."""
    run(
        "render", "--format", "svg", "--as-of", "1993-01-01", "--known-by", "2025-11-10",
        "--size", "1200x630", "--dark",
    )  # fmt: skip
    (path,) = (root / "exports").iterdir()
    assert path.name == "graph-as-of-1993-01-01-known-by-2025-11-10-dark-1200x630.svg"
    text = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 1200 630"' in text
    assert "As of 1 January 1993, known by 10 November 2025" in text
    assert read_look().colours["dark"]["paper"] in text


def test_a_png(run: Run, root: Path) -> None:
    """A PNG is fit for print, is not blank, and is the same twice."""
    done = run("render", "--format", "png")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("exports/graph.png: 7 entities")
    png = (root / "exports" / "graph.png").read_bytes()
    assert _size(png) == (3200, 2000)
    assert _colours(png) > 500
    run("render", "--format", "png", "-o", "again.png")
    assert (root / "again.png").read_bytes() == png


def test_a_card(run: Run, root: Path) -> None:
    """A card for a feed has the very pixels asked for."""
    done = run("render", "--format", "png", "--size", "1200x630", "--scale", "1", "-o", "card.png")
    assert (done.status, done.err) == (0, "")
    assert _size((root / "card.png").read_bytes()) == (1200, 630)


def test_png_without_the_extra(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without resvg one line tells what to install, and the old file stays."""
    (root / "old.png").write_bytes(b"mine")
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    done = run("render", "--format", "png", "-o", "old.png")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "pip install 'graphkit-diplomacy[picture]'" in done.err
    assert (root / "old.png").read_bytes() == b"mine"
    assert run("render", "--format", "svg").status == 0


def test_png_without_a_font(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture without words is not made: the machine needs a font."""
    resvg = importlib.import_module("resvg_py")
    draw = partial(resvg.svg_to_bytes, skip_system_fonts=True)
    monkeypatch.setattr(resvg, "svg_to_bytes", draw)
    done = run("render", "--format", "png", "-o", "x.png")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "there is no font to write with" in done.err
    assert not (root / "x.png").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--size", "1200x630"], "--size is for a still picture"),
        (["--scale", "2"], "--scale is for a still picture"),
        (["--dark"], "--dark is for a still picture"),
        (["--format", "svg", "--scale", "2"], "--scale is for pixels"),
        (["--format", "svg", "--size", "big"], '"big" is no size: write it as 1200x630'),
        (["--format", "svg", "--size", "10x10"], "10x10 is no size for a picture"),
        (["--format", "png", "--size", "99999x600"], "99999x600 is no size for a picture"),
        (["--format", "png", "--texts", "."], "--texts is for the page"),
        (["--format", "svg", "--since", "v1"], "--since is for the page"),
        (["--format", "svg", "--embed"], "--embed is for the page"),
        (["--format", "png", "--scale", "20"], "pixels are too many for a PNG"),
        (["--format", "png", "-o", "graph.svg"], "a PNG is written to .png files"),
        (["--format", "svg", "-o", "graph.png"], "svg is written to .svg files"),
        (["--format", "png", "-o", "nowhere/x.png"], "the folder nowhere does not exist"),
    ],
)
def test_what_a_picture_cannot(run: Run, root: Path, arguments: list[str], words: str) -> None:
    """What contradicts itself is one mistake in words, and nothing is written."""
    done = run("render", *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert {path.name for path in root.iterdir()} <= {"seeds", "exports"}
    assert not list(root.glob("exports/*"))
