"""Tests of ``graphkit import events``: all is written or nothing, and every row is told of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import graphkit
from tests.cli.running import Run, files

#: The command in a process of its own, whose files may not grow beyond eight kilobytes.
ON_A_FULL_DISK = [
    sys.executable,
    "-c",
    """\
import resource, runpy
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
runpy.run_module("graphkit", run_name="__main__")
""",
]
TABLE = """\
Envoy (Fiji)\tMake statement\tTonga\t2015-01-02
Tonga\tConsult\tEnvoy (Fiji)\t2015-01-03
Tonga\tFrobnicate\tFiji\t2015-01-02
Tonga\tFrobnicate\tFiji\t2015-01-03
Tonga\tFrobnicate\tFiji\t2015-01-04
Tonga\tFrob\u202e\tFiji\t2015-01-05
Tonga\tConsult\tTonga\t2015-01-02
"""
OWN = """\
mapping:
  title: Mine
  head: [a, b, c, d]
  rows:
    - subject: {column: a}
      object: {column: x}
      relation: {column: b, scheme: icews}
  source: {id: mine, title: My table, kind: dataset}
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a table of events in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("events.tsv")
    path.write_text(TABLE, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    """Return the names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


# ------------------------------------------------------------------------ a new project


def test_new_project(run: Run, table: Path) -> None:
    """The folder holds a project; stdout tells the next step, stderr what was left out."""
    done = run("import", "events", table, "--mapping", "icews", "-o", "made")
    assert (done.status, done.out) == (
        0,
        "made: 3 facts. Next: graphkit render --project made\n",
    )
    assert (
        done.err
        == """\
7 rows, 2 taken, 3 facts, 3 new entities
left out: 1 row: same-both-ends
    events.tsv:7: same-both-ends "Tonga"
left out: 4 rows: unknown-code
    events.tsv:3: unknown-code "Frobnicate"
    events.tsv:4: unknown-code "Frobnicate"
    events.tsv:5: unknown-code "Frobnicate"
    … and 1 more
"""
    )
    assert run("check", "--project", "made") == (
        0, "3 entities, 3 facts, 1 source, 0 disputes: no problems\n", ""
    )  # fmt: skip
    assert {fact.id for fact in graphkit.load("made").facts()} == {
        "envoy-fiji-affiliated-with-fiji",
        "envoy-fiji-made-statement-to-tonga-2015-01-02",
        "tonga-consulted-envoy-fiji-2015-01-03",
    }
    assert names(Path()) == ["events.tsv", "made"]


def test_the_same_bytes(run: Run, table: Path) -> None:
    """Two runs write the same; an empty folder is taken as it is."""
    Path("empty").mkdir()
    inode = Path("empty").stat().st_ino
    for folder in ("made", "empty"):
        assert run("import", "events", table, "--mapping", "icews", "-o", folder).status == 0
    first, second = (
        {name: data for name, (data, _) in files(Path(folder)).items()}
        for folder in ("made", "empty")
    )
    assert first == second
    assert Path("empty").stat().st_ino == inode
    assert run("import", "events", table, "--mapping", "icews", "-o", "made").status == 2


def test_a_sample_moves_no_cursor(run: Run, table: Path) -> None:
    """What a table holds is shown in escapes where a terminal might obey it, and cut."""
    table.write_text(f"a\tFrob\u202e\tb\t2015-01-02\nc\t{'x' * 200}\td\t2015-01-02\n", "utf-8")
    err = run("import", "events", table, "--mapping", "icews", "-o", "made").err
    assert '    events.tsv:1: unknown-code "Frob\\u202e"\n' in err
    assert f'"{"x" * 79}…"\n' in err


# ------------------------------------------------------------------------ into a project


def test_into_a_project(run: Run, table: Path, root: Path) -> None:
    """The facts go into a folder of their own, entities are found, and nothing else changes."""
    table = root.parent / table
    before = files(root)
    add = ["import", "events", table, "--mapping", "icews", "--project", root]
    table.write_text(
        "Kazakhstan\tConsult\tDonald Trump\t2015-01-02\n"
        "Israel\tConsult\tKazakhstan (Israel)\t2015-01-02\n",
        encoding="utf-8",
    )
    done = run(*add)
    assert (done.status, done.out) == (
        0, "seeds/imported/icews: 3 facts. Next: graphkit render --project .\n"
    )  # fmt: skip
    after = files(root)
    assert {name: after[name] for name in before} == before
    assert sorted(set(after) - set(before)) == [
        f"seeds/imported/icews/{name}.yaml" for name in ("entities", "facts", "sources")
    ]
    fact = graphkit.load(root).fact("kazakhstan-consulted-donald-trump-2015-01-02")
    assert (fact.subject, fact.object) == ("kazakhstan", "donald-trump")
    assert names(root) == ["seeds"]

    again = run(*add)
    assert (again.status, files(root)) == (2, after)
    assert "add --force to write it anew, or --source ID" in again.err
    table.write_text("Kazakhstan\tConsult\tNobody\t2015-01-02\n", encoding="utf-8")
    assert run(*add, "--force").status == 0
    assert "kazakhstan-consulted-nobody-2015-01-02" in {f.id for f in graphkit.load(root).facts()}
    assert "israel" not in (root / "seeds/imported/icews/facts.yaml").read_text("utf-8")
    table.write_text("Kazakhstan\tConsult\tSomebody\t2015-01-02\n", encoding="utf-8")
    assert run(*add, "--source", "icews-2015").status == 0
    assert names(root / "seeds" / "imported") == ["icews", "icews-2015"]
    taken = run(*add, "--source", "wire-report")
    assert (taken.status, taken.err) == (
        2, 'graphkit: the project has a source "wire-report": add --source ID for another one\n'
    )  # fmt: skip


def test_a_project_that_has_it_all(run: Run, table: Path, root: Path) -> None:
    """The same rows under another name of the source: the mapping is not to blame."""
    add = ["import", "events", root.parent / table, "--mapping", "icews", "--project", root]
    assert run(*add).status == 0
    before = files(root)
    again = run(*add, "--source", "another")
    assert again.status == 1
    assert "gives no fact: the project has what can be taken of it already" in again.err
    assert files(root) == before


def test_a_project_with_errors(run: Run, table: Path, root: Path) -> None:
    """A project that cannot be read gets nothing; its problems are told."""
    (root / "seeds" / "bad.yaml").write_text("facts: [{}]\n", encoding="utf-8")
    before = files(root)
    done = run("import", "events", root.parent / table, "--mapping", "icews", "--project", root)
    assert done.status == 1
    assert "seeds/bad.yaml:1:9: missing-field" in done.err
    assert done.err.endswith("Nothing was written.\n")
    assert files(root) == before


# ------------------------------------------------------------------------ nothing is written


@pytest.mark.parametrize(
    ("data", "mapping", "expected"),
    [
        (TABLE, "iecws", (2, 'did you mean "icews"')),
        (TABLE, "own.yaml", (1, 'own.yaml:6:24: unknown-column: no column "x" is named')),
        (TABLE, "archigos", (1, "archigos.yaml:9:25: missing-column: events.tsv has no column")),
        ("a\tFrobnicate\tb\t2015-01-02\n", "icews", (1, "events.tsv gives no fact: see that")),
        ("", "icews", (2, "events.tsv is empty: get the file again")),
        (b"a\xff\n", "icews", (2, "events.tsv:1: the byte 0xFF at offset 1 is not UTF-8")),
    ],
)  # fmt: skip
def test_what_cannot_be_imported(
    data: str | bytes, mapping: str, expected: tuple[int, str], run: Run, table: Path
) -> None:
    """A bad mapping, a table for another one and a broken file are told, and nothing is left."""
    table.write_bytes(data if isinstance(data, bytes) else data.encode())
    Path("own.yaml").write_text(OWN, encoding="utf-8")
    done = run("import", "events", table, "--mapping", mapping, "-o", "made")
    status, message = expected
    assert done.status == status
    assert message in done.err
    assert names(Path()) == ["events.tsv", "own.yaml"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "say where the facts go: -o DIR for a new project, or --project DIR"),
        (["-o", "made", "--project", "."], "say where the facts go"),
        (["-o", "."], ". is not an empty folder: name another one with -o, or empty it"),
        (["-o", "events.tsv"], "events.tsv is not an empty folder"),
        (["-o", "no/made"], "/no does not exist: make it or name another"),
        (["-o", "made", "--source", "A b"], "'A b' is no id"),
        (["--project", "."], "is no graphkit project"),
    ],
)
def test_wrong_use(options: list[str], message: str, run: Run, table: Path) -> None:
    """Where to write is told, and nothing is written over."""
    done = run("import", "events", table, "--mapping", "icews", *options)
    assert done.status == 2
    assert message in done.err
    assert done.err.count("\n") == 1
    assert names(Path()) == ["events.tsv"]


no_limits = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")


@no_limits
@pytest.mark.parametrize("there", [False, True])
def test_full_disk(table: Path, *, there: bool) -> None:
    """A disk that fills up in the middle leaves nothing under a finished name."""
    write_many(table)
    if there:
        Path("made").mkdir()
    done = subprocess.run(
        [*ON_A_FULL_DISK, "import", "events", table, "--mapping", "icews", "-o", "made"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot be written (File too large): free the place" in done.stderr
    assert names(Path()) == ["events.tsv", *(["made"] if there else [])]
    assert not there or not names(Path("made"))


@no_limits
def test_full_disk_in_a_project(run: Run, table: Path, root: Path) -> None:
    """An earlier import stays whole where a new one cannot be written."""
    table = root.parent / table
    add = ["import", "events", str(table), "--mapping", "icews", "--project", str(root)]
    assert run(*add).status == 0
    before = files(root)
    write_many(table)
    done = subprocess.run(
        [*ON_A_FULL_DISK, *add, "--force"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot be written (File too large)" in done.stderr
    assert files(root) == before
    assert names(root) == ["seeds"]


def write_many(table: Path) -> None:
    """Write a table whose facts take more than the disk has."""
    text = "".join(f"a{n}\tConsult\tb{n}\t2015-01-02\n" for n in range(300))
    table.write_text(text, encoding="utf-8")


def test_help(run: Run) -> None:
    """The group names its kinds; each ends with an example."""
    out = run("import", "--help").out
    assert "events" in out
    assert "wikidata" in out
    assert "Example: graphkit import events" in out
    out = run("import", "events", "--help").out
    assert "archigos, cow-alliances, icews" in " ".join(out.split())
