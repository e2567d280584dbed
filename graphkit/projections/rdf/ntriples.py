"""The view as N-Triples: what Turtle says, one triple a line, for stream processing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.projections.rdf.terms import Block, ntriples, prefixes
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
    for name, pairs in blocks(view) if found is None else found:
        subject = ntriples(name, namespaces)
        yield "".join(
            f"{subject} {ntriples(predicate, namespaces)} {ntriples(value, namespaces)} .\n"
            for predicate, value in pairs
        )
