"""A graphkit project made of a table of real dated events.

``python benchmarks/events.py FOLDER`` takes the only ``.tsv`` file in the folder that the
environment variable GRAPHKIT_EVENTS names and writes a project into FOLDER, which must be new or
empty. It is what ``graphkit import events TABLE --mapping icews -o FOLDER`` makes: the table is
UTF-8 and tab-separated, without a head: actor, event phrase, actor, day (YYYY-MM-DD).
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from graphkit.cli.import_events import report
from graphkit.errors import GraphkitError
from graphkit.importers.events import Imported
from graphkit.importers.projects import new_project

VARIABLE = "GRAPHKIT_EVENTS"
MAPPING = "icews"


class BadTable(GraphkitError):
    """The folder of the table does not hold one."""


def find_table(folder: Path) -> Path:
    """Return the only ``.tsv`` file of a folder.

    Raises:
        BadTable: There is none, or more than one.
    """
    found = sorted(folder.glob("*.tsv"))
    if len(found) != 1:
        raise BadTable(f"{folder} holds {len(found)} .tsv files: leave one, the table of events")
    return found[0]


def write_project(table: Path, folder: Path) -> Imported:
    """Write the project of a table into a folder that is new or empty.

    Raises:
        GraphkitError: The table gives no project, or the folder cannot be written.
    """
    return new_project(table, MAPPING, folder)


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
        report(write_project(find_table(Path(where)), folder))
    except GraphkitError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
