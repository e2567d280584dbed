"""The fold to states, rule by rule: what becomes an edge, what it says, what is left out."""

from __future__ import annotations

import pytest
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Entity, Fact, Source, Stage
from graphkit.projections.networks.dyads import dyads
from graphkit.projections.networks.network import Edge, network
from tests.samples import fact, graph_of, shipped, stage, state

STATES = tuple(state(name) for name in ("alpha", "beta", "gamma"))
PEOPLE = tuple(Entity(id=name, kind="person", name=name.title()) for name in ("ann", "bob", "cy"))
OTHERS = (
    Entity(id="pact", kind="treaty", name="Pact"),
    Entity(id="club", kind="organization", name="Club"),
    Entity(id="crowd", kind="group", name="Crowd"),
    Entity(id="south", kind="region", name="South"),
    Entity(id="town", kind="place", name="Town"),
    Entity(id="summit", kind="event", name="Summit of 2025", short="summit"),
)
ANN = fact("ann", "headOfState", "alpha")
BOB = fact("bob", "headOfGovernment", "beta")
CY = fact("cy", "heldOffice", "alpha", role="envoy")


def _graph(*facts: Fact) -> Graph:
    return graph_of(facts, [*STATES, *PEOPLE, *OTHERS])


def _edges(*facts: Fact) -> list[Edge]:
    return list(dyads(_graph(*facts).view).edges())


def _left_out(*facts: Fact) -> dict[str, int]:
    return dict(dyads(_graph(*facts).view).left_out)


# ------------------------------------------------------------------------ persons


def test_a_person_becomes_the_state() -> None:
    """The edge keeps the id of the fact, reads with the states, and tells who is folded away."""
    visit = fact("ann", "visited", "beta", stage("occurred", "2025-03"))
    (edge,) = _edges(ANN, visit)
    (drawn,) = network(_graph(visit).view).edges()
    assert (edge.id, edge.source, edge.target) == (visit.id, "alpha", "beta")
    assert edge.columns["label"] == "visited Beta 2025"
    assert edge.columns == drawn.columns | {"via": "ann", "via_possible": True}
    assert edge.facts == (visit,)


def test_both_ends_may_be_persons() -> None:
    """A meeting of two leaders is one between their states."""
    (edge,) = _edges(ANN, BOB, fact("bob", "met", "ann", stage("planned", due="2025-12")))
    assert (edge.source, edge.target) == ("beta", "alpha")
    assert edge.columns["label"] == "met Alpha (planned)"
    assert edge.columns["via"] == "ann|bob"
    assert edge.columns["symmetric"]
    assert not edge.columns["holds"]
    assert edge.columns["due"] == "2025-12"


def test_opinions_fold_like_deeds() -> None:
    """What an official says is an edge that a column tells from deeds."""
    (edge,) = _edges(ANN, BOB, fact("ann", "criticized", "bob", says="too slow"))
    assert edge.columns["label"] == "criticized Beta"
    assert edge.columns["colour_group"] == "opinion"
    assert edge.columns["says"] == "too slow"


MARCH = stage("occurred", "2025-03-10")


@pytest.mark.parametrize(
    ("office", "counts", "certain"),
    [
        ([stage("in-force")], True, False),  # undated: certain from its report in November
        ([stage("in-force", "2024")], True, True),
        ([stage("in-force", "2024/2025-03-09")], False, False),
        ([stage("in-force", "2024/2025-03-10")], True, True),
        ([stage("in-force", "2024/2025-03")], True, False),
        ([stage("in-force", "2024"), stage("ended", "2025-03-10")], False, False),
        ([stage("in-force", "2024"), stage("ended", "2025-03-11")], True, True),
        ([stage("in-force", "2024"), stage("ended")], True, False),
        ([stage("in-force", "2025-03-10")], True, True),
        ([stage("in-force", "2025-03")], True, False),
        ([stage("in-force", "2025-03-11")], False, False),
        ([stage("in-force", attested="2025-03-10")], True, True),
        ([stage("in-force", attested="2025-03-11")], True, False),
        ([stage("in-force", attested="2023"), stage("ended", "2024")], False, False),
        ([stage("announced", "2025-01")], True, True),
        ([stage("expected", "2025-01")], False, False),
        ([stage("absent", "2025-01")], False, False),
        ([stage("in-force", "2020"), stage("absent", "2025-01")], False, False),
        ([stage("absent", "2025-01"), stage("in-force", "2025-02")], True, True),
    ],
)
def test_offices_during_a_fact(office: list[Stage], counts: bool, certain: bool) -> None:  # noqa: FBT001 - parameters
    """An office counts unless it was certainly not held; the edge tells if it was certainly."""
    edges = _edges(
        fact("ann", "heldOffice", "alpha", *office), fact("ann", "visited", "beta", MARCH)
    )
    assert len(edges) == counts
    if counts:
        assert edges[0].columns["via_possible"] is not certain


def test_an_office_within_a_longer_act() -> None:
    """One held on some days of it counts, and is certain only if held on all of them."""
    travel = fact("ann", "visited", "beta", stage("occurred", "2025-03-10/2025-03-20"))
    offices = {
        "2025-03-15": False,
        "2025-03": False,
        "2025-01/2025-03-15": False,
        "2025-01/2025-03-20": True,
        "2025-01/..": True,
    }
    for office, certain in offices.items():
        held = fact("ann", "heldOffice", "alpha", stage("in-force", office))
        (edge,) = _edges(held, travel)
        assert edge.columns["via_possible"] is not certain
    assert not _edges(fact("ann", "heldOffice", "alpha", stage("in-force", "2025-03-21")), travel)


def test_what_was_called_off_counts_when_it_was() -> None:
    """A deed that was closed later is one of the office of its own day."""
    visit = fact("ann", "visited", "beta", MARCH, stage("withdrawn", "2025-09"))
    held = fact("ann", "heldOffice", "alpha", stage("in-force", "2024/2025-04"))
    assert len(_edges(held, visit)) == 1
    assert not _edges(fact("ann", "heldOffice", "alpha", stage("in-force", "2025-08")), visit)


def test_an_undated_act_and_an_undated_office() -> None:
    """Both are told of the day of their report, so the office is certain."""
    (edge,) = _edges(ANN, fact("ann", "visited", "beta"))
    assert edge.columns["via_possible"] is False


def test_a_withdrawn_office_counts_for_nothing() -> None:
    """A deprecated fact turns nobody into a state."""
    office = fact("ann", "heldOffice", "alpha", rank="deprecated")
    assert not _edges(office, fact("ann", "visited", "beta"))


def test_a_planned_act_lasts_until_it_is_due() -> None:
    """Who takes office before the day may go as an official; who leaves before may not stay one."""
    visit = fact("ann", "visited", "beta", stage("planned", due="2025-12-01"))
    (edge,) = _edges(fact("ann", "heldOffice", "alpha", stage("in-force", "2025-11-20")), visit)
    assert edge.columns["via_possible"]
    assert not _edges(fact("ann", "heldOffice", "alpha", stage("in-force", "2025-12-02")), visit)


def test_several_offices() -> None:
    """Two of one state are one state; of two states neither is chosen."""
    visit = fact("ann", "visited", "gamma", MARCH)
    second = fact("ann", "heldOffice", "alpha", identifier="second", role="envoy")
    other = fact("ann", "heldOffice", "beta", role="envoy")
    earlier = fact("ann", "heldOffice", "beta", stage("in-force", "2001/2002"))
    assert len(_edges(ANN, second, visit)) == 1
    assert len(_edges(ANN, earlier, visit)) == 1
    assert _left_out(ANN, other, visit) == {
        "facts within one state": 2,
        "facts of persons with several states": 1,
    }


def test_what_is_within_one_state() -> None:
    """Offices, and what an official does at home or with a colleague."""
    assert _left_out(
        ANN, CY, fact("ann", "visited", "alpha"), fact("ann", "met", "cy"),
        fact("cy", "headOfState", "beta", stage("expected")),
    ) == {"facts within one state": 5}  # fmt: skip


def test_what_is_left_out() -> None:
    """Each fact that cannot be a relation of two states is counted under a reason."""
    facts = (
        fact("alpha", "joined", "pact"),
        fact("ann", "signed", "pact"),
        fact("alpha", "memberOf", "club"),
        fact("crowd", "commentedOn", "alpha"),
        fact("alpha", "partOf", "south"),
        fact("ann", "visited", "town"),
        fact("summit", "tookPlaceIn", "alpha"),
        fact("summit", "concerned", "pact"),
        fact("crowd", "participatedIn", "summit"),
        fact("ann", "participatedIn", "summit"),
        fact("alpha", "commentedOn", "summit"),
        fact("bob", "visited", "alpha"),
        fact("alpha", "recognized", "beta", rank="deprecated"),
        fact("beta", "recognized", "alpha", stage("absent")),
        fact("south", "population", value=7),
        fact("alpha", "population", "", stage("ended", "1999"), value=3),
        ANN,
    )
    assert not _edges(*facts)
    assert _left_out(*facts) == {
        "facts with a treaty": 2,
        "facts with an organization": 1,
        "facts with a group": 2,
        "facts with a region": 1,
        "facts with a place": 1,
        "facts with an event besides taking part": 3,
        "facts of events with one state only": 1,
        "facts of persons without a state": 1,
        "facts within one state": 1,
        "deprecated facts": 1,
        "negative facts": 1,
        "values of what is no state": 1,
        "value facts that do not hold": 1,
    }


# ------------------------------------------------------------------------ events


def _at(name: str, *stages: Stage, relation: str = "participatedIn", role: str = "") -> Fact:
    return fact(name, relation, "summit", *stages, role=role)


DAY = stage("occurred", "2025-03-10")


def test_two_states_at_an_event() -> None:
    """One edge, whoever of either side was there, with what can be said of both."""
    facts = (
        ANN, BOB,
        _at("ann", DAY, relation="hosted", role="chair"),
        _at("cy", stage("expected", "2025-01", agents=("gamma",))),
        _at("beta", stage("occurred", "2025-03-10", source="post")),
        CY,
    )  # fmt: skip
    post = Source(id="post", published=parse_date("2025-11-08"))
    graph = graph_of(facts, [*STATES, *PEOPLE, *OTHERS], sources=[post])
    (edge,) = dyads(graph.view).edges()
    assert edge.facts == facts[2:5]
    assert (edge.source, edge.target) == ("alpha", "beta")
    assert edge.columns == {
        "label": "took part in summit 2025",
        "weight": 1.0,
        "edge_id": "summit_alpha_beta",
        "relation": "participatedIn",
        "colour_group": "event",
        "sign": 0,
        "stage": "occurred",
        "stage_group": "realized",
        "holds": True,
        "possible": False,
        "date": "2025-03-10",
        "start_earliest": "2025-03-10",
        "start_latest": "2025-03-10",
        "first_attested": "2025-11-08",
        "symmetric": True,
        "disputed": False,
        "sources": "paper|post",
        "independent": 1,
        "via": "ann|cy|summit",
        "via_possible": True,
    }


@pytest.mark.parametrize(
    ("one", "other", "shown", "holds", "possible"),
    [
        (DAY, DAY, "occurred", True, False),
        (DAY, stage("planned"), "planned", False, False),
        (stage("announced"), DAY, "announced", True, False),
        (stage("sought"), stage("planned"), "sought", False, False),
        (DAY, stage("occurred", "[2025-11-07..2025-11-09]"), "occurred", False, True),
        (stage("planned"), stage("occurred", "[2025-11-07..2025-11-09]"), "planned", False, True),
        (DAY, stage("occurred", "2026"), None, False, False),
        (stage("withdrawn", "2025-05"), stage("occurred", "2026"), "withdrawn", False, False),
        (
            stage("withdrawn", "2025-05"),
            stage("occurred", "[2025-11-07..2025-11-09]"),
            "withdrawn",
            False,
            False,
        ),
        (DAY, stage("withdrawn", "2025-05"), "withdrawn", False, False),
        (stage("planned"), stage("withdrawn", "2025-05"), "withdrawn", False, False),
    ],
)
def test_both_sides_have_to_be_there(
    one: Stage,
    other: Stage,
    shown: str | None,
    holds: bool,  # noqa: FBT001 - a parameter
    possible: bool,  # noqa: FBT001 - the same
) -> None:
    """The edge is at the stage of the side that has come less far, whichever it is."""
    for facts in ((_at("alpha", one), _at("beta", other)), (_at("alpha", other), _at("beta", one))):
        (edge,) = _edges(*facts)
        assert edge.columns.get("stage") == shown
        assert edge.columns["holds"] is holds
        assert edge.columns["possible"] is possible


def test_a_state_is_there_if_any_of_its_officials_is() -> None:
    """Who is only expected takes nothing from a colleague who came."""
    for early, late in (("ann", "cy"), ("cy", "ann")):
        (edge,) = _edges(ANN, CY, _at(early, DAY), _at(late, stage("expected")), _at("beta", DAY))
        assert edge.columns["stage"] == "occurred"
        assert edge.columns["holds"]


def test_of_one_side_the_certain_counts() -> None:
    """What has certainly begun comes before what is possible, as in the life of a fact."""
    perhaps = stage("occurred", "[2025-11-07..2025-11-09]")
    (edge,) = _edges(ANN, CY, _at("ann", perhaps), _at("cy", stage("planned")), _at("beta", DAY))
    assert edge.columns["stage"] == "planned"
    assert not edge.columns["possible"]


def test_the_side_with_fewer_witnesses() -> None:
    """Sources are those of both sides, independent the number of the side that has fewer."""
    post = Source(id="post", published=parse_date("2025-11-06"))
    wire = Source(id="wire", published=parse_date("2025-11-06"))
    more = [stage("occurred", "2025-03-10", source=name) for name in ("post", "wire")]
    facts = [ANN, _at("ann", more[0]), _at("alpha", more[1]), _at("beta", DAY)]
    graph = graph_of(facts, [*STATES, *PEOPLE, *OTHERS], sources=[post, wire])
    (edge,) = dyads(graph.view).edges()
    assert edge.columns["sources"] == "paper|post|wire"
    assert edge.columns["independent"] == 1


def test_both_have_begun_when_the_later_has() -> None:
    """Of two dates of one stage the later one tells since when both are there."""
    first, second = stage("announced", "2025-02"), stage("announced", "2025-03")
    for one, other in ((first, second), (second, first)):
        (edge,) = _edges(_at("alpha", one), _at("beta", other))
        assert edge.columns["date"] == "2025-03"


def test_what_only_one_side_says_of_the_stage_is_left_out() -> None:
    """An agent is that of both sides, or of the side that decides, or of none."""
    planned = stage("planned", agents=("gamma",), due="2025-12")
    (edge,) = _edges(_at("alpha", planned), _at("beta", planned))
    assert (edge.columns["agent"], edge.columns["due"]) == ("gamma", "2025-12")
    (edge,) = _edges(_at("alpha", planned), _at("beta", DAY))
    assert (edge.columns["agent"], edge.columns["due"]) == ("gamma", "2025-12")
    (edge,) = _edges(_at("alpha", planned), _at("beta", stage("planned", due="2025-12")))
    assert "agent" not in edge.columns
    assert edge.columns["due"] == "2025-12"


def test_a_source_that_never_was_public_attests_nothing() -> None:
    """Where one side is not attested, the two together are not."""
    never = Source(id="never")
    facts = [_at("alpha", DAY), _at("beta", stage("occurred", "2025-03-10", source="never"))]
    (edge,) = dyads(graph_of(facts, [*STATES, *OTHERS], sources=[never]).view).edges()
    assert "first_attested" not in edge.columns


def test_every_two_states_at_an_event() -> None:
    """Three states make three edges, whose kinds no tool merges."""
    edges = _edges(*(_at(name) for name in ("gamma", "alpha", "beta")))
    assert [edge.id for edge in edges] == [
        "summit_alpha_beta",
        "summit_alpha_gamma",
        "summit_beta_gamma",
    ]


def test_edges_are_sorted_as_their_ids_are() -> None:
    """A state or event whose id begins with that of another has its place among the ids."""
    more = [state("alpha-b"), Entity(id="summit-2", kind="event", name="Second")]
    first = [_at(name) for name in ("alpha", "alpha-b", "beta")]
    second = [structs.replace(f, id=f"{f.id}-2", object="summit-2") for f in first[::2]]
    graph = graph_of([*first, *second], [*STATES, *OTHERS, *more])
    kinds = {edge.id: edge.kind for edge in dyads(graph.view).edges()}
    assert list(kinds) == sorted(kinds)
    assert kinds == {
        "summit-2_alpha_beta": "participatedIn",
        "summit_alpha-b_beta": "participatedIn",
        "summit_alpha_alpha-b": "participatedIn",
        "summit_alpha_beta": "participatedIn #2",
    }


# ------------------------------------------------------------------------ options


def test_negative_facts_on_demand() -> None:
    """Those of states; what an official did not do says nothing of his or her state."""
    facts = (
        ANN,
        fact("alpha", "recognized", "beta", stage("absent")),
        fact("ann", "visited", "beta", stage("absent")),
        _at("alpha", stage("absent", "2025")),
        _at("ann", stage("absent", "2025")),
        _at("beta", DAY),
        _at("gamma", DAY),
    )
    assert [edge.id for edge in _edges(*facts)] == ["summit_beta_gamma"]
    drawn = dyads(_graph(*facts).view, negative=True)
    assert {edge.id: edge.columns["label"] for edge in drawn.edges()} == {
        "alpha-recognized-beta": "does not recognize Beta",
        "summit_alpha_beta": "did not take part in summit",
        "summit_alpha_gamma": "did not take part in summit",
        "summit_beta_gamma": "took part in summit 2025",
    }
    assert drawn.left_out == {"facts within one state": 1, "negative facts of persons": 2}


def test_all_states_on_demand() -> None:
    """States without a relation become nodes, and nothing but states does."""
    graph = _graph(ANN, fact("alpha", "recognized", "beta"), fact("alpha", "joined", "pact"))
    assert [node.id for node in dyads(graph.view).nodes()] == ["alpha", "beta"]
    everyone = dyads(graph.view, all_entities=True).nodes()
    assert [node.id for node in everyone] == ["alpha", "beta", "gamma"]


def test_offices_outside_the_part() -> None:
    """A part of a graph is folded by the offices of the whole, to states that it need not hold."""
    ended = fact("ann", "heldOffice", "alpha", stage("in-force", "2024"), stage("ended", "2025-10"))
    whole = _graph(ended, fact("ann", "visited", "beta", MARCH))
    part = whole.select(stages=["realized"])
    assert not list(dyads(part.view).edges())
    folded = dyads(part.view, whole=whole.view)
    assert [edge.columns["via"] for edge in folded.edges()] == ["ann"]
    assert [node.id for node in folded.nodes()] == ["alpha", "beta"]
    assert folded.left_out == {}


def test_values_stay_with_states() -> None:
    """A population is a column of its state; that of a region is counted."""
    drawn = dyads(_graph(fact("alpha", "population", value=7)).view)
    (node,) = drawn.nodes()
    assert node.columns["population"] == 7


# ------------------------------------------------------------------------ the shipped project


def test_the_shipped_dyads() -> None:
    """What readers of the articles expect to find, and no more than they say."""
    edges = {edge.id: edge for edge in shipped().shaped(fold="states").network.edges()}
    ends = {name: (edge.source, edge.target) for name, edge in edges.items()}
    call = edges["call-2025-11-06_israel_united-states"]
    assert call.columns["disputed"]  # not every text has Trump on it
    assert not edges["call-2025-11-06_israel_kazakhstan"].columns["disputed"]
    assert ends["donald-trump-met-ahmed-al-sharaa"] == ("united-states", "syria")
    assert not edges["donald-trump-met-ahmed-al-sharaa"].columns["holds"]
    assert "donald-trump-commented-on-modi" not in edges  # the text gives him no office
    assert sum(name.startswith("talks-2025-11-06_") for name in edges) == 15
    uncertain = {name for name, edge in edges.items() if edge.columns.get("via_possible")}
    assert uncertain == {"meeting-2016-12-14_israel_kazakhstan"}  # no text dates his office
