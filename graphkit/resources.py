"""Where the shipped files are: the ontology, the example project, the page and the questions.

In a checkout (and so in an editable install) they are the folders that stand beside the
package, which a curator edits; in an installed wheel they are copies inside it, under
``_shipped/``. A checkout never falls back on a copy: a copy there could only be stale.
"""

from __future__ import annotations

from pathlib import Path

from graphkit.errors import GraphkitError

_PACKAGE = Path(__file__).resolve().parent

#: The line of pyproject.toml by which a folder is known as a checkout of this project.
_CHECKOUT_MARK = 'name = "graphkit-diplomacy"'


def ontology_folder() -> Path:
    """Return the folder with ``graphkit.ttl`` and ``shapes.ttl``.

    Raises:
        GraphkitError: The installation is broken: the folder is not there.
    """
    checkout = _checkout()
    return _existing(checkout / "ontology" if checkout else _PACKAGE / "_shipped" / "ontology")


def example_folder() -> Path:
    """Return the project that graphkit ships, a folder that holds ``seeds/``.

    In a checkout this is the checkout itself.

    Raises:
        GraphkitError: The installation is broken: there is no ``seeds/`` in it.
    """
    folder = _checkout() or _PACKAGE / "_shipped" / "example"
    return _existing(folder / "seeds").parent


def page_folder() -> Path:
    """Return the folder with the template, style and scripts of the page.

    Raises:
        GraphkitError: The installation is broken: the folder is not there.
    """
    return _existing(_PACKAGE / "page")


def questions_folder() -> Path:
    """Return the folder with the named questions, SPARQL files ``NAME.rq``.

    Raises:
        GraphkitError: The installation is broken: the folder is not there.
    """
    return _existing(_PACKAGE / "questions")


def _checkout() -> Path | None:
    """Return the checkout that the package lies in, or None where it is installed."""
    project = _PACKAGE.parent / "pyproject.toml"
    try:
        lines = project.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return _PACKAGE.parent if _CHECKOUT_MARK in lines else None


def _existing(folder: Path) -> Path:
    """Return the folder, which must be one."""
    if not folder.is_dir():
        raise GraphkitError(
            f"a folder that graphkit ships is missing: {folder}; "
            "install graphkit-diplomacy again, or restore the folder in the checkout"
        )
    return folder
