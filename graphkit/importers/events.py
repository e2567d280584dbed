"""A table of events as facts with their evidence, entities and a source.

Rows that say the same are one fact: what happens once is told apart by its day, what lasts is one
fact with a stage for each of its times. Each row is a piece of evidence for what it says.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping as Words
from pathlib import Path

from msgspec import structs

from graphkit.dates import EdtfDate, parse_date
from graphkit.errors import GraphkitError
from graphkit.importers.event_facts import Dates, FactMaker, Identity, Spot
from graphkit.importers.event_rows import (
    NO_FACT,
    REASONS,
    SAMPLES,
    LeftOut,
    NotTaken,
    RowReader,
    Said,
)
from graphkit.importers.tables import TEXT, BadTable, Row, read_rows, table_format
from graphkit.mapping import Found, Mapping
from graphkit.model import Entity, Fact, Records, Source, SourceText
from graphkit.ontology import Ontology
from graphkit.seeds.yaml_text import can_be_written

#: What counts an actor among those of a state; made where the ontology has such a relation.
AFFILIATION = "affiliatedWith"
#: Objects for more rows fill the memory of a usual machine.
MOST_ROWS = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Imported:
    """What a table gives.

    Attributes:
        source: The table.
        entities: Those that were not known, by id.
        facts: By id.
        rows: How many the table has, its line of names not counted.
        taken: How many of them are evidence of a fact.
        left_out: By reason.
        last: The last day that the facts name; none where they name none.
    """

    source: Source
    entities: Words[str, Entity]
    facts: Words[str, Fact]
    rows: int
    taken: int
    left_out: Words[str, LeftOut]
    last: dt.date | None


def read_events(
    path: Path,
    mapping: Mapping,
    ontology: Ontology,
    known: Records | None = None,
    *,
    source: str = "",
) -> Imported:
    """Read a table.

    Args:
        path: The file.
        mapping: What its columns mean.
        ontology: Core and project.
        known: Of the project that the facts go into: its entities are found by their names, no
            fact of it is made again, and no id of it is given away.
        source: Id of the source, by default that of the mapping.

    Returns:
        What could be read, and what could not, counted and with samples.

    Raises:
        GraphkitError: The file is broken, holds more rows than fit into memory, or has a name
            that no seed file can hold.
        BadData: The mapping names columns that the table does not have.
    """
    gathering = _Gathering(path, mapping, ontology, known)
    for row in read_rows(path, mapping):
        gathering.add(row)
    return gathering.imported(source or mapping.source.id)


class _Gathering:
    """Takes row after row, and makes records of all of them."""

    def __init__(
        self, path: Path, mapping: Mapping, ontology: Ontology, known: Records | None
    ) -> None:
        self.path = path
        self.mapping = mapping
        self.ontology = ontology
        self.reader = RowReader(mapping, ontology, known.entities if known else {})
        self.known = known
        self.known_days = _known_days(known.facts.values() if known else (), ontology)
        self.said: defaultdict[Identity, Dates] = defaultdict(dict)
        self.found: set[Found] = set()
        self.first: dict[Found, tuple[str, Spot]] = {}
        self.left_out: dict[str, LeftOut] = {reason: LeftOut() for reason in REASONS}
        self.unused: list[tuple[str, str]] = []
        self.rows = self.taken = 0
        self.last: dt.date | None = None

    # -------------------------------------------------------------- rows

    def add(self, row: Row) -> None:
        """Take a row, or note why not."""
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise BadTable(
                f"{self.path} has more than {MOST_ROWS:,} rows: use graphkit bulk, which takes as "
                "many as there are"
            )
        faults: dict[str, str] = {}
        taken = False
        said = [NotTaken("wrong-cells", row.fault)] if row.fault else self.reader.read(row.cells)
        for one in said:
            fault = one if isinstance(one, NotTaken) else self._take(one, row)
            if fault:
                faults.setdefault(fault.reason, fault.text)
            taken |= fault is None
        if taken or len(faults) > 1:
            faults.pop(NO_FACT, None)  # it says nothing against the rest of the row
        for reason, text in faults.items():
            left = self.left_out[reason]
            left.rows += 1
            if len(left.samples) < SAMPLES:
                left.samples.append((f"{self.path.name}:{row.number}", text))
        self.taken += taken
        if not taken and row.paragraph:
            self.unused.append((f"p{row.paragraph}", REASONS[next(iter(faults))]))

    def _take(self, said: Said, row: Row) -> NotTaken | None:
        """Note what a row says; return why not, if the project says it already."""
        ends = (said.subject, said.object)
        identity = self._identity(said)
        date = said.span.date if said.span else None
        if self._is_known(identity, ends, date):
            text = f"{said.subject.id} {said.relation} {said.object.id}"
            return NotTaken("known-already", text)
        spot = Spot(row.number, row.paragraph, said.note)
        spots = self.said[identity].setdefault(date, {})
        other = spots.setdefault(row.number, spot)
        if other is not spot:  # two rules read the same out of one row
            notes = dict.fromkeys(filter(None, (other.note, spot.note)))
            spots[row.number] = spot._replace(note="; ".join(notes))
        latest = date.start_latest if date else None
        first = (latest.isoformat() if latest else "", spot._replace(note=""))
        for end in ends:
            self.found.add(end)
            if end.state:
                self.first[end] = min(self.first.get(end, first), first)
        if said.span and said.span.last:
            self.last = max(self.last or said.span.last, said.span.last)
        return None

    def _identity(self, said: Said) -> Identity:
        ends = [said.subject.key, said.object.key]
        if self.ontology.relations[said.relation].symmetric:
            ends.sort()
        return Identity(ends[0], said.relation, ends[1], said.role, said.says)

    def _is_known(
        self, identity: Identity, ends: tuple[Found, Found], date: EdtfDate | None
    ) -> bool:
        """Whether the project has the fact, or one that may be the same."""
        ids = [end.id for end in ends]
        if not self.known_days or not all(ids):
            return False
        if self.ontology.relations[identity.relation].symmetric:
            ids.sort()
        days = self.known_days.get(identity._replace(subject=ids[0], object=ids[1]))
        return days is not None and (None in days or _only_day(date) in {None, *days})

    # -------------------------------------------------------------- records

    def imported(self, source: str) -> Imported:
        """Return what came of all rows."""
        self._affiliate()
        taken = self.known.facts if self.known else {}
        ids = self.reader.resolver.assign(self.found, taken)
        entities = self.reader.resolver.entities(self.found, taken)
        others = self.known.entities if self.known else {}
        facts = FactMaker(source, ids, self.ontology).make(
            self.said, taken=(*taken, *entities, *others)
        )
        return Imported(
            source=self._source(source),
            entities=entities,
            facts=facts,
            rows=self.rows,
            taken=self.taken,
            left_out={reason: left for reason, left in self.left_out.items() if left.rows},
            last=self.last,
        )

    def _affiliate(self) -> None:
        """Say of each actor that the table counts it among those of a state, at its first day."""
        relation = self.ontology.relations.get(AFFILIATION)
        if relation is None:
            return
        # An actor that is spelled in several ways has several first days.
        for actor, (day, spot) in sorted(self.first.items(), key=lambda item: item[1]):
            state = self.reader.resolver.state(actor.state)
            identity = Identity(actor.key, relation.name, state.key)
            fits = actor.kind in relation.subject_kinds and state.kind in relation.object_kinds
            date = parse_date(f"[..{day}]") if day else None
            if (
                fits
                and identity not in self.said
                and not self._is_known(identity, (actor, state), date)
            ):
                self.found.add(state)
                note = "the state in brackets" if actor.office else "the country of the row"
                self.said[identity] = {date: {spot.number: spot._replace(note=note)}}

    def _source(self, identifier: str) -> Source:
        """Return the source of the mapping with what is known of its file."""
        source = structs.replace(self.mapping.source, id=identifier)
        if source.published is None and self.last:
            source = structs.replace(
                source,
                published=parse_date(f"[{self.last}..]"),
                published_note=source.published_note or "not before the last day in it",
            )
        form = table_format(self.path, self.mapping)
        if form not in TEXT:
            return source
        name = self.path.name
        if name.startswith(".") or not can_be_written(name):
            raise GraphkitError(
                f"{name!r} cannot stand in a seed file: give the table another name"
            )
        has_head = form != "jsonl" and not self.mapping.head
        head = [("p1", "the names of the columns")] if has_head else []
        with self.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return structs.replace(
            source, text=SourceText(name, digest), left_out=(*head, *self.unused)
        )


def _only_day(date: EdtfDate | None) -> dt.date | None:
    """Return the day that a date is of; none where it is not known to the day."""
    if date is None or date.start_earliest != date.start_latest:
        return None
    return date.start_latest


def _known_days(facts: Iterable[Fact], ontology: Ontology) -> dict[Identity, set[dt.date | None]]:
    """Return the days of the facts of a project; none among them for one that may be any."""
    found: dict[Identity, set[dt.date | None]] = {}
    for fact in facts:
        if not fact.object or fact.field or fact.about:
            continue
        ends = [fact.subject, fact.object]
        relation = ontology.relations[fact.relation]
        if relation.symmetric:
            ends.sort()
        identity = Identity(ends[0], fact.relation, ends[1], fact.role, fact.says)
        days = {_only_day(stage.date) for stage in fact.stages if stage.date}
        known = days.pop() if len(days) == 1 and not relation.lasting else None
        found.setdefault(identity, set()).add(known)
    return found
