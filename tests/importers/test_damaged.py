"""Damaged files: whatever was cut, moved or put in, there is a graph or there are problems."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.errors import BadData
from graphkit.importers import read_export
from graphkit.problems import Problem
from tests.importers.files import SUFFIXES
from tests.importers.test_turtle import full
from tests.samples import export_text

#: What may be put in where something was cut out.
PIECES = (
    "", " ", '"', "<", ">", ".", ";", "[]", "_:b", "\x00", "9" * 5000, "9999-12-31", "0001-01-01",
    "gk:Ended", "id:israel", '"x"@en', '"2030"^^edtf:EDTF', "true", "1e999", "NaN", "ended",
    "in-force", "1990/2000", "[..2025]", "population", "joined", "israel|trump", "&#1;", "&lt;",
)  # fmt: skip
_LINES = {name: export_text(full(), name).splitlines(keepends=True) for name in SUFFIXES}


@pytest.mark.parametrize("name", SUFFIXES)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_nothing_else_is_raised(name: str, data: st.DataObject, tmp_path: Path) -> None:
    """Lines cut out or moved, and pieces put in anywhere: no traceback, and places in the file."""
    lines = list(_LINES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        start = data.draw(st.integers(0, len(line)))
        end = data.draw(st.integers(start, min(len(line), start + 30)))
        piece = data.draw(st.sampled_from(PIECES))
        lines[at] = data.draw(
            st.sampled_from(("", line * 2, line[:start] + piece + line[end:], *lines[:3]))
        )
    path = tmp_path / f"damaged{SUFFIXES[name]}"
    path.write_bytes("".join(lines).encode("utf-8"))
    problems: tuple[Problem, ...] = ()
    try:
        list(read_export(path).network.edges())
    except BadData as error:
        problems = error.problems
    assert {problem.place.path for problem in problems} <= {path.name}
