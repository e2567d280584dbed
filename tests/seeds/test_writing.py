"""Records written as seed files read back as they were, whatever texts they hold."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.identifiers import Locator
from graphkit.model import (
    Entity,
    Evidence,
    Fact,
    GraphInfo,
    Moment,
    Records,
    Source,
    SourceText,
    Stage,
)
from graphkit.resources import example_folder
from graphkit.seeds import read_project
from graphkit.seeds.writing import RECORDS_IN_A_FILE, TooLong, render_seeds
from graphkit.seeds.yaml_text import can_be_written
from graphkit.yaml_source import MAX_BYTES, MAX_VALUES
from tests.projects import SMALL, core_ontology, read_texts
from tests.samples import HOSTILE
from tests.strategies import ordered, records

#: Texts as people write them, and such as YAML would take for something else.
TEXTS = st.one_of(
    st.text(min_size=1).filter(can_be_written),
    st.sampled_from(
        (
            *filter(can_be_written, HOSTILE),
            "no", "NO", "null", "~", "1992", "1992-05-06", "- a", "a: b", "a #b", "[a", "{a", "*a",
            "&a", "!a", "%a", "@a", "`a", "|", ">", "? a", "a, b", "'a'", '"a"', "a ", " a", "=",
            "line\nend", "t\tab", "é", "北京", "Côte d'Ivoire", "Office (State)", "<<", "...",
        )
    ),
)  # fmt: skip


def files_of(written: Records, *, short: bool = False) -> dict[str, str]:
    """Return the files of records by their path below ``seeds/``."""
    made = dict(render_seeds(written, core_ontology() if short else None))
    assert all(name.startswith("seeds/") for name in made)
    return {name.removeprefix("seeds/"): text for name, text in made.items()}


def read_back(written: Records, *, short: bool = False) -> Records:
    """Return what the files of records are read as; reading finds no problem."""
    reading = read_texts(files_of(written, short=short))
    assert not reading.problems
    return reading.records


def told_why(written: Records) -> Records:
    """Return the same records with a reason for every rank, without which none can be written."""
    facts = {
        name: structs.replace(fact, reason="withdrawn" if fact.rank else "")
        for name, fact in written.facts.items()
    }
    return dataclasses.replace(written, facts=facts)


@given(written=records(), short=st.booleans())
def test_records_come_back(written: Records, *, short: bool) -> None:
    """Every shape of fact, stage, evidence, source and dispute reads back equal."""
    expected = told_why(ordered(written, core_ontology()))
    assert read_back(expected, short=short) == expected


@given(written=records())
def test_same_records_same_bytes(written: Records) -> None:
    """The order in which a program found the records changes no byte."""
    turned = dataclasses.replace(
        written,
        sources=dict(sorted(written.sources.items(), reverse=True)),
        entities=dict(sorted(written.entities.items(), reverse=True)),
        facts=dict(sorted(written.facts.items(), reverse=True)),
        disputes=dict(sorted(written.disputes.items(), reverse=True)),
    )
    assert files_of(turned) == files_of(written)


@given(text=TEXTS, other=TEXTS)
def test_texts_come_back(text: str, other: str) -> None:
    """Each text of every kind of record comes back as it was, quotes and line ends included."""
    day = parse_date("2020-01-02")
    written = Records(
        info=GraphInfo(
            title=text, base="https://example.org/", as_of=dt.date(2020, 1, 2), lede=other
        ),
        sources={
            "one": Source(
                id="one",
                title=other,
                published=parse_date("[2020-01-02..]"),
                text=SourceText("one.txt", "0" * 64),
                left_out=(("p2", text), ("p3:0-4", other)),
                note=text,
            )
        },
        entities={
            "no": Entity(
                id="no",
                kind="state",
                name=text,
                aliases=tuple(sorted({text, other})),
                ids=(("iso3166-1-alpha-3", other),),
                location=(Decimal("-1.50"), Decimal("1E+2")),
                checked=text,
            )
        },
        facts={
            "fact": Fact(
                id="fact",
                subject="no",
                relation="commentedOn",
                object="no",
                says=text,
                note=other,
                stages=(
                    Stage(
                        stage="occurred",
                        date=day,
                        evidence=(Evidence(source="one", at=Locator(4, 0, 3), note=other),),
                    ),
                ),
            )
        },
        disputes={},
        moments=(Moment(date=parse_date("2020?"), focus="no", title=text, text=other),),
    )
    assert read_back(written) == written


@given(text=TEXTS)
def test_other_readers_see_the_same_text(text: str) -> None:
    """PyYAML, which guesses types, reads each text as that text and no flag, number or day."""
    entity = Entity(id="no", kind="state", name=text)
    (line,) = (
        content
        for name, content in files_of(
            Records(
                info=GraphInfo(title="x", base="https://example.org/", as_of=dt.date(2020, 1, 1)),
                sources={}, facts={}, disputes={}, entities={"no": entity},
            )
        ).items()
        if name == "entities.yaml"
    )  # fmt: skip
    assert yaml.safe_load(line) == {"entities": {"no": {"kind": "state", "name": text}}}


@pytest.mark.parametrize("text", ["", " ", "\n", "a\x00", "a\u200b", "\ud800", "\u202ea", "a\x85"])
def test_what_cannot_be_written(text: str) -> None:
    """Blank texts and characters that the reader refuses are told beforehand."""
    assert not can_be_written(text)


def test_the_small_and_the_shipped_project_come_back() -> None:
    """Projects that people wrote come back, with values, moments, reasons and locators."""
    small = read_texts(SMALL).records
    assert read_back(small) == small
    shipped = read_project(example_folder(), core_ontology()).records
    assert read_back(shipped, short=True) == shipped


def test_one_form() -> None:
    """What fits stands on a line, the rest is broken; defaults are left out if they are known."""
    written = files_of(read_texts(SMALL).records, short=True)
    assert list(written) == [
        "graph.yaml", "sources.yaml", "entities.yaml", "facts.yaml", "disputes.yaml", "moments.yaml"
    ]  # fmt: skip
    assert (
        "  kassym-jomart-tokayev: {kind: person, name: Kassym-Jomart Tokayev}\n"
        in (written["entities.yaml"])
    )
    assert written["facts.yaml"].endswith(
        """\
  - subject: kazakhstan
    relation: recognized
    object: israel
    date: 1992
    evidence: [{source: wire-report, at: p9}]
"""
    )
    assert "stage: in-force" in files_of(read_texts(SMALL).records)["facts.yaml"]


def test_many_records_take_many_files() -> None:
    """No file holds more records than a person reads, nor more than the reader takes."""
    small = read_texts(SMALL).records
    count = RECORDS_IN_A_FILE + 1
    entities = {f"e{n}": Entity(id=f"e{n}", kind="group", name=f"e{n}") for n in range(count)}
    note = "a" * (MAX_BYTES // 5)
    (fact,) = (each for each in small.facts.values() if each.relation == "recognized")
    facts = {f"f-{n}": structs.replace(fact, id=f"f-{n}", note=note) for n in range(6)}
    written = dataclasses.replace(
        small, entities=dict(sorted(entities.items())), facts=facts, disputes={}
    )
    made = files_of(written)
    assert [name for name in made if name.startswith("entities")] == [
        "entities-0001.yaml",
        "entities-0002.yaml",
    ]
    assert made["entities-0001.yaml"].count("\n") == RECORDS_IN_A_FILE + 1
    assert len([name for name in made if name.startswith("facts")]) == 6
    assert read_back(written) == written


@pytest.mark.parametrize(
    ("rows", "reason", "fits"),
    [
        (90_000, "the row has no date", True),
        (MAX_VALUES // 2, "no", False),
        (MAX_BYTES // 25, "the row has no date", False),
    ],
)
def test_a_record_that_no_file_can_hold(rows: int, reason: str, *, fits: bool) -> None:
    """What the reader would refuse is not written; what it takes reads back."""
    small = read_texts(SMALL).records
    name, source = next(iter(small.sources.items()))
    left_out = tuple((f"p{row}", reason) for row in range(1, rows))
    source = structs.replace(source, left_out=left_out)
    written = dataclasses.replace(small, sources={**small.sources, name: source})
    if fits:
        assert read_back(written) == written
    else:
        with pytest.raises(TooLong, match=rf"one of the sources \({name}\) would take .* MB"):
            files_of(written)


def test_files_beside_those_of_a_project() -> None:
    """Without ``graph:`` and under another name, the files go into a project that is there."""
    small = read_texts(SMALL).records
    names = [name for name, _ in render_seeds(small, prefix="seeds/imported/x-", graph=False)]
    assert names[0] == "seeds/imported/x-sources.yaml"
    assert not any("graph" in name for name in names)
