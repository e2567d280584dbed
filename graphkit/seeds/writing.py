"""`Records` as the text of seed files, which read back as the records they were written from.

For what programs write: importers make records, and this makes of them files that a curator may
edit like any other. Records that say the same give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from graphkit.dates import EdtfDate
from graphkit.errors import GraphkitError
from graphkit.identifiers import fact_id
from graphkit.model import (
    Dispute,
    Entity,
    Evidence,
    Fact,
    GraphInfo,
    Moment,
    Position,
    Records,
    Source,
    Stage,
    Value,
)
from graphkit.ontology import Ontology
from graphkit.seeds.project import FOLDER
from graphkit.seeds.yaml_text import Node, quoted, render_lines, scalar, scalars
from graphkit.yaml_source import MAX_VALUES, parse_yaml

#: The most records of a kind in a file: a file of as many can still be read by a person.
RECORDS_IN_A_FILE = 5_000
#: No value takes less than three bytes (a letter, a comma, a blank), so that a file of this
#: length holds no more values than the reader takes, and is shorter than what it takes.
_BYTES_IN_A_FILE = 3 * MAX_VALUES
_BARE_DATE = re.compile("[0-9/-]+")

_Record = TypeVar("_Record")


class TooLong(GraphkitError):
    """A record of which no seed file can be made that the reader takes."""


def render_seeds(
    records: Records,
    ontology: Ontology | None = None,
    *,
    prefix: str = f"{FOLDER}/",
    graph: bool = True,
) -> Iterator[tuple[str, str]]:
    """Yield the seed files of records: the path relative to the project, and the text.

    Reading them gives equal records, provided that these are such as the reader gives (its
    order of all that has one, a stage in every fact, texts that `can_be_written`).

    Args:
        records: What to write. A kind of record that there is none of gets no file.
        ontology: Leaves out the stage that a relation has by default; without it each fact
            names its stage.
        prefix: What the paths begin with.
        graph: Whether to write ``graph:``, which a project has once.

    Raises:
        TooLong: One record alone is more than a file may hold.
    """
    if graph:
        yield f"{prefix}graph.yaml", "".join(render_lines({"graph": _graph(records.info)}))
    sections = {
        "sources": (_keyed(each.id, _source(each)) for each in _by_id(records.sources)),
        "entities": (_keyed(each.id, _entity(each)) for each in _by_id(records.entities)),
        "facts": (_listed(_fact(each, ontology)) for each in _by_id(records.facts)),
        "disputes": (_keyed(each.id, _dispute(each)) for each in _by_id(records.disputes)),
        "moments": (_listed(_moment(each)) for each in records.moments),
    }
    for name, entries in sections.items():
        texts = list(_files(name, entries))
        for number, text in enumerate(texts, 1):
            mark = f"-{number:04}" if len(texts) > 1 else ""
            yield f"{prefix}{name}{mark}.yaml", text


def _by_id(records: Mapping[str, _Record]) -> Iterator[_Record]:
    return (record for _, record in sorted(records.items()))


def _files(section: str, entries: Iterable[str]) -> Iterator[str]:
    """Yield the files that the entries of a section take."""
    head = f"{section}:\n"
    parts, size = [head], 0
    for entry in entries:
        length = len(entry.encode())
        if length > _BYTES_IN_A_FILE:
            _see_readable(head + entry)
        if len(parts) > RECORDS_IN_A_FILE or (size and size + length > _BYTES_IN_A_FILE):
            yield "".join(parts)
            parts, size = [head], 0
        parts.append(entry)
        size += length
    if size:
        yield "".join(parts)


def _see_readable(text: str) -> None:
    """Raise TooLong for a file of one record that the reader would not take."""
    data = text.encode()
    if any(each.is_error for each in parse_yaml(data, "")[1]):
        section, record = (line.strip(" -:") for line in text.splitlines()[:2])
        raise TooLong(
            f"one of the {section} ({record}) would take {len(data) / 1e6:.1f} MB of seeds, more "
            "than a seed file may hold: use graphkit bulk, or take the table over in "
            "parts, each with --source ID"
        )


# ------------------------------------------------------------------------ records to values


def _graph(info: GraphInfo) -> Node:
    return _given(
        title=scalar(info.title),
        lede=scalar(info.lede),
        description=scalar(info.description),
        base=scalar(info.base),
        as_of=info.as_of.isoformat(),
        license=scalar(info.license),
        credit=scalar(info.credit),
    )


def _source(source: Source) -> Node:
    text = source.text and {"file": scalar(source.text.file), "sha256": source.text.sha256}
    return _given(
        kind=scalar(source.kind),
        title=scalar(source.title),
        publisher=scalar(source.publisher),
        author=scalars(source.authors),
        published=_date(source.published),
        published_note=scalar(source.published_note),
        url=scalar(source.url),
        archived=scalar(source.archived),
        accessed=_date(source.accessed),
        language=scalar(source.language),
        cites=scalars(source.cites),
        text=text or "",
        left_out={_locator(locator): scalar(reason) for locator, reason in source.left_out},
        note=scalar(source.note),
    )


def _entity(entity: Entity) -> Node:
    place = entity.location
    return _given(
        kind=scalar(entity.kind),
        name=scalar(entity.name),
        short=scalar(entity.short),
        aliases=scalars(entity.aliases),
        adjectives=scalars(entity.adjectives),
        type=scalar(entity.type),
        date=_date(entity.date),
        unnamed="true" if entity.unnamed else "",
        ids={scalar(scheme): scalar(code) for scheme, code in entity.ids},
        location={"latitude": f"{place[0]:f}", "longitude": f"{place[1]:f}"} if place else "",
        checked=scalar(entity.checked),
        note=scalar(entity.note),
    )


def _fact(fact: Fact, ontology: Ontology | None) -> Node:
    qualifier = fact.role or fact.field or None
    usual = fact_id(fact.subject, fact.relation, fact.object or None, qualifier)
    head = _given(
        subject=scalar(fact.subject),
        relation=scalar(fact.relation),
        object=scalar(fact.object),
        value=_value(fact.value),
        approximate="true" if fact.approximate else "",
        id="" if fact.id == usual else scalar(fact.id),
        role=scalar(fact.role),
        field=scalar(fact.field),
        says=scalar(fact.says),
        about=scalar(fact.about),
        confidence=scalar(fact.confidence),
        rank=scalar(fact.rank),
        reason=scalar(fact.reason),
        note=scalar(fact.note),
    )
    only = fact.stages[0] if len(fact.stages) == 1 else None
    if only is None or only.note or only.id:  # flat, these two would be the fact's
        return {**head, "stages": [_stage(stage) for stage in fact.stages]}
    flat = _stage(only)
    if ontology and ontology.relations[fact.relation].default_stage == only.stage:
        del flat["stage"]
    return {**head, **flat}


def _stage(stage: Stage) -> dict[str, Node]:
    return _given(
        stage=scalar(stage.stage),
        id=scalar(stage.id),
        date=_date(stage.date),
        attested=_date(stage.attested),
        due=_date(stage.due),
        agent=scalars(stage.agents),
        condition=scalar(stage.condition),
        note=scalar(stage.note),
        evidence=[_evidence(item) for item in stage.evidence],
    )


def _evidence(item: Evidence) -> Node:
    return _given(
        source=scalar(item.source),
        at=_locator(str(item.at or "")),
        by=scalars(item.by),
        cites=scalars(item.cites),
        stance="" if item.stance == "supports" else scalar(item.stance),
        note=scalar(item.note),
        id=scalar(item.id),
    )


def _dispute(dispute: Dispute) -> Node:
    fields = _given(
        question=scalar(dispute.question),
        kind=scalar(dispute.kind),
        about=scalars(dispute.about),
    )
    return {**fields, "positions": [_position(position) for position in dispute.positions]}


def _position(position: Position) -> Node:
    return _given(
        says=scalar(position.says),
        facts=scalars(position.facts),
        evidence=[_evidence(item) for item in position.evidence],
    )


def _moment(moment: Moment) -> Node:
    return _given(
        date=_date(moment.date),
        focus=scalar(moment.focus),
        title=scalar(moment.title),
        text=scalar(moment.text),
    )


def _given(**fields: Node) -> dict[str, Node]:
    """Return the fields that hold something."""
    return {name: node for name, node in fields.items() if node}


def _date(date: EdtfDate | None) -> str:
    """Return a date; a set and a mark of doubt stand in quotes."""
    text = date.text if date else ""
    return text if _BARE_DATE.fullmatch(text) else text and quoted(text)


def _locator(text: str) -> str:
    return quoted(text) if ":" in text else text


def _value(value: Value | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, str):
        return scalar(value or "")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _keyed(key: str, node: Node) -> str:
    return "".join(render_lines({scalar(key): node}, "  "))


def _listed(node: Node) -> str:
    return "".join(render_lines([node], "  "))
