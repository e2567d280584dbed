"""Entities of Wikidata made a project, or a part of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphkit.checks import check_records
from graphkit.errors import BadData, GraphkitError
from graphkit.importers.projects import add_records, known_without, see_empty, write_project
from graphkit.importers.wikidata import Options, WikidataReading, read_wikidata
from graphkit.model import Records
from graphkit.ontology import Ontology, read_ontology
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
        if reading.left_out.count("known-already"):
            super().__init__(f"{names} gave no fact that the project lacks: there is none to add")
        else:
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
    records, reading = _read(paths, ontology, options)
    problems = sorted(check_records(records, ontology))
    if any(problem.is_error for problem in problems):
        raise BadData(problems, Path())
    write_project(records, ontology, output)
    return reading


def add_wikidata(
    paths: Sequence[Path], root: Path, options: Options | None = None, *, force: bool = False
) -> tuple[WikidataReading, Path]:
    """Add the facts of entities of Wikidata to a project, whole or not at all.

    Args:
        paths: Files with an entity a line.
        root: The project's folder.
        options: What the user chose.
        force: Whether to write an earlier import of the source anew.

    Returns:
        What was read, with the records that are new, and the folder that holds them now.

    Raises:
        BadOutput: The source was imported before, or the folder cannot be written.
        BadData: The project has faults, with the new facts or without.
        GraphkitError: A file cannot be read, or the options do not fit.
        NothingTaken: No statement makes a fact that the project lacks.
    """
    ontology = read_ontology(ontology_folder(), root)
    source = (options or Options()).source
    known, folder = known_without(root, ontology, source, force=force)
    records, reading = _read(paths, ontology, options, known)
    add_records(records, known, ontology, folder, root)
    return reading, folder


def _read(
    paths: Sequence[Path],
    ontology: Ontology,
    options: Options | None,
    known: Records | None = None,
) -> tuple[Records, WikidataReading]:
    for item, kind in ((options.kinds if options else None) or {}).items():
        if kind not in ontology.kinds:
            kinds = ", ".join(ontology.kinds)
            raise GraphkitError(f"{item} cannot be a {kind}: the kinds are {kinds}")
    reading = read_wikidata(paths, ontology, options, known)
    if reading.records is None:
        raise NothingTaken(reading, paths)
    return reading.records, reading
