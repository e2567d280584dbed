"""The folder of results: hidden until all of it is there.

A run that fails or is interrupted leaves nothing. One that is killed leaves a folder whose name
begins with ``.graphkit-`` and may be deleted, and never one that looks finished.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from graphkit.errors import BadOutput

#: Tells what is in the folder; it is written last, and a folder without it is not finished.
MANIFEST = "manifest.json"
_PREFIX, _SUFFIX = ".graphkit-", ".tmp"
#: How often a folder is removed until it is gone, and the seconds in between.
_TRIES, _PAUSE = 50, 0.1
#: Signs of a path by which an engine takes it for several.
PATTERNS = frozenset("*?[]{}\\")


@contextlib.contextmanager
def hidden(output: Path) -> Iterator[Path]:
    """Give an empty hidden folder beside an output, which takes its name when the block ends well.

    In it are ``new``, which becomes the output, and ``scratch``, which never does.

    Args:
        output: A folder that is new or empty.

    Raises:
        BadOutput: There is something in the output, or it cannot be written.
    """
    whole = output.resolve()
    if whole == Path.cwd() or whole.is_mount():
        raise BadOutput(f"{output} cannot be put in place as a whole: name a new folder in it")
    if odd := sorted(set(str(whole.parent)) & PATTERNS):
        raise BadOutput(
            f"the folder {whole.parent} has {' '.join(odd)} in its name, by which engines mean "
            "several: write to another"
        )
    if whole.exists() and (not whole.is_dir() or any(whole.iterdir())):
        raise BadOutput(f"{output} is not an empty folder: name another one with -o, or empty it")
    if not whole.parent.is_dir():
        raise BadOutput(f"the folder {whole.parent} does not exist: make it or name another")
    try:
        place = Path(tempfile.mkdtemp(_SUFFIX, _PREFIX, whole.parent))
    except OSError as error:
        raise _cannot(output, error) from error
    try:
        # The workers of a cluster may be another user of the same group.
        place.chmod(0o777 & ~_mask())
        (place / "new").mkdir()
        (place / "scratch").mkdir()
        yield place
        _tidy(place / "new")
        if whole.exists():
            whole.rmdir()
        (place / "new").rename(whole)
    except OSError as error:
        raise _cannot(output, error) from error
    finally:
        _remove(place)


def write_manifest(folder: Path, told: Mapping[str, object]) -> None:
    """Write the manifest of a folder that is complete, and see to it that it is on the disk."""
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def _remove(folder: Path) -> None:
    """Remove a folder into which an engine that was interrupted may write for a moment yet."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)


def _tidy(folder: Path) -> None:
    """Remove what an engine leaves beside its tables for itself."""
    for path in [*folder.rglob("_SUCCESS"), *folder.rglob(".*.crc")]:
        path.unlink()


def _cannot(output: Path, error: OSError) -> BadOutput:
    reason = error.strerror or str(error)
    return BadOutput(
        f"{output} cannot be written ({reason}): free the place or name another output"
    )


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
