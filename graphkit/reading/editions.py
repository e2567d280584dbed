"""What became of the data from one edition to the next: the list of changes that a page carries.

An edition is the project as a commit has it. Its changes are what curators added, corrected and
withdrew, not what happened between two days.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from msgspec import structs

from graphkit.graph import Graph
from graphkit.projections.page.data import page_data
from graphkit.reading.diff import Change, Difference, Kind, Others, difference
from graphkit.reading.diff_text import full, sentence
from graphkit.reading.revisions import read_commit, read_revision

#: A JSON object.
Json = dict[str, Any]
#: What became of a fact that was and is there, and no longer is stood by.
WITHDRAWN = "withdrawn"
_SHOWN_OF_HASH = 12


def changes_since(root: Path, revision: str, graph: Graph) -> Json:
    """Return what changed in the data since a revision, for the page.

    The whole of both editions is compared, whatever the clocks of the page stand at: a correction
    is one on every day. How a fact stood and stands is told for the day on which the page opens,
    in both, so that a later edition with a later day does not make every fact move.

    * ``revision`` as given; ``commit``, 12 hex digits; ``day`` of its author; ``edition``, as
      `graphkit.projections.page.data.edition` has it.
    * ``facts``: a list by id of ``id``, ``title``, ``kind`` (of `graphkit.reading.diff.Kind`, or
      `WITHDRAWN`), ``words`` (the change in a sentence), ``before`` and ``after`` (how the fact
      stood and stands, null where it is not there), ``lost`` and ``gained`` (lines).
    * ``disputes``, ``entities``, ``sources``: ``new``, ``removed``, ``edited``, names by id.

    Args:
        root: The project's folder, in the work tree of a git repository.
        revision: Whatever git takes for a commit.
        graph: What the page shows.

    Raises:
        GraphkitError: There is no git, no repository, no such revision or no project in it.
        BadRevision: Its data has errors.
    """
    commit, old = read_commit(root, revision), read_revision(root, revision)
    before, after = _on_day_of(old, graph), _on_day_of(graph, graph)
    edition = page_data(old.whole.view, old.day, None)["edition"]
    return {
        "revision": revision,
        "commit": commit.hash[:_SHOWN_OF_HASH],
        "day": commit.day.isoformat(),
        "edition": edition,
        **_changes(difference(before, after)),
    }


def _on_day_of(graph: Graph, page: Graph) -> Graph:
    """Return the whole of a graph with its states on the day of another one."""
    # The clock of a graph would leave out what has not begun; the day of its records does not.
    records = graph.whole.view.records
    info = structs.replace(records.info, as_of=page.day)
    return Graph(dataclasses.replace(records, info=info), graph.ontology)


def _changes(found: Difference) -> Json:
    return {
        "facts": [_fact(change) for change in found.facts],
        "disputes": _others(found.disputes),
        "entities": _others(found.entities),
        "sources": _others(found.sources),
    }


def _fact(change: Change) -> Json:
    return {
        "id": change.fact,
        "title": change.title,
        "kind": _kind(change),
        "words": sentence(change).removeprefix(f"{change.title}: "),
        "before": full(change.before) or None,
        "after": full(change.after) or None,
        "lost": list(change.lost),
        # Of what came as a whole each line is new, and the page holds them in its dossier.
        "gained": list(change.gained) if change.before else [],
    }


def _kind(change: Change) -> str:
    before, after = change.before, change.after
    if before and after and after.deprecated and not before.deprecated:
        return WITHDRAWN
    return Kind(change.kind).value


def _others(others: Others) -> Json:
    return {
        "new": dict(others.new),
        "removed": dict(others.removed),
        "edited": dict(others.edited),
    }
