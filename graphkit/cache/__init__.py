"""What was read once is kept, by its content, and not read again while nothing has changed.

Entries lie in the user's cache folder, one file each. Its name is a digest of all that decides
what it holds: the bytes that were read, the vocabulary, graphkit's own code and Python's version.
So an entry is never stale; one that was cut short or damaged is no entry. Several runs may use the
folder at once: a file appears whole, by renaming, and who comes second writes the same.

The cache is a convenience: where its folder cannot be used, everything works without. A small
project asks nothing of it, not even for the modules that it would need.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from contextvars import ContextVar
from pathlib import Path

from graphkit.cache.packing import Kept, marked, packed, unpacked

__all__ = ["LEAST_BYTES", "Cache", "key_of", "marked", "user_cache", "using_cache"]

#: A smaller file is read faster than it is worth a file of its own.
LEAST_BYTES = 1 << 16
#: What the folder may hold; beyond it goes what was used longest ago.
MOST_BYTES = 1 << 30
_OLDEST = 60 * 24 * 3600
_MAGIC = b"graphkit cache 1\n"
_SUFFIX = ".kept"

#: Whether `user_cache` gives one; the commands' ``--no-cache`` sets it to false.
using_cache: ContextVar[bool] = ContextVar("using_cache", default=True)


class Cache:
    """A folder of entries by key."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use a folder, by default the user's; it is made when the first entry is written."""
        self._given = folder
        self._is_pruned = False

    def read(self, key: str, kind: type[Kept]) -> Kept | None:
        """Return an entry of a kind; none where there is none or it was damaged."""
        import hashlib

        try:
            path = self._path(key)
            data = path.read_bytes()
        except (OSError, RuntimeError):  # of the latter sort: there is no home
            return None
        head = len(_MAGIC) + hashlib.sha256().digest_size
        body = memoryview(data)[head:]
        if data[:head] != _MAGIC + hashlib.sha256(body).digest():
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # it was of use: others go first
        try:
            return unpacked(body, kind)
        except ValueError:  # of another kind
            return None

    def write(self, key: str, value: object) -> None:
        """Keep an entry; where that cannot be done, nothing is."""
        import hashlib

        body = packed(value)
        with contextlib.suppress(OSError, RuntimeError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.writelines((_MAGIC, hashlib.sha256(body).digest(), body))
                Path(name).replace(self._path(key))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._prune()

    @functools.cached_property
    def _folder(self) -> Path:
        return self._given or _user_folder()

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"

    def _prune(self) -> None:
        """Remove what was not used for long and, of the rest, the oldest beyond `MOST_BYTES`."""
        if self._is_pruned:
            return
        self._is_pruned = True
        entries = []
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                status = path.stat()
                entries.append((status.st_mtime, status.st_size, path))
        kept, now = 0, time.time()
        for used, size, path in sorted(entries, reverse=True):
            kept += size
            # A file that another run is still writing is new.
            if kept > MOST_BYTES or now - used > _OLDEST:
                with contextlib.suppress(OSError):
                    path.unlink()


def key_of(parts: Iterable[bytes | str]) -> str:
    """Return the key of an entry.

    Args:
        parts: All that decides what it holds, besides graphkit and Python themselves.
    """
    import hashlib

    digest = hashlib.sha256(_code().encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


@functools.cache
def _code() -> str:
    """Return what changes whenever graphkit's code or Python's version does.

    By size and time of each file, since a developer's checkout changes without a new version.
    """
    package = Path(__file__).resolve().parent.parent
    files = sorted(package.rglob("*.py"))
    marks = [f"{path}:{(status := path.stat()).st_size}:{status.st_mtime_ns}" for path in files]
    return "\n".join([sys.version, *marks])


@functools.cache
def _user_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("graphkit", appauthor=False))


def user_cache() -> Cache | None:
    """Return the user's cache; none where it was turned off."""
    return Cache() if using_cache.get() else None
