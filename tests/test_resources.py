"""Tests of graphkit.resources: the shipped folders, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import resources
from graphkit.errors import GraphkitError

PYPROJECT = '[project]\nname = "graphkit-diplomacy"\n'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that holds a package as a wheel installs it, the one resources sees."""
    package = tmp_path / "graphkit"
    for folder in ("page", "questions", "_shipped/ontology", "_shipped/example/seeds"):
        (package / folder).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    return tmp_path


def test_checkout_of_this_run() -> None:
    """The folders of the checkout that the tests run in are found, and they are not empty."""
    root = Path(__file__).resolve().parents[1]
    assert resources.ontology_folder() == root / "ontology"
    assert (resources.ontology_folder() / "graphkit.ttl").is_file()
    assert resources.example_folder() == root
    assert resources.page_folder() == root / "graphkit" / "page"
    assert resources.questions_folder() == root / "graphkit" / "questions"


def test_installed_wheel(site: Path) -> None:
    """Without a checkout around it the package gives its own copies."""
    package = site / "graphkit"
    assert resources.ontology_folder() == package / "_shipped" / "ontology"
    assert resources.example_folder() == package / "_shipped" / "example"
    assert resources.page_folder() == package / "page"
    assert resources.questions_folder() == package / "questions"


def test_checkout_wins_over_copies(site: Path) -> None:
    """In a checkout the top-level folders are given, however many copies there are."""
    (site / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (site / "ontology").mkdir()
    (site / "seeds").mkdir()
    assert resources.ontology_folder() == site / "ontology"
    assert resources.example_folder() == site


@pytest.mark.parametrize("text", ['[project]\nname = "other"\n', "\udcff"])
def test_pyproject_of_another_project(site: Path, text: str) -> None:
    """A pyproject.toml that is another project's, or is no UTF-8, makes no checkout."""
    data = text.encode("utf-8", "surrogateescape")
    (site / "pyproject.toml").write_bytes(data)
    (site / "ontology").mkdir()
    assert resources.ontology_folder() == site / "graphkit" / "_shipped" / "ontology"


def test_checkout_never_gives_a_stale_copy(site: Path) -> None:
    """A folder missing from a checkout is an error, even where a copy lies in the package."""
    (site / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    with pytest.raises(GraphkitError, match=r"missing: .*ontology; install"):
        resources.ontology_folder()
    with pytest.raises(GraphkitError, match=r"missing: .*seeds; install"):
        resources.example_folder()


def test_broken_installation(site: Path) -> None:
    """A page folder that is gone is told in one line with the next step; so are the questions."""
    for name, find in {
        "page": resources.page_folder,
        "questions": resources.questions_folder,
    }.items():
        (site / "graphkit" / name).rmdir()
        with pytest.raises(GraphkitError, match="install graphkit-diplomacy again") as caught:
            find()
        assert "\n" not in str(caught.value)
