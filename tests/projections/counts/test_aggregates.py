"""Counts of facts: what is counted, when, in which row, and what is not and why."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from hypothesis import given
from msgspec import structs

from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.model import Dispute, Entity, Evidence, Fact, Position, Source
from graphkit.projections.counts.aggregates import Aggregate, aggregate
from graphkit.projections.counts.periods import ALL, MONTH, PERIODS, YEAR
from graphkit.projections.networks.columns import Columns
from graphkit.projections.networks.network import network
from tests.projections.networks.test_dyads_laws import graphs
from tests.samples import fact, graph_of, shipped, stage, state

STATES = tuple(state(name) for name in ("alpha", "beta", "gamma"))
OTHERS = (
    Entity(id="ann", kind="person", name="Ann"),
    Entity(id="bob", kind="person", name="Bob"),
    Entity(id="police", kind="group", name="Police (Alpha)"),
    Entity(id="league", kind="organization", name="League"),
    Entity(id="summit", kind="event", name="Summit"),
)
ANN = fact("ann", "headOfState", "alpha", stage("in-force", "2000"))
BOB = fact("bob", "headOfState", "beta", stage("in-force", "2000"))
POLICE = fact("police", "affiliatedWith", "alpha", stage("in-force", "[..2005-01-01]"))


def _graph(*facts: Fact) -> Graph:
    return graph_of(facts, [*STATES, *OTHERS])


def _made(*facts: Fact, by: str = MONTH, folded: bool = False) -> Aggregate:
    return aggregate(_graph(*facts).view, by, folded=folded)


def _rows(*facts: Fact, by: str = MONTH, folded: bool = False) -> list[Columns]:
    made = _made(*facts, by=by, folded=folded)
    return [{"source": e.source, "target": e.target, **e.columns} for e in made.edges()]


def _met(date: str, number: int = 1, subject: str = "ann", target: str = "bob") -> Fact:
    return fact(subject, "met", target, stage("occurred", date), identifier=f"met-{number}")


# ------------------------------------------------------------------------ what a row is


def test_a_row() -> None:
    """Facts of one source, relation, target and month are one row that says how many they are."""
    facts = [
        fact("ann", "visited", "beta", stage("occurred", f"2005-10-{n}"), identifier=f"v-{n}")
        for n in (11, 12, 13)
    ]
    (row,) = _rows(*facts)
    assert row == {
        "source": "ann",
        "target": "beta",
        "label": "visited Beta 2005-10 ×3",  # noqa: RUF001 - the sign for times
        "weight": 3.0,
        "edge_id": "ann_visited_beta_2005-10",
        "relation": "visited",
        "colour_group": "event",
        "sign": 1,
        "symmetric": False,
        "lasting": False,
        "period": "2005-10",
        "precision": "month",
        "period_start": "2005-10-01",
        "period_end": "2005-10-31",
        "count": 3,
        "count_disputed": 0,
        "count_possible": 0,
        "count_one_voice": 3,
        "count_marked": 0,
        "evidence": 3,
        "sources": "paper",
        "independent": 1,
    }
    assert _rows(facts[0])[0]["label"] == "visited Beta 2005-10"


def test_rows_are_apart() -> None:
    """Another month, relation, direction or end is another row; rows stand in this order."""
    facts = [
        fact("alpha", "criticized", "beta", stage("occurred", "2005-10-01"), identifier="a"),
        fact("alpha", "criticized", "beta", stage("occurred", "2005-11-01"), identifier="b"),
        fact("alpha", "criticized", "beta", stage("occurred", "2005"), identifier="e"),
        fact("alpha", "supported", "beta", stage("occurred", "2005-10-01"), identifier="c"),
        fact("beta", "criticized", "alpha", stage("occurred", "2005-10-01"), identifier="d"),
        fact("alpha", "criticized", "gamma", stage("occurred", "2005-10-01"), identifier="f"),
    ]
    assert [row["edge_id"] for row in _rows(*facts)] == [
        "alpha_criticized_beta_2005",
        "alpha_criticized_beta_2005-10",
        "alpha_criticized_beta_2005-11",
        "alpha_criticized_gamma_2005-10",
        "alpha_supported_beta_2005-10",
        "beta_criticized_alpha_2005-10",
    ]


def test_a_symmetric_relation_is_counted_once() -> None:
    """Whoever is named first, a meeting of two is in one row, its ends in the order of ids."""
    (row,) = _rows(_met("2005-10-01"), _met("2005-10-02", 2, "bob", "ann"))
    assert (row["source"], row["target"], row["count"], row["symmetric"]) == ("ann", "bob", 2, True)


@pytest.mark.parametrize(
    ("date", "month", "year"),
    [
        ("2005-10-11", "2005-10", "2005"),
        ("[2005-10-30..2005-11-02]", "2005", "2005"),
        ("2005", "2005", "2005"),
        ("[2005-12-31,2006-01-01]", "[2005..2006]", "[2005..2006]"),
        ("[..2005-10-11]", "[..2005]", "[..2005]"),
        ("2005-10-30/2005-11-02", "2005-10", "2005"),
    ],
)
def test_a_date_of_several_periods(date: str, month: str, year: str) -> None:
    """It is counted in a wider one and in none of them; what took days counts when it began."""
    assert [row["period"] for row in _rows(_met(date))] == [month]
    assert [row["period"] for row in _rows(_met(date), by=YEAR)] == [year]
    assert _made(_met(date)).wider == (month != "2005-10")


def test_all_time() -> None:
    """Without periods a row spans the days that its facts may be of."""
    (row,) = _rows(_met("2005-10-11"), _met("2003", 2), _met("2007-01", 3), by=ALL)
    assert (row["count"], row["period_start"], row["period_end"]) == (3, "2003-01-01", "2007-01-31")
    assert "period" not in row
    assert row["edge_id"] == "ann_met_bob"
    (row,) = _rows(_met("[..2005-10-11]"), by=ALL)
    assert "period_start" not in row


# ------------------------------------------------------------------------ when it is counted


def test_a_lasting_fact_counts_when_it_began() -> None:
    """What has ended since, or may have, or is sought again, has begun all the same."""
    begun = stage("in-force", "1992-05")
    for later in (
        (),
        (stage("ended", "2001"),),
        (stage("ended", "2025"),),
        (stage("ended", "2001"), stage("sought", "2020")),
    ):
        (row,) = _rows(fact("alpha", "sanctioned", "beta", begun, *later))
        assert (row["period"], row["lasting"], row["count_possible"]) == ("1992-05", True, 0)


def test_what_began_again() -> None:
    """It counts by the date that its label tells: of its last beginning."""
    again = (stage("in-force", "1950-01"), stage("suspended", "1967"), stage("in-force", "1973-02"))
    (row,) = _rows(fact("alpha", "hasDiplomaticRelationsWith", "beta", *again))
    assert (row["period"], row["count"]) == ("1973-02", 1)


def test_dates_that_differ() -> None:
    """What happened on this or on that day, by different sources, may be of either."""
    (row,) = _rows(
        fact("ann", "met", "bob", stage("occurred", "2005-10-01"), stage("occurred", "2005-11-01"))
    )
    assert (row["period"], row["count"], row["evidence"]) == ("2005", 1, 2)


def test_possible() -> None:
    """What may be later than the day of the view is counted, and told to be only possible."""
    (row,) = _rows(_met("2025-11-06"), _met("2025-11", 2))
    assert (row["count"], row["count_possible"]) == (2, 1)
    assert _made(_met("2025-11-08")).left_out == {"facts that have not begun": 1}


@pytest.mark.parametrize(
    ("date", "marked"),
    [("2005", 0), ("2005~", 1), ("2005?", 1), ("2005-10/2005-11?", 0), ("2005-10~/2005-11", 1),
     ("../2005-10", 0), ("../2005-10?", 0)],
)  # fmt: skip
def test_marked(date: str, marked: int) -> None:
    """A date that its source marks as approximate or uncertain is counted as such."""
    (row,) = _rows(_met(date))
    assert (row["count"], row["count_marked"]) == (1, marked)


# ------------------------------------------------------------------------ how well it is known


def test_sources() -> None:
    """What tells of a plan, or denies it, is no witness that it happened."""
    wire = Source(id="wire", title="A wire report")
    copy = Source(id="copy", title="A copy of it", cites=("wire",))
    done = stage("occurred", "2005-10-01")
    told = [Evidence(source=name) for name in ("paper", "wire", "copy")]
    denied = Evidence(source="paper", stance="denies")
    one = fact(
        "ann", "met", "bob", stage("planned", "2005-09", source="paper"),
        structs.replace(done, evidence=(*told[1:], denied)),
    )  # fmt: skip
    two = structs.replace(one, id="two", stages=(structs.replace(done, evidence=(told[0],)),))

    def row(*facts: Fact) -> Columns:
        graph = graph_of(facts, [*STATES, *OTHERS], sources=[wire, copy])
        (edge,) = aggregate(graph.view).edges()
        return edge.columns

    names = ("count", "count_one_voice", "evidence", "sources", "independent")
    assert [row(one)[name] for name in names] == [1, 1, 2, "copy|wire", 1]
    assert [row(one, two)[name] for name in names] == [2, 2, 3, "copy|paper|wire", 2]
    both = structs.replace(two, stages=(structs.replace(done, evidence=tuple(told)),))
    assert [row(one, both)[name] for name in names] == [2, 1, 5, "copy|paper|wire", 2]


def test_disputed() -> None:
    """Each fact in question is counted, and told to be."""
    facts = [_met("2005-10-01"), _met("2005-10-02", 2)]
    positions = (Position(says="yes", facts=("met-2",)), Position(says="no"))
    dispute = Dispute(
        id="d", question="?", kind="sequence",
        positions=tuple(
            structs.replace(one, evidence=(Evidence(source="paper"),)) for one in positions
        ),
    )  # fmt: skip
    graph = graph_of(facts, [*STATES, *OTHERS], disputes=[dispute])
    (edge,) = aggregate(graph.view).edges()
    assert (edge.columns["count"], edge.columns["count_disputed"]) == (2, 1)


# ------------------------------------------------------------------------ between states


def test_office_and_affiliation() -> None:
    """States stand for who holds office for them, and for whom a source counts to them."""
    made = _made(
        ANN, BOB, POLICE, _met("2005-10-01"),
        fact("police", "criticized", "ann", stage("occurred", "2005-10-01")),
        fact("police", "criticized", "beta", stage("occurred", "2005-10-02")),
        fact("police", "criticized", "bob", stage("occurred", "2004-10-02"), identifier="early"),
        fact("league", "criticized", "beta", stage("occurred", "2005-10-02")),
        folded=True,
    )  # fmt: skip
    assert [(e.id, e.columns["via"]) for e in made.edges()] == [
        ("alpha_criticized_beta_2004-10", "bob|police"),
        ("alpha_criticized_beta_2005-10", "police"),
        ("alpha_met_beta_2005-10", "ann|bob"),
    ]
    told = [
        (e.columns["count_via_possible"], e.columns["count_via_affiliation"]) for e in made.edges()
    ]
    assert told == [(1, 1), (0, 1), (0, 0)]
    assert made.left_out == {
        "affiliations, which are no deeds": 1,
        "facts within one state": 3,
        "facts with an organization": 1,
    }


def test_an_office_says_more_than_an_affiliation() -> None:
    """Who holds office for one state and is counted to another stands for the first."""
    other = fact("ann", "affiliatedWith", "beta", stage("in-force", "1999"))
    visit = fact("ann", "visited", "gamma", stage("occurred", "2005-10-01"))
    (row,) = _rows(ANN, other, visit, folded=True)
    assert (row["source"], row["count_via_affiliation"]) == ("alpha", 0)
    early = structs.replace(visit, stages=(stage("occurred", "1999-10-01"),))
    (row,) = _rows(ANN, other, early, folded=True)
    assert (row["source"], row["count_via_affiliation"]) == ("beta", 1)


def test_several_affiliations() -> None:
    """Of two states neither is chosen."""
    other = fact("police", "affiliatedWith", "gamma", stage("in-force", "[..2005-01-01]"))
    deed = fact("police", "criticized", "beta", stage("occurred", "2005-10-02"))
    assert _made(POLICE, other, deed, folded=True).left_out == {
        "affiliations, which are no deeds": 2,
        "facts of groups and organizations with several states": 1,
    }


def test_an_affiliation_is_no_deed() -> None:
    """It is in no row unless it is asked for."""
    assert _made(POLICE).left_out == {"affiliations, which are no deeds": 1}
    asked = aggregate(_graph(POLICE).view, relations=["affiliatedWith"])
    assert [row.id for row in asked.rows] == ["police_affiliatedWith_alpha_..2005"]


def _part(name: str, date: str = "2005-10-01", relation: str = "participatedIn") -> Fact:
    return fact(name, relation, "summit", stage("occurred", date))


def test_a_shared_event() -> None:
    """Two states at one event are one deed of both, from the day on which both were there."""
    parts = (ANN, BOB, _part("ann"), _part("alpha", "2005-09-30"), _part("bob", "2005-11-02"))
    (row,) = _rows(*parts, folded=True)
    assert (row["source"], row["relation"], row["target"]) == ("alpha", "participatedIn", "beta")
    assert (row["period"], row["count"], row["symmetric"]) == ("2005-11", 1, True)
    assert (row["via"], row["evidence"]) == ("ann|bob|summit", 3)


def test_who_may_have_been_there_before() -> None:
    """Where somebody may have come first, the day is not that of the others."""
    parts = (ANN, BOB, _part("alpha", "2025-11-05"), _part("bob", "2025-09-30"))
    (row,) = _rows(*parts, _part("ann", "[2025-10..2025-12]"), folded=True)
    assert (row["period"], row["count_possible"], row["evidence"]) == ("2025", 0, 3)
    (row,) = _rows(*parts, _part("ann", "2025-11"), folded=True)
    assert (row["period"], row["count_possible"]) == ("2025-11", 0)


def test_an_event_where_one_side_was_not_there() -> None:
    """Who only plans to come is not counted, nor is the other one, who came alone."""
    plan = structs.replace(_part("beta"), stages=(stage("planned", "2005-10-01"),))
    made = _made(_part("alpha"), plan, folded=True)
    assert not made.rows
    assert made.left_out == {"facts of events with one state only": 1, "prospective facts": 1}
    three = _made(_part("alpha"), plan, _part("gamma"), folded=True)
    assert [row.id for row in three.rows] == ["alpha_participatedIn_gamma_2005-10"]
    assert (three.left_out, three.counted) == ({"prospective facts": 1}, 2)


# ------------------------------------------------------------------------ what is not counted


def test_what_is_left_out() -> None:
    """Each fact that is not counted is told under a reason."""
    made = _made(
        fact("alpha", "sanctioned", "beta"),
        fact("alpha", "recognized", "beta", stage("in-force", attested="2005-10-01")),
        fact("alpha", "recognized", "gamma", stage("ended", "2005-10-01")),
        fact("beta", "recognized", "gamma", stage("absent", "2005-10-01")),
        fact("beta", "sanctioned", "gamma", stage("sought", "2005-10-01")),
        fact("beta", "tradesWith", "gamma", stage("agreed", "2005-10-01")),
        fact("gamma", "sanctioned", "beta", stage("in-force", "2005"), rank="deprecated"),
        fact("gamma", "population", value=7),
        fact(
            "gamma", "tradesWith", "beta",
            stage("in-force", "[..2005]"), stage("in-force", "[2010..]"),
        ),
    )  # fmt: skip
    assert not made.rows
    assert made.counted == 0
    assert made.left_out == {
        "facts without a date": 1,
        "facts whose dates together leave every day open": 1,
        "facts seen holding, begun on no known day": 1,
        "facts told at their end only": 1,
        "negative facts": 1,
        "prospective facts": 1,
        "committed facts": 1,
        "deprecated facts": 1,
        "values, which join no two entities": 1,
    }


def test_relations() -> None:
    """What is asked for is counted with the relations below it, each in rows of its own."""
    facts = [
        fact("ann", name, "beta", stage("occurred", "2005-10-01"))
        for name in ("commentedOn", "criticized", "visited")
    ]
    made = aggregate(_graph(*facts).view, relations=["commentedOn"])
    assert [row.relation for row in made.rows] == ["commentedOn", "criticized"]
    assert made.left_out == {"facts of other relations": 1}


def test_wrong_words() -> None:
    """A relation, a period or a shape that is none is refused in one line."""
    with pytest.raises(GraphkitError, match='"comented" is no relation'):
        shipped().shaped(by="month", relations=["comented"]).network  # noqa: B018 - makes it
    with pytest.raises(GraphkitError, match='"week" is no period'):
        shipped().shaped(by="week").network  # noqa: B018 - makes it
    with pytest.raises(GraphkitError, match="no negative facts"):
        shipped().shaped(by="month", negative=True)


# ------------------------------------------------------------------------ laws


@pytest.mark.parametrize("folded", [False, True])
@given(graph=graphs())
def test_nothing_is_lost(graph: Graph, folded: bool) -> None:  # noqa: FBT001 - a parameter
    """Every fact is counted or left out for one reason, and all periods count the same facts."""
    made = {by: aggregate(graph.view, by, folded=folded) for by in PERIODS}
    for one in made.values():
        assert one.counted + sum(one.left_out.values()) == len(graph.view.records.facts)
        assert all(number > 0 for number in one.left_out.values())
    assert made[MONTH].left_out == made[YEAR].left_out == made[ALL].left_out
    months, years, whole = (
        Counter({e.id: e.columns["count"] for e in made[by].edges()}) for by in PERIODS
    )
    assert months.total() == years.total() == whole.total()
    of_months: Counter[str] = Counter()
    for row in made[MONTH].rows:
        head, _, when = row.id.rpartition("_")
        of_months[f"{head}_{when if '..' in when else when[:4]}"] += len(row.ties)
    assert of_months == years
    of_years: Counter[str] = Counter()
    for row in made[YEAR].rows:
        of_years[row.id.rpartition("_")[0]] += len(row.ties)
    assert of_years == whole


@given(graph=graphs())
def test_edges_of_an_export_give_the_same(graph: Graph) -> None:
    """Who counts the edges of a full export by the bounds of their dates finds the same rows."""
    view = graph.view
    counted: Counter[tuple[str, str, str, str]] = Counter()
    facts = view.records.facts.values()
    single = {f.id for f in facts if len(f.stages) == 1 and f.relation != "affiliatedWith"}
    for edge in network(view).edges():
        columns = edge.columns
        ends = (
            sorted([edge.source, edge.target])
            if columns["symmetric"]
            else [edge.source, edge.target]
        )
        date = str(columns.get("date", ""))
        told = view.records.facts[edge.id].stages[0].stage
        if edge.id in single and date and "stage" in columns and told in {"in-force", "occurred"}:
            first, last = (str(columns.get(f"start_{b}", "")) for b in ("earliest", "latest"))
            if first or last:
                when = first[:4] if first[:4] == last[:4] else f"{first[:4]}..{last[:4]}"
                counted[ends[0], edge.kind.partition(" ")[0], ends[1], when] += 1
    found: Counter[tuple[str, str, str, str]] = Counter()
    for row in aggregate(view, YEAR).rows:
        for tie in row.ties:
            if tie.id in single:
                found[row.source, row.relation, row.target, row.period.text.strip("[]")] += 1
    assert found == counted


def test_the_same_every_time() -> None:
    """The order of facts in the files means nothing."""
    records = shipped().view.records
    turned = dataclasses.replace(records, facts=dict(reversed(list(records.facts.items()))))
    for by in PERIODS:
        one = [edge.columns for edge in aggregate(shipped().view, by, folded=True).edges()]
        view = dataclasses.replace(shipped().view, records=turned)
        assert [edge.columns for edge in aggregate(view, by, folded=True).edges()] == one


def test_a_part_of_the_graph() -> None:
    """Who held which office is looked up in the whole graph, as for the edges."""
    call = shipped().select(focus="call-2025-11-06").shaped(by="all", fold="states").network
    assert isinstance(call, Aggregate)
    assert "israel_participatedIn_kazakhstan" in {row.id for row in call.rows}


# ------------------------------------------------------------------------ the timeline


@pytest.mark.parametrize(
    ("date", "ends"),
    [
        ("2005-10-11", ("2005-10-01", "2005-10-31")),
        ("2005", ("2005-01-01", "2005-12-31")),
        ("[2004,2005]", ("2004-01-01", "2005-12-31")),
        ("[..2005]", ("2005-12-31", "2005-12-31")),
        ("[2005..]", ("2005-01-01", "2025-11-07")),
        ("[2025-11..]", ("2025-01-01", "2025-11-07")),
    ],
)
def test_spells(date: str, ends: tuple[str, str]) -> None:
    """A row is there in its period; of one that is open to the past, on its last day."""
    made = _made(_met(date))
    (row,) = made.rows
    (found,) = row.spells(made.view)
    assert (str(found.start), str(found.end)) == ends
    is_open = ".." in date
    assert sum(row.time_losses(made.view).values()) == is_open


def test_spells_as_of_a_day() -> None:
    """In a view as of a day nothing is told of the days after it."""
    made = aggregate(_graph(_met("2005-10")).as_of("2005-10-20").view)
    (row,) = made.rows
    assert [str(day) for day in row.spells(made.view)[0]] == ["2005-10-01", "2005-10-20"]
    assert row.columns(made.view)["count_possible"] == 1
