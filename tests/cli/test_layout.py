"""Tests of ``graphkit layout``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Run


def stored(root: Path) -> dict[str, list[float]]:
    """Return the stored places."""
    found: dict[str, list[float]] = json.loads((root / "seeds" / "layout.json").read_text("utf-8"))
    return found


def test_layout(run: Run, root: Path) -> None:
    """Every node gets a place, and the only line is the path of the file."""
    done = run("layout")
    assert (done.status, done.out, done.err) == (0, "seeds/layout.json\n", "")
    assert {"kazakhstan", "israel", "phone-call"} <= set(stored(root))
    assert not (root / "exports").exists()


def test_stored_places_are_kept(run: Run, root: Path) -> None:
    """A node that has a place keeps it; ``--fresh`` computes all anew."""
    run("layout")
    computed = stored(root)
    moved = {**computed, "israel": [1000.0, -1000.0]}
    del moved["kazakhstan"]
    (root / "seeds" / "layout.json").write_text(json.dumps(moved), encoding="utf-8")
    run("layout")
    assert stored(root)["israel"] == [1000.0, -1000.0]
    assert "kazakhstan" in stored(root)
    run("layout", "--fresh")
    assert stored(root) == computed
