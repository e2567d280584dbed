"""Tests of docs/mapping.md: every field, word and shipped mapping is told, and told right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphkit.importers.events import Imported, read_events
from graphkit.mapping import (
    End,
    Mapping,
    RelationRule,
    Resolver,
    Row,
    fields,
    read_mapping,
    shipped_mappings,
)
from graphkit.mapping.parts import FORMATS, NAMINGS, SCHEMES
from graphkit.mapping.states import read_states
from graphkit.model import Source
from graphkit.ontology.event_codes import read_event_codes
from graphkit.resources import ontology_folder
from tests.projects import core_ontology

DOCS = Path(__file__).resolve().parents[1] / "docs"
TEXT = (DOCS / "mapping.md").read_text(encoding="utf-8")
ONTOLOGY = core_ontology()
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def table(head: str) -> dict[str, list[str]]:
    """Return the rows of the table with a head, by their first cell."""
    _, _, rest = TEXT.partition(f"| {head} |")
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    cells = ([cell.strip() for cell in row.strip("|").split("|")] for row in rows)
    return {first: others for first, *others in cells}


def words(text: str) -> set[str]:
    """Return what stands in backticks."""
    return set(re.findall(r"`([^`]+)`", text))


def test_every_field_is_told() -> None:
    """The tables have the fields that are read, and no others."""
    assert words(" ".join(table("field of `mapping:` | says"))) == set(fields.FIELDS)
    assert words(" ".join(table("field of a row | says"))) == set(fields.ROW)
    assert words(" ".join(table("field | says"))) == set(fields.END)
    assert set(fields.SOURCE) <= words(table("field of `mapping:` | says")["`source`"][0])
    dates = " ".join(cell for row in table("way | example").values() for cell in row) + TEXT
    assert all(f"{name}:" in dates for name in fields.DATE)


def test_every_word_is_told() -> None:
    """The ways of naming, the schemes and the formats are those that there are."""
    named = {row.strip("`"): cells[0] for row, cells in table("`named` | a cell holds").items()}
    assert named == dict(NAMINGS)
    assert {row.strip("`") for row in table("`scheme` | a cell holds")} == set(SCHEMES)
    assert set(FORMATS) <= words(table("field of `mapping:` | says")["`format`"][0])


def test_every_shipped_mapping_is_told() -> None:
    """The table of mappings has a row for each."""
    assert words(" ".join(table("mapping | table | one row is"))) == set(shipped_mappings())


def test_roots_are_told_right() -> None:
    """The table has the twenty roots with their relations, and every type of PLOVER."""
    codes = list(read_event_codes(ontology_folder() / "cameo.ttl"))
    types: dict[str, list[str]] = {}
    for code in codes:
        if code.scheme == "plover":
            types.setdefault(code.root_relation, []).append(code.notation)
    expected = {
        f"{code.notation} {code.label}": [
            f"`{code.root_relation}`",
            ", ".join(types.get(code.root_relation, [])),
        ]
        for code in codes
        if code.scheme == "cameo" and len(code.notation) == 2
    }
    assert table("root | relation | type of PLOVER") == expected
    special = [code for code in codes if code.relation or code.reversed_relation]
    assert len(special) == 4
    for each in special:
        assert f"`{each.notation}`" in TEXT
        assert f"`{each.relation or each.reversed_relation}`" in TEXT


@pytest.mark.parametrize("block", BLOCKS)
def test_samples_are_read(tmp_path: Path, block: str) -> None:
    """Each sample is a mapping without a fault."""
    path = tmp_path / "map.yaml"
    path.write_text(block, encoding="utf-8")
    assert read_mapping(str(path), ONTOLOGY).rows


def facts(folder: Path, title: str, rows: list[dict[str, str]]) -> tuple[Imported, set[str]]:
    """Return what the sample of a title makes of rows in the columns of its dataset."""
    (block,) = (block for block in BLOCKS if f"title: {title} events" in block)
    mapping_file, table_file = folder / "map.yaml", folder / "20150218230000.export.CSV"
    mapping_file.write_text(block, encoding="utf-8")
    words = read_mapping(str(mapping_file), ONTOLOGY)
    columns = words.head or POLECAT
    lines = [[row.get(name, "") for name in columns] for row in rows]
    lines[:0] = [] if words.head else [list(columns)]
    text = "".join("\t".join(cells) + "\n" for cells in lines)
    table_file.write_text(text, encoding="utf-8")
    imported = read_events(table_file, words, ONTOLOGY)
    return imported, {
        f"{fact.subject} {fact.relation} {fact.object} {fact.stages[0].date}"
        for fact in imported.facts.values()
    }


def test_gdelt(tmp_path: Path) -> None:
    """Actors are told apart by their codes, and none becomes a state by a code that looks alike."""
    rows = [
        {"SQLDATE": "20150218", "Actor1Code": "FRACOP", "Actor1Name": "POLICE",
         "Actor1CountryCode": "FRA", "Actor2Code": "USACOP", "Actor2Name": "POLICE",
         "Actor2CountryCode": "USA", "EventCode": "040"},
        {"SQLDATE": "20150219", "Actor1Code": "CHE", "Actor2Code": "FRA",
         "Actor2CountryCode": "FRA", "EventCode": "111"},
        {"SQLDATE": "20150219", "Actor1Code": "FRA", "Actor1CountryCode": "FRA",
         "EventCode": "010"},
        {"SQLDATE": "20150219", "Actor1Code": "FRA", "Actor2Code": "USA", "EventCode": "---"},
    ]  # fmt: skip
    imported, found = facts(tmp_path, "GDELT", rows)
    assert found == {
        "fracop consulted usacop 2015-02-18",
        "fracop affiliatedWith france [..2015-02-18]",
        "usacop affiliatedWith united-states [..2015-02-18]",
        "che criticized fra 2015-02-19",
        "fra affiliatedWith france [..2015-02-19]",
    }
    assert set(imported.left_out) == {"missing-cell", "unknown-code"}
    assert {each.kind for each in imported.entities.values() if len(each.id) < 5} == {"group"}


POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Recipient Name", "Recipient Country",
)  # fmt: skip


def test_polecat(tmp_path: Path) -> None:
    """A cell of several actors makes no entity, and ``None`` is none."""
    rows = [
        {"Event Date": "2018-01-02", "Event Type": "CONSULT", "Event Mode": "visit",
         "Actor Name": "France", "Recipient Name": "Germany"},
        {"Event Date": "2018-01-02", "Event Type": "SANCTION", "Event Mode": "None",
         "Actor Name": "France", "Recipient Name": "Germany"},
        {"Event Date": "2018-01-02", "Event Type": "CONSULT", "Event Mode": "visit",
         "Actor Name": "France; Germany", "Recipient Name": "Fiji"},
        {"Event Date": "2018-01-02", "Event Type": "CONSULT", "Actor Name": "None",
         "Recipient Name": "Fiji"},
    ]  # fmt: skip
    imported, found = facts(tmp_path, "POLECAT", rows)
    assert found == {
        "france consulted germany 2018-01-02",
        "france reducedRelationsWith germany 2018-01-02",
    }
    notes = {fact.stages[0].evidence[0].note for fact in imported.facts.values()}
    assert notes == {"CONSULT; visit", "SANCTION"}
    assert {reason: left.rows for reason, left in imported.left_out.items()} == {
        "missing-cell": 1, "unknown-actor": 1,
    }  # fmt: skip


def test_states_are_told_right() -> None:
    """The codes of the last table stand for what it says."""
    row = Row(End("a"), End("b"), RelationRule(word="met"))
    mapping = Mapping(title="A table", rows=(row,), source=Source(id="a"))
    resolver = Resolver(mapping, ONTOLOGY, {})

    def name(named: str, code: str) -> str:
        found = resolver.end(End("a", named), code)
        return found.name if found else ""

    for codes, (told,) in table("code | is").items():
        lists = [each.lower() for each in re.findall("COW|GW", codes)]
        for number in re.findall("[0-9]+", codes):
            names = {name(each, number) for each in lists}
            assert any(each and each in told for each in names), (codes, names)
    assert "Serbia" in name("gw", "340")
    assert len(read_states()) > 200
    assert len(BLOCKS) == 3


def test_links_lead_somewhere() -> None:
    """Each link leads to a page that is there, and the index leads here."""
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", TEXT):
        assert (DOCS / target).exists(), target
