"""Tables are read as texts, row by row, and what is wrong with them has its place."""

from __future__ import annotations

import datetime as dt
import importlib
import math
import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from graphkit.errors import BadData, GraphkitError
from graphkit.importers import parquet
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
        ("a.tsv", b"who\twhat\tday\x0b\r\na\tb\x85\tc\r\n",
         r"a\.tsv:2: the byte 0x85 at offset 18 is"),
        ("a.tsv", b"who\twhat\tday\na\tb\tc\n\xff", r"a\.tsv:3: the byte 0xFF at offset 19"),
        ("a.tsv", b"", r"a\.tsv is empty: get"),
        ("a.csv", b"\n \r\n", r"a\.csv is empty"),
        ("a.jsonl", b"\n", r"a\.jsonl is empty"),
        ("a.csv.gz", b"", r"a\.csv\.gz is no table .*: unpack it"),
        ("a.xlsx", b"", r"a\.xlsx is no table .*: save it as CSV"),
        ("a.csv", b"who\twhat\tday\n", r"a\.csv:1: .* between tabs, not commas: .* in \.tsv"),
        ("a.tsv", b"who,what,day\n", r"a\.tsv:1: .* between commas, not tabs: .* in \.csv"),
        ("a.tsv", b"\nwho;what;day\n", r"a\.tsv:2: .* between semicolons, not tabs: save"),
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
    with pytest.raises(BadTable, match=r"b\.tsv is not a file: save"):
        rows(tmp_path / "b.tsv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_pipe(tmp_path: Path) -> None:
    """A pipe is refused before it is read: its checksum would be that of nothing."""
    os.mkfifo(tmp_path / "a.tsv")
    with pytest.raises(BadTable, match="is not a file"):
        rows(tmp_path / "a.tsv")


def test_an_empty_table_whose_mapping_names_the_columns(tmp_path: Path) -> None:
    """It is told as empty too, and not as one of which nothing can be taken."""
    with pytest.raises(BadTable, match=r"a\.tsv is empty"):
        rows(write(tmp_path, "a.tsv", "\n"), mapping("tsv", COLUMNS))


def test_a_table_of_one_column(tmp_path: Path) -> None:
    """One column is no sign of a wrong format where its name is the one that is asked for."""
    assert len(rows(write(tmp_path, "a.csv", "a;b\nc\n"), mapping("", (), "a;b"))) == 1
    with pytest.raises(BadData):
        rows(write(tmp_path, "a.csv", "who\nc\n"))


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.tsv", "who\twhen\n"), ("a.csv", "who,when\n"), ("a.jsonl", '{"who": 1, "when": 2}\n'),
     ("a.jsonl", "[]\n")],
)  # fmt: skip
def test_missing_columns(name: str, text: str, tmp_path: Path) -> None:
    """Every column that the mapping names and the table lacks is told, at its place there."""
    with pytest.raises(BadData) as caught:
        rows(write(tmp_path, name, text))
    found = {(str(problem.place), problem.message) for problem in caught.value.problems}
    assert ("map.yaml:3:1", f'{name} has no column "what"') in found
    assert ("map.yaml:4:1", f'{name} has no column "day"') in found
    if "when" in text:
        assert caught.value.problems[0].hint == "the columns are who, when"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (Decimal("2015.00"), "2015"),
        (Decimal("1.50"), "1.50"),
        (math.nan, ""),
        (math.inf, "inf"),
        ("Fidži".encode(), "Fidži"),
    ],
)
def test_cells_of_parquet(who: object, text: str, tmp_path: Path) -> None:
    """What other programs write for whole numbers, missing ones and texts is read as that."""
    path = write_parquet(tmp_path / "a.parquet", {"who": [who], "a.b": ["c"]})
    assert rows(path, mapping("", (), "who", "a.b")) == [Row(1, None, {"who": text, "a.b": "c"})]


def test_rows_of_parquet_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day that no calendar of ours has, and a text that is none, are told with their row."""
    cells = [b"a", b"b\xff", b"c"]
    path = write_parquet(tmp_path / "a.parquet", {"who": cells})
    with pytest.raises(GraphkitError, match=r"a\.parquet:2: a cell .*mend it, or leave it empty"):
        rows(path, mapping("", (), "who"))
    arrow = importlib.import_module("pyarrow")
    monkeypatch.setattr(parquet, "_ROWS_AT_ONCE", 2)  # the row is counted from the file's first
    far = arrow.array([0, 0, 400_000_000], arrow.date32())
    path = write_parquet(tmp_path / "b.parquet", {"who": far})
    with pytest.raises(GraphkitError, match=r"b\.parquet:3: a cell .*out of range"):
        rows(path, mapping("", (), "who"))


def test_columns_of_parquet_that_cannot_be_read(tmp_path: Path) -> None:
    """Of two columns of one name neither is chosen; a list is no cell, unless nobody asks."""
    path = write_parquet(tmp_path / "a.parquet", {"who": [["a", "b"]], "day": ["c"]})
    with pytest.raises(GraphkitError, match=r"a\.parquet: each cell of the column 'who' is a list"):
        rows(path, mapping("", (), "who"))
    assert [row.cells for row in rows(path, mapping("", (), "day"))] == [{"day": "c"}]
    arrow = importlib.import_module("pyarrow")
    twice = arrow.Table.from_arrays([arrow.array(["a"]), arrow.array(["b"])], ["who", "who"])
    importlib.import_module("pyarrow.parquet").write_table(twice, path)
    with pytest.raises(GraphkitError, match="two columns are called 'who'"):
        rows(path, mapping("", (), "who"))


def test_parquet_without_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyarrow is missing, one line says how to get it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(GraphkitError, match=r"pip install 'graphkit-diplomacy\[bulk\]'"):
        rows(write(tmp_path, "a.parquet", b""))
