"""A graphkit project made of a table of real dated events.

``python benchmarks/events.py FOLDER`` reads the only ``.tsv`` file in the folder that the
environment variable GRAPHKIT_EVENTS names and writes a project into FOLDER, which must be new or
empty. The table is UTF-8 and tab-separated, without a head: actor, event phrase, actor, day
(YYYY-MM-DD). ``graphkit check --project FOLDER`` finds no error in what is written.

- Each row is one fact of the day it names. Its evidence points at the row: the table is the text
  of the only source, ``at: p17`` its seventeenth line that is not blank.
- Each phrase is a momentary relation of the project's own, in ``ontology/events.ttl``, which
  joins entities of any kind. Its label is the phrase as it stands in the table.
- Each actor is an entity, named as in the table. **The table does not say what its actors are**:
  they are people, offices, crowds, parties and states, and all of them become `KIND`, the kind
  that claims least of someone who acts. To find out who they are is the work of a real import.
- The id of a fact ends in its day: the same two do the same thing on many days.

Rows that are no such fact are left out, each with its reason in ``left_out:`` of the source, and
counted at the end. Rows that say the same are one fact with a piece of evidence for each.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from graphkit.identifiers import ENTITY_ID_LENGTH, camel, fact_id, paragraphs, slug
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder

VARIABLE = "GRAPHKIT_EVENTS"
#: What every actor becomes: several people who act together, and no body with a name of its own.
KIND = "group"
#: Reserved for examples (RFC 2606): the project is one for tests and nobody's publication.
BASE = "https://example.org/events/"
SOURCE = "table"
#: A seed file may hold 5 MB and half a million values.
FACTS_IN_A_FILE = 5000

_COLUMNS = 4
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONTOLOGY = """\
# Made by benchmarks/events.py: one relation for each event phrase of the table.

@prefix events: <{base}ontology#> .
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<{base}ontology> a owl:Ontology ; rdfs:label "event phrases"@en .
"""
_RELATION = """
events:{name} a gk:Momentary , owl:ObjectProperty ;
    rdfs:label {phrase}@en ; gk:phrase {phrase} ; gk:negativePhrase {negative} ;
    gk:subjectKind {kinds} ;
    gk:objectKind {kinds} ;
    gk:sign 0 ; gk:colourGroup "events" .
"""


class BadTable(Exception):
    """What keeps a table from becoming a project; the message says what to do."""


class Event(NamedTuple):
    """A row of the table, each cell as it stands there."""

    subject: str
    phrase: str
    object: str
    day: str


class Table(NamedTuple):
    """What a file holds.

    Attributes:
        file: Its name, without a folder.
        sha256: Of its bytes.
        rows: The lines on which each event stands, counted from 1 without blank ones.
        left_out: Why a line is no event, by its number.
    """

    file: str
    sha256: str
    rows: Mapping[Event, list[int]]
    left_out: Mapping[int, str]


def find_table(folder: Path) -> Path:
    """Return the only ``.tsv`` file of a folder.

    Raises:
        BadTable: There is none, or more than one.
    """
    found = sorted(folder.glob("*.tsv"))
    if len(found) != 1:
        raise BadTable(f"{folder} holds {len(found)} .tsv files: leave one, the table of events")
    return found[0]


def read_table(path: Path) -> Table:
    """Read the events of a file.

    Raises:
        BadTable: It cannot be read, is not UTF-8, or holds no event.
    """
    try:
        data = path.read_bytes()
        lines = paragraphs(data.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadTable(f"{path} cannot be read as a table ({error}): mend the file") from error
    rows: dict[Event, list[int]] = {}
    left_out: dict[int, str] = {}
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        reason = _fault(cells)
        if reason:
            left_out[number] = reason
        else:
            rows.setdefault(Event(*cells), []).append(number)
    if not rows:
        raise BadTable(f"{path} holds no event: write actor, phrase, actor and day between tabs")
    return Table(path.name, hashlib.sha256(data).hexdigest(), rows, left_out)


def _fault(cells: list[str]) -> str:
    """Say why a row is no event; empty where it is one."""
    if len(cells) != _COLUMNS:
        return "the line does not have four cells"
    subject, phrase, object_, day = cells
    if not (subject.strip() and phrase.strip() and object_.strip()):
        return "an actor or the phrase is missing"
    if subject == object_:
        return "one actor stands on both ends"
    try:
        is_day = _DAY.fullmatch(day) is not None and dt.date.fromisoformat(day) > dt.date.min
    except ValueError:
        is_day = False
    return "" if is_day else "the last cell is no day"


def write_project(table: Table, folder: Path) -> None:
    """Write the project of a table into a folder, which is made if need be.

    Raises:
        BadTable: There is something in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadTable(f"{folder} is not an empty folder: name another one, or empty it")
    for name, text in project_files(table):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def project_files(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the files of a table's project by their path in it; the same on every run."""
    ontology = read_ontology(ontology_folder())
    actors = {name for event in table.rows for name in (event.subject, event.object)}
    entities = unique_ids(actors, slug, longest=ENTITY_ID_LENGTH)
    phrases = unique_ids(
        {event.phrase for event in table.rows},
        lambda phrase: camel(slug(phrase)),
        taken=ontology.relations,
        joint="",
    )
    yield "seeds/graph.yaml", _graph(table)
    names = sorted((identifier, name) for name, identifier in entities.items())
    lines = [f"  {each}: {{kind: {KIND}, name: {_quoted(name)}}}\n" for each, name in names]
    yield "seeds/entities.yaml", "".join(["entities:\n", *lines])
    facts = list(_facts(table, entities, phrases))
    for start in range(0, len(facts), FACTS_IN_A_FILE):
        name = f"seeds/facts-{start // FACTS_IN_A_FILE + 1:04}.yaml"
        yield name, "".join(["facts:\n", *facts[start : start + FACTS_IN_A_FILE]])
    kinds = " , ".join(kind.iri for kind in ontology.kinds.values())
    blocks = [
        _RELATION.format(
            name=name, phrase=_quoted(phrase), negative=_quoted(f"did not: {phrase}"), kinds=kinds
        )
        for name, phrase in sorted((name, phrase) for phrase, name in phrases.items())
    ]
    yield "ontology/events.ttl", "".join([_ONTOLOGY.format(base=BASE), *blocks])


def _graph(table: Table) -> str:
    last = max(event.day for event in table.rows)
    description = (
        "Each row of a table of events as one fact. The table names its actors and does not say "
        f"what they are: the kind {KIND} stands for an unknown one."
    )
    lines = [
        "graph:",
        "  title: Dated events",
        f"  description: {_quoted(description)}",
        f"  base: {BASE}id/",
        f"  as_of: {last}",
        "sources:",
        f"  {SOURCE}:",
        "    kind: dataset",
        f"    title: {_quoted(table.file)}",
        f'    published: "[{last}..]"',
        "    published_note: not before the last event in it",
        f"    text: {{file: {_quoted(table.file)}, sha256: {table.sha256}}}",
    ]
    if table.left_out:
        lines.append("    left_out:")
        lines += [f"      p{line}: {reason}" for line, reason in table.left_out.items()]
    return "\n".join(lines) + "\n"


def _facts(table: Table, entities: Mapping[str, str], phrases: Mapping[str, str]) -> Iterator[str]:
    """Yield the entry of each event, its id with the day and, where that is taken, a number."""
    taken = set(entities.values())
    for event, numbers in table.rows.items():
        subject, target = entities[event.subject], entities[event.object]
        relation = phrases[event.phrase]
        identifier = numbered(fact_id(subject, relation, target, event.day), taken)
        taken.add(identifier)
        evidence = ", ".join(f"{{source: {SOURCE}, at: p{number}}}" for number in numbers)
        yield (
            f"  - {{subject: {subject}, relation: {relation}, object: {target}, "
            f"id: {identifier}, date: {event.day}, evidence: [{evidence}]}}\n"
        )


def unique_ids(
    texts: Iterable[str],
    make: Callable[[str], str],
    *,
    longest: int | None = None,
    taken: Iterable[str] = (),
    joint: str = "-",
) -> dict[str, str]:
    """Return an id for each text, no two alike.

    The first of those that would be alike, by code points, keeps the plain id and the others are
    numbered from 2. So an id depends on no order but may on which texts there are.

    Args:
        texts: Each once.
        make: Gives the plain id, which may be empty: then it is ``unnamed``.
        longest: The greatest length; what is longer is cut at a hyphen.
        taken: Ids that are given already.
        joint: What stands in front of a number.
    """
    used = set(taken)
    found = {}
    for text in sorted(texts):
        found[text] = numbered(make(text) or "unnamed", used, longest=longest, joint=joint)
        used.add(found[text])
    return found


def numbered(
    plain: str, taken: Container[str], *, longest: int | None = None, joint: str = "-"
) -> str:
    """Return an id, cut to a length, with the first number behind it that makes it a new one."""
    identifier, number = cut(plain, longest), 1
    while identifier in taken:
        number += 1
        end = f"{joint}{number}"
        identifier = cut(plain, longest and longest - len(end)) + end
    return identifier


def cut(identifier: str, longest: int | None) -> str:
    """Return an id of a greatest length, cut behind a whole word if there is one."""
    if longest is None or len(identifier) <= longest:
        return identifier
    words = identifier[: longest + 1].rpartition("-")[0]
    return words or identifier[:longest]


def _quoted(text: str) -> str:
    """Return a text in double quotes, as both YAML and Turtle read it."""
    return json.dumps(text, ensure_ascii=False)


def report(table: Table) -> Iterator[str]:
    """Yield what became of the rows, a line each."""
    rows = sum(map(len, table.rows.values()))
    yield f"{rows + len(table.left_out)} rows: {len(table.rows)} facts"
    if rows > len(table.rows):
        yield f"{rows - len(table.rows)} rows repeat another: more evidence of its fact"
    for reason, count in sorted(Counter(table.left_out.values()).items()):
        yield f"{count} rows left out: {reason}"


def main() -> None:
    """Write the project and say what became of the rows."""
    parser = argparse.ArgumentParser(
        description="Make a graphkit project of a table of dated events.",
        epilog=f"{VARIABLE} names the folder of the table. Example: events.py made-of-events",
    )
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    folder = parser.parse_args().folder
    where = os.environ.get(VARIABLE)
    if not where:
        sys.exit(f"{VARIABLE} is not set: set it to the folder of a table of events")
    try:
        table = read_table(find_table(Path(where)))
        write_project(table, folder)
    except BadTable as error:
        sys.exit(str(error))
    print("\n".join(report(table)))


if __name__ == "__main__":
    main()
