"""Made-up facts, the same on every run, as a loaded graph and as a project of YAML files."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from graphkit.dates import parse_date
from graphkit.graph import Graph
from graphkit.model import Entity, Evidence, Fact, GraphInfo, Records, Source, Stage
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder

#: As many as a file that a person still edits holds; the files together are the project.
FACTS_IN_A_FILE = 5_000

_RELATIONS = (
    "recognized",
    "tradesWith",
    "sanctioned",
    "hasDiplomaticRelationsWith",
    "cooperatesWith",
)
_SYMMETRIC = frozenset(["tradesWith", "hasDiplomaticRelationsWith", "cooperatesWith"])
#: What states cooperate in: of these facts several may join the same two.
_FIELDS = ("energy", "science", "trade", "transport")
_SOURCES = tuple(f"almanac-{number}" for number in range(50))
_NOTES = (
    "the text names the year alone",
    "said in passing: the sentence is about trade",
    "as the ministry put it, with no day given",
)


def made_up(count: int) -> Graph:
    """Return the graph of `records`."""
    return Graph(records(count), read_ontology(ontology_folder()))


def records(count: int) -> Records:
    """Return records with a number of facts, the same on every run.

    One in ten has a value; the others join near states, so that many are parallel, and most of
    them are symmetric. Dates are of all precisions, one in eight has ended, one in four has a
    note, and there are fifty sources. No fact is there twice, which takes five states at least.
    """
    chance = random.Random(count)  # noqa: S311 - a sample, no secret
    names = [f"state-{number}" for number in range(max(5, count // 10))]
    ties = _ties(names, count, chance)
    facts = {}
    for number in range(count):
        here = names[number * len(names) // count]
        stages = tuple(_stages(chance, may_end=number % 10 > 0))
        note = chance.choice(_NOTES) if chance.random() < 1 / 4 else ""
        name = f"{here}-{number:06}"
        if number % 10:
            relation, other, field = next(ties)
            facts[name] = Fact(
                id=name,
                subject=here,
                relation=relation,
                object=other,
                field=field,
                note=note,
                stages=stages,
            )
        else:
            facts[name] = Fact(
                id=name,
                subject=here,
                relation="population",
                value=number,
                note=note,
                stages=stages,
            )
    return Records(
        info=GraphInfo(title="Made up", base="https://example.org/id/", as_of=dt.date(2026, 1, 1)),
        sources={name: _source(name) for name in sorted(_SOURCES)},
        entities={n: Entity(id=n, kind="state", name=n.capitalize()) for n in sorted(names)},
        facts=dict(sorted(facts.items())),
        disputes={},
    )


def _ties(names: list[str], count: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield relation, object and field of each fact that has an object, none of them twice."""
    seen = set()
    for number in range(count):
        if number % 10 == 0:
            continue
        here = number * len(names) // count
        while True:
            other = names[(here + chance.choice((1, 1, 1, 2, 3, 5, 40))) % len(names)]
            relation = chance.choice(_RELATIONS)
            field = chance.choice(_FIELDS) if relation == "cooperatesWith" else ""
            ends = (names[here], other)
            same = (relation, field, *(sorted(ends) if relation in _SYMMETRIC else ends))
            if same not in seen and ends[0] != other:
                break
        seen.add(same)
        yield relation, other, field


def _stages(chance: random.Random, *, may_end: bool) -> Iterator[Stage]:
    sources = {chance.choice(_SOURCES) for _ in range(chance.choice((1, 1, 2)))}
    evidence = tuple(Evidence(source=name) for name in sorted(sources))
    day = dt.date(1950 + chance.randrange(70), 1 + chance.randrange(12), 1).isoformat()
    date = parse_date(day[: chance.choice((4, 7, 10))])
    begun = Stage(stage="in-force", date=date, evidence=evidence)
    yield begun
    if may_end and chance.random() < 1 / 8:
        yield Stage(stage="ended", date=parse_date("2021-03"), evidence=evidence[:1])


def _source(name: str) -> Source:
    year = 2022 + int(name.rpartition("-")[2]) % 4
    return Source(id=name, title=name.capitalize(), published=parse_date(f"{year}"))


# ------------------------------------------------------------------------ a project of them


def write_project(made: Records, folder: Path) -> None:
    """Write made-up records as a project, in block style: a line for each field.

    It reads back as the same records. What `records` never makes is not written.
    """
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    info = made.info
    head = f"graph:\n  title: {info.title}\n  base: {info.base}\n  as_of: {info.as_of}\n"
    (seeds / "graph.yaml").write_text(head, encoding="utf-8")
    sources = (
        f"  {each.id}:\n    kind: {each.kind}\n    title: {each.title}\n"
        f'    published: "{each.published}"\n'
        for each in made.sources.values()
    )
    (seeds / "sources.yaml").write_text("sources:\n" + "".join(sources), encoding="utf-8")
    facts = list(made.facts.values())
    for number, start in enumerate(range(0, len(facts), FACTS_IN_A_FILE), 1):
        some = facts[start : start + FACTS_IN_A_FILE]
        text = "facts:\n" + "".join(map(_fact, some))
        (seeds / f"facts-{number:03}.yaml").write_text(text, encoding="utf-8")
    entities = list(made.entities.values())
    for number, start in enumerate(range(0, len(entities), FACTS_IN_A_FILE), 1):
        rows = (
            f"  {each.id}:\n    kind: {each.kind}\n    name: {each.name}\n"
            for each in entities[start : start + FACTS_IN_A_FILE]
        )
        text = "entities:\n" + "".join(rows)
        (seeds / f"entities-{number:03}.yaml").write_text(text, encoding="utf-8")


def _fact(fact: Fact) -> str:
    return "".join(_fact_lines(fact))


def _fact_lines(fact: Fact) -> Iterator[str]:
    yield f"  - id: {fact.id}\n"
    yield f"    subject: {fact.subject}\n"
    yield f"    relation: {fact.relation}\n"
    yield f"    object: {fact.object}\n" if fact.object else f"    value: {fact.value}\n"
    if fact.field:
        yield f"    field: {fact.field}\n"
    if fact.note:
        yield f'    note: "{fact.note}"\n'
    yield "    stages:\n"
    for stage in fact.stages:
        yield f"      - stage: {stage.stage}\n"
        yield f'        date: "{stage.date}"\n'
        yield "        evidence:\n"
        yield from _sources_of(stage.evidence)


def _sources_of(evidence: Sequence[Evidence]) -> Iterator[str]:
    return (f"          - source: {item.source}\n" for item in evidence)
