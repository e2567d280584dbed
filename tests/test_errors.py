"""Tests of graphkit.errors: what stops a command, and with which exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import errors
from graphkit.errors import BadData, GraphkitError
from graphkit.problems import Place, Problem, Severity

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type)]
ERRORS = [kind for kind in KINDS if issubclass(kind, GraphkitError)]
FAULT = Problem(Place("seeds/a.yaml"), "bad-id", "m", "h")
DOUBT = Problem(Place("seeds/b.yaml"), "twin-names", "m", "h", Severity.WARNING)


@pytest.mark.parametrize("kind", ERRORS)
def test_exit_status(kind: type[GraphkitError]) -> None:
    """Only the data's own faults end with 1; wrong use and a broken environment end with 2."""
    assert kind.exit_status == (1 if issubclass(kind, BadData) else 2)


@pytest.mark.parametrize(
    ("problems", "message"),
    [
        ([FAULT], "1 error in the data"),
        ([FAULT, FAULT, DOUBT], "2 errors in the data"),
        ([DOUBT], "0 errors in the data"),
    ],
)
def test_bad_data(problems: list[Problem], message: str) -> None:
    """The message counts errors, not warnings; the problems and the project come with it."""
    error = BadData(problems, Path("here"))
    assert str(error) == message
    assert error.problems == tuple(problems)
    assert error.root == Path("here")
