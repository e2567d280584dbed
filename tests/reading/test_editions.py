"""Tests of the list of changes between an edition of the data and the present one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import GraphkitError
from graphkit.loading import load
from graphkit.projections.page.data import page_data
from graphkit.reading.editions import WITHDRAWN, changes_since
from graphkit.reading.revisions import BadRevision, read_commit
from tests.projects import write_project
from tests.reading.test_revisions import CLEAN, commit, git

JOINED = "kazakhstan-joined-abraham-accords"
MORE = "facts:\n  - {subject: israel, relation: population, value: 10000000, %s}\n"
PROOF = "evidence: [{source: wire-report, at: p8}]"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with one commit, tagged one, of 10 November 2025 where its author was."""
    for name, value in CLEAN.items():
        monkeypatch.setenv(name, value)
    # In UTC it is the day before.
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2025-11-10T00:30:00+05:00")
    root = write_project(tmp_path)
    git(root, "init", "-q")
    commit(root, "one")
    return root


def _replace(root: Path, name: str, old: str, new: str) -> None:
    path = root / "seeds" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed(root: Path) -> None:
    """A project that stands as committed has no changes; the head says with what it is compared."""
    found = changes_since(root, "one", load(root))
    assert found["facts"] == []
    none: dict[str, dict[str, str]] = {"new": {}, "removed": {}, "edited": {}}
    assert [found[name] for name in ("disputes", "entities", "sources")] == [none] * 3
    assert (found["revision"], found["day"]) == ("one", "2025-11-10")
    assert found["commit"] == read_commit(root, "HEAD").hash[:12]
    assert found["edition"] == page_data(load(root).whole.view, load(root).day, None)["edition"]


def test_each_kind(root: Path) -> None:
    """A new fact, one that moved and one that was withdrawn, each with its words."""
    (root / "seeds" / "more.yaml").write_text(MORE % PROOF, encoding="utf-8")
    _replace(root, "facts.yaml", "stage: announced", "stage: signed")
    facts = {one["id"]: one for one in changes_since(root, "one", load(root))["facts"]}
    assert facts["israel-population"]["kind"] == "came"
    assert facts["israel-population"]["gained"] == []
    moved = facts[JOINED]
    assert moved["kind"] == "moved"
    assert moved["words"].startswith("moved from announced by Donald Trump to signed by Donald")
    assert moved["before"].startswith("announced by Donald Trump · 2025-11-06")
    assert any(line.startswith("stage: announced") for line in moved["lost"])
    assert any(line.startswith("stage: signed") for line in moved["gained"])
    commit(root, "two")
    (root / "seeds" / "more.yaml").unlink()
    (gone,) = changes_since(root, "two", load(root))["facts"]
    assert (gone["kind"], gone["after"]) == ("vanished", None)
    assert any("wire-report p8" in line for line in gone["lost"])


def test_a_withdrawn_fact(root: Path) -> None:
    """A fact that curators no longer stand by is withdrawn, though it is still there."""
    (root / "seeds" / "more.yaml").write_text(MORE % PROOF, encoding="utf-8")
    commit(root, "two")
    mark = f"rank: deprecated, reason: a slip, {PROOF}"
    (root / "seeds" / "more.yaml").write_text(MORE % mark, encoding="utf-8")
    (change,) = changes_since(root, "two", load(root))["facts"]
    assert (change["kind"], change["words"]) == (WITHDRAWN, "withdrawn by the curators")


@pytest.mark.parametrize(("as_of", "known_by"), [("2025-11-05", ""), ("", "2000-01-01")])
def test_the_whole_is_compared(root: Path, as_of: str, known_by: str) -> None:
    """A correction is listed on whatever day the page opens, and whoever knows of it by then."""
    _replace(root, "facts.yaml", "stage: announced", "stage: signed")
    graph = load(root)
    graph = graph.as_of(as_of) if as_of else graph.known_by(known_by)
    (change,) = changes_since(root, "one", graph)["facts"]
    assert change["id"] == JOINED
    if as_of:
        # On that day neither had begun: the lines tell what was corrected.
        assert change["kind"] == "edited"
        assert change["lost"]


def test_a_later_day_moves_nothing(root: Path) -> None:
    """An edition for a later day is compared on one day, so that its clock changes no fact."""
    _replace(root, "graph.yaml", "2025-11-07", "2026-11-07")
    assert changes_since(root, "one", load(root))["facts"] == []


def test_bad_revisions(root: Path) -> None:
    """A word that git does not know, and a commit with errors, are one line each."""
    with pytest.raises(GraphkitError, match=r'git knows no revision "two"'):
        changes_since(root, "two", load(root))
    graph = load(root)
    (root / "seeds" / "more.yaml").write_text(MORE % "stage: dreamt", encoding="utf-8")
    commit(root, "broken")
    with pytest.raises(BadRevision, match=r"revision broken: .*more\.yaml:2"):
        changes_since(root, "broken", graph)
