"""graphkit: dated, sourced facts about diplomatic relations as one graph.

``load`` reads a project, ``read_turtle`` and ``read_graphml`` what was exported of one; everything
else is reached from the `Graph` they return. Names are imported when they are first used, so that
``graphkit --help`` loads no library it can spare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.graph import Graph, load
    from graphkit.importers import read_graphml, read_turtle

__all__ = ["Graph", "load", "read_graphml", "read_turtle"]

_READERS = ("read_graphml", "read_turtle")


def __getattr__(name: str) -> object:
    """Import a public name on its first use."""
    if name == "__version__":
        from importlib.metadata import version

        return version("graphkit-diplomacy")
    if name in _READERS:
        from graphkit import importers

        return getattr(importers, name)
    if name in __all__:
        from graphkit import graph

        return getattr(graph, name)
    raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
