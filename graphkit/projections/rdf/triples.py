"""The view as RDF 1.1: which triples there are, decided once for every RDF format.

`blocks` yields the triples subject by subject. The text formats, an rdflib graph and an
Oxigraph store are sinks of it. There are no blank nodes and no partial dates typed as whole
ones: a date is EDTF text (https://www.loc.gov/standards/datetime/), its bounds are ``xsd:date``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.identifiers import camel, pascal
from graphkit.model import Entity, Source
from graphkit.ontology import Group
from graphkit.projections.rdf.direct import direct, holding
from graphkit.projections.rdf.facts import RecordTriples
from graphkit.projections.rdf.pairs import Pairs, bounds, dated, texts
from graphkit.projections.rdf.terms import (
    TRUE,
    Block,
    Literal,
    day,
    decimal,
    edtf,
    english,
    integer,
)
from graphkit.views import View


def blocks(view: View) -> Iterator[Block]:
    """Yield every subject with its triples: the dataset, the stages, then the records by id.

    A fact is followed by its stages and their evidence, a dispute by its positions. Within a
    subject ``a`` comes first, then predicates and objects sorted, each pair once.
    """
    return in_order(_unsorted(view))


def in_order(found: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with their pairs in the order in which formats write them."""
    for subject, pairs in found:
        unique = sorted(set(pairs))
        if unique[0][0] < "a":  # only a property of a project's own stands in brackets
            unique.sort(key=lambda pair: pair[0] != "a")
        yield subject, unique


def _unsorted(view: View) -> Iterator[Block]:
    yield _dataset(view)
    yield from _scheme(view)
    yield from _registers(view)
    facts = holding(view)
    for entity in view.records.entities.values():
        said = direct(entity.id, facts.get(entity.id, ()), view)
        yield f"id:{entity.id}", _entity(entity, view) + said
    for source in view.records.sources.values():
        yield f"source:{source.id}", _source(source, view)
    records = RecordTriples(view)
    for fact in view.records.facts.values():
        yield from records.fact(fact)
    for dispute in view.records.disputes.values():
        yield from records.dispute(dispute)


def _dataset(view: View) -> Block:
    info = view.records.info
    pairs: Pairs = [
        ("a", "dcat:Dataset"),
        ("dcterms:title", english(info.title)),
        ("gk:asOf", day(view.day)),
    ]
    if view.known_by:
        pairs.append(("gk:knownBy", day(view.known_by)))
    if view.as_of:
        pairs.append(("gk:begunBy", day(view.as_of)))
    if info.description:
        pairs.append(("dcterms:description", english(info.description)))
    if info.license:
        pairs.append(("dcterms:license", f"<https://spdx.org/licenses/{info.license}>"))
    pairs += texts(lede=info.lede, credit=info.credit)
    return f"<{info.base}>", pairs


def _scheme(view: View) -> Iterator[Block]:
    tops: Pairs = [("skos:hasTopConcept", f"gk:{pascal(group.value)}") for group in Group]
    label = ("rdfs:label", english("stages of a relation"))
    yield "gk:stages", [("a", "skos:ConceptScheme"), label, *tops]
    for group in Group:
        pairs: Pairs = [
            ("a", "skos:Concept"),
            ("skos:inScheme", "gk:stages"),
            ("skos:topConceptOf", "gk:stages"),
            ("skos:prefLabel", english(group.value)),
        ]
        yield f"gk:{pascal(group.value)}", pairs
    for stage in view.ontology.stages.values():
        pairs = [
            ("a", "skos:Concept"),
            ("skos:inScheme", "gk:stages"),
            ("skos:broader", f"gk:{pascal(stage.group.value)}"),
            ("skos:prefLabel", english(stage.label)),
            ("gk:rank", integer(stage.rank)),
        ]
        yield stage.iri, pairs


def _registers(view: View) -> Iterator[Block]:
    """Yield the properties made of the registers under ``ids:``, each with its name in YAML.

    Two names may differ in hyphens alone, which a property has not: a file without this could
    not be read back.
    """
    entities = view.records.entities.values()
    for scheme in sorted({scheme for entity in entities for scheme, _ in entity.ids}):
        pairs: Pairs = [("a", "rdf:Property"), ("skos:notation", Literal(scheme))]
        yield f"gk:{camel(scheme)}", pairs


# ------------------------------------------------------------------------ entities, sources


def _entity(entity: Entity, view: View) -> Pairs:
    pairs: Pairs = [
        ("a", view.ontology.kinds[entity.kind].iri),
        ("a", "gk:Entity"),
        ("skos:prefLabel", english(entity.name)),
    ]
    pairs += [("skos:altLabel", english(alias)) for alias in entity.aliases]
    pairs += [("gk:adjectives", Literal(word)) for word in entity.adjectives]
    if entity.type:
        pairs.append(("gk:eventType", view.ontology.event_types[entity.type].iri))
    if entity.date:
        pairs += dated(entity.date)
    if entity.unnamed:
        pairs.append(("gk:unnamed", TRUE))
    pairs += [(f"gk:{camel(scheme)}", Literal(code)) for scheme, code in entity.ids]
    if entity.location:
        for name, number in zip(("Latitude", "Longitude"), entity.location, strict=True):
            pairs.append((f"gk:location{name}", decimal(number)))
    return pairs + texts(short=entity.short, checked=entity.checked, note=entity.note)


def _source(source: Source, view: View) -> Pairs:
    pairs: Pairs = [
        ("a", "gk:Source"),
        ("gk:kind", view.ontology.source_kinds[source.kind].iri),
    ]
    if source.title:
        label = Literal(source.title, "", source.language or "en")
        pairs += [("rdfs:label", label), ("gk:title", Literal(source.title))]
    if source.publisher:
        pairs.append(("gk:publisher", f"id:{source.publisher}"))
    pairs += [("gk:author", f"id:{name}") for name in source.authors]
    pairs += [("gk:cites", f"source:{name}") for name in source.cites]
    if source.published:
        pairs.append(("gk:published", edtf(source.published)))
        pairs += bounds("published", source.published.start_earliest, source.published.start_latest)
    if source.accessed:
        pairs.append(("gk:accessed", edtf(source.accessed)))
    pairs += [
        (f"gk:{n}", f"<{u}>") for n, u in (("url", source.url), ("archived", source.archived)) if u
    ]
    if source.text:
        pairs += texts(text_file=source.text.file, text_sha256=source.text.sha256)
    pairs += [("gk:leftOut", Literal(f"{at}: {reason}")) for at, reason in source.left_out]
    return pairs + texts(
        language=source.language, published_note=source.published_note, note=source.note
    )
