"""A project's ``seeds/`` folder read into `Records`, with every problem met on the way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import structs

from graphkit.cache import Cache
from graphkit.identifiers import BASE
from graphkit.model import Dispute, Entity, Fact, GraphInfo, Moment, Records, Source, Stage
from graphkit.ontology import Group, Ontology
from graphkit.problems import Place, Problem
from graphkit.seeds.files import FileReader, FileRecords, Keyed
from graphkit.seeds.order import stages_in_order
from graphkit.seeds.project import FOLDER, seed_files

_Record = TypeVar("_Record", Source, Entity, Dispute)


class Reading(msgspec.Struct, frozen=True):
    """What a project's seeds hold.

    Attributes:
        records: All that could be read; a record with a fault is in it as far as it goes, so
            that the checks do not report its absence as well.
        problems: What was met while reading, in no order.
        files: The seed files, by path relative to the project.
        whole: Whether every file could be read to its end.
        contents: What tells each file from any other, where all were read through a cache.
    """

    records: Records
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    whole: bool
    contents: tuple[bytes | str, ...] | None = None


def read_project(root: Path, ontology: Ontology, cache: Cache | None = None) -> Reading:
    """Read every ``*.yaml`` under a project's ``seeds/``; the order of files means nothing.

    Bad data is never raised: each fault becomes a Problem.

    Args:
        root: The project's folder.
        ontology: The words that records may use.
        cache: Where large files that have not changed are looked up, and others are kept.
    """
    gathered = _Gathered(ontology)
    reader = FileReader(ontology, cache)
    for path, name in seed_files(root, gathered.found):
        gathered.add(reader.read(path, name))
    contents = tuple(each for each in reader.contents.values() if each is not None)
    return Reading(
        gathered.records(),
        tuple(gathered.found),
        tuple(reader.contents),
        gathered.whole,
        contents if len(contents) == len(reader.contents) else None,
    )


class _Gathered:
    """The records of all files, put together."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.found: list[Problem] = []
        self.info: GraphInfo | None = None
        self.sources: dict[str, Source] = {}
        self.entities: dict[str, Entity] = {}
        self.facts: dict[str, Fact] = {}
        self.unread: list[Fact] = []
        self.disputes: dict[str, Dispute] = {}
        self.moments: list[Moment] = []
        self.whole = True

    def add(self, file: FileRecords) -> None:
        """Add what a file holds; an id that stands for a record already is a problem."""
        self.found += file.problems
        self.whole = self.whole and file.whole
        if file.info:
            self._graph(*file.info)
        self._keyed(file.sources, self.sources)
        self._keyed(file.entities, self.entities)
        for fact in file.facts:
            if not fact.relation:  # its lack is told
                self.unread.append(fact)
                continue
            whole = fact.object or fact.value is not None
            if not whole and fact.id in self.facts:
                continue  # its own fault is told; two such would only seem to be equal
            if self._is_new(fact.id, self.facts, fact.origin.place):
                self.facts[fact.id] = fact
        self._keyed(file.disputes, self.disputes)
        self.moments += file.moments

    def _graph(self, info: GraphInfo, place: Place) -> None:
        if self.info:
            hint = f"keep one graph: in the project; the first is at {self.info.origin.place}"
            self.found.append(Problem(place, "duplicate-graph", "a second graph:", hint))
        else:
            self.info = info

    def _keyed(self, records: Keyed[_Record], into: dict[str, _Record]) -> None:
        for record, place in records:
            if self._is_new(record.id, into, place):
                into[record.id] = record

    def _is_new(
        self, identifier: str, known: dict[str, _Record] | dict[str, Fact], place: Place
    ) -> bool:
        if identifier not in known:
            return True
        first = known[identifier].origin.place
        hint = f"the first is at {first}; give one of them another id, or join them"
        message = f'"{identifier}" stands for two records'
        self.found.append(Problem(place, "duplicate-id", message, hint))
        return False

    def records(self) -> Records:
        """Return all records sorted by id, events' dates handed down to their facts."""
        # A file that could not be read may have held it: that problem is enough.
        if self.info is None and not any(problem.is_error for problem in self.found):
            hint = "add graph: with a title and as_of to one file under seeds/"
            message = "the project has no graph:"
            self.found.append(Problem(Place(FOLDER), "missing-graph", message, hint))
        facts = {name: self._inherit(self.facts[name]) for name in sorted(self.facts)}
        return Records(
            info=self.info or GraphInfo(title="", base=BASE, as_of=dt.date.min),
            sources=dict(sorted(self.sources.items())),
            entities=dict(sorted(self.entities.items())),
            facts=facts,
            disputes=dict(sorted(self.disputes.items())),
            moments=tuple(self.moments),
            unread=tuple(self.unread),
        )

    def _inherit(self, fact: Fact) -> Fact:
        """Give a fact about an event the event's date where a stage has none of its own.

        Only a stage that says how the event went takes it: the day on which a thing was
        announced or planned is not the day on which it happened.
        """
        end = self.ontology.relations[fact.relation].inherits_date_from
        event = self.entities.get(getattr(fact, end)) if end else None
        if event is None or event.date is None:
            return fact
        stages = [self._dated(stage, event) for stage in fact.stages]
        return structs.replace(fact, stages=stages_in_order(stages, self.ontology))

    def _dated(self, stage: Stage, event: Entity) -> Stage:
        told = self.ontology.group(stage.stage) in {Group.REALIZED, Group.NEGATIVE}
        if not told or stage.date or stage.attested:
            return stage
        return structs.replace(stage, date=event.date)
