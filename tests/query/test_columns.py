"""What ``*`` stands for: the variables in scope, in the order of their names, in both engines."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from graphkit.errors import BadQuery
from graphkit.query import ENGINES, Table, Triples, answer, engine
from tests.samples import shipped

_ANY = "?s ?p ?o"
PATTERNS = {
    "nothing": ("{}", ""),
    "a triple": (f"{{ {_ANY} }}", "o p s"),
    "against the alphabet": ("{ ?z ?y ?x }", "x y z"),
    "capitals first": ("{ ?b ?B ?a }", "B a b"),
    "letters of other alphabets": ("{ ?é ?e ?жук . ?a ?ω ?_1 }", "_1 a e é ω жук"),
    "digits first": ("{ ?a10 ?a9 ?9a }", "9a a10 a9"),
    "dollars": ("{ $s $p $o }", "o p s"),
    "several triples": (f"{{ {_ANY} . ?o ?b ?a ; ?c ?s }}", "a b c o p s"),
    "blank nodes": ("{ [] ?p [ ?q _:b ] }", "p q"),
    "a list": ("{ ?s ?p (?two 1 ?one) }", "one p s two"),
    "optional": (f"{{ {_ANY} OPTIONAL {{ ?o ?b ?a }} }}", "a b o p s"),
    "union": (f"{{ {{ {_ANY} }} UNION {{ ?o ?b ?a }} }}", "a b o p s"),
    "bind": (f"{{ {_ANY} BIND(STR(?o) AS ?a) }}", "a o p s"),
    "bind of nothing": ("{ BIND(?nowhere AS ?a) }", "a"),
    "values": ("{ VALUES ?v { 1 2 } }", "v"),
    "values of two": ("{ VALUES (?w ?v) { (1 2) (UNDEF 3) } }", "v w"),
    "values behind": (f"{{ {_ANY} }} VALUES (?z ?a) {{ (1 2) }}", "a o p s z"),
    "filter": ("{ ?s gk:rank ?o FILTER(!BOUND(?nowhere)) }", "o s"),
    "exists": ("{ ?s gk:rank ?o FILTER EXISTS { ?s ?p ?inside } }", "o s"),
    "not exists": ("{ ?s gk:rank ?o FILTER NOT EXISTS { ?o ?p ?inside } }", "o s"),
    "exists in a bind": ("{ ?s gk:rank ?o BIND(EXISTS { ?o ?p ?in } AS ?a) }", "a o s"),
    "minus": ("{ ?s gk:rank ?o MINUS { ?s a ?t } }", "o s"),
    "a graph": (f"{{ GRAPH ?g {{ {_ANY} }} }}", "g o p s"),
    "a path": ("{ ?s gk:stage/skos:broader ?o }", "o s"),
    "a path of any length": ("{ gk:InForce skos:broader* ?o }", "o"),
    "a path of two": ("{ ?s gk:subject|^gk:stage ?o }", "o s"),
    "no such property": ("{ ?s !(rdf:type|rdfs:label) ?o }", "o s"),
    "a select": (f"{{ {{ SELECT ?o ?s {{ {_ANY} }} }} }}", "o s"),
    "a select of all": ("{ { SELECT * { ?s gk:rank ?o FILTER(?o > 3) } } }", "o s"),
    "a select of more": ("{ ?s gk:rank ?o { SELECT (1 AS ?x) ?s { ?s a ?t } } }", "o s x"),
    "a select that counts": (
        "{ { SELECT ?t (COUNT(?s) AS ?n) { ?s a ?t } GROUP BY ?t HAVING(COUNT(?s) > 5) } }", "n t"
    ),
    "a select in a select": ("{ { SELECT * { { SELECT ?x ?s { ?s gk:rank ?x } } } } }", "s x"),
    "selects side by side": (
        "{ { SELECT ?s { ?s gk:rank ?x } } { SELECT (?t AS ?z) { ?t gk:rank ?y } } }", "s z"
    ),
    "a select of all in exists": (
        "{ ?s gk:rank ?o FILTER EXISTS { SELECT * { ?s ?in ?deep } } }", "o s"
    ),
    "a select with values": (
        "{ { SELECT * { ?s gk:rank ?o } VALUES ?o { 1 2 } } }", "o s"
    ),
    "nested groups": ("{ { { ?s gk:rank ?o } } OPTIONAL { { ?s skos:broader ?a } } }", "a o s"),
}  # fmt: skip


@pytest.fixture(scope="module")
def data() -> dict[str, object]:
    """Return the shipped project in each engine."""
    return {name: engine(name).of_graph(shipped()) for name in ENGINES}


def _asked(data: dict[str, object], text: str, name: str) -> tuple[list[str], list[str]]:
    """Return the columns, and the rows in the order of their letters."""
    table = answer(data[name], text, by=engine(name))
    assert isinstance(table, Table)
    found = json.loads(table.json)
    rows = found["results"]["bindings"]
    return found["head"]["vars"], sorted(json.dumps(row, sort_keys=True) for row in rows)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(("pattern", "columns"), PATTERNS.values(), ids=list(PATTERNS))
def test_columns(pattern: str, columns: str, name: str) -> None:
    """Every engine gives the same columns in the same order."""
    table = answer(engine(name).of_files([]), f"SELECT * {pattern}", by=engine(name))
    assert isinstance(table, Table)
    assert json.loads(table.json)["head"]["vars"] == columns.split()


@pytest.mark.parametrize(
    "pattern", [pattern for pattern, _ in PATTERNS.values() if "?s gk:rank" in pattern]
)
def test_rows(pattern: str, data: dict[str, object]) -> None:
    """Both engines give the same rows where a pattern is about little."""
    ours, others = (_asked(data, f"SELECT * {pattern}", name)[1] for name in ENGINES)
    assert ours == others


@pytest.mark.parametrize("name", ENGINES)
def test_columns_that_are_named(name: str, data: dict[str, object]) -> None:
    """Columns that the query names stay in its order."""
    text = "SELECT ?o (1 AS ?x) ?a ?s { ?s gk:rank ?o OPTIONAL { ?s skos:broader ?a } }"
    assert _asked(data, text, name)[0] == ["o", "x", "a", "s"]


@pytest.mark.parametrize("name", ENGINES)
def test_describe_everything(name: str, data: dict[str, object]) -> None:
    """The star of DESCRIBE is every variable in scope too."""
    text = "DESCRIBE * { VALUES ?x { gk:InForce } FILTER(?x != ?nowhere || true) }"
    found = answer(data[name], text, by=engine(name))
    assert isinstance(found, Triples)
    assert found.ntriples
    subject = "<https://w3id.org/graphkit/ontology#InForce> "
    assert all(line.startswith(subject) for line in found.ntriples)


@pytest.mark.parametrize("name", ENGINES)
def test_no_star_of_groups(name: str) -> None:
    """Groups have no star: both engines refuse it."""
    store = ox.Store() if name == "oxigraph" else engine(name).of_files([])
    with pytest.raises(BadQuery):
        answer(store, "SELECT * { ?s ?p ?o } GROUP BY ?s", by=engine(name))
