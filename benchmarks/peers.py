"""The programs that graphkit is compared with, each in an environment of its own.

``python benchmarks/peers.py [--folder build/peers] [NAME …]`` makes them with ``python -m venv``
and pip, in the newest versions that there are; an environment that is there is left alone, unless
``--again``. What cannot be installed is told, and named as missing in the results. Peers that are
libraries graphkit itself uses (click, PyYAML, rdflib, pyoxigraph, networkx, igraph, pyvis) are
asked in graphkit's own environment, so that both are of one version.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "peers"


_VERSIONS = """
import importlib.metadata, sys
print(*(f"{name} {importlib.metadata.version(name)}" for name in sys.argv[1:]), sep=", ")
"""


class Peer(NamedTuple):
    """What an environment holds.

    Attributes:
        packages: What pip is asked for, and whose versions are told.
        why: What it is compared in.
    """

    packages: tuple[str, ...]
    why: str


PEERS: Mapping[str, Peer] = {
    "ruamel": Peer(("ruamel.yaml", "ruamel.yaml.clib"), "reading YAML"),
    "usual": Peer(
        # With lxml, since networkx writes GraphML faster where it is there.
        ("pydantic", "PyYAML", "rdflib", "networkx", "lxml"),
        "from YAML to Turtle and GraphML as most would write it",
    ),
    "rdfpipe": Peer(("rdflib",), "start-up"),
    "linkml": Peer(("linkml",), "start-up"),
    "followthemoney": Peer(("followthemoney",), "start-up, triples"),
    "morph-kgc": Peer(("morph-kgc",), "triples"),
}


class Environments:
    """The environments under a folder."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Take a folder, which need not be there."""
        self._folder = folder

    def program(self, peer: str, name: str = "python") -> Path | None:
        """Return a program of a peer's environment; none where it is not installed."""
        home = self._folder / peer
        path = home / "bin" / name
        return path if _mark(home).is_file() and path.is_file() else None

    def version(self, peer: str) -> str:
        """Return a peer's packages with their versions, or that it is missing."""
        mark = _mark(self._folder / peer)
        return mark.read_text(encoding="utf-8") if mark.is_file() else f"{peer} missing"

    def missing(self) -> list[str]:
        """Return the names of the peers that are not there."""
        return [peer for peer in PEERS if self.program(peer) is None]

    def install(self, peer: str, *, again: bool = False) -> str:
        """Make an environment and return what became of it: a version, or why there is none."""
        home = self._folder / peer
        if not again and self.program(peer):
            return self.version(peer)
        shutil.rmtree(home, ignore_errors=True)
        made = _run(sys.executable, "-m", "venv", str(home))
        if not made:
            python = str(home / "bin" / "python")
            made = _run(python, "-m", "pip", "install", "--quiet", *PEERS[peer].packages)
        if made:
            return f"missing: {made}"
        names = PEERS[peer].packages
        asked = subprocess.run(  # noqa: S603 - the interpreter that was just made
            [python, "-c", _VERSIONS, *names], capture_output=True, text=True, check=True
        )
        # Last, so that an environment cut short by a kill is none.
        _mark(home).write_text(asked.stdout.strip(), encoding="utf-8")
        return self.version(peer)


def _mark(home: Path) -> Path:
    return home / "installed.txt"


def _run(*command: str) -> str:
    """Run a command and return the last line of what was wrong, empty where nothing was."""
    ran = subprocess.run(  # noqa: S603 - the commands are written in this module
        command, capture_output=True, text=True, check=False
    )
    if not ran.returncode:
        return ""
    lines = [line for line in ran.stderr.splitlines() if line.strip()]
    return lines[-1].strip() if lines else f"it ended with {ran.returncode}"


def main() -> None:
    """Install what is missing; fail where something could not be."""
    parser = argparse.ArgumentParser(description="Install the programs of the comparison.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PEERS)}")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--again", action="store_true", help="also what is there already")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(PEERS))
    if unknown:
        parser.error(f"no peer is called {', '.join(unknown)}: there are {', '.join(PEERS)}")
    environments = Environments(options.folder)
    for peer in options.names or PEERS:
        found = environments.install(peer, again=options.again)
        print(f"{peer}: {found} ({PEERS[peer].why})", flush=True)
    if missing := [peer for peer in options.names or PEERS if environments.program(peer) is None]:
        sys.exit(f"missing: {', '.join(missing)}")


if __name__ == "__main__":
    main()
