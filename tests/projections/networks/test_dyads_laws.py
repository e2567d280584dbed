"""Laws of the fold to states: on the shipped graph, on hostile texts, on graphs of all kinds.

Which edges there are is computed a second time, day by day and from the words of the design,
where `graphkit.projections.networks.dyads` compares bounds.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from graphkit.dates import EdtfDate, parse_date
from graphkit.graph import Graph
from graphkit.model import Entity, Fact, Records
from graphkit.projections.networks.columns import Columns
from graphkit.projections.networks.dyads import dyads
from graphkit.projections.networks.network import Network, network
from graphkit.pruning import with_facts
from graphkit.views import View, view
from tests.samples import fact, graph_of, hostile, ontology, shipped, stage

ALWAYS, NEVER = 0, 10_000_000
OFFICES = {"heldOffice", "headOfState", "headOfGovernment"}
AFFILIATION = "affiliatedWith"
Ends = tuple[str, str, frozenset[str]]

# ------------------------------------------------------------------------ graphs of all kinds

ENTITIES = tuple(
    Entity(id=name, kind=kind, name=name.title())
    for kind, names in {
        "state": ("alpha", "alpha-b", "beta", "gamma"),
        "person": ("ann", "bob", "cy"),
        "event": ("dinner", "dinner-2"),
        "treaty": ("pact",),
        "group": ("crowd",),
        "region": ("south",),
        "organization": ("club", "league"),
        "place": ("town",),
    }.items()
    for name in names
)
_DATES = (
    *("", "", "2019", "2020", "2020-06", "2020-06-01", "2020-06-02", "2021", "2026"),
    *("2019/2020", "2020-06-01/2020-06-02", "2020/..", "../2020", "[..2020]", "[2020..]"),
)
_WORDS = tuple(word for word in ontology().stages if word not in {"in-force", "occurred"})
_RELATIONS = sorted(name for name, r in ontology().relations.items() if r.object_kinds)
# What the fold is about comes up more often than the rest.
_RELATIONS += ["heldOffice", "headOfState", "participatedIn", "hosted", "met", "visited"] * 12
_RELATIONS += [AFFILIATION] * 24


@st.composite
def _facts(draw: st.DrawFn, identifier: str) -> Fact:
    relation = ontology().relations[draw(st.sampled_from(_RELATIONS))]
    words = (*[relation.default_stage] * len(_WORDS), *_WORDS)
    stages = [
        stage(draw(st.sampled_from(words)), draw(st.sampled_from(_DATES)))
        for _ in range(draw(st.sampled_from((1, 1, 2))))
    ]
    if relation.lasting and draw(st.integers(0, 4)) == 0:
        stages.append(stage("in-force", attested=draw(st.sampled_from(("2019", "2020-06-01")))))
    if draw(st.integers(0, 4)) == 0:
        stages.append(stage("planned", due=draw(st.sampled_from(("2025-12-01", "2026")))))
    subject = draw(st.sampled_from([e.id for e in ENTITIES if e.kind in relation.subject_kinds]))
    others = [e.id for e in ENTITIES if e.kind in relation.object_kinds and e.id != subject]
    rank = draw(st.sampled_from(("", "", "", "deprecated")))
    made = fact(subject, relation.name, draw(st.sampled_from(others)), *stages, rank=rank)
    return structs.replace(made, id=identifier)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return graphs of every relation between every kind of entities."""
    facts = [draw(_facts(f"fact-{number}")) for number in range(draw(st.integers(1, 10)))]
    made = graph_of(facts, ENTITIES)
    day = draw(st.sampled_from(("", "", "2020-06-01", "2019-12-31")))
    return made.as_of(day) if day else made


FIXED = [
    pytest.param(graph, negative, id=f"{name}{', negative' if negative else ''}")
    for name, graph in {
        "shipped": shipped(),
        "hostile": hostile(),
        "as of 2020": shipped().as_of("2020-12-31"),
        "known early": shipped().known_by("2025-11-07"),
        "as of 2016": shipped().as_of("2016-12-14"),
    }.items()
    for negative in (False, True)
]
fixed = pytest.mark.parametrize(("graph", "negative"), FIXED)


# ------------------------------------------------------------------------ the laws


def _check_shape(folded: Network) -> None:
    """Nodes are states, edges join two of them, ids are unique and sorted, columns typed."""
    kinds = {node.id: node.columns["kind"] for node in folded.nodes()}
    assert set(kinds.values()) <= {"state"}
    edges = list(folded.edges())
    ids = [edge.id for edge in edges]
    assert ids == sorted(set(ids))
    for edge in edges:
        assert edge.source != edge.target
        assert {edge.source, edge.target} <= set(kinds)
        assert edge.columns["edge_id"] == edge.id
        assert edge.columns["label"]
        for name, value in edge.columns.items():
            assert type(value) is folded.edge_columns[name], (edge.id, name)
            assert value != "", (edge.id, name)
    alike = Counter((edge.source, edge.target, edge.kind) for edge in edges)
    assert set(alike.values()) <= {1}


def _check_sum(folded: Network) -> None:
    """Every fact is an edge's, a value, or counted under one reason."""
    told = {item.id for tie in folded.ties for item in tie.facts}
    values = {item.id for item in folded.values}
    assert not told & values
    assert all(count > 0 for count in folded.left_out.values())
    total = len(told) + len(values) + sum(folded.left_out.values())
    assert total == len(folded.view.records.facts)


def _check_edges(seen: View, folded: Network, *, negative: bool) -> None:
    """The edges are those of the second computation, and hold if what they rest on does."""
    drawn = {e.id: e.columns for e in network(seen, negative=negative).edges()}
    found: dict[str, Ends] = {}
    for edge in folded.edges():
        found[edge.id] = (edge.source, edge.target, frozenset(item.id for item in edge.facts))
        persons = {
            end
            for item in edge.facts
            for end in (item.subject, item.object)
            if seen.records.entities[end].kind != "state"
        }
        assert set(str(edge.columns.get("via", "")).split("|")) - {""} == persons
        if edge.id in drawn:
            assert edge.columns["holds"] == drawn[edge.id]["holds"]
        else:
            assert edge.columns["holds"] == _both_hold(edge.facts, edge.source, seen, drawn)
    assert found == _expected(seen, drawn)


@fixed
def test_laws(graph: Graph, *, negative: bool) -> None:
    """On the graphs that all projections are tested with."""
    folded = dyads(graph.view, negative=negative)
    _check_shape(folded)
    _check_sum(folded)
    _check_edges(graph.view, folded, negative=negative)


@given(graph=graphs(), negative=st.booleans())
def test_laws_on_all_kinds(graph: Graph, *, negative: bool) -> None:
    """On graphs of every relation between every kind of entities."""
    folded = dyads(graph.view, negative=negative)
    _check_shape(folded)
    _check_sum(folded)
    _check_edges(graph.view, folded, negative=negative)


@given(graph=graphs(), negative=st.booleans())
def test_states_alone_stay_as_they_are(graph: Graph, *, negative: bool) -> None:
    """Folding what has only states in it changes nothing at all."""
    records = graph.view.records
    kinds = {name: entity.kind for name, entity in records.entities.items()}
    among = {
        name: item
        for name, item in records.facts.items()
        if kinds[item.subject] == kinds[item.object] == "state"
    }
    seen = view(with_facts(records, among), graph.ontology)
    for everyone in (False, True):
        plain = network(seen, negative=negative)
        folded = dyads(seen, negative=negative, all_entities=everyone)
        assert list(folded.edges()) == list(plain.edges())
        assert everyone or list(folded.nodes()) == list(plain.nodes())
        assert folded.left_out == plain.left_out


def _check_removal(records: Records, person: str) -> None:
    """Without a person, every edge not via that person is as it was, and no new one is there."""
    facts = {n: f for n, f in records.facts.items() if person not in (f.subject, f.object)}
    before = {e.id: e for e in dyads(view(records, ontology())).edges()}
    after = {e.id: e for e in dyads(view(with_facts(records, facts), ontology())).edges()}
    assert set(after) <= set(before)
    for name, edge in before.items():
        if person not in str(edge.columns.get("via", "")).split("|"):
            # How parallel edges are numbered may change with those beside it.
            assert after[name].columns == edge.columns


def test_removing_a_person() -> None:
    """Nobody's absence from the shipped seeds touches an edge that is not via him or her."""
    # Disputes name facts of persons: their marks are not the fold's.
    records = dataclasses.replace(shipped().view.records, disputes={})
    persons = [name for name, e in records.entities.items() if e.kind == "person"]
    assert len(persons) > 5
    for person in persons:
        _check_removal(records, person)


@given(graph=graphs())
def test_removing_a_person_from_all_kinds(graph: Graph) -> None:
    """The same of graphs of every relation."""
    _check_removal(graph.whole.view.records, "ann")


def test_laws_bite() -> None:
    """The fixed graphs hold every sort of edge, so that the laws look at something."""
    via = [str(e.columns.get("via", "")) for e in dyads(shipped().view).edges()]
    assert "" in via
    assert any(one.startswith("talks-") for one in via)
    assert any("|" in one and "talks-" not in one for one in via)
    assert sum("via" in edge.columns for edge in dyads(hostile().view).edges()) > 5


# ------------------------------------------------------------------------ the second computation


def _expected(seen: View, drawn: dict[str, Columns]) -> dict[str, Ends]:
    """Return the edges there have to be: source, target and facts by id."""
    facts, kinds = seen.records.facts, {n: e.kind for n, e in seen.records.entities.items()}
    found: dict[str, Ends] = {}
    events: dict[str, dict[str, set[str]]] = {}
    for name, columns in drawn.items():
        item = facts[name]
        shared = item.relation in {"participatedIn", "hosted"}
        ends = [item.subject] if shared else [item.subject, item.object]
        denied = all(seen.ontology.group(s.stage).value == "negative" for s in item.stages)
        denied = columns.get("stage_group", "negative" if denied else "") == "negative"
        if item.relation in {*OFFICES, AFFILIATION}:
            continue
        if denied and any(kinds[end] != "state" for end in ends):
            continue
        states = [_states(end, item, columns, seen) for end in ends]
        if any(len(one) != 1 for one in states):
            continue
        names = [one.pop() for one in states]
        if shared:
            events.setdefault(item.object, {}).setdefault(names[0], set()).add(name)
        elif names[0] != names[1]:
            found[name] = (names[0], names[1], frozenset({name}))
    for event, sides in events.items():
        for one, other in combinations(sorted(sides), 2):
            found[f"{event}_{one}_{other}"] = (one, other, frozenset(sides[one] | sides[other]))
    return found


def _states(end: str, item: Fact, columns: Columns, seen: View) -> set[str]:
    if seen.records.entities[end].kind == "state":
        return {end}
    days = _span(item, columns)
    return _held(end, OFFICES, days, seen) or _held(end, {AFFILIATION}, days, seen)


def _held(end: str, relations: set[str], span: tuple[int, int], seen: View) -> set[str]:
    first, last = span
    offices = [
        office
        for office in seen.records.facts.values()
        if office.subject == end and office.relation in relations
    ]
    days = {first, last}
    for office in offices:
        for begin, latest, _ in _begins(office, {"committed", "realized", "closed", "negative"}):
            days |= {day for at in (begin, latest) for day in (at - 1, at, at + 1)}
    return {
        office.object
        for office in offices
        if not office.deprecated
        and any(_may_hold(office, day) for day in days if first <= day <= last)
    }


def _span(item: Fact, columns: Columns) -> tuple[int, int]:
    """Return the days of a fact by the columns of its edge in the full graph."""
    if "stage" in columns:
        first = _ordinal(columns.get("start_earliest"), ALWAYS)
        last = _ordinal(columns.get("start_latest"), NEVER)
        if "/" in str(columns.get("date", "")):
            last = max(last, _ordinal(columns.get("end_latest"), NEVER))
        dues = [parse_date(str(columns["due"]))] if "due" in columns else []
    else:
        dates = [s.date for s in item.stages if s.date]
        first = min(_bound(date.start_earliest, ALWAYS) for date in dates)
        last = max(
            _bound(date.end_latest if date.is_interval else date.start_latest, NEVER)
            for date in dates
        )
        dues = [s.due for s in item.stages if s.due]
    return first, max([last, *(_bound(due.start_latest, NEVER) for due in dues)])


def _may_hold(office: Fact, day: int) -> bool:
    """Whether an office may have been held on a day: begun, and not certainly set aside."""
    ends = [end for end in _begins(office, {"closed", "negative"}) if end[1] <= day]
    return any(
        begin <= day and not any(spared <= latest for _, latest, _ in ends)
        for begin, _, spared in _begins(office, {"committed", "realized"})
    )


def _begins(office: Fact, groups: set[str]) -> Iterator[tuple[int, int, int]]:
    """Yield of stages when they began at the earliest and latest, and what ends may spare."""
    # A view as of a day leaves later stages out, which the office has all the same.
    report = parse_date("2025-11-06").start_latest
    for one in office.stages:
        date, group = one.date, ontology().group(one.stage).value
        if one.attested:
            spared = _bound(one.attested.start_earliest, ALWAYS)
            if group in groups:
                yield ALWAYS, NEVER, spared
        elif date:
            first, last = _bound(date.start_earliest, ALWAYS), _bound(date.start_latest, NEVER)
            if group in groups:
                yield first, last, first
            if date.is_interval and not date.open_end and "closed" in groups:
                yield _bound(date.end_earliest, ALWAYS), _bound(date.end_latest, NEVER) + 1, 0
        elif group in groups:
            yield ALWAYS, _bound(report, NEVER), ALWAYS


def _bound(day: object, otherwise: int) -> int:
    return _ordinal(day, otherwise)


def _ordinal(day: object, otherwise: int) -> int:
    date: EdtfDate | None = parse_date(str(day)) if day else None
    return date.start_earliest.toordinal() if date and date.start_earliest else otherwise


def _both_hold(facts: Iterable[Fact], first: str, seen: View, drawn: dict[str, Columns]) -> bool:
    """Whether a fact of each side of a shared event holds."""
    sides: dict[bool, list[bool]] = {}
    for item in facts:
        (name,) = _states(item.subject, item, drawn[item.id], seen)
        sides.setdefault(name == first, []).append(bool(drawn[item.id]["holds"]))
    return len(sides) == 2 and all(any(side) for side in sides.values())
