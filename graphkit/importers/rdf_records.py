"""The dataset, entities and sources of an RDF file, as `graphkit.projections.rdf` writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from graphkit.graph import Seen
from graphkit.identifiers import camel, iri_problem, parse_locator
from graphkit.importers.rdf_file import File
from graphkit.importers.subjects import Subject
from graphkit.model import Entity, GraphInfo, Source, SourceText
from graphkit.ontology import Ontology
from graphkit.projections.networks.columns import ISO3
from graphkit.projections.rdf.terms import COMMON_PREFIXES
from graphkit.seeds.order import in_order

SPDX = "https://spdx.org/licenses/"
_PROPERTY = COMMON_PREFIXES["rdf"] + "Property"


def read_info(subject: Subject) -> tuple[GraphInfo, Seen]:
    """Return what the dataset says of the whole, and by which clocks it was written."""
    base = subject.iri
    fault = iri_problem(base) or ("" if base.endswith("/") else "it does not end in a slash")
    if fault:
        subject.add("bad-url", f"<{base}>: {fault}", "end it in a slash, as base: does")
    subject.only_types("dcat:Dataset")
    license_ = subject.iri_of("dcterms:license")
    if license_ and not license_.startswith(SPDX):
        subject.add("bad-license", f"<{license_}> is no licence of SPDX", f"write <{SPDX}…>")
    info = GraphInfo(
        title=subject.text("dcterms:title", need=True),
        base=base,
        as_of=subject.day("gk:asOf", need=True) or dt.date.min,
        lede=subject.text("gk:lede"),
        description=subject.text("dcterms:description"),
        license=license_.removeprefix(SPDX),
        credit=subject.text("gk:credit"),
        origin=subject.origin(),
    )
    seen = Seen(known_by=subject.day("gk:knownBy"), as_of=subject.day("gk:begunBy"))
    subject.done()
    return info, seen


# ------------------------------------------------------------------------ entities


def read_registers(file: File) -> dict[str, str]:
    """Return the registers of codes that a file may use: predicate to name in YAML.

    Those that it declares, and the one that the ontology has.
    """
    found = {f"gk:{camel(ISO3)}": ISO3}
    for iri, values in file.subjects.items():
        if "skos:notation" in values and _PROPERTY in values.get("a", ()):
            subject = Subject(iri, file)
            found[subject.name] = subject.text("skos:notation")
    return found


def read_entity(subject: Subject, ontology: Ontology, registers: Mapping[str, str]) -> Entity:
    """Return an entity; its direct triples are passed over, since its facts say the same."""
    types = subject.types("gk:Entity")
    kinds = [word for name in types if (word := subject.term(name, ontology.kinds, "kind"))]
    if len(kinds) > 1:
        subject.add("several-values", f"{subject.name} is of {len(kinds)} kinds", "leave one")
    if not types:
        hint = "add the type of its kind, such as gk:State"
        subject.add("missing-field", f"{subject.name} is of no kind", hint)
    subject.derived("gk:committedTo", *(relation.iri for relation in ontology.relations.values()))
    subject.derived("gk:startEarliest", "gk:startLatest", "gk:endEarliest", "gk:endLatest")
    ids = [(name, subject.text(at)) for at, name in registers.items() if subject.all(at)]
    entity = Entity(
        id=subject.identifier(),
        kind=kinds[0] if kinds else "",
        name=subject.text("skos:prefLabel", need=True),
        short=subject.text("gk:short"),
        aliases=in_order(subject.texts("skos:altLabel")),
        adjectives=in_order(subject.texts("gk:adjectives")),
        type=subject.word("gk:eventType", ontology.event_types, "type", need=False),
        date=subject.date("gk:date"),
        unnamed=subject.flag("gk:unnamed"),
        ids=tuple(sorted(ids)),
        location=_location(subject),
        checked=subject.text("gk:checked"),
        note=subject.text("gk:note"),
        origin=subject.origin(),
    )
    subject.done()
    return entity


def _location(subject: Subject) -> tuple[Decimal, Decimal] | None:
    latitude = subject.decimal("gk:locationLatitude")
    longitude = subject.decimal("gk:locationLongitude")
    if (latitude is None) != (longitude is None):
        hint = "add gk:locationLatitude and gk:locationLongitude, or neither"
        subject.add("missing-field", f"{subject.name} has one coordinate", hint)
    return None if latitude is None or longitude is None else (latitude, longitude)


# ------------------------------------------------------------------------ sources


def read_source(subject: Subject, ontology: Ontology) -> Source:
    """Return a source."""
    subject.only_types("gk:Source")
    subject.derived("rdfs:label", "gk:publishedEarliest", "gk:publishedLatest")
    source = Source(
        id=subject.identifier(),
        title=subject.text("gk:title"),
        kind=subject.word("gk:kind", ontology.source_kinds, "source-kind"),
        publisher=subject.link("gk:publisher", "id"),
        authors=in_order(subject.links("gk:author", "id")),
        published=subject.date("gk:published"),
        published_note=subject.text("gk:publishedNote"),
        url=_url(subject, "gk:url"),
        archived=_url(subject, "gk:archived"),
        accessed=subject.date("gk:accessed"),
        language=subject.text("gk:language"),
        cites=in_order(subject.links("gk:cites", "source")),
        text=_text(subject),
        left_out=_left_out(subject),
        note=subject.text("gk:note"),
        origin=subject.origin(),
    )
    subject.done()
    return source


def _url(subject: Subject, predicate: str) -> str:
    url = subject.iri_of(predicate)
    fault = iri_problem(url) if url else None
    if fault:
        subject.add("bad-url", f"{predicate}: {fault}", "write the full http or https address")
    return url


def _text(subject: Subject) -> SourceText | None:
    file, digest = subject.text("gk:textFile"), subject.text("gk:textSha256")
    if bool(file) != bool(digest):
        hint = "add gk:textFile and gk:textSha256, or neither"
        subject.add("missing-field", f"{subject.name} has half of a text", hint)
    return SourceText(file, digest) if file and digest else None


def _left_out(subject: Subject) -> tuple[tuple[str, str], ...]:
    rows = []
    for text in subject.texts("gk:leftOut"):
        at, _, reason = text.partition(": ")
        try:
            rows.append((parse_locator(at), reason))
        except ValueError as fault:
            hint = "write it as p17: why it is left out"
            subject.add("bad-locator", f"gk:leftOut: {fault}", hint)
    rows.sort(key=lambda row: (row[0].paragraph, str(row[0])))
    return tuple((str(at), reason) for at, reason in rows)
