"""Loading: a project's folder read, checked and made a graph."""

from __future__ import annotations

from pathlib import Path

from graphkit.cache import Cache, key_of, user_cache
from graphkit.checks import check_records
from graphkit.collector import collector_paused
from graphkit.errors import BadData
from graphkit.graph import Graph
from graphkit.layout import FILE, read_layout
from graphkit.ontology import Ontology, read_ontology
from graphkit.problems import Problem
from graphkit.resources import ontology_folder
from graphkit.seeds import Reading, read_project
from graphkit.seeds.files import vocabulary_key
from graphkit.seeds.project import FOLDER, named_project

#: Fewer facts are checked faster than what was found about them is looked up.
_LARGE = 1000


def load(path: Path | str) -> Graph:
    """Load and check the project in a folder.

    Args:
        path: The folder that holds ``seeds/``.

    Raises:
        NoProject: There is no ``graph:`` in its seeds.
        BadData: The data has errors; all of them are in ``problems``.
    """
    root = Path(path)
    graph, problems = read_graph(root)
    if graph is None:
        raise BadData(problems, root)
    return graph


def read_graph(root: Path) -> tuple[Graph | None, tuple[Problem, ...]]:
    """Read and check a project; the graph is none where any problem is an error.

    Large files that have not changed since another run come from the user's cache, unless
    `graphkit.cache.using_cache` is false.

    Returns:
        The graph, and every problem sorted by place.

    Raises:
        NoProject: There is no ``graph:`` in the project's seeds.
        BrokenOntology: An ontology file cannot be used.
    """
    root = named_project(root)
    ontology = read_ontology(ontology_folder(), root)
    with collector_paused():
        cache = user_cache()
        reading = read_project(root, ontology, cache)
        found = [*reading.problems, *_checked(reading, ontology, cache)]
    problems = tuple(sorted(set(found)))
    if any(problem.is_error for problem in problems):
        return None, problems
    stored = read_layout(root / FOLDER / FILE)
    return Graph(reading.records, ontology, positions=stored), problems


def _checked(reading: Reading, ontology: Ontology, cache: Cache | None) -> tuple[Problem, ...]:
    """Return the problems of every rule; those of an unchanged large project are known."""
    key = None
    if cache and reading.contents and len(reading.records.facts) >= _LARGE:
        key = key_of(["checks", vocabulary_key(ontology), *reading.files, *reading.contents])
        kept = cache.read(key, tuple[Problem, ...])
        if kept is not None:
            return kept
    found = tuple(check_records(reading.records, ontology, whole=reading.whole))
    if cache and key:
        cache.write(key, found)
    return found
