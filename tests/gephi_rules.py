"""The rules of Gephi: what its importers would drop, merge, mangle or refuse in a file.

They were measured with Gephi 0.10.1 and the 0.11 snapshot of 2025-08-24, or read in the source
of its ``ImporterGraphML`` and ``ImporterGEXF``. `lint` tells each place that breaks one.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Any

from lxml import etree

from tests.gephi_elements import Column, Element, lint_columns, lint_elements, lint_time

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
_VIZ = "{http://gexf.net/1.3/viz}"
#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Column names that Gephi's GraphML reader takes for a property of its own.
_GRAPHML_PROPERTIES = {
    "node": {
        "nodelabel", "x", "y", "z", "xpos", "ypos", "zpos", "size", "r", "g", "b", "color",
    },
    "edge": {"edgelabel", "edge weight", "r", "g", "b", "color"},
}  # fmt: skip
#: In GEXF these stand elsewhere, and a column of the name would be merged into them.
_GEXF_PROPERTIES = {"node": {"label"}, "edge": {"label", "weight", "kind"}}


def lint(text: str) -> list[str]:
    """Return what Gephi would lose of a GraphML or GEXF file; nothing for a good one."""
    if not text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n'):
        return ["declaration"]
    if NO_XML.search(text):
        return ["control character"]
    root = etree.fromstring(text.encode("utf-8"))
    return list(_lint_graphml(root) if root.tag == f"{GRAPHML}graphml" else _lint_gexf(root))


# ------------------------------------------------------------------------ GraphML


def _lint_graphml(root: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    tags = [child.tag.removeprefix(GRAPHML) for child in root]
    if tags != ["key"] * (len(tags) - 1) + ["graph"]:
        yield "keys after the graph"
    keys, graph = root.findall(f"{GRAPHML}key"), root.find(f"{GRAPHML}graph")
    yield from (f"key for {key.get('for')}" for key in keys if key.get("for") not in _DOMAINS)
    yield from (f"default of {key.get('attr.name')}" for key in keys if len(key))
    columns = [
        Column(key.get("for"), key.get("id"), key.get("attr.name", ""), key.get("attr.type"))
        for key in keys
        if key.get("for") in _DOMAINS
    ]
    yield from lint_columns(columns, {"boolean", "int", "long", "float", "double", "string"})
    for column in columns:
        words = {column.id.lower(), column.name.lower()}
        if words & _GRAPHML_PROPERTIES[column.domain]:
            yield f"{column.name} is taken for a property"
    if len({key.get("id") for key in keys}) < len(keys):
        yield "key ids not unique"
    if graph.get("edgedefault") != "directed":
        yield "edgedefault"
    if graph.find(f".//{GRAPHML}edge[@directed]") is not None:
        yield "edge with a direction of its own"
    names = {(column.domain, column.id): column.name for column in columns}
    elements = []
    for domain in _DOMAINS:
        for item in graph.findall(f"{GRAPHML}{domain}"):
            values = [(data.get("key"), data.text or "") for data in item]
            named = {names.get((domain, key)): text for key, text in values}
            # Gephi takes the local name: the attribute may be in any namespace.
            kind = [v for name, v in item.attrib.items() if etree.QName(name).localname == "label"]
            elements.append(
                Element(
                    domain,
                    item.get("id", ""),
                    _ends_of(item, domain),
                    kind[0] if kind else "",
                    named.get("label", ""),
                    named.get("weight", "1.0"),
                    values,
                    [],
                )
            )
    yield from lint_elements(elements, columns)


_DOMAINS = ("node", "edge")


def _ends_of(item: Any, domain: str) -> tuple[str, ...]:  # noqa: ANN401 - lxml has no types
    return (item.get("source", ""), item.get("target", "")) if domain == "edge" else ()


# ------------------------------------------------------------------------ GEXF


_GRAPH = {
    "defaultedgetype": "directed",
    "mode": "dynamic",
    "timeformat": "date",
    "timerepresentation": "interval",
    "timezone": "UTC",
}
_BLOCKS = [("node", "static"), ("edge", "static")]
_GEXF_TYPES = {"boolean", "integer", "long", "float", "double", "string", "liststring"}


def _lint_gexf(root: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    graph = root.find(f"{GEXF}graph")
    if root.tag != f"{GEXF}gexf" or root.get("version") != "1.3" or graph is None:
        yield "version"
        return
    yield from (
        f"{name} of the graph is {graph.get(name)}"
        for name in sorted({*_GRAPH, *graph.attrib})
        if graph.get(name) != _GRAPH.get(name)
    )
    columns = yield from _lint_blocks(graph)
    for path in (f"node/{GEXF}nodes", "parents", "node[@pid]"):
        if graph.find(f".//{GEXF}{path}") is not None:
            yield "nodes in nodes"
    elements = []
    for domain in _DOMAINS:
        for item in graph.iterfind(f"{GEXF}{domain}s/{GEXF}{domain}"):
            elements.append(_element(item, domain))
            yield from _lint_forms(item)
    yield from lint_elements(elements, columns)
    yield from lint_time(elements)


def _lint_blocks(graph: Any) -> Generator[str, None, list[Column]]:  # noqa: ANN401 - lxml has no types
    blocks = graph.findall(f"{GEXF}attributes")
    if [(block.get("class"), block.get("mode")) for block in blocks] != _BLOCKS:
        yield "not one static block of columns for each class"
    order = [child.tag.removeprefix(GEXF) for child in graph]
    if order != ["attributes"] * len(blocks) + ["nodes", "edges"]:
        yield "columns after the nodes"
    declared = [(block.get("class", ""), item) for block in blocks for item in block]
    yield from (f"default or options of {item.get('id')}" for _, item in declared if len(item))
    columns = [
        Column(domain, item.get("id", ""), item.get("title", ""), item.get("type", ""))
        for domain, item in declared
    ]
    yield from lint_columns(columns, _GEXF_TYPES)
    for column in columns:
        if {column.id.lower(), column.name.lower()} & _GEXF_PROPERTIES[column.domain]:
            yield f"{column.name} is taken for a property"
    return columns


def _element(item: Any, domain: str) -> Element:  # noqa: ANN401 - lxml has no types
    spells = item.findall(f"{GEXF}spells/{GEXF}spell")
    bearers = spells or [item]
    times = [(bearer.get("start"), bearer.get("end")) for bearer in bearers]
    return Element(
        domain,
        item.get("id", ""),
        _ends_of(item, domain),
        item.get("kind", ""),
        item.get("label", ""),
        item.get("weight", "1.0"),
        [(v.get("for"), v.get("value")) for v in item.iterfind(f"{GEXF}attvalues/{GEXF}attvalue")],
        [pair for pair in times if pair != (None, None)],
    )


def _lint_forms(item: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    name = item.get("id")
    if item.get("type"):
        yield f"{name} has a direction of its own"
    if {"start", "end"} & set(item.attrib) and item.find(f"{GEXF}spells") is not None:
        yield f"{name} has spells and ends of its own"
    for element in item.iter():
        if {"startopen", "endopen", "timestamp", "timestamps", "intervals"} & set(element.attrib):
            yield f"{name} has another form of time"
        if element.tag == f"{GEXF}attvalue" and {"start", "end"} & set(element.attrib):
            yield f"{name} has a value with a time"
    for colour in item.iter(f"{_VIZ}color"):
        channels = [colour.get(channel, "") for channel in "rgb"]
        if not all(re.fullmatch("[0-9]{1,3}", text) and int(text) < 256 for text in channels):
            yield f"{name} has the colour {channels}"
