"""Which folder is a project, and which files of it are seeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from graphkit.errors import NoProject
from graphkit.problems import Place, Problem
from graphkit.yaml_source import MAX_BYTES

FOLDER = "seeds"
#: What may be the line; the word stands first, so that a large file is searched fast.
_GRAPH = re.compile(rb"graph([\"']?)[ \t]*:")
#: What may stand before it. A line may begin after a CR alone, as in files of old editors.
_BEFORE = re.compile(rb"(?:^|[\r\n])(?:\xef\xbb\xbf)?([\"']?)\Z")


def find_project(start: Path) -> Path:
    """Return the nearest folder, from the start upward, whose seeds hold a ``graph:``.

    Raises:
        NoProject: There is none.
    """
    for folder in (start, *start.resolve().parents):
        if _holds_graph(folder):
            return folder
    msg = (
        f"no graphkit project in {start.resolve()} or above it: go to a folder whose seeds/ "
        "holds a graph:, or name one with --project DIR"
    )
    raise NoProject(msg)


def named_project(folder: Path) -> Path:
    """Return a folder that was named as the project.

    Raises:
        NoProject: Its ``seeds/`` holds no ``graph:``.
    """
    if _holds_graph(folder):
        return folder
    msg = f"{folder.resolve()} is no graphkit project: its seeds/ must hold a graph:"
    raise NoProject(msg)


def _holds_graph(folder: Path) -> bool:
    """Whether a seed file has a ``graph:``, also where it cannot be read as YAML."""
    return any(path.is_file() and _may_hold_graph(path) for path in _yaml_files(folder))


def _may_hold_graph(path: Path) -> bool:
    """Whether a file has the line; yes for one that may not be read: the reader will say so."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES)
            for found in _GRAPH.finditer(data):
                before = _BEFORE.search(data[max(0, found.start() - 5) : found.start()])
                if before and before[1] == found[1]:
                    return True
            return False
    except OSError:
        return True


def seed_files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Yield each seed file and its path relative to the project, sorted.

    A link that leads out of ``seeds/``, a pipe and a device are noted and not opened: opening
    a pipe would hang, and a link could pull any file of the machine into an export. A linked
    folder is not entered, since links may make a loop.
    """
    inside = (root / FOLDER).resolve()
    for path in sorted((root / FOLDER).rglob("*")):
        if path.is_symlink() and path.is_dir():
            place = Place(path.relative_to(root).as_posix())
            hint = "put the folder itself under seeds/, or remove the link"
            problems.append(Problem(place, "outside-project", "a linked folder is not read", hint))
    for path in _yaml_files(root):
        name = path.relative_to(root).as_posix()
        if path.is_dir():
            continue
        if path.is_file() and path.resolve().is_relative_to(inside):
            yield path, name
            continue
        hint = "put the file itself under seeds/, or remove it"
        message = "not a plain file inside seeds/"
        problems.append(Problem(Place(name), "outside-project", message, hint))


def _yaml_files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).rglob("*.yaml"), key=lambda path: path.as_posix())
