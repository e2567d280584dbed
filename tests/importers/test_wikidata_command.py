"""The command ``graphkit import wikidata``, and its page in the docs."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.cli.import_wikidata import command
from graphkit.importers.wikidata.terms import (
    CLASSES,
    CODES,
    COORDINATES,
    DATES,
    HEDGES,
    JURISDICTIONS,
    REASONS,
    REASONS_FOR_RANK,
    RULES,
)
from tests.cli.running import Run, files, runner
from tests.importers.wikidata_samples import (
    SMALL,
    STATE,
    Json,
    entity,
    lines,
    statement,
    write,
)

DOCS = Path(__file__).parents[2] / "docs" / "importing-wikidata.md"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run ``graphkit import wikidata`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    whole = runner(capsys, monkeypatch)
    return lambda *arguments: whole("import", "wikidata", *arguments)


def test_a_project_is_made(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """The facts are written as a project without problems, and stdout tells the next step."""
    write(Path("small.json"))
    done = run("small.json", "-o", "made")
    assert done.status == 0
    assert done.out == "made: 8 facts. Next: graphkit render --project made\n"
    assert done.err == (
        "10 statements, 9 taken, 8 facts, 6 entities, 2 sources\n"
        "unknown-value: 1. A statement says that there is one, and not which.\n"
        "    P1891: 1, such as small.json:7: Q600$000200001891\n"
    )
    checked = subprocess.run(
        [sys.executable, "-m", "graphkit", "check", "--project", "made"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.stdout == "6 entities, 8 facts, 2 sources, 0 disputes: no problems\n"
    assert capsys.readouterr().err == ""


def test_runs_give_the_same_bytes(run: Run) -> None:
    """The files do not depend on the run, the packing or the order of the entities."""
    write(Path("small.json"))
    Path("turned.json.gz").write_bytes(gzip.compress(lines(SMALL[::-1]).encode()))
    for name, folder in (("small.json", "one"), ("small.json", "two"), ("turned.json.gz", "three")):
        assert run(name, "-o", folder).status == 0
    made = [
        {name: data for name, (data, _) in files(Path(folder)).items()}
        for folder in ("one", "two", "three")
    ]
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("none.json", "-o", "made"), 2, "none.json is not there"),
        (("cut.json.gz", "-o", "made"), 2, "cut.json.gz is cut off after line"),
        (("small.json", "-o", "full"), 2, "full is not an empty folder"),
        (("none.json", "-o", "full"), 2, "full is not an empty folder"),
        (("small.json", "-o", "no/made"), 2, "no does not exist"),
        (("small.json",), 2, "-o DIR for a new project, or --project DIR"),
        (("small.json", "-o", "made", "--project", "full"), 2, "-o DIR for a new project"),
        (("small.json", "--project", "full"), 2, "is no graphkit project"),
        (("small.json", "-o", "made", "--source", "My Source"), 2, "is no id"),
        (("-o", "made"), 2, "Missing argument"),
        (("small.json", "-o", "made", "--kind", "Q1:state"), 2, "Q123=state"),
        (("small.json", "-o", "made", "--kind", "Q1=country"), 2, "cannot be a country"),
        (("small.json", "-o", "made", "--day", "yesterday"), 2, "yesterday"),
        (("small.json", "-o", "made", "--labels", "cut.json.gz"), 2, "is cut off"),
        (("lone.json", "-o", "made"), 1, "lone.json gave no fact"),
        (("undated.json", "-o", "made"), 2, "--day"),
    ],
)
def test_faults_leave_nothing(
    arguments: tuple[str, ...], status: int, message: str, run: Run
) -> None:
    """Whatever is wrong is told in a line that ends with what to do, and nothing is written."""
    write(Path("small.json"))
    write(Path("lone.json"), [entity("Q1", "Aland", STATE, statements=[statement("P530", "Q2")])])
    write(Path("undated.json"), [{**each, "modified": None} for each in SMALL])
    Path("cut.json.gz").write_bytes(gzip.compress(lines().encode() * 99)[:-30])
    Path("full").mkdir()
    Path("full", "note.txt").touch()
    before = files(Path())
    done = run(*arguments)
    assert done.status == status
    assert message in done.err
    assert done.err.count("\n") == 1 or status == 1
    assert files(Path()) == before
    assert not Path("made").exists()


@pytest.mark.usefixtures("run")
def test_a_full_disk_leaves_nothing() -> None:
    """Where the files cannot be written to their end, nothing stands under the name."""
    many: list[Json] = [
        entity(f"Q{number}", f"Land {number}", STATE, statements=[statement("P530", "Q1")])
        for number in range(1, 400)
    ]
    write(Path("many.json"), many)
    program = (
        "import resource, runpy\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "runpy.run_module('graphkit', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "import", "wikidata", "many.json", "-o", "made"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["many.json"]


def test_the_report_is_short(run: Run) -> None:
    """Of many classes the most frequent are named, of many places the first."""
    others = [
        entity(f"Q{number}", "Port", f"Q{700 + number % 7}", statements=[statement("P6", "Q300")])
        for number in range(1, 22)
    ]
    gone = [
        entity(f"Q{number}", f"Land {number}", STATE, statements=[statement("P530", "Q77")])
        for number in range(30, 35)
    ]
    write(Path("small.json"), [*SMALL, *others, *gone])
    err = run("small.json", "-o", "made").err
    assert "unknown-class: 21. None of the classes" in err
    assert "    Q700: 3, such as small.json:15: Q7$000000000006\n" in err
    assert "    … and 6 of 2 others\n" in err
    assert "    small.json:30: Q30$000000000530: Q77\n" in err
    assert "    … and 2 more\n" in err


def test_a_report_moves_no_cursor(run: Run) -> None:
    """What stands in a file is shown with escapes for what a terminal would obey."""
    write(Path("small.json"))
    with Path("small.json").open("a", encoding="utf-8") as stream:
        stream.write("7\n")
    Path("small.json").rename("a\x1bb.json")
    assert "a\\x1bb.json:9: not an object" in run("a\x1bb.json", "-o", "made").err


# ------------------------------------------------------------------------ the docs


@pytest.mark.parametrize(
    "name",
    [
        *RULES, *CODES, COORDINATES, *HEDGES, *JURISDICTIONS, *DATES, *REASONS_FOR_RANK.values(),
        *CLASSES, "P31", "P143", "P248", "P577", "P813", "P854", "P1065", "P1476",
    ],
)  # fmt: skip
def test_docs_name_what_is_read(name: str) -> None:
    """Each property and class that is read stands in the docs."""
    assert re.search(rf"\b{name}\b", DOCS.read_text(encoding="utf-8"))


def test_docs_list_what_is_counted() -> None:
    """The table of reasons is the one of the program."""
    text = DOCS.read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| ([A-Z].*\.) \|$", text, re.MULTILINE))
    assert listed == dict(REASONS)


def test_docs_name_options_and_kinds() -> None:
    """Each option stands in the docs, and each class beside its kind."""
    text = DOCS.read_text(encoding="utf-8")
    for option in command.params:
        if option.param_type_name == "option" and option.name != "help":
            assert f"`{option.opts[0]}" in text
    for name, kind in CLASSES.items():
        (row,) = (line for line in text.splitlines() if line.startswith(f"| `{kind}` | Q"))
        assert re.search(rf"\b{name}\b", row)


def test_help_has_an_example(run: Run) -> None:
    """Help ends with a command to type."""
    assert run("--help").out.rstrip().splitlines()[-2].startswith("  Example: graphkit import")
