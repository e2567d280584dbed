# ruff: noqa: INP001 - docs/ is a folder of pages and no package; only its programs import this
"""Tables in Markdown, as the generated parts of the pages have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from graphkit.graph import Graph
from graphkit.ontology import Ontology

#: Writes a generated part of a page.
Part = Callable[[Ontology, Graph], str]


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, ending in an empty line."""
    head, *body = (f"| {' | '.join(map(_cell, line))} |\n" for line in [columns, *rows])
    return "".join([head, f"|{'---|' * len(columns)}\n", *body])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
