"""Tests of graphkit.mapping.reading: mapping files, and what is refused in them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from graphkit.checks.catalogue.mapping_samples import MAPPINGS
from graphkit.dates import parse_date
from graphkit.errors import BadData
from graphkit.mapping import (
    Cell,
    DateRule,
    End,
    Mapping,
    RelationRule,
    UnknownMapping,
    read_mapping,
    shipped_mappings,
)
from graphkit.mapping.fields import CODES
from graphkit.problems import Place, Problem
from tests.projects import core_ontology

ONTOLOGY = core_ontology()
WHOLE = """\
mapping:
  title: A table of ours
  format: csv
  head: [who, where, since, until, y, m, d, part, key, land, note, open, does]
  missing: [NA, "-"]
  rows:
    - subject:
        {column: who, named: office, kind: person, key: key, country: {column: land, named: cow}}
      object: {column: where, named: iso3}
      relation: {word: heldOffice}
      role: {column: part}
      note: {word: a note}
      date: {column: since, form: "%d.%m.%Y", open: open}
      end: {year: y, month: m, day: d}
    - subject: {column: who, kind: state, country: land}
      object: {column: where, kind: state}
      relation: {column: does, values: {"1": recognized, "2": sanctioned}, none: ["0", ""]}
      says: {column: note}
      date: {column: since}
  source: {id: ours, title: Ours, kind: dataset, published: 2020, url: https://example.org/a}
"""
ROW = """\
mapping:
  title: A table
  source: {id: ours, title: Ours, kind: dataset}
  rows:
    - subject: {column: a}
      object: {column: b}
      relation: {word: met}
"""


def read(folder: Path, text: str) -> Mapping:
    """Return the mapping of a text."""
    path = folder / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(str(path), ONTOLOGY)


def problems(folder: Path, text: str) -> list[Problem]:
    """Return what is wrong with the mapping of a text."""
    with pytest.raises(BadData) as caught:
        read(folder, text)
    return list(caught.value.problems)


def test_every_field(tmp_path: Path) -> None:
    """Each field of a mapping comes out where it belongs."""
    mapping = read(tmp_path, WHOLE)
    assert (mapping.title, mapping.format) == ("A table of ours", "csv")
    assert mapping.head[:3] == ("who", "where", "since")
    assert mapping.missing == ("", "NA", "-")
    first, second = mapping.rows
    assert first.subject == End("who", "office", "person", "land", "cow", "key")
    assert first.subject.columns() == ("who", "land", "key")
    assert first.object == End("where", "iso3")
    assert first.relation == RelationRule(word="heldOffice")
    assert (first.role, first.says, first.note) == (Cell(column="part"), None, Cell(word="a note"))
    assert first.date == DateRule(column="since", form="%d.%m.%Y", open="open")
    assert first.end == DateRule(year="y", month="m", day="d")
    assert second.subject == End("who", "name", "state", "land")
    assert second.relation == RelationRule(
        column="does", values={"1": "recognized", "2": "sanctioned"}, none=("0", "")
    )
    assert second.says == Cell(column="note")
    assert second.place.line == 15
    source = mapping.source
    assert (source.id, source.title, source.kind) == ("ours", "Ours", "dataset")
    assert source.published == parse_date("2020")
    assert source.url == "https://example.org/a"


def test_a_cell_stands_for_a_relation_or_for_none(tmp_path: Path) -> None:
    """A cell under both would make no fact of any row, and nobody would be told."""
    (found,) = problems(tmp_path, WHOLE.replace('none: ["0", ""]', 'none: ["0", "2"]'))
    assert (found.code, found.place.line) == ("unclear-rule", 17)
    assert '"2" stands for a relation' in found.message


def test_columns_have_the_place_that_names_them_first(tmp_path: Path) -> None:
    """A reader of tables can say where a column is named that it does not find."""
    columns = read(tmp_path, WHOLE).columns()
    assert set(columns) == {
        "who", "where", "since", "until", "y", "m", "d", "part", "key", "land", "note", "open",
        "does",
    } - {"until"}  # fmt: skip
    assert columns["who"] == Place((tmp_path / "map.yaml").as_posix(), 8, 18)
    assert columns["where"].line == 9


def test_ends_come_once(tmp_path: Path) -> None:
    """Ends that are alike are looked up once for all rows."""
    row = ROW.partition("rows:\n")[2]
    assert len(list(read(tmp_path, ROW + row).ends())) == 2


@pytest.mark.parametrize("name", ["archigos", "cow-alliances", "icews", "icews-dataverse"])
def test_shipped(name: str) -> None:
    """Each shipped mapping can be read by its name, and problems would name its file."""
    assert name in shipped_mappings()
    mapping = read_mapping(name, ONTOLOGY)
    assert mapping.path == f"{name}.yaml"
    assert mapping.source.id
    assert mapping.source.url


def test_shipped_columns() -> None:
    """The shipped mappings name the columns of their tables."""
    assert sorted(shipped_mappings()) == list(shipped_mappings())
    assert list(read_mapping("icews", ONTOLOGY).columns()) == ["source", "target", "phrase", "day"]
    assert set(read_mapping("archigos", ONTOLOGY).columns()) == {
        "leader", "leadid", "ccode", "idacr", "startdate", "enddate",
    }  # fmt: skip
    alliances = read_mapping("cow-alliances", ONTOLOGY)
    assert [list(row.relation.values.values()) for row in alliances.rows] == [
        ["hasDefencePactWith"],
        ["hasNeutralityPactWith"],
        ["hasNonAggressionPactWith"],
        ["hasEntenteWith"],
    ]


def test_unknown_mapping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of no mapping and no file is told with the nearest one and all that there are."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownMapping, match=r'"icwes".*did you mean "icews"\?.*archigos, cow'):
        read_mapping("icwes", ONTOLOGY)
    with pytest.raises(UnknownMapping, match=r'"here\.yaml"'):
        read_mapping("here.yaml", ONTOLOGY)
    with pytest.raises(UnknownMapping):
        read_mapping(str(tmp_path), ONTOLOGY)


def test_own_file_of_a_shipped_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that has the very name of a shipped mapping is reached by a path."""
    monkeypatch.chdir(tmp_path)
    Path("icews").write_text(ROW, encoding="utf-8")
    assert read_mapping("icews", ONTOLOGY).title != "A table"
    assert read_mapping("./icews", ONTOLOGY).title == "A table"


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("word: met", "word: mte", "7:24 unknown-relation"),
        ("word: met", "word: population", "7:24 value-or-object"),
        ("word: met", "column: c, scheme: icwes", "7:37 unknown-scheme"),
        ("word: met", 'column: c, values: {"1": mte}', "7:43 unknown-relation"),
        ("word: met", "word: met, scheme: icews, column: c", "7:29 unclear-rule"),
        ("word: met", "word: met, column: c", "7:29 unclear-rule"),
        ("word: met", 'word: met, none: ["0"]', "7:29 unclear-rule"),
        ("word: met", "column: c", "7:17 unclear-rule"),
        ("word: met", "scheme: icews", "7:17 missing-field"),
        ("{word: met}", "met", "7:17 expected-mapping"),
        ("column: a", "column: a, kind: persn", "5:34 unknown-kind"),
        ("column: a", "column: a, kind: treaty", "5:16 subject-kind"),
        ("column: b", "column: b, kind: treaty", "6:15 object-kind"),
        ("column: a", "column: a, named: iso4", "5:35 unknown-naming"),
        ("column: a", "named: iso3", "5:16 missing-field"),
        ("column: a", "column: a, country: {named: cow}", "5:37 missing-field"),
        ("column: a", "column: a, country: {column: c, named: office}", "5:56 unknown-naming"),
        ("column: a", "column: [a]", "5:25 expected-text"),
        ("column: a", "colum: a", "5:17 unknown-field"),
        ("      object: {column: b}\n", "", "5:7 missing-field"),
        ("title: A table", "title: A table\n  format: xls", "3:11 unknown-format"),
        ("title: A table", "title: A table\n  head: [a, b, a]", "3:16 duplicate-column"),
        ("title: A table", "title: A table\n  head: [aa, b]", "6:25 unknown-column"),
        ("title: A table", "title: A table\n  missing: {a: b}", "3:12 expected-text"),
        ("title: A table", "titel: A table", "2:3 unknown-field"),
        ("kind: dataset", "kind: datset", "3:41 unknown-source-kind"),
        ("id: ours", "id: Our_s", "3:16 bad-id"),
        ("kind: dataset", "kind: dataset, publisher: me", "3:50 unknown-field"),
        ("{word: met}", "{word: met}\n      date: {year: y, day: d}", "8:23 unclear-rule"),
        ("{word: met}", "{word: met}\n      date: {year: y, column: d}", "8:14 unclear-rule"),
        ("{word: met}", "{word: met}\n      date: {open: d}", "8:13 unclear-rule"),
        ("{word: met}", "{word: met}\n      date: {column: d, form: '%d'}", "8:31 bad-form"),
        ("{word: met}", "{word: met}\n      date: {column: d, form: '%Y%Y'}", "8:31 bad-form"),
        ("{word: met}", "{word: met}\n      date: {column: d, form: '%Y%b'}", "8:31 bad-form"),
        ("{word: met}", "{word: met}\n      end: {column: d}", "8:7 end-of-momentary"),
        (
            "{word: met}",
            "{column: c, scheme: cameo}\n      end: {column: d}",
            "8:7 end-of-momentary",
        ),
        ("{word: met}", "{word: mte}\n      end: {column: d}", "7:24 unknown-relation"),
        ("{word: met}", "{word: met}\n      role: {column: d, word: e}", "8:25 unclear-rule"),
    ],
)
def test_fault(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """Each fault is told with its code at its place, once and alone."""
    assert old in ROW
    told = [
        f"{problem.place.line}:{problem.place.column} {problem.code}"
        for problem in problems(tmp_path, ROW.replace(old, new, 1))
    ]
    # A field that is misspelt is missing too.
    others = [each for each in told if not each.endswith("missing-field")]
    assert expected in told
    assert others in ([expected], [])


def test_nearest_words_are_offered(tmp_path: Path) -> None:
    """A misspelt relation, scheme, kind or column comes with the nearest word."""
    for old, new, offer in (
        ("word: met", "word: mte", "met"),
        ("word: met", "column: c, scheme: icwes", "icews"),
        ("column: a", "column: a, kind: persn", "person"),
        ("column: a", "column: a, named: iso4", "iso"),
        ("title: A table", "title: A table\n  head: [aa, b]", "aa"),
    ):
        hints = " ".join(problem.hint for problem in problems(tmp_path, ROW.replace(old, new, 1)))
        assert "did you mean" in hints
        assert offer in hints


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """One run names every fault, by place."""
    text = ROW.replace("word: met", "word: mte").replace("column: a", "column: a, kind: persn")
    found = problems(tmp_path, text)
    assert [problem.code for problem in found] == ["unknown-kind", "unknown-relation"]
    assert found == sorted(found)
    assert all(problem.hint for problem in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing-field"),
        ("# nothing\n", "missing-field"),
        ("facts: []\n", "unknown-field"),
        ("mapping: icews\n", "expected-mapping"),
        ("- mapping\n", "expected-mapping"),
        ("mapping: {title: A", "yaml-syntax"),
        ("mapping: {title: A, title: B}\n", "duplicate-key"),
        (
            "mapping: {title: A, source: {id: a, title: A, kind: dataset}, rows: []}\n",
            "empty-value",
        ),
        ("mapping: {title: A, source: icews, rows: []}\n", "expected-mapping"),
    ],
)
def test_no_mapping(tmp_path: Path, text: str, code: str) -> None:
    """A file that holds no mapping at all is refused, whatever it holds."""
    assert code in {problem.code for problem in problems(tmp_path, text)}


@pytest.mark.parametrize("code", sorted(set(MAPPINGS) - {"missing-column"}))
def test_sample_of_the_catalogue(tmp_path: Path, code: str) -> None:
    """The sample of a code gives that code; what it leaves out is missing, and no more."""
    found = {problem.code for problem in problems(tmp_path, "\n".join(MAPPINGS[code][1:]) + "\n")}
    assert code in found
    assert found <= {code, "missing-field"}


def test_every_code_has_a_sample() -> None:
    """The catalogue tells each code of mappings."""
    assert set(MAPPINGS) == set(CODES)


def test_indentation_is_that_of_the_samples() -> None:
    """The texts above are as they would stand in a file."""
    assert textwrap.dedent(WHOLE) == WHOLE
    assert textwrap.dedent(ROW) == ROW
