"""The triples of one RDF file by subject, and the problems met in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from graphkit.ontology import Relation, StageType, Term
from graphkit.problems import Place, Problem
from graphkit.projections.rdf.terms import BASE_PREFIXES, COMMON_PREFIXES, Literal

#: A full IRI, or a literal whose datatype is one.
Value = str | Literal
#: Values by predicate, each once; a predicate is ``prefix:local``, or ``<…>`` where no prefix
#: fits.
Values = dict[str, dict[Value, None]]
#: Words of one list, such as the stages.
Words = Mapping[str, Term] | Mapping[str, StageType] | Mapping[str, Relation]

#: Namespaces of records by their path under the base.
_SPACES = {path: name for name, path in BASE_PREFIXES.items()}


@lru_cache(maxsize=4096)  # the same few terms stand in a file again and again
def shortened(iri: str) -> str:
    """Return an IRI as the ontology and the writer have it: ``gk:date``, or ``<…>``."""
    for prefix, namespace in COMMON_PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


class File:
    """The subjects of one file and the problems met in it.

    Attributes:
        base: Namespace of its records; empty until it is known.
        found: The problems.
    """

    def __init__(self, subjects: Mapping[str, Values], lines: Callable[[str], Place]) -> None:
        """Take the triples by subject, and what tells the place of a subject."""
        self.subjects = subjects
        self.base = ""
        self.found: list[Problem] = []
        self.place = lines
        self._words: dict[int, dict[str, str]] = {}

    def words(self, known: Words) -> Mapping[str, str]:
        """Return the words of a list by the IRI of their terms."""
        found = self._words.get(id(known))
        if found is None:
            found = {term.iri: word for word, term in known.items()}
            self._words[id(known)] = found
        return found

    def add(self, place: Place, code: str, message: str, hint: str) -> None:
        """Note an error."""
        self.found.append(Problem(place, code, message, hint))

    def name(self, iri: str) -> str:
        """Return an IRI fit for a message: ``fact:…`` under the base, else ``<…>``."""
        short = shortened(iri)
        if self.base and iri.startswith(self.base) and short.startswith("<"):
            space, local = self.split(iri)
            return f"{space}:{local}" if space and local else short
        return short

    def split(self, iri: str) -> tuple[str, str]:
        """Return the prefix and the local name of an IRI under the base.

        The prefix is empty where it is none of ours.
        """
        local = iri.removeprefix(self.base)
        folder, slash, rest = local.rpartition("/")
        space = _SPACES.get(folder + slash, "")
        return (space, rest) if space else ("", local)
