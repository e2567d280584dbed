"""The view as Turtle text, in a form that changes only where the facts do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.projections.rdf.terms import Block, prefixes
from graphkit.projections.rdf.triples import blocks
from graphkit.views import View


def turtle_text(view: View, found: Iterable[Block] | None = None) -> Iterator[str]:
    """Yield Turtle (RDF 1.1): the prefixes, then one subject at a time.

    Each ``predicate object ;`` has a line of its own and the full stop the last line alone,
    so that one changed triple is one changed line.

    Args:
        view: What to write.
        found: A part of its blocks; by default all of them.
    """
    namespaces = prefixes(view.records.info.base)
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in namespaces.items())
    for block in blocks(view) if found is None else found:
        yield block_text(block)


def block_text(block: Block) -> str:
    """Return a subject with its triples, an empty line in front."""
    subject, lines = block
    told = " ;\n    ".join(lines)
    return f"\n{subject}\n    {told} ;\n.\n"
