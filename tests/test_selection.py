"""A part of a graph: which facts it keeps, and that nothing in it points outside."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.checks import check_records
from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.model import Records
from graphkit.ontology import Group
from graphkit.selection import Selection, parse_stages
from tests import strategies
from tests.samples import fact, graph_of, ontology, shipped, stage, state

ALPHA, BETA, GAMMA, DELTA = map(state, ("alpha", "beta", "gamma", "delta"))


def _chain() -> Graph:
    """Return alpha - beta - gamma - delta, and a fact that closes no circle."""
    facts = [
        fact("alpha", "recognized", "beta", stage("in-force", "1992")),
        fact("beta", "recognized", "gamma", stage("announced", "2025-11-06")),
        fact("gamma", "recognized", "delta", stage("sought")),
        fact("delta", "population", value=5),
    ]
    return graph_of(facts, [ALPHA, BETA, GAMMA, DELTA])


def _dangling(records: Records) -> Iterator[str]:
    """Yield the ids that records name and that are not there."""
    for one in records.facts.values():
        yield from {one.subject, one.object, *(a for s in one.stages for a in s.agents)} - {
            "",
            *records.entities,
        }
        yield from {one.about} - {"", *records.facts}
    for evidence in records.evidence():
        yield from {evidence.source, *evidence.cites} - set(records.sources)
        yield from set(evidence.by) - set(records.entities)
    for source in records.sources.values():
        yield from {source.publisher, *source.authors} - {"", *records.entities}
        yield from set(source.cites) - set(records.sources)
    for dispute in records.disputes.values():
        yield from set(dispute.about) - {*records.facts, *records.entities}
        for position in dispute.positions:
            yield from set(position.facts) - set(records.facts)


# ------------------------------------------------------------------------ around an entity


@pytest.mark.parametrize(
    ("steps", "left"),
    [(1, {"alpha", "beta", "gamma"}), (2, {"alpha", "beta", "gamma", "delta"})],
)
def test_steps(steps: int, left: set[str]) -> None:
    """One step reaches those that a fact joins to the focus, two steps those next to them."""
    asked = _chain().select(focus="beta", steps=steps)
    assert {name for one in asked.facts() for name in (one.subject, one.object)} - {""} == left
    assert set(asked.entities) >= left


def test_values_of_who_is_near() -> None:
    """A value fact stays where its subject is near enough."""
    names = {one.id for one in _chain().select(focus="gamma").facts()}
    assert names == {"beta-recognized-gamma", "gamma-recognized-delta", "delta-population"}


def test_alone() -> None:
    """An entity without a fact is left alone, and nothing else with it."""
    asked = graph_of(
        [fact("alpha", "recognized", "beta", stage("in-force", "1992"))], [ALPHA, BETA, GAMMA]
    ).select(focus="gamma")
    assert not list(asked.facts())
    assert set(asked.entities) == {"gamma"}
    assert not asked.sources


@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("focus", ["kazakhstan", "abraham-accords", "donald-trump", "syria"])
def test_as_networkx_does(focus: str, steps: int) -> None:
    """The facts among the neighbours are the ego graph that NetworkX makes of the whole."""
    whole = shipped().shaped(negative=True).to_networkx()
    ego = nx.ego_graph(whole, focus, radius=steps, undirected=True)
    part = shipped().select(focus=focus, steps=steps).shaped(negative=True).to_networkx()
    assert set(part) - {focus} <= set(ego)
    keys = {key for *_, key in ego.edges(keys=True)}
    assert {key for *_, key in part.edges(keys=True)} == keys
    assert keys


def test_unknown_focus() -> None:
    """An id that no entity has is an error in one line, at once."""
    with pytest.raises(GraphkitError, match='there is no entity "nowhere"') as caught:
        shipped().select(focus="nowhere")
    assert "\n" not in str(caught.value)


# ------------------------------------------------------------------------ by stage


def test_stages() -> None:
    """A word is a stage or a group of stages, and several words add up."""
    graph = _chain()

    def left(*words: str) -> set[str]:
        return {one.id for one in graph.select(stages=words).facts()}

    assert left("realized") == {"alpha-recognized-beta", "delta-population"}
    assert left("announced") == {"beta-recognized-gamma"}
    assert left("committed", "prospective") == {"beta-recognized-gamma", "gamma-recognized-delta"}
    assert left("withdrawn") == set()
    assert left() == {one.id for one in graph.facts()}


def test_the_stage_is_that_on_the_day() -> None:
    """On an earlier day a fact is at another stage; not begun, it is at none."""
    graph = graph_of(
        [fact("alpha", "recognized", "beta", stage("in-force", "2026"))], [ALPHA, BETA]
    )
    assert not list(graph.select(stages=["realized"]).facts())
    assert list(graph.as_of("2027-01-01").select(stages=["realized"]).facts())
    assert list(graph.select(stages=["realized"]).as_of("2027-01-01").facts())


def test_groups_are_all_stages() -> None:
    """The groups part the stages among them."""
    words = ontology()
    parts = [parse_stages([group.value], words) for group in Group]
    assert sum(map(len, parts)) == len(words.stages)
    assert frozenset().union(*parts) == set(words.stages)


def test_unknown_stage() -> None:
    """A slip is told with the word that was meant."""
    with pytest.raises(GraphkitError, match=r'"realised" is no stage .*did you mean "realized"'):
        shipped().select(stages=["realised"])
    with pytest.raises(GraphkitError, match="the stages are closed, committed"):
        shipped().select(stages=["zzz"])


# ------------------------------------------------------------------------ laws


def test_nothing_selected_is_everything() -> None:
    """Without a word the view is the very same."""
    graph = shipped()
    assert not Selection()
    assert graph.select().view.records == graph.view.records


@pytest.mark.parametrize("focus", sorted(shipped().entities))
def test_a_part_of_the_shipped_project_is_sound(focus: str) -> None:
    """Around every entity nothing points outside, and the checks find no error."""
    asked = shipped().select(focus=focus)
    assert not list(_dangling(asked.view.records))
    assert focus in asked.entities
    problems = check_records(asked.view.records, asked.ontology, whole=True)
    assert not [problem for problem in problems if problem.is_error]
    assert set(asked.view.states) == set(asked.view.lives) == set(asked.view.records.facts)
    for name, disputes in asked.view.disputes.items():
        assert name in asked.view.records.facts
        assert disputes
        assert set(disputes) <= set(asked.disputes)


@given(
    strategies.records(),
    st.sampled_from([group.value for group in Group]),
    st.sampled_from(["", *strategies.ENTITIES]),
)
def test_any_part_is_sound(records: Records, group: str, focus: str) -> None:
    """Whatever is left out, no id is left dangling, and what is kept is as it was."""
    whole = Graph(records, ontology())
    before = set(_dangling(whole.view.records))  # generated records may name what they have not
    for stages in ((), (group,)):
        part = whole.select(stages=stages, focus=focus)
        assert set(_dangling(part.view.records)) <= before
        for one in part.facts():
            assert part.view.holds(one) == whole.view.holds(one)
            assert part.label(one) == whole.label(one)
