"""CSV: tables of nodes and of edges, for Gephi, for Neo4j, for spreadsheets and for statistics.

Quoted as RFC 4180 says, and written row by row, so that memory does not grow with the graph.
What has no value is an empty field, and flags are ``true`` and ``false`` in every form. RFC 4180
has no control characters: those besides TAB and line ends are marked by U+FFFD.

The rules of each form come from the reader it is for:

* Gephi (its spreadsheet importer) guesses the type of a column from the first 25 rows, and a
  table whose columns look like times does not go together with one whose columns do not. So
  whole days are written ``2025/11/06``, which its dialog for time intervals reads, and the
  rows that show the type of a column stand first. It takes a backslash for an escape; before
  a quote or at the end of a field one would swallow what follows, so a blank keeps it off.
* ``neo4j-admin database import`` takes the type of a column from its header
  (https://neo4j.com/docs/operations-manual/current/import/).
* A spreadsheet takes a text that begins with a sign such as ``=`` for a formula; an apostrophe
  in front prevents that (https://owasp.org/www-community/attacks/CSV_Injection).
* A program for statistics wants one table: the edges, with what names their ends.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from graphkit.exporting import Exporter, Losses, Render, Variant
from graphkit.graph import Graph
from graphkit.identifiers import kebab, pascal
from graphkit.projections.networks.columns import SEPARATOR, Scalar, Types
from graphkit.projections.networks.csv_text import CONTROL, Form
from graphkit.projections.networks.losses import network_losses
from graphkit.projections.networks.network import Edge, Node

_Element = TypeVar("_Element", Node, Edge)

#: The fields in front of the other columns.
_NODE_HEAD = ("Id", "Label")
_EDGE_HEAD = ("Source", "Target", "Type", "Id", "Label", "Weight", "Kind")
#: Gephi takes a table with the first two for edges, and the third for the times of its rows.
_TAKEN = ("source", "target", "timeset")


# ------------------------------------------------------------------------ Gephi

#: How many rows Gephi looks at to guess the type of a column.
_LOOKED_AT = 25
_DAY = re.compile(r"\A(\s*-?[0-9]{4,})-([0-9]{2})-([0-9]{2}\s*)\Z")
_ESCAPING = re.compile(r'\\(?="|\Z)')
#: What it cuts at the ends of every field.
_BLANKS = " \t\n\r"
#: Parts of names by which Gephi takes a column of texts for one of times.
_TIMES = re.compile("(?i)(inter|time)(?=val|stamp|set)")
#: What a number, a time or a list of them may consist of, so that Gephi may take a text for
#: one; whatever stands outside of brackets does not matter to it.
_GUESSABLE = re.compile(
    r"""[\s0-9+\-.:,;<>"'defptxz]*|true|false|[+-]?(?:nan|infinity)|.*[\[(].*""",
    re.IGNORECASE | re.DOTALL,
)
#: From these on a number needs a larger type.
_LARGE = (1 << 31, 1 << 63)


def _for_gephi(text: str) -> str:
    return _ESCAPING.sub(r"\\ ", _DAY.sub(r"\1/\2/\3", text))


def _types_first(walk: Callable[[], Iterator[_Element]], types: Types) -> Iterator[_Element]:
    """Yield the elements, in front those by which Gephi guesses the right type of each column."""
    found: dict[str, tuple[int, int, _Element]] = {}
    for number, element in enumerate(walk()):
        for name, value in element.columns.items():
            if name not in types or (name in found and types[name] is not int):
                continue  # only whole numbers know more than one degree of evidence
            evidence = _evidence(value)
            if evidence > (found[name][0] if name in found else 0):
                found[name] = (evidence, number, element)
    first = {number: element for _, number, element in found.values()}
    if max(first, default=0) < _LOOKED_AT:
        first = {}
    yield from (first[number] for number in sorted(first))
    yield from (element for number, element in enumerate(walk()) if number not in first)


def _evidence(value: Scalar) -> int:
    """Say how well a value shows the type of its column; 0 for not at all."""
    if isinstance(value, str):
        return int(not _GUESSABLE.fullmatch(_for_gephi(value).strip()))
    if isinstance(value, float | bool):
        return 1
    return 1 + sum(abs(value) >= bound for bound in _LARGE)


# ------------------------------------------------------------------------ spreadsheets

#: What begins a formula, also in full width, once blanks, quotes and what is not seen are taken
#: away; or a text that begins with a blank which a spreadsheet drops.
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_UNSEEN = "\\s\"'`\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd"
_FORMULA = re.compile(f"'*[\t\r\n]|[{_UNSEEN}]*[{_SIGNS}]")
#: A field that begins in the middle of a text, where a spreadsheet parts fields otherwise.
_INNER = re.compile(f"([;|\t\n][{_UNSEEN}]*)(?=[{_SIGNS}])")


def _for_spreadsheets(text: str) -> str:
    text = re.sub("\r\n?", "\n", text)
    text = _INNER.sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text) else text


# ------------------------------------------------------------------------ both


def _tables(form: Form, *, types_first: bool = False) -> Mapping[str, Render]:
    """Return what yields the two tables."""

    def nodes(graph: Graph) -> Iterator[str]:
        network = graph.network
        types = {name: kind for name, kind in network.node_columns.items() if name != "label"}
        yield form.start + form.row([*_NODE_HEAD, *_headers(types, _NODE_HEAD)])
        walk = network.nodes
        for node in _types_first(walk, types) if types_first else walk():
            yield form.row([node.id, node.columns.get("label"), *map(node.columns.get, types)])

    def edges(graph: Graph) -> Iterator[str]:
        network = graph.network
        in_head = {"label", "weight", "edge_id"}
        types = {n: kind for n, kind in network.edge_columns.items() if n not in in_head}
        yield form.start + form.row([*_EDGE_HEAD, *_headers(types, _EDGE_HEAD)])
        walk = network.edges
        for edge in _types_first(walk, types) if types_first else walk():
            label, weight = edge.columns.get("label"), edge.columns.get("weight")
            head = (edge.source, edge.target, "Directed", edge.id, label, weight, edge.kind)
            yield form.row([*head, *map(edge.columns.get, types)])

    return {"-nodes": nodes, "-edges": edges}


def _headers(types: Types, head: Iterable[str]) -> list[str]:
    """Return the columns' names, none twice, in capitals or not, and none that means a time."""
    used = {name.lower() for name in (*head, *_TAKEN)}
    headers = []
    for name, kind in types.items():
        header = _TIMES.sub(r"\1_", name) if kind is str else name
        while header.lower() in used:
            header += "_"
        used.add(header.lower())
        headers.append(header)
    return headers


# ------------------------------------------------------------------------ Neo4j

_NEO4J = Form(text=str)
_NEO4J_TYPES: dict[type[Scalar], str] = {
    str: "string", bool: "boolean", int: "long", float: "double",
}  # fmt: skip
#: Columns that hold whole days or nothing, and those that hold ids joined into one text.
_DAYS = frozenset(
    {"start_earliest", "start_latest", "end_earliest", "end_latest", "first_attested"}
)
_LISTS = frozenset({"agent", "sources", "via"})


def _neo4j_nodes(graph: Graph) -> Iterator[str]:
    network = graph.network
    types = network.node_columns
    yield _NEO4J.row(["id:ID", ":LABEL", *_neo4j_headers(types)])
    for node in network.nodes():
        label = pascal(str(node.columns.get("kind", "")))
        yield _NEO4J.row([node.id, label, *_neo4j_values(node.columns, types)])


def _neo4j_edges(graph: Graph) -> Iterator[str]:
    network = graph.network
    types = {name: kind for name, kind in network.edge_columns.items() if name != "edge_id"}
    yield _NEO4J.row([":START_ID", ":END_ID", ":TYPE", "id:string", *_neo4j_headers(types)])
    for edge in network.edges():
        kind = kebab(str(edge.columns["relation"])).replace("-", "_").upper()
        ends = (edge.source, edge.target, kind, edge.id)
        yield _NEO4J.row([*ends, *_neo4j_values(edge.columns, types)])


def _neo4j_headers(types: Types) -> Iterator[str]:
    for name, kind in types.items():
        special = "date" if name in _DAYS else "string[]" if name in _LISTS else ""
        yield f"{name}{'_' if name == 'id' else ''}:{special or _NEO4J_TYPES[kind]}"


def _neo4j_values(columns: Mapping[str, Scalar], types: Types) -> Iterator[Scalar | None]:
    for name in types:
        value = columns.get(name)
        yield str(value).replace(SEPARATOR, ";") if name in _LISTS and value else value


# ------------------------------------------------------------------------ one table

_FLAT = Form(text=str)
#: Columns of nodes that are told of either end, with what the name of the end adds to.
_OF_END = {"label": "_name", "kind": "_kind", "iso3": "_iso3"}


def _flat(graph: Graph) -> Iterator[str]:
    network = graph.network
    told = {node.id: [node.id, *map(node.columns.get, _OF_END)] for node in network.nodes()}
    types = [name for name in network.edge_columns if name not in {"label", "weight", "edge_id"}]
    ends = (f"{end}{name}" for end in ("source", "target") for name in ("", *_OF_END.values()))
    yield _FLAT.row(["id", *ends, *types])
    for edge in network.edges():
        values = map(edge.columns.get, types)
        yield _FLAT.row([edge.id, *told[edge.source], *told[edge.target], *values])


# ------------------------------------------------------------------------ the format


def _losses(misread: Mapping[str, Callable[[str], bool]]) -> Losses:
    """Return what counts what is lost, texts that do not come back as they are among it."""

    def losses(graph: Graph) -> Mapping[str, int]:
        network = graph.network
        elements: Iterable[Node | Edge] = itertools.chain(network.nodes(), network.edges())
        values = (value for element in elements for value in element.columns.values())
        texts = (value for value in values if isinstance(value, str))
        found = Counter(what for text in texts for what, is_so in misread.items() if is_so(text))
        return network_losses(network) | dict(found)

    return losses


#: What happens to texts, by the words for it: in every form, and in Gephi besides.
_MARKED: Mapping[str, Callable[[str], bool]] = {
    "texts with control characters, which are marked": lambda text: bool(CONTROL.search(text)),
}
_MISREAD: Mapping[str, Callable[[str], bool]] = {
    **_MARKED,
    "texts with a backslash, which Gephi takes for an escape": lambda text: "\\" in text,
    "texts with blanks at an end, which Gephi cuts": lambda text: text != text.strip(_BLANKS),
    "texts that are null, which Gephi leaves out": lambda text: (
        text.strip(_BLANKS).lower() == "null"
    ),
}


EXPORTER = Exporter(
    name="csv",
    suffix=".csv",
    title="CSV: a table of nodes and one of edges, as Gephi reads them",
    files=_tables(Form(_for_gephi), types_first=True),
    losses=_losses(_MISREAD),
    variants={
        "neo4j": Variant(
            "CSV with the headers of neo4j-admin database import",
            {"-nodes": _neo4j_nodes, "-edges": _neo4j_edges},
            _losses(_MARKED),
        ),
        "spreadsheet": Variant(
            "CSV for Excel and other spreadsheets, safe against formulas",
            _tables(Form(_for_spreadsheets, start="\ufeff", end="\r\n")),
            _losses(_MARKED),
        ),
        "flat": Variant(
            "CSV with one table: the edges, with the names of both ends, for statistics",
            {"": _flat},
            _losses(_MARKED),
        ),
    },
    is_network=True,
)
