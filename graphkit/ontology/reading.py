"""The ontology's Turtle files read into words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import BrokenOntology
from graphkit.identifiers import ONTOLOGY, kebab
from graphkit.ontology.vocabulary import VALUE_TYPES, Group, Ontology, Relation, StageType, Term

_CORE_FILE = "graphkit.ttl"
_CORE_IRI = "https://w3id.org/graphkit/ontology"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def read_ontology(core: Path, project: Path | None = None) -> Ontology:
    """Read the core ontology and what a project adds to it.

    Args:
        core: The folder that holds ``graphkit.ttl``.
        project: The project's folder. Its ``ontology/*.ttl`` are read too, in name order;
            a copy of the core file is skipped.

    Raises:
        BrokenOntology: A file is not Turtle, differs from the core under the core's IRI,
            or gives a term less than graphkit needs.
    """
    core_file = core / _CORE_FILE
    store = _Triples()
    store.read(core_file)
    files = [core_file]
    own = sorted((project / "ontology").glob("*.ttl")) if project else []
    for path in own:
        # What else graphkit ships beside its core is no vocabulary, the codes of events above all.
        if path.name == "shapes.ttl" or path.resolve().parent == core.resolve():
            continue
        extra = _Triples()
        extra.read(path)
        if extra.has(_CORE_IRI, _RDF + "type", _OWL + "Ontology"):
            if extra.triples == _Triples.of(core_file).triples:
                continue
            msg = (
                f"{path} has the IRI of graphkit's own ontology and differs from it: "
                "give your terms an ontology IRI of their own"
            )
            raise BrokenOntology(msg)
        store.add(extra)
        files.append(path)
    return store.ontology(tuple(files))


class _Triples:
    """The triples of the ontology files, indexed by subject and predicate."""

    def __init__(self) -> None:
        self.triples: set[tuple[str, str, str]] = set()
        self._objects: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._order: dict[str, None] = {}

    @classmethod
    def of(cls, path: Path) -> _Triples:
        """Return the triples of one file."""
        new = cls()
        new.read(path)
        return new

    def read(self, path: Path) -> None:
        try:
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                self._put(_text(quad.subject), quad.predicate.value, _text(quad.object))
        except (OSError, SyntaxError, ValueError) as error:
            msg = f"{path} cannot be read as Turtle ({error}): mend the file or restore it"
            raise BrokenOntology(msg) from error

    def add(self, other: _Triples) -> None:
        for triple in sorted(other.triples):
            self._put(*triple)

    def _put(self, subject: str, predicate: str, value: str) -> None:
        if (subject, predicate, value) not in self.triples:
            self.triples.add((subject, predicate, value))
            self._objects[subject, predicate].append(value)
            self._order[subject] = None

    def has(self, subject: str, predicate: str, value: str) -> bool:
        return (subject, predicate, value) in self.triples

    def all(self, subject: str, predicate: str) -> list[str]:
        return self._objects.get((subject, predicate), [])

    def one(self, subject: str, predicate: str) -> str:
        """Return the only value; an empty text where there is none."""
        values = self.all(subject, predicate)
        if len(values) > 1:
            msg = f"<{subject}> has {len(values)} values of <{predicate}>: leave one"
            raise BrokenOntology(msg)
        return values[0] if values else ""

    def need(self, subject: str, predicate: str) -> str:
        value = self.one(subject, predicate)
        if not value:
            msg = f"<{subject}> has no <{predicate}>: add it to the ontology"
            raise BrokenOntology(msg)
        return value

    def _number(self, subject: str, name: str, default: str) -> int:
        text = self.one(subject, ONTOLOGY + name) or default
        try:
            return int(text)
        except ValueError as error:
            msg = f"<{subject}> has the gk:{name} {text!r}: write a whole number"
            raise BrokenOntology(msg) from error

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Return the subjects with a value, in the order the files name them."""
        return [s for s in self._order if self.has(s, predicate, value)]

    def ontology(self, files: tuple[Path, ...]) -> Ontology:
        stages = sorted(self._stages(), key=lambda stage: stage.rank)
        return Ontology(
            kinds=_by_word(self._kinds()),
            relations={r.name: r for r in self._relations()},
            stages={stage.word: stage for stage in stages},
            stances=_by_word(self._concepts("stances")),
            source_kinds=_by_word(self._concepts("sourceKinds")),
            dispute_kinds=_by_word(self._concepts("disputeKinds")),
            event_types=_by_word(self._concepts("eventTypes")),
            files=files,
        )

    def _term(self, iri: str, label: str) -> Term:
        name = _local(iri)
        word = self.one(iri, _SKOS + "notation") or kebab(name)
        plural = self.one(iri, ONTOLOGY + "pluralLabel") or label
        return Term(word, name, _short(iri), label, plural)

    def _kinds(self) -> Iterable[Term]:
        classes = self.subjects(_RDFS + "subClassOf", ONTOLOGY + "Entity")
        classes.sort(key=lambda iri: (self._number(iri, "order", "99"), iri))
        for iri in classes:
            yield self._term(iri, self.need(iri, _RDFS + "label"))

    def _concepts(self, scheme: str) -> Iterable[Term]:
        for iri in self.subjects(_SKOS + "inScheme", ONTOLOGY + scheme):
            yield self._term(iri, self.need(iri, _SKOS + "prefLabel"))

    def _stages(self) -> Iterable[StageType]:
        for iri in self.subjects(_SKOS + "inScheme", ONTOLOGY + "stages"):
            broader = self.one(iri, _SKOS + "broader")
            if not broader:
                continue
            try:
                group = Group(kebab(_local(broader)))
            except ValueError as error:
                msg = f"<{iri}> is narrower than <{broader}>, which is none of the five groups"
                raise BrokenOntology(msg) from error
            term = self._term(iri, self.need(iri, _SKOS + "prefLabel"))
            rank = self._number(iri, "rank", self.need(iri, ONTOLOGY + "rank"))
            yield StageType(term.word, term.name, term.iri, term.label, group, rank)

    def _relations(self) -> Iterable[Relation]:
        known: dict[str, str] = {}
        for iri in self._order:
            types = self.all(iri, _RDF + "type")
            lasting, momentary = (ONTOLOGY + name in types for name in ("Lasting", "Momentary"))
            if not lasting and not momentary:
                continue
            if lasting and momentary:
                raise BrokenOntology(f"<{iri}> is both gk:Lasting and gk:Momentary: leave one")
            other = known.setdefault(_local(iri), iri)
            if other != iri:
                raise BrokenOntology(f"<{iri}> has the local name of <{other}>: choose another")
            value_type = self.one(iri, ONTOLOGY + "valueType").removeprefix(_XSD)
            if value_type and value_type not in VALUE_TYPES:
                msg = f"<{iri}> has the value type {value_type}: use {', '.join(VALUE_TYPES)}"
                raise BrokenOntology(msg)
            objects = self._kind_words(iri, "objectKind")
            if bool(objects) == bool(value_type):
                msg = f"<{iri}> needs either gk:objectKind or gk:valueType"
                raise BrokenOntology(msg)
            label = self.need(iri, _RDFS + "label")
            inherits = self.one(iri, ONTOLOGY + "inheritsDateFrom").removeprefix(_RDF)
            if inherits not in {"", "subject", "object"}:
                msg = f"<{iri}> inherits its date from {inherits}: use rdf:subject or rdf:object"
                raise BrokenOntology(msg)
            yield Relation(
                name=_local(iri),
                iri=_short(iri),
                label=label,
                phrase=self.need(iri, ONTOLOGY + "phrase"),
                negative_phrase=self.need(iri, ONTOLOGY + "negativePhrase"),
                qualified_phrase=self.one(iri, ONTOLOGY + "qualifiedPhrase"),
                inverse_label=self.one(iri, ONTOLOGY + "inverseLabel") or label,
                symmetric=_OWL + "SymmetricProperty" in types,
                lasting=lasting,
                subject_kinds=self._kind_words(iri, "subjectKind"),
                object_kinds=objects,
                value_type=value_type,
                sign=self._number(iri, "sign", "0"),
                colour_group=self.one(iri, ONTOLOGY + "colourGroup") or "attribute",
                ancestors=tuple(_local(above) for above in self._above(iri)),
                inherits_date_from=inherits,
                codes=tuple(
                    (scheme, code)
                    for scheme in ("cameo", "plover")
                    for code in sorted(self.all(iri, f"{ONTOLOGY}{scheme}Code"))
                ),
            )

    def _kind_words(self, iri: str, name: str) -> tuple[str, ...]:
        kinds = self.all(iri, ONTOLOGY + name)
        for kind in kinds:
            if not self.has(kind, _RDFS + "subClassOf", ONTOLOGY + "Entity"):
                raise BrokenOntology(f"<{iri}> has the gk:{name} <{kind}>, which is no kind")
        return tuple(sorted(kebab(_local(kind)) for kind in kinds))

    def _above(self, iri: str) -> list[str]:
        found: list[str] = []
        queue = list(self.all(iri, _RDFS + "subPropertyOf"))
        while queue:
            above = queue.pop(0)
            if above not in found and above != iri:
                found.append(above)
                queue += self.all(above, _RDFS + "subPropertyOf")
        return found


def _by_word(terms: Iterable[Term]) -> dict[str, Term]:
    return {term.word: term for term in terms}


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return an IRI or the lexical form of a literal; languages do not matter here."""
    return str(term) if isinstance(term, ox.Triple) else term.value


def _short(iri: str) -> str:
    """Return an IRI as it stands in Turtle; a project's own terms may have any namespace."""
    if iri.startswith(ONTOLOGY):
        return f"gk:{iri.removeprefix(ONTOLOGY)}"
    return f"<{iri}>"


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
