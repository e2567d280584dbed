"""benchmarks/events.py: a table becomes a project that graphkit reads, and no row gets lost.

The real table goes through in tests/test_events.py; these are made up, and hostile.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import graphkit
from benchmarks.events import (
    BadTable,
    find_table,
    main,
    project_files,
    read_table,
    report,
    unique_ids,
    write_project,
)
from graphkit.graph import Graph, read_graph
from graphkit.identifiers import ENTITY_ID_LENGTH, is_id, slug

LONG = "Ministry of " + "Very " * 20
TABLE = f"""\
Ana Brnabi\u0107\tConsult\tAna Brnabic\t2015-01-02
Ana Brnabic\tConsult\tAna Brnabi\u0107\t2015-01-02

Ana Brnabic\tConsult\tAna Brnabi\u0107\t2015-01-03
{LONG}A\tVisited\t{LONG}B\t2014-12-31
\u5317\u4eac\tvisited!\tSay "hi" \\ {{here}}: #1\t2015-01-02
Ana Brnabi\u0107\tConsult\tAna Brnabic\t2015-01-02
no\tMeet at a 'third' location\tNO\t2015-01-02
no\tConsult\tno\t2015-01-02
no\tConsult\tNO\t2015-02-30
no\tConsult\tNO\t20150102
no\tConsult\t \t2015-01-02
no\tConsult\tNO
"""
REASONS = {
    8: "one actor stands on both ends",
    9: "the last cell is no day",
    10: "the last cell is no day",
    11: "an actor or the phrase is missing",
    12: "the line does not have four cells",
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return the file of the made-up table."""
    path = tmp_path / "events.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def graph(table: Path, tmp_path: Path) -> Graph:
    """Return the graph of its project, which has no problem at all."""
    folder = tmp_path / "project"
    write_project(read_table(table), folder)
    found, problems = read_graph(folder)
    assert not [problem for problem in problems if problem.is_error]
    assert found
    return found


def test_rows_and_reasons(table: Path) -> None:
    """Lines are counted without blank ones; a repeated row has two; the others have a reason."""
    read = read_table(table)
    assert dict(read.left_out) == REASONS
    assert sorted(number for numbers in read.rows.values() for number in numbers) == [*range(1, 8)]
    assert [1, 6] in read.rows.values()
    assert list(report(read)) == [
        "12 rows: 6 facts",
        "1 rows repeat another: more evidence of its fact",
        "1 rows left out: an actor or the phrase is missing",
        "1 rows left out: one actor stands on both ends",
        "2 rows left out: the last cell is no day",
        "1 rows left out: the line does not have four cells",
    ]


def test_the_project_holds_every_row(graph: Graph, table: Path) -> None:
    """Names, phrases, days and lines come back from the loaded project as they were."""
    found = {
        int(str(item.at)[1:]): (
            graph.entities[fact.subject].name,
            graph.ontology.relations[fact.relation].label,
            graph.entities[fact.object].name,
            stage.date.text if stage.date else "",
        )
        for fact in graph.facts()
        for stage in fact.stages
        for item in stage.evidence
    }
    lines = [line for line in TABLE.split("\n") if line]
    assert found == {n: tuple(lines[n - 1].split("\t")) for n in range(1, 8)}
    (source,) = graph.sources.values()
    assert source.kind == "dataset"
    assert dict(source.left_out) == {f"p{n}": reason for n, reason in REASONS.items()}
    assert source.text
    assert source.text.file == table.name
    assert str(graph.day) == "2015-01-03"
    assert all(graph.view.holds(fact) for fact in graph.facts())


def test_ids_are_made_by_the_rules(graph: Graph) -> None:
    """What would be alike is numbered by the order of names, what is too long is cut."""
    assert {entity.name: name for name, entity in graph.entities.items()} == {
        "Ana Brnabic": "ana-brnabic",
        "Ana Brnabi\u0107": "ana-brnabic-2",
        "NO": "no",
        "no": "no-2",
        'Say "hi" \\ {here}: #1': "say-hi-here-1",
        "\u5317\u4eac": "unnamed",
        f"{LONG}A": f"ministry-of{'-very' * 10}",
        f"{LONG}B": f"ministry-of{'-very' * 10}-2",
    }
    assert all(is_id(name, ENTITY_ID_LENGTH) for name in graph.entities)


def test_a_fact_takes_the_default_id_unless_it_is_taken(graph: Graph, tmp_path: Path) -> None:
    """The id of a fact is made of its ends, its relation and its day."""
    assert "ana-brnabic-consult-ana-brnabic-2-2015-01-03" in {fact.id for fact in graph.facts()}
    path = tmp_path / "alike.tsv"
    path.write_text("a b\tc\td\t2015-01-02\na\tb c\td\t2015-01-02\n", encoding="utf-8")
    write_project(read_table(path), tmp_path / "alike")
    ids = [fact.id for fact in graphkit.load(tmp_path / "alike").facts()]
    assert ids == ["a-b-c-d-2015-01-02", "a-b-c-d-2015-01-02-2"]


def test_long_words_are_cut_too() -> None:
    """Where there is no hyphen to cut at, the id is cut in the middle of a word."""
    found = unique_ids(["a" * 70, "a" * 71], slug, longest=ENTITY_ID_LENGTH)
    assert sorted(found.values()) == ["a" * 62 + "-2", "a" * 64]


def test_relations_keep_apart(graph: Graph) -> None:
    """Phrases that would get one name, or that of a relation of graphkit's own, are numbered."""
    own = {
        name: relation.label
        for name, relation in graph.ontology.relations.items()
        if relation.iri.startswith("<")
    }
    assert own == {
        "consult": "Consult",
        "meetAtAThirdLocation": "Meet at a 'third' location",
        "visited2": "Visited",
        "visited3": "visited!",
    }
    kinds = tuple(sorted(graph.ontology.kinds))
    for name in own:
        relation = graph.ontology.relations[name]
        assert not relation.lasting
        assert relation.subject_kinds == relation.object_kinds == kinds


def test_the_same_table_makes_the_same_project(table: Path) -> None:
    """Two runs write the same bytes, and no file is longer than a seed file may be."""
    first = dict(project_files(read_table(table)))
    assert first == dict(project_files(read_table(table)))
    assert set(first) == {
        "seeds/graph.yaml",
        "seeds/entities.yaml",
        "seeds/facts-0001.yaml",
        "ontology/events.ttl",
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\tb\tc\t2015-01-02\xff\n", "cannot be read as a table"),
        (b"\n", "holds no event"),
        (b"a\tb\ta\t2015-01-02\n", "holds no event"),
    ],
)
def test_a_bad_table(data: bytes, message: str, tmp_path: Path) -> None:
    """A file that makes no project is refused in one line."""
    path = tmp_path / "bad.tsv"
    path.write_bytes(data)
    with pytest.raises(BadTable, match=message):
        read_table(path)


def test_one_table_in_the_folder(table: Path) -> None:
    """Which table is meant is never guessed."""
    assert find_table(table.parent) == table
    (table.parent / "other.tsv").touch()
    with pytest.raises(BadTable, match=r"holds 2 \.tsv files"):
        find_table(table.parent)


def test_nothing_is_written_over(graph: Graph, table: Path, tmp_path: Path) -> None:
    """A folder that holds something is left alone."""
    assert graph
    with pytest.raises(BadTable, match="is not an empty folder"):
        write_project(read_table(table), tmp_path / "project")


def test_the_program(
    table: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It writes the project and tells what became of the rows."""
    folder = tmp_path / "made"
    monkeypatch.setenv("GRAPHKIT_EVENTS", str(table.parent))
    monkeypatch.setattr("sys.argv", ["events.py", str(folder)])
    main()
    assert capsys.readouterr().out.startswith("12 rows: 6 facts\n")
    assert len(list(graphkit.load(folder).facts())) == 6


def test_the_program_without_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is told in one line."""
    monkeypatch.setattr("sys.argv", ["events.py", str(tmp_path / "made")])
    monkeypatch.delenv("GRAPHKIT_EVENTS", raising=False)
    with pytest.raises(SystemExit, match="GRAPHKIT_EVENTS is not set: set it to the folder"):
        main()
    monkeypatch.setenv("GRAPHKIT_EVENTS", str(tmp_path))
    with pytest.raises(SystemExit, match=r"holds 0 \.tsv files"):
        main()
