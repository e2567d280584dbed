"""Tests of docs/mapping.md: every field, word and shipped mapping is told, and told right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
    assert len(BLOCKS) == 2


def test_links_lead_somewhere() -> None:
    """Each link leads to a page that is there, and the index leads here."""
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", TEXT):
        assert (DOCS / target).exists(), target
