"""Fixtures of the engines."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.bulk.session import Session, session
from tests.bulk.engines import LOCAL, SAIL, need


@pytest.fixture(
    params=[
        pytest.param(SAIL, id="sail"),
        pytest.param(LOCAL, id="spark", marks=pytest.mark.spark),
    ]
)
def engine(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Give each engine by its name and master; skipped where it is missing.

    An engine's own libraries warn of one another, which is nothing that this project could mend.
    """
    need(request.param[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield request.param


@pytest.fixture
def started(engine: tuple[str, str], tmp_path: Path) -> Iterator[Session]:
    """Give each engine at work."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with session(engine[0], scratch, engine[1]) as found:
        yield found
