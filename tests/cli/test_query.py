"""Tests of ``graphkit query``."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.running import Run, files

RECOGNIZED = "SELECT ?state { ?state gk:recognized id:israel }"


def test_table(run: Run, root: Path) -> None:
    """Rows are a table on stdout with names as they are written; their number is on stderr."""
    before = files(root)
    done = run("query", RECOGNIZED)
    assert (done.status, done.err) == (0, "1 row\n")
    head, line, row = (one.strip() for one in done.out.splitlines())
    assert (head, set(line), row) == ("state", {"─"}, "id:kazakhstan")
    assert files(root) == before


def test_brackets_in_a_value(run: Run, root: Path) -> None:
    """What looks like markup of the table is text."""
    text = "entities:\n  oman: {kind: state, name: '[red]Oman[/red]'}\n"
    (root / "seeds" / "more.yaml").write_text(text, encoding="utf-8")
    assert "[red]Oman[/red]" in run("query", "SELECT ?n { id:oman skos:prefLabel ?n }").out


@pytest.mark.usefixtures("root")
def test_csv_and_json(run: Run) -> None:
    """CSV and JSON are those of SPARQL 1.1, with nothing beside them."""
    done = run("query", RECOGNIZED, "--format", "csv")
    assert (done.status, done.err) == (0, "")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert rows == [["state"], ["https://w3id.org/graphkit/id/kazakhstan"]]
    done = run("query", RECOGNIZED, "--format", "json")
    assert (done.status, done.err) == (0, "")
    (row,) = json.loads(done.out)["results"]["bindings"]
    assert row["state"]["value"] == "https://w3id.org/graphkit/id/kazakhstan"


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("query", "answer"), [("ASK {}", "true"), ("ASK { id:a id:b 1 }", "false")]
)
def test_ask(run: Run, query: str, answer: str) -> None:
    """A yes and a no are both an answer: the command ends with 0."""
    done = run("query", query)
    assert done.status == 0
    assert answer in done.out
    assert run("query", query, "--format", "csv").out == f"{answer}\n"


@pytest.mark.usefixtures("root")
def test_construct(run: Run) -> None:
    """CONSTRUCT gives Turtle."""
    done = run("query", "CONSTRUCT WHERE { ?s gk:recognized ?o }")
    assert (done.status, done.err) == (0, "")
    assert "id:kazakhstan gk:recognized id:israel ." in done.out


def test_query_from_a_file(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The query may stand in a file or come by stdin."""
    (root / "ask.rq").write_text(RECOGNIZED, encoding="utf-8")
    expected = run("query", RECOGNIZED)
    assert run("query", "-f", "ask.rq") == expected
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RECOGNIZED.encode())))
    assert run("query", "-f", "-") == expected


def test_turtle_files(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turtle files are asked in place of a project, which need not be there."""
    run("export", "turtle", "-o", "graph.ttl")
    expected = run("query", RECOGNIZED)
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "graph.ttl").rename(outside / "graph.ttl")
    more = "<https://w3id.org/graphkit/id/oman> <https://w3id.org/graphkit/ontology#recognized> "
    (outside / "more.ttl").write_text(f"{more}<https://w3id.org/graphkit/id/israel> .", "utf-8")
    monkeypatch.chdir(outside)
    assert run("query", "--data", "graph.ttl", RECOGNIZED) == expected
    both = run("query", "--data", "graph.ttl", "--data", "more.ttl", RECOGNIZED)
    assert (both.status, both.err) == (0, "2 rows\n")


@pytest.mark.usefixtures("root")
def test_clocks(run: Run) -> None:
    """The clocks turn what direct triples there are."""
    assert run("query", RECOGNIZED, "--as-of", "1900-01-01").err == "0 rows\n"
    assert run("query", RECOGNIZED, "--known-by", "2025-11-06").err == "0 rows\n"
    assert run("query", RECOGNIZED, "--known-by", "2025-11-07").err == "1 row\n"


WRONG = [
    (["SELEKT ?s"], "query:1:"),
    (["SELECT * {\n ?s ?p }"], "query:2:"),
    (["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], "SERVICE"),
    (["INSERT DATA { id:a id:b 1 }"], "query:1:"),
    (["-f", "gone.rq"], "gone.rq cannot be read"),
    (["-f", "seeds"], "seeds cannot be read"),
    (["--data", "gone.ttl", "ASK {}"], "gone.ttl cannot be read as Turtle"),
    (["--data", "seeds/graph.yaml", "ASK {}"], "graph.yaml ends in .yaml, which is no RDF file"),
]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[" ".join(one) for one, _ in WRONG])
def test_bad_query(run: Run, arguments: list[str], words: str) -> None:
    """A query or a file that cannot be used ends with 2 and one line that says where."""
    done = run("query", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("graphkit: ")
    assert words in done.err
    assert done.err.count("\n") == 1


def test_query_that_is_no_text(run: Run, root: Path) -> None:
    """A query file in another encoding is one line."""
    (root / "ask.rq").write_bytes(b"ASK { ?s ?p 'Lom\xe9' }")
    done = run("query", "-f", "ask.rq")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


# ------------------------------------------------------------------------ engines, forms, files


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("query", "form", "start"),
    [
        (RECOGNIZED, "tsv", "?state\n<https://w3id.org/graphkit/id/kazakhstan>\n"),
        (RECOGNIZED, "xml", "<?xml"),
        (RECOGNIZED, "markdown", "| state |\n| --- |\n| id:kazakhstan |\n"),
        ("DESCRIBE id:kazakhstan", "turtle", "@prefix"),
        ("DESCRIBE id:kazakhstan", "ntriples", "<https://w3id.org/graphkit/id/kazakhstan> "),
        ("DESCRIBE id:kazakhstan", "jsonld", "["),
        ("DESCRIBE id:kazakhstan", "rdfxml", "<?xml"),
    ],
)
def test_both_engines_in_every_form(run: Run, query: str, form: str, start: str) -> None:
    """Each form comes out the same, whichever engine answers."""
    texts = {
        run("query", query, "--format", form, "--engine", name).out
        for name in ("oxigraph", "rdflib")
    }
    assert len(texts) == 1
    assert texts.pop().startswith(start)


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("query", "form", "words"),
    [
        (RECOGNIZED, "turtle", "the answer is rows, which turtle cannot hold: choose table, csv"),
        ("DESCRIBE id:x", "csv", "the answer is triples, which csv cannot hold: choose turtle"),
    ],
)
def test_a_form_for_another_answer(run: Run, query: str, form: str, words: str) -> None:
    """Rows have no form of triples, nor the other way round: one line names those there are."""
    done = run("query", query, "--format", form)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1


@pytest.mark.usefixtures("root")
def test_a_question_by_rdflib(run: Run) -> None:
    """A named question is answered by either engine."""
    ours = run("query", "who-may-join", "--format", "csv")
    others = run("query", "who-may-join", "--format", "csv", "--engine", "rdflib")
    assert ours.status == others.status == 0
    assert ours.out == others.out


@pytest.mark.usefixtures("root")
def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without TEXT and -f the query comes from stdin; on a terminal that is wrong use."""
    piped = io.TextIOWrapper(io.BytesIO(RECOGNIZED.encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert "id:kazakhstan" in run("query").out
    terminal = io.TextIOWrapper(io.BytesIO(b""))
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    done = run("query")
    assert done.status == 2
    assert "or on stdin" in done.err
    broken = io.TextIOWrapper(io.BytesIO(b"ASK { ?s ?p '\xff' }"))
    monkeypatch.setattr(sys, "stdin", broken)
    done = run("query")
    assert done.status == 2
    assert done.err.startswith("graphkit: stdin cannot be read")


@pytest.mark.parametrize("name", ["ntriples", "trig", "jsonld"])
def test_other_files(run: Run, root: Path, name: str) -> None:
    """Any RDF export can be asked in place of the project."""
    made = run("export", name).out.strip()
    found = run("query", "--data", root / made, RECOGNIZED)
    assert (found.status, "id:kazakhstan" in found.out) == (0, True)


@pytest.mark.usefixtures("root")
def test_an_update(run: Run) -> None:
    """An update is named for what it is."""
    done = run("query", "INSERT DATA { id:a gk:b id:c }")
    assert (done.status, done.out) == (2, "")
    assert "INSERT is an update, and graphkit changes nothing" in done.err
