"""Tests of ``graphkit aggregate``."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx as nx
import pytest

from tests.cli.running import Run, files
from tests.judges import ReadGraph
from tests.projects import write_project
from tests.samples import write_project as write_sample

FORMATS = {"csv": ".csv", "graphml": ".graphml", "gexf": ".gexf"}

#: Four facts in two months of one pair, one of which is told without a month, and an affiliation.
EVENTS = """\
graph: {title: Events, as_of: 2006-01-31}
sources: {table: {title: A table, kind: dataset, published: "[2005-12-31..]"}}
entities:
  alpha: {kind: state, name: Alpha, ids: {iso3166-1-alpha-3: AAA}, checked: a list}
  beta: {kind: state, name: Beta}
  police: {kind: group, name: "=Police, or (Alpha)"}
facts:
  - {subject: police, relation: affiliatedWith, object: alpha, date: "[..2005-10-01]",
     evidence: [{source: table}]}
  - {subject: police, relation: criticized, object: beta, id: one, date: 2005-10-01,
     evidence: [{source: table}]}
  - {subject: police, relation: criticized, object: beta, id: two, date: 2005-10-09,
     evidence: [{source: table, id: two-a}, {source: table, id: two-b}]}
  - {subject: alpha, relation: criticized, object: beta, id: three, date: 2005-12,
     evidence: [{source: table}]}
  - {subject: police, relation: supported, object: beta, id: four, date: 2005,
     evidence: [{source: table}]}
  - {subject: alpha, relation: recognized, object: beta,
     evidence: [{source: table}]}
"""


@pytest.fixture
def events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project of events, which is made the current one."""
    monkeypatch.chdir(write_sample(tmp_path, EVENTS))
    return tmp_path


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _counts(run: Run, *arguments: str) -> dict[str, str]:
    done = run("aggregate", *arguments, "-o", "-")
    assert done.status == 0
    return {row["id"]: row["count"] for row in _table(done.out)}


def test_months(run: Run, events: Path) -> None:
    """By default a table by month goes into ``exports/``; what is not counted is told by reason."""
    done = run("aggregate")
    assert (done.status, done.out) == (0, "exports/graph-by-month.csv\n")
    assert done.err.splitlines()[:4] == [
        "4 facts counted in 3 rows",
        "not certainly in one month, in rows of a wider period: 1",
        "not counted: affiliations, which are no deeds: 1",
        "not counted: facts without a date: 1",
    ]
    text = (events / "exports" / "graph-by-month.csv").read_text(encoding="utf-8")
    rows = _table(text)
    assert [(row["id"], row["count"], row["evidence"]) for row in rows] == [
        ("alpha_criticized_beta_2005-12", "1", "1"),
        ("police_criticized_beta_2005-10", "2", "3"),
        ("police_supported_beta_2005", "1", "1"),
    ]
    first = dict(rows[0])
    assert first == {
        "id": "alpha_criticized_beta_2005-12",
        "source": "alpha",
        "source_name": "Alpha",
        "source_kind": "state",
        "source_iso3": "AAA",
        "target": "beta",
        "target_name": "Beta",
        "target_kind": "state",
        "target_iso3": "",
        "relation": "criticized",
        "colour_group": "opinion",
        "sign": "-1",
        "symmetric": "false",
        "lasting": "false",
        "period": "2005-12",
        "precision": "month",
        "period_start": "2005-12-01",
        "period_end": "2005-12-31",
        "count": "1",
        "count_disputed": "0",
        "count_possible": "0",
        "count_one_voice": "1",
        "count_marked": "0",
        "evidence": "1",
        "sources": "table",
        "independent": "1",
    }
    assert rows[1]["source_name"] == "=Police, or (Alpha)"


def test_periods_and_folds(run: Run, events: Path) -> None:
    """Years and all time; states for those who are counted to them."""
    assert events
    assert _counts(run, "--by", "year", "--fold", "states") == {
        "alpha_criticized_beta_2005": "3",
        "alpha_supported_beta_2005": "1",
    }
    assert _counts(run, "--by", "all") == {
        "alpha_criticized_beta": "1",
        "police_criticized_beta": "2",
        "police_supported_beta": "1",
    }
    done = run("aggregate", "--fold", "states", "-o", "-")
    assert [row["count_via_affiliation"] for row in _table(done.out)] == ["2", "0", "1"]
    assert "not counted: affiliations, which are no deeds: 1" in done.err


def test_relations(run: Run, events: Path) -> None:
    """Relations are named as elsewhere, and those below them are counted with them."""
    assert set(_counts(run, "--relation", "commented-on")) == set(_counts(run))
    assert set(_counts(run, "--relation", "supported")) == {"police_supported_beta_2005"}
    run("aggregate", "--by", "year", "--fold", "states", "--relation", "supported")
    assert [path.name for path in (events / "exports").iterdir()] == [
        "graph-states-by-year-supported.csv"
    ]
    done = run("aggregate", "--relation", "suported")
    assert (done.status, done.out) == (2, "")
    assert 'no relation is called "suported": did you mean "supported"' in done.err


def test_clocks(run: Run, events: Path) -> None:
    """What had not begun, and what was not public, is not counted."""
    assert events
    assert set(_counts(run, "--as-of", "2005-11-01")) == {
        "police_criticized_beta_2005-10",
        "police_supported_beta_2005",
    }
    assert not _counts(run, "--known-by", "2005-01-01")
    done = run("aggregate", "--as-of", "2005-11-01")
    assert done.out == "exports/graph-by-month-as-of-2005-11-01.csv\n"


@pytest.mark.parametrize("name", FORMATS)
def test_places(run: Run, events: Path, name: str) -> None:
    """Each format goes into a file of its own, to ``-o``, or to standard output: equal bytes."""
    done = run("aggregate", "--format", name)
    assert done.out == f"exports/graph-by-month{FORMATS[name]}\n"
    data = (events / done.out.strip()).read_bytes()
    assert (
        run("aggregate", "--format", name, "-o", f"x{FORMATS[name]}").out == f"x{FORMATS[name]}\n"
    )
    assert (events / f"x{FORMATS[name]}").read_bytes() == data
    assert run("aggregate", "--format", name, "-o", "-").out.encode("utf-8") == data
    before = files(events)
    done = run("aggregate", "--format", name, "-o", "x.ttl")
    assert (done.status, done.out) == (2, "")
    assert "ends in .ttl" in done.err
    assert files(events) == before


def test_a_full_disk(run: Run, events: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full at the last step, the old table is still there and whole."""
    run("aggregate")
    before = files(events)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", refuse)
    done = run("aggregate", "--by", "month")
    assert (done.status, done.out) == (2, "")
    assert files(events) == before


def test_bad_data(run: Run, root: Path) -> None:
    """Of a project with errors nothing is written."""
    (root / "seeds" / "bad.yaml").write_text("facts: [{subject: nobody}]\n", encoding="utf-8")
    done = run("aggregate")
    assert (done.status, done.out) == (1, "")
    assert "Nothing was written" in done.err
    assert not (root / "exports").exists()


# ------------------------------------------------------------------------ readers


def test_every_reader_counts_the_same(
    run: Run,
    tmp_path: Path,
    graphology: Callable[[Path], ReadGraph],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The table, and what networkx, igraph and graphology find in GraphML and GEXF, are equal."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    for fold in ([], ["--fold", "states"]):
        for by in ("month", "year", "all"):
            for name, suffix in FORMATS.items():
                run("aggregate", "--by", by, *fold, "--format", name, "-o", f"a{suffix}")
            with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
                told = Counter(
                    (r["source"], r["target"], r["relation"], r["period"], int(r["count"]))
                    for r in csv.DictReader(stream, strict=True)
                )
            assert told
            for suffix in (".graphml", ".gexf"):
                assert _by_graphology(graphology(tmp_path / f"a{suffix}")) == told
            assert _by_networkx(nx.read_graphml(tmp_path / "a.graphml")) == told
            assert _by_networkx(nx.read_gexf(tmp_path / "a.gexf")) == told
            assert _by_igraph(igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))) == told


_Told = Counter[tuple[object, ...]]


def _by_networkx(read: nx.Graph[str]) -> _Told:
    return Counter(
        (one, other, data["relation"], data.get("period", ""), data["count"])
        for one, other, data in read.edges(data=True)
    )


def _by_igraph(read: igraph.Graph) -> _Told:
    names = read.vs["id"]
    return Counter(
        (names[e.source], names[e.target], e["relation"], e["period"], int(e["count"]))
        if "period" in e.attributes()
        else (names[e.source], names[e.target], e["relation"], "", int(e["count"]))
        for e in read.es
    )


def _by_graphology(read: ReadGraph) -> _Told:
    return Counter(
        (e["source"], e["target"], a["relation"], a.get("period", ""), a["count"])
        for e in read["edges"]
        for a in (e["attributes"],)
    )
