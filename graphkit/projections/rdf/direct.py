"""The direct triples: one line for the simple question, of the facts that hold.

They are made entity by entity. In between, only an index of the facts is kept, so that memory
hardly grows with the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graphkit.model import Fact
from graphkit.ontology import Group
from graphkit.projections.rdf.pairs import Pairs, object_term
from graphkit.views import View


def holding(view: View) -> Mapping[str, list[Fact]]:
    """Return the facts that hold, by each entity that one of their direct triples begins with.

    That is the subject, and for a symmetric relation the object too.
    """
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in view.records.facts.values():
        if view.holds(fact):
            found[fact.subject].append(fact)
            symmetric = view.ontology.relations[fact.relation].symmetric
            if symmetric and fact.object and fact.object != fact.subject:
                found[fact.object].append(fact)
    return found


def direct(entity: str, facts: Iterable[Fact], view: View) -> Pairs:
    """Return the predicates and objects that facts which hold say of an entity.

    Args:
        entity: Its id.
        facts: Those of `holding` for it.
        view: The view they are in.
    """
    pairs: Pairs = []
    for fact in facts:
        relation = view.ontology.relations[fact.relation]
        above = (view.ontology.relations[name] for name in relation.ancestors)
        predicates = [relation.iri, *(each.iri for each in above)]
        state = view.states[fact.id]
        if fact.object and state and state.step.group is Group.COMMITTED:
            predicates.append("gk:committedTo")
        other = object_term(fact) if fact.subject == entity else f"id:{fact.subject}"
        pairs += [(predicate, other) for predicate in predicates]
    return pairs
