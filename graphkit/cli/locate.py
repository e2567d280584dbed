"""``graphkit locate``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.build import open_project
from graphkit.cli import options
from graphkit.cli.messages import show_problems, show_warnings
from graphkit.cli.tables import FORMS, show_rows
from graphkit.reading.folding import first_words
from graphkit.reading.locate import locate


@click.command(epilog='Example: graphkit locate anadolu-kazakhstan "Soviet Union" --texts ~/texts')
@click.argument("source")
@click.argument("words")
@options.texts
@options.project
@options.form
def command(source: str, words: str, texts: Path, root: Path, form: str) -> None:
    """Find words in the text of a source.

    SOURCE is its id. Gives the locators of WORDS: of the paragraph, and of the words in it. Case,
    accents, blanks and the kind of quotes and dashes do not matter. Where the words are not
    found, stderr tells the nearest.
    """
    opened = open_project(root)
    show_warnings(opened)
    found = locate(opened.graph, texts, source, words)
    if found.problem:
        show_problems([found.problem], root)
    if not found.hits:
        near = found.nearest
        where = (
            f'the nearest are at {near.at}: "{first_words(near.words)}"' if near else "none near"
        )
        click.echo(f"no such words in {source}; {where}", err=True)
    if len(found.hits) == 1 and form == FORMS[0]:
        click.echo(f"{found.hits[0].paragraph}\n{found.hits[0].at}")
    elif found.hits or form != FORMS[0]:
        rows = [(str(hit.paragraph), str(hit.at), hit.context) for hit in found.hits]
        show_rows(("paragraph", "words", "context"), rows, form)
