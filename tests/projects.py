"""Small projects for tests: one that is valid and small, and faults written beside it."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType

from graphkit.checks import check_records
from graphkit.ontology import Ontology, read_ontology
from graphkit.problems import Problem
from graphkit.resources import ontology_folder
from graphkit.seeds import Reading, read_project

#: A code with the line and column it is found at.
Finding = tuple[str, int, int]
Texts = Mapping[str, str | bytes]

#: A valid project without warnings: five entries of facts with every shape of relation: lasting
#: and momentary, symmetric, in stages, about an event, with a value, an opinion, and absent.
SMALL: Mapping[str, str] = {
    "graph.yaml": """\
graph:
  title: A small project
  lede: Two states, two leaders and a treaty.
  as_of: 2025-11-07
  license: CC-BY-4.0
""",
    "sources.yaml": """\
sources:
  wire-report:
    kind: article
    title: Kazakhstan to join
    publisher: daily-wire
    published: 2025-11-07
    text: {file: wire.txt, sha256: 3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea}
  trump-post: {kind: social-post, author: donald-trump, published: 2025-11-06}
""",
    "entities.yaml": """\
entities:
  kazakhstan: {kind: state, name: Kazakhstan, ids: {iso3166-1-alpha-3: KAZ}, checked: ISO 3166}
  israel: {kind: state, name: Israel}
  abraham-accords: {kind: treaty, name: Abraham Accords, short: Accords}
  donald-trump: {kind: person, name: Donald Trump}
  kassym-jomart-tokayev: {kind: person, name: Kassym-Jomart Tokayev}
  daily-wire: {kind: organization, name: Daily Wire}
  phone-call: {kind: event, type: phone-call, name: Phone call, date: 2025-11-06}
""",
    "facts.yaml": """\
facts:
  - subject: kazakhstan
    relation: recognized
    object: israel
    date: 1992
    evidence: [{source: wire-report, at: p9}]
  - subject: kazakhstan
    relation: hasDiplomaticRelationsWith
    object: israel
    attested: 2025-11-06
    evidence: [{source: wire-report, at: p10}]
  - subject: kazakhstan
    relation: joined
    object: abraham-accords
    stages:
      - stage: announced
        date: 2025-11-06
        agent: donald-trump
        evidence: [{source: wire-report, at: p1, cites: [trump-post]}]
      - stage: expected
        agent: kazakhstan
        evidence: [{source: wire-report, at: p2, by: kassym-jomart-tokayev, stance: hedges}]
  - subject: israel
    relation: joined
    object: abraham-accords
    stage: absent
    evidence: [{source: wire-report, at: p3}]
  - subject: [donald-trump, kassym-jomart-tokayev]
    relation: participatedIn
    object: phone-call
    evidence: [{source: wire-report, at: "p4:0-20"}]
  - {subject: kazakhstan, relation: population, value: 20000000, approximate: true,
     evidence: [{source: wire-report, at: p5}]}
  - subject: donald-trump
    relation: commentedOn
    object: kazakhstan
    says: a tremendous country
    about: kazakhstan-joined-abraham-accords
    evidence: [{source: trump-post}]
""",
    "disputes.yaml": """\
disputes:
  when-it-joined:
    question: When did Kazakhstan join?
    kind: sequence
    about: [kazakhstan]
    positions:
      - says: It has joined.
        facts: [kazakhstan-joined-abraham-accords]
        evidence: [{source: trump-post}]
      - says: It will join.
        evidence: [{source: wire-report, at: p6}]
moments:
  - {date: 2025-11-06, focus: kazakhstan, title: The call, text: A telephone rings.}
""",
}


@functools.cache
def core_ontology() -> Ontology:
    """Return graphkit's own ontology, read once for all tests."""
    return read_ontology(ontology_folder())


def write_project(root: Path, files: Texts = SMALL) -> Path:
    """Write files under the ``seeds/`` of a folder, and return the folder."""
    for name, text in files.items():
        path = root / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return root


def read_texts(files: Texts) -> Reading:
    """Return what a project of these files is read as."""
    with tempfile.TemporaryDirectory() as folder:
        return read_project(write_project(Path(folder), files), core_ontology())


def read_beside(text: str | bytes, base: Texts = SMALL) -> Reading:
    """Return what the small project is read as with one more file, ``seeds/sample.yaml``."""
    return read_texts({**base, "sample.yaml": text})


def found(rule: ModuleType, text: str) -> list[Finding]:
    """Return what a rule finds in a file beside the small project; all of it can be read."""
    reading = read_beside(text)
    assert not reading.problems, reading.problems
    found_all = list(rule.check(reading.records, core_ontology()))
    assert {problem.code for problem in found_all} <= set(rule.CODES)
    return located(found_all)


def read_problems(text: str | bytes) -> list[Finding]:
    """Return what reading alone finds in a file beside the small project."""
    return located(read_beside(text).problems)


def all_problems(text: str | bytes) -> list[Problem]:
    """Return what reading and all rules find in a file beside the small project."""
    reading = read_beside(text)
    problems = [*reading.problems, *check_records(reading.records, core_ontology())]
    return sorted(problem for problem in problems if problem.place.path == "seeds/sample.yaml")


def located(problems: Iterable[Problem]) -> list[Finding]:
    """Return the code, line and column of the problems in ``seeds/sample.yaml``, by place."""
    return [
        (problem.code, problem.place.line, problem.place.column)
        for problem in sorted(problems)
        if problem.place.path == "seeds/sample.yaml"
    ]
