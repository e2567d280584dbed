"""``graphkit query``."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.messages import counted
from graphkit.cli.tables import FORMS, show_rows
from graphkit.errors import GraphkitError
from graphkit.query import (
    ENGINES,
    ROW_FORMS,
    TRIPLE_FORMS,
    Table,
    Triples,
    answer,
    engine,
    named_question,
    questions,
)
from graphkit.seeds.project import find_project, named_project

#: What can only be the name of a question: no query of SPARQL is one word.
_NAME = re.compile(r"[a-z0-9-]+")
_ROWS = tuple(dict.fromkeys((*FORMS, *ROW_FORMS)))
_STDIN = Path("-")


@click.command(epilog="Example: graphkit query 'SELECT ?state { ?state gk:recognized id:israel }'")
@click.argument("text", required=False)
@click.option(
    "-f", "--file", type=click.Path(path_type=Path), help="File with the query; - is stdin."
)
@click.option("--list", "listed", is_flag=True, help="List the named questions and exit.")
@click.option(
    "--data", type=click.Path(path_type=Path), multiple=True,
    help="RDF file to ask instead of the project, such as graph.ttl; may be given several times.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice((*_ROWS, *TRIPLE_FORMS)),
    help=f"Form of the answer: for SELECT and ASK one of {', '.join(_ROWS)}; for CONSTRUCT and "
    f"DESCRIBE one of {', '.join(TRIPLE_FORMS)}. The first of each by default.",
)  # fmt: skip
@click.option(
    "--engine", "by", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True,
    help="Which library answers.",
)  # fmt: skip
@click.option("--project", "folder", type=click.Path(path_type=Path), help="Folder of the project.")
@options.clocks
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    text: str | None,
    file: Path | None,
    listed: bool,  # noqa: FBT001 - click gives it by name
    data: tuple[Path, ...],
    form: str | None,
    by: str,
    folder: Path | None,
    as_of: dt.date | None,
    known_by: dt.date | None,
) -> None:
    """Ask the graph, or RDF files, in SPARQL.

    TEXT is the query, or the name of a question that --list shows; without it the query is read
    from stdin. The prefixes gk:, id:, fact:, stage:, evidence:, source:, dispute:, rdf:, rdfs:,
    skos:, prov:, dcat:, dcterms:, edtf: and xsd: are known.
    """
    if listed:
        if text is not None or file or data:
            raise click.UsageError("--list asks nothing: leave out TEXT, -f and --data")
        _list(form)
        return
    words = _query_text(text, file)
    if data and (folder or as_of or known_by):
        raise click.UsageError("--data asks files: leave out --project, --as-of and --known-by")
    asked = engine(by)
    if data:
        result = answer(asked.of_files(data), words, by=asked)
    else:
        root = named_project(folder) if folder else find_project(Path())
        graph = options.at(open_project(root), as_of, known_by).graph
        result = answer(asked.of_graph(graph), words, graph.info.base, by=asked)
    _show(result, form)


def _list(form: str | None) -> None:
    if form not in {None, *FORMS}:
        raise click.UsageError(f"a list has no form {form}: choose one of {', '.join(FORMS)}")
    rows = [(question.name, question.title, question.question) for question in questions()]
    show_rows(("name", "title", "question"), rows, form or FORMS[0])


def _query_text(text: str | None, file: Path | None) -> str:
    if text is not None and file is not None:
        raise click.UsageError("the query is given twice: leave out TEXT or -f")
    if text is not None:
        return named_question(text).text if _NAME.fullmatch(text) else text
    if file is None and sys.stdin.isatty():
        raise click.UsageError("give the query as text, by its name, with -f FILE, or on stdin")
    name = "stdin" if file in {None, _STDIN} else str(file)
    try:
        if name == "stdin":
            return sys.stdin.buffer.read().decode("utf-8")
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphkitError(f"{name} cannot be read: {error}") from error


def _show(result: Table | Triples, form: str | None) -> None:
    if isinstance(result, Triples):
        if form in _ROWS:
            known = ", ".join(TRIPLE_FORMS)
            raise GraphkitError(f"the answer is triples, which {form} cannot hold: choose {known}")
        click.echo(result.text(form or next(iter(TRIPLE_FORMS))).encode("utf-8"), nl=False)
    elif form in TRIPLE_FORMS:
        known = ", ".join(_ROWS)
        raise GraphkitError(f"the answer is rows, which {form} cannot hold: choose {known}")
    elif form and form in ROW_FORMS:
        click.echo(result.text(form).encode("utf-8"), nl=False)
    else:
        show_rows(result.columns, result.rows, form or FORMS[0])
        click.echo(counted(len(result.rows), "row"), err=True)
