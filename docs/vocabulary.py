# ruff: noqa: INP001 - docs/ is a folder of pages and no package; only generate.py imports this
"""The tables of the ontology: each term once, with an anchor that is its local name.

So https://w3id.org/graphkit/ontology#recognized can lead to ``docs/ontology.md#recognized``.
Everything is read from ``ontology/graphkit.ttl``, in the order of that file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docs.tables import Part, markdown
from docs.terms import all_linked, anchored, linked, meaning, read_terms, short, terms, value_of
from graphkit.graph import Graph
from graphkit.ontology import Group, Ontology, Relation

#: What a property may stand on, in the order of the page, by class.
_OWNERS = {
    "gk:Fact": "facts",
    "gk:StageRecord": "stage records",
    "gk:Evidence": "evidence",
    "gk:Source": "sources",
    "gk:Entity": "entities",
    "gk:Event": "events",
    "gk:Dispute": "disputes",
    "gk:Position": "positions",
    "skos:Concept": "stages",
    "dcat:Dataset": "the dataset",
}
#: What neither a domain nor a shape says, and the shipped graph has no example of.
_ALSO = {
    "gk:endEarliest": {"gk:StageRecord", "gk:Event"},
    "gk:endLatest": {"gk:StageRecord", "gk:Event"},
}
# ------------------------------------------------------------------------ classes and word lists


def _classes(ontology: Ontology, _graph: Graph) -> str:
    kinds = {kind.iri for kind in ontology.kinds.values()}
    rows = [
        (anchored(name), all_linked(told.get("rdfs:subClassOf", ())), meaning(told))
        for name, told in terms().items()
        if "owl:Class" in told["rdf:type"] and name not in kinds
    ]
    return markdown(("class", "below", "meaning"), rows)


def _kinds(ontology: Ontology, _graph: Graph) -> str:
    rows = []
    for kind in ontology.kinds.values():
        told = terms()[kind.iri]
        above = [name for name in told["rdfs:subClassOf"] if name != "gk:Entity"]
        rows.append((anchored(kind.iri), f"`{kind.word}`", all_linked(above), meaning(told)))
    return markdown(("kind", "in YAML", "below", "meaning"), rows)


def _stages(ontology: Ontology, _graph: Graph) -> str:
    words = {stage.iri: stage.word for stage in ontology.stages.values()}
    found = {name: told for name, told in terms().items() if "gk:stages" in told.get(_SCHEME, ())}
    rows = [
        (
            anchored(name),
            f"`{words[name]}`" if name in words else "",
            all_linked(told.get("skos:broader", ())),
            told["gk:rank"][0],
            meaning(told),
        )
        for name, told in found.items()
    ]
    return markdown(("stage", "in YAML", "group", "rank", "meaning"), rows)


_SCHEME = "skos:inScheme"


def _word_list(scheme: str, list_name: str) -> Part:
    """Return what writes the table of a scheme, by the name of its list in the ontology."""

    def table(ontology: Ontology, _graph: Graph) -> str:
        rows = []
        for term in getattr(ontology, list_name).values():
            told = terms()[term.iri]
            text = " ".join([meaning(told), *_codes(told)])
            broader = "".join(f" A kind of {linked(one)}." for one in told.get("skos:broader", ()))
            rows.append((anchored(term.iri), f"`{term.word}`", text + broader))
        return markdown((scheme, "in YAML", "meaning"), rows)

    return table


def _codes(told: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if codes := told.get("gk:cameoCode"):
        yield f"CAMEO {', '.join(codes)}."
    if codes := told.get("gk:ploverCode"):
        yield f"PLOVER {', '.join(codes)}."


# ------------------------------------------------------------------------ relations


def _relations(ontology: Ontology, _graph: Graph) -> str:
    """Return a table for each colour group, under a heading of its own."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for relation in ontology.relations.values():
        told = terms()[relation.iri]
        row = (
            anchored(relation.iri),
            relation.label if relation.symmetric else _labels(relation),
            _ends(relation, ontology),
            _manner(relation),
            ("0", "+", "-")[relation.sign],
            " ".join([meaning({**told, "rdfs:subPropertyOf": ()}), *_codes(told)]),
        )
        groups.setdefault(relation.colour_group, []).append(row)
    columns = ("relation", "label", "subject → object", "", "sign", "meaning")
    return "\n".join(
        f"### Colour group: {group}\n\n{markdown(columns, rows)}" for group, rows in groups.items()
    )


def _labels(relation: Relation) -> str:
    if relation.value_type:
        return relation.label
    return f"{relation.label}; {relation.inverse_label}"


def _ends(relation: Relation, ontology: Ontology) -> str:
    objects = _kind_words(relation.object_kinds, ontology) or f"`xsd:{relation.value_type}`"
    arrow = "↔" if relation.symmetric else "→"
    return f"{_kind_words(relation.subject_kinds, ontology)} {arrow} {objects}"


def _kind_words(kinds: Sequence[str], ontology: Ontology) -> str:
    if set(kinds) == set(ontology.kinds):
        return "any entity"
    return ", ".join(kind for kind in ontology.kinds if kind in kinds)


def _manner(relation: Relation) -> str:
    words = ["lasting" if relation.lasting else "momentary"]
    if relation.symmetric:
        words.append("symmetric")
    if relation.ancestors:
        words.append(f"below {linked(f'gk:{relation.ancestors[0]}')}")
    if relation.inherits_date_from:
        words.append(f"dated by its {relation.inherits_date_from}")
    return ", ".join(words)


# ------------------------------------------------------------------------ properties


def _properties(*owners: str) -> Part:
    """Return what writes the properties of some classes; of several records for none."""

    def table(_ontology: Ontology, graph: Graph) -> str:
        rows, seen = [], _seen(graph)
        for name, told in terms().items():
            found = _stands_on(name, told, seen.get(name, set()))
            if not found or (owners and not set(found) <= set(owners)):
                continue
            if not owners and len(found) < 2:  # noqa: PLR2004 - several are two or more
                continue
            of = () if owners else (", ".join(_OWNERS[owner] for owner in found),)
            rows.append((anchored(name), *of, _range(told), meaning(told)))
        columns = ("property", *(() if owners else ("of",)), "value", "meaning")
        return markdown(columns, rows)

    return table


def _stands_on(name: str, told: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """Return the classes a property stands on, as its domain, the shapes and the graph say."""
    types = set(told["rdf:type"])
    is_property = types & {"owl:ObjectProperty", "owl:DatatypeProperty"}
    if not is_property or types & {"gk:Lasting", "gk:Momentary"}:
        return []
    if "rdfs:domain" in told:
        return list(told["rdfs:domain"])
    shapes = read_terms("shapes.ttl")
    found = seen | _ALSO.get(name, set())
    found |= {
        owner
        for shape in shapes.values()
        for owner in shape.get("sh:targetClass", ())
        for inner in shape.get("sh:property", ())
        if name in shapes.get(inner, {}).get("sh:path", ())
    }
    return [owner for owner in _OWNERS if owner in found]


def _seen(graph: Graph) -> Mapping[str, set[str]]:
    """Return the classes of the subjects of each property in a graph.

    An event counts as an entity only where other entities have the property too.
    """
    kinds: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for quad in graph.to_oxigraph():
        subject, name = value_of(quad.subject), short(quad.predicate.value)
        if name == "rdf:type":
            kinds.setdefault(subject, set()).add(value_of(quad.object))
        names.setdefault(name, set()).add(subject)
    found = {}
    for name, subjects in names.items():
        each = [kinds[subject] for subject in subjects if subject in kinds]
        of_any = any("gk:Entity" in one and "gk:Event" not in one for one in each)
        found[name] = set[str]().union(*each) - {"gk:Event" if of_any else "gk:Entity"}
    return found


def _range(told: Mapping[str, Sequence[str]]) -> str:
    if "rdfs:range" in told:
        return all_linked(told["rdfs:range"])
    return "IRI" if "owl:ObjectProperty" in told["rdf:type"] else ""


def _annotations(_ontology: Ontology, _graph: Graph) -> str:
    rows = [
        (anchored(name), meaning(told))
        for name, told in terms().items()
        if "owl:AnnotationProperty" in told["rdf:type"]
    ]
    return markdown(("property", "meaning"), rows)


# ------------------------------------------------------------------------ words, for other pages


def _words(ontology: Ontology, _graph: Graph) -> str:
    lists = {
        "kinds of entities": ontology.kinds,
        "types of events": ontology.event_types,
        "kinds of sources": ontology.source_kinds,
    }
    rows = [(title, ", ".join(f"`{word}`" for word in words)) for title, words in lists.items()]
    return markdown(("words for", "are"), rows)


def _relation_words(ontology: Ontology, _graph: Graph) -> str:
    groups: dict[str, list[str]] = {}
    for relation in ontology.relations.values():
        groups.setdefault(relation.colour_group, []).append(f"`{relation.name}`")
    rows = [(group, ", ".join(names)) for group, names in groups.items()]
    return markdown(("colour group", "relations"), rows)


def _stage_words(ontology: Ontology, _graph: Graph) -> str:
    rows = []
    for group in Group:
        words = [f"`{stage.word}`" for stage in ontology.stages.values() if stage.group is group]
        rows.append((group.value, ", ".join(words)))
    return markdown(("group", "stages"), rows)


def _stage_terms(ontology: Ontology, _graph: Graph) -> str:
    direct = {Group.COMMITTED: "yes", Group.REALIZED: "yes"}
    rows = [
        (
            f"`gk:{group.value.capitalize()}`",
            ", ".join(f"`{s.iri}`" for s in ontology.stages.values() if s.group is group),
            direct.get(group, "no"),
        )
        for group in Group
    ]
    return markdown(("group", "stages, the farthest last", "direct triple"), rows)


PARTS: Mapping[str, Part] = {
    "classes": _classes,
    "kinds": _kinds,
    "relations": _relations,
    "stages": _stages,
    "stances": _word_list("stance", "stances"),
    "source kinds": _word_list("kind of source", "source_kinds"),
    "dispute kinds": _word_list("kind of dispute", "dispute_kinds"),
    "event types": _word_list("type of event", "event_types"),
    "properties of facts": _properties("gk:Fact"),
    "properties of stage records": _properties("gk:StageRecord"),
    "properties of evidence": _properties("gk:Evidence"),
    "properties of sources": _properties("gk:Source"),
    "properties of entities": _properties("gk:Entity", "gk:Event"),
    "properties of disputes": _properties("gk:Dispute", "gk:Position"),
    "properties of the dataset": _properties("dcat:Dataset"),
    "properties of several": _properties(),
    "annotations": _annotations,
    "words": _words,
    "relation words": _relation_words,
    "stage words": _stage_words,
    "stage terms": _stage_terms,
}
