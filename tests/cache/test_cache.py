"""The cache: what was read once is not read again, and a damaged entry is none."""

from __future__ import annotations

import multiprocessing
import os
import time
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from graphkit import cache as caching
from graphkit.cache import Cache, key_of, user_cache, using_cache
from graphkit.cache.packing import packed, unpacked
from graphkit.loading import read_graph
from graphkit.model import Records
from graphkit.origins import Origin
from graphkit.problems import Place, Problem, Severity
from graphkit.seeds import files as seed_files
from graphkit.seeds import read_project
from graphkit.seeds.files import FileRecords
from graphkit.yaml_source import parse_yaml
from tests.projects import core_ontology, write_project
from tests.strategies import records

GRAPH = "graph: {title: T, as_of: 2025-11-07}\n"
STATES = [f"state-{number}" for number in range(40)]
ENTITIES = "entities:\n" + "".join(f"  {name}: {{kind: state, name: {name}}}\n" for name in STATES)
SOURCES = "sources:\n  s: {kind: article, title: S, published: 2025-11-07}\n"


def _facts(count: int, year: int = 1990) -> str:
    pairs = list(permutations(STATES, 2))[:count]
    entries = [
        f"  - {{subject: {one}, relation: recognized, object: {other}, id: fact-{n}, "
        f"date: {year + n % 20}, evidence: [{{source: s}}]}}\n"
        for n, (one, other) in enumerate(pairs)
    ]
    return "".join(["facts:\n", *entries])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with one large file and a small one."""
    files = {"graph.yaml": GRAPH + ENTITIES + SOURCES, "facts.yaml": _facts(1500)}
    return write_project(tmp_path / "project", files)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return an empty cache."""
    return Cache(tmp_path / "kept")


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


@given(records())
def test_records_come_back_equal(found: Records) -> None:
    """Whatever records hold comes back, and so do their places."""
    origin = Origin(Place("seeds/a.yaml", 3, 5), {"subject": (4, 7), "by.oman": (9, 300)})
    facts = [structs.replace(fact, origin=origin) for fact in found.facts.values()]
    sources = tuple((each, each.origin.place) for each in found.sources.values())
    entities = tuple((each, each.origin.place) for each in found.entities.values())
    disputes = tuple((each, each.origin.place) for each in found.disputes.values())
    problem = Problem(origin.place, "bad-id", "is no id", "take another", Severity.WARNING)
    made = FileRecords(
        (found.info, found.info.origin.place), sources, entities, tuple(facts), disputes,
        found.moments, (problem,), whole=False,
    )  # fmt: skip
    again = unpacked(packed(made.to_keep()), FileRecords)
    assert again == made
    for before, after in zip(made.facts, again.facts, strict=True):
        assert after.origin == before.origin
        assert type(after.value) is type(before.value)


def test_places_come_back(root: Path, cache: Cache) -> None:
    """Where a fact, its stage and its evidence were written is known as before."""
    first = read_project(root, core_ontology(), cache).records.facts["fact-7"]
    again = read_project(root, core_ontology(), cache).records.facts["fact-7"]
    for fact in (first, again):
        stage = fact.stages[0]
        origins = [fact.origin, stage.origin, stage.evidence[0].origin]
        assert {origin.place.path for origin in origins} == {"seeds/facts.yaml"}
    assert again.origin == first.origin
    assert again.stages[0].origin == first.stages[0].origin
    assert again.stages[0].evidence[0].origin == first.stages[0].evidence[0].origin
    assert again.origin.at("date") == first.origin.at("date") != first.origin.place


def test_what_cannot_be_kept_is_refused() -> None:
    """A value of another type is no entry."""
    with pytest.raises(TypeError, match="object cannot be kept"):
        packed((object(),))


# ------------------------------------------------------------------------ what is read again


def test_an_unchanged_file_is_not_parsed(
    root: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time the large file comes from the cache; the small one was never in it."""
    first = read_project(root, core_ontology(), cache)
    parsed = []
    plain = parse_yaml

    def parse(data: bytes, name: str) -> object:
        parsed.append(name)
        return plain(data, name)

    monkeypatch.setattr(seed_files, "parse_yaml", parse)
    again = read_project(root, core_ontology(), cache)
    assert parsed == ["seeds/graph.yaml"]
    assert (again.records, again.problems, again.contents) == (
        first.records,
        first.problems,
        first.contents,
    )
    (root / "seeds" / "facts.yaml").write_text(_facts(1500, 1970), encoding="utf-8")
    changed = read_project(root, core_ontology(), cache)
    assert parsed[1:] == ["seeds/facts.yaml", "seeds/graph.yaml"]
    assert changed.records != first.records
    assert changed.contents != first.contents


def test_problems_are_kept_as_well(root: Path, cache: Cache) -> None:
    """Mistakes in an unchanged file are told again, with their places."""
    (root / "seeds" / "facts.yaml").write_text(
        _facts(1500).replace("recognized", "recognised", 1), encoding="utf-8"
    )
    first = read_project(root, core_ontology(), cache)
    assert [problem.code for problem in first.problems] == ["unknown-relation"], first.problems
    assert read_project(root, core_ontology(), cache).problems == first.problems


def test_another_name_or_vocabulary_is_another_entry(root: Path, cache: Cache) -> None:
    """Records know the file they stand in, and words are those of the vocabulary."""
    read_project(root, core_ontology(), cache)
    facts = root / "seeds" / "facts.yaml"
    facts.rename(facts.with_name("others.yaml"))
    moved = read_project(root, core_ontology(), cache).records.facts["fact-0"]
    assert moved.origin.place.path == "seeds/others.yaml"


def test_checks_are_not_run_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rules found about an unchanged project is known; one that changed is checked."""
    monkeypatch.setattr(caching, "_user_folder", lambda: tmp_path / "kept")
    graph, problems = read_graph(root)
    assert graph is not None
    monkeypatch.setattr("graphkit.loading.check_records", None)
    again, told = read_graph(root)
    assert again is not None
    assert (again.view.records, told) == (graph.view.records, problems)
    monkeypatch.undo()
    monkeypatch.setattr(caching, "_user_folder", lambda: tmp_path / "kept")
    (root / "seeds" / "more.yaml").write_text(
        "facts:\n  - {subject: state-1, relation: recognized, object: zz, date: 1990, "
        "evidence: [{source: s}]}\n",
        encoding="utf-8",
    )
    broken, found = read_graph(root)
    assert broken is None
    assert [problem.code for problem in found] == ["unknown-entity"]


def test_without_cache(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turned off, nothing is looked up and nothing is kept."""
    monkeypatch.setattr(caching, "_user_folder", lambda: tmp_path / "kept")
    token = using_cache.set(False)
    try:
        assert user_cache() is None
        assert read_graph(root)[0] is not None
    finally:
        using_cache.reset(token)
    assert not (tmp_path / "kept").exists()


# ------------------------------------------------------------------------ damage, and others


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other", "longer"])
def test_a_damaged_entry_is_none(root: Path, tmp_path: Path, cache: Cache, damage: str) -> None:
    """However an entry was damaged, the file is read anew and the entry is replaced."""
    first = read_project(root, core_ontology(), cache)
    (entry,) = _entries(tmp_path / "kept")
    data = bytearray(entry.read_bytes())
    if damage == "cut":
        del data[-1]
    elif damage == "flipped":
        data[len(data) // 2] ^= 1
    elif damage == "empty":
        data.clear()
    elif damage == "other":
        data[:8] = b"nonsense"
    else:
        data += b"\0"
    entry.write_bytes(data)
    assert cache.read(entry.stem, FileRecords) is None
    assert read_project(root, core_ontology(), cache).records == first.records
    assert cache.read(entry.stem, FileRecords) is not None


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_keys_tell_parts_apart(one: list[bytes], other: list[bytes]) -> None:
    """Two lists of parts have one key only if they are the same, however they are cut."""
    assert (key_of(one) == key_of(other)) == (one == other)


def test_another_version_has_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that other code or another Python kept is looked up."""
    before = key_of(["x"])
    monkeypatch.setattr(caching, "_code", lambda: "other")
    assert key_of(["x"]) != before


def test_a_folder_that_cannot_be_used(root: Path, tmp_path: Path) -> None:
    """A file in the place of the folder does no harm."""
    (tmp_path / "kept").write_text("not a folder", encoding="utf-8")
    cache = Cache(tmp_path / "kept")
    for _ in range(2):
        assert len(read_project(root, core_ontology(), cache).records.facts) == 1500
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "not a folder"


def _write_often(folder: Path, number: int) -> None:
    cache = Cache(folder)
    for _ in range(200):
        cache.write("shared", (number,) * 5000)


def test_two_runs_at_once(tmp_path: Path) -> None:
    """While others write the same entry, each look finds a whole one."""
    cache = Cache(tmp_path)
    cache.write("shared", (0,) * 5000)
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_write_often, args=(tmp_path, n)) for n in (1, 2)]
    for other in others:
        other.start()
    seen = set()
    while any(other.is_alive() for other in others):
        found = cache.read("shared", tuple[int, ...])
        assert found is not None
        assert len(set(found)) == 1
        assert len(found) == 5000
        seen.add(found[0])
    assert [other.exitcode for other in others] == [0, 0]
    assert seen & {1, 2}
    assert [path.name for path in _entries(tmp_path)] == ["shared.kept"]


def test_old_entries_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not used for long goes, and of the rest the oldest where there is too much."""
    made = Cache(tmp_path)
    for number, days in enumerate((0.1, 1, 2, 70)):
        made.write(f"e{number}", "x" * 1000)
        used = time.time() - days * 24 * 3600
        os.utime(tmp_path / f"e{number}.kept", (used, used))
    monkeypatch.setattr(caching, "MOST_BYTES", 3300)
    assert made.read("e2", str) is not None  # and is of use now
    Cache(tmp_path).write("new", "y" * 1000)
    assert [path.stem for path in _entries(tmp_path)] == ["e0", "e2", "new"]


def test_a_small_project_asks_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder is looked for and nothing is digested where all is small."""
    monkeypatch.setattr(caching, "_user_folder", None)
    monkeypatch.setattr(caching, "_code", None)
    graph, _ = read_graph(Path(__file__).resolve().parents[2])
    assert graph is not None


def test_no_home(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder can be told, everything works without."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(caching, "_user_folder", homeless)
    assert read_graph(root)[0] is not None
