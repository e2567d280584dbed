"""Turtle that graphkit wrote, read back; and N-Triples, TriG and JSON-LD.

Any RDF tool may have written the file anew: neither order nor prefixes nor labels are relied
on. What follows from other triples (direct triples, bounds, labels, the stage of a fact on the
day) is passed over, since it is worked out again. All else is read, or is a problem.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graphkit.identifiers import ONTOLOGY
from graphkit.importers.files import FileReading, unreadable
from graphkit.importers.rdf_facts import FactReader
from graphkit.importers.rdf_file import File, Value, Values, shortened
from graphkit.importers.rdf_records import (
    read_entity,
    read_info,
    read_registers,
    read_source,
)
from graphkit.importers.subjects import Subject
from graphkit.model import Dispute, Entity, Fact, Records, Source
from graphkit.ontology import Ontology
from graphkit.problems import Place, Problem
from graphkit.projections.rdf.terms import COMMON_PREFIXES, Literal

#: The formats by suffix. Of TriG only the default graph is read: the others repeat it in part.
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_RECORDS = ("Fact", "StageRecord", "Evidence", "Source", "Dispute", "Position", "Entity")
_STRING = COMMON_PREFIXES["xsd"] + "string"
_TYPE = COMMON_PREFIXES["rdf"] + "type"


def read_records(path: Path, ontology: Ontology) -> FileReading:
    """Return what an RDF file holds, before records are compared.

    Args:
        path: The file; its suffix tells the format.
        ontology: The words it may use.

    Raises:
        GraphkitError: The file cannot be opened.
    """
    source = _Triples(path)
    try:
        path.open("rb").close()  # its errors are plainer than the parser's
        source.read(FORMATS[path.suffix.lower()])
    except OSError as error:
        raise unreadable(path, error) from error
    except SyntaxError as error:
        place = Place(path.name, error.lineno or 1, error.offset or 1)
        hint = "mend the file there, or export it again"
        problem = Problem(place, "not-rdf", f"the file cannot be read: {_reason(error)}", hint)
        return FileReading(None, (problem,))
    file = File(source.subjects, source.place)
    file.found += source.found
    return _Reader(file, ontology, path.name).read()


def _reason(error: SyntaxError) -> str:
    words = error.msg or "wrong syntax"
    return words.partition(": ")[2] if words.startswith("Parser error") else words


class _Triples:
    """The triples of a file by subject, with the lines on which subjects stand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.subjects: dict[str, Values] = {}
        self.found: list[Problem] = []
        self._prefixes: dict[str, str] = {}
        self._lines: dict[str, int] | None = None

    def read(self, form: ox.RdfFormat) -> None:
        names: dict[str, str] = {_TYPE: "a"}
        parser = ox.parse(path=self.path, format=form)
        default = ox.DefaultGraph()
        refused: list[tuple[str, str]] = []
        for quad in parser:
            if quad.graph_name != default:
                continue
            predicate = quad.predicate.value
            name = names.get(predicate) or names.setdefault(predicate, shortened(predicate))
            value = self._term(quad.object)
            subject = self._term(quad.subject)
            if value is None or not isinstance(subject, str):
                refused.append((subject if isinstance(subject, str) else "", name))
                continue
            self.subjects.setdefault(subject, {}).setdefault(name, {})[value] = None
        self._prefixes = dict(parser.prefixes)
        for blank in refused:
            self._refuse(*blank)

    @staticmethod
    def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Value | None:
        if isinstance(term, ox.NamedNode):
            return term.value
        if not isinstance(term, ox.Literal):
            return None
        if term.language:
            return Literal(term.value, "", term.language)
        datatype = term.datatype.value
        return Literal(term.value, "" if datatype == _STRING else datatype)

    def _refuse(self, subject: str, predicate: str) -> None:
        place = self.place(subject) if subject else Place(self.path.name)
        what = f"<{subject}>" if subject else "a node without a name"
        message = f"{what} has a {predicate} that involves a blank node or a triple"
        hint = "name every node by an IRI, as the export does"
        self.found.append(Problem(place, "blank-node", message, hint))

    def place(self, iri: str) -> Place:
        """Return where a subject begins a line; the start of the file where it begins none."""
        if self._lines is None:
            self._lines = self._read_lines()
        names = [f"<{iri}>"]
        names += [f"{p}:{iri[len(n) :]}" for p, n in self._prefixes.items() if iri.startswith(n)]
        return Place(
            self.path.name, min((self._lines[n] for n in names if n in self._lines), default=1)
        )

    def _read_lines(self) -> dict[str, int]:
        found: dict[str, int] = {}
        with self.path.open(encoding="utf-8", errors="replace") as stream:
            for number, line in enumerate(stream, 1):
                if line[0] not in " \t\r\n@.#":
                    found.setdefault(line.split(None, 1)[0], number)
        return found


class _Reader:
    """Sorts the subjects of a file into records."""

    def __init__(self, file: File, ontology: Ontology, path: str) -> None:
        self.file = file
        self.ontology = ontology
        self.path = path
        self.facts = FactReader(file, ontology)
        self.kinds = {f"gk:{name}" for name in _RECORDS}
        self.kinds |= {kind.iri for kind in ontology.kinds.values()}

    def read(self) -> FileReading:
        """Return the records of the file."""
        file = self.file
        datasets = [iri for iri in file.subjects if "dcat:Dataset" in self._types(iri)]
        if len(datasets) != 1:
            message = f"the file has {len(datasets)} nodes of the type dcat:Dataset"
            hint = "keep the one node that the export opens with"
            file.add(Place(self.path), "no-dataset", message, hint)
            return FileReading(None, tuple(file.found))
        file.base = datasets[0]
        info, seen = read_info(Subject(file.base, file))
        registers = read_registers(file)
        entities: dict[str, Entity] = {}
        sources: dict[str, Source] = {}
        facts: dict[str, Fact] = {}
        disputes: dict[str, Dispute] = {}
        for space, subject in self._records():
            if space == "id":
                entities[subject.local] = read_entity(subject, self.ontology, registers)
            elif space == "source":
                sources[subject.local] = read_source(subject, self.ontology)
            elif space == "dispute":
                disputes[subject.local] = self.facts.dispute(subject)
            else:
                fact = self.facts.fact(subject)
                if fact:
                    facts[subject.local] = fact
        self._see_owned()
        records = Records(
            info=info, sources=sources, entities=entities, facts=facts, disputes=disputes
        )
        return FileReading(records, tuple(file.found), seen)

    def _records(self) -> list[tuple[str, Subject]]:
        """Return what stands for itself, sorted, each with its namespace."""
        found = []
        for iri in sorted(self.file.subjects):
            if iri == self.file.base or iri.startswith(ONTOLOGY):
                continue
            if not iri.startswith(self.file.base):
                if self._types(iri) & self.kinds:
                    message = f"<{iri}> is not under <{self.file.base}>"
                    hint = "give every record an IRI under that of the dcat:Dataset"
                    self.file.add(self.file.place(iri), "outside-base", message, hint)
                continue
            space, _ = self.file.split(iri)
            if space in {"stage", "evidence"} or "gk:Position" in self._types(iri):
                continue
            if not space:
                message = f"<{iri}> is in none of the namespaces of records"
                hint = "name it by its kind, such as fact/ and its id"
                self.file.add(self.file.place(iri), "outside-base", message, hint)
                continue
            found.append((space, Subject(iri, self.file)))
        return found

    def _see_owned(self) -> None:
        """Note a problem for each stage, evidence or position that no record has."""
        for iri in sorted(self.file.subjects):
            if not iri.startswith(self.file.base) or iri in self.facts.owners:
                continue
            space, _ = self.file.split(iri)
            if space in {"stage", "evidence"} or "gk:Position" in self._types(iri):
                message = f"no record has {self.file.name(iri)}"
                hint = "name it in gk:history, gk:evidence or gk:position, or remove it"
                self.file.add(self.file.place(iri), "loose-record", message, hint)

    def _types(self, iri: str) -> set[str]:
        types = self.file.subjects[iri].get("a", ())
        return {shortened(value) for value in types if isinstance(value, str)}
