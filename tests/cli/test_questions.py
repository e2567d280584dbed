"""Tests of ``graphkit query NAME`` and ``graphkit query --list``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from graphkit.cli.tables import FORMS
from graphkit.query import named_question, questions
from graphkit.resources import example_folder
from tests.cli.running import Run

SHIPPED = ("--project", str(example_folder()))


@pytest.mark.parametrize("form", FORMS)
def test_list(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Every question is listed with its title, in each form, and no project is needed."""
    monkeypatch.chdir(tmp_path)
    done = run("query", "--list", "--format", form)
    assert (done.status, done.err) == (0, "")
    for question in questions():
        for words in (question.name, question.title, question.question):
            assert words in done.out


def test_list_as_rows(run: Run) -> None:
    """As CSV and JSON the list has name, title and question of each."""
    rows = [(question.name, question.title, question.question) for question in questions()]
    listed = run("query", "--list", "--format", "csv").out
    assert [tuple(row) for row in csv.reader(io.StringIO(listed, newline=""))] == [
        ("name", "title", "question"),
        *rows,
    ]
    listed = run("query", "--list", "--format", "json").out
    assert [tuple(row.values()) for row in json.loads(listed)] == rows


@pytest.mark.parametrize("more", [["offices"], ["ASK {}"], ["-f", "-"], ["--data", "graph.ttl"]])
def test_list_asks_nothing(run: Run, more: list[str]) -> None:
    """The list beside a query is wrong use."""
    done = run("query", "--list", *more)
    assert (done.status, done.out) == (2, "")
    assert "--list asks nothing" in done.err


@pytest.mark.parametrize("form", FORMS)
def test_name(run: Run, form: str) -> None:
    """A name gives what the text of the question gives, in each form."""
    text = named_question("who-recognized-israel").text
    done = run("query", "who-recognized-israel", "--format", form, *SHIPPED)
    assert done.status == 0
    assert "anadolu-kazakhstan" in done.out
    assert done == run("query", text, "--format", form, *SHIPPED)


def test_rows_in_markdown(run: Run) -> None:
    """Rows in Markdown are a table on stdout; their number is on stderr."""
    done = run("query", "who-brokered-the-accords", "--format", "markdown", *SHIPPED)
    assert (done.status, done.err) == (0, "2 rows\n")
    head, line, *rows = done.out.splitlines()
    assert head == "| broker | date | speaker | source | at |"
    assert set(line) <= set("| -")
    assert rows[1].startswith("| First Trump administration | 2020 |")


def test_name_over_a_file(run: Run) -> None:
    """A named question may be asked of a Turtle file as well."""
    exported = example_folder() / "exports" / "graph.ttl"
    asked = run("query", "who-was-on-the-call", "--format", "csv", *SHIPPED)
    assert asked.out.count("\n") == 12
    assert run("query", "who-was-on-the-call", "--format", "csv", "--data", exported) == asked


def test_name_with_clocks(run: Run) -> None:
    """The clocks turn what a question is asked of."""
    arguments = ("query", "who-recognized-israel", *SHIPPED)
    assert run(*arguments).err == "2 rows\n"
    assert run(*arguments, "--known-by", "2025-11-06").err == "0 rows\n"


UNKNOWN = [
    ("who-recognised-israel", 'did you mean "who-recognized-israel"? '),
    ("members-on-a-da", 'did you mean "members-on-a-day"? '),
    ("select", ""),
    ("0", ""),
]


@pytest.mark.parametrize(("name", "hint"), UNKNOWN)
def test_unknown_name(run: Run, name: str, hint: str) -> None:
    """A word that is no name ends with 2 and one line with the nearest name."""
    done = run("query", name, *SHIPPED)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f'graphkit: there is no question "{name}": {hint}`graphkit query --list` shows all\n'
    )


@pytest.mark.parametrize("text", ["ASK", "Offices", "offices ", "../offices", "offices.rq", ""])
def test_what_is_no_name(run: Run, text: str) -> None:
    """What has other signs than a name is taken for SPARQL, and no file is looked for."""
    done = run("query", text, *SHIPPED)
    assert (done.status, done.out) == (2, "")
    assert "query:1:" in done.err


def test_broken_question(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question without its head is told by the path of its file."""
    (tmp_path / "odd.rq").write_text("SELECT * { ?s ?p ?o }\n", encoding="utf-8")
    monkeypatch.setattr("graphkit.query.named.questions_folder", lambda: tmp_path)
    done = run("query", "--list")
    assert (done.status, done.out) == (2, "")
    assert "odd.rq has no title and question on top" in done.err
