"""benchmarks/peer_inputs.py and from_tables.py: the same facts as other programs take them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyoxigraph as ox

from benchmarks.from_tables import FTM, OURS, rows
from benchmarks.made_up import records, write_project
from benchmarks.peer_inputs import write_inputs
from tests.benchmarks.figures import SAMPLE, figure

FACTS = 60


def test_every_fact_is_there(tmp_path: Path) -> None:
    """As a link or a note, as a row with its evidence; the mapping names columns that exist."""
    made = records(FACTS)
    write_project(made, tmp_path / "project")
    folder = tmp_path / "inputs"
    write_inputs(tmp_path / "project", folder)

    lines = (folder / "entities.json").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    links = {each["id"] for each in found if each["schema"] == "UnknownLink"}
    notes = [note for each in found for note in each["properties"].get("notes", [])]
    assert links == {fact.id for fact in made.facts.values() if fact.object}
    assert len(notes) == sum(1 for fact in made.facts.values() if not fact.object)

    tables = {}
    for name in ("entities", "facts", "evidence"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    assert [row["fact"] for row in tables["facts"]] == sorted(made.facts)
    assert {row["fact"] for row in tables["evidence"]} == set(made.facts)
    assert not {"subject", "object"} & set(tables["facts"][0])
    mapping = list(ox.parse(path=folder / "mapping.ttl", format=ox.RdfFormat.TURTLE))
    references = {
        quad.object.value
        for quad in mapping
        if quad.predicate.value.endswith("rml#reference") and isinstance(quad.object, ox.Literal)
    }
    assert references == {"name", "value", "begun", "note"}


def test_rows_compare_the_time_of_a_triple() -> None:
    """For each program writes another number of them."""
    some = [
        figure("triples", OURS, 1.0, added=5e6, count=1_000_000),
        figure("triples", FTM, 3.0, added=9e6, count=100_000),
        figure("triples", "other", 1.0)._replace(cost=None, absent="missing: it"),
    ]
    assert list(rows(some)) == [
        (SAMPLE, OURS, "1.0 s", "1,000,000", "1.0 µs", "5 MB", "-", "3"),
        (SAMPLE, FTM, "3.0 s", "100,000", "30.0 µs", "9 MB", "30.0", "3"),
        (SAMPLE, "other", "missing: it", "-", "-", "-", "-", "-"),
    ]
