"""The vocabulary: kinds, relations, stages and word lists, read from ``ontology/*.ttl``.

A new relation is one block of Turtle there and no Python: the reader, the checks, the labels,
the legend and the RDF all ask the `Ontology` for what it says.
"""

from __future__ import annotations

from graphkit.ontology.reading import read_ontology
from graphkit.ontology.vocabulary import (
    VALUE_TYPES,
    Group,
    Ontology,
    Relation,
    StageType,
    Term,
)

__all__ = [
    "VALUE_TYPES",
    "Group",
    "Ontology",
    "Relation",
    "StageType",
    "Term",
    "read_ontology",
]
