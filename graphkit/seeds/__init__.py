"""A project's ``seeds/`` folder read into `Records`, with every problem met on the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from graphkit.identifiers import BASE, ENTITY_ID_LENGTH
from graphkit.model import Dispute, Entity, Fact, GraphInfo, Moment, Records, Source, Stage
from graphkit.ontology import Group, Ontology
from graphkit.problems import Place, Problem
from graphkit.seeds.facts import DISPUTE_FIELDS, FACT_FIELDS, read_dispute, read_facts
from graphkit.seeds.form import Form, Problems, as_form
from graphkit.seeds.order import stages_in_order
from graphkit.seeds.project import FOLDER, seed_files
from graphkit.seeds.sources import (
    ENTITY_FIELDS,
    GRAPH_FIELDS,
    MOMENT_FIELDS,
    SOURCE_FIELDS,
    read_entity,
    read_graph,
    read_moment,
    read_source,
)
from graphkit.yaml_source import STOPS, read_yaml

SECTIONS = ("graph", "sources", "entities", "facts", "disputes", "moments")

_Record = TypeVar("_Record", Source, Entity, Dispute)


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """What a project's seeds hold.

    Attributes:
        records: All that could be read; a record with a fault is in it as far as it goes, so
            that the checks do not report its absence as well.
        problems: What was met while reading, in no order.
        files: The seed files, by path relative to the project.
        whole: Whether every file could be read to its end.
    """

    records: Records
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    whole: bool


def read_project(root: Path, ontology: Ontology) -> Reading:
    """Read every ``*.yaml`` under a project's ``seeds/``; the order of files means nothing.

    Bad data is never raised: each fault becomes a Problem.

    Args:
        root: The project's folder.
        ontology: The words that records may use.
    """
    reader = _Reader(ontology)
    files = []
    for path, name in seed_files(root, reader.found):
        files.append(name)
        reader.read(path, name)
    return Reading(reader.records(), tuple(reader.found), tuple(files), reader.whole)


class _Reader:
    """Gathers the records of all files."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.found: list[Problem] = []
        self.info: GraphInfo | None = None
        self.sources: dict[str, Source] = {}
        self.entities: dict[str, Entity] = {}
        self.facts: dict[str, Fact] = {}
        self.disputes: dict[str, Dispute] = {}
        self.moments: list[Moment] = []
        self.whole = True

    def read(self, path: Path, name: str) -> None:
        value, problems = read_yaml(path, name)
        self.found += problems
        self.whole = self.whole and not any(problem.code in STOPS for problem in problems)
        if value is None:
            return
        notes = Problems(name)
        whole = as_form(value, "a seed file", SECTIONS, notes)
        if whole:
            self._graph(whole, notes)
            self._keyed(whole, "sources", self.sources, SOURCE_FIELDS, read_source)
            self._keyed(whole, "entities", self.entities, ENTITY_FIELDS, read_entity)
            self._facts(whole)
            self._keyed(whole, "disputes", self.disputes, DISPUTE_FIELDS, read_dispute)
            self._moments(whole)
        self.found += notes.found

    def _graph(self, whole: Form, notes: Problems) -> None:
        form = whole.form("graph", "graph", GRAPH_FIELDS)
        if form is None:
            return
        if self.info:
            first = self.info.origin.place
            hint = f"keep one graph: in the project; the first is at {first}"
            notes.add(form.node, "duplicate-graph", "a second graph:", hint)
            return
        self.info = read_graph(form)

    def _keyed(
        self,
        whole: Form,
        name: str,
        into: dict[str, _Record],
        fields: tuple[str, ...],
        read: Callable[[str, Form, Ontology], _Record],
    ) -> None:
        """Read a section that maps ids to records."""
        for key, node in whole.entries(name):
            longest = ENTITY_ID_LENGTH if name == "entities" else None
            identifier = whole.as_identifier(key, longest)
            form = as_form(node, identifier or key.text, fields, whole.problems)
            if form is None:
                continue
            record = read(identifier, form, self.ontology)
            place = Place(whole.problems.path, key.line, key.column)
            if identifier and self._is_new(identifier, into, place):
                into[identifier] = record

    def _facts(self, whole: Form) -> None:
        for form in whole.forms("facts", "a fact", FACT_FIELDS):
            for fact in read_facts(form, self.ontology):
                whole_fact = fact.object or fact.value is not None
                if not fact.relation or (not whole_fact and fact.id in self.facts):
                    continue  # its own fault is told; two such would only seem to be equal
                if self._is_new(fact.id, self.facts, fact.origin.place):
                    self.facts[fact.id] = fact

    def _moments(self, whole: Form) -> None:
        moments = (read_moment(form) for form in whole.forms("moments", "a moment", MOMENT_FIELDS))
        self.moments += [moment for moment in moments if moment]

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
        return dataclasses.replace(fact, stages=stages_in_order(stages, self.ontology))

    def _dated(self, stage: Stage, event: Entity) -> Stage:
        told = self.ontology.group(stage.stage) in {Group.REALIZED, Group.NEGATIVE}
        if not told or stage.date or stage.attested:
            return stage
        return dataclasses.replace(stage, date=event.date)
