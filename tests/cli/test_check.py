"""Tests of ``graphkit check``, and of bad data in every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run, files

COMMANDS = [
    ["check"],
    ["render"],
    ["export", "all"],
    ["export", "turtle", "-o", "other.ttl"],
    ["build"],
    ["layout"],
    ["layout", "--fresh"],
    ["query", "SELECT * { ?s ?p ?o }"],
]
BAD = """\
facts:
  - {subject: israel, relation: recognised, object: kazakhstan}
  - subject: israel
    relation: recognized
    object: kazakhstan
    date: 2025-02-30
    evidence: [{source: wire-report, at: p1}]
  - subject: kazakhstan
    relation: tradesWith
    object: isreal
    evidence: [{source: wire-report, at: p1, at: p2}]
"""
LATIN = "# about Lomé\n"
#: Place, code, and words of the message and its hint.
FIVE = [
    ("seeds/bad.yaml:2:33", "unknown-relation", 'did you mean "recognized"?'),
    ("seeds/bad.yaml:6:11", "impossible-date", "February 2025 has 28 days"),
    ("seeds/bad.yaml:10:13", "unknown-entity", 'did you mean "israel"?'),
    ("seeds/bad.yaml:11:46", "duplicate-key", '"at"'),
    ("seeds/latin.yaml:1:12", "not-utf8", "save the file as UTF-8"),
]


def spoil(root: Path) -> None:
    """Put five mistakes of five kinds into two files of a project."""
    (root / "seeds" / "bad.yaml").write_text(BAD, encoding="utf-8")
    (root / "seeds" / "latin.yaml").write_bytes(LATIN.encode("latin-1"))


def test_clean(run: Run, root: Path) -> None:
    """A project without mistakes is told in one line on stdout, with what it holds."""
    before = files(root)
    done = run("check")
    assert (done.status, done.err) == (0, "")
    assert done.out == "7 entities, 8 facts, 2 sources, 1 dispute: no problems\n"
    assert files(root) == before


def test_five_mistakes_in_one_run(run: Run, root: Path) -> None:
    """Each mistake is told once, with its place, its code and a next step; all in one run."""
    spoil(root)
    done = run("check")
    assert (done.status, done.out) == (1, "5 errors, 0 warnings\n")
    lines = done.err.splitlines()
    assert len(lines) == 10
    for problem, hint, (place, code, words) in zip(lines[::2], lines[1::2], FIVE, strict=True):
        assert problem.startswith(f"{place}: {code}: ")
        assert hint.startswith("    hint: ")
        assert words in f"{problem}\n{hint}"


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_bad_data_touches_nothing(run: Run, root: Path, arguments: list[str]) -> None:
    """With errors in the data no command writes a byte: old exports keep bytes and times."""
    assert run("build").status == 0
    spoil(root)
    before = files(root)
    assert {"exports/graph.ttl", "exports/graph.graphml", "exports/graph.html"} <= set(before)
    done = run(*arguments)
    assert done.status == 1
    assert [line.split(": ")[0] for line in done.err.splitlines()[:10:2]] == [
        place for place, *_ in FIVE
    ]
    if arguments != ["check"]:
        assert done.out == ""
        assert done.err.splitlines()[10:] == ["5 errors in the data. Nothing was written."]
    assert files(root) == before


def test_bad_data_makes_nothing_new(run: Run, root: Path) -> None:
    """Where there were no exports, there are none after."""
    spoil(root)
    assert run("build").status == 1
    assert not (root / "exports").exists()
    assert not (root / "seeds" / "layout.json").exists()


def test_warnings_block_nothing(run: Run, root: Path) -> None:
    """Warnings are told on stderr, and the command goes on and ends with 0."""
    text = "entities:\n  oman: {kind: state, name: Oman}\n"
    (root / "seeds" / "more.yaml").write_text(text, encoding="utf-8")
    done = run("check")
    assert (done.status, done.out) == (
        0,
        "8 entities, 8 facts, 2 sources, 1 dispute: 0 errors, 1 warning\n",
    )
    assert done.err.startswith("seeds/more.yaml:2:9: warning: unused-entity: ")
    assert done.err.count("\n") == 2
    for arguments in (["render"], ["export", "turtle"], ["build"], ["layout"]):
        done = run(*arguments)
        assert done.status == 0
        assert done.err.startswith("seeds/more.yaml:2:9: warning: unused-entity: ")
    assert (root / "exports" / "graph.html").is_file()


def test_paths_can_be_opened(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are told as seen from the current folder, wherever the project is."""
    spoil(root)
    monkeypatch.chdir(root / "seeds")
    assert run("check").err.startswith("../seeds/bad.yaml:2:33: ")
    monkeypatch.chdir(root.parent)
    for named in ("project", root):
        assert run("check", "--project", named).err.startswith("project/seeds/bad.yaml:2:33: ")


def test_many_mistakes(run: Run, root: Path) -> None:
    """Of very many mistakes the first hundred are told, and how many more there are."""
    rows = [f"  - {{subject: x{n}, relation: recognized, object: israel}}\n" for n in range(70)]
    (root / "seeds" / "bad.yaml").write_text("facts:\n" + "".join(rows), encoding="utf-8")
    done = run("check")
    assert (done.status, done.out) == (1, "140 errors, 0 warnings\n")
    assert done.err.count("    hint: ") == 100
    assert done.err.splitlines()[-1] == "… and 40 more problems"


def test_one_error(run: Run, root: Path) -> None:
    """One error is told in the singular."""
    (root / "seeds" / "bad.yaml").write_text("fact: []\n", encoding="utf-8")
    assert run("check").out == "1 error, 0 warnings\n"
    assert run("layout").err.splitlines()[-1] == "1 error in the data. Nothing was written."


def test_terminal_controls_are_not_passed_on(run: Run, root: Path) -> None:
    """A file name that holds a control of the terminal, or a line end, cannot use it."""
    (root / "seeds" / "a\x1b[31m\nb.yaml").write_text("fact: []\n", encoding="utf-8")
    done = run("check")
    assert done.status == 1
    assert done.err.startswith(r"seeds/a\x1b[31m\nb.yaml:1:1: unknown-field: ")
    assert done.err.count("\n") == 2


def test_line_ends_in_values_are_shown(run: Run, root: Path) -> None:
    """A value met is shown within its line, whatever it holds."""
    text = 'entities:\n  oman: {kind: "state\\nof mind", name: Oman}\n'
    (root / "seeds" / "bad.yaml").write_text(text, encoding="utf-8")
    done = run("check")
    assert r'there is no kind "state\nof mind"' in done.err.splitlines()[2]
