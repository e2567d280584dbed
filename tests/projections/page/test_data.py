"""The page's data: what it looks up is what the view rule says, for every day of both clocks."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Moment, Source
from graphkit.projections.page.data import edition, page_data
from graphkit.projections.page.lives import CERTAIN, HOLDS, RAN_OUT
from graphkit.provenance import speakers
from tests.page_data import spell_out
from tests.samples import DAY, fact, graph_of, hostile, ontology, shipped, stage, state


def _changing() -> Graph:
    """Return facts whose stage, certainty and label change often, known bit by bit."""
    dates = {"early": "2025-01", "late": "2025-06-15", "vague": "[2025-03..2025-09]"}
    sources = [
        Source(id=name, title=name, published=parse_date(day)) for name, day in dates.items()
    ]
    sources.append(Source(id="never", title="never"))
    ends = [state("alpha"), state("beta"), state("gamma")]
    facts = [
        fact(
            "alpha", "recognized", "beta",
            stage("sought", source="early", agents=("beta",)),
            stage("announced", "2025-02", source="late"),
            stage("in-force", "2025-04-01", source="vague"),
            stage("suspended", "2025-05", source="late"),
        ),
        fact("beta", "recognized", "alpha", stage("in-force", "1992/2001-05", source="early")),
        fact(
            "alpha", "tradesWith", "beta", stage("in-force", attested="2025-05-05", source="late")
        ),
        fact(
            "alpha", "tradesWith", "gamma",
            stage("in-force", "../1999", source="early"), stage("absent", "2010", source="vague"),
        ),
        fact("alpha", "sanctioned", "beta", stage("in-force", source="never")),
        fact(
            "beta", "sanctioned", "gamma", stage("in-force", "1990", source="early"),
            rank="deprecated",
        ),
        fact("gamma", "sanctioned", "beta", stage("planned", "2027", source="late", due="2028")),
        fact("gamma", "population", "", stage("in-force", "2020~", source="late"), value=5),
    ]  # fmt: skip
    return graph_of(facts, ends, sources=sources)


graphs = {"shipped": shipped, "hostile": hostile, "changing": _changing}
every_graph = pytest.mark.parametrize("graph", graphs.values(), ids=list(graphs))


@functools.cache
def _data(graph: Callable[[], Graph]) -> dict[str, Any]:
    asked = graph()
    return spell_out(page_data(asked.whole.view, asked.day, None))


def _lives(item: dict[str, Any]) -> list[tuple[str, list[list[Any]]]]:
    """Spell out a life as ``data.js`` does: rows of [day, stage, certain, holds, label]."""
    found: list[tuple[str, list[list[Any]]]] = []
    label = ""
    for known, rows in item["life"]:
        if isinstance(rows, int):
            found.append((known, found[rows][1]))
            continue
        spelt = []
        for day, place, how, *words in rows:
            label = words[0] if words else label
            word = "ended" if how & RAN_OUT else item["stages"][place]["stage"]
            spelt.append([day, word, bool(how & CERTAIN), bool(how & HOLDS), label])
        found.append((known, spelt))
    return found


def _looked_up(
    life: list[tuple[str, list[list[Any]]]], day: dt.date, known: dt.date | None
) -> list[Any] | None:
    """Find a state as ``clock.js`` does: the last entry known by then, the last day reached."""
    entries: list[list[Any]] = []
    if known is None:
        entries = life[0][1]
    else:
        for limit, rows in life[1:]:
            if limit <= known.isoformat():
                entries = rows
    index = bisect.bisect_right([row[0] for row in entries], day.isoformat())
    return entries[index - 1][1:] if index else None


@every_graph
def test_the_page_agrees_with_the_views(graph: Callable[[], Graph]) -> None:
    """Stage, certainty, holding and label of every fact, on every change day, known by each day.

    The days before each change are looked at as well, and each order of setting the clocks.
    """
    asked, data = graph(), _data(graph)
    changes = {dt.date.fromisoformat(day) for day in data["days"]["asOf"]}
    days = sorted(changes | {day - dt.timedelta(1) for day in changes if day > dt.date.min})
    public = [dt.date.fromisoformat(day) for day in data["days"]["knownBy"]]
    clocks = [None, *public, *(day - dt.timedelta(1) for day in public)]
    lives = {item["id"]: _lives(item) for item in data["facts"]}
    for known in clocks:
        for day in days:
            seen = asked.as_of(day).known_by(known) if known else asked.as_of(day)
            for name, life in lives.items():
                found = _looked_up(life, day, known)
                where = (name, day, known)
                if name not in seen.view.records.facts:
                    assert found is None, where
                    continue
                one = seen.fact(name)
                state_ = seen.state(one)
                assert state_ is not None, where
                expected = [
                    state_.step.stage,
                    state_.definite,
                    seen.view.holds(one),
                    seen.label(one),
                ]
                assert found == expected, where


@every_graph
def test_the_public_days_are_all_there(graph: Callable[[], Graph]) -> None:
    """Between two public days nothing becomes known: the views of neighbours are equal."""
    asked = graph()
    days = [dt.date.fromisoformat(day) for day in _data(graph)["days"]["knownBy"]]
    assert days == sorted(set(days))
    for before, after in zip(
        [dt.date(1900, 1, 1), *days], [*days, dt.date(2100, 1, 1)], strict=True
    ):
        assert (
            asked.known_by(before).view.records
            == asked.known_by(max(before, after - dt.timedelta(1))).view.records
        )


@every_graph
def test_lives_are_sorted_and_short(graph: Callable[[], Graph]) -> None:
    """Entries ascend, none repeats the one before it, and the first knows no limit."""
    for item in _data(graph)["facts"]:
        limits = [limit for limit, _ in item["life"]]
        assert limits[0] == ""
        assert limits == sorted(set(limits))
        for (_, earlier), (_, later) in itertools.pairwise(_lives(item)[1:]):
            assert earlier != later
        for _, rows in item["life"]:
            if isinstance(rows, list):
                assert [row[0] for row in rows] == sorted({row[0] for row in rows})
                assert all(one[1:] != other[1:] for one, other in itertools.pairwise(rows))


@every_graph
def test_the_data_is_json(graph: Callable[[], Graph]) -> None:
    """Nothing but what JSON has: it comes back equal, and no number is NaN."""
    asked = graph()
    data = page_data(asked.whole.view, asked.day, None)
    assert json.loads(json.dumps(data, allow_nan=False)) == data


@every_graph
def test_what_the_data_names_is_in_it(graph: Callable[[], Graph]) -> None:
    """Every id and word of a fact can be looked up, so that the page never meets a gap."""
    data = _data(graph)
    words = {
        name: {entry["id"] for entry in entries} for name, entries in data["vocabulary"].items()
    }
    entities, sources = data["entities"].values(), data["sources"].values()
    facts = {item["id"] for item in data["facts"]}
    assert {entity["kind"] for entity in entities} == words["kinds"]
    assert {entity["type"] for entity in entities if "type" in entity} == words["eventTypes"]
    assert {source["kind"] for source in sources} == words["sourceKinds"]
    assert {item["relation"] for item in data["facts"]} == words["relations"]
    assert {r["colour"] for r in data["vocabulary"]["relations"]} == words["colours"]
    assert {one["group"] for one in data["vocabulary"]["stages"]} == words["groups"]
    for item in data["facts"]:
        assert item["subject"] in data["entities"]
        assert ("object" in item) != ("value" in item)
        assert item.get("object", item["subject"]) in data["entities"]
        assert item.get("about", item["id"]) in facts
        assert set(item.get("disputes", [])) <= set(data["disputes"])
        for one in item["stages"]:
            assert one["stage"] in words["stages"]
            assert set(one.get("agents", [])) <= set(data["entities"])
            _evidence_is_known(one["evidence"], data)
        for _, rows in _lives(item):
            assert {row[1] for row in rows} <= words["stages"]
    for dispute in data["disputes"].values():
        assert dispute["kind"] in words["disputeKinds"]
        for position in dispute["positions"]:
            assert set(position.get("facts", [])) <= facts
            _evidence_is_known(position["evidence"], data)


def _evidence_is_known(evidence: list[dict[str, Any]], data: dict[str, Any]) -> None:
    for piece in evidence:
        assert {piece["source"], *piece.get("cites", [])} <= set(data["sources"])
        assert set(piece.get("speakers", [])) <= set(data["entities"])


@every_graph
def test_every_date_has_its_words(graph: Callable[[], Graph]) -> None:
    """A date is plain, or its words and bounds stand under its text; nothing else stands there."""
    data = _data(graph)
    stages = [one for item in data["facts"] for one in item["stages"]]
    used = {entity.get("date") for entity in data["entities"].values()}
    used |= {source.get("published") for source in data["sources"].values()}
    used |= {one.get(name) for one in stages for name in ("date", "attested", "due")}
    used |= {moment["date"] for moment in data["moments"]}
    plain = {text for text in used - {None} if re.fullmatch(r"\d{4}(-\d\d){0,2}", text)}
    assert used - {None} - plain == set(data["dates"])
    for text, date in data["dates"].items():
        read = parse_date(text)
        assert date["words"] == read.words()
        for name, day in (("from", read.start_earliest), ("endTo", read.end_latest)):
            assert date.get(name) == (day.isoformat() if day else None)


@every_graph
def test_nothing_empty_is_written(graph: Callable[[], Graph]) -> None:
    """A field that is empty or false is left out, so that the file stays small."""
    data = _data(graph)
    for item in (*data["facts"], *data["entities"].values(), *data["sources"].values()):
        assert all(item.values()), item


@every_graph
def test_speakers_are_told_where_they_do_not_follow(graph: Callable[[], Graph]) -> None:
    """The page's rule for a speaker left out gives whom the provenance names."""
    asked, data = graph(), _data(graph)
    records = asked.view.records
    for item in data["facts"]:
        given = [piece for one in item["stages"] for piece in one["evidence"]]
        found: Counter[tuple[str, str | None, tuple[str, ...]]] = Counter()
        for piece in given:
            source = data["sources"][piece["source"]]
            own = [source["publisher"]] if "publisher" in source else source.get("author", [])
            found[piece["source"], piece.get("at"), tuple(piece.get("speakers", own))] += 1
        expected = Counter(
            (e.source, str(e.at) if e.at else None, speakers(e, records.sources))
            for one in asked.fact(item["id"]).stages
            for e in one.evidence
        )
        assert found == expected


@every_graph
def test_counts(graph: Callable[[], Graph]) -> None:
    """The counts are those of the records."""
    data = _data(graph)
    assert data["counts"] == {
        name: len(data[name]) for name in ("entities", "facts", "sources", "disputes")
    }


def test_where_the_clocks_start() -> None:
    """The two dates only set the sliders: the data is that of the whole."""
    graph = shipped()
    early = page_data(graph.whole.view, dt.date(2020, 12, 31), dt.date(2025, 11, 6))
    assert early["graph"]["asOf"] == "2020-12-31"
    assert early["graph"]["knownBy"] == "2025-11-06"
    assert spell_out(early)["facts"] == _data(shipped)["facts"]
    assert _data(shipped)["graph"]["knownBy"] is None


def test_a_dated_fact() -> None:
    """Kazakhstan's recognition of Israel as the page gets it: life, words of the date, source."""
    (item,) = (f for f in _data(shipped)["facts"] if f["id"] == "kazakhstan-recognized-israel")
    assert _lives(item)[0] == (
        "",
        [
            ["1992-01-01", "in-force", False, False, "recognized Israel"],
            ["1992-12-31", "in-force", True, True, "recognized Israel 1992"],
        ],
    )
    (one,) = item["stages"]
    assert one["date"] == "1992"
    assert one["evidence"][0]["source"]
    assert one["evidence"][0]["at"].startswith("p")


def test_an_interval_that_ran_out() -> None:
    """The end of an interval is told of the stage that has it; the stage is then `ended`."""
    (item,) = (f for f in _data(_changing)["facts"] if f["id"] == "beta-recognized-alpha")
    rows = item["life"][0][1]
    assert rows[-1][2] == CERTAIN | RAN_OUT
    assert [row[1] for row in _lives(item)[0][1]] == ["in-force", "in-force", "in-force", "ended"]
    assert _lives(item)[0][1][-1][0] == "2001-06-01"


def test_stages_by_rank() -> None:
    """The stages of a fact stand in the order of the scheme, not in that of the file."""
    stages = (stage("ended", "2001"), stage("in-force", "1992"), stage("sought", agents=("beta",)))
    graph = graph_of(
        [fact("alpha", "recognized", "beta", *stages)], [state("alpha"), state("beta")]
    )
    (item,) = spell_out(page_data(graph.view, DAY, None))["facts"]
    assert [one["stage"] for one in item["stages"]] == ["sought", "in-force", "ended"]


def test_values_in_words() -> None:
    """A value comes as its readers see it."""
    graph = graph_of(
        [fact("alpha", "population", value=20_000_000, approximate=True)], [state("alpha")]
    )
    (item,) = page_data(graph.view, DAY, None)["facts"]
    assert item["value"] == "about 20,000,000"


def _told(*dates: str) -> Graph:
    """Return two facts and moments about them, one for each date."""
    facts = [fact("alpha", "recognized", "beta", stage("in-force", "1992"))]
    moments = [
        Moment(date=parse_date(date), focus=focus, title="A title", text="A text.")
        for date, focus in zip(dates, itertools.cycle(("beta", facts[0].id)), strict=False)
    ]
    return graph_of(facts, [state("alpha"), state("beta")], moments=moments)


def test_moments() -> None:
    """Moments come in the order written, each on the last possible day of its date."""
    dates = ("2020", "1992-05", "2001/2003-02", "[..2025-11-06]", "1999/..", "[2030..]", "2020~")
    told = page_data(_told(*dates).view, DAY, None)["moments"]
    assert [(one["date"], one["day"]) for one in told] == [
        ("2020", "2020-12-31"),
        ("1992-05", "1992-05-31"),
        ("2001/2003-02", "2003-02-28"),
        ("[..2025-11-06]", "2025-11-06"),
        ("1999/..", "1999-12-31"),
        ("[2030..]", "2030-01-01"),
        ("2020~", "2020-12-31"),
    ]
    assert [one["focus"] for one in told[:2]] == [
        {"type": "entity", "id": "beta"},
        {"type": "fact", "id": "alpha-recognized-beta"},
    ]
    assert told[0]["title"] == "A title"
    assert told[0]["text"] == "A text."
    assert page_data(_told().view, DAY, None)["moments"] == []


def test_an_edition_is_of_the_facts() -> None:
    """Clocks, drawing, passages and lists of changes are the same edition."""
    graph = shipped()
    data = page_data(graph.whole.view, graph.day, None)
    assert re.fullmatch("[0-9a-f]{10}", data["edition"])
    early = graph.as_of("2020-12-31").known_by("2025-11-06")
    asked = early.view
    assert page_data(early.whole.view, asked.day, asked.known_by)["edition"] == data["edition"]
    beside = {"network": {}, "passages": {"a p1": "b"}, "changes": {}, "focus": {}}
    assert edition(data | beside) == data["edition"]
    assert edition(dict(reversed(data.items()))) == data["edition"]


def test_a_changed_record_is_another_edition() -> None:
    """A date, a note, a source, a moment, a title: whatever the page tells makes the edition."""
    records = _told("2020").view.records
    one = records.facts["alpha-recognized-beta"]
    changed = [
        records,
        replace(records, facts={one.id: structs.replace(one, note="A note.")}),
        replace(records, facts={one.id: structs.replace(one, stages=(stage("in-force", "1993"),))}),
        replace(records, entities=dict(records.entities) | {"gamma": state("gamma")}),
        replace(records, moments=()),
        replace(records, info=structs.replace(records.info, title="Another title")),
    ]
    found = {page_data(Graph(each, ontology()).view, DAY, None)["edition"] for each in changed}
    assert len(found) == len(changed)
