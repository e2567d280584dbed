"""SPARQL over the graph or over RDF files, by either of two engines, and the named questions.

A query is guarded before an engine sees it: see `graphkit.query.guard`.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from graphkit.graph import Graph
from graphkit.identifiers import BASE
from graphkit.projections.rdf.terms import prefixes
from graphkit.query.guard import MAX_DEPTH, MAX_QUERY, guard
from graphkit.query.named import Question, named_question, questions
from graphkit.query.results import ROW_FORMS, TRIPLE_FORMS, Table, Triples

T = TypeVar("T")

#: The engines, the default first; each is a module of this package.
ENGINES = ("oxigraph", "rdflib")

#: Bytes of stack to answer on. Oxigraph goes one call deeper for each link of a chain, such as
#: ``1||1||1``, and ends the process where the stack ends: this is twice what the longest takes.
_STACK = 256 << 20


class Engine(Protocol):
    """What a module of an engine has; the data is its own kind of store."""

    def of_graph(self, graph: Graph) -> Any:  # noqa: ANN401 - see above
        """Return the triples of a graph, ready to be asked."""

    def of_files(self, paths: Sequence[Path]) -> Any:  # noqa: ANN401 - see above
        """Return the triples of RDF files."""

    def ask(
        self,
        data: Any,  # noqa: ANN401 - see above
        text: str,
        known: Mapping[str, str],
        most: int | None,
    ) -> Table | Triples:
        """Answer a query."""


def engine(name: str = ENGINES[0]) -> Engine:
    """Return an engine by its name; a heavy one is imported only here."""
    module: Engine = importlib.import_module(f"graphkit.query.{name}")
    return module


def answer(
    data: Any,  # noqa: ANN401 - the store of the engine
    text: str,
    base: str = BASE,
    *,
    by: Engine | None = None,
    most: int | None = None,
) -> Table | Triples:
    """Answer a query.

    Args:
        data: What to ask: what the engine's ``of_graph`` or ``of_files`` gave.
        text: SPARQL 1.1; the prefixes of `graphkit.projections.rdf.terms.prefixes` are known.
        base: Namespace of the project's ids.
        by: The engine; Oxigraph by default.
        most: How many rows or triples to give at most; by default all.

    Returns:
        A table for SELECT and ASK, triples for CONSTRUCT and DESCRIBE.

    Raises:
        BadQuery: The text is no query, or one that would leave the machine.
    """
    return on_a_deep_stack(lambda: answer_here(data, text, base, by=by, most=most))


def answer_here(
    data: Any,  # noqa: ANN401 - the store of the engine
    text: str,
    base: str = BASE,
    *,
    by: Engine | None = None,
    most: int | None = None,
) -> Table | Triples:
    """Answer as `answer` does, by a caller that is `on_a_deep_stack` already."""
    guard(text)
    return (by or engine()).ask(data, text, prefixes(base), most)


def on_a_deep_stack(run: Callable[[], T]) -> T:
    """Return what a function returns, called where queries have room to be parsed."""
    found: list[T] = []
    failed: list[Exception] = []

    def keep() -> None:
        try:
            found.append(run())
        except Exception as error:  # noqa: BLE001 - raised again where the answer is awaited
            failed.append(error)

    usual = threading.stack_size(_STACK)
    try:
        worker = threading.Thread(target=keep, daemon=True)
        worker.start()
    finally:
        threading.stack_size(usual)
    worker.join()
    for error in failed:
        raise error
    (result,) = found
    return result


__all__ = [
    "ENGINES",
    "MAX_DEPTH",
    "MAX_QUERY",
    "ROW_FORMS",
    "TRIPLE_FORMS",
    "Engine",
    "Question",
    "Table",
    "Triples",
    "answer",
    "answer_here",
    "engine",
    "named_question",
    "on_a_deep_stack",
    "questions",
]
