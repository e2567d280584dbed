"""The direct triples: one line for the simple question, of the facts that hold.

They are made entity by entity. In between, only an index of the facts is kept, so that memory
hardly grows with the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graphkit.model import Fact
from graphkit.ontology import Group
from graphkit.projections.rdf.lines import Lines, object_term
from graphkit.views import View


class DirectTriples:
    """The direct triples of one view."""

    def __init__(self, view: View) -> None:
        """Note the facts that hold by each entity that one of their triples begins with.

        That is the subject, and for a symmetric relation the object too.
        """
        self._view = view
        self._facts: defaultdict[str, list[Fact]] = defaultdict(list)
        self._predicates: dict[tuple[str, bool], list[str]] = {}
        relations = view.ontology.relations
        for fact in view.records.facts.values():
            if view.holds(fact):
                self._facts[fact.subject].append(fact)
                symmetric = relations[fact.relation].symmetric
                if symmetric and fact.object and fact.object != fact.subject:
                    self._facts[fact.object].append(fact)

    def entities(self) -> list[str]:
        """Return the ids of the entities that facts say something of, sorted."""
        return sorted(self._facts)

    def lines(self, entity: str) -> Lines:
        """Return what the facts that hold say of an entity."""
        lines: Lines = []
        for fact in self._facts.get(entity, ()):
            state = self._view.states[fact.id]
            committed = state is not None and state.step.group is Group.COMMITTED
            other = object_term(fact) if fact.subject == entity else f"id:{fact.subject}"
            for predicate in self._of(fact.relation, committed=committed and bool(fact.object)):
                lines.append(f"{predicate} {other}")
        return lines

    def _of(self, name: str, *, committed: bool) -> Iterable[str]:
        """Return the predicates of a relation: its own, and those of the ones above it."""
        found = self._predicates.get((name, committed))
        if found is None:
            relations = self._view.ontology.relations
            found = [relations[each].iri for each in (name, *relations[name].ancestors)]
            found += ["gk:committedTo"] if committed else []
            self._predicates[name, committed] = found
        return found
