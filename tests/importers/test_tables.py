"""Tables are read as texts, row by row, and what is wrong with them has its place."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from graphkit.errors import BadData, GraphkitError
from graphkit.importers.tables import BadTable, Row, read_rows
from graphkit.mapping import Mapping
from graphkit.model import Source
from graphkit.problems import Place
from tests.importers.parquet_tables import write_parquet

COLUMNS = ("who", "what", "day")


def mapping(format_: str = "", head: tuple[str, ...] = (), *columns: str) -> Mapping:
    """Return a mapping that names columns in the second line of its file and below."""
    named = columns or COLUMNS
    return Mapping(
        title="A table",
        rows=(),
        source=Source(id="table", kind="dataset"),
        format=format_,
        head=head,
        named=tuple((name, Place("map.yaml", number)) for number, name in enumerate(named, 2)),
    )


def write(folder: Path, name: str, data: bytes | str) -> Path:
    """Write a table and return its path."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def rows(path: Path, words: Mapping | None = None) -> list[Row]:
    """Return all rows of a table."""
    return list(read_rows(path, words or mapping()))


# ------------------------------------------------------------------------ what is read


def test_tsv(tmp_path: Path) -> None:
    """Each line is a row as it stands, quotes included; blank lines count as lines only."""
    text = 'who\twhat\tday\r\n\r\n NO \t"say\t043\n \nFiji\t\t2015\rTonga\ta,b\t '
    read = rows(write(tmp_path, "a.tsv", text))
    assert read == [
        Row(3, 2, {"who": " NO ", "what": '"say', "day": "043"}),
        Row(5, 3, {"who": "Fiji", "what": "", "day": "2015"}),
        Row(6, 4, {"who": "Tonga", "what": "a,b", "day": " "}),
    ]


def test_without_a_line_of_names(tmp_path: Path) -> None:
    """The mapping names the columns of a table that does not, and the first line is a row."""
    words = mapping("tsv", COLUMNS)
    assert rows(write(tmp_path, "a.txt", "\ufeffa\tb\tc\n"), words) == [
        Row(1, 1, {"who": "a", "what": "b", "day": "c"})
    ]


def test_csv(tmp_path: Path) -> None:
    """Quoted cells may hold commas, quotes and line ends; a row begins at its first line."""
    text = 'who,what,day\n"a\nb","say ""hi"", do",1\n\nc,d,2\n'
    assert rows(write(tmp_path, "a.csv", text)) == [
        Row(2, 2, {"who": "a\nb", "what": 'say "hi", do', "day": "1"}),
        Row(5, 4, {"who": "c", "what": "d", "day": "2"}),
    ]


def test_json_lines(tmp_path: Path) -> None:
    """Numbers keep their digits, and what is null or not there is empty."""
    text = '{"who": "NO", "what": 10, "day": null, "more": true}\n\n{"who": 1.50, "what": false}\n'
    assert rows(write(tmp_path, "a.jsonl", text)) == [
        Row(1, 1, {"who": "NO", "what": "10", "day": "", "more": "true"}),
        Row(3, 2, {"who": "1.50", "what": "false"}),
    ]


def test_parquet(tmp_path: Path) -> None:
    """Days, whole numbers and texts are read as they would be written; rows have a number."""
    path = write_parquet(
        tmp_path / "a.parquet",
        {
            "who": ["NO", None],
            "what": [10.0, 1.5],
            "day": [dt.date(2015, 1, 2), dt.date(2015, 1, 3)],
            "seen": [dt.datetime(2015, 1, 2), None],  # noqa: DTZ001 - tables have such
            "sure": [True, False],
        },
    )
    words = mapping("", (), *COLUMNS, "seen", "sure")
    assert rows(path, words) == [
        Row(
            1,
            None,
            {"who": "NO", "what": "10", "day": "2015-01-02", "seen": "2015-01-02", "sure": "true"},
        ),
        Row(2, None, {"who": "", "what": "1.5", "day": "2015-01-03", "seen": "", "sure": "false"}),
    ]
    with pytest.raises(BadData) as caught:
        rows(path, mapping("", (), "whom"))
    assert caught.value.problems[0].code == "missing-column"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(GraphkitError, match=r"a\.parquet is no whole Parquet file .*get the file"):
        rows(path, words)


# ------------------------------------------------------------------------ what is wrong


@pytest.mark.parametrize(
    ("name", "text", "faults"),
    [
        ("a.tsv", "who\twhat\tday\na\tb\na\tb\tc\na\tb\tc\td\n",
         {2: "2 cells, not 3", 4: "4 cells, not 3"}),
        ("a.csv", "who,what,day\na\na,b,c\n", {2: "1 cell, not 3"}),
        ("a.jsonl", '{"who": 1\n[1]\n{"who": [1]}\n{"who": {}}\n{"who": 1, "who": 2}\n'
         '{"who": 1, "what": 2, "day": 3}\n' + "[" * 100_000 + "\n",
         {1: "no JSON", 2: "no JSON object", 3: "'who' is no single value",
          4: "'who' is no single value", 5: "'who' stands there twice", 7: "no JSON"}),
    ],
)  # fmt: skip
def test_rows_with_a_fault(name: str, text: str, faults: dict[int, str], tmp_path: Path) -> None:
    """A row that cannot be read has its fault, and the others are read all the same."""
    read = rows(write(tmp_path, name, text))
    assert {row.number: row.fault for row in read if row.fault} == faults
    assert len([row for row in read if row.cells]) == 1


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.tsv", b"who\twhat\tday\na\xe9\tb\tc\n",
         r"a\.tsv:2: the byte 0xE9 at offset 14 is not UTF-8"),
        ("a.csv", b'who,what,day\na,"b"c,d\n', r"a\.csv:2: no CSV"),
        ("a.csv", b'who,what,day\na,b,c\n"a,b,c\n', r"a\.csv:3: no CSV"),
        ("a.csv", b"who,what,who\n", r"a\.csv:1: two columns are called 'who'"),
        ("a.txt", b"", r"a\.txt may be any kind of table"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    """It is refused in one line with the place."""
    with pytest.raises(BadTable, match=message):
        rows(write(tmp_path, name, data))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file and a folder are told in one line."""
    with pytest.raises(BadTable, match="cannot be read"):
        rows(tmp_path / "a.tsv")
    (tmp_path / "b.tsv").mkdir()
    with pytest.raises(BadTable, match="cannot be read"):
        rows(tmp_path / "b.tsv")


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.tsv", "who\twhen\n"), ("a.csv", "who,when\n"), ("a.jsonl", '{"who": 1, "when": 2}\n'),
     ("a.tsv", ""), ("a.jsonl", "")],
)  # fmt: skip
def test_missing_columns(name: str, text: str, tmp_path: Path) -> None:
    """Every column that the mapping names and the table lacks is told, at its place there."""
    with pytest.raises(BadData) as caught:
        rows(write(tmp_path, name, text))
    found = {(str(problem.place), problem.message) for problem in caught.value.problems}
    assert ("map.yaml:3:1", f'{name} has no column "what"') in found
    assert ("map.yaml:4:1", f'{name} has no column "day"') in found
    if text:
        assert caught.value.problems[0].hint == "the columns are who, when"


def test_parquet_without_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyarrow is missing, one line says how to get it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(GraphkitError, match=r"pip install 'graphkit-diplomacy\[bulk\]'"):
        rows(write(tmp_path, "a.parquet", b""))
