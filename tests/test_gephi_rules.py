"""Gephi loses nothing of our files, and the linter that says so can find what breaks its rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from graphkit.exporters import exporter
from graphkit.graph import Graph
from graphkit.model import Records
from tests import strategies
from tests.gephi_rules import lint
from tests.samples import export_text, hostile, ontology, shipped

graphs: dict[str, Callable[[], Graph]] = {
    "shipped": shipped,
    "as of 2020": lambda: shipped().as_of("2020-12-31"),
    "known by a day": lambda: shipped().known_by("2025-11-06"),
    "with negative facts": lambda: shipped().shaped(negative=True),
    "folded to states": lambda: shipped().shaped(fold="states"),
    "by month": lambda: shipped().shaped(by="month"),
    "all entities": lambda: shipped().shaped(all_entities=True),
    "nothing": lambda: shipped().as_of("1000-01-01").known_by("1000-01-01"),
}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))
every_format = pytest.mark.parametrize("name", ["graphml", "gexf"])
MISREAD = "texts with INF or null, which Gephi misreads"


# ------------------------------------------------------------------------ our files


@every_format
@every_graph
def test_gephi_loses_nothing(graph: Callable[[], Graph], name: str) -> None:
    """The files of the shipped project break none of the rules, in any view and shape."""
    assert lint(export_text(graph(), name)) == []


@every_format
@pytest.mark.parametrize("negative", [False, True])
def test_gephi_reads_a_hostile_file(name: str, negative: bool) -> None:  # noqa: FBT001 - a parameter
    """Nothing breaks; only texts that Gephi misreads in any file remain, and all are told of."""
    graph = hostile().shaped(negative=negative)
    found = lint(export_text(graph, name))
    assert [line for line in found if not line.startswith("misread: ")] == []
    assert len(found) == exporter(name).losses(graph)[MISREAD] > 0


@settings(deadline=None, max_examples=50)
@given(strategies.records())
def test_gephi_loses_nothing_of_any_records(records: Records) -> None:
    """Whatever the stages and dates, both files are as Gephi wants them."""
    graph = Graph(dataclasses.replace(records, disputes={}), ontology()).shaped(negative=True)
    for name in ("graphml", "gexf"):
        assert lint(export_text(graph, name)) == []


# ------------------------------------------------------------------------ the linter

_GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:gk="https://w3id.org/graphkit/ontology#">
<key id="n_label" for="node" attr.name="label" attr.type="string"/>
<key id="n_people" for="node" attr.name="people" attr.type="long"/>
<key id="e_label" for="edge" attr.name="label" attr.type="string"/>
<key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="e_holds" for="edge" attr.name="holds" attr.type="boolean"/>
<key id="e_says" for="edge" attr.name="says" attr.type="string"/>
<graph id="graph" edgedefault="directed">
<node id="a"><data key="n_label">A</data><data key="n_people">7</data></node>
<node id="b"><data key="n_label">B</data></node>
<edge id="x" source="a" target="b" gk:label="k"><data key="e_label">X</data><data key="e_weight">1.0</data><data key="e_holds">true</data></edge>
<edge id="y" source="a" target="b" gk:label="l"><data key="e_label">Y</data><data key="e_says">yes</data></edge>
</graph></graphml>
"""  # noqa: E501 - XML as it is written


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("encoding", "coding", "declaration"),
        ("A</data>", "\x01</data>", "control character"),
        ('id="y"', 'id="x"', "id x not unique"),
        ('id="y"', 'id="a"', "id a not unique"),
        ('id="y"', 'id="y z"', "id 'y z'"),
        ('id="y" ', "", "id ''"),
        ('target="b" gk:label="l"', 'target="c" gk:label="l"', "end 'c'"),
        ('target="b" gk:label="l"', 'target="" gk:label="l"', "end ''"),
        ('gk:label="l"', 'gk:label="k"', "kind"),
        ('gk:label="l"', "", "kind"),
        (">1.0<", ">0<", "weight of x"),
        (">1.0<", ">-1<", "weight of x"),
        (">1.0<", ">1,0<", "weight is no double"),
        ('edgedefault="directed"', 'edgedefault="undirected"', "edgedefault"),
        ('id="y"', 'id="y" directed="false"', "direction of its own"),
        ('attr.name="weight"', 'attr.name="LABEL"', "collide"),
        ('attr.name="says"', 'attr.name="Holds"', "collide"),
        ('id="e_says"', 'id="E_Holds"', "collide"),
        ('id="e_label"', 'id="n_label"', "key ids not unique"),
        ('attr.name="weight"', 'attr.name="Id"', "column called id"),
        ('attr.name="says"', 'attr.name="timeset"', "column called timeset"),
        ('attr.name="says"', 'attr.name="color"', "property"),
        ('attr.name="people"', 'attr.name="Size"', "property"),
        ('"double"', '"date"', "type of weight"),
        ('"double"', '"liststring"', "type of weight"),
        (' attr.type="double"', "", "type of weight"),
        ('for="edge" attr.name="weight"', 'for="all" attr.name="weight"', "key for all"),
        ('attr.type="long"/>', 'attr.type="long"><default>1</default></key>', "default of people"),
        (">B</data>", "> </data>", "no label"),
        ('<data key="n_label">B</data>', "", "no label"),
        (">1.0</data>", '>1.0</data><data key="e_weight">2</data>', "twice"),
        (">1.0</data>", '>1.0</data><data key="e_gone">2</data>', "undeclared column e_gone"),
        (">true<", ">yes<", "holds is no boolean"),
        (">7<", f">{2**63}<", "people is no long"),
        (">7<", ">7.0<", "people is no long"),
        (">yes<", ">INF Treaty<", "misread: says"),
        (">yes<", ">Null<", "misread: says"),
    ],
)
def test_the_rules_of_graphml(old: str, new: str, problem: str) -> None:
    """Each rule catches a file that breaks it, and a good file passes."""
    _catches(_GRAPHML, old, new, problem)


def test_keys_come_first() -> None:
    """The data of a key that is declared after the graph would be dropped without a word."""
    lines = _GRAPHML.splitlines()
    moved = [*lines[:2], *lines[3:-1], "</graph>", lines[2], "</graphml>", ""]
    assert lint(_GRAPHML) == []
    assert "keys after the graph" in lint("\n".join(moved))


_GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC">
<attributes class="node" mode="static"><attribute id="people" title="people" type="long"/></attributes>
<attributes class="edge" mode="static">
<attribute id="says" title="says" type="string"/>
<attribute id="stage" title="stage" type="string"/>
<attribute id="stage_group" title="stage_group" type="string"/>
<attribute id="first_attested" title="first_attested" type="string"/>
</attributes>
<nodes>
<node id="a" label="A" start="1992-01-01" end="2025-11-07"><attvalues><attvalue for="people" value="7"/></attvalues><viz:color r="0" g="9" b="255"/></node>
<node id="b" label="B" start="1992-01-01" end="2025-11-07"></node>
</nodes>
<edges>
<edge id="x" source="a" target="b" kind="k" label="X" weight="1.0"><spells><spell start="1992-01-01" end="1999-12-31"/><spell start="2001-01-01" end="2025-11-07"/></spells></edge>
<edge id="y" source="a" target="b" kind="l" label="Y" start="2003-01-01" end="2003-01-01"><attvalues><attvalue for="says" value="yes"/><attvalue for="stage" value="agreed"/><attvalue for="first_attested" value="2003-01-01"/></attvalues></edge>
</edges>
</graph></gexf>
"""  # noqa: E501 - XML as it is written

_Y_TIME = ' start="2003-01-01" end="2003-01-01"'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('version="1.3"', 'version="1.2"', "version"),
        ('label="A"', 'label="\x0b"', "control character"),
        ('defaultedgetype="directed"', 'defaultedgetype="undirected"', "defaultedgetype"),
        ('id="y"', 'id="y" type="undirected"', "y has a direction of its own"),
        ('mode="dynamic" ', "", "mode of the graph is None"),
        ('timeformat="date"', 'timeformat="double"', "timeformat of the graph"),
        ('"interval"', '"timestamp"', "timerepresentation of the graph"),
        (' timezone="UTC"', "", "timezone of the graph"),
        ('timezone="UTC"', 'timezone="Asia/Almaty"', "timezone of the graph"),
        ('mode="dynamic"', 'mode="dynamic" start="1992-01-01"', "start of the graph"),
        ('class="edge" mode="static"', 'class="edge" mode="dynamic"', "not one static block"),
        ('<attributes class="edge"', '<attributes class="node"/><attributes class="edge"', "block"),
        ('id="says" title="says"', 'id="says" title="Stage"', "collide"),
        ('id="says" title="says"', 'id="ID" title="says"', "column called id"),
        ('id="says" title="says"', 'id="says" title="timeset"', "column called timeset"),
        ('id="says" title="says"', 'id="says" title="Weight"', "property"),
        ('id="people" title="people"', 'id="Label" title="people"', "property"),
        ('type="long"', 'type="anyURI"', "type of people"),
        ('type="long"', "", "type of people"),
        ('type="long"/>', 'type="long"><options>1|2</options></attribute>', "options of people"),
        ('id="y"', 'id="x"', "id x not unique"),
        ('id="y"', 'id="a"', "id a not unique"),
        ('source="a" target="b" kind="l"', 'source="" target="b" kind="l"', "end ''"),
        ('source="a" target="b" kind="l"', 'source="a" target="c" kind="l"', "end 'c'"),
        ('kind="l"', 'kind="k"', "kind"),
        ('kind="l"', "", "kind"),
        ('label="B"', "", "node b has no label"),
        ('label="Y"', 'label=" "', "edge y has no label"),
        ('weight="1.0"', 'weight="0"', "weight of x"),
        ('value="7"', 'value="many"', "people is no long"),
        ('for="says"', 'for="said"', "undeclared column said"),
        ('for="stage"', 'for="says"', "says twice"),
        ('value="yes"', 'value="INFORMATION"', "misread: says"),
        ('value="yes"', 'value="NULL"', "misread: says"),
        ('value="yes"', 'value="yes" start="2003-01-01"', "y has a value with a time"),
        ('r="0"', 'r="256"', "colour"),
        ('r="0"', "", "colour"),
        ('label="B"', 'label="B" pid="a"', "nodes in nodes"),
        ('end="1999-12-31"', 'end="1999"', "day '1999' of x"),
        ('end="1999-12-31"', 'end="1999-12"', "day '1999-12' of x"),
        ('end="1999-12-31"', 'end="1999-12-32"', "day '1999-12-32' of x"),
        ('end="1999-12-31"', 'end="1999-12-31T00:00:00"', "day '1999-12-31T00:00:00' of x"),
        ('end="1999-12-31"', 'end="1991-12-31"', "x ends before it begins"),
        ('end="1999-12-31"', 'end="2001-01-01"', "spells of x overlap"),
        (' end="1999-12-31"', "", "open end of x"),
        (' start="2003-01-01"', "", "open end of y"),
        ('label="X"', 'label="X" start="1992-01-01"', "spells and ends of its own"),
        (_Y_TIME, ' start="2003-01-01" endopen="2003-01-01"', "another form of time"),
        (_Y_TIME, ' timestamp="2003-01-01"', "another form of time"),
        (_Y_TIME, "", "y is first attested on 2003-01-01 but undated"),
        (_Y_TIME, ' start="2004-01-01" end="2004-01-01"', "begins after it is first attested"),
        (_Y_TIME, ' start="1991-01-01" end="2003-01-01"', "a does not cover y"),
        (_Y_TIME, ' start="2003-01-01" end="2026-01-01"', "b does not cover y"),
        ('label="A" start="1992-01-01" end="2025-11-07"', 'label="A"', "a does not cover x"),
    ],
)
def test_the_rules_of_gexf(old: str, new: str, problem: str) -> None:
    """Each rule catches a file that breaks it, and a good file passes."""
    _catches(_GEXF, old, new, problem)


def test_an_undated_edge_that_is_over() -> None:
    """What is denied, or known by its end alone, is there on no day and may be undated."""
    negative = '<attvalue for="stage_group" value="negative"/><attvalue for="stage"'
    assert lint(_GEXF.replace(_Y_TIME, "").replace('<attvalue for="stage"', negative)) == []


def _catches(good: str, old: str, new: str, problem: str) -> None:
    assert lint(good) == []
    assert old in good
    assert any(problem in line for line in lint(good.replace(old, new, 1)))
