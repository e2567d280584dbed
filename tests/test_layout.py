"""Where nodes stand: repeatable, apart from each other, and kept once they are stored."""

from __future__ import annotations

import itertools
import json
import math
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import GraphkitError
from graphkit.layout import CLEARANCE, Positions, layout, read_layout, render_layout
from tests.samples import shipped

Pairs = list[tuple[str, str]]


def _names(count: int) -> list[str]:
    return [f"n{number:04}" for number in range(count)]


def _ring(names: list[str]) -> Pairs:
    return list(zip(names, names[1:] + names[:1], strict=True))


def _random(count: int, edges: int) -> tuple[list[str], Pairs]:
    names = _names(count)
    source = random.Random(7)  # noqa: S311 - a sample, no secret
    return names, [(source.choice(names), source.choice(names)) for _ in range(edges)]


def _nearest(positions: Positions) -> float:
    """Return the least distance between two nodes."""
    points = sorted(positions.values())
    return min(
        (math.dist(a, b) for i, a in enumerate(points) for b in points[i + 1 :]),
        default=math.inf,
    )


_SHAPES: dict[str, tuple[list[str], Pairs]] = {
    "two": (_names(2), [("n0000", "n0001")]),
    "two apart": (_names(2), []),
    "self loops": (_names(3), [("n0000", "n0000"), ("n0001", "n0001"), ("n0000", "n0001")]),
    "parallel": (_names(3), [("n0000", "n0001")] * 5 + [("n0001", "n0000"), ("n0002", "n0001")]),
    "no edges": (_names(40), []),
    "ring": (_names(30), _ring(_names(30))),
    "star": (_names(60), [("n0000", name) for name in _names(60)[1:]]),
    "complete": (_names(25), list(itertools.combinations(_names(25), 2))),
    "islands": (
        _names(30),
        [pair for n in range(0, 30, 3) for pair in _ring(_names(30)[n : n + 3])],
    ),
    "random": _random(120, 200),
    "many": _random(700, 1400),
}  # fmt: skip
shapes = pytest.mark.parametrize("shape", _SHAPES.values(), ids=list(_SHAPES))


# ------------------------------------------------------------------------ places


@shapes
def test_no_two_nodes_touch(shape: tuple[list[str], Pairs]) -> None:
    """Every node has a finite place to one decimal, and none is nearer than the clearance."""
    names, pairs = shape
    found = layout(names, pairs, {})
    assert sorted(found) == names
    for x, y in found.values():
        assert math.isfinite(x)
        assert math.isfinite(y)
        assert (x, y) == (round(x, 1), round(y, 1))
        assert "-0.0" not in {str(x), str(y)}
    # Places are rounded to a tenth, which may bring two of them nearer by less than this.
    assert _nearest(found) >= CLEARANCE - 0.15


def test_no_node() -> None:
    """Nothing to place is no fault."""
    assert layout([], [], {}) == {}
    assert layout([], [], {"gone": (1.0, 2.0)}) == {}


def test_one_node() -> None:
    """A single node stands in the middle, with or without an edge to itself."""
    assert layout(["a"], [], {}) == {"a": (0.0, 0.0)}
    assert layout(["a"], [("a", "a")], {}) == {"a": (0.0, 0.0)}


def test_connected_nodes_are_near() -> None:
    """On a ring neighbours stand nearer than nodes across it: edges do pull."""
    names = _names(24)
    found = layout(names, _ring(names), {})
    beside = sum(math.dist(found[a], found[b]) for a, b in _ring(names)) / 24
    across = sum(math.dist(found[names[n]], found[names[n + 12]]) for n in range(12)) / 12
    assert beside < across / 2


def test_an_edge_that_repeats_or_turns_pulls_once() -> None:
    """Parallel edges, their directions and their order change nothing."""
    names, pairs = _random(30, 60)
    turned = [(b, a) for a, b in pairs]
    assert layout(names, pairs, {}) == layout(names, (turned + pairs)[::-1], {})


# ------------------------------------------------------------------------ repeatable

_CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from graphkit.layout import layout, render_layout
from tests.test_layout import _SHAPES
sys.stdout.write("".join(render_layout(layout(*_SHAPES[name], {})) for name in ("random", "many")))
"""


def test_other_processes_make_the_same() -> None:
    """The same bytes come twice in a process and under other hash seeds."""
    root = Path(__file__).resolve().parents[1]
    here = "".join(render_layout(layout(*_SHAPES[name], {})) for name in ("random", "many"))
    for seed in ("0", "1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, str(root)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert done.stdout == here


def test_the_random_numbers_of_others_do_not_matter() -> None:
    """Neither does a layout depend on the state of `random`, nor does it change it."""
    names, pairs = _SHAPES["random"]
    random.seed(1)
    first = layout(names, pairs, {})
    drawn = random.random()  # noqa: S311 - looks at the state of the generator
    random.seed(1)
    assert random.random() == drawn  # noqa: S311 - the same
    random.seed(2)
    assert layout(names, pairs, {}) == first


# ------------------------------------------------------------------------ kept places


@settings(max_examples=25, deadline=None)
@given(
    kept=st.sets(st.integers(0, 29), min_size=1),
    places=st.lists(
        st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)), min_size=30, max_size=30
    ),
)
def test_old_nodes_keep_their_place(kept: set[int], places: list[tuple[float, float]]) -> None:
    """Whatever was stored stays exactly there; new nodes find a spot apart from all others."""
    names, pairs = _names(30), _ring(_names(30))
    old = {names[n]: (round(places[n][0], 1), round(places[n][1], 1)) for n in kept}
    found = layout(names, pairs, old)
    assert sorted(found) == names
    assert {name: found[name] for name in old} == old
    for name in set(names) - set(old):
        others = (place for other, place in found.items() if other != name)
        assert min(math.dist(found[name], place) for place in others) >= CLEARANCE - 0.15


def test_one_new_node_moves_nobody() -> None:
    """A fact about somebody new does not reshuffle the shipped picture."""
    old = dict(shipped().positions)
    names = sorted([*old, "somebody-new"])
    found = layout(names, [("somebody-new", "kazakhstan")], old)
    assert {name: found[name] for name in old} == old
    near = math.dist(found["somebody-new"], found["kazakhstan"])
    assert CLEARANCE - 0.15 <= near < 20 * CLEARANCE


def _moved(old: Positions, new: Positions) -> float:
    """Return how far those in both moved on average, as a part of the old picture's radius."""
    both = sorted(set(old) & set(new))
    middle = [sum(old[name][axis] for name in both) / len(both) for axis in (0, 1)]
    radius = max(math.dist(old[name], middle) for name in both)
    return sum(math.dist(old[name], new[name]) for name in both) / len(both) / radius


_NEW = {
    "new-a": ["kazakhstan", "israel"], "new-b": ["new-a"], "new-c": ["donald-trump", "new-b"],
}  # fmt: skip


def test_three_new_entities_keep_the_picture() -> None:
    """Three entities more, with facts among them and with others, move the others by under 5 %."""
    old = dict(shipped().positions)
    pairs = [(tie.source, tie.target) for tie in shipped().network.ties]
    pairs += [(name, other) for name, others in _NEW.items() for other in others]
    found = layout(sorted([*old, *_NEW]), pairs, old)
    assert len(found) == len(old) + 3
    assert _moved(old, found) <= 0.05
    assert render_layout(layout(sorted([*old, *_NEW]), pairs[::-1], old)) == render_layout(found)


@settings(max_examples=20, deadline=None)
@given(gone=st.sets(st.sampled_from(sorted(shipped().positions)), min_size=3, max_size=3))
def test_three_gone_entities_keep_the_picture(gone: set[str]) -> None:
    """Whichever three entities go, the others stay where they were."""
    old = dict(shipped().positions)
    names = sorted(set(old) - gone)
    pairs = [
        (tie.source, tie.target)
        for tie in shipped().network.ties
        if not gone & {tie.source, tie.target}
    ]
    assert _moved(old, layout(names, pairs, old)) <= 0.05


@pytest.mark.no_cover  # a loop over millions, which smaller graphs cover as well
def test_a_large_graph_of_many_parts() -> None:
    """Thousands of nodes in hundreds of parts find places apart, each part on its own.

    Each question about a free spot looks at the cells beside it: asked of every node, this alone
    would run for minutes.
    """
    names = _names(4000)
    pairs = [pair for n in range(0, 1000, 4) for pair in _ring(names[n : n + 4])]
    pairs += _ring(names[1000:])
    found = layout(names, pairs, {})
    cells = {
        (int(x // (CLEARANCE - 0.15)), int(y // (CLEARANCE - 0.15))) for x, y in found.values()
    }
    assert len(cells) > 0.6 * len(names)
    assert _nearest_by_cell(found) >= CLEARANCE - 0.15
    kept = {name: found[name] for name in names if name != "n0001"}
    again = layout(names, pairs, kept)
    assert {name: again[name] for name in kept} == kept


def _nearest_by_cell(positions: Positions) -> float:
    """Return the least distance between nodes that are less than a clearance apart on an axis."""
    points = sorted(positions.values())
    least = math.inf
    for number, point in enumerate(points):
        for other in points[number + 1 :]:
            if other[0] - point[0] >= CLEARANCE:
                break
            least = min(least, math.dist(point, other))
    return least


def test_who_is_gone_is_forgotten() -> None:
    """A place of a node that is no more is dropped."""
    assert layout(["a"], [], {"a": (1.5, 2.0), "gone": (0.0, 0.0)}) == {"a": (1.5, 2.0)}


# ------------------------------------------------------------------------ the file


def test_written_and_read() -> None:
    """The file is JSON, sorted, one node a line, one decimal."""
    text = render_layout({"b": (1.0, -2.5), "a": (0.0, 10000.1)})
    assert text == '{\n"a": [0.0, 10000.1],\n"b": [1.0, -2.5]\n}\n'
    assert json.loads(text) == {"a": [0.0, 10000.1], "b": [1.0, -2.5]}


def test_it_comes_back(tmp_path: Path) -> None:
    """What is written is read back equal, for no node as well."""
    path = tmp_path / "layout.json"
    for positions in ({}, {"a": (1.5, 2.0)}, dict(shipped().positions)):
        path.write_text(render_layout(positions), encoding="utf-8")
        assert read_layout(path) == positions


def test_no_file(tmp_path: Path) -> None:
    """Without a file nothing is stored."""
    assert read_layout(tmp_path / "layout.json") == {}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"[1, 2]",
        b"null",
        b'{"a": 1}',
        b'{"a": [1]}',
        b'{"a": [1, 2, 3]}',
        b'{"a": [1, null]}',
        b'{"a": ["x", 2]}',
        b'{"a": {"x": 1, "y": 2}}',
        b'{"a": [NaN, 1]}',
        b'{"a": [1, Infinity]}',
        b'{"a": [1e999, 1]}',
        b'{"a": "12"}',
        b'{"a": ["1", "2"]}',
        b"\xff\xfe",
        b"[" * 100_000,
        b"<<<<<<< HEAD\n{}",
    ],
    ids=range(19),
)
def test_a_broken_file(tmp_path: Path, data: bytes) -> None:
    """What is no layout is named in one line with the next step."""
    path = tmp_path / "layout.json"
    path.write_bytes(data)
    with pytest.raises(GraphkitError, match=r"holds no layout .*remove it and run") as caught:
        read_layout(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    """A folder of that name is told as well."""
    with pytest.raises(GraphkitError, match="holds no layout"):
        read_layout(tmp_path)
