"""The view as N-Triples: what Turtle says, one triple a line, for stream processing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

from graphkit.projections.rdf.terms import Block, Line, ntriples, prefixes
from graphkit.projections.rdf.triples import blocks
from graphkit.views import View


def ntriples_text(view: View, found: Iterable[Block] | None = None) -> Iterator[str]:
    """Yield N-Triples (RDF 1.1), one subject at a time, in the order of Turtle.

    Lines are canonical, so that sorted they are those of any other canonical writer:
    https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples

    Args:
        view: What to write.
        found: A part of its blocks; by default all of them.
    """
    namespaces = prefixes(view.records.info.base)
    write = _writer(namespaces)
    for name, lines in blocks(view) if found is None else found:
        subject = ntriples(name, namespaces)
        yield "".join([f"{subject} {write(line)} .\n" for line in lines])


def _writer(namespaces: Mapping[str, str]) -> Callable[[Line], str]:
    """Return what writes a line; those of days, stages and sources stand under many subjects."""
    predicates: dict[str, str] = {}

    @functools.lru_cache(maxsize=1 << 10)
    def write(line: Line) -> str:
        name, _, value = line.partition(" ")
        predicate = predicates.get(name)
        if predicate is None:
            predicate = predicates[name] = ntriples(name, namespaces)
        return f"{predicate} {ntriples(value, namespaces)}"

    return write
