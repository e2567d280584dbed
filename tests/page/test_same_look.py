"""The still picture follows the page: the same curves, fading, and breaking of names."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page

from graphkit.look import faded, read_look
from graphkit.picture.curves import Round, curve
from graphkit.picture.letters import wrap_name
from tests.samples import HOSTILE, shipped

_PLACES = (Round(0, 0, 9), Round(300, -40, 26), Round(-120.5, 310, 14))


@pytest.mark.parametrize("bend", [0, 0.08, -0.08, 0.16, 0.48, -0.9])
def test_curves(page: Page, bend: float) -> None:
    """A line runs by the same points from mark to mark, and so does a loop."""
    for start, end in itertools.product(_PLACES, repeat=2):
        here = curve(start, end, bend)
        there = page.evaluate(
            """([start, end, bend]) => {
                const nodes = new Map([['a', start], ['b', end]]);
                const ends = start.x === end.x ? ['a', 'a'] : ['a', 'b'];
                const { x0, y0, x1, y1, x2, y2, straight } = createEdge(
                  { id: 'e', from: ends[0], to: ends[1], bend }, nodes);
                return [x0, y0, x1, y1, x2, y2, straight];
            }""",
            [*({"x": at.x, "y": at.y, "radius": at.radius} for at in (start, end)), bend],
        )
        points = (here.x0, here.y0, here.x1, here.y1, here.x2, here.y2)
        assert there[:6] == pytest.approx(points)
        assert there[6] == here.straight


def test_fading(page: Page) -> None:
    """What has ended fades to the same colours."""
    for colours in read_look().colours.values():
        for name in read_look().lines:
            ours = faded(colours[name], colours["paper"])
            pair = [colours[name], colours["paper"]]
            assert page.evaluate("([c, paper]) => fadeTo(c, paper, 3.15)", pair) == ours


def test_names(page: Page) -> None:
    """Names are broken into the same lines."""
    names = [entity.name for entity in shipped().entities.values()]
    names += [" ".join(text.split()) for text in HOSTILE if text.isascii()]
    for width in (19, 7):
        there = page.evaluate("([names, w]) => names.map((n) => wrapLabel(n, w))", [names, width])
        assert [list(wrap_name(name, width)) for name in names] == there


def test_the_type_of_names(page: Page) -> None:
    """A kind's names are set as look.json says."""
    fonts = page.evaluate("['state', 'treaty', 'event', 'river'].map((kind) => fontOf(kind, 13))")
    sans, serif = read_look().fonts["sans"], read_look().fonts["serif"]
    assert fonts == [
        f"600 13px {sans}", f"italic 600 13.5px {serif}", f"italic 400 12.5px {serif}",
        f"400 13px {sans}",
    ]  # fmt: skip
