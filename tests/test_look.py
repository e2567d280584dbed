"""The look stands once, knows every word of the ontology, and is told apart by every eye."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graphkit import look
from graphkit.errors import GraphkitError
from graphkit.look import Theme, contrast, faded, mixed, read_look, script_constant, style_tokens
from graphkit.ontology import Group
from graphkit.resources import page_folder
from tests.samples import ontology

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]
THEMES: tuple[Theme, ...] = ("light", "dark")

#: How colours look to whom one kind of cones is missing, in linear sRGB: Machado, Oliveira and
#: Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
#: TVCG 15 (6), 2009, severity 1.0
#: (https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html).
VISIONS: Mapping[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
#: From linear sRGB to XYZ under D65, and the white of D65 (IEC 61966-2-1).
_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def _linear(colour: str) -> Colour:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in bytes.fromhex(colour[1:]))
    )
    return red, green, blue


def _times(matrix: Matrix, colour: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


def _lab(linear: Colour) -> Colour:
    """Return CIE L*, a*, b*."""
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (part / white for part, white in zip(_times(_XYZ, linear), _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _seen(colour: str, vision: str) -> Colour:
    red, green, blue = (
        min(1.0, max(0.0, part)) for part in _times(VISIONS[vision], _linear(colour))
    )
    return _lab((red, green, blue))


def _difference(one: Colour, other: Colour) -> float:
    """Return CIEDE2000, as Sharma, Wu and Dalal write it.

    "The CIEDE2000 Color-Difference Formula", Color Research and Application 30 (1), 2005
    (https://hajim.rochester.edu/ece/sites/gsharma/ciede2000/).
    """
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = math.hypot(a1 * stretch, b1), math.hypot(a2 * stretch, b2)
    h1, h2 = (math.degrees(math.atan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0
    hue = h1 + h2
    if c1 * c2:
        turn = (h2 - h1 + 180) % 360 - 180
        if turn == -180 and h2 > h1:
            turn = 180.0
        hue = (h1 + h2) / 2
        if abs(h1 - h2) > 180:
            hue += 180 if h1 + h2 < 360 else -180
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2

    def cos(factor: int, shift: int) -> float:
        return math.cos(math.radians(factor * hue + shift))

    t = 1 - 0.17 * cos(1, -30) + 0.24 * cos(2, 0) + 0.32 * cos(3, 6) - 0.2 * cos(4, -63)
    s_l = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    spread = 30 * math.exp(-(((hue - 275) / 25) ** 2))
    r_t = -math.sin(math.radians(2 * spread)) * 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    d_l, d_c = (l2 - l1) / s_l, (c2 - c1) / s_c
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / s_h
    return math.sqrt(d_l**2 + d_c**2 + d_h**2 + r_t * d_c * d_h)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_measure_of_difference(one: Colour, other: Colour, expected: float) -> None:
    """It gives the values that its authors publish for testing."""
    assert _difference(one, other) == pytest.approx(expected, abs=1e-4)
    assert _difference(other, one) == pytest.approx(expected, abs=1e-4)


def test_a_colour_in_lab() -> None:
    """White and red are where CIE has them; a grey stays grey to every eye."""
    assert _lab(_linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.01)
    assert _lab(_linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.02)
    for vision in VISIONS:
        assert _seen("#808080", vision) == pytest.approx(_seen("#808080", "normal"), abs=0.5)


def _pairs(theme: Theme) -> Iterator[tuple[float, str, str, str]]:
    found = read_look()
    colours = found.colours[theme]
    for vision, (one, other) in itertools.product(VISIONS, itertools.combinations(found.lines, 2)):
        first, second = (_seen(colours[name], vision) for name in (one, other))
        yield _difference(first, second), vision, one, other


@pytest.mark.parametrize("theme", THEMES)
def test_colours_of_lines_are_told_apart(theme: Theme) -> None:
    """Any two differ by 10 and more for normal eyes and for the three kinds of colour blindness.

    A difference of 2.3 is just noticed side by side; 10 is seen on thin lines apart.
    """
    least = min(_pairs(theme))
    assert least[0] >= 10, least


def test_the_test_can_fail() -> None:
    """Two colours that most readers tell apart are one to whom green is missing."""
    blue, violet = "#1b66a8", "#6b4aa5"
    assert _difference(_seen(blue, "normal"), _seen(violet, "normal")) > 15
    assert _difference(_seen(blue, "deuteranopia"), _seen(violet, "deuteranopia")) < 1.3


@pytest.mark.parametrize("theme", THEMES)
def test_lines_are_seen_on_paper(theme: Theme) -> None:
    """Lines keep 3 to 1 on every ground, also faded on paper; names keep 7 to 1."""
    found = read_look()
    colours = found.colours[theme]
    for name in found.lines:
        assert all(contrast(colours[name], colours[g]) >= 3 for g in ("paper", "panel", "field"))
        pale = faded(colours[name], colours["paper"])
        assert 3 <= contrast(pale, colours["paper"]) < contrast(colours[name], colours["paper"])
    assert contrast(colours["ink"], colours["paper"]) >= 7
    assert contrast(colours["muted"], colours["paper"]) >= 4.5


# ------------------------------------------------------------------------ one place


def test_what_the_ontology_knows_has_a_look() -> None:
    """Each kind has a shape of its own, each colour group a colour, each stage group a pattern."""
    found = read_look()
    assert set(found.kinds) == set(ontology().kinds)
    assert {relation.colour_group for relation in ontology().relations.values()} == set(found.lines)
    assert set(found.patterns) == {group.value for group in Group}
    assert len({shape.path for shape in (*found.kinds.values(), found.other_kind)}) == 9
    assert len(set(found.patterns.values())) == len(found.patterns)


def test_both_themes_have_the_same_tokens() -> None:
    """No colour is missing in the dark, and all are written as #rrggbb."""
    light, dark = (read_look().colours[theme] for theme in THEMES)
    assert light.keys() == dark.keys()
    for colour in (*light.values(), *dark.values()):
        assert re.fullmatch("#[0-9a-f]{6}", colour)


def test_what_a_project_adds() -> None:
    """A kind and a colour group of a project's own get a shape and a colour as well."""
    found = read_look()
    assert found.shape("river") == found.other_kind
    assert found.line_colour("trade", "dark") == found.colours["dark"]["muted"]
    # The name of a token that is no colour of lines is no colour group either.
    assert found.line_colour("paper", "light") == found.colours["light"]["muted"]


def test_the_page_has_the_same() -> None:
    """The tokens and the constant say what the file says, and neither can end its element."""
    written = json.loads((page_folder() / look.FILE).read_text(encoding="utf-8"))
    script = script_constant()
    head, constant = script.rstrip().split("\n")
    assert head == "'use strict';"
    assert json.loads(constant.removeprefix("const LOOK = ").removesuffix(";")) == written
    tokens = style_tokens()
    for theme in THEMES:
        for name, colour in read_look().colours[theme].items():
            assert tokens.count(f"--{name}: {colour};") >= (1 if theme == "light" else 2)
    assert "<" not in script + tokens


@pytest.mark.parametrize(
    "name",
    [path.relative_to(page_folder()).as_posix() for path in sorted(page_folder().glob("*/*.*"))],
)
def test_no_other_file_of_the_page_has_a_colour(name: str) -> None:
    """Colours stand in look.json alone; the server's form, which stands alone, has the same."""
    text = (page_folder() / name).read_text(encoding="utf-8").lower()
    if name == "styles/form.css":
        _, *blocks = re.split("(?<!-)color-scheme:", text)
        for theme, block in zip(THEMES, blocks, strict=True):
            colours = dict(re.findall("--([a-z-]+): (#[0-9a-f]{6});", block))
            assert len(colours) > 8
            assert (
                colours.items() - {("note", colours["note"])} <= read_look().colours[theme].items()
            )
        return
    known = {c for theme in THEMES for c in read_look().colours[theme].values()} - {"#ffffff"}
    assert not known & set(re.findall("#[0-9a-f]{6}", text))


def test_a_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is missing, no JSON, or without a part is one line that names it."""
    monkeypatch.setattr(look, "page_folder", lambda: tmp_path)
    for text in (None, "{", '{"kinds": {}}', '{"kinds": []}'):
        if text is not None:
            (tmp_path / look.FILE).write_text(text, encoding="utf-8")
        read_look.cache_clear()
        with pytest.raises(
            GraphkitError, match=r"^look\.json, a part of the page, is \w+: restore"
        ):
            read_look()
    read_look.cache_clear()


def test_mixing() -> None:
    """Nothing of a colour is its ground, all of it is itself; halves round as in JavaScript."""
    assert mixed("#123456", "#ffffff", 0) == "#ffffff"
    assert mixed("#123456", "#ffffff", 1) == "#123456"
    assert mixed("#000000", "#010101", 0.5) == "#010101"
