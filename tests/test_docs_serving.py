"""Tests of docs/serving.md: its addresses, limits and statuses are those of the server."""

from __future__ import annotations

import re
from pathlib import Path

from graphkit.query import MAX_DEPTH, MAX_QUERY
from graphkit.query.guard import MAX_LISTS
from graphkit.serving.app import make_app
from graphkit.serving.limits import Limits

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "serving.md").read_text(encoding="utf-8")


def test_limits() -> None:
    """The table of limits holds the defaults."""
    limits = Limits()
    assert f"{MAX_QUERY:,} characters" in PAGE
    assert f"{MAX_DEPTH} brackets, {MAX_LISTS} lists or paths" in PAGE
    assert f"{limits.seconds:.0f} seconds" in PAGE
    assert f"{limits.rows:,};" in PAGE
    assert f"{limits.memory >> 30} GiB" in PAGE
    assert f"{limits.slots} queries, {limits.queue} more wait" in PAGE


def test_addresses() -> None:
    """Every address that the app routes by name is told."""
    source = Path(str(make_app.__code__.co_filename)).read_text(encoding="utf-8")
    routed = {path.rstrip("/") or "/" for path in re.findall(r'Route\("(/[a-z/]*)"', source)}
    assert {"/", "/sparql", "/graph", "/ontology", "/status"} <= routed
    for path in routed:
        assert f"| `{path}` |" in PAGE
