"""The view as RDF 1.1: which triples there are, decided once for every RDF format.

`blocks` yields the triples subject by subject. The text formats, an rdflib graph and an
Oxigraph store are sinks of it. There are no blank nodes and no partial dates typed as whole
ones: a date is EDTF text (https://www.loc.gov/standards/datetime/), its bounds are ``xsd:date``.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.identifiers import camel, pascal
from graphkit.model import Entity, Source
from graphkit.ontology import Group
from graphkit.projections.rdf.direct import DirectTriples
from graphkit.projections.rdf.facts import RecordTriples
from graphkit.projections.rdf.lines import Lines, bounds, dated, in_order, texts
from graphkit.projections.rdf.terms import (
    TRUE,
    Block,
    day,
    decimal,
    edtf,
    english,
    integer,
    literal,
)
from graphkit.views import View


def blocks(view: View) -> Iterator[Block]:
    """Yield every subject with its triples: the dataset, the stages, then the records by id.

    A fact is followed by its stages and their evidence, a dispute by its positions. Within a
    subject ``a`` comes first, then predicates and objects sorted, each line once.
    """
    yield _dataset(view)
    yield from _scheme(view)
    yield from _registers(view)
    direct = DirectTriples(view)
    for entity in view.records.entities.values():
        yield f"id:{entity.id}", in_order(_entity(entity, view) + direct.lines(entity.id))
    for source in view.records.sources.values():
        yield f"source:{source.id}", in_order(_source(source, view))
    records = RecordTriples(view)
    for fact in view.records.facts.values():
        yield from records.fact(fact)
    for dispute in view.records.disputes.values():
        yield from records.dispute(dispute)


def _dataset(view: View) -> Block:
    info = view.records.info
    lines = [
        "a dcat:Dataset",
        f"dcterms:title {english(info.title)}",
        f"gk:asOf {day(view.day)}",
    ]
    if view.known_by:
        lines.append(f"gk:knownBy {day(view.known_by)}")
    if view.as_of:
        lines.append(f"gk:begunBy {day(view.as_of)}")
    if info.description:
        lines.append(f"dcterms:description {english(info.description)}")
    if info.license:
        lines.append(f"dcterms:license <https://spdx.org/licenses/{info.license}>")
    lines += texts(lede=info.lede, credit=info.credit)
    return f"<{info.base}>", in_order(lines)


def _scheme(view: View) -> Iterator[Block]:
    tops = [f"skos:hasTopConcept gk:{pascal(group.value)}" for group in Group]
    label = f"rdfs:label {english('stages of a relation')}"
    yield "gk:stages", in_order(["a skos:ConceptScheme", label, *tops])
    for group in Group:
        lines = [
            "a skos:Concept",
            "skos:inScheme gk:stages",
            "skos:topConceptOf gk:stages",
            f"skos:prefLabel {english(group.value)}",
        ]
        yield f"gk:{pascal(group.value)}", in_order(lines)
    for stage in view.ontology.stages.values():
        lines = [
            "a skos:Concept",
            "skos:inScheme gk:stages",
            f"skos:broader gk:{pascal(stage.group.value)}",
            f"skos:prefLabel {english(stage.label)}",
            f"gk:rank {integer(stage.rank)}",
        ]
        yield stage.iri, in_order(lines)


def _registers(view: View) -> Iterator[Block]:
    """Yield the properties made of the registers under ``ids:``, each with its name in YAML.

    Two names may differ in hyphens alone, which a property has not: a file without this could
    not be read back.
    """
    entities = view.records.entities.values()
    for scheme in sorted({scheme for entity in entities for scheme, _ in entity.ids}):
        yield f"gk:{camel(scheme)}", ["a rdf:Property", f"skos:notation {literal(scheme)}"]


# ------------------------------------------------------------------------ entities, sources


def _entity(entity: Entity, view: View) -> Lines:
    lines = [
        f"a {view.ontology.kinds[entity.kind].iri}",
        "a gk:Entity",
        f"skos:prefLabel {english(entity.name)}",
    ]
    lines += [f"skos:altLabel {english(alias)}" for alias in entity.aliases]
    lines += [f"gk:adjectives {literal(word)}" for word in entity.adjectives]
    if entity.type:
        lines.append(f"gk:eventType {view.ontology.event_types[entity.type].iri}")
    if entity.date:
        lines += dated(entity.date)
    if entity.unnamed:
        lines.append(f"gk:unnamed {TRUE}")
    lines += [f"gk:{camel(scheme)} {literal(code)}" for scheme, code in entity.ids]
    if entity.location:
        for name, number in zip(("Latitude", "Longitude"), entity.location, strict=True):
            lines.append(f"gk:location{name} {decimal(number)}")
    return lines + texts(short=entity.short, checked=entity.checked, note=entity.note)


def _source(source: Source, view: View) -> Lines:
    lines = [
        "a gk:Source",
        f"gk:kind {view.ontology.source_kinds[source.kind].iri}",
    ]
    if source.title:
        label = literal(source.title, language=source.language or "en")
        lines += [f"rdfs:label {label}", f"gk:title {literal(source.title)}"]
    if source.publisher:
        lines.append(f"gk:publisher id:{source.publisher}")
    lines += [f"gk:author id:{name}" for name in source.authors]
    lines += [f"gk:cites source:{name}" for name in source.cites]
    if source.published:
        lines.append(f"gk:published {edtf(source.published)}")
        lines += bounds("published", source.published.start_earliest, source.published.start_latest)
    if source.accessed:
        lines.append(f"gk:accessed {edtf(source.accessed)}")
    lines += [f"gk:{n} <{u}>" for n, u in (("url", source.url), ("archived", source.archived)) if u]
    if source.text:
        lines += texts(text_file=source.text.file, text_sha256=source.text.sha256)
    lines += [f"gk:leftOut {literal(f'{at}: {reason}')}" for at, reason in source.left_out]
    return lines + texts(
        language=source.language, published_note=source.published_note, note=source.note
    )
