"""One seed file: what it holds, before it is put together with the others."""

from __future__ import annotations

import contextlib
import functools
import stat
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import structs

from graphkit.cache import LEAST_BYTES, Cache, key_of, marked
from graphkit.identifiers import ENTITY_ID_LENGTH
from graphkit.model import Dispute, Entity, Fact, GraphInfo, Moment, Source
from graphkit.ontology import Ontology
from graphkit.problems import Place, Problem
from graphkit.seeds.facts import DISPUTE_FIELDS, FACT_FIELDS, read_dispute, read_facts
from graphkit.seeds.form import Form, Problems, as_form
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
from graphkit.yaml_source import MAX_BYTES, STOPS, Value, parse_yaml, read_yaml

SECTIONS = ("graph", "sources", "entities", "facts", "disputes", "moments")

_Record = TypeVar("_Record", Source, Entity, Dispute)
#: Records under an id, each with the place of the id.
Keyed = tuple[tuple[_Record, Place], ...]


class FileRecords(NamedTuple):
    """What a seed file holds.

    Attributes:
        info: Its ``graph:``, with the place of that.
        problems: What was met while reading.
        whole: Whether it could be read to its end.
    """

    info: tuple[GraphInfo, Place] | None = None
    sources: Keyed[Source] = ()
    entities: Keyed[Entity] = ()
    facts: tuple[Fact, ...] = ()
    disputes: Keyed[Dispute] = ()
    moments: tuple[Moment, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True

    def to_keep(self) -> FileRecords:
        """Return the same for the cache, each decimal value marked as what it is."""
        facts = [
            structs.replace(fact, value=marked(fact.value))
            if isinstance(fact.value, Decimal)
            else fact
            for fact in self.facts
        ]
        return self._replace(facts=tuple(facts))


def vocabulary_key(ontology: Ontology) -> str:
    """Return what tells the vocabulary from any other."""
    return key_of(path.read_bytes() for path in ontology.files)


class FileReader:
    """Reads seed files with one vocabulary; an unchanged large one comes from the cache."""

    def __init__(self, ontology: Ontology, cache: Cache | None = None) -> None:
        """Take the vocabulary, and the cache if there is one."""
        self._ontology = ontology
        self._cache = cache
        #: What tells each file that was read from any other, by name: the bytes of a small one,
        #: the key of a large one; none where that cannot be told.
        self.contents: dict[str, bytes | str | None] = {}

    def read(self, path: Path, name: str) -> FileRecords:
        """Read a file.

        Args:
            path: The file.
            name: The file as problems name it: relative to the project.
        """
        data = self._data(path) if self._cache else None
        self.contents[name] = data
        if data is None or self._cache is None:
            return self._made(*read_yaml(path, name), name)
        if len(data) < LEAST_BYTES:
            return self._made(*parse_yaml(data, name), name)
        key = self.contents[name] = key_of((name, data, self._words))
        kept = self._cache.read(key, FileRecords)
        if kept is not None:
            return kept
        made = self._made(*parse_yaml(data, name), name)
        self._cache.write(key, made.to_keep())
        return made

    @staticmethod
    def _data(path: Path) -> bytes | None:
        """Return the bytes of a file that can be read; what is wrong with others is told later."""
        with contextlib.suppress(OSError, ValueError):
            status = path.stat()
            if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES:
                data = path.read_bytes()
                return data if len(data) <= MAX_BYTES else None
        return None

    @functools.cached_property
    def _words(self) -> str:
        return vocabulary_key(self._ontology)

    def _made(self, value: Value | None, problems: list[Problem], name: str) -> FileRecords:
        whole = not any(problem.code in STOPS for problem in problems)
        if value is None:
            return FileRecords(problems=tuple(problems), whole=whole)
        notes = Problems(name)
        form = as_form(value, "a seed file", SECTIONS, notes)
        if form is None:
            return FileRecords(problems=(*problems, *notes.found), whole=whole)
        made = FileRecords(
            info=_info(form),
            sources=tuple(self._keyed(form, "sources", SOURCE_FIELDS, read_source)),
            entities=tuple(self._keyed(form, "entities", ENTITY_FIELDS, read_entity)),
            facts=tuple(self._facts(form)),
            disputes=tuple(self._keyed(form, "disputes", DISPUTE_FIELDS, read_dispute)),
            moments=tuple(_moments(form)),
            whole=whole,
        )
        return made._replace(problems=(*problems, *notes.found))

    def _keyed(
        self,
        whole: Form,
        name: str,
        fields: tuple[str, ...],
        read: Callable[[str, Form, Ontology], _Record],
    ) -> Iterator[tuple[_Record, Place]]:
        """Yield the records of a section that maps ids to them."""
        for key, node in whole.entries(name):
            longest = ENTITY_ID_LENGTH if name == "entities" else None
            identifier = whole.as_identifier(key, longest)
            form = as_form(node, identifier or key.text, fields, whole.problems)
            if form is None:
                continue
            record = read(identifier, form, self._ontology)
            if identifier:
                yield record, Place(whole.problems.path, key.line, key.column)

    def _facts(self, whole: Form) -> Iterator[Fact]:
        for form in whole.forms("facts", "a fact", FACT_FIELDS):
            yield from read_facts(form, self._ontology)


def _info(whole: Form) -> tuple[GraphInfo, Place] | None:
    form = whole.form("graph", "graph", GRAPH_FIELDS)
    if form is None:
        return None
    return read_graph(form), Place(whole.problems.path, form.node.line, form.node.column)


def _moments(whole: Form) -> Iterator[Moment]:
    for form in whole.forms("moments", "a moment", MOMENT_FIELDS):
        moment = read_moment(form)
        if moment:
            yield moment
