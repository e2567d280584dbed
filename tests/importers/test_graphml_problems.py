"""GraphML that graphkit did not write, or that was changed since: problems, and no traceback."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import igraph
import networkx as nx
import pytest

import graphkit
from graphkit.checks.catalogue.file_samples import CODES
from graphkit.errors import BadData, GraphkitError
from graphkit.model import Entity
from graphkit.problems import Problem
from tests.importers.files import read_text, write_graph
from tests.samples import export_text, fact, graph_of, shipped, stage, state

GRAPH = graph_of(
    [
        fact("alpha", "recognized", "beta", stage("in-force", "1992")),
        fact("alpha", "tradesWith", "beta", stage("ended", "2001", agents=("alpha",))),
        fact("alpha", "participatedIn", "talk", stage("planned", due="2026")),
        fact("alpha", "population", value=9),
    ],
    [state("alpha"), state("beta"), Entity(id="talk", kind="event", name="Talk")],
)
TEXT = export_text(GRAPH, "graphml")
TRUE = '<data key="n_unnamed">true</data>'

#: A name, the text to replace, its replacement, and the code with words of its message.
CASES = [
    ("cut off", "</graphml>", "", "not-graphml", "cannot be read"),
    ("wrong nesting", "</desc>", "</dsec>", "not-graphml", "mismatched tag"),
    ("another root", "graphml xmlns", "graph xmlns", "not-graphml", "mismatched|begins with"),
    ("a doctype", "<graphml", "<!DOCTYPE graphml>\n<graphml", "not-graphml", "document type"),
    (
        "an entity", "<graphml", '<!DOCTYPE graphml [<!ENTITY a "aaa">]>\n<graphml',
        "not-graphml", "document type",
    ),
    ("no namespace", 'xmlns="http', 'xmlns:x="http', "not-graphml", "begins with"),
    ("a graph in a graph", "<desc>", '<graph id="g2"></graph><desc>', "not-graphml", "in a graph"),
    ("no relations", 'attr.name="relation"', 'attr.name="rel"', "foreign-file", "relation"),
    ("no kinds", 'attr.name="kind"', 'attr.name="type"', "foreign-file", "kind"),
    ("folded", '<data key="e_weight">', '<data key="e_via">alpha</data><data key="e_weight">',
     "folded-file", "folded"),
    ("no day", "<desc>As of", "<desc>Of", "missing-field", "<desc>"),
    ("no such day", "As of 2025-11-07", "As of 2025-11-31", "bad-date", "2025-11-31"),
    ("no name", '<data key="n_label">Alpha</data>', "", "missing-field", "the node alpha"),
    ("no kind", '<data key="n_kind">event</data>', "", "missing-field", "the node talk"),
    ("no relation", ">recognized<", "><", "missing-field", "alpha-recognized-beta"),
    ("no sources", '<data key="e_sources">paper</data>', "", "missing-field", "sources"),
    ("no kind known", ">event<", ">evnt<", "unknown-kind", "evnt"),
    ("no relation known", ">recognized<", ">recognised<", "unknown-relation", "recognised"),
    ("no stage known", ">in-force<", ">inforce<", "unknown-stage", "inforce"),
    ("no type known", '<data key="n_kind">event',
     '<data key="n_event_type">diner</data><data key="n_kind">event', "unknown-type", "diner"),
    ("a node twice", 'node id="beta"', 'node id="alpha"', "duplicate-id", "the node alpha"),
    ("an edge twice", ">alpha-tradeswith-beta<", ">alpha-recognized-beta<",
     "duplicate-id", "the edge"),
    ("no id", 'node id="talk"', 'node id="The talk"', "bad-id", "The talk"),
    ("no id at all", 'node id="talk"', "node", "bad-id", "the node"),
    ("no id of a source", ">paper<", ">a paper<", "bad-id", "a paper"),
    ("a strange end", 'target="talk"', 'target="tlk"', "unknown-entity", "tlk"),
    ("no date", ">1992<", ">1992-13<", "impossible-date", "1992-13"),
    ("no bound", ">1992-12-31<", ">1992<", "bad-date", "1992"),
    ("no flag", '<data key="e_possible">false', '<data key="e_possible">no', "expected-flag", "no"),
    ("no number", ">9<", ">nine<", "bad-value", "nine"),
    ("no coordinate", '<data key="n_label">Alpha',
     '<data key="n_latitude">north</data><data key="n_label">Alpha', "bad-value", "north"),
    ("an infinite one", '<data key="n_label">Alpha',
     '<data key="n_latitude">INF</data><data key="n_label">Alpha', "bad-value", "INF"),
    ("a large number", ">9<", f">{'9' * 5000}<", "bad-value", "no integer"),
    ("a large coordinate", '<data key="n_label">Beta',
     '<data key="n_longitude">1e9999</data><data key="n_label">Beta', "bad-value", "1e9999"),
    ("bounds turned round", ">1992-12-31<", ">1991-12-31<", "columns-disagree", "fit together"),
    ("ends turned round", ">2001-12-31<", ">2000-12-31<", "columns-disagree", "fit together"),
    ("a value as edge", ">recognized<", ">population<", "value-or-object", "population"),
    ("a wrong kind", ">recognized<", ">met<", "subject-kind", "met"),
    ("a date that is to come", ">1992<", ">2030<", "columns-disagree", "alpha-recognized-beta"),
    ("bounds of another date", ">1992-12-31<", ">1993-12-31<", "columns-disagree", "fit together"),
    ("only possible", '<data key="e_possible">false', '<data key="e_possible">true', None, ""),
]  # fmt: skip


def problems_of(text: str) -> tuple[Problem, ...]:
    """Return the problems of a text as a file; none where it can be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.graphml"
        path.write_text(text, encoding="utf-8")
        try:
            graphkit.read_graphml(path)
        except BadData as error:
            return error.problems
    return ()


def test_the_sample_is_valid() -> None:
    """Otherwise the cases below would show faults of the sample."""
    assert problems_of(TEXT) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_problem(old: str, new: str, code: str | None, words: str) -> None:
    """Each fault has its code, names what it met and says what to do next."""
    assert old in TEXT, old
    problems = problems_of(TEXT.replace(old, new, 1))
    if code is None:
        assert problems == ()
        return
    found = [problem for problem in problems if problem.code == code]
    assert any(re.search(words, problem.message) for problem in found), problems
    for problem in problems:
        assert problem.place.path == "sample.graphml"
        assert problem.hint


def test_every_code_of_graphml_is_shown() -> None:
    """No code of the page about GraphML is without a case."""
    of_graphml = {"not-graphml", "foreign-file", "folded-file", "columns-disagree"}
    assert of_graphml <= set(CODES)
    assert of_graphml <= {case[3] for case in CASES}


def test_each_problem_is_at_its_element() -> None:
    """The place is that of the node or the edge, so that an editor opens it."""
    text = TEXT.replace(">Alpha<", "><").replace(">in-force<", ">inforce<")
    problems = problems_of(text)
    lines = text.splitlines()
    marks = [lines[p.place.line - 1][p.place.column - 1 :] for p in problems]
    assert [mark.split(">")[0].split(" source")[0] for mark in marks] == [
        '<node id="alpha"',
        '<edge id="alpha-recognized-beta"',
    ]


def test_a_large_expansion_is_refused_unread() -> None:
    """A file of a few lines that grows to gigabytes ends at its document type."""
    lines = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">\n' if n else '<!ENTITY a0 "aaaaaaaaaa">\n'
        for n in range(12)
    )
    (problem,) = problems_of(f"<!DOCTYPE graphml [\n{lines}]>\n{TEXT.partition('?>')[2]}")
    assert problem.code == "not-graphml"


def test_no_other_file_is_opened(tmp_path: Path) -> None:
    """An entity that names a file gives no more than a problem."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    head = f'<!DOCTYPE graphml [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    text = TEXT.replace("<graphml", f"{head}<graphml").replace(">Alpha<", ">&s;<")
    assert [problem.code for problem in problems_of(text)] == ["not-graphml"]


def test_a_folded_file(tmp_path: Path) -> None:
    """What ``--fold states`` writes cannot be turned round, and says so in one line."""
    path = write_graph(shipped().shaped(fold="states"), tmp_path, "graphml")
    with pytest.raises(BadData) as caught:
        graphkit.read_graphml(path)
    assert [p.code for p in caught.value.problems] == ["folded-file"]


def test_a_file_of_counts(tmp_path: Path) -> None:
    """What ``graphkit aggregate`` writes cannot be turned round either."""
    path = write_graph(shipped().shaped(by="year"), tmp_path, "graphml")
    with pytest.raises(BadData) as caught:
        graphkit.read_graphml(path)
    assert [(p.code, "counts" in p.message) for p in caught.value.problems] == [
        ("folded-file", True)
    ]


@pytest.mark.parametrize("text", ["", "x", "<a/>", "\x00", "<?xml version='1.0'?>"])
def test_what_is_no_xml(text: str) -> None:
    """One problem, at a place."""
    (problem,) = read_text(text, ".graphml").problems
    assert problem.code == "not-graphml"
    assert problem.place.line >= 1


def test_files_of_other_programs(tmp_path: Path) -> None:
    """A graph that is none of ours is named as such; one that lost its day says what to do."""
    path = tmp_path / "other.graphml"
    nx.write_graphml(nx.karate_club_graph(), path)
    with pytest.raises(BadData) as caught:
        graphkit.read_graphml(path)
    assert [p.code for p in caught.value.problems] == ["foreign-file"]
    written = write_graph(shipped(), tmp_path, "graphml")
    igraph.Graph.Read_GraphML(str(written)).write_graphml(str(path))
    with pytest.raises(BadData) as caught:
        graphkit.read_graphml(path)
    assert [p.code for p in caught.value.problems] == ["missing-field"]


def test_wrong_use(tmp_path: Path) -> None:
    """A file of another format, or one that is not there, is told in one line."""
    for name, words in (("graph.ttl", "ends in .graphml"), ("none.graphml", "cannot be read")):
        with pytest.raises(GraphkitError, match=words) as caught:
            graphkit.read_graphml(tmp_path / name)
        assert "\n" not in str(caught.value)
        assert caught.value.exit_status == 2
