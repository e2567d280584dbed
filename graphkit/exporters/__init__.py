"""The formats: one module and one line each.

A module holds ``EXPORTER``, an `Exporter`. The command's choices, ``graphkit export all``, the
docs and the contract tests follow this list.
"""

from __future__ import annotations

from graphkit.exporters import graphml, html, turtle
from graphkit.exporting import Exporter

#: Every format, in the order in which ``export all`` and ``build`` write them.
EXPORTERS: tuple[Exporter, ...] = (
    turtle.EXPORTER,
    graphml.EXPORTER,
    html.EXPORTER,
)


def exporter(name: str) -> Exporter:
    """Return the format of a name in `EXPORTERS`; KeyError for another name."""
    return {exporter.name: exporter for exporter in EXPORTERS}[name]
