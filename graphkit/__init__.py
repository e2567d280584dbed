"""graphkit: dated, sourced facts about diplomatic relations as one graph.

``load`` reads a project, ``read_turtle`` and ``read_graphml`` what was exported of one; everything
else is reached from the `Graph` they return. Names are imported when they are first used, so that
``graphkit --help`` loads no library it can spare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.graph import Graph
    from graphkit.importers import read_graphml, read_turtle
    from graphkit.loading import load

__all__ = ["Graph", "load", "read_graphml", "read_turtle"]

_HOMES = {
    "Graph": "graphkit.graph",
    "load": "graphkit.loading",
    "read_graphml": "graphkit.importers",
    "read_turtle": "graphkit.importers",
}


def __getattr__(name: str) -> object:
    """Import a public name on its first use."""
    if name == "__version__":
        from importlib.metadata import version

        return version("graphkit-diplomacy")
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
