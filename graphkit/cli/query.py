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
from graphkit.query import Table, answer, load_files, named_question, questions
from graphkit.seeds.project import find_project, named_project

#: What can only be the name of a question: no query of SPARQL is one word.
_NAME = re.compile(r"[a-z0-9-]+")


@click.command(epilog="Example: graphkit query 'SELECT ?state { ?state gk:recognized id:israel }'")
@click.argument("text", required=False)
@click.option(
    "-f", "--file", type=click.Path(path_type=Path), help="File with the query; - is stdin."
)
@click.option("--list", "listed", is_flag=True, help="List the named questions and exit.")
@click.option(
    "--data", type=click.Path(path_type=Path), multiple=True,
    help="Turtle file to ask instead of the project; may be given several times.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMS), default=FORMS[0],
    help="Form of the rows; CONSTRUCT and DESCRIBE give Turtle.",
)  # fmt: skip
@click.option("--project", "folder", type=click.Path(path_type=Path), help="Folder of the project.")
@options.clocks
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    text: str | None,
    file: Path | None,
    listed: bool,  # noqa: FBT001 - click gives it by name
    data: tuple[Path, ...],
    form: str,
    folder: Path | None,
    as_of: dt.date | None,
    known_by: dt.date | None,
) -> None:
    """Ask the graph, or Turtle files, in SPARQL.

    TEXT is the query, or the name of a question that --list shows. The prefixes gk:, id:, fact:,
    rdf:, rdfs:, skos:, prov: and xsd: are known.
    """
    if listed:
        if text is not None or file or data:
            raise click.UsageError("--list asks nothing: leave out TEXT, -f and --data")
        show_rows(
            ("name", "title", "question"),
            [(q.name, q.title, q.question) for q in questions()],
            form,
        )
        return
    words = _query_text(text, file)
    if data and (folder or as_of or known_by):
        raise click.UsageError("--data asks files: leave out --project, --as-of and --known-by")
    if data:
        result = answer(load_files(data), words)
    else:
        root = named_project(folder) if folder else find_project(Path())
        graph = options.at(open_project(root), as_of, known_by).graph
        result = answer(graph.to_oxigraph(), words, graph.info.base)
    _show(result, form)


def _query_text(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise click.UsageError("give the query as text, by its name, or with -f FILE")
    if text is not None:
        return named_question(text).text if _NAME.fullmatch(text) else text
    if file == Path("-"):
        return sys.stdin.read()
    try:
        return Path(str(file)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphkitError(f"{file} cannot be read: {error}") from error


def _show(result: Table | str, form: str) -> None:
    if isinstance(result, str):
        click.echo(result, nl=False)
    elif form == "csv":
        click.echo(result.csv.encode("utf-8"), nl=False)
    elif form == "json":
        click.echo(result.json.encode("utf-8"), nl=False)
    else:
        show_rows(result.columns, result.rows, form)
        click.echo(counted(len(result.rows), "row"), err=True)
