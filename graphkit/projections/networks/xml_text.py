"""Values and types of columns as XML, the same in GraphML and in GEXF."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from html import escape
from typing import Any

from graphkit.model import Fact
from graphkit.projections.networks.columns import Scalar, value_column
from graphkit.projections.networks.network import Network

#: Both formats call these types alike. An int of theirs has 32 bits in Gephi, which a
#: population may outgrow.
_TYPES: dict[type[Scalar], str] = {str: "string", bool: "boolean", int: "long", float: "double"}
#: The whole numbers that a column of the type long can hold.
_LONGS = range(-(2**63), 2**63)
#: What XML 1.0 cannot hold at all, escaped or not (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Would be read back as a line feed: the first by XML 1.0, the others by XML 1.1, whose rule
#: some readers follow in either (https://www.w3.org/TR/xml11/#sec-line-ends).
_LINE_ENDS = {0x0D: "&#13;", 0x85: "&#133;", 0x2028: "&#8232;"}
#: What would end an attribute, or be read back as a blank in one
#: (https://www.w3.org/TR/xml/#AVNormalize).
_IN_ATTRIBUTE = {0x22: "&quot;", 0x09: "&#9;", 0x0A: "&#10;"}
# Most texts hold none of what is written otherwise: one look is cheaper than three passes.
_SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f&<>\x85\u2028\ud800-\udfff\ufffe\uffff]")
_SPECIAL_THERE = re.compile('["\t\n]')

#: What writes the values that need no escapes, by their very class.
_PLAIN: dict[type, Callable[[Any], str]] = {
    bool: ("false", "true").__getitem__,
    int: repr,
    float: repr,
}


def content(value: Scalar) -> str:
    """Return a value as the text of an element; what XML cannot hold becomes U+FFFD."""
    if not isinstance(value, str):
        return _PLAIN[type(value)](value)
    if not _SPECIAL.search(value):
        return value
    return escape(_NOT_XML.sub("\ufffd", value), quote=False).translate(_LINE_ENDS)


def contents(values: Collection[Scalar]) -> tuple[str, ...]:
    """Return values as the texts of elements; one look at all of them is enough for most."""
    texts = [v if v.__class__ is str else _PLAIN.get(v.__class__, content)(v) for v in values]
    return tuple(map(content, texts) if _SPECIAL.search("".join(texts)) else texts)


def attribute(value: Scalar) -> str:
    """Return a value as it stands between the double quotes of an attribute."""
    return attributes((value,))[0]


def attributes(values: Collection[Scalar]) -> tuple[str, ...]:
    """Return values as they stand between the double quotes of attributes."""
    texts = contents(values)
    if not _SPECIAL_THERE.search("".join(texts)):
        return texts
    return tuple([text.translate(_IN_ATTRIBUTE) for text in texts])


def column_types(network: Network) -> Mapping[str, Mapping[str, str]]:
    """Return the types of columns by name, under ``node`` and ``edge``.

    A column with a whole number beyond 64 bits is of the type double: a reader would refuse
    the number as a long, or take another for it. All of its digits stand in the file.
    """
    wide = {value_column(fact.relation) for fact in _beyond_long(network)}
    nodes = {name: _TYPES[kind] for name, kind in network.node_columns.items()}
    edges = {name: _TYPES[kind] for name, kind in network.edge_columns.items()}
    return {"node": nodes | dict.fromkeys(wide, "double"), "edge": edges}


def rounded_numbers(network: Network) -> dict[str, int]:
    """Return how many whole numbers are in a column of the type double, under words for it."""
    return {"whole numbers beyond a long, which readers round": len(_beyond_long(network))}


def _beyond_long(network: Network) -> list[Fact]:
    # Only a value that a curator wrote can be so large: the other numbers are counts of ours.
    return [f for f in network.values if isinstance(f.value, int) and f.value not in _LONGS]
