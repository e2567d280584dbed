"""GraphML that graphkit wrote, read back as far as nodes and edges carry a graph.

A node becomes an entity, an edge a fact at the stage it had on the day of the file, a column of
values a fact of its own. The sources are known by their ids alone. What follows from other
columns (labels of edges, signs, groups, counts) is worked out again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import structs

from graphkit.graph import Seen
from graphkit.identifiers import BASE, ENTITY_ID_LENGTH, fact_id
from graphkit.importers.cells import Cells, Found
from graphkit.importers.edge_stages import Told, some_day, with_stages
from graphkit.importers.files import FileReading, unreadable
from graphkit.importers.graphml_xml import Row, Rows, read_rows
from graphkit.model import Entity, Evidence, Fact, GraphInfo, Records, Source, Stage
from graphkit.ontology import Ontology, Relation
from graphkit.origins import Origin
from graphkit.problems import Place, Problem
from graphkit.projections.networks.columns import APPROXIMATE, ISO3, value_column
from graphkit.projections.shapes import Shape

SUFFIXES = (".graphml",)
#: The source of what stands in a column of a node, since the file names no other.
_COLUMNS = Source(id="graphml-file", kind="dataset", title="Columns of a GraphML file")
#: What the description of the graph begins with, as the exporter writes it.
_ABOUT = re.compile(
    r"As of ([0-9]{4}-[0-9]{2}-[0-9]{2})(?:, known by ([0-9]{4}-[0-9]{2}-[0-9]{2}))?: (.*)",
    re.DOTALL,
)
_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
#: Columns without which a file is none of ours.
_OURS = {"node": "kind", "edge": "relation"}


def read_records(path: Path, ontology: Ontology) -> FileReading:
    """Return what a GraphML file holds, before records are compared.

    Raises:
        GraphkitError: The file cannot be opened.
    """
    try:
        rows = read_rows(path)
    except OSError as error:
        raise unreadable(path, error) from error
    place = Place(path.name)
    problem = rows if isinstance(rows, Problem) else _strange(rows, place)
    if problem or isinstance(rows, Problem):
        return FileReading(None, (problem,) if problem else ())
    return _Reader(rows, ontology, place).read()


def _strange(rows: Rows, place: Place) -> Problem | None:
    """Return why a file is not one that can be read as facts."""
    missing = [name for kind, name in _OURS.items() if name not in rows.declared.get(kind, ())]
    if missing:
        message = f"the file has no column {' and no column '.join(missing)}"
        hint = "name a file that graphkit export graphml wrote"
        return Problem(place, "foreign-file", message, hint)
    if "count" in rows.declared["edge"]:
        message = "the file holds counts: an edge of it may stand for several facts"
        return Problem(place, "folded-file", message, "read what graphkit export graphml wrote")
    if "via_possible" in rows.declared["edge"] or any(row.columns.get("via") for row in rows.edges):
        message = "the file is folded: an edge of it may stand for several facts"
        return Problem(place, "folded-file", message, "read the file without --fold")
    if _ABOUT.fullmatch(rows.about) is None:
        message = "the graph has no <desc> that begins with its day"
        hint = "export it again: other programs leave the description out"
        return Problem(place, "missing-field", message, hint)
    return None


class _Reader:
    """Makes records of rows."""

    def __init__(self, rows: Rows, ontology: Ontology, place: Place) -> None:
        self.rows = rows
        self.ontology = ontology
        self.found = Found()
        day, _, title = (_ABOUT.fullmatch(rows.about) or [""]).groups()  # type: ignore[union-attr]
        self.info = GraphInfo(
            title=title,
            base=BASE,
            as_of=self.found.day(day, place) or dt.date.min,
            origin=Origin(place),
        )
        self.values = {
            value_column(name): relation
            for name, relation in ontology.relations.items()
            if relation.value_type
        }
        self.entities: dict[str, Entity] = {}
        self.facts: dict[str, Fact] = {}
        self.sources: dict[str, Source] = {}

    def read(self) -> FileReading:
        """Return the records of the file."""
        for row in self.rows.nodes:
            cells = self._cells(row, row.id, "node", ENTITY_ID_LENGTH)
            if self._is_new(cells, self.entities):
                self.entities[cells.id] = _entity(cells, self.ontology)
                self._add(self._values(cells))
        for row in self.rows.edges:
            cells = self._cells(row, row.columns.get("edge_id") or row.id, "edge")
            self._add(self._fact(cells))
        records = Records(
            info=self.info,
            sources=dict(sorted(self.sources.items())),
            entities=dict(sorted(self.entities.items())),
            facts=dict(sorted(self.facts.items())),
            disputes={},
        )
        # Whatever was a node or an edge is to be one again.
        shape = Shape(negative=True, all_entities=self._has_lone_nodes())
        return FileReading(records, tuple(self.found.problems), Seen(shape=shape))

    def _cells(self, row: Row, identifier: str, what: str, longest: int | None = None) -> Cells:
        return Cells(row, identifier, f"the {what} {identifier}".rstrip(), self.found, longest)

    def _is_new(self, cells: Cells, known: Iterable[str]) -> bool:
        if cells.id in known:
            cells.add("duplicate-id", f"{cells.name} stands twice in the file", "remove one")
            return False
        return True

    def _add(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            self.facts[fact.id] = fact

    def _has_lone_nodes(self) -> bool:
        ends = {end for fact in self.facts.values() for end in (fact.subject, fact.object)}
        return any(name not in ends for name in self.entities)

    # -------------------------------------------------------------- facts

    def _fact(self, cells: Cells) -> Iterator[Fact]:
        """Yield the fact of an edge; none where its relation or its stages are wrong."""
        name = cells.word("relation", self.ontology.relations, "relation", need=True)
        relation = self.ontology.relations.get(name)
        if relation and relation.value_type:
            hint = "write the value into a column of the node"
            cells.add("value-or-object", f"{name} takes no object", hint)
        if relation is None or relation.value_type or not self._is_new(cells, self.facts):
            return
        fact = Fact(
            id=cells.id,
            subject=cells.row.source,
            relation=name,
            object=cells.row.target,
            role=cells.text("role"),
            field=cells.text("field"),
            says=cells.text("says"),
            origin=Origin(cells.row.place),
        )
        told = self._told(cells)
        made = with_stages(fact, told, self.info.as_of, self.ontology)
        if made:
            yield made
        else:
            message = f"{cells.name}: its stage, dates and flags do not fit together"
            hint = "mend them, or change the facts where they are written and export again"
            cells.add("columns-disagree", message, hint)

    def _told(self, cells: Cells) -> Told:
        agents = cells.ids("agent")
        return Told(
            stage=cells.word("stage", self.ontology.stages, "stage"),
            dated_stage=cells.word("dated_stage", self.ontology.stages, "stage"),
            possible=cells.flag("possible"),
            date=cells.date("date"),
            attested=cells.date("attested"),
            due=cells.date("due"),
            # Some agents are no nodes, so that nothing is known of them.
            agents=tuple(name for name in agents if name in self.entities),
            condition=cells.text("condition"),
            bounds={name: day for name in _BOUNDS if (day := cells.day(name))},
            evidence=self._evidence(cells, cells.ids("sources", need=True)),
        )

    def _evidence(self, cells: Cells, names: Iterable[str]) -> tuple[Evidence, ...]:
        for name in names:
            self.sources.setdefault(name, Source(id=name, origin=Origin(cells.row.place)))
        return tuple(Evidence(source=name, origin=Origin(cells.row.place)) for name in names)

    # -------------------------------------------------------------- values

    def _values(self, cells: Cells) -> Iterator[Fact]:
        """Yield a fact for each column of values that a node has a value in."""
        for column, relation in self.values.items():
            value = cells.value(column, relation.value_type)
            if value is None:
                continue
            origin = Origin(cells.row.place)
            source = structs.replace(_COLUMNS, origin=origin)
            self.sources.setdefault(source.id, source)
            evidence = Evidence(source=source.id, origin=origin)
            stage = Stage(
                stage=relation.default_stage,
                date=some_day(None, self.info.as_of),
                evidence=(evidence,),
                origin=origin,
            )
            yield Fact(
                id=_value_id(cells.id, relation),
                subject=cells.id,
                relation=relation.name,
                value=value,
                approximate=cells.flag(column + APPROXIMATE),
                stages=(stage,),
                origin=origin,
            )


def _value_id(subject: str, relation: Relation) -> str:
    return fact_id(subject, relation.name, None)


def _entity(cells: Cells, ontology: Ontology) -> Entity:
    code = cells.text("iso3")
    latitude, longitude = cells.number("latitude"), cells.number("longitude")
    return Entity(
        id=cells.id,
        kind=cells.word("kind", ontology.kinds, "kind", need=True),
        name=cells.text("label", need=True),
        short=cells.text("short"),
        type=cells.word("event_type", ontology.event_types, "type"),
        date=cells.date("date"),
        unnamed=cells.flag("unnamed"),
        ids=((ISO3, code),) if code else (),
        location=None if latitude is None or longitude is None else (latitude, longitude),
        origin=Origin(cells.row.place),
    )
