"""The table of states that graphkit ships: their names, and their codes in four lists.

In it are the members of the United Nations and its two observer states, Taiwan and Kosovo, and
the states of the past that the Correlates of War project lists. A cell is empty where a list has
no code for the state. ``states.csv`` was checked against ISO 3166-1 and 3166-3 by pycountry 26.2.16
and against the list of state system membership (v2016) of the Correlates of War project.
"""

from __future__ import annotations

import csv
import functools
from pathlib import Path
from typing import NamedTuple

#: What entities made of the table name as the reference of their ISO codes.
CHECKED = "pycountry 26.2.16"


class State(NamedTuple):
    """One row of the table.

    Attributes:
        id: Of the entity that is made of it.
        name: The common English one.
        aliases: Other names by which tables give it.
        codes: (naming, code) by the words of `graphkit.mapping.parts.NAMINGS`.
        cow_years: The years in the state system of the Correlates of War project, as intervals
            such as ``1816/1945``; ``..`` where it still was in it at the end of the list, 2016.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    cow_years: tuple[str, ...]

    def code(self, naming: str) -> str:
        """Return its first code of a list, or an empty text."""
        return next((code for name, code in self.codes if name == naming), "")


#: The columns of codes, by the word for each.
_COLUMNS = {
    "iso2": "iso2",
    "iso3": "iso3",
    "cow": "cow",
    "cow-abbreviation": "cow_abbreviation",
    "gw": "gw",
}


@functools.cache
def read_states() -> tuple[State, ...]:
    """Return the states, by id."""
    table = Path(__file__).with_name("states.csv")
    with table.open(encoding="utf-8", newline="") as file:
        return tuple(map(_state, csv.DictReader(file)))


def _state(row: dict[str, str]) -> State:
    codes = [(name, code) for name, column in _COLUMNS.items() for code in row[column].split()]
    aliases = tuple(row["aliases"].split("; ")) if row["aliases"] else ()
    years = tuple(row["cow_years"].split())
    return State(row["id"], row["name"], aliases, tuple(codes), years)
