"""What is read from an exported file, and how a graph comes of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from graphkit.checks import check_records
from graphkit.errors import BadData, GraphkitError
from graphkit.graph import Graph, Seen
from graphkit.model import Records
from graphkit.ontology import Ontology
from graphkit.problems import Problem

#: What only a whole project has to keep: a view leaves out the later evidence, the earlier
#: stage, the fact in question or the one an opinion is about, and its file is right all the same.
_OF_WHOLE_PROJECTS = frozenset(
    {
        "dispute-about-nothing",
        "duplicate-fact",
        "ended-before-it-began",
        "reported-before-it-happened",
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class FileReading:
    """What a file holds.

    Attributes:
        records: All that could be read; none where nothing could.
        problems: What was met on the way, in no order.
        seen: By which clocks, and in which shape, the file shows its records.
    """

    records: Records | None
    problems: tuple[Problem, ...]
    seen: Seen = dataclasses.field(default_factory=Seen)


def checked(path: Path, reading: FileReading, ontology: Ontology) -> Graph:
    """Return the graph of a file.

    Args:
        path: The file.
        reading: What it holds; the places of its problems name it without its folder.
        ontology: The words it was read with.

    Raises:
        BadData: The file has errors; all of them are in ``problems``.
    """
    found = list(reading.problems)
    if reading.records:
        found += check_records(reading.records, ontology)
    problems = sorted({p for p in found if p.code not in _OF_WHOLE_PROJECTS})
    if reading.records is None or any(problem.is_error for problem in problems):
        raise BadData(problems, path.parent)
    return Graph(reading.records, ontology, seen=reading.seen)


def unreadable(path: Path, error: OSError) -> GraphkitError:
    """Return the error for a file that cannot be opened."""
    reason = error.strerror or str(error)
    return GraphkitError(f"{path} cannot be read ({reason}): name a file that graphkit exported")
