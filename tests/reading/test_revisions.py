"""Tests of reading a project at a git revision."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError
from graphkit.reading.diff import difference
from graphkit.reading.diff_text import summary
from graphkit.reading.revisions import BadRevision, read_revision
from tests.projects import write_project

#: git without the settings of whoever runs the tests.
CLEAN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}
MORE = "facts:\n  - {subject: israel, relation: population, value: 10000000, %s}\n"
PROOF = "evidence: [{source: wire-report, at: p8}]"


def git(folder: Path, *words: str) -> None:
    """Run git in a folder."""
    command = ["git", "-C", str(folder), *words]
    subprocess.run(command, check=True, capture_output=True)


def commit(folder: Path, tag: str) -> None:
    """Commit all of a folder under a tag."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", tag)
    git(folder, "tag", tag)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project in a folder of a repository, with three revisions: one, two, broken."""
    for name, value in CLEAN.items():
        monkeypatch.setenv(name, value)
    git(tmp_path, "init", "-q")
    root = write_project(tmp_path / "inner folder")
    commit(tmp_path, "one")
    (root / "seeds" / "more é.yaml").write_text(MORE % PROOF, encoding="utf-8")
    # What git would change in an archive or in a checkout must not change here.
    (tmp_path / ".gitattributes").write_text("*.yaml export-ignore\n", encoding="utf-8")
    commit(tmp_path, "two")
    (root / "seeds" / "more é.yaml").write_text(MORE % "stage: dreamt", encoding="utf-8")
    commit(tmp_path, "broken")
    return root


def test_two_revisions(root: Path) -> None:
    """A fact that was added in between came; the folder at work plays no part."""
    before, after = read_revision(root, "one"), read_revision(root, "two")
    found = difference(before, after)
    assert [change.fact for change in found.facts] == ["israel-population"]
    assert summary(found) == "1 fact came. No dispute came or went."
    assert not difference(after, read_revision(root, "broken~1"))


def test_nothing_is_left(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy of the revision goes, and nothing in the repository changes."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    before = sorted(path for path in tmp_path.rglob("*"))
    read_revision(root, "one")
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_bad_data(root: Path) -> None:
    """A revision with errors ends with 1 and tells the first, by its place in the project."""
    with pytest.raises(BadRevision) as caught:
        read_revision(root, "broken")
    assert caught.value.exit_status == 1
    words = str(caught.value)
    assert words.startswith("revision broken: ")
    assert "seeds/more é.yaml:2:" in words
    assert "\n" not in words


@pytest.mark.parametrize("name", ["three", "--all", "", "one:seeds", "HEAD~99"])
def test_no_such_revision(root: Path, name: str) -> None:
    """A word that names no commit is one line; no option is taken for a revision."""
    with pytest.raises(GraphkitError, match="git knows no revision"):
        read_revision(root, name)


def test_no_project_at_the_revision(root: Path) -> None:
    """A revision from before the project was there is told without a temporary path."""
    (root / "README").write_text("moved away", encoding="utf-8")  # git keeps no empty folder
    git(root, "rm", "-rq", "seeds")
    commit(root, "gone")
    with pytest.raises(GraphkitError, match=r"revision HEAD: \. is no graphkit project"):
        read_revision(root, "HEAD")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository there is one line with what to do instead."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GraphkitError, match=r"is in no git work tree .* compare days with --dates"):
        read_revision(write_project(tmp_path / "project"), "HEAD")


def test_no_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git there is one line."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GraphkitError, match="there is no git: install it"):
        read_revision(root, "one")


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for few")
def test_link_is_not_followed(root: Path) -> None:
    """A link in the repository is not read, wherever it leads."""
    (root / "seeds" / "link.yaml").symlink_to("/etc/passwd")
    (root / "seeds" / "more é.yaml").unlink()
    commit(root, "linked")
    assert not difference(read_revision(root, "one"), read_revision(root, "linked"))
