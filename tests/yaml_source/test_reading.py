"""What is read: values, places, line ends, files."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from graphkit.problems import Severity
from graphkit.yaml_source import Scalar, Sequence, parse_yaml, parsers, read_yaml
from tests.yaml_source.both import found, mapping, placed, read_both, values

FACTS = """\
# facts
facts:
  - subject: kazakhstan
    date: "1992?"
    evidence: [{source: anadolu, at: p9}, 'it''s']
    note: |
      one
       two
  - {subject: a, note: Who signed?}
"""


def test_every_scalar_stays_text() -> None:
    """Nothing is turned into a number, a date, a truth value or nothing."""
    texts = ["NO", "yes", "1992", "010", "1.10", "1_000", "12:30:45", "~", "null", "=", "0x1F"]
    assert values("\n".join(f"- {text}" for text in texts)) == texts


def test_values_of_every_style() -> None:
    """Block and flow collections, quoted, folded and literal text are read."""
    assert values(FACTS) == {
        "facts": [
            {
                "subject": "kazakhstan",
                "date": "1992?",
                "evidence": [{"source": "anadolu", "at": "p9"}, "it's"],
                "note": "one\n two\n",
            },
            {"subject": "a", "note": "Who signed?"},
        ]
    }


def test_places_count_from_one_in_code_points() -> None:
    """A value knows its line and its column; letters beyond ASCII count as one each."""
    value, _ = read_both("é\U0001f468: [ü, x]\n")
    entry = mapping(value).entries["é\U0001f468"]
    assert (entry.key.line, entry.key.column) == (1, 1)
    assert isinstance(entry.value, Sequence)
    assert [(item.line, item.column) for item in entry.value.items] == [(1, 6), (1, 9)]


def test_flow_and_plain_are_told() -> None:
    """Brackets and quotes can be told from their absence, as the date set needs it."""
    value, _ = read_both("date: [2025-11-06..2025-11-09]\nquoted: '1'\nblock: |\n  x\n")
    entries = mapping(value).entries
    assert isinstance(entries["date"].value, Sequence)
    assert entries["date"].value.flow
    assert not mapping(value).flow
    plain = [entry.value.plain for entry in entries.values() if isinstance(entry.value, Scalar)]
    assert plain == [False, False]


def test_an_empty_value_is_empty_text_at_its_key() -> None:
    """A value left out is plain text without characters, in block and in flow style."""
    value, problems = read_both("a:\nb: {c: , d}\n")
    assert problems == []
    entries = mapping(value).entries
    assert placed(entries["a"].value) == ((1, 1), "", True)
    assert placed(mapping(entries["b"].value).entries["c"].value) == ((2, 5), "", True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_change_nothing(end: str, mark: bytes) -> None:
    """LF, CRLF and CR give the same values and places, with or without a mark."""
    value, problems = read_both(mark + FACTS.replace("\n", end).encode())
    assert problems == []
    assert placed(value) == placed(read_both(FACTS)[0])


def test_tabs_part_words_in_both_parsers() -> None:
    """A tab after a colon, within text and before a comment is a blank."""
    assert values("a:\tb\tc\t# d\ne: [\tf,\tg]\n") == {"a": "b\tc", "e": ["f", "g"]}


def test_one_document_may_have_its_marks() -> None:
    """The lines --- and ... around the only document are fine."""
    assert values("---\na: b\n...\n# end\n") == {"a": "b"}


def test_sharp_begins_a_comment_only_after_a_blank() -> None:
    """The text after a blank and # is left out, as YAML has it."""
    assert values("a: b#c #242\n") == {"a": "b#c"}


def test_other_scripts_and_emoji_are_text() -> None:
    """Arabic, Persian with its joiner, Chinese and joined emoji are kept as they are."""
    text = "محمد می‌خواهم 中国 👨‍👩‍👧 no\u00a0break “curly”"
    assert values(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize("source", ["", "\n\n", "# nothing\n", "---\n", "---\n...\n", "\ufeff"])
def test_an_empty_file_is_a_warning(source: str) -> None:
    """A file without data has no value and one warning, which blocks nothing."""
    value, problems = read_both(source)
    assert value is None
    assert [(p.code, p.severity) for p in problems] == [("empty-file", Severity.WARNING)]


def test_values_show_their_text_and_place() -> None:
    """A failed test of someone else can print what it got."""
    value, _ = read_both("a: [b]\n")
    assert repr(value) == "Mapping({'a': Sequence([Scalar('b' at 1:5)] at 1:4)} at 1:1)"
    assert repr(Scalar("x", 1, 2, plain=True)) == "Scalar('x' at 1:2)"


def test_frozen_objects_stay_frozen() -> None:
    """A program that froze its objects, as before a fork, finds them so."""
    gc.freeze()
    try:
        parse_yaml(b"a: b", "a")
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()


def test_the_collector_is_left_as_it_was() -> None:
    """Reading pauses the garbage collector, and only if it ran."""
    parse_yaml(b"a: b", "a")
    assert gc.isenabled()
    gc.disable()
    try:
        parse_yaml(b"a: [", "a")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_pure_parser_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PyYAML that was built without libyaml reads the same."""
    monkeypatch.setattr(parsers, "WITH_LIBYAML", False)
    assert type(parsers.open_events("a", pure=False).__self__).__name__ == "_PureParser"  # type: ignore[attr-defined] # a bound method
    assert values(FACTS)


def test_read_yaml_reads_a_file(tmp_path: Path) -> None:
    """A file is read; its problems bear the name that was given."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\na: 2\n")
    value, problems = read_yaml(path, "seeds/a.yaml")
    assert list(mapping(value).entries) == ["a"]
    assert [str(problem.place) for problem in problems] == ["seeds/a.yaml:2:1"]


@pytest.mark.parametrize("name", ["missing.yaml", ".", "a\0b", "x" * 300, "a.yaml/b"])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, name: str) -> None:
    """A missing file, a folder or a name that cannot be is no exception."""
    (tmp_path / "a.yaml").write_bytes(b"")
    value, problems = read_yaml(tmp_path / name, "seeds/a.yaml")
    assert value is None
    assert [(p.code, p.place.path) for p in problems] == [("unreadable-file", "seeds/a.yaml")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """A named pipe, on which a reader would wait for ever, is refused."""
    os.mkfifo(tmp_path / "pipe.yaml")
    _, problems = read_yaml(tmp_path / "pipe.yaml", "pipe.yaml")
    assert [problem.code for problem in problems] == ["unreadable-file"]


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """The size of a file decides, and so do bytes beyond the limit."""
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(5_000_001)
    assert [problem.code for problem in read_yaml(path, "a")[1]] == ["file-too-large"]
    assert found(b"#" * 5_000_001) == [("file-too-large", 1, 1)]
    assert found(b"#" * 4_999_999) == [("empty-file", 1, 1)]
