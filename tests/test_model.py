"""Records: what makes two of them equal, and that nobody changes one."""

from __future__ import annotations

import copy
import pickle
from itertools import combinations

import pytest
from hypothesis import given
from msgspec import structs

from graphkit.dates import parse_date
from graphkit.model import Evidence, Fact, Records, Stage
from graphkit.origins import NOWHERE, Origin
from graphkit.problems import Place
from tests.strategies import records

HERE = Origin(Place("seeds/facts.yaml", 3, 5), {"subject": (3, 14)})
FACT = Fact(id="a", subject="b", relation="met", object="c", stages=(Stage(stage="occurred"),))


def test_where_it_was_written_is_no_part_of_it() -> None:
    """Two records that say the same are equal, and one in a set, wherever they stand."""
    moved = structs.replace(FACT, origin=HERE)
    assert moved == FACT
    assert not moved != FACT  # noqa: SIM202 - the two are asked of different methods
    assert hash(moved) == hash(FACT)
    assert {moved: 1}[FACT] == 1
    assert (FACT.origin, moved.origin) == (NOWHERE, HERE)


def test_what_says_something_else_is_another() -> None:
    """Each field counts but the origin, and so does the class."""
    others = [
        structs.replace(FACT, **{name: "x"})
        for name in FACT.__struct_fields__
        if name not in {"origin", "stages", "value"}
    ]
    others += [structs.replace(FACT, value=1), structs.replace(FACT, stages=())]
    for one, other in combinations([FACT, *others], 2):
        assert one != other
        assert not one == other  # noqa: SIM201 - as above
    assert Evidence(source="a") != Stage(stage="a")
    assert Evidence(source="a") != "a"


def test_nobody_changes_one() -> None:
    """A record is given anew, never changed."""
    with pytest.raises(AttributeError):
        FACT.note = "x"  # type: ignore[misc]  # that is the point


def test_how_one_is_shown() -> None:
    """A failed test shows what is said, not what is left out, nor where it stands."""
    stage = Stage(stage="in-force", date=parse_date("1992"), origin=HERE)
    assert repr(stage) == "Stage(stage='in-force', date=parse_date('1992'))"


@given(records())
def test_copies_are_equal(found: Records) -> None:
    """What goes to another process and back says the same."""
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):  # noqa: S301 - our own
        assert again == found
