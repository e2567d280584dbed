"""The page's own files: valid scripts that make no element from text, and colours that are seen."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Callable

import pytest

from graphkit.look import read_look, script_constant, style_tokens
from graphkit.page_files import PLAIN_STYLE, SCRIPTS, STARTER, STYLES
from graphkit.resources import page_folder
from tests import judges

#: What turns text into code or elements, or loads something.
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser"
    r"|\beval\b|\bnew Function\b|\bsetAttribute\(\s*['\"]on|\bimport\b|\brequire\("
    r"|\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|srcdoc|setTimeout\(\s*['\"]"
)
URL = re.compile(r"https?://[^\s'\"<)]*", re.IGNORECASE)
#: The name of a namespace, which nothing is loaded from.
SVG = "http://www.w3.org/2000/svg"

MARKS = ("edge", *read_look().lines)
TEXTS = ("ink", "muted", "link", "warn")
GROUNDS = ("paper", "panel", "field")


def _script() -> str:
    starter, *texts = (
        (page_folder() / name).read_text(encoding="utf-8") for name in (STARTER, *SCRIPTS)
    )
    # Two scripts in the page, and one scope.
    return starter + script_constant() + "\n".join(texts)


def test_scripts_are_linted(eslint: Callable[[str], str]) -> None:
    """ESLint finds nothing in the scripts as the page joins them, and would find a slip."""
    assert eslint(_script()) == ""
    assert "no-unused-vars" in eslint(_script() + "\nfunction nobodyCallsThis() {}\n")


@pytest.mark.parametrize("name", [STARTER, *SCRIPTS])
def test_scripts_make_nothing_of_text(name: str) -> None:
    """No script makes code or elements of text, sends or loads anything; each is short."""
    path = page_folder() / name
    text = path.read_text(encoding="utf-8")
    assert not FORBIDDEN.search(text), name
    assert set(URL.findall(text)) <= {SVG}
    assert len(text.splitlines()) <= 300


def test_all_scripts_are_valid_together() -> None:
    """Joined in their order they are one valid strict script."""
    node = judges.command("node", remedy="install Node.js 18 or newer")
    whole = _script()
    assert whole.startswith("'use strict';")
    check = subprocess.run(
        [node, "--check", "-"], input=whole.encode("utf-8"), capture_output=True, check=False
    )
    assert check.returncode == 0, check.stderr.decode("utf-8", "replace")


def test_a_script_uses_no_room_below_its_own() -> None:
    """Rooms are joined in one order, and nothing in one is made of what stands in a later one."""
    rooms = list(dict.fromkeys(name.partition("/")[0] for name in SCRIPTS))
    texts = {name: (page_folder() / name).read_text(encoding="utf-8") for name in SCRIPTS}
    homes = {
        found: name.partition("/")[0]
        for name, text in texts.items()
        for found in re.findall(r"^(?:async )?(?:function|const|let) (\w+)", text, re.MULTILINE)
    }
    assert len(homes) > 300
    upward = [
        (name, word, homes[word])
        for name, text in texts.items()
        # Comments, quoted words and properties are no uses.
        for word in re.findall(
            r"(?<![.\w'])\w+(?!\w*')", re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
        )
        if word in homes and rooms.index(homes[word]) > rooms.index(name.partition("/")[0])
    ]
    assert upward == []


def test_template_and_style_load_nothing() -> None:
    """No handler stands in an attribute, no style either, and no address in any file."""
    for name in ("templates/page.html.j2", "templates/plain.html.j2", PLAIN_STYLE, *STYLES):
        text = (page_folder() / name).read_text(encoding="utf-8")
        assert not URL.search(text), name
        assert not re.search(r"\son[a-z]+\s*=|\sstyle\s*=|\|\s*safe\b|@import|url\(", text), name


# ------------------------------------------------------------------------ contrast


def _palettes() -> dict[str, dict[str, str]]:
    """Return the tokens of the light theme, of the dark one, and of the dark one by the system."""
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", style_tokens())
    found = {
        head.strip(): dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", body))
        for head, body in blocks
        if "color-scheme" in body
    }
    assert len(found) == 3
    return found


def _luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast() -> None:
    """Black on white is 21 to 1, and the grey that WCAG names is at its limit."""
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_palettes_can_be_seen() -> None:
    """In both themes marks keep 3 to 1 and texts 4.5 to 1 on every ground."""
    for palette in _palettes().values():
        for ground, mark in itertools.product(GROUNDS, MARKS):
            assert _contrast(palette[mark], palette[ground]) >= 3, (ground, mark)
        for ground, text in itertools.product(GROUNDS, TEXTS):
            assert _contrast(palette[text], palette[ground]) >= 4.5, (ground, text)
        assert _contrast(palette["ink"], palette["highlight"]) >= 3


def test_the_dark_theme_is_one() -> None:
    """Dark by the button is dark by the system, and no token is missing in it."""
    light, chosen, system = _palettes().values()
    assert chosen == system
    assert chosen.keys() == light.keys()
    assert chosen != light
