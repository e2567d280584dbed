"""The formats: one module and one line each.

A module holds ``EXPORTER``, an `Exporter`. The command's choices, ``graphkit export all``, the
docs and the contract tests follow this list.
"""

from __future__ import annotations

from graphkit.exporters import (
    csv_tables,
    cytoscape,
    dot,
    gexf,
    graphml,
    html,
    jsonld,
    markdown,
    mermaid,
    ntriples,
    svg,
    trig,
    turtle,
)
from graphkit.exporting import Exporter

#: Every format, in the order in which ``export all`` and ``build`` write them.
EXPORTERS: tuple[Exporter, ...] = (
    turtle.EXPORTER,
    ntriples.EXPORTER,
    trig.EXPORTER,
    jsonld.EXPORTER,
    graphml.EXPORTER,
    gexf.EXPORTER,
    csv_tables.EXPORTER,
    cytoscape.EXPORTER,
    mermaid.EXPORTER,
    dot.EXPORTER,
    svg.EXPORTER,
    markdown.EXPORTER,
    html.EXPORTER,
)


def exporter(name: str) -> Exporter:
    """Return the format of a name in `EXPORTERS`; KeyError for another name."""
    return {exporter.name: exporter for exporter in EXPORTERS}[name]
