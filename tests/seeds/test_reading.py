"""Tests of graphkit.seeds.read_project: all files into records, and never an exception."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.checks import check_records
from graphkit.checks.catalogue import ALL_CODES
from graphkit.loading import read_graph
from graphkit.model import Records
from graphkit.seeds import Reading
from graphkit.seeds.files import SECTIONS
from tests.projects import (
    SMALL,
    Finding,
    core_ontology,
    located,
    read_beside,
    read_problems,
    write_project,
)
from tests.projects import read_texts as read

#: The small project as lists and dicts of texts, to be taken apart.
PARTS: dict[str, Any] = {}
for one in SMALL.values():
    PARTS |= yaml.load(one, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only


def dumped(value: object) -> str:
    """Return a value as JSON, which is YAML."""
    return json.dumps(value, ensure_ascii=False)


# ---------------------------------------------------------------- the whole


def test_small_project() -> None:
    """Records come sorted by id, with the files they are from."""
    reading = read(SMALL)
    records = reading.records
    assert reading.problems == ()
    assert reading.files == tuple(f"seeds/{name}" for name in sorted(SMALL))
    for kind in (records.sources, records.entities, records.facts, records.disputes):
        assert list(kind) == sorted(kind)
    assert (len(records.entities), len(records.facts), len(records.sources)) == (7, 8, 2)
    assert (len(records.disputes), len(records.moments)) == (1, 1)
    assert records.info.title == "A small project"


WRONG: list[tuple[str, list[Finding]]] = [
    ("fact: []\n", [("unknown-field", 1, 1)]),
    ("- a\n", [("expected-mapping", 1, 1)]),
    ("just a text\n", [("expected-mapping", 1, 1)]),
    ("facts:\n", [("expected-list", 1, 1)]),
    ("facts: {}\n", [("expected-list", 1, 8)]),
    ("facts: []\n", []),
    ("entities:\n", [("expected-mapping", 1, 1)]),
    ("entities: []\n", [("expected-mapping", 1, 11)]),
    ("entities: {}\n", []),
    ("sources: x\n", [("expected-mapping", 1, 10)]),
    ("disputes: []\n", [("expected-mapping", 1, 11)]),
    ("moments: {}\n", [("expected-list", 1, 10)]),
    ("", [("empty-file", 1, 1)]),
    ("# nothing\n", [("empty-file", 1, 1)]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_sections(text: str, expected: list[Finding]) -> None:
    """A section has the shape that its records need, and no other section is known."""
    assert read_problems(text) == expected


def test_unknown_section_offers_the_nearest() -> None:
    """A section with a slip in it is told with the one that is meant."""
    (problem,) = read_beside("entites: {}\n").problems
    assert problem.hint == 'did you mean "entities"?'


# ---------------------------------------------------------------- once for all files


def test_graph_twice() -> None:
    """A second ``graph:`` is told with the place of the first, which stays."""
    reading = read_beside("graph: {title: Another, as_of: 2020-01-01}\n")
    assert located(reading.problems) == [("duplicate-graph", 1, 8)]
    assert "seeds/graph.yaml:2:3" in reading.problems[0].hint
    assert reading.records.info.title == "A small project"


def test_graph_missing() -> None:
    """Without any ``graph:`` the folder is told; not so where a broken file may hold it."""
    files = {name: text for name, text in SMALL.items() if name != "graph.yaml"}
    (problem,) = read(files).problems
    assert (problem.code, str(problem.place)) == ("missing-graph", "seeds:1:1")
    broken = read({**files, "graph.yaml": "graph: {title: [\n"}).problems
    assert [problem.code for problem in broken] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("entities:\n  israel: {kind: state, name: Israel}\n", 3),
        ("sources:\n  trump-post: {kind: article}\n", 3),
        ("disputes:\n  when-it-joined: {question: Q, kind: count, positions: []}\n", 3),
        ("facts:\n  - {subject: kazakhstan, relation: recognized, object: israel}\n", 5),
        ("facts:\n  - {subject: a, relation: met, object: b, id: kazakhstan-population}\n", 5),
    ],
)
def test_id_in_two_files(text: str, column: int) -> None:
    """Of two records of one id in two files the first stays, and the second is told."""
    (problem,) = read({**SMALL, "z.yaml": text}).problems
    assert (problem.code, str(problem.place)) == ("duplicate-id", f"seeds/z.yaml:2:{column}")
    assert "the first is at seeds/" in problem.hint


def test_one_id_for_records_of_two_kinds() -> None:
    """A source and an entity of one id do not meet: they have namespaces of their own."""
    assert read_problems("sources:\n  israel: {kind: article}\n") == []


def test_all_problems_of_all_files_in_one_run() -> None:
    """Each file is read whatever is wrong with another."""
    reading = read(
        {
            "a.yaml": "graph: {title: A}\n",
            "b.yaml": b"entities:\n  lome: {kind: place, name: Lom\xe9}\n  oman: {kind: stat}\n",
            "c.yaml": "facts: [\n",
            "d.yaml": "sources:\n  x: {kind: article, kind: wire}\n",
            "e.yaml": "moments: [x]\n",
        }
    )
    assert sorted((problem.place.path[6:], problem.code) for problem in reading.problems) == [
        ("a.yaml", "missing-field"),
        ("b.yaml", "missing-field"),
        ("b.yaml", "not-utf8"),
        ("b.yaml", "unknown-kind"),
        ("c.yaml", "yaml-syntax"),
        ("d.yaml", "duplicate-key"),
        ("e.yaml", "expected-mapping"),
    ]


# ---------------------------------------------------------------- order


def unordered(records: Records) -> Records:
    """Return the records without the moments, whose order is told by their file."""
    return dataclasses.replace(records, moments=())


@st.composite
def shuffled(draw: st.DrawFn) -> dict[str, str]:
    """The records of the small project in any order, spread over files of any names."""
    names = draw(st.lists(st.from_regex("[a-z]{1,3}", fullmatch=True), min_size=1, unique=True))
    files: dict[str, dict[str, Any]] = {f"{name}.yaml": {} for name in names}
    places = st.sampled_from(sorted(files))
    pieces: list[tuple[str, str, Any]] = [("graph", "", PARTS["graph"])]
    for section in ("sources", "entities", "disputes"):
        pieces += [(section, key, value) for key, value in PARTS[section].items()]
    pieces += [("facts", "", fact) for fact in PARTS["facts"]]
    for section, key, value in draw(st.permutations(pieces)):
        file = files[draw(places)]
        if key:
            file.setdefault(section, {})[key] = value
        elif section == "graph":
            file[section] = value
        else:
            file.setdefault(section, []).append(value)
    return {name: dumped(value) for name, value in files.items()}


@settings(max_examples=25, deadline=None)
@given(shuffled())
def test_order_means_nothing(files: dict[str, str]) -> None:
    """Whatever file and order they stand in, the same records are the same graph."""
    reading = read(files)
    assert [problem for problem in reading.problems if problem.is_error] == []
    expected = unordered(read(SMALL).records)
    assert unordered(reading.records) == expected
    assert list(reading.records.facts) == list(expected.facts)


# ---------------------------------------------------------------- never an exception


TEXTS = st.sampled_from(
    ["", "x", "israel", "kazakhstan", "trump-post", "wire-report", "recognized", "population",
     "in-force", "ended", "state", "event", "article", "1992", "2025-02-30", "[..2025]", "p9",
     "p9:5-2", "true", "-1", "9" * 50, "Türkiye", "a b", "https://a.org/", "\u202e", "null"]
) | st.text(st.characters(codec="utf-8"), max_size=8)  # fmt: skip
FIELDS = st.sampled_from(
    [*SECTIONS, "title", "as_of", "base", "kind", "name", "published", "cites", "text", "file",
     "sha256", "left_out", "type", "date", "ids", "location", "latitude", "longitude", "subject",
     "relation", "object", "value", "id", "role", "about", "rank", "stages", "stage", "attested",
     "due", "agent", "evidence", "source", "at", "by", "stance", "question", "positions", "says",
     "facts", "focus"]
)  # fmt: skip
ANYTHING = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS | TEXTS, inner, max_size=5),
    max_leaves=12,
)


def assert_well_formed(reading: Reading) -> None:
    """See that every problem of a reading can be shown, and that the checks do not raise."""
    problems = [*reading.problems, *check_records(reading.records, core_ontology())]
    for problem in problems:
        assert problem.code in ALL_CODES
        assert problem.hint
        assert problem.message
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.place.path.startswith("seeds")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(SECTIONS), ANYTHING, min_size=1))
def test_anything_in_a_section(sections: dict[str, object]) -> None:
    """Whatever stands in a section, reading and checks give problems and no exception."""
    assert_well_formed(read_beside(dumped(sections)))


def spots(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every value within a value."""
    found = [path] if path else []
    if isinstance(value, dict):
        items: list[tuple[str | int, object]] = list(value.items())
    else:
        items = list(enumerate(value)) if isinstance(value, list) else []
    for key, item in items:
        found += spots(item, (*path, key))
    return found


SPOTS = spots(PARTS)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SPOTS), ANYTHING), min_size=1, max_size=3))
def test_anything_in_any_field(changes: list[tuple[tuple[str | int, ...], object]]) -> None:
    """Whatever stands in a field of a valid project, there are problems and no exception."""
    parts = copy.deepcopy(PARTS)
    for (*path, last), value in changes:
        holder: Any = parts
        try:
            for step in path:
                holder = holder[step]
            holder[last] = value
        except (LookupError, TypeError):
            continue  # an earlier change took the place away
    assert_well_formed(read({"all.yaml": dumped(parts)}))


@pytest.mark.parametrize("spot", SPOTS, ids=[".".join(map(str, spot)) for spot in SPOTS])
def test_wrong_shape_of_every_field(spot: tuple[str | int, ...]) -> None:
    """A list, a mapping and nothing in the place of any field, or its lack, never raise."""
    parts = copy.deepcopy(PARTS)
    holder: Any = parts
    for step in spot[:-1]:
        holder = holder[step]
    wrong: tuple[object, ...] = ([], {}, "", [[]], {"x": []})
    for value in wrong:
        holder[spot[-1]] = value
        assert_well_formed(read({"all.yaml": dumped(parts)}))
    del holder[spot[-1]]
    assert_well_formed(read({"all.yaml": dumped(parts)}))


@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes(data: bytes) -> None:
    """Whatever bytes a file holds, there are problems and no exception."""
    assert_well_formed(read_beside(data))


def test_a_file_that_stops_being_yaml_makes_no_record_elsewhere_unknown(tmp_path: Path) -> None:
    """What stands in a file that could not be read to its end is not reported as missing."""
    broken = SMALL["entities.yaml"] + "\n  oslo: {kind: place, name: Oslo\n"
    graph, problems = read_graph(write_project(tmp_path, {**SMALL, "entities.yaml": broken}))
    assert graph is None
    assert [(problem.place.path, problem.code) for problem in problems] == [
        ("seeds/entities.yaml", "yaml-syntax")
    ]
