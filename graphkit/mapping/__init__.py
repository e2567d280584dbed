"""From cells of a table to words of graphkit: mapping files, codes of events, names of entities.

No table is read here and nothing is printed: `graphkit.importers` reads rows, and
`graphkit.bulk` maps the distinct cells of millions of them by the same code.
"""

from __future__ import annotations

from graphkit.mapping.codes import Code, Codes
from graphkit.mapping.parts import Cell, DateRule, End, Mapping, RelationRule, Row
from graphkit.mapping.reading import UnknownMapping, read_mapping, shipped_mappings
from graphkit.mapping.resolver import Found, Resolver

__all__ = [
    "Cell",
    "Code",
    "Codes",
    "DateRule",
    "End",
    "Found",
    "Mapping",
    "RelationRule",
    "Resolver",
    "Row",
    "UnknownMapping",
    "read_mapping",
    "shipped_mappings",
]
