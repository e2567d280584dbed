"""The columns of the property graph: what a node and an edge say, and of which type.

Every column holds one scalar type, so that Gephi, igraph and NetworkX agree on it. What has
no value is left out, never written as an empty one.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from decimal import Decimal

from graphkit.dates import EdtfDate
from graphkit.labels import short_label
from graphkit.life import State
from graphkit.model import Entity, Fact, Source, Stage
from graphkit.ontology import Group
from graphkit.provenance import Span, bearing, first_attested, independent, to_day
from graphkit.views import View

Scalar = str | int | float | bool
Columns = dict[str, Scalar]
Types = dict[str, type[Scalar]]

#: Separates the ids of several sources or agents in one column. A list type would be read by
#: Gephi alone; no id holds the character.
SEPARATOR = "|"

#: Column name to scalar type, in the order in which formats declare them.
NODE_COLUMNS: Types = {
    "label": str,
    "kind": str,
    "event_type": str,
    "short": str,
    "unnamed": bool,
    "iso3": str,
    "latitude": float,
    "longitude": float,
    "date": str,
}
EDGE_COLUMNS: Types = {
    "label": str,
    "weight": float,
    "edge_id": str,
    "relation": str,
    "colour_group": str,
    "sign": int,
    "stage": str,
    "stage_group": str,
    "holds": bool,
    "possible": bool,
    "agent": str,
    "role": str,
    "field": str,
    "says": str,
    "condition": str,
    "dated_stage": str,
    "date": str,
    "start_earliest": str,
    "start_latest": str,
    "end_earliest": str,
    "end_latest": str,
    "attested": str,
    "due": str,
    "first_attested": str,
    "symmetric": bool,
    "disputed": bool,
    "sources": str,
    "independent": int,
    "via": str,
}
#: Columns of ours, and what Gephi's importer takes for the place, size or colour of a node.
_TAKEN = frozenset(NODE_COLUMNS) | {
    "id",
    "size",
    "color",
    "r",
    "g",
    "b",
    "x",
    "y",
    "z",
    "xpos",
    "ypos",
    "zpos",
    "nodelabel",
    "timeset",
}
_VALUE_TYPES: Types = {
    "integer": int,
    "decimal": float,
    "string": str,
    "boolean": bool,
}
#: What the name of a column of values adds for whether they are approximate.
APPROXIMATE = "_approximate"
# An enumeration gives its values slowly.
_GROUPS = {group: group.value for group in Group}
#: The register whose codes have a column of their own, ``iso3``.
ISO3 = "iso3166-1-alpha-3"


def value_types(facts: Iterable[Fact], view: View) -> Types:
    """Return the columns that value facts give to nodes, two for each relation."""
    types: Types = {}
    for relation in sorted({fact.relation for fact in facts}):
        name = value_column(relation)
        types[name] = _VALUE_TYPES[view.ontology.relations[relation].value_type]
        types[name + APPROXIMATE] = bool
    return types


def value_column(relation: str) -> str:
    """Return the column of a value relation, apart from those that mean something else."""
    return f"value_{relation}" if relation.lower() in _TAKEN else relation


def value_columns(fact: Fact) -> Columns:
    """Return what a value fact says of its subject."""
    name = value_column(fact.relation)
    value = fact.value
    scalar = float(value) if isinstance(value, Decimal) else value
    return {name: "" if scalar is None else scalar, name + APPROXIMATE: fact.approximate}


def entity_columns(entity: Entity) -> Columns:
    """Return what an entity says of itself."""
    columns = present(
        label=entity.name,
        kind=entity.kind,
        event_type=entity.type,
        short=entity.short,
        iso3=dict(entity.ids).get(ISO3, ""),
        date=entity.date.text if entity.date else "",
    )
    columns["unnamed"] = entity.unnamed
    if entity.location:
        latitude, longitude = entity.location
        columns |= {"latitude": float(latitude), "longitude": float(longitude)}
    return columns


def fact_columns(fact: Fact, view: View) -> Columns:
    """Return what a fact says as an edge."""
    relation = view.ontology.relations[fact.relation]
    state = view.states[fact.id]
    sources = view.records.sources
    columns: Columns = {
        "label": short_label(fact, state, view),
        "edge_id": fact.id,
        "relation": fact.relation,
        "colour_group": relation.colour_group,
    }
    if fact.role or fact.field or fact.says:
        columns |= present(role=fact.role, field=fact.field, says=fact.says)
    columns |= present(
        first_attested=_first_attested(fact.stages, sources),
        sources=joined({e.source for stage in fact.stages for e in stage.evidence}),
    )
    columns |= state_columns(state)
    columns |= {
        "weight": 1.0,
        "sign": relation.sign,
        "holds": view.holds(fact),
        "possible": state is not None and not state.definite,
        "symmetric": relation.symmetric,
        "disputed": fact.id in view.disputes,
        "independent": independent(bearing(fact), sources),
    }
    return columns


def joined(ids: Iterable[str]) -> str:
    """Return ids as one text, sorted."""
    return SEPARATOR.join(sorted(ids))


def present(**columns: str) -> Columns:
    """Return the columns that have a text."""
    return {name: value for name, value in columns.items() if value}


def state_columns(state: State | None) -> Mapping[str, Scalar]:
    """Return what an edge says of how its fact stands on the day.

    ``date``, the bounds of the start and, for an interval, those of the end are of the stage
    that gives the label its year; ``dated_stage`` names it where it is not ``stage``.
    """
    if state is None:
        return {}
    step, dated = state.step, state.dated or state.step
    record, ends = step.record, step.begin if step.group is Group.CLOSED else None
    columns = present(
        stage=step.stage,
        stage_group=_GROUPS[step.group],
        agent=SEPARATOR.join(record.agents),
        condition=record.condition,
        dated_stage=dated.record.stage if dated.record.stage != step.stage else "",
    )
    return columns | _days(dated.record.date, dated.begin, ends, record.attested, record.due)


@functools.lru_cache(maxsize=1 << 12)  # most edges share their days with others
def _days(
    date: EdtfDate | None,
    begin: Span,
    closed: Span | None,
    attested: EdtfDate | None,
    due: EdtfDate | None,
) -> Columns:
    """Return the columns of days; of an interval the end is its own, whatever closed it."""
    end = date if date and date.is_interval else None
    closed = None if end else closed
    return present(
        date=date.text if date else "",
        start_earliest=_iso_of(begin.earliest),
        start_latest=_iso_of(begin.latest),
        end_earliest=_iso(end.end_earliest) if end else _iso_of(closed.earliest) if closed else "",
        end_latest=_iso(end.end_latest) if end else _iso_of(closed.latest) if closed else "",
        attested=attested.text if attested else "",
        due=due.text if due else "",
    )


def _first_attested(stages: Iterable[Stage], sources: Mapping[str, Source]) -> str:
    days = [day for stage in stages if (day := first_attested(stage, sources))]
    return min(days).isoformat() if days else ""


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _iso_of(ordinal: int) -> str:
    return _iso(to_day(ordinal))
