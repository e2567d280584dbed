"""``graph:``, ``sources:``, ``entities:`` and ``moments:`` read from their forms."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from graphkit.identifiers import BASE, camel, iri_problem, parse_locator
from graphkit.model import Entity, GraphInfo, Moment, Source, SourceText
from graphkit.ontology import Ontology
from graphkit.seeds.form import Form
from graphkit.seeds.order import in_order

GRAPH_FIELDS = ("title", "lede", "description", "base", "as_of", "license", "credit")
SOURCE_FIELDS = (
    "title", "kind", "publisher", "author", "published", "published_note", "url", "archived",
    "accessed", "language", "cites", "text", "left_out", "note",
)  # fmt: skip
ENTITY_FIELDS = (
    "kind", "name", "short", "aliases", "adjectives", "type", "date", "unnamed", "ids",
    "location", "checked", "note",
)  # fmt: skip
#: Properties that an entity has in RDF besides those of its id schemes.
_OF_ENTITIES = frozenset(map(camel, ENTITY_FIELDS)) | {
    "eventType", "committedTo", "locationLatitude", "locationLongitude",
    "startEarliest", "startLatest", "endEarliest", "endLatest",
}  # fmt: skip
MOMENT_FIELDS = ("date", "focus", "title", "text")

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LICENSE = re.compile(r"[A-Za-z0-9.+-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def read_graph(form: Form) -> GraphInfo:
    """Read what ``graph:`` says of the whole."""
    form.need("title")
    day = _as_of(form) if form.need("as_of") else None
    base = form.text("base") or BASE
    fault = iri_problem(base) or ("" if base.endswith("/") else "it does not end in a slash")
    if fault:
        hint = f"write an http or https address that ends in a slash, like {BASE}"
        form.problems.add(form.get("base") or form.node, "bad-url", f'"{base}": {fault}', hint)
    license_ = form.scalar("license")
    if license_ and not _LICENSE.fullmatch(license_.text):
        hint = "write one identifier of https://spdx.org/licenses/, like CC-BY-4.0"
        message = f"{license_.text!r} is no SPDX identifier"
        form.problems.add(license_, "bad-license", message, hint)
    return GraphInfo(
        title=form.text("title"),
        base=base,
        as_of=day or dt.date.min,
        lede=form.text("lede"),
        description=form.text("description"),
        license=license_.text if license_ else "",
        credit=form.text("credit"),
        origin=form.origin(),
    )


def _as_of(form: Form) -> dt.date | None:
    """Return one whole day: a view of "some day in 2025" would not repeat."""
    date = form.date("as_of")
    if date is None:
        return None
    if date.start_earliest == date.start_latest and not date.is_interval:
        return date.start_earliest
    hint = "write one day as YYYY-MM-DD"
    form.problems.add(form.node.entries["as_of"].value, "bad-date", '"as_of" is no day', hint)
    return None


def read_source(identifier: str, form: Form, ontology: Ontology) -> Source:
    """Read one entry of ``sources:``."""
    form.need("kind")
    published = form.date("published")
    if published and published.is_interval:
        hint = 'write the day, or some day between as "[2025-11-06..2025-11-09]"'
        node = form.node.entries["published"].value
        form.problems.add(node, "bad-date", '"published" is an interval', hint)
        published = None
    language = form.scalar("language")
    if language and not _LANGUAGE.fullmatch(language.text):
        hint = "write a language tag like en or kk-Cyrl"
        form.problems.add(language, "bad-language", f"{language.text!r} is no language", hint)
    return Source(
        id=identifier,
        title=form.text("title"),
        kind=form.word("kind", ontology.source_kinds, "source-kind"),
        publisher=form.identifier("publisher"),
        authors=in_order(form.identifiers("author")),
        published=published,
        published_note=form.text("published_note"),
        url=form.url("url"),
        archived=form.url("archived"),
        accessed=form.date("accessed"),
        language=language.text if language else "",
        cites=in_order(form.identifiers("cites")),
        text=_source_text(form),
        left_out=_left_out(form),
        note=form.text("note"),
        origin=form.origin(),
    )


def _source_text(form: Form) -> SourceText | None:
    text = form.form("text", "text", ("file", "sha256"))
    if text is None or not (text.need("file") & text.need("sha256")):
        return None
    digest = text.scalar("sha256")
    if digest and not _SHA256.fullmatch(digest.text):
        hint = "write the 64 lower-case digits that sha256sum prints for the file"
        form.problems.add(digest, "bad-sha256", "the sha256 is not 64 hexadecimal digits", hint)
    file = text.scalar("file")
    if file and ("/" in file.text or "\\" in file.text or file.text.startswith(".")):
        hint = "write the name of the file alone; the folder is given to the command"
        form.problems.add(file, "bad-file-name", f"{file.text!r} is no plain file name", hint)
    return SourceText(file.text, digest.text) if file and digest else None


def _left_out(form: Form) -> tuple[tuple[str, str], ...]:
    rows = []
    for key, reason in form.pairs("left_out"):
        try:
            rows.append((parse_locator(key.text), reason.text))
        except ValueError as fault:
            hint = "write each paragraph as p17: why it is left out"
            form.problems.add(key, "bad-locator", str(fault), hint)
    rows.sort(key=lambda row: (row[0].paragraph, str(row[0])))
    return tuple((str(locator), reason) for locator, reason in rows)


def read_entity(identifier: str, form: Form, ontology: Ontology) -> Entity:
    """Read one entry of ``entities:``."""
    form.need("kind")
    form.need("name")
    kind = form.word("kind", ontology.kinds, "kind")
    if form.has("type") and kind and kind != "event":
        hint = "remove the type, or make the entity an event"
        node = form.node.entries["type"].value
        message = f"only an event has a type, and {identifier} is of kind {kind}"
        form.problems.add(node, "type-without-list", message, hint)
    type_ = form.word("type", ontology.event_types, "type") if kind in {"event", ""} else ""
    ids = _ids(form, ontology)
    location = _location(form)
    if (ids or location) and not form.has("checked"):
        hint = "add checked: with the reference they were read from, or leave them out"
        form.problems.add(
            form.node, "reference-not-named", f"{identifier} has ids or a location", hint
        )
    return Entity(
        id=identifier,
        kind=kind,
        name=form.text("name"),
        short=form.text("short"),
        aliases=in_order(form.texts("aliases")),
        adjectives=in_order(form.texts("adjectives")),
        type=type_,
        date=form.date("date"),
        unnamed=form.flag("unnamed"),
        ids=ids,
        location=location,
        checked=form.text("checked"),
        note=form.text("note"),
        origin=form.origin(),
    )


def _ids(form: Form, ontology: Ontology) -> tuple[tuple[str, str], ...]:
    """Read codes by scheme; the scheme becomes the name of an RDF property."""
    found = []
    for key, value in form.pairs("ids"):
        scheme = form.as_identifier(key)
        if camel(scheme) in ontology.relations or camel(scheme) in _OF_ENTITIES:
            hint = "write the full name of the scheme, like iso3166-1-alpha-3"
            message = f'"{scheme}" is no scheme of ids: the word has a meaning of its own'
            form.problems.add(key, "taken-scheme", message, hint)
        elif scheme:
            found.append((scheme, value.text))
    return tuple(sorted(found))


def _location(form: Form) -> tuple[Decimal, Decimal] | None:
    point = form.form("location", "location", ("latitude", "longitude"))
    if point is None or not (point.need("latitude") & point.need("longitude")):
        return None
    latitude = point.number("latitude", -90, 90)
    longitude = point.number("longitude", -180, 180)
    return None if latitude is None or longitude is None else (latitude, longitude)


def read_moment(form: Form) -> Moment | None:
    """Read one step of ``moments:``; none where it lacks its date."""
    present = [form.need(name) for name in MOMENT_FIELDS]
    date = form.date("date")
    if date is None or not all(present):
        return None
    return Moment(
        date=date,
        focus=form.identifier("focus"),
        title=form.text("title"),
        text=form.text("text"),
        origin=form.origin(),
    )
