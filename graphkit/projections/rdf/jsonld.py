"""The view as JSON-LD 1.1: what Turtle says, in plain names and plain values of JSON."""

from __future__ import annotations

import itertools
import json
import operator
from collections.abc import Iterable, Iterator, Mapping

from graphkit.projections.rdf.context import Name, context, context_text, names
from graphkit.projections.rdf.terms import BASE_PREFIXES, Block, Literal, Term, parted
from graphkit.projections.rdf.triples import blocks
from graphkit.views import View

# A larger number loses its last digits in readers that keep all numbers as doubles.
_LARGEST = 2**53
_PREDICATE = operator.itemgetter(0)
_encode = json.JSONEncoder(ensure_ascii=False).encode


def jsonld_text(view: View, found: Iterable[Block] | None = None) -> Iterator[str]:
    """Yield JSON-LD (1.1): the context, then one object for each subject, one key a line.

    The context stands in the file, since a link to it would have to be fetched. Names of
    records are relative to the project's base: ``fact/kazakhstan-recognized-israel``.

    Args:
        view: What to write.
        found: A part of its blocks; by default all of them.
    """
    base = view.records.info.base
    writer = _Writer(names(view.ontology), base)
    yield f'{{\n"@context": {context_text(context(view.ontology, base))},\n"@graph": [\n'
    comma = ""
    for block in blocks(view) if found is None else found:
        yield f"{comma}{writer.object(block)}"
        comma = ",\n"
    yield "\n]\n}\n"


class _Writer:
    """Blocks as objects of JSON, under the names of a context."""

    def __init__(self, known: Mapping[str, Name], base: str) -> None:
        self._known = {told.iri: (name, told) for name, told in known.items()}
        self._base = base

    def object(self, block: Block) -> str:
        """Return a subject with its triples."""
        subject, told = block
        lines = [f'  "id": {_encode(self._reference(subject))}']
        for predicate, group in itertools.groupby(map(parted, told), key=_PREDICATE):
            lines.append(f"  {self._entry(predicate, [value for _, value in group])}")
        return "{\n" + ",\n".join(lines) + "\n}"

    def _entry(self, predicate: str, values: Iterable[Term]) -> str:
        """Return a key and its values; several have a line each."""
        if predicate == "a":
            types = [_encode(self._word(str(value))) for value in values]
            return f'"type": {types[0]}' if len(types) == 1 else f'"type": [{", ".join(types)}]'
        key, told = self._known.get(predicate) or (self._reference(predicate), Name(predicate))
        found = [self._value(value, told) for value in values]
        if len(found) > 1:
            rest = ",\n    ".join(found)
            return f"{_encode(key)}: [\n    {rest}\n  ]"
        return f"{_encode(key)}: [{found[0]}]" if told.many else f"{_encode(key)}: {found[0]}"

    def _value(self, term: Term, told: Name) -> str:
        """Return a value as the context reads it, written out where it would misread it."""
        if isinstance(term, Literal):
            return _literal(term, told)
        if told.type == "@vocab" and term.partition(":")[0] not in BASE_PREFIXES:
            return _encode(self._word(term))
        name = _encode(self._reference(term))
        return name if told.type == "@id" else f'{{"@id": {name}}}'

    def _word(self, iri: str) -> str:
        """Return a class, concept or property by its short name, where it has one."""
        return self._known[iri][0] if iri in self._known else self._reference(iri)

    def _reference(self, iri: str) -> str:
        """Return an IRI relative to the base, or under a prefix of the context."""
        if iri.startswith("<"):
            return iri[1:-1]
        prefix, _, local = iri.partition(":")
        if prefix not in BASE_PREFIXES:
            return iri
        relative = BASE_PREFIXES[prefix] + local
        # With a colon in it, a processor may take it for an IRI of some other scheme.
        return self._base + relative if ":" in relative else relative


def _literal(term: Literal, told: Name) -> str:
    native = _native(term)
    if native and told.type in {"", "@id", "@vocab", term.datatype} and not told.language:
        return native
    # JSON lets DEL stand; a file with controls in it is no text to many tools.
    words = _encode(term.lexical).replace("\x7f", "\\u007f")
    if (told.type, told.language) == (term.datatype, term.language):
        return words
    if term.language:
        return f'{{"@value": {words}, "@language": {_encode(term.language)}}}'
    if term.datatype:
        return f'{{"@value": {words}, "@type": {_encode(term.datatype)}}}'
    return f'{{"@value": {words}}}'


def _native(term: Literal) -> str:
    """Return a literal as a number or a truth value of JSON, where that loses nothing."""
    if term.datatype == "xsd:boolean" and term.lexical in {"true", "false"}:
        return term.lexical
    if term.datatype == "xsd:integer":
        number = int(term.lexical)
        return term.lexical if str(number) == term.lexical and abs(number) < _LARGEST else ""
    return ""
