"""The spells of edges and nodes: they follow the view rule day by day, and both ends are known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Entity, Fact, GraphInfo, Records, Source, Stage
from graphkit.projections.networks.network import Network, Tie
from graphkit.projections.networks.spans import node_spans, time_losses
from graphkit.projections.networks.spells import Spell, spells
from tests import strategies
from tests.samples import fact, graph_of, hostile, ontology, shipped, stage, state

ONE_DAY = dt.timedelta(1)
FIRST_OF_ALL = dt.date(1, 1, 1)
ALPHA, BETA = state("alpha"), state("beta")
#: Never public, so that a stage without a date has no report day.
RUMOUR = Source(id="rumour")

Texts = list[tuple[str, str]]


def of(one: Fact, day: str = "2025-11-07", as_of: str = "") -> Texts:
    """Return the spells of a fact in a graph on a day, or as of another, as texts."""
    info = GraphInfo(title="Sample", base="https://example.org/", as_of=dt.date.fromisoformat(day))
    graph = graph_of([one], [ALPHA, BETA], sources=[RUMOUR], info=info)
    view = (graph.as_of(as_of) if as_of else graph).view
    return texts(spells((view.records.facts[one.id],), view))


def texts(found: Iterable[Spell]) -> Texts:
    """Return spells as texts."""
    return [(str(spell.start), str(spell.end)) for spell in found]


# ------------------------------------------------------------------------ the law


def there(graph: Graph, day: dt.date) -> set[str]:
    """Return the facts in the view as of a day that are neither negative nor closed there."""
    view = graph.as_of(day).view
    states = {name: view.states[name] for name in view.records.facts}
    over = {"negative", "closed"}
    return {name for name, s in states.items() if s and s.step.group.value not in over}


def follows_the_law(graph: Graph, days: Iterable[dt.date]) -> None:
    """Check on each day up to the graph's that the spells of its edges hold what is there."""
    network = graph.shaped(negative=True).network
    found = {tie.id: spells(tie.facts, network.view) for tie in network.ties}
    always = there(graph, FIRST_OF_ALL)
    for day in (day for day in days if day <= graph.day):
        real = there(graph, day)
        for name, own in found.items():
            inside = any(spell.start <= day <= spell.end for spell in own)
            if not own or day < own[0].start:
                # Only what is open to the past may be there before its first day.
                assert not inside
                assert name not in real or name in always, (name, day)
            else:
                assert inside == (name in real), (name, day)
    for own in found.values():
        assert all(spell.start <= spell.end for spell in own)
        assert all(one.end + ONE_DAY < two.start for one, two in pairwise(own))


def days_of(graph: Graph) -> list[dt.date]:
    """Return the days on which anything may change, those around them, and the graph's own."""
    facts, sources = graph.view.records.facts.values(), graph.view.records.sources
    return sorted({*strategies.days_around(facts, sources), graph.day, graph.day - ONE_DAY})


@settings(deadline=None)
@given(strategies.records())
def test_the_law(records: Records) -> None:
    """On each day an edge is there if and only if its fact is, from its first known day on."""
    graph = Graph(records, ontology())
    follows_the_law(graph, days_of(graph))


@settings(deadline=None, max_examples=50)
@given(strategies.records(), strategies.days)
def test_the_law_as_of_a_day(records: Records, day: dt.date) -> None:
    """As of a day the same holds up to that day, and nothing is told of the days after it."""
    whole = Graph(records, ontology())
    graph = whole.as_of(day)
    follows_the_law(graph, days_of(whole))
    for tie in graph.network.ties:
        assert all(spell.end <= day for spell in spells(tie.facts, graph.view))


@settings(deadline=None, max_examples=50)
@given(strategies.records(), st.randoms(use_true_random=False))
def test_the_order_of_files_means_nothing(records: Records, random: Random) -> None:
    """The same records in another order give the same spells and spans."""
    mixed = strategies.shuffled(records, random)
    one, two = (Graph(item, ontology()).network for item in (records, mixed))
    assert node_spans(one) == node_spans(two)
    assert time_losses(one) == time_losses(two)


@pytest.mark.parametrize("graph", [shipped, hostile], ids=["shipped", "hostile"])
def test_the_law_on_whole_graphs(graph: Callable[[], Graph]) -> None:
    """The law holds in the shipped project and among hostile texts."""
    follows_the_law(graph(), days_of(graph()))


@settings(deadline=None, max_examples=50)
@given(strategies.records())
def test_several_facts(records: Records) -> None:
    """An edge that rests on several facts is there if and only if all of them are."""
    graph = Graph(records, ontology())
    view = graph.view
    facts = [one for one in view.records.facts.values() if one.object and not one.deprecated]
    if not facts:
        return
    network = Network(view, (Tie("all", "trump", "israel", tuple(facts)),), (), {})
    (tie,) = network.ties
    own = spells(tie.facts, view)
    for day in (day for day in days_of(graph) if own and own[0].start <= day <= graph.day):
        inside = any(spell.start <= day <= spell.end for spell in own)
        assert inside == ({one.id for one in facts} <= there(graph, day))


# ------------------------------------------------------------------------ one by one


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ([stage("in-force", "1992-03-05")], [("1992-03-05", "2025-11-07")]),
        ([stage("in-force", "1992")], [("1992-01-01", "2025-11-07")]),
        ([stage("in-force", "1992-03/1999")], [("1992-03-01", "1999-12-31")]),
        ([stage("in-force", "1992"), stage("ended", "1999-02-03")], [("1992-01-01", "1999-02-02")]),
        (
            [stage("in-force", "1992"), stage("suspended", "1999"), stage("in-force", "2001")],
            [("1992-01-01", "1999-12-30"), ("2001-12-31", "2025-11-07")],
        ),
        ([stage("in-force", "2020/2030")], [("2020-01-01", "2030-12-31")]),
        ([stage("announced", "2026-03")], [("2026-03-01", "2026-03-01")]),
        ([stage("in-force", "[..1992]")], [("1992-12-31", "2025-11-07")]),
        ([stage("in-force")], [("2025-11-06", "2025-11-07")]),
        ([stage("in-force", attested="2016-12-14")], [("2016-12-14", "2025-11-07")]),
        ([stage("in-force", attested="2016")], [("2016-12-31", "2025-11-07")]),
        ([stage("in-force"), stage("announced", "1990")], [("1990-01-01", "2025-11-07")]),
        ([stage("in-force"), stage("ended", "2003")], [("2003-12-30", "2003-12-30")]),
        ([stage("expected")], [("2025-11-06", "2025-11-07")]),
        ([stage("in-force", source="rumour")], []),
        ([stage("in-force", "[1992..]", source="rumour")], [("1992-01-01", "2025-11-07")]),
        ([stage("absent", "1992")], []),
        ([stage("ended", "1992")], []),
        ([stage("absent", "1980-05"), stage("in-force", "1992")], [("1992-12-31", "2025-11-07")]),
        ([stage("in-force", "[..2025-11-30]")], [("2025-11-06", "2025-11-07")]),
        ([stage("in-force", "0001-01-01/9999-12-30")], [("0001-01-01", "9999-12-30")]),
    ],
)
def test_one_fact(stages: list[Stage], expected: Texts) -> None:
    """Each way to begin and to end."""
    assert of(fact("alpha", "recognized", "beta", *stages)) == expected


def test_as_of_a_day_tells_nothing_of_later_days() -> None:
    """An end after the day is not told; what is known only later stands on the day itself."""
    ended = fact("alpha", "recognized", "beta", stage("in-force", "1992"), stage("ended", "2022"))
    assert of(ended) == [("1992-01-01", "2022-12-30")]
    assert of(ended, as_of="2020-12-31") == [("1992-01-01", "2020-12-31")]
    undated = fact("alpha", "recognized", "beta", stage("in-force"))
    assert of(undated, as_of="2020-12-31") == [("2020-12-31", "2020-12-31")]


def test_known_only_after_the_day_of_the_graph() -> None:
    """A report after the graph's own day still has a day of its own."""
    assert of(fact("alpha", "recognized", "beta", stage("in-force")), day="2024-01-01") == [
        ("2025-11-06", "2025-11-06")
    ]


# ------------------------------------------------------------------------ nodes


def test_a_node_covers_its_edges() -> None:
    """Its span runs from the first start to the last end; without a dated edge it has none."""
    facts = [
        fact("alpha", "recognized", "beta", stage("in-force", "1992/1993")),
        fact("alpha", "sanctioned", "beta", stage("in-force", "2001/2003")),
        fact("gamma", "recognized", "delta", stage("absent", "1992")),
    ]
    graph = graph_of(facts, [ALPHA, BETA, state("gamma"), state("delta")]).shaped(negative=True)
    assert {name: texts([span]) for name, span in node_spans(graph.network).items()} == {
        name: [("1992-01-01", "2003-12-31")] for name in ("alpha", "beta")
    }


@pytest.mark.parametrize(
    ("date", "start"),
    [("2020-08", "2020-08-01"), ("2023", "2021-01-01"), ("[..2019]", "2019-12-31")],
)
def test_an_event_begins_on_its_own_date(date: str, start: str) -> None:
    """Where its own date is earlier than its edges; a later one shortens nothing."""
    event = Entity(id="summit", kind="event", name="Summit", date=parse_date(date))
    one = fact("alpha", "participatedIn", "summit", stage("occurred", "2021"))
    spans = node_spans(graph_of([one], [ALPHA, event]).network)
    assert texts([spans["summit"]]) == [(start, "2025-11-07")]
    assert texts([spans["alpha"]]) == [("2021-01-01", "2025-11-07")]


# ------------------------------------------------------------------------ losses


def test_losses() -> None:
    """Each edge whose spells say other than its fact is counted, for each reason."""
    graph = graph_of(
        [
            fact("alpha", "recognized", "beta", stage("in-force", "1992-03-05/1999-01-01")),
            fact("alpha", "sanctioned", "beta", stage("in-force", "1992-03-05/..")),
            fact("beta", "recognized", "alpha", stage("in-force")),
            fact("beta", "sanctioned", "alpha", stage("absent", "1992")),
        ],
        [ALPHA, BETA],
    )
    assert time_losses(graph.shaped(negative=True).network) == {
        "edges that are there on no day, written without time": 1,
        "edges with no first day, begun when first told of": 1,
        "edges with no last day, ended on the day of the graph": 2,
        "edges that on some days are only possible, drawn as if certain": 1,
    }
