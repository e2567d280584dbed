"""The entities of a Wikidata file, one line at a time.

Read are JSON with one entity a line, the array of the full dumps (an entity a line, with commas
between) and what Special:EntityData gives (``{"entities": {…}}`` on one line); each as it is or
packed by gzip or bzip2, which is told by the first bytes and not by the name.
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from __future__ import annotations

import bz2
import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from graphkit.errors import GraphkitError
from graphkit.importers.wikidata.report import LeftOut, Spot

#: An entity, or a part of one, as JSON has it.
Json: TypeAlias = Mapping[str, Any]

#: A longer line is not kept in memory; the longest entity has some 5 MB.
LONGEST_LINE = 64 << 20
_BOM = b"\xef\xbb\xbf"
#: Lines without an entity that are no fault.
_BETWEEN = (b"", b"[", b"]")
#: A file that begins with so many lines without an entity is another one.
_MOST_BAD = 100
_AGAIN = "download it again"


def read_entities(
    path: Path, left_out: LeftOut, wanted: Callable[[bytes], bool]
) -> Iterator[tuple[Spot, Json]]:
    """Yield the entities of a file with their lines.

    Args:
        path: A file, since it is read more than once.
        left_out: Counts the lines that hold no entity, each with its place.
        wanted: Tells by its bytes whether a line needs to be parsed.

    Raises:
        GraphkitError: The file cannot be read, or what it is packed in is cut off or damaged.
    """
    number = 0
    try:
        with _opened(path) as stream:
            before, blank = left_out.count("bad-line"), 0
            only_bad = True
            for number, whole in enumerate(_lines(stream), 1):
                line = whole and _bare(whole, first=number == 1)
                yield from _entities(line, Spot(path.name, number), left_out, wanted)
                if not only_bad:
                    continue
                blank += line in _BETWEEN
                only_bad = left_out.count("bad-line") - before == number - blank
                if only_bad and number == _MOST_BAD:
                    raise GraphkitError(
                        f"{path} holds no entity in its first {number} lines: name a file with "
                        "an entity of Wikidata a line, such as jq -c makes"
                    )
    except EOFError as error:
        raise GraphkitError(
            f"{path} is cut off after line {number}: its packing ends too early; {_AGAIN}"
        ) from error
    except (zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(path, number, error) from error
    except OSError as error:
        if error.errno is None:  # bz2 has no error of its own
            raise _damaged(path, number, error) from error
        reason = error.strerror or str(error)
        msg = f"{path} cannot be read ({reason}): name a file with entities of Wikidata"
        raise GraphkitError(msg) from error


def _damaged(path: Path, number: int, error: Exception) -> GraphkitError:
    return GraphkitError(f"{path} is damaged after line {number} ({error}): {_AGAIN}")


def _opened(path: Path) -> BinaryIO:
    if not path.is_file():
        reason = "no plain file, and is read more than once" if path.exists() else "not there"
        raise GraphkitError(f"{path} is {reason}: name a file with entities of Wikidata")
    with path.open("rb") as stream:
        head = stream.read(3)
    if head.startswith(b"\x1f\x8b"):
        return gzip.open(path)  # type: ignore[return-value] # a reader of bytes in all but name
    return bz2.open(path) if head == b"BZh" else path.open("rb")  # type: ignore[return-value] # the same


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines without the blanks around them; none for one that is too long."""
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield None
        else:
            yield line.strip()


def _entities(
    line: bytes | None, spot: Spot, left_out: LeftOut, wanted: Callable[[bytes], bool]
) -> Iterator[tuple[Spot, Json]]:
    if line is None:
        left_out.add("bad-line", spot, f"the line is longer than {LONGEST_LINE >> 20} MiB")
        return
    if line in _BETWEEN:
        return
    # What is not wanted is looked at from both ends only: a cut-off line lacks the bracket.
    if line[:1] == b"{" and line[-1:] == b"}" and not wanted(line):
        return
    try:
        entity = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        left_out.add("bad-line", spot, f"byte {error.start + 1} is not UTF-8")
    except ValueError as error:
        left_out.add("bad-line", spot, f"not JSON ({error})")
    except RecursionError:
        left_out.add("bad-line", spot, "lists and objects are nested too deeply")
    else:
        yield from _each(entity, spot, left_out)


def _bare(line: bytes, *, first: bool) -> bytes:
    """Return a line without what belongs to the list around the entities."""
    line = (line.removeprefix(_BOM) if first else line).removesuffix(b",")
    if line[:1] == b"[" and line[-1:] != b"]":
        return line[1:]
    return line[:-1] if line[-1:] == b"]" and line[:1] != b"[" else line


def _each(value: object, spot: Spot, left_out: LeftOut) -> Iterator[tuple[Spot, Json]]:
    for whole in value if isinstance(value, list) else [value]:
        told = whole.get("entities") if isinstance(whole, dict) else None
        for entity in told.values() if isinstance(told, dict) else [whole]:
            if not isinstance(entity, dict):
                left_out.add("bad-line", spot, "not an object")
            elif not isinstance(entity.get("id"), str):
                left_out.add("bad-line", spot, "not an entity: it has no id")
            elif entity.get("type", "item") == "item":  # properties and lexemes make no facts
                yield spot, entity
