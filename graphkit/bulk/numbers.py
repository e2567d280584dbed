"""The facts as numbers: what all that is written is made of.

An entity is its place among the ids in order, a relation that among the names, so that an order of
numbers is the order of the texts. The texts are joined where a table is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.bulk.decided import Decided
from graphkit.bulk.facts import ROWS, keyed
from graphkit.bulk.frames import Frame, arrow, functions
from graphkit.bulk.session import Session
from graphkit.bulk.words import Words
from graphkit.dates import EdtfDate
from graphkit.identifiers import kebab, slug
from graphkit.ontology import Ontology

#: Of `Numbers.facts`; role and says only where the mapping has them.
COLUMNS = ("subject", "relation", "object", "date", "role", "says", "rows")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Facts, and what their numbers stand for.

    Attributes:
        facts: Those that the engine makes: `COLUMNS`. Each happened once, on a day.
        lasting: The others: `id`, `subject`, `relation`, `object`, `role`, `says`, `date` (a
            text), the four bounds, `rows`, `facts` (1 for the first time of a fact, else 0).
        entities: `number`, `id`, `kind`, `name`, `short`.
        relations: `number`, `name`, `kebab`, `symmetric`.
        days: `number`, `text`, `slug`, `day`, `month`.
        reserved: `taken`: ids that no fact of the engine may have; none where there are none.
        roles: `said`, `slug`; none where no fact has a role.
    """

    facts: Frame
    lasting: Frame
    entities: Frame
    relations: Frame
    days: Frame
    roles: Frame | None
    reserved: Frame | None = None


def numbers(  # noqa: PLR0913, PLR0917 - all that is known meets here
    session: Session,
    said: Frame,
    decided: Decided,
    words: Words,
    ontology: Ontology,
    roles: Mapping[str, str],
) -> Numbers:
    """Return the facts as numbers.

    Args:
        session: The engine.
        said: What was gathered, without the rows that are left out.
        decided: What was decided about it.
        words: What its numbers stand for.
        ontology: Core and project.
        roles: The slug of each role.
    """
    place = {name: number for number, name in enumerate(decided.entities)}
    return Numbers(
        facts=session.settle(
            _facts(session, _kept(session, said, decided, words), decided, words, ontology, place)
        ),
        lasting=session.table(lasting_of(decided, words, place)),
        entities=session.table(entities_of(decided)),
        relations=session.table(relations_of(words, ontology)),
        days=session.table(days_of(decided, words)),
        roles=session.table(_roles(roles)) if roles else None,
        reserved=session.table(_reserved(decided)) if decided.reserved else None,
    )


def _kept(session: Session, said: Frame, decided: Decided, words: Words) -> Frame:
    """Return what the engine makes facts of."""
    f = functions()
    if decided.relations:
        said = said.filter(~f.col("relation").isin(list(decided.relations)))
    if decided.mixed:
        columns = said.columns
        said, key = keyed(session, said, words.keys)
        vague = said.filter(f.col("date").isin(list(decided.dates))).select(*key).distinct()
        said = said.join(vague, key, "left_anti").select(*columns)
    return said


def _facts(  # noqa: PLR0913, PLR0917 - the same
    session: Session,
    said: Frame,
    decided: Decided,
    words: Words,
    ontology: Ontology,
    place: Mapping[str, int],
) -> Frame:
    f = functions()
    pa = arrow()
    known = [(number, place[name]) for number, name in enumerate(decided.ids) if name]
    columns = zip(*known, strict=True) if known else ((), ())
    found, entity = (pa.array(list(each), pa.int32()) for each in columns)
    table = session.table(pa.Table.from_arrays([found, entity], names=["found", "entity"]))
    for end in ("subject", "object"):
        one = table.select(f.col("found").alias(f"{end}_found"), f.col("entity").alias(f"{end}_id"))
        said = said.join(one, f.col(end) == f.col(f"{end}_found"))
    first, other = f.col("subject_id"), f.col("object_id")
    both = [
        number for number, name in enumerate(words.relations) if ontology.relations[name].symmetric
    ]
    turned = f.col("relation").isin(both) & (first > other)
    kept = [name for name in ("date", "role", "says") if name in said.columns]
    frame = said.select(
        f.when(turned, other).otherwise(first).alias("subject"),
        "relation",
        f.when(turned, first).otherwise(other).alias("object"),
        *kept,
        ROWS,
    )
    if len(set(words.keys)) == len(words.keys):
        return frame
    # Cells that name one entity differ in the state they count it to: they are one here.
    key = [name for name in frame.columns if name != ROWS]
    return frame.groupBy(*key).agg(f.sum(ROWS).alias(ROWS))


def lasting_of(decided: Decided, words: Words, place: Mapping[str, int]) -> object:
    """Return the facts that were made in this process, as `Numbers.lasting`."""
    pa = arrow()
    relations = {name: number for number, name in enumerate(words.relations)}
    rows = []
    for each in decided.lasting:
        fact = each.fact
        ends = (place[fact.subject], relations[fact.relation], place[fact.object])
        for number, (stage, count) in enumerate(zip(fact.stages, each.rows, strict=True)):
            date = stage.date
            text = date.text if date else None
            row = (fact.id, *ends, fact.role, fact.says, text, *bounds(date), count)
            rows.append((*row, int(number == 0)))
    schema = pa.schema(
        [
            ("id", pa.string()),
            *((name, pa.int32()) for name in ("subject", "relation", "object")),
            *((name, pa.string()) for name in ("role", "says", "date")),
            *((name, pa.date32()) for name in BOUNDS),
            ("rows", pa.int64()),
            ("facts", pa.int32()),
        ]
    )
    return as_table(rows, schema)


BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def bounds(date: EdtfDate | None) -> Sequence[dt.date | None]:
    """Return the four bounds of a date; those of an end are none where it is no interval."""
    if date is None:
        return (None,) * 4
    ends = (date.end_earliest, date.end_latest) if date.is_interval else (None, None)
    return (date.start_earliest, date.start_latest, *ends)


def entities_of(decided: Decided) -> object:
    """Return the entities, as `Numbers.entities`."""
    pa = arrow()
    rows = [
        (number, each.id, each.kind, each.name, each.short_name)
        for number, each in enumerate(decided.entities.values())
    ]
    texts = ((name, pa.string()) for name in ("id", "kind", "name", "short"))
    return as_table(rows, pa.schema([("number", pa.int32()), *texts]))


def relations_of(words: Words, ontology: Ontology) -> object:
    """Return the relations, as `Numbers.relations`."""
    pa = arrow()
    rows = [
        (number, name, kebab(name), ontology.relations[name].symmetric)
        for number, name in enumerate(words.relations)
    ]
    texts = ((name, pa.string()) for name in ("name", "kebab"))
    return as_table(rows, pa.schema([("number", pa.int32()), *texts, ("symmetric", pa.bool_())]))


def days_of(decided: Decided, words: Words) -> object:
    """Return the days, as `Numbers.days`."""
    pa = arrow()
    rows = []
    for number in decided.days:
        date = words.dates[number].date
        day = date.start_earliest
        if day is not None:
            rows.append((number, date.text, slug(day.isoformat()), day, day.isoformat()[:7]))
    texts = ((name, pa.string()) for name in ("text", "slug"))
    fields = [("number", pa.int32()), *texts, ("day", pa.date32()), ("month", pa.string())]
    return as_table(rows, pa.schema(fields))


def _roles(roles: Mapping[str, str]) -> object:
    pa = arrow()
    rows = [(said, slugged or None) for said, slugged in sorted(roles.items())]
    return as_table(rows, pa.schema([("said", pa.string()), ("role_slug", pa.string())]))


def _reserved(decided: Decided) -> object:
    pa = arrow()
    return as_table([(name,) for name in decided.reserved], pa.schema([("taken", pa.string())]))


def as_table(rows: Sequence[Sequence[object]], schema: object) -> object:
    """Return rows as a table of Arrow with a schema of its own."""
    pa = arrow()
    fields = list(schema)  # type: ignore[call-overload]
    columns = zip(*rows, strict=True) if rows else ((),) * len(fields)
    arrays = [pa.array(list(each), kind.type) for each, kind in zip(columns, fields, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def named(frame: Frame, table: Frame, by: str, **columns: str) -> Frame:
    """Join columns of a table of numbers: ``subject_name="name"`` adds one by the number `by`."""
    f = functions()
    picked = [f.col(theirs).alias(ours) for ours, theirs in columns.items()]
    table = table.select(f.col("number").alias(f"{by}_number"), *picked)
    return frame.join(table, f.col(by) == f.col(f"{by}_number")).drop(f"{by}_number")
