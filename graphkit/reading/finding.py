"""The entity or relation that a reader means by a word."""

from __future__ import annotations

from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.identifiers import kebab
from graphkit.model import Entity
from graphkit.ontology import Ontology, Relation
from graphkit.problems import did_you_mean


def find_entity(graph: Graph, text: str) -> Entity:
    """Return the entity with an id, or the only one with a name, a short name or an alias.

    Small and capital letters count as the same, except that an id as written comes first.

    Raises:
        GraphkitError: No entity is called so, or several are; the line offers ids.
    """
    if text in graph.entities:
        return graph.entities[text]
    wanted = text.strip().casefold()
    called = {entity.id: _names(entity) for entity in graph.entities.values()}
    found = [id_ for id_, names in called.items() if wanted in map(str.casefold, names)]
    if len(found) == 1:
        return graph.entities[found[0]]
    if found:
        raise GraphkitError(f'"{text}" may be {" or ".join(found)}: give one of these ids')
    names = {name for names in called.values() for name in names}
    near = did_you_mean(text, names) or did_you_mean(wanted, map(str.casefold, names))
    hint = near.strip() or "give the id, the name or an alias of one in seeds/"
    raise GraphkitError(f'no entity is called "{text}": {hint}')


def find_relation(ontology: Ontology, text: str) -> Relation:
    """Return the relation with a name, in camelCase or kebab-case, or with a label.

    Raises:
        GraphkitError: There is none.
    """
    wanted = text.strip().casefold()
    for relation in ontology.relations.values():
        names = (relation.name, kebab(relation.name), relation.label)
        if wanted in map(str.casefold, names):
            return relation
    words = {word for r in ontology.relations.values() for word in (r.name, r.label)}
    near = did_you_mean(text, words).strip()
    hint = near or f"the relations are {', '.join(ontology.relations)}"
    raise GraphkitError(f'no relation is called "{text}": {hint}')


def _names(entity: Entity) -> list[str]:
    names = (entity.id, entity.name, entity.short, *entity.aliases)
    return [name for name in names if name]
