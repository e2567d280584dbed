"""Tests of graphkit.seeds.project: which folder is a project, which files are its seeds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.errors import NoProject
from graphkit.problems import Problem
from graphkit.seeds import read_project
from graphkit.seeds.project import find_project, named_project, seed_files
from graphkit.yaml_source import MAX_BYTES
from tests.projects import SMALL, core_ontology, write_project


def seeds(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the names of a project's seed files, and what is wrong with others."""
    problems: list[Problem] = []
    names = [name for _, name in seed_files(root, problems)]
    return names, [(problem.code, str(problem.place)) for problem in problems]


# ---------------------------------------------------------------- which folder


def test_project_is_found_upward(tmp_path: Path) -> None:
    """From any folder within, the nearest project above is found."""
    root = write_project(tmp_path / "outer")
    inner = write_project(root / "cases" / "inner")
    deep = inner / "seeds" / "more"
    deep.mkdir()
    assert find_project(root) == root
    assert find_project(root / "cases") == root
    assert find_project(deep) == inner


def test_project_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative start is taken from the current folder; the project in it stays relative."""
    root = write_project(tmp_path)
    monkeypatch.chdir(root)
    assert find_project(Path()) == Path()
    monkeypatch.chdir(root / "seeds")
    assert find_project(Path()) == root.resolve()


@pytest.mark.parametrize(
    "text",
    [
        b"graph:\n  title: A\n",
        b"graph : {title: A}\n",
        b"\xef\xbb\xbfgraph:\n",
        b"# about\r\ngraph:\r\n  title: A\r\n",
        b"# about\rgraph:\r  title: A\r",
        b'"graph": {title: A}\n',
        b"sources: {}\ngraph: {title: [\n",
        b"graph: {title: \xff}\n",
    ],
)
def test_what_makes_a_project(text: bytes, tmp_path: Path) -> None:
    """A ``graph:`` at the start of a line makes a project, also in a file with faults."""
    write_project(tmp_path, {"sub/a.yaml": text})
    assert find_project(tmp_path) == tmp_path
    assert named_project(tmp_path) == tmp_path


@pytest.mark.parametrize(
    "text", [b"", b"entities: {}\n", b"  graph: x\n", b"# graph: x\n", b"graphs: x\n", b"graph"]
)
def test_what_makes_no_project(text: bytes, tmp_path: Path) -> None:
    """Without a ``graph:`` a folder is none; the message names it, and what to do."""
    write_project(tmp_path, {"a.yaml": text})
    for find in (find_project, named_project):
        with pytest.raises(NoProject) as caught:
            find(tmp_path)
        assert str(tmp_path.resolve()) in str(caught.value)
        assert "graph:" in str(caught.value)
        assert "\n" not in str(caught.value)


def test_nothing_there(tmp_path: Path) -> None:
    """A folder that is missing, a file, and a folder without seeds are no projects."""
    file = tmp_path / "file"
    file.touch()
    for place in (tmp_path / "missing", file, tmp_path):
        with pytest.raises(NoProject):
            named_project(place)
        with pytest.raises(NoProject):
            find_project(place)


def test_graph_in_another_place_does_not_count(tmp_path: Path) -> None:
    """Only ``*.yaml`` under ``seeds/`` is looked into."""
    write_project(tmp_path, {"a.yml": SMALL["graph.yaml"], "a.txt": SMALL["graph.yaml"]})
    (tmp_path / "graph.yaml").write_text(SMALL["graph.yaml"], encoding="utf-8")
    with pytest.raises(NoProject):
        named_project(tmp_path)


def test_unreadable_file_is_told_by_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that may not be read does not hide the project: it is a problem with a place."""
    write_project(tmp_path, {"a.yaml": SMALL["graph.yaml"]})

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    ontology = core_ontology()
    monkeypatch.setattr(Path, "open", refuse)  # root may read every file
    assert named_project(tmp_path) == tmp_path
    (problem,) = read_project(tmp_path, ontology).problems
    assert (problem.code, str(problem.place)) == ("unreadable-file", "seeds/a.yaml:1:1")


# ---------------------------------------------------------------- which files


def test_seed_files(tmp_path: Path) -> None:
    """Every ``*.yaml`` at any depth is a seed, sorted by path; a folder so named is none."""
    names = ["b.yaml", "a/z.yaml", "a/b/c.yaml", "é.yaml", "with blank.yaml", "no.yml", "x.json"]
    write_project(tmp_path, dict.fromkeys(names, ""))
    (tmp_path / "seeds" / "folder.yaml").mkdir()
    write_project(tmp_path, {"folder.yaml/in.yaml": ""})
    assert seeds(tmp_path) == (
        [
            "seeds/a/b/c.yaml",
            "seeds/a/z.yaml",
            "seeds/b.yaml",
            "seeds/folder.yaml/in.yaml",
            "seeds/with blank.yaml",
            "seeds/é.yaml",
        ],
        [],
    )


def test_links(tmp_path: Path) -> None:
    """A link within ``seeds/`` is read; one that leads out of it, or nowhere, is told."""
    root = write_project(tmp_path / "project", {"a.yaml": "", "sub/b.yaml": ""})
    far = tmp_path / "far.yaml"
    far.touch()
    folder = root / "seeds"
    (folder / "in.yaml").symlink_to("sub/b.yaml")
    (folder / "out.yaml").symlink_to(far)
    (folder / "up.yaml").symlink_to("../../far.yaml")
    (folder / "nowhere.yaml").symlink_to("gone.yaml")
    (folder / "self.yaml").symlink_to("self.yaml")
    (folder / "device.yaml").symlink_to(os.devnull)
    names, problems = seeds(root)
    assert names == ["seeds/a.yaml", "seeds/in.yaml", "seeds/sub/b.yaml"]
    assert problems == [
        ("outside-project", f"seeds/{name}.yaml:1:1")
        for name in ("device", "nowhere", "out", "self", "up")
    ]


def test_linked_folders(tmp_path: Path) -> None:
    """A folder that is a link is told and not entered: loops end, and nothing far is read."""
    root = write_project(tmp_path / "project", {"a.yaml": ""})
    far = write_project(tmp_path / "far", {"b.yaml": ""})
    (root / "seeds" / "loop").symlink_to(root / "seeds")
    (root / "seeds" / "far").symlink_to(far / "seeds")
    assert seeds(root) == (
        ["seeds/a.yaml"],
        [("outside-project", "seeds/far:1:1"), ("outside-project", "seeds/loop:1:1")],
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe(tmp_path: Path) -> None:
    """A pipe is told and never opened, for that would hang."""
    root = write_project(tmp_path)
    os.mkfifo(root / "seeds" / "pipe.yaml")
    assert named_project(root) == root
    (problem,) = read_project(root, core_ontology()).problems
    assert (problem.code, str(problem.place)) == ("outside-project", "seeds/pipe.yaml:1:1")


def test_large_file(tmp_path: Path) -> None:
    """A file over the limit is one problem of its own, beside those of the others."""
    root = write_project(tmp_path, {**SMALL, "large.yaml": "#" * (MAX_BYTES + 1)})
    assert named_project(root) == root
    (problem,) = read_project(root, core_ontology()).problems
    assert problem.code == "file-too-large"
