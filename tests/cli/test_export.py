"""Tests of ``graphkit export``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.exporters import EXPORTERS, exporter
from graphkit.exporting import Exporter
from tests.cli.running import Run, files
from tests.samples import export_files

EVERY = {made.name: export_files(made) for made in EXPORTERS}
every_format = pytest.mark.parametrize("made", EXPORTERS, ids=list(EVERY))


@every_format
def test_one_format(run: Run, root: Path, made: Exporter) -> None:
    """A format goes into ``exports/`` of the project, and stdout has its paths, one a line."""
    done = run("export", made.name)
    assert (done.status, done.out.splitlines()) == (0, [f"exports/{n}" for n in EVERY[made.name]])
    assert {path.name for path in (root / "exports").iterdir()} == set(EVERY[made.name])


def test_all_formats(run: Run, root: Path) -> None:
    """``all`` writes every format, and names each on a line of its own."""
    done = run("export", "all")
    names = [name for several in EVERY.values() for name in several]
    assert done.status == 0
    assert done.out.splitlines() == [f"exports/{name}" for name in names]
    assert {path.name for path in (root / "exports").iterdir()} == set(names)


@every_format
def test_output(run: Run, root: Path, made: Exporter) -> None:
    """With ``-o`` the same bytes go to another file or to stdout, and nowhere else."""
    run("export", made.name)
    expected = [(root / "exports" / name).read_bytes() for name in EVERY[made.name]]
    before = set(files(root))
    done = run("export", made.name, "-o", f"other{made.suffix}")
    others = export_files(made, "other")
    assert (done.status, done.out.splitlines()) == (0, others)
    assert [(root / name).read_bytes() for name in others] == expected
    done = run("export", made.name, "--output", "-")
    if len(expected) == 1:
        assert (done.status, done.out) == (0, expected[0].decode("utf-8"))
    else:
        assert (done.status, done.out) == (2, "")
        assert f"{made.name} is 2 files: name them with -o NAME{made.suffix}" in done.err
    assert set(files(root)) == before | set(others)


def test_from_another_folder(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports go into the project wherever the command is run, ``-o`` to the current folder."""
    outside = root.parent / "outside"
    outside.mkdir()
    monkeypatch.chdir(outside)
    done = run("export", "turtle", "--project", root)
    assert done.out == f"{root / 'exports' / 'graph.ttl'}\n"
    assert run("export", "turtle", "--project", "../project", "-o", "here.ttl").out == "here.ttl\n"
    assert [path.name for path in outside.iterdir()] == ["here.ttl"]


def test_losses_are_told(run: Run, root: Path) -> None:
    """What a format cannot carry is told on stderr, so that stdout can be piped."""
    (root / "seeds" / "graph.yaml").touch()
    done = run("export", "graphml", "-o", "-")
    assert done.err.startswith("graphml: left out or simplified: ")
    assert done.out.startswith("<?xml")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("graph.html", "ends in .html, but turtle is written to .ttl files"),
        ("gone/graph.ttl", "the folder gone does not exist: make it or name another"),
        ("seeds", "seeds is not a file: name another output"),
        ("seeds/graph.yaml/x.ttl", "the folder seeds/graph.yaml does not exist"),
        (f"{'a' * 300}.ttl", "cannot be written (File name too long)"),
    ],
)
def test_bad_output(run: Run, root: Path, output: str, words: str) -> None:
    """A place that cannot be written to ends with 2 and one line, and nothing is written."""
    before = files(root)
    done = run("export", "turtle", "-o", output)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("graphkit: ")
    assert words in done.err
    assert done.err.count("\n") == 1
    assert files(root) == before


def test_exports_is_a_file(run: Run, root: Path) -> None:
    """A file in the place of the folder for exports is one line, and it stays."""
    (root / "exports").write_text("mine", encoding="utf-8")
    done = run("export", "turtle")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "exports" in done.err
    assert (root / "exports").read_text(encoding="utf-8") == "mine"


def test_failing_write_keeps_the_old_export(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full at the last step, the old export is still there and whole."""
    run("export", "turtle")
    before = files(root)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", refuse)
    done = run("export", "turtle")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert files(root) == before


def test_clocks(run: Run, root: Path) -> None:
    """``--as-of`` and ``--known-by`` turn the view, and the file says so."""
    whole = run("export", "turtle", "-o", "-").out
    assert 'gk:asOf "2025-11-07"' in whole
    past = run("export", "turtle", "--as-of", "1999-12-31", "-o", "-").out
    assert 'gk:asOf "1999-12-31"' in past
    known = run("export", "turtle", "--known-by", "2025-11-06", "-o", "-").out
    assert 'gk:knownBy "2025-11-06"' in known
    assert len({whole, past, known}) == 3
    assert not (root / "exports").exists()


# ------------------------------------------------------------------------ a part of the graph


def test_focus(run: Run, root: Path) -> None:
    """Around an entity, named as readers name it, only the facts among its neighbours are left."""
    done = run("export", "graphml", "--focus", "Israel", "-o", "-")
    assert done.status == 0
    assert '<node id="israel">' in done.out
    whole = run("export", "graphml", "-o", "-").out
    assert done.out.count("<edge ") < whole.count("<edge ")
    assert not (root / "exports").exists()


@pytest.mark.parametrize(
    ("name", "options", "file"),
    [
        ("mermaid", ["--focus", "kazakhstan"], "graph-kazakhstan.mmd"),
        ("turtle", ["--stages", "realized"], "graph-realized.ttl"),
        ("graphml", ["--fold", "states"], "graph-states.graphml"),
        ("dot", ["--focus", "israel", "--steps", "2"], "graph-israel-2-steps.dot"),
        ("turtle", ["--as-of", "2020-12-31"], "graph-as-of-2020-12-31.ttl"),
        ("gexf", ["--known-by", "2025-11-07", "--all"], "graph-all-known-by-2025-11-07.gexf"),
        ("graphml", ["--include", "negative"], "graph-negative.graphml"),
        ("graphml", ["--fold", "states", "--stages", "realized", "--stages", "signed"],
         "graph-states-realized-signed.graphml"),
    ],
)  # fmt: skip
def test_a_part_has_a_name_of_its_own(
    run: Run, root: Path, name: str, options: list[str], file: str
) -> None:
    """A part never takes the place of the whole in ``exports/``."""
    done = run("export", name, *options)
    assert (done.status, done.out) == (0, f"exports/{file}\n")
    assert [path.name for path in (root / "exports").iterdir()] == [file]


@pytest.mark.usefixtures("root")
def test_stages(run: Run) -> None:
    """Only facts at these stages on the day are left."""
    done = run("export", "graphml", "--stages", "committed", "-o", "-")
    assert done.status == 0
    assert ">committed</data>" in done.out
    assert ">realized</data>" not in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["graphml", "--focus", "kasakhstan"],
         'no entity is called "kasakhstan": did you mean "kazakhstan"?'),
        (["turtle", "--stages", "realised"],
         '"realised" is no stage and no group of stages: did you mean "realized"?'),
        (["turtle", "--fold", "states"],
         "--fold is for nodes and edges: choose one of graphml, gexf, csv"),
        (["turtle", "--include", "negative"], "--include is for nodes and edges"),
        (["markdown", "--all"], "--all is for nodes and edges"),
        (["html", "--focus", "kazakhstan"], "html holds everything: leave out --focus"),
        (["graphml", "--neo4j"], "--neo4j is a form of csv: choose that"),
        (["csv", "--neo4j", "--spreadsheet"], "are two forms: choose one"),
        (["dot", "--focus", ""], 'no entity is called ""'),
        (["dot", "--steps", "2"], "--steps is counted from an entity: name it with --focus"),
        (["all", "--focus", "kazakhstan"], "--focus is for one format: name one instead of all"),
        (["all", "--fold", "states"], "--fold is for one format"),
        (["all", "--spreadsheet"], "--spreadsheet is for one format"),
        (["all", "-o", "x.ttl"], "all formats go into exports/: leave out -o"),
        (["graphml", "--fold", "persons"], "'persons' is not 'states'"),
        (["graphml", "--focus", "israel", "--steps", "0"], "0 is not in the range x>=1"),
        (["gexf", "-o", "graph.graphml"], "but gexf is written to .gexf files"),
        (["csv", "-o", "gone/graph.csv"], "the folder gone does not exist"),
    ],
)  # fmt: skip
def test_wrong_use(run: Run, root: Path, arguments: list[str], words: str) -> None:
    """What cannot be done ends with 2 and one line that says what to do; nothing is written."""
    before = files(root)
    done = run("export", *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1
    assert files(root) == before


@pytest.mark.usefixtures("root")
def test_negative_and_all(run: Run) -> None:
    """Negative facts and mere speakers come only when they are asked for."""
    plain, more = (
        run("export", "graphml", *options, "-o", "-").out
        for options in ([], ["--include", "negative", "--all"])
    )
    assert more.count("<node ") > plain.count("<node ")
    assert more.count("<edge ") >= plain.count("<edge ")


def test_several_files_are_written_together(run: Run, root: Path) -> None:
    """Where the second file of a format fails, the first one is still the old one."""
    run("export", "csv")
    before = files(root)
    name = EVERY["csv"][1]
    (root / "exports" / name).unlink()
    (root / "exports" / name).mkdir()
    (root / "seeds" / "more.yaml").write_text(
        "entities:\n  utopia: {kind: state, name: Utopia}\n", encoding="utf-8"
    )
    done = run("export", "csv", "--all", "-o", "exports/graph.csv")
    assert (done.status, done.out) == (2, "")
    after = files(root)
    first = f"exports/{EVERY['csv'][0]}"
    assert after[first] == before[first]


@pytest.mark.parametrize("variant", ["neo4j", "spreadsheet"])
def test_another_form(run: Run, root: Path, variant: str) -> None:
    """Another form of a format has names of its own and other bytes."""
    done = run("export", "csv", f"--{variant}")
    made = exporter("csv").variant(variant)
    names = export_files(made, f"graph-{variant}")
    assert (done.status, done.out.splitlines()) == (0, [f"exports/{name}" for name in names])
    run("export", "csv")
    for name, plain in zip(names, EVERY["csv"], strict=True):
        assert (root / "exports" / name).read_bytes() != (root / "exports" / plain).read_bytes()


def test_help_names_every_format_and_form(run: Run) -> None:
    """The formats and forms stand in the help, with what each is for."""
    done = run("export", "--help")
    assert done.status == 0
    for made in EXPORTERS:
        assert made.name in done.out
        for variant in made.variants:
            assert f"--{variant}" in done.out
