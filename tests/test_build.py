"""The use cases: what is read, checked and written, and when nothing is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

import graphkit
from graphkit.build import Opened, build, default_output, export, open_project, write_layout
from graphkit.errors import BadData, BadOutput, GraphkitError, NoProject
from graphkit.exporters import EXPORTERS, exporter
from graphkit.layout import read_layout, render_layout
from tests.samples import PROJECT, export_files, export_text, shipped, write_project

_SECOND = """\
entities:
  beta: {kind: state, name: Beta}
facts:
  - {subject: beta, relation: recognized, object: israel, date: 1993, evidence: [{source: anadolu-kazakhstan, at: p9}]}
"""  # noqa: E501 - YAML as it is written


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


# ------------------------------------------------------------------------ build


def test_build(tmp_path: Path) -> None:
    """Layout and every format are written, in this order, and tell what they lost."""
    root = write_project(tmp_path)
    opened, written = build(root)
    assert [item.path.relative_to(root).as_posix() for item in written] == [
        "seeds/layout.json",
        *(f"exports/{name}" for made in EXPORTERS for name in export_files(made)),
        "exports/graph-states.graphml",
    ]
    by_file = [made for made in EXPORTERS for _ in made.files]
    assert [item.exporter for item in written] == [None, *by_file, exporter("graphml")]
    assert opened.root == root
    assert opened.warnings == ()
    for made in EXPORTERS:
        texts = [(root / "exports" / name).read_text("utf-8") for name in export_files(made)]
        assert "".join(texts) == export_text(opened.graph, made.name)
    folded = (root / "exports" / "graph-states.graphml").read_text(encoding="utf-8")
    assert folded == export_text(opened.graph.shaped(fold="states"), "graphml")
    assert read_layout(root / "seeds" / "layout.json") == opened.graph.positions
    assert sorted(opened.graph.positions) == ["israel", "kazakhstan"]


def test_build_again(tmp_path: Path) -> None:
    """A second build of the same facts changes no byte."""
    root = write_project(tmp_path)
    build(root)
    before = _files(root)
    build(root)
    assert _files(root) == before


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("recognized", "recognised", "unknown-relation"),
        ("date: 1992", "date: 2025-02-30", "impossible-date"),
        ("object: israel", "object: isreal", "unknown-entity"),
        ("object: israel", "object: israel\n    object: israel", "duplicate-key"),
    ],
)
def test_nothing_is_written_from_bad_data(tmp_path: Path, old: str, new: str, code: str) -> None:
    """An error leaves every file as it was: the old exports and the old layout."""
    root = write_project(tmp_path)
    build(root)
    write_project(tmp_path, PROJECT.replace(old, new))
    before = _files(root)
    with pytest.raises(BadData) as caught:
        build(root)
    assert code in {problem.code for problem in caught.value.problems}
    assert caught.value.exit_status == 1
    assert caught.value.root == root
    assert _files(root) == before


def test_a_file_in_latin_1(tmp_path: Path) -> None:
    """A seed file that is no UTF-8 is bad data, and no export is made."""
    root = write_project(tmp_path)
    (root / "seeds" / "other.yaml").write_bytes("entities: {x: {name: é}}".encode("latin-1"))
    with pytest.raises(BadData):
        build(root)
    assert not (root / "exports").exists()


def test_warnings_block_nothing(tmp_path: Path) -> None:
    """An entity that nothing refers to is told, and the graph is made."""
    text = PROJECT.replace("entities:\n", "entities:\n  alone: {kind: state, name: Alone}\n")
    opened = open_project(write_project(tmp_path, text))
    assert [problem.code for problem in opened.warnings] == ["unused-entity"]
    assert "alone" in opened.graph.entities


def test_no_project(tmp_path: Path) -> None:
    """A folder without seeds is no project: one line with the folder."""
    with pytest.raises(NoProject, match=str(tmp_path)) as caught:
        build(tmp_path)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_a_broken_layout_stops_the_build(tmp_path: Path) -> None:
    """Stored places are not thrown away in silence."""
    root = write_project(tmp_path)
    (root / "seeds" / "layout.json").write_text("{", encoding="utf-8")
    with pytest.raises(GraphkitError, match="holds no layout"):
        build(root)
    assert not (root / "exports").exists()


# ------------------------------------------------------------------------ layout


def test_a_new_entity_moves_no_old_one(tmp_path: Path) -> None:
    """After a fact about somebody new the old places stay as they are in the file."""
    root = write_project(tmp_path)
    build(root)
    before = read_layout(root / "seeds" / "layout.json")
    (root / "seeds" / "more.yaml").write_text(_SECOND, encoding="utf-8")
    build(root)
    after = read_layout(root / "seeds" / "layout.json")
    assert sorted(after) == ["beta", "israel", "kazakhstan"]
    assert {name: after[name] for name in before} == before


def test_a_fresh_layout_forgets(tmp_path: Path) -> None:
    """On demand all places are computed anew, whatever was stored."""
    root = write_project(tmp_path)
    path = root / "seeds" / "layout.json"
    write_layout(open_project(root))
    first = path.read_bytes()
    moved = render_layout({name: (x + 99.5, y) for name, (x, y) in read_layout(path).items()})
    path.write_text(moved, encoding="utf-8")
    assert write_layout(open_project(root)).path == path
    assert path.read_text(encoding="utf-8") == moved
    write_layout(open_project(root), fresh=True)
    assert path.read_bytes() == first


def test_render_stores_no_layout(tmp_path: Path) -> None:
    """A page computes what is missing in memory; only `layout` and `build` write it."""
    root = write_project(tmp_path)
    export(open_project(root), ["html"])
    assert sorted(_files(root)) == ["exports/graph.html", "seeds/all.yaml"]


# ------------------------------------------------------------------------ export


def test_default_output(tmp_path: Path) -> None:
    """Every export is called graph."""
    assert default_output(tmp_path, "turtle") == tmp_path / "exports" / "graph.ttl"


def test_one_output(tmp_path: Path) -> None:
    """A named file is written, and no folder is made for it."""
    opened = Opened(tmp_path, shipped(), ())
    (written,) = export(opened, ["graphml"], tmp_path / "mine.graphml")
    assert written.path == tmp_path / "mine.graphml"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.graphml"]
    with pytest.raises(BadOutput, match="does not exist"):
        export(opened, ["turtle"], tmp_path / "no" / "mine.ttl")


# ------------------------------------------------------------------------ from Python


def test_load_and_the_two_clocks() -> None:
    """`graphkit.load` gives a graph; the clocks give others over it, in either order."""
    graph = graphkit.load(str(Path(__file__).resolve().parents[1]))
    assert isinstance(graph, graphkit.Graph)
    assert graph.day == dt.date(2025, 11, 7)
    early = graph.as_of("2020-12-31")
    assert early.day == dt.date(2020, 12, 31)
    assert len(list(early.facts())) < len(list(graph.facts()))
    both = early.known_by(dt.date(2025, 11, 6))
    other = graph.known_by("2025-11-06").as_of(dt.date(2020, 12, 31))
    assert both.view.records == other.view.records
    assert export_text(both, "turtle") == export_text(other, "turtle")
    assert graph.as_of("1900-01-01").as_of("2020-12-31").view.records == early.view.records
    assert both.whole.view.records == graph.view.records


@pytest.mark.parametrize("day", ["2025", "2025-02-30", "7 November 2025", "", "2025-11-07T00:00"])
def test_a_clock_takes_whole_days(day: str) -> None:
    """Anything but a whole day is refused with an example."""
    for set_clock in (shipped().as_of, shipped().known_by):
        with pytest.raises(GraphkitError, match="write it as YYYY-MM-DD"):
            set_clock(day)


def test_other_libraries() -> None:
    """NetworkX, rdflib and Oxigraph get the same facts."""
    graph = shipped()
    network, store = graph.to_networkx(), graph.to_oxigraph()
    assert isinstance(network, nx.MultiDiGraph)
    assert isinstance(store, ox.Store)
    assert network.has_edge("kazakhstan", "israel", "kazakhstan-recognized-israel")
    label = network["kazakhstan"]["israel"]["kazakhstan-recognized-israel"]["label"]
    assert label == "recognized Israel 1992"
    assert len(graph.to_rdflib()) == len(store)


def test_facts_by_relation_and_end() -> None:
    """Facts are found from either end of a symmetric relation, and by a relation above."""
    graph = shipped()
    found = {item.id for item in graph.facts(relation="recognized", object="israel")}
    assert "kazakhstan-recognized-israel" in found
    symmetric = next(graph.facts(relation="hasDiplomaticRelationsWith"))
    for subject, target in (
        (symmetric.subject, symmetric.object),
        (symmetric.object, symmetric.subject),
    ):
        assert symmetric in list(
            graph.facts(relation="hasDiplomaticRelationsWith", subject=subject, object=target)
        )
    assert not list(graph.facts(subject="israel", relation="recognized", object="kazakhstan"))


def test_bad_data_from_python(tmp_path: Path) -> None:
    """`load` raises with all problems where the data has an error."""
    root = write_project(tmp_path, PROJECT.replace("israel\n", "isreal\n"))
    with pytest.raises(BadData) as caught:
        graphkit.load(root)
    assert caught.value.problems
    assert str(caught.value) == f"{len(caught.value.problems)} errors in the data" or (
        len(caught.value.problems) == 1 or any(not p.is_error for p in caught.value.problems)
    )


def test_the_package_has_no_other_names() -> None:
    """A name that is not public is an AttributeError; the version is known."""
    assert graphkit.__version__
    with pytest.raises(AttributeError, match="nothing"):
        _ = graphkit.nothing
