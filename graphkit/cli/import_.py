"""``graphkit import``: the group; each kind of file has a module of its own."""

from __future__ import annotations

import click

from graphkit.cli.lazy import LazyGroup

#: What can be imported, with its line of help. The command ``name`` is the function ``command``
#: in ``graphkit.cli.import_name``.
KINDS = {
    "events": "Make facts of a table of dated events.",
    "wikidata": "Make facts of Wikidata's entities.",
}


@click.group(
    cls=LazyGroup,
    listed=KINDS,
    home="graphkit.cli.import_",
    epilog="Example: graphkit import events icews.tsv --mapping icews -o events",
)
def command() -> None:
    """Make facts of tables of events, and of Wikidata.

    What could not be taken over is told on stderr, by reason and with samples.
    """
