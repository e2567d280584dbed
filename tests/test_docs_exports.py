"""Tests of docs/exports.md and docs/gephi.md: tables fresh, columns all told, commands that run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from docs import generate
from graphkit.cli import group
from graphkit.exporters import EXPORTERS
from graphkit.projections.networks.columns import EDGE_COLUMNS, NODE_COLUMNS
from graphkit.resources import example_folder
from tests.samples import shipped

DOCS = Path(__file__).resolve().parents[1] / "docs"
EXPORTS = (DOCS / "exports.md").read_text(encoding="utf-8")
GEPHI = (DOCS / "gephi.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"graphkit (export [^\n`|]+)", EXPORTS + GEPHI)))


def test_generated_parts_are_fresh() -> None:
    """The formats and what they lose are those of the program."""
    assert generate.render_page(EXPORTS) == EXPORTS, "stale: run python docs/generate.py"


def test_every_format_is_told() -> None:
    """Each format has a row, and some line that says what for."""
    for made in EXPORTERS:
        assert f"| `{made.name}` |" in EXPORTS


def test_every_column_is_told() -> None:
    """Who looks at a column in Gephi finds on the page what it holds."""
    told = set(re.findall(r"`([a-z0-9_]+)`", GEPHI[GEPHI.index("## The columns") :]))
    assert {*NODE_COLUMNS, *EDGE_COLUMNS} - told == set()
    assert set(shipped().network.node_columns) >= {"population", "population_approximate"}


@pytest.mark.parametrize("words", COMMANDS)
def test_commands_run(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command on the two pages does what it says."""
    monkeypatch.chdir(tmp_path)
    words = words.partition(" | ")[0].strip()
    if "FORMAT" in words or words == "export all":
        return
    arguments = shlex.split(words)
    name = arguments[1]
    (suffix,) = (made.suffix for made in EXPORTERS if made.name == name)
    if "-o" not in arguments:
        arguments += ["-o", f"out{suffix}"]
    done = group.main([*arguments, "--project", str(example_folder())], standalone_mode=False)
    assert not done
    assert capsys.readouterr().out
