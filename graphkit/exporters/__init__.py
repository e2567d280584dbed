"""The formats: one module and one line each.

A module holds ``EXPORTER``, an `Exporter`. The command's choices, ``graphkit export all``, the
docs and the contract tests follow this list. A module is imported when its format is asked for:
all of them together take as long to import as a small project takes to be exported.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.exporting import Exporter

    #: Every format, in the order in which ``export all`` and ``build`` write them.
    EXPORTERS: tuple[Exporter, ...]

#: The name of every format and the module that makes it, in the order of `EXPORTERS`.
_MODULES = {
    "turtle": "turtle",
    "ntriples": "ntriples",
    "trig": "trig",
    "jsonld": "jsonld",
    "graphml": "graphml",
    "gexf": "gexf",
    "csv": "csv_tables",
    "cytoscape": "cytoscape",
    "mermaid": "mermaid",
    "dot": "dot",
    "svg": "svg",
    "markdown": "markdown",
    "html": "html",
}
NAMES = tuple(_MODULES)
#: The other forms of formats, each with its format: named here, an option needs no module.
VARIANTS = {"neo4j": "csv", "spreadsheet": "csv", "flat": "csv", "dark": "svg"}


def exporter(name: str) -> Exporter:
    """Return the format of a name in `NAMES`; KeyError for another name."""
    found: Exporter = importlib.import_module(f"{__name__}.{_MODULES[name]}").EXPORTER
    return found


def __getattr__(name: str) -> tuple[Exporter, ...]:
    """Give `EXPORTERS`, which imports every module."""
    if name != "EXPORTERS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return tuple(map(exporter, NAMES))
