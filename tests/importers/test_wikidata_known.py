"""Entities of Wikidata added to a project that there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from graphkit.errors import BadData, BadOutput
from graphkit.importers.wikidata import Options, WikidataReading
from graphkit.importers.wikidata.project import NothingTaken, add_wikidata, new_wikidata_project
from graphkit.model import Records
from graphkit.seeds import read_project
from tests.cli.running import files, runner
from tests.importers.wikidata_samples import (
    HUMAN,
    SMALL,
    STATE,
    Json,
    Snaks,
    day,
    entity,
    statement,
    text,
    write,
)
from tests.projects import core_ontology

GRAPH = "graph: {title: Mine, as_of: 2025-12-01}\n"
BOOK = "sources:\n  book: {kind: article, title: A book, published: 2001-01-01}\n"


def project(folder: Path, entities: Sequence[str] = (), facts: Sequence[str] = ()) -> Path:
    """A project of one file."""
    root = folder / "mine"
    (root / "seeds").mkdir(parents=True)
    parts = [GRAPH, BOOK]
    parts += ["entities:\n", *(f"  {each}\n" for each in entities)] if entities else []
    parts += ["facts:\n", *(f"  - {{{each}, evidence: [{{source: book}}]}}\n" for each in facts)] \
        if facts else []  # fmt: skip
    (root / "seeds" / "all.yaml").write_text("".join(parts), encoding="utf-8")
    return root


def add(
    root: Path, entities: Sequence[Json] = SMALL, *, force: bool = False, **options: object
) -> WikidataReading:
    """Add entities to a project."""
    path = write(root.parent / "sample.json", entities)
    reading, folder = add_wikidata([path], root, Options(**options), force=force)  # type: ignore[arg-type] # as given
    assert folder == root / "seeds" / "imported" / str(options.get("source", "wikidata"))
    return reading


def records_of(root: Path) -> Records:
    """The records of a project without an error."""
    reading = read_project(root, core_ontology())
    assert reading.problems == ()
    return reading.records


def item_ids(records: Records) -> Mapping[str, str]:
    """The items of entities by their ids."""
    return {
        name: dict(each.ids)["wikidata"]
        for name, each in records.entities.items()
        if "wikidata" in dict(each.ids)
    }


def test_an_empty_project_gets_all(tmp_path: Path) -> None:
    """A project that knows nothing gets what a new one gets, in a folder of its own."""
    root = project(tmp_path)
    before = files(root)
    add(root)
    made = new_wikidata_project([tmp_path / "sample.json"], tmp_path / "new").records
    got = records_of(root)
    assert made
    assert (got.entities, got.facts) == (made.entities, made.facts)
    assert got.sources.keys() == {"book", *made.sources}
    assert got.info.title == "Mine"
    assert {name: data for name, data in files(root).items() if name in before} == before
    added = files(root).keys() - before.keys()
    assert added == {f"seeds/imported/wikidata/{name}.yaml" for name in
                     ("entities", "facts", "sources")}  # fmt: skip


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ("al: {kind: state, name: Al, ids: {wikidata: Q100}, checked: me}", "al"),
        ("al: {kind: state, name: Al, ids: {iso3166-1-alpha-3: ALD}, checked: me}", "al"),
        ("aland: {kind: state, name: A}", "aland"),
        ("aland: {kind: state, name: A, ids: {iso3166-1-alpha-3: ALD}, checked: me}", "aland"),
        ("aland: {kind: state, name: A, ids: {wikidata: Q9}, checked: me}", "aland-q100"),
        ("aland: {kind: state, name: A, ids: {iso3166-1-alpha-3: XXX}, checked: me}", "aland-q100"),
        ("aland: {kind: region, name: A}", "aland-q100"),
        ("al: {kind: region, name: A, ids: {iso3166-1-alpha-3: ALD}, checked: me}", "aland"),
    ],
)
def test_items_are_known_entities(known: str, found: str, tmp_path: Path) -> None:
    """An item is the entity with its number, its ISO code or its name, if nothing is against it."""
    root = project(tmp_path, [known])
    add(root)
    records = records_of(root)
    relation = f"{min(found, 'borland')}-has-diplomatic-relations-with-{max(found, 'borland')}"
    assert relation in records.facts
    name = known.partition(":")[0]
    if name != found:
        assert item_ids(records).get(found, "Q100") == "Q100"
    assert records.entities[name].name == known.partition("name: ")[2].split(",")[0].rstrip("}")


def test_codes_come_before_names(tmp_path: Path) -> None:
    """The entity that names the item is it, and the one of its name is another."""
    root = project(
        tmp_path,
        ["aland: {kind: state, name: A}",
         "old-aland: {kind: state, name: B, ids: {wikidata: Q100}, checked: me}"],
    )  # fmt: skip
    add(root)
    facts = records_of(root).facts
    assert "borland-has-diplomatic-relations-with-old-aland" in facts
    assert not any("aland" in (each.subject, each.object) for each in facts.values())


@pytest.mark.parametrize(
    "entities",
    [
        ["one: {kind: state, name: A, ids: {wikidata: Q100}, checked: me}",
         "two: {kind: state, name: B, ids: {wikidata: Q100}, checked: me}"],
        ["one: {kind: state, name: A, ids: {iso3166-1-alpha-2: AL}, checked: me}",
         "two: {kind: state, name: B, ids: {iso3166-1-alpha-3: ALD}, checked: me}"],
    ],
)  # fmt: skip
def test_of_two_entities_it_is_neither(entities: Sequence[str], tmp_path: Path) -> None:
    """Where two entities have the codes of an item, it is a new one."""
    root = project(tmp_path, entities)
    add(root)
    assert item_ids(records_of(root))["aland"] == "Q100"


def test_an_entity_is_one_item(tmp_path: Path) -> None:
    """The entity with the code of an item is no other item, though that has its name."""
    known = "borland: {kind: state, name: B, ids: {iso3166-1-alpha-3: ALD}, checked: me}"
    root = project(tmp_path, [known])
    add(root)
    assert "borland-has-diplomatic-relations-with-borland-q200" in records_of(root).facts


def test_two_items_are_no_one_entity(tmp_path: Path) -> None:
    """Where two items have the name of an entity, neither is taken for it."""
    root = project(tmp_path, ["ann-abel: {kind: person, name: Ann}"])
    add(root, [*SMALL, entity("Q9", "Ann Abel", HUMAN, statements=[statement("P39", "Q400")])])
    found = item_ids(records_of(root))
    assert (found["ann-abel-q300"], found["ann-abel-q9"]) == ("Q300", "Q9")


def test_known_items_need_no_file_and_no_class(tmp_path: Path) -> None:
    """The project gives the name and the kind of the items it names."""
    root = project(
        tmp_path,
        ["bee: {kind: state, name: Bee, ids: {wikidata: Q2}, checked: me}",
         "cee: {kind: state, name: Cee, ids: {wikidata: Q3}, checked: me}",
         "dee: {kind: state, name: Dee, ids: {wikidata: Q4}, checked: me}"],
    )  # fmt: skip
    told = [statement("P530", "Q2"), statement("P530", "Q3"), statement("P530", "Q4")]
    missing: Json = {"id": "Q4", "missing": ""}
    reading = add(
        root,
        [entity("Q1", "Aland", STATE, statements=told), entity("Q3", "C", "Q77"), missing],
        kinds={"Q2": "organization"},
    )
    assert reading.taken == 3
    assert sorted(records_of(root).facts) == [
        f"aland-has-diplomatic-relations-with-{name}" for name in ("bee", "cee", "dee")
    ]
    assert reading.records
    assert list(reading.records.entities) == ["aland"]


def test_known_facts_are_not_told_again(tmp_path: Path) -> None:
    """What the project says, in either direction, is counted with its place and left as it is."""
    root = project(
        tmp_path,
        ["borland: {kind: state, name: B}", "aland: {kind: state, name: A}",
         "ann-abel: {kind: person, name: Ann}"],
        ["subject: borland, relation: hasDiplomaticRelationsWith, object: aland, date: 1950",
         "subject: ann-abel, relation: heldOffice, object: aland, role: envoy, date: 1950"],
    )  # fmt: skip
    reading = add(root)
    assert reading.left_out.count("known-already") == 2
    (reason,) = (each for each in reading.left_out.reasons() if each.code == "known-already")
    assert reason.samples[0].startswith("sample.json:1: Q100$")
    facts = records_of(root).facts
    assert str(facts["borland-has-diplomatic-relations-with-aland"].stages[0].date) == "1950"
    assert "aland-has-diplomatic-relations-with-borland" not in facts
    assert "ann-abel-held-office-aland-minister" in facts
    assert reading.records
    assert reading.taken == sum(
        len({each.note for stage in fact.stages for each in stage.evidence})
        for fact in reading.records.facts.values()
    )


def test_a_project_that_has_all_stays_as_it_is(tmp_path: Path) -> None:
    """Where nothing is new, that is told, and nothing is written."""
    root = project(tmp_path)
    add(root)
    before = files(root)
    with pytest.raises(NothingTaken, match="no fact that the project lacks"):
        add(root, source="again")
    assert files(root) == before


def test_ids_that_are_taken_stay_theirs(tmp_path: Path) -> None:
    """A new fact gets no id that an entity, a fact or a dispute of the project has."""
    root = project(
        tmp_path,
        ["ann-abel-head-of-state-aland: {kind: event, name: E}", "zed: {kind: state, name: Z}",
         "yed: {kind: state, name: Y}", "ben-bell: {kind: group, name: Bell}"],
        ["id: aland-member-of-union-of-lands, subject: zed, relation: recognized, object: yed"],
    )  # fmt: skip
    add(root)
    records = records_of(root)
    assert {each.relation for name, each in records.facts.items() if len(name) > 10} >= {
        "headOfState", "memberOf",
    }  # fmt: skip
    assert records.facts["aland-member-of-union-of-lands"].subject == "zed"
    assert item_ids(records)["ben-bell-q301"] == "Q301"


def test_an_earlier_import_is_kept(tmp_path: Path) -> None:
    """A second import is refused; by force it takes the place of the first; others are theirs."""
    root = project(tmp_path)
    add(root)
    before = files(root)
    with pytest.raises(BadOutput, match="add --force"):
        add(root)
    assert files(root) == before
    add(root, force=True)
    assert {name: data for name, (data, _) in files(root).items()} == {
        name: data for name, (data, _) in before.items()
    }
    page = text("https://example.org/a")
    reference: list[Snaks] = [{"P248": "Q900", "P854": page, "P813": day("2021")}]
    more = entity("Q7", "Zedland", STATE, statements=[statement("P530", "Q100", {}, reference)])
    reading = add(root, [more, *SMALL], source="wikidata-2")
    assert reading.records
    assert list(reading.records.sources) == ["wikidata-2"]
    assert list(reading.records.facts) == ["aland-has-diplomatic-relations-with-zedland"]
    records_of(root)


def test_what_the_project_says_of_a_work_counts(tmp_path: Path) -> None:
    """A page that is in the project came out when that says, and is not written again."""
    root = project(tmp_path)
    dated = [{"P854": text("https://example.org/b"), "P577": day("1991")}]
    lands = [entity("Q2", "Borland", STATE), entity("Q3", "Carland", STATE)]
    told = [statement("P530", "Q2", {"P580": day("1990")}, dated)]
    add(root, [entity("Q1", "Aland", STATE, statements=told), *lands])
    undated: list[Snaks] = [{"P854": text("https://example.org/b")}]
    told += [statement("P530", "Q3", {"P580": day(year)}, undated) for year in ("1990", "1995")]
    reading = add(root, [entity("Q1", "Aland", STATE, statements=told), *lands], source="more")
    assert reading.left_out.count("reference-too-old") == 1
    assert reading.records
    assert list(reading.records.sources) == ["more"]
    (fact,) = reading.records.facts.values()
    assert [len(each.evidence[0].cites) for each in fact.stages] == [1, 0]
    records_of(root)


def test_another_source_keeps_its_id(tmp_path: Path) -> None:
    """A source of the project that has the id is not replaced."""
    root = project(tmp_path)
    before = files(root)
    with pytest.raises(BadOutput, match='the project has a source "book"'):
        add(root, source="book")
    assert files(root) == before


def test_a_project_with_faults_gets_nothing(tmp_path: Path) -> None:
    """Where the project cannot be read, or would have an error, nothing is written."""
    root = project(tmp_path, facts=["subject: none, relation: recognized, object: nobody"])
    before = files(root)
    with pytest.raises(BadData):
        add(root)
    assert files(root) == before


def test_the_command_adds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stdout tells where the facts are and the next step, stderr what is new."""
    project(tmp_path, ["aland: {kind: state, name: A}"])
    monkeypatch.chdir(tmp_path)
    write(Path("small.json"))
    run = runner(capsys, monkeypatch)
    done = run("import", "wikidata", "small.json", "--project", "mine", "--source", "wd")
    assert done.status == 0
    assert done.out == ("mine/seeds/imported/wd: 8 facts. Next: graphkit render --project mine\n")
    assert done.err.startswith(
        "10 statements, 9 taken, 8 new facts, 5 new entities, 2 new sources\n"
    )
    assert run("check", "--project", "mine").status == 0
