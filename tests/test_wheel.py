"""Tests of the wheel: what it holds, and that it works where no checkout can be seen."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

pytestmark = pytest.mark.wheel


class Installed(NamedTuple):
    """An installed wheel: its Python, its command, and a folder of its own to work in."""

    python: Path
    command: Path
    folder: Path


def run(*arguments: str | Path, folder: Path) -> str:
    """Return what a command prints, with nothing in its environment that leads to the checkout."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "COV_", "COVERAGE_", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=folder,
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout, built without isolation and so without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir")
    run(sys.executable, *build, folder, ROOT, folder=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Return the wheel installed in an environment that sees this run's libraries only.

    The libraries come by a path file. Python reads no path file in a folder that it got from
    one, so that the editable install of the checkout, itself a path file, is out of sight.
    """
    folder = tmp_path_factory.mktemp("installed")
    environment = folder / "venv"
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet")
    run(*pip, "--no-deps", "--no-index", "--disable-pip-version-check", wheel, folder=folder)
    show = "import sysconfig; print(sysconfig.get_path('purelib'))"
    library = Path(run(python, "-c", show, folder=folder).strip())
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (library / "libraries.pth").write_text("\n".join(sorted(ours)) + "\n", encoding="utf-8")
    return Installed(python, scripts / "graphkit", folder)


def test_wheel_holds_what_it_needs(wheel: Path) -> None:
    """The package, its data, the ontology and the example are in; nothing else of the root is."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {
        "graphkit/py.typed",
        "graphkit/resources.py",
        "graphkit/_shipped/ontology/graphkit.ttl",
        "graphkit/_shipped/ontology/shapes.ttl",
    } <= names
    for folder, kept in {
        "graphkit/page": "graphkit/page",
        "graphkit/questions": "graphkit/questions",
        "ontology": "graphkit/_shipped/ontology",
        "seeds": "graphkit/_shipped/example/seeds",
    }.items():
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert files, folder
        assert {f"{kept}/{file.relative_to(ROOT / folder).as_posix()}" for file in files} <= names
    assert {name.split("/")[0] for name in names} == {
        "graphkit",
        f"graphkit_diplomacy-{VERSION}.dist-info",
    }


def test_wheel_is_what_runs(installed: Installed) -> None:
    """The installed command is the wheel's own: the checkout is nowhere on its path."""
    show = "import sys, graphkit; print(graphkit.__file__, *sys.path, sep='\\n')"
    package, *path = run(installed.python, "-c", show, folder=installed.folder).splitlines()
    assert Path(package).is_relative_to(installed.folder)
    assert ROOT not in [Path(entry) for entry in path]


def test_wheel_tells_its_version(installed: Installed) -> None:
    """`graphkit --version` gives the version of pyproject.toml."""
    assert VERSION in run(installed.command, "--version", folder=installed.folder)


def test_wheel_checks_and_renders_its_example(installed: Installed) -> None:
    """From another folder the wheel checks the project it ships and makes the page of it."""
    show = "from graphkit import resources; print(resources.example_folder())"
    example = run(installed.python, "-c", show, folder=installed.folder).strip()
    assert Path(example).is_relative_to(installed.folder)
    run(installed.command, "check", "--project", example, folder=installed.folder)
    page = installed.folder / "page.html"
    run(installed.command, "render", "--project", example, "-o", page, folder=installed.folder)
    assert page.read_bytes()[:15].lower() == b"<!doctype html>"
