"""Entities of Wikidata made a project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphkit.checks import check_records
from graphkit.errors import BadData, GraphkitError
from graphkit.importers.projects import see_empty, write_project
from graphkit.importers.wikidata import Options, WikidataReading, read_wikidata
from graphkit.ontology import read_ontology
from graphkit.resources import ontology_folder


class NothingTaken(GraphkitError):
    """Files of which nothing can be taken over.

    Attributes:
        reading: What was left out, and why.
    """

    exit_status = 1

    def __init__(self, reading: WikidataReading, paths: Sequence[Path]) -> None:
        """Keep what was read."""
        self.reading = reading
        names = ", ".join(str(path) for path in paths)
        super().__init__(
            f"{names} gave no fact: name files that hold the states, people, treaties or "
            "organizations on both ends of a statement"
        )


def new_wikidata_project(
    paths: Sequence[Path], output: Path, options: Options | None = None
) -> WikidataReading:
    """Make a project of entities of Wikidata, whole or not at all.

    Args:
        paths: Files with an entity a line.
        output: A folder, new or empty.
        options: What the user chose.

    Raises:
        BadOutput: There is something in the folder, or it cannot be written.
        BadData: `graphkit check` would find an error in what was read.
        GraphkitError: A file cannot be read, or the options do not fit.
        NothingTaken: No statement makes a fact.
    """
    see_empty(output)
    ontology = read_ontology(ontology_folder())
    for item, kind in ((options.kinds if options else None) or {}).items():
        if kind not in ontology.kinds:
            kinds = ", ".join(ontology.kinds)
            raise GraphkitError(f"{item} cannot be a {kind}: the kinds are {kinds}")
    reading = read_wikidata(paths, ontology, options)
    if reading.records is None:
        raise NothingTaken(reading, paths)
    problems = sorted(check_records(reading.records, ontology))
    if any(problem.is_error for problem in problems):
        raise BadData(problems, Path())
    write_project(reading.records, ontology, output)
    return reading
