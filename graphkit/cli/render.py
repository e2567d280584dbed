"""``graphkit render``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from graphkit.build import STDOUT, export_page, export_picture, open_project
from graphkit.cli import options, picture
from graphkit.cli.messages import show_warnings, shown_path

_HELP = """Make the interactive page, one HTML file that works offline, or a still picture.

The page always holds everything; --as-of and --known-by set where its two clocks start.
A picture is of the view by these clocks.

\b
render                     exports/graph.html
render --since v1.0        the same, with what was added, corrected and withdrawn in
                           the data since a revision; what happened between two days
                           every page can tell
render --embed             exports/graph-embed.html for a frame in another page: no
                           head, legend and dossier on demand
render --texts ~/texts     exports/graph-private.html with the words that the evidence
                           points at; they belong to the publishers of the sources, so
                           it says that it is private
render --format svg        exports/graph.svg, a still picture of the view on its day
render --format png        the same as exports/graph.png, fit for print; for a card in a
                           feed add --size 1200x630 --scale 1
"""


@click.command(
    help=_HELP, epilog="Example: graphkit render --as-of 2020-12-31 -o accords-2020.html"
)
@options.project
@options.clocks
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    help="Folder of the texts: makes a private page that quotes the passages.",
)
@click.option(
    "--since",
    metavar="REVISION",
    help="A git revision of the project: the page tells what changed in the data since.",
)
@click.option("--embed", is_flag=True, help="Make the page for a frame in another page.")
@click.option(
    "--focus",
    metavar="ENTITY",
    help="Open on this entity and its neighbours; a page of more than 3,000 always opens on one.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(picture.FORMATS),
    default=picture.HTML,
    help="The page, or a still picture of the view.",
)
@click.option(
    "--size",
    type=picture.Size(),
    metavar="WIDTHxHEIGHT",
    help="Of a picture, in pixels; 1600x1000 by default.",
)
@click.option(
    "--scale",
    type=click.FloatRange(0.1, 20),
    help="Pixels of a PNG for each of its size; by default enough for print.",
)
@click.option("--dark", is_flag=True, help="Draw a picture in the colours of the dark theme.")
@options.output
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option, and click gives them by name
    root: Path,
    as_of: dt.date | None,
    known_by: dt.date | None,
    texts: Path | None,
    since: str | None,
    embed: bool,  # noqa: FBT001 - click's signature
    focus: str | None,
    format_: str,
    size: tuple[int, int] | None,
    scale: float | None,
    dark: bool,  # noqa: FBT001 - the same
    output: Path | None,
) -> None:
    """Make the page that was asked for."""
    if embed and texts:
        raise click.UsageError(
            "a page that quotes the texts is private and not for embedding: "
            "leave out --texts or --embed"
        )
    if since == "":
        raise click.UsageError("--since names no revision: give a tag, a branch or a commit")
    if focus == "":
        raise click.UsageError("--focus names no entity: give its id, its name or an alias")
    still = picture.asked(format_, size, scale, dark=dark)
    if still:
        picture.refuse_page_options(texts=texts, since=since, embed=embed, focus=focus)
    opened = options.at(open_project(root), as_of, known_by)
    show_warnings(opened)
    if still:
        drawn = export_picture(opened, still, output, marks=picture.marks(still, as_of, known_by))
        if drawn.path != STDOUT:
            click.echo(f"{shown_path(drawn.path)}: {opened.graph.summary}")
        return
    page = export_page(
        opened, output, texts=texts, since=since or "", embed=embed, focus=focus or ""
    )
    if page.path != STDOUT:
        click.echo(f"{shown_path(page.path)}: {opened.graph.whole.summary}")
