"""benchmarks/queries.py: both engines answer the same, and a wrong answer stops the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import queries, results
from benchmarks.answers import WrongAnswer, compare, rows_of
from benchmarks.queries import (
    ENGINES,
    QUERIES,
    STEPS,
    Figures,
    figures,
    main,
    rows,
    verdict,
)

needs_linux = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs Linux's /proc"
)
MONTH = {"type": "literal", "value": "1990-06", "datatype": "http://www.w3.org/2001/XMLSchema#date"}
NAME = {"type": "literal", "value": "a", "xml:lang": "en"}


def answer(*found: dict[str, dict[str, str]], names: tuple[str, ...] = ("x", "y")) -> bytes:
    """Return SPARQL's JSON results."""
    return json.dumps({"head": {"vars": names}, "results": {"bindings": found}}).encode()


def both(mine: bytes, others: bytes) -> dict[str, bytes]:
    """Return two answers by the names of the engines."""
    return dict(zip(ENGINES, (mine, others), strict=True))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return what stands for RESULTS.md."""
    path = tmp_path / "RESULTS.md"
    path.write_text("# Results\n\n## SPARQL\n\nold\n\n## The page\n\nA table.\n", encoding="utf-8")
    monkeypatch.setattr(results, "RESULTS", path)
    return path


def run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the program at a tiny size, keeping its results."""
    monkeypatch.setattr("sys.argv", ["queries.py", "--facts", "60", "40", "--runs", "1", "--save"])
    main()


@needs_linux
def test_the_program(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It measures both engines at each size, and keeps what it prints among the results."""
    run(monkeypatch)
    printed = capsys.readouterr().out
    table = [line.split(" | ")[:2] for line in printed.splitlines() if line.startswith("| ")]
    expected = [
        [f"| {n}", who] for n in (40, 60) for who in ("pyoxigraph", "rdflib", "rdflib, times")
    ]
    assert table == [["| facts", "engine"], *expected]
    assert "\n- 60 facts: join " in printed
    assert "\nBudget: at least 8 times as fast as rdflib at 60 facts: " in printed
    text = kept.read_text(encoding="utf-8")
    assert text.startswith("# Results\n\n## SPARQL\n\n`python benchmarks/queries.py`, ")
    assert text.endswith(f"\n\n{printed}\n## The page\n\nA table.\n")
    assert "old" not in text
    assert "{day}" not in text


@needs_linux
def test_queries_find_what_they_ask_for() -> None:
    """Each finds rows; every fact and each of its pieces of evidence is found by the join."""
    measured, counts = figures(100, 2)
    assert list(counts) == list(QUERIES)
    assert counts["join"] > 100 > counts["as-of"] > counts["aggregate"] > 1
    for name in ENGINES:
        assert list(measured[name].cpu) == list(STEPS)
        assert min(measured[name].cpu.values()) > 0
        assert measured[name].peak > 10_000_000
        assert measured[name].runs == 2


@needs_linux
def test_a_wrong_answer_stops_the_program(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is kept of engines that do not give the same."""
    measure = queries.measure

    def one_row_less(engine: str, path: Path, texts: dict[str, str]) -> Figures:
        if engine == "rdflib":
            texts = {**texts, "as-of": f"{texts['as-of']} OFFSET 1"}
        return measure(engine, path, texts)

    monkeypatch.setattr(queries, "measure", one_row_less)
    before = kept.read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match="disagree on as-of: 1 rows of pyoxigraph alone, as 1 x"):
        run(monkeypatch)
    assert "Budget" not in capsys.readouterr().out
    assert kept.read_text(encoding="utf-8") == before


@needs_linux
def test_a_slow_engine_has_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Minutes are not spent three times."""
    monkeypatch.setattr(queries, "PATIENCE", 0)
    measured, _ = figures(20, 3)
    assert [each.runs for each in measured.values()] == [1, 1]


def test_answers_are_compared_as_bags() -> None:
    """The order of rows and of columns is free, the number of equal ones is not."""
    data = answer({"x": NAME}, {"x": NAME, "y": MONTH}, {"x": NAME})
    other = answer({"y": MONTH, "x": NAME}, {"x": NAME}, {"x": NAME}, names=("y", "x"))
    assert compare("join", both(data, other)) == 3
    assert sorted(rows_of(data).values()) == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({}, id="unbound"),
        pytest.param({"y": MONTH}, id="of another variable"),
        pytest.param({"x": {**MONTH, "value": "1990-6"}}, id="of another lexical form"),
        pytest.param({"x": {**MONTH, "type": "uri"}}, id="of another kind"),
        pytest.param({"x": {**MONTH, "datatype": "http://example.org/"}}, id="of another type"),
        pytest.param({"x": {"type": "literal", "value": "1990-06"}}, id="of no type"),
        pytest.param({"x": {"type": "literal", "value": "1990-06", "xml:lang": "en"}}, id="spoken"),
    ],
)
def test_answers_differ_by_any_part_of_a_term(other: dict[str, dict[str, str]]) -> None:
    """Whether it is bound, its kind, its lexical form, its datatype and its language."""
    row = {"x": MONTH}
    with pytest.raises(WrongAnswer, match="1 rows of pyoxigraph alone"):
        compare("join", both(answer(row, row), answer(row, other)))


def test_more_rows_of_either_are_told() -> None:
    """A row too many is one of the engine that gave it; two empty answers compare nothing."""
    with pytest.raises(WrongAnswer, match="join: 1 rows of rdflib alone, as 2 x"):
        compare("join", both(answer({"x": NAME}), answer(*({"x": NAME},) * 3)))
    with pytest.raises(WrongAnswer, match="join: no rows"):
        compare("join", both(answer(), answer()))


def test_rows_and_verdict() -> None:
    """The seconds of rdflib are told for each one of Oxigraph, and the budget by its steps."""
    mine = dict(zip(STEPS, (2.0, 0.01, 0.02, 0.5), strict=True))
    others = dict(zip(STEPS, (16.0, 0.075, 1.0, 50.0), strict=True))
    found = {"pyoxigraph": Figures(mine, 50e6, 3), "rdflib": Figures(others, 200e6, 1)}
    assert list(rows(found, 1000)) == [
        "| 1000 | pyoxigraph | 3 | 2.0 s | 10.0 ms | 20.0 ms | 500.0 ms | 50 MB |",
        "| 1000 | rdflib | 1 | 16.0 s | 75.0 ms | 1.0 s | 50.0 s | 200 MB |",
        "| 1000 | rdflib, times | - | 8.0 | 7.5 | 50.0 | 100.0 | 4.0 |",
    ]
    assert verdict(found, 1000).endswith("rdflib at 1000 facts: missed by join with 7.5")
    others["join"] = 0.08
    assert verdict(found, 1000).endswith(": met by all")
