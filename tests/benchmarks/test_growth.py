"""benchmarks/growth.py: the picture of how cost grows."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.growth import PANELS, Panel, apart, decades, drawn, points
from tests.benchmarks.figures import figure

PANEL = Panel("A & B", "stage", {"ours": "graphkit", "theirs": "a < b"})
SVG = "{http://www.w3.org/2000/svg}"


def elements(picture: str, tag: str) -> list[ET.Element]:
    """Return the elements of a picture that have a tag."""
    return list(ET.fromstring(picture).iter(f"{SVG}{tag}"))  # noqa: S314 - it was made here


def texts(picture: str) -> list[str]:
    """Return the texts of a picture."""
    return [element.text or "" for element in elements(picture, "text")]


def test_the_picture() -> None:
    """A line for each case of which two sizes were measured, with its name at its end."""
    some = [
        figure("stage", case, cpu * facts, f"{facts:,} made up", facts)
        for facts in (150, 10_000)
        for case, cpu in (("ours", 1e-5), ("theirs", 1e-4))
    ]
    picture = drawn(some, [PANEL])
    told = texts(picture)
    assert "A & B" in told
    assert {"graphkit", "a < b", "150", "10,000", "1 s", "1 ms"} <= set(told)
    assert len(elements(picture, "circle")) == 4
    assert picture == drawn(some, [PANEL])


def test_other_samples_are_left_out() -> None:
    """A shipped project or real events are no point of a line; failed cases neither."""
    some = [
        figure("stage", "ours", 1.0, "shipped project", 150),
        figure("stage", "ours", 3.0, "1,000 made up", 1000),
        figure("stage", "ours", 2.0, "150 made up", 150),
        figure("stage", "theirs", 2.0, "150 made up", 150)._replace(cost=None),
        figure("other", "theirs", 2.0, "150 made up", 150),
    ]
    assert points(PANEL, some) == {"graphkit": [(150, 2.0), (1000, 3.0)]}


def test_one_size_makes_no_panel() -> None:
    """Nothing grows there, and no axis could be drawn."""
    picture = drawn([figure("stage", "ours", 1.0)], [PANEL])
    assert texts(picture) == []


def test_panels_name_no_case_twice() -> None:
    """Each line of a panel has a name and a colour of its own."""
    for panel in PANELS:
        assert len(set(panel.cases.values())) == len(panel.cases) <= 4


@given(st.lists(st.floats(1e-6, 1e6), min_size=1))
def test_decades_hold_all_values(values: list[float]) -> None:
    """And are never a single point."""
    low, high = decades(values)
    assert low < high
    assert all(10.0**low <= value * 1.000001 for value in values)
    assert all(value <= 10.0**high * 1.000001 for value in values)


@given(st.lists(st.floats(-1e4, 1e4)), st.integers(1, 20))
def test_names_keep_apart(wanted: list[float], least: int) -> None:
    """In their order, each near the place it wants, and none above it."""
    named = [(place, str(number)) for number, place in enumerate(wanted)]
    found = apart(named, least)
    assert all(found[name] >= place for place, name in named)
    places = [found[name] for _, name in sorted(named)]
    assert all(second - first >= least - 1e-6 for first, second in pairwise(places))
