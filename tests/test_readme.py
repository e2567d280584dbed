"""Tests of README.md: what it says the commands print, they print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli import group

ROOT = Path(__file__).resolve().parent.parent
_SESSION = re.compile(r"```console\n(\$ make render.*?)```", re.DOTALL)


def _session() -> list[tuple[str, str]]:
    """Return the commands of the session, without comments, each with what it prints."""
    (session,) = _SESSION.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    told = []
    for piece in session.split("$ ")[1:]:
        command, _, output = piece.partition("\n")
        told.append((command.split("  #")[0].split("   #")[0].strip(), output))
    return told


@pytest.mark.parametrize(
    ("command", "output"), [(c, o) for c, o in _session() if c.startswith("graphkit ")]
)
def test_session(
    command: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each graphkit command of the session runs and prints what stands below it."""
    monkeypatch.chdir(ROOT)
    arguments = shlex.split(command)[1:]
    if "-o" in arguments:
        place = arguments.index("-o") + 1
        if arguments[place] != "-":
            arguments[place] = str(tmp_path / arguments[place])
    done = CliRunner().invoke(group, arguments)
    assert done.exit_code == 0, done.output
    if output:
        assert done.stdout == output


def test_make_render_is_told_right() -> None:
    """The line under ``make render`` is the one that the command ends with."""
    ((_, output),) = [(c, o) for c, o in _session() if c == "make render"]
    done = CliRunner().invoke(group, ["check", "--project", str(ROOT)])
    assert output == f"exports/graph.html: {done.stdout.partition(':')[0]}\n"


def test_the_excerpt_is_in_the_export() -> None:
    """Every line of the Turtle in the README stands in the committed file."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (excerpt,) = re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)
    lines = set((ROOT / "exports" / "graph.ttl").read_text(encoding="utf-8").splitlines())
    assert [line for line in excerpt.splitlines() if line not in lines] == []
