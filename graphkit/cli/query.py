"""``graphkit query``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.messages import counted
from graphkit.cli.tables import table
from graphkit.errors import GraphkitError
from graphkit.query import Table, answer, load_files
from graphkit.seeds.project import find_project, named_project


@click.command(epilog="Example: graphkit query 'SELECT ?state { ?state gk:recognized id:israel }'")
@click.argument("text", required=False)
@click.option(
    "-f", "--file", type=click.Path(path_type=Path), help="File with the query; - is stdin."
)
@click.option(
    "--data", type=click.Path(path_type=Path), multiple=True,
    help="Turtle file to ask instead of the project; may be given several times.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table",
    help="Form of the rows; CONSTRUCT and DESCRIBE give Turtle.",
)  # fmt: skip
@click.option("--project", "folder", type=click.Path(path_type=Path), help="Folder of the project.")
@options.clocks
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    text: str | None,
    file: Path | None,
    data: tuple[Path, ...],
    format_: str,
    folder: Path | None,
    as_of: dt.date | None,
    known_by: dt.date | None,
) -> None:
    """Ask the graph, or Turtle files, in SPARQL.

    TEXT is the query. The prefixes gk:, id:, fact:, rdf:, rdfs:, skos:, prov: and xsd: are known.
    """
    words = _query_text(text, file)
    if data and (folder or as_of or known_by):
        raise click.UsageError("--data asks files: leave out --project, --as-of and --known-by")
    if data:
        result = answer(load_files(data), words)
    else:
        root = named_project(folder) if folder else find_project(Path())
        graph = options.at(open_project(root), as_of, known_by).graph
        result = answer(graph.to_oxigraph(), words, graph.info.base)
    _show(result, format_)


def _query_text(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise click.UsageError("give the query as text, or with -f FILE")
    if text is not None:
        return text
    if file == Path("-"):
        return sys.stdin.read()
    try:
        return Path(str(file)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphkitError(f"{file} cannot be read: {error}") from error


def _show(result: Table | str, format_: str) -> None:
    if isinstance(result, str):
        click.echo(result, nl=False)
    elif format_ == "csv":
        click.echo(result.csv.encode("utf-8"), nl=False)
    elif format_ == "json":
        click.echo(result.json.encode("utf-8"), nl=False)
    else:
        click.echo(table(result.columns, result.rows), nl=False)
        click.echo(counted(len(result.rows), "row"), err=True)
