"""Tests of ``graphkit diff``."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.reading.test_revisions import CLEAN, commit, git


@pytest.mark.usefixtures("root")
def test_dates(run: Run) -> None:
    """What changed between two days is told in words; a difference is no error."""
    done = run("diff", "--dates", "2025-11-05", "2025-11-06")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("From 5 November 2025 to 6 November 2025\n")
    assert "Kazakhstan · joined · Abraham Accords: announced by Donald Trump" in done.out
    same = run("diff", "--dates", "2025-11-05", "2025-11-05")
    assert same.out.endswith("\nNothing changed.\n")
    rows = csv.DictReader(
        io.StringIO(run("diff", "--dates", "2025-11-05", "2025-11-06", "--format", "csv").out)
    )
    assert "came" in {row["change"] for row in rows}
    known = run("diff", "--dates", "2025-11-05", "2025-11-06", "--known-by", "2025-11-06")
    assert ", known by 6 November 2025\n" in known.out


def test_revisions(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two revisions of the project in words; the day of each is told where it moved."""
    for name, value in CLEAN.items():
        monkeypatch.setenv(name, value)
    git(root, "init", "-q")
    commit(root, "one")
    facts = root / "seeds" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("stage: announced", "stage: signed"), "utf-8")
    commit(root, "two")
    done = run("diff", "--revisions", "one", "two")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("From revision one to two, as of 7 November 2025\n")
    moved = "moved from announced by Donald Trump to signed by Donald Trump · 2025-11-06"
    assert f"Kazakhstan · joined · Abraham Accords: {moved}" in done.out
    assert run("diff", "--revisions", "one", "one").out.endswith("\nNothing changed.\n")
    before = run("diff", "--revisions", "one", "two", "--as-of", "2025-11-05")
    assert "as of 5 November 2025" in before.out
    graph = root / "seeds" / "graph.yaml"
    graph.write_text(graph.read_text("utf-8").replace("2025-11-07", "2025-11-08"), "utf-8")
    commit(root, "three")
    assert "one, as of 7 November 2025, to three, as of 8 November 2025\n" in (
        run("diff", "--revisions", "one", "three").out
    )


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--dates", "2025-11-05"],
        ["--dates", "2025-11-05", "soon"],
        ["--dates", "2025-11-05", "2025-11-06", "--revisions", "a", "b"],
        ["--dates", "2025-11-05", "2025-11-06", "--as-of", "2025-11-05"],
        ["--dates", "2025-11-05", "2025-11-06", "--files", "a.ttl", "b.ttl"],
        ["--revisions", "a", "b", "--files", "a.ttl", "b.ttl"],
        ["--files", "a.ttl"],
        ["--files", "a.ttl", "b.pdf"],
        ["--files", "none.ttl", "none.ttl"],
        ["--files", "a.graphml", "b.graphml", "--known-by", "2025-11-06"],
        ["--files", "a.ttl", "b.ttl", "--project", "nowhere"],
    ],
    ids=" ".join,
)
def test_wrong_use(run: Run, words: list[str]) -> None:
    """Wrong use ends with 2 and one line."""
    done = run("diff", *words)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


def test_bad_revision(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown revision ends with 2, one with errors in its data with 1; both in one line."""
    for name, value in CLEAN.items():
        monkeypatch.setenv(name, value)
    git(root, "init", "-q")
    commit(root, "one")
    done = run("diff", "--revisions", "one", "none")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    (root / "seeds" / "bad.yaml").write_text("facts: 1\n", encoding="utf-8")
    commit(root, "two")
    done = run("diff", "--revisions", "one", "two")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "seeds/bad.yaml:1:8" in done.err


# ------------------------------------------------------------------------ files


def exported(run: Run, folder: Path, name: str, *options: str) -> Path:
    """Export the project in the current folder to a file outside of it."""
    path = folder / name
    form = {"ttl": "turtle", "nt": "ntriples"}.get(path.suffix[1:], path.suffix[1:])
    assert run("export", form, "-o", path, *options).status == 0
    return path


def change(root: Path, old: str, new: str) -> None:
    """Change one text of the project's facts."""
    path = root / "seeds" / "facts.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_files(run: Run, root: Path) -> None:
    """Two files tell what two revisions would; both days are told where they differ."""
    one = exported(run, root.parent, "one.ttl")
    change(root, "stage: announced", "stage: signed")
    two = exported(run, root.parent, "two.nt")
    done = run("diff", "--files", one, two)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"From {one} to {two}, as of 7 November 2025\n")
    moved = "moved from announced by Donald Trump to signed by Donald Trump · 2025-11-06"
    assert f"Kazakhstan · joined · Abraham Accords: {moved}" in done.out
    assert run("diff", "--files", one, one).out.endswith("\nNothing changed.\n")
    rows = csv.DictReader(io.StringIO(run("diff", "--files", one, two, "--format", "csv").out))
    assert "moved" in {row["change"] for row in rows}
    early = exported(run, root.parent, "early.ttl", "--as-of", "2025-11-05")
    between = run("diff", "--files", early, two).out
    assert f"{early}, as of 5 November 2025, to {two}, as of 7 November 2025\n" in between


def test_clocks_of_files(run: Run, root: Path) -> None:
    """Both days are those of both files."""
    one = exported(run, root.parent, "one.ttl")
    change(root, "stage: announced", "stage: signed")
    two = exported(run, root.parent, "two.ttl")
    done = run("diff", "--files", one, two, "--as-of", "2025-11-05", "--known-by", "2025-11-07")
    assert "as of 5 November 2025, known by 7 November 2025\n" in done.out
    assert "signed" not in done.out


def test_files_need_no_project(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Beside no project they are read with the words that graphkit ships."""
    one = exported(run, root.parent, "one.graphml")
    change(root, "stage: announced", "stage: signed")
    two = exported(run, root.parent, "two.graphml")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    done = run("diff", "--files", one, two)
    assert (done.status, done.err) == (0, "")
    assert "Kazakhstan · joined · Abraham Accords: moved from announced" in done.out
    assert run("diff", "--dates", "2025-11-05", "2025-11-06").status == 2


def test_files_in_the_words_of_a_project(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The project at hand, or the one that is named, gives its relations."""
    (root / "ontology").mkdir()
    (root / "ontology" / "own.ttl").write_text(
        "@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'gk:wroteTo a gk:Momentary ; rdfs:label "wrote to"@en ; gk:phrase "wrote to" ;\n'
        '    gk:negativePhrase "did not write to" ; gk:subjectKind gk:State ;\n'
        "    gk:objectKind gk:State .\n",
        encoding="utf-8",
    )
    change(root, "relation: recognized", "relation: wroteTo")
    one = exported(run, root.parent, "one.ttl")
    assert run("diff", "--files", one, one).status == 0
    monkeypatch.chdir(root.parent)
    assert run("diff", "--files", one, one, "--project", root).status == 0
    done = run("diff", "--files", one, one)
    assert done.status == 1
    assert "unknown-relation" in done.err


def test_a_bad_file(run: Run, root: Path) -> None:
    """Its problems are told with places that can be opened, and the command ends with 1."""
    one = exported(run, root.parent, "one.ttl")
    two = root.parent / "two.ttl"
    two.write_text(one.read_text("utf-8").replace("skos:prefLabel", "skos:prefLable"), "utf-8")
    done = run("diff", "--files", one, two)
    assert (done.status, done.out) == (1, "")
    assert "/two.ttl:" in done.err
    assert 'did you mean "skos:prefLabel"?' in done.err
