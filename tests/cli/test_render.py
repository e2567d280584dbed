"""Tests of ``graphkit render``."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run
from tests.reading.test_revisions import CLEAN, commit, git
from tests.reading.wire import WIRE, write_wire


def test_render(run: Run, root: Path) -> None:
    """The page is made, and the only line tells where it is and what it holds."""
    done = run("render")
    assert (done.status, done.err) == (0, "")
    assert done.out == "exports/graph.html: 7 entities, 8 facts, 2 sources, 1 dispute\n"
    page = (root / "exports" / "graph.html").read_bytes()
    assert page[:15].lower() == b"<!doctype html>"
    assert [path.name for path in (root / "exports").iterdir()] == ["graph.html"]


def test_output(run: Run, root: Path) -> None:
    """The page may go to another file or to stdout, which then holds nothing else."""
    done = run("render", "-o", "page.html")
    assert done.out.startswith("page.html: ")
    expected = (root / "page.html").read_bytes()
    done = run("render", "-o", "-")
    assert (done.status, done.out.encode(), done.err) == (0, expected, "")
    assert not (root / "exports").exists()


@pytest.mark.usefixtures("root")
def test_clocks_leave_everything_in(run: Run) -> None:
    """The page holds all facts whatever day its clocks start at."""
    done = run("render", "--as-of", "1900-01-01", "--known-by", "2000-01-01", "-o", "page.html")
    assert done.out == "page.html: 7 entities, 8 facts, 2 sources, 1 dispute\n"


def test_wrong_suffix(run: Run, root: Path) -> None:
    """A page is not written over a Turtle file."""
    (root / "graph.ttl").write_text("mine", encoding="utf-8")
    done = run("render", "-o", "graph.ttl")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert (root / "graph.ttl").read_text(encoding="utf-8") == "mine"


def test_layout_is_read_and_not_written(run: Run, root: Path) -> None:
    """Rendering never changes the stored layout, or makes one."""
    run("render")
    assert not (root / "seeds" / "layout.json").exists()


def test_a_private_page_quotes(run: Run, tmp_path: Path) -> None:
    """With the texts the page holds the passages, says that it is private, and stands apart."""
    project, texts = write_wire(tmp_path)
    done = run("render", "--project", project, "--texts", texts)
    assert (done.status, done.err) == (0, "")
    assert done.out.partition(":")[0].endswith("exports/graph-private.html")
    page = (project / "exports" / "graph-private.html").read_text(encoding="utf-8")
    assert "Private: this page quotes its sources" in page
    data = page_data(page)
    assert data["passages"]["wire-report p9"] == WIRE[8]
    assert data["passages"]["wire-report p4:0-41"] == WIRE[3][:41]
    run("render", "--project", project)
    public = (project / "exports" / "graph.html").read_text(encoding="utf-8")
    assert "Private: this page" not in public
    assert "passages" not in page_data(public)


def test_a_text_that_changed_is_not_quoted(run: Run, tmp_path: Path) -> None:
    """Its locators may point anywhere: the problem is named and nothing is written."""
    project, texts = write_wire(tmp_path)
    (texts / "wire.txt").write_text("another text", encoding="utf-8")
    done = run("render", "--project", project, "--texts", texts)
    assert (done.status, done.out) == (1, "")
    assert "text-changed" in done.err
    assert not (project / "exports").exists()
    done = run("render", "--project", project, "--texts", texts / "nowhere")
    assert (done.status, done.err.count("\n")) == (2, 1)


def page_data(page: str) -> dict[str, Any]:
    """Return the data that a page carries."""
    packed = page.partition('id="graph-data">')[2].partition("<")[0]
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed)))
    return data


# ------------------------------------------------------------------------ on a focus


@pytest.mark.usefixtures("root")
def test_focus(run: Run, root: Path) -> None:
    """The page opens on an entity, by id or name, and still holds everything."""
    run("render")
    whole = page_data((root / "exports" / "graph.html").read_text(encoding="utf-8"))
    done = run("render", "--focus", "ISRAEL", "-o", "page.html")
    assert (done.status, done.err) == (0, "")
    page = page_data((root / "page.html").read_text(encoding="utf-8"))
    assert page.pop("focus")["entity"] == "israel"
    assert page == whole


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("asked", "said"),
    [("isreal", "did you mean"), ("", "--focus names no entity")],
)
def test_an_unknown_focus(run: Run, asked: str, said: str) -> None:
    """An entity that is not there is one line with the next step, and no page."""
    done = run("render", "--focus", asked, "-o", "page.html")
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert not Path("page.html").exists()
    if asked:
        assert done.err.count("\n") == 1


@pytest.mark.usefixtures("root")
def test_a_picture_has_no_focus(run: Run) -> None:
    """A still picture is of the whole view: the option is refused, not ignored."""
    done = run("render", "--focus", "israel", "--format", "svg")
    assert done.status == 2
    assert "--focus is for the page" in done.err


# ------------------------------------------------------------------------ since a revision


@pytest.fixture
def committed(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the project as the first commit of a repository, tagged one, and then corrected."""
    for name, value in CLEAN.items():
        monkeypatch.setenv(name, value)
    git(root, "init", "-q")
    commit(root, "one")
    facts = root / "seeds" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("stage: announced", "stage: signed"), "utf-8")
    return root


def test_since(run: Run, committed: Path) -> None:
    """The page of the usual name carries what changed; two runs give the same bytes."""
    done = run("render", "--since", "one")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("exports/graph.html: ")
    page = (committed / "exports" / "graph.html").read_bytes()
    changes = page_data(page.decode())["changes"]
    assert changes["revision"] == "one"
    assert [change["kind"] for change in changes["facts"]] == ["moved"]
    run("render", "--since", "one")
    assert (committed / "exports" / "graph.html").read_bytes() == page
    run("render")
    assert "changes" not in page_data((committed / "exports" / "graph.html").read_text("utf-8"))


@pytest.mark.parametrize("revision", ["nowhere", "--all", ""])
def test_no_such_revision(run: Run, committed: Path, revision: str) -> None:
    """A revision that is none is wrong use: one line, and nothing is written."""
    done = run("render", f"--since={revision}")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "revision" in done.err
    assert not (committed / "exports").exists()


def test_a_revision_with_errors(run: Run, committed: Path) -> None:
    """Bad data in the revision ends with 1, as in graphkit diff."""
    path = committed / "seeds" / "facts.yaml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("stage: signed", "stage: dreamt"), "utf-8")
    commit(committed, "broken")
    path.write_text(good, "utf-8")
    done = run("render", "--since", "broken")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith("graphkit: revision broken: ")
    same = run("diff", "--revisions", "broken", "one")
    assert (same.status, same.err) == (done.status, done.err)


def test_since_outside_git(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository the message is the one of graphkit diff."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    done = run("render", "--since", "HEAD")
    assert (done.status, done.out) == (2, "")
    assert done.err == run("diff", "--revisions", "HEAD", "HEAD").err


# ------------------------------------------------------------------------ for a frame


def test_embed(run: Run, root: Path) -> None:
    """The page for a frame has a name of its own, and knows that it is in a frame."""
    done = run("render", "--embed")
    assert done.out == "exports/graph-embed.html: 7 entities, 8 facts, 2 sources, 1 dispute\n"
    page = (root / "exports" / "graph-embed.html").read_text(encoding="utf-8")
    assert '<html lang="en" data-embed>' in page
    assert [path.name for path in (root / "exports").iterdir()] == ["graph-embed.html"]
    run("render", "-o", "plain.html")
    assert "data-embed>" not in (root / "plain.html").read_text(encoding="utf-8")


def test_a_private_page_is_not_embedded(run: Run, tmp_path: Path) -> None:
    """Words that belong to publishers are not for the pages of others."""
    project, texts = write_wire(tmp_path)
    done = run("render", "--project", project, "--texts", texts, "--embed")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "leave out --texts or --embed" in done.err
    assert not (project / "exports").exists()


def test_all_at_once(run: Run, committed: Path) -> None:
    """The options that go together do: a frame with the changes, as of a day."""
    done = run("render", "--embed", "--since", "one", "--as-of", "2025-11-05", "-o", "page.html")
    assert done.status == 0
    data = page_data((committed / "page.html").read_text("utf-8"))
    assert data["graph"]["asOf"] == "2025-11-05"
    assert [change["kind"] for change in data["changes"]["facts"]] == ["edited"]
