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


#: What one file of a format is made by: it yields the file piece by piece.
Render = Callable[[Graph], Iterator[str]]
#: What cannot be carried of a graph: how many there are, by words for the reader.
Losses = Callable[[Graph], Mapping[str, int]]


@dataclasses.dataclass(frozen=True, slots=True)
class Variant:
    """Another form of a format, for one kind of reader.

    Attributes:
        title: One line for lists.
        files: As those of `Exporter`.
        losses: As those of `Exporter`.
    """

    title: str
    files: Mapping[str, Render]
    losses: Losses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format.

    Attributes:
        name: For ``graphkit export NAME``.
        suffix: Of its files, with the dot.
        title: One line for lists.
        files: What yields each of its files, by what the file's name adds to the stem:
            ``{"": render}`` for one file, ``{"-nodes": …, "-edges": …}`` for two. Memory does
            not grow with the graph where the format allows it.
        losses: What the format cannot carry, with how many there are of each.
        variants: Other forms by name, each an option of the command.
        is_network: Whether it is made of `Graph.network`, so that it can be folded.
        is_whole: Whether it always holds everything and cannot be told to leave facts out.
        committed: Whether ``build`` writes a file that belongs into version control.
    """

    name: str
    suffix: str
    title: str
    files: Mapping[str, Render]
    losses: Losses
    variants: Mapping[str, Variant] = dataclasses.field(default_factory=dict)
    is_network: bool = False
    is_whole: bool = False
    committed: bool = True

    def variant(self, name: str) -> Exporter:
        """Return the format in another form; KeyError where it has none of this name."""
        variant = self.variants[name]
        return dataclasses.replace(self, files=variant.files, losses=variant.losses)


def write_export(exporter: Exporter, graph: Graph, output: Path) -> tuple[Path, ...]:
    """Write one export to its file or files, or to standard output for ``-``.

    Args:
        exporter: The format.
        graph: What to write.
        output: The file; where a format has several, what their names begin with.

    Returns:
        The files, in the order of the format.

    Raises:
        BadOutput: The suffix contradicts the format, or a file cannot be written. Then none
            of the files has changed.
    """
    if output == STDOUT:
        if len(exporter.files) > 1:
            msg = f"{exporter.name} is {len(exporter.files)} files: name them with -o NAME"
            raise BadOutput(f"{msg}{exporter.suffix}")
        (render,) = exporter.files.values()
        write_whole(output, render(graph))
        return (output,)
    if output.suffix.lower() not in {exporter.suffix, ""}:
        msg = (
            f"{output} ends in {output.suffix}, but {exporter.name} is written to "
            f"{exporter.suffix} files: name one, or choose another format"
        )
        raise BadOutput(msg)
    files = {
        output.with_name(f"{output.stem}{part}{output.suffix}"): render(graph)
        for part, render in exporter.files.items()
    }
    write_together(files)
    return tuple(files)


def write_whole(output: Path, pieces: Iterable[str | bytes]) -> None:
    """Write bytes, or text as UTF-8, so that the file is the old one or the complete new one.

    They go to a new file in the same folder, which takes the place of the old one once
    everything is on the disk.

    Raises:
        BadOutput: The folder is missing or the file cannot be written.
    """
    if output == STDOUT:
        for piece in pieces:
            sys.stdout.buffer.write(_bytes(piece))
        sys.stdout.buffer.flush()
        return
    write_together({output: pieces})


def write_together(files: Mapping[Path, Iterable[str | bytes]]) -> None:
    """Write several files as `write_whole` does, none before all are complete.

    Raises:
        BadOutput: A folder is missing or a file cannot be written.
    """
    output = Path()
    try:
        with contextlib.ExitStack() as stack:
            ready = []
            for output, pieces in files.items():
                _see_place(output)
                descriptor, temporary = stack.enter_context(_beside(output))
                with os.fdopen(descriptor, "wb") as stream:
                    stream.writelines(map(_bytes, pieces))
                    stream.flush()
                    os.fsync(stream.fileno())
                temporary.chmod(_mode(output))
                ready.append((temporary, output))
            for temporary, output in ready:
                temporary.replace(output)
    except OSError as error:
        reason = error.strerror or str(error)
        msg = f"{output} cannot be written ({reason}): free the place or name another output"
        raise BadOutput(msg) from error


def _bytes(piece: str | bytes) -> bytes:
    return piece.encode("utf-8") if isinstance(piece, str) else piece


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
