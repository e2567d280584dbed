"""CSV: everything comes back from the two tables, and Gephi takes them as they are meant.

Python reads the fields; NetworkX and igraph get the rows. What Gephi does with a table is done
here by its rules, since it cannot be asked. What the form for Gephi is known to change is undone
before comparing, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

import igraph
import networkx as nx
from hypothesis import given, settings

from graphkit.exporters.csv_tables import EXPORTER
from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.networks.columns import Scalar
from graphkit.projections.networks.losses import network_losses
from tests.exporters.tables import (
    elements_of,
    every_form,
    every_graph,
    forms,
    made_up,
    marked,
    project_of,
    read_rows,
    read_table,
    texts,
    typed_row,
    written,
)
from tests.samples import fact, graph_of, shipped, stage, state


def undone(text: str) -> str:
    """Take back what is done to a text for Gephi."""
    text = re.sub(r'\\ (?="|\Z)', r"\\", text)
    return re.sub(r"\A(\s*-?\d{4,})/(\d\d)/(\d\d\s*)\Z", r"\1-\2-\3", text)


# ------------------------------------------------------------------------ everything comes back


@every_graph
def test_networkx(graph: Callable[[], Graph]) -> None:
    """A MultiDiGraph made from the two tables is that of `to_networkx`, with every type."""
    nodes, edges = map(read_table, written(graph()))
    network = graph().network
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in nodes:
        made.add_node(row["Id"], **typed_row(row, network.node_columns, label="Label"))
    head = {"label": "Label", "weight": "Weight", "edge_id": "Id"}
    for row in edges:
        columns = typed_row(row, network.edge_columns, **head)
        made.add_edge(row["Source"], row["Target"], key=row["Id"], **columns)
    expected = graph().to_networkx()
    assert set(made) == set(expected)
    for name in expected:
        assert marked(made.nodes[name], undone) == marked(expected.nodes[name])
    found = {k: (s, t, d) for s, t, k, d in made.edges(keys=True, data=True)}
    assert len(found) == len(edges)
    assert found.keys() == {key for *_, key in expected.edges(keys=True)}
    for source, target, key, columns in expected.edges(keys=True, data=True):
        assert found[key][:2] == (source, target)
        assert marked(found[key][2], undone) == marked(columns)
        assert {n: type(v) for n, v in found[key][2].items()} == {
            n: type(v) for n, v in columns.items()
        }


@every_graph
def test_igraph(graph: Callable[[], Graph]) -> None:
    """Igraph takes the rows as they are, parallel edges and all."""
    nodes, edges = map(read_table, written(graph()))
    read = igraph.Graph.DictList(
        nodes, edges, directed=True, vertex_name_attr="Id", edge_foreign_keys=("Source", "Target")
    )
    expected, ties = elements_of(graph())
    assert set(read.vs["Id"]) == set(expected)
    assert read.vcount() == len(expected)
    names = read.vs["Id"]
    assert {e["Id"]: (names[e.source], names[e.target], undone(e["Label"])) for e in read.es} == {
        key: (*columns["ends"], columns["label"]) for key, columns in ties.items()
    }
    assert read.ecount() == len(ties)


@every_form
@every_graph
def test_what_a_table_is(graph: Callable[[], Graph], form: Exporter) -> None:
    """Each row has the fields of the head; no name stands twice, in capitals or not."""
    for text in written(graph(), form):
        head, *rows = read_rows(text)
        assert len({name.lower() for name in head}) == len(head)
        assert all(head)
        assert {len(row) for row in rows} == {len(head)}
        assert text.endswith("\n")


@every_graph
def test_kinds_tell_parallel_edges_apart(graph: Callable[[], Graph]) -> None:
    """No two edges of one kind join the same nodes: Gephi would merge them."""
    edges = read_table(written(graph())[1])
    ties = [(row["Source"], row["Target"], row["Kind"]) for row in edges]
    assert len(set(ties)) == len(ties)
    assert {row["Kind"] for row in edges} == {edge.kind for edge in graph().network.edges()}
    assert {row["Type"] for row in edges} == {"Directed"}


def test_heads() -> None:
    """Gephi's own columns stand in front, under the names it knows them by."""
    nodes, edges = (read_rows(text)[0] for text in written(shipped()))
    network = shipped().network
    assert nodes[:2] == ["Id", "Label"]
    assert nodes[2:] == [name for name in network.node_columns if name != "label"]
    head = ["Source", "Target", "Type", "Id", "Label", "Weight", "Kind"]
    in_head = {"label", "weight", "edge_id"}
    assert edges == head + [name for name in network.edge_columns if name not in in_head]


def test_it_streams() -> None:
    """A piece for each row, so that memory does not grow with the graph."""
    network = shipped().network
    for form in forms.values():
        counts = [sum(1 for _ in render(shipped())) for render in form.files.values()]
        assert counts == [1 + len(list(network.nodes())), 1 + len(list(network.edges()))]


@given(texts, texts)
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back(text: str, other: str) -> None:
    """Whatever a text holds, it comes back once what is done for Gephi is undone."""
    graph = project_of(text, other)
    for form, change in ((EXPORTER, undone), (forms["neo4j"], str)):
        rows = [row for table in written(graph, form) for row in read_rows(table)[1:]]
        cells = {change(cell) for row in rows for cell in row}
        for columns in (*elements_of(graph)[0].values(), *elements_of(graph)[1].values()):
            for column, value in columns.items():
                if isinstance(value, str):
                    assert change(value) in cells, column


# ------------------------------------------------------------------------ Gephi

#: How many rows Gephi guesses types from.
_LOOKED_AT = 25
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[df]?|[+-]?(NaN|Infinity)", re.IGNORECASE)


def _gephi_rows(text: str) -> Iterator[list[str]]:
    """Yield the rows as Gephi's parser does: a backslash escapes, blanks at ends are cut."""
    escapes = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
    row: list[str] = []
    field, place, quoted, at_start = "", 0, False, True
    while place < len(text):
        sign, following = text[place], text[place + 1 : place + 2]
        place += 1
        if sign == "\\":
            kept = following in {"\\", '"', ","}
            field += escapes.get(following, following if kept else f"\\{following}")
            place += 1
        elif sign == '"' and quoted and following == '"':
            field += '"'
            place += 1
        elif sign == '"' and (quoted or at_start):
            quoted = not quoted
            assert quoted or following in {",", "\n"}, "a character after the closing quote"
        elif sign in {",", "\n"} and not quoted:
            row.append(field.strip("".join(map(chr, range(33)))))
            field = ""
            if sign == "\n":
                yield row
                row = []
        else:
            field += sign
        at_start = sign in {",", "\n"} and not quoted
    assert not quoted, "a field without an end"
    assert not row


def _is_time(text: str) -> bool:
    if _NUMBER.fullmatch(text):
        return True
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return "-" in text


def _guess(values: Iterable[str]) -> str:
    """Return the type that Gephi guesses from the fields of a column that are not empty."""
    found = list(values)
    fitting = (name for name, is_so in _TYPES.items() if all(map(is_so, found)))
    return next(fitting, "text") if found else "text"


def _is_whole(text: str, bits: int) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+", text)) and abs(int(text)) < 1 << bits


def _is_interval(text: str) -> bool:
    pairs = re.findall(r"[\[(]([^,\])]*),([^,\])]*)", text)
    return bool(pairs) and all(_is_time(bound.strip()) for pair in pairs for bound in pair)


def _is_timestamp(text: str) -> bool:
    return all(_is_time(x.strip()) for x in re.sub(r"[<>\[\]()\"']", "", text).split(","))


#: In the order in which Gephi tries them.
_TYPES: dict[str, Callable[[str], bool]] = {
    "bool": lambda text: text.lower() in {"true", "false"},
    "int": lambda text: _is_whole(text, 31),
    "long": lambda text: _is_whole(text, 63),
    "float": lambda text: bool(_NUMBER.fullmatch(text)),
    "interval": _is_interval,
    "timestamp": _is_timestamp,
}


def _guesses(text: str) -> dict[str, str]:
    head, *rows = _gephi_rows(text)
    looked_at = rows[:_LOOKED_AT]
    found = {
        name: _guess(row[number] for row in looked_at if row[number])
        for number, name in enumerate(head)
    }
    for name, guess in found.items():
        word = next((w for w in ("interval", "timestamp", "timeset") if w in name.lower()), "")
        found[name] = word if word and guess == "text" else guess
    return found


@every_graph
def test_gephi_reads_the_same_fields(graph: Callable[[], Graph]) -> None:
    """By its rules Gephi finds every row whole; only blanks at ends and escapes are its own."""
    for text in written(graph()):
        for row, again in zip(read_rows(text), _gephi_rows(text), strict=True):
            assert len(row) == len(again)
            for ours, theirs in zip(row, again, strict=True):
                if "\\" not in ours:
                    assert theirs == ours.strip("".join(map(chr, range(33))))


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_table_in_gephi(text: str, other: str) -> None:
    """No backslash or quote joins two fields or swallows the rest."""
    for file in written(project_of(text, other)):
        head, *rows = _gephi_rows(file)
        assert {len(row) for row in rows} == {len(head)}
        assert len(rows) == len(read_rows(file)) - 1


@every_graph
def test_gephi_guesses_the_types(graph: Callable[[], Graph]) -> None:
    """Of each column with a value Gephi guesses the declared type, and no column is a time."""
    network = graph().network
    words = {str: "text", bool: "bool", int: "int", float: "float"}
    nodes, edges = list(network.nodes()), list(network.edges())
    for text, types, used in zip(
        written(graph()),
        (network.node_columns, network.edge_columns),
        ({n for node in nodes for n in node.columns}, {n for edge in edges for n in edge.columns}),
        strict=True,
    ):
        guesses = _guesses(text)
        for name in used - {"label", "weight", "edge_id"}:
            assert guesses[name] == words[types[name]], name


def test_rows_that_show_a_type_stand_first() -> None:
    """Years, empty fields and small numbers in the first rows do not decide on a column."""
    others = [f"s{number:02}" for number in range(60)]
    facts = [
        fact("alpha", "recognized", name, stage("in-force", "1992" if name < "s50" else "1992~"))
        for name in others
    ]
    facts += [fact("s40", "population", value=3), fact("s45", "population", value=3_000_000_000)]
    facts.append(fact("s59", "majorityReligion", value="None"))
    graph = graph_of(facts, [state(name) for name in ("alpha", *others)])
    nodes, edges = written(graph)
    assert _guesses(edges)["date"] == "text"
    assert _guesses(nodes)["population"] == "long"
    assert _guesses(nodes)["population_approximate"] == "bool"
    assert _guesses(nodes)["majorityReligion"] == "text"
    # All others follow by id, and in the forms that need no guess every row does.
    ids = [row["Id"] for row in read_table(nodes)]
    assert sorted(ids) == sorted(["alpha", *others])
    assert ids[:4] == ["alpha", "s40", "s45", "s59"]
    assert ids[4:] == sorted(ids[4:])
    plain_nodes, plain_edges = map(read_table, written(graph, forms["spreadsheet"]))
    assert [row["Id"] for row in plain_nodes] == sorted(ids)
    assert _guess(row["date"] for row in plain_edges[:_LOOKED_AT]) == "int"


def test_whole_days_are_no_times_to_gephi() -> None:
    """A day has slashes, so that the table of edges is not one of moments and fits the nodes."""
    edges = read_table(written(shipped())[1])
    days = {row["start_latest"] for row in edges if row["start_latest"]}
    assert days
    assert all(re.fullmatch(r"\d{4}/\d\d/\d\d", day) for day in days)
    assert _guess(day.replace("/", "-") for day in days) == "timestamp"
    assert _guess(days) == "text"


def test_names_that_mean_something() -> None:
    """A column called as one of Gephi's own is renamed, in nodes as in edges."""
    columns: dict[str, Scalar] = {
        "label": "A", "Id": "x", "source": "y", "timeset": 3, "testingInterval": "z",
        "timestamps": "w", "TYPE": "v", "intervals": 1,
    }  # fmt: skip
    graph = made_up(columns)
    nodes, edges = (read_rows(text)[0] for text in written(graph))
    assert nodes[2:] == [
        "Id_", "source_", "timeset_", "testingInter_val", "time_stamps", "TYPE", "intervals",
    ]  # fmt: skip
    assert edges[7:] == [
        "Id_", "source_", "timeset_", "testingInter_val", "time_stamps", "TYPE_", "intervals",
    ]  # fmt: skip


def test_numbers() -> None:
    """Whole and other numbers are written as Java and Python both read them."""
    graph = made_up({"label": "A", "a": 1 << 70, "b": -0.5, "c": 1e300, "d": float("-inf")})
    assert read_rows(written(graph)[0])[1] == [
        "n",
        "A",
        str(1 << 70),
        "-0.5",
        "1e+300",
        "-Infinity",
    ]
    assert float("-Infinity") == float("-inf")


def test_losses() -> None:
    """What Gephi reads otherwise than it stands there is counted besides what networks lose."""
    # Name, condition, role, and the labels of the edges that name them; code, name and the like.
    assert _own_losses(project_of(" a\\b\x01", "NULL")) == {
        "texts with control characters, which are marked": 5,
        "texts with a backslash, which Gephi takes for an escape": 5,
        "texts with blanks at an end, which Gephi cuts": 4,
        "texts that are null, which Gephi leaves out": 4,
    }
    assert _own_losses(shipped()) == {}


def _own_losses(graph: Graph) -> dict[str, int]:
    common = network_losses(graph.network)
    losses = EXPORTER.losses(graph)
    assert common.items() <= losses.items()
    return {what: count for what, count in losses.items() if what not in common}
