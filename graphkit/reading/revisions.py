"""A project as it stood at a git revision, read from git's own store.

Nothing is checked out and no attribute of the repository is applied, so that the folder at
work stays as it is and the files are those that were committed, byte for byte.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import subprocess
import tempfile
from pathlib import Path, PurePosixPath

from graphkit.errors import BadData, GraphkitError
from graphkit.graph import Graph
from graphkit.loading import load
from graphkit.seeds.project import FOLDER

#: What of a project is read.
_FOLDERS = (FOLDER, "ontology")
#: graphkit's own words are those of this graphkit; another version of them would be refused.
_CORE = PurePosixPath("ontology/graphkit.ttl")
_FILES = frozenset({"100644", "100755"})
#: git may ask for no password, fetch nothing that is missing and write nothing.
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its hash, and the day on which its author made it, where the author was."""

    hash: str
    day: dt.date


class BadRevision(GraphkitError):
    """The data of a revision has errors."""

    exit_status = 1


def read_revision(root: Path, revision: str) -> Graph:
    """Return the graph of a project at a revision, read with the words of this graphkit.

    Args:
        root: The project's folder, in the work tree of a git repository.
        revision: Whatever git takes for a commit: a branch, a tag, ``HEAD~3``, a hash.

    Raises:
        GraphkitError: There is no git, no repository, no such revision or no project in it.
        BadRevision: Its data has errors.
    """
    commit = _commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="graphkit-") as name:
        folder = Path(name).resolve()
        _write(root, commit, folder)
        try:
            return load(folder)
        except BadData as error:
            first = next(problem for problem in error.problems if problem.is_error)
            raise BadRevision(
                f"revision {revision}: {error}, the first at {first.place}: {first.message}; "
                "check that revision out and run graphkit check"
            ) from error
        except GraphkitError as error:
            words = str(error).replace(str(folder), ".")
            raise GraphkitError(f"revision {revision}: {words}") from error


def read_commit(root: Path, revision: str) -> Commit:
    """Return the commit that a revision names.

    Args:
        root: The project's folder, in the work tree of a git repository.
        revision: As `read_revision` takes it.

    Raises:
        GraphkitError: There is no git, no repository or no such revision.
    """
    name = _commit(root, revision)
    # A setting of the user may make git print the signature as well.
    done = _git(root, "show", "--no-patch", "--no-show-signature", "--format=%as", name)
    _demand(done, name)
    return Commit(name, dt.date.fromisoformat(done.stdout.decode("ascii").strip()))


def _commit(root: Path, revision: str) -> str:
    """Return the hash of a revision's commit."""
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode or inside.stdout.strip() != b"true":
        reason = _first_line(inside.stderr)
        raise GraphkitError(
            f"{root.resolve()} is in no git work tree that can be read ({reason}): "
            "compare days with --dates, or go to a clone"
        )
    # A text that begins with a hyphen is no option.
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    done = _git(root, *words)
    if done.returncode:
        raise GraphkitError(f'git knows no revision "{revision}": see git log, or fetch it')
    return done.stdout.decode("ascii").strip()


def _write(root: Path, commit: str, folder: Path) -> None:
    """Write the plain files of a project at a commit into a folder."""
    # Run in the project's folder, git lists what is below it, with paths relative to it.
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", *_FOLDERS)
    _demand(listed, commit)
    for entry in filter(None, listed.stdout.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.decode("ascii").split(" ")
        path = PurePosixPath(os.fsdecode(name))
        # Links are not read in a project either; a path that leads out cannot be git's own.
        if mode not in _FILES or path.is_absolute() or ".." in path.parts or path == _CORE:
            continue
        content = _git(root, "cat-file", "blob", blob)
        _demand(content, commit)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.stdout)


def _demand(done: subprocess.CompletedProcess[bytes], commit: str) -> None:
    if done.returncode:
        raise GraphkitError(f"git cannot read {commit[:12]}: {_first_line(done.stderr)}")


def _first_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines else "git gives no reason"


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(root), *words]
    try:
        return subprocess.run(  # noqa: S603 - fixed words; what a user gives follows an end mark
            command, capture_output=True, check=False, env={**os.environ, **_QUIET}
        )
    except FileNotFoundError as error:
        raise GraphkitError("there is no git: install it, or compare days with --dates") from error
