"""Graphs that the tests of projections, exports, layout and queries look at.

The shipped project is read once for all of them. The hostile graph is made of model objects,
since the strict reader would refuse much of what stands in it: whatever a text holds, an
export must carry it or mark its loss, and never break.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import graphkit
from graphkit.build import FOLDED, STEM
from graphkit.dates import parse_date
from graphkit.exporters import EXPORTERS, exporter
from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.identifiers import BASE, parse_locator
from graphkit.model import (
    Dispute,
    Entity,
    Evidence,
    Fact,
    GraphInfo,
    Moment,
    Position,
    Records,
    Source,
    Stage,
    Value,
)
from graphkit.ontology import Ontology, read_ontology
from graphkit.projections.shapes import STATES
from graphkit.resources import example_folder, ontology_folder

#: Texts that mean something to some format, or that some format cannot hold.
HOSTILE = (
    '"double" \'single\' """triple""" \'\'\'',
    "back\\slash \\n \\u0041 \\",
    "line\nfeed\r\nboth\rreturn\ttab",
    "controls \x00\x01\x08\x0b\x0c\x1f\x7f",
    "</script><script>alert(1)</script><!-- --></style>",
    "<b onload='x'>&amp; ]]> &#13; <![CDATA[",
    "emoji \U0001f600 \U0001f1f0\U0001f1ff",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c",
    "{object} {role} {{ 7 * 7 }} {% raw %}",
    '@en ^^xsd:date . ; , <http://example.org/> "x"@en .',
    "  blanks at both ends  ",
    "lines \x85 \u2028 \u2029 end",
    "no characters \ufffe \uffff \ufdd0",
    "INF null NaN true 0",
    "e\u0301 \u00e9 \u200b\ufeff",
)
DAY = dt.date(2025, 11, 7)

#: The smallest project that has an edge: DESIGN's example of a fact and what it needs.
PROJECT = """\
graph:
  title: A sample
  as_of: 2025-11-07
sources:
  anadolu-kazakhstan:
    kind: article
    title: A headline
    publisher: anadolu-agency
    published: "[2025-11-06..2025-11-09]"
    text: {file: one.txt, sha256: SHA}
entities:
  kazakhstan: {kind: state, name: Kazakhstan}
  israel: {kind: state, name: Israel}
  anadolu-agency: {kind: organization, name: Anadolu}
facts:
  - subject: kazakhstan
    relation: recognized
    object: israel
    date: 1992
    evidence: [{source: anadolu-kazakhstan, at: p9}]
""".replace("SHA", "0" * 64)


@functools.cache
def shipped() -> Graph:
    """Return the graph of the project that graphkit ships."""
    return graphkit.load(example_folder())


@functools.cache
def shipped_text(name: str) -> str:
    """Return an export of the shipped project by the name of its format."""
    return export_text(shipped(), name)


@functools.cache
def hostile_text(name: str) -> str:
    """Return an export of the hostile graph by the name of its format."""
    return export_text(hostile(), name)


def export_text(graph: Graph, name: str) -> str:
    """Return an export of a graph by the name of its format; of several files one after another."""
    return "".join(piece for render in exporter(name).files.values() for piece in render(graph))


@functools.cache
def shipped_files() -> dict[str, bytes]:
    """Return what a build of the shipped project writes into ``exports/``, by file name."""
    graph = shipped()
    files = {
        name: "".join(render(graph)).encode("utf-8")
        for made in EXPORTERS
        for name, render in zip(export_files(made), made.files.values(), strict=True)
    }
    folded = graph.shaped(fold=STATES)
    return files | {
        f"{STEM}-{STATES}{exporter(name).suffix}": export_text(folded, name).encode("utf-8")
        for name in FOLDED
    }


def export_files(made: Exporter, stem: str = "graph") -> list[str]:
    """Return the names of the files of a format."""
    return [f"{stem}{part}{made.suffix}" for part in made.files]


@functools.cache
def ontology() -> Ontology:
    """Return the shipped vocabulary."""
    return read_ontology(ontology_folder())


def write_project(folder: Path, text: str = PROJECT) -> Path:
    """Write a project of one seed file and return its folder."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "seeds" / "all.yaml").write_text(text, encoding="utf-8")
    return folder


# ------------------------------------------------------------------------ model objects


def fact(
    subject: str,
    relation: str,
    target: str = "",
    *stages: Stage,
    identifier: str = "",
    value: Value | None = None,
    role: str = "",
    says: str = "",
    rank: str = "",
    note: str = "",
    approximate: bool = False,
) -> Fact:
    """Return a fact; without stages it is in force, or has occurred, with no date."""
    default = ontology().relations[relation].default_stage
    return Fact(
        id=identifier or "-".join(filter(None, (subject, relation.lower(), target))),
        subject=subject,
        relation=relation,
        object=target,
        value=value,
        role=role,
        says=says,
        rank=rank,
        reason="withdrawn" if rank else "",
        note=note,
        approximate=approximate,
        stages=stages or (stage(default),),
    )


def stage(
    word: str,
    date: str = "",
    *,
    source: str = "paper",
    agents: tuple[str, ...] = (),
    attested: str = "",
    due: str = "",
    condition: str = "",
    note: str = "",
) -> Stage:
    """Return a stage that one source supports."""
    evidence = Evidence(source=source, at=parse_locator("p1"), note=note)
    return Stage(
        stage=word,
        date=parse_date(date) if date else None,
        attested=parse_date(attested) if attested else None,
        due=parse_date(due) if due else None,
        agents=agents,
        condition=condition,
        note=note,
        evidence=(evidence,),
    )


def state(identifier: str) -> Entity:
    """Return a state that is named by its id."""
    return Entity(id=identifier, kind="state", name=identifier.title())


def graph_of(
    facts: Iterable[Fact],
    entities: Iterable[Entity],
    *,
    sources: Iterable[Source] = (),
    disputes: Iterable[Dispute] = (),
    moments: Iterable[Moment] = (),
    info: GraphInfo | None = None,
) -> Graph:
    """Return a graph of records, sorted by id as the reader does; moments as they come."""
    paper = Source(id="paper", title="A paper", published=parse_date("2025-11-06"))
    records = Records(
        info=info or GraphInfo(title="Sample", base=BASE, as_of=DAY),
        sources={item.id: item for item in sorted([paper, *sources], key=lambda s: s.id)},
        entities={item.id: item for item in sorted(entities, key=lambda e: e.id)},
        facts={item.id: item for item in sorted(facts, key=lambda f: f.id)},
        disputes={item.id: item for item in sorted(disputes, key=lambda d: d.id)},
        moments=tuple(moments),
    )
    return Graph(records, ontology())


@functools.cache
def hostile() -> Graph:
    """Return a graph in which every free text is hostile, one text of `HOSTILE` after another."""
    entities: list[Entity] = []
    facts: list[Fact] = []
    sources: list[Source] = []
    disputes: list[Dispute] = []
    for number, text in enumerate(HOSTILE):
        here, leader, source = f"state-{number}", f"leader-{number}", f"source-{number}"
        entities += [
            Entity(
                id=here, kind="state", name=text, aliases=(text,), note=text, checked=text,
                ids=(("iso3166-1-alpha-3", text),), location=(Decimal("43.2"), Decimal("-76.9")),
            ),
            Entity(id=leader, kind="person", name=f"{number}", short=text),
        ]  # fmt: skip
        sources.append(
            Source(
                id=source, title=text, note=text, published_note=text,
                left_out=(("p2", text),), published=parse_date("2025-11"),
            )
        )  # fmt: skip
        following = f"state-{(number + 1) % len(HOSTILE)}"
        facts += [
            fact(here, "recognized", following, stage("in-force", "1992~", source=source)),
            fact(
                here, "sanctioned", following,
                stage("in-force", "2001", note=text), stage("ended", "2003", source=source),
            ),
            fact(leader, "heldOffice", here, role=text, note=text),
            fact(leader, "commentedOn", following, says=text),
            fact(
                here, "joined", "pact",
                stage("conditional", condition=text, source=source, agents=(here,)),
            ),
            fact(here, "majorityReligion", value=text),
            fact(here, "population", value=20_000_000 + number, approximate=True),
        ]  # fmt: skip
        evidence = Evidence(source=source, note=text)
        disputes.append(
            Dispute(
                id=f"dispute-{number}", question=text, kind="wording", about=(here,),
                positions=(
                    Position(says=text, evidence=(evidence,)),
                    Position(says=f"not {text}", evidence=(Evidence(source="paper"),)),
                ),
            )
        )  # fmt: skip
    entities.append(Entity(id="pact", kind="treaty", name="Pact"))
    mixed = " ".join(HOSTILE)
    info = GraphInfo(
        title=mixed, lede=mixed, description=mixed, credit=mixed,
        license="CC-BY-4.0", base=BASE, as_of=DAY,
    )  # fmt: skip
    return graph_of(facts, entities, sources=sources, disputes=disputes, info=info)
