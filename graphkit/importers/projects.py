"""Imported records put on the disk: as a new project, or as a folder of seeds in one.

Both are written under a hidden name first and take their place when they are complete, so that
what is found under a finished name is whole.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from graphkit.checks import check_records
from graphkit.errors import BadData, BadOutput, GraphkitError
from graphkit.identifiers import BASE
from graphkit.importers.events import Imported, read_events
from graphkit.mapping import Mapping, read_mapping
from graphkit.model import Entity, Fact, GraphInfo, Records, Source
from graphkit.ontology import Ontology, read_ontology
from graphkit.resources import ontology_folder
from graphkit.seeds import read_project
from graphkit.seeds.project import FOLDER
from graphkit.seeds.writing import render_seeds

#: Where in a project a folder for each imported source stands.
IMPORTED = f"{FOLDER}/imported"
_PREFIX, _SUFFIX = ".graphkit-", ".tmp"


class NothingToImport(GraphkitError):
    """A table of which nothing can be taken over.

    Attributes:
        imported: What was left out, and why.
    """

    exit_status = 1

    def __init__(self, imported: Imported, path: Path) -> None:
        """Keep what was read."""
        self.imported = imported
        known = imported.left_out.get("known-already")
        hint = (
            "the project has what can be taken of it already"
            if known and known.rows
            else "see that the mapping is the one for this table"
        )
        super().__init__(f"{path} gives no fact: {hint}")


def new_project(table: Path, mapping: str, output: Path, *, source: str = "") -> Imported:
    """Make a project of a table of events.

    Args:
        table: The file.
        mapping: Name of a shipped mapping, or the path of one.
        output: A folder, new or empty.
        source: Id of the source, by default that of the mapping.

    Raises:
        BadOutput: There is something in the folder, or it cannot be written.
        BadData: The mapping has faults, or the facts have.
        GraphkitError: The table cannot be read.
        NothingToImport: No row makes a fact.
    """
    see_empty(output)
    ontology = read_ontology(ontology_folder())
    words = read_mapping(mapping, ontology)
    imported = read_events(table, words, ontology, source=source)
    if not imported.facts:
        raise NothingToImport(imported, table)
    records = _records(imported, _info(imported, words, table))
    _see_sound(records, ontology, Path())
    write_project(records, ontology, output)
    return imported


def add_to_project(
    table: Path, mapping: str, root: Path, *, source: str = "", force: bool = False
) -> tuple[Imported, Path]:
    """Add the facts of a table of events to a project.

    Args:
        table: The file.
        mapping: Name of a shipped mapping, or the path of one.
        root: The project's folder.
        source: Id of the source, by default that of the mapping.
        force: Whether to write an earlier import of that source anew.

    Returns:
        What was read, and the folder of the project that holds it now.

    Raises:
        BadOutput: The source was imported before, or the folder cannot be written.
        BadData: The mapping has faults, or the project has, with the new facts or without.
        GraphkitError: The table cannot be read.
        NothingToImport: No row makes a fact.
    """
    ontology = read_ontology(ontology_folder(), root)
    words = read_mapping(mapping, ontology)
    identifier = source or words.source.id
    known, folder = known_without(root, ontology, identifier, force=force)
    imported = read_events(table, words, ontology, known, source=identifier)
    if not imported.facts:
        raise NothingToImport(imported, table)
    add_records(_records(imported, known.info), known, ontology, folder, root)
    return imported, folder


def known_without(
    root: Path, ontology: Ontology, source: str, *, force: bool
) -> tuple[Records, Path]:
    """Return the records of a project but for those of a source, and the folder for these.

    Args:
        root: The project's folder.
        ontology: Core and project.
        source: Id of the source that is imported.
        force: Whether an earlier import of it is to be replaced.

    Raises:
        BadOutput: The source was imported before and is not to be replaced, or the project has
            another one of that id.
        BadData: The project has faults.
    """
    place = f"{IMPORTED}/{source}"
    folder = root / place
    if folder.exists() and not force:
        raise BadOutput(
            f"{folder} holds an earlier import: add --force to write it anew, or --source ID for "
            "another source"
        )
    known = _read_without(root, ontology, place)
    if source in known.sources:
        raise BadOutput(f'the project has a source "{source}": add --source ID for another one')
    return known, folder


def add_records(
    added: Records, known: Records, ontology: Ontology, folder: Path, root: Path
) -> None:
    """Write records into a folder of a project, whole or not at all.

    Args:
        added: What is new.
        known: What the project has without that folder.
        ontology: Core and project.
        folder: What is there already is replaced.
        root: The project's folder.

    Raises:
        BadData: `graphkit check` would find an error in both together.
        BadOutput: The folder cannot be written.
    """
    joined = dataclasses.replace(
        known,
        sources={**known.sources, **added.sources},
        entities={**known.entities, **added.entities},
        facts={**known.facts, **added.facts},
    )
    _see_sound(joined, ontology, root)
    _put_folder(render_seeds(added, ontology, prefix="", graph=False), folder, root)


def write_project(records: Records, ontology: Ontology, output: Path) -> None:
    """Write records as a new project, whole or not at all.

    Args:
        records: All of it.
        ontology: The words it uses.
        output: A folder, new or empty.

    Raises:
        BadOutput: There is something in the folder, or it cannot be written.
    """
    see_empty(output)
    whole = output.resolve()
    if whole.exists():  # it may be the current one of a shell, and so it stays the same folder
        _put_folder(render_seeds(records, ontology, prefix=""), whole / FOLDER, whole.parent)
    else:
        _put_folder(render_seeds(records, ontology), whole, whole.parent)


def see_empty(output: Path) -> None:
    """Raise BadOutput unless a folder is new or empty."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise BadOutput(f"{output} is not an empty folder: name another one with -o, or empty it")


# ------------------------------------------------------------------------ records


def _info(imported: Imported, mapping: Mapping, table: Path) -> GraphInfo:
    published = imported.source.published
    day = imported.last or (published.start_earliest if published else None)
    if day is None:
        raise GraphkitError(
            f"{table} names no day, and a project needs one: give the source of the mapping "
            "its published:"
        )
    return GraphInfo(
        title=mapping.title,
        base=BASE,
        as_of=day,
        description=f"Made of the table {table.name} by graphkit import.",
    )


def _records(imported: Imported, info: GraphInfo) -> Records:
    source = imported.source
    return Records(
        info=info,
        sources={source.id: source},
        entities=imported.entities,
        facts=imported.facts,
        disputes={},
    )


def _read_without(root: Path, ontology: Ontology, folder: str) -> Records:
    """Return the records of a project but for those that stand below a folder."""
    reading = read_project(root, ontology)
    below = f"{folder}/"
    # What is to be written anew may be broken: that is one reason to do so.
    problems = [each for each in reading.problems if not each.place.path.startswith(below)]
    if any(problem.is_error for problem in problems):
        raise BadData(sorted(problems), root)
    records = reading.records

    def stays(record: Source | Entity | Fact) -> bool:
        return not record.origin.place.path.startswith(below)

    return dataclasses.replace(
        records,
        sources={name: each for name, each in records.sources.items() if stays(each)},
        entities={name: each for name, each in records.entities.items() if stays(each)},
        facts={name: each for name, each in records.facts.items() if stays(each)},
    )


def _see_sound(records: Records, ontology: Ontology, root: Path) -> None:
    """Raise BadData where `graphkit check` would find an error: nothing is to be written then."""
    problems = sorted(check_records(records, ontology))
    if any(problem.is_error for problem in problems):
        raise BadData(problems, root)


# ------------------------------------------------------------------------ files


def _put_folder(files: Iterable[tuple[str, str]], folder: Path, beside: Path) -> None:
    """Write a folder under a hidden name and give it its own when it is complete.

    Args:
        files: Path in the folder, and text, of each file.
        folder: What is there already is replaced.
        beside: Where the hidden folder stands meanwhile, on the same disk.

    Raises:
        BadOutput: It cannot be written; then nothing has changed.
    """
    if not beside.is_dir():
        raise BadOutput(f"the folder {beside} does not exist: make it or name another")
    try:
        with tempfile.TemporaryDirectory(
            prefix=_PREFIX, suffix=_SUFFIX, dir=beside, ignore_cleanup_errors=True
        ) as hidden:
            new, old = Path(hidden) / "new", Path(hidden) / "old"
            new.mkdir()
            for name, text in files:
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("w", encoding="utf-8", newline="\n") as stream:
                    stream.write(text)
                    stream.flush()
                    os.fsync(stream.fileno())
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.exists():
                folder.rename(old)
            try:
                new.rename(folder)
            except OSError:
                if old.exists():
                    old.rename(folder)
                raise
    except OSError as error:
        reason = error.strerror or str(error)
        msg = f"{folder} cannot be written ({reason}): free the place or name another output"
        raise BadOutput(msg) from error
