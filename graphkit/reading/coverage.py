"""Whether every paragraph was curated: ``graphkit coverage``.

A paragraph is evidence of a fact or of a position in a dispute, in whole or in part, or its
source has a ``left_out`` line for the whole of it. One in neither was forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphkit.graph import Graph
from graphkit.identifiers import Locator, parse_locator
from graphkit.model import Evidence, Source
from graphkit.problems import Problem, Severity
from graphkit.reading.folding import first_words
from graphkit.reading.texts import Text, read_texts


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of one text was curated.

    Attributes:
        source: Its id.
        paragraphs: How many it has.
        evidence: How many of them are evidence.
        left_out: How many are left out, with a reason.
        uncovered: The others.
    """

    source: str
    paragraphs: int
    evidence: int
    left_out: int
    uncovered: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of each text was curated.

    Attributes:
        sources: One for each text that could be read, by the id of its source.
        problems: By place; one that only warns covers nothing up.
    """

    sources: tuple[Covered, ...]
    problems: tuple[Problem, ...]


def coverage(graph: Graph, folder: Path) -> Coverage:
    """Compare the paragraphs of every text with the evidence and what was left out.

    Args:
        graph: The project; its clocks do not matter.
        folder: The one that holds the texts.

    Raises:
        GraphkitError: There is no such folder.
    """
    records = graph.whole.view.records
    texts, problems = read_texts(records.sources, folder)
    evidence = defaultdict(list)
    for item in records.evidence():
        evidence[item.source].append(item)
    sources = []
    for name, text in sorted(texts.items()):
        source = records.sources[name]
        used = _used(text, evidence[name], problems)
        left_out = _left_out(text, source, problems)
        both = used & left_out
        problems += _overlaps(source, both)
        numbers = range(1, len(text.paragraphs) + 1)
        uncovered = tuple(Locator(n) for n in numbers if n not in used | left_out)
        problems += _gaps(text, source, uncovered)
        sources.append(
            Covered(name, len(text.paragraphs), len(used), len(left_out - used), uncovered)
        )
    return Coverage(tuple(sources), tuple(sorted(set(problems))))


def _used(text: Text, evidence: list[Evidence], problems: list[Problem]) -> set[int]:
    """Return the numbers of the paragraphs that are evidence."""
    used = set()
    for item in evidence:
        if item.at is None:
            continue
        if text.past_end(item.at):
            problems.append(text.past_end_problem(item.origin.at("at"), item.at))
        else:
            used.add(item.at.paragraph)
    return used


def _left_out(text: Text, source: Source, problems: list[Problem]) -> set[int]:
    """Return the numbers of the paragraphs that are left out as a whole."""
    left_out = set()
    for name, _ in source.left_out:
        at = parse_locator(name)
        if text.past_end(at):
            problems.append(text.past_end_problem(source.origin.at("left_out", name), at))
        elif at.end is None:
            left_out.add(at.paragraph)
    return left_out


def _overlaps(source: Source, both: set[int]) -> Iterator[Problem]:
    for number in sorted(both):
        at = str(Locator(number))
        message = f"{at} of {source.id} is left out, and it is evidence"
        hint = f"remove {at} from left_out:, or the evidence; this is a warning"
        place = source.origin.at("left_out", at)
        yield Problem(place, "left-out-with-evidence", message, hint, Severity.WARNING)


def _gaps(text: Text, source: Source, uncovered: tuple[Locator, ...]) -> Iterator[Problem]:
    place = source.origin.at("left_out" if source.left_out else "text")
    for at in uncovered:
        beginning = first_words(text.paragraphs[at.paragraph - 1])
        message = f'{at} of {source.id} is neither evidence nor left out: "{beginning}"'
        hint = f"write down what it says, or say under left_out: why it says nothing: {at}: …"
        yield Problem(place, "uncovered-paragraph", message, hint)
