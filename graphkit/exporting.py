"""What an export is, and how its file comes into being: whole or not at all."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from graphkit.errors import BadOutput
from graphkit.graph import Graph

#: The output that stands for standard output.
STDOUT = Path("-")
#: A temporary file that a killed process left behind is known by these.
_PREFIX, _SUFFIX = ".graphkit-", ".tmp"
_MOST_OF_NAME = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    Attributes:
        name: For ``graphkit export NAME``.
        suffix: Of its files, with the dot.
        title: One line for lists.
        render: Yields the file piece by piece; memory does not grow with the graph where the
            format allows it.
        losses: What the format cannot carry, with how many there are of each.
        committed: Whether ``build`` writes a file that belongs into version control.
    """

    name: str
    suffix: str
    title: str
    render: Callable[[Graph], Iterator[str]]
    losses: Callable[[Graph], Mapping[str, int]]
    committed: bool = True


def write_export(exporter: Exporter, graph: Graph, output: Path) -> None:
    """Write one export to a file, or to standard output for ``-``.

    Raises:
        BadOutput: The suffix contradicts the format, or the file cannot be written.
    """
    if output != STDOUT and output.suffix.lower() not in {exporter.suffix, ""}:
        msg = (
            f"{output} ends in {output.suffix}, but {exporter.name} is written to "
            f"{exporter.suffix} files: name one, or choose another format"
        )
        raise BadOutput(msg)
    write_whole(output, exporter.render(graph))


def write_whole(output: Path, pieces: Iterable[str]) -> None:
    """Write UTF-8 text so that the file is the old one or the complete new one.

    The text goes to a new file in the same folder, which takes the place of the old one once
    everything is on the disk.

    Raises:
        BadOutput: The folder is missing or the file cannot be written.
    """
    if output == STDOUT:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode("utf-8"))
        sys.stdout.buffer.flush()
        return
    try:
        _see_place(output)
        with _beside(output) as (descriptor, temporary):
            with os.fdopen(descriptor, "wb") as stream:
                stream.writelines(piece.encode("utf-8") for piece in pieces)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(_mode(output))
            temporary.replace(output)
    except OSError as error:
        reason = error.strerror or str(error)
        msg = f"{output} cannot be written ({reason}): free the place or name another output"
        raise BadOutput(msg) from error


def _see_place(output: Path) -> None:
    """Raise BadOutput where no file can be put in the place of the output."""
    folder = output.parent
    if not folder.is_dir():
        raise BadOutput(f"the folder {folder} does not exist: make it or name another")
    if output.exists() and not output.is_file():
        raise BadOutput(f"{output} is not a file: name another output")


@contextlib.contextmanager
def _beside(output: Path) -> Iterator[tuple[int, Path]]:
    """Give a new file in the folder of the output; remove it unless it took its place."""
    # Cut, since a name of the greatest length that the disk takes leaves no room for more.
    prefix = f"{_PREFIX}{output.name[:_MOST_OF_NAME]}-"
    descriptor, name = tempfile.mkstemp(_SUFFIX, prefix, output.parent)
    temporary = Path(name)
    try:
        yield descriptor, temporary
    finally:
        temporary.unlink(missing_ok=True)


def _mode(output: Path) -> int:
    """Return the permissions of the old file, or those a new one would get."""
    if output.exists():
        return output.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
