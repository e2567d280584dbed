"""benchmarks/comparing.py: each stage renews its section, and only a run of all the budgets."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import comparing, results
from benchmarks.samples import SHIPPED, Sample
from benchmarks.stages import Section, Settings
from benchmarks.starting import HELP, START, TURTLE
from tests.benchmarks.figures import figure

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="needs Linux's /proc"
)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return what stands for RESULTS.md, beside which the picture goes; stages are made up."""

    def first(_: Settings) -> Section:
        found = figure(START, TURTLE, 0.2, SHIPPED, 150)
        return Section("## First", "About the first, {day}.", ["a", "", "b"], [found])

    def second(settings: Settings) -> Section:
        return Section("## Second", "About it.", [f"{settings.sizes} {settings.runs}"], [])

    path = tmp_path / "RESULTS.md"
    path.write_text("# Results\n\n## First\n\nold\n\n## Other\n\nkept\n", encoding="utf-8")
    monkeypatch.setattr(results, "RESULTS", path)
    monkeypatch.setattr(comparing, "GROWTH", tmp_path / "growth.svg")
    monkeypatch.setattr(comparing, "STAGES", {"first": first, "second": second})
    made = [Sample(f"{size:,} made up", size, tmp_path) for size in comparing.QUICK]
    monkeypatch.setattr(comparing, "samples", lambda *_, **__: made)
    return path


def run(monkeypatch: pytest.MonkeyPatch, *options: str) -> None:
    """Run the program."""
    monkeypatch.setattr("sys.argv", ["everything.py", "--quick", *options])
    comparing.main()


def test_all_stages(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their sections, then the budgets with what is missing, and the picture."""
    run(monkeypatch, "--save", "--folder", str(kept.parent))
    text = kept.read_text(encoding="utf-8")
    assert "## First\n\nAbout the first, " in text
    assert "\n\na\n\nb\n" in text
    assert "old" not in text
    assert "## Other\n\nkept\n" in text
    assert "## Second\n\nAbout it.\n\n[150, 1000] 1\n" in text
    told = "- the shipped project from YAML to Turtle in at most 0.25 s, whole process: met with"
    assert f"{told} 0.20 s\n" in text
    assert f"- `{HELP}` in at most 1.3 times" in text
    assert "Missing peers: ruamel, usual, rdfpipe, linkml, followthemoney, morph-kgc (" in text
    assert (kept.parent / "growth.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert told in capsys.readouterr().out


def test_some_stages(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each renews the verdicts of its own; the others stay, and the picture is one of all."""
    run(monkeypatch, "--save", "--stages", "second")
    text = kept.read_text(encoding="utf-8")
    assert "## Second" in text
    assert "old" in text
    told = "- the shipped project from YAML to Turtle in at most 0.25 s, whole process:"
    assert f"{told} not measured\n" in text
    run(monkeypatch, "--save", "--stages", "first")
    assert f"{told} met with 0.20 s\n" in kept.read_text(encoding="utf-8")
    run(monkeypatch, "--save", "--stages", "second")
    text = kept.read_text(encoding="utf-8")
    assert f"{told} met with 0.20 s\n" in text
    assert text.count("## Budgets\n") == 1
    assert not (kept.parent / "growth.svg").exists()


def test_nothing_is_kept_unasked(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trial leaves RESULTS.md alone."""
    before = kept.read_text(encoding="utf-8")
    run(monkeypatch)
    assert kept.read_text(encoding="utf-8") == before
