"""Each thing of the graph under its own name: what is said of it, and where the page shows it.

What is said of a thing is what stands under it in the Turtle export, and of what hangs on it as
much as a reader needs to go on:

============  =================================================================
thing         with it come
============  =================================================================
the dataset   nothing
entity        the facts in which it is subject or object, each without stages
fact          its stages and their evidence
stage         its evidence
evidence      nothing
source        nothing
dispute       its positions and their evidence
position      its evidence
============  =================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graphkit.graph import Graph
from graphkit.projections.rdf.facts import RecordTriples
from graphkit.projections.rdf.jsonld import jsonld_text
from graphkit.projections.rdf.ntriples import ntriples_text
from graphkit.projections.rdf.terms import Block, prefixes
from graphkit.projections.rdf.triples import blocks
from graphkit.projections.rdf.turtle import turtle_text
from graphkit.query import Triples

#: How a line begins that names a piece of evidence.
_EVIDENCE = "gk:evidence "
#: What writes a part of the graph by itself, by form.
_TEXTS = {"turtle": turtle_text, "ntriples": ntriples_text, "jsonld": jsonld_text}


class Things:
    """The things of a graph by their local names, such as ``kazakhstan`` or ``fact/…``.

    Facts and disputes are turned into triples when they are asked for; there are too many of
    them to keep.
    """

    def __init__(self, graph: Graph) -> None:
        """Note what there is."""
        self._view = graph.view
        self._triples = RecordTriples(self._view)
        self._namespaces = prefixes(graph.info.base)
        dataset = f"<{graph.info.base}>"
        #: The few that are kept: the dataset, entities and sources.
        self._kept = {
            "" if subject == dataset else _local(subject): block
            for block in blocks(self._view)
            if (subject := block[0]) == dataset or subject.startswith(("id:", "source:"))
        }
        #: Which fact or dispute a name is written under.
        self._owners: dict[str, str] = {}
        self._facts: defaultdict[str, list[str]] = defaultdict(list)
        for fact in self._view.records.facts.values():
            owner = f"fact/{fact.id}"
            self._owners[owner] = owner
            for end in sorted({fact.subject, fact.object} - {""}):
                self._facts[end].append(fact.id)
            for stage in fact.stages:
                name = stage.local_name(fact.id)
                self._owners[f"stage/{name}"] = owner
                for item in stage.evidence:
                    self._owners[f"evidence/{item.local_name(name)}"] = owner
        for dispute in self._view.records.disputes.values():
            owner = f"dispute/{dispute.id}"
            self._owners[owner] = owner
            for position in dispute.positions:
                self._owners[f"dispute/{position.local_name(dispute.id)}"] = owner
                for item in position.evidence:
                    self._owners[f"evidence/{item.local_name(dispute.id)}"] = owner

    def anchor(self, name: str) -> str | None:
        """Return the part of the page's address that opens a thing, such as ``entity:kazakhstan``.

        Evidence, stages and positions are shown with the fact or dispute they belong to. The
        dataset is the page itself, an empty text. None for a name that is of nothing.
        """
        if name in self._kept:
            kind, _, local = name.rpartition("/")
            return f"{kind or 'entity'}:{local}" if local else ""
        owner = self._owners.get(name)
        return owner.replace("/", ":", 1) if owner else None

    def text(self, name: str, form: str) -> str | None:
        """Return what is said of a thing, in one of `graphkit.query.TRIPLE_FORMS`.

        None for a name that is of nothing.
        """
        found = self._blocks(name)
        if found is None:
            return None
        if form in _TEXTS:
            return "".join(_TEXTS[form](self._view, found))
        lines = "".join(ntriples_text(self._view, found)).splitlines(keepends=True)
        return Triples(tuple(sorted(set(lines))), self._namespaces).text(form)

    def _blocks(self, name: str) -> Sequence[Block] | None:
        """Return the block of a thing, then those of what hangs on it."""
        if name in self._kept:
            facts = [next(iter(self._owned(f"fact/{fact}"))) for fact in self._facts.get(name, ())]
            return [self._kept[name], *facts]
        owner = self._owners.get(name)
        if owner is None:
            return None
        found = self._owned(owner)
        if name == owner:
            return found
        by_name = {_local(block[0]): block for block in found}
        linked = {
            _local(line.removeprefix(_EVIDENCE))
            for line in by_name[name][1]
            if line.startswith(_EVIDENCE)
        }
        return [by_name[name], *(by_name[each] for each in sorted(linked & by_name.keys()))]

    def _owned(self, owner: str) -> list[Block]:
        """Return the blocks of a fact or dispute and of all that is written under it."""
        kind, _, identifier = owner.partition("/")
        records = self._view.records
        found = (
            self._triples.fact(records.facts[identifier])
            if kind == "fact"
            else self._triples.dispute(records.disputes[identifier])
        )
        return list(found)


def _local(subject: str) -> str:
    """Return ``fact/…`` for ``fact:…``, and a bare id for ``id:…``."""
    prefix, _, name = subject.partition(":")
    return name if prefix == "id" else f"{prefix}/{name}"
