"""benchmarks/made_up.py: the same facts on every run, as records, as a graph and as YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import made_up
from graphkit.loading import read_graph


@pytest.mark.parametrize("count", [20, 300])
def test_the_project_reads_back_as_the_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Over several files too, and no rule finds an error in them."""
    monkeypatch.setattr(made_up, "FACTS_IN_A_FILE", 70)
    made = made_up.records(count)
    made_up.write_project(made, tmp_path)
    graph, problems = read_graph(tmp_path)
    assert graph is not None
    assert {problem.code for problem in problems} <= {"unused-source"}
    assert len(made.facts) == count
    assert graph.view.records == made
    assert len(list(tmp_path.rglob("facts-*.yaml"))) == -(-count // 70)


def test_each_field_has_a_line(tmp_path: Path) -> None:
    """Block style: what most write, and what other readers of YAML are measured on."""
    made_up.write_project(made_up.records(150), tmp_path)
    text = (tmp_path / "seeds" / "facts-001.yaml").read_text(encoding="utf-8")
    assert "{" not in text
    assert "[" not in text
    assert text.startswith("facts:\n  - id: state-0-000000\n    subject: state-0\n")
    for field in ("object", "value", "field", "note", "stages"):
        assert f"\n    {field}:" in text


def test_the_graph_is_the_same_on_every_run() -> None:
    """Facts of every sort, with parallel ones among them."""
    graph = made_up.made_up(200)
    assert graph.view.records == made_up.made_up(200).view.records
    assert made_up.records(200) != made_up.records(201)
    kinds = [edge.kind for edge in graph.network.edges()]
    assert any(kind.endswith(" #2") for kind in kinds)
    assert len(kinds) == 180
    stages = {str(edge.columns["stage"]) for edge in graph.network.edges()}
    assert stages == {"in-force", "ended"}
