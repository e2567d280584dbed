"""The graph as Python users meet it: loading, the two clocks, and asking for facts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

import graphkit
from graphkit.errors import BadData, BrokenOntology, GraphkitError, NoProject
from graphkit.graph import Graph, to_date
from graphkit.loading import load, read_graph
from graphkit.model import Records
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder
from graphkit.views import View, view
from tests import strategies

ONTOLOGY = read_ontology(ontology_folder())

SEEDS = """
graph:
  title: Small
  base: https://example.org/id/
  as_of: 2025-11-07
sources:
  wire: {title: Wire, kind: wire, published: 2025-11-06}
  paper: {title: Paper, kind: article, published: 2025-11-09}
entities:
  accords: {kind: treaty, name: Abraham Accords, short: Accords}
  israel: {kind: state, name: Israel}
  kazakhstan: {kind: state, name: Kazakhstan}
  sudan: {kind: state, name: Sudan}
  tokayev: {kind: person, name: Tokayev}
facts:
  - {subject: tokayev, relation: headOfState, object: kazakhstan, date: 2019, evidence: [{source: wire}]}
  - {subject: sudan, relation: joined, object: accords, stage: sought, evidence: [{source: paper}]}
  - {subject: sudan, relation: hasDiplomaticRelationsWith, object: israel, stage: absent, evidence: [{source: wire}]}
  - {subject: kazakhstan, relation: recognized, object: israel, date: 1992, evidence: [{source: wire}]}
  - {subject: kazakhstan, relation: population, value: 20000000, evidence: [{source: paper}]}
  - {subject: kazakhstan, relation: hasDiplomaticRelationsWith, object: israel, date: 1992, evidence: [{source: wire}]}
  - subject: kazakhstan
    relation: joined
    object: accords
    stages:
      - {stage: announced, date: 2025-11-06, evidence: [{source: wire}, {source: paper}]}
      - {stage: in-force, date: 2025-11-08, evidence: [{source: paper}]}
disputes:
  step:
    question: How far has it come?
    kind: stage
    about: [accords]
    positions:
      - {says: announced, evidence: [{source: wire}]}
      - {says: joined, facts: [kazakhstan-joined-accords], evidence: [{source: paper}]}
"""  # noqa: E501 - YAML as curators write it
JOINED = "kazakhstan-joined-accords"
EARLY = dt.date(2025, 11, 6)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a small project without problems."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "all.yaml").write_text(SEEDS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def graph(root: Path) -> Graph:
    """Return the small project as a graph."""
    return load(root)


def ids(graph: Graph) -> list[str]:
    """Return the ids of the facts in a graph."""
    return [fact.id for fact in graph.facts()]


# --- Loading ---------------------------------------------------------------------------------


def test_a_project_is_loaded_from_a_path_or_its_text(root: Path) -> None:
    """The public ``graphkit.load`` is the same function."""
    assert graphkit.load is load
    assert graphkit.Graph is Graph
    assert ids(load(str(root))) == ids(load(root))
    assert load(root).info.title == "Small"


def test_facts_come_by_id_whatever_the_order_of_the_file(graph: Graph) -> None:
    """Outputs do not move with the seeds."""
    assert ids(graph) == sorted(ids(graph))
    assert len(ids(graph)) == 7


def test_a_folder_without_a_project_is_refused_in_one_line(tmp_path: Path) -> None:
    """The line names the folder; wrong use ends with status 2."""
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NoProject) as caught:
            load(folder)
        assert str(folder) in str(caught.value)
        assert "\n" not in str(caught.value)
        assert caught.value.exit_status == 2


def test_load_does_not_look_upward(root: Path) -> None:
    """What is named is meant: a folder inside a project is none."""
    with pytest.raises(NoProject):
        load(root / "seeds")


def test_all_errors_come_at_once(root: Path) -> None:
    """Each with its place, sorted; no graph is made, and the status is 1."""
    (root / "seeds" / "wrong.yaml").write_text(
        "facts:\n"
        "  - {subject: kazakstan, relation: recognized, object: sudan, date: 1992,"
        " evidence: [{source: wire}]}\n"
        "  - {subject: sudan, relation: recognised, object: israel, date: 1992-13,"
        " evidence: [{source: wire}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(BadData) as caught:
        load(root)
    problems = caught.value.problems
    errors = [problem for problem in problems if problem.is_error]
    assert caught.value.root == root
    assert caught.value.exit_status == 1
    assert str(caught.value) == f"{len(errors)} errors in the data"
    assert {problem.code for problem in errors} >= {"unknown-entity", "impossible-date"}
    assert {problem.place.path for problem in errors} == {"seeds/wrong.yaml"}
    assert list(problems) == sorted(problems)
    found, again = read_graph(root)
    assert found is None
    assert again == problems


def test_warnings_block_nothing(root: Path) -> None:
    """An entity that nothing refers to is told of and kept."""
    (root / "seeds" / "more.yaml").write_text(
        "entities:\n  norway: {kind: state, name: Norway}\n", encoding="utf-8"
    )
    graph, problems = read_graph(root)
    assert [problem.code for problem in problems] == ["unused-entity"]
    assert graph
    assert "norway" in graph.entities
    assert "norway" in load(root).entities


def test_a_broken_ontology_of_the_project_stops_the_load(root: Path) -> None:
    """It is no problem of the data."""
    (root / "ontology").mkdir()
    (root / "ontology" / "own.ttl").write_text("gk:broken", encoding="utf-8")
    with pytest.raises(BrokenOntology, match=r"own\.ttl"):
        load(root)


def test_a_relation_of_the_project_is_one_block_of_turtle(root: Path) -> None:
    """Its facts are read, labelled and found like all others."""
    (root / "ontology").mkdir()
    (root / "ontology" / "own.ttl").write_text(
        "@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'gk:wroteTo a gk:Momentary ; rdfs:label "wrote to"@en ; gk:phrase "wrote to" ;\n'
        '    gk:negativePhrase "did not write to" ; gk:subjectKind gk:State ;\n'
        "    gk:objectKind gk:State .\n",
        encoding="utf-8",
    )
    (root / "seeds" / "more.yaml").write_text(
        "facts:\n  - {subject: sudan, relation: wroteTo, object: israel, date: 2020,"
        " evidence: [{source: wire}]}\n",
        encoding="utf-8",
    )
    graph = load(root)
    (fact,) = graph.facts(relation="wroteTo")
    assert graph.full_label(fact) == "Sudan wrote to Israel 2020"


# --- The two clocks --------------------------------------------------------------------------


def test_without_clocks_everything_is_there_and_told_on_the_graphs_own_day(graph: Graph) -> None:
    """What begins on the 8th is exported; on the 7th it is announced."""
    joined = graph.fact(JOINED)
    assert [stage.stage for stage in joined.stages] == ["announced", "in-force"]
    assert graph.day == dt.date(2025, 11, 7)
    assert graph.label(joined) == "joined Accords 2025 (announced)"
    assert graph.full_label(joined) == "Kazakhstan joined Accords 2025 (announced)"


def test_as_of_moves_what_holds(graph: Graph) -> None:
    """From the 8th the joining is in force; in 1991 nothing of it is in the view."""
    later = graph.as_of("2025-11-08")
    assert later.day == dt.date(2025, 11, 8)
    assert later.label(later.fact(JOINED)) == "joined Accords 2025"
    assert ids(graph.as_of(dt.date(1991, 12, 31))) == [
        "kazakhstan-population",
        "sudan-has-diplomatic-relations-with-israel",
    ]


def test_known_by_moves_what_was_public(graph: Graph) -> None:
    """By the 6th the paper had not come out: no population, no dispute, one piece of evidence."""
    earlier = graph.known_by(EARLY)
    assert set(ids(graph)) - set(ids(earlier)) == {
        "kazakhstan-population",
        "sudan-joined-accords",
    }
    (stage,) = earlier.fact(JOINED).stages
    assert [item.source for item in stage.evidence] == ["wire"]
    assert not earlier.disputes
    assert set(earlier.sources) == {"wire"}
    assert earlier.day == graph.day


def test_a_fact_that_is_not_in_the_view_is_not_found(graph: Graph) -> None:
    """Nor is its state."""
    earlier = graph.known_by(EARLY)
    with pytest.raises(KeyError):
        earlier.fact("kazakhstan-population")
    with pytest.raises(KeyError):
        earlier.state(graph.fact("kazakhstan-population"))


def test_a_fact_that_has_not_begun_has_no_state(graph: Graph) -> None:
    """The Sudanese joining is sought since the 9th; the graph's own day is the 7th."""
    assert graph.state(graph.fact("sudan-joined-accords")) is None
    later = graph.as_of("2025-11-09")
    state = later.state(later.fact("sudan-joined-accords"))
    assert state
    assert state.step.stage == "sought"


def test_a_clock_gives_another_graph(graph: Graph) -> None:
    """A graph never changes."""
    before = ids(graph)
    graph.as_of("1991-12-31").known_by(EARLY)
    assert ids(graph) == before
    assert graph.view.as_of is None
    assert graph.view.known_by is None


def test_the_whole_graph_is_back_without_clocks(graph: Graph) -> None:
    """What the page moves its own clocks over."""
    turned = graph.as_of("1991-12-31").known_by(EARLY)
    assert ids(turned.whole) == ids(graph)
    assert gist(turned.whole.view) == gist(graph.view)


CLOCKS = st.lists(st.tuples(st.sampled_from(["as_of", "known_by"]), strategies.days), max_size=4)


@settings(max_examples=200, deadline=None)
@given(strategies.records(), CLOCKS)
def test_the_order_of_calls_does_not_matter_and_the_last_of_each_counts(
    records: Records, calls: list[tuple[str, dt.date]]
) -> None:
    """K is applied before D, whatever came first."""
    turned = Graph(records, ONTOLOGY)
    for name, day in calls:
        turned = getattr(turned, name)(day)
    last = dict(calls)
    expected = view(records, ONTOLOGY, last.get("known_by"), last.get("as_of"))
    assert gist(turned.view) == gist(expected)
    other = Graph(records, ONTOLOGY)
    for name in reversed(last):
        other = getattr(other, name)(last[name])
    assert gist(other.view) == gist(turned.view)


def gist(shown: View) -> object:
    """Return what a view says; the steps of two equal lives are not the same objects."""
    states = {
        name: state and (state.step.record, state.step.stage, state.definite)
        for name, state in shown.states.items()
    }
    return shown.records, shown.day, shown.as_of, shown.known_by, states


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-11-07", dt.date(2025, 11, 7)),
        ("0001-01-01", dt.date(1, 1, 1)),
        (dt.date(2025, 11, 7), dt.date(2025, 11, 7)),
        (dt.datetime(2025, 11, 7, 23, 59, tzinfo=dt.UTC), dt.date(2025, 11, 7)),
    ],
)
def test_a_day_is_a_date_or_its_text(given: dt.date | str, expected: dt.date) -> None:
    """A moment of a day is that day."""
    found = to_date(given)
    assert found == expected
    assert type(found) is dt.date


@pytest.mark.parametrize(
    "text",
    ["", "2025", "2025-11", "20251107", "2025-13-01", "2025-02-29", "07.11.2025", "2025-11-7 "],
)
def test_what_is_no_day_is_refused_with_the_form_to_write(graph: Graph, text: str) -> None:
    """A clock stands on a day: an uncertain date is no answer to "when?"."""
    for clock in (graph.as_of, graph.known_by, to_date):
        with pytest.raises(GraphkitError, match="YYYY-MM-DD") as caught:
            clock(text)
        assert f'"{text}"' in str(caught.value)


# --- Asking for facts ------------------------------------------------------------------------


def test_facts_are_found_by_relation_and_those_below_it(graph: Graph) -> None:
    """A head of state held an office."""
    for name in ("heldOffice", "headOfState"):
        assert [fact.subject for fact in graph.facts(relation=name)] == ["tokayev"]
    assert not list(graph.facts(relation="headOfGovernment"))
    assert not list(graph.facts(relation="unheard-of"))


def test_facts_are_found_by_subject_and_object(graph: Graph) -> None:
    """Both together narrow each other."""
    assert [fact.id for fact in graph.facts(object="accords")] == [JOINED, "sudan-joined-accords"]
    (found,) = graph.facts(subject="sudan", object="accords")
    assert found.id == "sudan-joined-accords"
    assert not list(graph.facts(subject="accords"))


def test_a_symmetric_fact_is_found_from_both_ends(graph: Graph) -> None:
    """As it is written it has one subject; it says the same turned round."""
    relation = "hasDiplomaticRelationsWith"
    expected = ["kazakhstan", "sudan"]
    for found in (
        graph.facts(relation=relation, subject="israel"),
        graph.facts(relation=relation, object="israel"),
    ):
        assert [fact.subject for fact in found] == expected
    (fact,) = graph.facts(relation=relation, subject="israel", object="sudan")
    assert (fact.subject, fact.object) == ("sudan", "israel")
    assert not list(graph.facts(relation=relation, subject="sudan", object="kazakhstan"))
    assert not list(graph.facts(relation="recognized", subject="israel"))


def test_facts_are_found_by_whether_they_hold(graph: Graph) -> None:
    """Committed ones do; absent ones and those that have not begun do not."""
    holding = {fact.id for fact in graph.facts(holds=True)}
    assert holding == {
        JOINED,
        "kazakhstan-has-diplomatic-relations-with-israel",
        "kazakhstan-recognized-israel",
        "tokayev-head-of-state-kazakhstan",
    }
    assert {fact.id for fact in graph.facts(holds=False)} == set(ids(graph)) - holding
    earlier = graph.as_of("2025-11-05")
    assert JOINED not in {fact.id for fact in earlier.facts(holds=True)}


def test_a_deprecated_fact_does_not_hold(graph: Graph) -> None:
    """It is still found."""
    records = graph.view.records
    withdrawn = structs.replace(records.facts[JOINED], rank="deprecated", reason="misread")
    changed = dataclasses.replace(records, facts={**records.facts, JOINED: withdrawn})
    other = Graph(changed, ONTOLOGY)
    assert withdrawn in list(other.facts(holds=False))
    assert withdrawn not in list(other.facts(holds=True))
